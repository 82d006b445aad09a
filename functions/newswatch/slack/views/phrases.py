"""Phrases that many answers have in common, in mrkdwn, what comes from people made safe."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from newswatch.model import (
    Activity,
    ChannelId,
    Source,
    SourceFilter,
    SourceId,
    State,
    ThreadPolicy,
    Topic,
    UserId,
)
from newswatch.query import pasted
from newswatch.slack.views import terms
from newswatch.slack.views.mrkdwn import code, date, link, shown

NAME_CHARS = 120
HANDLE_CHARS = 60
QUERY_CHARS = 500
DIFFERING_CHARS = 200
"""Of a query whose difference from another one is told: a longer one is shown where it differs."""
AROUND_CHARS = 24
"""Of what two queries have in common, around that: two words or three."""
ERROR_CHARS = 300
TAG_CHARS = 40
SITE_CHARS = 60
UNTITLED = "(untitled)"
FEW = 3
READ_CHARS = 20_000
"""The longest text that the query language reads."""
_DAY_S = 86_400
_UNITS = (("day", _DAY_S, 36 * 3_600), ("hour", 3_600, 100 * 60), ("minute", 60, 0))
"""Each with the span from which on it says well what is no whole number of it."""
_PERIODS = (("day", _DAY_S), ("week", 7 * _DAY_S), ("month", 30 * _DAY_S))
_NEARLY_ONE, _MORE_THAN_ONE = 0.75, 1.5
_COVERAGE = {
    ThreadPolicy.EDIT: "changes the message",
    ThreadPolicy.REPLY: "is told in the thread, too",
    ThreadPolicy.EACH: "has a message of its own",
}
_CHANNEL = re.compile(r"[CG][A-Z0-9]+")
_PERSON = re.compile(r"[UW][A-Z0-9]+")


def headline(url: str, title: str, limit: int) -> str:
    """Return a title of at most ``limit`` characters that leads to its article."""
    return link(url, shown(title, limit) or UNTITLED)


def called(topic: Topic) -> str:
    """Return a topic's name and handle."""
    return f"{named(topic)} ({code(topic.handle, HANDLE_CHARS)})"


def named(topic: Topic) -> str:
    """Return a topic's name."""
    return f"*{shown(topic.name, NAME_CHARS) or shown(topic.handle, HANDLE_CHARS) or '(no name)'}*"


def asks(query: str) -> str:
    """Return a query, as it was meant."""
    return code(plain_query(query), QUERY_CHARS)


def asks_otherwise(before: str, after: str) -> str:
    """Return two queries, as they were meant, before → after; of long ones the part that differs."""
    was, is_now = plain_query(before), plain_query(after)
    if max(len(was), len(is_now)) > DIFFERING_CHARS:
        was, is_now = _where_they_differ(was, is_now)
    return f"{code(was, QUERY_CHARS)} → {code(is_now, QUERY_CHARS)}"


def _where_they_differ(one: str, other: str) -> tuple[str, str]:
    """Return two texts without what they begin and end with alike, but for some characters of it."""
    begin = _alike(one, other)
    same = _alike(one[begin:][::-1], other[begin:][::-1])
    first, last = max(0, begin - AROUND_CHARS), max(0, same - AROUND_CHARS)
    return _cut(one, first, last), _cut(other, first, last)


