"""What is far from what is usual: decisions about numbers a day."""

from datetime import date, timedelta
from math import exp, factorial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswatch.delivery.rates import (
    LEAST_DAYS,
    LEAST_STORIES,
    SILENT_DAYS,
    SPIKE_DAYS,
    TIMES,
    USUAL_DAYS,
    Usual,
    begins_spike,
    chance,
    is_spike,
    quiet,
    usual,
)

TODAY = date(2026, 3, 29)
LONG_AGO = date(2025, 1, 1)
DAY = timedelta(days=1)


def ago(days):
    return TODAY - days * DAY


def days(stories, first=1, last=SPIKE_DAYS):
    """Return as many stories on each of these days, counted backwards from today."""
    return {ago(n): stories for n in range(first, last + 1)}


@pytest.mark.parametrize(
    ("a_day", "least"), [(0, 8), (0.25, 8), (1, 9), (2, 12), (4, 16), (6, 20), (8, 24), (20, 60), (500, 1500)]
)
def test_so_many_stories_are_far_more_than_usual(a_day, least):
    before = Usual(int(a_day * SPIKE_DAYS), SPIKE_DAYS)
    assert not is_spike(least - 1, before)
    assert is_spike(least, before)


@pytest.mark.parametrize(("a_day", "least"), [(0, 8), (1, 10), (2, 13), (4, 18), (8, 25), (50, 150)])
def test_after_a_week_it_takes_more_because_less_is_known(a_day, least):
    before = Usual(a_day * LEAST_DAYS, LEAST_DAYS)
    assert not is_spike(least - 1, before)
    assert is_spike(least, before)


def test_before_a_week_nobody_knows_what_is_usual():
    assert not is_spike(10_000, Usual(0, LEAST_DAYS - 1))
    assert not is_spike(10_000, Usual(0, 0))


counts = st.integers(0, 3_000)


@given(counts, counts, st.integers(0, SPIKE_DAYS))
def test_more_stories_are_never_less_of_a_spike_and_a_busier_topic_never_more(stories, before, n):
    if is_spike(stories, Usual(before, n)):
        assert stories >= LEAST_STORIES
        assert stories * n >= TIMES * before
        assert is_spike(stories + 1, Usual(before, n))
        assert before == 0 or is_spike(stories, Usual(before - 1, n))


@given(st.integers(8, 400), st.integers(0, 400))
def test_chance_is_a_probability_that_falls(stories, before):
    found = [chance(stories + n, Usual(before, SPIKE_DAYS)) for n in range(3)]
    assert sorted(found, reverse=True) == found
    assert all(0 <= one <= 1 for one in found)


def test_chance_is_that_of_poisson_where_the_rate_is_well_known():
    poisson = 1 - sum(exp(-4) * 4**k / factorial(k) for k in range(12))
    assert chance(12, Usual(4_000_000, 1_000_000)) == pytest.approx(poisson, rel=1e-3)


def test_day_is_told_when_it_begins_to_be_far_more_than_usual():
    assert begins_spike({**days(4), TODAY: 31}, TODAY, LONG_AGO)
    assert not begins_spike({**days(4), TODAY: 9}, TODAY, LONG_AGO)


def test_day_after_a_spike_is_none_and_the_one_after_a_lull_is_one_again():
    calm = days(4, 3, 40)
    assert not begins_spike({**calm, ago(2): 4, ago(1): 40, TODAY: 60}, TODAY, LONG_AGO)
    assert begins_spike({**calm, ago(2): 40, ago(1): 4, TODAY: 60}, TODAY, LONG_AGO)


def test_topic_that_goes_on_with_many_is_told_once():
    found = days(4, 1, 60) | {TODAY + n * DAY: 40 for n in range(30)}
    told = [n for n in range(30) if begins_spike(found, TODAY + n * DAY, LONG_AGO)]
    assert told == [0]


def test_days_before_the_topic_do_not_count():
    young = {**days(1, 1, 8), TODAY: 12}
    assert begins_spike(young, TODAY, ago(9))
    assert usual(young, TODAY, ago(9), SPIKE_DAYS) == Usual(8, 8)
    assert not begins_spike(young, TODAY, ago(7)), "six whole days only"


def test_day_before_of_which_nobody_knows_whether_it_was_one_is_none():
    assert begins_spike({**days(1, 2, 7), ago(1): 20, TODAY: 40}, TODAY, ago(8))


@given(st.dictionaries(st.integers(-3, 60), st.integers(0, 9)), st.integers(-3, 60), st.integers(0, 40))
def test_usual_counts_whole_days_within_bounds(found, since, most):
    before = usual({ago(n): stories for n, stories in found.items()}, TODAY, ago(since), most)
    within = range(1, min(most, since - 1) + 1)
    assert before == Usual(sum(found.get(n, 0) for n in within), len(within))


# --- Silence ---------------------------------------------------------------------------


def before_the_silence(stories=1, days_of_it=USUAL_DAYS):
    return days(stories, SILENT_DAYS + 1, SILENT_DAYS + days_of_it)


def test_topic_that_stopped_two_weeks_ago_is_quiet():
    found = quiet(before_the_silence(), TODAY, LONG_AGO)
    assert found is not None
    assert (found.last, found.days, found.usual.a_day) == (ago(15), 14, 1.0)


def test_whole_time_since_the_last_story_is_told():
    found = quiet({ago(n): 2 for n in range(20, 41)}, TODAY, LONG_AGO)
    assert found is not None
    assert (found.last, found.days) == (ago(20), 19)


@pytest.mark.parametrize("n", range(SILENT_DAYS + 1))
def test_one_story_since_is_no_silence(n):
    assert quiet(before_the_silence() | {ago(n): 1}, TODAY, LONG_AGO) is None
    assert quiet(before_the_silence() | {ago(n): 0}, TODAY, LONG_AGO) is not None


@pytest.mark.parametrize(("stories", "told"), [(7, False), (8, True)])
def test_rare_topic_may_well_bring_nothing(stories, told):
    # Four in 14 days are 7.4 in the 26 before.
    found = {ago(SILENT_DAYS + 1 + n): 1 for n in range(stories)}
    assert (quiet(found, TODAY, LONG_AGO) is not None) is told


@pytest.mark.parametrize(("whole", "told"), [(6, False), (7, True)])
def test_topic_that_is_too_young_has_no_usual_rate(whole, told):
    assert (quiet(before_the_silence(3), TODAY, ago(SILENT_DAYS + whole + 1)) is not None) is told


def test_topic_changed_in_the_meantime_is_not_quiet():
    assert all(quiet(before_the_silence(9), TODAY, ago(n)) is None for n in range(SILENT_DAYS + 2))


def test_topic_without_a_story_is_not_quiet():
    assert quiet({}, TODAY, LONG_AGO) is None
