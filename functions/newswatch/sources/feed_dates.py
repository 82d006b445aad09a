"""Dates of feeds: what ``claims.dates`` reads of pages, and what only feeds get wrong.

Those of feedparser are not asked: for what is missing they take today's date and the machine's
time zone, and a zone that they don't know for UTC, without a word.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from newswatch.sources import markup
from newswatch.sources.claims import dates
from newswatch.sources.month_names import MONTH, NAME

NO_DATE = "no date"
UNREADABLE = "a date that cannot be read"
NO_ZONE = "no time zone given: UTC"
UNKNOWN_ZONE = "its time zone is not known: UTC"
KOREAN = "no time zone given: Korea's"
DAY_ONLY = "only the day is given"
CHANGE_ONLY = "only the time of its last change is given"
DAY_FIRST = "read as day/month"
MONTH_FIRST = "read as month/day"

_MAX_CHARS = 100
_KOREA = timedelta(hours=9)
_DAY = timedelta(days=1)
_CENTURY = 100
_PIVOT = 50  # two digits below it are years from 2000 (RFC 5322 §4.3)
_EPOCH_UNITS = {10: 1, 9: 1, 13: 1_000, 16: 1_000_000}

_ISO = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:[Zz]|[+-]\d\d:\d\d)")
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_RFC_5322 = re.compile(
    r"(?:[A-Z][a-z]{2}, )?(\d\d?) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{4})"
    r" (\d\d):(\d\d):(\d\d) (?:GMT|UTC|([+-])(\d\d)(\d\d))"
)
_EPOCH = re.compile(r"(?:/Date\()?(\d{9,10}|\d{13}|\d{16})(?:\.\d+)?(?:[+-]\d{4})?(?:\)/)?")
_COMMA = re.compile(r",(?=[^\s\d])|(?<=[^\W\d]),(?=\d)")
_ETC = re.compile(r"\bEtc/(?=[A-Z])")
_COMMENT = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*$")
_WORDS_BEFORE = re.compile(r"(?:[^\W\d_]+(?:-feira)?[.,:]*\s+){1,4}(?=\d|[^\W\d_]+\.?\s)")
_ASCTIME = re.compile(r"([^\W\d_]+)\.?\s(\d{1,2})\s(\d{1,2}:\d\d(?::\d\d)?)(\s\S+)?\s(\d{4})")
_YEAR_FIRST = re.compile(rf"(\d{{4}})[-./\s]+({NAME})\.?[-./\s]+(\d{{1,2}})(?!\d)\.?", re.IGNORECASE)
_DAY_FIRST = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th|er|\.|º|ª)?[-./\s]+(?:de\s|of\s|d['’])?({NAME})\.?,?[-./\s]+"
    r"(?:de[l]?\s|of\s)?['’]?(\d{4}(?!\d)|\d\d(?![\d:]))(?:\s[гр]\b\.?)?",
    re.IGNORECASE,
)
_NAME_FIRST = re.compile(
    rf"({NAME})\.?,?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+['’]?(\d{{4}}(?!\d)|\d\d(?![\d:]))", re.IGNORECASE
)
_SHORT_YEAR = re.compile(r"(\d{1,2}\.\d{1,2}\.)(\d\d)(?!\d)")
_NUMBERS = re.compile(r"(\d{1,2})([-/])(\d{1,2})\2(\d{4}|\d\d)(?!\d)")
_WEEK = re.compile(r"(\d{4})-?W(\d\d)-?([1-7])(?=\D|$)")
_ORDINAL = re.compile(r"(\d{4})-(\d{3})(?=[T\s]|$)")
_MIDNIGHT = re.compile(r"(?<=[T\s])24:00(?::00)?(?:\.0+)?")
_MIDNIGHT_HOUR = re.compile(r"(?<!\d)0?0[:h.]?00|\b12(?::00)?(?::00)?\s?a\.?m", re.IGNORECASE)
_ZONE_PATH = re.compile(r"\s*\b[a-z]+(?:/[a-z_]+){0,2}$", re.IGNORECASE)
_CLOCK = re.compile(
    r"\d{1,2}\s?[:h時时点시]\s?\d\d|T\d{4}|\d[.]\d\d$|^\d{12,14}|\d\s?[ap]\.?m\b", re.IGNORECASE
)
_HALF = re.compile(r"\d\s?[ap]\.?m\b", re.IGNORECASE)
_AMERICAN = re.compile(r"\b[ECMP][SD]?T\b")
_LAST_WORD = re.compile(r"\d\s+(?!uhr|hrs|h\b)[a-z]{1,5}\.?$", re.IGNORECASE)
_HANGUL = re.compile(r"[가-힣]")


@dataclass(frozen=True, slots=True)
class Moment:
    """A date as far as it could be read."""

    when: datetime | None = None
    """In UTC; None where there is no date, or none that can be read."""
    assumed: str = ""
    """What was assumed, or why there is none."""


@dataclass(frozen=True, slots=True)
class Dated:
    """When an entry was published and changed, in UTC."""

    published: datetime | None = None
    updated: datetime | None = None
    assumed: str = NO_DATE
    """As ``Entry.assumed``."""


def dated(published: Iterable[str], updated: str) -> Dated:
    """Choose an entry's dates: the first of publication that can be read, else that of its change."""
    moments = [read(text) for text in published if text.strip()]
    change = read(updated)
    for moment in moments:
        if moment.when:
            return Dated(moment.when, change.when, moment.assumed)
    if change.when:
        return Dated(change.when, change.when, _joined(CHANGE_ONLY, change.assumed))
    return Dated(assumed=UNREADABLE if moments or updated.strip() else NO_DATE)


