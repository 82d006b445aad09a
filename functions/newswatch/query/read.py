"""An article as it is looked at for many queries, at once and fast.

Where words stand is kept as bits of a number, one per word of a field: phrases and
distances are then shifts, which take the same time for one place as for all.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property, reduce
from itertools import compress, count
from operator import ne, or_
from typing import Generic, TypeVar

from newswatch.model import Field, Source
from newswatch.query.evaluation import Readable, Words
from newswatch.query.origin import Origin
from newswatch.query.stemming import stem, stems
from newswatch.query.syntax import BEGIN, Exact, Leaf, Prefix, Stem, Word
from newswatch.text import (
    BREAK,
    GAP,
    SYMBOLS,
    folded,
    forms_of,
    inflected_of,
    is_character,
    is_form,
    spelled_as,
    words_of,
)

P = TypeVar("P")
"""What stands for a feature: the index's posting."""

_Where = Mapping[Field, Mapping[str, list[int]]]
PLACES = 1_000
_FEW = 16
"""Bits that are faster set one by one."""


class Read(Generic[P]):
    """An article as it is looked at for many queries; each thing is worked out when it is first needed."""

    def __init__(self, article: Readable, source: Source | None = None) -> None:
        self._article, self._source = article, source
        self.found = words_of(article.title, article.text)
        """All its words, a ``BREAK`` between title and text."""
        self.features: set[P] = set()
        """Those that it has of all that are asked for; the index finds them."""

    @cached_property
    def origin(self) -> Origin:
        """Return where it came from."""
        return Origin(self._article, self._source)

    @cached_property
    def title(self) -> list[str]:
        """Return the words of the title."""
        return self.found[: self.found.index(BREAK)]

    @cached_property
    def body(self) -> list[str]:
        """Return the words of the text."""
        return self.found[self.found.index(BREAK) + 1 :]

    @cached_property
    def inflected(self) -> list[str]:
        """Return its words as stemmers take them, as ``found`` has them; the very same where none differs."""
        return inflected_of(self._article.title, self._article.text, self.found)

    @cached_property
    def joined(self) -> str:
        """Return its words between blanks; its fields are apart."""
        return f" {' '.join(self.found)} "

    @cached_property
    def headline(self) -> str:
        """Return the words of the title between blanks."""
        return f" {' '.join(self.title)} "

    @cached_property
    def _folded(self) -> str:
        return folded(f"{self._article.title}\n{self._article.text}")

    @cached_property
    def words(self) -> Words:
        """Return what the reference sees of it."""
        return Words(self._article, self._source)

    @cached_property
    def first_words(self) -> Words:
        """Return what the reference sees of the first places of each word: a common one has thousands."""
        return Words(self._article, self._source, PLACES)

    @cached_property
    def _at(self) -> dict[Field, dict[str, list[int]]]:
        return {Field.TITLE: _positions(self.title), Field.BODY: _positions(self.body)}

    @cached_property
    def _inflected_at(self) -> dict[Field, dict[str, list[int]]]:
        """Return where its words as stemmers take them stand; most are the same as they are."""
        end = len(self.title)
        others = list(compress(count(), map(ne, self.inflected, self.found)))
        of_body = bisect_left(others, end)
        return {
            Field.TITLE: _replaced(self._at[Field.TITLE], self.found, self.inflected, others[:of_body], 0),
            Field.BODY: _replaced(
                self._at[Field.BODY], self.found, self.inflected, others[of_body:], end + 1
            ),
        }

    @cached_property
    def _by_stem(self) -> dict[Field, dict[str, list[str]]]:
        language, by_field = self.origin.language, {}
        for field, at in self._inflected_at.items():
            by_stem: dict[str, list[str]] = defaultdict(list)
            for word in at:
                by_stem[stem(word, language)].append(word)
            by_field[field] = by_stem
        return by_field

    @cached_property
    def _by_begin(self) -> dict[Field, dict[str, list[str]]]:
        by_field = {}
        for field, at in self._at.items():
            by_begin: dict[str, list[str]] = defaultdict(list)
            for word in at:
                by_begin[word[:BEGIN]].append(word)
            by_field[field] = by_begin
        return by_field

    @cached_property
    def _spelled(self) -> dict[Field, list[str]]:
        return {
            Field.TITLE: spelled_as(self._article.title, len(self.title)),
            Field.BODY: spelled_as(self._article.text, len(self.body)),
        }

    @cached_property
    def _forms_at(self) -> dict[Field, dict[str, list[int]]]:
        """Return where words with the symbols around them stand."""
        title, body = defaultdict[str, list[int]](list), defaultdict[str, list[int]](list)
        end = len(self.title)
        for at, forms in forms_of(self._article.title, self._article.text, self.found).items():
            for form in forms:
                if at < end:
                    title[form].append(at)
                else:
                    body[form].append(at - end - 1)
        return {Field.TITLE: title, Field.BODY: body}

    @cached_property
    def _bits(self) -> dict[tuple[Field, type[Leaf], str], int]:
        return {}

    def bits(self, field: Field, leaf: Leaf) -> int:
        """Return where a leaf begins in a field."""
        key = field, type(leaf), f" {leaf.text}"  # no word begins so
        if key not in self._bits:
            self._bits[key] = self._found(field, leaf)
        return self._bits[key]

    def _found(self, field: Field, leaf: Leaf) -> int:
        if any(map(_is_character_with_symbol, leaf.needles)):
            # Where they are takes much longer to tell than whether they are there at all.
            spelled = (needle for needle in leaf.needles if needle != GAP)
            if not isinstance(leaf, Stem) and not all(needle in self._folded for needle in spelled):
                return 0
            spans = self.words.spans(leaf)
            return _as_bits([span.first for span in spans if span.field is field])
        found = -1
        for offset in range(len(leaf.needles)):
            found &= self._word(field, leaf, offset) >> offset
        return found

    def _word(self, field: Field, leaf: Leaf, offset: int) -> int:
        """Return where one word of a leaf stands."""
        needle = leaf.needles[offset]
        match leaf:
            case Exact():
                return self._spelled_so(field, needle, leaf.spelled[offset])
            case Stem():
                return self._inflections(field, leaf.inflected[offset], needle)
            case Prefix() if offset == len(leaf.needles) - 1:
                if is_form(needle):
                    begun = [form for form in self._forms_at[field] if form.startswith(needle)]
                    return self._any_of(field, Word, begun, self._forms_at)
                words = self._by_begin[field].get(needle[:BEGIN], ())
                return self._any_of(field, Word, [w for w in words if w.startswith(needle)], self._at)
        return self._term(field, needle)

    def _term(self, field: Field, term: str) -> int:
        return self._bits_of(field, Word, term, self._forms_at if is_form(term) else self._at)

    def _spelled_so(self, field: Field, term: str, letters: str) -> int:
        key = field, Exact, f"{term} {letters}"
        if key not in self._bits:
            at, spelled = self._forms_at if is_form(term) else self._at, self._spelled[field]
            self._bits[key] = _as_bits([p for p in at[field].get(term, ()) if spelled[p] == letters])
        return self._bits[key]

    def _inflections(self, field: Field, word: str, needle: str) -> int:
        by_stem = self._by_stem[field]
        wanted = [w for key in stems(word, needle, self.origin.language) for w in by_stem.get(key, ())]
        found = self._any_of(field, Stem, wanted, self._inflected_at)
        return found | self._term(field, needle)

    def _any_of(self, field: Field, kind: type[Leaf], words: Sequence[str], at: _Where) -> int:
        # A word may be there in several forms.
        rare = sorted({place for word in words if len(places := at[field][word]) <= _FEW for place in places})
        often = (self._bits_of(field, kind, word, at) for word in words if len(at[field][word]) > _FEW)
        return reduce(or_, often, _as_bits(rare))

    def _bits_of(self, field: Field, kind: type[Leaf], word: str, at: _Where) -> int:
        key = field, kind, word
        if key not in self._bits:
            self._bits[key] = _as_bits(at[field].get(word, []))
        return self._bits[key]


