"""Verbs with a slip of the finger, and words that people bring along for them.

A slip is only asked about when the command that was probably meant would work:
most texts are queries, and a question where none is needed is a nuisance.
"""

from collections.abc import Callable, Iterable

from newswatch.slack.commands import typed
from newswatch.slack.commands.wanted import Command, Edit, History, Order, Pause, Remove, Resume, Show

VERBS = (
    "list", "show", "edit", "pause", "resume", "remove", "undo", "history", "test", "set", "source",
    "status", "help", "add",
)  # fmt: skip
SYNONYMS = {
    "delete": "remove",
    "rm": "remove",
    "unwatch": "remove",
    "mute": "pause",
    "unmute": "resume",
    "unpause": "resume",
    "ls": "list",
}
ALONE = {"feeds": "source list", "sources": "source list"}
"""With something after them they are words like others."""

NO_SLIPS = frozenset(
    """dad est lost last lust lint lift lisp lit mist fist gist lists liszt alist shop shot shoe shoo snow
    slow stow chow showy shows shown how sow exit edict emit edits edith unto best rest west text tent pest
    vest nest zest jest lest tests testy tet tess held hell helm heap hemp kelp yelp helps cause paused
    pauses resumed resumes presume removed removes remover remote sourced statue""".split()  # noqa: SIM905 - prose
)
"""What news is written with, and is one letter away from a verb: the beginning of a query."""
_SHORT = 3
"""Letters of a verb near which there are too many words: only swapped and doubled letters count."""
_LONGEST = 1 + max(map(len, VERBS))


def put_right(verb: str, rest: str, parse: Callable[[str], Command]) -> str:
    """Return the complete command that was probably meant; empty when there is none.

    Args:
        verb: the first word, as ``typed.keyword`` returns it.
        rest: what comes after it.
        parse: the grammar.
    """
    right = SYNONYMS.get(verb) or nearest(verb, VERBS)
    if verb in ALONE and not rest:
        return ALONE[verb]
    if not right:
        return ""
    text = f"{right} {rest}".strip()
    command = parse(text)
    return text if isinstance(command, Order) and _is_command(command, right, rest) else ""


def nearest(word: str, verbs: Iterable[str]) -> str:
    """Return the verb that is one slip away; empty when none is."""
    if word in NO_SLIPS or len(word) > _LONGEST:
        return ""
    return next((verb for verb in verbs if _is_slip(word, verb)), "")


def _is_command(order: Order, verb: str, rest: str) -> bool:
    """Return whether it reads as a command: a topic is one word here, though elsewhere it may be several."""
    first, after = typed.cut(rest)
    match order:
        case Edit(_, query, name):
            return not query or bool(name)
        case Show(topic) | Pause(topic) | Resume(topic) | Remove(topic) | History(topic):
            return topic == typed.handle(first)
    return verb != "help" or not after


def _is_slip(word: str, verb: str) -> bool:
    """Return whether one letter is wrong, missing or too many, or two neighbours are swapped."""
    at = next(
        (n for n, (a, b) in enumerate(zip(word, verb, strict=False)) if a != b), min(len(word), len(verb))
    )
    swapped = word[at : at + 2] == verb[at : at + 2][::-1] and word[at + 2 :] == verb[at + 2 :]
    added = word[at + 1 :] == verb[at:]
    if len(verb) <= _SHORT:
        return word != verb and (swapped or (added and word[at : at + 1] == word[at - 1 : at]))
    wrong = word[at + 1 :] == verb[at + 1 :]
    missing = word[at:] == verb[at + 1 :]
    return word != verb and (swapped or added or wrong or missing)