def read(text: str) -> Moment:
    """Read a date of a feed. Dates in the future are left as they are: this knows no clock."""
    text = text.strip()
    if not text:
        return Moment(None, NO_DATE)
    if len(text) > _MAX_CHARS:
        return Moment(None, UNREADABLE)
    # The two standards first: nearly all dates are of them, and the rest takes twenty times as long.
    if _ISO.fullmatch(text):
        quick = _iso(text)
    elif _ISO_DAY.fullmatch(text):
        quick = _iso(f"{text}T00:00+00:00", DAY_ONLY)
    else:
        quick = _rfc_5322(text)
    if quick:
        return quick
    text = markup.collapsed(text)
    if epoch := _EPOCH.fullmatch(text):
        return _since_epoch(epoch[1])
    return _written(text)


def _iso(text: str, assumed: str = "") -> Moment | None:
    try:
        when = datetime.fromisoformat(text.upper()).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return Moment(when, assumed) if when.year in dates.YEARS else Moment(None, UNREADABLE)


def _rfc_5322(text: str) -> Moment | None:
    match = _RFC_5322.fullmatch(text)
    if not match:
        return None
    day, month, year, hour, minute, second = match.groups()[:6]
    offset = timedelta(hours=int(match[8] or 0), minutes=int(match[9] or 0))
    try:
        local = datetime(
            int(year), MONTH[month.lower()], int(day), int(hour), int(minute), int(second), tzinfo=UTC
        )
        when = local + offset if match[7] == "-" else local - offset
    except (ValueError, OverflowError):
        return None
    return Moment(when) if when.year in dates.YEARS and offset < _DAY else None


def _since_epoch(digits: str) -> Moment:
    when = datetime.fromtimestamp(int(digits) / _EPOCH_UNITS[len(digits)], UTC)
    return Moment(when) if when.year in dates.YEARS else Moment(None, UNREADABLE)


