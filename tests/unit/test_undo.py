"""Undo: one change taken back as a new version, once, and never over somebody else's."""

from datetime import timedelta

import pytest
from builders import ALICE, POLICY, source, topic
from fakes import T0, FakePeople, FakeQueues, FakeStore, FrozenClock

from newswatch.errors import ChangedMeanwhile, Conflict, NeedsTime, NotAllowed, NothingToUndo
from newswatch.model import Channel, ChannelId, State, ThreadPolicy, UserId
from newswatch.usecases import changes
from newswatch.usecases.sight import Sight
from newswatch.usecases.undoing import undo

BOB = UserId("U2")
ENERGY, SECRET = ChannelId("C2"), ChannelId("C3")


class House:
    def __init__(self):
        self.store, self.queues, self.clock = FakeStore(), FakeQueues(), FrozenClock()
        self.store.save_topic(topic(), ALICE, T0, "add")
        rooms = [Channel(POLICY, "policy"), Channel(SECRET, "secret", private=True, joined=True)]
        self.people = FakePeople(rooms, {POLICY: {ALICE, BOB}})

    def now(self):
        return self.store.topic(topic().id)

    def do(self, verb, who=ALICE, **more):
        self.clock.advance(seconds=1)
        return getattr(changes, verb)(self.store, self.clock, self.now(), who=who, **more)

    def undo(self, who=ALICE, **more):
        self.clock.advance(seconds=1)
        sight = Sight(self.people, who, ChannelId("D9"))
        return undo(self.store, self.clock, sight, who=who, **{"queues": self.queues, **more})


@pytest.fixture
def house():
    return House()


@pytest.mark.parametrize(
    ("verb", "arguments"),
    [
        ("edit_topic", {"query": "oil", "name": "Oil"}),
        ("pause_topic", {"until": T0 + timedelta(days=3)}),
        ("remove_topic", {}),
        ("move_topic", {"destinations": [ENERGY]}),
        ("listen_to", {"tags": ["wires"]}),
        ("tell_stories", {"outlets": 3, "thread": ThreadPolicy.EACH, "prefer": ["reuters.com"]}),
        ("deliver_topic", {"fields": {"urgent": True, "cap_per_day": 5}, "zone": "Europe/Madrid"}),
    ],
)
def test_undone_change_leaves_a_new_version_as_it_was_before(house, verb, arguments):
    before = house.now()
    changed = house.do(verb, **arguments)
    done = house.undo()
    assert (done.what, done.seq, done.before) == ("undo", 3, changed.topic)
    assert done.topic == house.now()
    assert (done.topic.version, before.version) == (3, 1)
    assert {f: getattr(before, f) for f in before.__slots__ if f != "version"} == {
        f: getattr(done.topic, f) for f in before.__slots__ if f != "version"
    }
    change = house.store.change(3)
    assert (change.what, change.undoes, change.who) == ("undo", 2, ALICE)


def test_undone_addition_is_a_tombstone_and_undoing_that_brings_it_back(house):
    assert house.undo().topic.state is State.REMOVED
    back = house.undo(seq=2)
    assert (back.topic.state, back.topic.handle, back.topic.version) == (State.ACTIVE, "topic-1", 3)
    assert house.store.topic_by_handle("topic-1") == back.topic


def test_undo_again_goes_on_to_the_change_before(house):
    first = house.do("rename_topic", name="A")
    house.do("rename_topic", name="B")
    assert house.undo().topic.name == "A"
    assert house.undo().topic.name == "Topic 1"
    assert first.seq in {change.undoes for change in house.store.changes(0)}
    assert house.undo().topic.state is State.REMOVED
    with pytest.raises(NothingToUndo, match="24 hours"):
        house.undo()


def test_undo_of_an_undo_makes_the_change_again_which_can_be_undone_again(house):
    changed = house.do("rename_topic", name="A")
    undone = house.undo()
    again = house.undo(seq=undone.seq)
    assert again.topic.name == "A"
    assert house.undo(seq=changed.seq).topic.name == "Topic 1"


def test_what_is_undone_cannot_be_undone_twice(house):
    changed = house.do("rename_topic", name="A")
    house.undo()
    with pytest.raises(NothingToUndo, match="already"):
        house.undo(seq=changed.seq)
    assert house.store.catalog_version() == 3


