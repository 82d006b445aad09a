"""A table with so many sources or topics, and what answers for it as DynamoDB and SQS do."""

import json
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from builders import source, topic
from fakes import FrozenClock
from simulation.aws.dynamodb import MemoryDynamo
from stores import create_table

from bench.cost.sites import SECTIONS, TOGETHER
from bench.table_server import NOTHING, as_json, pages
from newswatch.model import FetchMemory, Source, SourceId, Validators
from newswatch.sources.pace import USUAL_S
from newswatch.storage import items, polled
from newswatch.storage.catalog import ROSTER_SHARD_SIZE, roster_entry
from newswatch.storage.keys import REFRESH, Keys, place
from newswatch.storage.table import Table

TABLE = "bench"
KEYS = Keys("main")
MEMORY = FetchMemory(
    validators=Validators('W/"65f1c2a0-1b2c3"', "Mon, 02 Mar 2026 08:30:00 GMT", "5" * 32),
    baseline_at=datetime(2026, 1, 2, tzinfo=UTC),
    interval_s=USUAL_S,
    times=tuple(range(29_540_000, 29_540_000 + 40 * 97, 97)),
)
"""What is known of each source: 40 entries, and what its server sends."""


def sources(number: int) -> Iterator[Source]:
    """Yield so many sources, each in its place in the roster."""
    together = int(number * TOGETHER)
    for n in range(number):
        host = f"daily{n // SECTIONS}" if n < together else f"news{n}"
        url = f"https://www.{host}.example/section-{n}/rss.xml"
        name = f"The {host.title()} Courier, section {n % SECTIONS}"
        yield source(
            n, url=url, name=name, tags=("policy",), interval_s=USUAL_S, shard=n // ROSTER_SHARD_SIZE
        )


def with_sources(number: int) -> MemoryDynamo:
    """Return a table with so many sources and their roster."""
    dynamo, table = empty()
    roster: dict[int, dict[str, Any]] = {}
    for one in sources(number):
        table.put(KEYS.source(one.id), items.from_source(one) | {"history": [1]})
        roster.setdefault(one.shard, {})[one.id] = polled.from_roster_entry(roster_entry(one))
    for shard, entries in roster.items():
        table.put(KEYS.roster_shard(shard), entries)
    return dynamo


def with_topics(number: int) -> MemoryDynamo:
    """Return a table with so many topics, all of one person."""
    dynamo, table = empty()
    for n in range(number):
        query = f"(lithium-{n} OR cobalt-{n}) AND (mine OR mining) NOT football"
        one = topic(n, query=query, query_typed=query, name=f"What happens at mine {n}")
        table.put(KEYS.topic(one.id), items.from_topic(one) | {"history": [1]})
    return dynamo


def empty() -> tuple[MemoryDynamo, Table]:
    """Return a table with nothing in it, and what writes to it."""
    dynamo = MemoryDynamo(FrozenClock(datetime(2026, 3, 2, tzinfo=UTC)).now, remembered=10)
    create_table(dynamo, TABLE)
    client: Any = dynamo
    return dynamo, Table(TABLE, client, client)


@dataclass(frozen=True, slots=True)
class Partition:
    """A partition, as it is sent."""

    pages: tuple[bytes, ...]
    items: int
    units: float
    """Read units, eventually consistent."""


def partition(dynamo: MemoryDynamo, pk: str) -> Partition:
    """Return a partition's pages, and what reading them costs."""
    request = {
        "TableName": TABLE,
        "KeyConditionExpression": "pk = :pk",
        "ExpressionAttributeValues": {":pk": {"S": pk}},
    }
    before = dynamo.consumed.read
    found = list(pages(dynamo, request))
    units = dynamo.consumed.read - before
    return Partition(
        tuple(as_json(page).encode() for page in found), sum(len(p["Items"]) for p in found), units
    )


class World:
    """Answers for the table and the queues. It is sent to the process that serves, so it holds bytes."""

    def __init__(self, partitions: Mapping[str, Partition], since_s: int = 60, channels: int = 0) -> None:
        self._partitions = {pk: one.pages for pk, one in partitions.items()}
        self._sent: dict[str, int] = {}
        self._since_s = since_s
        memory = {name: value for name, value in _typed(polled.from_memory(MEMORY)).items() if name != "pk"}
        self._memory = as_json(memory)[1:-1]
        rows = (f"C{n:08d}#{place(now(), _STORY, REFRESH)}" for n in range(channels))
        self._outbox = sorted(rows)

    def __call__(self, operation: str, asked: dict[str, Any]) -> bytes:
        """Return the body of an answer."""
        match operation:
            case "Query":
                return self._query(asked)
            case "BatchGetItem":
                keys = asked["RequestItems"][TABLE]["Keys"]
                found = ",".join(f"{json.dumps(key)[:-1]},{self._memory}}}" for key in keys)
                return f'{{"Responses":{{"{TABLE}":[{found}]}},"UnprocessedKeys":{{}}}}'.encode()
            case "GetItem" if asked["Key"]["pk"]["S"] == KEYS.cursor().pk:
                done = (now() - timedelta(seconds=self._since_s)).isoformat()
                return json.dumps({"Item": {"done": {"S": done}}}).encode()
            case "SendMessageBatch":
                sent = [{"Id": one["Id"], "MessageId": one["Id"]} for one in asked["Entries"]]
                return json.dumps({"Successful": sent}).encode()
            case "GetQueueAttributes":
                return b'{"Attributes":{"ApproximateNumberOfMessages":"0"}}'
        return b"{}"

    def _query(self, asked: dict[str, Any]) -> bytes:
        values = asked["ExpressionAttributeValues"]
        pk = values[":pk"]["S"]
        if pk == KEYS.outbox() and self._outbox:
            at = bisect_right(self._outbox, values[":sk"]["S"] if ":sk" in values else "")
            found = [{"pk": {"S": pk}, "sk": {"S": sk}} for sk in self._outbox[at : at + 1]]
            last = {"LastEvaluatedKey": found[-1]} if found else {}
            return json.dumps({"Items": found, "Count": len(found), **last}).encode()
        if pk not in self._partitions:
            return NOTHING
        number = self._sent.get(pk, 0) if "ExclusiveStartKey" in asked else 0
        self._sent[pk] = number + 1
        return self._partitions[pk][number]


_STORY: Any = "a" * 16


def now() -> datetime:
    """Return the time, in whole seconds."""
    return datetime.now(UTC).replace(microsecond=0)


def _typed(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return an item as DynamoDB has it."""
    dynamo, table = empty()
    table.put(KEYS.fetch_memory(SourceId("5" * 16)), item)
    (stored,) = dynamo.query(
        TableName=TABLE,
        KeyConditionExpression="pk = :pk",
        ExpressionAttributeValues={":pk": {"S": KEYS.fetch_memory(SourceId("5" * 16)).pk}},
    )["Items"]
    return {name: value for name, value in stored.items() if name not in {"pk", "sk"}}
