"""What follows from what: whether one tree holds wherever another does, told by the trees alone.

All that is told is true; much that is true is not told, such as what depends on
the language of an article.
"""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from newswatch.query.origin import WORDS_OF
from newswatch.query.syntax import (
    And,
    Apart,
    AtLeast,
    Attribute,
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
    SetRef,
    Stem,
)
from newswatch.text import SYMBOLS, words

_SYMBOLS = "".join(sorted(SYMBOLS))


class At(NamedTuple):
    """A tree, and where in the article it has to hold: in all of these places at once."""

    node: Node
    places: frozenset[Place] = frozenset()

    def part(self, node: Node) -> "At":
        """Return a part of the tree at the same places."""
        return At(node, self.places)

    def bare(self) -> "At":
        """Return the same without what only says where, or only has a name."""
        match self.node:
            case In():
                return At(self.node.child, self.places | {self.node.place}).bare()
            case SetRef() if self.node.child is not None:
                return self.part(self.node.child).bare()
        return self


def implies(one: At, other: At) -> bool:  # noqa: PLR0911 - a reason each
    """Return whether ``other`` holds wherever ``one`` does; False where that is not known."""
    one, other = one.bare(), other.bare()
    if one == other:
        return True
    if isinstance(one.node, Or):
        return all(implies(one.part(child), other) for child in one.node.children)
    if isinstance(other.node, And):
        return all(implies(one, other.part(child)) for child in other.node.children)
    if isinstance(one.node, And) and any(implies(one.part(child), other) for child in one.node.children):
        return True
    if isinstance(other.node, Or):
        return any(implies(one, other.part(child)) for child in other.node.children)
    if isinstance(one.node, Not) and isinstance(other.node, Not):
        return implies(other.part(other.node.child), one.part(one.node.child))
    if isinstance(one.node, Filter) and isinstance(other.node, Filter):
        return _is_narrower(one.node, other.node)
    return _is_under(one.places, other.places) and _stands_in(one, other)


def _is_under(places: frozenset[Place], others: frozenset[Place]) -> bool:
    """Return whether what stands at ``places`` stands at ``others``; the lead is part of the text."""
    return others <= (places | {Place.BODY} if Place.LEAD in places else places)


def _stands_in(one: At, other: At) -> bool:  # noqa: PLR0911 - a kind of node each
    """Return whether the words of one tree are in those of the other; of the places nothing is asked."""
    match one.node:
        case Leaf():
            return isinstance(other.node, Leaf) and _has(one.node, other.node)
        case AtLeast():
            if isinstance(other.node, AtLeast):
                return one.node.child == other.node.child and one.node.times >= other.node.times
            return implies(one.part(one.node.child), other)
        case Near():
            if isinstance(other.node, Near):
                return _is_nearer(one.node, other.node)
            return any(implies(one.part(side), other) for side in (one.node.left, one.node.right))
        case Apart():
            return one.node == other.node or implies(one.part(one.node.left), other)
    return False


def _is_nearer(one: Near, other: Near) -> bool:
    sides = {(other.left, other.right), *([] if other.ordered else [(other.right, other.left)])}
    ordered = one.ordered or not other.ordered
    return (one.left, one.right) in sides and one.distance <= other.distance and ordered


def _is_narrower(one: Filter, other: Filter) -> bool:
    if one.attribute is not other.attribute:
        return False
    if one.attribute is Attribute.SITE:
        return f".{one.value}".endswith(f".{other.value}")
    if one.attribute is Attribute.URL:
        return other.value in one.value
    if one.attribute in WORDS_OF:
        name, part = (f" {' '.join(words(each.value))} " for each in (one, other))
        return part in name
    return one.value == other.value


def excludes(one: Filter, other: Filter) -> bool:
    """Return whether no article can pass two filters: it has one address and one language."""
    if one.attribute is not other.attribute or one.attribute not in {Attribute.SITE, Attribute.LANG}:
        return False
    return not _is_narrower(one, other) and not _is_narrower(other, one)


# --- Words -------------------------------------------------------------------


class _Wanted(NamedTuple):
    """A word as a leaf looks for it."""

    kind: str
    term: str
    spelled: str = ""
    """Of exact words and of inflections; accents count."""


def _has(leaf: Leaf, other: Leaf) -> bool:
    """Return whether ``other`` is found within each place of ``leaf``."""
    outer, inner = list(_wanted(leaf)), list(_wanted(other))
    return any(
        all(map(_is_one, outer[at : at + len(inner)], inner)) for at in range(len(outer) - len(inner) + 1)
    )


def _wanted(leaf: Leaf) -> Iterator[_Wanted]:
    match leaf:
        case Exact():
            yield from (_Wanted("exact", *pair) for pair in zip(leaf.needles, leaf.spelled, strict=True))
        case Stem():
            yield from (_Wanted("stem", *pair) for pair in zip(leaf.needles, leaf.inflected, strict=True))
        case Prefix():
            yield from (_Wanted("word", term) for term in leaf.needles[:-1])
            yield _Wanted("begin", leaf.needles[-1])
        case _:
            yield from (_Wanted("word", term) for term in leaf.needles)


def _is_one(one: _Wanted, other: _Wanted) -> bool:
    if one == other:
        return True
    if one.kind == "stem" or other.kind == "exact":
        return False
    # A word with symbols is also the word without some of them.
    term = one.term
    forms = {term, term.lstrip(_SYMBOLS), term.rstrip(_SYMBOLS), term.strip(_SYMBOLS)}
    if other.kind == "begin":
        return any(form.startswith(other.term) for form in forms)
    return one.kind != "begin" and other.term in forms


# --- The same ----------------------------------------------------------------

Key = tuple[Any, ...]


def key(node: Node) -> Key:  # noqa: PLR0911 - a kind of node each
    """Return what is the same for queries that ask for the same, whatever the order in which they do."""
    match node:
        case And() | Or():
            kind = type(node).__name__
            keys = set(_flat(map(key, node.children), kind))
            return next(iter(keys)) if len(keys) == 1 else (kind, *sorted(keys, key=repr))
        case SetRef() if node.child is not None:
            return key(node.child)
        case Leaf():
            return _leaf_key(node)
        case Near():
            sides = key(node.left), key(node.right)
            sorted_sides = sides if node.ordered else tuple(sorted(sides, key=repr))
            return ("near", node.distance, node.ordered, *sorted_sides)
        case Apart():
            return "apart", node.distance, key(node.left), key(node.right)
        case AtLeast():
            return "atleast", node.times, key(node.child)
        case In():
            return node.place.value, key(node.child)
        case Not():
            return "not", key(node.child)
        case Filter():
            value = words(node.value) if node.attribute in WORDS_OF else [node.value]
            return node.attribute.value, *value
    return "set", node.name


def _leaf_key(leaf: Leaf) -> Key:
    # Quotes around one word change nothing.
    return "words", *map(tuple, _wanted(leaf))


def _flat(keys: Iterable[Key], kind: str) -> Iterator[Key]:
    for each in keys:
        if each[0] == kind:
            yield from each[1:]
        else:
            yield each
