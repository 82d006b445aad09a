"""What stands directly behind quotes: a number of words, as in Lucene, or what can't."""

import re
from itertools import pairwise

from newswatch.query import operators, words
from newswatch.query.refusal import Refusal, replaced
from newswatch.query.syntax import Leaf, Near, Phrase, Word
from newswatch.text import tokens

BEHIND = re.compile(r"\*+|~(?P<distance>[0-9]*)[0-9.]*|\^[0-9.]*")

_PAIR = 2


def near(text: str, phrase: Leaf, quoted: re.Match[str], behind: re.Match[str]) -> Near:
    """Return what ``"a b"~5`` is: its two words, as near.

    Args:
        text: the whole query.
        phrase: what stands in quotes.
        quoted: the quotes, with the group ``mark`` for what is before them.
        behind: a match of ``BEHIND``.

    Raises:
        Refusal: it is another mark, or there are not two words.
    """
    if quoted["mark"] or not behind["distance"]:
        raise _no_end(text, phrase, quoted, behind)
    start, end = quoted.start(), behind.end()
    distance = min(int(behind["distance"]), operators.MAX_DISTANCE + 1)
    if not 1 <= distance <= operators.MAX_DISTANCE:
        nearest = f"~{min(max(distance, 1), operators.MAX_DISTANCE)}"
        message = f"The number behind a phrase is between 1 and {operators.MAX_DISTANCE}."
        raise Refusal(start, message, replaced(text, *behind.span(), nearest))
    pieces = [words.trimmed(piece) for piece in phrase.text.split() if tokens(piece)]
    if len(pieces) == _PAIR:
        left, right = (Word(piece) if words.is_bare(piece) else Phrase(piece) for piece in pieces)
        return Near(left, right, distance)
    message = "The number behind a phrase says how far its two words may be apart, and here "
    message += "is only one." if len(pieces) < _PAIR else "are more."
    pairs = pairwise(map(words.plainest, pieces))
    written = " AND ".join(f"{left} NEAR/{distance} {right}" for left, right in pairs)
    meant = [f"({written})"] if written else []
    raise Refusal(start, message, replaced(text, start, end, *meant, quoted[0]))


def _no_end(text: str, phrase: Leaf, quoted: re.Match[str], behind: re.Match[str]) -> Refusal:
    mark, unmarked = quoted["mark"], quoted[0].removeprefix(quoted["mark"])
    meant: list[str] = []
    match behind[0][0]:
        case "*":
            message = "A star can stand only at the end of a word."
            meant = [f"{phrase.text}*"] if words.is_bare(phrase.text) else []
        case "^":
            message = words.NO_WEIGHTS
        case _ if mark:
            message = f"A phrase can't have both {mark} and a number."
            meant = [f"{unmarked}{behind[0]}"]
        case _:
            message = words.TILDE_BEFORE
            meant = [f"~{unmarked}"]
    return Refusal(quoted.start(), message, replaced(text, quoted.start(), behind.end(), *meant, quoted[0]))
