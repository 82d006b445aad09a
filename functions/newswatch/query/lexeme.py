"""What a query is made of, before its grammar is known."""

from dataclasses import dataclass
from enum import StrEnum

from newswatch.query.syntax import Node, Place


class Kind(StrEnum):
    """Of a lexeme; operators are named as people write them."""

    OPEN = "("
    CLOSE = ")"
    AND = "AND"
    OR = "OR"
    NOT = "NOT"
    MINUS = "-"
    NEAR = "NEAR"
    PLACE = "title:"
    """Before a word or a group."""
    REST = "allintitle:"
    """Before all that follows."""
    TIMES = "atleast:"
    """Before a group."""
    MARK = "~"
    """Before a group, where it can't stand."""
    ATOM = "word"
    """A word, a phrase, a filter or a saved set."""


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A piece of the query, at ``[start:end]`` of the plain text."""

    kind: Kind
    text: str
    """As people write it: an operator, a field with its colon; of an atom what it is written with."""
    start: int
    end: int
    node: Node | None = None
    """Of an ``ATOM``."""
    place: Place | None = None
    """Of ``PLACE`` and ``REST``."""
    number: int = 0
    """Of ``NEAR`` the distance, of ``TIMES`` how often."""
    is_ordered: bool = False
    """Of ``NEAR``."""
