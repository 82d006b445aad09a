"""Commands from beginning to end, on fakes: what slack answers at once, and what command adds."""

import json
import re
from dataclasses import replace

import pytest
from builders import source
from desk import ADA, BOARD, BOB, DIRECT, ENERGY, EVE, FEED, POLICY, Desk, buttons, labels
from fakes import T0

from newswatch.errors import FeedError, QueueError, SlackNotSent, StorageError
from newswatch.model import Entry, Feed, State, ThreadPolicy


@pytest.fixture
def desk():
    return Desk()


# --- Adding ---------------------------------------------------------------------------------------------


def test_a_topic_is_watched_at_once_and_its_last_days_follow(desk):
    desk.reads("Pompeo meets Lavrov on Venezuela")

    said = desk.types("add Venezuela talks = (pompeo OR lavrov) AND venezuela", follow=False)
    assert "Watching *Venezuela talks*" in said
    assert desk.topic("venezuela-talks").destinations == (POLICY,)
    assert desk.notices() == []

    desk.works()
    assert "1 story" in desk.shown[-1]["text"]
    assert desk.notices() == [POLICY]
    assert (POLICY, 0) in desk.queues.woken


def test_a_command_delivered_twice_adds_one_topic(desk):
    first = desk.types("venezuela", request="a" * 32, follow=False)
    second = desk.types("venezuela", request="a" * 32)

    assert [topic.handle for topic in desk.store.topics()] == ["venezuela"]
    assert "Watching *venezuela*" in first
    assert "venezuela" in second
    assert desk.notices() == [POLICY]


def test_a_double_click_watches_once(desk):
    desk.types("test lithium")
    desk.presses("Watch this", request="b" * 32)
    desk.presses("Watch this", request="b" * 32)

    assert [topic.handle for topic in desk.store.topics()] == ["lithium"]


def test_the_bot_joins_a_public_channel_and_asks_to_be_invited_to_a_private_one(desk):
    desk.types("add <#C0ENERGY|energy> grid")
    assert desk.people.channel(ENERGY).joined
    assert desk.notices() == [ENERGY]

    said = desk.types("lithium", where=BOARD)
    assert "/invite" in said
    assert desk.notices() == [ENERGY], "a channel where the bot is not would only park it"


def test_a_topic_s_channel_must_contain_its_author(desk):
    said = desk.types("add <#C0ENERGY|energy> grid", who=BOB)

    assert "You are not in #energy" in said
    assert desk.store.topics() == []


def test_an_archived_channel_is_refused(desk):
    assert "archived" in desk.types("add <#C0OLD|old> grid")
    assert desk.store.topics() == []


def test_what_is_typed_in_direct_messages_comes_by_direct_message(desk):
    desk.types("grid", where=DIRECT)

    assert desk.topic("grid").destinations == (ADA,)
    assert desk.notices() == []


def test_an_unknown_channel_gets_the_nearest_one_as_a_button(desk):
    desk.types("add #polcy Talks = venezuela")
    assert labels(desk.shown[-1])[0] == "Post to #policy"
    assert desk.store.topics() == []

    desk.presses("Post to #policy")
    assert desk.topic("talks").destinations == (POLICY,)


def test_what_looks_like_a_channel_may_be_meant_as_a_word(desk):
    desk.types("add #cop30 summit")
    desk.presses(next(label for label in labels(desk.shown[-1]) if label.startswith("Watch for")))

    assert desk.store.topics()[0].query == "#cop30 AND summit"


@pytest.mark.parametrize(
    ("typed", "button", "order"),
    [
        ("bbc.co.uk Reuters", "reuters.com", ("bbc.co.uk", "reuters.com")),
        ("reutres", "reuters.com", ("reuters.com",)),
        ("rts", "reuters.com", ("reuters.com",)),
        ("wires bbc.co.uk", "tag:wires", ("tag:wires", "bbc.co.uk")),
        ("reuters reuters.com", "reuters.com", ("reuters.com",)),
    ],
)
def test_an_outlet_without_its_site_gets_the_nearest_one_as_a_button(desk, typed, button, order):
    reuters = source(1, url="https://feeds.reuters.com/world", name="RTS World", tags=("wires",))
    desk.store.save_source(reuters, ADA, T0, "add")
    gone = source(2, url="https://reuters.example/", name="Reuters", state=State.REMOVED)
    desk.store.save_source(gone, ADA, T0, "add")
    desk.types("add Talks = venezuela")

    desk.types(f"set talks prefer {typed}")
    assert labels(desk.shown[-1])[0] == button
    assert desk.topic("talks").prefer == ()
    desk.presses(button)
    assert desk.topic("talks").prefer == order


