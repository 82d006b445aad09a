"""Who may change what belongs to the workspace: everybody, until there are managers."""

import pytest
from builders import channel_settings
from desk import ADA, BOARD, BOB, ENERGY, EVE, FEED, POLICY, Desk, labels
from fakes import T0, FakePeople, FakeStore

from newswatch.errors import NeedsTime, NotAllowed, NotManager
from newswatch.model import WORKSPACE, Channel, ChannelId, Entry, Feed, Person, State, UserId
from newswatch.slack.asked import Action, Asked, encode
from newswatch.slack.bringing import Bringing, spell
from newswatch.sources.outline import Line, Outline
from newswatch.usecases.permissions import managers_of, may_manage, require_manager
from newswatch.usecases.settings import change_settings
from newswatch.usecases.sight import Sight

NEWS = Feed("News", (Entry("1", "https://news.example/1", "Headline"),), form="RSS 2.0")
LIST = "https://example.org/feeds.opml"
HERE = ChannelId("D9")
ADDRESSED = f"<@{ADA}|ada> <@{BOB}|bob>"


@pytest.fixture
def desk():
    """Ada and Bob are managers; there are a source and a set of Eve's; she is an ordinary member."""
    desk = Desk()
    desk.finder.found[FEED] = NEWS
    desk.finder.found["https://other.example/rss"] = NEWS
    desk.lists.lists[LIST] = Outline((Line("https://more.example/rss"),))
    desk.people.members[POLICY].add(EVE)
    desk.types(f"source add {FEED}", who=EVE)
    desk.types("sets evs = tesla OR byd", who=EVE)
    desk.types(f"set workspace managers {ADDRESSED}")
    desk.people.calls.clear()
    return desk


CHANGES = [
    "source add https://other.example/rss",
    "source pause news",
    "source remove news",
    "source set news urgent on",
    f"import {LIST}",
    "sets evs = tesla",
    "sets more = a OR b",
    "sets remove evs",
    "set workspace cap 5/h",
    "set workspace managers off",
    f"set workspace managers <@{EVE}>",
    "undo 1",
    "undo 2",
    "undo 3",
]


@pytest.mark.parametrize("text", CHANGES)
def test_once_there_are_managers_nobody_else_changes_what_belongs_to_the_workspace(desk, text):
    seq = desk.store.catalog_version()
    said = desk.types(text, who=EVE)

    assert f"<@{ADA}>, <@{BOB}>" in said
    assert "ask one of them" in said
    assert desk.store.catalog_version() == seq
    assert desk.people.calls.count("person") == 1


@pytest.mark.parametrize("text", [each for each in CHANGES if "undo" not in each])
def test_managers_go_on_and_slack_is_not_asked_who_they_are(desk, text):
    seq = desk.store.catalog_version()
    # When it is announced, Slack is asked after those who are told.
    desk.types(text.replace(EVE, BOB), who=BOB, follow=not text.startswith("set workspace"))

    assert desk.store.catalog_version() > seq
    assert "person" not in desk.people.calls


@pytest.mark.parametrize("text", [*CHANGES[:-3], "undo 2", "undo 3"])
def test_admins_always_may(desk, text):
    desk.people.persons[EVE] = Person(EVE, is_admin=True)
    seq = desk.store.catalog_version()
    desk.types(text, who=EVE)

    assert desk.store.catalog_version() > seq


@pytest.mark.parametrize(
    "text",
    ["source list", "source show news", "source history news", "sets", "sets evs", "sets history evs",
     "set workspace", "history workspace", "export", "status"],
)  # fmt: skip
def test_to_look_is_free(desk, text):
    said = desk.types(text, who=EVE)
    assert "ask one of them" not in said
    assert "That did not work" not in said
    # What all of it costs is not for guests; nothing else depends on who looks.
    assert ("person" in desk.people.calls) == (text == "status")


def test_a_list_that_is_sent_by_a_form_is_refused_too(desk):
    asked = Asked(spell(Bringing(url=LIST)), EVE, HERE, "https://hooks.slack.com/1", "f" * 32, Action.IMPORT)
    desk.carries_out(encode(asked))
    assert f"<@{ADA}>" in desk.shown[-1]["text"]
    assert len(desk.store.sources()) == 1


def test_topics_and_channels_are_not_the_managers_business(desk):
    assert "✅ Watching" in desk.types("add Talks = venezuela", who=EVE)
    assert "is changed" in desk.types("set here cap 5/h", who=EVE)


def test_who_is_no_manager_has_to_wait_until_slack_says_whether_they_are_an_admin(desk):
    desk.types("source pause news", who=EVE, follow=False)
    assert desk.shown[-1]["text"] == "One moment …"


def test_managers_are_shown_and_told_and_can_be_undone(desk):
    assert f"are set by <@{ADA}>, <@{BOB}>, and admins" in desk.types("set workspace", who=EVE)
    said = desk.types("set workspace managers off", who=BOB)
    assert f"managed by <@{ADA}>, <@{BOB}>, and admins → everybody" in said
    assert "waits already" not in said
    assert managers_of(desk.store) == frozenset()
    assert desk.store.settings([WORKSPACE])[WORKSPACE].state is State.REMOVED
    desk.types("undo", who=BOB)
    assert managers_of(desk.store) == {ADA, BOB}


