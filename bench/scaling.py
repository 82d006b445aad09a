"""What grows with the number of sources, topics and channels: ``python -m bench.scaling``.

A tick of ``dispatch``, a tick that makes up for a day without any, what people in Slack wait for (the list of
sources, its menu, the status, the list of topics), and dispatch with many channels that have something to send.
Each is measured in a process of its own, by the real use cases, store and boto3, from a server beside it that sends
pages of 1 MB as DynamoDB does; TLS and the network are left out. A process does the same three times, of which
the least processor time counts, as it would in a process that is warm. Read units are those of the simulation's
DynamoDB in memory, which also cuts the pages.

30 of 100 sources share a host, six each, as in ``bench.cost``; all are polled every 63 minutes.
"""

import argparse
import json
import logging
import os
import subprocess
import sys
import time
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from builders import ALICE, POLICY, source, topic
from fakes import FakePeople, FrozenClock
from simulation.aws.dynamodb import MemoryDynamo
from stores import create_table

from bench.cost.sites import SECTIONS, TOGETHER
from bench.stories.beginning import memory_mb
from bench.table_server import NOTHING, as_json, pages, served
from newswatch.model import FetchMemory, Source, SourceId, UserId, Validators
from newswatch.observe import logger
from newswatch.sources.pace import USUAL_S
from newswatch.sources.schedule import GROUP_SIZE
from newswatch.storage import items, polled
from newswatch.storage.catalog import ROSTER_SHARD_SIZE, roster_entry
from newswatch.storage.keys import REFRESH, Keys, place
from newswatch.storage.table import Table

SIZES = (1_000, 10_000, 100_000)
TOPICS = (1_000, 10_000)
CHANNELS = (100, 1_000)
TABLE = "bench"
KEYS = Keys("main")
ROUNDS = 2
ENOUGH_S = 30
"""Of processor time: what takes so long is not done again."""
VCPU_MB = 1_769
"""Lambda's guide, "Configure Lambda function memory": a function has one vCPU at this memory."""
ANSWER_S = 0.005
"""Assumed of each call, as in ``bench.stories``: what a small one takes within a region."""
MONTH_TICKS = 365 / 12 * 1_440
READ_USD = 0.125e-6
MEMORY = FetchMemory(
    validators=Validators('W/"65f1c2a0-1b2c3"', "Mon, 02 Mar 2026 08:30:00 GMT", "5" * 32),
    baseline_at=datetime(2026, 1, 2, tzinfo=UTC),
    interval_s=USUAL_S,
    times=tuple(range(29_540_000, 29_540_000 + 40 * 97, 97)),
)
"""What is known of each source: 40 entries, and what its server sends."""


# --- What the table holds -----------------------------------------------------------------


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
        rows = (f"C{n:08d}#{place(_now(), _STORY, REFRESH)}" for n in range(channels))
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
                done = (_now() - timedelta(seconds=self._since_s)).isoformat()
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


def _now() -> datetime:
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


# --- Who does it ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Done:
    """What doing something once took, in a process that is warm."""

    cpu_s: float
    bare_mb: float
    """Memory before, with everything loaded."""
    most_mb: float
    calls: dict[str, int]
    """By operation, of one time."""
    result: dict[str, Any]

    def at(self, memory_mb: int) -> float:
        """Return how long it takes at a function's memory: its share of a vCPU, and the assumed answers."""
        return self.cpu_s * max(1.0, VCPU_MB / memory_mb) + sum(self.calls.values()) * ANSWER_S


def _tick() -> Callable[[], Any]:
    from newswatch.lambdas.dispatch import handler  # noqa: PLC0415 - loads what that function does

    context: Any = _Context()
    return lambda: handler({}, context)


def _source_list() -> Callable[[], Any]:
    from newswatch import wiring  # noqa: PLC0415
    from newswatch.slack.views import sources as source_views  # noqa: PLC0415
    from newswatch.usecases.sources import list_sources  # noqa: PLC0415

    def listed() -> dict[str, int]:
        listing = list_sources(wiring.store(), "")
        source_views.listing(listing, _now())
        return {"lines": len(listing.lines)}

    return listed


