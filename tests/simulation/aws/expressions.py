"""DynamoDB's expressions, each text parsed once.

Parsing binds names; values are given when an expression is evaluated, as they
differ from call to call.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from simulation.aws.conditions import COMPARATORS, Holds, read_condition
from simulation.aws.syntax import Check, Path, Reader, Values, refuse_overlaps
from simulation.aws.updates import Action, apply, read_update
from simulation.aws.values import Item, Value, invalid, mapping, order, sequence

CACHE = 4096
"""Newswatch has a few dozen expressions, and two for each source."""

Names = tuple[tuple[str, str], ...]
"""``ExpressionAttributeNames``, as a cache can hold them."""


@dataclass(slots=True)
class Expression:
    """A parsed expression; two are equal when they say the same.

    Attributes:
        used_names: those of ``ExpressionAttributeNames`` that it uses.
        used_values: those of ``ExpressionAttributeValues``.
        checks: refuse values of the wrong kinds.
    """

    text: str
    names: Names
    used_names: frozenset[str] = field(compare=False)
    used_values: frozenset[str] = field(compare=False)
    checks: tuple[Check, ...] = field(compare=False)


@dataclass(slots=True)
class Condition(Expression):
    """Says whether a write is done, or an item is found."""

    holds: Holds = field(compare=False)
    fields: frozenset[str] = field(compare=False)
    """The attributes that it looks at."""


@dataclass(slots=True)
class Update(Expression):
    """Says how an item changes."""

    actions: list[Action] = field(compare=False)
    roots: frozenset[str] = field(compare=False)
    """The attributes that it changes."""

    def apply(self, item: Item, values: Values) -> dict[str, Value]:
        """Return the changed item. Raises Refused."""
        return apply(self.actions, item, values)

    def paths(self) -> list[Path]:
        """Return what it changes."""
        return [path for path, _ in self.actions]


@dataclass(slots=True)
class Projection(Expression):
    """Says what of an item is returned."""

    paths: list[Path] = field(compare=False)

    def of(self, item: Item) -> dict[str, Value]:
        """Return these parts of an item."""
        return project(item, self.paths)


@dataclass(slots=True)
class KeyCondition(Expression):
    """Says which partition is asked for, and where in it.

    Attributes:
        partition: name of the partition key's value.
        comparator: of the sort key; empty when all of the partition is asked for.
        operands: names of the values that it is compared with.
        keys: the table's key attributes.
    """

    partition: str = field(compare=False)
    comparator: str = field(compare=False)
    operands: tuple[str, ...] = field(compare=False)
    keys: tuple[str, ...] = field(compare=False)

    def bounds(self, keys: Sequence[Any], values: Values) -> tuple[int, int]:
        """Return between which positions of sort keys in order the asked for ones lie. Raises Refused."""
        if not self.comparator:
            return 0, len(keys)
        low, *_, high = [order(values[name]) for name in (*self.operands, self.operands[-1])]
        if self.comparator == "BETWEEN" and low > high:
            raise invalid(
                "The BETWEEN operator requires upper bound to be greater than or equal to lower bound"
            )
        before = bisect_left(keys, low)
        if self.comparator == "begins_with":
            return before, bisect_right(keys, low, lo=before, key=lambda key: key[: len(low)])
        after = bisect_right(keys, high)
        return {"<": (0, before), "<=": (0, after), ">": (after, len(keys)), ">=": (before, len(keys))}.get(
            self.comparator, (before, after)
        )


@lru_cache(CACHE)
def condition(label: str, text: str, names: Names) -> Condition:
    """Parse a ConditionExpression or a FilterExpression. Raises Refused."""
    reader = Reader(label, text, dict(names))
    holds = read_condition(reader)
    return Condition(*_used(reader, names), holds, frozenset(reader.used_fields))


@lru_cache(CACHE)
def update(text: str, names: Names) -> Update:
    """Parse an UpdateExpression. Raises Refused."""
    reader = Reader("UpdateExpression", text, dict(names))
    actions = read_update(reader)
    return Update(*_used(reader, names), actions, frozenset(str(path[0]) for path, _ in actions))


@lru_cache(CACHE)
def projection(text: str, names: Names) -> Projection:
    """Parse a ProjectionExpression. Raises Refused."""
    reader = Reader("ProjectionExpression", text, dict(names))
    paths = [reader.path()]
    while reader.accept(","):
        paths.append(reader.path())
    reader.end()
    refuse_overlaps(reader, paths)
    return Projection(*_used(reader, names), paths)


@lru_cache(CACHE)
def key_condition(text: str, names: Names, keys: tuple[str, ...]) -> KeyCondition:
    """Parse a KeyConditionExpression. Raises Refused.

    Args:
        text: the expression.
        names: what its names stand for.
        keys: the names of the partition key and, if there is one, of the sort key.
    """
    reader = Reader("KeyConditionExpression", text, dict(names))
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    for name, *comparison in _comparisons(reader):
        if name not in keys:
            raise invalid("Query condition missed key schema element")
        if name in found:
            raise invalid("KeyConditionExpressions must only contain one condition per key")
        found[name] = (comparison[0], comparison[1])
    if keys[0] not in found:
        raise invalid("Query condition missed key schema element")
    sign, (partition,) = found[keys[0]][0], found[keys[0]][1][:1]
    if sign != "=":
        raise invalid("Query key condition not supported")
    comparator, operands = found.get(keys[-1], ("", ())) if len(keys) > 1 else ("", ())
    return KeyCondition(*_used(reader, names), partition, comparator, operands, keys)


def project(item: Item, paths: Sequence[Path]) -> dict[str, Value]:
    """Return the parts of an item at these paths."""
    if all(len(path) == 1 for path in paths):
        return {name: item[name] for (name,) in paths if name in item}  # type: ignore[index,misc] # names
    tree: dict[Any, Any] = {}
    for path in paths:
        branch = tree
        for step in path:
            branch = branch.setdefault(step, {})
    return {name: part for name in tree if name in item and (part := _part(item[name], tree[name]))}


def _part(value: Value, tree: Mapping[Any, Any]) -> Value | None:
    if not tree:
        return value
    if value.kind == "M":
        parts = {
            name: part for name in tree if name in value.data if (part := _part(value.data[name], tree[name]))
        }
        return mapping(parts) if parts else None
    if value.kind == "L":
        places = sorted(step for step in tree if isinstance(step, int) and step < len(value.data))
        members = tuple(part for at in places if (part := _part(value.data[at], tree[at])))
        return sequence(members) if members else None
    return None


def _used(
    reader: Reader, names: Names
) -> tuple[str, Names, frozenset[str], frozenset[str], tuple[Check, ...]]:
    return (
        reader.text,
        names,
        frozenset(reader.used_names),
        frozenset(reader.used_values),
        tuple(reader.checks),
    )


FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "="}


def _comparisons(reader: Reader) -> list[tuple[Any, str, tuple[str, ...]]]:
    """Return (key, comparator, names of values) of each comparison of a key condition."""
    found = [_comparison(reader)]
    while reader.accept("AND"):
        found.append(_comparison(reader))
    if reader.peek().upper() in {"OR", "NOT"}:
        raise invalid(f"Invalid operator used in KeyConditionExpression: {reader.peek()}")
    reader.end()
    return found


def _comparison(reader: Reader) -> tuple[Any, str, tuple[str, ...]]:
    if reader.accept("("):
        inner = _comparison(reader)
        reader.expect(")")
        return inner
    if reader.is_function():
        if reader.take() != "begins_with":
            raise invalid("Invalid operator used in KeyConditionExpression")
        reader.expect("(")
        path = reader.path()
        reader.expect(",")
        value = reader.value()
        reader.expect(")")
        return path[0], "begins_with", (value,)
    if reader.peek().startswith(":"):
        value = reader.value()
        sign = _sign(reader)
        return reader.path()[0], FLIPPED[sign], (value,)
    path = reader.path()
    if reader.accept("BETWEEN"):
        low = reader.value()
        if not reader.accept("AND"):
            raise reader.syntax_error()
        return path[0], "BETWEEN", (low, reader.value())
    sign = _sign(reader)
    return path[0], sign, (reader.value(),)


def _sign(reader: Reader) -> str:
    if reader.peek() not in COMPARATORS:
        raise reader.syntax_error()
    if reader.peek() == "<>":
        raise invalid("Invalid operator used in KeyConditionExpression: <>")
    return reader.take()
