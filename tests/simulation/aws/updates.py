"""Update expressions: parsed into changes of an item, all of them computed on the item as it was."""

from collections.abc import Callable, Mapping
from decimal import Decimal, DecimalException

from simulation.aws.syntax import Path, Reader, Values, at_path, refuse_overlaps
from simulation.aws.values import (
    ARITHMETIC,
    SETS,
    Item,
    Value,
    decimal,
    invalid,
    mapping,
    number,
    sequence,
    set_of,
)

Compute = Callable[[Item, Values], Value | None]
"""Returns what an attribute becomes; None has it removed."""
Action = tuple[Path, Compute]

WRONG_TYPE = "An operand in the update expression has an incorrect data type"
NOWHERE = "The document path provided in the update expression is invalid for update"
NOT_THERE = "The provided expression refers to an attribute that does not exist in the item"


def read_update(reader: Reader) -> list[Action]:
    """Read a whole update expression. Raises Refused."""
    actions: list[Action] = []
    sections: set[str] = set()
    while section := reader.accept("SET", "REMOVE", "ADD", "DELETE").upper():
        if section in sections:
            raise reader.refusal(f'The "{section}" section can only be used once in an update expression;')
        sections.add(section)
        actions.append(ACTIONS[section](reader))
        while reader.accept(","):
            actions.append(ACTIONS[section](reader))
    reader.end()
    refuse_overlaps(reader, [path for path, _ in actions])
    # Places in lists are those of the item as it was: what is appended comes in order, what goes goes
    # from behind.
    return sorted(actions, key=_places)


def apply(actions: list[Action], item: Item, values: Values) -> dict[str, Value]:
    """Return an item changed so. Raises Refused when one of the actions does not fit the item."""
    changed = dict(item)
    removed = []
    for path, compute in actions:
        value = compute(item, values)
        if value is None:
            removed.append(path)
        elif len(path) == 1:
            changed[path[0]] = value  # type: ignore[index] # a path begins with a name
        else:
            _through(changed, path, value)
    for path in reversed(removed):
        if len(path) == 1:
            changed.pop(path[0], None)  # type: ignore[arg-type] # a path begins with a name
        else:
            _through(changed, path, None)
    return changed


def _places(action: Action) -> list[tuple[bool, int | str]]:
    return [(isinstance(step, str), step) for step in action[0]]


def _through(item: dict[str, Value], path: Path, value: Value | None) -> None:
    """Change what lies deeper in an item, without touching the values that it shares with others."""
    name = path[0]
    if name not in item:
        raise invalid(NOWHERE)
    item[name] = _rebuilt(item[name], path[1:], value)  # type: ignore[index] # a path begins with a name


def _rebuilt(parent: Value, path: Path, value: Value | None) -> Value:
    step, deeper = path[0], path[1:]
    if parent.kind == "M" and isinstance(step, str):
        fields: Mapping[str, Value] = parent.data
        if deeper:
            if step not in fields:
                raise invalid(NOWHERE)
            return mapping({**fields, step: _rebuilt(fields[step], deeper, value)})
        if value is None:
            return mapping({name: field for name, field in fields.items() if name != step})
        return mapping({**fields, step: value})
    if parent.kind == "L" and isinstance(step, int):
        members: tuple[Value, ...] = parent.data
        if deeper:
            if step >= len(members):
                raise invalid(NOWHERE)
            value = _rebuilt(members[step], deeper, value)
        middle = () if value is None else (value,)
        return sequence(members[:step] + middle + members[step + 1 :])
    raise invalid(NOWHERE)


def _set(reader: Reader) -> Action:
    path = reader.path()
    reader.expect("=")
    value = _sum(reader)
    return path, value


def _remove(reader: Reader) -> Action:
    return reader.path(), lambda _item, _values: None


def _add(reader: Reader) -> Action:
    path, name = reader.path(), reader.value()
    _takes(reader, "ADD", {"N", *SETS}, name)

    def compute(item: Item, values: Values) -> Value:
        old, added = at_path(item, path), values[name]
        if old is None:
            return added
        if old.kind != added.kind:
            raise invalid(WRONG_TYPE)
        return _arithmetic("+", old, added) if old.kind == "N" else set_of(old.kind, old.data | added.data)

    return path, compute


def _delete(reader: Reader) -> Action:
    path, name = reader.path(), reader.value()
    _takes(reader, "DELETE", SETS, name)

    def compute(item: Item, values: Values) -> Value | None:
        old, removed = at_path(item, path), values[name]
        if old is None:
            return None
        if old.kind != removed.kind:
            raise invalid(WRONG_TYPE)
        left = old.data - removed.data
        # A set that has become empty is no attribute any more.
        return set_of(old.kind, left) if left else None

    return path, compute


ACTIONS = {"SET": _set, "REMOVE": _remove, "ADD": _add, "DELETE": _delete}


def _sum(reader: Reader) -> Compute:
    left, given = _term(reader)
    sign = reader.accept("+", "-")
    if not sign:
        return left
    right, other = _term(reader)
    _takes(reader, sign, {"N"}, given, other)
    return lambda item, values: _arithmetic(sign, _there(left(item, values)), _there(right(item, values)))


def _term(reader: Reader) -> tuple[Compute, str]:
    """Return an operand, and the name of the value that it is, if it is one."""
    if reader.accept("("):
        value = _sum(reader)
        reader.expect(")")
        return value, ""
    if reader.is_function():
        return _function(reader), ""
    if reader.peek().startswith(":"):
        name = reader.value()
        return (lambda _item, values: values[name]), name
    path = reader.path()
    return (lambda item, _values: _there(at_path(item, path))), ""


def _function(reader: Reader) -> Compute:
    name = reader.take()
    reader.expect("(")
    if name == "if_not_exists":
        path = reader.path()
        reader.expect(",")
        otherwise, _ = _term(reader)
        reader.expect(")")

        def first(item: Item, values: Values) -> Value | None:
            there = at_path(item, path)
            return otherwise(item, values) if there is None else there

        return first
    if name == "list_append":
        one, given = _term(reader)
        reader.expect(",")
        other, given_too = _term(reader)
        reader.expect(")")
        _takes(reader, name, {"L"}, given, given_too)
        return lambda item, values: _appended(_there(one(item, values)), _there(other(item, values)))
    raise reader.refusal(f"Invalid function name; function: {name}")


def _there(value: Value | None) -> Value:
    if value is None:
        raise invalid(NOT_THERE)
    return value


def _appended(one: Value, other: Value) -> Value:
    if one.kind != "L" or other.kind != "L":
        raise invalid(WRONG_TYPE)
    return sequence(one.data + other.data)


def _arithmetic(sign: str, one: Value, other: Value) -> Value:
    if one.kind != "N" or other.kind != "N":
        raise invalid(WRONG_TYPE)
    left, right = decimal(one.data), decimal(other.data)
    try:
        total: Decimal = ARITHMETIC.add(left, right) if sign == "+" else ARITHMETIC.subtract(left, right)
    except DecimalException:
        raise invalid("DynamoDB only supports precision up to 38 digits") from None
    return number(str(total))


def _takes(reader: Reader, where: str, kinds: set[str] | frozenset[str], *names: str) -> None:
    """Have those of these values refused that are of other kinds, whatever the item is."""
    given = [name for name in names if name]

    def check(values: Values) -> None:
        for name in given:
            if values[name].kind not in kinds:
                raise reader.refusal(
                    "Incorrect operand type for operator or function;"
                    f" operator: {where}, operand type: {values[name].kind}"
                )

    reader.checks.append(check)
