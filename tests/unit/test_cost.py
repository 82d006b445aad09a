"""``make cost``: the arithmetic from what a day used to what a month costs."""

from datetime import UTC, datetime, timedelta

import pytest
from simulation.aws.capacity import write_units
from simulation.aws.dynamodb import MemoryDynamo
from stores import create_table

from bench.cost.bill import DAYS, FREE, Day, Used, empty_polls, items, total
from bench.cost.lap import Lap, LapPool, Stage, Step, billed_ms, duration_s, gb_seconds, share
from bench.cost.picture import svg
from bench.cost.storage import item_bytes, kept_bytes
from newswatch.prices import prices

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def day(**more):
    values = {
        "functions": {"match": Used(gb_s=1_000, invocations=10_000, reads=2_000, writes=4_000)},
        "polling": {"ArticleQueue": 8_640},
        "http": 100,
        "ticks": 1_440,
        "table_bytes": 1024**3,
        "log_days": 30,
        "metrics": 5,
        "alarm_metrics": 13,
    }
    return Day(**(values | more))


def usd(found, name):
    (item,) = [item for item in found if item.name == name]
    return item.usd


# --- Money ----------------------------------------------------------------------------------


def test_an_item_is_its_amount_of_a_month_at_the_list_price():
    found = items(day(), prices(), "arm64")
    assert usd(found, "match") == pytest.approx(1_000 * DAYS * 0.0000133334)
    assert usd(found, "table, match") == pytest.approx((2_000 * 0.125 + 4_000 * 0.625) * DAYS / 1e6)
    assert usd(found, "table, storage") == pytest.approx(0.25)
    assert usd(found, "SQS, receiving") == pytest.approx(8_640 * DAYS * 0.40 / 1e6)
    assert usd(found, "alarms") == pytest.approx(1.30)


def test_x86_costs_a_quarter_more_of_lambda_time_and_nothing_more_of_the_rest():
    arm, intel = (items(day(), prices(), name) for name in ("arm64", "x86_64"))
    assert usd(intel, "match") / usd(arm, "match") == pytest.approx(1.25, abs=0.001)
    assert total(intel) - total(arm) == pytest.approx(usd(intel, "match") - usd(arm, "match"))


def test_observability_stands_apart_from_the_pipeline():
    found = items(day(dashboards=1), prices())
    watching = {item.name for item in found if item.watching}
    assert watching == {"log ingestion", "log storage", "metrics", "alarms", "dashboard"}
    assert total(found) + total(found, watching=True) == pytest.approx(sum(item.usd for item in found))


def test_the_free_tier_is_given_once_however_many_items_are_of_its_kind():
    half = FREE["Lambda time"] / DAYS * 0.75
    found = items(day(functions={"collect": Used(gb_s=half), "match": Used(gb_s=half)}), prices())
    paid = sum(item.usd - item.free_usd for item in found if item.what == "Lambda time")
    assert paid == pytest.approx(0.5 * FREE["Lambda time"] * 0.0000133334)
    assert all(0 <= item.free_usd <= item.usd + 1e-12 for item in found)


# --- Long polls -----------------------------------------------------------------------------


@pytest.mark.parametrize(("pollers", "polls"), [(1, 180), (2, 360), (5, 900)])
def test_each_poller_of_a_queue_at_rest_asks_three_times_a_minute(pollers, polls):
    assert empty_polls([], 3_600, pollers) == polls


def test_a_message_ends_the_poll_that_has_waited_longest_and_no_other():
    # The first poller asks again at 10 s, and so ends a poll at 30 s; the second one at 20 and 40 s.
    assert empty_polls([10], 40, pollers=2) == 3
    assert empty_polls([10], 40, pollers=1) == 1


def test_a_queue_that_is_never_at_rest_has_no_empty_polls():
    assert empty_polls(range(0, 3_600, 5), 3_600, pollers=2) == 0


# --- Lambda's time ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("seconds", "ms"), [(0.0, 1), (0.001, 1), (0.0010001, 2), (0.0999999, 100), (0.1, 100), (1.2341, 1_235)]
)
def test_durations_are_billed_by_the_millisecond_that_they_begin(seconds, ms):
    assert billed_ms(seconds) == ms


def test_gb_seconds_are_of_binary_gigabytes():
    assert gb_seconds(2_000, 512) == pytest.approx(1.0)


