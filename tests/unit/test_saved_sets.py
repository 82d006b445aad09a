"""Saved sets: made and changed by anybody, refused where something would break, kept while they are used."""

import pytest
from builders import ALICE, POLICY, topic
from fakes import T0, CountingEntropy, FakePeople, FakeStore, FrozenClock

from newswatch.errors import (
    ChangedMeanwhile,
    Conflict,
    NeedsTime,
    NothingToUndo,
    QueryError,
    SetInUse,
    UnknownSet,
)
from newswatch.model import Channel, ChannelId, SavedSet, State, UserId
from newswatch.usecases import changes, saved_sets
from newswatch.usecases.queries import parsed_sets, read_query
from newswatch.usecases.sight import Sight
from newswatch.usecases.topics import add_topic
from newswatch.usecases.undoing import undo

BOB, EVE = UserId("U2"), UserId("U3")
SECRET = ChannelId("C3")


class House:
    def __init__(self):
        self.store, self.clock, self.entropy = FakeStore(), FrozenClock(), CountingEntropy()
        rooms = [Channel(POLICY, "policy"), Channel(SECRET, "secret", private=True, joined=True)]
        self.people = FakePeople(rooms, {POLICY: {ALICE, BOB}, SECRET: {ALICE}})

    def sight(self, who):
        return Sight(self.people, who, ChannelId("D9"))

    def save(self, name, query, who=ALICE, **more):
        self.clock.advance(seconds=1)
        return saved_sets.save_set(self.store, self.clock, who=who, name=name, query=query, **more)

    def remove(self, name, who=ALICE, **more):
        self.clock.advance(seconds=1)
        return saved_sets.remove_set(self.store, self.clock, self.sight(who), name, who=who, **more)

    def undo(self, who=ALICE, **more):
        self.clock.advance(seconds=1)
        return undo(self.store, self.clock, self.sight(who), who=who, **more)

    def topic(self, number, query, **more):
        self.store.save_topic(topic(number, query=query, **more), ALICE, T0, "add")

    def now(self, name):
        return self.store.set_by_name(name)

    def others_are_faster(self, then, times=1, of="save_set"):
        """Have somebody change something between reading and writing."""
        kept = getattr(self.store, of)
        left = [times]

        def save(*args, **more):
            if left[0]:
                left[0] -= 1
                then()
            return kept(*args, **more)

        setattr(self.store, of, save)


@pytest.fixture
def house():
    return House()


# --- Making and changing ------------------------------------------------------------------------------


def test_new_set_keeps_what_was_typed_and_how_it_is_read(house):
    done = house.save("evs", "tesla | byd", request="abc")
    assert (done.what, done.seq, done.before, done.topics) == ("add", 1, None, 0)
    assert done.saved == house.now("evs")
    assert done.saved == SavedSet("evs", "tesla OR byd", "tesla | byd", ALICE, house.clock.now())
    change = house.store.change(1)
    assert (change.who, change.what, change.request, change.snapshot) == (ALICE, "add", "abc", done.saved)


def test_anybody_may_change_a_set_which_stays_its_maker_s(house):
    made = house.save("evs", "tesla")
    done = house.save("evs", "tesla OR byd", BOB)
    assert (done.what, done.before, done.saved.owner, done.saved.version) == ("edit", made.saved, ALICE, 2)
    assert house.now("evs") == done.saved
    assert house.store.change(2).who == BOB


def test_set_that_is_so_already_is_not_written(house):
    made = house.save("evs", "tesla OR byd")
    done = house.save("evs", "(tesla | byd)", BOB)
    assert (done.seq, done.saved) == (0, made.saved)
    assert house.store.catalog_version() == 1


def test_change_says_how_many_topics_it_changes(house):
    house.save("evs", "tesla")
    house.save("cars", "set:evs OR ford")
    house.topic(1, "set:evs AND recall")
    house.topic(2, "title:(set:cars)")
    house.topic(3, '"set:evs"')
    house.topic(4, "set:evs", state=State.REMOVED)
    house.topic(5, "set:evs OR tesla", state=State.PAUSED)
    assert house.save("evs", "byd").topics == 3
    assert house.save("evs", "byd").topics == 3, "also where nothing was changed"
    assert house.save("cars", "ford OR set:evs").topics == 1


