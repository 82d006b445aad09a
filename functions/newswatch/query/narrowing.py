"""Edits that make a query hold for less: what to leave out, or where its words have to stand."""

from collections.abc import Iterator
from enum import IntEnum
from itertools import combinations
from typing import NamedTuple, cast

from newswatch.query.amending import exchanged, is_operand, joined, without
from newswatch.query.printing import canonical
from newswatch.query.syntax import (
    And,
    AtLeast,
    Attribute,
    Filter,
    In,
    Near,
    Node,
    Not,
    Operand,
    Or,
    Phrase,
    Place,
    Word,
    conjunction,
    disjunction,
    is_selective,
)

NEAR = (10, 30)
"""Words apart: in the same sentence, and in the same paragraph."""
PAIRS = 6
"""Of the parts that an AND joins; hardly a query has more."""


class Effort(IntEnum):
    """How much an edit takes to be understood, the least first."""

    NOT_WORD = 0
    NOT_WORDS = 1
    NOT_TITLED = 2
    NOT_FROM = 3
    DROP = 4
    PROMINENT = 5
    OFTEN = 6
    TITLED = 7
    NEAR = 8


class Narrowing(NamedTuple):
    """A query that holds for less than another one does."""

    root: Node
    """The query then."""
    says: str
    """What is different, one sentence with a ``{}`` for each of ``about``."""
    about: tuple[str, ...]
    """Pieces of queries."""
    effort: Effort
    part: Node
    """What is excluded, or the part of the query that is another one now."""
    excludes: bool = False
    """Whether it holds where the other one does and ``part`` doesn't."""


def excluding_words(root: Node, words: Word | Phrase) -> Iterator[Narrowing]:
    """Yield the query without what has some words in it, and without what has them in its title."""
    effort = Effort.NOT_WORDS if isinstance(words, Phrase) else Effort.NOT_WORD
    yield _excluding(root, words, "It leaves out what has {} in it.", canonical(words), effort)
    titled = In(Place.TITLE, words)
    yield _excluding(
        root, titled, "It leaves out what has {} in the title.", canonical(words), Effort.NOT_TITLED
    )


def excluding_origin(root: Node, origin: Filter) -> Narrowing:
    """Return the query without what comes from a site, or stands in a section."""
    where = "stands in the section {}" if origin.attribute is Attribute.SECTION else "comes from {}"
    return _excluding(root, origin, f"It leaves out what {where}.", origin.value, Effort.NOT_FROM)


def _excluding(root: Node, part: Node, says: str, about: str, effort: Effort) -> Narrowing:
    return Narrowing(conjunction((root, Not(part))), says, (about,), effort, part, excludes=True)


def narrowings(root: Node) -> Iterator[Narrowing]:
    """Yield a query with one of its own parts dropped, in the title, several times, or near another one.

    What stands for a saved set stays as it is.
    """
    for node in joined(root):
        if is_operand(node):
            yield from _stricter(root, node)
        if isinstance(node, And):
            yield from _nearer(root, node)
    for either in _ors(root):
        for child in either.children:
            rest = without(root, [child])
            if rest is not None and is_selective(rest):
                yield Narrowing(rest, "It watches for {} no more.", (canonical(child),), Effort.DROP, child)


def _ors(root: Node) -> Iterator[Or]:
    for node in joined(root):
        if isinstance(node, Or):
            yield node
        elif isinstance(node, In):
            yield from _ors(node.child)


def _stricter(root: Node, node: Node) -> Iterator[Narrowing]:
    """Yield the query with a leaf, or leaves of which one is enough, asked for more strictly."""
    about = (canonical(node),)
    title = In(Place.TITLE, node)
    prominent = disjunction((title, In(Place.LEAD, node)))
    often = AtLeast(2, cast("Operand", node))
    for stricter, effort, says in (
        (prominent, Effort.PROMINENT, "It asks for {} in the title or at the beginning of the text."),
        (often, Effort.OFTEN, "It asks for {} at least twice."),
        (title, Effort.TITLED, "It asks for {} in the title."),
    ):
        yield Narrowing(_with(root, node, stricter), says, about, effort, node)


def _nearer(root: Node, node: And) -> Iterator[Narrowing]:
    """Yield the query with NEAR in the place of an AND."""
    near = [child for child in node.children if is_operand(child)]
    pairs = list(combinations(near, 2))[:PAIRS]
    for left, right in pairs:
        for distance in NEAR:
            both = Near(cast("Operand", left), cast("Operand", right), distance)
            children = [both if child is left else child for child in node.children if child is not right]
            says = f"It asks for {{}} and {{}} at most {distance} words apart."
            about = canonical(left), canonical(right)
            yield Narrowing(_with(root, node, conjunction(children)), says, about, Effort.NEAR, left)


def _with(root: Node, part: Node, other: Node) -> Node:
    return exchanged(root, lambda node: other if node is part else None)
