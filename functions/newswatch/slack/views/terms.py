"""How is delivered, in words: what topics and channels can set."""

import re
from collections.abc import Sequence

from newswatch.model import Cadence, Delivery, Quiet
from newswatch.slack.views.mrkdwn import code, shown

ZONE_CHARS = 60
GROUP_CHARS = 24
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WORKDAYS, WEEKEND = frozenset(range(5)), frozenset({5, 6})
_ZONE = re.compile(r"[A-Za-z][A-Za-z0-9/+-]{0,59}")
"""A name in which nothing formats, as an underscore could."""
_GROUP = re.compile(r"S[A-Z0-9]{1,20}")
_SHORT = 3
"""Letters of a day, as settings have it."""


def when(delivery: Delivery) -> str:
    """Return when is delivered: ``daily at 08:00``."""
    match delivery.every:
        case Cadence.INSTANT:
            return "at once"
        case Cadence.HOURLY:
            return "hourly"
        case Cadence.DAILY:
            return f"daily at {shown(delivery.at, ZONE_CHARS)}"
    day, _, at = delivery.at.partition(" ")
    whole = next((each for each in DAYS if each.lower()[:_SHORT] == day), day)
    return f"weekly on {shown(whole, ZONE_CHARS)} at {shown(at, ZONE_CHARS)}"


def quiet(found: Quiet | None) -> str:
    """Return when it is quiet: ``22:00 to 07:00, and all of Saturday and Sunday``; ``never``."""
    if found is None or found == Quiet():
        return "never"
    hours = f"{shown(found.start, ZONE_CHARS)} to {shown(found.end, ZONE_CHARS)}" if found.start else ""
    if not found.days:
        return hours
    return f"{hours}, and all of {_days(found.days)}" if hours else f"all of {_days(found.days)}"


def cap(most: int, each: str) -> str:
    """Return how many messages there may be: ``at most 50 messages a day``."""
    if not most:
        return f"as many messages {each} as there are"
    return f"at most {most:,} {'message' if most == 1 else 'messages'} {each}"


def zone(name: str) -> str:
    """Return a time zone, letter by letter, so that it can be copied."""
    return name if _ZONE.fullmatch(name) else code(name, ZONE_CHARS)


def of_zone(name: str) -> str:
    """Return whose times they are: ``Europe/Madrid’s``."""
    spelled = zone(name)
    return f"{spelled}’" if spelled.endswith("s") else f"{spelled}’s"


def mention(whom: str, *, aloud: bool = False) -> str:
    """Return whom messages mention; nobody is mentioned by it.

    Args:
        whom: as ``Topic.mention`` has it.
        aloud: whether a user group may be named as Slack shows it, which mentions its members everywhere
            but in a private answer.
    """
    if not whom:
        return "nobody"
    if whom in {"here", "channel"}:
        return code(f"@{whom}", GROUP_CHARS)
    if aloud and _GROUP.fullmatch(whom):
        return f"<!subteam^{whom}>"
    return f"the user group {code(whom, GROUP_CHARS)}"


def _days(days: frozenset[int]) -> str:
    if len(days) > len(WEEKEND) and days == WORKDAYS:
        return "Monday to Friday"
    return _listed([DAYS[day] for day in sorted(days)])


def _listed(names: Sequence[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last
