"""``when``, ``quiet``, ``cap``, ``urgent``, ``mention``, ``snooze`` and ``tz``: how is delivered.

Topics and places are set alike, with some differences: what an hour may bring is a channel's, what a day
may bring is a topic's.
"""

import re
from collections.abc import Sequence

from newswatch.delivery.windows import never_awake
from newswatch.model import MOST_AN_HOUR, Cadence, Delivery, Quiet
from newswatch.slack.commands import typed
from newswatch.slack.commands.telling import OFF
from newswatch.slack.commands.wanted import (
    Cap,
    Hush,
    LetThrough,
    Managers,
    Mention,
    Mute,
    Setting,
    Snooze,
    Urgent,
    When,
    Wrong,
    Zone,
)
from newswatch.slack.moments import parse_moment, spell_moment
from newswatch.wall_clock import WEEKDAYS, is_zone, nearest_zones

OF_PLACES = ("when", "quiet", "cap", "snooze", "tz")
SETTINGS = (*OF_PLACES, "urgent", "mention")
MOST_A_DAY = 10_000
"""Of messages: who wants more of them wants no cap."""
TIME = "08:00"
"""Suggested where a time is missing: before most people begin to work."""

_DEFAULT = frozenset({"default", "usual", "inherit"})
_CADENCES = {
    **dict.fromkeys(("instant", "instantly", "now"), Cadence.INSTANT),
    **dict.fromkeys(("hourly", "hour"), Cadence.HOURLY),
    **dict.fromkeys(("daily", "day"), Cadence.DAILY),
    **dict.fromkeys(("weekly", "week"), Cadence.WEEKLY),
}
_FILLING = frozenset({"at", "on", "every", "each", "from", "between", "and", "for"})
_DASH = re.compile(r"\s*(?:[-‐‑‒–—−]|\b(?:to|until|till)\b)\s*")
_BETWEEN = re.compile(r"(?<=[0-9m]) and (?=[0-9])")
"""In ``between 22:00 and 07:00``."""
_CLOCK = r"[0-9]{1,4}(?::[0-9]{1,4})?(?: ?[ap]m)?"
_RANGE = re.compile(rf"(?<![0-9:])({_CLOCK})-({_CLOCK})(?![0-9:])")
_NUMBERS = re.compile(r"[0-9]{1,2}")
_COUNT = re.compile(r"([0-9]{1,7})(?:(?: ?/ ?| per | an? )(h|hr|hour|d|day)| (daily|hourly))?")
_HOURS = frozenset({"h", "hr", "hour", "hourly"})
_DAYS = {
    **{day: frozenset({n}) for n, day in enumerate(WEEKDAYS)},
    **dict.fromkeys(("weekend", "weekends"), frozenset({5, 6})),
    **dict.fromkeys(("weekday", "weekdays"), frozenset(range(5))),
}
_GROUP = re.compile(r"<!subteam\^(S[A-Z0-9]{1,20})(?:\|[^<>]*)?>")
_ROOM = re.compile(r"(?:@|<!)?(here|channel)(?:\|[^<>]*)?>?")
_ZONE_CHARS = 60


def parse(before: str, setting: str, values: Sequence[str], *, of_topic: bool) -> Setting | Wrong:  # noqa: PLR0911 - a setting each
    """Return what a setting with these words is.

    Args:
        before: the text that sets something of the same: ``set <topic>``.
        setting: one of ``SETTINGS``; of a place, one of ``OF_PLACES``.
        values: what comes after it, as Slack sent it.
        of_topic: whether it is a topic's.
    """
    before = f"{before} {setting}"
    words = [typed.keyword(word) for word in typed.words(" ".join(values).replace(",", " , "))]
    match setting:
        case "when":
            return _when(before, words)
        case "quiet":
            return _quiet(before, words)
        case "cap":
            return _cap(before, words, of_topic=of_topic)
        case "snooze":
            return _snooze(before, words)
        case "tz":
            return _zone(before, values)
        case "urgent":
            return _urgent(before, words)
    return _mention(before, values)


def spell(setting: Setting, *, of_topic: bool) -> str:  # noqa: C901, PLR0911 - a setting each
    """Return setting and value, so that parsing them gives it again."""
    match setting:
        case When(delivery):
            return f"when {f'{delivery.every} {delivery.at}'.strip() if delivery else 'default'}"
        case Hush(quiet):
            return f"quiet {_spelled(quiet) or 'off' if quiet else 'default'}"
        case Cap(None):
            return "cap default"
        case Cap(most):
            return f"cap {most}/{'d' if of_topic else 'h'}" if most else "cap off"
        case LetThrough():
            return "cap off today"
        case Urgent(on):
            return f"urgent {'on' if on else 'off'}"
        case Mention(whom):
            return f"mention {f'<!subteam^{whom}>' if whom.startswith('S') else whom or 'off'}"
        case Snooze(until):
            return f"snooze {spell_moment(until) if until else 'off'}"
        case Zone(name):
            return f"tz {name or 'default'}"
        case Managers(people, me):
            named = [*(["me"] if me else []), *(f"<@{each}>" for each in people)]
            return f"managers {' '.join(named) or 'off'}"
        case Mute(site, on):
            return f"{'mute' if on else 'unmute'} {typed.escaped(site)}"


