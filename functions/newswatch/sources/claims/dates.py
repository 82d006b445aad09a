"""Dates as publishers write them, in the half dozen standards and the customs that they mistake for one."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from newswatch.sources import markup

ASSUMED = timezone(timedelta(0), "assumed")
"""UTC for want of a zone. It compares and prints as UTC; it only tells who asks that nobody said so."""

YEARS = range(1990, 2100)
"""Of publication; the rest are placeholders such as 0001-01-01 and 1970-01-01, and other calendars."""

_MAX_CHARS = 100
_MAX_OFFSET = timedelta(hours=14)  # Kiribati's
_NOON = 12

# RFC 5322 §4.3, then what else means one thing only. Not IST (Irish, Indian, Israeli), nor AST, nor
# "ET", which is one of two: such a time counts as one without a zone.
# fmt: off
_ZONES = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6,
    "pst": -8, "pdt": -7, "akst": -9, "akdt": -8, "hst": -10, "bst": 1, "wet": 0, "west": 1, "cet": 1,
    "cest": 2, "mez": 1, "mesz": 2, "eet": 2, "eest": 3, "msk": 3, "jst": 9, "kst": 9, "hkt": 8, "sgt": 8,
    "aest": 10, "aedt": 11, "acst": 9.5, "acdt": 10.5, "awst": 8, "nzst": 12, "nzdt": 13,
}
# Beginnings are enough: "nov", "november", "novembre", "noviembre". The longer of two comes first.
_MONTHS = (
    ("jan", "janv", "ene", "gen", "янв", "sty", "oca", "ιαν"),
    ("feb", "fev", "fév", "фев", "lut", "şub", "φεβ"),
    ("mar", "mär", "maa", "mrt", "мар", "μαρ"),
    ("apr", "avr", "abr", "апр", "kwi", "nis", "απρ"),
    ("may", "mai", "mag", "mei", "maj", "мая", "май", "μαΐ", "μάι", "μαι"),
    ("jun", "juin", "giu", "июн", "cze", "haz", "ιουν"),
    ("jul", "juil", "lug", "июл", "lip", "tem", "ιουλ"),
    ("aug", "aoû", "aou", "ago", "agu", "авг", "sie", "ağu", "αυγ"),
    ("sep", "set", "сен", "wrz", "eyl", "σεπ"),
    ("oct", "okt", "out", "ott", "окт", "paź", "eki", "οκτ"),
    ("nov", "ноя", "lis", "kas", "νοε", "νοέ"),
    ("dec", "dez", "dic", "déc", "des", "дек", "gru", "ara", "δεκ"),
)
# fmt: on
_MONTH = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}

_WEEKDAY = r"(?:[^\W\d_]{2,14}\.?,?\s+)?"
_NAME = r"(?P<name>[^\W\d_]{3,12})\.?,?"
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?P<y>\d{4})\s?[-/.]\s?(?P<m>\d{1,2})\s?[-/.]\s?(?P<d>\d{1,2})(?!\d)\.?",
        r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)(?=\D|$|\d{4}$|\d{6}$)",
        r"(?P<y>\d{4})\s?[年년]\s?(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日일号號]",
        r"(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4})(?!\d)",
        r"(?P<one>\d{1,2})(?P<by>[-/])(?P<two>\d{1,2})(?P=by)(?P<y>\d{4})(?!\d)",
        _WEEKDAY + r"(?P<d>\d{1,2})(?:st|nd|rd|th|er|\.|º)?[\s-](?:de\s|of\s)?" + _NAME
        + r"[\s-](?:de\s|of\s)?(?P<y>\d{4})(?!\d)",
        _WEEKDAY + _NAME + r"\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>\d{4})(?!\d)",
    )
)  # fmt: skip
_CTIME = re.compile(r"([a-z]{3} [a-z]{3} +\d{1,2}) (\d\d:\d\d:\d\d)( [a-z]{2,5})? (\d{4})", re.IGNORECASE)
_TIME = re.compile(
    r"[\s,T|–—-]*(?:at\s|um\s|à\s|om\s|kl\.?\s)?\s*(?:(?P<before>[^\W\d_]{2,10})\s)??"
    r"(?:(?P<h>\d{1,2})\s?[:.h時时点시]\s?(?P<min>\d\d)?(?:\s?[:.分분]\s?(?P<s>\d\d)?)?"
    r"|(?P<h4>\d\d)(?P<m4>\d\d)(?P<s4>\d\d)?)"
    r"(?:[.,:](?P<f>\d+))?\s*(?:秒|초|Uhr\b)?"
    r"\s*(?P<half>[ap]\.?m\b\.?)?,?"
    r"\s*(?P<zone>z|(?:utc|gmt)?\s?(?P<sign>[+−-])(?P<zh>\d{1,2})(?::?(?P<zm>\d\d))?|[a-z]{2,5})?"
    r"\s*(?:[\[(].*)?",
    re.IGNORECASE,
)
_MORNING = ("am", "a.m", "오전", "上午", "午前")
_HALVES = (*_MORNING, "pm", "p.m", "오후", "下午", "午後")
_EPOCH = re.compile(r"\d{9,10}(?:\.\d+)?|\d{13}")
_EPOCH_MS = 13


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date as it was written."""

    local: datetime
    """The wall clock, naive; midnight where there was only a day."""
    offset: timedelta | None = None
    """From UTC; None where no zone was said."""

    @property
    def timed(self) -> bool:
        """Whether it says more than a day. Midnight does not: it is what systems fill a day up with."""
        return any((self.local.hour, self.local.minute, self.local.second, self.local.microsecond))

    @property
    def when(self) -> datetime:
        """The instant, in UTC; ``ASSUMED`` where no zone was said."""
        if self.offset is None:
            return self.local.replace(tzinfo=ASSUMED)
        return (self.local - self.offset).replace(tzinfo=UTC)


