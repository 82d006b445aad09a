"""Slack's mrkdwn (docs.slack.dev, "Formatting message text") as runs of text.

``static/mrkdwn.js`` reads it by the same rules for the page.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text that looks the same throughout. All of it is from outside and not yet safe to print."""

    text: str
    bold: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: what depends on that."""

    now: datetime | None = None
    """What dates are relative to, and the time zone they are told in; without it their fallback stands."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Of people and channels, by id."""


ANYBODY = Reader()


def _styled(mark: str) -> str:
    # Not inside words, not around blanks, not across lines; what stands in <…> is passed over whole.
    inner = rf"(?:<[^<>\n]*>|[^{mark}\n<]|<(?![^<>\n]*>))+?"
    return rf"(?<![\w{mark}])\{mark}(?=[^\s{mark}])({inner})(?<=\S)\{mark}(?![\w{mark}])"


# A mention, a date or an address; any other text between angle brackets is only text.
_CONTROL = r"(?:[@#!]|[A-Za-z][\w+.-]*:)[^<>\n]*"
_TOKEN = re.compile(
    rf"`(?P<code>[^`\n]+)`|<(?P<control>{_CONTROL})>|{_styled('*')}"
    rf"|{_styled('_')}|{_styled('~')}"
)
_BOLD, _ITALIC, _STRIKE = 3, 4, 5
_DATE = re.compile(r"!date\^(\d+)\^([^^|]+)(?:\^[^|]*)?")
_DATE_TOKEN = re.compile(r"\{(\w+)\}")


def runs(text: str, reader: Reader = ANYBODY, *, bold: bool = False) -> Iterator[Run]:
    """Yield the runs of a mrkdwn text, entities decoded, control sequences spelled out.

    Args:
        text: mrkdwn.
        reader: for dates and names.
        bold: whether all of it is bold.
    """
    end = 0
    for token in _TOKEN.finditer(text):
        if token.start() > end:
            yield Run(decoded(text[end : token.start()]), bold)
        end = token.end()
        if token["control"]:
            yield from _controlled(token["control"], reader, bold=bold)
        elif token["code"]:
            yield Run(decoded(token["code"]), bold)
        else:
            inner = next(token[group] for group in (_BOLD, _ITALIC, _STRIKE) if token[group])
            yield from runs(inner, reader, bold=bold or bool(token[_BOLD]))
    if end < len(text):
        yield Run(decoded(text[end:]), bold)


def _controlled(sequence: str, reader: Reader, *, bold: bool) -> Iterator[Run]:
    """Yield what stands for ``<sequence>``: of a link, the label may itself be formatted."""
    whole = control(sequence, reader)
    label = sequence.partition("|")[2]
    if not (whole.url and label):
        yield replace(whole, bold=bold)
        return
    for run in runs(label, reader, bold=bold):
        yield replace(run, url=whole.url)


def decoded(text: str) -> str:
    """Decode the three entities that Slack knows, and no others."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def control(sequence: str, reader: Reader) -> Run:
    """Return what stands for ``<sequence>``: a link, a mention, a date."""
    target, _, label = sequence.partition("|")
    label = decoded(label)
    if date := _DATE.fullmatch(target):
        return Run(date_text(int(date[1]), date[2], label, reader.now))
    if target.startswith("!subteam^"):
        return Run(label or "@" + target.removeprefix("!subteam^"))
    if target.startswith("!"):
        return Run("@" + (label.removeprefix("@") or target[1:]))
    if target.startswith(("@", "#")):
        name = label.removeprefix(target[0]) or reader.names.get(target[1:], target[1:])
        return Run(target[0] + name)
    url = decoded(target)
    return Run(label or url, url=url)


def date_text(timestamp: int, template: str, fallback: str, now: datetime | None) -> str:
    """Fill in a date's template as Slack does, in the time zone of ``now``."""
    if now is None:
        return fallback
    try:
        at = datetime.fromtimestamp(timestamp, UTC).astimezone(now.tzinfo)
    except (OverflowError, ValueError, OSError):
        return fallback
    day = f"{at.day} {at:%B %Y}"
    known = {
        "ago": ago(now.timestamp() - timestamp),
        "time": f"{at:%H:%M}",
        "time_secs": f"{at:%H:%M:%S}",
        "date_num": f"{at:%Y-%m-%d}",
        "date_slash": f"{at:%d/%m/%Y}",
        **dict.fromkeys(("date", "date_pretty"), day),
        **dict.fromkeys(("date_long", "date_long_pretty"), f"{at:%A}, {day}"),
        **dict.fromkeys(("date_short", "date_short_pretty"), f"{at.day} {at:%b %Y}"),
    }
    return _DATE_TOKEN.sub(lambda token: known.get(token[1], token[0]), template)


def ago(seconds: float) -> str:
    """Say how long ago something was."""
    if seconds < 0:
        return "in " + _span(-seconds) if seconds <= -60 else "just now"  # noqa: PLR2004 - a minute
    return _span(seconds) + " ago" if seconds >= 60 else "just now"  # noqa: PLR2004 - a minute


def _span(seconds: float) -> str:
    minutes = int(seconds // 60)
    hours, days = minutes // 60, minutes // 1440
    if days:
        return "1 day" if days == 1 else f"{days} days"
    return f"{hours} h" if hours else f"{minutes} min"