def _when(before: str, words: Sequence[str]) -> When | Wrong:
    said = [word for word in words if word not in _FILLING and word != ","]
    if len(said) == 1 and said[0] in _DEFAULT:
        return When(None)
    every = _CADENCES.get(said[0]) if said else None
    rest = said[1:]
    day = _day(rest[0]) if rest else ""
    at = _clock(" ".join(rest[1:] if day else rest))
    match every:
        case Cadence.INSTANT | Cadence.HOURLY if not rest:
            return When(Delivery(every))
        case Cadence.DAILY if at and not day:
            return When(Delivery(every, at))
        case Cadence.WEEKLY if at and day:
            return When(Delivery(every, f"{day} {at}"))
    return _no_when(before, said, every)


def _no_when(before: str, said: Sequence[str], every: Cadence | None) -> Wrong:
    days = [day for word in said if (day := _day(word))]
    daily, weekly = f"{before} daily {_near(said)}", f"{before} weekly {(days or ['mon'])[0]} {_near(said)}"
    if every is Cadence.WEEKLY or (days and every is not Cadence.DAILY):
        return Wrong("Weekly needs a day and a time, as in weekly mon 08:00.", (weekly, daily))
    if every is Cadence.DAILY:
        return Wrong("Daily needs a time of day, as in daily 08:00.", (daily, weekly))
    first = [daily] if any(word[:1].isdecimal() for word in said) else []
    usual = (f"{before} instant", f"{before} hourly", daily, weekly)
    return Wrong(
        "Delivered is instant, hourly, daily (daily 08:00), weekly (weekly mon 08:00), or by default.",
        tuple(dict.fromkeys((*first, *usual))),
    )


def _quiet(before: str, words: Sequence[str]) -> Hush | Wrong:
    text = " ".join(words)
    if text in _DEFAULT:
        return Hush(None)
    if text in OFF or text == "never":
        return Hush(Quiet())
    usual = (f"{before} 22:00-07:00", f"{before} weekends", f"{before} off")
    words = _BETWEEN.sub("-", text).split()
    plain = _DASH.sub("-", " ".join(word for word in words if word not in _FILLING and word != ","))
    ranges = _RANGE.findall(plain)
    days = _days(_RANGE.sub(" ", plain).split())
    start, end = ranges[0] if ranges else ("", "")
    near = [_near([start], "22:00"), _near([end], "07:00")] if ranges else []
    right = (f"{before} {'-'.join(near)}",) if len(set(near)) > 1 else ()
    if len(ranges) > 1 or days is None or not (ranges or days):
        problem = "Quiet is from one time to another, on whole days, or both: 22:00-07:00 sat sun; or off."
        return Wrong(problem, tuple(dict.fromkeys((*right, *usual))))
    if wrong := next((clock for clock in (start, end) if clock and not _clock(clock)), ""):
        problem = f"{typed.quoted(wrong)} is no time of day: times are written as in 07:30, or 10pm."
        return Wrong(problem, tuple(dict.fromkeys((*right, *usual))))
    quiet = Quiet(_clock(start), _clock(end), days)
    if (quiet.start and quiet.start == quiet.end) or never_awake(quiet):
        return Wrong("Then it would be quiet always, and nothing ever delivered.", usual)
    return Hush(quiet)


def _cap(before: str, words: Sequence[str], *, of_topic: bool) -> Cap | LetThrough | Wrong:
    said = " ".join(word for word in words if word not in {"for", "messages", "message"})
    if said in _DEFAULT:
        return Cap(None)
    if said in OFF:
        return Cap(0)
    if said == "off today" and of_topic:
        return LetThrough()
    found = _COUNT.fullmatch(said)
    count, most = int(found[1]) if found else 0, MOST_A_DAY if of_topic else MOST_AN_HOUR
    unit = (found[2] or found[3] or "") if found else ""
    if unit and 1 <= count <= most and (unit in _HOURS) is not of_topic:
        return Cap(count)
    return _no_cap(before, count, unit, of_topic=of_topic)


def _no_cap(before: str, count: int, unit: str, *, of_topic: bool) -> Wrong:
    most, letter = (MOST_A_DAY, "d") if of_topic else (MOST_AN_HOUR, "h")
    near = f"{before} {min(count, most) or (50 if of_topic else 20)}/{letter}"
    others = (near, f"{before} off", f"{before} default")
    if unit and (unit in _HOURS) is of_topic:
        if not of_topic:
            return Wrong("What a day may bring is set for topics; a channel has a cap an hour.", others)
        here = f"set here cap {min(count, MOST_AN_HOUR) or 20}/h"
        return Wrong(
            "What an hour may bring is set for a channel (set #channel cap 20/h), a day for a topic.",
            (here, near),
        )
    if unit:
        return Wrong(f"A cap is from 1 to {most:,}; off for none.", others)
    if of_topic:
        return Wrong(
            "A topic’s cap is a number of messages a day (50/d), off, off today, or default.", others
        )
    return Wrong("A cap is a number of messages an hour (20/h), off, or by default.", others)