def parse(text: str) -> Stamp | None:
    """Read a date of ISO 8601, RFC 5322, C's or JavaScript's clock, an epoch, or a written one.

    None for what is no date, or no article's, and for what can be read as two:
    03/04/2026 may be in March or in April.
    """
    text = markup.collapsed(text[: _MAX_CHARS * 2])
    if not text or len(text) > _MAX_CHARS:
        return None
    if _EPOCH.fullmatch(text):
        return _of_epoch(text)
    text = _CTIME.sub(r"\1 \4 \2\3", text, count=1)
    for pattern in _DATES:
        if match := pattern.match(text):
            day = _day(match)
            return _with_time(day, text[match.end() :]) if day else None
    return None


def _of_epoch(text: str) -> Stamp | None:
    seconds = int(text) / 1000 if len(text) == _EPOCH_MS and "." not in text else float(text)
    found = datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None)
    return Stamp(found, timedelta(0)) if found.year in YEARS else None


def _day(match: re.Match[str]) -> datetime | None:
    said = match.groupdict()
    if said.get("name"):
        name = said["name"].lower()
        month = _MONTH.get(name[:4]) or _MONTH.get(name[:3]) or 0
    else:
        month = int(said.get("m") or 0)
    day = int(said.get("d") or 0)
    if said.get("one"):
        one, two = int(said["one"]), int(said["two"])
        if one <= _NOON and two <= _NOON and one != two:
            return None
        day, month = (one, two) if two <= _NOON else (two, one)
    try:
        found = datetime(int(said["y"]), month, day)  # noqa: DTZ001 - the zone is beside it, in Stamp
    except ValueError:
        return None
    return found if found.year in YEARS else None


def _with_time(day: datetime, rest: str) -> Stamp:
    match = _TIME.fullmatch(rest) if rest.strip() else None
    if not match:
        return Stamp(day)
    hour = int(match["h"] or match["h4"])
    half = (match["half"] or match["before"] or "").lower()
    if half.startswith(_HALVES):
        hour = hour % _NOON + (0 if half.startswith(_MORNING) else _NOON)
    try:
        local = day.replace(
            hour=hour,
            minute=int(match["min"] or match["m4"] or 0),
            second=min(int(match["s"] or match["s4"] or 0), 59),  # a leap second is 60
            microsecond=int(((match["f"] or "") + "000000")[:6]),
        )
    except ValueError:
        return Stamp(day)
    return Stamp(local, _offset(match))


def _offset(match: re.Match[str]) -> timedelta | None:
    if match["sign"]:
        offset = timedelta(hours=int(match["zh"]), minutes=int(match["zm"] or 0))
        return (offset if match["sign"] == "+" else -offset) if offset <= _MAX_OFFSET else None
    hours = _ZONES.get((match["zone"] or "").lower())
    return None if hours is None else timedelta(hours=hours)
