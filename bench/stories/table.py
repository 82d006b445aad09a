"""What stories read and write in the table, and what a process needs to begin: ``python -m bench.stories.table``.

The real ``match`` and ``notify`` on the real store, over the simulation's DynamoDB in memory, which counts units by
call. Articles are made: 60 of 100 are of stories that one outlet carries, 15 are trimmed copies, the rest
tell the same in other words; a story's later articles come within hours. What a minute brings is there at
its beginning, as polls bring it, and is taken by as many processes as there are, each of which reads pages
for some 0.6 s and waits 5 ms for each answer of the table. They take turns by a clock of their own: between
what one reads and what it writes, others write, as in Lambda.

What a process needs that begins is measured in one of its own: all that ``match`` loads, and boto3, reading
the log in pages of 1 MB over HTTP from a server beside it. The words of articles are those of the matching
benchmark (NEWSWATCH_PEERS).
"""

import argparse
import base64
import copy
import json
import logging
import multiprocessing
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from heapq import heappop, heappush
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import count, islice
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from unittest.mock import patch

from builders import ALICE, source, topic
from fakes import (
    CountingEntropy,
    FakeFetcher,
    FakeMessenger,
    FakeQueues,
    FakeRobots,
    FixedDeadline,
    FrozenClock,
)
from simulation.aws.capacity import Units
from simulation.aws.dynamodb import MemoryDynamo
from stores import create_table

from bench.matching import material
from newswatch.model import Article, ChannelId, Entry, EntryGroup, Source
from newswatch.observe import logger
from newswatch.sources import urls
from newswatch.storage.store import DynamoStore
from newswatch.usecases.catalog import Catalog
from newswatch.usecases.match import Matcher, match
from newswatch.usecases.notify import Notifier, notify
from newswatch.usecases.rates import Rates
from newswatch.usecases.stories import Stories

RATES = (5_000, 50_000)
"""Articles a day."""
PROCESSES = (1, 3, 10)
"""Of match, at the same time."""
BEFORE, MEASURED = 15_000, 2_000
"""Articles that are placed before, and those that are measured."""
LIVE = (15_000, 150_000)
DAYS = 3
TABLE = "bench"
BEGINS = datetime(2026, 3, 2, tzinfo=UTC)
READING_S, ANSWER_S = (0.2, 1.0), 0.005
CHANNELS = tuple(ChannelId(f"C{number}") for number in range(4))
OUTLETS, WATCHED = 80, 24
LOG, ROWS, POSTS, TOLD, REST = "log", "coverage rows", "posts", "read by notify", "rest"
PARTS = {
    "decisions": LOG, "decisions_since": LOG, "decide": LOG, "cover": ROWS, "coverage": ROWS, "alerts": ROWS,
    "article": ROWS, "refresh_posts": POSTS,
}  # fmt: skip
"""What of the store match calls for stories' sake; nothing else there calls ``article`` here."""
WRITE_USD, READ_USD = 0.625e-6, 0.125e-6
"""A unit on demand, in us-east-1."""
VCPU_MB, MATCH_MB = 1_769, 768
"""What a whole processor takes in Lambda, and what match has (template.yaml)."""


# --- Articles -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Told:
    """An article, before it is written."""

    at: float
    """Seconds."""
    story: int
    n: int
    """Its place in its story."""
    is_copy: bool


