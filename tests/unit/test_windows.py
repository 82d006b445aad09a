"""When is delivered, by the wall clock: tables to check by hand, and whole years minute by minute."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise, takewhile
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newswatch.delivery.windows import (
    LONGEST_QUIET,
    awake,
    boundary,
    is_quiet,
    local_day,
    midnight,
    never_awake,
)
from newswatch.model import Cadence, Delivery, Quiet
from newswatch.wall_clock import WEEKDAYS

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
MADRID, NEW_YORK, LORD_HOWE = "Europe/Madrid", "America/New_York", "Australia/Lord_Howe"
KOLKATA, KATHMANDU, HAVANA = "Asia/Kolkata", "Asia/Kathmandu", "America/Havana"
SAO_PAULO, APIA, NUUK, ST_JOHNS = "America/Sao_Paulo", "Pacific/Apia", "America/Nuuk", "America/St_Johns"

NIGHT = Quiet("22:00", "07:00")
WEEKEND = Quiet(days=frozenset({5, 6}))
ALWAYS = Quiet(days=frozenset(range(7)))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def told(moment: datetime) -> str:
    assert moment.tzinfo is UTC
    return moment.replace(tzinfo=None).isoformat(" ").removesuffix(":00")


def delivery(text: str) -> Delivery:
    every, _, clock = text.partition(" ")
    return Delivery(Cadence(every), clock)


# --- Tables ----------------------------------------------------------------------------------------------

# All moments are UTC. What clocks do, in 2026:
#   Madrid     29 March 01:00 UTC, from 02:00 (+1) to 03:00 (+2); 25 October 01:00 UTC, from 03:00 to 02:00
#   New York   8 March 07:00 UTC, from 02:00 (-5) to 03:00 (-4); 1 November 06:00 UTC, from 02:00 to 01:00
#   Lord Howe  4 April 15:00 UTC, from 02:00 (+11) to 01:30 (+10:30); 3 October 15:30 UTC, from 02:00 to 02:30
#   Havana     8 March 05:00 UTC, from 00:00 (-5) to 01:00 (-4); 1 November 05:00 UTC, from 01:00 to 00:00
#   Nuuk       29 March 01:00 UTC, from 23:00 (-2) to 00:00 (-1); 25 October 01:00 UTC, from 00:00 to 23:00
# and before:
#   St John's  7 November 2010 02:31 UTC, from 00:01 (-2:30) to 23:01 on the 6th (-3:30)
#   Apia       30 December 2011 10:00 UTC, from the end of the 29th (-10) to the beginning of the 31st (+14)

BOUNDARIES = [
    ("instant", "2026-11-28 10:20", MADRID, "2026-11-28 10:20"),
    ("hourly", "2026-11-28 10:20", MADRID, "2026-11-28 11:00"),
    ("hourly", "2026-11-28 10:00", MADRID, "2026-11-28 11:00"),  # a boundary itself does not count
    ("hourly", "2026-11-28 10:59:59.999999", MADRID, "2026-11-28 11:00"),
    # Where whole hours are not those of UTC.
    ("hourly", "2026-11-28 10:20", KOLKATA, "2026-11-28 10:30"),  # 15:50, 16:00
    ("hourly", "2026-11-28 10:20", KATHMANDU, "2026-11-28 11:15"),  # 16:05, 17:00
    # Over changes by an hour, hours stay as they are.
    ("hourly", "2026-03-29 00:30", MADRID, "2026-03-29 01:00"),  # 01:30, 03:00
    ("hourly", "2026-10-25 00:30", MADRID, "2026-10-25 01:00"),  # 02:30, 02:00 for the second time
    # By half an hour, they do not.
    ("hourly", "2026-04-04 14:00", LORD_HOWE, "2026-04-04 15:30"),  # 01:00, then 01:30 twice, 02:00
    ("hourly", "2026-10-03 14:30", LORD_HOWE, "2026-10-03 16:00"),  # 01:00, then 02:30 at once, 03:00
    ("daily 08:00", "2026-11-28 06:59", MADRID, "2026-11-28 07:00"),
    ("daily 08:00", "2026-11-28 07:00", MADRID, "2026-11-29 07:00"),
    ("daily 08:00", "2026-11-28 20:00", KATHMANDU, "2026-11-29 02:15"),  # it is the 29th, 01:45
    ("daily 00:00", "2026-11-28 22:59", MADRID, "2026-11-28 23:00"),
    # The night of a change is an hour shorter or longer.
    ("daily 08:00", "2026-03-28 07:00", MADRID, "2026-03-29 06:00"),
    ("daily 08:00", "2026-10-24 06:00", MADRID, "2026-10-25 07:00"),
    # Left out: later that day. Twice: the first time only.
    ("daily 02:30", "2026-03-28 12:00", MADRID, "2026-03-29 01:30"),  # 03:30
    ("daily 02:30", "2026-03-29 01:30", MADRID, "2026-03-30 00:30"),
    ("daily 02:30", "2026-10-24 12:00", MADRID, "2026-10-25 00:30"),  # the first 02:30
    ("daily 02:30", "2026-10-25 00:30", MADRID, "2026-10-26 01:30"),  # not the second
    ("daily 02:30", "2026-10-25 01:00", MADRID, "2026-10-26 01:30"),
    ("daily 01:30", "2026-11-01 05:30", NEW_YORK, "2026-11-02 06:30"),
    ("daily 01:45", "2026-04-04 14:45", LORD_HOWE, "2026-04-05 15:15"),
    ("daily 02:15", "2026-10-03 12:00", LORD_HOWE, "2026-10-03 15:45"),  # 02:45
    ("daily 00:30", "2026-03-07 12:00", HAVANA, "2026-03-08 05:30"),  # 01:30
    ("daily 00:30", "2026-11-01 04:30", HAVANA, "2026-11-02 05:30"),
    ("daily 23:30", "2026-03-29 01:00", NUUK, "2026-03-29 01:30"),  # the 28th's, at 00:30 on the 29th
    ("daily 23:30", "2026-03-29 01:30", NUUK, "2026-03-30 00:30"),  # the 29th's
    ("daily 08:00", "2011-12-29 18:00", APIA, "2011-12-30 18:00"),  # from the 29th to the 31st
    ("weekly mon 08:00", "2026-11-28 12:00", MADRID, "2026-11-30 07:00"),  # the 28th is a Saturday
    ("weekly mon 08:00", "2026-11-30 07:00", MADRID, "2026-12-07 07:00"),
    ("weekly sat 08:00", "2026-11-28 06:00", MADRID, "2026-11-28 07:00"),
    ("weekly fri 18:00", "2026-11-28 12:00", NEW_YORK, "2026-12-04 23:00"),
    ("weekly sun 02:30", "2026-03-28 12:00", MADRID, "2026-03-29 01:30"),  # 03:30
    ("weekly sun 02:30", "2026-10-25 00:30", MADRID, "2026-11-01 01:30"),
    ("weekly fri 08:00", "2011-12-29 18:00", APIA, "2011-12-30 18:00"),  # no Friday: on Saturday
    # What cannot be read.
    ("daily", "2026-11-28 12:00", MADRID, "2026-11-28 23:00"),
    ("daily 25:00", "2026-11-28 12:00", MADRID, "2026-11-28 23:00"),
    ("daily 08:00+02:00", "2026-11-28 12:00", MADRID, "2026-11-28 23:00"),
    ("daily mon 08:00", "2026-11-28 12:00", MADRID, "2026-11-29 07:00"),
    ("weekly", "2026-11-28 12:00", MADRID, "2026-11-29 23:00"),
    ("weekly 08:00", "2026-11-28 12:00", MADRID, "2026-11-30 07:00"),
    ("weekly caturday 08:00", "2026-11-28 12:00", MADRID, "2026-11-30 07:00"),
    ("weekly fri noon", "2026-11-28 12:00", MADRID, "2026-12-03 23:00"),
]


@pytest.mark.parametrize(("every", "after", "zone", "expected"), BOUNDARIES)
def test_when_is_delivered_next(every, after, zone, expected):
    assert told(boundary(at(after), delivery(every), ZoneInfo(zone))) == expected


WAKING = [
    # Quiet, where, from when on, and the first moment that is not quiet.
    (NIGHT, MADRID, "2026-11-27 20:59", "2026-11-27 20:59"),  # 21:59
    (NIGHT, MADRID, "2026-11-27 21:00", "2026-11-28 06:00"),  # 22:00, 07:00
    (NIGHT, MADRID, "2026-11-28 02:00", "2026-11-28 06:00"),
    (NIGHT, MADRID, "2026-11-28 05:59:59", "2026-11-28 06:00"),
    (NIGHT, MADRID, "2026-11-28 06:00", "2026-11-28 06:00"),
    (NIGHT, KATHMANDU, "2026-11-27 17:00", "2026-11-28 01:15"),  # 22:45, 07:00
    (Quiet("12:00", "14:00"), KOLKATA, "2026-11-27 07:00", "2026-11-27 08:30"),  # 12:30, 14:00
    (Quiet("20:00", "00:00"), MADRID, "2026-11-27 20:00", "2026-11-27 23:00"),
    (Quiet("00:00", "08:00"), MADRID, "2026-11-27 23:00", "2026-11-28 07:00"),
    # Whole days; the 28th is a Saturday.
    (WEEKEND, MADRID, "2026-11-27 22:59", "2026-11-27 22:59"),
    (WEEKEND, MADRID, "2026-11-27 23:00", "2026-11-29 23:00"),
    (WEEKEND, MADRID, "2026-11-29 12:00", "2026-11-29 23:00"),
    # Days and hours add up.
    (Quiet("22:00", "07:00", frozenset({5, 6})), MADRID, "2026-11-27 21:00", "2026-11-30 06:00"),
    (Quiet("07:00", "22:00", frozenset({5, 6})), MADRID, "2026-11-28 12:00", "2026-11-29 23:00"),
    # Over both changes the wall clock decides.
    (NIGHT, MADRID, "2026-03-28 21:00", "2026-03-29 05:00"),
    (NIGHT, MADRID, "2026-10-24 20:00", "2026-10-25 06:00"),
    (WEEKEND, MADRID, "2026-03-28 12:00", "2026-03-29 22:00"),
    (WEEKEND, MADRID, "2026-10-24 12:00", "2026-10-25 23:00"),
    # An end that is left out: awake as soon as the clock shows a later time.
    (Quiet("22:00", "02:30"), MADRID, "2026-03-29 00:00", "2026-03-29 01:00"),  # 03:00
    (Quiet("02:00", "03:00"), MADRID, "2026-03-29 01:00", "2026-03-29 01:00"),  # never on that day
    (Quiet("22:00", "02:15"), LORD_HOWE, "2026-10-03 15:00", "2026-10-03 15:30"),  # 02:30
    # An end that comes twice: awake in between, quiet again, awake.
    (Quiet("22:00", "02:30"), MADRID, "2026-10-25 00:10", "2026-10-25 00:30"),
    (Quiet("22:00", "02:30"), MADRID, "2026-10-25 00:45", "2026-10-25 00:45"),
    (Quiet("22:00", "02:30"), MADRID, "2026-10-25 01:00", "2026-10-25 01:30"),
    # A repeated hour that was quiet the first time until its end, and is awake before that.
    (Quiet("02:30", "03:00"), MADRID, "2026-10-25 00:40", "2026-10-25 01:00"),  # 02:40, 02:00
    # Days that begin at one, or twice.
    (Quiet(days=frozenset({5})), HAVANA, "2026-03-07 12:00", "2026-03-08 05:00"),
    (Quiet(days=frozenset({5})), HAVANA, "2026-10-31 12:00", "2026-11-01 04:00"),
    (
        Quiet(days=frozenset({6})),
        ST_JOHNS,
        "2010-11-07 02:30",
        "2010-11-07 02:31",
    ),  # 00:00, 23:01 on Saturday
    (Quiet(days=frozenset({5})), ST_JOHNS, "2010-11-06 02:45", "2010-11-07 02:30"),  # for a minute
    (Quiet("22:00", "23:30", frozenset({6})), ST_JOHNS, "2010-11-07 02:30:30", "2010-11-07 03:00"),
    # Friday was left out: it went from Thursday to Saturday.
    (Quiet(days=frozenset({3, 4})), APIA, "2011-12-29 12:00", "2011-12-30 10:00"),
    # None at all.
    (Quiet(), MADRID, "2026-11-28 03:00", "2026-11-28 03:00"),
    (Quiet("08:00", "08:00"), MADRID, "2026-11-28 07:00", "2026-11-28 07:00"),
    (Quiet("22:00", ""), MADRID, "2026-11-28 03:00", "2026-11-28 03:00"),
    (Quiet("22:00", "soon"), MADRID, "2026-11-28 03:00", "2026-11-28 03:00"),
    (Quiet("", "07:00", frozenset({5})), MADRID, "2026-11-28 03:00", "2026-11-28 23:00"),
    # All of it: asked again after eight days.
    (ALWAYS, MADRID, "2026-11-28 03:00", "2026-12-06 03:00"),
]


@pytest.mark.parametrize(("quiet", "zone", "begin", "expected"), WAKING)
def test_when_it_is_not_quiet(quiet, zone, begin, expected):
    assert told(awake(at(begin), [(quiet, ZoneInfo(zone))])) == expected
    assert is_quiet(at(begin), quiet, ZoneInfo(zone)) is (begin != expected)


def test_what_is_quiet_by_several_is_awake_when_it_is_so_by_none():
    madrid, new_york = ZoneInfo(MADRID), ZoneInfo(NEW_YORK)
    # 22:00 to 07:00 there is 21:00 to 06:00 in UTC here, and 03:00 to 12:00 from New York.
    assert told(awake(at("2026-11-26 22:00"), [(NIGHT, madrid), (NIGHT, new_york)])) == "2026-11-27 12:00"
    assert told(awake(at("2026-11-27 22:00"), [(NIGHT, madrid), (WEEKEND, madrid)])) == "2026-11-30 06:00"
    assert told(awake(at("2026-11-27 22:00"), [])) == "2026-11-27 22:00"


NEVER = [
    ([ALWAYS], True),
    ([Quiet("22:00", "07:00", ALWAYS.days)], True),
    ([Quiet(days=frozenset(range(6)))], False),
    ([Quiet("00:00", "23:59", frozenset(range(6)))], False),  # a minute on Sundays
    ([Quiet("00:00", "23:59", frozenset(range(6))), Quiet("23:00", "01:00")], True),
    ([Quiet("08:00", "20:00"), Quiet("20:00", "08:00")], True),
    ([Quiet("08:00", "20:00"), Quiet("20:01", "08:00")], False),
    ([Quiet("08:00", "20:00"), Quiet("20:00", "07:59")], False),
    ([WEEKEND, Quiet(days=frozenset(range(5)))], True),
    ([WEEKEND, Quiet(days=frozenset(range(4)))], False),
    ([Quiet("00:00", "00:00")], False),
    ([NIGHT], False),
    ([Quiet()], False),
    ([], False),
]


@pytest.mark.parametrize(("quiets", "expected"), NEVER)
def test_what_is_never_awake_is_known_beforehand(quiets, expected):
    assert never_awake(*quiets) is expected
    begin = at("2026-11-25 12:34")  # no clocks change in the week after
    assert (awake(begin, [(quiet, UTC) for quiet in quiets]) == begin + LONGEST_QUIET) is expected


MIDNIGHTS = [
    ("2026-11-28 12:00", MADRID, "2026-11-28 23:00"),
    ("2026-11-28 23:00", MADRID, "2026-11-29 23:00"),
    ("2026-03-28 23:00", MADRID, "2026-03-29 22:00"),  # a day of 23 hours
    ("2026-10-24 22:00", MADRID, "2026-10-25 23:00"),  # of 25
    ("2026-11-28 12:00", KATHMANDU, "2026-11-28 18:15"),
    # Clocks that change at midnight: the day begins at one, or its first hour comes twice.
    ("2026-03-07 12:00", HAVANA, "2026-03-08 05:00"),
    ("2026-10-31 12:00", HAVANA, "2026-11-01 04:00"),
    ("2026-11-01 04:30", HAVANA, "2026-11-02 05:00"),
    ("2026-11-01 05:30", HAVANA, "2026-11-02 05:00"),
    ("2018-11-03 12:00", SAO_PAULO, "2018-11-04 03:00"),  # at one
    ("2018-02-17 12:00", SAO_PAULO, "2018-02-18 03:00"),  # the last hour of the 17th came twice
    ("2026-04-23 12:00", "Africa/Cairo", "2026-04-23 22:00"),  # at one
    ("2026-10-29 12:00", "Africa/Cairo", "2026-10-29 22:00"),
    ("2026-03-28 12:00", "Asia/Beirut", "2026-03-28 22:00"),  # at one
    ("2026-10-24 12:00", "Asia/Beirut", "2026-10-24 22:00"),
    ("2023-09-30 12:00", "America/Asuncion", "2023-10-01 04:00"),  # at one
    ("2024-03-23 12:00", "America/Asuncion", "2024-03-24 04:00"),
    ("2026-03-28 12:00", NUUK, "2026-03-29 01:00"),
    ("2011-12-29 12:00", APIA, "2011-12-30 10:00"),
    # At a minute past midnight it was a minute past eleven on the day before once more.
    ("2010-11-07 02:00", ST_JOHNS, "2010-11-07 02:30"),
    ("2010-11-07 02:45", ST_JOHNS, "2010-11-07 03:30"),
]


@pytest.mark.parametrize(("after", "zone", "expected"), MIDNIGHTS)
def test_when_the_next_day_begins(after, zone, expected):
    assert told(midnight(at(after), ZoneInfo(zone))) == expected


@pytest.mark.parametrize(
    ("moment", "zone", "expected"),
    [
        ("2026-11-28 22:59", MADRID, "2026-11-28"),
        ("2026-11-28 23:00", MADRID, "2026-11-29"),
        ("2026-11-28 04:59", NEW_YORK, "2026-11-27"),
        ("2011-12-30 10:00", APIA, "2011-12-31"),
    ],
)
def test_which_day_it_is(moment, zone, expected):
    assert local_day(at(moment), ZoneInfo(zone)) == expected


def test_a_moment_has_a_time_zone_and_is_told_in_utc():
    naive, madrid = datetime(2026, 11, 28, 12, 0), ZoneInfo(MADRID)  # noqa: DTZ001 - what is tested
    for asked in (
        lambda moment: boundary(moment, Delivery(), madrid),
        lambda moment: boundary(moment, Delivery(Cadence.DAILY, "08:00"), madrid),
        lambda moment: awake(moment, [(NIGHT, madrid)]),
        lambda moment: midnight(moment, madrid),
    ):
        with pytest.raises(ValueError, match="aware"):
            asked(naive)
        local = at("2026-10-25 00:30").astimezone(madrid)
        assert told(asked(local)) == told(asked(local.astimezone(UTC)))
    for asked in (lambda moment: is_quiet(moment, NIGHT, madrid), lambda moment: local_day(moment, madrid)):
        with pytest.raises(ValueError, match="aware"):
            asked(naive)


# --- Minute by minute ------------------------------------------------------------------------------------

ZONES = [
    MADRID, NEW_YORK, LORD_HOWE, SAO_PAULO, KOLKATA, KATHMANDU, HAVANA, APIA, "Africa/Casablanca", NUUK,
    ST_JOHNS, "UTC",
]  # fmt: skip
# A year of each in which its clocks change, if they ever do; 2005 is where ``changes`` begins.
YEARS = (
    dict.fromkeys(ZONES, 2026)
    | {KOLKATA: 2005, KATHMANDU: 2005, "UTC": 2005}
    | {SAO_PAULO: 2018, APIA: 2011, ST_JOHNS: 2010}
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A minute, and what the wall clock shows then."""

    moment: datetime
    wall: datetime


