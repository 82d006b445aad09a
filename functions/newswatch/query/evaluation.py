"""The reference: does a query hold for one article, and by which places of it?"""

from typing import Protocol

from newswatch.model import Evidence, Field
from newswatch.query.syntax import And, Leaf, Node, Not, Or, Query
from newswatch.text import tokens


class Readable(Protocol):
    """What a query looks at; an article, or anything with a title and a text."""

    @property
    def title(self) -> str:
        """The headline."""

    @property
    def text(self) -> str:
        """The article without its headline."""


def evaluate(query: Query, article: Readable) -> tuple[Evidence, ...] | None:
    """Return the places that make the query hold, in reading order; None when it does not hold."""
    return evidence(query.root, Words(article))


def evidence(root: Node, words: "Words") -> tuple[Evidence, ...] | None:
    """Return what ``evaluate`` does, for an article whose words have been read before."""
    places = _places(root, words)
    return None if places is None else tuple(sorted(places, key=_reading_order))


class Words:
    """The words of an article, and where they are. Read once, used for all queries."""

    def __init__(self, article: Readable) -> None:
        self._fields = {
            Field.TITLE: _positions(article.title),
            Field.BODY: _positions(article.text),
        }
        self.terms = frozenset[str]().union(*self._fields.values())
        """All words, normalised, also as they stand with their symbols."""

    def side_by_side(self, needles: tuple[str, ...]) -> frozenset[Evidence]:
        """Return the places where these words stand in this order with nothing between them."""
        found: set[Evidence] = set()
        for field, positions in self._fields.items():
            wanted = [positions.get(needle, {}) for needle in needles]
            # Begin with the rarest: a phrase is often one name among common words.
            offset, rarest = min(enumerate(wanted), key=lambda item: len(item[1]))
            for position in rarest:
                first = position - offset
                if all(first + i in others for i, others in enumerate(wanted)):
                    found.add(Evidence(field, wanted[0][first][0], wanted[-1][first + len(wanted) - 1][1]))
        return frozenset(found)


_Positions = dict[str, dict[int, tuple[int, int]]]
"""Per word: at which place among the words it stands, and from where to where in the text."""


def _positions(text: str) -> _Positions:
    positions: _Positions = {}
    for place, token in enumerate(tokens(text)):
        positions.setdefault(token.term, {})[place] = token.start, token.end
        for form in token.forms:
            positions.setdefault(form.term, {})[place] = form.start, form.end
    return positions


def _places(node: Node, words: Words) -> frozenset[Evidence] | None:
    match node:
        case Leaf():
            return words.side_by_side(node.needles) or None
        case Not():
            return frozenset() if _places(node.child, words) is None else None
        case And():
            every = [_places(child, words) for child in node.children]
            held = [places for places in every if places is not None]
            return frozenset[Evidence]().union(*held) if len(held) == len(every) else None
        case Or():
            every = [_places(child, words) for child in node.children]
            held = [places for places in every if places is not None]
            return frozenset[Evidence]().union(*held) if held else None


def _reading_order(place: Evidence) -> tuple[bool, int, int]:
    return place.field is Field.BODY, place.start, place.end
