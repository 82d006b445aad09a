"""What wall clocks show: names of time zones, and the moments at which it is so late somewhere.

Days and times are local, moments aware UTC. What zones there are and when their clocks change,
``zoneinfo`` knows (the IANA time zone database).
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from difflib import get_close_matches
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from newswatch.spelling import plain

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NEAREST = 3
"""Suggestions: as many as one takes in at a glance."""

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+){0,2}")
_LONGEST = 64
"""Of a name: the longest that there is has 32 characters."""
_NO_ZONES = frozenset({"posix", "right", "posixrules", "localtime", "Factory"})
"""What lies among the zones: copies, some with leap seconds, and whatever the machine is set to."""
_OLD_AREAS = frozenset({"Brazil", "Canada", "Chile", "Mexico", "US"})
"""Zones there have newer names, which are suggested first."""
_SIMILAR = 0.75
"""By difflib's measure: ``madird`` is close to ``madrid`` (0.83), ``india`` to no city."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A zone that is called by where it is."""

    name: str
    words: str
    """Of the name: ``america argentina buenos aires``."""
    areas: tuple[str, ...]
    """``america``, ``argentina``."""
    city: str
    """``buenos aires``."""


def zone_of(name: str) -> tzinfo:
    """Return the time zone of this name; UTC for one that is empty, malformed or not known."""
    return _found(name) or UTC


def is_zone(name: str) -> bool:
    """Return whether this is the name of a time zone, letter by letter (``Europe/Madrid``).

    That opens a file or two, where the list of all names would open hundreds.
    """
    return _found(name) is not None


def nearest_zones(text: str) -> tuple[str, ...]:
    """Return up to 3 names of zones that somebody may mean who types this, the likeliest first.

    A name in whatever case (``europe/madrid``), a city (``new york``), an area (``argentina``), a city
    among other words (``paris, france``), or a name or city with a slip.
    """
    text = text[:_LONGEST]
    if name := _spelled().get(text.strip().lower().replace(" ", "_")):
        return (name,)
    said = _words(text)
    if not said:
        return ()
    for found in (
        [place.name for place in _places() if said in {place.city, place.words}],
        [place.name for place in _places() if said in place.areas],
        [place.name for place in _places() if f" {place.city} " in f" {said} "],
    ):
        if found:
            return tuple(found[:NEAREST])
    meant = {spelled: place.name for place in reversed(_places()) for spelled in (place.words, place.city)}
    close = get_close_matches(said, meant, n=2 * NEAREST, cutoff=_SIMILAR)
    return tuple(dict.fromkeys(meant[spelled] for spelled in close))[:NEAREST]


def instants(day: date, clock: time, zone: tzinfo) -> tuple[datetime, ...]:
    """Return the moments at which a wall clock shows this time on this day.

    That is one; two, in their order, where clocks are put back over it; and for a time that a
    change of clocks leaves out the one to which it moves forward with them: for 02:30, where two
    o'clock becomes three, 03:30 (PEP 495).

    Raises:
        OverflowError: in UTC it is before the year 1 or after 9999.
    """
    wall = datetime.combine(day, clock, tzinfo=zone)
    first, second = (wall.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    # Of a time that is left out the second reading is the earlier one, before the change.
    return (first, second) if first < second else (first,)


def _found(name: str) -> ZoneInfo | None:
    if not _is_name(name):
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # not there, something else, or a folder of zones
        return None


def _is_name(name: str) -> bool:
    return (
        len(name) <= _LONGEST
        and _NAME.fullmatch(name) is not None
        and name.partition("/")[0] not in _NO_ZONES
    )


@lru_cache(1)
def _spelled() -> dict[str, str]:
    """Return all names of zones by their lower case: no two differ in it alone."""
    return {name.lower(): name for name in sorted(available_timezones()) if _is_name(name)}


@lru_cache(1)
def _places() -> tuple[_Place, ...]:
    """Return the zones that are called by where they are, those in today's names first.

    ``Etc/GMT+2`` is not among them: it is behind UTC, the contrary of what people mean.
    """
    names = [name for name in _spelled().values() if "/" in name and not name.startswith("Etc/")]
    names.sort(key=lambda name: (name.partition("/")[0] in _OLD_AREAS, name))
    return tuple(
        _Place(name, _words(name), tuple(map(_words, areas)), _words(city))
        for name in names
        for *areas, city in [name.split("/")]
    )


def _words(text: str) -> str:
    """Return a text's words without case, accents and what stands between them."""
    return " ".join(re.findall(r"[a-z0-9]+", plain(text)))