def _menu(*, warm: bool) -> Callable[[], Any]:
    from newswatch import wiring  # noqa: PLC0415
    from newswatch.slack.requests import Suggestion  # noqa: PLC0415
    from newswatch.slack.suggestions import Menu  # noqa: PLC0415
    from newswatch.slack.views import ids  # noqa: PLC0415

    asked = Suggestion(UserId("U1"), "T1", "A1", f"{ids.SOURCES}.1", "courier")
    kept = Menu(wiring.store(), wiring.clock())

    def typed() -> dict[str, int]:
        menu = kept if warm else Menu(wiring.store(), wiring.clock())
        return {"options": len(menu.options(asked)["options"])}

    if warm:
        typed()
    return typed


def _status() -> Callable[[], Any]:
    from newswatch import wiring  # noqa: PLC0415
    from newswatch.usecases.status import status  # noqa: PLC0415

    def told() -> dict[str, int]:
        found = status(
            wiring.store(),
            wiring.queues(),
            FakePeople(),
            _now(),
            required_scopes=frozenset(),
            token_parameter="",
        )
        return {"sources": found.sources}

    return told


def _topic_list() -> Callable[[], Any]:
    from newswatch import wiring  # noqa: PLC0415
    from newswatch.usecases.listing import list_topics  # noqa: PLC0415
    from newswatch.usecases.sight import Sight  # noqa: PLC0415

    sight = Sight(FakePeople(), ALICE, POLICY)
    return lambda: {"lines": len(list_topics(wiring.store(), sight, _now(), "all", POLICY).lines)}


WORKS: Mapping[str, Callable[[], Callable[[], Any]]] = {
    "tick": _tick,
    "source list": _source_list,
    "menu": lambda: _menu(warm=False),
    "menu, next letter": lambda: _menu(warm=True),
    "status": _status,
    "topic list": _topic_list,
}


class _Context:
    aws_request_id, function_name, memory_limit_in_mb = "bench", "dispatch", "512"
    invoked_function_arn = "arn:aws:lambda:us-east-1:123456789012:function:dispatch"

    def get_remaining_time_in_millis(self) -> int:
        """Return what a real one would at the beginning."""
        return 60_000


def child(what: str) -> None:
    """Do it some times; print what one took as JSON."""
    from newswatch import wiring  # noqa: PLC0415 - not before the process is the one that is measured

    calls: Counter[str] = Counter()
    events = wiring._session().events  # noqa: SLF001 - nobody else asks
    events.register("before-call", lambda model, **_: calls.update([model.name]))
    work = WORKS[what]()
    bare, took, result = memory_mb("VmRSS"), list[float](), {}
    while len(took) < ROUNDS and sum(took) < ENOUGH_S:
        calls.clear()
        begun = time.process_time()
        result = work()
        took.append(time.process_time() - begun)
    told = {
        "cpu_s": min(took),
        "bare_mb": bare,
        "most_mb": memory_mb("VmHWM"),
        "calls": calls,
        "result": result,
    }
    print(json.dumps(told))


def measured(what: str, world: World) -> Done:
    """Have a process of its own do it, with a world of its own."""
    with served(world) as endpoint:
        queues = {f"{name}_QUEUE_URL": f"{endpoint}/1/{name}" for name in QUEUES}
        environment = {
            "AWS_ENDPOINT_URL_DYNAMODB": endpoint, "AWS_ENDPOINT_URL_SQS": endpoint, "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "us-east-1", "TABLE_NAME": TABLE,
            "WORKSPACE": "main", "ARTICLE_RETENTION_DAYS": "30", "MONTHLY_LIMIT": "0", **queues,
        }  # fmt: skip
        command = [sys.executable, "-m", "bench.scaling", "--child", what]
        run = subprocess.run(command, check=True, stdout=subprocess.PIPE, env={**os.environ, **environment})
    return Done(**json.loads(run.stdout.splitlines()[-1]))


QUEUES = (
    "SOURCE", "ARTICLE", "CHANNEL", "COMMAND",
    "SOURCE_DEAD_LETTER", "ARTICLE_DEAD_LETTER", "CHANNEL_DEAD_LETTER", "COMMAND_DEAD_LETTER",
)  # fmt: skip