class News:
    """What articles are made of: two words of three are of real articles, the others tell their story."""

    def __init__(self) -> None:
        documents = material.documents()
        self._headlines = [word for one in documents for word in one.title.split()]
        self._texts = [word for one in documents for word in one.text.split()]

    def coming(self, a_day: int, seed: int = 1) -> Iterator[Told]:
        """Yield articles in the order in which they come, so many a day, without end."""
        rng, waiting, story = random.Random(seed), list[tuple[float, int, int, bool]](), count()
        # Stories of several articles have 4.9 on average: 40 articles of 100 are theirs.
        many = 0.40 / 4.9 / (0.60 + 0.40 / 4.9)
        a_story = 86_400 / a_day * (1 + many * 3.9)
        begun = 0.0
        while True:
            begun += rng.expovariate(1 / a_story)
            number = next(story)
            heappush(waiting, (begun, number, 0, False))
            if rng.random() < many:
                at, others = begun, 1 + int(rng.expovariate(1 / 2.5))
                if rng.random() < 0.03:
                    others = rng.randint(20, 60)
                for n in range(1, others + 1):
                    at = begun + 900 + rng.expovariate(1 / 9_000)
                    heappush(waiting, (at, number, n, rng.random() < 0.47))
            while waiting and waiting[0][0] <= begun:
                yield Told(*heappop(waiting))

    def written(self, told: Told) -> tuple[str, str]:
        """Return its headline and text, of 100 to 700 words; one story in eight is of a topic."""
        if told.is_copy:
            title, text = self.written(Told(0, told.story, 0, is_copy=False))
            paragraphs = text.split("\n\n")
            return title, "\n\n".join(paragraphs[: max(2, 3 * len(paragraphs) // 4)])
        names = [f"{'bdfgklmnprstvz'[told.story % 14]}ax{told.story}q{at}" for at in range(18)]
        rng = random.Random(f"{told.story} {told.n}")
        headline = rng.choices(self._headlines, k=rng.randint(4, 8))
        headline += rng.sample(names[:4], 3) + ([f"watched{told.story // 8 % WATCHED}x"] * (told.story % 8 == 0))
        rng.shuffle(headline)
        words = rng.choices(self._texts, k=rng.randint(100, 700))
        for at in range(0, min(len(words), 200), 10):
            words[at] = rng.choice(names)
        paragraphs = [" ".join(words[at : at + 40]) for at in range(0, len(words), 40)]
        return " ".join(headline), "\n\n".join(paragraphs)


def address(told: Told) -> str:
    """Return an article's: no outlet carries a story twice."""
    return f"https://{outlet(told)}/world/{told.story}/{told.n}-{'and-what-it-says'}"


def outlet(told: Told) -> str:
    """Return whose site it is on."""
    return f"news{(7 * told.story + told.n) % OUTLETS}.example"


# --- Who takes turns ------------------------------------------------------------------------


class Turns:
    """A clock, and threads that sleep by it: one works at a time, the one whose time has come."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._order = count()
        self._asleep: list[tuple[float, int, threading.Event]] = []

    def now(self) -> datetime:
        """Return the time."""
        return BEGINS + timedelta(seconds=self.seconds)

    def sleep_until(self, seconds: float) -> None:
        """Let others work until then."""
        if not self._asleep or seconds < self._asleep[0][0]:
            self.seconds = max(self.seconds, seconds)
            return
        own = threading.Event()
        heappush(self._asleep, (seconds, next(self._order), own))
        self._wake()
        own.wait()

    def sleep(self, seconds: float) -> None:
        """Let others work for so long."""
        self.sleep_until(self.seconds + seconds)

    def run(self, *works: Callable[[], None]) -> None:
        """Have all of them done."""
        threads = [threading.Thread(target=self._turn, args=(work, threading.Event())) for work in works]
        for thread in threads:
            thread.start()
        while len(self._asleep) < len(works):
            time.sleep(0.001)
        self._wake()
        for thread in threads:
            thread.join()

    def _turn(self, work: Callable[[], None], begins: threading.Event) -> None:
        heappush(self._asleep, (self.seconds, next(self._order), begins))
        begins.wait()
        try:
            work()
        finally:
            self._wake()

    def _wake(self) -> None:
        if self._asleep:
            seconds, _, event = heappop(self._asleep)
            self.seconds = max(self.seconds, seconds)
            event.set()


@dataclass
class Account:
    """What one process has spent, by part, and its most expensive article."""

    spent: defaultdict[str, Units] = field(default_factory=lambda: defaultdict(Units))
    part: str = REST
    conflicts: int = 0
    articles: int = 0
    most: float = 0.0
    """Read units of one article, for stories' sake."""

    def reads(self) -> float:
        """Return the read units for stories' sake."""
        return sum(units.read for part, units in self.spent.items() if part != REST)


class Client:
    """boto3's client, as one process has it: answers take time, and are charged to its account."""

    def __init__(self, dynamo: MemoryDynamo, turns: Turns, account: Account) -> None:
        self._dynamo, self._turns, self._account = dynamo, turns, account

    def __getattr__(self, name: str) -> Callable[..., Any]:
        return partial(self._call, getattr(self._dynamo, name))

    def _call(self, operation: Callable[..., Any], **request: Any) -> Any:
        self._turns.sleep(ANSWER_S)
        before = Units(self._dynamo.consumed.read, self._dynamo.consumed.write)
        try:
            return operation(**request)
        except Exception:
            self._account.conflicts += self._account.part == LOG
            raise
        finally:
            after, units = self._dynamo.consumed, self._account.spent[self._account.part]
            units.add(after.read - before.read, after.write - before.write)


class Charged:
    """The store, whose calls are charged to the part of the account that they are made for."""

    def __init__(self, store: DynamoStore, account: Account, parts: Mapping[str, str]) -> None:
        self._store, self._account, self._parts = store, account, parts

    def __getattr__(self, name: str) -> Callable[..., Any]:
        return partial(self._call, getattr(self._store, name), self._parts.get(name, REST))

    def _call(self, method: Callable[..., Any], part: str, *args: Any, **more: Any) -> Any:
        self._account.part = part
        try:
            return method(*args, **more)
        finally:
            self._account.part = REST


# --- A newsroom -------------------------------------------------------------------------------


class Newsroom:
    """The table, processes of match, and one of notify."""

    def __init__(self, news: News, a_day: int) -> None:
        self.turns = Turns()
        self.dynamo = MemoryDynamo(self.turns.now, remembered=10)
        create_table(self.dynamo, TABLE)
        self.news, self.coming = news, news.coming(a_day)
        self.slack, self.notifying = FakeMessenger(), Account()
        told: Any = Charged(self.store(self.notifying), self.notifying, {"coverage": TOLD})
        self.notifier = Notifier(told, FakeQueues(), self.slack, self.turns, CountingEntropy())
        self.sources = [
            told.save_source(source(number), ALICE, BEGINS, "add").snapshot for number in range(OUTLETS)
        ]
        for number in range(WATCHED):
            wants = {
                "query": f"watched{number}x", "destinations": (CHANNELS[number % len(CHANNELS)],),
                "created_at": BEGINS, "outlets": 3 if number < 3 else 1,
            }  # fmt: skip
            told.save_topic(topic(number, **wants), ALICE, BEGINS, "add")
        self.processes = [self.process()]
        self.taken: deque[Told] = deque()

    def store(self, account: Account) -> DynamoStore:
        """Return the store, as a process has it."""
        client: Any = Client(self.dynamo, self.turns, account)
        return DynamoStore(TABLE, "main", retrying=client, once=client, article_retention_days=30)

    def process(self, like: "Process | None" = None) -> "Process":
        """Return a process of match, that knows the stories that another one knows."""
        account = Account()
        store: Any = Charged(self.store(account), account, PARTS)
        stories = Stories(store, self.turns)
        if like:
            # As if it had been there from the beginning: to read it all again would take minutes.
            known = like.matcher.stories
            old: Any = like.matcher.store
            stories = copy.deepcopy(known, {id(old): store, id(self.turns): self.turns})
        catalog = Catalog(store, self.turns)
        matcher = Matcher(
            store, FakeQueues(), FakeFetcher(), self.turns, catalog, FakeRobots(), stories, Rates(store),
            self.turns.sleep,
        )  # fmt: skip
        return Process(matcher, account)

    def run(self, articles: int, processes: int) -> list[Account]:
        """Have so many articles worked off, and return what each process has spent."""
        while len(self.processes) < processes:
            self.processes.append(self.process(self.processes[0]))
        self.taken = deque(islice(self.coming, articles))
        for process in self.processes:
            process.matcher.catalog.refresh()
            process.matcher.stories.refresh()
            process.account.__init__()  # type: ignore[misc]
        self.notifying.spent.clear()
        working = list(self.processes)
        works = [
            partial(self._work, process, working, random.Random(number))
            for number, process in enumerate(self.processes)
        ]
        self.turns.run(*works, partial(self._tell, working))
        return [process.account for process in self.processes]

    def _work(self, process: "Process", working: list["Process"], rng: random.Random) -> None:
        while self.taken:
            due = self.taken[0].at // 60 * 60 + 60
            if due > self.turns.seconds:
                # Of those that wait, any may be the first.
                self.turns.sleep_until(due + rng.random() / 10)
                continue
            told = self.taken.popleft()
            self.turns.sleep(rng.uniform(*READING_S))
            self._match(process, told)
        working.remove(process)

    def _match(self, process: "Process", told: Told) -> None:
        title, text = self.news.written(told)
        url = address(told)
        one = self.sources[(7 * told.story + told.n) % OUTLETS]
        now = self.turns.now()
        entry = Entry(url, url, title, summary=text, published=now)
        before = process.account.reads()
        match(process.matcher, EntryGroup(one.id, (entry,), found_at=now), FixedDeadline())
        process.account.most = max(process.account.most, process.account.reads() - before)
        process.account.articles += 1

    def _tell(self, working: list["Process"]) -> None:
        while working:
            self.turns.sleep(15)
            for channel in CHANNELS:
                notify(self.notifier, channel, FixedDeadline())


@dataclass(frozen=True)
class Process:
    """A process of match, and its account."""

    matcher: Matcher
    account: Account


def print_units(news: News, a_day: int, before: int, measured: int) -> None:
    """Print a line for each number of processes."""
    room = Newsroom(news, a_day)
    room.run(before, 1)
    for processes in PROCESSES:
        told = len(room.slack.edits)
        accounts = room.run(measured, processes)
        edits = len(room.slack.edits) - told
        cells = [f"{a_day:,}", str(processes)]
        total = Units()
        for part in (LOG, ROWS, POSTS):
            units = [account.spent[part] for account in accounts]
            read, write = (sum(one.read for one in units), sum(one.write for one in units))
            cells.append(f"{read / measured:.2f} + {write / measured:.2f}")
            total.add(read, write)
        notified = room.notifying.spent[TOLD].read
        total.add(notified, 0)
        cells.append(f"{notified / measured:.2f}")
        cells.append(f"{total.read / measured:.2f} + {total.write / measured:.2f}")
        cells.append(f"{sum(account.conflicts for account in accounts) / measured:.2%}")
        cells.append(f"{max(account.most for account in accounts):.1f}")
        usd = (total.read * READ_USD + total.write * WRITE_USD) / measured * a_day * 30
        cells.append(f"{usd:.2f}")
        cells.append(f"{edits / measured:.3f}")
        print(f"| {' | '.join(cells)} |", flush=True)
    print_bonds(room, before)


def print_bonds(room: Newsroom, before: int) -> None:
    """Print what the last articles were taken for, and what their items take."""
    sizes, bonds = [], Counter[str]()
    for item in room.dynamo.items():
        if item["pk"]["S"].endswith("STORYLOG"):
            sizes.append(item_bytes(item))
            bonds[item.get("b", {"S": "first"})["S"]] += 1
    total = sum(bonds.values())
    shares = ", ".join(f"{bond} {times / total:.0%}" for bond, times in bonds.most_common())
    print(f"  {total:,} decisions: {shares}; {statistics.mean(sizes):.0f} bytes each, {max(sizes)} at most, "
          f"{sum(size > 1024 for size in sizes) / total:.2%} above 1 kB.")  # fmt: skip


def item_bytes(item: Mapping[str, Mapping[str, Any]]) -> int:
    """Return about what DynamoDB counts for an item of the log: names and values, numbers two digits a byte."""
    values = [(kind, value) for typed in item.values() for kind, value in typed.items()]
    sizes = {"S": lambda v: len(v.encode()), "B": len, "N": lambda v: len(v) // 2 + 1}
    return sum(map(len, item)) + sum(sizes[kind](value) for kind, value in values if kind in sizes)


# --- A process that begins ---------------------------------------------------------------------


def filled(news: News, live: int) -> tuple[MemoryDynamo, float]:
    """Return a table with so many live articles, and the ms of CPU that the last 1,000 took to be placed."""
    clock = FrozenClock(BEGINS)
    dynamo = MemoryDynamo(clock.now, remembered=10)
    create_table(dynamo, TABLE)
    client: Any = dynamo
    store = DynamoStore(TABLE, "main", retrying=client, once=client, article_retention_days=30)
    stories = Stories(store, clock)
    begun = 0.0
    for number, told in enumerate(islice(news.coming(live // DAYS), live)):
        title, text = news.written(told)
        url = address(told)
        clock.advance(seconds=DAYS * 86_000 / live)
        article = Article(urls.article_id(url), url, title, text, clock.now(), urls.source_id(url))
        if number == live - 1_000:
            begun = time.process_time()
        stories.place(article)
    return dynamo, time.process_time() - begun


def pages(dynamo: MemoryDynamo, folder: Path) -> int:
    """Write the log as DynamoDB sends it, a file a page, newest first; return how many."""
    request: dict[str, Any] = {
        "TableName": TABLE,
        "KeyConditionExpression": "pk = :pk",
        "ExpressionAttributeValues": {":pk": {"S": "main#STORYLOG"}},
        "ScanIndexForward": False,
    }
    for number in count():
        answer = dynamo.query(**request)
        body = {name: value for name, value in answer.items() if name != "ResponseMetadata"}
        (folder / str(number)).write_text(
            json.dumps(body, default=lambda value: base64.b64encode(value).decode())
        )
        if "LastEvaluatedKey" not in answer:
            return number + 1
        request["ExclusiveStartKey"] = answer["LastEvaluatedKey"]
    raise AssertionError


class Handler(BaseHTTPRequestHandler):
    """Answers one who reads a log: page by page, and that there is nothing new."""

    protocol_version = "HTTP/1.1"
    folder, served = Path(), 0

    def do_POST(self) -> None:
        """Answer."""
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        body = b'{"Count":0,"Items":[],"ScannedCount":0}'
        if not asked["ConsistentRead"]:
            number = Handler.served if "ExclusiveStartKey" in asked else 0
            body, Handler.served = (self.folder / str(number)).read_bytes(), number + 1
        self.send_response(200)
        self.send_header("Content-Type", "application/x-amz-json-1.0")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def serve(folder: Path, told: Connection) -> None:
    """Serve until killed; tell the port."""
    Handler.folder = folder
    server = HTTPServer(("127.0.0.1", 0), Handler)
    told.send(server.server_address[1])
    server.serve_forever()


def memory_mb(name: str) -> float:
    """Return what Linux says of this process's memory: ``VmHWM``, the most so far, or ``VmRSS``, now."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{name}:"))


def begin() -> None:
    """Be a process of match that begins: read the stories that live; print what it took as JSON."""
    from newswatch import wiring  # noqa: PLC0415 - nothing else is to be loaded before it is measured
    from newswatch.sources import article  # noqa: PLC0415

    matcher = wiring.matcher()
    article.read(f"<html><body><article><h1>A</h1><p>{'One says so. ' * 200}</p></article></body></html>", "https://a.example/")
    reading = [0.0]
    since = DynamoStore.decisions_since

    def timed(store: DynamoStore, moment: datetime) -> Any:
        begun = time.process_time()
        found = since(store, moment)
        reading[0] = time.process_time() - begun
        return found

    bare, begun = memory_mb("VmRSS"), time.process_time()
    with patch.object(DynamoStore, "decisions_since", timed), patch.object(matcher.clock, "now", lambda: BEGINS + timedelta(days=DAYS)):
        matcher.stories.refresh()
    took = time.process_time() - begun
    told = {"bare": bare, "peak": memory_mb("VmHWM"), "after": memory_mb("VmRSS"), "cpu": took, "read": reading[0]}
    print(json.dumps(told | {"live": len(matcher.stories._grouper)}))  # noqa: SLF001 - nobody else asks


def print_beginning(news: News, live: int) -> None:
    """Print what a process needs that begins with so many live articles."""
    dynamo, placing = filled(news, live)
    with tempfile.TemporaryDirectory() as name:
        before, folder = dynamo.consumed.read, Path(name)
        number = pages(dynamo, folder)
        units = (dynamo.consumed.read - before)
        del dynamo
        here, there = multiprocessing.Pipe()
        server = multiprocessing.get_context("spawn").Process(target=serve, args=(folder, there), daemon=True)
        server.start()
        try:
            environment = {
                "AWS_ENDPOINT_URL_DYNAMODB": f"http://127.0.0.1:{here.recv()}", "AWS_ACCESS_KEY_ID": "test",
                "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "us-east-1", "TABLE_NAME": TABLE,
                "WORKSPACE": "main", "CONTACT_URL": "https://newswatch.example/", "ARTICLE_RETENTION_DAYS": "30",
            }  # fmt: skip
            command = [sys.executable, "-m", "bench.stories.table", "--begin"]
            run = subprocess.run(command, check=True, capture_output=True, env={**os.environ, **environment})
            told = json.loads(run.stdout.splitlines()[-1])
        finally:
            server.kill()
            server.join()
        size = sum(path.stat().st_size for path in folder.iterdir())
    print(
        f"| {told['live']:,} | {units:,.0f} | {number} pages, {size / 1e6:.0f} MB of JSON | {told['cpu']:.1f} s | "
        f"{told['read']:.1f} s | {told['cpu'] * VCPU_MB / MATCH_MB:.0f} s | {told['bare']:.0f} MB | "
        f"{told['peak']:.0f} MB | {told['after']:.0f} MB | {placing:.2f} ms | {units * READ_USD:.5f} |", flush=True,
    )


def main() -> None:
    """Measure, and print the tables of docs/performance.md."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--begin", action="store_true", help="be the process that begins")
    asked.add_argument("--what", choices=("units", "beginning"), help="print this only")
    asked.add_argument("--part", type=float, default=1.0, help="of the articles, for a first look")
    said = asked.parse_args()
    logging.disable(logging.CRITICAL)
    logger.setLevel(logging.CRITICAL)
    if said.begin:
        begin()
        return
    news = News()
    if said.what != "beginning":
        print("Table reads and writes per article for stories")
        print("| articles a day | processes | log | coverage rows | posts | read by notify | in all | conflicts "
              "| most reads of one | US$ a month | edits |")
        print("|---" * 11 + "|")
        for a_day in RATES:
            print_units(news, a_day, int(BEFORE * said.part), int(MEASURED * said.part))
    if said.what != "units":
        print("\nA process that begins")
        print("| live articles | read units | | CPU | of it reading | at 768 MB | memory before | at most | "
              "after | one more article | US$ |")
        print("|---" * 11 + "|")
        for live in LIVE:
            print_beginning(news, int(live * said.part))


if __name__ == "__main__":
    main()
