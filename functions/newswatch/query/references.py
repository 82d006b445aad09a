"""Saved sets by name: in trees, and in each other."""

import difflib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace

from newswatch.errors import CircularSets, UnknownSet
from newswatch.query.syntax import And, In, Node, Not, Or, Query, SetRef, conjunction, disjunction, sets_of
from newswatch.text import tokens

NAME_CHARS = 40
NAME_IS = f"The name of a saved set has letters, digits, - and _, and at most {NAME_CHARS} of them."


def name_of(text: str) -> str | None:
    """Return the name of a set as it is compared, None if it can't be one.

    Letters, digits, hyphens and underscores of any script are, in lower case and in
    compatible spelling (NFKC): of full width or not is the same.
    """
    name = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text.strip()).casefold())
    is_name = name[:1].isalnum() and all(map(_is_in_names, name)) and bool(tokens(name))
    return name if is_name and len(name) <= NAME_CHARS else None


def _is_in_names(char: str) -> bool:
    category = unicodedata.category(char)
    return char in "-_" or category[0] in "LM" or category == "Nd"


def nearest(name: str, sets: Mapping[str, Query]) -> tuple[str, ...]:
    """Return names of sets that are spelled nearly so, best first."""
    return tuple(difflib.get_close_matches(name, sets, n=3))


def resolve(root: Node, sets: Mapping[str, Query]) -> Node:
    """Return the tree with what its sets stand for, and what their sets do.

    Args:
        root: the tree, of a query or of a set.
        sets: by name, unresolved.

    Raises:
        UnknownSet: there is no such set.
        CircularSets: a set stands for itself.
    """
    return _resolved(root, sets, {}, ())


def _resolved(node: Node, sets: Mapping[str, Query], done: dict[str, Node], within: tuple[str, ...]) -> Node:
    match node:
        case SetRef():
            if node.name in within:
                raise CircularSets((*within[within.index(node.name) :], node.name))
            if node.name not in sets:
                raise UnknownSet(node.name, nearest(node.name, sets))
            if node.name not in done:
                done[node.name] = _resolved(sets[node.name].root, sets, done, (*within, node.name))
            return replace(node, child=done[node.name])
        case Not() | In():
            return replace(node, child=_resolved(node.child, sets, done, within))
        case And():
            return conjunction([_resolved(child, sets, done, within) for child in node.children])
        case Or():
            return disjunction([_resolved(child, sets, done, within) for child in node.children])
        case _:
            return node


def path(start: str, end: str, sets: Mapping[str, Query]) -> tuple[str, ...]:
    """Return how one set uses another, with both of them; empty if it doesn't."""
    came_from: dict[str, str] = {}
    waiting = [start]
    while waiting:
        name = waiting.pop()
        if name == end:
            return tuple(reversed(list(_back(name, came_from))))
        for used in sorted(sets_of(sets[name].root)) if name in sets else ():
            if used not in came_from and used != start:
                came_from[used] = name
                waiting.append(used)
    return ()


def _back(name: str, came_from: Mapping[str, str]) -> Iterator[str]:
    yield name
    while name in came_from:
        name = came_from[name]
        yield name
