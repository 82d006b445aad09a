"""The tree of a query.

Trees are equal when they were written the same, up to whitespace and the way
operators were spelled. A tree never has an ``And`` directly inside an ``And``,
an ``Or`` inside an ``Or`` or a ``Not`` inside a ``Not``.
"""

from dataclasses import dataclass, field

from newswatch.text import tokens


@dataclass(frozen=True, slots=True)
class Leaf:
    """Words that stand side by side in one field of the article."""

    text: str
    """As written, without what surrounds it."""
    needles: tuple[str, ...] = field(init=False, repr=False, compare=False)
    """The normalised words to be found, at least one; with their symbols where these were written."""

    def __post_init__(self) -> None:
        needles = tuple(token.forms[-1].term if token.forms else token.term for token in tokens(self.text))
        if not needles:
            raise ValueError(f"no word in {self.text!r}")
        object.__setattr__(self, "needles", needles)


@dataclass(frozen=True, slots=True)
class Word(Leaf):
    """A word without quotes; a hyphenated or dotted one is the phrase of its parts."""


@dataclass(frozen=True, slots=True)
class Phrase(Leaf):
    """What stood in quotes."""


@dataclass(frozen=True, slots=True)
class Not:
    """Holds when ``child`` does not."""

    child: "Node"


@dataclass(frozen=True, slots=True)
class And:
    """Holds when all children do; two or more."""

    children: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Holds when one child does; two or more."""

    children: tuple["Node", ...]


Node = Word | Phrase | Not | And | Or


@dataclass(frozen=True, slots=True)
class Query:
    """A query that was accepted."""

    typed: str
    """As it came in."""
    root: Node
    canonical: str
    """The tree printed; parsing it gives the same tree."""


def conjunction(children: list[Node]) -> Node:
    """Return what holds when all ``children`` (at least one) do."""
    flat = _flattened(children, And)
    return flat[0] if len(flat) == 1 else And(flat)


def disjunction(children: list[Node]) -> Node:
    """Return what holds when one of ``children`` (at least one) does."""
    flat = _flattened(children, Or)
    return flat[0] if len(flat) == 1 else Or(flat)


def negation(child: Node) -> Node:
    """Return what holds when ``child`` does not."""
    return child.child if isinstance(child, Not) else Not(child)


def _flattened(children: list[Node], kind: type[And] | type[Or]) -> tuple[Node, ...]:
    flat: list[Node] = []
    for child in children:
        flat.extend(child.children if isinstance(child, kind) else (child,))
    return tuple(flat)


def anchors(node: Node, *, positive: bool = True) -> frozenset[str] | None:
    """Return words of which at least one occurs wherever the tree holds; None when it may hold without any.

    With ``positive=False`` the same for where it does not hold. Few and long words
    are preferred: they are the rarest that can be had without statistics.
    """
    match node:
        case Leaf():
            return frozenset((max(node.needles, key=len),)) if positive else None
        case Not():
            return anchors(node.child, positive=not positive)
        case And() | Or():
            options = [anchors(child, positive=positive) for child in node.children]
            possible = [option for option in options if option is not None]
            if isinstance(node, And) == positive:  # every child is needed: one of them will do
                return max(possible, key=_rarity, default=None)
            return frozenset().union(*possible) if len(possible) == len(options) else None


def _rarity(words: frozenset[str]) -> tuple[int, int]:
    return -len(words), min(map(len, words))
