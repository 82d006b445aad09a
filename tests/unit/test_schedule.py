from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswatch.model import Hints, RosterEntry, SourceId
from newswatch.sources import schedule

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

moments = st.integers(0, 365 * 86_400 * 10**6).map(lambda us: NOW + timedelta(microseconds=us))
intervals = st.integers(60, 90_000)


def roster(source="s", interval_s=3600, phase_s=0, not_before=None, host="a.example"):
    return RosterEntry(SourceId(source), host, interval_s, phase_s, not_before)


@given(st.text(max_size=20), intervals)
def test_phase_lies_in_the_interval_and_stays(source, interval_s):
    assert 0 <= schedule.phase(SourceId(source), interval_s) < interval_s
    assert schedule.phase(SourceId(source), interval_s) == schedule.phase(SourceId(source), interval_s)


def test_phases_are_spread_evenly():
    minutes = Counter(schedule.phase(SourceId(f"{n:016x}"), 3600) // 60 for n in range(6000))
    assert len(minutes) == 60
    assert max(minutes.values()) < 150


def test_interval_must_be_positive():
    with pytest.raises(ValueError, match="at least a second"):
        schedule.phase(SourceId("s"), 0)


@given(moments, intervals, st.data())
def test_every_source_is_due_in_any_window_of_its_interval(since, interval_s, data):
    phase_s = data.draw(st.integers(0, interval_s - 1))
    entry = roster(interval_s=interval_s, phase_s=phase_s)
    assert schedule.is_due(entry, since, since + timedelta(seconds=interval_s))


@given(moments, intervals, st.lists(st.integers(1, 50_000_000_000), min_size=1, max_size=30), st.data())
def test_consecutive_windows_neither_lose_nor_double(start, interval_s, lengths_us, data):
    entry = roster(interval_s=interval_s, phase_s=data.draw(st.integers(0, interval_s - 1)))
    since, due = start, 0
    occurrences = 0
    for length in lengths_us:
        until = since + timedelta(microseconds=length)
        inside = times_due(entry, since, until)
        assert schedule.is_due(entry, since, until) is (inside > 0)
        due += schedule.is_due(entry, since, until)
        occurrences += inside
        since = until
    assert occurrences == times_due(entry, start, since)
    assert due <= occurrences


def times_due(entry, since, until):
    """Count by exact arithmetic in microseconds, another way than the code's."""
    interval, phase = entry.interval_s * 10**6, entry.phase_s * 10**6

    def up_to(moment):
        return ((moment - EPOCH) // timedelta(microseconds=1) - phase) // interval

    return up_to(until) - up_to(since)


@pytest.mark.parametrize(
    ("not_before", "due"),
    [
        (NOW - timedelta(hours=9), True),  # long over: the phase decides, and it says yes
        (NOW - timedelta(minutes=5), True),
        (NOW, True),
        (NOW + timedelta(seconds=1), False),
    ],
)
def test_not_before_holds_a_source_back_until_then(not_before, due):
    entry = roster(phase_s=0, not_before=not_before)
    assert schedule.is_due(entry, NOW - timedelta(minutes=10), NOW) is due


def test_source_is_due_at_its_not_before_whatever_its_phase():
    entry = roster(phase_s=1800, not_before=NOW)
    assert not schedule.is_due(roster(phase_s=1800), NOW - timedelta(minutes=1), NOW)
    assert schedule.is_due(entry, NOW - timedelta(minutes=1), NOW)
    assert not schedule.is_due(entry, NOW, NOW + timedelta(minutes=1))


def test_everything_is_due_on_an_empty_table():
    assert schedule.is_due(roster(interval_s=86_400, phase_s=86_399), EPOCH, NOW)


host_names = st.integers(0, 12).map(lambda n: f"h{n}.example")
rosters = st.lists(host_names, max_size=120).map(
    lambda hosts: [roster(f"{n:03}", host=h) for n, h in enumerate(hosts)]
)


@given(rosters, st.integers(1, 40), st.randoms())
def test_groups_hold_every_source_once_hosts_together_and_in_bounds(due, size, random):
    made = schedule.groups(due, NOW, due, size)
    host_of = {e.source_id: e.host for e in due}
    flat = [s for g in made for s in g.source_ids]
    assert sorted(flat) == sorted(host_of)
    assert all(1 <= len(g.source_ids) <= size for g in made)
    per_host = Counter(host_of.values())
    for name, count in per_host.items():
        holding = [g for g in made if any(host_of[s] == name for s in g.source_ids)]
        assert len(holding) == -(-count // size)
        for group in holding:
            places = [n for n, s in enumerate(group.source_ids) if host_of[s] == name]
            assert places == list(range(places[0], places[0] + len(places)))
        assert all((name in group.shared_hosts) is (count > 1) for group in holding)
    shuffled = list(due)
    random.shuffle(shuffled)
    assert schedule.groups(shuffled, NOW, shuffled, size) == made


def test_groups_are_filled():
    due = [roster(f"{n:03}", host=f"h{n}.example") for n in range(100)]
    assert [len(g.source_ids) for g in schedule.groups(due, NOW)] == [40, 40, 20]
    assert schedule.groups([], NOW) == []


def test_group_says_when_each_was_due():
    due = [
        roster("a", interval_s=3600, phase_s=600, host="a.example"),
        roster("b", phase_s=60, not_before=NOW - timedelta(seconds=5), host="b.example"),
        roster("c", interval_s=86_400, not_before=NOW - timedelta(days=3), host="c.example"),
    ]
    [group] = schedule.groups(due, NOW)
    midnight = NOW.replace(hour=0)
    assert dict(zip(group.source_ids, group.due, strict=True)) == {
        "a": NOW - timedelta(minutes=50),
        "b": NOW - timedelta(seconds=5),
        "c": midnight,
    }


@given(moments, intervals, st.data())
def test_moment_at_which_a_source_was_due_is_its_last(until, interval_s, data):
    entry = roster(interval_s=interval_s, phase_s=data.draw(st.integers(0, interval_s - 1)))
    at = schedule.due_at(entry, until)
    assert until - timedelta(seconds=interval_s) < at <= until
    assert schedule.is_due(entry, at - timedelta(seconds=1), at)


@pytest.mark.parametrize(
    ("late_s", "interval_s", "late"),
    [(90, 600, False), (91, 600, True), (180, 3780, False), (181, 3780, True), (0, 60, False)],
)
def test_poll_is_late_when_the_next_one_would_come_too_soon(late_s, interval_s, late):
    assert schedule.is_late(NOW - timedelta(seconds=late_s), NOW, interval_s) is late


@pytest.mark.parametrize(
    ("late_s", "interval_s", "overtaken"),
    [(299, 300, False), (300, 300, True), (60, 1, False), (90, 1, True)],
)
def test_every_second_poll_is_overtaken_when_the_next_one_is_due(late_s, interval_s, overtaken):
    dues = [NOW + timedelta(seconds=n * interval_s) for n in range(4)]
    late = [schedule.is_overtaken(due, due + timedelta(seconds=late_s), interval_s) for due in dues]
    assert late in (([True, False] * 2, [False, True] * 2) if overtaken else ([False] * 4,))


@pytest.mark.parametrize(
    ("failures", "interval_s", "longest"),
    [
        (1, 600, "0:15:00"),
        (2, 600, "0:30:00"),
        (1, 3780, "1:03:00"),
        (3, 3780, "4:12:00"),
        (6, 3780, "1 day, 0:00:00"),
        (5000, 600, "1 day, 0:00:00"),
        (1, 86_400, "1 day, 0:00:00"),
    ],
)
def test_backing_off_is_drawn_from_the_interval_to_a_bound_that_doubles_up_to_a_day(
    failures, interval_s, longest
):
    assert str(schedule.backoff(failures, interval_s, 1.0, NOW) - NOW) == longest
    assert schedule.backoff(failures, interval_s, 0.0, NOW) == NOW + timedelta(seconds=interval_s)
    between = schedule.backoff(failures, interval_s, 0.5, NOW)
    assert NOW + timedelta(seconds=interval_s) <= between <= schedule.backoff(failures, interval_s, 1.0, NOW)


@pytest.mark.parametrize(
    ("asked", "wait"),
    [
        (timedelta(minutes=1), timedelta(minutes=15)),
        (timedelta(days=3), timedelta(days=3)),
        (timedelta(days=300), timedelta(days=30)),
        (timedelta(days=-3), timedelta(minutes=15)),
    ],
)
def test_longer_retry_after_wins_up_to_30_days(asked, wait):
    assert schedule.backoff(1, 600, 1.0, NOW, NOW + asked) == NOW + wait


def test_backing_off_takes_a_failure():
    with pytest.raises(ValueError, match="takes a failure"):
        schedule.backoff(0, 600, 0.5, NOW)


# NOW is a Monday, at noon.
@pytest.mark.parametrize(
    ("hours", "days", "unwelcome", "again"),
    [
        ((), (), False, "13:00"),
        ((12, 13), (), True, "14:00"),
        ((11,), (), False, "13:00"),
        ((), (0,), True, "Tuesday 00:00"),
        ((0, 1, 12), (0,), True, "Tuesday 02:00"),
        (tuple(range(24)), (), True, "now"),
    ],
)
def test_hours_and_days_on_which_a_publisher_wants_no_polls(hours, days, unwelcome, again):
    hints = Hints(0, frozenset(hours), frozenset(days))
    later = NOW + timedelta(minutes=17)
    assert schedule.is_unwelcome(hints, later) is unwelcome
    if unwelcome:
        at = schedule.welcome_at(hints, later)
        assert {f"{at:%H:%M}", f"{at:%A %H:%M}", "now" if at == later else ""} & {again}


@given(st.text(max_size=9), intervals, intervals, moments)
def test_second_reading_is_within_the_interval_but_no_sooner_than_allowed(source, interval_s, least_s, now):
    wait = (schedule.after_baseline(SourceId(source), interval_s, least_s, now) - now).total_seconds()
    assert min(least_s, interval_s) <= wait < interval_s * 1.25 + 1


def test_second_readings_are_spread():
    waits = {schedule.after_baseline(SourceId(str(n)), 86_400, 3780, NOW) for n in range(200)}
    assert len(waits) > 190
    assert max(waits) - min(waits) > timedelta(hours=20)
