"""Requests to DynamoDB drawn from a seed, to be done on two engines that must answer alike."""

import random
from typing import Any

Typed = dict[str, Any]
Request = dict[str, Any]

PARTITIONS = ("p", "q")
SORT_KEYS = ("a", "a#1", "a#2", "b", "é", "ﬀ", "𝄞", "z")
"""Some begin like others; the last but one and two are ordered differently by UTF-8 and by UTF-16."""
FIELDS = ("n", "s", "t", "f", "owner", "tags", "m", "l")
NUMBERS = ("0", "1", "2", "-3", "10", "0.5", "12345678901234567890")
TEXTS = ("", "a", "a#1", "b", "é")


class Drawing:
    """Draws one request after the other; the same seed draws the same ones.

    Args:
        seed: of all that is drawn.
        table: the table's name.
        prefix: what partition keys begin with, so that several drawings share a table.
    """

    def __init__(self, seed: int, table: str, prefix: str) -> None:
        self._random, self._table, self._prefix = random.Random(seed), table, prefix
        self._names: dict[str, str] = {}
        self._values: dict[str, Typed] = {}
        self._needed: list[str] = []
        """What must be there for a change: engines differ in what it is to remove a part of nothing."""

    def request(self) -> tuple[str, Request]:
        """Return the name of a client's method, and its arguments."""
        kinds = {
            "put_item": 5,
            "update_item": 8,
            "delete_item": 2,
            "transact_write_items": 4,
            "get_item": 2,
            "batch_get_item": 1,
            "query": 4,
        }
        (kind,) = self._random.choices(list(kinds), list(kinds.values()))
        request: Request = getattr(self, f"_{kind}")()
        return kind, request

    def final(self) -> list[tuple[str, Request]]:
        """Return the requests that read all there is."""
        return [
            (
                "query",
                {
                    "TableName": self._table,
                    "KeyConditionExpression": "pk = :pk",
                    "ExpressionAttributeValues": {":pk": {"S": self._prefix + partition}},
                    "ConsistentRead": True,
                },
            )
            for partition in PARTITIONS
        ]

    # --- Requests ---------------------------------------------------------------------------

    def _put_item(self) -> Request:
        return self._with_old_values(self._put())

    def _delete_item(self) -> Request:
        return self._with_old_values(self._delete())

    def _update_item(self) -> Request:
        request = self._update()
        if self._chance(0.4):
            request["ReturnValues"] = self._one("ALL_OLD", "ALL_NEW")
        return request

    def _transact_write_items(self) -> Request:
        keys = self._random.sample(range(len(PARTITIONS) * len(SORT_KEYS)), self._random.randint(1, 4))
        parts = []
        for at in keys:
            verb = self._one("Put", "Update", "Delete", "ConditionCheck")
            part = getattr(self, f"_{verb.lower()}")()
            key = self._key(at)
            if verb == "Put":
                part["Item"] |= key
            else:
                part["Key"] = key
            parts.append({verb: part})
        return {"TransactItems": parts}

    def _get_item(self) -> Request:
        request: Request = {"TableName": self._table, "Key": self._key(), "ConsistentRead": True}
        return self._projected(request)

    def _batch_get_item(self) -> Request:
        keys = [self._key() for _ in range(self._random.randint(1, 5))]
        return {"RequestItems": {self._table: {"Keys": keys, "ConsistentRead": True}}}

    def _query(self) -> Request:
        self._begin()
        condition = f"pk = {self._value({'S': self._prefix + self._one(*PARTITIONS)})}"
        low, high = (self._value({"S": key}) for key in sorted(self._random.choices(SORT_KEYS, k=2)))
        comparisons = {
            f" AND sk = {low}": (low,),
            f" AND sk < {low}": (low,),
            f" AND sk <= {low}": (low,),
            f" AND sk > {low}": (low,),
            f" AND sk >= {low}": (low,),
            f" AND begins_with(sk, {low})": (low,),
            f" AND sk BETWEEN {low} AND {high}": (low, high),
            "": (),
        }
        comparison = self._one(*comparisons)
        for name in {low, high} - set(comparisons[comparison]):
            del self._values[name]
        request = {
            "TableName": self._table,
            "KeyConditionExpression": condition + comparison,
            "ConsistentRead": True,
            "ScanIndexForward": self._chance(0.5),
        }
        if self._chance(0.5):
            request["Limit"] = self._random.randint(1, 4)
        if self._chance(0.2):
            request["FilterExpression"] = self._condition()
        return self._with_expressions(request)

    # --- Writes ---------------------------------------------------------------------------

    def _put(self) -> Request:
        self._begin()
        fields = self._random.sample(FIELDS, self._random.randint(0, 5))
        item = {**self._key(), **{field: self._typed(field) for field in fields}}
        return self._conditional({"TableName": self._table, "Item": item})

    def _delete(self) -> Request:
        self._begin()
        return self._conditional({"TableName": self._table, "Key": self._key()})

    def _conditioncheck(self) -> Request:
        self._begin()
        request = {"TableName": self._table, "Key": self._key(), "ConditionExpression": self._condition()}
        return self._with_expressions(request)

    def _update(self) -> Request:
        self._begin()
        changes: dict[str, list[str]] = {}
        for field in self._random.sample(FIELDS, self._random.randint(1, 4)):
            section, change = self._change(field)
            changes.setdefault(section, []).append(change)
        text = " ".join(f"{section} {', '.join(parts)}" for section, parts in changes.items())
        return self._conditional({"TableName": self._table, "Key": self._key(), "UpdateExpression": text})

    def _change(self, field: str) -> tuple[str, str]:
        """Return a section of an update expression, and what it does to a field."""
        path = self._name(field)
        if self._chance(0.2):
            return "REMOVE", path
        changes = {"n": self._count, "tags": self._tag, "m": self._deeper, "l": self._place}
        if field in changes and self._chance(0.7):
            return changes[field](path)
        # What goes deeper into maps and lists must find some there.
        other = path if field in {"m", "l"} else self._name(self._one(*FIELDS))
        value = self._value(self._typed(field))
        return "SET", f"{path} = {self._one(value, f'if_not_exists({other}, {value})')}"

    def _count(self, path: str) -> tuple[str, str]:
        if self._chance(0.4):
            return "ADD", f"{path} {self._value({'N': self._one(*NUMBERS)})}"
        base = self._one(path, f"if_not_exists({path}, {self._value({'N': '5'})})")
        return "SET", f"{path} = {base} {self._one('+', '-')} {self._value({'N': '1'})}"

    def _tag(self, path: str) -> tuple[str, str]:
        return self._one("ADD", "DELETE"), f"{path} {self._value(self._typed('tags'))}"

    def _deeper(self, path: str) -> tuple[str, str]:
        deeper = f"{path}.{self._name(self._one('x', 'y'))}"
        if self._chance(0.5):
            self._needed.append(path)
            return "REMOVE", deeper
        return "SET", f"{deeper} = {self._value(self._typed())}"

    def _place(self, path: str) -> tuple[str, str]:
        place = f"{path}[{self._random.randint(0, 2)}]"
        if self._chance(0.3):
            self._needed.append(path)
            return "REMOVE", place
        if self._chance(0.5):
            return "SET", f"{place} = {self._value(self._typed())}"
        return "SET", f"{path} = list_append({path}, {self._value({'L': [{'S': 'more'}]})})"

    # --- Conditions -----------------------------------------------------------------------

    def _conditional(self, request: Request) -> Request:
        if self._needed:
            request["ConditionExpression"] = " AND ".join(
                f"attribute_exists({path})" for path in self._needed
            )
        elif self._chance(0.5):
            request["ConditionExpression"] = self._condition()
        return self._with_expressions(request)

    def _condition(self, depth: int = 2) -> str:
        if depth and self._chance(0.4):
            one, other = self._condition(depth - 1), self._condition(0)
            return f"({one}) {self._one('AND', 'OR')} {other}" if " " in one else f"NOT {one}"
        if depth and self._chance(0.2):
            return f"NOT {self._condition(0)}"
        path = self._name(self._one(*FIELDS))
        number, text = self._value(self._typed("n")), self._value(self._typed("s"))
        sign = self._one("=", "<>", "<", "<=", ">", ">=")
        return str(
            self._one(
                f"attribute_exists({path})",
                f"attribute_not_exists({path})",
                f"attribute_not_exists({path})",
                f"begins_with({path}, {text})",
                f"contains({path}, {text})",
                f"{path} {sign} {number}",
                f"{path} {sign} {text}",
                f"{path} BETWEEN {self._value({'N': '-1'})} AND {self._value({'N': '2'})}",
                f"{path} IN ({number}, {text})",
            )
        )

    # --- What requests are made of ----------------------------------------------------------

    def _begin(self) -> None:
        self._names, self._values, self._needed = {}, {}, []

    def _with_expressions(self, request: Request) -> Request:
        """Add the names and values that its expressions use; what was drawn and not taken is left out."""
        text = " ".join(str(value) for name, value in request.items() if name.endswith("Expression"))
        words = set(text.replace("(", " ").replace(")", " ").replace(",", " ").replace(".", " ").split())
        words |= {word.partition("[")[0] for word in words}
        names = {name: field for name, field in self._names.items() if name in words}
        values = {name: value for name, value in self._values.items() if name in words}
        if names:
            request["ExpressionAttributeNames"] = names
        if values:
            request["ExpressionAttributeValues"] = values
        return request

    def _with_old_values(self, request: Request) -> Request:
        if self._chance(0.4):
            request["ReturnValues"] = "ALL_OLD"
        return request

    def _projected(self, request: Request) -> Request:
        self._begin()
        if self._chance(0.4):
            fields = self._random.sample(FIELDS, 3)
            request["ProjectionExpression"] = ", ".join(["sk", *map(self._name, fields)])
        return self._with_expressions(request)

    def _key(self, at: int | None = None) -> Typed:
        at = self._random.randrange(len(PARTITIONS) * len(SORT_KEYS)) if at is None else at
        partition, sort = divmod(at, len(SORT_KEYS))
        return {"pk": {"S": self._prefix + PARTITIONS[partition]}, "sk": {"S": SORT_KEYS[sort]}}

    def _typed(self, field: str = "s") -> Typed:
        match field:
            case "n":
                return {"N": self._one(*NUMBERS)}
            case "f":
                return self._one({"BOOL": True}, {"BOOL": False}, {"NULL": True}, {"B": b"\x00\xff"})
            case "tags":
                return {"SS": sorted(self._random.sample(["a", "b", "c"], self._random.randint(1, 3)))}
            case "m":
                return {"M": {"x": {"N": self._one(*NUMBERS)}, "z": {"L": [{"S": ""}]}}}
            case "l":
                return {"L": [{"S": text} for text in TEXTS[: self._random.randint(0, 3)]]}
        return {"S": self._one(*TEXTS)}

    def _name(self, field: str) -> str:
        self._names[f"#{field}"] = field
        return f"#{field}"

    def _value(self, typed: Typed) -> str:
        name = f":v{len(self._values)}"
        self._values[name] = typed
        return name

    def _one(self, *choices: Any) -> Any:
        return self._random.choice(choices)

    def _chance(self, share: float) -> bool:
        return self._random.random() < share
