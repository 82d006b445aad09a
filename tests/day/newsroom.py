"""The day in the real use cases: ``match`` and ``notify`` over one store, by several workers at once."""

import heapq
import itertools
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html import escape
from random import Random
from typing import Any

from builders import ALICE, channel_settings, source, topic
from fakes import (
    CountingEntropy,
    FakeFetcher,
    FakeMessenger,
    FakeQueues,
    FakeRobots,
    FakeStore,
    FixedDeadline,
)
from fakes import FrozenClock as Clock

from day.arrival import Delivery
from day.news import Day
from day.outlets import Outlet
from day.telling import Article
from day.topics import Watched
from day.turns import SharedStore, Turns
from newswatch.errors import NewswatchError
from newswatch.model import WORKSPACE, ChannelId, Entry, EntryGroup, Source
from newswatch.usecases.catalog import Catalog
from newswatch.usecases.match import Matcher, match
from newswatch.usecases.notify import notify
from newswatch.usecases.rates import Rates
from newswatch.usecases.stories import Stories
from newswatch.usecases.turn import Notifier

WORKERS = 3
"""Who work at the same time, each with stories and a catalog of its own."""
AT_ONCE_MIN = 3
"""What comes within so many minutes is worked off at the same time."""
AGAIN_S = 60
TRIES = 5
"""How often a message is delivered that cannot be worked off."""
WAKES_EVERY_S = 60
"""Channels are woken at full minutes, so that what comes meanwhile is told together."""
REST_MIN = 5
"""Between two looks at what waits in outboxes."""
RESTS_MOST = timedelta(hours=30)
PAGE = """<!doctype html><html lang="en"><head><title>{title}</title>
<meta property="og:site_name" content="{name}"></head>
<body><article><h1>{title}</h1>{text}</article></body></html>"""


@dataclass
class Queue(FakeQueues):
    """Hands over what is due: deliveries of entries and wake-ups of channels, by time."""

    clock: Clock = field(default_factory=Clock)
    due: list[tuple[datetime, int, Any, int]] = field(default_factory=list)
    """When, in which order, what, for which time."""
    numbers: "itertools.count[int]" = field(default_factory=itertools.count)
    awaited: set[tuple[datetime, ChannelId]] = field(default_factory=set)

    def put(self, at: datetime, what: object, received: int = 1) -> None:
        heapq.heappush(self.due, (at, next(self.numbers), what, received))

    def send_entries(self, groups: Sequence[EntryGroup], delay_s: int = 0) -> None:
        for group in groups:
            self.put(self.clock.now() + timedelta(seconds=delay_s + 1), group)

    def wake(
        self, channels: Collection[ChannelId], delay_s: int = 0, *, retry: bool = False, again: bool = False
    ) -> None:
        at = self.clock.now() + timedelta(seconds=delay_s)
        at += _to_next(at, WAKES_EVERY_S)
        for channel in channels:
            if (at, channel) not in self.awaited:
                self.awaited.add((at, channel))
                self.put(at, channel)

    def take(self, until: datetime) -> tuple[object, int] | None:
        """Return what is due by then, and for which time it is delivered."""
        if not self.due or self.due[0][0] > until:
            return None
        at, _, what, received = heapq.heappop(self.due)
        if isinstance(what, str):
            self.awaited.discard((at, ChannelId(what)))
        return what, received