def test_topic_s_query_is_read_with_what_its_sets_stand_for_now(house):
    house.save("evs", "tesla")
    before = read_query(house.store, "set:evs AND recall")
    house.save("evs", "byd")
    after = read_query(house.store, "set:evs AND recall")
    assert before.canonical == after.canonical == "set:evs AND recall"
    assert "byd" in repr(after.root.children[0].child)
    assert "tesla" in repr(before.root.children[0].child)


def test_removed_set_is_made_anew_under_its_name(house):
    house.save("evs", "tesla")
    house.remove("evs")
    done = house.save("evs", "byd", BOB)
    assert (done.what, done.before, done.saved.version, done.saved.owner) == ("add", None, 3, BOB)
    assert [change.what for change in house.store.set_history("evs")] == ["add", "remove", "add"]


# --- What is refused ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "query", "message"),
    [
        ("evs", "set:nothing OR tesla", "no saved set called nothing"),
        ("evs", "set:evs OR tesla", "evs uses itself"),
        ("evs", "set:cars OR tesla", "evs uses cars, which uses evs"),
        ("evs", "NOT tesla", "stands for something to look for"),
        ("evs", "a OR b c", "parentheses"),
        ("evs", "OR ".join(f"w{n} " for n in range(101)), "cars would stand for 201 words"),
    ],
)
def test_refused_set_stays_as_it_was(house, name, query, message):
    made = house.save("evs", "tesla").saved
    house.save("cars", "set:evs OR " + " OR ".join(f"v{n}" for n in range(100)))
    with pytest.raises(QueryError) as refused:
        house.save(name, query)
    assert message in refused.value.message
    with pytest.raises(QueryError, match=message):
        saved_sets.check_set(house.store, name, query)
    assert house.now("evs") == made


def test_refusal_offers_what_would_work(house):
    house.save("evs", "tesla")
    with pytest.raises(QueryError) as refused:
        house.save("cars", "ford OR set:ev")
    assert refused.value.readings[0] == "ford OR set:evs"


def test_stored_set_that_is_not_understood_stops_only_what_uses_it(house):
    house.save("evs", "tesla")
    house.store.save_set(SavedSet("odd", "a OR b c", "", ALICE, T0), ALICE, T0, "add")
    assert list(parsed_sets(house.store.sets())) == ["evs"]
    assert read_query(house.store, "set:evs recall")
    with pytest.raises(QueryError, match="no saved set called odd"):
        read_query(house.store, "set:odd recall")


def test_query_without_sets_reads_none(house):
    house.store.sets = None
    assert read_query(house.store, "tesla byd").canonical == "tesla AND byd"


# --- Removing -----------------------------------------------------------------------------------------


def test_removed_set_is_a_tombstone(house):
    made = house.save("evs", "tesla").saved
    done = house.remove("evs", BOB)
    assert (done.what, done.before, done.saved.state, done.saved.version) == (
        "remove",
        made,
        State.REMOVED,
        2,
    )
    with pytest.raises(UnknownSet):
        saved_sets.find_set(house.store, "evs")
    with pytest.raises(QueryError, match="no saved set called evs"):
        read_query(house.store, "set:evs")


