"""When a source is read: pure functions of the roster and the clock.

A source is due at ``phase + k · interval`` since the epoch. Nothing about the
last poll is needed for that, so polling writes nothing. How long the interval is,
``pace`` tells.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import chain

from newswatch.model import Hints, RosterEntry, SourceGroup, SourceId

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = timedelta(seconds=1)
_WEEK_HOURS = 7 * 24

GROUP_SIZE = 40
"""Sources in one message: what one collector reads within its timeout, most of it waiting."""

BACKOFF_FIRST_S = 15 * 60
BACKOFF_MAX_S = 24 * 3600
RETRY_AFTER_MAX = timedelta(days=30)
"""A server that asks for longer is taken to have made a mistake."""
LATE_S = 90
"""A poll that is later than this may come too close to the next one: a tick is a minute, a queue seconds."""
LATE_SHARE = 21
"""For long intervals, a part of them: of 63 minutes 3, which leaves the hour that politeness wants."""


def phase(source_id: SourceId, interval_s: int) -> int:
    """Return when in its interval a source is due, in seconds: spread evenly, always the same.

    Raises:
        ValueError: the interval is not positive.
    """
    if interval_s <= 0:
        raise ValueError("an interval is at least a second")
    digest = hashlib.sha256(source_id.encode()).digest()
    return int.from_bytes(digest[:8], "big") % interval_s


def is_due(entry: RosterEntry, since: datetime, until: datetime) -> bool:
    """Return whether a source is to be read on account of the time in (since, until].

    A source that is left alone until ``not_before`` is due then, whatever its phase:
    a server that names a time is asked at that time.

    Raises:
        TypeError: a naive datetime.
    """
    if entry.not_before is not None:
        if entry.not_before > until:
            return False
        if entry.not_before > since:
            return True
    return _occurrences(entry, until) > _occurrences(entry, since)


def due_at(entry: RosterEntry, until: datetime) -> datetime:
    """Return the last moment up to ``until`` at which a source was to be read."""
    occurred = _EPOCH + (entry.phase_s + _occurrences(entry, until) * entry.interval_s) * _SECOND
    return max(occurred, entry.not_before) if entry.not_before and entry.not_before <= until else occurred


def is_late(due: datetime, now: datetime, interval_s: int) -> bool:
    """Return whether a source that is read now will come too soon again if nothing is done about it."""
    return (now - due).total_seconds() > max(LATE_S, interval_s / LATE_SHARE)


def is_overtaken(due: datetime, now: datetime, interval_s: int) -> bool:
    """Return whether a poll comes so late that the next one is due already, which will do for both.

    Not of every second one: where all polls come late, each would leave the work to the next.
    """
    late = (now - due).total_seconds() >= max(LATE_S, interval_s)
    return late and int(due.timestamp()) // interval_s % 2 == 1


def groups(
    due: Iterable[RosterEntry], until: datetime, roster: Iterable[RosterEntry] = (), size: int = GROUP_SIZE
) -> list[SourceGroup]:
    """Return the sources in as few groups as best-fit-decreasing finds, one host's side by side.

    A host is divided only where it alone is larger than a group.

    Args:
        due: what is due.
        until: when.
        roster: all sources: which hosts have several is told by it.
        size: sources in a group.
    """
    crowd = Counter(entry.host for entry in roster)
    by_host: dict[str, list[RosterEntry]] = {}
    for entry in sorted(due, key=lambda e: (e.host, e.source_id)):
        by_host.setdefault(entry.host, []).append(entry)
    pieces = [of[at : at + size] for of in by_host.values() for at in range(0, len(of), size)]
    by_room: list[list[list[RosterEntry]]] = [[] for _ in range(size + 1)]
    for piece in sorted(pieces, key=len, reverse=True):
        # Into the fullest group that has room for it ("best fit decreasing").
        room = next((room for room in range(len(piece), size) if by_room[room]), size)
        group = by_room[room].pop() if room < size else []
        by_room[room - len(piece)].append(group + piece)
    return [
        SourceGroup(
            tuple(entry.source_id for entry in group),
            tuple(due_at(entry, until) for entry in group),
            tuple(dict.fromkeys(entry.host for entry in group if crowd[entry.host] > 1)),
        )
        for group in chain.from_iterable(by_room)
    ]


def backoff(
    failures: int, interval_s: int, draw: float, now: datetime, retry_after: datetime | None = None
) -> datetime:
    """Return when to read a source again that has now failed ``failures`` times in a row.

    Up to a bound that doubles from its interval, or 15 minutes, to 24 hours; a source is never
    asked sooner than at its interval, as it was asked when it was well. A later Retry-After wins
    (RFC 9110 §10.2.3), up to 30 days.

    Args:
        failures: at least 1.
        interval_s: how often it is read when it is well.
        draw: from 0 to 1, drawn anew each time: sources that fell together come back one by one
            ("full jitter", Brooker, AWS Architecture Blog, 2015).
        now: the time.
        retry_after: when the server asks to come back.

    Raises:
        ValueError: ``failures`` is less than 1.
    """
    if failures < 1:
        raise ValueError("backing off takes a failure")
    doublings = min(failures - 1, 10)  # 2^10 quarters of an hour are past the cap
    bound = min(max(interval_s, BACKOFF_FIRST_S) << doublings, BACKOFF_MAX_S)
    ours = now + timedelta(seconds=max(interval_s, round(draw * bound)))
    return ours if retry_after is None else max(ours, min(retry_after, now + RETRY_AFTER_MAX))


def is_unwelcome(hints: Hints, now: datetime) -> bool:
    """Return whether a publisher does not want to be polled in this hour or on this day."""
    return now.hour in hints.skip_hours or now.weekday() in hints.skip_days


def welcome_at(hints: Hints, now: datetime) -> datetime:
    """Return when polling is welcome again; within a week, or now where it never is."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    later = (hour + timedelta(hours=n) for n in range(1, _WEEK_HOURS + 1))
    return next((moment for moment in later if not is_unwelcome(hints, moment)), now)


def _occurrences(entry: RosterEntry, moment: datetime) -> int:
    """Count the times due up to and including ``moment``, in whole seconds (exact: they are on seconds)."""
    return ((moment - _EPOCH) // _SECOND - entry.phase_s) // entry.interval_s


def after_baseline(source_id: SourceId, interval_s: int, least_s: int, now: datetime) -> datetime:
    """Return when to read a source a second time: within its interval, spread by its id.

    Sources that were added together come back apart, and none is asked sooner than ``least_s``
    allows. Where that is the interval, up to a quarter of it is added.
    """
    least_s = min(least_s, interval_s)
    spread = max(interval_s - least_s, interval_s // 4, 1)
    return now + timedelta(seconds=least_s + phase(source_id, spread))
