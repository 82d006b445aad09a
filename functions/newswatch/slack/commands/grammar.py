"""From a text to what is wanted."""

import re
from collections.abc import Callable
from dataclasses import replace

from newswatch.slack.commands import places, sets, settings, slips, sources, typed
from newswatch.slack.commands.wanted import (
    Add,
    Command,
    Edit,
    Export,
    Help,
    History,
    Import,
    Improve,
    List,
    Misses,
    Missing,
    New,
    Own,
    Pause,
    PlaceHistory,
    PlaceRevert,
    Remove,
    Resume,
    Revert,
    Show,
    Status,
    Test,
    Undo,
    Unsure,
    Why,
    Wrong,
)
from newswatch.slack.moments import parse_moment

SCOPES = {"mine": "mine", "me": "mine", "all": "all", "paused": "paused", "broken": "broken", "here": ""}
_SLASH = re.compile(r"(?:/watch(?:\s+|\Z))+", re.IGNORECASE)
"""What is shown as a line to copy begins so; whoever copies it after ``/watch`` means it once."""
_EQUALS = re.compile(r"\s=(?=\s|\Z)")
_LEADING_EQUALS = re.compile(r"(?:=(?:\s+|\Z))+")
_OPENING = re.compile(r"[\"“”„‟«»「」『』〝〞〟()（）＂]")
"""A name holds none of these: what stands before ``=`` is then the beginning of a query."""
_OPERATOR = re.compile(r"(?:(?:AND|OR|NOT)(?!\S)|[|]|&amp;&amp;|&&)")


def parse_command(text: str) -> Command:
    """Return what a text asks for. Never raises: a query is checked by whoever uses it."""
    text = text.strip()
    if prefix := _SLASH.match(text):
        text = text[prefix.end() :]
    first, rest = typed.cut(text)
    verb = typed.keyword(first)
    if verb in {"", "?"}:
        return Help()
    if verb in VERBS:
        return VERBS[verb](rest, text)
    order = slips.put_right(verb, rest, parse_command)
    return Unsure(order, text) if order else _bare(text)


def _add(rest: str, _text: str) -> Command:
    """Parse ``[#channel|me] [Name =] <query>``."""
    place, after = typed.cut(rest)
    if found := typed.CHANNEL.match(rest):
        return _placed(Add("", channel=typed.channel_id(found[0])), rest[found.end() :])
    if not after or _LEADING_EQUALS.match(after):
        return _add_query(rest)
    if typed.keyword(place) == "me":
        return _placed(Add("", me=True), after)
    unknown = typed.PLAIN_CHANNEL.fullmatch(place)
    if unknown and not _OPERATOR.match(after):
        return _placed(Add("", unknown_channel=unknown[1]), after)
    return _add_query(rest)


def _add_query(text: str) -> Command:
    return _placed(Add(""), text)


def _bare(text: str) -> Command:
    found = _add_query(text)
    return replace(found, bare=True) if isinstance(found, Add) else found


def _placed(place: Add, text: str) -> Command:
    name, query = _named(text)
    if not query:
        return Missing("add", "query")
    return Add(query, name, place.channel, place.me, place.unknown_channel)


def _named(text: str) -> tuple[str, str]:
    """Return name and query of ``[Name =] <query>``; either can be empty."""
    text = text.strip()
    if leading := _LEADING_EQUALS.match(text):
        text = text[leading.end() :]
    equals = _EQUALS.search(text)
    if not equals or _OPENING.search(text, 0, equals.start()):
        return "", text
    name = typed.meant(text[: equals.start()])
    # The label of a link can hide blanks.
    if not name or _EQUALS.search(f" {name}"):
        return "", text
    return name, text[equals.end() :].strip()


def _list(rest: str, text: str) -> Command:
    words = typed.words(rest)
    if not words:
        return List()
    if len(words) > 1:
        return Unsure("list", text)
    if channel := typed.channel_id(words[0]):
        return List(channel)
    word = typed.handle(words[0])
    if word.startswith("#"):
        return Wrong(f"Slack knows no channel {word} that you can see.", ("list", "list all"))
    word = SCOPES.get(typed.keyword(word), word)
    return List(word)


