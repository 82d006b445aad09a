"""Dropping: the one clause for which an article did not match, and what a topic would bring without it."""

from datetime import timedelta

import pytest
from builders import ALICE, article, source, topic
from fakes import T0, FakePeople, FakeStore, FixedDeadline

from newswatch.model import ChannelId, SourceFilter, StoryId, UserId
from newswatch.usecases.clauses import reason
from newswatch.usecases.dropping import with_drops
from newswatch.usecases.findings import Drop, Fate, Judgement, Tongue
from newswatch.usecases.sight import Sight

QUERY = "lithium AND (mine OR mining) AND lang:en"
HERE = article("https://news.example/here", text="Una mina: lithium mine.", language="es")


class House:
    def __init__(self):
        self.store = FakeStore()
        self.source = self.store.save_source(source(), ALICE, T0, "add").snapshot
        self.count = 0

    def reads(self, text, *, language="en", **more):
        self.count += 1
        at = T0 - timedelta(days=1)
        values = {"source_id": self.source.id, "read_at": at, "published": at, "language": language} | more
        self.store.save_article(
            article(f"https://news.example/{self.count}", title="", text=text, **values), []
        )

    def judged(self, topic, one=HERE):
        found = reason(self.store, topic, one, [None], Tongue(""))
        return Judgement(topic, Fate.TOLD if found.holds else Fate.OTHERWISE, found)

    def drops(self, *topics, one=HERE, who=ALICE, seconds=600.0):
        people = FakePeople()
        found = with_drops(
            self.store, Sight(people, who, ChannelId(who)), tuple(self.judged(each, one) for each in topics),
            article=one, source=None, now=T0, deadline=FixedDeadline(seconds),
        )  # fmt: skip
        return [each.drops for each in found]


@pytest.fixture
def house():
    return House()


def test_what_is_left_is_offered_with_the_stories_that_it_brings_in_addition(house):
    house.reads("A lithium mine.")
    house.reads("Lithium mine.", language="es", story_id=StoryId("b" * 16))
    house.reads("Mining lithium.", language="es", story_id=StoryId("b" * 16))
    house.reads("Lithium.", language="es")
    (drops,) = house.drops(topic(query=QUERY))
    assert drops == (Drop("lang:en", "lithium AND (mine OR mining)", 1),)


def test_nothing_is_offered_where_two_clauses_failed_or_none(house):
    two = article("https://news.example/two", text="Lithium.", language="es")
    none = article("https://news.example/none", text="A lithium mine.", language="en")
    assert house.drops(topic(query=QUERY), one=two) == [()]
    assert house.drops(topic(query=QUERY), one=none) == [()]


def test_a_word_alone_is_not_dropped(house):
    assert house.drops(topic(query="cobalt")) == [()]


def test_each_alternative_can_lack_a_clause_of_its_own(house):
    asks = topic(query="(lithium AND cobalt) OR (mine AND tin) OR gold")
    (drops,) = house.drops(asks)
    assert [drop.query for drop in drops] == [
        "lithium OR (mine AND tin) OR gold",
        "(lithium AND cobalt) OR mine OR gold",
    ]


def test_a_distance_is_loosened_rather_than_dropped(house):
    (drops,) = house.drops(topic(query="lithium NEAR/1 una"))
    assert [(drop.clause, drop.query, drop.dropped) for drop in drops] == [
        ("lithium NEAR/1 una", "lithium AND una", False)
    ]


def test_only_the_sources_of_the_topic_count(house):
    house.reads("Lithium mine.", language="es")
    deaf = topic(query=QUERY, sources=SourceFilter(tags=frozenset({"sport"})))
    assert [drop.more for drop in house.drops(deaf)[0]] == [0]


def test_only_the_first_topic_that_lacks_one_clause_is_looked_at(house):
    first, second = topic(1, query=QUERY), topic(2, query=QUERY)
    holds = topic(3, query="lithium")
    assert [len(drops) for drops in house.drops(holds, first, second)] == [0, 1, 0]


def test_who_may_not_change_a_topic_is_offered_nothing(house):
    assert house.drops(topic(query=QUERY), who=UserId("U9")) == [()]


def test_what_was_not_looked_at_is_said(house):
    assert [drop.complete for drop in house.drops(topic(query=QUERY), seconds=1.0)[0]] == [False]
