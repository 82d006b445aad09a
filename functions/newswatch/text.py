"""Normalisation and tokens, once, for queries and articles alike.

Two spellings that a reader takes for the same word become the same term:
compatibility forms and width (NFKC), case, accents, a possessive ``'s`` and the
separators of thousands don't matter. Offsets count code points of the original text.

What is a word:

- Letters, digits and the marks that belong to them. Hyphens, dots, apostrophes
  and everything else separate, so ``covid-19`` and ``u.s.`` are two words side
  by side. Only ``1,000`` is one, and the same as ``1000``.
- Symbols that stand against a word are no separate words but further forms of
  it: ``$TSLA`` is ``tsla`` and also ``$tsla``; ``AT&T`` is ``at``, also
  ``at&``, and ``t``.
- In scripts written without spaces (and in Korean, whose particles are
  attached) each character is a word, and so is an emoji. Where anything stands
  between two of them, be it a blank, so does a ``GAP``: 中国 is not in 其中，国际.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import compress, count, pairwise
from operator import ne
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
    plain = _plain(text)
    starts, ends = (None, None) if text.isascii() else _origins(text)
    thousands = frozenset(_LOWER.thousands(plain))
    found: list[Token] = []
    done = 0
    single_end = -1
    for match in _TOKEN.finditer(plain):
        start, end = match.span()
        if start < done:
            continue
        term = match.group()
        while end in thousands:
            term += plain[end + 1 : end + 4]
            done = end = end + 4
        before, after = plain[start - 1 : start], plain[end : end + 1]
        if term == "s" and before == "'" and start > 1 and _WORD_CHAR.match(plain, start - 2):
            continue  # the possessive, which takes no place between its neighbours either
        is_single = not term.isascii() and _SINGLES.match(term)
        if is_single and 0 <= single_end < start and starts is not None and ends is not None:
            found.append(Token(GAP, ends[single_end - 1], starts[start]))
        single_end = end if is_single else -1
        forms = _forms(plain, term, start, end) if before in _BEFORE or after in _AFTER else ()
        if starts is not None and ends is not None:
            forms = tuple(Token(form.term, starts[form.start], ends[form.end - 1]) for form in forms)
            start, end = starts[start], ends[end - 1]
        found.append(Token(term, start, end, forms))
    return tuple(found)


def words(text: str) -> list[str]:
    """Return the terms of a text's ``tokens``; much faster, since nothing is said of where they stand."""
    return _LOWER.cut(_plain(text.replace(BREAK, " ")))


GAP = "\x1d"
"""Stands between two characters that are words by themselves, but not side by side."""
BREAK = "\x00"
"""Stands between the words of several texts; no word has it."""


def words_of(title: str, text: str) -> list[str]:
    """Return the ``words`` of both, a ``BREAK`` between them; faster than one by one."""
    both = f"{title} {text}"
    if BREAK in both:
        title, text = title.replace(BREAK, " "), text.replace(BREAK, " ")
    return _LOWER.cut(_plain(f"{title} {BREAK} {text}"))


def inflected(text: str) -> list[str]:
    """Return what stemmers take in the place of ``words``, one for one: in lower case, accents kept."""
    return _inflected(text.replace(BREAK, " "), words(text))


def inflected_of(title: str, text: str, found: list[str]) -> list[str]:
    """Return the same for what ``words_of`` has ``found``; the very list where nothing is different."""
    if title.isascii() and text.isascii():
        return found
    return _inflected(f"{title.replace(BREAK, ' ')} {BREAK} {text.replace(BREAK, ' ')}", found)


def _inflected(text: str, found: list[str]) -> list[str]:
    if text.isascii():
        return found
    # Most that is not ASCII is no accented letter, but a quotation mark or a sign.
    unusual = _unusual(text)
    if not any(map(_follows, unusual)) and all(_KEPT.cluster(c) == _FOLDED.cluster(c) for c in unusual):
        return found
    kept = _LOWER.cut(_plain(*_composed(text, unusual), _KEPT))
    # An accent can be all that makes a word of what is else a possessive.
    return kept if len(kept) == len(found) else found