def _written(text: str) -> Moment:
    plain, order = _standard(text)
    plain, days = _MIDNIGHT.subn("00:00", plain)
    stamp = dates.parse(plain)
    known_zone = True
    if stamp and stamp.offset is None and not stamp.timed and (zone := _ZONE_PATH.search(plain)):
        # What stands at the end is no zone that anybody knows; without it, the time can be read.
        stamp, known_zone = dates.parse(plain[: zone.start()]), False
    if stamp is None:
        return Moment(None, UNREADABLE)
    if days:
        stamp = dates.Stamp(stamp.local + _DAY, stamp.offset)
    if stamp.offset is not None:
        return Moment(stamp.when, order)
    if not (stamp.timed or _MIDNIGHT_HOUR.search(plain)) or not _CLOCK.search(plain):
        return Moment(stamp.local.replace(tzinfo=UTC), _joined(DAY_ONLY, order))
    if _HANGUL.search(text):
        return Moment((stamp.local - _KOREA).replace(tzinfo=UTC), _joined(KOREAN, order))
    named = not known_zone or bool((word := _LAST_WORD.search(plain)) and not _HALF.search(word[0]))
    return Moment(stamp.local.replace(tzinfo=UTC), _joined(UNKNOWN_ZONE if named else NO_ZONE, order))


def _standard(text: str) -> tuple[str, str]:
    """Return a date nearly as ISO 8601 has it, and what was assumed of the order of its numbers."""
    text = _ETC.sub("", _COMMENT.sub("", _COMMA.sub(", ", text)))
    text = _without_weekday(_ASCTIME.sub(r"\1 \2 \5 \3\4", text, count=1))
    if named := _by_name(text):
        return named, ""
    text = _SHORT_YEAR.sub(lambda found: f"{found[1]}{_full_year(found[2])}", text, count=1)
    if match := _NUMBERS.match(text):
        return _by_numbers(match, text)
    return _by_week_or_day(text), ""


def _without_weekday(text: str) -> str:
    """Take off the words before a date, but not the month: "mar." is a Tuesday, or March."""
    before = _WORDS_BEFORE.match(text)
    if before is None:
        return text
    last = before.end() - len(before[0].split()[-1]) - 1
    return (
        text[last:]
        if _month(text[last : before.end()]) and _NAME_FIRST.match(text, last)
        else text[before.end() :]
    )


def _by_name(text: str) -> str:
    """Return a date whose month is a word with numbers alone; "" where there is no such month."""
    for pattern, year, month, day in ((_YEAR_FIRST, 1, 2, 3), (_DAY_FIRST, 3, 2, 1), (_NAME_FIRST, 3, 1, 2)):
        match = pattern.match(text)
        if match and (number := _month(match[month])):
            rest = text[match.end() :].lstrip(":")  # as in the logs of web servers
            return f"{_full_year(match[year])}-{number:02}-{int(match[day]):02} {rest}"
    return ""


def _by_numbers(match: re.Match[str], text: str) -> tuple[str, str]:
    one, two, year = int(match[1]), int(match[3]), _full_year(match[4])
    american = bool(_HALF.search(text) or _AMERICAN.search(text))
    month_first = two > 12 or (american and one <= 12)  # noqa: PLR2004 - months
    day, month = (two, one) if month_first else (one, two)
    certain = one == two or max(one, two) > 12  # noqa: PLR2004
    order = "" if certain else MONTH_FIRST if month_first else DAY_FIRST
    return f"{year}-{month:02}-{day:02} {text[match.end() :].lstrip('T')}", order


def _by_week_or_day(text: str) -> str:
    try:
        if match := _WEEK.match(text):
            day = datetime.fromisocalendar(int(match[1]), int(match[2]), int(match[3]))
        elif match := _ORDINAL.match(text):
            day = datetime.strptime(f"{match[1]} {match[2]}", "%Y %j")  # noqa: DTZ007 - a day alone
        else:
            return text
    except ValueError:
        return text
    return f"{day:%Y-%m-%d}{text[match.end() :]}"


def _month(name: str) -> int:
    """Return the number of a month by its name, as long a beginning of it as is known; 0 for none."""
    name = name.lower().rstrip("., ")
    return next((MONTH[name[:n]] for n in range(min(len(name), 7), 2, -1) if name[:n] in MONTH), 0)


def _full_year(digits: str) -> str:
    year = int(digits)
    if len(digits) > 2:  # noqa: PLR2004 - of two digits, the century is missing
        return digits
    return str(year + (20 if year < _PIVOT else 19) * _CENTURY)


def _joined(*parts: str) -> str:
    return "; ".join(part for part in parts if part)