def test_set_that_topics_or_sets_use_is_kept_and_they_are_named_as_far_as_they_may_be_seen(house):
    house.save("evs", "tesla")
    house.save("cars", "set:evs OR ford")
    house.topic(1, "set:evs AND recall", handle="recalls")
    house.topic(2, "NOT set:evs AND ford", handle="ford")
    for number in (3, 4):
        house.topic(number, "set:evs AND plant", destinations=(SECRET,))
    house.topic(5, "set:cars", handle="by-way-of-cars")
    sentence = {
        ALICE: "evs is used by the topics ford, recalls, topic-3 and topic-4 and the set cars. "
        "It can be removed when nothing uses it any more.",
        BOB: "evs is used by the topics ford and recalls, 2 topics that you cannot see and the set cars. "
        "It can be removed when nothing uses it any more.",
    }
    for who, said in sentence.items():
        with pytest.raises(SetInUse) as e:
            house.remove("evs", who)
        assert str(e.value) == said
    assert house.now("evs").state is State.ACTIVE


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "the topic t-0"),
        (8, "the topics t-0, t-1, t-2, t-3, t-4 and 3 more"),
    ],
)
def test_sentence_stays_short(house, count, said):
    house.save("evs", "tesla")
    for number in range(count):
        house.topic(number, "set:evs", handle=f"t-{number}")
    with pytest.raises(SetInUse) as e:
        house.remove("evs")
    assert str(e.value) == f"evs is used by {said}. It can be removed when nothing uses it any more."


def test_set_is_free_when_what_used_it_is_removed_or_asks_for_something_else(house):
    house.save("evs", "tesla")
    house.topic(1, "set:evs")
    house.topic(2, "set:evs")
    changes.remove_topic(house.store, house.clock, topic(1, query="set:evs"), who=ALICE)
    changes.edit_topic(house.store, house.clock, topic(2, query="set:evs"), who=ALICE, query="tesla")
    assert house.remove("evs").seq


def test_nothing_is_removed_before_slack_has_said_what_may_be_named(house):
    house.save("evs", "tesla")
    house.topic(1, "set:evs", owner=BOB)
    house.people.refuses = {"*": NeedsTime()}
    with pytest.raises(NeedsTime):
        house.remove("evs", EVE)


@pytest.mark.parametrize(
    ("name", "nearest"),
    [("ev", ("ev-makers", "evs")), ("evss", ("evs",)), ("quantum", ()), ("chip", ("chips",))],
)
def test_unknown_set_is_answered_with_the_nearest_names(house, name, nearest):
    for each in ("evs", "ev-makers", "chips", "gone"):
        house.save(each, "tesla")
    house.remove("gone")
    for deed in (house.remove, lambda name: saved_sets.show_set(house.store, house.sight(ALICE), name)):
        with pytest.raises(UnknownSet) as e:
            deed(name)
        assert e.value.nearest == nearest


# --- Showing ------------------------------------------------------------------------------------------


def test_list_has_every_set_with_how_many_topics_use_it(house):
    house.save("evs", "tesla")
    house.save("cars", "set:evs OR ford")
    house.save("gone", "x")
    house.remove("gone")
    house.topic(1, "set:cars", destinations=(SECRET,))
    house.topic(2, "set:evs")
    assert [(line.saved.name, line.topics) for line in saved_sets.list_sets(house.store)] == [
        ("cars", 1),
        ("evs", 2),
    ]
    assert saved_sets.names_of_sets(house.store) == ["cars", "evs"]


def test_show_names_topics_that_may_be_seen_and_counts_the_others(house):
    house.save("evs", "tesla")
    house.save("cars", "set:evs OR ford")
    house.topic(1, "set:evs", handle="z")
    house.topic(2, "set:cars", handle="a")
    house.topic(3, "set:cars", destinations=(SECRET,))
    house.save("evs", "byd", BOB)
    found = saved_sets.show_set(house.store, house.sight(BOB), "evs")
    assert ([t.handle for t in found.topics], found.unseen, found.sets) == (["a", "z"], 1, ("cars",))
    assert (found.saved.query, found.last.who, found.last.what) == ("byd", BOB, "edit")


# --- Once, and never over somebody else's -----------------------------------------------------------------


def test_same_request_is_answered_with_what_it_did(house):
    made = house.save("evs", "tesla", request="a")
    edited = house.save("evs", "byd", request="b")
    removed = house.remove("evs", request="c")
    assert house.save("evs", "tesla", request="a") == made
    assert house.save("evs", "byd", request="b") == edited
    assert house.remove("evs", request="c") == removed
    assert house.store.catalog_version() == 3