def spelled(text: str) -> list[str]:
    """Return how the ``words`` of a text are spelled, one for one: case and accents kept, composed (NFC)."""
    return spelled_as(text, len(words(text)))


def spelled_as(text: str, count: int) -> list[str]:
    """Return the same for a text that is known to have so many words."""
    plain = text.replace(BREAK, " ")
    cased = _ANY_CASE.cut(_plain(*_composed(plain, _unusual(plain)), _CASED))
    return cased if len(cased) == count else [text[t.start : t.end] for t in tokens(text)]


def _composed(text: str, unusual: set[str]) -> tuple[str, set[str]]:
    """Return a text with ASCII letters composed with the marks behind them, and what is ``_unusual`` then."""
    if not any(map(_follows, unusual)):
        return text, unusual
    composed = _DECOMPOSED.sub(lambda m: unicodedata.normalize("NFC", m[0]), text)
    return composed, _unusual(composed)


_DECOMPOSED = re.compile("[A-Za-z][\u0300-\u036f]{1,4}")


def forms_of(title: str, text: str, found: list[str]) -> dict[int, tuple[str, ...]]:
    """Return the ``Token.forms`` of words, by their places in what ``words_of`` has ``found``.

    Characters that are words by themselves are left out.
    """
    both = f"{title.replace(BREAK, ' ')} {BREAK} {text.replace(BREAK, ' ')}"
    marked = _LOWER.cut(_plain(both), marks=True)
    return {at: _read(marked[at]) for at in compress(count(), map(ne, marked, found))}


def folded(text: str) -> str:
    """Return a text in which each of its terms can be found, faster than its words can.

    What is found in it need not be a term of the text: it may stand inside a word.
    Numbers are without the separators of thousands.
    """
    plain = _plain(text)
    places = _LOWER.thousands(plain)
    return _without(plain, places) if places else plain


# --- What is a word ----------------------------------------------------------

# One word per character: Thai, Lao, Myanmar, Hangul, Khmer, kana, Han; symbols that are emoji.
_SINGLE = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2600-\u27bf\u3005-\u3007\u3041-\u30ff\u3105-\u312f"
    "\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\U0001f000-\U0001faff"
    "\U00020000-\U0003fffd\u231a\u231b\u23e9-\u23fa\u2b05-\u2b07\u2b1b\u2b1c\u2b50\u2b55"
)
# The marks among these, which stay with the character before them.
_SINGLE_MARKS = (
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u1056-\u1059\u105e-\u1060"
    "\u1062-\u1064\u1067-\u106d\u1071-\u1074\u1082-\u108d\u108f\u109a-\u109d\u17b4-\u17d3\u17dd\u3099\u309a"
)
_NOT_IN_WORDS = r"\x00-/:-`{-\x7f"
_WORD_CHAR = re.compile(f"[^{_NOT_IN_WORDS}]")
_TOKEN = re.compile(rf"[{_SINGLE}][{_SINGLE_MARKS}]*|[^{_NOT_IN_WORDS}{_SINGLE}]+")
_SINGLES = re.compile(f"[{_SINGLE}]")
# A blank that doesn't break lines stands between thousands, or between words as any other.
_NO_BREAK = "\x1f"


