"""Topics and settings that change while stories are held."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import POLICY
from delivery_room import ENERGY, EVENING, HOURLY, NIGHT, Room, at, is_in_time, night, numbered
from fakes import FixedDeadline

from newswatch.model import WORKSPACE, Quiet, State
from newswatch.posts import PostState
from newswatch.usecases.notify import notify


@pytest.fixture
def room():
    """Return a channel at nine o'clock on Monday, 2 March 2026."""
    return Room()


# --- Topics that change while their stories are held --------------------------------------------------


def test_topic_that_is_removed_takes_its_held_stories_with_it(room):
    night(room, 1, 2)
    room.claim(3, 2)
    room.change(1, state=State.REMOVED)
    room.until(at("03-03 07:01"))
    assert room.stories() == ["Title 3"]
    room.wait(hours=1)
    assert (room.stories(), room.left()) == (["Title 3"], 0)
    assert room.post(1).state in {PostState.CANCELLED, PostState.FOLDED}


def test_what_waited_before_a_pause_waits_for_its_end(room):
    night(room, 1, 2)
    room.change(1, state=State.PAUSED)
    room.until(at("03-03 09:00"))
    assert room.stories() == []
    room.change(1, state=State.ACTIVE)
    room.wait(minutes=1)
    assert room.told() == [numbered(1, 2)]


def test_what_waited_before_a_pause_comes_when_that_runs_out(room):
    night(room, 1, 2)
    room.change(1, state=State.PAUSED, paused_until=at("03-03 12:00"))
    room.until(at("03-03 12:01"))
    assert (room.told(), room.left()) == ([numbered(1, 2)], 0)


def test_what_waited_before_a_pause_is_no_news_after_a_week(room):
    night(room, 1, 2)
    room.change(1, state=State.PAUSED)
    room.wait(days=9)
    assert (room.told(), room.left(), room.post(1).state) == ([], 0, PostState.CANCELLED)


def test_topic_that_is_resumed_before_its_time_loses_nothing(room):
    night(room, 1, 2)
    room.change(1, state=State.PAUSED)
    room.wait(hours=1)
    room.change(1, state=State.ACTIVE)
    room.until(at("03-03 07:01"))
    assert room.told() == [numbered(1, 2)]


def test_topic_that_moves_takes_its_held_stories_along_to_where_it_is_day_as_one_digest(room):
    night(room, 1, 2)
    room.change(1, destinations=(ENERGY,))
    room.wait(minutes=2)
    assert (room.stories(), room.told(ENERGY)) == ([], [numbered(1, 2)])
    room.until(at("03-03 07:01"))
    assert (room.stories(), room.left()) == ([], 0)


def test_topic_that_moves_to_a_channel_that_sleeps_waits_there(room):
    night(room, 1, 2)
    room.set(WORKSPACE, quiet=NIGHT)
    room.change(1, destinations=(ENERGY,))
    room.until(at("03-03 07:01"))
    assert (room.told(), room.told(ENERGY)) == ([], [numbered(1, 2)])
    assert room.times(ENERGY) == ["03-03 07:00:03"]


def test_renamed_topic_is_shown_by_its_new_name(room):
    night(room, 1, 2)
    room.change(1, name="New name")
    room.until(at("03-03 07:01"))
    assert {line.topics for line in room.digests()[0].lines} == {("New name",)}


# --- Settings that change while stories are held ------------------------------------------------------


def over_the_cap(room):
    room.set(cap=2)
    room.rush(1, 2, 3, 4)


def in_the_evening(room):
    room.change(1, delivery=EVENING)
    room.rush(3, 4)


def by_night(room):
    room.set(quiet=Quiet("08:00", "18:00"))
    room.rush(3, 4)


def snoozed(room):
    room.change(1, snoozed_until=at("03-02 18:00"))
    room.rush(3, 4)


def over_the_day(room):
    room.change(1, cap_per_day=2)
    room.rush(1, 2, 3, 4)