def test_who_names_managers_is_one_of_them_or_an_admin(desk):
    assert "name yourself as well" in desk.types(f"set workspace managers <@{BOB}>")
    assert managers_of(desk.store) == {ADA, BOB}
    desk.people.persons[ADA] = Person(ADA, is_admin=True)
    desk.types(f"set workspace managers <@{BOB}>")
    assert managers_of(desk.store) == {BOB}


def test_nobody_locks_themselves_out_by_undo():
    desk = Desk()
    desk.types(f"set workspace managers <@{ADA}>")
    desk.types("set workspace managers off")
    off = desk.store.catalog_version()
    assert "name yourself as well" in desk.types(f"undo {off}", who=BOB)
    assert managers_of(desk.store) == frozenset()


def test_me_is_who_says_so():
    desk = Desk()
    desk.types(f"set workspace managers me <@{BOB}>", who=EVE)
    assert managers_of(desk.store) == {EVE, BOB}
    desk.types("set workspace managers me", who=EVE)
    assert managers_of(desk.store) == {EVE}


def test_managers_are_changed_once_however_often_that_is_delivered(desk):
    for _ in range(3):
        desk.types("set workspace managers me", who=BOB, request="e" * 32)
    assert managers_of(desk.store) == {BOB}
    assert len(desk.store.history(WORKSPACE)) == 2


def test_the_press_of_a_button_is_refused_as_well(desk):
    desk.types("source show news", who=EVE)
    assert f"<@{ADA}>" in desk.presses("Remove", who=EVE)
    assert labels(desk.shown[-1]) == ["Who may what"]
    assert desk.store.sources()[0].state is State.ACTIVE


# --- Of a channel, by admins ----------------------------------------------------------------------------


def test_admins_set_how_public_channels_are_told_and_no_private_ones():
    desk = Desk()
    desk.people.rooms.append(Channel(ChannelId("C0HUSH"), "hush", private=True, joined=True))
    assert "You are not in that channel" in desk.types(f"set <#{ENERGY}> cap 5/h", who=EVE, where=HERE)
    desk.people.persons[EVE] = Person(EVE, is_admin=True)
    assert "is changed" in desk.types(f"set <#{ENERGY}> cap 5/h", who=EVE, where=HERE)
    for where in (BOARD, "C0HUSH"):
        assert "You are not in that channel" in desk.types(f"set <#{where}> cap 5/h", who=EVE, where=HERE)


# --- The use cases --------------------------------------------------------------------------------------


def test_slack_is_asked_only_where_it_matters():
    store, nobody = FakeStore(), FakePeople(refuses={"*": NeedsTime()})
    with pytest.raises(NeedsTime):
        require_manager(store, Sight(nobody, EVE, HERE))
    require_manager(store, Sight(FakePeople(), EVE, HERE))
    store.save_settings(channel_settings(WORKSPACE, managers=frozenset({ADA})), ADA, T0, "add")
    require_manager(store, Sight(nobody, ADA, HERE))
    with pytest.raises(NeedsTime):
        require_manager(store, Sight(nobody, EVE, HERE))
    with pytest.raises(NotManager) as e:
        require_manager(store, Sight(FakePeople(), EVE, HERE))
    assert e.value.managers == (ADA,)


@pytest.mark.parametrize(
    "text",
    ["source add https://other.example/rss", "source pause news", "source remove news",
     "source set news urgent on", "source revert news 1", "sets evs = tesla", "sets remove evs",
     "sets revert evs 2", f"import {LIST}", "set workspace cap 5/h", "undo 1", "undo 2"],
)  # fmt: skip
def test_guests_change_nothing_of_the_workspace(desk, text):
    desk.types("set workspace managers off")
    desk.people.persons[EVE] = Person(EVE, is_guest=True)
    seq = desk.store.catalog_version()
    assert "Guests change no sources" in desk.types(text, who=EVE)
    assert desk.store.catalog_version() == seq


def test_what_guests_may_not_is_no_button_of_home(desk):
    desk.types("set workspace managers off")
    assert may_manage(desk.store, Sight(desk.people, EVE, HERE))
    desk.people.persons[EVE] = Person(EVE, is_guest=True)
    assert not may_manage(desk.store, Sight(desk.people, EVE, HERE))


def test_removed_settings_name_no_managers():
    store = FakeStore()
    store.save_settings(
        channel_settings(WORKSPACE, managers=frozenset({ADA}), state=State.REMOVED), ADA, T0, "add"
    )
    assert managers_of(store) == frozenset()


def test_what_nobody_may_set_is_not_written():
    store = FakeStore()
    with pytest.raises(NotAllowed):
        change_settings(
            store,
            Desk().clock,
            Sight(FakePeople(), EVE, HERE),
            WORKSPACE,
            who=EVE,
            fields={"managers": frozenset({UserId("U1")})},
        )
    assert store.catalog_version() == 0
