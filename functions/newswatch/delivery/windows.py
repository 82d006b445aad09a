"""When is delivered, by the wall clock: pure functions of settings, a time zone and a moment.

Moments are aware: taken in whatever zone, returned in UTC. Times that a change of clocks leaves out
or brings twice are read as ``wall_clock.instants`` does. Nothing here steps through time: each answer
is chosen among the few moments at which it can begin, and each of these is tested by its wall clock.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, time, timedelta, tzinfo

from newswatch.model import Cadence, Delivery, Quiet
from newswatch.wall_clock import WEEKDAYS, instants

LONGEST_QUIET = timedelta(days=8)
"""How far an awake moment is looked for: the one that a week leaves, and a day for changes of clocks."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND, _HOUR, _DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)
_LONGEST_DAY = timedelta(days=3)
"""More than any local day takes: 25 hours usually, 48 where a day comes twice (Kwajalein, 1969)."""
_NEXT_HOURS = 3
"""A whole hour comes within 90 minutes (Lord Howe moves its clocks by 30), and not always in the next one."""
_NEXT_DAYS = 4
"""Yesterday, whose time can have been moved past midnight, to the day after tomorrow."""
_CLOCK = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
_MIDNIGHT = time()


def boundary(after: datetime, delivery: Delivery, zone: tzinfo) -> datetime:
    """Return the first moment after ``after`` at which is delivered; that moment itself for instant delivery.

    Hourly is whenever the clock on the wall shows a whole hour, so twice for one that comes twice. Daily
    and weekly is once per local day: the first time where its time comes twice, later where it is left out.

    Args:
        after: the moment before, which does not count.
        delivery: how often; a time that cannot be read is 00:00, a day that cannot be read Monday.
        zone: that of its times.

    Raises:
        ValueError: ``after`` is naive.
    """
    now = _utc(after)
    if delivery.every is Cadence.INSTANT:
        return now
    if delivery.every is Cadence.HOURLY:
        return _next_hour(now, zone)
    day, _, at = delivery.at.rpartition(" ")
    weekday = WEEKDAYS.index(day) if day in WEEKDAYS else 0
    return _next_time(
        now, _clock(at) or _MIDNIGHT, weekday if delivery.every is Cadence.WEEKLY else None, zone
    )


def is_quiet(at: datetime, quiet: Quiet, zone: tzinfo) -> bool:
    """Return whether the wall clock shows a quiet day or a quiet hour: from the start until before the end.

    Over midnight where the end is earlier than the start. Where both are the same, or one cannot be
    read, there are no quiet hours; quiet days there are all the same.

    Raises:
        ValueError: ``at`` is naive.
    """
    local = _utc(at).astimezone(zone)
    return _covers(quiet, local.weekday(), local.time())


def awake(at: datetime, quiets: Iterable[tuple[Quiet, tzinfo]]) -> datetime:
    """Return the first moment from ``at`` on that is quiet by none of these.

    Eight days later, quiet or not, where there is none until then: whoever waits asks again. One
    that never comes is ``never_awake``; of a single quiet time, only a change of clocks that leaves
    out all that a week has awake makes it come later.

    Raises:
        ValueError: ``at`` is naive.
    """
    moment = _utc(at)
    quiets = tuple(quiets)
    limit = moment + LONGEST_QUIET
    while moment < limit:
        asleep = [(quiet, zone) for quiet, zone in quiets if is_quiet(moment, quiet, zone)]
        if not asleep:
            return moment
        moment = max(_wakes(moment, limit, quiet, zone) for quiet, zone in asleep)
    return limit


def never_awake(*quiets: Quiet) -> bool:
    """Return whether these, by the same wall clock, leave nothing of a week."""
    clocks = {_MIDNIGHT, *(end for quiet in quiets if (end := _clock(quiet.end)) is not None)}
    return all(
        any(_covers(quiet, weekday, clock) for quiet in quiets)
        for weekday in range(len(WEEKDAYS))
        for clock in clocks
    )