class _Cutter:
    """Cuts plain text into words."""

    def __init__(self, not_in_words: str, possessive: str) -> None:
        """Use the ASCII characters that are in no word, and how the letter of the possessive may be written.

        In patterns, what they begin with comes first: a text is searched for that ten times
        faster than for what has to be around it.
        """
        self._token = re.compile(rf"[{_SINGLE}][{_SINGLE_MARKS}]*|[^{not_in_words}{_SINGLE}]+|[{BREAK}{GAP}]")
        # A character that is a word by itself ends one, too.
        ends = rf"(?![^{not_in_words}{_SINGLE}])"
        self._possessive = re.compile(rf"'{possessive}(?<=[^{not_in_words}]'.){ends}")
        self._possessives = tuple(f"'{letter}" for letter in possessive.strip("[]"))
        # What stands between a digit (but not four) and three digits that end there.
        self._thousands = tuple(
            re.compile(rf"{mark}(?<=[0-9].)(?<![0-9]{{4}}.)(?=[0-9]{{3}}{ends})")
            for mark in (",", r"\.", "'", _NO_BREAK)
        )
        self._gap = re.compile(rf"(?<=[{_SINGLE}])[{not_in_words}]+(?=[{_SINGLE}])")
        in_words = re.compile(f"[^{not_in_words}]|{BREAK}")
        separated = "".join(char if in_words.match(char) else " " for char in map(chr, range(128)))
        self._separated = bytes(range(256)).replace(bytes(range(128)), separated.encode())

    def cut(self, plain: str, *, marks: bool = False) -> list[str]:
        """Return the words, on demand with marks for the symbols around them; a ``BREAK`` is a word, too."""
        if marks:
            plain = _PREFIX.sub(_mark_behind, plain)
        for possessive in self._possessives:
            if possessive in plain:
                # In its place stays what separates, or "1's,000" would become a number.
                plain = self._possessive.sub("''", plain)
                break
        if places := self.thousands(plain):
            plain = _without(plain, places)
        if marks:
            plain = _SUFFIX_OF_WORD.sub(_mark_before, plain)
        if not plain.isascii() and _SINGLES.search(plain):
            return self._token.findall(self._gap.sub(_gap, plain.replace(GAP, " ")))
        # Bytes are translated many times faster than characters.
        encoded = plain.encode("utf-8", "surrogatepass").translate(self._separated)
        return encoded.decode("utf-8", "surrogatepass").split()

    def thousands(self, plain: str) -> list[int]:
        """Return where separators of thousands stand."""
        return [match.start() for pattern in self._thousands for match in pattern.finditer(plain)]


def _gap(between: re.Match[str]) -> str:
    return BREAK if BREAK in between.group() else GAP


_LOWER = _Cutter(_NOT_IN_WORDS, "s")
_ANY_CASE = _Cutter(r"\x00-/:-@\[-`{-\x7f", "[sS]")


def _without(plain: str, places: list[int]) -> str:
    """Return a text without the characters at these places."""
    begins = (0, *(place + 1 for place in sorted(places)))
    return "".join(plain[begin:end] for begin, end in zip(begins, (*sorted(places), None), strict=True))


_BEFORE = frozenset("$#@.")
_AFTER = frozenset("+#&")
SYMBOLS = _BEFORE | _AFTER
"""What a form of a word may begin or end with, and no term."""


def is_form(term: str) -> bool:
    """Return whether a term has a symbol."""
    return term[0] in SYMBOLS or term[-1] in SYMBOLS


def is_character(term: str) -> bool:
    """Return whether a term is a character that is a word by itself."""
    return _SINGLES.match(term) is not None


# C++, Disney+, C#; AT&T, but not "AT& T".
_SUFFIX = re.compile(rf"(?:\+\+?|#)(?![+#]|[^{_NOT_IN_WORDS}])|&(?=[^{_NOT_IN_WORDS}])")


# The same for whole texts, which are searched for what comes first. Symbols of characters that are
# words by themselves are not found so.
_WORD_BEGINS = rf"(?=[^{_NOT_IN_WORDS}{_SINGLE}])"
_WORD_ENDS = rf"(?<=[^{_NOT_IN_WORDS}{_SINGLE}].)"
_PREFIX = re.compile(rf"[$#@.](?<![0-9a-z$#@.+&\x80-\U0010ffff].){_WORD_BEGINS}")
_SUFFIX_OF_WORD = re.compile(
    rf"\+{_WORD_ENDS}\+?(?![+#]|[^{_NOT_IN_WORDS}])|#{_WORD_ENDS}(?![+#]|[^{_NOT_IN_WORDS}])"
    rf"|&{_WORD_ENDS}(?=[^{_NOT_IN_WORDS}])"
)
# For private use, so that no plain text has them; in words, so that these keep them.
_MARK_OF = dict(zip(("$", "#", "@", ".", "+", "++", "&"), map(chr, range(0xE000, 0xE007)), strict=True))
_MARKS = {mark: symbol for symbol, mark in _MARK_OF.items()}