def test_same_request_undoes_once(house):
    house.do("rename_topic", name="A")
    house.do("rename_topic", name="B")
    first = house.undo(request="abc")
    assert first == house.undo(request="abc")
    assert house.now().name == "A"


def test_same_request_goes_on_to_no_other_topic(house):
    house.store.save_topic(topic(2), ALICE, T0, "add")
    house.do("rename_topic", name="A")
    first = house.undo(request="abc")
    assert first == house.undo(request="abc")
    assert house.store.topic(topic(2).id).state is State.ACTIVE


def test_same_request_for_one_change_undoes_once(house):
    changed = house.do("rename_topic", name="A")
    first = house.undo(seq=changed.seq, request="abc")
    house.do("rename_topic", name="C")
    assert first == house.undo(seq=changed.seq, request="abc")
    assert house.now().name == "C"


def test_change_that_others_built_upon_is_left_and_they_are_named(house):
    changed = house.do("rename_topic", name="A")
    house.do("pause_topic", BOB)
    for more in ({}, {"seq": changed.seq}):
        with pytest.raises(ChangedMeanwhile) as e:
            house.undo(**more)
        assert e.value.who == BOB
    assert (house.now().name, house.now().state) == ("A", State.PAUSED)


def test_change_can_be_undone_once_what_came_after_it_is_undone(house):
    changed = house.do("rename_topic", name="A")
    paused = house.do("pause_topic", BOB)
    house.undo(BOB, seq=paused.seq)
    assert house.undo(seq=changed.seq).topic.name == "Topic 1"


def test_undo_alone_means_one_s_own_newest_change(house):
    house.do("rename_topic", ALICE, name="A")
    house.store.save_topic(topic(2, owner=BOB), BOB, house.clock.now(), "add")
    assert house.undo(ALICE).topic.name == "Topic 1"
    assert house.undo(BOB).topic.id == topic(2).id


def test_change_of_the_day_before_yesterday_is_undone_by_its_number_alone(house):
    house.clock.advance(hours=25)
    with pytest.raises(NothingToUndo, match="24 hours"):
        house.undo()
    assert house.undo(seq=1).topic.state is State.REMOVED


@pytest.mark.parametrize("seq", [7, 99])
def test_change_that_is_not_there_cannot_be_undone(house, seq):
    with pytest.raises(NothingToUndo, match=str(seq)):
        house.undo(seq=seq)


def test_removed_topic_whose_handle_is_taken_stays_away(house):
    house.do("remove_topic")
    house.store.save_topic(topic(2, handle="topic-1"), BOB, T0, "add")
    with pytest.raises(NothingToUndo, match="topic-1"):
        house.undo()
    assert house.now().state is State.REMOVED


# --- Who may ---------------------------------------------------------------------------------------------


def test_members_of_the_channel_may_undo_what_somebody_else_did(house):
    changed = house.do("rename_topic", name="A")
    assert house.undo(BOB, seq=changed.seq).topic.name == "Topic 1"


def test_who_may_not_change_the_topic_may_not_undo(house):
    changed = house.do("rename_topic", name="A")
    with pytest.raises(NotAllowed):
        house.undo(UserId("U3"), seq=changed.seq)


def test_change_of_a_topic_that_may_not_be_seen_does_not_exist(house):
    house.store.save_topic(topic(2, destinations=(SECRET,)), ALICE, T0, "add")
    with pytest.raises(NothingToUndo, match="no change number 2"):
        house.undo(UserId("U3"), seq=2)


def test_nothing_is_written_before_slack_has_said_who_may(house):
    house.people.refuses = {"*": NeedsTime()}
    changed = house.do("rename_topic", name="A")
    with pytest.raises(NeedsTime):
        house.undo(BOB, seq=changed.seq)
    assert house.store.catalog_version() == 2


# --- Sources -----------------------------------------------------------------------------------------------


def test_source_that_was_added_is_a_tombstone_and_comes_back(house):
    added = house.store.save_source(source(), BOB, T0, "add").snapshot
    done = house.undo(BOB)
    assert (done.what, done.before, done.source.state) == ("undo", added, State.REMOVED)
    assert house.store.roster() == []
    back = house.undo(UserId("U3"), seq=done.seq)
    assert (back.source.state, len(house.store.roster())) == (State.ACTIVE, 1)
    assert (back.next_at, len(house.queues.sources)) == (house.clock.now(), 1)


