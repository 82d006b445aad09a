"""Week: the stored articles of the last days, 7 if not otherwise, as far as there is time to look at them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from newswatch.model import Article, Source, SourceFilter, SourceId
from newswatch.ports import Deadline, Store
from newswatch.usecases.day import Day

DAYS = 7
RESERVE_S = 10
"""Kept for what is done with the result. Reading a day of 5,000 articles takes 3 s, one of them may begin."""


@dataclass(slots=True)
class Week:
    """The articles from so many days before ``until`` on.

    An article counts at the time when it was published; at the time when it was read where
    that is not known, or not credible, or longer ago.
    """

    store: Store
    until: datetime
    deadline: Deadline
    sources: SourceFilter = field(default_factory=SourceFilter)
    complete: bool = True
    """False once time ran out: the oldest days were not looked at."""
    days: int = DAYS
    as_of: datetime | None = None
    """When the newest day was read, where it was kept; None where that was done for this, and at first."""
    _known: dict[SourceId, Source] | None = None

    @property
    def since(self) -> datetime:
        """Return when it begins."""
        return self.until - timedelta(days=self.days)

    def articles(self) -> Iterator[tuple[datetime, Article]]:
        """Yield articles that the sources admit, each with its time; the newest days first."""
        for at, day, n in self.places():
            yield at, day[n]

    def places(self) -> Iterator[tuple[datetime, Day, int]]:
        """Yield the same as places in days: what was worked out of an article is known there."""
        beginning = self.until.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        newest = beginning
        while beginning + timedelta(days=1) > self.since:
            if self._is_late():
                return
            day = Day.of(self.store.articles_of(beginning))
            if beginning == newest and day.read_at and day.read_at < self.until:
                self.as_of = day.read_at
            for n, article in enumerate(day):
                if self._is_late():
                    return
                at = self._time(article)
                if at is not None and self.is_admitted(article, self.sources):
                    yield at, day, n
            beginning -= timedelta(days=1)

    def source(self, article: Article) -> Source | None:
        """Return the source that brought an article first, as it is now; None if nothing is known of it."""
        if self._known is None:
            self._known = {source.id: source for source in self.store.sources()}
        return self._known.get(article.source_id)

    def is_admitted(self, article: Article, sources: SourceFilter) -> bool:
        """Return whether sources admit an article, by what brought it first."""
        if not (sources.ids or sources.tags):
            return True
        source = self.source(article)
        return source is not None and sources.admits(source)

    def _time(self, article: Article) -> datetime | None:
        """Return when an article counts; None when that is not in these days."""
        published = article.published
        if published and self.since < published <= self.until:
            return published
        return article.read_at if self.since < article.read_at <= self.until else None

    def _is_late(self) -> bool:
        if self.deadline.remaining_s() < RESERVE_S:
            self.complete = False
        return not self.complete
