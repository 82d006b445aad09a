"""Times as people say them: ``for 3d``, ``until fri``."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from newswatch.wall_clock import WEEKDAYS, instants, zone_of

LONGEST = timedelta(days=366)
"""Whoever pauses for longer has forgotten the topic when it comes back."""

_WHOLE_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORTEST = 3  # of a weekday's name

_SPAN = re.compile(r"(?P<count>[0-9]{1,6}|an?) ?(?P<unit>[a-z]+)")
_UNITS = {
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), timedelta(minutes=1)),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), timedelta(hours=1)),
    **dict.fromkeys(("d", "day", "days"), timedelta(days=1)),
    **dict.fromkeys(("w", "wk", "week", "weeks"), timedelta(weeks=1)),
}
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CLOCK = re.compile(r"(?P<hour>[0-9]{1,2})(?::(?P<minute>[0-9]{2}))?(?P<half>am|pm)?")
_WORDS = 4
"""``2 pm`` and a day with ``at`` between are the longest; more is no time."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A time in the future, as it was said."""

    span: timedelta | None = None
    """From now on; None where a day is meant."""
    day: str = ""
    """``tomorrow``, a weekday (``fri``), or a date (``2026-12-01``)."""
    time: str = ""
    """``08:00``; the beginning of the day where it is empty. With no day, the next time it is so late."""

    @property
    def needs_zone(self) -> bool:
        """Whether it depends on where the person is."""
        return self.span is None

    def resolve(self, now: datetime, zone: str) -> datetime:
        """Return the moment in UTC.

        A wall clock's time that a change of clocks leaves out moves forward with the
        clocks; one that comes twice is the first that is still to come.

        Args:
            now: aware.
            zone: IANA name of the person's time zone; one that is not known counts as UTC.

        Raises:
            ValueError: that moment is not in the future, or more than 366 days away.
        """
        if now.tzinfo is None:
            raise ValueError("now is naive")
        if self.span is not None:
            if not timedelta() < self.span <= LONGEST:
                raise ValueError("That is not in the future, or more than a year away.")
            return now.astimezone(UTC) + self.span
        coming = [moment for moment in self._instants(now, zone_of(zone)) if moment > now]
        if not coming:
            raise ValueError("That time has passed already.")
        return min(coming)

    def _instants(self, now: datetime, zone: tzinfo) -> Iterator[datetime]:
        """Yield the moments that the words can mean, in UTC."""
        today = now.astimezone(zone).date()
        clock = time.fromisoformat(self.time) if self.time else time()
        for day in self._days(today):
            if day - today > LONGEST:
                raise ValueError("That is more than a year away.")
            if day >= today:
                yield from instants(day, clock, zone)

    def _days(self, today: date) -> tuple[date, ...]:
        tomorrow = today + timedelta(days=1)
        if not self.day:
            return today, tomorrow
        if self.day == "tomorrow":
            return (tomorrow,)
        if self.day in WEEKDAYS:
            ahead = (WEEKDAYS.index(self.day) - tomorrow.weekday()) % len(WEEKDAYS)
            return (tomorrow + timedelta(days=ahead),)
        return (date.fromisoformat(self.day),)


def parse_moment(words: Sequence[str]) -> Moment | None:
    """Return the time that these words say, with or without ``for`` or ``until`` before; None for none."""
    said = [word.lower() for word in words]
    keyword = said.pop(0) if said and said[0] in {"for", "until", "till"} else ""
    if not said or len(said) > _WORDS:
        return None
    if keyword in {"", "for"} and (moment := _span(" ".join(said))):
        return moment
    return None if keyword == "for" else _wall(said)


def spell_moment(moment: Moment) -> str:
    """Return the words that say this moment, so that parsing them gives it again."""
    if moment.span is None:
        return " ".join(filter(None, ("until", moment.day, moment.time)))
    minutes = moment.span // timedelta(minutes=1)
    for unit, length in (("w", 10_080), ("d", 1_440), ("h", 60)):
        if minutes % length == 0:
            return f"for {minutes // length}{unit}"
    return f"for {minutes}m"


def _span(text: str) -> Moment | None:
    found = _SPAN.fullmatch(text)
    if not found or found["unit"] not in _UNITS:
        return None
    # 999999 weeks are still far from what a timedelta holds.
    span = _UNITS[found["unit"]] * (int(found["count"]) if found["count"].isdecimal() else 1)
    return Moment(span=span) if timedelta() < span <= LONGEST else None


def _wall(words: Sequence[str]) -> Moment | None:
    day = _day(words[0])
    rest = [word for word in (words[1:] if day else words) if word != "at"]
    if not rest:
        return Moment(day=day) if day else None
    clock = _clock("".join(rest))
    return Moment(day=day, time=clock) if clock else None


def _day(word: str) -> str:
    if word == "tomorrow":
        return word
    if len(word) >= _SHORTEST:
        for short, whole in zip(WEEKDAYS, _WHOLE_WEEKDAYS, strict=True):
            if whole.startswith(word):
                return short
    if _DATE.fullmatch(word):
        try:
            return date.fromisoformat(word).isoformat()
        except ValueError:
            return ""
    return ""


def _clock(text: str) -> str:
    """Return ``8:00``, ``08:00``, ``8am`` or ``8:30pm`` as ``HH:MM``; empty for no time of day."""
    found = _CLOCK.fullmatch(text)
    if not found or not (found["minute"] or found["half"]):
        return ""
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["half"]:
        if not 1 <= hour <= 12:  # noqa: PLR2004 - what a clock's face has
            return ""
        hour = hour % 12 + (12 if found["half"] == "pm" else 0)
    try:
        return time(hour, minute).isoformat("minutes")
    except ValueError:
        return ""
