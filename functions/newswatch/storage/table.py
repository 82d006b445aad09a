"""A thin hand on one DynamoDB table: plain Python values in and out, our errors."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from boto3.dynamodb.types import Binary, TypeDeserializer, TypeSerializer
from botocore.exceptions import BotoCoreError, ClientError

from newswatch.errors import BadMessage, Conflict, StorageError
from newswatch.observe import logger
from newswatch.storage.keys import Key

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

type_in = TypeSerializer()
type_out = TypeDeserializer()

Item = dict[str, Any]
T = TypeVar("T")
Heard = Callable[[Mapping[str, Any]], None]
"""Told what an answer says of itself: botocore's ``ResponseMetadata``."""
Spent = Callable[[float, float], None]
"""Told what a call took, in read and in write units."""
READS = frozenset({"get_item", "batch_get_item", "query"})
REFUSED = 1.0
"""Write units, twice that in a transaction: what DynamoDB bills, and does not tell, for a condition that did
not hold. Of items of more than 1 kB it is more."""
BATCH_GET = 100
"""Keys per BatchGetItem (DynamoDB's limit)."""
TRANSACTION_TRIES = 5
"""A transaction that met another one is tried again at once: both touch few items for milliseconds."""


class TransactionRefused(Conflict):
    """A condition of a transaction did not hold.

    Attributes:
        failed: positions of the parts whose condition failed.
    """

    def __init__(self, failed: frozenset[int]) -> None:
        super().__init__(f"the condition of part {sorted(failed)} did not hold")
        self.failed = failed


def unheard(_metadata: Mapping[str, Any]) -> None:
    """Listen to no answer."""


def unspent(_reads: float, _writes: float) -> None:
    """Count nothing."""


