"""Backtest: what a query would have brought in the last 7 days."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from newswatch.model import Article, SourceFilter, StoryId
from newswatch.ports import Deadline, Store
from newswatch.query import Query
from newswatch.query.evaluation import Words, evidence
from newswatch.query.prefilter import Prefilter, fold
from newswatch.query.printing import canonical
from newswatch.query.syntax import And, Node, Not, Or, SetRef, looks_at_source
from newswatch.stories import story_of
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
    tallies = [_Tally(query) for query in queries]
    asks_for_source = any(looks_at_source(query.root) for query in queries)
    read = 0
    for at, article in week.articles():
        read += 1
        text = fold(article.title, article.text)
        words: Words | None = None
        for tally in tallies:
            if tally.prefilter.may_hold(text):
                words = words or Words(article, week.source(article) if asks_for_source else None)
                tally.look(at, article, words)
    return [tally.result(week, read) for tally in tallies]


@dataclass(slots=True)
class _Tally:
    """What one query has brought so far."""

    query: Query
    articles: int = 0
    first: dict[StoryId, datetime] = field(default_factory=dict)
    """When each story would have been told."""
    newest: dict[StoryId, tuple[datetime, Article]] = field(default_factory=dict)
    """The newest article of the newest stories, and of some more."""
    by_word: dict[str, set[StoryId]] = field(default_factory=dict)
    prefilter: Prefilter = field(init=False)
    alternatives: dict[str, Node] = field(init=False)

    def __post_init__(self) -> None:
        self.prefilter = Prefilter(self.query)
        self.alternatives = {canonical(leaf): leaf for leaf in _alternatives(self.query.root)}

    def look(self, at: datetime, article: Article, words: Words) -> None:
        """Count an article, if the query holds for it."""
        if evidence(self.query.root, words) is None:
            return
        story = story_of(article)
        self.articles += 1
        self.first[story] = min(at, self.first.get(story, at))
        for word, leaf in self.alternatives.items():
            if evidence(leaf, words) is not None:
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


def _alternatives(node: Node) -> Iterator[Node]:
    """Yield the parts of which one is enough, in the order in which they are written."""
    match node:
        case Or():
            for child in node.children:
                if isinstance(child, And | Not):
                    yield from _alternatives(child)
                else:
                    yield child
        case And():
            for child in node.children:
                yield from _alternatives(child)
        case SetRef() if node.child is not None:
            yield from _alternatives(node.child)
