"""A cheap look at an article: can a query hold for it at all? Most articles need no more than that."""

from collections.abc import Callable

from newswatch.query.syntax import And, Apart, AtLeast, In, Leaf, Near, Node, Or, Query, SetRef, Stem
from newswatch.text import GAP, folded, words

Test = Callable[[str], bool]


class Prefilter:
    """One query, looked for in folded text without telling words apart.

    Where it says no, ``evaluate`` finds nothing; where it says yes, ``evaluate`` decides.
    """

    def __init__(self, query: Query) -> None:
        self.may_hold: Test = _test(query.root)
        """Tells of an article's ``fold`` whether the query may hold."""


def fold(title: str, text: str) -> str:
    """Return an article's text as ``may_hold`` takes it, made once for all queries."""
    return folded(f"{title}\n{text}")


def _test(node: Node) -> Test:  # noqa: PLR0911 - a kind of node each
    match node:
        case Leaf() if not isinstance(node, Stem):
            # The longest first: it is the rarest that can be had without statistics.
            return _has_all(sorted(set(words(node.text)) - {GAP}, key=len, reverse=True))
        case AtLeast() | In():
            return _test(node.child)
        case Near():
            left, right = _test(node.left), _test(node.right)
            return lambda text: left(text) and right(text)
        case Apart():
            return _test(node.left)
        case SetRef() if node.child is not None:
            return _test(node.child)
        case And():
            every = [_test(child) for child in node.children]
            return lambda text: all(test(text) for test in every)
        case Or():
            some = [_test(child) for child in node.children]
            return lambda text: any(test(text) for test in some)
    # Inflections may begin otherwise, filters look elsewhere, and of what may hold the contrary may, too.
    return lambda _: True


def _has_all(parts: list[str]) -> Test:
    if len(parts) == 1:
        part = parts[0]
        return lambda text: part in text
    return lambda text: all(part in text for part in parts)