def _alike(one: str, other: str) -> int:
    """Return how many characters two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _cut(text: str, first: int, last: int) -> str:
    """Return a text without so many characters at both ends, and without its middle where it is too long."""
    kept = text[first : len(text) - last]
    if len(kept) > DIFFERING_CHARS:
        half = DIFFERING_CHARS // 2
        kept = f"{kept[:half].rstrip()} … {kept[-half:].lstrip()}"
    return f"{'…' if first else ''}{kept}{'…' if last else ''}"


def plain_query(query: str) -> str:
    """Return a query in plain spelling, on one line: what people would type."""
    return " ".join(pasted.read(query[:READ_CHARS]).text.split())


def person(user: UserId | str) -> str:
    """Return a person: in a private answer nobody is told that they are mentioned."""
    return f"<@{user}>" if _PERSON.fullmatch(user) else shown(user, NAME_CHARS) or "somebody"


def place(channel: ChannelId) -> str:
    """Return where something is posted. Nobody is named: notices show it to whole channels."""
    if _CHANNEL.fullmatch(channel):
        return f"<#{channel}>"
    return "direct messages"


def places(channels: Iterable[ChannelId]) -> str:
    """Return all the places where something is posted."""
    return listed(list(dict.fromkeys(map(place, channels)))) or "nowhere"


def listed(items: list[str]) -> str:
    """Return the first of these and how many more there are."""
    shown_items = ", ".join(items[: 2 * FEW])
    return shown_items + (f" and {len(items) - 2 * FEW} more" if len(items) > 2 * FEW else "")


def as_many(names: Sequence[str], limit: int, joint: str) -> str:
    """Return the first of these that fit into ``limit`` characters, and how many more there are.

    None is cut: each must be short enough for that.
    """
    # Each takes two characters at least, so more than half of the limit never fit.
    for told in range(min(len(names), limit // 2), 0, -1):
        more = len(names) - told
        text = joint.join(names[:told]) + (f" and {more:,} more" if more else "")
        if len(text) <= limit:
            return text
    return ""


def on(when: datetime) -> str:
    """Return a day and time as the reader's clock shows it."""
    return date(when, "{date_short_pretty} {time}")


def ago(when: datetime) -> str:
    """Return how long ago that was, as of whenever it is read."""
    return date(when, "{ago}")


def counted(number: int, thing: str, things: str = "") -> str:
    """Return a number of things."""
    return f"{number:,} {thing if number == 1 else things or thing + 's'}"


def span(seconds: float) -> str:
    """Return how long something lasts, rounded: ``63 minutes``, ``1 hour``, ``3 days``."""
    whole = next((each for each in _UNITS if seconds >= each[1] and round(seconds) % each[1] == 0), None)
    unit, length, _ = whole or next(each for each in _UNITS if seconds >= each[2])
    return counted(max(1, round(seconds / length)), unit)


def every(seconds: float) -> str:
    """Return how often something happens at that interval: ``every 63 minutes``, ``every day``."""
    return f"every {span(seconds).removeprefix('1 ')}"


def frequency(gap_s: float) -> str:
    """Return how often something happens, by the mean time in between: ``about 12 a day``."""
    for unit, length in _PERIODS:
        often = length / max(gap_s, 1)
        if often >= _NEARLY_ONE:
            return f"about {round(often):,} a {unit}" if often >= _MORE_THAN_ONE else f"about one a {unit}"
    return "less than one a month"


def activity(found: Activity) -> str:
    """Return what a topic brought in a week."""
    last = f", last {ago(found.last)}" if found.last else ""
    return f"{counted(found.alerts, 'alert')} this week{last}"


def state(topic: Topic, now: datetime) -> str:
    """Return whether a topic matches now, and if not, until when."""
    return "watching" if topic.is_active(now) else _state(topic)


def listens(sources: SourceFilter, known: Mapping[SourceId, Source] | None = None) -> str:
    """Return which sources a topic listens to."""
    if not sources.ids and not sources.tags:
        return "all sources"
    names = [
        shown(source.name, NAME_CHARS)
        for id_, source in sorted((known or {}).items(), key=lambda item: item[1].name)
        if id_ in sources.ids
    ]
    missing = len(sources.ids) - len(names)
    tags = [code(f"tag:{tag}", TAG_CHARS) for tag in sorted(sources.tags)]
    return listed([*tags, *names, *([counted(missing, "source")] if missing > 0 else [])])


def telling(topic: Topic, now: datetime) -> Iterator[str]:
    """Yield how a topic tells stories and is delivered, as far as that is not as it is with most."""
    if topic.outlets != 1:
        yield f"A story is told {_waits(topic)}."
    if topic.thread is not ThreadPolicy.EDIT:
        yield f"Further coverage {_COVERAGE[topic.thread]}."
    if topic.prefer:
        yield f"Messages lead with {_leads(topic)}."
    yield from _delivered(topic, now)


