"""DynamoDB's attribute values: taken in as they cannot be changed, given out as boto3 has them.

Sizes follow DynamoDB's "Item sizes and formats".
"""

import re
from collections.abc import Callable, Mapping
from decimal import Context, Decimal, Inexact, InvalidOperation
from functools import lru_cache
from typing import Any, NamedTuple

from simulation.aws.service import Refused


class Value(NamedTuple):
    """One value that nobody can change.

    Attributes:
        kind: its type: S, N, B, BOOL, NULL, SS, NS, BS, L, M.
        data: text for S and N (normalised, so that equal numbers are equal), bytes, True or
            False, a frozenset, a tuple of values, a mapping of names to values.
        size: in bytes, its name left out.
    """

    kind: str
    data: Any
    size: int


Item = Mapping[str, Value]
Typed = dict[str, Any]

NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?\Z")
ARITHMETIC = Context(prec=38, traps=[Inexact, InvalidOperation])
"""DynamoDB's numbers have 38 digits; what would have to be rounded is refused."""
LARGEST, SMALLEST = 125, -130
"""Decimal exponents of the largest and the smallest magnitude."""
SHORT = 128
"""Characters of a text that is worth keeping as a value: ids, states, times come again and again."""
PLAIN = frozenset({"S", "N", "B", "BOOL", "NULL"})
SETS = frozenset({"SS", "NS", "BS"})


def invalid(message: str) -> Refused:
    """Return a ValidationException."""
    return Refused("ValidationException", message)


def freeze_item(typed: Mapping[str, Typed]) -> dict[str, Value]:
    """Return values that later changes of what the caller holds do not reach. Raises Refused."""
    item = {}
    for name, value in typed.items():
        data = value.get("S")
        # Most values are text: a way of their own halves the time.
        item[name] = text(data) if data is not None and len(value) == 1 else freeze(value)
    return item


def freeze(typed: Typed) -> Value:
    """Return one value. Raises Refused."""
    try:
        ((kind, data),) = typed.items()
    except ValueError:
        few_or_many = "is empty" if not typed else "has more than one datatypes set"
        raise invalid(
            f"Supplied AttributeValue {few_or_many}, must contain exactly one of the supported datatypes"
        ) from None
    return FREEZERS[kind](data)


def text(data: str) -> Value:
    """Return a string as a value."""
    return _short_text(data) if len(data) <= SHORT else Value("S", data, text_size(data))


@lru_cache(maxsize=16_384)
def _short_text(data: str) -> Value:
    return Value("S", data, text_size(data))


@lru_cache(maxsize=4096)
def number(data: str) -> Value:
    """Return a number's text as a value. Raises Refused."""
    normal = normalised(data)
    return Value("N", normal, _number_size(normal))


def sequence(values: tuple[Value, ...]) -> Value:
    """Return values as a list."""
    return Value("L", values, 3 + sum(1 + value.size for value in values))


def mapping(values: dict[str, Value]) -> Value:
    """Return values as a map; the mapping must not be changed any more."""
    if "" in values:
        raise invalid("Empty attribute name")
    return Value("M", values, 3 + sum(1 + text_size(name) + value.size for name, value in values.items()))


def set_of(kind: str, members: frozenset[Any]) -> Value:
    """Return members as a set of one kind: SS, NS, BS."""
    if kind == "SS":
        return Value(kind, members, sum(map(text_size, members)))
    return Value(kind, members, sum(map(_number_size if kind == "NS" else len, members)))


def thaw_item(item: Item) -> Typed:
    """Return an item as boto3 has it; what is done to it reaches nobody else."""
    return {name: {value[0]: value[1]} if value[0] in PLAIN else thaw(value) for name, value in item.items()}


def thaw(value: Value) -> Typed:
    """Return one value as boto3 has it; sets in order, so that every run sees the same."""
    match value.kind:
        case "L":
            return {"L": [thaw(member) for member in value.data]}
        case "M":
            return {"M": thaw_item(value.data)}
        case "NS":
            return {"NS": sorted(value.data, key=Decimal)}
        case "SS" | "BS":
            return {value.kind: sorted(value.data)}
    return {value.kind: value.data}


def item_size(item: Item) -> int:
    """Return the bytes of names and values."""
    names = sum(map(len, item)) if "".join(item).isascii() else sum(map(text_size, item))
    return names + sum([value[2] for value in item.values()])


def order(value: Value) -> Any:
    """Return what values of one kind compare by; code points order text as the bytes of UTF-8 do."""
    return decimal(value.data) if value.kind == "N" else value.data


def text_size(data: str) -> int:
    """Return the bytes of text."""
    return len(data) if data.isascii() else len(data.encode("utf-8", "surrogatepass"))


@lru_cache(maxsize=4096)
def decimal(normal: str) -> Decimal:
    """Return a number to reckon with."""
    return Decimal(normal)


@lru_cache(maxsize=4096)
def normalised(data: str) -> str:
    """Return a number's text without sign, zeros and exponent that it does not need. Raises Refused."""
    if not NUMBER.match(data):
        raise invalid("A value provided cannot be converted into a number")
    value = Decimal(data)
    if not value:
        return "0"
    if len("".join(map(str, value.as_tuple().digits)).strip("0")) > ARITHMETIC.prec:
        raise invalid("DynamoDB only supports precision up to 38 digits")
    if not SMALLEST <= value.adjusted() <= LARGEST:
        how = "overflow" if value.adjusted() > 0 else "underflow"
        raise invalid(f"Number {how}. Attempting to store a number with magnitude outside the range")
    return f"{value.normalize(ARITHMETIC):f}"


def _number_size(normal: str) -> int:
    """Return about a byte for two significant digits, one more, and one for a sign."""
    digits = normal.lstrip("-").replace(".", "").strip("0")
    return (len(digits) + 1) // 2 + 1 + normal.startswith("-")


def _null(data: bool) -> Value:
    if data is not True:
        raise invalid("One or more parameter values were invalid: Null attribute value types must be true")
    return Value("NULL", True, 1)


def _set(kind: str, member: Callable[[Any], Any]) -> Callable[[Any], Value]:
    def freezer(data: Any) -> Value:
        members = frozenset(map(member, data))
        if not members:
            raise invalid("One or more parameter values were invalid: A set may not be empty")
        if len(members) != len(data):
            raise invalid("One or more parameter values were invalid: Input collection contains duplicates")
        return set_of(kind, members)

    return freezer


FREEZERS: dict[str, Callable[[Any], Value]] = {
    "S": text,
    "N": number,
    "B": lambda data: Value("B", bytes(data), len(data)),
    "BOOL": lambda data: Value("BOOL", bool(data), 1),
    "NULL": _null,
    "SS": _set("SS", str),
    "NS": _set("NS", normalised),
    "BS": _set("BS", bytes),
    "L": lambda data: sequence(tuple(map(freeze, data))),
    "M": lambda data: mapping(freeze_item(data)),
}
