"""Misses: the stored articles that a topic came near to telling, by what they lacked."""

from datetime import timedelta

import pytest
from builders import ALICE, alert, article, source, topic
from fakes import T0, FakeStore, FixedDeadline

from newswatch.model import SourceFilter
from newswatch.posts import Lack
from newswatch.query import parse
from newswatch.usecases.misses import NEWEST, nearest_misses

QUERY = "lithium AND (mine OR mining) AND lang:en"
FAR = 600.0


class House:
    def __init__(self):
        self.store = FakeStore()
        self.sources = [self.store.save_source(source(n), ALICE, T0, "add").snapshot for n in (1, 2)]
        self.count = 0

    def article(self, text, *, days=1.0, language="en", source=0, **more):
        self.count += 1
        at = T0 - timedelta(days=days)
        one = article(
            f"https://news.example/{self.count}", title="", text=text, language=language, published=at,
            read_at=at, source_id=self.sources[source].id, **more,
        )  # fmt: skip
        return self.store.save_article(one, [])

    def look(self, *topics, deadline=FAR, **more):
        asked = [(one, parse(one.query)) for one in topics]
        return nearest_misses(self.store, asked, T0, FixedDeadline(deadline), **more)

    def lacked(self, query=QUERY, **more):
        """Return what was lacked, by how many articles, and the newest of these."""
        found = self.look(topic(query=query, **more)).of[topic().id]
        return [(one.clause or one.lack, one.articles, one.newest[0][1].text) for one in found]


@pytest.fixture
def house():
    return House()


def test_article_that_lacks_one_clause_is_a_miss_and_the_clause_is_named(house):
    house.article("Una mina: lithium mine.", language="es")
    assert house.lacked() == [("lang:en", 1, "Una mina: lithium mine.")]
    (missed,) = house.look(topic(query=QUERY)).of[topic().id]
    assert missed.lack is Lack.CLAUSE
    assert [at for at, _ in missed.newest] == [T0 - timedelta(days=1)]


def test_article_that_lacks_two_clauses_or_none_is_no_miss(house):
    house.article("Lithium.", language="es")
    house.article("A lithium mine.")
    house.article("Football.")
    assert house.lacked() == []


def test_what_the_fewest_articles_lacked_comes_first(house):
    for _ in range(3):
        house.article("A coal mine.", days=0.1)
    house.article("Lithium prices.", days=2)
    house.article("Lithium recycling.", days=1)
    house.article("Eine lithium mine.", days=13, language="de")
    assert house.lacked() == [
        ("lang:en", 1, "Eine lithium mine."),
        ("mine OR mining", 2, "Lithium recycling."),
        ("lithium", 3, "A coal mine."),
    ]


def test_newest_come_first_and_no_more_than_a_few(house):
    for days in (3, 1, 2, 5, 4, 7, 6):
        house.article("Lithium.", days=days)
    (missed,) = house.look(topic(query=QUERY)).of[topic().id]
    assert missed.articles == 7
    assert [at for at, _ in missed.newest] == [T0 - timedelta(days=n + 1) for n in range(NEWEST)]


@pytest.mark.parametrize(
    ("query", "text", "lacked"),
    [
        ("lithium NEAR/2 mine", "A mine has some sort of lithium.", "lithium NEAR/2 mine"),
        ('"lithium mine"', "A mine for lithium.", '"lithium mine"'),
        ("title:lithium", "Lithium.", "title:lithium"),
        ("lithium AND NOT battery", "A lithium battery.", "NOT battery"),
        ("=US", "us", "=US"),
        ("(lithium AND mine) OR (cobalt AND mine)", "Cobalt.", "mine"),
    ],
)
def test_query_of_one_clause_is_missed_by_what_makes_it_strict(house, query, text, lacked):
    house.article(text)
    assert house.lacked(query) == [(lacked, 1, text)]


def test_query_of_one_word_has_no_misses(house):
    house.article("Lithium.")
    assert house.lacked("cobalt") == house.lacked("lithium OR cobalt") == []


def test_source_that_the_topic_does_not_listen_to_is_a_lack_and_not_one_of_two(house):
    first = SourceFilter(frozenset({house.sources[0].id}))
    house.article("A lithium mine.", source=1)
    house.article("Lithium.", source=1)
    assert house.lacked(sources=first) == [(Lack.SOURCE, 1, "A lithium mine.")]


def test_outlets_that_a_topic_waits_for_are_a_lack_unless_it_has_told_the_story(house):
    told = house.article("A lithium mine opens.", days=1)
    house.article("A lithium mine closes.", days=2)
    house.store.claim([alert(story_id=told.story)])
    assert house.lacked(outlets=3) == [(Lack.OUTLETS, 1, "A lithium mine closes.")]


def test_articles_from_before_these_days_are_no_misses(house):
    house.article("Lithium.", days=14.01)
    assert house.lacked() == []
    house.article("Lithium.", days=13.99)
    assert len(house.lacked()) == 1


def test_all_topics_are_looked_at_in_one_reading(house):
    house.article("Lithium.")
    house.article("Cobalt.", days=2)
    read = []
    articles_of = house.store.articles_of
    house.store.articles_of = lambda day: read.append(day) or articles_of(day)
    found = house.look(topic(1, query="lithium AND mine"), topic(2, query="cobalt AND mine"))
    assert [found.of[topic(n).id][0].newest[0][1].text for n in (1, 2)] == ["Lithium.", "Cobalt."]
    assert len(read) == len(set(read)) == 15
    assert (found.read, found.complete) == (2, True)


def test_without_time_nothing_is_found_and_it_says_so(house):
    house.article("Lithium.")
    found = house.look(topic(query=QUERY), deadline=5.0)
    assert (found.of, found.read, found.complete) == ({topic().id: ()}, 0, False)
