"""Articles that are made, and processes of ``match`` that work them off on one table at the same time.

60 articles of 100 are of stories that one outlet carries, 15 are trimmed copies, the rest tell the same
in other words; a story's later articles come within hours. What a minute brings is there at its end,
as polls bring it, and is taken by as many processes as there are, each of which reads pages for 0.6 s on
average and waits 5 ms for each answer of the table. They take turns by a clock of their own: between what
one reads and what it writes, others write, as in Lambda. The store is the real one, over the simulation's
DynamoDB in memory, which counts units by call.

The words of articles are those of the matching benchmark (NEWSWATCH_PEERS).
"""

import copy
import random
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from heapq import heappop, heappush
from itertools import count, islice
from typing import Any

from builders import ALICE, channel_settings, source, topic
from fakes import CountingEntropy, FakeFetcher, FakeMessenger, FakeQueues, FakeRobots, FixedDeadline
from simulation.aws.capacity import Units
from simulation.aws.dynamodb import MemoryDynamo
from stores import create_table

from bench.matching import material
from newswatch.model import WORKSPACE, ChannelId, Entry, EntryGroup
from newswatch.storage.store import DynamoStore
from newswatch.usecases.catalog import Catalog
from newswatch.usecases.match import Matcher, match
from newswatch.usecases.notify import notify
from newswatch.usecases.rates import Rates
from newswatch.usecases.stories import Stories
from newswatch.usecases.turn import Notifier

TABLE = "bench"
BEGINS = datetime(2026, 3, 2, tzinfo=UTC)
READING_S, ANSWER_S = (0.2, 1.0), 0.005
CHANNELS = tuple(ChannelId(f"C{number}") for number in range(4))
OUTLETS, WATCHED = 80, 24
"""Outlets, and topics: of these the first three wait for three outlets."""
LOG, ROWS, POSTS, TOLD, REST = "log", "coverage rows", "posts", "read by notify", "rest"
PARTS = {
    "decisions": LOG, "decisions_since": LOG, "decide": LOG, "cover": ROWS, "coverage": ROWS, "alerts": ROWS,
    "article": ROWS, "refresh_posts": POSTS,
}  # fmt: skip
"""What of the store match calls for stories' sake; nothing else there calls ``article`` here."""


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
        names = [f"{'bdfgklmnprstvz'[told.story % 14]}ax{told.story}q{at}" for at in range(12)]
        rng = random.Random(f"{told.story} {told.n}")
        headline = rng.choices(self._headlines, k=rng.randint(4, 8))
        headline += rng.sample(names[:4], 3) + (
            [f"watched{told.story // 8 % WATCHED}x"] * (told.story % 8 == 0)
        )
        rng.shuffle(headline)
        words = rng.choices(self._texts, k=rng.randint(100, 700))
        for at in range(0, min(len(words), 200), 8):
            words[at] = rng.choice(names)
        paragraphs = [" ".join(words[at : at + 40]) for at in range(0, len(words), 40)]
        return " ".join(headline), "\n\n".join(paragraphs)


def address(told: Told) -> str:
    """Return an article's: no outlet carries a story twice."""
    return f"https://{outlet(told)}/world/{told.story}/{told.n}-and-what-it-says"


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
    most: float = 0.0
    """Read units of one article, for stories' sake."""
    last: float = 0.0
    """Those of the last one."""

    def clear(self) -> None:
        """Begin anew."""
        self.spent.clear()
        self.conflicts, self.most, self.last = 0, 0.0, 0.0

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
    """The table, processes of match, and one of notify.

    Attributes:
        coming: the articles that are next.
    """

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
        # What an alert costs is told by messages of their own.
        told.save_settings(channel_settings(channel=WORKSPACE, cap=0), ALICE, BEGINS, "add")
        for number in range(WATCHED):
            wants = {
                "query": f"watched{number}x", "destinations": (CHANNELS[number % len(CHANNELS)],),
                "created_at": BEGINS, "outlets": 3 if number < 3 else 1, "cap_per_day": 0,
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
            process.account.clear()
        self.notifying.clear()
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
        process.account.last = process.account.reads() - before
        process.account.most = max(process.account.most, process.account.last)

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