def _mark_behind(prefix: re.Match[str]) -> str:
    return prefix.group() + _MARK_OF[prefix.group()]


def _mark_before(suffix: re.Match[str]) -> str:
    return _MARK_OF[suffix.group()] + suffix.group()


def _read(marked: str) -> tuple[str, ...]:
    """Return the forms of a word with marks."""
    term = marked.strip("".join(_MARKS))
    prefix, suffix = _MARKS.get(marked[0], ""), _MARKS.get(marked[-1], "")
    forms = prefix + term, term + suffix, prefix + term + suffix
    return forms if prefix and suffix else forms[:1] if prefix else forms[1:2]


def _forms(plain: str, term: str, start: int, end: int) -> tuple[Token, ...]:
    """Return the word with the symbols before it, after it, and both."""
    prefix, suffix = "", ""
    if plain[start - 1 : start] in _BEFORE:
        beyond = plain[start - 2 : start - 1]  # "" at the beginning of the text
        if not beyond or (beyond.isascii() and not beyond.isalnum() and beyond not in "$#@.+&"):
            prefix = plain[start - 1]
    if match := _SUFFIX.match(plain, end):
        suffix = match.group()
    with_prefix = Token(prefix + term, start - len(prefix), end)
    with_suffix = Token(term + suffix, start, end + len(suffix))
    if prefix and suffix:
        return with_prefix, with_suffix, Token(prefix + term + suffix, with_prefix.start, with_suffix.end)
    if prefix:
        return (with_prefix,)
    return (with_suffix,) if suffix else ()


# --- Normalisation -----------------------------------------------------------

# Runs of characters that are not ASCII's. In Latin script they are short, and few different ones.
_FOREIGN = re.compile(r"([^\x00-\x7f]+)")
# Longer runs are written without blanks, and hardly repeat.
_RUN_CHARS = 30
# Kept few, so that a hostile text can't make a warm process hoard all of Unicode.
_REMEMBERED_RUNS = 30_000
_REMEMBERED_CHARS = 20_000
# Composing more could cost quadratic time: canonical ordering sorts runs of marks by insertion.
_COMPOSED_CHARS = 64


def _plain(text: str, unusual: set[str] | None = None, runs: "_Runs | None" = None) -> str:
    """Return a text with every word as its term; what separates words is ASCII.

    Args:
        text: the text.
        unusual: what is ``_unusual`` in it, if that is known.
        runs: how words are spelled, if not folded.
    """
    runs = _FOLDED if runs is None else runs
    lower = str if runs is _CASED else str.lower
    if text.isascii():
        return lower(text)
    # In most texts few characters are to be spelled otherwise, each many times.
    unusual = _unusual(text) if unusual is None else unusual
    if not any(map(_follows, unusual)) or _is_composed(text, unusual):
        others = {char: spelled for char in unusual if (spelled := runs.cluster(char)) != char}
        if lower is not str:
            others = {char: spelled for char, spelled in others.items() if _lower(char) != spelled}
        if len(others) <= _FEW_CHARS:
            for char, spelled in others.items():
                text = text.replace(char, spelled)
            return lower(text)
    parts = _FOREIGN.split(text)
    parts[1::2] = map(runs.__getitem__, parts[1::2])
    return lower("".join(parts))