def test_set_that_somebody_else_changed_since_it_was_seen_is_left(house):
    house.save("evs", "tesla")
    house.save("evs", "byd", BOB)
    with pytest.raises(ChangedMeanwhile) as e:
        house.save("evs", "ford", ALICE, seen=1)
    assert (e.value.who, house.now("evs").query) == (BOB, "byd")
    assert house.save("evs", "ford", ALICE, seen=2).seq
    assert house.save("evs", "nio", ALICE, seen=2).seq, "one's own change is no surprise"
    assert house.save("evs", "vw", BOB).seq, "who saw nothing wants it so in any case"


def test_set_that_somebody_else_changed_to_what_is_wanted_or_back_is_no_conflict(house):
    house.save("evs", "tesla")
    house.save("evs", "byd", BOB)
    assert house.save("evs", "byd", ALICE, seen=1).seq == 0
    house.save("evs", "tesla", BOB)
    assert house.save("evs", "ford", ALICE, seen=1).seq


def test_set_that_somebody_else_removed_since_it_was_seen_stays_removed(house):
    house.save("evs", "tesla")
    house.remove("evs", BOB)
    with pytest.raises(ChangedMeanwhile):
        house.save("evs", "ford", ALICE, seen=1)


def test_sets_saved_at_the_same_time_come_to_no_circle(house):
    house.save("a", "x")
    house.save("b", "y")
    house.others_are_faster(lambda: house.save("b", "set:a"))
    with pytest.raises(QueryError, match="a uses b, which uses a"):
        house.save("a", "set:b")
    assert house.now("a").query == "x"


def test_set_that_a_topic_takes_at_the_same_time_is_not_removed(house):
    house.save("evs", "tesla")
    house.others_are_faster(lambda: house.topic(1, "set:evs"))
    with pytest.raises(SetInUse):
        house.remove("evs")


def add(house, query, **more):
    return add_topic(
        house.store, house.clock, house.entropy, who=ALICE, query=query, destinations=[POLICY], **more
    )


def test_topic_is_not_added_when_its_set_is_removed_at_the_same_time(house):
    house.save("evs", "tesla")
    house.others_are_faster(lambda: house.remove("evs", BOB), of="save_topic")
    with pytest.raises(QueryError, match="no saved set called evs"):
        add(house, "set:evs recall", request="a")
    assert house.store.topics() == []


def test_topic_is_added_though_others_change_something_else_at_the_same_time(house):
    house.save("evs", "tesla")
    house.others_are_faster(
        lambda: house.save("evs", f"byd OR v{house.store.catalog_version()}"), 4, of="save_topic"
    )
    assert add(house, "set:evs recall").topic.query == "set:evs AND recall"
    house.others_are_faster(
        lambda: house.save("evs", f"byd OR v{house.store.catalog_version()}"), 99, of="save_topic"
    )
    with pytest.raises(Conflict):
        add(house, "set:evs plant")
    assert add(house, "plant").seq, "what uses no set waits for nobody"


def test_topic_gets_no_query_whose_set_is_removed_at_the_same_time(house):
    house.save("evs", "tesla")
    house.topic(1, "tesla")
    house.others_are_faster(lambda: house.remove("evs", BOB), of="save_topic")
    with pytest.raises(QueryError, match="no saved set called evs"):
        changes.edit_topic(
            house.store, house.clock, topic(1, query="tesla"), who=ALICE, query="set:evs recall"
        )


def test_topic_does_not_come_back_when_its_set_is_removed_at_the_same_time(house):
    house.save("evs", "tesla")
    house.topic(1, "set:evs")
    changes.remove_topic(house.store, house.clock, topic(1), who=ALICE)
    house.others_are_faster(lambda: house.remove("evs", BOB), of="save_topic")
    with pytest.raises(NothingToUndo, match="no saved set called evs"):
        house.undo(seq=3)


def test_same_request_at_the_same_time_saves_once(house):
    house.others_are_faster(lambda: house.save("evs", "tesla", request="a"))
    assert house.save("evs", "tesla", request="a").seq == 1
    assert house.store.catalog_version() == 1


