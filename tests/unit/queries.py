"""Hypothesis strategies for queries: trees that the parser makes, of words that meet in articles."""

from collections.abc import Mapping, Sequence

from hypothesis import strategies as st

from newswatch.query.printing import canonical
from newswatch.query.syntax import (
    Apart,
    AtLeast,
    Attribute,
    Exact,
    Filter,
    In,
    Near,
    Node,
    Phrase,
    Place,
    Prefix,
    Query,
    SetRef,
    Stem,
    Word,
    conjunction,
    disjunction,
    is_selective,
    negation,
    walk,
)

WORDS = (
    "oil",
    "Gas",
    "merge",
    "merging",
    "Öl",
    "Ol",
    "Война",
    "covid-19",
    "u.s",
    "19",
    "at",
    "AT&T",
    "C++",
    "$TSLA",
    "#cop30",
    ".NET",
    "委内瑞拉",
    "委",
    "#委内",
    "ガス",
    "한국",
    "🚀",
)
"""As a query has them: without what surrounds them."""

PREFIXES = ("sanction", "mer", "oil", "Вой", "ölp", "$TSL", "covid-199", "委内瑞拉abc")
"""Written before a star."""

FILTERS = (
    Filter(Attribute.SITE, "reuters.com"),
    Filter(Attribute.SITE, "co.uk"),
    Filter(Attribute.SOURCE, "Voice of America"),
    Filter(Attribute.SOURCE, "wire"),
    Filter(Attribute.AUTHOR, "Ana Núñez"),
    Filter(Attribute.SECTION, "world"),
    Filter(Attribute.URL, "/world/"),
    Filter(Attribute.LANG, "en"),
    Filter(Attribute.LANG, "ja"),
    Filter(Attribute.TAG, "wires"),
    Filter(Attribute.TAG, "in german"),
)

_MARKED = 20  # prefixes and stems that a query may have


def leaves(
    words: Sequence[str] = WORDS,
    *,
    prefixes: Sequence[str] = PREFIXES,
    stems: bool = True,
    exacts: bool = True,
) -> st.SearchStrategy[Node]:
    """Return words and phrases, marked and unmarked."""
    word = st.sampled_from(words)
    phrase = st.lists(word, min_size=1, max_size=3).map(" ".join)
    kinds: list[st.SearchStrategy[Node]] = [word.map(Word), phrase.map(Phrase)]
    if prefixes:
        kinds.append(st.sampled_from(prefixes).map(Prefix))
    if stems:
        kinds.append((word | phrase).map(Stem))
    if exacts:
        kinds.append((word | phrase).map(Exact))
    return st.one_of(kinds)


def nodes(
    leaf: st.SearchStrategy[Node] | None = None,
    *,
    nears: bool = True,
    counts: bool = True,
    places: bool = True,
    filters: Sequence[Filter] = FILTERS,
    sets: Mapping[str, Node | None] | Sequence[str] = (),
    max_leaves: int = 8,
) -> st.SearchStrategy[Node]:
    """Return trees that are accepted, as ``conjunction``, ``disjunction`` and ``negation`` make them.

    Args:
        leaf: words and phrases; by default ``leaves()``.
        nears: whether there are ``Near`` and ``Apart``.
        counts: whether there are ``AtLeast``.
        places: whether there are ``In``.
        filters: those that there may be; none for no filters.
        sets: names of sets, with what they stand for where their refs are to be resolved.
        max_leaves: at most so many words, distances, counts, filters and refs.
    """
    leaf = leaves() if leaf is None else leaf
    operand = leaf | st.lists(leaf, min_size=2, max_size=3).map(disjunction)
    distance = st.integers(1, 5) | st.integers(1, 100)
    atoms = [leaf]
    if nears:
        atoms.append(st.builds(Near, operand, operand, distance, st.booleans()))
        atoms.append(st.builds(Apart, operand, operand, distance))
    if counts:
        atoms.append(st.builds(AtLeast, st.integers(2, 4) | st.integers(2, 100), operand))
    if filters:
        atoms.append(st.sampled_from(filters))
    if sets:
        of = dict(sets) if isinstance(sets, Mapping) else dict.fromkeys(sets)
        atoms.append(st.sampled_from(sorted(of)).map(lambda name: SetRef(name, of[name])))

    def larger(children: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
        some = st.lists(children, min_size=1, max_size=4)
        kinds = [some.map(conjunction), some.map(disjunction), children.map(negation)]
        if places:
            kinds.append(st.builds(In, st.sampled_from(Place), children))
        return st.one_of(kinds)

    return st.recursive(st.one_of(atoms), larger, max_leaves=max_leaves).filter(_is_accepted)


def queries(
    leaf: st.SearchStrategy[Node] | None = None,
    *,
    nears: bool = True,
    counts: bool = True,
    places: bool = True,
    filters: Sequence[Filter] = FILTERS,
    sets: Mapping[str, Node | None] | Sequence[str] = (),
    max_leaves: int = 8,
) -> st.SearchStrategy[Query]:
    """Return queries of such trees, typed as they are printed."""
    return nodes(
        leaf, nears=nears, counts=counts, places=places, filters=filters, sets=sets, max_leaves=max_leaves
    ).map(lambda root: Query(canonical(root), root, canonical(root)))


def plain(words: Sequence[str] = WORDS, *, max_leaves: int = 8) -> st.SearchStrategy[Node]:
    """Return trees of words, phrases, AND, OR and NOT alone."""
    leaf = leaves(words, prefixes=(), stems=False, exacts=False)
    return nodes(leaf, nears=False, counts=False, places=False, filters=(), max_leaves=max_leaves)


def _is_accepted(root: Node) -> bool:
    marked = sum(isinstance(node, Prefix | Stem) for node in walk(root))
    return marked <= _MARKED and is_selective(root)


def kinds(root: Node) -> set[str]:
    """Return the names of the classes of which a tree has nodes, for ``hypothesis.event`` and ``find``."""
    return {type(node).__name__ for node in walk(root)}
