"""Day: the articles of a day, and what is worked out of them, once."""

import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from functools import cached_property
from itertools import compress
from operator import ne
from typing import overload

from newswatch.model import Article
from newswatch.query import Query
from newswatch.query.origin import Origin
from newswatch.query.prefilter import Prefilter, fold
from newswatch.query.stemming import stem, stems
from newswatch.query.syntax import Stem, walk
from newswatch.query.vocabulary import Vocabulary
from newswatch.text import BREAK, inflected_of, words_of

BESIDE_BYTES = 1_000
"""What an article takes beside title and text, about."""
WORD_BYTES = 120
"""What a word takes among the inflections of a day, about; less where other days have it as well."""


class Day(Sequence[Article]):
    """The articles of a day, and what is worked out of them when it is first asked for."""

    def __init__(self, articles: Iterable[Article], read_at: datetime | None = None) -> None:
        """Take articles.

        Args:
            articles: those of the day.
            read_at: when they were read from the store; None for just now.
        """
        self._articles = tuple(articles)
        self.read_at = read_at
        self._folded: list[str | None] = [None] * len(self._articles)
        # What is not folded yet counts as if it was; mostly it becomes less.
        self.bytes = sum(map(_bytes, self._articles))
        """What it takes in memory, about."""

    @classmethod
    def of(cls, articles: Sequence[Article]) -> "Day":
        """Return what a store has returned, as a day."""
        return articles if isinstance(articles, Day) else cls(articles)

    def __len__(self) -> int:
        return len(self._articles)

    def __iter__(self) -> Iterator[Article]:
        return iter(self._articles)

    @overload
    def __getitem__(self, at: int) -> Article: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Article]: ...
    def __getitem__(self, at: int | slice) -> Article | Sequence[Article]:
        return self._articles[at]

    def folded(self, at: int) -> str:
        """Return the text of the article at this place as a ``Prefilter`` takes it."""
        text = self._folded[at]
        if text is None:
            article = self._articles[at]
            text = self._folded[at] = fold(article.title, article.text)
            self.bytes += sys.getsizeof(text) - sys.getsizeof(article.text)
        return text

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Return its words."""
        vocabulary = Vocabulary.of(self)
        self.bytes += sys.getsizeof(vocabulary.text)
        return vocabulary

    def inflections(self, leaf: Stem) -> Sequence[Collection[str]] | None:
        """Return which words of the day may stand for each word of a leaf: see ``prefilter.Inflections``."""
        if not all(needle.isalnum() for needle in leaf.needles):
            return None
        return [
            {needle}.union(
                *(
                    by_stem.get(wanted, ())
                    for language, by_stem in self._by_stem.items()
                    for wanted in stems(word, needle, language)
                )
            )
            for needle, word in zip(leaf.needles, leaf.inflected, strict=True)
        ]

    @cached_property
    def _by_stem(self) -> dict[str, dict[str, tuple[str, ...]]]:
        """Return the words of the day by the language of their articles and by their stems in it."""
        spoken: dict[str, set[str]] = {}
        accented: dict[str, set[tuple[str, str]]] = {}
        for article in self._articles:
            found = words_of(article.title, article.text)
            inflected = inflected_of(article.title, article.text, found)
            language = Origin(article).language
            spoken.setdefault(language, set()).update(found)
            # Most words are the same as stemmers take them.
            others = compress(zip(inflected, found, strict=True), map(ne, inflected, found))
            accented.setdefault(language, set()).update(others)
        by_language: dict[str, dict[str, tuple[str, ...]]] = {}
        for language, plain in spoken.items():
            pairs = {*zip(plain, plain, strict=True), *accented[language]} - {(BREAK, BREAK)}
            by_stem = by_language[language] = {}
            for word, term in pairs:
                # The same words come every day: they are kept once for all.
                key = sys.intern(stem(word, language))
                by_stem[key] = (*by_stem.get(key, ()), sys.intern(term))
            self.bytes += WORD_BYTES * len(pairs)
        return by_language


class Sieve:
    """A cheap look at the articles of days: can a query hold for them at all?"""

    def __init__(self, query: Query) -> None:
        """Take a query, saved sets resolved."""
        self._query = query
        self._inflects = any(isinstance(node, Stem) for node in walk(query.root))
        self._day: Day | None = None
        self._may_hold = Prefilter(query).may_hold

    def lets(self, day: Day, at: int) -> bool:
        """Return whether the query may hold for the article at this place of a day."""
        if self._inflects and day is not self._day:
            # Which words to look for differs from day to day.
            self._day, self._may_hold = day, Prefilter(self._query, day.inflections).may_hold
        return self._may_hold(day.folded(at))


def _bytes(article: Article) -> int:
    return BESIDE_BYTES + sys.getsizeof(article.title) + 2 * sys.getsizeof(article.text)