class Table:
    """Calls on one table.

    Two clients, because botocore's own retry of a conditional write takes its
    own earlier success for somebody else's: such writes go out once, and the
    caller reads and decides again. Reads, unconditional writes and
    transactions (which carry a request token) may be retried. ``heard`` is told
    of every answer, refusals included; ``spent`` of the units that it took.
    """

    def __init__(
        self,
        name: str,
        retrying: "DynamoDBClient",
        once: "DynamoDBClient",
        heard: Heard = unheard,
        spent: Spent = unspent,
    ) -> None:
        self._name, self._retrying, self._once, self._heard = name, retrying, once, heard
        self._spent = spent

    def get(self, key: Key, *, consistent: bool = False) -> Item | None:
        """Return an item, or None."""
        answer = self._read(
            "get_item", TableName=self._name, Key=_typed(_key(key)), ConsistentRead=consistent
        )
        return _plain(answer["Item"]) if "Item" in answer else None

    def batch_get(self, keys: Sequence[Key], *, consistent: bool = False) -> list[Item]:
        """Return those of these items that exist, in no order."""
        found: list[Item] = []
        waiting = [_typed(_key(key)) for key in dict.fromkeys(keys)]
        while waiting:
            request = {self._name: {"Keys": waiting[:BATCH_GET], "ConsistentRead": consistent}}
            answer = self._read("batch_get_item", RequestItems=request)
            found += map(_plain, answer["Responses"].get(self._name, ()))
            left = answer.get("UnprocessedKeys", {}).get(self._name, {}).get("Keys", [])
            if len(left) == len(waiting[:BATCH_GET]):
                raise StorageError("DynamoDB is too busy to read.")
            waiting = [*left, *waiting[BATCH_GET:]]
        return found

    def query(
        self,
        pk: str,
        *,
        begins: str = "",
        after: str = "",
        before: str = "",
        limit: int | None = None,
        consistent: bool = False,
        keys_only: bool = False,
        backwards: bool = False,
    ) -> Iterator[Item]:
        """Yield a partition's items in order, page by page.

        Args:
            pk: the partition.
            begins: only sort keys that begin so.
            after: only sort keys greater than this; not together with ``begins``.
            before: only sort keys less than this; alone.
            limit: at most so many.
            consistent: see all that was written before.
            keys_only: leave everything else out (costs the same, travels less).
            backwards: the last one first.
        """
        condition, values = "pk = :pk", {":pk": pk}
        if begins:
            condition, values = condition + " AND begins_with(sk, :sk)", values | {":sk": begins}
        elif after:
            condition, values = condition + " AND sk > :sk", values | {":sk": after}
        elif before:
            condition, values = condition + " AND sk < :sk", values | {":sk": before}
        request: dict[str, Any] = {
            "TableName": self._name,
            "KeyConditionExpression": condition,
            "ExpressionAttributeValues": _typed(values),
            "ConsistentRead": consistent,
            "ScanIndexForward": not backwards,
        }
        if keys_only:
            request["ProjectionExpression"] = "pk, sk"
        left = limit
        while True:
            if left is not None:
                request["Limit"] = left
            answer = self._read("query", **request)
            yield from map(_plain, answer["Items"])
            if left is not None:
                left -= len(answer["Items"])
            if "LastEvaluatedKey" not in answer or left == 0:
                return
            request["ExclusiveStartKey"] = answer["LastEvaluatedKey"]

    def groups(self, pk: str) -> Iterator[tuple[str, str]]:
        """Yield what a partition's sort keys begin with, up to the first ``#``, each once and in order.

        Beside it the rest of the first such sort key. Reads the first item of each
        group and skips the others.
        """
        after = ""
        while first := next(self.query(pk, after=after, limit=1, keys_only=True), None):
            group, _, rest = first["sk"].partition("#")
            yield group, rest
            after = f"{group}#~"

    def put(self, key: Key, item: Mapping[str, Any], condition: str = "", **values: Any) -> None:
        """Write an item. Raises Conflict when ``condition`` does not hold."""
        request = {"TableName": self._name, **_put(key, item, condition, values)}
        self._write("put_item", request, conditional=bool(condition))

    def update(self, key: Key, expression: str, condition: str = "", **values: Any) -> None:
        """Change an item. Raises Conflict when ``condition`` does not hold.

        In expressions ``#name`` stands for an attribute and ``:name`` for the
        keyword argument of that name.
        """
        request = {"TableName": self._name, **_update(key, expression, condition, values)}
        self._write("update_item", request, conditional=bool(condition))

    def updated(self, key: Key, expression: str, condition: str = "", **values: Any) -> Item:
        """Change an item, and return all of it as it is then. Otherwise like ``update``."""
        request = {"TableName": self._name, **_update(key, expression, condition, values)}
        request["ReturnValues"] = "ALL_NEW"
        return _plain(self._write("update_item", request, conditional=bool(condition))["Attributes"])

    def delete(self, key: Key) -> None:
        """Remove an item, if it is there."""
        self._write("delete_item", {"TableName": self._name, "Key": _typed(_key(key))}, conditional=False)

    def transact(self, parts: Sequence["Part"]) -> None:
        """Do all of it or nothing. Raises TransactionRefused when a condition does not hold."""
        request = [{verb: {"TableName": self._name, **body}} for verb, body in parts]
        for _ in range(TRANSACTION_TRIES):
            try:
                self._call(self._retrying, "transact_write_items", TransactItems=request)
            except ClientError as e:
                reasons: Any = e.response.get("CancellationReasons", [])
                codes = [reason.get("Code") for reason in reasons]
                failed = frozenset(i for i, code in enumerate(codes) if code == "ConditionalCheckFailed")
                if failed:
                    raise TransactionRefused(failed) from e
                if "TransactionConflict" not in codes:
                    raise _error(e) from e
                last = e
            except BotoCoreError as e:
                raise _error(e) from e
            else:
                return
        raise _error(last) from last

    def _write(self, operation: str, request: Mapping[str, Any], *, conditional: bool) -> Any:
        client = self._once if conditional else self._retrying
        for _ in range(TRANSACTION_TRIES):
            try:
                return self._call(client, operation, **request)
            except ClientError as e:
                code = e.response["Error"]["Code"]
                if code == "ConditionalCheckFailedException":
                    raise Conflict("the condition of a write did not hold") from e
                if code != "TransactionConflictException":
                    raise _error(e) from e
                # It surely did not happen: a transaction had the item.
                last = e
            except BotoCoreError as e:
                raise _error(e) from e
        raise _error(last) from last

    def _read(self, operation: str, **request: Any) -> Any:
        try:
            return self._call(self._retrying, operation, **request)
        except (ClientError, BotoCoreError) as e:
            raise _error(e) from e

    def _call(self, client: "DynamoDBClient", operation: str, **request: Any) -> Any:
        try:
            answer = getattr(client, operation)(**request, ReturnConsumedCapacity="TOTAL")
        except ClientError as e:
            self._heard(e.response.get("ResponseMetadata", {}))
            self._spent(0, _refused(e, request))
            raise
        self._heard(answer.get("ResponseMetadata", {}))
        units = _units(answer.get("ConsumedCapacity"))
        self._spent(*((units, 0.0) if operation in READS else (0.0, units)))
        return answer


