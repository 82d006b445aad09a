"""Misses: the stored articles that topics came near to telling, by what these lacked."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from newswatch.model import Article, Source, StoryId, Topic, TopicId
from newswatch.ports import Deadline, Store
from newswatch.posts import Lack
from newswatch.query import Query, TopicIndex
from newswatch.query.printing import canonical
from newswatch.query.relaxing import relaxations
from newswatch.usecases.day import Day, Sieve
from newswatch.usecases.week import Week

DAYS = 14
NEWEST = 5
CLAUSES = 20
"""Of a query, the first ones: each is a query of its own that is looked for. Hardly any query has more."""


@dataclass(frozen=True, slots=True)
class Missed:
    """The articles that lacked the same."""

    lack: Lack
    clause: str
    """The clause that did not hold, printed; empty for another lack."""
    articles: int
    newest: tuple[tuple[datetime, Article], ...]
    """At most 5 of them, the newest first, each with its time."""


@dataclass(frozen=True, slots=True)
class Misses:
    """What was found for each topic."""

    of: Mapping[TopicId, tuple[Missed, ...]]
    """What the fewest articles lacked comes first: these have in common with the topic what is rare."""
    read: int
    """How many articles were looked at."""
    complete: bool
    """False when time ran out: the oldest days were not looked at."""


def nearest_misses(
    store: Store,
    topics: Sequence[tuple[Topic, Query]],
    now: datetime,
    deadline: Deadline,
    *,
    days: int = DAYS,
) -> Misses:
    """Return the articles of the last days that lacked one thing to be told, read once for all topics.

    One thing is a clause of the query (see ``query.relaxing``); or, where the whole query holds, that the
    topic listens to other sources, by what brought an article first, or waits for more outlets.

    Args:
        store: the store.
        topics: topics, each with its query, saved sets resolved.
        now: the end of these days.
        deadline: how long it may take; what is found until then is returned.
        days: how many.
    """
    week = Week(store, now, deadline, days=days)
    index = TopicIndex()
    tallies = [_Tally(store, topic, query, index, n) for n, (topic, query) in enumerate(topics)]
    read = 0
    for at, day, n in week.places():
        read += 1
        if not any(tally.may_miss(day, n) for tally in tallies):
            continue
        article = day[n]
        source = week.source(article)
        held = {match.topic_id for match in index.match(article, source)}
        for tally in tallies:
            tally.look(at, article, source, held)
    return Misses({tally.topic.id: tally.result() for tally in tallies}, read, week.complete)


class _Tally:
    """What one topic has missed so far."""

    def __init__(self, store: Store, topic: Topic, query: Query, index: TopicIndex, number: int) -> None:
        """File a query in an index, and beside it what is left of it without each clause."""
        self._store, self.topic, self._id = store, topic, TopicId(f"{number}")
        index.put(self._id, query)
        self._sieves = [Sieve(query)]
        self._clauses: dict[TopicId, str] = {}
        for n, (clause, rest) in enumerate(islice(relaxations(query.root), CLAUSES)):
            relaxed = Query(query.typed, rest, canonical(rest))
            self._sieves.append(Sieve(relaxed))
            self._clauses[TopicId(f"{number}/{n}")] = canonical(clause)
            index.put(TopicId(f"{number}/{n}"), relaxed)
        self._found: dict[tuple[Lack, str], _Some] = {}
        self._told: dict[StoryId, bool] = {}

    def may_miss(self, day: Day, at: int) -> bool:
        """Return whether the article at this place of a day may be one to look at."""
        return any(sieve.lets(day, at) for sieve in self._sieves)

    def look(self, at: datetime, article: Article, source: Source | None, held: AbstractSet[TopicId]) -> None:
        """Note an article, given which of the queries have held for it."""
        sources = self.topic.sources
        is_heard = sources.admits(source) if source else not (sources.ids or sources.tags)
        if self._id in held:
            if not is_heard:
                self._note(Lack.SOURCE, "", at, article)
            elif self.topic.outlets > 1 and not self._is_told(article.story):
                self._note(Lack.OUTLETS, "", at, article)
        elif is_heard:
            for clause in {clause: None for part, clause in self._clauses.items() if part in held}:
                self._note(Lack.CLAUSE, clause, at, article)

    def result(self) -> tuple[Missed, ...]:
        """Return it."""
        found = [
            Missed(lack, clause, some.articles, tuple(some.newest))
            for (lack, clause), some in self._found.items()
        ]
        return tuple(sorted(found, key=lambda missed: missed.articles))

    def _note(self, lack: Lack, clause: str, at: datetime, article: Article) -> None:
        self._found.setdefault((lack, clause), _Some()).add(at, article)

    def _is_told(self, story: StoryId) -> bool:
        if story not in self._told:
            self._told[story] = bool(self._store.alerts(story, [self.topic.id]))
        return self._told[story]


class _Some:
    """Articles that lacked the same: how many, and the newest."""

    def __init__(self) -> None:
        self.articles = 0
        self.newest: list[tuple[datetime, Article]] = []

    def add(self, at: datetime, article: Article) -> None:
        self.articles += 1
        newest = sorted([*self.newest, (at, article)], key=lambda one: (one[0], one[1].id), reverse=True)
        self.newest = newest[:NEWEST]
