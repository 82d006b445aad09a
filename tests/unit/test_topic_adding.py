"""Adding a topic: once for each request, under a handle that is free."""

import sys

import pytest
from builders import ALICE, POLICY
from fakes import T0, CountingEntropy, FakeStore, FrozenClock

from newswatch.errors import Conflict, HandleTaken, QueryError
from newswatch.model import ChannelId, UserId
from newswatch.usecases.changes import edit_topic
from newswatch.usecases.topics import add_topic, slug

QUERY = "(pompeo OR lavrov) AND venezuela"


class House:
    def __init__(self):
        self.store, self.clock, self.entropy = FakeStore(), FrozenClock(), CountingEntropy()

    def add(self, query=QUERY, destinations=(POLICY,), who=ALICE, **more):
        return add_topic(
            self.store, self.clock, self.entropy,
            who=who, query=query, destinations=destinations, **more,
        )  # fmt: skip


@pytest.fixture
def house():
    return House()


def test_topic_is_stored_with_its_change(house):
    added = house.add(name="Venezuela  talks", request="abc")
    assert (added.what, added.seq, added.before) == ("add", 1, None)
    assert added.topic == house.store.topic(added.topic.id)
    assert (added.topic.handle, added.topic.name, added.topic.owner) == (
        "venezuela-talks", "Venezuela talks", ALICE,
    )  # fmt: skip
    assert (added.topic.query_typed, added.topic.created_at) == (QUERY, T0)
    assert house.store.change(1).request == "abc"


@pytest.mark.parametrize(
    ("name", "handle"),
    [
        ("Trade™ № 5", "tradetm-no-5"),
        ("𝐁𝐨𝐥𝐝 ㎒", "bold-mhz"),
        ("한국 뉴스", "한국-뉴스"),
        ("Новый Йод", "новыи-иод"),
        ("İstanbul ŒUVRE Straße", "istanbul-œuvre-strasse"),
    ],
)
def test_handle_has_nothing_that_one_would_not_type(house, name, handle):
    assert house.add(name=name).topic.handle == handle


def test_handle_of_any_letter_is_its_own_handle():
    letters = map(chr, (*range(0xD800), *range(0xE000, sys.maxunicode + 1)))
    handles = {slug(letter) for letter in letters if letter.isalnum() or not letter.isascii()}
    assert [each for each in handles if slug(each) != each or each.casefold() != each] == []


def test_same_request_makes_one_topic(house):
    first = house.add(request="abc")
    assert first == house.add(request="abc")
    assert len(house.store.topics()) == 1
    assert house.store.catalog_version() == 1


def test_same_request_finds_its_topic_after_it_was_changed(house):
    first = house.add(request="abc")
    edited = edit_topic(house.store, house.clock, first.topic, who=ALICE, name="Other")
    again = house.add(request="abc")
    assert (edited.topic, 1) == (again.topic, again.seq)


def test_same_request_at_the_same_time_makes_one_topic(house):
    kept = house.store.save_topic

    def other_was_faster(topic, *args, **more):
        house.store.save_topic = kept
        house.add(request="abc")
        return kept(topic, *args, **more)

    house.store.save_topic = other_was_faster
    assert house.add(request="abc").seq == 1
    assert len(house.store.topics()) == 1


def test_other_requests_make_other_topics(house):
    ids = {house.add(request=request).topic.id for request in ("a", "b", "", "")}
    assert len(ids) == 4
    assert all(len(one) == 16 for one in ids)
    assert [t.handle for t in house.store.topics()] == [
        "pompeo-or-lavrov-and-venezuela",
        "pompeo-or-lavrov-and-venezuela-2",
        "pompeo-or-lavrov-and-venezuela-3",
        "pompeo-or-lavrov-and-venezuela-4",
    ]


def test_handle_that_is_taken_at_the_last_moment_gives_way_to_the_next(house):
    kept = house.store.save_topic

    def other_was_faster(topic, *args, **more):
        house.store.save_topic = kept
        house.add(name="Lithium", who=UserId("U2"))
        return kept(topic, *args, **more)

    house.store.save_topic = other_was_faster
    assert house.add(name="Lithium").topic.handle == "lithium-2"


def test_handle_that_was_given_and_is_taken_is_refused(house):
    house.add(handle="lithium")
    with pytest.raises(HandleTaken):
        house.add(handle="lithium")


def test_destinations_stand_once_each_and_there_is_one(house):
    assert house.add(destinations=[POLICY, ChannelId("C2"), POLICY]).topic.destinations == (POLICY, "C2")
    with pytest.raises(ValueError, match="destination"):
        house.add(destinations=[])


def test_refused_query_stores_nothing(house):
    with pytest.raises(QueryError):
        house.add("pompeo OR lavrov venezuela", request="abc")
    assert house.store.catalog_version() == 0


def test_conflict_that_is_no_repetition_is_told(house):
    def conflict(*_, **__):
        raise Conflict("too many")

    house.store.save_topic = conflict
    with pytest.raises(Conflict):
        house.add(request="abc")
