"""The tree of a query.

Trees are equal when they were written the same, up to whitespace and the way
operators were spelled. A tree never has an ``And`` directly inside an ``And``,
an ``Or`` inside an ``Or`` or a ``Not`` inside a ``Not``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from newswatch.text import inflected, spelled, tokens


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


BEGIN = 3
"""Letters that the last word before a star has at least, and by which beginnings are looked up."""


@dataclass(frozen=True, slots=True)
class Prefix(Leaf):
    """A word that starts so, ``sanction*``; of several needles, the last one is a beginning."""


@dataclass(frozen=True, slots=True)
class Stem(Leaf):
    """Any inflection, ``~merge``: words with the same stems in the language of the article."""

    inflected: tuple[str, ...] = field(init=False, repr=False, compare=False)
    """Per needle, what stemmers take for it, as ``text.inflected`` returns it."""

    def __post_init__(self) -> None:
        # Not super(): a dataclass with slots is another class than the one that this stands in.
        Leaf.__post_init__(self)
        object.__setattr__(self, "inflected", tuple(inflected(self.text)))


@dataclass(frozen=True, slots=True)
class Exact(Leaf):
    """Exactly these letters, ``=US``: words whose ``spelled`` is the same."""

    spelled: tuple[str, ...] = field(init=False, repr=False, compare=False)
    """Per needle, how its letters have to stand in the article, as ``text.spelled`` returns them."""

    def __post_init__(self) -> None:
        Leaf.__post_init__(self)  # not super(), as above
        object.__setattr__(self, "spelled", tuple(spelled(self.text)))


class Place(StrEnum):
    """Where in an article something may have to stand."""

    TITLE = "title"
    BODY = "body"
    LEAD = "lead"
    """The first 60 words of the body."""


class Attribute(StrEnum):
    """What a filter looks at; by the names of its fields in the language."""

    SITE = "site"
    SOURCE = "source"
    AUTHOR = "author"
    SECTION = "section"
    URL = "url"
    LANG = "lang"
    TAG = "tag"


@dataclass(frozen=True, slots=True)
class Near:
    """Holds where a place of ``left`` and one of ``right`` are at most ``distance`` words apart.

    Words side by side are 1 apart. The places don't overlap.
    """

    left: "Operand"
    right: "Operand"
    distance: int
    ordered: bool = False
    """Whether ``left`` has to come first."""


@dataclass(frozen=True, slots=True)
class Apart:
    """Holds where a place of ``left`` has none of ``right`` within ``distance`` words: ``NOT NEAR``."""

    left: "Operand"
    right: "Operand"
    distance: int


@dataclass(frozen=True, slots=True)
class AtLeast:
    """Holds when there are at least ``times`` places of ``child``."""

    times: int
    child: "Operand"


@dataclass(frozen=True, slots=True)
class In:
    """Holds when ``child`` does with only this part of the article to look at; filters are not limited."""

    place: Place
    child: "Node"


@dataclass(frozen=True, slots=True)
class Filter:
    """Holds for articles that came from where it says.

    ``value`` is normalised: a host name for ``site``, a primary language subtag for
    ``lang``, a lower-case tag for ``tag``, part of an address in lower case for ``url``,
    words as they were written for the others.
    """

    attribute: Attribute
    value: str


@dataclass(frozen=True, slots=True)
class SetRef:
    """A saved set of the workspace, used by name."""

    name: str
    """In lower case."""
    child: "Node | None" = field(default=None, compare=False, repr=False)
    """What the set stands for; None before it has been looked up."""


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


Operand = Word | Phrase | Prefix | Stem | Exact | Or
"""What NEAR and atleast: take. An ``Or`` here has leaves alone for children."""

Node = Word | Phrase | Prefix | Stem | Exact | Near | Apart | AtLeast | In | Filter | SetRef | Not | And | Or


@dataclass(frozen=True, slots=True)
class Query:
    """A query that was accepted."""

    typed: str
    """As it came in."""
    root: Node
    canonical: str
    """The tree printed; parsing it gives the same tree."""


def conjunction(children: Sequence[Node]) -> Node:
    """Return what holds when all ``children`` (at least one) do."""
    flat = _flattened(children, And)
    return flat[0] if len(flat) == 1 else And(flat)


def disjunction(children: Sequence[Node]) -> Node:
    """Return what holds when one of ``children`` (at least one) does."""
    flat = _flattened(children, Or)
    return flat[0] if len(flat) == 1 else Or(flat)


def negation(child: Node) -> Node:
    """Return what holds when ``child`` does not."""
    return child.child if isinstance(child, Not) else Not(child)


def _flattened(children: Sequence[Node], kind: type[And] | type[Or]) -> tuple[Node, ...]:
    flat: list[Node] = []
    for child in children:
        flat.extend(child.children if isinstance(child, kind) else (child,))
    return tuple(flat)


def parts(node: Node) -> tuple[Node, ...]:
    """Return the nodes directly below a node, in the order in which they were written."""
    match node:
        case And() | Or():
            return node.children
        case Not() | In() | AtLeast():
            return (node.child,)
        case Near() | Apart():
            return (node.left, node.right)
        case SetRef():
            return () if node.child is None else (node.child,)
        case _:
            return ()


def walk(node: Node) -> Iterator[Node]:
    """Yield a node and all below it in the order of writing, what sets stand for included."""
    yield node
    for part in parts(node):
        yield from walk(part)


def sets_of(node: Node) -> frozenset[str]:
    """Return the names of the saved sets that a tree uses by itself, not those that its sets use."""
    if isinstance(node, SetRef):
        return frozenset((node.name,))
    return frozenset[str]().union(*map(sets_of, parts(node)))


def looks_at_source(node: Node) -> bool:
    """Return whether a tree asks for what only the source of an article tells."""
    return any(isinstance(each, Filter) and each.attribute in _OF_SOURCES for each in walk(node))


_OF_SOURCES = frozenset({Attribute.SOURCE, Attribute.TAG})


def is_selective(node: Node, *, positive: bool = True) -> bool:
    """Return whether something has to occur for a tree to hold; a language alone is nothing.

    With ``positive=False``: for it not to hold. A saved set is selective by itself.
    """
    match node:
        case Not():
            return is_selective(node.child, positive=not positive)
        case In():
            return is_selective(node.child, positive=positive)
        case And() | Or():
            selective = [is_selective(child, positive=positive) for child in node.children]
            return any(selective) if isinstance(node, And) == positive else all(selective)
        case SetRef():
            return positive if node.child is None else is_selective(node.child, positive=positive)
        case Filter():
            return positive and node.attribute not in {Attribute.LANG, Attribute.URL}
        case _:
            return positive
