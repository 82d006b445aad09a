"""What a month costs, by what was counted and list prices."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta

import pytest
from fakes import T0, FakeStore

from newswatch.meter import ENOUGH, TOLD_EVERY, Meter, chunks
from newswatch.model import Spending, Usage
from newswatch.prices import FILE, Price, Prices, from_toml, prices
from newswatch.usecases.spending import bill, bill_now, cost, cost_of_a_day, ends, is_spent, month_of

DAY = timedelta(days=1)
MARCH = datetime(2026, 3, 1, tzinfo=UTC)


# Prices


def test_the_file_names_every_price_with_its_page_and_the_day_it_was_looked_up():
    found = prices()
    each = [value for f in fields(Prices) if isinstance(value := getattr(found, f.name), Price)]
    assert len(each) == len(fields(Prices)) - 2
    assert all(price.usd > 0 and price.per >= 1 and price.unit for price in each)
    assert all(price.page.startswith("https://aws.amazon.com/") for price in each)
    assert found.region == "us-east-1"
    assert found.as_of.year >= 2026


@pytest.mark.parametrize("name", ["region", "table_writes", "key_requests"])
def test_a_price_that_is_missing_is_named(name):
    text = FILE.read_text(encoding="utf-8").replace(f"[{name}]", "[other]").replace(f"{name} =", "other =")
    with pytest.raises(KeyError, match=name):
        from_toml(text)


def test_so_many_units_cost_their_part():
    assert Price(0.2, 1_000_000, "request", "").of(5_000_000) == pytest.approx(1.0)


# The meter


def test_what_many_threads_use_adds_up():
    meter = Meter()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: meter.table(0.5, 2), range(1_000)))
    used = meter.take(T0)
    assert (used.reads, used.writes) == (500, 2_000)


def test_what_was_told_is_counted_no_more():
    meter = Meter()
    meter.key()
    assert meter.take(T0) == Usage(key_requests=1)
    assert meter.take(T0) == Usage()


def test_a_process_tells_at_its_first_chance_then_every_five_minutes():
    meter = Meter()
    assert meter.is_due(T0)
    meter.take(T0)
    assert not meter.is_due(T0 + TOLD_EVERY - timedelta(seconds=1))
    assert meter.is_due(T0 + TOLD_EVERY)


@pytest.mark.parametrize("kind", ["arm64_mb_ms", "x86_64_mb_ms", "writes", "reads", "queue_requests"])
def test_what_costs_a_tenth_of_a_cent_is_told_at_once(kind):
    enough = replace(Usage(), **{kind: getattr(ENOUGH, kind)})
    assert 0.0009 < cost(enough, prices()) < 0.0011
    meter = Meter()
    meter.take(T0)
    meter.add(enough)
    assert meter.is_due(T0)


@pytest.mark.parametrize(
    ("params", "requests"),
    [
        ({"QueueUrl": "q"}, 1),
        ({"Entries": [{"MessageBody": "x" * 30_000}, {"MessageBody": "x" * 30_000}]}, 1),
        ({"Entries": [{"MessageBody": "x" * 200_000}]}, 4),
    ],
    ids=["a question", "a small batch", "a large message"],
)
def test_a_request_to_a_queue_is_billed_by_64_kb(params, requests):
    meter = Meter()
    meter.queue(params=params, model=None)
    assert meter.take(T0).queue_requests == requests


def test_nothing_is_one_request_too():
    assert [chunks(size) for size in (0, 1, 65_536, 65_537)] == [1, 1, 1, 2]


# The bill


def test_usage_is_priced_kind_by_kind():
    priced = {
        "arm64_mb_ms": (1024 * 1000 * 1e6, 13.3334),
        "x86_64_mb_ms": (1024 * 1000 * 1e6, 16.6667),
        "http_requests": (1e6, 1.0),
        "ticks": (1e6, 1.0),
        "reads": (1e6, 0.125),
        "writes": (1e6, 0.625),
        "queue_requests": (1e6, 0.4),
        "key_requests": (1e6, 3.0),
        "polls": (1e6, 0.18),
        # With a request and 1.5 kB of log each.
        "invocations": (1e6, 0.2 + 1.5 * 0.53),
    }
    assert set(priced) == {f.name for f in fields(Usage)}
    for kind, (amount, usd) in priced.items():
        assert cost(replace(Usage(), **{kind: amount}), prices()) == pytest.approx(usd), kind


def test_a_month_on_which_nothing_happens_costs_what_stands_by():
    # Observability of at most 3 US$, queues that are polled, and what is stored.
    assert 2.5 < cost_of_a_day(prices()) * 30 < 4


@pytest.mark.parametrize(
    ("month", "end"),
    [("2026-03", datetime(2026, 4, 1, tzinfo=UTC)), ("2026-12", datetime(2027, 1, 1, tzinfo=UTC))],
)
def test_a_month_ends_as_the_next_one_begins(month, end):
    assert ends(month) == end
    assert month_of(end - timedelta(seconds=1)) == month


def test_at_this_rate_is_what_the_rest_of_the_month_costs_like_what_is_over():
    found = Spending("2026-03", MARCH, Usage(writes=1_600_000))
    so_far = bill(found, MARCH + 10 * DAY, 20)
    assert so_far.spent == pytest.approx(1.0 + 10 * cost_of_a_day(prices()))
    assert so_far.projected == pytest.approx(3.1 * so_far.spent)


def test_what_was_deployed_within_a_month_pays_for_no_day_before():
    found = Spending("2026-03", MARCH + 30 * DAY, Usage())
    so_far = bill(found, MARCH + 30.5 * DAY, 20)
    assert so_far.spent == pytest.approx(cost_of_a_day(prices()) / 2)
    assert so_far.projected == pytest.approx(cost_of_a_day(prices()))


def test_of_a_few_hours_nothing_is_said_about_the_month():
    assert bill(Spending("2026-03", MARCH, Usage(writes=1e6)), MARCH + DAY / 5, 20).projected is None


def test_a_month_that_is_over_costs_no_more():
    found = Spending("2026-03", MARCH, Usage())
    over = bill(found, MARCH + 60 * DAY, 20)
    assert over.spent == pytest.approx(31 * cost_of_a_day(prices()))
    assert over.projected == pytest.approx(over.spent)


def test_where_nothing_was_counted_there_is_no_bill_and_no_limit_is_reached():
    store = FakeStore()
    assert bill_now(store, T0, 20) is None
    assert not is_spent(store, T0, 20)


def test_a_limit_of_nothing_is_none():
    store = FakeStore()
    store.add_usage(Usage(writes=1e12), T0)
    assert is_spent(store, T0, 20)
    assert not is_spent(store, T0, 0)
    assert not bill_now(store, T0, 0).is_spent