def test_an_outlet_that_nobody_knows_gets_a_hint_what_to_type(desk):
    desk.types("add Talks = venezuela")
    said = desk.types("set talks prefer qwertz")
    assert "“qwertz” is no site: sites are written as in reuters.com" in said
    assert desk.topic("talks").prefer == ()


def test_a_refused_query_is_watched_by_pressing_a_reading(desk):
    said = desk.types("add Talks = pompeo OR lavrov venezuela")
    assert "^" in said
    assert desk.store.topics() == []

    desk.presses("(pompeo OR lavrov) AND venezuela")
    assert desk.topic("talks").query == "(pompeo OR lavrov) AND venezuela"


# --- Changing -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("pause talks", lambda topic: topic.state is State.PAUSED),
        ("pause talks for 3d", lambda topic: (topic.paused_until - T0).days == 3),
        ("pause tal until tomorrow", lambda topic: topic.paused_until > T0),
        ("edit talks lavrov", lambda topic: topic.query == "lavrov"),
        ("edit talks Better = lavrov", lambda topic: (topic.name, topic.query) == ("Better", "lavrov")),
        ("set talks name Better", lambda topic: (topic.name, topic.handle) == ("Better", "talks")),
        ("set talks channel <#C0ENERGY|energy>", lambda topic: topic.destinations == (ENERGY,)),
        ("set talks channel me", lambda topic: topic.destinations == (ADA,)),
        ("set talks channel here", lambda topic: topic.destinations == (POLICY,)),
        ("set talks sources tag:wires", lambda topic: topic.sources.tags == {"wires"}),
        ("set talks outlets 3", lambda topic: topic.outlets == 3),
        ("set talks outlets off", lambda topic: topic.outlets == 1),
        ("set talks thread reply", lambda topic: topic.thread is ThreadPolicy.REPLY),
        ("set talks thread each", lambda topic: topic.thread is ThreadPolicy.EACH),
        ("set talks prefer bbc.co.uk tag:eu", lambda topic: topic.prefer == ("bbc.co.uk", "tag:eu")),
        ("set talks prefer off", lambda topic: topic.prefer == ()),
        ("remove talks", lambda topic: topic.state is State.REMOVED),
    ],
)  # fmt: skip
def test_a_topic_is_changed_and_the_change_taken_back(desk, text, what):
    desk.types("add Talks = venezuela")
    before = desk.topic("talks")
    desk.types(text)
    changed = desk.store.topic(before.id)
    assert what(changed)

    if changed.version > before.version:
        desk.types("undo")
        assert replace(desk.store.topic(before.id), version=0) == replace(before, version=0)


def test_undo_is_a_button_too_and_may_itself_be_undone(desk):
    desk.types("add Talks = venezuela")
    desk.types("pause talks")
    desk.presses("Undo")
    assert desk.topic("talks").state is State.ACTIVE

    desk.presses("Undo")
    assert desk.topic("talks").state is State.PAUSED


def test_a_button_pressed_twice_undoes_once(desk):
    desk.types("add Talks = venezuela")
    desk.types("pause talks")
    for _ in range(2):
        desk.presses("Undo", request="c" * 32)

    assert desk.topic("talks").state is State.ACTIVE


def test_what_is_removed_twice_by_one_request_is_removed_once(desk):
    desk.types("add Talks = venezuela")
    first = desk.types("remove talks", request="e" * 32)
    assert desk.types("remove talks", request="e" * 32).endswith(first)
    assert desk.notices() == [POLICY, POLICY]
    assert "no topic called" in desk.types("remove talks")


