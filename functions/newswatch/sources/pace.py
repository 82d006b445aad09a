"""How often a source publishes, and so how often it is read: pure functions of when its entries appeared.

Times are whole minutes since the epoch, newest first: what ``FetchMemory.times`` keeps.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from newswatch.model import Entry, Source

USUAL_S = 63 * 60
"""The shortest interval of what publishes less than hourly: once an hour is the custom, and 59 minutes
count as too soon (rachelbythebay.com, feed reader score)."""
FREQUENT_S = 10 * 60
"""The shortest of what publishes at least hourly."""
URGENT_S = 5 * 60
"""That of what somebody has marked as urgent."""
LONGEST_S = 24 * 3_600
FLOOR_MAX_S = 30 * 24 * 3_600
"""A server that asks for a longer pause is taken to have made a mistake."""

KEPT = 100
"""Times that are kept: 400 bytes, and some hours of the busiest wire."""
_FEW = 20
"""Entries over which a slow source's pace is taken: what it did years ago says little."""
_DAY = 24 * 60
_LEAST_SPAN = 3 * 60
_BUSY_SHARE = 1 / 3
"""Of the hours looked at, how many must have had something new: 30 entries at nine in the morning are
one burst, not one every 48 minutes."""
_HOURLY = 1.05
"""Of something every 61 minutes, a day has 24 as well at times."""
_PER_GAP_FAST, _PER_GAP_SLOW = 2, 8
"""Polls between two entries. On average an entry waits for half an interval: a sixteenth of the gap of
a slow source, and a quarter of that of a fast one, where it is minutes."""
_YOUNG_SPAN, _YOUNG_PARTS, _YOUNG_BUSY = 60, 6, 4
"""Of a history that is younger than a day: an hour of it at least, in so many parts, of which so many must
have had something new."""
_FLOOR_SHARE, _FLOOR_S = 20, 90
"""What is added to a floor, a part of it and some seconds: polls come late, and the next one in time."""
_KEEP = 1.5
"""An interval is kept as long as the right one is not further away by this factor: changing it is a write."""


def appeared(entries: Iterable[Entry], found_at: datetime, *, baseline: bool = False) -> list[int]:
    """Return when entries appeared: by their own dates, or when they were found.

    Of a baseline the undated ones are left out: when they appeared nobody knows.
    """
    found = int(found_at.timestamp() // 60)
    minutes = []
    for entry in entries:
        if entry.published:
            minutes.append(max(0, min(int(entry.published.timestamp() // 60), found)))
        elif not baseline:
            minutes.append(found)
    return minutes


def merged(times: Iterable[int], more: Iterable[int]) -> tuple[int, ...]:
    """Return the newest of both."""
    return tuple(sorted((*times, *more), reverse=True)[:KEPT])


def mean_gap_s(times: Sequence[int], now: datetime) -> float | None:
    """Return the mean time between entries lately, in seconds; None where nothing is known.

    The time since the newest entry counts: what has fallen silent becomes slow.
    """
    if not times:
        return None
    minute = now.timestamp() / 60
    today, span = _today(times, minute)
    if len(today) >= _FEW:
        return 60 * span / len(today)
    few = times[:_FEW]
    mean = max(minute - few[-1], 1) / len(few)
    return 60 * max(mean, (minute - times[0]) / 2)


def is_hourly(times: Sequence[int], now: datetime, since: datetime | None = None) -> bool:
    """Return whether a source publishes at least hourly: more entries than hours lately, in no bursts.

    Args:
        times: when its newest entries appeared.
        now: the time.
        since: since when all that it publishes is known; None for just now.
    """
    minute = now.timestamp() / 60
    today, span = _today(times, minute)
    if since and len(times) < KEPT:
        span = max(span, min(minute - since.timestamp() / 60, _DAY))
    if len(today) * 60 <= span * _HOURLY:
        return False
    if len(today) < len(times) or span >= _DAY:
        return len({time // 60 for time in today}) * 60 >= span * _BUSY_SHARE
    part = max(minute - today[-1], _YOUNG_SPAN) / _YOUNG_PARTS
    return len({(minute - time) // part for time in today}) >= _YOUNG_BUSY


def interval_s(
    source: Source,
    times: Sequence[int],
    floor_s: int,
    now: datetime,
    current_s: int = 0,
    *,
    since: datetime | None = None,
) -> int:
    """Return how often a source is to be read.

    Args:
        source: with what people have set.
        times: when its newest entries appeared.
        floor_s: the least that its server or feed asks for.
        now: the time.
        current_s: how often it is read so far; kept where it is about right. 0 for not at all.
        since: as for ``is_hourly``.
    """
    floor_s = min(floor_s, FLOOR_MAX_S)
    floor_s = min(floor_s + floor_s // _FLOOR_SHARE + min(floor_s // 2, _FLOOR_S), FLOOR_MAX_S)
    hourly = is_hourly(times, now, since)
    usual_s = URGENT_S if source.urgent else FREQUENT_S if hourly else USUAL_S
    least_s = source.least_s or min(usual_s, source.most_s or usual_s)
    most_s = max(source.most_s or LONGEST_S, least_s)
    gap_s = mean_gap_s(times, now)
    if source.urgent or gap_s is None:
        wanted = least_s if source.urgent else source.interval_s
    else:
        wanted = int(gap_s / (_PER_GAP_FAST if hourly else _PER_GAP_SLOW))
    wanted = min(max(wanted, least_s), most_s)
    kept = least_s <= current_s <= most_s and wanted / _KEEP <= current_s <= wanted * _KEEP
    return max(current_s if kept else wanted, floor_s)


def _today(times: Sequence[int], minute: float) -> tuple[list[int], float]:
    """Return the times of the last 24 hours, and the minutes that they stand for.

    That is a day, or less where all that is known is younger: a feed of 30 entries may go
    back an hour.
    """
    today = [time for time in times if time > minute - _DAY]
    span = minute - today[-1] if today and len(today) == len(times) else _DAY
    return today, min(max(span, _LEAST_SPAN), _DAY)
