"""Trees made ready to be looked at many times: does a query hold for an article? Where, it does not say."""

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import Any, TypeVar

from newswatch.errors import UnknownSet
from newswatch.model import Field
from newswatch.query.evaluation import LEAD_WORDS
from newswatch.query.filing import Feature, feature_of, has_symbols
from newswatch.query.read import Read
from newswatch.query.syntax import (
    And,
    Apart,
    AtLeast,
    Filter,
    In,
    Leaf,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Place,
    SetRef,
    Word,
)

P = TypeVar("P")
"""What stands for a feature: the index's posting."""

Bits = dict[int, int]
"""Places by their length in words: bit n is set where one begins with the n-th word of a field."""

Test = Callable[[Read[P]], bool]
Places = frozenset[Place]


def compiled(node: Node, known: Mapping[Feature, P], places: Places = frozenset()) -> Test[P]:  # noqa: C901, PLR0911, PLR0912 - a kind of node each
    """Return what tells of an article whether a tree holds.

    It agrees with ``evaluation.holding``.

    Args:
        node: the tree.
        known: what stands in an article's ``features`` for the features that ``filing`` names for the tree.
        places: where in the article it has to hold.
    """
    if not places and (feature := feature_of(node)) is not None:
        stands = known[feature]
        return lambda read: stands in read.features
    match node:
        case Word() | Phrase() if not places and not has_symbols(node):
            return _phrase(node)
        case Word() | Phrase() if places == {Place.TITLE} and not has_symbols(node):
            return _phrase(node, in_title=True)
        case Leaf():
            return lambda read: any(_where(node, read, field, places) for field in _fields(places))
        case AtLeast():
            return lambda read: _times(node, read, places) >= node.times
        case Near():
            return lambda read: any(_near(node, read, field, places) for field in _fields(places))
        case Apart():
            return lambda read: any(_apart(node, read, field, places) for field in _fields(places))
        case In():
            return compiled(node.child, known, places | {node.place})
        case Filter():
            return lambda read: read.origin.admits(node)
        case SetRef():
            if node.child is None:
                raise UnknownSet(node.name)
            return compiled(node.child, known, places)
        case Not():
            denied = compiled(node.child, known, places)
            return lambda read: not denied(read)
        case And():
            return _all(node.children, known, places)
        case Or():
            return _any(node.children, known, places)


def _all(children: Sequence[Node], known: Mapping[Feature, P], places: Places) -> Test[P]:
    features, others = _parted(children, known, places)
    tests = [compiled(child, known, places) for child in others]

    def holds(read: Read[P]) -> bool:
        if not read.features.issuperset(features):
            return False
        for test in tests:  # noqa: SIM110 - a generator takes longer than what it asks for
            if not test(read):
                return False
        return True

    return holds


def _any(children: Sequence[Node], known: Mapping[Feature, P], places: Places) -> Test[P]:
    features, others = _parted(children, known, places)
    tests = [compiled(child, known, places) for child in others]

    def holds(read: Read[P]) -> bool:
        if not read.features.isdisjoint(features):
            return True
        for test in tests:  # noqa: SIM110 - as above
            if test(read):
                return True
        return False

    return holds


def _parted(
    children: Sequence[Node], known: Mapping[Feature, P], places: Places
) -> tuple[frozenset[P], list[Node]]:
    """Return what stands for children that are features, and the other children."""
    features = {child: None if places else feature_of(child) for child in children}
    stand = frozenset(known[feature] for feature in features.values() if feature is not None)
    return stand, [child for child, feature in features.items() if feature is None]


def _phrase(leaf: Leaf, *, in_title: bool = False) -> Test[Any]:
    side_by_side = f" {' '.join(leaf.needles)} "
    if in_title:
        return lambda read: side_by_side in read.headline
    return lambda read: side_by_side in read.joined


def _fields(places: Places) -> tuple[Field, ...]:
    if not places:
        return (Field.TITLE, Field.BODY)
    if places == {Place.TITLE}:
        return (Field.TITLE,)
    return () if Place.TITLE in places else (Field.BODY,)


def _where(operand: Node, read: Read[Any], field: Field, places: Places) -> Bits:
    """Return where a leaf, or one of several, is to be found in a field; no places, no entry."""
    if isinstance(operand, Or):
        found: Bits = {}
        for child in operand.children:
            for length, bits in _where(child, read, field, places).items():
                found[length] = found.get(length, 0) | bits
        return found
    assert isinstance(operand, Leaf)  # the parser takes nothing else
    length = len(operand.needles)
    bits = read.bits(field, operand)
    if Place.LEAD in places:
        bits &= (1 << max(LEAD_WORDS - length + 1, 0)) - 1
    return {length: bits} if bits else {}


def _times(node: AtLeast, read: Read[Any], places: Places) -> int:
    return sum(
        bits.bit_count()
        for field in _fields(places)
        for bits in _where(node.child, read, field, places).values()
    )


def _near(node: Near, read: Read[Any], field: Field, places: Places) -> bool:
    left = _where(node.left, read, field, places)
    right = _where(node.right, read, field, places) if left else {}
    if not right:
        return False
    return bool(_followed(left, right, node.distance)) or (
        not node.ordered and bool(_followed(right, left, node.distance))
    )


def _followed(first: Bits, second: Bits, distance: int) -> int:
    """Return where one of ``second`` begins at most so many words behind the end of one of ``first``."""
    ends = reduce(or_, (bits << (length - 1) for length, bits in first.items()))
    return _spread(ends << 1, distance) & reduce(or_, second.values())


def _apart(node: Apart, read: Read[Any], field: Field, places: Places) -> bool:
    left = _where(node.left, read, field, places)
    if not left:
        return False
    right = _where(node.right, read, field, places)
    return any(bits & ~_beside(length, right, node.distance) for length, bits in left.items())


def _beside(length: int, others: Bits, distance: int) -> int:
    """Return where something so long would begin within the distance of one of the others, or overlap it."""
    before = length - 1 + distance
    return reduce(
        or_, (_spread(bits, before + other + distance) >> before for other, bits in others.items()), 0
    )


def _spread(bits: int, times: int) -> int:
    """Return bits with the ``times - 1`` ones above each of them."""
    done = 1
    while done < times:
        step = min(done, times - done)
        bits |= bits << step
        done += step
    return bits
