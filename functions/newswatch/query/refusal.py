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
