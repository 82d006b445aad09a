"""Backtests: what a query would have brought in the last 7 days."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import ALICE, article, source
from fakes import T0, FakeStore, FixedDeadline
from hypothesis import given
from hypothesis import strategies as st

from newswatch.model import SourceFilter
from newswatch.query import evaluate, parse
from newswatch.usecases.backtest import backtest

NOW = T0
FAR = 600.0


class House:
    def __init__(self):
        self.store = FakeStore()
        self.count = 0

    def article(self, title="Lithium mine opens", *, days=0.0, read=None, **more):
        self.count += 1
        at = NOW - timedelta(days=days)
        one = article(
            f"https://news.example/{self.count}", title=title, text="",
            **({"published": at, "read_at": NOW - timedelta(days=days if read is None else read)} | more),
        )  # fmt: skip
        return self.store.save_article(one, [])

    def run(self, query="lithium", deadline=FAR, **more):
        (found,) = backtest(self.store, [parse(query)], NOW, FixedDeadline(deadline), **more)
        return found


@pytest.fixture
def house():
    return House()


def test_stories_are_counted_by_the_day_oldest_first(house):
    for days in (0, 0.5, 0.99, 1, 3.5, 6.9):
        house.article(days=days)
    house.article("Tariffs", days=2)
    found = house.run()
    assert found.days == (1, 0, 0, 1, 0, 1, 3)
    assert (found.stories, found.articles, found.read) == (6, 6, 7)
    assert (found.query, found.until, found.complete) == ("lithium", NOW, True)


@pytest.mark.parametrize(
    ("published", "read", "counted"),
    [
        (6.99, 0, True),
        (7, 6, True),
        (30, 1, True),
        (30, 7, False),
        (-0.1, 1, True),
        (-0.1, 7.5, False),
        (None, 6.9, True),
        (None, 7.1, False),
    ],
)
def test_article_counts_when_it_was_published_or_else_when_it_was_read(house, published, read, counted):
    at = None if published is None else NOW - timedelta(days=published)
    house.article(published=at, read=read)
    found = house.run()
    assert (found.stories, sum(found.days)) == (int(counted), int(counted))


def test_day_is_that_of_publication_where_that_is_known(house):
    house.article(days=3.2, read=0)
    house.article(published=NOW - timedelta(days=40), read=1.2)
    assert house.run().days == (0, 0, 0, 1, 0, 1, 0)


def test_newest_five_are_shown_newest_first(house):
    shown = [house.article(days=n / 10) for n in range(8)]
    assert house.run().newest == tuple(shown[:5])


def test_newest_of_many_are_the_newest(house):
    days = [((n * 37) % 300) / 50 for n in range(300)]
    shown = sorted((house.article(days=day) for day in days), key=lambda one: one.published, reverse=True)
    found = house.run()
    assert (found.stories, found.newest) == (300, tuple(shown[:5]))


def test_noisiest_word_is_the_alternative_that_brings_most(house):
    for title in ("lithium mine", "lithium mine two", "lithium mining", "lithium", "mine"):
        house.article(title)
    assert house.run("lithium AND (mine OR mining)").noisiest == ("mine", 2)


@pytest.mark.parametrize(
    ("query", "noisiest"),
    [
        ("lithium", None),
        ("lithium AND mine", None),
        ("cobalt OR nickel", None),
        ('cobalt OR "lithium mine"', ('"lithium mine"', 1)),
        ("lithium AND NOT (cobalt OR nickel)", None),
        ("(lithium AND mine) OR nickel", None),
        ("nickel OR (lithium AND (mine OR opens))", ("mine", 1)),
    ],
)
def test_words_that_have_alternatives(house, query, noisiest):
    house.article()
    assert house.run(query).noisiest == noisiest


def test_several_queries_are_answered_by_one_reading(house):
    for title in ("lithium", "tariffs", "lithium tariffs"):
        house.article(title)
    reads = []
    kept = house.store.articles_of
    house.store.articles_of = lambda day: reads.append(day) or kept(day)
    queries = [parse("lithium AND tariffs"), parse("lithium OR tariffs")]
    found = backtest(house.store, queries, NOW, FixedDeadline(FAR))
    assert [(one.query, one.stories) for one in found] == [
        ("lithium AND tariffs", 1),
        ("lithium OR tariffs", 3),
    ]
    assert len(reads) == 8


def test_only_the_sources_of_a_topic_count(house):
    wires = house.store.save_source(source(1, tags=("wires",)), ALICE, T0, "add").snapshot
    other = house.store.save_source(source(2), ALICE, T0, "add").snapshot
    for one in (wires, other, replace(other, id="gone")):
        house.article(source_id=one.id)
    assert house.run(sources=SourceFilter(tags=frozenset({"wires"}))).stories == 1
    assert house.run(sources=SourceFilter(ids=frozenset({other.id}))).stories == 1
    assert house.run().stories == 3


def test_what_is_found_until_time_runs_out_is_told_as_incomplete(house):
    for days in (0, 1, 2, 3):
        house.article(days=days)
    found = house.run(deadline=[FAR] * 4 + [9.0] * 20)
    assert not found.complete
    assert (found.read, found.days) == (2, (0, 0, 0, 0, 0, 1, 1))


def test_nothing_stored_is_nothing_found(house):
    found = house.run()
    assert (found.days, found.stories, found.read, found.newest) == ((0,) * 7, 0, 0, ())


@given(
    st.lists(
        st.tuples(st.lists(st.sampled_from(["oil", "gas", "Öl", "tax"]), max_size=4), st.floats(0, 8)),
        max_size=20,
    ),
    st.sampled_from(["oil", "oil OR gas", "oil AND NOT tax", '"oil gas"', "ol AND (tax OR gas)"]),
)
def test_backtest_finds_what_evaluating_each_article_finds(articles, query):
    house = House()
    for words, days in articles:
        house.article(" ".join(words), days=days)
    expected = [
        one
        for filed, one in house.store._articles.values()
        if NOW - one.published < timedelta(days=7) and evaluate(parse(query), one) is not None
    ]
    found = house.run(query)
    assert (found.stories, sum(found.days)) == (len(expected), len(expected))
