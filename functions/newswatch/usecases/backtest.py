"""Backtest: what a query would have brought in the last 7 days, and what an edit makes of that."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from newswatch.delivery.excerpt import excerpt
from newswatch.model import Article, Field, SourceFilter, StoryId, TopicId
from newswatch.ports import Deadline, Store
from newswatch.query import Query, TopicIndex
from newswatch.query.alternatives import alternatives
from newswatch.query.index import holds
from newswatch.query.syntax import looks_at_source
from newswatch.usecases.day import Sieve
from newswatch.usecases.findings import Backtest, Caught, Comparison
from newswatch.usecases.week import DAYS, Week

NEWEST = 5
KEPT = 100
"""Stories whose articles are held at a time, so that a query that holds for all does not fill memory."""
EXCERPT_CHARS = 160
"""A line or two on a laptop: there are five of them."""
DIFFERENT = 1_000
"""The same, of stories that only one of two queries has brought so far: the other may bring them yet."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is tried: a query, and which sources count for it, by what brought an article first."""

    query: Query
    sources: SourceFilter = field(default_factory=SourceFilter)


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
    week = Week(store, now, deadline)
    return [tally.result() for tally in _tallied(week, [Wanted(query, sources) for query in queries])]


def compare(
    store: Store,
    old: Wanted,
    new: Wanted,
    now: datetime,
    deadline: Deadline,
    *,
    beside: Sequence[Query] = (),
) -> tuple[Comparison, list[Backtest]]:
    """Return what an edit makes of what would have been brought, reading the articles once.

    A story counts as lost only if no article of it is caught any more, and as gained accordingly.

    Args:
        store: the store.
        old: what was asked for so far.
        new: what is asked for instead.
        now: the end of the 7 days.
        deadline: how long it may take; what is found until then is returned.
        beside: more queries to try, with the sources of the new one.

    Returns:
        The comparison, and what each query of ``beside`` would have brought.
    """
    week = Week(store, now, deadline)
    wanted = [old, new, *(Wanted(query, new.sources) for query in beside)]
    was, is_now, *others = _tallied(week, wanted, differing=True)
    gained, lost = is_now.first.keys() - was.first.keys(), was.first.keys() - is_now.first.keys()
    comparison = Comparison(
        old=was.result(),
        new=is_now.result(),
        gained=len(gained),
        lost=len(lost),
        newly=is_now.shown(is_now.alone, gained),
        no_longer=was.shown(was.alone, lost),
    )
    return comparison, [tally.result() for tally in others]


def _tallied(week: Week, wanted: Sequence[Wanted], *, differing: bool = False) -> list["_Tally"]:
    """Look at all articles, and return what each query has brought.

    Args:
        week: the articles.
        wanted: what is tried.
        differing: have the first two note what the other one does not bring.
    """
    index = TopicIndex()
    tallies = [_Tally(week, each, index, n) for n, each in enumerate(wanted)]
    asks_for_source = any(looks_at_source(each.query.root) for each in wanted)
    for at, day, n in week.places():
        article = day[n]
        heard = [tally for tally in tallies if tally.hears(article)]
        if not any(tally.sieve.lets(day, n) for tally in heard):
            continue
        source = week.source(article) if asks_for_source else None
        held = {match.topic_id for match in index.match(article, source)}
        caught = [tally for tally in heard if tally.look(at, article, held)]
        if differing:
            old, new = tallies[:2]
            for one, other in ((old, new), (new, old)):
                if one in caught:
                    one.note_alone(at, article, other)
    return tallies


_Newest = dict[StoryId, tuple[datetime, Article]]


