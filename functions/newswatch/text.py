"""Normalisation and tokens, once, for queries and articles alike.

Two spellings that a reader takes for the same word become the same term:
compatibility forms and width (NFKC), case, accents and a possessive ``'s``
don't matter. Offsets count code points of the original text.

What is a word:

- Letters, digits and the marks that belong to them. Hyphens, dots, apostrophes
  and everything else separate, so ``covid-19`` and ``u.s.`` are two words side
  by side.
- Symbols that stand against a word are no separate words but further forms of
  it: ``$TSLA`` is ``tsla`` and also ``$tsla``; ``AT&T`` is ``at``, also
  ``at&``, and ``t``.
- In scripts written without spaces (and in Korean, whose particles are
  attached) each character is a word, and so is an emoji.
"""

import re
import unicodedata
from itertools import groupby
from typing import NamedTuple


class Token(NamedTuple):
    """A word of a text: ``text[start:end]``, normalised to ``term``."""

    term: str
    start: int
    end: int
    forms: tuple["Token", ...] = ()
    """The same word with the symbols around it, the most complete last."""


def tokens(text: str) -> tuple[Token, ...]:
    """Return the words of a text in reading order; takes time linear in its length."""
    shape = text.lower() if text.isascii() else text.translate(_SHAPES)
    found: list[Token] = []
    terms: dict[str, str] = {}  # words repeat
    last_end = 0
    for match in _TOKEN.finditer(shape):
        start, end = match.span()
        term = shape[start:end]
        if not term.isascii():
            term = terms.get(term) or terms.setdefault(term, _term(term))
        before, after = shape[start - 1 : start], shape[end : end + 1]
        if term == "s" and before == "'" and last_end == start - 1 and found:
            continue  # the possessive, which takes no place between its neighbours either
        forms = _forms(shape, term, start, end) if before in _BEFORE or after in _AFTER else ()
        found.append(Token(term, start, end, forms))
        last_end = end
    return tuple(found)


def folded(text: str) -> str:
    """Return a text in which the solid part of each of its terms can be found, faster than its words can.

    It is the text without case, accents and width, decomposed (NFD). What is found in
    it need not be a term of the text: it may stand inside a word, or across two.
    """
    if text.isascii():
        return text.lower()
    parts = _FOREIGN.split(text)
    parts[1::2] = map(_RUNS.__getitem__, parts[1::2])
    return "".join(parts).lower()


def solid(term: str) -> str:
    """Return the longest part of a term that stands unbroken in the ``folded`` of every text with it.

    Canonical ordering moves nothing but marks (Unicode, 3.11): of decomposed
    characters, those without marks between them stay side by side.
    """
    decomposed = unicodedata.normalize("NFD", term).lower()
    runs = groupby(decomposed, key=lambda char: unicodedata.combining(char) == 0)
    return max(("".join(run) for unmoved, run in runs if unmoved), key=len, default="")


# Runs of characters that are not ASCII's. In Latin script they are short, and few different ones.
_FOREIGN = re.compile(r"([^\x00-\x7f]+)")
# Longer runs are written without blanks, and hardly repeat.
_RUN_CHARS = 30
_REMEMBERED_RUNS = 30_000


class _Runs(dict[str, str]):
    """Foreign runs, folded."""

    def __missing__(self, run: str) -> str:
        bare = run.translate(_SHAPES).replace(_IGNORED, "").translate(_EXPANSIONS)
        folded = unicodedata.normalize("NFD", bare)
        if len(run) <= _RUN_CHARS and len(self) < _REMEMBERED_RUNS:
            self[run] = folded
        return folded


_RUNS = _Runs()


# Stands in a shape for characters that a word is read without. A noncharacter, and so in no text.
_IGNORED = "\uffff"

# One word per character: Thai, Lao, Myanmar, Hangul, Khmer, kana, Han; symbols that are emoji.
_SINGLE = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2600-\u27bf\u3005-\u3007\u3041-\u30ff\u3105-\u312f"
    "\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\U0001f000-\U0001faff"
    "\U00020000-\U0003fffd"
)
# The marks among these, which stay with the character before them.
_SINGLE_MARKS = (
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u1056-\u1059\u105e-\u1060"
    "\u1062-\u1064\u1067-\u106d\u1071-\u1074\u1082-\u108d\u108f\u109a-\u109d\u17b4-\u17d3\u17dd\u3099\u309a"
)
_NOT_IN_WORDS = r"\x00-/:-`{-\x7f"
_TOKEN = re.compile(
    r"[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?"  # a decomposed Korean syllable
    rf"|[{_SINGLE}][{_SINGLE_MARKS}{_IGNORED}]*"
    rf"|[^{_NOT_IN_WORDS}{_IGNORED}{_SINGLE}][^{_NOT_IN_WORDS}{_SINGLE}]*"
)