def minutes(begin: datetime, zone: ZoneInfo) -> Iterator[Shown]:
    """Yield every whole minute from ``begin`` on."""
    moment = begin.replace(second=0, microsecond=0)
    if moment < begin:
        moment += MINUTE
    while True:
        yield Shown(moment, moment.astimezone(zone).replace(tzinfo=None))
        moment += MINUTE


@lru_cache
def minute_of_day(clock: str) -> int:
    return 60 * int(clock[:2]) + int(clock[3:]) if clock else 0


def quiet_by_hand(wall: datetime, quiet: Quiet) -> bool:
    start, end = minute_of_day(quiet.start), minute_of_day(quiet.end)
    passed = (60 * wall.hour + wall.minute - start) % 1440
    return passed < (end - start) % 1440 or wall.weekday() in quiet.days


def times_by_hand(walk: Sequence[Shown], clock: str, weekday: int | None) -> list[datetime]:
    """Return when this time comes, once per local day: when the clock shows it first.

    Where it goes past it, as many minutes after that as the time is after what should have been shown then.
    """
    found: dict[date, datetime] = {}
    minute = minute_of_day(clock)
    for before, now in pairwise(walk):
        due = before.wall + MINUTE
        if now.wall > due:
            for day in {due.date() + ahead * DAY for ahead in range(3)}:
                wall = datetime.fromisoformat(f"{day} {clock}")
                if due <= wall < now.wall:
                    found.setdefault(day, now.moment + (wall - due))
        if 60 * now.wall.hour + now.wall.minute == minute:
            found.setdefault(now.wall.date(), now.moment)
    return sorted({moment for day, moment in found.items() if weekday in {None, day.weekday()}})