def midnight(after: datetime, zone: tzinfo) -> datetime:
    """Return when the next local day begins: the first moment after ``after`` with a later local date.

    Raises:
        ValueError: ``after`` is naive.
    """
    now = _utc(after)
    today = now.astimezone(zone).date()
    turns = _turns(now, now + _LONGEST_DAY, zone, (_MIDNIGHT,))
    return next(moment for moment in turns if moment.astimezone(zone).date() > today)


def local_day(at: datetime, zone: tzinfo) -> str:
    """Return the local date: ``2026-11-28``.

    Raises:
        ValueError: ``at`` is naive.
    """
    return _utc(at).astimezone(zone).date().isoformat()


def _next_hour(now: datetime, zone: tzinfo) -> datetime:
    """Return the next moment at which minutes and seconds are 0.

    Which moments these are depends on how far a zone is from UTC then: before a change of clocks or after.
    """
    hours = set()
    for offset in {_offset(now + ahead * _HOUR, zone) for ahead in range(_NEXT_HOURS)}:
        passed = (now - _EPOCH + offset) // _HOUR
        hours |= {_EPOCH + (passed + ahead) * _HOUR - offset for ahead in range(1, _NEXT_HOURS + 1)}
    local = {hour: hour.astimezone(zone) for hour in hours}
    return min(hour for hour in hours if local[hour].minute == local[hour].second == 0)


def _next_time(now: datetime, clock: time, weekday: int | None, zone: tzinfo) -> datetime:
    """Return the next moment at which a day's time comes, on each day or on one of the week."""
    day = now.astimezone(zone).date() - _DAY
    if weekday is not None:
        day += (weekday - day.weekday()) % len(WEEKDAYS) * _DAY
    step = _DAY if weekday is None else len(WEEKDAYS) * _DAY
    firsts = (instants(day + ahead * step, clock, zone)[0] for ahead in range(_NEXT_DAYS))
    return min(moment for moment in firsts if moment > now)


def _wakes(moment: datetime, limit: datetime, quiet: Quiet, zone: tzinfo) -> datetime:
    """Return the first moment after this one that is not quiet, or ``limit``.

    That is the end of quiet hours or the beginning of a day, unless a change of clocks leaves out the rest.
    """
    end = _clock(quiet.end)
    turns = _turns(moment, limit, zone, (_MIDNIGHT,) if end is None else (_MIDNIGHT, end))
    return next((turn for turn in turns if not is_quiet(turn, quiet, zone)), limit)


def _turns(since: datetime, until: datetime, zone: tzinfo, clocks: Sequence[time]) -> Iterator[datetime]:
    """Yield the moments in (since, until] at which the wall clock shows one of these times or is changed.

    In order; also some at which it shows another, because theirs is left out.
    """
    while since < until:
        end = min(since + _DAY, until)
        # One day more on both sides: the date itself can go back by one, when clocks change at midnight.
        day, last = since.astimezone(zone).date() - _DAY, end.astimezone(zone).date() + _DAY
        found = set(_changes(since, end, zone))
        while day <= last:
            found.update(moment for clock in clocks for moment in instants(day, clock, zone))
            day += _DAY
        yield from sorted(moment for moment in found if since < moment <= end)
        since = end


def _changes(since: datetime, until: datetime, zone: tzinfo) -> Iterator[datetime]:
    """Yield when in (since, until], a day at most, a zone changes its clocks.

    Halving finds it, because there is one at most: since 1970 no two have come within a week of each other.
    """
    offset = _offset(since, zone)
    if _offset(until, zone) != offset:
        start = since.replace(microsecond=0)  # clocks change on whole seconds
        seconds = range((until - start) // _SECOND + 1)
        changed = bisect_left(seconds, True, key=lambda s: _offset(start + s * _SECOND, zone) != offset)
        yield start + changed * _SECOND


def _covers(quiet: Quiet, weekday: int, clock: time) -> bool:
    start, end = _clock(quiet.start), _clock(quiet.end)
    if weekday in quiet.days:
        return True
    if start is None or end is None:
        return False
    return start <= clock < end if start <= end else not end <= clock < start


def _clock(text: str) -> time | None:
    return time.fromisoformat(text) if _CLOCK.fullmatch(text) else None


def _offset(at: datetime, zone: tzinfo) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()


def _utc(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("a moment is aware")
    return at.astimezone(UTC)