# --- The tables of figures --------------------------------------------------------------------


def line(*cells: str) -> None:
    """Print a line of a table."""
    print(f"| {' | '.join(cells)} |", flush=True)


def heading(*cells: str) -> None:
    """Print how a table begins."""
    line(*cells)
    print("|---" * len(cells) + "|")


def print_ticks(tables: Mapping[int, Partition]) -> None:
    """Print what a tick takes, and one after a day without."""
    print(f"\nA tick of dispatch; groups of up to {GROUP_SIZE}, {ROSTER_SHARD_SIZE} sources to an item")
    heading("sources", "items", "pages", "read units", "US$ a month", "due", "groups", "SendMessageBatch", "CPU",
            "at 512 MB", "memory", "after a day: groups", "CPU", "at 512 MB", "memory")  # fmt: skip
    for number, roster in tables.items():
        cells = [f"{number:,}", f"{roster.items:,}", f"{len(roster.pages)}", f"{roster.units:,.0f}",
                 f"{roster.units * READ_USD * MONTH_TICKS:.2f}"]  # fmt: skip
        one = measured("tick", World({KEYS.roster(): roster}))
        cells += [f"{one.result['sources']:,}", f"{one.result['groups']:,}", *_sending(one)]
        day = measured("tick", World({KEYS.roster(): roster}, since_s=86_400))
        line(*cells, f"{day.result['groups']:,}", *_sending(day)[1:])


def _sending(done: Done) -> list[str]:
    batches = done.calls.get("SendMessageBatch", 0)
    return [f"{batches:,}", f"{done.cpu_s:.2f} s", f"{done.at(512):.1f} s", f"{done.most_mb:.0f} MB"]


def print_channels(roster: Partition) -> None:
    """Print what a tick takes that finds many channels with something to send."""
    print("\nA tick that wakes many channels, with 1,000 sources")
    heading("channels", "queries", "SendMessageBatch", "CPU", "at 512 MB")
    for number in CHANNELS:
        one = measured("tick", World({KEYS.roster(): roster}, channels=number))
        line(f"{one.result['channels']:,}", f"{one.calls['Query']:,}", *_sending(one)[:3])


def print_asked(what: str, memory: int, tables: Mapping[int, Partition], pk: str) -> None:
    """Print what somebody in Slack waits for."""
    for number, found in tables.items():
        one = measured(what, World({pk: found}))
        calls = ", ".join(f"{count:,} {name}" for name, count in sorted(one.calls.items()))
        line(what, f"{number:,}", f"{found.units:,.0f}", calls, f"{one.cpu_s:.2f} s", f"{one.at(memory):.1f} s",
             f"{one.most_mb:.0f} MB")  # fmt: skip


def main(asked: Sequence[str] | None = None) -> None:
    """Measure, and print the tables of docs/scaling.md."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--child", help="do this, as a process of its own")
    parser.add_argument("--sizes", nargs="*", type=int, default=SIZES, help="numbers of sources")
    said = parser.parse_args(asked)
    logging.disable(logging.CRITICAL)
    logger.setLevel(logging.CRITICAL)
    if said.child:
        child(said.child)
        return
    rosters, lists = {}, {}
    for number in said.sizes:
        dynamo = with_sources(number)
        rosters[number] = partition(dynamo, KEYS.roster())
        lists[number] = partition(dynamo, KEYS.sources())
    print(f"Processor time of one core, the least of {ROUNDS}; at a function's memory, {ANSWER_S * 1000:.0f} ms a "
          "call included")  # fmt: skip
    print_ticks(rosters)
    print_channels(next(iter(rosters.values())))
    print(f"\nWhat people wait for, at {VCPU_MB:,} MB")
    heading("what", "of how many", "read units to read them", "calls", "CPU", "with calls", "memory")
    for what in ("source list", "menu", "menu, next letter", "status"):
        print_asked(what, VCPU_MB, lists, KEYS.sources())
    topics = {number: partition(with_topics(number), KEYS.topics()) for number in TOPICS}
    print_asked("topic list", VCPU_MB, topics, KEYS.topics())


if __name__ == "__main__":
    main()
