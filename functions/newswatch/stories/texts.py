"""Whether the texts of two articles bear out that they tell the same news, as their headlines suggest.

Headlines are short: of thousands of stories that live, one shares a rare word with any headline by
chance. Who tells the same news names the same people, places and things in the text as well; who has a
word of the headline in common by chance does not. An article is kept as the words of its beginning that
tell most of what it is about, and two are compared by what they share of these, each word counting by
its rarity in news and among the live stories.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import log, log1p
from operator import itemgetter
from typing import NamedTuple
from zlib import crc32

from newswatch.model import ArticleId
from newswatch.stories import background, slots
from newswatch.stories.retellings import singular, words
from newswatch.stories.slots import Slots

Words = Mapping[int, float]
"""Hashes (16 bits) of an article's telling words, the most telling first, and the words' shares of news."""

READ = 1_500
"""Characters that are looked at: news is told at the beginning."""
KEPT = 32
FEW = 8
"""Words below which nothing can be borne out: a stub, or a headline alone."""
COMMON = 0.01
"""Words of more headlines than this tell nothing."""
PRIOR = 10_000
"""Articles that ``background`` counts as, against those that live."""
BORNE_OUT, HEADLINE = 0.36, 0.3
"""What must be shared by weight, of the one that has less, and how much of it a likely headline makes up for.

Chosen on simulated days (``tests/day``): the first articles of 15 of 400 events still join another story, of
the columns of outlets, which are alike every day, every second. Of a broadcaster's 2,318 articles 3 % join
another one, nearly all about one affair (bench.stories).
"""
AGREED = 0.33
"""What must be shared where headlines have nothing in common: "One day at a time" tells nothing."""
TELLING = 28
"""Telling words that an article must have to be looked for by its text alone: a summary names few things."""
NEAR = 12
_ROOM = 4 * 8192
"""Bytes of slots that are looked through: 0.3 ms."""


def words_of(title: str, text: str) -> Words:
    """Return the telling words of an article; few of a short one, none of a headline alone."""
    if not text:
        return {}
    # Of equals, those that come first stay: the headline's before the text's.
    counts = Counter(words(f"{title}\n{text[:READ]}"))
    telling = [
        (known.weight * _TIMES[min(times, _MANY)], known)
        for word, times in counts.items()
        if (known := _KNOWN[word]).is_telling
    ]
    telling.sort(key=itemgetter(0))
    # A word and its plural have one hash.
    return {known.hashed: known.share for _, known in telling[:KEPT]}


def borne_out(agreement: float | None, likeness: float) -> bool:
    """Return whether texts that agree so far bear out headlines that are so alike.

    What is not known refutes nothing.
    """
    return agreement is None or agreement + HEADLINE * likeness >= BORNE_OUT


def is_retelling(agreement: float) -> bool:
    """Return whether texts agree so much that they tell the same news whatever their headlines say."""
    return agreement >= AGREED


def packed(words: Words) -> bytes:
    """Return the words as they are stored, 2 bytes each; their shares are not needed any more."""
    return b"".join(hashed.to_bytes(2, "little") for hashed in words)


def is_packed(data: bytes) -> bool:
    """Return whether these are packed words."""
    return len(data) % 2 == 0


class Texts:
    """Live articles by the telling words of their texts."""

    def __init__(self) -> None:
        """Begin with no article."""
        self._words: dict[ArticleId, bytes] = {}
        self._slots = Slots()
        self._filed: list[bytes | bytearray] = [b""] * (_LAST + 1)
        """By hash: the slots of the articles that have it, 4 bytes each."""

    def put(self, article_id: ArticleId, words: bytes) -> None:
        """Add an article, or what it says now, as packed."""
        self.drop(article_id)
        number = slots.packed(self._slots.take(article_id))
        self._words[article_id] = words
        for hashed in _unpacked(words):
            self._filed[hashed] += number

    def drop(self, article_id: ArticleId) -> None:
        """Forget an article. Unknown ids are ignored."""
        slot = self._slots.give_back(article_id)
        if slot is None:
            return
        for hashed in _unpacked(self._words.pop(article_id)):
            self._filed[hashed] = slots.without(self._filed[hashed], slot)

    def agreement(self, words: Words, others: Iterable[ArticleId]) -> float | None:
        """Return the share of an article's telling words that each of a third of these articles has, or more.

        Of few, the one that has most decides; of many it is not enough that one of them strays
        into other news. None where that cannot be told: it says too little, or all of these do.
        """
        if len(words) < FEW:
            return None
        weights = self._weights(words)
        mean = sum(weights.values()) / len(weights)
        found = []
        for article_id in others:
            other = _unpacked(self._words.get(article_id, b""))
            if len(other) < FEW:
                continue
            shared = sum(weights[hashed] for hashed in weights.keys() & set(other))
            found.append(shared / (mean * min(len(weights), len(other))))
        return sorted(found, reverse=True)[(len(found) - 1) // 3] if found else None

    def nearest(self, words: Words) -> Sequence[ArticleId]:
        """Return the articles that share most of an article's telling words, the nearest first.

        At most ``NEAR``, each with a fifth of the words at least; none for an article that says little.
        What very many articles say is not looked at.
        """
        if len(words) < TELLING:
            return ()
        filed = sorted((self._filed[hashed] for hashed in words), key=len)
        room, looked = _ROOM, []
        for numbers in filed:
            room -= len(numbers)
            if room < 0:
                break
            looked.append(numbers)
        hits = Counter(memoryview(b"".join(looked)).cast("I"))
        least = len(words) // 5
        near = sorted((-times, self._slots[slot]) for slot, times in hits.items() if times >= least)
        return [article_id for _, article_id in near[:NEAR]]

    def _weights(self, words: Words) -> Mapping[int, float]:
        """Return how much each word tells: more the rarer it is in news, and in what is live."""
        live = len(self._words) + PRIOR
        return {h: log(live / (len(self._filed[h]) // 4 + share * PRIOR)) for h, share in words.items()}


def _unpacked(words: bytes) -> "array[int]":
    return array("H", words)


_LAST = 0xFFFF
_MANY = 50
"""Times that a word stands in an article, from which on it tells no more."""
_TIMES = [log1p(times) for times in range(_MANY + 1)]
_REMEMBERED = 50_000


class _Word(NamedTuple):
    weight: float
    """The logarithm of its share."""
    hashed: int
    share: float
    is_telling: bool


class _Known(dict[str, _Word]):
    """What is known of words; it is remembered, which takes up to 10 MB."""

    def __missing__(self, word: str) -> _Word:
        if len(self) >= _REMEMBERED:
            self.clear()
        term = singular(word)
        share = background.share(term)
        hashed = crc32(term.encode("utf-8", "surrogatepass")) & _LAST
        known = self[word] = _Word(log(share), hashed, share, share < COMMON)
        return known


_KNOWN = _Known()