@lru_cache
def changes(zone: str) -> list[datetime]:
    """Return the days on which a zone changes its clocks, from 2005 to 2030; one where it never does."""
    days = [datetime(2005, 1, 1, tzinfo=UTC) + n * DAY for n in range(25 * 365)]
    offsets = [day.astimezone(ZoneInfo(zone)).utcoffset() for day in days]
    return [day for day, (a, b) in zip(days, pairwise(offsets), strict=False) if a != b] or days[:1]


@pytest.fixture(
    scope="module",
    params=[(zone, change) for zone in ZONES for change in changes(zone) if change.year == YEARS[zone]],
    ids=lambda param: f"{param[0]}-{param[1]:%Y-%m-%d}",
)
def weeks(request: pytest.FixtureRequest) -> tuple[list[Shown], ZoneInfo]:
    """Return all minutes from ten days before a change of clocks to ten days after it, and the zone."""
    zone, change = ZoneInfo(request.param[0]), request.param[1]
    end = change + 10 * DAY
    return list(takewhile(lambda shown: shown.moment <= end, minutes(change - 10 * DAY, zone))), zone


def followed(walk: Sequence[Shown], step: Callable[[datetime], datetime]) -> list[datetime]:
    """Return all moments of these that follow each other by ``step``."""
    found = [step(walk[0].moment)]
    while found[-1] <= walk[-1].moment:
        found.append(step(found[-1]))
    return found[:-1]


