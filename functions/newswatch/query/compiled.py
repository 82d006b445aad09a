"""Trees made ready to be looked at many times: does a query hold for an article? Where, it does not say.

Where words stand is kept as bits of a number, one per word of a field: phrases and
distances are then shifts, which take the same time for one place as for all.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, reduce
from itertools import compress, count
from operator import ne, or_
from typing import Any, Generic, TypeVar

from newswatch.errors import UnknownSet
from newswatch.model import Field, Source
from newswatch.query.evaluation import LEAD_WORDS, Readable, Words
from newswatch.query.filing import Feature, feature_of, has_symbols
from newswatch.query.origin import Origin
from newswatch.query.stemming import stem, stems
from newswatch.query.syntax import (
    BEGIN,
    And,
    Apart,
    AtLeast,
    Exact,
    Filter,
    In,
    Leaf,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Place,
    Prefix,
    SetRef,
    Stem,
    Word,
)
from newswatch.text import (
    BREAK,
    SYMBOLS,
    folded,
    forms_of,
    inflected,
    inflected_of,
    is_character,
    is_form,
    spelled_as,
    words_of,
)

P = TypeVar("P")
"""What stands for a feature: the index's posting."""

_Where = Mapping[Field, Mapping[str, list[int]]]
Bits = dict[int, int]
"""Places by their length in words: bit n is set where one begins with the n-th word of a field."""

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
            if not isinstance(leaf, Stem) and not all(needle in self._folded for needle in leaf.needles):
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
                return self._inflections(field, inflected(leaf.text)[offset], needle)
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
        rare = sorted(place for word in words if len(places := at[field][word]) <= _FEW for place in places)
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
    """Return a number with these bits, which are in ascending order."""
    if len(positions) <= _FEW:
        return sum(1 << position for position in positions)
    array = bytearray(positions[-1] // 8 + 1)
    for position in positions:
        array[position >> 3] |= 1 << (position & 7)
    return int.from_bytes(array, "little")


# --- Tests -------------------------------------------------------------------

Test = Callable[[Read[P]], bool]
Places = frozenset[Place]


def compiled(node: Node, known: Mapping[Feature, P], places: Places = frozenset()) -> Test[P]:  # noqa: C901, PLR0911, PLR0912 - a kind of node each
    """Return what tells of an article whether a tree holds.

    It agrees with ``evaluation.holding``.

    Args:
        node: the tree.
        known: what stands in an article's ``features`` for the features that ``filing`` names for the tree.
        places: where in the article it has to hold.
    """
    if not places and (feature := feature_of(node)) is not None:
        stands = known[feature]
        return lambda read: stands in read.features
    match node:
        case Word() | Phrase() if not places and not has_symbols(node):
            return _phrase(node)
        case Word() | Phrase() if places == {Place.TITLE} and not has_symbols(node):
            return _phrase(node, in_title=True)
        case Leaf():
            return lambda read: any(_where(node, read, field, places) for field in _fields(places))
        case AtLeast():
            return lambda read: _times(node, read, places) >= node.times
        case Near():
            return lambda read: any(_near(node, read, field, places) for field in _fields(places))
        case Apart():
            return lambda read: any(_apart(node, read, field, places) for field in _fields(places))
        case In():
            return compiled(node.child, known, places | {node.place})
        case Filter():
            return lambda read: read.origin.admits(node)
        case SetRef():
            if node.child is None:
                raise UnknownSet(node.name)
            return compiled(node.child, known, places)
        case Not():
            denied = compiled(node.child, known, places)
            return lambda read: not denied(read)
        case And():
            return _all(node.children, known, places)
        case Or():
            return _any(node.children, known, places)


def _all(children: Sequence[Node], known: Mapping[Feature, P], places: Places) -> Test[P]:
    features, others = _parted(children, known, places)
    tests = [compiled(child, known, places) for child in others]

    def holds(read: Read[P]) -> bool:
        if not read.features.issuperset(features):
            return False
        for test in tests:  # noqa: SIM110 - a generator takes longer than what it asks for
            if not test(read):
                return False
        return True

    return holds


def _any(children: Sequence[Node], known: Mapping[Feature, P], places: Places) -> Test[P]:
    features, others = _parted(children, known, places)
    tests = [compiled(child, known, places) for child in others]

    def holds(read: Read[P]) -> bool:
        if not read.features.isdisjoint(features):
            return True
        for test in tests:  # noqa: SIM110 - as above
            if test(read):
                return True
        return False

    return holds


def _parted(
    children: Sequence[Node], known: Mapping[Feature, P], places: Places
) -> tuple[frozenset[P], list[Node]]:
    """Return what stands for children that are features, and the other children."""
    features = {child: None if places else feature_of(child) for child in children}
    stand = frozenset(known[feature] for feature in features.values() if feature is not None)
    return stand, [child for child, feature in features.items() if feature is None]


def _phrase(leaf: Leaf, *, in_title: bool = False) -> Test[Any]:
    side_by_side = f" {' '.join(leaf.needles)} "
    if in_title:
        return lambda read: side_by_side in read.headline
    return lambda read: side_by_side in read.joined


def _fields(places: Places) -> tuple[Field, ...]:
    if not places:
        return (Field.TITLE, Field.BODY)
    if places == {Place.TITLE}:
        return (Field.TITLE,)
    return () if Place.TITLE in places else (Field.BODY,)


def _where(operand: Node, read: Read[Any], field: Field, places: Places) -> Bits:
    """Return where a leaf, or one of several, is to be found in a field; no places, no entry."""
    if isinstance(operand, Or):
        found: Bits = {}
        for child in operand.children:
            for length, bits in _where(child, read, field, places).items():
                found[length] = found.get(length, 0) | bits
        return found
    assert isinstance(operand, Leaf)  # the parser takes nothing else
    length = len(operand.needles)
    bits = read.bits(field, operand)
    if Place.LEAD in places:
        bits &= (1 << max(LEAD_WORDS - length + 1, 0)) - 1
    return {length: bits} if bits else {}


def _times(node: AtLeast, read: Read[Any], places: Places) -> int:
    return sum(
        bits.bit_count()
        for field in _fields(places)
        for bits in _where(node.child, read, field, places).values()
    )


def _near(node: Near, read: Read[Any], field: Field, places: Places) -> bool:
    left = _where(node.left, read, field, places)
    right = _where(node.right, read, field, places) if left else {}
    if not right:
        return False
    return bool(_followed(left, right, node.distance)) or (
        not node.ordered and bool(_followed(right, left, node.distance))
    )


def _followed(first: Bits, second: Bits, distance: int) -> int:
    """Return where one of ``second`` begins at most so many words behind the end of one of ``first``."""
    ends = reduce(or_, (bits << (length - 1) for length, bits in first.items()))
    return _spread(ends << 1, distance) & reduce(or_, second.values())


def _apart(node: Apart, read: Read[Any], field: Field, places: Places) -> bool:
    left = _where(node.left, read, field, places)
    if not left:
        return False
    right = _where(node.right, read, field, places)
    return any(bits & ~_beside(length, right, node.distance) for length, bits in left.items())


def _beside(length: int, others: Bits, distance: int) -> int:
    """Return where something so long would begin within the distance of one of the others, or overlap it."""
    before = length - 1 + distance
    return reduce(
        or_, (_spread(bits, before + other + distance) >> before for other, bits in others.items()), 0
    )


def _spread(bits: int, times: int) -> int:
    """Return bits with the ``times - 1`` ones above each of them."""
    done = 1
    while done < times:
        step = min(done, times - done)
        bits |= bits << step
        done += step
    return bits
