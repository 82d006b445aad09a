"""Why a query holds for an article or does not, clause by clause."""

from dataclasses import dataclass
from itertools import product

from newswatch.model import Evidence, Source
from newswatch.query.evaluation import Readable, Span, Words, found, holding, places_of
from newswatch.query.printing import canonical
from newswatch.query.syntax import (
    And,
    Apart,
    AtLeast,
    Attribute,
    Filter,
    In,
    Near,
    Node,
    Not,
    Or,
    Place,
    Query,
    SetRef,
)

_COMPARED = 200
"""Places of a word between which distances are taken; a common word has thousands."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a query, and what became of it."""

    text: str
    """Canonical."""
    holds: bool
    evidence: tuple[Evidence, ...] = ()
    """The places that make it hold, in reading order."""
    note: str = ""
    """In a few words, why it does not hold, where its parts do not tell: "the language is es"."""
    parts: tuple["Clause", ...] = ()
    """What it is made of, in the order of writing."""


def explain(query: Query, article: Readable, source: Source | None = None) -> Clause:
    """Return the whole query as a clause; it holds exactly where ``evaluate`` says so.

    Args:
        query: the query, its saved sets resolved.
        article: the article.
        source: what brought it.

    Raises:
        UnknownSet: a saved set was not resolved.
    """
    return _clause(query.root, Words(article, source), frozenset())


def _clause(node: Node, words: Words, places: frozenset[Place]) -> Clause:
    spans = holding(node, words, places)
    inner = places | {node.place} if isinstance(node, In) else places
    parts = tuple(_clause(part, words, inner) for part in _told(node))
    note = _note(node, words, places) if spans is None else ""
    return Clause(canonical(node), spans is not None, places_of(spans or ()), note, parts)


def _told(node: Node) -> tuple[Node, ...]:
    """Return the parts that are told by themselves."""
    match node:
        case And() | Or():
            return node.children
        case Not() | In():
            return (node.child,)
        case Near() | Apart():
            return (node.left, node.right)
        case SetRef() if node.child is not None:
            return (node.child,)
    return ()


def _note(node: Node, words: Words, places: frozenset[Place]) -> str:
    match node:
        case Filter():
            return _other(node, words)
        case AtLeast():
            times = len(found(node.child, words, places))
            return f"{times} of {node.times} times"
        case Near():
            left, right = found(node.left, words, places), found(node.right, words, places)
            return _distance(left, right, node) if left and right else ""
    return ""


def _other(wanted: Filter, words: Words) -> str:
    """Return what is instead of what was wanted."""
    origin = words.origin
    match wanted.attribute:
        case Attribute.LANG:
            return f"the language is {origin.language}" if origin.language else "the language is not known"
        case Attribute.SITE:
            whole = max(origin.sites, key=len, default="")
            return f"the site is {whole}" if whole else "the site is not known"
        case Attribute.TAG:
            tags = ", ".join(sorted(origin.tags))
            return f"the source has the tags {tags}" if tags else "the source has no tags"
        case Attribute.URL:
            return "the address has no such part"
    said = " and ".join(name for name in origin.said(wanted.attribute) if name)
    return f"the {wanted.attribute} is {said}" if said else f"the {wanted.attribute} is not known"


def _distance(left: frozenset[Span], right: frozenset[Span], node: Near) -> str:
    apart = [
        max(a.first, b.first) - min(a.last, b.last)
        for a, b in product(sorted(left)[:_COMPARED], sorted(right)[:_COMPARED])
        if a.field is b.field and (a.last < b.first or (b.last < a.first and not node.ordered))
    ]
    if apart:
        return f"{min(apart)} words apart at the closest"
    return "not in this order" if node.ordered else "not both in the title, and not both in the text"