class TestTheWeeksAroundAChange:
    def test_hours_are_those_of_the_wall_clock(self, weeks):
        walk, tz = weeks
        found = followed(walk, lambda after: boundary(after, Delivery(Cadence.HOURLY), tz))
        assert found == [shown.moment for shown in walk[1:] if shown.wall.minute == 0]
        assert max(later - moment for moment, later in pairwise(found)) <= 90 * MINUTE

    @pytest.mark.parametrize("clock", ["00:00", "00:30", "01:45", "02:00", "02:30", "08:00", "23:30"])
    def test_a_daily_time_comes_once_per_day(self, weeks, clock):
        walk, tz = weeks
        found = followed(walk, lambda after: boundary(after, Delivery(Cadence.DAILY, clock), tz))
        assert found == times_by_hand(walk, clock, None)

    @pytest.mark.parametrize("when", ["mon 08:00", "sun 02:30", "sat 23:30", "fri 00:00"])
    def test_a_weekly_time_comes_once_per_week(self, weeks, when):
        walk, tz = weeks
        found = followed(walk, lambda after: boundary(after, Delivery(Cadence.WEEKLY, when), tz))
        assert found == times_by_hand(walk, when[4:], WEEKDAYS.index(when[:3]))

    def test_days_begin_when_the_date_is_a_new_one(self, weeks):
        walk, tz = weeks
        latest, begun = walk[0].wall.date(), []
        for shown in walk:
            if shown.wall.date() > latest:
                latest = shown.wall.date()
                begun.append(shown.moment)
        # Where the date goes back for an hour, the day begins once all the same.
        assert followed(walk, lambda after: midnight(after, tz)) == begun
        assert all(local_day(moment, tz) > local_day(moment - MINUTE, tz) for moment in begun)

    @pytest.mark.parametrize(
        "quiet",
        [
            NIGHT,
            WEEKEND,
            Quiet("23:30", "00:30"),
            Quiet("22:00", "02:30", frozenset({5})),
            Quiet("01:45", "01:50"),
        ],
        ids=str,
    )
    def test_quiet_times_end_when_the_wall_clock_says_so(self, weeks, quiet):
        walk, tz = weeks
        quiets = [quiet_by_hand(shown.wall, quiet) for shown in walk]
        turns = [index for index in range(1, len(walk)) if quiets[index] != quiets[index - 1]]
        assert len(turns) >= 4
        for begin, end in pairwise(turns):
            first, last = walk[begin].moment, walk[end].moment - timedelta(microseconds=1)
            assert is_quiet(first, quiet, tz) is is_quiet(last, quiet, tz) is quiets[begin]
            for moment in (first, last):
                assert awake(moment, [(quiet, tz)]) == (walk[end].moment if quiets[begin] else moment)