def test_buttons_of_another_answer_are_other_buttons_though_they_take_the_same_place(desk):
    def ids(request):
        desk.types("show talks", request=request)
        return {button["action_id"] for button in buttons(desk.shown[-1])}

    desk.types("add Talks = venezuela")
    first = ids("a1" * 16)
    assert not first & ids("b2" * 16)
    assert first == ids("a1" * 16)


def test_a_change_is_announced_in_the_channels_that_it_concerns_once(desk):
    desk.types("add Talks = venezuela")
    desk.types("set talks channel <#C0ENERGY|energy>", request="d" * 32)
    desk.types("set talks channel <#C0ENERGY|energy>", request="d" * 32)

    assert sorted(desk.notices()) == [ENERGY, POLICY, POLICY]


def test_what_is_so_already_is_said_and_announced_to_nobody(desk):
    desk.types("add Talks = venezuela")
    desk.types("pause talks")
    said = desk.types("pause talks")

    assert "already" in said
    assert len(desk.notices()) == 2


def test_a_time_that_is_gone_is_refused(desk):
    desk.types("add Talks = venezuela")
    assert "passed already" in desk.types("pause talks until 2001-01-01")
    assert desk.topic("talks").state is State.ACTIVE


# --- Two people -----------------------------------------------------------------------------------------


def test_who_is_in_the_channel_may_change_its_topics(desk):
    desk.types("add Talks = venezuela")

    desk.types("pause talks", who=BOB, where=ENERGY)  # asked Slack, because he typed elsewhere
    assert desk.topic("talks").state is State.PAUSED
    assert desk.store.history(desk.topic("talks").id)[0].who == BOB


@pytest.mark.parametrize("text", ["pause talks", "remove talks", "edit talks oil", "set talks name X"])
def test_who_is_not_in_the_channel_may_not_change_its_topics(desk, text):
    desk.types("add Talks = venezuela")
    before = desk.topic("talks")

    assert "Only its owner, members" in desk.types(text, who=EVE, where=ENERGY)
    assert desk.topic("talks") == before


def test_a_stranger_s_button_does_no_more_than_their_typing(desk):
    desk.types("add Talks = venezuela")
    desk.types("pause talks")

    assert "Only its owner, members" in desk.presses("Undo", who=EVE, where=ENERGY)
    assert desk.topic("talks").state is State.PAUSED


@pytest.mark.parametrize("text", ["show secret", "history secret", "edit secret", "list all", "list board"])
def test_a_private_channel_s_topics_do_not_exist_for_those_outside(desk, text):
    desk.types("add Secret merger = lithium", where=BOARD)

    said = desk.types(text, who=EVE, where=POLICY)
    assert "merger" not in said.lower()


def test_what_somebody_else_changed_since_is_not_taken_back(desk):
    desk.types("add Talks = venezuela")
    desk.types("edit talks lavrov")
    desk.types("edit talks pompeo", who=BOB)

    said = desk.types("undo")
    assert desk.topic("talks").query == "pompeo"
    assert "since" in said or "changed" in said


# --- What is unclear ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "button"),
    [
        ("show", "show venezuela-talks"),
        ("remove", "remove venezuela-talks"),
        ("remvoe venezuela-talks", "remove venezuela-talks"),
        ("show venezula-talks", "show venezuela-talks"),
        ("pause venezuela-talks for ever", "pause venezuela-talks"),
        ("lits", "list"),
    ],
)
def test_the_nearest_right_command_is_a_button(desk, text, button):
    desk.types("add Venezuela talks = venezuela")
    desk.types("add Oil = oil", where=ENERGY)
    desk.types(text)

    assert button in labels(desk.shown[-1])
    assert f"/watch {button}" in desk.shown[-1]["text"]
    assert len(desk.store.topics()) == 2


def test_a_beginning_that_fits_two_topics_offers_both(desk):
    desk.types("add Venezuela talks = venezuela")
    desk.types("add Venezuela oil = venezuela AND oil")
    desk.types("show venez")

    assert labels(desk.shown[-1]) == ["show venezuela-oil", "show venezuela-talks"]


