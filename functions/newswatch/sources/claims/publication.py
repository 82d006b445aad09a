"""When an article was published, of all the dates that its page gives."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from newswatch.sources.claims.dates import Stamp

_DAY = timedelta(days=1)
_SKEW = _DAY
"""How far after the server's own clock a date may lie: one without a zone is off by up to 14 hours."""
_RENDERED = timedelta(minutes=5)
"""A date so close to the answer's own is rather the page's making than its article's."""
_SAME_SAVE = timedelta(minutes=5)
"""Systems write both dates in one go, and the later one first."""
_QUARTER = timedelta(minutes=15)
_WIDEST_ZONE = timedelta(hours=14)
_NEAR_DAY = timedelta(hours=36)
"""From noon of a day: its own hours, and half a day of zones on both sides."""


def resolve(
    published: Sequence[Stamp],
    updated: Sequence[Stamp],
    *,
    day: datetime | None = None,
    now: datetime | None = None,
) -> tuple[datetime | None, datetime | None]:
    """Return when it was published and last changed.

    The first is believed, except that

    - what lies after ``now`` counts for nothing, and of several dates one that is
      ``now`` itself is taken for the time at which the page was made;
    - where the address carries a day, a date of that day comes before one of another;
    - of the same day a time comes before none, and of the same moment one with a zone
      before one without; and a zone that is not zero before one that is, because local
      time with a careless Z behind it is a common mistake, the reverse none;
    - published after it was changed is the wrong way round, unless another date of
      publication says the same; but a change minutes before belongs to the same save.

    Args:
        published: what was said of publication, the most trusted first.
        updated: what was said of changes, the same.
        day: the day that the page's address carries (naive midnight).
        now: the clock of the server that sent the page.
    """
    published, updated = _plausible(published, now), _plausible(updated, now)
    first, change = _first(published, day, now), _first(updated, None, None)
    if first is None:
        return None, change.when if change else None
    first = _exact(first, published)
    if change is None:
        return first.when, None
    change = _exact(change, updated)
    if change.when >= first.when:
        return first.when, change.when
    of_day = not change.timed and first.when - change.when < _DAY
    if of_day or first.when - change.when <= _SAME_SAVE or _is_repeated(first, published):
        return first.when, None
    return change.when, first.when


def _plausible(said: Sequence[Stamp], now: datetime | None) -> list[Stamp]:
    return [stamp for stamp in said if now is None or stamp.when <= now + _SKEW]


def _first(said: Sequence[Stamp], day: datetime | None, now: datetime | None) -> Stamp | None:
    if day and (of_day := [stamp for stamp in said if abs(stamp.local - day - _DAY / 2) <= _NEAR_DAY]):
        said = of_day
    if now and any(now - stamp.when > _RENDERED for stamp in said):
        said = [stamp for stamp in said if not stamp.timed or abs(now - stamp.when) > _RENDERED]
    return next(iter(said), None)


def _exact(stamp: Stamp, said: Sequence[Stamp]) -> Stamp:
    """Return what says the same more exactly, where something does."""
    if not stamp.timed:
        stamp = next((s for s in said if s.timed and _is_of_day(s, stamp.local)), stamp)
    if stamp.timed and not stamp.offset:
        stamp = next((s for s in said if s.offset and _is_same_clock(s, stamp)), stamp)
    if stamp.timed and stamp.offset is None:
        stamp = next((s for s in said if s.offset is not None and _is_same_moment(s, stamp)), stamp)
    return stamp


def _is_of_day(stamp: Stamp, day: datetime) -> bool:
    return day.date() in {stamp.local.date(), stamp.when.date()}


def _is_same_clock(one: Stamp, other: Stamp) -> bool:
    return one.local.replace(second=0, microsecond=0) == other.local.replace(second=0, microsecond=0)


def _is_same_moment(zoned: Stamp, bare: Stamp) -> bool:
    """Return whether there is a zone in which the bare one is the other: they are all whole quarters."""
    apart = bare.local - zoned.when.replace(tzinfo=None)
    return abs(apart) <= _WIDEST_ZONE and (apart + _QUARTER / 15) % _QUARTER < _QUARTER / 7


def _is_repeated(stamp: Stamp, said: Sequence[Stamp]) -> bool:
    return sum(abs(other.when - stamp.when) <= _SAME_SAVE for other in said) > 1
