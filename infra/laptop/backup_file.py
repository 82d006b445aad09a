"""A setup as a file that people read, compare and edit: TOML, with the names of seeds/*.toml.

What is as it usually is, is left out. The order depends on nothing but what is written, so that ``diff``
tells two of these files apart.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import tomlkit

from newswatch.errors import QueryError
from newswatch.model import (
    ChannelSettings,
    Delivery,
    Kind,
    Quiet,
    SavedSet,
    Source,
    SourceId,
    State,
    Subject,
    ThreadPolicy,
    Topic,
)
from newswatch.query import parse
from newswatch.sources import private, urls
from newswatch.usecases.setup import Setup
from newswatch.wall_clock import WEEKDAYS

FORMAT = 1
"""What this file is like; what reads it refuses a later one."""
LEGEND = """\
#
# [[settings]]  how is told in the workspace, in a channel (C…) or to a person (U…): delivery, quiet, cap
#               (messages an hour), zone, snoozed_until, muted (sites), managers (of the workspace)
# [[source]]    what is watched: name, url, tags, owner; kind = "page" with its selector; state = "paused";
#               least_s and most_s (seconds between two readings), urgent, full_text, rank;
#               header (name of its secret header; the value is in no file)
# [[set]]       a saved set: name, query, owner
# [[topic]]     handle, name, query, channels, owner; which sources it listens to (tags, or addresses); state;
#               delivery, quiet, zone, cap_per_day, urgent, mention, outlets, thread, prefer, snoozed_until
#
# What a table does not say is as usual. People and channels are called by their Slack ids.
"""
_PLAIN = frozenset({"\u200c", "\u200d"})
"""Joiners, which emoji and several scripts need, and which move nothing."""
_DISGUISES = (*range(0x7F, 0xA0), 0xAD, 0x61C, *range(0x200B, 0x2010), *range(0x2028, 0x202F),
              *range(0x2060, 0x2070), 0xFEFF)  # fmt: skip
_ESCAPED = {code: f"\\u{code:04X}" for code in _DISGUISES if chr(code) not in _PLAIN}
"""What cannot be seen, or has other letters seen in another order: written as its number."""


@dataclass(frozen=True, slots=True)
class Head:
    """What is said of a file at its beginning."""

    made_at: datetime
    of: str
    """Where it comes from, as in ``the stack newswatch``."""
    version: str
    """Newswatch's."""


def write(
    setup: Setup, head: Head, names: Mapping[str, str] | None = None, *, with_secrets: bool = False
) -> str:
    """Return the file of a setup.

    Args:
        setup: as ``as_kept`` returns it.
        head: what it is.
        names: what channels and people are called, by id: said in comments.
        with_secrets: whether addresses are written with the passwords and keys that some have in them.
    """
    known = names or {}
    parts = [
        "# What people have set in Newswatch. `make restore FILE=…` brings it back: it adds what is missing,",
        "# shows what differs, and changes that with REPLACE=1.",
        f"# Made {head.made_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC of {head.of} by Newswatch {head.version}.",
        LEGEND,
        f"format = {FORMAT}",
    ]
    tables = (
        ("settings", (settings_values(each) for each in setup.settings)),
        ("source", (source_values(each, with_secrets=with_secrets) for each in setup.sources)),
        ("set", map(set_values, setup.sets)),
        ("topic", _topics(setup, with_secrets=with_secrets)),
    )
    for name, all_values in tables:
        for values in all_values:
            parts += ["", f"[[{name}]]", *_lines(values, known)]
    return "\n".join(parts) + "\n"


def values_of(subject: Subject, sources: Mapping[SourceId, str]) -> dict[str, Any]:
    """Return what a file says of something, as plain values by key.

    Args:
        subject: the thing.
        sources: what a file calls sources by, by id: see ``addresses``.
    """
    match subject:
        case Topic():
            return topic_values(subject, sources)
        case Source():
            return source_values(subject)
        case SavedSet():
            return set_values(subject)
        case ChannelSettings():
            return settings_values(subject)


def source_values(source: Source, *, with_secrets: bool = False) -> dict[str, Any]:
    """Return what a file says of a source."""
    bared = not with_secrets and is_bared(source)
    url = private.public(source.url) or urls.without_secrets(source.url) if bared else source.url
    return {
        "name": source.name,
        "url": url,
        # Its id follows from its first address, unless that is not what stands there.
        **({"id": source.id} if urls.source_id(url) != source.id else {}),
        **({"secret_left_out": True} if bared else {}),
        **({"tags": list(source.tags)} if source.tags else {}),
        "owner": source.owner,
        **_state(source.state),
        **({} if source.kind is Kind.FEED else {"kind": source.kind.value}),
        **_set(source, "selector", "least_s", "most_s", "urgent", "rank", "header"),
        **({} if source.full_text else {"full_text": False}),
    }


def is_bared(source: Source) -> bool:
    """Return whether a source's address has something secret in it."""
    return private.is_private(source.url)


def set_values(saved: SavedSet) -> dict[str, Any]:
    """Return what a file says of a saved set."""
    return {
        "name": saved.name,
        "query": typed(saved),
        "owner": saved.owner,
        "created_at": saved.created_at,
    }


