"""Requests, read and checked: keys, expressions, and writes as parts that can be compared."""

from collections.abc import Mapping
from dataclasses import dataclass

from simulation.aws import expressions
from simulation.aws.expressions import Condition, Expression, Names, Update
from simulation.aws.rows import Key
from simulation.aws.service import Refused, Request
from simulation.aws.values import Item, Value, decimal, freeze_item, invalid, item_size

ITEM_BYTES = 400 * 1024
KEY_BYTES = (2048, 1024)
"""The longest partition key and sort key."""


@dataclass(frozen=True, slots=True)
class Schema:
    """A table's name, and name, type and longest value of each of its one or two key attributes."""

    table: str
    keys: tuple[str, ...]
    attributes: tuple[tuple[str, str, int], ...]

    @classmethod
    def of(cls, request: Request) -> "Schema":
        """Read the request of CreateTable."""
        kinds = {entry["AttributeName"]: entry["AttributeType"] for entry in request["AttributeDefinitions"]}
        ordered = sorted(request["KeySchema"], key=lambda entry: entry["KeyType"] != "HASH")
        names = tuple(entry["AttributeName"] for entry in ordered)
        attributes = zip(names, [kinds[name] for name in names], KEY_BYTES, strict=False)
        return cls(request["TableName"], names, tuple(attributes))

    def key_of(self, item: Item) -> Key:
        """Return an item's key. Raises Refused when it is none."""
        found = []
        for name, kind, longest in self.attributes:
            value = item.get(name)
            if value is None or value.kind != kind or not value.data or value.size > longest:
                raise self.refusal(name, kind, value)
            found.append(decimal(value.data) if kind == "N" else value.data)
        return (found[0], found[1]) if len(found) > 1 else (found[0], "")

    def exact_key(self, item: Item) -> Key:
        """Return a key that is one and nothing more. Raises Refused."""
        if len(item) != len(self.keys):
            raise invalid("The provided key element does not match the schema")
        return self.key_of(item)

    def check(self, place: int, value: Value) -> None:
        """Raise Refused when a value cannot be compared with the first or second key attribute."""
        name, kind, _ = self.attributes[place]
        if value.kind != kind or not value.data:
            raise self.refusal(name, kind, value)

    def refusal(self, name: str, kind: str, value: Value | None) -> Refused:
        """Return what is wrong with the value of a key attribute."""
        if value is not None and value.kind == kind and not value.data:
            return invalid(
                "One or more parameter values are not valid. The AttributeValue for a key attribute"
                f" cannot contain an empty {'string' if kind == 'S' else 'binary'} value. Key: {name}"
            )
        if value is None:
            wrong = f"Missing the key {name} in the item"
        elif value.kind != kind:
            wrong = f"Type mismatch for key {name} expected: {kind} actual: {value.kind}"
        else:
            wrong = f"Size of the key {name} has exceeded its limit"
        return invalid(f"One or more parameter values were invalid: {wrong}")


@dataclass(slots=True)
class Part:
    """One write. Parts are equal when they ask for the same.

    Attributes:
        verb: Put, Update, Delete or ConditionCheck.
        item: what is put; otherwise the key.
        size: that of what is put.
        values: those of the expressions.
    """

    verb: str
    key: Key
    item: dict[str, Value]
    size: int
    condition: Condition | None
    update: Update | None
    values: Mapping[str, Value]

    @classmethod
    def of(cls, verb: str, schema: Schema, request: Request) -> "Part":
        """Read a write. Raises Refused."""
        check_table(schema, request["TableName"])
        names = names_of(request)
        text = request.get("ConditionExpression")
        condition = None if text is None else expressions.condition("ConditionExpression", text, names)
        changes = request.get("UpdateExpression")
        update = None if changes is None else expressions.update(changes, names)
        values = values_of(request, names, condition, update)
        if verb == "Put":
            item = freeze_item(request["Item"])
            key = schema.key_of(item)
            size = item_size(item)
            if size > ITEM_BYTES:
                raise invalid("Item size has exceeded the maximum allowed size")
        else:
            item = freeze_item(request["Key"])
            key, size = schema.exact_key(item), 0
        if update is not None and not update.roots.isdisjoint(schema.keys):
            name = min(update.roots & set(schema.keys))
            raise invalid(
                "One or more parameter values were invalid:"
                f" Cannot update attribute {name}. This attribute is part of the key"
            )
        return cls(verb, key, item, size, condition, update, values)

    def holds(self, old: Item | None) -> bool:
        """Return whether this may be done to an item, None where there is none."""
        return self.condition is None or self.condition.holds(old or {}, self.values)

    def result(self, old: Item | None) -> tuple[Item | None, int]:
        """Return what becomes of an item, and its size. Raises Refused."""
        if self.verb == "Delete":
            return None, 0
        if self.verb == "Update":
            base = self.item if old is None else old
            new: Item = self.update.apply(base, self.values) if self.update else base
            size = item_size(new)
            if size > ITEM_BYTES:
                raise invalid("Item size to update has exceeded the maximum allowed size")
            return new, size
        return self.item, self.size


def check_table(schema: Schema | None, table: str) -> None:
    """Raise Refused unless this is the table."""
    if schema is None or table != schema.table:
        raise Refused("ResourceNotFoundException", "Requested resource not found")


def names_of(request: Request) -> Names:
    """Return a request's ExpressionAttributeNames. Raises Refused."""
    names = request.get("ExpressionAttributeNames")
    if names is None:
        return ()
    if not names:
        raise invalid("ExpressionAttributeNames must not be empty")
    for name in names:
        if not name.startswith("#"):
            raise invalid(f'ExpressionAttributeNames contains invalid key: Syntax error; key: "{name}"')
    return tuple(names.items())


def values_of(request: Request, names: Names, *parsed: Expression | None) -> Mapping[str, Value]:
    """Return a request's ExpressionAttributeValues.

    Raises:
        Refused: an expression uses others than the request has, or they are of the wrong kinds.
    """
    typed = request.get("ExpressionAttributeValues")
    if typed is not None and not typed:
        raise invalid("ExpressionAttributeValues must not be empty")
    values = freeze_item(typed) if typed else {}
    unused, unnamed = set(values), {name for name, _ in names}
    for expression in parsed:
        if expression is None:
            continue
        if not expression.used_values <= values.keys():
            missing = min(expression.used_values - values.keys())
            raise invalid(
                f"An expression attribute value used in expression is not defined; attribute value: {missing}"
            )
        unused -= expression.used_values
        unnamed -= expression.used_names
        for check in expression.checks:
            check(values)
    if unused or unnamed:
        where = "Values" if unused else "Names"
        raise invalid(
            f"Value provided in ExpressionAttribute{where} unused in expressions:"
            f" keys: {{{', '.join(sorted(unused or unnamed))}}}"
        )
    return values