class Newsroom:
    """A workspace on that day."""

    def __init__(self, day: Day, watched: Sequence[Watched], seed: str) -> None:
        """Begin with all sources and topics, and nothing read."""
        self.store, self.clock, self.slack = FakeStore(), Clock(day.articles[0].published), FakeMessenger()
        self.queue, self.fetcher = Queue(clock=self.clock), FakeFetcher()
        self.calls: Counter[str] = Counter()
        """Of the store, by name."""
        self.failed: Counter[str] = Counter()
        """Deliveries that ended in an error, and came again."""
        self._rng = Random(f"{seed} newsroom")
        began = self.clock.now() - timedelta(days=1)
        self.sources = {outlet.host: self._source(n, outlet, began) for n, outlet in enumerate(day.outlets)}
        # All that is told is to be seen by itself: no cap puts any of it together.
        self.store.save_settings(channel_settings(channel=WORKSPACE, cap=0), ALICE, began, "add")
        for one in watched:
            wants = topic(created_at=began, cap_per_day=0, **one.values())
            self.store.save_topic(wants, ALICE, began, "add")
        self._turns = Turns(self._rng)
        self._workers = [self._worker(n) for n in range(WORKERS)]

    def run(self, deliveries: Sequence[Delivery]) -> None:
        """Have all of it arrive, and everything told that is to be told.

        Raises:
            AssertionError: it never comes to rest.
        """
        for delivery in deliveries:
            self.queue.put(delivery.at + _to_next(delivery.at, 60 * AT_ONCE_MIN), delivery)
        while self.queue.due:
            self._work_off(self.queue.due[0][0])
            if not self.queue.due or self.queue.due[0][0] > self.clock.now() + timedelta(minutes=REST_MIN):
                self.queue.wake(self.store.channels_with_outbox(self.clock.now()))
        until = self.clock.now() + RESTS_MOST
        while self._waits():
            assert self.clock.now() < until, "there is always something left to tell"
            self.queue.wake(self.store.channels_with_outbox(self.clock.now()))
            self._work_off(self.clock.now() + timedelta(minutes=REST_MIN))

    def _waits(self) -> bool:
        return bool(self.store._rows or self.queue.due)

    def _work_off(self, until: datetime) -> None:
        """Let time go by until then, and all workers work off what is due."""
        self.clock.at = max(self.clock.at, until)

        def works(n: int) -> Callable[[], None]:
            def work() -> None:
                while taken := self.queue.take(until):
                    self._work(n, *taken)

            return work

        self._turns.run([works(n) for n in range(WORKERS)])

    def _work(self, n: int, what: object, received: int) -> None:
        matcher, notifier = self._workers[n]
        try:
            match what:
                case Delivery():
                    match_(matcher, self._group(what), received)
                case EntryGroup():
                    match_(matcher, what, received)
                case _:
                    notify(notifier, ChannelId(str(what)), FixedDeadline())
        except NewswatchError as e:
            self.failed[type(e).__name__] += 1
            if received >= TRIES:
                raise
            self.queue.put(self.clock.now() + timedelta(seconds=AGAIN_S), what, received + 1)

    def _worker(self, n: int) -> tuple[Matcher, Notifier]:
        store: Any = SharedStore(self.store, self._turns, n, self.calls)
        stories, catalog = Stories(store, self.clock), Catalog(store, self.clock)
        matcher = Matcher(
            store, self.queue, self.fetcher, self.clock, catalog, FakeRobots(), stories, Rates(store),
            lambda seconds: self.clock.advance(seconds=seconds),
        )  # fmt: skip
        return matcher, Notifier(store, self.queue, self.slack, self.clock, CountingEntropy())

    def _source(self, n: int, outlet: Outlet, began: datetime) -> Source:
        # Of the feeds that carry a sentence, every other one is known to have pages that cannot be read.
        kept = source(
            n + 1,
            url=f"https://{outlet.host}/feed",
            name=outlet.name,
            tags=("agency",) if outlet.agency else ("paper",),
            full_text=not (outlet.summaries and n % 2),
        )
        saved = self.store.save_source(kept, ALICE, began, "add").snapshot
        assert isinstance(saved, Source)
        return saved

    def _group(self, delivery: Delivery) -> EntryGroup:
        """Return the entries as ``collect`` sends them on; from then on their pages say what they say."""
        outlet, now = delivery.outlet, self.clock.now()
        if not outlet.summaries:
            self.fetcher.pages |= {article.url: _page(article) for article in delivery.articles}
        return EntryGroup(
            self.sources[outlet.host].id,
            tuple(_entry(article, changed=delivery.changed) for article in delivery.articles),
            changed_at=delivery.at if delivery.changed else None,
            found_at=None if delivery.changed else min(delivery.at, now),
        )


def _to_next(at: datetime, every_s: int) -> timedelta:
    return timedelta(seconds=-at.timestamp() % every_s)


def match_(matcher: Matcher, group: EntryGroup, received: int) -> None:
    match(matcher, group, FixedDeadline(), received=received)


def _entry(article: Article, *, changed: bool) -> Entry:
    first = article.text.split("\n\n")[0]
    return Entry(
        id=article.url,
        url=article.url,
        title=article.title,
        summary=article.text if article.outlet.summaries else first,
        published=None if changed else article.published,
        updated=article.published if changed else None,
    )


def _page(article: Article) -> bytes:
    text = "".join(f"<p>{escape(one)}</p>" for one in article.text.split("\n\n"))
    return PAGE.format(title=escape(article.title), name=escape(article.outlet.name), text=text).encode()
