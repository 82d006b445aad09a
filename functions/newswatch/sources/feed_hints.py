"""What publishers ask of those who poll: RSS 2.0 (ttl, skipHours, skipDays), and the syndication module.

https://www.rssboard.org/rss-specification and https://web.resource.org/rss/1.0/modules/syndication/.
"""

from collections.abc import Iterable

from newswatch.model import Hints

LONGEST_S = 30 * 86_400
"""A publisher that asks for longer has made a mistake; this is heeded."""

_HOURS = 24
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_PERIODS_S = {"hourly": 3_600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000}
_MAX_DIGITS = 9


def hints(
    ttl: str = "",
    period: str = "",
    frequency: str = "",
    skip_hours: Iterable[str] = (),
    skip_days: Iterable[str] = (),
) -> Hints:
    """Return what is asked for, without what makes no sense.

    Args:
        ttl: minutes.
        period: of the syndication module's updatePeriod.
        frequency: its updateFrequency: how often in that period; once, if it is not said.
        skip_hours: 0 to 23, GMT; 24 is 0 where hours are counted from 1. All of them are none.
        skip_days: English names. All of them are none.
    """
    hours = {_number(hour) % _HOURS for hour in skip_hours if 0 <= _number(hour) <= _HOURS}
    names = (day.strip().lower() for day in skip_days)
    days = {_DAYS.index(name) for name in names if name in _DAYS}
    least_s = max(_number(ttl) * 60, _syndication_s(period, frequency), 0)
    return Hints(
        least_s=min(least_s, LONGEST_S),
        skip_hours=frozenset(hours if len(hours) < _HOURS else ()),
        skip_days=frozenset(days if len(days) < len(_DAYS) else ()),
    )


def _syndication_s(period: str, frequency: str) -> int:
    # Without a period, the module says, it is a day; but that is not what somebody says who sets nothing.
    seconds = _PERIODS_S.get(period.strip().lower(), 0)
    times = _number(frequency) if frequency.strip() else 1
    return seconds // times if times > 0 else 0


def _number(text: str) -> int:
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _MAX_DIGITS else -1
