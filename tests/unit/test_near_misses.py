"""Near misses: what one topic came nearest to telling, and what could be dropped for it."""

from datetime import timedelta

import pytest
from builders import ALICE, article, source, topic
from fakes import T0, FakePeople, FakeStore, FixedDeadline

from newswatch.errors import QueryError
from newswatch.model import ChannelId, SourceFilter, UserId
from newswatch.posts import Lack
from newswatch.usecases.near_misses import misses_of
from newswatch.usecases.sight import Sight


class House:
    def __init__(self):
        self.store, self.count = FakeStore(), 0
        self.source = self.store.save_source(source(), ALICE, T0, "add").snapshot

    def reads(self, text, language="en"):
        self.count += 1
        at = T0 - timedelta(days=self.count)
        url = f"https://news.example/{self.count}"
        one = article(
            url, title="", text=text, language=language, read_at=at, published=at, source_id=self.source.id
        )
        self.store.save_article(one, [])

    def misses(self, query, who=ALICE, **more):
        sight = Sight(FakePeople(), who, ChannelId(who))
        return misses_of(self.store, sight, topic(query=query, **more), T0, FixedDeadline())

    def lacked(self, query, **more):
        return [(each.clause, each.articles, each.query) for each in self.misses(query, **more).groups]


@pytest.fixture
def house():
    return House()


def test_each_clause_comes_with_what_is_left_without_it(house):
    house.reads("A lithium mine.", "es")
    house.reads("Lithium.")
    house.reads("Lithium prices.")
    assert house.lacked("lithium AND mine AND lang:en") == [
        ("lang:en", 1, "lithium AND mine"),
        ("mine", 2, "lithium AND lang:en"),
    ]
    found = house.misses("lithium AND mine AND lang:en")
    assert (found.read, found.days, found.complete, found.may_change) == (3, 14, True, True)


def test_other_alternatives_stay(house):
    house.reads("A mine.")
    assert house.lacked("(lithium AND mine) OR gold") == [("lithium", 1, "mine OR gold")]


def test_a_clause_that_stands_there_twice_is_not_offered(house):
    house.reads("A lithium story.")
    assert house.lacked("(lithium AND mine) OR (gold AND mine)") == [("mine", 1, "")]


def test_what_came_from_other_sources_leaves_the_query_as_it_is(house):
    house.reads("A lithium mine.")
    deaf = SourceFilter(tags=frozenset({"wires"}))
    (group,) = house.misses("lithium AND mine", sources=deaf).groups
    assert (group.lack, group.query) == (Lack.SOURCE, "")


def test_who_may_not_change_the_topic_is_known_to_be_such(house):
    assert not house.misses("lithium", who=UserId("U9")).may_change


def test_a_query_that_cannot_be_read_is_refused(house):
    with pytest.raises(QueryError):
        house.misses("set:gone AND lithium")
