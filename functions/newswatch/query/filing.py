"""How a query is filed: what an article must have for it to hold, told by single features.

A feature is something that an article has or has not, and of which all that any
query asks for can be found at once, by intersecting sets:

- a word, as its term; two to four words side by side, as a tuple of terms
- ``sanction*``, a word that begins so; ``~merging``, an inflection of that word
- ``title:oil``, a word of the title
- ``site:reuters.com``, ``lang:en``, ``tag:wires``; ``source:voice``, a word of one
  of the article's names, likewise ``author:`` and ``section:``
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

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
    Phrase,
    Place,
    Prefix,
    SetRef,
    Stem,
    Word,
    walk,
)
from newswatch.text import GAP, is_form, words

Feature = str | tuple[str, ...]
SIDE_BY_SIDE = 4
"""Words of the longest phrases that are features."""
Clause = tuple[Feature, ...]
"""Features of which the article must have one."""


@dataclass(frozen=True, slots=True)
class Filing:
    """What features tell of a query."""

    anchors: Clause | None
    """The query is tried where the article has one of these, the rarest; None: it is always tried."""
    clauses: tuple[Clause, ...] = ()
    """The article must have one of each of these as well; the rarest first."""
    excluded: Clause = ()
    """It must have none of these."""
    is_exact: bool = True
    """Whether the query then holds; otherwise its tree has to be looked at."""
    used: frozenset[Feature] = frozenset()
    """Other features that are looked at when the tree is."""


def file(root: Node) -> Filing:
    """Return how a query is filed; its saved sets are resolved."""
    needs = _needs(root)
    used = frozenset(feature for leaf in walk(root) if (feature := feature_of(leaf)))
    if not needs.clauses:
        return Filing(None, (), needs.excluded, needs.is_exact, used)
    best = min(range(len(needs.clauses)), key=lambda at: _frequency(needs.clauses[at]))
    others = dict.fromkeys(clause for at, clause in enumerate(needs.clauses) if at != best)
    anchors = needs.clauses[best]
    others.pop(anchors, None)
    used -= {*anchors, *needs.excluded, *(feature for clause in others for feature in clause)}
    # The rarest first: that is where most articles fail.
    ordered = sorted(others, key=_frequency)
    if needs.is_exact:
        used = frozenset()
    return Filing(anchors, tuple(ordered), needs.excluded, needs.is_exact, used)


def feature_of(node: Node) -> Feature | None:  # noqa: PLR0911 - a kind of feature each
    """Return the one feature that an article has where a node holds, and nowhere else; None without one."""
    match node:
        case Filter(Attribute.SITE | Attribute.LANG | Attribute.TAG):
            return f"{node.attribute}:{node.value}"
        case Filter(attribute) if attribute in WORDS_OF and len(words(node.value)) == 1:
            return f"{attribute}:{words(node.value)[0]}"
        case Exact():
            return None
        case Leaf() if has_symbols(node):
            return None
        case Stem() if len(node.needles) == 1:
            return f"~{node.inflected[0]}"
        case Prefix() if len(node.needles) == 1:
            return f"{node.needles[0]}*"
        case Word() | Phrase() if len(node.needles) <= SIDE_BY_SIDE:
            return node.needles[0] if len(node.needles) == 1 else node.needles
    return None


def has_symbols(leaf: Leaf) -> bool:
    """Return whether a leaf looks for a word with its symbols, of which features know nothing."""
    return any(map(is_form, leaf.needles))


@dataclass(frozen=True, slots=True)
class _Needs:
    clauses: tuple[Clause, ...] = ()
    excluded: Clause = ()
    is_exact: bool = False


def _needs(node: Node) -> _Needs:  # noqa: C901, PLR0911 - a kind of node each
    """Return what holds of every article that a node holds for; exact if it holds of no other."""
    if feature := feature_of(node):
        return _Needs(((feature,),), is_exact=True)
    match node:
        case Leaf():
            return _Needs(tuple(_clauses(node)))
        case Filter() if node.attribute in WORDS_OF:
            return _Needs(tuple((f"{node.attribute}:{word}",) for word in words(node.value)))
        case AtLeast():
            return _inexact(_needs(node.child))
        case Near():
            return _inexact(_all_of([_needs(node.left), _needs(node.right)]))
        case Apart():
            return _inexact(_needs(node.left))
        case In():
            return _of_place(node)
        case SetRef() if node.child is not None:
            return _needs(node.child)
        case Not():
            return _negated(_needs(node.child))
        case And():
            return _all_of([_needs(child) for child in node.children])
        case Or():
            return _one_of([_needs(child) for child in node.children])
    return _Needs()


def _clauses(leaf: Leaf) -> Iterator[Clause]:
    """Yield what must be there for several words side by side, or for a spelling."""
    bare = words(leaf.text)
    last = len(bare) - 1
    if isinstance(leaf, Stem):
        yield from ((f"~{word}",) for word in leaf.inflected if word != GAP)
        return
    if isinstance(leaf, Prefix):
        yield (f"{bare[last]}*",)
        bare = bare[:last]
    if len(bare) == 1:
        yield (bare[0],)
    yield from ((pair,) for pair in pairwise(bare))


def _of_place(node: In) -> _Needs:
    """Return what is needed of a part of an article: as of the whole; and of the title, its words."""
    child = node.child
    if node.place is Place.TITLE and isinstance(child, Leaf | Or):
        alternatives = child.children if isinstance(child, Or) else (child,)
        features = [feature_of(each) for each in alternatives]
        if all(isinstance(each, Leaf) and not isinstance(each, Prefix | Stem) for each in alternatives):
            single = [feature for feature in features if isinstance(feature, str)]
            if len(single) == len(features):
                distinct = tuple(dict.fromkeys(f"title:{feature}" for feature in single))
                return _Needs((distinct,), is_exact=True)
    # What must not stand in one part may stand in another.
    return _Needs(_needs(child).clauses)


def _inexact(needs: _Needs) -> _Needs:
    return _Needs(needs.clauses, needs.excluded)


def _all_of(needs: Sequence[_Needs]) -> _Needs:
    return _Needs(
        tuple(clause for each in needs for clause in each.clauses),
        tuple(dict.fromkeys(feature for each in needs for feature in each.excluded)),
        all(each.is_exact for each in needs),
    )


def _one_of(needs: Sequence[_Needs]) -> _Needs:
    if not all(each.clauses for each in needs):
        return _Needs()
    rarest = [min(each.clauses, key=_frequency) for each in needs]
    features = tuple(dict.fromkeys(feature for clause in rarest for feature in clause))
    return _Needs((features,), is_exact=all(map(_is_one_clause, needs)))


def _negated(needs: _Needs) -> _Needs:
    if _is_one_clause(needs):
        return _Needs((), needs.clauses[0], is_exact=True)
    if needs.is_exact and not needs.clauses and needs.excluded:
        return _Needs((needs.excluded,), is_exact=True)
    return _Needs()


def _is_one_clause(needs: _Needs) -> bool:
    return needs.is_exact and len(needs.clauses) == 1 and not needs.excluded


def _frequency(clause: Iterable[Feature]) -> float:
    """Return roughly the share of articles that have one of these features."""
    return sum(map(_share, clause))


def _share(feature: Feature) -> float:
    if isinstance(feature, tuple):
        return 0.02 * math.sqrt(min(map(_share, feature))) / len(feature)
    mark, colon, _ = feature.partition(":")
    if colon:
        return _SHARES.get(mark, 0.01)
    if feature.endswith("*"):
        return 0.05 / len(feature)
    if feature.startswith("~"):
        return 2 * _share(feature[1:])
    return 0.5 / len(feature) ** 2


_SHARES = {"lang": 0.5, "tag": 0.2, "site": 0.02, "source": 0.02, "section": 0.05, "title": 0.002}