def _pause(rest: str, _text: str) -> Command:
    """Parse ``<topic> [for 3d|until fri]``."""
    words = typed.words(rest)
    keys = [typed.keyword(word) for word in words]
    at = next((n for n, key in enumerate(keys) if n and key in {"for", "until", "till"}), min(1, len(keys)))
    topic = typed.handle(" ".join(words[:at]))
    if not topic:
        return Missing("pause", "topic")
    if at == len(words):
        return Pause(topic)
    moment = parse_moment(keys[at:])
    if moment is None:
        said = typed.meant(" ".join(words[at:]))
        plain = f"pause {typed.escaped(topic)}"
        problem = f"“{said}” is no time that a pause can have: for 3d, or until fri; a year at most."
        return Wrong(problem, (plain, f"{plain} for 3d"))
    return Pause(topic, moment)


def _edit(rest: str, _text: str) -> Command:
    first, after = typed.cut(rest)
    topic = typed.handle(first)
    if not topic:
        return Missing("edit", "topic")
    name, query = _named(after)
    return Edit(topic, query, name)


def _undo(rest: str, text: str) -> Command:
    if not rest:
        return Undo()
    found = typed.NUMBER.fullmatch(rest)
    return Undo(int(found[1])) if found else Unsure("undo", text)


def _history(rest: str, _text: str) -> Command:
    """Parse ``<topic> [before 66]``, or a place in the place of the topic."""
    said, before = typed.paged(rest)
    if place := places.place(said):
        return PlaceHistory(place, before)
    topic = typed.handle(said)
    return History(topic, before) if topic else Missing("history", "topic")


def _revert(rest: str, text: str) -> Command:
    """Parse ``<topic> <number>``, or a place and a number. What people revert, the news tell, too."""
    before, seq = typed.numbered(rest)
    word, seen = typed.versioned(before)
    if place := places.place(word):
        history = f"history {places.spell(place)}"
        return PlaceRevert(place, seq, seen) if seq else Unsure(history, text)
    if seq and (topic := typed.handle(word)):
        return Revert(topic, seq, seen)
    topic = typed.topic(typed.handle(typed.versioned(rest)[0]))
    return Unsure(f"history {topic}", text) if topic else Missing("history", "topic")


def _in_a_word(verb: str, order: Callable[[str], Command]) -> Callable[[str, str], Command]:
    """Return what parses ``<topic>``. With several words it may be a query: own goals are in the news."""

    def parse(rest: str, text: str) -> Command:
        topic = typed.handle(rest)
        if not topic:
            return Missing(verb, "topic")
        return order(topic) if len(typed.words(rest)) == 1 else Unsure(f"{verb} {typed.escaped(topic)}", text)

    return parse


def _import(rest: str, text: str) -> Command:
    """Parse ``[address]``. Duties are imported too: with other words behind it, it may be a query."""
    if not rest:
        return Import()
    address = sources.address(rest) if len(typed.words(rest)) == 1 else ""
    return Import(address) if address else Unsure("import", text)


def _why(rest: str, text: str) -> Command:
    """Parse ``<url> [topic]``, in either order. Without an address it may be a question of the news."""
    words = typed.words(rest)
    if not words:
        return Missing("why", "article")
    for at in dict.fromkeys((0, len(words) - 1)):
        if url := sources.address(words[at]):
            return Why(url, typed.handle(" ".join((*words[:at], *words[at + 1 :]))))
    problem = f"“{typed.meant(words[0])}” is no address of an article."
    return Wrong(problem, ("help why", f"add {text}"))


def _of_topic(verb: str, order: Callable[[str], Command]) -> Callable[[str, str], Command]:
    def parse(rest: str, _text: str) -> Command:
        topic = typed.handle(rest)
        return order(topic) if topic else Missing(verb, "topic")

    return parse


VERBS: dict[str, Callable[[str, str], Command]] = {
    "add": _add,
    # New things are in the news: with more behind it, it is a query.
    "new": lambda rest, text: _bare(text) if rest else New(),
    "list": _list,
    "show": _of_topic("show", Show),
    "edit": _edit,
    "pause": _pause,
    "resume": _of_topic("resume", Resume),
    "remove": _of_topic("remove", Remove),
    "undo": _undo,
    "history": _history,
    "revert": _revert,
    "own": _in_a_word("own", Own),
    "test": lambda rest, _: Test(rest) if rest else Missing("test", "query"),
    "why": _why,
    "misses": _of_topic("misses", Misses),
    "improve": _in_a_word("improve", Improve),
    "set": settings.parse,
    "source": sources.parse,
    "sets": sets.parse,
    "import": _import,
    "export": lambda rest, text: Unsure("export", text) if rest else Export(),
    "status": lambda rest, text: Unsure("status", text) if rest else Status(),
    "help": lambda rest, _: Help(typed.hyphened(typed.keyword(typed.meant(typed.cut(rest)[0])))),
}
