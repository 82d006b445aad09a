"""Kept: what was read of the last days, for whoever asks again.

People try a query, change a word and try it again. The articles that the first
run has read are kept in the memory of the process, and what was worked out of them.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from newswatch.model import Article
from newswatch.ports import Clock, Store
from newswatch.usecases.day import Day

BUDGET_BYTES = 800_000_000
"""Of the 1,769 MB of ``command``. A day of 5,000 articles of news takes 70 MB, so that it holds 11 of them;
beside it there is room for the code, for a day that is being read, and for what commands work with."""
OVER = timedelta(hours=1)
"""A day that is over changes little: titles, and which story an article tells."""
RUNNING = timedelta(minutes=5)
"""Of a day to which articles come: who tries a query sees only once that one has come."""
LITTLE = 200
"""Articles of such a day that take no time worth saving to be read again: where little is watched, who has
just added a source waits for its first articles."""
LATE = timedelta(hours=1)
"""After a day is over articles may still be filed under it, which were on their way."""


@dataclass(frozen=True, slots=True)
class _Words:
    text: str
    read_at: datetime


class Kept:
    """A store that keeps days that were read, and the words of days; all else is asked of the store itself.

    When there is no room for all of them the oldest days are not kept: every run begins with the newest.
    """

    def __init__(
        self, store: Store, clock: Clock, budget_bytes: int = BUDGET_BYTES, little: int = LITTLE
    ) -> None:
        """Keep at most so much of a store, and of a running day with so few articles nothing."""
        self._store, self._clock, self._budget, self._little = store, clock, budget_bytes, little
        self._days: dict[datetime, Day] = {}
        self._words: dict[datetime, _Words] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    @property
    def bytes(self) -> int:
        """Return what all of it takes in memory, about."""
        days = sum(day.bytes for day in self._days.values())
        return days + sum(sys.getsizeof(words.text) for words in self._words.values())

    def articles_of(self, day: datetime) -> Sequence[Article]:
        """Implement ``Store``: a ``Day``, which may be as old as a few minutes, or an hour if it is over."""
        beginning = _beginning(day)
        self._forget_stale()
        if (kept := self._days.get(beginning)) is None:
            # The time before, so that what comes while it is read does not count as seen.
            now = self._clock.now()
            kept = self._days[beginning] = Day(self._store.articles_of(beginning), now)
        self._make_room()
        return kept

    def vocabulary(self, day: datetime) -> str | None:
        """Implement ``Store``."""
        beginning = _beginning(day)
        self._forget_stale()
        if words := self._words.get(beginning):
            return words.text
        text = self._store.vocabulary(beginning)
        if text is not None:
            self._keep_words(beginning, text)
        return text

    def save_vocabulary(self, day: datetime, words: str) -> None:
        """Implement ``Store``."""
        self._store.save_vocabulary(day, words)
        self._keep_words(_beginning(day), words)

    def _keep_words(self, day: datetime, text: str) -> None:
        self._words[day] = _Words(text, self._clock.now())
        self._make_room()

    def _forget_stale(self) -> None:
        now = self._clock.now()
        for day, kept in list(self._days.items()):
            read_at = kept.read_at or now
            is_over = day + timedelta(days=1) + LATE <= read_at
            is_little = not is_over and len(kept) < self._little
            if is_little or now - read_at > (OVER if is_over else RUNNING):
                del self._days[day]
        for day, words in list(self._words.items()):
            if now - words.read_at > OVER:
                del self._words[day]

    def _make_room(self) -> None:
        """Forget the oldest days, and where that is not enough all words, which are read fast."""
        while self.bytes > self._budget and self._days:
            del self._days[min(self._days)]
        if self.bytes > self._budget:
            self._words.clear()


def keeping(store: Store, clock: Clock, little: int = LITTLE) -> Store:
    """Return a store that keeps what was read of the last days; see ``Kept``."""
    return cast("Store", Kept(store, clock, little=little))


def _beginning(day: datetime) -> datetime:
    return day.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