def _unusual(text: str) -> set[str]:
    """Return the characters of a text that may be spelled otherwise than in lower case, or be marks."""
    encoded = text.encode("utf-8", "surrogatepass").translate(None, _ASCII)
    foreign = encoded.decode("utf-8", "surrogatepass")
    return set(foreign if len(foreign) < _MANY_CHARS else _NO_USUAL_LETTER.findall(foreign))


def _lower(char: str) -> str:
    # Of all letters, only this one is lowered by where it stands.
    return "" if char == "\u03a3" else char.lower()


def _is_composed(text: str, unusual: set[str]) -> bool:
    """Return whether no character of a text is to be composed with marks behind it."""
    return unusual.isdisjoint(_HALF_WIDTH_MARKS) and unicodedata.is_normalized("NFC", text)


_ASCII = bytes(range(128))
_MANY_CHARS = 500
"""Above this, it is faster to look for what is no usual letter."""
# Cyrillic, Hebrew, Arabic, Hangul, Han. A test holds that each of them is spelled as it is.
USUAL_LETTERS = (
    "\u0430-\u044f\u0410-\u042f\u05d0-\u05ea\u0627-\u063a\u0641-\u0648\u064a\uac00-\ud7a3\u4e00-\u9fff"
)
_NO_USUAL_LETTER = re.compile(f"[^\x00-\x7f{USUAL_LETTERS}]")
_FEW_CHARS = 20
"""Above this, it is faster to look at each run of them."""


def _origins(text: str) -> tuple[Sequence[int], Sequence[int]]:
    """Return per character of ``_plain`` where in the text that begins and ends which it stands for."""
    unusual = _unusual(text)
    if all(map(_stands_for_one, unusual)) and (
        not any(map(_follows, unusual)) or _is_composed(text, unusual)
    ):
        return range(len(text)), range(1, len(text) + 1)
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for index, part in enumerate(_FOREIGN.split(text)):
        if index % 2 == 0:
            starts.extend(range(at, at + len(part)))
            ends.extend(range(at + 1, at + len(part) + 1))
            at += len(part)
            continue
        clusters = _clusters(part)
        if clusters is part and all(map(_stands_for_one, part)):
            starts.extend(range(at, at + len(part)))
            ends.extend(range(at + 1, at + len(part) + 1))
            at += len(part)
            continue
        for cluster in clusters:
            end = at + len(cluster)
            plain = _FOLDED.cluster(cluster)
            if plain:
                starts.extend([at] * len(plain))
                ends.extend([end] * len(plain))
            elif ends:
                ends[-1] = end  # what a word is read without belongs to what it stands behind
            at = end
    return starts, ends


@lru_cache(_REMEMBERED_CHARS)
def _stands_for_one(char: str) -> bool:
    return len(_FOLDED.cluster(char)) == 1


def _clusters(run: str) -> Sequence[str]:
    """Cut a run into pieces that are composed each by itself: characters with the marks behind them."""
    if unicodedata.is_normalized("NFC", run) and _HALF_WIDTH_MARKS.isdisjoint(run):
        return run
    begins = [at for at, char in enumerate(run) if at == 0 or not _follows(char)]
    return [run[begin:end] for begin, end in pairwise((*begins, len(run)))]


@lru_cache(_REMEMBERED_CHARS)
def _follows(char: str) -> bool:
    return unicodedata.category(char)[0] == "M" or char in _THAT_FOLLOW


_HALF_WIDTH_MARKS = frozenset("\uff9e\uff9f")
_THAT_FOLLOW = _HALF_WIDTH_MARKS.union(map(chr, (*range(0x1161, 0x1176), *range(0x11A8, 0x11C3))))


