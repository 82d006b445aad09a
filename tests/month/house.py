"""Polls scripted sites for a month: the product's use cases, a queue as SQS is, and what goes wrong."""

import heapq
import logging
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import lru_cache

from fake_store import FakeStore

from month.bodies import ItemwiseParser
from month.clock import VirtualClock, VirtualDeadline, VirtualPool
from month.hub import Hub
from month.log import ALL, Mishap, Month, Saved
from month.people import People
from month.ports import Died, Fate, RandomEntropy, RealParser, RecordingQueues, RecordingStore
from month.scripts import Act, Script, by_name
from month.sites import T0
from month.web import Web, no_network
from newswatch import __version__
from newswatch.errors import NewswatchError
from newswatch.model import Source, SourceId, State
from newswatch.observe import logger
from newswatch.queues import decode_sources
from newswatch.sources import urls
from newswatch.sources.fetch import Fetcher
from newswatch.usecases import collect as collecting
from newswatch.usecases.collect import collect
from newswatch.usecases.dispatch import dispatch
from newswatch.usecases.polls import Collector

TICK = timedelta(minutes=1)
COLLECT_TIMEOUT_S, VISIBILITY_S, RETENTION_S, MOST_RECEIVES = 60, 360, 900, 2
"""As in ``template.yaml``."""
AGENT = f"Newswatch/{__version__} (+https://github.com/newswatch/newswatch)"
TWICE, LATE, CRASH = 0.003, 0.01, 0.003
"""How often a message comes twice or minutes late, and how often the invocation that it was for dies."""
TICK_LOST, TICK_TWICE, TICK_CRASH = 0.005, 0.005, 0.0003
"""How often a tick is lost, comes twice, and how often dispatch dies."""
DEPLOYS_A_DAY = 2


