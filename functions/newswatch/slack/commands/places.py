"""``set <place> [<setting> <value>]``: how is delivered in a channel, to a person, in the workspace."""

import difflib
from collections.abc import Sequence

from newswatch.slack.commands import delivering, typed
from newswatch.slack.commands.wanted import Command, Place, PlaceSet, PlaceShow, Wrong

OF_TOPICS = frozenset({"urgent", "mention", "channel", "name", "sources", "outlets", "thread", "prefer"})
WHAT = f"What can be set for a place: {', '.join(delivering.OF_PLACES)}."


def place(word: str) -> Place | None:
    """Return the place that a word is; None for a topic."""
    if channel := typed.channel_id(word):
        return Place(channel)
    match typed.keyword(typed.handle(word)):
        case "here":
            return Place()
        case "me":
            return Place(me=True)
        case "workspace":
            return Place(workspace=True)
    found = typed.PLAIN_CHANNEL.fullmatch(word)
    return Place(unknown_channel=found[1]) if found else None


def parse(where: Place, words: Sequence[str], text: str) -> Command:
    """Return what is wanted of a place by the words after it; ``text`` is the whole of it."""
    if not words:
        return PlaceShow(where)
    before = f"set {spell(where)}"
    setting = typed.keyword(words[0])
    if setting in delivering.OF_PLACES:
        found = delivering.parse(before, setting, words[1:], of_topic=False)
        return found if isinstance(found, Wrong) else PlaceSet(where, found)
    if setting in OF_TOPICS:
        problem = f"The setting {setting} is a topic’s: set <topic> {setting}. {WHAT}"
        return Wrong(problem, (before, "help set"))
    near = difflib.get_close_matches(setting[:20], delivering.OF_PLACES, n=1, cutoff=0.6)
    right = [f"{before} {each} {' '.join(words[1:])}" for each in near]
    complete = [
        text
        for text, each in zip(right, near, strict=True)
        if not isinstance(delivering.parse(before, each, words[1:], of_topic=False), Wrong)
    ]
    return Wrong(
        f"There is no setting {typed.quoted(words[0])}. {WHAT}",
        (*complete, before, "help set", *typed.watching(text)),
    )


def spell(where: Place) -> str:
    """Return the word that is a place."""
    if where.channel:
        return f"<#{where.channel}>"
    if where.me or where.workspace:
        return "me" if where.me else "workspace"
    return f"#{where.unknown_channel}" if where.unknown_channel else "here"
