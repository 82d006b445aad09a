"""Changing a topic: each request once, and no update lost between two people."""

import itertools
from dataclasses import fields
from datetime import timedelta

import pytest
from builders import ALICE, POLICY, topic
from fakes import T0, FakeStore, FrozenClock

from newswatch.errors import ChangedMeanwhile, Conflict, QueryError, UnknownTopic
from newswatch.model import ChannelId, SourceFilter, State, ThreadPolicy, Topic, UserId
from newswatch.usecases import changes
from newswatch.usecases.topics import NAME_CHARS

BOB = UserId("U2")
ENERGY = ChannelId("C2")
FRIDAY = T0 + timedelta(days=4)


class House:
    def __init__(self, **more):
        self.store, self.clock = FakeStore(), FrozenClock()
        self.topic = topic(**more)
        self.store.save_topic(self.topic, ALICE, T0, "add")

    def now(self):
        return self.store.topic(self.topic.id)

    def do(self, verb, who=ALICE, seen=None, **more):
        return getattr(changes, verb)(self.store, self.clock, seen or self.now(), who=who, **more)


@pytest.fixture
def house():
    return House()


@pytest.mark.parametrize(
    ("verb", "arguments", "what", "expected"),
    [
        (
            "edit_topic",
            {"query": "oil  OR gas"},
            "edit",
            {"query": "oil OR gas", "query_typed": "oil  OR gas"},
        ),
        ("edit_topic", {"name": " New  name "}, "edit", {"name": "New name", "query": "lavrov"}),
        ("edit_topic", {"name": "N", "query": "oil"}, "edit", {"name": "N", "query": "oil"}),
        ("pause_topic", {}, "pause", {"state": State.PAUSED, "paused_until": None}),
        ("pause_topic", {"until": FRIDAY}, "pause", {"state": State.PAUSED, "paused_until": FRIDAY}),
        ("remove_topic", {}, "remove", {"state": State.REMOVED}),
        ("move_topic", {"destinations": [ENERGY, ENERGY]}, "set", {"destinations": (ENERGY,)}),
        ("rename_topic", {"name": "x" * 200}, "set", {"name": "x" * NAME_CHARS, "handle": "topic-1"}),
        (
            "listen_to",
            {"tags": ["Wires ", "wires"]},
            "set",
            {"sources": SourceFilter(tags=frozenset({"wires"}))},
        ),
        ("tell_stories", {"outlets": 3}, "set", {"outlets": 3, "thread": ThreadPolicy.EDIT, "prefer": ()}),
        ("tell_stories", {"thread": ThreadPolicy.REPLY}, "set", {"outlets": 1, "thread": ThreadPolicy.REPLY}),
        (
            "tell_stories",
            {"prefer": ["reuters.com", "tag:wires", "reuters.com"]},
            "set",
            {"outlets": 1, "prefer": ("reuters.com", "tag:wires")},
        ),
    ],
)
def test_change_is_stored_and_told(house, verb, arguments, what, expected):
    done = house.do(verb, BOB, request="abc", **arguments)
    assert (done.topic, done.what, done.seq, done.before) == (house.now(), what, 2, house.topic)
    assert expected == {field: getattr(done.topic, field) for field in expected}
    change = house.store.change(2)
    assert (change.who, change.what, change.request, change.snapshot) == (BOB, what, "abc", done.topic)


@pytest.mark.parametrize(
    ("verb", "arguments", "more"),
    [
        ("edit_topic", {}, {}),
        ("edit_topic", {"query": " LAVROV "}, {"query": "LAVROV"}),
        ("edit_topic", {"name": "Topic  1"}, {}),
        ("pause_topic", {}, {"state": State.PAUSED}),
        ("pause_topic", {"until": FRIDAY}, {"state": State.PAUSED, "paused_until": FRIDAY}),
        ("resume_topic", {}, {}),
        ("resume_topic", {}, {"state": State.PAUSED, "paused_until": T0}),
        ("move_topic", {"destinations": [ENERGY, POLICY]}, {"destinations": (POLICY, ENERGY)}),
        ("rename_topic", {"name": "Topic 1"}, {}),
        ("rename_topic", {"name": " "}, {}),
        ("listen_to", {"tags": []}, {}),
        ("tell_stories", {}, {}),
        ("tell_stories", {"outlets": 1, "thread": ThreadPolicy.EDIT, "prefer": ()}, {}),
        ("tell_stories", {"outlets": 3, "prefer": ["a.example"]}, {"outlets": 3, "prefer": ("a.example",)}),
    ],
)
def test_what_is_so_already_changes_nothing(verb, arguments, more):
    house = House(**more)
    done = house.do(verb, request="abc", **arguments)
    assert (done.topic, done.seq, done.before) == (house.topic, 0, None)
    assert house.store.catalog_version() == 1


def test_resumed_topic_has_no_end_of_a_pause_left():
    house = House(state=State.PAUSED, paused_until=FRIDAY)
    done = house.do("resume_topic")
    assert (done.topic.state, done.topic.paused_until, done.seq) == (State.ACTIVE, None, 2)


def test_pause_that_has_run_out_can_be_begun_anew():
    house = House(state=State.PAUSED, paused_until=T0)
    assert house.do("pause_topic", until=FRIDAY).topic.paused_until == FRIDAY