def test_a_thread_has_a_vcpu_at_most():
    assert share(1_769) == share(10_240) == 1.0
    assert share(512) == pytest.approx(0.2894, abs=0.0001)


def test_one_thread_computes_and_waits_in_turn():
    assert duration_s([Stage(1, [[Step(0.1, 0.2), Step(0.1, 0.0)]])], 0.5) == pytest.approx(0.6)


def test_threads_wait_side_by_side():
    waiting = [[Step(0.0, 1.0)] for _ in range(10)]
    assert duration_s([Stage(10, waiting)], 0.5) == pytest.approx(1.0)
    assert duration_s([Stage(5, waiting)], 0.5) == pytest.approx(2.0)


def test_threads_compute_one_after_the_other():
    computing = [[Step(0.1, 1.0)] for _ in range(10)]
    assert duration_s([Stage(10, computing)], 0.5) == pytest.approx(10 * 0.2 + 1.0)


def test_what_the_simulation_computes_is_nobodys_time():
    lap = Lap(NOW)
    lap.begin()
    with lap.outside():
        sum(range(3_000_000))
        lap.advance(2.0)
    stages = lap.end()
    assert sum(step.cpu_s for stage in stages for task in stage.tasks for step in task) < 0.01
    assert duration_s(stages, 1.0) == pytest.approx(2.0, abs=0.01)


def test_what_runs_in_a_pool_is_on_record_as_tasks_of_one_stage():
    lap = Lap(NOW)
    LapPool.lap = LapPool.clock = lap
    lap.begin()
    lap.advance(0.5)
    with LapPool(max_workers=2) as pool:
        for _ in range(4):
            pool.submit(lap.advance, 1.0)
    lap.advance(0.25)
    assert duration_s(lap.end(), 1.0) == pytest.approx(0.5 + 2.0 + 0.25, abs=0.02)
    assert lap.now() == NOW + timedelta(seconds=2.75)


# --- The table --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "size"),
    [
        ({"S": "häuser"}, 7), ({"B": b"1234"}, 4), ({"N": "1"}, 2), ({"N": "-1234"}, 4), ({"BOOL": True}, 1),
        ({"SS": ["ab", "c"]}, 3), ({"L": [{"S": "ab"}]}, 6), ({"M": {"k": {"S": "ab"}}}, 7),
    ],
)  # fmt: skip
def test_sizes_are_those_of_awss_rules(value, size):
    assert item_bytes({"a": value}) == 1 + size


@pytest.mark.parametrize("length", [1, 900, 1_024, 1_025, 5_000, 40_000])
@pytest.mark.parametrize("operation", ["put_item", "transact_write_items", "get_item"])
def test_units_that_are_counted_are_those_of_the_items_size(length, operation):
    dynamo = MemoryDynamo(lambda: NOW)
    create_table(dynamo, "t")
    item = {"pk": {"S": "p"}, "sk": {"S": "s"}, "a": {"S": "x" * length}, "n": {"N": "12345"}}
    size = item_bytes(item)
    if operation == "transact_write_items":
        dynamo.transact_write_items(TransactItems=[{"Put": {"TableName": "t", "Item": item}}])
        assert dynamo.consumed.write == 2 * -(-size // 1_024)
        return
    dynamo.put_item(TableName="t", Item=item)
    assert dynamo.consumed.write == write_units(size) == -(-size // 1_024)
    if operation == "get_item":
        dynamo.get_item(TableName="t", Key={"pk": {"S": "p"}, "sk": {"S": "s"}})
        assert dynamo.consumed.read == -(-size // 4_096) / 2


def test_what_expires_is_kept_for_so_many_days_and_the_rest_for_good():
    plain = {"pk": {"S": "a"}}
    expires = {"pk": {"S": "b"}, "ttl": {"N": str(int((NOW + timedelta(days=30)).timestamp()))}}
    stays, expiring = kept_bytes([plain, expires], NOW)
    assert stays == item_bytes(plain) + 100
    assert expiring == pytest.approx(30 * (item_bytes(expires) + 100))


# --- The picture --------------------------------------------------------------------------------


def test_the_picture_names_each_item_that_costs_a_cent_and_both_totals():
    found = items(day(), prices())
    drawn = svg(found, "1,000 sources & more")
    assert all(f">{item.name}</text>" in drawn for item in found if item.usd >= 0.01)
    assert f"pipeline {total(found):.2f}, observability {total(found, watching=True):.2f}" in drawn
    assert "1,000 sources &amp; more" in drawn