def _is_character_with_symbol(needle: str) -> bool:
    return is_form(needle) and is_character(needle.strip("".join(SYMBOLS)))


def _positions(found: list[str]) -> dict[str, list[int]]:
    at: dict[str, list[int]] = defaultdict(list)
    for position, word in enumerate(found):
        at[word].append(position)
    return at


def _replaced(
    at: dict[str, list[int]], found: list[str], words: list[str], others: list[int], begin: int
) -> dict[str, list[int]]:
    """Return where the words of a field stand if some are others.

    Args:
        at: where those that were found stand.
        found: those of all fields.
        words: what they are.
        others: where in these two they are different.
        begin: where in these the field begins.
    """
    if not others:
        return at
    different = {place - begin for place in others}
    replaced = dict(at)
    for word in {found[place] for place in others}:
        replaced[word] = [place for place in at[word] if place not in different]
    came = defaultdict[str, list[int]](list)
    for place in others:
        came[words[place]].append(place - begin)
    for word, places in came.items():
        replaced[word] = sorted((*replaced.get(word, ()), *places))
    return replaced


def _as_bits(positions: list[int]) -> int:
    """Return a number with these bits, which are different and in ascending order."""
    if len(positions) <= _FEW:
        return sum(1 << position for position in positions)
    array = bytearray(positions[-1] // 8 + 1)
    for position in positions:
        array[position >> 3] |= 1 << (position & 7)
    return int.from_bytes(array, "little")
