"""``set <topic> <setting> <value>``."""

import difflib
import re
from collections.abc import Sequence

from newswatch.slack.commands import sets, telling, typed
from newswatch.slack.commands.wanted import Command, Listen, Missing, Move, Rename, SetSave, Wrong

THERE = ("channel", "name", "sources", *telling.SETTINGS)
LATER = frozenset({"when", "quiet", "cap", "mention", "tz"})
WHAT = f"What can be set: {', '.join(THERE)}."
PLURALS = {"channels": "channel", "source": "sources", "outlet": "outlets", "threads": "thread"}
PLACES = 10
"""Channels of a topic: an alert is claimed with its posts in one transaction, which has its limits."""
TAG = re.compile(r"tag:(\w[\w.-]{0,39})")
_EQUALS = re.compile(r"\s=\s")
_BARE_TAG = re.compile(r"\w[\w.-]{0,39}")


def parse(rest: str, text: str) -> Command:
    """Return what ``set`` with this rest asks for; ``text`` is the whole of it."""
    words = typed.words(rest)
    if not words:
        return Missing("set", "topic")
    topic = typed.handle(words[0])
    if not topic:
        return Missing("set", "topic")
    if typed.keyword(topic) in {"me", "workspace", "here"} or topic.startswith(("#", "@")):
        problem = "Settings of channels, people and the workspace are not there yet; a topic’s are."
        return Wrong(problem, ("help set", "list"))
    if words[1:] and (saved := _saved(rest)):
        problem = "A query that others use by name is saved by sets; set is for the settings of topics."
        return Wrong(problem, (saved, "help set", f"add {text}"))
    if len(words) == 1:
        return Missing(f"set {typed.escaped(topic)}", "setting")
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
    # The words of a name make its handle: the setting may stand further on.
    settings = [PLURALS.get(typed.keyword(word), typed.keyword(word)) for word in words]
    at = next((n for n in range(1, len(settings)) if _is_setting(settings, n)), 1)
    topic = typed.handle(" ".join(words[:at]))
    before = f"set {typed.escaped(topic)}"
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
        case setting if setting in LATER:
            problem = f"The setting {setting} is not there yet. {WHAT}"
            return Wrong(problem, ("help set",))
        case setting:
            return _unknown(setting, before, values, text)


def _is_setting(words: Sequence[str], at: int) -> bool:
    """Return whether a setting stands there. ``Factory outlets`` can be a name: a setting comes after it."""
    is_name = words[at] in telling.SETTINGS and words[at + 1 : at + 2] and words[at + 1] in (*THERE, *LATER)
    return words[at] in (*THERE, *LATER) and not is_name


def _saved(rest: str) -> str:
    """Return the command that saves a set, for a text that names one before ``=``; empty for others."""
    equals = _EQUALS.search(rest)
    if not equals:
        return ""
    name = [typed.keyword(word) for word in typed.words(rest[: equals.start()])]
    if any(PLURALS.get(word, word) in (*THERE, *LATER) for word in name[1:]):
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
    return Wrong(problem, (*complete, "help set", f"add {text}"))
