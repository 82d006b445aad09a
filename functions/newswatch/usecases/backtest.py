"""Backtest: what a query would have brought in the last 7 days."""

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime, timedelta

from newswatch.model import Article, SourceFilter, StoryId, TopicId
from newswatch.ports import Deadline, Store
from newswatch.query import Query, TopicIndex
from newswatch.query.alternatives import alternatives
from newswatch.query.prefilter import Prefilter, fold
from newswatch.query.syntax import looks_at_source
from newswatch.usecases.findings import Backtest
from newswatch.usecases.week import DAYS, Week

NEWEST = 5
KEPT = 100
"""Stories whose articles are held at a time, so that a query that holds for all does not fill memory."""


def backtest(
    store: Store,
    queries: Sequence[Query],
    now: datetime,
    deadline: Deadline,
    sources: SourceFilter = SourceFilter(),  # noqa: B008 - frozen
) -> list[Backtest]:
    """Return what each of these queries would have brought, reading the articles once for all.

    Args:
        store: the store.
        queries: the queries.
        now: the end of the 7 days.
        deadline: how long it may take; what is found until then is returned.
        sources: which sources count, by what brought an article first.
    """
    week = Week(store, now, deadline, sources)
    index = TopicIndex()
    tallies = [_Tally(query, index, n) for n, query in enumerate(queries)]
    asks_for_source = any(looks_at_source(query.root) for query in queries)
    read = 0
    for at, article in week.articles():
        read += 1
        text = fold(article.title, article.text)
        if not any(tally.prefilter.may_hold(text) for tally in tallies):
            continue
        source = week.source(article) if asks_for_source else None
        held = {match.topic_id for match in index.match(article, source)}
        for tally in tallies:
            tally.look(at, article, held)
    return [tally.result(week, read) for tally in tallies]


class _Tally:
    """What one query has brought so far."""

    def __init__(self, query: Query, index: TopicIndex, number: int) -> None:
        """File a query in an index, and its alternatives beside it."""
        self.query, self.prefilter, self._id = query, Prefilter(query), TopicId(f"{number}")
        self.articles = 0
        self.first: dict[StoryId, datetime] = {}
        """When each story would have been told."""
        self.newest: dict[StoryId, tuple[datetime, Article]] = {}
        """The newest article of the newest stories, and of some more."""
        self.by_word: dict[str, set[StoryId]] = {}
        index.put(self._id, query)
        self.alternatives: dict[str, TopicId] = {}
        for n, (word, part) in enumerate(alternatives(query.root).items()):
            self.alternatives[word] = TopicId(f"{number}/{n}")
            index.put(self.alternatives[word], Query(word, part, word))

    def look(self, at: datetime, article: Article, held: AbstractSet[TopicId]) -> None:
        """Count an article, if the query is among what has held for it."""
        if self._id not in held:
            return
        story = article.story
        self.articles += 1
        self.first[story] = min(at, self.first.get(story, at))
        for word, part in self.alternatives.items():
            if part in held:
                self.by_word.setdefault(word, set()).add(story)
        if story not in self.newest or self.newest[story][0] < at:
            self.newest[story] = at, article
        if len(self.newest) > KEPT:
            self.newest = dict(self._shown())

    def result(self, week: Week, read: int) -> Backtest:
        """Return it."""
        ago = Counter((week.until - at) // timedelta(days=1) for at in self.first.values())
        counts = {word: len(self.by_word.get(word, ())) for word in self.alternatives}
        noisiest = max(counts.items(), key=lambda item: item[1], default=None)
        return Backtest(
            query=self.query.canonical,
            until=week.until,
            days=tuple(ago[day] for day in reversed(range(DAYS))),
            stories=len(self.first),
            articles=self.articles,
            read=read,
            newest=tuple(article for _, (_, article) in self._shown()),
            noisiest=noisiest if noisiest and noisiest[1] else None,
            complete=week.complete,
        )

    def _shown(self) -> list[tuple[StoryId, tuple[datetime, Article]]]:
        """Return the newest stories, newest first."""
        return sorted(self.newest.items(), key=lambda item: (item[1][0], item[0]), reverse=True)[:NEWEST]