def test_source_comes_back_only_where_there_is_a_queue_to_have_it_polled(house):
    house.store.save_source(source(), BOB, T0, "add")
    gone = house.undo(BOB, queues=None)
    with pytest.raises(NeedsTime):
        house.undo(BOB, seq=gone.seq, queues=None)
    assert house.store.catalog_version() == gone.seq


def test_source_that_was_changed_since_is_left(house):
    added = house.store.save_source(source(), BOB, T0, "add").snapshot
    paused = source(version=2, state=State.PAUSED, shard=added.shard)
    house.store.save_source(paused, ALICE, T0, "pause")
    with pytest.raises(ChangedMeanwhile) as e:
        house.undo(BOB)
    assert e.value.who == ALICE


# --- Two at once ----------------------------------------------------------------------------------------


def test_undo_decides_again_when_somebody_else_was_faster(house):
    house.do("rename_topic", name="A")
    kept = house.store.save_topic

    def other_was_faster(*args, **more):
        house.store.save_topic = kept
        house.do("pause_topic", BOB)
        return kept(*args, **more)

    house.store.save_topic = other_was_faster
    with pytest.raises(ChangedMeanwhile) as e:
        house.undo()
    assert e.value.who == BOB
    assert (house.now().name, house.now().state) == ("A", State.PAUSED)


def test_same_request_at_the_same_time_undoes_once(house):
    house.do("rename_topic", name="A")
    house.do("rename_topic", name="B")
    kept = house.store.save_topic

    def other_was_faster(*args, **more):
        house.store.save_topic = kept
        house.undo(request="abc")
        return kept(*args, **more)

    house.store.save_topic = other_was_faster
    assert house.undo(request="abc").seq == 4
    assert (house.now().name, house.store.catalog_version()) == ("A", 4)


def test_undo_is_given_up_when_others_are_always_faster(house):
    def conflict(*_, **__):
        raise Conflict("version")

    house.store.save_topic = conflict
    with pytest.raises(Conflict):
        house.undo()


# --- Where it would post again -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("members", "allowed"), [({POLICY: {BOB}, SECRET: {BOB}}, True), ({POLICY: {BOB}}, False)]
)
def test_undo_brings_a_topic_back_only_to_channels_that_one_is_in(house, members, allowed):
    house.do("move_topic", destinations=[POLICY, SECRET])
    changed = house.do("move_topic", destinations=[POLICY])
    house.people.members = members
    if allowed:
        assert house.undo(BOB, seq=changed.seq).topic.destinations == (POLICY, SECRET)
        return
    with pytest.raises(NotAllowed, match="You are not in"):
        house.undo(BOB, seq=changed.seq)
    assert house.now().destinations == (POLICY,)


def test_nobody_has_a_topic_posted_again_to_somebody_else_by_undo(house):
    house.do("move_topic", destinations=[POLICY, ChannelId(ALICE)])
    changed = house.do("move_topic", destinations=[POLICY])
    with pytest.raises(NotAllowed):
        house.undo(BOB, seq=changed.seq)
    assert house.undo(seq=changed.seq).topic.destinations == (POLICY, ChannelId(ALICE))


def test_undo_does_not_tell_what_a_topic_was_while_one_could_not_see_it(house):
    house.do("move_topic", destinations=[SECRET])
    house.do("edit_topic", query="hush")
    changed = house.do("move_topic", destinations=[SECRET, POLICY])
    with pytest.raises(NotAllowed):
        house.undo(BOB, seq=changed.seq)
    assert house.now().destinations == (SECRET, POLICY)


def test_undo_alone_does_not_go_on_when_somebody_else_has_taken_back_one_s_newest_change(house):
    house.do("rename_topic", name="A")
    newest = house.do("rename_topic", name="B")
    house.undo(BOB, seq=newest.seq)
    with pytest.raises(NothingToUndo, match=rf"number {newest.seq} .*by somebody else"):
        house.undo()
    assert house.now().name == "A"