@pytest.mark.parametrize(
    ("held", "change", "comes"),
    [
        (over_the_cap, lambda room: room.set(cap=3), "03-02 09:10:00"),
        (over_the_cap, lambda room: room.set(cap=0), "03-02 09:10:00"),
        (over_the_cap, lambda room: room.set(cap=1), "03-02 10:00:05"),
        (over_the_cap, lambda room: room.set(cap=3, state=State.REMOVED), "03-02 09:10:00"),
        (over_the_cap, lambda room: room.change(urgent=True), "03-02 09:10:00"),
        (over_the_cap, lambda room: room.change(let_until=at("03-03 00:00")), "03-02 09:10:00"),
        (over_the_cap, lambda room: room.change(delivery=HOURLY), "03-02 10:00:05"),
        (over_the_cap, lambda room: room.set(quiet=Quiet("09:00", "12:00")), "03-02 12:00:03"),
        (over_the_day, lambda room: room.change(cap_per_day=3), "03-02 09:10:00"),
        (over_the_day, lambda room: room.change(cap_per_day=0), "03-02 09:10:00"),
        (over_the_day, lambda room: room.change(let_until=at("03-03 00:00")), "03-02 09:10:00"),
        (over_the_day, lambda room: room.set(zone="Asia/Tokyo"), "03-02 15:00:00"),
        (in_the_evening, lambda room: room.change(delivery=None), "03-02 09:10:00"),
        (in_the_evening, lambda room: room.change(delivery=HOURLY), "03-02 10:00:00"),
        (in_the_evening, lambda room: room.change(delivery=replace(EVENING, at="12:00")), "03-02 12:00:00"),
        (in_the_evening, lambda room: room.change(delivery=replace(EVENING, at="09:05")), "03-02 09:10:00"),
        (in_the_evening, lambda room: room.change(zone="Europe/Madrid"), "03-02 17:00:00"),
        (in_the_evening, lambda room: room.set(zone="Europe/Madrid"), "03-02 17:00:00"),
        (by_night, lambda room: room.set(quiet=Quiet()), "03-02 09:10:00"),
        (by_night, lambda room: room.set(quiet=Quiet("08:00", "10:00")), "03-02 10:00:03"),
        (by_night, lambda room: room.change(delivery=EVENING), "03-02 18:00:03"),
        (by_night, lambda room: room.change(urgent=True), "03-02 18:00:03"),  # it is no alarm clock
        (snoozed, lambda room: room.change(snoozed_until=None), "03-02 09:10:00"),
        (snoozed, lambda room: room.change(snoozed_until=at("03-02 09:30")), "03-02 09:30:00"),
        (snoozed, lambda room: room.set(snoozed_until=at("03-02 20:00")), "03-02 20:00:00"),
        (snoozed, lambda room: room.set(quiet=NIGHT), "03-02 18:00:00"),
    ],
)
def test_change_of_settings_has_what_is_held_come_together_at_once_or_at_its_new_time(
    room, held, change, comes
):
    held(room)
    room.until(at("03-02 09:10"))
    before = len(room.told())
    change(room)
    room.until(at("03-02 21:00"))
    assert room.told()[before:] == [numbered(3, 4)]
    assert is_in_time(room, comes), room.times()
    assert room.left() == 0


def test_change_that_comes_while_the_channel_is_worked_on_is_heeded(room):
    night(room, 1, 2)
    now = room.clock.now()
    room.store.lease_channel(POLICY, "other", now, now + timedelta(seconds=90))
    room.set(quiet=Quiet())
    room.wait(minutes=3)
    assert room.told() == [numbered(1, 2)]


def test_change_for_which_there_is_no_time_is_heeded_by_the_next_turn(room):
    night(room, 1, 2)
    room.set(quiet=Quiet())
    room.queues.coming.clear()
    notify(room.notifier, POLICY, FixedDeadline(5.0), again=True)
    assert room.told() == []
    room.wait(minutes=1)
    assert room.told() == [numbered(1, 2)]
