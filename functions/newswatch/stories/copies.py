"""Whether an article is a copy of one that is known: syndicated, trimmed, edited, updated, other boilerplate.

A text is taken as the set of its shingles, runs of a few words; a sample of these is kept, chosen by
their hashes, so that the samples of two texts share what the texts share (Broder: On the resemblance
and containment of documents, 1997). Copies are told by containment: how much of the smaller is in the
larger. MinHash and simhash, which ask how much of both together is shared, lose trimmed copies.

The longer a text, the coarser its sample: at level k, one shingle of 2**k is kept, those whose hashes
are below 2**(32 - k). Two samples are compared at the coarser of their levels.

The constants were chosen on a set of newsroom edits, where they are flat (bench.stories).
"""

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate, compress
from zlib import crc32

from newswatch.model import ArticleId
from newswatch.stories.slots import Slots, packed, without
from newswatch.text import BREAK, words_of

Sample = bytes
"""The level, how many words of the title, their hashes (2 bytes each), then those of shingles, ascending
(4 bytes each). Little-endian, as every machine that this runs on."""

READ = 60_000
"""Characters of a text that are looked at: ten times a long article."""
RUN, CHARACTERS = 3, 6
"""Words of a shingle, and those of one in a script in which each character is a word."""
SIZE = 64
"""Shingles of a text from which on its sample is coarser, so that it has 45 hashes on average. From 48 to 96
F1 rises by .005, and what is stored doubles."""
HEADED = 24
"""Words of a title that are kept."""

LIKE, TITLES = 0.55, 0.55
"""A copy is what has so much in common, where titles that agree count for so much: an update may be mostly
new, its headline is not. F1 is within .004 from .5 to .6."""
UNKNOWN = 0.5
"""Agreement of titles where one is unknown, so that a quarter in common will do. Half of a title is enough
for short texts, too."""
LEAST = 0.08
"""What must be in common whatever the titles: columns have the same ones each day."""
SHARED = 2
"""Hashes that two samples must share: one can be the same by chance."""
BRIEF, SHORT = 150, 60
"""Shingles below which nearly all must be shared, of a text whose title is another, or of any: forecasts,
lists of prices and notices are made by template. Trimmed articles begin at 70."""
STRICT, SHARED_STRICT = 0.9, 3
"""What nearly all is, and how many hashes."""
COMMON = 24
"""Articles from which on what they share is taken for boilerplate, which doesn't count; unless it is most of
an article, as of an agency's report that hundreds carry."""
TRIED = 16
"""Articles that are compared, those with most in common."""


def sample_of(text: str, title: str = "") -> Sample:
    """Return what is kept of an article, some 200 bytes; the same in every process.

    Args:
        text: what the article says, paragraphs separated by blank lines.
        title: what it is headed with; "" if unknown.
    """
    text = text[:READ]
    found = words_of(title, text)
    end = found.index(BREAK)
    headed = sorted({_WORDS[word][:2] for word in found[: min(end, HEADED)]})
    del found[: end + 1]
    level, hashes = _shingles(found, RUN if len(text) > _SPACED * len(found) else CHARACTERS)
    return b"".join((bytes((level, len(headed))), *headed, hashes))


def is_sample(data: bytes) -> bool:
    """Return whether this is a sample, or nothing at all, as of a headline alone."""
    rest = len(data) - 2 - 2 * data[1] if data[1:] else -len(data)
    return rest >= 0 and rest % 4 == 0


class Copies:
    """Live articles by samples of their text."""

    def __init__(self) -> None:
        self._samples: dict[ArticleId, Sample] = {}
        self._slots = Slots()
        # By the lowest bits of a hash, the slots of the articles that have such a one, 4 bytes each:
        # a dict of lists would take ten times the memory, and more places than needed take more time.
        self._index: list[bytes | bytearray] = [b""] * _PLACES
        self._filed = 0

    def __len__(self) -> int:
        return len(self._samples)

    def put(self, article_id: ArticleId, sample: Sample) -> None:
        """File an article's sample in place of the one that it had."""
        self.drop(article_id)
        slot = self._slots.take(article_id)
        self._samples[article_id] = sample
        self._filed += _size(sample)
        if self._filed <= _FULL * len(self._index):
            self._enter(slot, sample)
            return
        self._index = [b""] * (4 * len(self._index))
        for other, held in self._slots:
            self._enter(held, self._samples[other])

    def _enter(self, slot: int, sample: Sample) -> None:
        index, last, number = self._index, len(self._index) - 1, packed(slot)
        for hash_ in _hashes(sample):
            filed = index[hash_ & last]
            if len(filed) == _LONG:
                filed = bytearray(filed)  # which grows in place
            filed += number
            index[hash_ & last] = filed

    def drop(self, article_id: ArticleId) -> None:
        """Forget an article; does nothing when it is not there."""
        slot = self._slots.give_back(article_id)
        if slot is None:
            return
        sample = self._samples.pop(article_id)
        index, last = self._index, len(self._index) - 1
        for hash_ in _hashes(sample):
            index[hash_ & last] = without(index[hash_ & last], slot)
        self._filed -= _size(sample)

    def nearest(self, sample: Sample) -> tuple[ArticleId, float] | None:
        """Return the article that this is most likely a copy of, with its likeness 0..1.

        None where none is like enough. Of equals, that whose id comes first.
        """
        return min(self.alike(sample), key=lambda found: (-found[1], found[0]), default=None)

    def alike(self, sample: Sample) -> Iterator[tuple[ArticleId, float]]:
        """Yield articles that this is a copy of, or that are copies of it, each with its likeness.

        Only those 16 that have most in common with it.
        """
        index, last = self._index, len(self._index) - 1
        hashes = _hashes(sample)
        filed = [index[hash_ & last] for hash_ in hashes]
        if len(max(filed, key=len, default=b"")) >= 4 * COMMON:
            own = [len(slots) < 4 * COMMON for slots in filed]
            if 2 * sum(own) > len(own):
                hashes = array("I", compress(hashes, own))
                sample = sample[: -4 * len(own)] + hashes.tobytes()
                filed = list(compress(filed, own))
            else:
                filed = _rarest(filed)
        hits: dict[int, int] = Counter(memoryview(b"".join(filed)).cast("I"))
        met = [(-times, self._slots[slot]) for slot, times in hits.items() if times >= SHARED]
        distinct = set(hashes) if met else set()
        for _, article_id in sorted(met)[:TRIED]:
            if like := _likeness(sample, distinct, self._samples[article_id]):
                yield article_id, like


