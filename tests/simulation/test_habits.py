"""The judge's clock on the wall shows the same as the product's, which was written apart from it."""

import random
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from fakes import T0

from newswatch.delivery import windows
from newswatch.model import WORKSPACE, ChannelId, ChannelSettings, Quiet, State, UserId
from simulation.generated import ZONES, _delivery, _quiet
from simulation.habits import CAP, Habits, delivered, is_quiet, local_day

HERE = ChannelId("CPOLICY")


@pytest.mark.parametrize("zone", [zone for zone in ZONES if zone])
def test_quiet_hours_times_and_days_are_those_of_the_product(zone):
    rng, there = random.Random(zone), ZoneInfo(zone)
    for _ in range(400):
        at = T0 + timedelta(seconds=rng.randint(0, 20 * 86_400))
        quiet, delivery = _quiet(rng), _delivery(rng)
        assert is_quiet(at, quiet, zone) == windows.is_quiet(at, quiet, there)
        assert local_day(at, zone) == windows.local_day(at, there)
        if at < T0 + timedelta(days=3) and (clocks := _offsets(at, there)) and len(clocks) == 1:
            assert delivered(at, delivery, zone) == windows.boundary(at, delivery, there)


def _offsets(at, zone):
    """Return how far a zone is from UTC in the week after: judges know nothing of changes of clocks."""
    return {(at + timedelta(days=day)).astimezone(zone).utcoffset() for day in range(8)}


def test_channel_says_more_than_the_workspace_and_removed_settings_nothing():
    habits = Habits()
    habits.set(_settings(WORKSPACE, cap=3, quiet=Quiet("10:00", "11:00")), T0, T0)
    habits.set(_settings(HERE, cap=1), T0, T0)
    later = T0 + timedelta(hours=1)
    habits.set(_settings(HERE, cap=1, state=State.REMOVED), later, later)
    (habit,) = habits.during(HERE, T0 + timedelta(minutes=1), T0 + timedelta(minutes=2))
    assert (habit.cap, habit.quiet.start) == (1, "10:00")
    (habit,) = habits.during(HERE, later + timedelta(minutes=1), later + timedelta(minutes=2))
    assert habit.cap == 3


def test_before_anything_is_said_the_usual_holds():
    habits = Habits()
    habits.set(_settings(HERE, cap=1), T0, T0 + timedelta(minutes=5))
    assert [
        habit.cap for habit in habits.during(HERE, T0 - timedelta(hours=1), T0 - timedelta(minutes=1))
    ] == [CAP]
    # While a command is carried out nobody knows.
    assert {habit.cap for habit in habits.during(HERE, T0, T0 + timedelta(minutes=1))} == {CAP, 1}


def _settings(where, **more):
    return ChannelSettings(where, UserId("U1"), **more)