def topic_values(topic: Topic, sources: Mapping[SourceId, str]) -> dict[str, Any]:
    """Return what a file says of a topic."""
    listens = {
        **({"tags": sorted(topic.sources.tags)} if topic.sources.tags else {}),
        **({"sources": sorted(sources.get(i, i) for i in topic.sources.ids)} if topic.sources.ids else {}),
    }
    return {
        "handle": topic.handle,
        "name": topic.name,
        "id": topic.id,
        "query": typed(topic),
        "channels": list(topic.destinations),
        "owner": topic.owner,
        **_set(topic, "adopted"),
        "created_at": topic.created_at,
        **_state(topic.state),
        **_set(topic, "paused_until"),
        **({"listens_to": listens} if listens else {}),
        **_delivered(topic.delivery, topic.quiet),
        **({} if topic.cap_per_day is None else {"cap_per_day": topic.cap_per_day}),
        **_set(topic, "mention", "urgent", "zone", "snoozed_until", "let_until"),
        **({} if topic.thread is ThreadPolicy.EDIT else {"thread": topic.thread.value}),
        **({} if topic.outlets == 1 else {"outlets": topic.outlets}),
        **({"prefer": list(topic.prefer)} if topic.prefer else {}),
    }


def settings_values(settings: ChannelSettings) -> dict[str, Any]:
    """Return what a file says of how is told somewhere."""
    return {
        "where": settings.channel,
        **_delivered(settings.delivery, settings.quiet),
        **({} if settings.cap is None else {"cap": settings.cap}),
        **_set(settings, "zone", "snoozed_until"),
        **({"muted": sorted(settings.muted)} if settings.muted else {}),
        **({"managers": sorted(settings.managers)} if settings.managers else {}),
    }


def typed(subject: Topic | SavedSet) -> str:
    """Return a query as somebody typed it, if it still asks for what is stored; else as it is stored."""
    try:
        return subject.query_typed if parse(subject.query_typed).canonical == subject.query else subject.query
    except QueryError:
        return subject.query


def addresses(setup: Setup, *, with_secrets: bool = False) -> Mapping[SourceId, str]:
    """Return what topics call sources by: the address, where it is whole and that of one source alone."""
    urls_of = [source.url for source in setup.sources]
    return {
        source.id: source.url
        for source in setup.sources
        if urls_of.count(source.url) == 1 and (with_secrets or not is_bared(source))
    }


def text_of(value: Any) -> str:
    """Return a value as it is spelled in a file."""
    match value:
        case bool() | int():
            return str(value).lower()
        case str():
            return _text(value)
        case datetime():
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case list():
            return f"[{', '.join(map(text_of, value))}]"
        case dict():
            pairs = ", ".join(f"{key} = {text_of(each)}" for key, each in value.items())
            return f"{{ {pairs} }}" if pairs else "{}"
    raise TypeError(f"no value of a file: {type(value)}")


def _topics(setup: Setup, *, with_secrets: bool) -> Iterator[dict[str, Any]]:
    called = addresses(setup, with_secrets=with_secrets)
    return (topic_values(topic, called) for topic in setup.topics)


def _lines(values: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[str]:
    for key, value in values.items():
        line = f"{key} = {text_of(value)}"
        ids = value if isinstance(value, list) else [value]
        called = [names[each] for each in ids if isinstance(each, str) and each in names]
        if called and key in {"where", "channels", "owner", "managers"}:
            line += f"  # {_one_line(', '.join(called))}"
        yield line


def _text(text: str) -> str:
    """Return a string that a person can read: in single quotes where it has double ones, lines as lines."""
    is_plain = all(each >= " " or each == "\n" for each in text)
    if not is_plain or not set(map(ord, text)).isdisjoint(_ESCAPED):
        return str(tomlkit.string(text).as_string()).translate(_ESCAPED)
    # A quote at the end would run into those around it; the first line break is not read.
    if "\n" in text:
        if "'''" in text or text.endswith("'"):
            return str(tomlkit.string(text).as_string())
        spelled = str(tomlkit.string(text, literal=True, multiline=True).as_string())
        return spelled if text.startswith("\n") else f"{spelled[:3]}\n{spelled[3:]}"
    literal = '"' in text and "'" not in text
    return str(tomlkit.string(text, literal=literal).as_string())


def _one_line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _set(subject: Subject, *fields: str) -> dict[str, Any]:
    return {field: value for field in fields if (value := getattr(subject, field))}


def _state(state: State) -> dict[str, Any]:
    return {} if state is State.ACTIVE else {"state": state.value}


def _delivered(delivery: Delivery | None, quiet: Quiet | None) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if delivery is not None:
        found["delivery"] = {
            "every": delivery.every.value,
            **({"at": delivery.at} if delivery.at else {}),
        }
    if quiet is not None:
        found["quiet"] = {
            **({"start": quiet.start, "end": quiet.end} if quiet.start or quiet.end else {}),
            **({"days": [WEEKDAYS[day] for day in sorted(quiet.days)]} if quiet.days else {}),
        }
    return found
