"""What a poll costs: ``python -m bench.polling``.

Processor time of ``collect`` as it runs in Lambda: a group of 40 sources on 40 hosts over 10 threads,
the real fetch layer, the bounded parser with its process counted, the store and queues in memory. Beside it,
in turns: a bare ``requests.get`` of the same addresses with the same condition, and feedparser alone on the
same bytes. A server in a process of its own answers all of them, gzip on, TLS off.

What a poll reads and writes in the table is counted in units by the simulation's DynamoDB in memory, from the
calls that the real store makes.
"""

import gzip
import io
import logging
import multiprocessing
import resource
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.connection import Connection
from typing import Any, ClassVar

import feedparser
import requests
from fakes import CountingEntropy, FakeQueues, FakeRobots, FakeStore, FixedDeadline, FrozenClock
from simulation.aws.capacity import Units
from simulation.aws.dynamodb import MemoryDynamo
from stores import create_table

from newswatch.model import Source, SourceGroup, UserId
from newswatch.observe import logger
from newswatch.parsing.bounded import BoundedParser
from newswatch.ports import Fetched, Store
from newswatch.sources import urls
from newswatch.sources.fetch import Fetcher
from newswatch.storage.store import DynamoStore
from newswatch.usecases.collect import collect
from newswatch.usecases.polls import Collector

SOURCES = 40
"""Of a group: as many as dispatch puts into one message."""
ROUNDS = 6
EVERY_S = 3_900
"""Between two polls, on the collector's clock."""
AGENT = "Newswatch-bench/1 (+https://newswatch.example/)"
TABLE = "bench"
NEWEST = 1_000
"""Number of the entry that is published when the bench begins."""
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Case:
    """A kind of poll."""

    name: str
    path: str
    entries: int
    is_conditional: bool = True


CASES = (
    Case("304", "same/30", 30),
    Case("200, unchanged", "plain/30", 30, is_conditional=False),
    Case("changed, 30 entries", "new/30", 30),
    Case("changed, 100 entries", "new/100", 100),
)


@dataclass
class Cost:
    """Processor time of one poll, in ms."""

    own: float
    parser: float = 0.0
    """Of its process."""

    @property
    def total(self) -> float:
        """Return all of it."""
        return self.own + self.parser


# --- What is served -----------------------------------------------------------------


def feed(entries: int, newest: int) -> bytes:
    """Return a newspaper's RSS 2.0: summaries of two sentences, authors, categories, pictures."""
    items = "".join(item(number) for number in range(newest, newest - entries, -1))
    spaces = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"'
    head = "<title>The Example Times</title><link>https://times.example/</link><language>en-gb</language>"
    return f'<?xml version="1.0"?><rss version="2.0" {spaces}><channel>{head}{items}</channel></rss>'.encode()


def item(number: int) -> str:
    """Return one entry, published two minutes after the one before."""
    at = format_datetime(NOW + timedelta(minutes=2 * (number - NEWEST)), usegmt=True)
    link = f"https://times.example/world/2026/03/ministers-meet-in-geneva-{number}"
    summary = (
        f"&lt;p&gt;Ministers of {number} countries met in Geneva on Monday to speak about what nobody "
        "had expected them to speak about.&lt;/p&gt; &lt;p&gt;They parted after an hour, and said that they "
        f'would meet again &amp;amp; again. &lt;a href="{link}"&gt;Continue reading&lt;/a&gt;&lt;/p&gt;'
    )
    return (
        f"<item><title>Ministers meet in Geneva for the {number}th time &amp;amp; part</title>"
        f"<link>{link}</link><description>{summary}</description><category>World</category><category>Diplomacy</category>"
        f'<dc:creator>Ann Author</dc:creator><pubDate>{at}</pubDate><guid isPermaLink="false">{link}</guid>'
        f'<media:content url="https://i.times.example/{number}.jpg" medium="image" width="460"/></item>'
    )