class _Tally:
    """What one query has brought so far."""

    def __init__(self, week: Week, wanted: Wanted, index: TopicIndex, number: int) -> None:
        """File a query in an index, and its alternatives beside it."""
        self._week, self._wanted = week, wanted
        self.sieve, self._id = Sieve(wanted.query), TopicId(f"{number}")
        self._hears_all = wanted.sources == SourceFilter()
        self.read = self.articles = 0
        self.first: dict[StoryId, datetime] = {}
        """When each story would have been told."""
        self.newest: _Newest = {}
        """The newest article of the newest stories, and of some more."""
        self.alone: _Newest = {}
        """The same of stories that the other query has not brought."""
        self.by_word: dict[str, set[StoryId]] = {}
        index.put(self._id, wanted.query)
        self.alternatives: dict[str, TopicId] = {}
        for n, (word, part) in enumerate(alternatives(wanted.query.root).items()):
            self.alternatives[word] = TopicId(f"{number}/{n}")
            index.put(self.alternatives[word], Query(word, part, word))

    def hears(self, article: Article) -> bool:
        """Return whether an article counts, and count it as read."""
        heard = self._hears_all or self._week.is_admitted(article, self._wanted.sources)
        self.read += heard
        return heard

    def look(self, at: datetime, article: Article, held: AbstractSet[TopicId]) -> bool:
        """Count an article that is heard if the query is among what has held for it; return whether it is."""
        if self._id not in held:
            return False
        story = article.story
        self.articles += 1
        self.first[story] = min(at, self.first.get(story, at))
        for word, part in self.alternatives.items():
            if part in held:
                self.by_word.setdefault(word, set()).add(story)
        _note(self.newest, at, article)
        if len(self.newest) > KEPT:
            self.newest = dict(_newest(self.newest))
        return True

    def note_alone(self, at: datetime, article: Article, other: "_Tally") -> None:
        """Note an article that was counted, if the other query has not brought its story so far."""
        if article.story in other.first:
            return
        _note(self.alone, at, article)
        if len(self.alone) > DIFFERENT:
            left = {story: kept for story, kept in self.alone.items() if story not in other.first}
            self.alone = dict(_newest(left, DIFFERENT // 2))

    def result(self) -> Backtest:
        """Return it."""
        week = self._week
        ago = Counter((week.until - at) // timedelta(days=1) for at in self.first.values())
        counts = {word: len(self.by_word.get(word, ())) for word in self.alternatives}
        noisiest = max(counts.items(), key=lambda item: item[1], default=None)
        return Backtest(
            query=self._wanted.query.canonical,
            until=week.until,
            days=tuple(ago[day] for day in reversed(range(DAYS))),
            stories=len(self.first),
            articles=self.articles,
            read=self.read,
            newest=self.shown(self.newest, self.newest),
            noisiest=noisiest if noisiest and noisiest[1] else None,
            complete=week.complete,
            as_of=week.as_of,
        )

    def shown(self, found: _Newest, stories: Iterable[StoryId]) -> tuple[Caught, ...]:
        """Return the newest of these stories, each with what the query has found in it."""
        wanted = {story: found[story] for story in stories if story in found}
        return tuple(self._caught(at, article) for _, (at, article) in _newest(wanted))

    def _caught(self, at: datetime, article: Article) -> Caught:
        query = self._wanted.query
        source = self._week.source(article) if looks_at_source(query.root) else None
        match = holds(query, article, source)
        evidence = match.evidence if match else ()
        fields = {place.field for place in evidence}
        is_below = Field.BODY in fields and Field.TITLE not in fields
        return Caught(article, at, evidence, excerpt(article, evidence, EXCERPT_CHARS) if is_below else None)


def _note(found: _Newest, at: datetime, article: Article) -> None:
    story = article.story
    if story not in found or found[story][0] < at:
        found[story] = at, article


def _newest(
    found: Mapping[StoryId, tuple[datetime, Article]], count: int = NEWEST
) -> list[tuple[StoryId, tuple[datetime, Article]]]:
    """Return the newest stories, newest first."""
    return sorted(found.items(), key=lambda item: (item[1][0], item[0]), reverse=True)[:count]
