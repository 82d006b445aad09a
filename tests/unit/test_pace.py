"""How often a source is read: by how often it publishes, and by what people and servers ask for."""

from datetime import UTC, datetime, timedelta

import pytest
from builders import entry, source
from hypothesis import given
from hypothesis import strategies as st

from newswatch.sources import pace

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
MINUTE = int(NOW.timestamp() // 60)
HOUR, DAY = 60, 24 * 60
USUAL, FREQUENT, URGENT, LONGEST = 63 * 60, 600, 300, 86_400


def every(minutes, count=100, start=1):
    """Return the times of entries that came every so many minutes, the newest a minute ago."""
    return tuple(MINUTE - start - n * minutes for n in range(count))


def interval(times, floor_s=0, current_s=0, **more):
    return pace.interval_s(source(**more), times, floor_s, NOW, current_s)


@pytest.mark.parametrize(
    ("times", "seconds"),
    [
        (every(4), FREQUENT),
        (every(30), 15 * 60),
        (every(50), 25 * 60),
        (every(60, start=30), USUAL),
        (every(61), USUAL),
        (every(4 * HOUR), USUAL),
        (every(DAY), 3 * HOUR * 60),
        (every(7 * DAY), LONGEST * 0.875),
        (every(30 * DAY), LONGEST),
        ((), USUAL),
    ],
    ids=["4 min", "30 min", "50 min", "hour", "61 min", "4 h", "day", "week", "month", "unknown"],
)
def test_interval_follows_the_pace(times, seconds):
    assert interval(times) == pytest.approx(seconds, rel=0.06)


@pytest.mark.parametrize("minutes", [62, 90, 240, 1440])
@given(shift=st.integers(0, 1440))
def test_what_publishes_less_than_hourly_is_never_read_within_63_minutes(minutes, shift):
    times = tuple(MINUTE - shift - n * minutes for n in range(100))
    assert interval(times) >= USUAL


@pytest.mark.parametrize("hour", range(24))
def test_daily_burst_is_not_taken_for_an_hourly_publisher(hour):
    """30 entries within one hour, each day."""
    times = tuple(
        sorted((MINUTE - hour * HOUR - d * DAY - n for d in range(3) for n in range(30)), reverse=True)
    )
    assert interval(times) >= USUAL


def test_feed_that_goes_back_a_few_hours_only_is_known_for_what_it_is():
    assert interval(every(2, count=70)) == FREQUENT
    assert interval(every(2, count=30)) == FREQUENT


def test_wire_of_which_only_some_hours_are_kept_is_frequent_however_long_it_is_watched():
    for since in (None, NOW - timedelta(hours=7), NOW - timedelta(days=30)):
        assert pace.interval_s(source(), every(4), 0, NOW, since=since) == FREQUENT


def test_undated_entries_that_came_in_a_few_hours_of_a_long_watch_are_no_rhythm():
    """When they appeared is when they were found, and before that nothing was."""
    times, since = every(40, count=5), NOW - timedelta(hours=20)
    assert pace.interval_s(source(), times, 0, NOW, since=since) >= USUAL
    assert pace.interval_s(source(), times, 0, NOW, since=NOW - timedelta(hours=3)) < USUAL


def test_burst_of_a_feed_that_has_nothing_else_is_no_pace():
    assert interval(tuple([MINUTE - 1] * 30)) >= USUAL


def test_what_falls_silent_is_read_less_and_less():
    times = every(4)
    later = [
        pace.interval_s(source(), times, 0, NOW + timedelta(hours=hours))
        for hours in (0, 24, 24 * 7, 24 * 60)
    ]
    assert later == sorted(later)
    assert (later[0], later[1] >= USUAL, later[-1]) == (FREQUENT, True, LONGEST)


def test_urgent_source_is_read_every_5_minutes_whatever_its_pace():
    assert interval(every(DAY), urgent=True) == URGENT
    assert interval((), urgent=True) == URGENT


@pytest.mark.parametrize(
    ("bounds", "times", "seconds"),
    [
        ({"least_s": 7200}, every(4), 7200),
        ({"most_s": 7200}, every(30 * DAY), 7200),
        ({"least_s": 1200, "most_s": 1800}, every(DAY), 1800),
        ({"most_s": 1800}, every(DAY), 1800),
        ({"least_s": 1, "most_s": 1}, (), 1),
    ],
)
def test_bounds_that_people_set_hold(bounds, times, seconds):
    assert interval(times, **bounds) == seconds


@pytest.mark.parametrize("more", [{}, {"urgent": True}, {"least_s": 60, "most_s": 60}])
def test_what_the_server_asks_for_is_a_floor_to_everything(more):
    asked = interval(every(4), floor_s=43_200, **more)
    # A poll may come late by a part of the interval, and the next one in time.
    assert 43_200 + 43_200 / 21 <= asked <= 43_200 * 1.06


def test_server_that_asks_for_years_gets_30_days():
    assert interval(every(4), floor_s=10**9) == 30 * 86_400


@pytest.mark.parametrize(
    ("current", "kept"), [(600, True), (900, True), (1000, False), (300, False), (0, False)]
)
def test_interval_that_is_about_right_is_kept(current, kept):
    assert (interval(every(4), current_s=current) == current) is kept


def test_interval_below_what_is_allowed_is_not_kept():
    assert interval(every(8 * HOUR), current_s=3000) >= USUAL


@given(
    st.lists(st.integers(0, MINUTE + 100), max_size=120),
    st.integers(0, 10**7),
    st.integers(0, 10**6),
    st.booleans(),
)
def test_interval_is_in_its_bounds_whatever_the_times(times, floor_s, current_s, urgent):
    found = interval(tuple(sorted(times, reverse=True)), floor_s, current_s, urgent=urgent)
    assert min(floor_s, 30 * 86_400) <= found <= max(LONGEST, min(floor_s * 1.05 + 90, 30 * 86_400))
    assert found >= URGENT


def test_entries_appear_at_their_dates_or_when_they_were_found():
    dated, undated = entry(1, published=NOW - timedelta(hours=2)), entry(2, published=None)
    future = entry(3, published=NOW + timedelta(days=300))
    assert pace.appeared([dated, undated, future], NOW) == [MINUTE - 120, MINUTE, MINUTE]
    assert pace.appeared([dated, undated], NOW, baseline=True) == [MINUTE - 120]


def test_newest_hundred_times_are_kept():
    merged = pace.merged(every(10), [MINUTE, 5])
    assert (len(merged), merged[0], 5 in merged) == (100, MINUTE, False)
    assert list(merged) == sorted(merged, reverse=True)
