"""App Home as people see and use it, on fakes: only what is theirs to see, and presses that work."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import alert, source, topic
from desk import ADA, BOARD, BOB, DIRECT, ENERGY, EVE, POLICY, Desk, said
from fakes import T0

from newswatch.errors import SlackNotSent, SlackRejected
from newswatch.model import ChannelId, Feed, FetchMemory, Person, State
from newswatch.posts import PostState
from newswatch.slack.front import reply_to
from newswatch.slack.requests import Event

LAB = ChannelId("C0LAB")


@pytest.fixture
def desk():
    return Desk()


def opens(desk, who=ADA):
    """Have somebody open App Home; return what it shows."""
    view = desk.views.home.get(who)
    event = {"type": "app_home_opened", "user": who, "tab": "home", "channel": "D1"}
    if view:
        event["view"] = view
    reply_to(desk.front, Event("app_home_opened", "T1", "A1", f"E{next(desk.ids)}", event))
    desk.works()
    return said(desk.views.home[who])


def shows(desk, label, who=ADA):
    desk.clicks(label, who, home=True)
    return said(desk.views.home[who])


def chooses(desk, action, value, who=ADA):
    """Have somebody choose in a menu of App Home, or type into its search; return what it shows."""
    desk.presses_in(desk._view(who=who, home=True), action, value, who)
    desk.works()
    return said(desk.views.home[who])


def menu_of(desk, name, who=ADA):
    """Return the options of the menu beside what has this name: value by label."""
    block = next(
        block
        for block in desk.views.home[who]["blocks"]
        if block["type"] == "section" and name in block["text"]["text"] and "accessory" in block
    )
    return {option["text"]["text"]: option["value"] for option in block["accessory"]["options"]}


def watched(desk):
    """Watch for something in several places, in several states."""
    desk.types("add Talks = venezuela")
    desk.types("add Batteries = lithium", where=ENERGY)
    desk.types("add Mine alone = tariffs", where=DIRECT)
    desk.types("add Of the board = merger", where=BOARD)
    desk.types("add Of Bob = pompeo", who=BOB)
    desk.types("pause mine-alone")


# --- Topics -----------------------------------------------------------------------------------------------


def test_mine_and_those_of_my_channels_are_there_and_nobody_elses(desk):
    watched(desk)
    shown = opens(desk)
    for name in ("Talks", "Batteries", "Mine alone", "Of the board", "Of Bob"):
        assert f"*{name}*" in shown
    shown = opens(desk, BOB)
    assert "*Talks*" in shown
    assert "*Of Bob*" in shown
    for name in ("Batteries", "Mine alone", "Of the board"):
        assert name not in shown


@pytest.mark.parametrize("only", ["any", "mine", "channels", "paused", "trouble", "all", "nonsense"])
def test_whatever_is_chosen_or_looked_for_nothing_private_is_shown(desk, only):
    watched(desk)
    opens(desk, EVE)
    shown = chooses(desk, "home_filter.1", only, EVE)
    assert "Mine alone" not in shown
    assert "Of the board" not in shown
    assert BOARD not in shown
    for word in ("merger", "board", "tariffs"):
        found = chooses(desk, "home_search", word, EVE)
        assert "`" not in found.replace("`/watch", ""), "no handle"
        assert "Of the board" not in found


def test_guests_see_what_is_in_their_channels_alone(desk):
    watched(desk)
    desk.people.persons[EVE] = Person(EVE, is_guest=True)
    opens(desk, EVE)
    assert "Talks" not in chooses(desk, "home_filter.1", "all", EVE)


def test_who_chooses_all_sees_those_of_public_channels_too(desk):
    watched(desk)
    opens(desk, BOB)
    shown = chooses(desk, "home_filter.1", "all", BOB)
    assert "*Batteries*" in shown
    assert "Of the board" not in shown


def test_slack_is_not_asked_for_all_channels_by_who_has_topics(desk):
    watched(desk)
    desk.people.calls.clear()
    opens(desk)
    assert "channels" not in desk.people.calls
    assert desk.people.calls.count("channels_of") == 1


def test_trouble_comes_first_then_what_is_paused(desk):
    watched(desk)
    parked(desk, desk.topic("talks").id, "The channel is archived.")
    shown = opens(desk)
    places = [shown.index(f"*{name}*") for name in ("Talks", "Mine alone", "Batteries", "Of Bob")]
    assert places == sorted(places)
    assert "⚠ *Talks*" in shown
    assert "The channel is archived." in shown
    assert "⏸ *Mine alone*" in shown
    assert "⚠ 1 in trouble · ⏸ 1 paused" in shown


def test_a_line_tells_what_a_topic_brought(desk):
    watched(desk)
    brought(desk, "talks", 2)
    shown = opens(desk)
    assert f"<#{POLICY}> · 2 alerts this week, last <!date" in shown
    assert "*5 topics* · 2 alerts this week" in shown


@pytest.mark.parametrize(
    ("only", "expected"),
    [
        ("mine", ["batteries", "mine-alone", "of-the-board", "talks"]),
        # Into the board’s private channel the bot was not invited: Slack does not say who is in it.
        ("channels", ["batteries", "of-bob", "talks"]),
        ("paused", ["mine-alone"]),
        ("trouble", []),
        ("any", ["batteries", "mine-alone", "of-bob", "of-the-board", "talks"]),
    ],
)
def test_a_filter_leaves_what_was_asked_for(desk, only, expected):
    watched(desk)
    opens(desk)
    shown = chooses(desk, "home_filter.1", only)
    handles = ("batteries", "mine-alone", "of-bob", "of-the-board", "talks")
    assert [handle for handle in handles if f"`{handle}`" in shown] == expected


def test_what_is_looked_for_is_found_and_can_be_forgotten(desk):
    watched(desk)
    opens(desk)
    shown = chooses(desk, "home_search", "LITHIUM")
    assert "*Batteries*" in shown
    assert "*Talks*" not in shown
    typed = next(block for block in desk.views.home[ADA]["blocks"] if block["type"] == "input")
    assert typed["element"]["initial_value"] == "LITHIUM"
    before = typed["block_id"]

    assert "No topic has “zebra”." in chooses(desk, "home_search", "zebra")
    assert "*Talks*" in shows(desk, "Clear the search")
    typed = next(block for block in desk.views.home[ADA]["blocks"] if block["type"] == "input")
    assert "initial_value" not in typed["element"]
    assert typed["block_id"] != before, "Slack keeps what stands in an input that stays"


def test_hundreds_come_in_pages(desk):
    for n in range(312):
        desk.store.save_topic(topic(n, owner=ADA, handle=f"t-{n:03}", name=f"T {n}"), ADA, T0, "add")
    shown = opens(desk)
    assert "1 to 20 of 312" in shown
    assert "`t-019`" in shown
    shown = shows(desk, "Next")
    assert "21 to 40 of 312" in shown
    shown = shows(desk, "Next")
    assert "41 to 60 of 312" in shown
    assert "`t-040`" in shown
    assert "21 to 40 of 312" in shows(desk, "Previous")
    shown = chooses(desk, "home_page.1", "999")
    assert "301 to 312 of 312" in shown
    with pytest.raises(StopIteration):
        desk.clicks("Next", home=True)
    assert "1 to 11 of 11" not in chooses(desk, "home_search", "t-30"), "one page needs no numbers"


def test_a_press_in_a_menu_does_it_and_home_shows_it_where_it_was(desk):
    watched(desk)
    opens(desk)
    chooses(desk, "home_search", "talks")
    shown = chooses(desk, "more", menu_of(desk, "Talks")["Pause for a day"])
    assert desk.topic("talks").state is State.PAUSED
    assert "is paused until" in said(desk.modal())
    assert "⏸ *Talks*" in shown
    assert "*Batteries*" not in shown, "what is looked for is still looked for"
    shown = chooses(desk, "more", menu_of(desk, "Talks")["Resume"])
    assert "● *Talks*" in shown


@pytest.mark.parametrize("label", ["Show", "Edit", "History", "Remove"])
def test_all_of_a_menu_is_answered(desk, label):
    watched(desk)
    opens(desk)
    chooses(desk, "more", menu_of(desk, "Talks")[label])
    assert "venezuela" in str(desk.modal())
    assert ("*Talks*" in said(desk.views.home[ADA])) is (label != "Remove")


def test_a_snoozed_one_can_be_woken(desk):
    watched(desk)
    desk.types("set talks snooze 3h")
    assert "💤 *Talks*" in opens(desk)
    chooses(desk, "more", menu_of(desk, "Talks")["Wake up"])
    assert "● *Talks*" in said(desk.views.home[ADA])


# --- The guide --------------------------------------------------------------------------------------------


def test_the_first_run_ends_with_a_topic_that_works(desk):
    desk.finder.found["https://feeds.bbci.co.uk/news/world/rss.xml"] = Feed("BBC", ())
    shown = opens(desk)
    assert "👉 *1. Add sources.*" in shown
    assert "▫️ *2. Watch for something.*" in shown

    shown = shows(desk, "Add BBC World")
    assert [each.url for each in desk.store.sources()] == ["https://feeds.bbci.co.uk/news/world/rss.xml"]
    assert "✅ *1. Sources:* done. 1 source is read" in shown
    assert "👉 *2. Watch for something.*" in shown

    desk.reads("Election in Venezuela")
    desk.clicks("election OR parliament", home=True)
    assert desk.modal()["title"]["text"] == "New topic"
    assert "1 story" in said(desk.modal())
    desk.sends()
    shown = said(desk.views.home[ADA])
    assert "✅ *2. Watch:* done. *election OR parliament* tells direct messages." in shown
    assert "👉 *3. See it work.*" in shown

    desk.clicks("Post latest 3", home=True)
    assert "On the way to direct messages: 1 story" in said(desk.modal())
    shown = said(desk.views.home[ADA])
    assert "3. See it work" not in shown, "it works"
    assert "*1 topic* · 1 alert this week" in shown


def test_the_empty_form_is_opened_and_home_is_shown_anew_once_it_is_saved(desk):
    desk.store.save_source(source(), ADA, T0, "add")
    opens(desk)
    desk.clicks("Watch for something", home=True)
    desk.sends(query="lithium", channels=[POLICY], me=[])
    assert desk.topic("lithium").destinations == (POLICY,)
    assert "*lithium*" in said(desk.views.home[ADA])


def test_an_edit_from_home_comes_back_to_the_page_where_it_was_begun(desk):
    watched(desk)
    opens(desk)
    chooses(desk, "home_search", "talks")
    chooses(desk, "more", menu_of(desk, "Talks")["Edit"])
    desk.sends(name="Peace talks")
    shown = said(desk.views.home[ADA])
    assert "*Peace talks*" in shown
    assert "*Batteries*" not in shown


def test_who_comes_later_is_led_to_what_others_watch(desk):
    watched(desk)
    shown = opens(desk, EVE)
    assert "Welcome" in shown
    assert "*Talks*" in shows(desk, "See their topics", EVE)


def test_what_others_may_not_show_is_not_hinted_at(desk):
    desk.types("add Of the board = merger", where=BOARD)
    assert "Others here" not in opens(desk, EVE)


def test_where_there_are_managers_others_are_sent_to_them(desk):
    desk.types("set workspace managers me")
    assert "please ask one of them" in opens(desk, EVE).replace("\n", " ")
    assert "Add sources" in opens(desk, ADA)


def test_an_old_topic_that_brings_nothing_needs_no_guide(desk):
    desk.store.save_topic(topic(1, owner=ADA, created_at=T0 - timedelta(days=30)), ADA, T0, "add")
    assert "Welcome" not in opens(desk)


# --- Sources ----------------------------------------------------------------------------------------------


def read_sources(desk):
    for n, more in enumerate(
        (
            {"name": "Wire", "tags": ("wires",)},
            {"name": "Broken", "url": "https://user:hush@broken.example/rss?key=hush"},
            {"name": "Resting", "state": State.PAUSED},
            {"name": "Gone", "state": State.PAUSED, "trouble": "It is gone."},
            {"name": "Erased", "state": State.REMOVED},
        )
    ):
        desk.store.save_source(source(n, **more), ADA, T0, "add")
    broken = next(each for each in desk.store.sources() if each.name == "Broken")
    desk.store.remember_fetch(broken.id, FetchMemory(failures=3, error="The site answered 404."))


def test_sources_are_shown_with_their_health(desk):
    read_sources(desk)
    opens(desk)
    shown = shows(desk, "Sources")
    assert "4 sources: 1 fine, 1 failing, 1 gone, 1 paused." in shown
    assert shown.index("⚠ *Broken*") < shown.index("✕ *Gone*") < shown.index("● *Wire*")
    assert "The site answered 404." in shown
    assert "Erased" not in shown
    assert "hush" not in str(desk.views.home[ADA])


@pytest.mark.parametrize(
    ("only", "expected"),
    [
        ("failing", ["Broken"]),
        ("gone", ["Gone"]),
        ("paused", ["Resting"]),
        ("tag:wires", ["Wire"]),
        ("tag:none", []),
        ("any", ["Broken", "Gone", "Resting", "Wire"]),
    ],
)
def test_sources_are_filtered(desk, only, expected):
    read_sources(desk)
    opens(desk)
    shows(desk, "Sources")
    shown = chooses(desk, "home_filter.1", only)
    assert [name for name in ("Broken", "Gone", "Resting", "Wire") if f"*{name}*" in shown] == expected


def test_a_key_cannot_be_found_out_by_looking_for_it(desk):
    read_sources(desk)
    opens(desk)
    shows(desk, "Sources")
    assert "*Broken*" in chooses(desk, "home_search", "broken.example")
    assert "No source has “hush”." in chooses(desk, "home_search", "hush")


def test_a_source_is_paused_and_resumed_there(desk):
    read_sources(desk)
    opens(desk)
    shows(desk, "Sources")
    shown = chooses(desk, "more", menu_of(desk, "Wire")["Pause"])
    assert "⏸ *Wire*" in shown
    shown = chooses(desk, "more", menu_of(desk, "Wire")["Resume"])
    assert "● *Wire*" in shown


def test_who_may_not_change_sources_is_offered_to_look(desk):
    read_sources(desk)
    desk.types("set workspace managers me")
    opens(desk, EVE)
    shown = shows(desk, "Sources", EVE)
    assert "managers" in shown
    assert set(menu_of(desk, "Wire", EVE)) == {"Show", "History"}
    opens(desk)
    shows(desk, "Sources")
    assert "Remove" in menu_of(desk, "Wire")


def test_a_list_is_imported_from_there(desk):
    opens(desk)
    shows(desk, "Sources")
    desk.clicks("Import a list", home=True)
    assert desk.modal()["title"]["text"] == "Import sources"


# --- Settings ---------------------------------------------------------------------------------------------


def test_settings_say_what_holds_and_menus_set_it(desk):
    watched(desk)
    desk.people.zones[ADA] = "Europe/Madrid"
    opens(desk)
    shown = shows(desk, "Settings")
    assert "Delivered: at once (usual)" in shown
    assert "In Slack you are in Europe/Madrid." in shown

    shown = chooses(desk, "run.when", "set me when daily 08:00")
    assert "Delivered: daily at 08:00 (set here)" in shown
    assert "Time zone: Europe/Madrid (set here)" in shown
    chosen = menus(desk)["me.when"]["initial_option"]
    assert chosen["value"] == "set me when daily 08:00"


def test_what_is_set_and_not_among_the_usual_values_is_shown_as_chosen(desk):
    for text in ("when weekly wed 11:15", "quiet 23:15-06:45 wed", "cap 7/h", "tz Asia/Kathmandu"):
        desk.types(f"set me {text}", where=DIRECT)
    opens(desk)
    shows(desk, "Settings")
    chosen = {name: menu["initial_option"]["value"] for name, menu in menus(desk).items() if "me." in name
              and "initial_option" in menu}  # fmt: skip
    assert chosen == {
        "me.when": "set me when weekly wed 11:15",
        "me.quiet": "set me quiet 23:15-06:45 wed",
        "me.cap": "set me cap 7/h",
        "me.tz": "set me tz Asia/Kathmandu",
    }


def test_the_workspace_is_set_by_who_may(desk):
    desk.types("set workspace managers me")
    opens(desk, EVE)
    shown = shows(desk, "Settings", EVE)
    assert f"are set by <@{ADA}>, and admins" in shown
    assert not [name for name in menus(desk, EVE) if name.startswith("workspace")]
    opens(desk)
    shows(desk, "Settings")
    assert "Cap: at most 5 messages" in chooses(desk, "run.cap", "set workspace cap 5/h")


def test_channels_where_something_is_watched_are_there_with_a_menu(desk):
    watched(desk)
    opens(desk, BOB)
    shown = shows(desk, "Settings", BOB)
    assert f"*<#{POLICY}>*" in shown
    for other in (ENERGY, BOARD):
        assert other not in shown
    shown = chooses(desk, "run.channel", f"set <#{POLICY}> when hourly", BOB)
    assert "Delivered: hourly (set here)" in shown
    assert desk.notices()[-1] == POLICY, "everybody there is told"


def test_every_choice_of_settings_is_a_command_that_works(desk):
    from newswatch.slack.commands import PlaceSet, parse_command  # noqa: PLC0415

    watched(desk)
    opens(desk)
    shows(desk, "Settings")
    values = [
        option["value"]
        for menu in menus(desk).values()
        for option in (
            *menu.get("options", ()),
            *(option for group in menu.get("option_groups", ()) for option in group["options"]),
        )
    ]
    assert len(values) > 100
    for value in values:
        assert isinstance(parse_command(value), PlaceSet), value


def test_a_muted_outlet_is_heard_again(desk):
    desk.types("set me mute voanews.com")
    opens(desk)
    assert "Muted: voanews.com" in shows(desk, "Settings")
    assert "Muted" not in shows(desk, "Unmute voanews.com")


# --- When Slack does not answer -----------------------------------------------------------------------------


def test_what_may_work_later_is_tried_again(desk):
    desk.types("add Talks = venezuela")
    desk.people.refuses["channels_of"] = SlackNotSent("connection", "Slack does not answer.")
    with pytest.raises(SlackNotSent):
        opens(desk, EVE)


def test_what_never_works_is_not_tried_again(desk, monkeypatch):
    def refuse(*_):
        raise SlackRejected("not_enabled", "App Home is not enabled.")

    monkeypatch.setattr(desk.views, "publish", refuse)
    event = {"user": ADA, "tab": "home"}
    reply_to(desk.front, Event("app_home_opened", "T1", "A1", "E1", event))
    desk.works()
    assert desk.queues.commands == []


def menus(desk, who=ADA):
    return {
        block["block_id"].rpartition(".")[0]: block["accessory"]
        for block in desk.views.home[who]["blocks"]
        if block.get("accessory", {}).get("type") == "static_select"
    }


def brought(desk, handle, stories):
    found = desk.topic(handle)
    for n in range(stories):
        desk.store.claim([alert(topic_id=found.id, story_id=f"{n:016x}", channels=found.destinations)])


def parked(desk, topic_id, reason):
    desk.store.claim([alert(topic_id=topic_id, channels=(POLICY,))])
    row = next(row for row in desk.store.outbox(POLICY, limit=99) if row.story_id == "a" * 16)
    post = desk.store.post(POLICY, row.story_id)
    desk.store.park(replace(post, state=PostState.PARKED, reason=reason), post, row, T0)
