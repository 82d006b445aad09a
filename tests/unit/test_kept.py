"""What was read of the last days is kept: what comes again asks the store for nothing."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import ALICE, POLICY, article, source, topic
from fakes import T0, FakeQueues, FakeStore, FixedDeadline, FrozenClock

from newswatch.model import SourceFilter
from newswatch.query import parse
from newswatch.usecases.backtest import Wanted, backtest, compare
from newswatch.usecases.kept import BUDGET_BYTES, Kept, keeping
from newswatch.usecases.latest import post_latest
from newswatch.usecases.lint import examine
from newswatch.usecases.misses import nearest_misses
from newswatch.usecases.sight import Sight
from newswatch.usecases.week import DAYS

FAR = FixedDeadline()
TOUCHED = DAYS + 1
"""Calendar days that 7 days touch when they don't begin at midnight."""


class Asked:
    """A store that notes what it is asked."""

    def __init__(self, store):
        self.store, self.calls = store, []

    def __getattr__(self, name):
        def asked(*args, **more):
            self.calls.append(name)
            return getattr(self.store, name)(*args, **more)

        return asked


class House:
    def __init__(self, budget=BUDGET_BYTES):
        self.clock = FrozenClock()
        self.below = Asked(FakeStore())
        self.kept = Kept(self.below, self.clock, budget, little=0)
        self.count = 0

    def article(self, title="Lithium", *, days=0.0, **more):
        self.count += 1
        at = T0 - timedelta(days=days)
        one = article(
            f"https://news.example/{self.count}", **({"title": title, "read_at": at, "published": at} | more)
        )
        return self.below.store.save_article(one, [])

    def test(self, query="lithium"):
        (found,) = backtest(self.kept, [parse(query)], self.clock.now(), FAR)
        return found

    def asked(self):
        """Return what the store was asked since the last time."""
        calls, self.below.calls = self.below.calls, []
        return calls


@pytest.fixture
def house():
    house = House()
    for days in range(7):
        house.article(f"Lithium {days}", days=days)
    return house


def test_a_second_run_asks_the_store_for_nothing_and_finds_the_same(house):
    first = house.test()
    assert house.asked() == ["articles_of"] * TOUCHED
    assert house.test() == first
    assert house.test("cobalt OR lithium").stories == 7
    assert house.asked() == []


def test_what_else_looks_at_the_last_days_uses_what_was_read(house):
    house.test()
    house.asked()
    now, one = house.clock.now(), topic(query="lithium AND cobalt")
    compare(house.kept, Wanted(parse("lithium")), Wanted(parse("cobalt")), now, FAR)
    found = nearest_misses(house.kept, [(one, parse(one.query))], now, FAR, days=7)
    assert found.of[one.id][0].articles == 7
    assert set(house.asked()) == {"sources"}
    post_latest(house.kept, FakeQueues(), house.clock, replace(one, query="lithium"), FAR)
    assert "articles_of" not in house.asked()


def test_an_examination_that_is_repeated_reads_no_articles_and_no_words_again(house):
    sight = Sight(None, ALICE, POLICY)

    def look():
        query, now = parse("lithium"), house.clock.now()
        return examine(house.kept, query, now, FAR, sources=SourceFilter(), sight=sight)

    # Late enough for the words of all days that are over to be noted.
    house.clock.advance(hours=3)
    first = look()
    assert {"articles_of", "vocabulary", "save_vocabulary"} <= set(house.asked())
    assert look() == first
    assert set(house.asked()) <= {"topics"}


@pytest.mark.parametrize(
    ("minutes", "read_again"), [(5, 0), (5.1, 1), (60, 1), (60.1, TOUCHED)], ids=lambda value: f"{value}"
)
def test_a_running_day_is_read_again_after_minutes_and_one_that_is_over_after_an_hour(minutes, read_again):
    house = House()
    house.test()
    house.asked()
    house.clock.advance(minutes=minutes)
    house.test()
    assert house.asked() == ["articles_of"] * read_again


def test_yesterday_runs_on_for_an_hour_since_articles_may_be_on_their_way():
    house = House()
    house.clock.advance(hours=15.5)
    house.test()
    house.asked()
    house.clock.advance(minutes=10)
    house.test()
    assert house.asked() == ["articles_of"] * 2


def test_what_came_since_is_not_counted_and_the_finding_says_as_of_when(house):
    assert house.test().as_of is None
    house.clock.advance(minutes=4)
    house.article(days=-3 / 1440)
    assert (house.test().stories, house.test().as_of) == (7, T0)
    house.clock.advance(minutes=2)
    assert (house.test().stories, house.test().as_of) == (8, None)


def test_memory_stays_within_the_budget_and_the_newest_days_are_kept():
    house = House(budget=100_000)
    for days in range(7):
        for n in range(5):
            house.article(f"Lithium {n}", days=days, text="Many words of it. " * 200)
    first = house.test()
    assert 0 < house.kept.bytes <= 100_000
    house.asked()
    assert replace(house.test(), as_of=None) == first
    read = len(house.asked())
    assert 0 < read < TOUCHED
    house.kept.articles_of(T0)
    house.kept.articles_of(T0 - timedelta(days=1))
    assert house.asked() == []
    house.kept.articles_of(T0 - timedelta(days=6))
    assert house.asked() == ["articles_of"]


def test_a_day_that_is_larger_than_the_budget_is_read_and_not_kept():
    house = House(budget=500)
    house.article()
    assert (house.test().stories, house.test().stories) == (1, 1)
    assert house.kept.bytes <= 500
    assert house.asked() == ["articles_of"] * 2 * TOUCHED


def test_words_count_for_the_budget_and_give_way_last():
    house = House(budget=30_000)
    house.below.store.save_vocabulary(T0, "x" * 20_000)
    house.article(text="word " * 2_000)
    house.kept.vocabulary(T0)
    house.kept.articles_of(T0)
    assert house.kept.bytes <= 30_000
    house.asked()
    house.kept.vocabulary(T0)
    assert house.asked() == []
    house.kept.save_vocabulary(T0, "x" * 40_000)
    assert house.kept.bytes == 0


def test_words_are_asked_for_once_in_an_hour_and_those_saved_are_known():
    house = House()
    assert house.kept.vocabulary(T0) is None
    house.kept.save_vocabulary(T0, "\n1\nlithium\n")
    house.asked()
    assert house.kept.vocabulary(T0 + timedelta(hours=3)) == "\n1\nlithium\n"
    assert house.asked() == []
    house.clock.advance(minutes=61)
    house.kept.vocabulary(T0)
    assert house.asked() == ["vocabulary"]


def test_all_else_is_asked_of_the_store_itself():
    house = House()
    store = keeping(house.below, house.clock, little=0)
    store.save_source(source(), ALICE, T0, "add")
    assert [one.id for one in store.sources()] == [source().id]


def test_a_running_day_with_little_in_it_is_read_again_each_time(house):
    house.kept = Kept(house.below, house.clock)
    house.test()
    house.asked()
    house.article("Lithium again")
    assert house.test().articles == 8
    assert house.asked() == ["articles_of"], "of the days, the running one alone"
