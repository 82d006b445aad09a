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
from itertools import compress, count
from operator import ne
from typing import NamedTuple

from newswatch import spelling
from newswatch.spelling import NO_BREAK, SINGLE, SINGLE_MARKS, SINGLES


class Token(NamedTuple):
    """A word of a text: ``text[start:end]``, normalised to ``term``."""

    term: str
    start: int
    end: int
    forms: tuple["Token", ...] = ()
    """The same word with the symbols around it, the most complete last."""


def tokens(text: str) -> tuple[Token, ...]:
    """Return the words of a text in reading order; takes time linear in its length."""
    plain = spelling.plain(text)
    starts, ends = (None, None) if text.isascii() else spelling.origins(text)
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
        is_single = not term.isascii() and SINGLES.match(term)
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
    return _LOWER.cut(spelling.plain(text.replace(BREAK, " ")))


GAP = "\x1d"
"""Stands between two characters that are words by themselves, but not side by side."""
BREAK = "\x00"
"""Stands between the words of several texts; no word has it."""


def words_of(title: str, text: str) -> list[str]:
    """Return the ``words`` of both, a ``BREAK`` between them; faster than one by one."""
    return _LOWER.cut(spelling.plain(_both(title, text)))


def _both(title: str, text: str) -> str:
    if BREAK in title or BREAK in text:
        title, text = title.replace(BREAK, " "), text.replace(BREAK, " ")
    return f"{title} {BREAK} {text}"


def inflected(text: str) -> list[str]:
    """Return what stemmers take in the place of ``words``, one for one: in lower case, accents kept."""
    return _inflected(text.replace(BREAK, " "), words(text))


def inflected_of(title: str, text: str, found: list[str]) -> list[str]:
    """Return the same for what ``words_of`` has ``found``; the very list where nothing is different."""
    accented = spelling.accented(_both(title, text))
    if accented is None:
        return found
    kept = _LOWER.cut(accented)
    if len(kept) == len(found):
        return kept
    end = found.index(BREAK)
    title, text = title.replace(BREAK, " "), text.replace(BREAK, " ")
    return [*_inflected(title, found[:end]), BREAK, *_inflected(text, found[end + 1 :])]


def _inflected(text: str, found: list[str]) -> list[str]:
    accented = spelling.accented(text)
    if accented is None:
        return found
    kept = _LOWER.cut(accented)
    # An accent can be all that makes a word of what is else a possessive.
    return kept if len(kept) == len(found) else found


def spelled(text: str) -> list[str]:
    """Return how the ``words`` of a text are spelled, one for one: case and accents kept, composed (NFC)."""
    return spelled_as(text, len(words(text)))


def spelled_as(text: str, count: int) -> list[str]:
    """Return the same for a text that is known to have so many words."""
    cased = _ANY_CASE.cut(spelling.cased(text.replace(BREAK, " ")))
    return cased if len(cased) == count else [text[t.start : t.end] for t in tokens(text)]


def forms_of(title: str, text: str, found: list[str]) -> dict[int, tuple[str, ...]]:
    """Return the ``Token.forms`` of words, by their places in what ``words_of`` has ``found``.

    Characters that are words by themselves are left out.
    """
    marked = _LOWER.cut(spelling.plain(_both(title, text)), marks=True)
    return {at: _read(marked[at]) for at in compress(count(), map(ne, marked, found))}


def folded(text: str) -> str:
    """Return a text in which each of its terms can be found, faster than its words can.

    What is found in it need not be a term of the text: it may stand inside a word.
    Numbers are without the separators of thousands.
    """
    plain = spelling.plain(text)
    places = _LOWER.thousands(plain)
    return _without(plain, places) if places else plain


def is_form(term: str) -> bool:
    """Return whether a term has a symbol."""
    return term[0] in SYMBOLS or term[-1] in SYMBOLS


def is_character(term: str) -> bool:
    """Return whether a term is a character that is a word by itself."""
    return SINGLES.match(term) is not None


# --- What is a word ----------------------------------------------------------

_NOT_IN_WORDS = r"\x00-/:-`{-\x7f"
_WORD_CHAR = re.compile(f"[^{_NOT_IN_WORDS}]")
_TOKEN = re.compile(rf"[{SINGLE}][{SINGLE_MARKS}]*|[^{_NOT_IN_WORDS}{SINGLE}]+")


class _Cutter:
    """Cuts plain text into words."""

    def __init__(self, not_in_words: str, possessive: str) -> None:
        """Use the ASCII characters that are in no word, and how the letter of the possessive may be written.

        In patterns, what they begin with comes first: a text is searched for that ten times
        faster than for what has to be around it.
        """
        self._token = re.compile(rf"[{SINGLE}][{SINGLE_MARKS}]*|[^{not_in_words}{SINGLE}]+|[{BREAK}{GAP}]")
        # A character that is a word by itself ends one, too.
        ends = rf"(?![^{not_in_words}{SINGLE}])"
        self._possessive = re.compile(rf"'{possessive}(?<=[^{not_in_words}]'.){ends}")
        self._possessives = tuple(f"'{letter}" for letter in possessive.strip("[]"))
        # What stands between a digit (but not four) and three digits that end there.
        self._thousands = tuple(
            re.compile(rf"{mark}(?<=[0-9].)(?<![0-9]{{4}}.)(?=[0-9]{{3}}{ends})")
            for mark in (",", r"\.", "'", NO_BREAK)
        )
        self._gap = re.compile(rf"(?<=[{SINGLE}])[{not_in_words}]+(?=[{SINGLE}])")
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
        if not plain.isascii() and SINGLES.search(plain):
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
# C++, Disney+, C#; AT&T, but not "AT& T".
_SUFFIX = re.compile(rf"(?:\+\+?|#)(?![+#]|[^{_NOT_IN_WORDS}])|&(?=[^{_NOT_IN_WORDS}])")


# The same for whole texts, which are searched for what comes first. Symbols of characters that are
# words by themselves are not found so.
_WORD_BEGINS = rf"(?=[^{_NOT_IN_WORDS}{SINGLE}])"
_WORD_ENDS = rf"(?<=[^{_NOT_IN_WORDS}{SINGLE}].)"
_PREFIX = re.compile(rf"[$#@.](?<![0-9a-z$#@.+&\x80-\U0010ffff].){_WORD_BEGINS}")
_SUFFIX_OF_WORD = re.compile(
    rf"\+{_WORD_ENDS}\+?(?![+#]|[^{_NOT_IN_WORDS}])|#{_WORD_ENDS}(?![+#]|[^{_NOT_IN_WORDS}])"
    rf"|&{_WORD_ENDS}(?=[^{_NOT_IN_WORDS}])"
)
# What stands for them in a word while a text is cut: characters for private use, which no plain text has.
_MARK_OF = dict(zip(("$", "#", "@", ".", "+", "++", "&"), map(chr, range(0xE000, 0xE007)), strict=True))
_MARKS = {mark: symbol for symbol, mark in _MARK_OF.items()}


def _mark_behind(prefix: re.Match[str]) -> str:
    return prefix.group() + _MARK_OF[prefix.group()]


def _mark_before(suffix: re.Match[str]) -> str:
    return _MARK_OF[suffix.group()] + suffix.group()


def _read(marked: str) -> tuple[str, ...]:
    """Return the forms of a word that has one mark or two."""
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
