"""How words are spelled alike: without case, accents and width, or with some of them.

Two spellings that a reader takes for the same become the same: compatibility forms
and width (NFKC), case, accents, apostrophes. What separates words becomes ASCII, so
that whole texts can be searched and cut by what is fast for ASCII.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise

# One word per character: Thai, Lao, Myanmar, Hangul, Khmer, kana, Han; symbols that are emoji.
SINGLE = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2600-\u27bf\u3005-\u3007\u3041-\u30ff\u3105-\u312f"
    "\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\U0001f000-\U0001faff"
    "\U00020000-\U0003fffd\u231a\u231b\u23e9-\u23fa\u2b05-\u2b07\u2b1b\u2b1c\u2b50\u2b55"
)
# The marks among these, which stay with the character before them.
SINGLE_MARKS = (
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u1056-\u1059\u105e-\u1060"
    "\u1062-\u1064\u1067-\u106d\u1071-\u1074\u1082-\u108d\u108f\u109a-\u109d\u17b4-\u17d3\u17dd\u3099\u309a"
)
SINGLES = re.compile(f"[{SINGLE}]")
# A blank that doesn't break lines stands between thousands, or between words as any other.
NO_BREAK = "\x1f"

# Runs of characters that are not ASCII's. In Latin script they are short, and few different ones.
_FOREIGN = re.compile(r"([^\x00-\x7f]+)")
# Longer runs are written without blanks, and hardly repeat.
_RUN_CHARS = 30
# Kept few, so that a hostile text can't make a warm process hoard all of Unicode.
_REMEMBERED_RUNS = 30_000
_REMEMBERED_CHARS = 20_000
# Composing more could cost quadratic time: canonical ordering sorts runs of marks by insertion.
_COMPOSED_CHARS = 64


def plain(text: str) -> str:
    """Return a text with every word as its term."""
    return text.lower() if text.isascii() else _respelled(text, _unusual(text), _FOLDED)


def accented(text: str) -> str | None:
    """Return the same with accents kept; None where that makes no difference."""
    if text.isascii():
        return None
    # Most that is not ASCII is no accented letter, but a quotation mark or a sign.
    unusual = _unusual(text)
    if not any(map(_follows, unusual)) and all(_KEPT.cluster(c) == _FOLDED.cluster(c) for c in unusual):
        return None
    return _respelled(*_composed(text, unusual), _KEPT)


def cased(text: str) -> str:
    """Return the same with case and accents kept."""
    return text if text.isascii() else _respelled(*_composed(text, _unusual(text)), _CASED)


def _respelled(text: str, unusual: set[str], runs: "_Runs") -> str:
    """Return a text that is not ASCII in another spelling.

    Args:
        text: the text.
        unusual: what is ``_unusual`` in it.
        runs: the spelling.
    """
    lower = str if runs is _CASED else str.lower
    # In most texts few characters are to be spelled otherwise, each many times. What they are
    # spelled as is spelled so itself: it doesn't matter which is replaced first.
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
    # Where most are usual letters, looking for the others is faster than looking at each, otherwise slower.
    begin = foreign[:_MANY_CHARS]
    if len(begin) < _MANY_CHARS or len(_NO_USUAL_LETTER.findall(begin)) > _MANY_CHARS // 4:
        return set(foreign)
    return set(_NO_USUAL_LETTER.findall(foreign))


def _lower(char: str) -> str:
    # Of all letters, only this one is lowered by where it stands.
    return "" if char == "\u03a3" else char.lower()


def _composed(text: str, unusual: set[str]) -> tuple[str, set[str]]:
    """Return a text with ASCII letters composed with the marks behind them, and what is ``_unusual`` then."""
    if not any("\u0300" <= char <= "\u036f" for char in unusual):
        return text, unusual
    composed = _DECOMPOSED.sub(lambda m: unicodedata.normalize("NFC", m[0]), text)
    return composed, _unusual(composed)


_DECOMPOSED = re.compile("[A-Za-z][\u0300-\u036f]{1,4}")


def _is_composed(text: str, unusual: set[str]) -> bool:
    """Return whether no character of a text is to be composed with marks behind it."""
    return unusual.isdisjoint(_HALF_WIDTH_MARKS) and unicodedata.is_normalized("NFC", text)


_ASCII = bytes(range(128))
_MANY_CHARS = 200
# A test holds that each of them is spelled as it is.
USUAL_LETTERS = (
    "\u0391-\u03a1\u03a4-\u03a9\u03b1-\u03c1\u03c3-\u03c9"  # Greek, but for capital and final sigma
    "\u0410-\u044f"  # Cyrillic
    "\u0531-\u0556\u0561-\u0586"  # Armenian
    "\u05d0-\u05ea"  # Hebrew
    "\u0627-\u063a\u0641-\u0648\u064a"  # Arabic
    "\u0904-\u0939\u0993-\u09a8\u09aa-\u09b0"  # Devanagari, Bengali
    "\u0bae-\u0bb9\u0c12-\u0c28\u0c2a-\u0c39"  # Tamil, Telugu
    "\u0e01-\u0e30\u0e40-\u0e45"  # Thai
    "\u10d0-\u10fa"  # Georgian
    "\u1260-\u1288\u1290-\u12b0"  # Ethiopic
    "\u3041-\u3096\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3"  # kana, Han, Hangul
)
_NO_USUAL_LETTER = re.compile(f"[^{USUAL_LETTERS}]")
_FEW_CHARS = 20
"""Above this, it is faster to look at each run of them."""


def origins(text: str) -> tuple[Sequence[int], Sequence[int]]:
    """Return per character of ``plain`` where in the text that begins and ends which it stands for."""
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
    **dict.fromkeys("'\u2019\u2018\u201b\u02bc\u02b9\u0374\u2032\u00b4\u055a\uff07", "'"),
    **dict.fromkeys("\u00a0\u2007\u2009\u202f", NO_BREAK),
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
        if len(folded) > 1 and SINGLES.match(char):
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
    if not folded.isalpha() or SINGLES.match(folded):
        return folded
    lower = unicodedata.normalize("NFKC", char).lower()
    return "".join(part for part in lower if not _is_ignored(part) and part not in _SEPARATORS) or folded


def _as_cased(char: str) -> str:
    """Return the same with case and accents kept."""
    folded = _as_folded(char)
    return char if folded.isalpha() and not SINGLES.match(folded) else folded


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
