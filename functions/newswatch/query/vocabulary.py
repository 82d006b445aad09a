"""The vocabulary of a day: the words that its articles have, and in roughly how many.

It is one text, so that a word is looked up in it by a search that runs in C, and
it is stored as it is, a line for each word::

    9
    and
    the
    …
    0
    lithum

A number is a heading: the words under it are in at least 2⁹ articles, and less than
2¹⁰. What is in most comes first. Numbers are no words here.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from newswatch.query.evaluation import Readable
from newswatch.query.stemming import stem, stems
from newswatch.text import BREAK, words, words_of

LONGEST = 40
"""Characters; what is longer is an address or the like."""
BEGIN = 3
"""Characters that a word and its inflections have in common, for them to be found at all."""
ENDING = 3
"""Characters that inflections have of their own; more are rare."""
ALIKE_CHARS = 4
"""Of a word for which similar ones are looked for; of shorter ones half of all are similar."""
LONG_CHARS = 6
"""Of a word that may have two slips, its first letter being right: ``tarrif``."""
COMMON = 2
"""Articles that a similar word has to be in: one may have the same slip."""

FEW = 30
"""Words that are looked for one by one: in a hundred thousand 1 ms each takes less than to cut all apart."""

_HEADING = re.compile(r"\n([0-9]+)(?=\n)")


@dataclass(frozen=True)
class Vocabulary:
    """The words of some articles."""

    text: str
    """As above; empty where there was no article."""

    @classmethod
    def of(cls, articles: Iterable[Readable]) -> "Vocabulary":
        """Return the words of these articles."""
        counts: Counter[str] = Counter()
        for article in articles:
            counts.update(set(words_of(article.title, article.text)))
        counts.pop(BREAK, None)
        by_power: dict[int, list[str]] = {}
        for term, count in counts.items():
            by_power.setdefault(count.bit_length() - 1, []).append(term)
        lines: list[str] = []
        for power in sorted(by_power, reverse=True):
            lines.append(str(power))
            lines += sorted(t for t in by_power[power] if len(t) <= LONGEST and not t.isdecimal())
        return cls("\n".join(("", *lines, "")) if lines else "")

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def articles(self) -> int:
        """Return how many articles there are at least: as many as have the most common word."""
        return 1 << int(self.text.split("\n", 2)[1]) if self.text else 0

    def without(self, terms: Iterable[str]) -> frozenset[str]:
        """Return those of these words that no article had."""
        wanted = frozenset(terms)
        if len(wanted) > FEW:
            return wanted.difference(self.text.split("\n"))
        return frozenset(term for term in wanted if f"\n{term}\n" not in self.text)

    def begins(self, beginning: str) -> bool:
        """Return whether a word begins so."""
        return f"\n{beginning}" in self.text

    def like(self, pattern: str) -> dict[str, int]:
        """Return the words that fit a regular expression, and in how many articles each is at least."""
        # A pattern is searched by the character that it begins with; a look behind would be tried everywhere.
        found = re.finditer(rf"\n{pattern}(?=\n)", self.text)
        return {match.group()[1:]: self._count(match.start()) for match in found}

    def _count(self, at: int) -> int:
        places, powers = self._headings
        return 1 << powers[bisect_right(places, at) - 1]

    @cached_property
    def _headings(self) -> tuple[Sequence[int], Sequence[int]]:
        found = list(_HEADING.finditer(self.text))
        return [match.start() for match in found], [int(match[1]) for match in found]


def beginning_of(term: str) -> str:
    """Return how the inflections of a word begin, in whatever language; some that are none begin so, too."""
    return _common({term, stem(term, ""), term[: max(BEGIN, len(term) - ENDING)]})


def inflections(word: str, languages: Iterable[str], days: Iterable[Vocabulary]) -> dict[str, int]:
    """Return the inflections of a word, without it, and in how many articles each is, roughly.

    Args:
        word: one, in lower case.
        languages: by whose rules; "" for where it is not known.
        days: where to look.
    """
    [plain] = words(word)
    wanted = {language: stems(word, plain, language) for language in {*languages}}
    begin = _common({plain, *(each for found in wanted.values() for each in found)})
    if len(begin) < BEGIN:
        return {}
    counts: Counter[str] = Counter()
    for day in days:
        counts.update(day.like(rf"{re.escape(begin)}[^\n]*"))
    return {
        term: count
        for term, count in counts.items()
        if term != plain and any(stem(term, language) in found for language, found in wanted.items())
    }


def nearest(term: str, days: Iterable[Vocabulary]) -> str | None:
    """Return the word that is spelled nearly so: of the nearest the most common; None if there is none."""
    if len(term) < ALIKE_CHARS or not term.isalpha():
        return None
    slips = 2 if len(term) >= LONG_CHARS else 1
    counts: Counter[str] = Counter()
    pattern = _nearly(term, slips)
    for day in days:
        counts.update(day.like(pattern))
    near = (
        (distance, -count, other)
        for other, count in counts.items()
        if count >= COMMON and other.isalpha() and 0 < (distance := _slips(term, other, slips)) <= slips
    )
    return min(near, default=(0, 0, None))[2]


def _nearly(term: str, slips: int) -> str:
    """Return a pattern that fits all that is spelled so with one slip, or begins the same with two."""
    rest = r"[^\n]"
    first = f"{re.escape(term[0])}{rest}{{{len(term) - 1 - slips},{len(term) - 1 + slips}}}"
    # Something is wrong with the first letter: it is another one, too many, missing, or the second.
    others = (
        f"{rest}?{re.escape(term[1:])}",
        f"{rest}{re.escape(term)}",
        re.escape(term[1] + term[0] + term[2:]),
    )
    return f"(?:{'|'.join((first, *others))})"


def _slips(one: str, other: str, most: int) -> int:
    """Return how many letters are wrong, missing, too many or swapped; above ``most`` it is all the same."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, char in enumerate(one, start=1):
        earlier, before, row = before, row, [i]
        for j, wanted in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (char != wanted))
            if i > 1 and j > 1 and char == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]


def _common(spelled: Iterable[str]) -> str:
    """Return how all of these begin."""
    first, last = min(found := list(spelled)), max(found)
    at = next(
        (n for n, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last))
    )
    return first[:at]