def _likeness(one: Sample, distinct: set[int], other: Sample) -> float:
    """Return how much of the smaller of two texts is in the larger, 0..1; 0 where that is too little.

    Args:
        one: a sample.
        distinct: its hashes.
        other: another.
    """
    hashes = _hashes(other)
    shared = len(distinct.intersection(hashes))
    if shared < SHARED:
        return 0.0
    first, second = len(distinct), len(hashes)
    shingles = min(first << one[0], second << other[0])
    if one[0] < other[0]:
        first = bisect_left(_hashes(one), 1 << (32 - other[0]))
    elif other[0] < one[0]:
        second = bisect_left(hashes, 1 << (32 - one[0]))
    contained = shared / min(first, second)
    if contained < LEAST or contained + TITLES < LIKE:
        return 0.0
    if contained >= LIKE and shingles >= BRIEF:
        return contained
    agreement = _agreement(one, other)
    if shingles < SHORT or (shingles < BRIEF and agreement < UNKNOWN):
        return contained if contained >= STRICT and shared >= SHARED_STRICT else 0.0
    return contained if contained + TITLES * agreement >= LIKE else 0.0


def _shingles(found: list[str], run: int) -> tuple[int, "array[int]"]:
    """Return the level of a text's words, and the hashes of the shingles that are kept."""
    count = len(found) - run + 1
    if count <= 0:
        return 0, array("I")
    # All shingles at once: a number whose 64-bit digits are the words' hashes, added to itself moved by
    # a word; the low halves of its digits are the shingles' hashes. No digit overflows.
    lanes = b"".join(map(_WORDS.__getitem__, found))
    number = hashed = int.from_bytes(lanes, "little")
    for factor in _FACTORS[: run - 1]:
        number >>= 64
        hashed += number * factor
    data = hashed.to_bytes(len(lanes) + 8, "little")[: 8 * count]
    level = min((count // SIZE).bit_length(), len(_KEPT) - 1)
    halves, at, kept = array("I", data)[::2], -1, set()
    for passed in data[3::8].translate(_KEPT[level]).split(b"\1")[:-1]:
        at += len(passed) + 1
        kept.add(halves[at])
    return level, array("I", sorted(kept))


def _rarest(filed: list[bytes | bytearray]) -> list[bytes | bytearray]:
    """Return the shortest lists, as many as are looked through without delay."""
    filed = sorted(filed, key=len)
    return [slots for slots, total in zip(filed, accumulate(map(len, filed)), strict=True) if total <= _ROOM]


def _agreement(one: Sample, other: Sample) -> float:
    """Return how many words of the shorter title the other one has, 0..1; a title of one word says little."""
    if not one[1] or not other[1]:
        return UNKNOWN
    shared = set(_headed(one)).intersection(_headed(other))
    return len(shared) / max(min(one[1], other[1]), _FEW)


def _headed(sample: Sample) -> "array[int]":
    return array("H", sample[2 : 2 + 2 * sample[1]])


def _size(sample: Sample) -> int:
    return (len(sample) - 2 - 2 * sample[1]) // 4


def _hashes(sample: Sample) -> "array[int]":
    return array("I", sample[2 + 2 * sample[1] :])


class _Words(dict[str, bytes]):
    """Hashes of words, 32 bits in 8 bytes; they are remembered, which takes up to 10 MB."""

    def __missing__(self, word: str) -> bytes:
        if len(self) >= _REMEMBERED:
            self.clear()
        hashed = self[word] = crc32(word.encode("utf-8", "surrogatepass")).to_bytes(8, "little")
        return hashed


_WORDS = _Words()
_REMEMBERED = 50_000
_FACTORS = (0x2545F491, 0x1B873593, 0x0CC9E2D5, 0x165667B1, 0x27D4EB2F)
"""Odd, so that no bit is lost, and below 2**30."""
_BYTE = 0xFF
_KEPT = [bytes(byte << level <= _BYTE for byte in range(_BYTE + 1)) for level in range(9)]
"""By level, which of the highest bytes that a hash can have let it be kept: 1."""
_PLACES = 1 << 17
_FULL = 8
"""Articles a place, on average, from which on there are more places."""
_LONG = 4 * 64
_ROOM = 4 * 8192
"""Bytes: of a list that grows in place, and of all that is looked through for an article (0.3 ms)."""
_FEW = 3
_SPACED = 2.5
"""Characters a word, from which on a script has spaces."""
