"""A day hour by hour, or by samples of it: each hour is brought through the functions whole.

Hours stand for what of their quarter of the day was left out, too; in what articles bring about, by how many
are published then. Before each hour ten minutes go by that do not count, in which processes are begun.
"""

import multiprocessing
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from day.news import BEGINS, Day, make_day
from day.telling import Article
from simulation.aws.dynamodb import MemoryDynamo
from stores import create_table

from bench.cost import before, hubs
from bench.cost.bill import empty_polls
from bench.cost.house import House, Log
from bench.cost.persons import Persons
from bench.cost.sites import Site, sites
from bench.cost.storage import kept_bytes

HOUR = timedelta(hours=1)
FIRST = timedelta(minutes=10)
QUARTERS = ((1, 7), (7, 13), (13, 19), (19, 25))
BY_ARTICLE = frozenset({"MatchFunction", "NotifyFunction"})
A_STORY = 4.05
"""Articles of a story, with what outlets publish every day."""


@dataclass
class Sampled:
    """What one hour used."""

    hour: int
    accounts: Mapping[str, Counter[str]]
    log: Log
    polls: Mapping[str, int]
    """Empty long polls, by queue."""
    web: Mapping[str, int]
    slack_calls: Mapping[str, int]
    stays: float
    expiring: float
    articles: int
    """Published in the hour."""
    share: float = 1
    """How often it stands for itself, by time."""
    share_of_articles: float = 1
    """And by what was published."""
    deeds: int = 0
    refused: Sequence[str] = field(default_factory=tuple)

    def weight(self, function: str) -> float:
        """Return how often this hour stands for what a function did in it."""
        return self.share_of_articles if function in BY_ARTICLE else self.share


@dataclass(frozen=True)
class World:
    """What all hours have in common; processes that are forked share it."""

    day: Day
    sites: list[Site]
    table: MemoryDynamo
    keys: frozenset[tuple[str, str]]
    topics: int
    seed: int


def world(sources: int, articles: int, topics: int, seed: int) -> World:
    """Return a day of news, its sites, and a table as it is after a week."""
    news = make_day(seed, max(20, round(articles / A_STORY)))
    table = MemoryDynamo(lambda: BEGINS, remembered=10)
    create_table(table, before.TABLE)
    store = before.store_of(table)
    before.ask(store, news, topics, seed, BEGINS)
    before.recall(store, table, articles, seed, BEGINS)
    keys = frozenset((item["pk"]["S"], item["sk"]["S"]) for item in table.items())
    return World(news, sites(news.articles, sources, BEGINS, seed), table, keys, topics, seed)


def hour(w: World, at: int) -> Sampled:
    """Bring one hour through."""
    begins = BEGINS + at * HOUR
    house = House(w.sites, begins - FIRST, w.seed, w.table)
    w.table._now = house.lap.now  # noqa: SLF001 - the table was made before there was a clock
    store = before.store_of(w.table)
    watched = before.watch(store, w.sites, house.begins)
    for site, source in zip(w.sites, watched, strict=True):
        if site.hub:
            held = before.subscribed(site, source, house.begins)
            hubs.tell(house, site, f"/hook/{source.id}/{held.token}", held.secret)
    old = w.keys | {(item["pk"]["S"], item["sk"]["S"]) for item in w.table.items()}
    persons = Persons(house, w.topics, w.seed)
    with house.running():
        house.begin_stories()
        house.at(house.begins, house.tick)
        persons.plan()
        house.run(begins)
        house.aws.accounts.clear()
        house.log = Log()
        house.web.counts.clear()
        house.chat.workspace.calls.clear()
        house.run(begins + HOUR)
    added = (item for item in w.table.items() if (item["pk"]["S"], item["sk"]["S"]) not in old)
    stays, expiring = kept_bytes(added, house.lap.at)
    arrived = {
        queue: [(moment - begins).total_seconds() for moment in house.log.sent.get(queue, ())]
        for queue in house.mapped
    }
    return Sampled(
        hour=at,
        accounts={name: Counter(account) for name, account in house.aws.accounts.items()},
        log=house.log,
        polls={queue: empty_polls(times, HOUR.total_seconds()) for queue, times in arrived.items()},
        web=dict(house.web.counts),
        slack_calls=Counter(call.method for call in house.chat.workspace.calls.all()),
        stays=stays,
        expiring=expiring,
        articles=_published(w.day.articles, begins, begins + HOUR),
        deeds=persons.done,
        refused=tuple(persons.refused),
    )


def _published(articles: Sequence[Article], since: datetime, until: datetime) -> int:
    # The last quarter goes on into the next night, which is as this one was.
    day = timedelta(days=1)
    return sum(since <= each.published < until or since <= each.published + day < until for each in articles)


def sampled(w: World, hours: Sequence[int], tell: Callable[[str], None]) -> list[Sampled]:
    """Bring these hours through, two at a time."""
    found = []
    _shared.append(w)  # forked processes find it there: to send it would take longer than an hour does
    with multiprocessing.get_context("fork").Pool(2, maxtasksperchild=1) as pool:
        for one in pool.imap(_forked, hours, chunksize=1):
            tell(f"{one.hour:02d}:00, {one.articles} articles")
            found.append(one)
    return [_shared_out(w, one, found) for one in found]


def _shared_out(w: World, one: Sampled, hours: Sequence[Sampled]) -> Sampled:
    """Return an hour with how much of its quarter it stands for, beside others."""
    quarter = _quarter(one.hour)
    beside = [each for each in hours if _quarter(each.hour) == quarter]
    first, last = quarter
    of_quarter = _published(w.day.articles, BEGINS + first * HOUR, BEGINS + last * HOUR)
    share, published = (last - first) / len(beside), sum(each.articles for each in beside)
    return replace(one, share=share, share_of_articles=of_quarter / published if published else share)


def _quarter(hour: int) -> tuple[int, int]:
    return next(q for q in QUARTERS if q[0] <= (hour or 24) < q[1])


def _forked(at: int) -> Sampled:
    return hour(_shared[-1], at)


_shared: list[World] = []
