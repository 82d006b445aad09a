"""DynamoDB in memory: one table, in the place of boto3's client.

A read that is not consistent may be behind: ``MemoryDynamo.stale`` says by how
many writes. Nothing expires by itself: ``MemoryDynamo.expire`` has it done.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from simulation.aws.capacity import read_units, reported, write_units
from simulation.aws.expressions import Path, project
from simulation.aws.parts import Part, Schema
from simulation.aws.reading import EXPRESSIONS, TABLE, Reading
from simulation.aws.service import Answer, Refused, Request, operation
from simulation.aws.values import Item, decimal, freeze_item, invalid, thaw_item

TRANSACTION_PARTS = 100
TRANSACTION_BYTES = 4 * 1024 * 1024
TOKEN_LIFE = timedelta(minutes=10)
"""How long DynamoDB knows a ClientRequestToken again."""
TOKEN_CHARS = 36
TTL_AGE = timedelta(days=5 * 365)
"""What should have expired longer ago DynamoDB leaves alone: it takes that for a mistake."""
CONDITIONAL = f"{TABLE} {EXPRESSIONS} ConditionExpression ReturnValues ReturnValuesOnConditionCheckFailure"
VERBS = frozenset({"Put", "Update", "Delete", "ConditionCheck"})
FAILED = "The conditional request failed"

States = list[tuple[Item | None, int]]
"""Items, None where there is none, and their sizes."""


class MemoryDynamo(Reading):
    """One table, and the calls on it.

    Attributes:
        stale: says of an operation (``GetItem``, ``BatchGetItem``, ``Query``, ``Scan``) how many of
            the table's newest writes a read does not see yet that is not consistent. Each item of a
            transaction counts as one: such a read may see half of it, as in DynamoDB.
        consumed: the units of all calls, refused ones included.
    """

    def __init__(self, now: Callable[[], datetime], *, remembered: int = 1000) -> None:
        """Begin without a table.

        Args:
            now: the clock.
            remembered: by how many writes a read can be behind at most.
        """
        super().__init__(now, remembered)
        self._tokens: dict[str, tuple[datetime, list[Part]]] = {}

    @operation("CreateTable", "TableName AttributeDefinitions KeySchema BillingMode")
    def create_table(self, request: Request) -> Answer:
        """Make the table."""
        if self._schema.table:
            raise Refused("ResourceInUseException", f"There is a table already: {self._schema.table}")
        self._schema = Schema.of(request)
        return {"TableDescription": {**request, "TableStatus": "ACTIVE"}}

    @operation("PutItem", f"{CONDITIONAL} Item")
    def put_item(self, request: Request) -> Answer:
        """Write an item in the place of the one that is there."""
        return self._write("PutItem", Part.of("Put", self._schema, request), request)

    @operation("UpdateItem", f"{CONDITIONAL} Key UpdateExpression")
    def update_item(self, request: Request) -> Answer:
        """Change an item, or make it."""
        return self._write("UpdateItem", Part.of("Update", self._schema, request), request)

    @operation("DeleteItem", f"{CONDITIONAL} Key")
    def delete_item(self, request: Request) -> Answer:
        """Remove an item, if it is there."""
        return self._write("DeleteItem", Part.of("Delete", self._schema, request), request)

    @operation("TransactWriteItems", "TransactItems ClientRequestToken ReturnConsumedCapacity")
    def transact_write_items(self, request: Request) -> Answer:
        """Do all parts or none, each on its item as it was before."""
        token = request.get("ClientRequestToken")
        if token is not None and not 1 <= len(token) <= TOKEN_CHARS:
            raise invalid("ClientRequestToken must have 1 to 36 characters")
        bodies = [_body(entry) for entry in request["TransactItems"]]
        if not 1 <= len(bodies) <= TRANSACTION_PARTS:
            raise invalid("Member must have length less than or equal to 100")
        parts = [Part.of(verb, self._schema, body) for verb, body in bodies]
        if len({part.key for part in parts}) < len(parts):
            raise invalid("Transaction request cannot include multiple operations on one item")
        if self._done_before(token, parts):
            units = sum(2 * read_units(self._state(part)[1], consistent=True) for part in parts)
            self.consumed.count("TransactWriteItems", read=units)
            return self._reported({}, request, [("ReadCapacityUnits", units)])
        olds = [self._state(part) for part in parts]
        news = self._results(parts, olds, [body for _, body in bodies])
        for part, (old, _), (new, size) in zip(parts, olds, news, strict=True):
            if part.verb != "ConditionCheck" and not (old is None and new is None):
                self._rows.write(part.key, new, size, self.moment)
        if token is not None:
            self._tokens[token] = self.moment, parts
        units = self._paid(olds, news)
        return self._reported({}, request, [("WriteCapacityUnits", units)])

    # --- For the simulation and its judges ------------------------------------------------

    def expire(self, now: datetime) -> int:
        """Remove what has expired by then, as DynamoDB does within days; return how many items."""
        latest, earliest = now.timestamp(), (now - TTL_AGE).timestamp()
        with self._lock:
            due = []
            for key, version in self._rows.all():
                ttl = version.item.get("ttl") if version.item else None
                if ttl is not None and ttl.kind == "N" and earliest < decimal(ttl.data) < latest:
                    due.append(key)
            for key in due:
                self._rows.write(key, None, 0, now)
        return len(due)

    def items(self) -> list[dict[str, Any]]:
        """Return all items in the order of their keys, as they are, at no cost."""
        with self._lock:
            return [thaw_item(version.item) for _, version in self._rows.all() if version.item is not None]

    def history(self, key: dict[str, Any]) -> list[tuple[datetime, int, dict[str, Any] | None]]:
        """Return (time, place among all writes, item or None) of what is remembered of an item."""
        with self._lock:
            versions = self._rows.history(self._schema.exact_key(freeze_item(key)))
            return [(v.when, v.seq, None if v.item is None else thaw_item(v.item)) for v in versions]

    # --- Writing ------------------------------------------------------------------------------

    def _write(self, name: str, part: Part, request: Request) -> Answer:
        """Do one write by itself."""
        old, old_size = self._state(part)
        if not part.holds(old):
            self.consumed.count(name, write=write_units(old_size))
            more = {}
            if old is not None and request.get("ReturnValuesOnConditionCheckFailure") == "ALL_OLD":
                more["Item"] = thaw_item(old)
            raise Refused("ConditionalCheckFailedException", FAILED, **more)
        new, size = part.result(old)
        if not (old is None and new is None):
            self._rows.write(part.key, new, size, self.moment)
        units = write_units(max(old_size, size))
        self.consumed.count(name, write=units)
        answer: Answer = {}
        paths = part.update.paths() if part.update else []
        if attributes := _returned(request.get("ReturnValues", "NONE"), old, new, paths):
            answer["Attributes"] = attributes
        if (wanted := request.get("ReturnConsumedCapacity", "NONE")) != "NONE":
            answer["ConsumedCapacity"] = reported(self._schema.table, units, wanted)
        return answer

    def _state(self, part: Part) -> tuple[Item | None, int]:
        version = self._rows.newest(part.key)
        return (None, 0) if version is None else (version.item, version.size)

    def _results(self, parts: Sequence[Part], olds: States, bodies: Sequence[Request]) -> States:
        """Return what becomes of each item. Raises Refused, with a reason for each part."""
        reasons, news = [], []
        for part, (old, size), body in zip(parts, olds, bodies, strict=True):
            reason: dict[str, Any] = {"Code": "None"}
            if not part.holds(old):
                reason = {"Code": "ConditionalCheckFailed", "Message": FAILED}
                if old is not None and body.get("ReturnValuesOnConditionCheckFailure") == "ALL_OLD":
                    reason["Item"] = thaw_item(old)
            else:
                try:
                    news.append((old, size) if part.verb == "ConditionCheck" else part.result(old))
                except Refused as e:
                    reason = {"Code": "ValidationError", "Message": e.message}
            reasons.append(reason)
        if len(news) < len(parts):
            self._paid(olds, olds)
            codes = ", ".join(reason["Code"] for reason in reasons)
            message = (
                f"Transaction cancelled, please refer cancellation reasons for specific reasons [{codes}]"
            )
            raise Refused(
                "TransactionCanceledException", message, Message=message, CancellationReasons=reasons
            )
        if sum(size for _, size in news) > TRANSACTION_BYTES:
            raise invalid("The items of a transaction have more than 4 MB")
        return news

    def _paid(self, olds: States, news: States) -> float:
        """Count and return the units of a transaction: DynamoDB writes each item twice."""
        sizes = [max(old, new) for (_, old), (_, new) in zip(olds, news, strict=True)]
        units = sum(2 * write_units(size) for size in sizes)
        self.consumed.count("TransactWriteItems", write=units)
        return units

    def _done_before(self, token: str | None, parts: list[Part]) -> bool:
        """Return whether a token came with these parts before. Raises Refused when it came with others."""
        while self._tokens and (oldest := next(iter(self._tokens))):
            if self._tokens[oldest][0] + TOKEN_LIFE > self.moment:
                break
            del self._tokens[oldest]
        if token is None or token not in self._tokens:
            return False
        if self._tokens[token][1] != parts:
            raise Refused(
                "IdempotentParameterMismatchException",
                "A request with this token came before, with other parameters",
            )
        return True

    def _reported(self, answer: Answer, request: Request, units: list[tuple[str, float]]) -> Answer:
        if (wanted := request.get("ReturnConsumedCapacity", "NONE")) != "NONE":
            total = units[0][1]
            answer["ConsumedCapacity"] = [reported(self._schema.table, total, wanted, **dict(units))]
        return answer


def _body(entry: Request) -> tuple[str, Request]:
    """Return the verb of a transaction's part, and what it says."""
    if len(entry) != 1 or not entry.keys() <= VERBS:
        raise invalid("TransactItems can only contain one of Check, Put, Update or Delete")
    ((verb, body),) = entry.items()
    if verb == "ConditionCheck" and "ConditionExpression" not in body:
        raise invalid("A ConditionCheck needs a ConditionExpression")
    return verb, body


def _returned(wanted: str, old: Item | None, new: Item | None, paths: Sequence[Path]) -> dict[str, Any]:
    """Return ``Attributes`` as ``ReturnValues`` asks for them."""
    if wanted == "NONE":
        return {}
    which, _, when = wanted.partition("_")
    item = old if when == "OLD" else new
    if item is None:
        return {}
    return thaw_item(item if which == "ALL" else project(item, paths))
