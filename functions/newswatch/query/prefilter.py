"""A cheap look at an article: can a query hold for it at all? Most articles need no more than that."""

from collections.abc import Callable, Collection, Sequence

from newswatch.query.syntax import And, Apart, AtLeast, In, Leaf, Near, Node, Or, Query, SetRef, Stem
from newswatch.text import GAP, folded, words

Test = Callable[[str], bool]
Inflections = Callable[[Stem], Sequence[Collection[str]] | None]
"""Returns which words may stand for each word of a leaf, as ``text.words`` returns them; None for any."""


class Prefilter:
    """One query, looked for in folded text without telling words apart.

    Where it says no, ``evaluate`` finds nothing; where it says yes, ``evaluate`` decides.
    """

    def __init__(self, query: Query, inflections: Inflections | None = None) -> None:
        """Take a query.

        Args:
            query: the query.
            inflections: of the words of the articles that it will be asked about; without them it
                says yes wherever any inflection would do.
        """
        self.may_hold: Test = _test(query.root, inflections)
        """Tells of an article's ``fold`` whether the query may hold."""


def fold(title: str, text: str) -> str:
    """Return an article's text as ``may_hold`` takes it, made once for all queries."""
    return folded(f"{title}\n{text}")


def _test(node: Node, inflections: Inflections | None) -> Test:  # noqa: PLR0911 - a kind of node each
    match node:
        case Leaf() if not isinstance(node, Stem):
            # The longest first: it is the rarest that can be had without statistics.
            return _has_all(sorted(set(words(node.text)) - {GAP}, key=len, reverse=True))
        case Stem() if inflections and (words_of := inflections(node)) is not None:
            return _has_one_of_each(sorted(words_of, key=len))
        case AtLeast() | In():
            return _test(node.child, inflections)
        case Near():
            left, right = _test(node.left, inflections), _test(node.right, inflections)
            return lambda text: left(text) and right(text)
        case Apart():
            return _test(node.left, inflections)
        case SetRef() if node.child is not None:
            return _test(node.child, inflections)
        case And():
            every = [_test(child, inflections) for child in node.children]
            return lambda text: all(test(text) for test in every)
        case Or():
            some = [_test(child, inflections) for child in node.children]
            return lambda text: any(test(text) for test in some)
    # Inflections may begin otherwise, filters look elsewhere, and of what may hold the contrary may, too.
    return lambda _: True


def _has_one_of_each(groups: Sequence[Collection[str]]) -> Test:
    return lambda text: all(any(word in text for word in words_of) for words_of in groups)


def _has_all(parts: list[str]) -> Test:
    if len(parts) == 1:
        part = parts[0]
        return lambda text: part in text
    return lambda text: all(part in text for part in parts)