@st.composite
def moments(draw, zone: str) -> datetime:
    """Return a moment, most often some days before a change of clocks or soon after it."""
    if draw(st.integers(0, 4)):
        ahead = draw(st.integers(-4 * 86_400, 2 * 86_400))
        return draw(st.sampled_from(changes(zone))) + timedelta(seconds=ahead)
    return datetime.fromtimestamp(draw(st.integers(1_104_537_600, 1_893_456_000)), UTC)


CLOCKS = st.sampled_from(
    [
        "00:00",
        "00:01",
        "00:30",
        "01:00",
        "01:30",
        "01:45",
        "02:00",
        "02:15",
        "02:30",
        "03:00",
        "23:00",
        "23:30",
    ]
) | st.times().map(lambda clock: clock.isoformat("minutes"))
QUIETS = st.builds(
    Quiet,
    CLOCKS,
    CLOCKS,
    st.frozensets(st.integers(0, 6), max_size=2) | st.frozensets(st.integers(0, 6)),
)


@given(st.data(), st.sampled_from(ZONES), st.lists(st.tuples(QUIETS, st.sampled_from(ZONES)), max_size=3))
def test_nothing_is_told_in_quiet_hours_nor_later_than_needed(data, near, quiets):
    begin = data.draw(moments(near))
    zoned = [(quiet, ZoneInfo(zone)) for quiet, zone in quiets]
    limit = begin + LONGEST_QUIET

    def awake_by_hand(moment: datetime) -> bool:
        return not any(quiet_by_hand(moment.astimezone(zone), quiet) for quiet, zone in zoned)

    expected = begin
    if not awake_by_hand(begin):
        walk = takewhile(lambda shown: shown.moment < limit, minutes(begin, ZoneInfo("UTC")))
        expected = next((shown.moment for shown in walk if awake_by_hand(shown.moment)), limit)
    found = awake(begin, zoned)
    assert found == expected
    assert found == limit or not any(is_quiet(found, quiet, zone) for quiet, zone in zoned)


