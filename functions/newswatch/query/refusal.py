"""How lexer and parser refuse a query."""

from collections.abc import Sequence
from dataclasses import dataclass


class Refusal(Exception):
    """A query that can't be taken as it stands; becomes a ``QueryError`` once its readings are tried.

    Attributes:
        position: offset into the plain text.
        message: one sentence.
        candidates: plain texts that may work in its place, best first.
    """

    def __init__(self, position: int, message: str, candidates: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.position, self.message, self.candidates = position, message, tuple(candidates)


@dataclass(frozen=True, slots=True)
class Edit:
    """A change that would make a query work: ``replacement`` instead of ``text[start:end]``."""

    start: int
    end: int
    replacement: str = ""


def edited(text: str, edits: Sequence[Edit]) -> str:
    """Return the text after all edits, which are in order and don't overlap."""
    parts: list[str] = []
    done = 0
    for edit in edits:
        parts += (text[done : edit.start], edit.replacement)
        done = edit.end
    return "".join((*parts, text[done:]))


def replaced(text: str, start: int, end: int, *replacements: str) -> tuple[str, ...]:
    """Return the text with each of these, best first, instead of ``text[start:end]``."""
    return tuple(edited(text, [Edit(start, end, replacement)]) for replacement in replacements)


def shortened(said: str) -> str:
    """Return what was typed, short enough to be part of a sentence."""
    return said if len(said) <= _SAID_CHARS else f"{said[:_SAID_CHARS]}…"


_SAID_CHARS = 40


def unclosed_quote(text: str, at: int) -> Refusal:
    """Return the refusal of a quotation mark that opens a phrase and has no other."""
    candidates = (f'{text}"', *replaced(text, at, at + 1, ""))
    return Refusal(at, "This quotation mark is never closed.", candidates)


def unclosed_parenthesis(text: str, at: int, opened: int = 1) -> Refusal:
    """Return the refusal of the last of so many parentheses that are not closed."""
    candidates = (text + ")" * opened, *replaced(text, at, at + 1, ""))
    return Refusal(at, "This parenthesis is never closed.", candidates)


def empty_group(text: str, start: int, end: int) -> Refusal:
    """Return the refusal of parentheses, or of a field with them, with nothing in them."""
    return Refusal(start, "There is nothing between these parentheses.", replaced(text, start, end, ""))