@pytest.mark.parametrize("later", [0, 3])
def test_same_request_changes_nothing_twice(house, later):
    seen = house.now()
    first = house.do("pause_topic", request="abc", seen=seen)
    for n in range(later):
        house.do("rename_topic", BOB, name=f"Name {n}")
        house.do("resume_topic" if n == 0 else "edit_topic", BOB)
    before = house.store.catalog_version()
    assert first == house.do("pause_topic", request="abc", seen=seen)
    assert before == house.store.catalog_version()


@pytest.mark.parametrize(
    "verb", ["edit_topic", "pause_topic", "resume_topic", "remove_topic", "rename_topic"]
)
def test_removed_topic_cannot_be_changed(verb):
    house = House(state=State.REMOVED)
    with pytest.raises(UnknownTopic):
        house.do(verb, **({"name": "Other"} if verb in {"edit_topic", "rename_topic"} else {}))
    assert house.store.catalog_version() == 1


def test_refused_query_and_no_destination_write_nothing(house):
    with pytest.raises(QueryError):
        house.do("edit_topic", query="a OR b c")
    with pytest.raises(ValueError, match="nobody carries"):
        house.do("tell_stories", outlets=0)
    with pytest.raises(ValueError, match="destination"):
        house.do("move_topic", destinations=[])
    assert house.store.catalog_version() == 1


def test_what_somebody_else_has_set_is_not_overwritten_and_they_are_named(house):
    seen = house.now()
    house.do("edit_topic", BOB, query="oil")
    with pytest.raises(ChangedMeanwhile) as e:
        house.do("edit_topic", ALICE, seen=seen, query="gas")
    assert e.value.who == BOB
    assert "overwritten" in str(e.value)
    assert (house.now().query, house.store.catalog_version()) == ("oil", 2)


def test_one_s_own_earlier_change_is_gone_over(house):
    seen = house.now()
    house.do("edit_topic", ALICE, query="oil")
    assert house.do("edit_topic", ALICE, seen=seen, query="gas").topic.query == "gas"


def test_change_of_other_fields_is_kept_and_added_to(house):
    seen = house.now()
    house.do("rename_topic", BOB, name="Bob's")
    done = house.do("edit_topic", ALICE, seen=seen, query="gas")
    assert (done.topic.name, done.topic.query, done.topic.version) == ("Bob's", "gas", 3)


def test_two_who_want_the_same_both_get_it(house):
    seen = house.now()
    house.do("pause_topic", BOB)
    assert house.do("pause_topic", ALICE, seen=seen).seq == 0


def test_change_is_given_up_when_others_are_always_faster(house):
    def conflict(*_, **__):
        raise Conflict("version")

    house.store.save_topic = conflict
    with pytest.raises(Conflict):
        house.do("pause_topic")


# --- Two people, in every order ------------------------------------------------------------------------

DEEDS = {
    "edit": ("edit_topic", lambda who: {"query": f"oil{who}"}, {"query", "query_typed"}),
    "pause": ("pause_topic", lambda who: {"until": FRIDAY + timedelta(days=int(who[1]))},
              {"state", "paused_until"}),
    "name": ("rename_topic", lambda who: {"name": f"Name of {who}"}, {"name"}),
    "move": ("move_topic", lambda who: {"destinations": [ChannelId(f"C{who}")]}, {"destinations"}),
    "remove": ("remove_topic", lambda who: {}, {"state"}),
}  # fmt: skip
CALLS = ("topic", "history", "save_topic")
"""What a change asks of the store, in this order."""


def told(deed, *args):
    """Return what somebody's deed came to: what was changed, or why not."""
    try:
        return deed(*args)
    except (ChangedMeanwhile, UnknownTopic) as e:
        return e


@pytest.mark.parametrize("before", [*CALLS, "nothing"])
@pytest.mark.parametrize(("hers", "his"), list(itertools.product(DEEDS, repeat=2)))
def test_no_update_is_lost_whenever_another_person_s_comes_in_between(hers, his, before):
    house = House()
    seen = house.now()

    def do(deed, who):
        verb, values, _ = DEEDS[deed]
        return told(lambda: house.do(verb, who, seen=seen, **values(who)))

    outcomes = []
    if before != "nothing":
        kept = getattr(house.store, before)

        def meanwhile(*args, **more):
            setattr(house.store, before, kept)
            outcomes.append(do(his, BOB))
            return kept(*args, **more)

        setattr(house.store, before, meanwhile)
    outcomes.append(do(hers, ALICE))
    if before == "nothing":
        outcomes.append(do(his, BOB))

    written = [one for one in outcomes if not isinstance(one, Exception)]
    log = house.store.changes(0)
    assert len(log) == 1 + len(written)
    # The first to write is never refused, and the second only where both set the same.
    same = DEEDS[hers][2] & DEEDS[his][2]
    assert len(written) == (1 if same or isinstance(outcomes[1], UnknownTopic) else 2)
    for one, following in itertools.pairwise(log):
        deed = hers if following.who == ALICE else his
        differs = {
            field.name
            for field in fields(Topic)
            if getattr(one.snapshot, field.name) != getattr(following.snapshot, field.name)
        }
        assert differs <= DEEDS[deed][2] | {"version"}