@given(st.data(), st.sampled_from(ZONES), CLOCKS, st.sampled_from([None, "mon", "fri", "sat", "sun"]))
def test_times_of_days_come_when_they_are_shown_first(data, zone, clock, day):
    after = data.draw(moments(zone))
    every = Delivery(Cadence.WEEKLY, f"{day} {clock}") if day else Delivery(Cadence.DAILY, clock)
    begin, end = after - 2 * DAY, after + (9 if day else 3) * DAY
    walk = list(takewhile(lambda shown: shown.moment <= end, minutes(begin, ZoneInfo(zone))))
    weekday = {"mon": 0, "fri": 4, "sat": 5, "sun": 6}[day] if day else None

    expected = min(moment for moment in times_by_hand(walk, clock, weekday) if moment > after)
    assert boundary(after, every, ZoneInfo(zone)) == expected


@given(st.data(), st.sampled_from(ZONES))
def test_hours_and_days_begin_when_the_wall_clock_shows_it(data, zone):
    after, tz = data.draw(moments(zone)), ZoneInfo(zone)
    today = after.astimezone(tz).date()
    later = minutes(after + timedelta(microseconds=1), tz)
    hour = next(shown.moment for shown in later if shown.wall.minute == 0)
    later = minutes(after + timedelta(microseconds=1), tz)
    morrow = next(shown.moment for shown in later if shown.wall.date() > today)

    assert boundary(after, Delivery(Cadence.HOURLY), tz) == hour <= after + 90 * MINUTE
    assert midnight(after, tz) == morrow


@given(st.lists(QUIETS, max_size=3))
@example([Quiet("08:00", "20:00"), Quiet("20:00", "08:00")])
def test_what_leaves_nothing_of_a_week_is_never_awake(quiets):
    monday = datetime(2026, 11, 30, tzinfo=UTC)
    walk = takewhile(lambda shown: shown.moment < monday + 7 * DAY, minutes(monday, ZoneInfo("UTC")))
    left = any(not any(quiet_by_hand(shown.wall, quiet) for quiet in quiets) for shown in walk)
    assert never_awake(*quiets) is not left


@given(st.text(max_size=12), st.sampled_from(Cadence), st.text(max_size=6), st.text(max_size=6))
def test_settings_that_cannot_be_read_still_deliver(text, every, start, end):
    now, madrid = at("2026-11-28 12:00"), ZoneInfo(MADRID)
    assert now <= boundary(now, Delivery(every, text), madrid) <= now + 7 * DAY
    assert awake(now, [(Quiet(start, end), madrid)]) < now + DAY
