"""Month: the words that the articles of the last 30 days have, day by day."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from newswatch.model import Article
from newswatch.ports import Deadline, Store
from newswatch.query.vocabulary import Vocabulary
from newswatch.usecases.day import Day
from newswatch.usecases.kept import LATE

DAYS = 30
READ_S = 20
"""What it may take to read days whose words nobody has noted: somebody waits for it."""
RESERVE_S = 20
"""Kept for what is done with the result, and for the day that may just have been begun."""


class Month:
    """The vocabularies of today and the 29 days before.

    Those of days that are over are kept in the store; whoever reads such a day first has them noted.
    """

    def __init__(self, store: Store, now: datetime, deadline: Deadline) -> None:
        self._store, self._now, self._deadline = store, now, deadline
        today = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        self.days = [today - timedelta(days=ago) for ago in range(DAYS)]
        """Their beginnings, the newest first."""
        self._known: dict[datetime, Vocabulary | None] = {}

    def noted(self, day: datetime, articles: Sequence[Article]) -> Iterator[Vocabulary]:
        """Note the words of a day's articles, and yield them; nothing if they were noted before."""
        if day in self.days and self._vocabulary(day) is None:
            read = Day.of(articles)
            self._known[day] = vocabulary = read.vocabulary
            if day + timedelta(days=1) + LATE <= (read.read_at or self._now):
                self._store.save_vocabulary(day, vocabulary.text)
            yield vocabulary

    def known(self) -> Iterator[Vocabulary]:
        """Yield the vocabularies that need no reading of articles, the newest first."""
        return (vocabulary for day in self.days if (vocabulary := self._vocabulary(day)))

    def vocabularies(self) -> Iterator[Vocabulary]:
        """Yield the vocabularies of the days that have articles: first those known, then as time allows."""
        yield from self.known()
        until_s = self._deadline.remaining_s() - READ_S
        for day in self.days:
            if self._vocabulary(day) is not None:
                continue
            if self._deadline.remaining_s() < max(until_s, RESERVE_S):
                return
            yield from filter(None, self.noted(day, self._store.articles_of(day)))

    def _vocabulary(self, day: datetime) -> Vocabulary | None:
        """Return the vocabulary of a day, an empty one too; None where it was not made yet."""
        if day not in self._known:
            text = None if day == self.days[0] else self._store.vocabulary(day)
            self._known[day] = None if text is None else Vocabulary(text)
        return self._known[day]
