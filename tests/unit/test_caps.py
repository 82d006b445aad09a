"""Caps an hour and a day: when a channel may get another message."""

from datetime import UTC, datetime, timedelta

import pytest
from fakes import T0
from hypothesis import given
from hypothesis import strategies as st

from newswatch.delivery.caps import HOUR, LATE, SKEW, Sending, free_at, had_today, with_message
from newswatch.model import MOST_AN_HOUR, TopicId
from newswatch.posts import Tally

FIRST, SECOND = TopicId("1" * 16), TopicId("2" * 16)
DAY = "2026-03-02"


def ago(*minutes):
    return [T0 - timedelta(minutes=each) for each in minutes]


def ahead(**more):
    return T0 + timedelta(**more)


@pytest.mark.parametrize(
    ("sent", "cap", "free"),
    [
        ([], 1, T0),
        (ago(59), 2, T0),
        (ago(30, 10), 0, T0),  # no cap
        # Full: free an hour after the oldest that counts, and five seconds, as clocks differ.
        (ago(59), 1, ahead(minutes=1, seconds=5)),
        (ago(50, 40), 2, ahead(minutes=10, seconds=5)),
        (ago(50, 40), 1, ahead(minutes=20, seconds=5)),  # lowered since: there were two
        (ago(50, 40, 30, 20), 2, ahead(minutes=30, seconds=5)),
        (ago(90, 80, 50), 1, ahead(minutes=10, seconds=5)),
        (ago(90, 80, 50), 2, T0),
        # To the second.
        ([T0 - HOUR], 1, ahead(seconds=5)),
        ([T0 - HOUR - SKEW], 1, T0),
        # On its way: nobody knows yet when it came.
        ([T0 + LATE], 1, T0 + LATE + HOUR + SKEW),
    ],
)
def test_next_place_is_free_when_the_oldest_message_is_an_hour_old(sent, cap, free):
    assert free_at(sent, cap, T0) == free


def test_messages_of_urgent_topics_do_not_count_among_the_others():
    tally = with_message(Tally(), Sending(T0, DAY, urgent=True), T0)
    tally = with_message(tally, Sending(T0, DAY), T0)
    assert (tally.posted, tally.urgent) == ((T0,), (T0,))


def test_what_is_over_an_hour_old_is_forgotten():
    tally = Tally(posted=tuple(ago(70, 61, 60, 5)), urgent=tuple(ago(61)))
    assert with_message(tally, Sending(T0, DAY), T0) == Tally((*ago(60, 5), T0), (), DAY, {})


def test_messages_are_kept_in_the_order_in_which_slack_has_them():
    """One of which nobody knows when it came counts as the latest."""
    tally = with_message(Tally(), Sending(T0 + LATE, DAY), T0)
    assert with_message(tally, Sending(T0, DAY), T0).posted == (T0, T0 + LATE)


def test_no_more_is_kept_than_the_highest_cap_needs():
    tally = Tally()
    for second in range(MOST_AN_HOUR + 20):
        at = ahead(seconds=second)
        tally = with_message(tally, Sending(at, DAY), at)
    assert (len(tally.posted), tally.posted[-1]) == (MOST_AN_HOUR, ahead(seconds=MOST_AN_HOUR + 19))


def test_topics_are_counted_by_the_channel_s_day():
    tally = with_message(Tally(), Sending(T0, DAY, frozenset({FIRST, SECOND})), T0)
    tally = with_message(tally, Sending(T0, DAY, frozenset({FIRST})), T0)
    assert [had_today(tally, each, DAY) for each in (FIRST, SECOND)] == [2, 1]
    assert had_today(tally, FIRST, "2026-03-03") == 0
    tally = with_message(tally, Sending(T0, "2026-03-03", frozenset({SECOND})), T0)
    assert [had_today(tally, each, "2026-03-03") for each in (FIRST, SECOND)] == [0, 1]


def test_tally_is_not_changed_but_returned_anew():
    tally = Tally(day=DAY, topics={FIRST: 1})
    with_message(tally, Sending(T0, DAY, frozenset({FIRST})), T0)
    assert tally.topics == {FIRST: 1}


@given(
    st.lists(st.integers(0, 1_500), min_size=1, max_size=80),
    st.integers(1, 6),
    st.lists(st.integers(0, 5), min_size=1, max_size=20),
)
def test_no_sixty_minutes_have_more_messages_than_the_cap(waits_s, cap, delays_s):
    """Messages that come whenever they like, and are in Slack a little later than they were sent."""
    now, tally, slack = T0, Tally(), []
    for n, wait_s in enumerate(waits_s):
        now = free_at(tally.posted, cap, now + timedelta(seconds=wait_s))
        at = now + timedelta(seconds=delays_s[n % len(delays_s)] / 2)
        tally = with_message(tally, Sending(at, DAY), now)
        slack.append(at)
        now = at
    for at in slack:
        window = [other for other in slack if at <= other < at + HOUR]
        assert len(window) <= cap, [str(other) for other in window]


@given(st.lists(st.integers(-90, 2), max_size=40), st.integers(1, 10))
def test_place_is_free_at_the_first_second_that_counting_allows(minutes, cap):
    sent = sorted(T0 + timedelta(minutes=each) for each in minutes)
    free = free_at(sent, cap, T0)

    def full(at: datetime) -> bool:
        return sum(at - HOUR - SKEW < other for other in sent) >= cap

    assert not full(free)
    assert free == T0 or full(free - timedelta(microseconds=1))
    assert free.tzinfo is UTC
