"""Trees as plain data (lists, strings, numbers), which are read faster than text is parsed."""

from dataclasses import fields
from enum import Enum
from functools import cache
from typing import Any

from newswatch.errors import BadMessage
from newswatch.query.syntax import (
    And,
    Apart,
    AtLeast,
    Attribute,
    Exact,
    Filter,
    In,
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
)

_KINDS: dict[str, Any] = {
    kind.__name__: kind
    for kind in (
        Word, Phrase, Prefix, Stem, Exact, Near, Apart, AtLeast, In, Filter, SetRef, Not, And, Or
    )
}  # fmt: skip
_ENUMS: dict[tuple[str, str], type[Enum]] = {("In", "place"): Place, ("Filter", "attribute"): Attribute}


def plain(node: Node) -> list[Any]:
    """Return a tree as plain data: the name of its kind, then its parts."""
    kind = type(node).__name__
    return [kind, *(_plain(getattr(node, name)) for name in _parts(kind))]


def tree(data: list[Any]) -> Node:
    """Return the tree that ``plain`` was made of. Raises BadMessage where newer code made it."""
    kind = data[0]
    if kind not in _KINDS:
        raise BadMessage(f"a query has a part that is not known here: {kind}")
    made = [_part(kind, name, value) for name, value in zip(_parts(kind), data[1:], strict=True)]
    node: Node = _KINDS[kind](*made)
    return node


@cache
def _parts(kind: str) -> tuple[str, ...]:
    return tuple(field.name for field in fields(_KINDS[kind]) if field.init)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(map(plain, value))
    return plain(value) if type(value).__name__ in _KINDS else value


def _part(kind: str, name: str, value: Any) -> Any:
    if (kind, name) in _ENUMS:
        return _ENUMS[kind, name](value)
    if not isinstance(value, list):
        return value
    return tree(value) if isinstance(value[0], str) else tuple(map(tree, value))
