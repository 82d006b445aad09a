"""Backtests: what a query would have brought in the last 7 days."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import ALICE, article, source
from fakes import T0, FakeStore, FixedDeadline
from hypothesis import given
from hypothesis import strategies as st

from newswatch.model import Evidence, Field, SourceFilter, StoryId
from newswatch.posts import Excerpt
from newswatch.query import evaluate, parse
from newswatch.usecases.backtest import Wanted, backtest, compare

NOW = T0
FAR = 600.0


class House:
    def __init__(self):
        self.store = FakeStore()
        self.count = 0

    def article(self, title="Lithium mine opens", *, days=0.0, read=None, **more):
        self.count += 1
        at = NOW - timedelta(days=days)
        dates = {"published": at, "read_at": NOW - timedelta(days=days if read is None else read)}
        one = article(f"https://news.example/{self.count}", title=title, **({"text": ""} | dates | more))
        return self.store.save_article(one, [])

    def run(self, query="lithium", deadline=FAR, **more):
        (found,) = backtest(self.store, [parse(query)], NOW, FixedDeadline(deadline), **more)
        return found

    def compare(self, old, new, deadline=FAR, **more):
        """Compare queries, or queries with their sources."""
        wanted = [Wanted(parse(each)) if isinstance(each, str) else each for each in (old, new)]
        found, _ = compare(self.store, *wanted, NOW, FixedDeadline(deadline), **more)
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
    newest = house.run().newest
    assert [caught.article for caught in newest] == shown[:5]
    assert [caught.at for caught in newest] == [one.published for one in shown[:5]]


def test_what_matched_in_a_title_is_told_and_no_passage(house):
    house.article("A mine for lithium")
    (caught,) = house.run("lithium AND mine").newest
    assert caught.evidence == (Evidence(Field.TITLE, 2, 6), Evidence(Field.TITLE, 11, 18))
    assert caught.excerpt is None


def test_where_the_title_shows_nothing_the_passage_that_matched_does(house):
    beginning = "Nothing of it here. " * 20
    house.article("Prices slide", text=f"{beginning}\n\nA mine for lithium opens. It is far away.")
    (caught,) = house.run("lithium AND mine").newest
    assert caught.excerpt == Excerpt("A mine for lithium opens.", ((2, 6), (11, 18)))


def test_a_passage_is_short(house):
    house.article("Prices slide", text=" ".join(["word"] * 200 + ["lithium"] + ["word"] * 200))
    (caught,) = house.run().newest
    assert len(caught.excerpt.text) <= 160
    ((start, end),) = caught.excerpt.highlights
    assert caught.excerpt.text[start:end] == "lithium"


def test_a_query_for_a_source_has_no_passage(house):
    house.store.save_source(source(1, tags=("wires",)), ALICE, T0, "add")
    house.article(source_id=source(1).id)
    (caught,) = house.run("tag:wires").newest
    assert (caught.evidence, caught.excerpt) == ((), None)


def test_newest_of_many_are_the_newest(house):
    days = [((n * 37) % 300) / 50 for n in range(300)]
    shown = sorted((house.article(days=day) for day in days), key=lambda one: one.published, reverse=True)
    found = house.run()
    assert found.stories == 300
    assert [caught.article for caught in found.newest] == shown[:5]


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


# --- An edit ----------------------------------------------------------------------------


def titles(caught):
    return [one.article.title for one in caught]


def test_an_edit_s_gains_and_losses_are_told_newest_first(house):
    for n, title in enumerate(
        ("lithium", "cobalt", "cobalt mine", "lithium cobalt", "nickel", "lithium mine")
    ):
        house.article(title, days=n)
    found = house.compare("lithium", "cobalt")
    assert (found.gained, titles(found.newly)) == (2, ["cobalt", "cobalt mine"])
    assert (found.lost, titles(found.no_longer)) == (2, ["lithium", "lithium mine"])
    assert (found.old.query, found.old.stories) == ("lithium", 3)
    assert (found.new.query, found.new.stories) == ("cobalt", 3)


def test_what_is_gained_or_lost_comes_with_what_matched(house):
    house.article("lithium and cobalt", days=1)
    house.article("some cobalt", days=2)
    found = house.compare("lithium", "cobalt AND some")
    assert found.newly[0].evidence == (Evidence(Field.TITLE, 0, 4), Evidence(Field.TITLE, 5, 11))
    assert found.no_longer[0].evidence == (Evidence(Field.TITLE, 0, 7),)


def test_five_of_many_are_shown_and_all_are_counted(house):
    for n in range(40):
        house.article(f"lithium {n}", days=(n * 7 % 40) / 10)
    found = house.compare("cobalt", "lithium")
    newest = sorted(range(40), key=lambda n: n * 7 % 40)[:5]
    assert (found.gained, titles(found.newly)) == (40, [f"lithium {n}" for n in newest])
    assert (found.lost, found.no_longer) == (0, ())


@pytest.mark.parametrize("days", [(1, 2), (2, 1)])
def test_a_story_that_is_caught_by_another_article_now_is_neither_gained_nor_lost(house, days):
    story = StoryId("5" * 16)
    for title, ago in zip(("lithium", "cobalt"), days, strict=True):
        house.article(title, days=ago, story_id=story)
    found = house.compare("lithium", "cobalt")
    assert (found.gained, found.lost, found.newly, found.no_longer) == (0, 0, (), ())


def test_of_very_many_that_may_be_lost_the_newest_are_shown(house, monkeypatch):
    monkeypatch.setattr("newswatch.usecases.backtest.DIFFERENT", 20)
    for n in range(100):
        house.article(f"lithium {n}", days=(n * 37 % 100) / 20)
        house.article("cobalt", days=(n * 37 % 100) / 20, story_id=StoryId(f"{n % 7:016x}"))
    found = house.compare("lithium OR cobalt", "cobalt")
    newest = sorted(range(100), key=lambda n: n * 37 % 100)[:5]
    assert (found.lost, titles(found.no_longer)) == (100, [f"lithium {n}" for n in newest])


def test_an_edit_of_the_sources_is_compared_as_one_of_the_query(house):
    wires = house.store.save_source(source(1, tags=("wires",)), ALICE, T0, "add").snapshot
    other = house.store.save_source(source(2), ALICE, T0, "add").snapshot
    house.article("lithium by wire", source_id=wires.id)
    house.article("lithium otherwise", source_id=other.id)
    limited = Wanted(parse("lithium"), SourceFilter(tags=frozenset({"wires"})))
    found = house.compare("lithium", limited)
    assert (found.gained, found.lost, titles(found.no_longer)) == (0, 1, ["lithium otherwise"])
    assert (found.old.read, found.new.read) == (2, 1)


def test_both_queries_and_those_beside_are_answered_by_one_reading(house):
    for title in ("lithium", "cobalt", "nickel"):
        house.article(title)
    reads = []
    kept = house.store.articles_of
    house.store.articles_of = lambda day: reads.append(day) or kept(day)
    old, new = Wanted(parse("lithium")), Wanted(parse("cobalt"))
    found, beside = compare(
        house.store, old, new, NOW, FixedDeadline(FAR), beside=[parse("nickel OR cobalt"), parse("tin")]
    )
    assert (found.gained, found.lost) == (1, 1)
    assert [(one.query, one.stories) for one in beside] == [("nickel OR cobalt", 2), ("tin", 0)]
    assert len(reads) == 8


def test_an_edit_that_changes_nothing_has_no_difference(house):
    house.article()
    found = house.compare("lithium", "lithium AND mine")
    assert (found.gained, found.lost, found.new.stories) == (0, 0, 1)


def test_without_time_a_comparison_is_incomplete(house):
    house.article()
    found = house.compare("lithium", "cobalt", deadline=5.0)
    assert (found.old.complete, found.new.complete, found.lost) == (False, False, 0)