def _delivered(topic: Topic, now: datetime) -> Iterator[str]:
    zone = f" ({terms.zone(topic.zone)})" if topic.zone else ""
    if topic.snoozed_until and topic.snoozed_until > now:
        yield f"💤 Snoozed until {on(topic.snoozed_until)}."
    if topic.delivery:
        yield f"Delivered {terms.when(topic.delivery)}{zone if topic.delivery.at else ''}."
    if topic.quiet:
        yield f"Quiet {terms.quiet(topic.quiet)}{zone}, in addition to its channel’s quiet hours."
    if topic.zone and not (topic.quiet or (topic.delivery and topic.delivery.at)):
        yield f"Its times are {terms.of_zone(topic.zone)}."
    if topic.cap_per_day is not None:
        yield f"{_cap(topic).capitalize()}."
    if topic.let_until and topic.let_until > now:
        yield f"All of it is let through until {on(topic.let_until)}."
    if topic.urgent:
        yield "Urgent: its messages have a cap of their own."
    if topic.mention:
        yield f"Mentions {terms.mention(topic.mention, aloud=True)}."


def differences(before: Topic, after: Topic) -> Iterator[str]:
    """Yield what is different, each as before → after."""
    if before.name != after.name:
        yield f"{named(before)} → {named(after)}"
    if before.query != after.query:
        yield asks_otherwise(before.query, after.query)
    if before.destinations != after.destinations:
        was, is_now = places(before.destinations), places(after.destinations)
        yield f"{was} → {is_now}{', to somebody else' if was == is_now else ''}"
    if before.sources != after.sources:
        yield f"{listens(before.sources)} → {listens(after.sources)}"
    if before.outlets != after.outlets:
        yield f"a story is told {_waits(before)} → {_waits(after)}"
    if before.thread != after.thread:
        yield f"further coverage {_COVERAGE[before.thread]} → {_COVERAGE[after.thread]}"
    if before.prefer != after.prefer:
        yield f"messages lead with {_leads(before)} → {_leads(after)}"
    yield from delivered_otherwise(before, after)
    if (before.state, before.paused_until) != (after.state, after.paused_until):
        yield f"{_state(before)} → {_state(after)}"


def delivered_otherwise(before: Topic, after: Topic) -> Iterator[str]:
    """Yield what is different in how a topic is delivered, each as before → after. It mentions nobody."""
    if before.delivery != after.delivery:
        yield f"delivered {_when(before)} → {_when(after)}"
    if before.quiet != after.quiet:
        yield f"quiet {terms.quiet(before.quiet)} → {terms.quiet(after.quiet)}"
    if before.zone != after.zone:
        yield zones(before.zone, after.zone, "its channel’s")
    if before.cap_per_day != after.cap_per_day:
        yield f"{_cap(before)} → {_cap(after)}"
    if before.let_until != after.let_until:
        until = after.let_until
        yield f"all of it is let through until {on(until)}" if until else "caps hold again"
    if before.urgent != after.urgent:
        yield "urgent" if after.urgent else "urgent no more"
    if before.mention != after.mention:
        yield f"mentions {terms.mention(before.mention)} → {terms.mention(after.mention)}"
    if before.snoozed_until != after.snoozed_until:
        yield f"snoozed until {on(after.snoozed_until)}" if after.snoozed_until else "snoozed no more"


def zones(before: str, after: str, inherited: str) -> str:
    """Return whose times are meant now.

    Args:
        before: the time zone before; empty for none of its own.
        after: the time zone now.
        inherited: what times are where there is none of its own.
    """
    if not after:
        return f"times are {terms.of_zone(before)} → {inherited}"
    return f"times are {f'{terms.of_zone(before)} → ' if before else ''}{terms.of_zone(after)}"


def _when(topic: Topic) -> str:
    return terms.when(topic.delivery) if topic.delivery else "as its channel is"


def _cap(topic: Topic) -> str:
    if topic.cap_per_day is None:
        return "as many messages a day as usual"
    return terms.cap(topic.cap_per_day, "a day")


def _waits(topic: Topic) -> str:
    return "at once" if topic.outlets == 1 else f"when {topic.outlets:,} outlets carry it"


def _leads(topic: Topic) -> str:
    # All of them, as they are in an order: which comes last can matter most.
    return ", ".join(code(each, SITE_CHARS) for each in topic.prefer) or "what came first"


def _state(topic: Topic) -> str:
    match topic.state:
        case State.ACTIVE:
            return "watching"
        case State.REMOVED:
            return "removed"
    return f"paused until {on(topic.paused_until)}" if topic.paused_until else "paused"
