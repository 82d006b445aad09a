"""Queries with some of their parts left out, exchanged or added; what saved sets stand for stays as it is."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from newswatch.errors import QueryError
from newswatch.query.parser import parse
from newswatch.query.printing import canonical
from newswatch.query.syntax import (
    And,
    Apart,
    AtLeast,
    In,
    Leaf,
    Near,
    Node,
    Not,
    Or,
    Query,
    conjunction,
    disjunction,
    negation,
)


def without(root: Node, dropped: Sequence[Node]) -> Node | None:
    """Return a query without some of its parts, these very nodes; None where nothing is left."""
    gone = set(map(id, dropped))

    def left(node: Node) -> Node | None:  # noqa: PLR0911 - a kind of node each
        if id(node) in gone:
            return None
        match node:
            case And() | Or():
                children = [kept for child in node.children if (kept := left(child))]
                join = conjunction if isinstance(node, And) else disjunction
                return join(children) if children else None
            case Not():
                child = left(node.child)
                return negation(child) if child else None
            case In():
                child = left(node.child)
                return replace(node, child=child) if child else None
            case AtLeast():
                operand = left(node.child)
                return replace(node, child=operand) if operand else None  # type: ignore[arg-type]
            case Near() | Apart():
                sides = left(node.left), left(node.right)
                return replace(node, left=sides[0], right=sides[1]) if all(sides) else None  # type: ignore[arg-type]
        return node

    return left(root)


def exchanged(node: Node, instead: Callable[[Node], Node | None]) -> Node:  # noqa: PLR0911 - a kind of node each
    """Return a query with other parts in the place of some.

    Args:
        node: the root.
        instead: returns what to have in the place of a node; None for what stays.
    """
    if (other := instead(node)) is not None:
        return other
    match node:
        case And():
            return conjunction([exchanged(child, instead) for child in node.children])
        case Or():
            return disjunction([exchanged(child, instead) for child in node.children])
        case Not():
            return negation(exchanged(node.child, instead))
        case In() | AtLeast():
            return replace(node, child=exchanged(node.child, instead))  # type: ignore[arg-type]
        case Near() | Apart():
            left, right = exchanged(node.left, instead), exchanged(node.right, instead)
            return replace(node, left=left, right=right)  # type: ignore[arg-type]
    return node


def accepted(root: Node) -> Query | None:
    """Return a tree as a query; None if it would not be accepted, or be read as another one."""
    text = canonical(root)
    try:
        # What was parsed has saved sets that stand for nothing yet.
        return Query(text, root, text) if parse(text).root == root else None
    except QueryError:
        return None


def is_operand(node: Node) -> bool:
    """Return whether NEAR takes it: a leaf, or leaves with OR."""
    return isinstance(node, Leaf) or (
        isinstance(node, Or) and all(isinstance(c, Leaf) for c in node.children)
    )


def joined(node: Node) -> Iterator[Node]:
    """Yield a query and the parts of it that AND and OR join, in the order of writing."""
    yield node
    if isinstance(node, And | Or):
        for child in node.children:
            yield from joined(child)
