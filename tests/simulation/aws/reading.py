"""DynamoDB's reads: one item, a hundred, and pages of a partition or of the table."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from simulation.aws import expressions
from simulation.aws.capacity import Consumed, read_units, reported
from simulation.aws.parts import Schema, check_table, names_of, values_of
from simulation.aws.rows import Key, Rows
from simulation.aws.service import Answer, Request, Service, operation
from simulation.aws.values import Item, freeze_item, invalid, order, thaw_item

BATCH_KEYS = 100
BATCH_BYTES = 16 * 1024 * 1024
PAGE_BYTES = 1024 * 1024

TABLE = "TableName ReturnConsumedCapacity"
EXPRESSIONS = "ExpressionAttributeNames ExpressionAttributeValues"
PAGED = "Limit ExclusiveStartKey FilterExpression ProjectionExpression ConsistentRead Select"

Shown = Callable[[Item], dict[str, Any]]
"""Returns what of an item a request asked for."""


class Reading(Service):
    """A table as it is read; ``MemoryDynamo`` says what its attributes are."""

    def __init__(self, now: Callable[[], datetime], remembered: int) -> None:
        super().__init__(now)
        self.stale: Callable[[str], int] = lambda _operation: 0
        self.consumed = Consumed()
        self._rows = Rows(remembered)
        self._schema = Schema("", (), ())

    @operation("GetItem", f"{TABLE} Key ConsistentRead ProjectionExpression ExpressionAttributeNames")
    def get_item(self, request: Request) -> Answer:
        """Return an item, if it is there."""
        check_table(self._schema, request["TableName"])
        shown = _shown(request)
        key = self._schema.exact_key(freeze_item(request["Key"]))
        consistent = bool(request.get("ConsistentRead"))
        version = self._rows.seen(key, self._behind("GetItem", consistent=consistent))
        units = read_units(version.size if version else 0, consistent=consistent)
        answer = {} if version is None or version.item is None else {"Item": shown(version.item)}
        return self._charged(answer, "GetItem", units, request)

    @operation("BatchGetItem", "RequestItems ReturnConsumedCapacity")
    def batch_get_item(self, request: Request) -> Answer:
        """Return those of up to a hundred items that are there."""
        if not request["RequestItems"]:
            raise invalid("BatchGetItem must have some requests set")
        for table in request["RequestItems"]:
            check_table(self._schema, table)
        ((table, asked),) = request["RequestItems"].items()
        if len(asked["Keys"]) > BATCH_KEYS:
            raise invalid("Too many items requested for the BatchGetItem call")
        keys = [self._schema.exact_key(freeze_item(key)) for key in asked["Keys"]]
        if len(set(keys)) < len(keys):
            raise invalid("Provided list of item keys contains duplicates")
        shown = _shown(asked)
        consistent = bool(asked.get("ConsistentRead"))
        behind = self._behind("BatchGetItem", consistent=consistent)
        found, size, units, done = [], 0, 0.0, 0
        for key in keys:
            version = self._rows.seen(key, behind)
            size += version.size if version else 0
            if size > BATCH_BYTES:
                break
            done += 1
            units += read_units(version.size if version else 0, consistent=consistent)
            if version is not None and version.item is not None:
                found.append(shown(version.item))
        left = {} if done == len(keys) else {table: {**asked, "Keys": asked["Keys"][done:]}}
        answer = {"Responses": {table: found}, "UnprocessedKeys": left}
        return self._charged(answer, "BatchGetItem", units, request, many=True)

    @operation("Query", f"{TABLE} {EXPRESSIONS} {PAGED} KeyConditionExpression ScanIndexForward")
    def query(self, request: Request) -> Answer:
        """Return a page of a partition."""
        check_table(self._schema, request["TableName"])
        names, schema = names_of(request), self._schema
        where = expressions.key_condition(request["KeyConditionExpression"], names, schema.keys)
        kept, shown, values = _kept_and_shown(request, names, where)
        schema.check(0, values[where.partition])
        for operand in where.operands:
            schema.check(1, values[operand])
        pk = order(values[where.partition])
        keys = self._rows.keys(pk)
        low, high = where.bounds(keys, values)
        forward = request.get("ScanIndexForward", True)
        if "ExclusiveStartKey" in request:
            start_pk, start = schema.exact_key(freeze_item(request["ExclusiveStartKey"]))
            if start_pk != pk or where.bounds([start], values) != (0, 1):
                raise invalid("The provided starting key does not match the range key predicate")
            if forward:
                low = max(low, bisect_right(keys, start))
            else:
                high = min(high, bisect_left(keys, start))
        places = range(low, high) if forward else range(high - 1, low - 1, -1)
        return self._page("Query", request, ((pk, keys[place]) for place in places), kept, shown)

    @operation("Scan", f"{TABLE} {EXPRESSIONS} {PAGED}")
    def scan(self, request: Request) -> Answer:
        """Return a page of the table, in the order of its keys."""
        check_table(self._schema, request["TableName"])
        kept, shown, _ = _kept_and_shown(request, names_of(request), None)
        keys = [(pk, sk) for pk in self._rows.partitions() for sk in self._rows.keys(pk)]
        if "ExclusiveStartKey" in request:
            start = self._schema.exact_key(freeze_item(request["ExclusiveStartKey"]))
            keys = keys[bisect_right(keys, start) :]
        return self._page("Scan", request, keys, kept, shown)

    def _page(
        self, name: str, request: Request, keys: Iterable[Key], kept: Callable[[Item], bool], shown: Shown
    ) -> Answer:
        """Return items until there are ``Limit``, or a megabyte was read, before the filter."""
        consistent, limit = bool(request.get("ConsistentRead")), request.get("Limit")
        if limit is not None and limit < 1:
            raise invalid("Limit must be greater than or equal to 1")
        behind = self._behind(name, consistent=consistent)
        found: list[dict[str, Any]] = []
        count = scanned = size = 0
        last: Item | None = None
        for key in keys:
            version = self._rows.seen(key, behind)
            if version is None or version.item is None:
                continue
            scanned += 1
            size += version.size
            if kept(version.item):
                count += 1
                found.append(shown(version.item))
            if scanned == limit or size >= PAGE_BYTES:
                last = version.item
                break
        answer: Answer = {"Items": found, "Count": count, "ScannedCount": scanned}
        if request.get("Select") == "COUNT":
            del answer["Items"]
        if last is not None:
            answer["LastEvaluatedKey"] = thaw_item({name: last[name] for name in self._schema.keys})
        return self._charged(answer, name, read_units(size, consistent=consistent), request)

    def _behind(self, name: str, *, consistent: bool) -> int:
        return 0 if consistent else self.stale(name)

    def _charged(
        self, answer: Answer, name: str, units: float, request: Request, *, many: bool = False
    ) -> Answer:
        """Count units; say so in the answer where that was asked for."""
        self.consumed.count(name, read=units)
        if (wanted := request.get("ReturnConsumedCapacity", "NONE")) != "NONE":
            said = reported(self._schema.table, units, wanted)
            answer["ConsumedCapacity"] = [said] if many else said
        return answer


def _shown(request: Request) -> Shown:
    """Return the projection of a request that has no other expression."""
    text, names = request.get("ProjectionExpression"), names_of(request)
    projection = None if text is None else expressions.projection(text, names)
    values_of(request, names, projection)
    return thaw_item if projection is None else lambda item: thaw_item(projection.of(item))


def _kept_and_shown(
    request: Request, names: expressions.Names, where: expressions.KeyCondition | None
) -> tuple[Callable[[Item], bool], Shown, expressions.Values]:
    """Return a page's filter, its projection, and the values of all of its expressions."""
    text, which = request.get("ProjectionExpression"), request.get("FilterExpression")
    projection = None if text is None else expressions.projection(text, names)
    condition = None if which is None else expressions.condition("FilterExpression", which, names)
    if condition is not None and where is not None and not condition.fields.isdisjoint(where.keys):
        raise invalid("Filter Expression can only contain non-primary key attributes")
    values = values_of(request, names, where, condition, projection)
    shown: Shown = thaw_item if projection is None else lambda item: thaw_item(projection.of(item))
    if condition is None:
        return (lambda _item: True), shown, values
    return (lambda item: condition.holds(item, values)), shown, values