_BEFORE = frozenset("$#@.")
_AFTER = frozenset("+#&")
# C++, Disney+, C#; AT&T, but not "AT& T".
_SUFFIX = re.compile(rf"(?:\+\+?|#)(?![+#]|[^{_NOT_IN_WORDS}])|&(?=[^{_NOT_IN_WORDS}])")


def _forms(shape: str, term: str, start: int, end: int) -> tuple[Token, ...]:
    """Return the word with the symbols before it, after it, and both."""
    prefix, suffix = "", ""
    if shape[start - 1 : start] in _BEFORE:
        beyond = shape[start - 2 : start - 1]  # "" at the beginning of the text
        if not beyond or (beyond.isascii() and not beyond.isalnum() and beyond not in "$#@.+&"):
            prefix = shape[start - 1]
    if match := _SUFFIX.match(shape, end):
        suffix = match.group()
    with_prefix = Token(prefix + term, start - len(prefix), end)
    with_suffix = Token(term + suffix, start, end + len(suffix))
    if prefix and suffix:
        return with_prefix, with_suffix, Token(prefix + term + suffix, with_prefix.start, with_suffix.end)
    if prefix:
        return (with_prefix,)
    return (with_suffix,) if suffix else ()


# Normalising longer terms could cost quadratic time: canonical ordering sorts runs of marks by
# insertion. No word that anybody looks for is as long.
_COMPOSED_CHARS = 64


def _term(shape: str) -> str:
    """Return the term of a word that is not plain ASCII."""
    term = shape.replace(_IGNORED, "").translate(_EXPANSIONS)
    return unicodedata.normalize("NFC", term) if len(term) <= _COMPOSED_CHARS else term


# Kept few, so that a hostile text can't make a warm process hoard all of Unicode.
_REMEMBERED_CHARS = 20_000


class _Shapes(dict[int, str]):
    """For ``str.translate``: every character to one, so that offsets stay true.

    A character of a word becomes its folded self, what a word is read without
    becomes ``_IGNORED``, and all else ASCII punctuation or a blank.
    """

    def __missing__(self, point: int) -> str:
        shape = _shape(chr(point))
        if len(self) < _REMEMBERED_CHARS:
            self[point] = shape
        return shape


class _Expansions(dict[int, str]):
    """For ``str.translate`` on words: what folds to more than one character (``ß``, ligatures)."""

    def __missing__(self, point: int) -> str:
        char = chr(point)
        folded = _fold(char) if unicodedata.category(char)[0] in "LN" else char
        if len(self) < _REMEMBERED_CHARS:
            self[point] = folded
        return folded


_SHAPES = _Shapes()
_EXPANSIONS = _Expansions()

_APOSTROPHES = frozenset("'\u2019\u2018\u201b\u02bc\u02b9\u2032\u00b4\u055a\uff07")
# Letters that readers take for an accented one, though Unicode does not decompose them. The
# dotless i makes one word of all spellings of a Turkish name in capitals.
_BARE_LETTERS = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ŧ": "t",
        "\u0131": "i",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
    }
)
# Marks that leave the word what it is. Elsewhere (Indic scripts, kana, Thai) marks make other words.
_ACCENTS = (
    (0x0300, 0x077F),  # Latin, Greek, Cyrillic, Hebrew, Arabic, Syriac
    (0x0800, 0x08FF),  # Samaritan, Mandaic, more Arabic
    (0x180B, 0x180F),
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
    (0x20D0, 0x20FF),
    (0xFE00, 0xFE2F),  # variation selectors, half marks
    (0xE0100, 0xE01EF),
)
_FILLERS = frozenset("\u0640\u3164\uffa0")  # Arabic tatweel; Hangul's invisible fillers


def _shape(char: str) -> str:
    if char in _APOSTROPHES:
        return "'"
    if _is_ignored(char):
        return _IGNORED
    kind = unicodedata.category(char)[0]
    if kind in "LN":
        folded = _fold(char)
        if not all(part.isalnum() or unicodedata.category(part)[0] == "M" for part in folded):
            return " "  # ½ and the like, which fold to several words
        return folded if len(folded) == 1 else char
    if kind == "M" or _EMOJI.match(char):
        return char
    plain = unicodedata.normalize("NFKC", char)
    return plain if len(plain) == 1 and plain.isascii() else " "


_EMOJI = re.compile("[\u2600-\u27bf\U0001f000-\U0001faff]")


def _fold(char: str) -> str:
    """Return a letter or digit without case, accent and width; may be several characters."""
    decimal = unicodedata.decimal(char, None)
    if decimal is not None:
        return str(decimal)
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold())
    bare = "".join(part for part in decomposed if not _is_ignored(part)).translate(_BARE_LETTERS)
    return unicodedata.normalize("NFC", bare)


def _is_ignored(char: str) -> bool:
    category = unicodedata.category(char)
    if category[0] == "M":
        return any(first <= ord(char) <= last for first, last in _ACCENTS)
    return category == "Cf" or char in _FILLERS
