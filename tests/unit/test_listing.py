"""Lists of topics: what belongs to a scope, and only what the person may see."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import ALICE, POLICY, alert, source, topic
from fakes import T0, FakePeople, FakeStore

from newswatch.errors import NeedsTime
from newswatch.model import Activity, Channel, ChannelId, SourceFilter, State, StoryId, TopicId, UserId
from newswatch.posts import PostState
from newswatch.usecases.findings import TopicLine
from newswatch.usecases.listing import list_topics, show_topic
from newswatch.usecases.sight import Sight

BOB = UserId("U2")
ENERGY, SECRET = ChannelId("C2"), ChannelId("C3")
DIRECT = ChannelId("D9")
ROOMS = [
    Channel(POLICY, "policy"),
    Channel(ENERGY, "energy"),
    Channel(SECRET, "secret", private=True, joined=True),
]


@pytest.fixture
def store():
    store = FakeStore()
    for one in (
        topic(1, handle="venezuela", query="venezuela", owner=BOB),
        topic(2, handle="lithium", query="lithium", destinations=(ENERGY,)),
        topic(3, handle="tariffs", name="Trade", destinations=(SECRET,)),
        topic(4, handle="gone", state=State.REMOVED),
        topic(5, handle="alice", destinations=(ChannelId(ALICE),), state=State.PAUSED),
        topic(6, handle="back", state=State.PAUSED, paused_until=T0 - timedelta(days=1), owner=BOB),
        topic(7, handle="both", destinations=(POLICY, SECRET), owner=UserId("U8")),
    ):
        store.save_topic(one, ALICE, T0, "add")
    return store


def handles(store, scope, who=ALICE, here=POLICY, people=None):
    sight = Sight(people or FakePeople(ROOMS), who, here)
    return [line.topic.handle for line in list_topics(store, sight, T0, scope, here).lines]


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        ("", ["back", "both", "venezuela"]),
        ("all", ["back", "both", "venezuela", "lithium", "tariffs", "alice"]),
        ("mine", ["lithium", "tariffs", "alice"]),
        ("paused", ["alice"]),
        ("broken", []),
        (ENERGY, ["lithium"]),
        ("trade", ["tariffs"]),
        ("LITH", ["lithium"]),
        ("zebra", []),
        ("lavrov", ["back", "both", "tariffs", "alice"]),
    ],
)
def test_scopes(store, scope, expected):
    assert handles(store, scope) == expected


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        ("all", ["back", "both", "venezuela", "lithium"]),
        ("mine", ["back", "venezuela"]),
        ("trade", []),
        ("paused", []),
        (ENERGY, ["lithium"]),
        (SECRET, []),
        (ChannelId(ALICE), []),
    ],
)
def test_what_may_not_be_seen_is_in_no_list(store, scope, expected):
    assert handles(store, scope, BOB) == expected


def test_private_channel_is_listed_for_its_members(store):
    people = FakePeople(ROOMS, {SECRET: {BOB}})
    assert handles(store, SECRET, BOB, people=people) == ["both", "tariffs"]
    assert handles(store, "", BOB, here=SECRET) == ["both", "tariffs"]


def test_list_of_where_it_is_typed_needs_nobody_to_be_asked(store):
    people = FakePeople(refuses={"*": NeedsTime()})
    with pytest.raises(NeedsTime):
        # Where else one of them posts, not everybody may know.
        handles(store, "", BOB, people=people)
    moved = replace(store.topic_by_handle("both"), destinations=(POLICY,), version=2)
    store.save_topic(moved, BOB, T0, "set")
    assert handles(store, "", BOB, people=people) == ["back", "both", "venezuela"]
    with pytest.raises(NeedsTime):
        handles(store, "all", BOB, people=people)


def test_channel_without_topics_has_an_empty_list(store):
    assert handles(store, "", here=ChannelId("C77")) == []


@pytest.mark.parametrize(
    ("typed", "here", "told"),
    [("", POLICY, "here"), ("", DIRECT, "mine"), ("paused", POLICY, "paused"), (ENERGY, POLICY, ENERGY)],
)
def test_list_says_what_it_is_of(store, typed, here, told):
    assert list_topics(store, Sight(FakePeople(ROOMS), ALICE, here), T0, typed, here).scope == told


def test_list_typed_in_direct_messages_is_one_s_own(store):
    assert handles(store, "", ALICE, here=DIRECT) == ["lithium", "tariffs", "alice"]


def test_lines_tell_what_a_topic_brought_and_what_troubles_it(store):
    lithium = TopicId(f"{2:016x}")
    for days, story in ((0, "a"), (6, "b"), (9, "c")):
        at = T0 - timedelta(days=days)
        store.claim([alert(2, story_id=StoryId(story * 16), channels=(ENERGY,), claimed_at=at)])
    (row, *_) = store.outbox(ENERGY, 5)
    post = store.post(ENERGY, row.story_id)
    store.park(replace(post, state=PostState.PARKED, reason="Invite the bot."), post, row, T0)
    sight = Sight(FakePeople(ROOMS), ALICE, POLICY)
    expected = TopicLine(store.topic(lithium), Activity(2, T0), "Invite the bot.")
    assert (expected,) == list_topics(store, sight, T0, "lithium", POLICY).lines
    assert (expected,) == list_topics(store, sight, T0, "broken", POLICY).lines
    assert expected == show_topic(store, sight, store.topic(lithium), T0).line


def test_topic_is_shown_with_its_changes_and_its_sources(store):
    wires = store.save_source(source(), ALICE, T0, "add").snapshot
    first = topic(8, handle="x", sources=SourceFilter(ids=frozenset({wires.id})))
    store.save_topic(first, ALICE, T0, "add")
    now = replace(first, version=2, name="Renamed")
    store.save_topic(now, BOB, T0, "set")
    story = show_topic(store, Sight(FakePeople(ROOMS), BOB, POLICY), now, T0)
    assert [(change.what, change.who) for change in story.changes] == [("set", BOB), ("add", ALICE)]
    assert {wires.id: wires} == story.sources
    assert story.line == TopicLine(now)


@pytest.mark.parametrize(
    ("who", "told"),
    [
        (ALICE, ["set", "edit", "set", "add"]),
        (BOB, ["set", "add"]),
        (UserId("U3"), ["set", "edit", "set", "add"]),
    ],
)
def test_what_a_topic_was_while_it_could_not_be_seen_is_not_told(store, who, told):
    versions = (
        ("add", topic(8, handle="x")),
        ("set", topic(8, handle="x", version=2, destinations=(SECRET,))),
        ("edit", topic(8, handle="x", version=3, destinations=(SECRET,), query="hush")),
        ("set", topic(8, handle="x", version=4)),
    )
    for what, version in versions:
        store.save_topic(version, ALICE, T0, what)
    sight = Sight(FakePeople(ROOMS, {SECRET: {UserId("U3")}}), who, POLICY)
    story = show_topic(store, sight, versions[-1][1], T0)
    assert [change.what for change in story.changes] == told