def _urgent(before: str, words: Sequence[str]) -> Urgent | Wrong:
    on = typed.ON_AND_OFF.get(" ".join(words))
    if on is None:
        return Wrong("The setting urgent is on or off.", (f"{before} on", f"{before} off"))
    return Urgent(on)


def _mention(before: str, values: Sequence[str]) -> Mention | Wrong:  # noqa: PLR0911 - a mistake each
    said = " ".join(values).strip()
    usual = (f"{before} here", f"{before} channel", f"{before} off")
    if typed.keyword(said) in OFF | _DEFAULT:
        return Mention("")
    if group := _GROUP.fullmatch(said):
        return Mention(group[1])
    if room := _ROOM.fullmatch(typed.keyword(said)):
        return Mention(room[1])
    if typed.keyword(typed.meant(said)).strip("@") == "everyone":
        return Wrong("Everyone can be mentioned in one channel only: here, or the channel.", usual)
    if said.startswith("<@"):
        return Wrong("People are not mentioned: user groups are, here, or the channel.", usual)
    if said.startswith("@"):
        problem = f"There is no user group {typed.quoted(said)} that Slack knows."
        return Wrong(problem, usual)
    return Wrong("Mentioned is here, the channel, or a user group, as in @editors; or off.", usual)


def _snooze(before: str, words: Sequence[str]) -> Snooze | Wrong:
    said = [word for word in words if word != ","]
    if " ".join(said) in OFF | _DEFAULT:
        return Snooze(None)
    moment = parse_moment(said)
    if moment is None:
        what = f"{typed.quoted(' '.join(said))} is no time" if said else "The time is missing"
        problem = f"{what}: it is snoozed for a while (3h), until a time (until fri 09:00), or not (off)."
        return Wrong(problem, (f"{before} 3h", f"{before} until tomorrow", f"{before} off"))
    return Snooze(moment)


def _zone(before: str, values: Sequence[str]) -> Zone | Wrong:
    said = typed.meant(" ".join(values)).strip("`'\"“”‘’ ")
    if typed.keyword(said) in OFF | _DEFAULT:
        return Zone("")
    if is_zone(said):
        return Zone(said)
    found = nearest_zones(said[:_ZONE_CHARS])
    # In whatever case, and with blanks in the place of the _, it is that one.
    tidy = typed.keyword(said).replace(" ", "_")
    if exact := next((zone for zone in found if zone.lower() == tidy), ""):
        return Zone(exact)
    near = [f"{before} {zone}" for zone in found]
    what = f"{typed.quoted(said)} is no time zone" if said else "The time zone is missing"
    return Wrong(
        f"{what}: they are called by a city, as in Europe/Madrid.",
        (*near, *([] if near else [f"{before} Europe/Madrid"]), f"{before} default"),
    )


def _clock(text: str) -> str:
    """Return a time of day as ``HH:MM``; empty for none."""
    moment = parse_moment(text.split())
    return moment.time if moment and moment.span is None and not moment.day else ""


def _near(words: Sequence[str], otherwise: str = TIME) -> str:
    """Return the time of day that was probably meant."""
    for start in range(len(words)):
        at = _clock(" ".join(words[start : start + 2])) or _clock(words[start])
        if not at and _NUMBERS.fullmatch(words[start]):
            at = _clock(f"{words[start]}:00")
        if at or words[start] in {"24", "24:00"}:
            return at or "00:00"
    return otherwise


def _day(word: str) -> str:
    moment = parse_moment([word.removesuffix("s") if word.endswith("days") else word])
    return moment.day if moment and moment.day in WEEKDAYS else ""


def _days(words: Sequence[str]) -> frozenset[int] | None:
    """Return the days that these words say, Monday being 0; None where one of them says none."""
    found: set[int] = set()
    for word in words:
        first, dash, last = word.partition("-")
        one, other = (_DAYS.get(_day(each) or each, frozenset()) for each in (first, last or first))
        if not one or not other or (dash and (len(one) > 1 or len(other) > 1)):
            return None
        start, end = min(one), max(other)
        found |= set(range(start, end + 1)) if start <= end else {*range(start, 7), *range(end + 1)}
    return frozenset(found)


def _spelled(quiet: Quiet) -> str:
    hours = f"{quiet.start}-{quiet.end}" if quiet.start else ""
    return f"{hours} {','.join(WEEKDAYS[day] for day in sorted(quiet.days))}".strip()
