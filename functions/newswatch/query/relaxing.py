"""What is left of a query without one of its clauses: what holds for articles that nearly match."""

from collections.abc import Iterator
from dataclasses import dataclass

from newswatch.query.syntax import (
    And,
    Apart,
    AtLeast,
    Exact,
    In,
    Near,
    Node,
    Or,
    Phrase,
    SetRef,
    Word,
    conjunction,
    disjunction,
    is_selective,
)
from newswatch.text import GAP, words


@dataclass(frozen=True, slots=True)
class Edit:
    """A query without one of its clauses."""

    clause: Node
    whole: Node
    """What is left, alternatives included."""
    dropped: bool
    """Whether the clause is gone; otherwise its words are still asked for, but less strictly."""


def relaxations(node: Node) -> Iterator[tuple[Node, Node]]:
    """Yield the clauses of a query in the order of writing, each with the query as it is without it.

    A clause is one of those that AND joins; of a query of one, what makes it strict: where its words
    have to stand, or how often. Of alternatives, each has its own. A single word has none, and none is
    left out without which nothing would have to occur.

    Args:
        node: the root, its saved sets resolved.
    """
    match node:
        case SetRef() if node.child is not None:
            yield from relaxations(node.child)
        case Or():
            for child in node.children:
                yield from relaxations(child)
        case And():
            for n, child in enumerate(node.children):
                rest = conjunction((*node.children[:n], *node.children[n + 1 :]))
                if is_selective(rest):
                    yield child, rest
        case _:
            looser = _looser(node)
            if looser is not None and is_selective(looser):
                yield node, looser


def edits(node: Node) -> Iterator[Edit]:
    """Yield the same clauses in the same order, each with all that is left: other alternatives stay.

    Args:
        node: the root, its saved sets resolved. A set that is one of the alternatives, or the whole, is
            written out.
    """
    match node:
        case SetRef() if node.child is not None:
            yield from edits(node.child)
        case Or():
            for n, child in enumerate(node.children):
                for edit in edits(child):
                    rest = (*node.children[:n], edit.whole, *node.children[n + 1 :])
                    yield Edit(edit.clause, disjunction(rest), edit.dropped)
        case _:
            dropped = isinstance(node, And)
            yield from (Edit(clause, rest, dropped) for clause, rest in relaxations(node))


def _looser(node: Node) -> Node | None:
    match node:
        case Near():
            return conjunction((node.left, node.right))
        case Apart():
            return node.left
        case AtLeast() | In():
            return node.child
        case Exact():
            return Word(node.text)
        case Phrase() | Word():
            each = list(dict.fromkeys(word for word in words(node.text) if word != GAP))
            return conjunction([Word(word) for word in each]) if len(each) > 1 else None
    return None