def readable(read: Callable[[Item], T], found: Iterable[Mapping[str, Any]]) -> Iterator[T]:
    """Yield what can be read of these items; what cannot is logged, and stops nobody else.

    Old and new code run side by side during a deployment.
    """
    for item in found:
        try:
            yield read(dict(item))
        except BadMessage as e:
            logger.error("item not readable", id=item.get("id", item.get("sk")), error=str(e))


Part = tuple[str, dict[str, Any]]


def put(key: Key, item: Mapping[str, Any], condition: str = "", **values: Any) -> Part:
    """Return the part of a transaction that writes an item."""
    return "Put", _put(key, item, condition, values)


def update(key: Key, expression: str, condition: str = "", **values: Any) -> Part:
    """Return the part of a transaction that changes an item."""
    return "Update", _update(key, expression, condition, values)


def check(key: Key, condition: str, **values: Any) -> Part:
    """Return the part of a transaction that changes nothing, but refuses it all."""
    return "ConditionCheck", {
        "Key": _typed(_key(key)),
        **_expressions({"ConditionExpression": condition}, values),
    }


def delete(key: Key) -> Part:
    """Return the part of a transaction that removes an item."""
    return "Delete", {"Key": _typed(_key(key))}


def _put(key: Key, item: Mapping[str, Any], condition: str, values: Mapping[str, Any]) -> dict[str, Any]:
    return {"Item": _typed({**_key(key), **item}), **_expressions({"ConditionExpression": condition}, values)}


def _update(key: Key, expression: str, condition: str, values: Mapping[str, Any]) -> dict[str, Any]:
    expressions = {"UpdateExpression": expression, "ConditionExpression": condition}
    return {"Key": _typed(_key(key)), **_expressions(expressions, values)}


def _expressions(expressions: Mapping[str, str], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the expressions that say something, with the names and values that they use."""
    used = {name: text for name, text in expressions.items() if text}
    words = set(" ".join(used.values()).replace("(", " ").replace(")", " ").replace(",", " ").split())
    names = {word: word[1:] for word in words if word.startswith("#")}
    request: dict[str, Any] = dict(used)
    if names:
        request["ExpressionAttributeNames"] = names
    if values:
        request["ExpressionAttributeValues"] = _typed({f":{name}": value for name, value in values.items()})
    return request


def _key(key: Key) -> Item:
    return {"pk": key.pk, "sk": key.sk}


def _typed(item: Mapping[str, Any]) -> dict[str, Any]:
    return {name: type_in.serialize(value) for name, value in item.items()}


def _plain(item: Mapping[str, Any]) -> Item:
    plain = {name: type_out.deserialize(value) for name, value in item.items()}
    return {name: _bytes(value) if isinstance(value, Binary) else value for name, value in plain.items()}


def _bytes(value: Any) -> bytes:
    # boto3's Binary is typed as if it had no value.
    data: bytes = value.value
    return data


def _units(consumed: Any) -> float:
    """Return the units of an answer: one table's, or a list where an operation may be on several."""
    each = consumed if isinstance(consumed, list) else [consumed or {}]
    return float(sum(one.get("CapacityUnits", 0) for one in each))


def _refused(e: ClientError, request: Mapping[str, Any]) -> float:
    """Return the write units of a call that was refused; what is throttled or invalid is not billed."""
    code = e.response["Error"]["Code"]
    if code == "TransactionCanceledException":
        return 2 * REFUSED * len(request["TransactItems"])
    return REFUSED if code == "ConditionalCheckFailedException" else 0.0


def _error(e: Exception) -> StorageError:
    code = e.response["Error"]["Code"] if isinstance(e, ClientError) else type(e).__name__
    return StorageError(f"DynamoDB: {code}")