class House:
    """Everything, for one month."""

    def __init__(
        self, scripts: Sequence[Script], acts: Sequence[Act], seed: int, days: float, *, faults: bool = True
    ) -> None:
        self.clock = VirtualClock(T0)
        self._begins, self._ends, self._faults = T0, T0 + timedelta(days=days), faults
        self._rng = random.Random(f"{seed} machinery")
        self._names = {urls.source_id(script.url): script.name for script in scripts}
        self.scripts, self._acts = by_name(scripts), acts
        self._events: list[tuple[datetime, int, Callable[[], None]]] = []
        self._count = 0
        self._mishaps: list[Mishap] = []
        self._errors: list[str] = []
        self._dead = 0
        self.fate = Fate(random.Random(f"{seed} fate"))
        self.table = FakeStore()
        self.store = RecordingStore(self.table, self.clock, self.fate, self._names)
        self.parser = ItemwiseParser(RealParser())
        self.web = Web(scripts, self.clock, self.parser)
        self.entropy = RandomEntropy(random.Random(f"{seed} entropy"))
        self.people = People(self)
        self.hub = Hub(self)
        self.web.posted = self.hub.asked
        self.queues = RecordingQueues(self.clock, self.fate, self._names, self._sent, self.people.told)
        self.collector = self._deployed()

    def run(self, progress: Callable[[float], None] = lambda _: None) -> Month:
        """Let the month pass; return what is on record of it."""
        for act in self._acts:
            self.at(act.at, lambda act=act: self.person(self.scripts[act.feed], act.verb))  # type: ignore[misc]
        self.at(self._begins, lambda: self._tick(1))
        with no_network(self.web), _in_order(self.clock), _silent():
            while self._events and self._events[0][0] < self._ends:
                at, _, happen = heapq.heappop(self._events)
                self.clock.at = at
                happen()
                if self._count % 500 == 0:
                    progress((at - self._begins) / (self._ends - self._begins))
        return self._month()

    def at(self, moment: datetime, happen: Callable[[], None]) -> None:
        """Have something happen at a time."""
        self._count += 1
        heapq.heappush(self._events, (moment, self._count, happen))

    def _tick(self, n: int) -> None:
        moment = self.clock.at
        if n % 60 == 0:
            self.parser.forget()
        if n % 1440 == 0:
            self.parser.forget_entries()
        if self.chance(DEPLOYS_A_DAY / 1440):
            self.collector = self._deployed()
        if not self.chance(TICK_LOST):
            for _ in range(2 if self.chance(TICK_TWICE) else 1):
                self.clock.at = moment + timedelta(seconds=self._rng.uniform(0, 3))
                self._invoke([], lambda: dispatch(self.store, self.queues, self.clock, self.entropy))
        self.at(self._begins + n * TICK, lambda: self._tick(n + 1))

    def _sent(self, body: str, delay_s: float) -> None:
        """Take a message for SourceQueue: it comes at least once, mostly soon."""
        sent = self.clock.at
        wait = delay_s + self._rng.uniform(0.05, 1.5)
        if self.chance(LATE):
            wait += self._rng.uniform(60, 480)
            self._happened("late", sent + timedelta(seconds=wait), decode_sources(body).source_ids)
        self._deliver(body, sent, sent + timedelta(seconds=wait), 1)
        if self.chance(TWICE):
            again = sent + timedelta(seconds=wait + self._rng.uniform(0, 120))
            self._happened("twice", again, decode_sources(body).source_ids)
            self._deliver(body, sent, again, 1)

    def _deliver(self, body: str, sent: datetime, at: datetime, received: int) -> None:
        def arrive() -> None:
            if at - sent > timedelta(seconds=RETENTION_S):
                return
            if received > MOST_RECEIVES:
                self._dead += 1
                return
            group = decode_sources(body)
            deadline = VirtualDeadline(self.clock, COLLECT_TIMEOUT_S)
            done = self._invoke(
                group.source_ids, lambda: collect(self.collector, group, deadline, received=received)
            )
            if not deadline.remaining_s():
                self._errors.append(f"{at:%d %H:%M} collect took longer than its timeout")
            if not done:
                self._deliver(body, sent, at + timedelta(seconds=VISIBILITY_S), received + 1)

        self.at(at, arrive)

    def _invoke(self, ids: Sequence[SourceId], work: Callable[[], object]) -> bool:
        """Run an invocation, which may die; return whether it ended well."""
        dies = self.chance(CRASH if ids else TICK_CRASH)
        self.fate.doom(self._rng.randrange(self._rng.choice((4, 12, 60))) if dies else -1)
        try:
            work()
        except Died:
            self._happened("crash", self.clock.at, ids)
            if not ids:
                self._mishaps.append(Mishap(self.clock.at, ALL, "crash"))
            return False
        except NewswatchError as e:
            self._errors.append(f"{self.clock.at:%d %H:%M} {type(e).__name__}: {e}")
            return False
        finally:
            self.fate.doom(-1)
        return True

    def person(self, script: Script, verb: str) -> None:
        """Have somebody do something about a source; who adds one waits for what is found."""
        self.web.person_waits = True
        try:
            self.people.do(script, verb)
        finally:
            self.web.person_waits = False

    def _happened(self, kind: str, at: datetime, ids: Sequence[SourceId]) -> None:
        self._mishaps += [Mishap(at, self._names.get(source_id, ""), kind) for source_id in ids]

    def pinged(self, feed: str) -> None:
        """Note that a feed's hub told of news."""
        self._mishaps.append(Mishap(self.clock.now(), feed, "ping"))

    def chance(self, share: float) -> bool:
        """Return whether something goes wrong that does so often."""
        return self._faults and self._rng.random() < share

    def _deployed(self) -> Collector:
        """Return a collector that remembers nothing."""
        fetcher = Fetcher(AGENT, now=self.clock.now)
        return self.people.collector(fetcher)

    def _month(self) -> Month:
        saved = [
            Saved(
                c.when, self._names.get(c.snapshot.id, ""), c.snapshot.url, c.snapshot.state is State.ACTIVE
            )
            for c in self.table.changes(0)
            if isinstance(c.snapshot, Source)
        ]
        return Month(
            scripts=self.scripts, begins=self._begins, ends=self._ends, asked=self.web.asked,
            bodies=self.web.bodies, handed=self.queues.handed, writes=self.store.writes,
            reads=self.store.reads, saved=saved, told=self.queues.told, acts=self._acts,
            mishaps=self._mishaps, errors=self._errors, dead=self._dead,
        )  # fmt: skip


@contextmanager
def _in_order(clock: VirtualClock) -> Iterator[None]:
    """Have hosts polled one after the other, side by side on the clock alone, addresses worked out once."""
    before = collecting.ThreadPoolExecutor, urls.canonical
    VirtualPool.clock = clock
    collecting.ThreadPoolExecutor = VirtualPool  # type: ignore[misc, assignment]
    urls.canonical = lru_cache(maxsize=20_000)(urls.canonical)
    try:
        yield
    finally:
        collecting.ThreadPoolExecutor, urls.canonical = before  # type: ignore[misc]


@contextmanager
def _silent() -> Iterator[None]:
    """Have the product's log say nothing: 150,000 polls are two lines each."""
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(before)