class Handler(BaseHTTPRequestHandler):
    """``/same/30/…`` has an ETag, ``/plain/30/…`` none, ``/new/30/…`` another entry each time."""

    protocol_version = "HTTP/1.1"
    asked: ClassVar[defaultdict[str, int]] = defaultdict(int)

    def do_GET(self) -> None:
        """Answer."""
        _, kind, entries, *_ = self.path.split("/")
        newest = NEWEST
        if kind == "new":
            self.asked[self.path] += 1
            newest += self.asked[self.path]
        etag = f'"{kind}-{newest}"'
        if kind != "plain" and self.headers.get("If-None-Match") == etag:
            self.send_response(304)
            self.send_header("ETag", etag)
            self.end_headers()
            return
        body = gzip.compress(feed(int(entries), newest), 6)
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        if kind != "plain":
            self.send_header("ETag", etag)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def serve(told: Connection) -> None:
    """Serve until killed; tell the port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    told.send(server.server_address[1])
    server.serve_forever()


# --- Who polls ------------------------------------------------------------------------


def sources(case: Case, port: int) -> list[Source]:
    """Return a group's sources, each on a host of its own."""
    addresses = [f"http://site{n}.example:{port}/{case.path}/{n}" for n in range(SOURCES)]
    return [Source(urls.source_id(url), url, url, UserId("U1"), 3780) for url in addresses]


def collector(store: Store, port: int, parser: BoundedParser) -> Collector:
    """Return what collect works with; every host is at the local server."""
    fetcher = Fetcher(
        AGENT,
        private_hosts={f"site{n}.example:{port}" for n in range(SOURCES)},
        resolve=lambda *_: ["127.0.0.1"],
    )
    return Collector(
        store=store, queues=FakeQueues(), fetcher=fetcher, parser=parser, robots=FakeRobots(),
        secrets=NoSecrets(), clock=FrozenClock(NOW), entropy=CountingEntropy(), wait=lambda _: None,
    )  # fmt: skip


class NoSecrets:
    """``ports.SecretHeaders``: no source has one."""

    def of(self, source: Source) -> Any:
        """Implement ``SecretHeaders``."""
        raise AssertionError(source)


def ready(case: Case, store: Store, port: int, parser: BoundedParser) -> Callable[[], None]:
    """Add a group's sources, have their baselines read, and return what polls them once more."""
    added = sources(case, port)
    for source in added:
        store.save_source(source, source.owner, NOW, "add")
    c, ids = collector(store, port, parser), tuple(source.id for source in added)

    def poll() -> None:
        queues, clock = c.queues, c.clock
        assert isinstance(queues, FakeQueues)
        assert isinstance(clock, FrozenClock)
        queues.entries.clear()
        clock.advance(seconds=EVERY_S)
        collect(c, SourceGroup(ids, (clock.now(),) * SOURCES), FixedDeadline())
        if queues.sources:
            sys.exit(f"{case.name}: {len(queues.sources)} sources were not polled.")

    poll()
    poll()  # the second is conditional for the first time, and its interval is settled after it
    return poll


def children_ms() -> float:
    """Return the processor time of processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (used.ru_utime + used.ru_stime) * 1000


def cpu_ms(work: Callable[[], object]) -> float:
    """Return the processor time of all threads of this process."""
    begun = time.process_time()
    work()
    return (time.process_time() - begun) * 1000


def ours(case: Case, port: int) -> Callable[[int], Cost]:
    """Return what polls a group so many times, and tells what one poll cost."""

    def measured(rounds: int) -> Cost:
        before = children_ms()
        parser = BoundedParser()
        parser.start()
        poll = ready(case, FakeStore(), port, parser)
        own = [cpu_ms(poll) / SOURCES for _ in range(rounds)]
        parser.close()
        return Cost(statistics.median(own), children_ms() - before)

    def of_one(rounds: int) -> Cost:
        # What the process takes to start and to read the baselines is in both.
        idle, busy = measured(1), measured(rounds + 1)
        return Cost(busy.own, max(busy.parser - idle.parser, 0.0) / (rounds * SOURCES))

    return of_one


def bare(case: Case, port: int) -> Callable[[], float]:
    """Return what gets a group's addresses once by requests, and tells the milliseconds of one."""
    addresses = [f"http://127.0.0.1:{port}/{case.path}/bare{n}" for n in range(SOURCES)]
    etags = {url: requests.get(url, timeout=10).headers.get("ETag", "") for url in addresses}

    def get() -> None:
        for url in addresses:
            sent = {"If-None-Match": etags[url]} if etags[url] else {}
            answer = requests.get(url, headers=sent, timeout=10)
            etags[url] = answer.headers.get("ETag", "")
            assert answer.content or answer.status_code == 304

    return lambda: cpu_ms(get) / SOURCES


