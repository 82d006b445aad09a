"""The reference: does a query hold for one article, and by which places of it?

It is written to be obviously right. ``index`` finds out faster which queries hold,
and the two agree on every input.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import NamedTuple, Protocol

from newswatch.errors import UnknownSet
from newswatch.model import Evidence, Field, Source
from newswatch.query.origin import Origin
from newswatch.query.stemming import stem, stems
from newswatch.query.syntax import (
    And,
    Apart,
    AtLeast,
    Exact,
    Filter,
    In,
    Leaf,
    Near,
    Node,
    Not,
    Or,
    Place,
    Prefix,
    Query,
    SetRef,
    Stem,
)
from newswatch.text import Token, inflected, spelled, tokens

LEAD_WORDS = 60


class Readable(Protocol):
    """What a query looks at; an article, or anything with a title and a text.

    It may also have what filters ask for, as ``model.Article`` does: ``url``, ``language``,
    ``authors``, ``section``, ``site_name``. Where that is not there, no such filter holds.
    """

    @property
    def title(self) -> str:
        """The headline."""

    @property
    def text(self) -> str:
        """The article without its headline."""


def evaluate(query: Query, article: Readable, source: Source | None = None) -> tuple[Evidence, ...] | None:
    """Return the places that make a query hold, in reading order; None when it does not hold.

    What holds by a filter alone has no places.

    Args:
        query: the query, its saved sets resolved.
        article: the article.
        source: what brought it; without, only ``site_name`` tells what its source is.

    Raises:
        UnknownSet: a saved set was not resolved.
    """
    return evidence(query.root, Words(article, source))


def evidence(root: Node, words: "Words") -> tuple[Evidence, ...] | None:
    """Return what ``evaluate`` does, for an article whose words have been read before."""
    spans = holding(root, words)
    return None if spans is None else places_of(spans)


def places_of(spans: Iterable["Span"]) -> tuple[Evidence, ...]:
    """Return where spans are in the article, in reading order."""
    found = {Evidence(span.field, span.start, span.end) for span in spans}
    return tuple(sorted(found, key=lambda place: (place.field is Field.BODY, place.start, place.end)))


class Span(NamedTuple):
    """Words of one field that stand side by side: from the ``first`` to the ``last``, counted from 0."""

    field: Field
    first: int
    last: int
    start: int
    """Where it begins and ends in the text."""
    end: int


@dataclass(frozen=True, slots=True)
class _Reading:
    """The words of a field."""

    tokens: tuple[Token, ...]
    at: dict[str, list[int]]
    """Per word, also as it stands with its symbols: which words of the field it is."""

    @classmethod
    def of(cls, text: str) -> "_Reading":
        found = tokens(text)
        at: dict[str, list[int]] = {}
        for position, token in enumerate(found):
            at.setdefault(token.term, []).append(position)
            for form in token.forms:
                at.setdefault(form.term, []).append(position)
        return cls(found, at)

    def token(self, position: int, term: str) -> Token:
        """Return a word in the form that has this term."""
        token = self.tokens[position]
        return next(form for form in (token, *token.forms) if form.term == term)


_Places = dict[int, Token]
"""Words of a field, by their number."""


class Words:
    """The words of an article, and where they are. Read once, used for all queries."""

    def __init__(self, article: Readable, source: Source | None = None, places: int | None = None) -> None:
        """Read an article.

        Args:
            article: the article.
            source: what brought it.
            places: how many places of a word or phrase count in a field, from the first; None for all.
        """
        self.origin = Origin(article, source)
        self._places = places
        self._texts = {Field.TITLE: article.title, Field.BODY: article.text}
        self._fields = {field: _Reading.of(text) for field, text in self._texts.items()}
        self._known: dict[tuple[type[Leaf], str], tuple[Span, ...]] = {}
        self._terms: dict[tuple[Field, str], _Places] = {}

    def spans(self, leaf: Leaf) -> tuple[Span, ...]:
        """Return where a leaf is to be found, in reading order."""
        key = type(leaf), leaf.text
        if key not in self._known:
            found = [self._side_by_side(field, self._wanted(field, leaf)) for field in self._fields]
            self._known[key] = tuple(chain.from_iterable(found))
        return self._known[key]

    def _wanted(self, field: Field, leaf: Leaf) -> list[_Places]:
        """Return per word of a leaf which words of a field it may be."""
        if isinstance(leaf, Stem):
            pairs = zip(leaf.inflected, leaf.needles, strict=True)
            return [self._inflections(field, word, needle) for word, needle in pairs]
        wanted = [self._with_term(field, needle) for needle in leaf.needles]
        if isinstance(leaf, Prefix):
            begun = [term for term in self._fields[field].at if term.startswith(leaf.needles[-1])]
            wanted[-1] = {p: token for term in begun for p, token in self._with_term(field, term).items()}
        if isinstance(leaf, Exact):
            as_written = self._spelled[field]
            wanted = [
                {p: token for p, token in places.items() if as_written[p] == letters}
                for places, letters in zip(wanted, leaf.spelled, strict=True)
            ]
        return wanted

    def _with_term(self, field: Field, term: str) -> _Places:
        key = field, term
        if key not in self._terms:
            reading = self._fields[field]
            self._terms[key] = {p: reading.token(p, term) for p in reading.at.get(term, ())}
        return self._terms[key]

    def _inflections(self, field: Field, word: str, needle: str) -> _Places:
        """Return which words of a field have the same stem as a word, or are the same."""
        reading = self._fields[field]
        same = [
            position
            for wanted in stems(word, needle, self.origin.language)
            for position in self._stems[field].get(wanted, ())
        ]
        return {position: reading.tokens[position] for position in same} | self._with_term(field, needle)

    @cached_property
    def _spelled(self) -> dict[Field, list[str]]:
        return {field: spelled(text) for field, text in self._texts.items()}

    @cached_property
    def _stems(self) -> dict[Field, dict[str, list[int]]]:
        found: dict[Field, dict[str, list[int]]] = {}
        for field, text in self._texts.items():
            for position, word in enumerate(inflected(text)):
                found.setdefault(field, {}).setdefault(stem(word, self.origin.language), []).append(position)
            found.setdefault(field, {})
        return found

    def _side_by_side(self, field: Field, wanted: Sequence[_Places]) -> list[Span]:
        """Return where words stand in this order with nothing between them."""
        found: list[Span] = []
        # Begin with the rarest: a phrase is often one name among common words.
        offset, rarest = min(enumerate(wanted), key=lambda item: len(item[1]))
        for position in sorted(rarest):
            if len(found) == self._places:
                break
            first = position - offset
            if all(first + i in others for i, others in enumerate(wanted)):
                last = first + len(wanted) - 1
                found.append(Span(field, first, last, wanted[0][first].start, wanted[-1][last].end))
        return found


_Spans = frozenset[Span]


def holding(  # noqa: C901, PLR0911 - a kind of node each
    node: Node, words: Words, places: frozenset[Place] = frozenset()
) -> _Spans | None:
    """Return the spans that make a tree hold; None when it does not.

    Args:
        node: the tree.
        words: the article.
        places: where in the article they have to be: in all of these at once.
    """
    match node:
        case Leaf():
            return found(node, words, places) or None
        case AtLeast():
            spans = found(node.child, words, places)
            # A word is at one place, with its symbols or without.
            times = len({(span.field, span.first, span.last) for span in spans})
            return spans if times >= node.times else None
        case Near():
            left, right = found(node.left, words, places), found(node.right, words, places)
            before, after = _followed(left, right, node.distance), _following(left, right, node.distance)
            if not node.ordered:
                before |= _following(right, left, node.distance)
                after |= _followed(right, left, node.distance)
            return before | after or None
        case Apart():
            left, right = found(node.left, words, places), found(node.right, words, places)
            return _alone(left, right, node.distance) or None
        case In():
            return holding(node.child, words, places | {node.place})
        case Filter():
            return frozenset() if words.origin.admits(node) else None
        case SetRef():
            if node.child is None:
                raise UnknownSet(node.name)
            return holding(node.child, words, places)
        case Not():
            return frozenset() if holding(node.child, words, places) is None else None
        case And():
            every = [holding(child, words, places) for child in node.children]
            held = [spans for spans in every if spans is not None]
            return _Spans().union(*held) if len(held) == len(every) else None
        case Or():
            every = [holding(child, words, places) for child in node.children]
            held = [spans for spans in every if spans is not None]
            return _Spans().union(*held) if held else None


def found(operand: Node, words: Words, places: frozenset[Place]) -> _Spans:
    """Return where an operand of NEAR or atleast: is to be found."""
    if isinstance(operand, Or):
        return _Spans().union(*(found(child, words, places) for child in operand.children))
    assert isinstance(operand, Leaf)  # the parser takes nothing else
    return frozenset(span for span in words.spans(operand) if all(_is_in(span, place) for place in places))


def _is_in(span: Span, place: Place) -> bool:
    match place:
        case Place.TITLE:
            return span.field is Field.TITLE
        case Place.BODY:
            return span.field is Field.BODY
        case Place.LEAD:
            return span.field is Field.BODY and span.last < LEAD_WORDS


def _followed(left: _Spans, right: _Spans, distance: int) -> _Spans:
    """Return those of ``left`` behind which one of ``right`` begins, at most ``distance`` words on."""
    begins = _sorted_by_field(right, "first")
    return frozenset(a for a in left if _any_between(begins[a.field], a.last + 1, a.last + distance))


def _following(left: _Spans, right: _Spans, distance: int) -> _Spans:
    """Return those of ``right`` before which one of ``left`` ends, at most ``distance`` words back."""
    ends = _sorted_by_field(left, "last")
    return frozenset(b for b in right if _any_between(ends[b.field], b.first - distance, b.first - 1))


def _alone(left: _Spans, right: _Spans, distance: int) -> _Spans:
    """Return those of ``left`` within whose ``distance`` is none of ``right``, overlapping or not."""
    begins, ends = _sorted_by_field(right, "first"), _sorted_by_field(right, "last")

    def beside(a: Span) -> int:
        """Return how many begin before the distance is over, less those that ended before it began."""
        begun = bisect_right(begins[a.field], a.last + distance)
        return begun - bisect_left(ends[a.field], a.first - distance)

    return frozenset(a for a in left if beside(a) == 0)


def _sorted_by_field(spans: _Spans, attribute: str) -> dict[Field, list[int]]:
    return {field: sorted(getattr(s, attribute) for s in spans if s.field is field) for field in Field}


def _any_between(ordered: Sequence[int], low: int, high: int) -> bool:
    """Return whether one of these numbers is at least ``low`` and at most ``high``."""
    return bisect_left(ordered, low) < bisect_right(ordered, high)