@pytest.mark.parametrize("deed", ["save", "remove"])
def test_set_is_given_up_when_others_are_always_faster(house, deed):
    house.save("evs", "tesla")

    def conflict(*_, **__):
        raise Conflict("version")

    house.store.save_set = conflict
    with pytest.raises(Conflict):
        house.save("evs", "byd") if deed == "save" else house.remove("evs")


# --- Undo -------------------------------------------------------------------------------------------------


def test_undone_edit_stands_for_what_it_stood_for_before(house):
    first = house.save("evs", "tesla").saved
    house.topic(1, "set:evs")
    second = house.save("evs", "byd").saved
    done = house.undo()
    assert (done.what, done.before, done.topics) == ("undo", second, 1)
    assert (done.saved.query, done.saved.query_typed, done.saved.version) == ("tesla", first.query_typed, 3)
    assert done.saved == house.now("evs")
    change = house.store.change(done.seq)
    assert (change.undoes, change.who) == (3, ALICE)
    again = house.undo(BOB, seq=done.seq)
    assert again.saved.query == "byd"


def test_undone_addition_is_a_tombstone_and_comes_back(house):
    house.save("evs", "tesla")
    gone = house.undo()
    assert gone.saved.state is State.REMOVED
    assert house.undo(seq=gone.seq).saved.state is State.ACTIVE


def test_addition_is_not_undone_while_something_uses_the_set(house):
    added = house.save("evs", "tesla")
    house.topic(1, "set:evs", handle="recalls")
    with pytest.raises(NothingToUndo, match="used by the topic recalls"):
        house.undo(seq=added.seq)
    assert house.now("evs").state is State.ACTIVE


def test_undone_removal_comes_back_but_not_to_what_is_gone(house):
    house.save("evs", "tesla")
    house.save("cars", "set:evs OR ford")
    removed = house.remove("cars")
    house.remove("evs")
    with pytest.raises(NothingToUndo, match="no saved set called evs"):
        house.undo(seq=removed.seq)
    house.undo()
    assert house.undo(seq=removed.seq).saved.query == "set:evs OR ford"


def test_undone_edit_comes_to_no_circle(house):
    house.save("a", "x")
    house.save("b", "set:a")
    house.save("b", "y")
    house.save("a", "set:b")
    with pytest.raises(NothingToUndo, match="would be refused by now"):
        house.undo(seq=3)


def test_set_that_was_changed_since_is_left(house):
    changed = house.save("evs", "tesla")
    house.save("evs", "byd", BOB)
    with pytest.raises(ChangedMeanwhile) as e:
        house.undo(seq=changed.seq)
    assert e.value.who == BOB


def test_same_request_undoes_a_set_once(house):
    house.save("evs", "tesla")
    house.save("evs", "byd")
    first = house.undo(request="abc")
    assert first == house.undo(request="abc")
    assert house.store.catalog_version() == 3


def test_undo_reads_again_when_something_was_changed_meanwhile(house):
    house.save("evs", "tesla")
    house.others_are_faster(lambda: house.topic(1, "set:evs"))
    with pytest.raises(NothingToUndo, match="used by"):
        house.undo(seq=1)


def test_removed_topic_does_not_come_back_without_its_set(house):
    house.save("evs", "tesla")
    house.topic(1, "set:evs", name="Recalls")
    changes.remove_topic(house.store, house.clock, topic(1), who=ALICE)
    house.remove("evs")
    with pytest.raises(NothingToUndo, match="Recalls would be refused by now: There is no saved set"):
        house.undo(seq=3)
    house.undo()
    assert house.undo(seq=3).topic.state is State.ACTIVE


def test_topic_gets_no_query_back_whose_set_is_gone_but_everything_else(house):
    house.save("evs", "tesla")
    house.topic(1, "set:evs", name="Recalls")
    current = topic(1, query="set:evs", name="Recalls")
    edited = changes.edit_topic(house.store, house.clock, current, who=ALICE, query="tesla")
    house.remove("evs")
    with pytest.raises(NothingToUndo, match="refused"):
        house.undo(seq=edited.seq)
    renamed = changes.rename_topic(house.store, house.clock, edited.topic, who=ALICE, name="Other")
    assert house.undo(seq=renamed.seq).topic.name == "Recalls"