class _Runs(dict[str, str]):
    """Runs of foreign characters, in plain spelling."""

    def __init__(self, spelled: Callable[[str], str]) -> None:
        """Use how a character is spelled."""
        super().__init__()
        self._chars = _Chars(spelled)

    def __missing__(self, run: str) -> str:
        plain = "".join(map(self.cluster, _clusters(run)))
        if len(run) <= _RUN_CHARS and len(self) < _REMEMBERED_RUNS:
            self[run] = plain
        return plain

    def cluster(self, cluster: str) -> str:
        """Return the spelling of a character with the marks behind it."""
        if len(cluster) == 1:
            return self._chars[cluster]
        if len(cluster) > _COMPOSED_CHARS:
            return "".join(map(self._chars.__getitem__, cluster))
        composed = unicodedata.normalize("NFC", cluster)
        return unicodedata.normalize("NFC", "".join(map(self._chars.__getitem__, composed)))


class _Chars(dict[str, str]):
    def __init__(self, spelled: Callable[[str], str]) -> None:
        super().__init__()
        self._spelled = spelled

    def __missing__(self, char: str) -> str:
        spelled = self._spelled(char)
        if len(self) < _REMEMBERED_CHARS:
            self[char] = spelled
        return spelled


_SEPARATORS = {
    **dict.fromkeys("'\u2019\u2018\u201b\u02bc\u02b9\u2032\u00b4\u055a\uff07", "'"),
    **dict.fromkeys("\u00a0\u2007\u2009\u202f", _NO_BREAK),
    "\u066b": ".",  # Arabic: of decimals
    "\u066c": ",",  # and of thousands
}
# Letters of their own, though Unicode decomposes them: nobody writes one for the other.
_LETTERS = frozenset("йўї")
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
        # Persian and Arabic keyboards have different letters for the same.
        "\u06cc": "\u064a",
        "\u0649": "\u064a",
        "\u06a9": "\u0643",
        "\u02bc": None,  # of ŉ
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


def _as_folded(char: str) -> str:
    """Return a character without case, accent and width; several where it stands for several.

    What a word is read without becomes nothing, and all that is in no word ASCII
    punctuation or a blank.
    """
    if char in _SEPARATORS:
        return _SEPARATORS[char]
    if _is_ignored(char):
        return ""
    kind = unicodedata.category(char)[0]
    if kind in "LN":
        folded = _fold(char)
        if len(folded) > 1 and _SINGLES.match(char):
            return char  # a vowel sign of two marks is one word all the same
        # ½ and the like fold to several words.
        return folded if all(map(_is_in_words, folded)) else " "
    if kind == "M" or _EMOJI.match(char):
        return char
    plain = unicodedata.normalize("NFKC", char)
    return plain if len(plain) == 1 and plain.isascii() else " "


def _as_kept(char: str) -> str:
    """Return the same with accents kept."""
    folded = _as_folded(char)
    if not folded.isalpha() or _SINGLES.match(folded):
        return folded
    lower = unicodedata.normalize("NFKC", char).lower()
    return "".join(part for part in lower if not _is_ignored(part)) or folded


def _as_cased(char: str) -> str:
    """Return the same with case and accents kept."""
    folded = _as_folded(char)
    return char if folded.isalpha() and not _SINGLES.match(folded) else folded


_FOLDED = _Runs(_as_folded)
_KEPT = _Runs(_as_kept)
_CASED = _Runs(_as_cased)
_EMOJI = re.compile(
    "[\u2600-\u27bf\U0001f000-\U0001faff\u231a\u231b\u23e9-\u23fa\u2b05-\u2b07\u2b1b\u2b1c\u2b50\u2b55]"
)


def _is_in_words(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char)[0] == "M"


def _fold(char: str) -> str:
    """Return a letter or digit without case, accent and width; may be several characters."""
    decimal = unicodedata.decimal(char, None)
    if decimal is not None:
        return str(decimal)
    if (lower := char.lower()) in _LETTERS:
        return lower
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold())
    bare = "".join(part for part in decomposed if not _is_ignored(part)).translate(_BARE_LETTERS)
    return unicodedata.normalize("NFC", bare)


def _is_ignored(char: str) -> bool:
    category = unicodedata.category(char)
    if category[0] == "M":
        return any(first <= ord(char) <= last for first, last in _ACCENTS)
    return category == "Cf" or char in _FILLERS
