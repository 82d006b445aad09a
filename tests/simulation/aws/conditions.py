"""Condition expressions: parsed into functions of an item and the values that came with the expression."""

import operator
from collections.abc import Callable

from simulation.aws.syntax import Check, Path, Reader, Values, at_path
from simulation.aws.values import SETS, Item, Value, number, order

Holds = Callable[[Item, Values], bool]
Operand = Callable[[Item, Values], Value | None]

ORDERED = frozenset({"S", "N", "B"})
COMPARATORS: dict[str, Callable[[object, object], bool]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def read_condition(reader: Reader) -> Holds:
    """Read a whole condition. Raises Refused."""
    holds, _ = _any_of(reader)
    reader.end()
    return holds


Read = tuple[Holds, bool]
"""A condition, and whether all of it stood in parentheses."""


def _any_of(reader: Reader) -> Read:
    one = _all_of(reader)
    while reader.accept("OR"):
        one = _or(one[0], _all_of(reader)[0]), False
    return one


def _all_of(reader: Reader) -> Read:
    one = _negated(reader)
    while reader.accept("AND"):
        one = _and(one[0], _negated(reader)[0]), False
    return one


def _negated(reader: Reader) -> Read:
    if not reader.accept("NOT"):
        return _single(reader)
    holds, _ = _negated(reader)
    return (lambda item, values: not holds(item, values)), False


def _single(reader: Reader) -> Read:
    if reader.accept("("):
        holds, enclosed = _any_of(reader)
        reader.expect(")")
        if enclosed:
            raise reader.refusal("The expression has redundant parentheses;")
        return holds, True
    if reader.is_function() and reader.peek() != "size":
        return _function(reader), False
    return _comparison(reader), False


def _or(one: Holds, other: Holds) -> Holds:
    return lambda item, values: one(item, values) or other(item, values)


def _and(one: Holds, other: Holds) -> Holds:
    return lambda item, values: one(item, values) and other(item, values)


def _comparison(reader: Reader) -> Holds:
    left, spelled = _operand(reader)
    if reader.accept("BETWEEN"):
        return _between(reader, left, spelled)
    if reader.accept("IN"):
        reader.expect("(")
        members = [_operand(reader)[0]]
        while reader.accept(","):
            members.append(_operand(reader)[0])
        reader.expect(")")
        return lambda item, values: _equal_to_one(left(item, values), [m(item, values) for m in members])
    sign = reader.peek()
    if sign not in COMPARATORS:
        raise reader.syntax_error()
    reader.take()
    right, other = _operand(reader)
    if isinstance(spelled, tuple) and spelled == other:
        raise reader.refusal("The first operand must be distinct from the remaining operands")
    if sign in {"=", "<>"}:
        return _equality(left, right, equal=sign == "=")
    _must_be(reader, ORDERED, sign, spelled, other)
    compare = COMPARATORS[sign]
    return lambda item, values: _ordered(left(item, values), right(item, values), compare)


def _equality(left: Operand, right: Operand, *, equal: bool) -> Holds:
    def holds(item: Item, values: Values) -> bool:
        one, other = left(item, values), right(item, values)
        # What is not there is equal to nothing, itself included.
        same = one is not None and other is not None and one == other
        return same is equal

    return holds


def _ordered(one: Value | None, other: Value | None, compare: Callable[[object, object], bool]) -> bool:
    if one is None or other is None or one.kind != other.kind or one.kind not in ORDERED:
        return False
    return compare(order(one), order(other))


def _equal_to_one(value: Value | None, members: list[Value | None]) -> bool:
    return value is not None and value in members


def _between(reader: Reader, middle: Operand, spelled: Path | str) -> Holds:
    low, low_spelled = _operand(reader)
    if not reader.accept("AND"):
        raise reader.syntax_error()
    high, high_spelled = _operand(reader)
    _must_be(reader, ORDERED, "BETWEEN", spelled, low_spelled, high_spelled)
    if isinstance(low_spelled, str) and isinstance(high_spelled, str):
        reader.checks.append(_in_order(reader, low_spelled, high_spelled))

    def holds(item: Item, values: Values) -> bool:
        value = middle(item, values)
        return _ordered(low(item, values), value, operator.le) and _ordered(
            value, high(item, values), operator.le
        )

    return holds


def _in_order(reader: Reader, low: str, high: str) -> Check:
    def check(values: Values) -> None:
        if values[low].kind != values[high].kind:
            raise reader.refusal("The BETWEEN operator requires same data type for lower and upper bounds")
        if order(values[low]) > order(values[high]):
            raise reader.refusal(
                "The BETWEEN operator requires upper bound to be greater than or equal to lower bound"
            )

    return check


def _operand(reader: Reader) -> tuple[Operand, Path | str]:
    """Return an operand, and what it is called: a value's name, a path, nothing for a size."""
    if reader.peek() == "size" and reader.is_function():
        reader.take()
        reader.expect("(")
        path = reader.path()
        reader.expect(")")
        return (lambda item, _values: _size(at_path(item, path))), ""
    if reader.is_function():
        raise reader.refusal(f"The function is not allowed to be used this way; function: {reader.peek()}")
    if reader.peek().startswith(":"):
        name = reader.value()
        return (lambda _item, values: values[name]), name
    path = reader.path()
    if len(path) == 1:
        (field,) = path
        return (lambda item, _values: item.get(field)), path  # type: ignore[arg-type] # a name
    return (lambda item, _values: at_path(item, path)), path


def _size(value: Value | None) -> Value | None:
    if value is None or value.kind in {"N", "BOOL", "NULL"}:
        return None
    if value.kind == "S":
        # As AWS's own DynamoDB Local counts: characters as Java has them.
        return number(str(len(value.data.encode("utf-16-le", "surrogatepass")) // 2))
    return number(str(len(value.data)))


def _function(reader: Reader) -> Holds:
    name = reader.take()
    reader.expect("(")
    if name not in {"attribute_exists", "attribute_not_exists", "attribute_type", "begins_with", "contains"}:
        raise reader.refusal(f"Invalid function name; function: {name}")
    if reader.peek().startswith(":") and name.startswith("attribute"):
        raise reader.refusal(f"Operator or function requires a document path; operator or function: {name}")
    left, spelled = _operand(reader)
    if name in {"attribute_exists", "attribute_not_exists"}:
        reader.expect(")")
        wanted = name == "attribute_exists"
        return lambda item, values: (left(item, values) is not None) is wanted
    reader.expect(",")
    right, other = _operand(reader)
    reader.expect(")")
    match name:
        case "begins_with":
            _must_be(reader, frozenset({"S", "B"}), name, spelled, other)
            return lambda item, values: _begins(left(item, values), right(item, values))
        case "contains":
            return lambda item, values: _contains(left(item, values), right(item, values))
        case _:
            _must_be(reader, frozenset({"S"}), name, other)
            return lambda item, values: _has_type(left(item, values), right(item, values))


def _begins(value: Value | None, prefix: Value | None) -> bool:
    if value is None or prefix is None or value.kind != prefix.kind or value.kind not in {"S", "B"}:
        return False
    return bool(value.data.startswith(prefix.data))


def _contains(value: Value | None, member: Value | None) -> bool:
    if value is None or member is None:
        return False
    if value.kind == "L":
        return member in value.data
    if value.kind in SETS:
        return value.kind[0] == member.kind and member.data in value.data
    return value.kind in {"S", "B"} and value.kind == member.kind and member.data in value.data


def _has_type(value: Value | None, kind: Value | None) -> bool:
    return value is not None and kind is not None and value.kind == kind.data


def _must_be(reader: Reader, kinds: frozenset[str], where: str, *spelled: Path | str) -> None:
    """Have the values among these operands refused that are of other kinds, whatever the item is."""
    names = [name for name in spelled if isinstance(name, str) and name]

    def check(values: Values) -> None:
        for name in names:
            if values[name].kind not in kinds:
                kind = values[name].kind
                raise reader.refusal(
                    "Incorrect operand type for operator or function;"
                    f" operator or function: {where}, operand type: {kind}"
                )

    if names:
        reader.checks.append(check)
