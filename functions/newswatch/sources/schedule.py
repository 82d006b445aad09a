"""When a source is read: pure functions of the roster and the clock.

A source is due at ``phase + k · interval`` since the epoch. Nothing about the
last poll is needed for that, so polling writes nothing.
"""

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from newswatch.model import RosterEntry, SourceGroup, SourceId

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = timedelta(seconds=1)

GROUP_SIZE = 40
"""Sources in one message: what one collector reads within its timeout, most of it waiting."""

BACKOFF_FIRST = timedelta(minutes=15)
BACKOFF_MAX = timedelta(hours=24)
RETRY_AFTER_MAX = timedelta(days=30)
"""A server that asks for longer is taken to have made a mistake."""


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


def groups(due: Iterable[RosterEntry], size: int = GROUP_SIZE) -> list[SourceGroup]:
    """Return the sources in as few groups as first-fit-decreasing finds, one host's side by side.

    A host is divided only where it alone is larger than a group: hosts are read
    sequentially within a group and must not be read by two collectors at once.
    """
    by_host: dict[str, list[SourceId]] = {}
    for entry in sorted(due, key=lambda e: (e.host, e.source_id)):
        by_host.setdefault(entry.host, []).append(entry.source_id)
    pieces = [ids[at : at + size] for ids in by_host.values() for at in range(0, len(ids), size)]
    bins: list[list[SourceId]] = []
    for piece in sorted(pieces, key=len, reverse=True):
        room = next((b for b in bins if len(b) + len(piece) <= size), None)
        if room is None:
            bins.append(list(piece))
        else:
            room.extend(piece)
    return [SourceGroup(tuple(ids)) for ids in bins]


def backoff(failures: int, retry_after: datetime | None, now: datetime) -> datetime:
    """Return when to read a source again that has now failed ``failures`` times in a row.

    Doubles from 15 minutes to 24 hours; a later Retry-After wins (RFC 9110 §10.2.3),
    up to 30 days.

    Raises:
        ValueError: ``failures`` is less than 1.
    """
    if failures < 1:
        raise ValueError("backing off takes a failure")
    doublings = min(failures - 1, 10)  # 2^10 quarters of an hour are past the cap
    ours = now + min(BACKOFF_FIRST * (1 << doublings), BACKOFF_MAX)
    return ours if retry_after is None else max(ours, min(retry_after, now + RETRY_AFTER_MAX))


def _occurrences(entry: RosterEntry, moment: datetime) -> int:
    """Count the times due up to and including ``moment``, in whole seconds (exact: they are on seconds)."""
    return ((moment - _EPOCH) // _SECOND - entry.phase_s) // entry.interval_s


def after_baseline(source_id: SourceId, interval_s: int, now: datetime) -> datetime:
    """Return when to read a source a second time: its own phase, an interval from now or a little later.

    Sources that were added together are spread by it, and none is asked sooner
    than at its interval.
    """
    earliest = now + timedelta(seconds=interval_s)
    seconds = -((_EPOCH - earliest) // _SECOND)
    wait = (phase(source_id, interval_s) - seconds) % interval_s
    return _EPOCH + timedelta(seconds=seconds + wait)
