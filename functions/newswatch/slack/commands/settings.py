"""``set <topic> <setting> <value>``, and ``set <place> …`` (``places``)."""

import difflib
import itertools
import re
from collections.abc import Sequence

from newswatch.slack.commands import delivering, places, sets, telling, typed
from newswatch.slack.commands.wanted import (
    Command,
    Deliver,
    Listen,
    Missing,
    Move,
    Place,
    Rename,
    SetSave,
    Wrong,
)

THERE = ("channel", "name", "sources", *telling.SETTINGS, *delivering.SETTINGS)
WHAT = f"What can be set: {', '.join(THERE)}."
PLURALS = {"channels": "channel", "source": "sources", "outlet": "outlets", "threads": "thread"}
PLACES = 10
"""Channels of a topic: an alert is claimed with its posts in one transaction, which has its limits."""
TAG = re.compile(r"tag:(\w[\w.-]{0,39})")
NAMES_END = 3
"""Settings in a row, all but the last of which may end a name: more is no name."""
_EQUALS = re.compile(r"\s=\s")
_BARE_TAG = re.compile(r"\w[\w.-]{0,39}")


def parse(rest: str, text: str) -> Command:  # noqa: PLR0911 - what may be missing, or meant, each
    """Return what ``set`` with this rest asks for; ``text`` is the whole of it."""
    words = typed.words(rest)
    if not words:
        return Missing("set", "topic")
    topic = typed.handle(words[0])
    if not topic:
        return Missing("set", "topic")
    if words[1:] and (saved := _saved(rest)):
        problem = "A query that others use by name is saved by sets; set is for settings."
        return Wrong(problem, (saved, "help set", *typed.watching(text)))
    if typed.keyword(words[0]) == places.MANAGERS and typed.PERSON.search(rest):
        return places.parse(Place(), words, text)
    if where := places.place(words[0]):
        return places.parse(where, words[1:], text)
    if topic.startswith(("#", "@")):
        problem = "Settings are those of a topic, of a channel, of the workspace, or your own (me)."
        return Wrong(problem, ("help set", "set here", "set me", "list"))
    if len(words) == 1:
        return Missing(f"set {typed.topic(topic)}", "setting")
    return _set(words, text)


def tags(words: Sequence[str]) -> tuple[str, ...] | None:
    """Return the tags that these words are, each once; None when one of them is none."""
    found = [TAG.fullmatch(typed.unescaped(word).strip(",").lower()) for word in words]
    return tuple(dict.fromkeys(tag[1] for tag in found if tag)) if all(found) else None


def bare_tags(words: Sequence[str]) -> list[str]:
    """Return those of these words that would be tags with ``tag:`` before them."""
    tidy = [typed.unescaped(word).strip(",").lower() for word in words]
    return [word for word in tidy if _BARE_TAG.fullmatch(word)]


def _set(words: Sequence[str], text: str) -> Command:
    # The words of a name make its handle: the setting may stand further on. One that is followed by
    # another one may be the end of a name, as in "Factory outlets".
    settings = [PLURALS.get(typed.keyword(word), typed.keyword(word)) for word in words]
    first = next((n for n in range(1, len(settings)) if settings[n] in THERE), 1)
    near = range(first, min(first + NAMES_END, len(settings)))
    row = list(itertools.takewhile(lambda at: settings[at] in THERE, near))
    tries = [_one(words, settings, at, text) for at in row or [first]]
    return next((each for each in tries if not isinstance(each, Missing | Wrong)), tries[0])


def _one(words: Sequence[str], settings: Sequence[str], at: int, text: str) -> Command:
    """Return what is asked for if the setting is the word at that place."""
    topic = typed.handle(" ".join(words[:at]))
    before = f"set {typed.topic(topic)}"
    values = words[at + 1 :]
    match settings[at]:
        case "channel":
            return _channel(topic, before, values)
        case "name":
            name = typed.meant(" ".join(values))
            return Rename(topic, name) if name else Wrong("The new name is missing.", ("help set",))
        case "sources":
            return _sources(topic, before, values)
        case setting if setting in telling.SETTINGS:
            return telling.parse(topic, before, setting, values)
        case setting if setting in delivering.SETTINGS:
            found = delivering.parse(before, setting, values, of_topic=True)
            return found if isinstance(found, Wrong) else Deliver(topic, found)
        case setting:
            return _unknown(setting, before, values, text)


def _saved(rest: str) -> str:
    """Return the command that saves a set, for a text that names one before ``=``; empty for others."""
    equals = _EQUALS.search(rest)
    if not equals:
        return ""
    name = [typed.keyword(word) for word in typed.words(rest[: equals.start()])]
    if any(PLURALS.get(word, word) in THERE for word in name[1:]):
        return ""
    match sets.parse(rest, f"sets {rest}"):
        case SetSave():
            return f"sets {rest}"
        case Wrong(_, (right, *_)) if right.startswith("sets "):
            return right
    return ""


def _channel(topic: str, before: str, values: Sequence[str]) -> Command:
    nearest = (f"{before} channel here", f"{before} channel me")
    # Slack wraps channels, and nobody needs a blank between what is wrapped.
    spaced = typed.CHANNEL.sub(lambda channel: f" {channel[0]} ", " ".join(values))
    places = [word for word in typed.words(spaced.replace(",", " ")) if typed.keyword(word) != "and"]
    if not places:
        return Wrong("Which channel? It is missing.", nearest)
    if len(places) > PLACES:
        return Wrong(f"A topic posts to {PLACES} places at most.", nearest)
    channels = dict.fromkeys(channel for place in places if (channel := typed.channel_id(place)))
    named = {typed.keyword(place) for place in places} & {"me", "here"}
    others = [place for place in places if not typed.channel_id(place) and typed.keyword(place) not in named]
    unknown = ""
    if others:
        found = typed.PLAIN_CHANNEL.fullmatch(f"#{others[0].removeprefix('#')}")
        if not found:
            return Wrong(
                f"“{typed.meant(others[0])}” is no channel: a topic posts to channels, or to you.", nearest
            )
        unknown = found[1]
    return Move(topic, tuple(channels), "me" in named, "here" in named, unknown)


def _sources(topic: str, before: str, values: Sequence[str]) -> Command:
    if [typed.keyword(value) for value in values] == ["all"]:
        return Listen(topic)
    found = tags(values)
    if values and found:
        return Listen(topic, found)
    bare = bare_tags(values)
    guess = [f"{before} sources {' '.join(f'tag:{word}' for word in bare)}"] if bare else []
    problem = "Sources are chosen by their tags, as in tag:wires, or all of them."
    return Wrong(problem, (*guess, f"{before} sources all"))


def _unknown(setting: str, before: str, values: Sequence[str], text: str) -> Wrong:
    nearest = difflib.get_close_matches(setting[:20], THERE, n=1, cutoff=0.6)
    right = [f"{before} {near} {' '.join(values)}" for near in nearest]
    complete = [each for each in right if not isinstance(parse(typed.cut(each)[1], each), Missing | Wrong)]
    problem = f"There is no setting {setting}. {WHAT}"
    return Wrong(problem, (*complete, "help set", *typed.watching(text)))
