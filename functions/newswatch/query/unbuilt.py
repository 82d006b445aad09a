"""What the language has in store but does not do yet: recognised, so that it is never read as a word.

Each is answered with the nearest query that works today.
"""

import difflib
import re
from dataclasses import dataclass

from newswatch.query.refusal import Edit


@dataclass(frozen=True, slots=True)
class Unbuilt:
    """A construct that is refused, and what to write in its place."""

    message: str
    edit: Edit


_NEAR = re.compile(r"O?NEAR|O?NEAR/\d*|(?i:O?NEAR/\d+)")
_FIELD = re.compile(r"([A-Za-z][\w-]*):(.*)", re.DOTALL)
# Where to look: without it the same words are looked for everywhere.
_PLACES = {"title": "title", "intitle": "title", "body": "text", "lead": "first words"}
# Which articles to look at: without it there are more.
_FILTERS = {
    "site": "site",
    "source": "source",
    "author": "author",
    "section": "section",
    "url": "address",
    "lang": "language",
    "tag": "tag",
}

_MARKS = {
    "~": "Finding all inflections with ~ is not supported yet; write the forms that you want with OR.",
    "=": "Matching the exact spelling with = is not supported yet; upper and lower case are the same.",
}


def recognise(text: str, start: int, end: int, minus: int) -> Unbuilt | None:
    """Return what ``text[start:end]`` (no blanks, quotes or parentheses in it) is, if it is unbuilt.

    Args:
        text: the whole query.
        start: where the piece begins, after a minus.
        end: where it ends.
        minus: where the minus before it begins; ``start`` where there is none.
    """
    chunk = text[start:end]
    if _NEAR.fullmatch(chunk):
        return near(text, start, end)
    if message := _MARKS.get(chunk[:1]):
        return Unbuilt(message, Edit(start, end, chunk.lstrip(chunk[0])))
    if chunk.startswith("@"):
        message = f"Saved sets such as {chunk} are not supported yet; write out the words of the set."
        return Unbuilt(message, Edit(minus, _value_end(text, end)))
    if "*" in chunk:
        return _star(chunk, start, end)
    field = _FIELD.fullmatch(chunk)
    return _field(text, field, start, end, minus) if field else None


def near(text: str, start: int, end: int) -> Unbuilt:
    """Return the refusal of an operator of distance; ``NOT NEAR`` is taken as a whole."""
    name = re.split(r"[/(\s]", text[start:end])[0].upper()
    message = f"{name} is not supported yet; AND finds articles with both words anywhere."
    if negated := re.search(r"(?<!\S)NOT\s+$", text[:start]):
        return Unbuilt(message, Edit(negated.start(), end, "AND NOT"))
    return Unbuilt(message, Edit(start, end, "AND"))


def slop(phrase: str, start: int, end: int) -> Unbuilt:
    """Return the refusal of a phrase with a distance, ``"a b"~5``."""
    message = "A phrase with a distance is not supported yet; AND finds articles with all its words anywhere."
    return Unbuilt(message, Edit(start, end, f"({phrase})"))


def _star(chunk: str, start: int, end: int) -> Unbuilt:
    if chunk.strip("*") and "*" not in chunk.rstrip("*"):
        message = "Word beginnings with * are not supported yet; write the endings that you want with OR."
        return Unbuilt(message, Edit(start, end, chunk.rstrip("*")))
    message = "A star can't stand here; put quotes around what contains it to look for the words beside it."
    bare = " ".join(chunk.replace("*", " ").split())
    return Unbuilt(message, Edit(start, end, f'"{bare}"' if bare else ""))


def _field(text: str, field: re.Match[str], start: int, end: int, minus: int) -> Unbuilt | None:
    name, value = field[1].lower(), field[2]
    is_open = not value and text[end : end + 1] in {'"', "("}
    if name in _PLACES:
        message = (
            f"Looking only in the {_PLACES[name]} with {name}: is not supported yet; this looks everywhere."
        )
        return Unbuilt(message, Edit(start, end, value))
    if name in _FILTERS:
        message = f"Choosing articles by their {_FILTERS[name]} with {name}: is not supported yet."
        return Unbuilt(message, Edit(minus, _value_end(text, end) if is_open else end))
    if name == "set":
        message = "Saved sets are not supported yet; write out the words of the set."
        return Unbuilt(message, Edit(minus, _value_end(text, end) if is_open else end))
    if name == "atleast":
        message = "Counting with atleast: is not supported yet; once is enough."
        return Unbuilt(message, Edit(start, end, value.lstrip("0123456789")))
    if not value and not is_open:
        return None  # the colon of a sentence
    known = difflib.get_close_matches(name, (*_PLACES, *_FILTERS, "atleast", "set"), n=1)
    hint = f"did you mean {known[0]}:?" if known else "put quotes around it if it is text to look for."
    quoted = f"{field[1]} " if is_open else f'"{field[1]} {value}"'
    return Unbuilt(f"There is no field called {field[1]}: {hint}", Edit(start, end, quoted))


def _value_end(text: str, at: int) -> int:
    """Return where the phrase or group that begins at ``at`` ends; ``at`` when there is none."""
    if text[at : at + 1] == '"':
        closing = text.find('"', at + 1)
        return len(text) if closing < 0 else closing + 1
    depth = 0
    for position in range(at, len(text) if text[at : at + 1] == "(" else at):
        depth += {"(": 1, ")": -1}.get(text[position], 0)
        if depth == 0:
            return position + 1
    return at
