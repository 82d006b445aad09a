"""The parts of a query of which one is enough."""

from collections.abc import Mapping

from newswatch.query.printing import canonical
from newswatch.query.syntax import And, Node, Not, Or, SetRef


def alternatives(node: Node) -> Mapping[str, Node]:
    """Return the alternatives of a query as they are printed, in the order in which they are written.

    None where everything in it is required.
    """
    found: dict[str, Node] = {}
    _collect(node, found)
    return found


def _collect(node: Node, found: dict[str, Node]) -> None:
    match node:
        case Or():
            for child in node.children:
                if isinstance(child, And | Not):
                    _collect(child, found)
                else:
                    found[canonical(child)] = child
        case And():
            for child in node.children:
                _collect(child, found)
        case SetRef() if node.child is not None:
            _collect(node.child, found)
