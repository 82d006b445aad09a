"""When an article was published, of all the dates that its page gives."""

from collections.abc import Iterable, Sequence
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
    created: Sequence[Stamp] = (),
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
    - published after it was changed is how a post looks that was scheduled, and last
      edited before it went online. Only where the address's day or another date of
      publication says the same as the change are the two taken for the wrong way round;
    - where all that was said of publication lies after ``now`` the change is the last resort.

    Args:
        published: what was said of publication, the most trusted first.
        updated: what was said of changes, the same.
        created: when it was begun; believed where nothing is said of publication.
        day: the day that the page's address carries (naive midnight).
        now: the clock of the server that sent the page.
    """
    said, changes = plausible(published, now), plausible(updated, now)
    of_address = plausible([Stamp(day)] if day else [], now)
    known = [*said, *plausible(created, now), *of_address]
    first, change = _first(known, day, now), _first(changes, None, None)
    if change:
        change = _exact(change, changes)
    if first is None:
        changed_at = change.when if change else None
        return changed_at if published else None, changed_at
    doubted = said[0] if said and of_address and first is of_address[0] else first
    first = _exact(first, known)
    if change is None:
        return first.when, None
    if _is_publication(change, doubted, said, day):
        return _exact(change, said).when, doubted.when
    return first.when, change.when if change.when >= first.when else None


def plausible(said: Iterable[Stamp], now: datetime | None) -> list[Stamp]:
    """Return what was not yet to come when the server's clock showed ``now``."""
    return [stamp for stamp in said if now is None or stamp.when <= now + _SKEW]


def _first(said: Sequence[Stamp], day: datetime | None, now: datetime | None) -> Stamp | None:
    if day and (of_day := [stamp for stamp in said if _is_near(stamp, day)]):
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


def _is_near(stamp: Stamp, day: datetime) -> bool:
    return abs(stamp.local - day - _DAY / 2) <= _NEAR_DAY


def _is_publication(change: Stamp, first: Stamp, said: Sequence[Stamp], day: datetime | None) -> bool:
    """Return whether others say that it was published at ``change``, and not later, at ``first``."""
    later = first.when - change.when
    if later <= (_SAME_SAVE if change.timed else _DAY):
        return False
    if day and _is_near(change, day) and not _is_near(first, day):
        return True
    is_repeated = sum(abs(other.when - first.when) <= _SAME_SAVE for other in said) > 1
    return not is_repeated and any(_is_same(other, change) and not _is_same(other, first) for other in said)


def _is_same(one: Stamp, other: Stamp) -> bool:
    """Return whether two dates agree, as far as the less exact one tells."""
    if one.timed and other.timed:
        return abs(one.when - other.when) <= _SAME_SAVE
    return _is_of_day(other, one.local) if other.timed else _is_of_day(one, other.local)
