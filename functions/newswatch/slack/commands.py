"""The grammar of ``/watch``: text in, what is wanted out. A text that starts with no verb is a query."""

import re
from dataclasses import dataclass

from newswatch.model import ChannelId


@dataclass(frozen=True, slots=True)
class Add:
    """``/watch add [#channel|me] [Name =] <query>``, or the query alone."""

    query: str
    name: str = ""
    channel: ChannelId | None = None
    """None for the channel where it was typed."""
    me: bool = False


@dataclass(frozen=True, slots=True)
class List:
    """``/watch list``."""


@dataclass(frozen=True, slots=True)
class Status:
    """``/watch status``."""


@dataclass(frozen=True, slots=True)
class Help:
    """``/watch help``, and what cannot be understood."""


@dataclass(frozen=True, slots=True)
class Unbuilt:
    """A verb that is kept for what does not exist yet: taken for a query it would surprise later."""

    verb: str
    query: str
    """The whole text, for those who meant it as a query."""


Command = Add | List | Status | Help | Unbuilt

UNBUILT = frozenset(
    """show edit resume remove history misses undo pause test why set source sets import export
    list status""".split()  # noqa: SIM905 - reads better as prose
)
"""``list`` and ``status`` with something after them, too."""

CHANNEL = re.compile(r"<#([CG][A-Z0-9]+)(?:\|[^>]*)?>\s*")
"""How Slack writes a channel when ``should_escape`` is on."""


def parse_command(text: str) -> Command:
    """Return what a text asks for. Never raises: a query is checked by whoever stores it."""
    text = text.strip()
    verb, rest = (*text.split(maxsplit=1), "", "")[:2]
    match verb.lower():
        case "" | "help":
            return Help()
        case "list" if not rest:
            return List()
        case "status" if not rest:
            return Status()
        case "add":
            return _add(rest)
        case verb if verb in UNBUILT:
            return Unbuilt(verb, text)
    return Add(text)


def _add(text: str) -> Command:
    channel, me = None, False
    if found := CHANNEL.match(text):
        channel, text = ChannelId(found[1]), text[found.end() :]
    elif text.lower().startswith("me "):
        me, text = True, text[3:]
    name, equals, query = text.partition(" = ")
    if not equals:
        name, query = "", text
    return Add(query.strip(), name.strip(), channel, me) if query.strip() else Help()