def parsing(case: Case) -> Callable[[], float]:
    """Return what has feedparser read a group's bodies once, and tells the milliseconds of one."""
    bodies = [feed(case.entries, NEWEST + n) for n in range(SOURCES)]
    headers = {"content-type": "application/rss+xml; charset=utf-8"}

    def parse() -> None:
        for body in bodies:
            assert len(feedparser.parse(io.BytesIO(body), response_headers=headers).entries) == case.entries

    return lambda: cpu_ms(parse) / SOURCES


# --- What the table is asked ----------------------------------------------------------


def units(case: Case, port: int) -> tuple[Units, int]:
    """Return the read and write units of one poll, and how many calls the store made for a group."""
    clock = FrozenClock(NOW)
    dynamo = MemoryDynamo(clock.now)
    create_table(dynamo, TABLE)
    client: Any = Counted(dynamo)
    store = DynamoStore(TABLE, "main", retrying=client, once=client, article_retention_days=30)
    parser = BoundedParser()
    try:
        poll = ready(case, store, port, parser)
        before = Units(dynamo.consumed.read, dynamo.consumed.write)
        client.calls = 0
        poll()
    finally:
        parser.close()
    spent = dynamo.consumed
    return Units((spent.read - before.read) / SOURCES, (spent.write - before.write) / SOURCES), client.calls


class Counted:
    """A client whose calls are counted."""

    def __init__(self, client: Any) -> None:
        self._client, self.calls = client, 0

    def __getattr__(self, name: str) -> Any:
        self.calls += 1
        return getattr(self._client, name)


# --- The table of figures ---------------------------------------------------------------


def row(case: Case, port: int) -> str:
    """Measure one kind of poll, and return its line."""
    polls, get = ours(case, port), bare(case, port)
    parse = parsing(case) if not case.name.startswith("304") else lambda: 0.0
    get()
    parse()
    gets, parses, costs = [], [], []
    for _ in range(2):
        gets += [get() for _ in range(ROUNDS // 2)]
        parses += [parse() for _ in range(ROUNDS // 2)]
        costs.append(polls(ROUNDS))
    own = statistics.median(cost.own for cost in costs)
    child = statistics.median(cost.parser for cost in costs)
    got, parsed = statistics.median(gets), statistics.median(parses)
    used, calls = units(case, port)
    return (
        f"| {case.name} | {own + child:.2f} ms | {own:.2f} ms | {child:.2f} ms | {got:.2f} ms | "
        f"{f'{parsed:.2f} ms' if parsed else '–'} | {(own + child) / (got + parsed):.2f} | "
        f"{used.read:.2f} | {used.write:.2f} | {calls} |"
    )


def start_ms() -> float:
    """Return the processor time that starting the parser's process takes, a feed of one entry included."""
    before = children_ms()
    parser = BoundedParser()
    parser.feed(Fetched("https://times.example/feed", {}, feed(1, NEWEST)))
    parser.close()
    return children_ms() - before


def main(cases: Sequence[Case] = CASES) -> None:
    """Measure, and print the table of docs/performance.md."""
    logging.disable(logging.CRITICAL)
    logger.setLevel(logging.CRITICAL)
    here, there = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=serve, args=(there,), daemon=True)
    server.start()
    try:
        port = here.recv()
        print(f"{SOURCES} sources in a group, {ROUNDS} rounds twice, in turn; processor time of one poll")
        print("| poll | Newswatch | of it collect | of it the parser's process | bare GET | feedparser "
              "| × GET and feedparser | read units | write units | calls a group |")  # fmt: skip
        print("|---|---|---|---|---|---|---|---|---|---|")
        for case in cases:
            print(row(case, port), flush=True)
        print(f"The parser's process takes {start_ms():.0f} ms to start, once in 500 feeds.")
        sizes = [f"{len(feed(entries, NEWEST)) / 1000:.0f} kB" for entries in (30, 100)]
        print(f"A feed of 30 entries has {sizes[0]}, one of 100 {sizes[1]}.")
    finally:
        server.kill()
        server.join()


if __name__ == "__main__":
    main()