def test_a_slip_may_have_been_meant_as_a_query(desk):
    desk.types("lits")
    desk.presses(next(label for label in labels(desk.shown[-1]) if label.startswith("Watch for")))

    assert [topic.query for topic in desk.store.topics()] == ["lits"]


@pytest.mark.parametrize(
    "text", ["show", "test", "source add", "set", "source", "source pause", "add", "", "help"]
)
def test_nothing_is_left_without_an_answer(desk, text):
    assert desk.types(text)
    assert desk.store.topics() == []


# --- Trying out, and catching up ------------------------------------------------------------------------


def test_a_query_is_tried_on_the_last_days(desk):
    desk.reads("Lithium mining grows")
    desk.reads("Lithium price falls")

    said = desk.types("test lithium AND (mine OR mining)")
    assert "1 story" in said
    assert "*Lithium* *mining* grows" in said
    assert desk.store.topics() == []


def test_a_topic_is_tried_by_its_handle(desk):
    desk.types("add Talks = venezuela")
    desk.reads("Venezuela votes")
    desk.reads("Talks elsewhere")

    assert "*Venezuela* votes" in desk.types("test talks")


def test_the_newest_stories_are_posted_on_request_and_once(desk):
    for n in range(5):
        desk.reads(f"Venezuela story {n}")
    desk.types("venezuela")
    for _ in range(2):
        desk.presses(
            next(label for label in labels(desk.shown[-1]) if label.startswith("Post"))
            if _ == 0
            else "Post latest 3"
        )

    assert len([post for post in desk.store._posts.values() if not post.change]) == 3


# --- Sources --------------------------------------------------------------------------------------------


def test_a_source_is_looked_at_before_it_is_watched(desk):
    entries = (Entry("1", f"{FEED}/1", "One"),)
    desk.finder.found = {
        FEED: Feed("Example News", entries),
        "https://page.example/": FeedError("That is a web page, not a feed."),
    }

    assert "Example News" in desk.types(f"source add <{FEED}> tag:wires")
    [source] = desk.store.sources()
    assert (source.name, source.tags, source.state) == ("Example News", ("wires",), State.ACTIVE)
    [baseline] = desk.queues.entries
    assert (baseline.baseline, baseline.entries) == (True, entries)

    assert "not a feed" in desk.types("source add <https://page.example/>")
    assert len(desk.store.sources()) == 1


def test_sources_are_paused_resumed_removed_and_brought_back(desk):
    desk.finder.found = {FEED: Feed("Example News", ())}
    desk.types(f"source add {FEED}")

    for text, state in [
        ("source pause example", State.PAUSED),
        ("source resume example-news", State.ACTIVE),
        ("source remove news.example", State.REMOVED),
        ("undo", State.ACTIVE),
    ]:
        desk.types(text, who=BOB)
        assert desk.store.sources()[0].state is state, text

    assert "Example News" in desk.types("source list")
    assert FEED in desk.types("source show example")
    desk.types("source show exmaple-news")
    assert "source show" in labels(desk.shown[-1])[0]


# --- When things fail -----------------------------------------------------------------------------------


def test_slack_s_trouble_is_said_and_changes_nothing(desk):
    desk.people.refuses["channel"] = SlackNotSent("service_unavailable", "Slack is not available.")

    assert "Slack is not available" in desk.types("add <#C0ENERGY|energy> grid")
    assert desk.store.topics() == []


def test_a_queue_that_is_away_is_said(desk, monkeypatch):
    def refuse(_body):
        raise QueueError("SQS: away")

    monkeypatch.setattr(desk.queues, "send_command", refuse)
    assert "Nothing was changed" in desk.types("test lithium", follow=False)
    assert "Watching" in desk.types("lithium", follow=False)


def test_a_table_that_is_away_in_between_is_said(desk, monkeypatch):
    def refuse(*_args, **_more):
        raise StorageError("DynamoDB: away")

    monkeypatch.setattr(desk.store, "save_topic", refuse)
    assert "not sure whether anything was changed" in desk.types("lithium", follow=False)


def test_only_the_queue_knows_what_was_asked_and_no_log(desk):
    desk.types("status", follow=False)
    [body] = desk.queues.commands
    assert json.loads(body)["action"] == "run"
    assert not re.search(r"xox|secret", body)
