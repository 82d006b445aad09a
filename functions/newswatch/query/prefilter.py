"""A cheap look at an article: can a query hold for it at all? Most articles need no more than that."""

from collections.abc import Callable

from newswatch.query.syntax import And, Leaf, Node, Not, Or, Query
from newswatch.text import folded, solid

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


def _test(node: Node) -> Test:
    match node:
        case Leaf():
            # The longest first: it is the rarest that can be had without statistics.
            parts = sorted(map(solid, node.needles), key=len, reverse=True)
            return lambda text: all(part in text for part in parts)
        case And():
            every = [_test(child) for child in node.children]
            return lambda text: all(test(text) for test in every)
        case Or():
            some = [_test(child) for child in node.children]
            return lambda text: any(test(text) for test in some)
        case Not():
            # What may hold need not hold: of its contrary nothing is known.
            return lambda _: True
