"""What waits as there is too much at once: for a place, or for the next day."""

from dataclasses import replace

import pytest
from delivery_room import HOURLY, Died, Mortal, Room, at, is_in_time, numbered

from newswatch.errors import SlackAmbiguous, SlackNotSent, SlackRateLimited, SlackRejected, SlackUnusable
from newswatch.model import Cadence, Delivery, Quiet
from newswatch.posts import Hold


@pytest.fixture
def room():
    """Return a channel at nine o'clock on Monday, 2 March 2026."""
    return Room()


# --- Rushes -------------------------------------------------------------------------------------------


def test_rush_comes_singly_up_to_the_cap_and_then_as_one_digest_when_there_is_a_place(room):
    room.rush(*range(1, 61))
    room.wait(minutes=59)
    assert room.told() == numbered(*range(1, 21))
    room.wait(minutes=2)
    assert room.told()[20:] == [numbered(*range(21, 61))]
    assert is_in_time(room, "03-02 10:00:05")
    assert (room.digests()[0].why, room.digests()[0].stories) == (Hold.HOUR, 40)
    assert room.left() == 0


def test_what_comes_while_others_wait_for_a_place_waits_with_them(room):
    room.rush(*range(1, 23))
    room.wait(minutes=30)
    room.claim(23)
    room.wait(minutes=31)
    assert room.told()[20:] == [numbered(21, 22, 23)]


def test_after_a_digest_messages_come_singly_again(room):
    room.rush(*range(1, 26))
    room.wait(minutes=62)
    room.claim(26)
    room.wait(minutes=1)
    assert room.told()[20:] == [numbered(*range(21, 26)), "Title 26"]


def test_digest_takes_the_place_of_a_message(room):
    room.set(cap=2)
    room.change(2, delivery=HOURLY)
    room.rush(1, 2, topic_number=2)
    room.until(at("03-02 10:30"))
    assert room.told() == [numbered(1, 2)]
    room.rush(3, 4)
    room.wait(minutes=5)
    assert room.told()[1:] == ["Title 3"]
    room.until(at("03-02 11:01"))
    assert room.told()[2:] == ["Title 4"]
    assert room.times()[-1] == "03-02 11:00:05"


def test_urgent_topic_has_places_of_its_own(room):
    room.change(2, urgent=True)
    room.rush(*range(1, 26))
    room.wait(minutes=5)
    room.rush(101, 102, topic_number=2)
    room.wait(minutes=1)
    assert room.told()[20:] == numbered(101, 102)


def test_urgent_topic_that_floods_waits_too(room):
    room.change(2, urgent=True)
    room.rush(*range(1, 26), topic_number=2)
    room.claim(101)
    room.wait(minutes=5)
    assert room.told() == [*numbered(*range(1, 21)), "Title 101"]
    room.wait(hours=1)
    assert room.told()[21:] == [numbered(*range(21, 26))]


def test_stories_over_a_topic_s_cap_a_day_come_the_next_day(room):
    room.set(zone="Europe/Madrid")
    room.change(1, cap_per_day=2)
    room.rush(1, 2, 3, 4)
    room.claim(5, 2)
    room.until(at("03-02 22:59"))
    assert room.told() == [*numbered(1, 2), "Title 5"]
    room.wait(minutes=2)
    assert room.told()[3:] == [numbered(3, 4)]
    assert (room.times()[-1], room.digests()[0].why) == ("03-02 23:00:00", Hold.DAY)
    room.rush(6, 7, 8)
    room.wait(minutes=1)
    assert room.told()[4:] == numbered(6, 7)


@pytest.mark.parametrize("after", [False, True])
def test_rush_survives_a_death_at_any_call_and_keeps_to_its_cap(after):
    calls, died = 0, True
    while died:
        calls, died = calls + 1, False
        room = Room()
        room.set(cap=2)
        room.wait(seconds=1)
        room.rush(1, 2, 3, 4)
        mortal = Mortal(room.store, calls, after=after)
        well, room.notifier = room.notifier, replace(room.notifier, store=mortal)
        try:
            room.wait(seconds=30)
        except Died:
            died = True
        room.notifier = well
        room.wait(minutes=50)
        assert len(room.told()) <= 2, f"call {calls}"
        room.wait(hours=3)
        assert (sorted(room.stories()), room.left()) == (numbered(1, 2, 3, 4), 0), f"call {calls}"
    assert calls > 20


# --- Places that are given back -----------------------------------------------------------------------


def test_lone_story_that_waits_for_a_place_is_not_told_in_its_topic_s_own_quiet_hours(room):
    room.set(cap=1)
    room.change(1, delivery=HOURLY, quiet=Quiet("10:30", "12:00"))
    room.until(at("03-02 09:50"))
    room.claim(9, 2)
    room.claim(1)
    room.until(at("03-02 11:59"))
    assert room.told() == ["Title 9"]
    room.wait(minutes=2)
    assert room.told() == numbered(9, 1)


@pytest.mark.parametrize(
    ("answer", "comes"),
    [
        (SlackRateLimited(30), "03-02 09:00:31"),
        (SlackNotSent("service_unavailable"), "03-02 09:00:31"),
        (SlackUnusable("token_revoked"), "03-02 09:05:01"),
        # It counts, as one that came as late as can be.
        (SlackAmbiguous("timeout"), "03-02 10:02:36"),
    ],
    ids=lambda answer: type(answer).__name__,
)
def test_message_that_slack_surely_has_not_leaves_its_place_to_others(room, answer, comes):
    room.set(cap=1)
    room.wait(seconds=1)
    room.slack.script = [answer]
    room.claim(1)
    room.wait(hours=3)
    assert room.told() == ["Title 1"]
    assert is_in_time(room, comes), room.times()


def test_message_that_is_parked_leaves_its_place_to_others(room):
    room.set(cap=1)
    room.wait(seconds=1)
    room.slack.script = [SlackRejected("invalid_arguments")]
    room.rush(1, 2)
    room.wait(minutes=1)
    assert room.told() == ["Title 2"]


# --- What two topics match ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "later",
    [
        {"delivery": Delivery(Cadence.DAILY, "18:00")},
        {"delivery": HOURLY},
        {"quiet": Quiet("08:00", "17:00")},
        {"snoozed_until": at("03-02 18:00")},
    ],
)
def test_cap_a_day_holds_for_stories_that_another_topic_tells_later(room, later):
    room.change(1, cap_per_day=1)
    room.change(2, **later)
    for number in range(1, 6):
        room.claim(number, 1)
        room.claim(number, 2)
        room.wait(minutes=2)
    assert room.told() == ["Title 1"]
    room.until(at("03-02 18:05"))
    assert room.told() == ["Title 1", numbered(2, 3, 4, 5)]


def test_cap_a_day_holds_though_quiet_hours_come_and_go(room):
    room.change(1, cap_per_day=1)
    room.rush(1, 2, 3)
    room.wait(minutes=1)
    room.set(quiet=Quiet("09:00", "10:00"))
    room.wait(minutes=1)
    room.set(quiet=Quiet())
    room.wait(minutes=5)
    assert room.told() == ["Title 1"]
