"""Saved sets: queries that others use by name."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from newswatch.errors import CircularSets, QueryError
from newswatch.query import references
from newswatch.query.lexeme import Lexeme
from newswatch.query.parser import MAX_MARKED, MAX_TERMS, parse_examined, resolved, uses
from newswatch.query.printing import canonical
from newswatch.query.references import NAME_CHARS, name_of, resolve
from newswatch.query.refusal import Refusal, replaced
from newswatch.query.syntax import Node, Prefix, Query, SetRef, Stem, parts, walk
from newswatch.query.unselective import REASONS

__all__ = ["MAX_DEPTH", "NAME_CHARS", "name_of", "parse_set", "resolve"]

_NOT_LOOKED_FOR = (
    "A saved set stands for something to look for; exclusions, languages and addresses go into the queries "
    "that use it, as in NOT set:noise."
)

MAX_DEPTH = 5
"""Sets that use sets that use sets …; more nobody can follow."""


def parse_set(name: str, text: str, sets: Mapping[str, Query]) -> Query:
    """Parse what a saved set is to stand for.

    Args:
        name: of the set, as ``name_of`` returns it.
        text: what was typed.
        sets: all saved sets by name, unresolved; if this one is among them, it is replaced.

    Returns:
        the query, unresolved as those in ``sets``.

    Raises:
        QueryError: it is refused as a query would be, it uses itself or a set that is not there, or
            it, or a set that uses it, would come to stand for too much.
    """
    others = {other: query for other, query in sets.items() if other != name}
    try:
        return parse_examined(text, partial(_examined, name, others))
    except QueryError as e:
        if e.message not in REASONS:
            raise
        # What would have to be added belongs to the queries that use the set, not to the set.
        raise QueryError(text, e.position, _NOT_LOOKED_FOR) from None


def _examined(name: str, others: Mapping[str, Query], text: str, found: Sequence[Lexeme], root: Node) -> Node:
    for used, lexeme in uses(found).items():
        if way := references.path(used, name, others):
            ring = CircularSets((name, *way))
            raise Refusal(lexeme.start, str(ring), replaced(text, lexeme.start, lexeme.end, ""))
    resolved(others, text, found, root)
    saved = {**others, name: Query(text, root, canonical(root))}
    _refuse_great(root, saved, "The saved set")
    for user in _users(name, others):
        _refuse_great(others[user].root, saved, f"With this, the saved set {user}")
    return root


def _users(name: str, others: Mapping[str, Query]) -> Iterator[str]:
    return (user for user in sorted(others) if references.path(user, name, others))


def _refuse_great(root: Node, saved: Mapping[str, Query], subject: str) -> None:
    whole = resolve(root, saved)
    if _depth(whole) >= MAX_DEPTH:
        raise Refusal(0, f"{subject} uses sets that use sets {MAX_DEPTH} deep, and that is too deep.")
    leaves = [node for node in walk(whole) if not parts(node)]
    if len(leaves) > MAX_TERMS:
        what = f"{len(leaves)} words and phrases, and {MAX_TERMS}"
        raise Refusal(0, f"{subject} would stand for {what} are the most that it may stand for.")
    marked = sum(isinstance(leaf, Prefix | Stem) for leaf in leaves)
    if marked > MAX_MARKED:
        what = f"{marked} words with * or ~, and {MAX_MARKED}"
        raise Refusal(0, f"{subject} would stand for {what} are the most that it may stand for.")


def _depth(node: Node) -> int:
    """Return how deep sets use sets in a resolved tree."""
    return isinstance(node, SetRef) + max(map(_depth, parts(node)), default=0)
