"""Grams: the words of a text, and what stands side by side in it, as one would ask for them in a query.

In scripts written without spaces nobody knows from characters alone where a word ends: there a gram is any
stretch of a few characters of one script, such as could be a word.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from newswatch.text import Token, is_character, tokens

SHORTEST = 2
"""Characters of scripts without spaces: one alone is in half of all texts."""
LONGEST = 6
"""Most Chinese words have 2, most names 3 or 4, some things have two words."""
FEWEST, MOST = 3, 12
"""The same of scripts whose words are longer, such as Thai; marks are not counted."""
WORD_CHARS = 40
"""What is longer is an address or the like."""

_CLIPPED = re.compile("['’](?:t|ll|re|ve|d|m)\\b", re.IGNORECASE)
_ADDRESS = re.compile(r"[.@/_=]\w")
_BEFORE = frozenset(".@/_=")
_JOINT = re.compile("[ \u00a0-]")
_KATAKANA = re.compile("[\u30a1-\u30ff\u31f0-\u31ff]")
_HANGUL = re.compile("[\u1100-\u11ff\uac00-\ud7a3]")
_HAN = re.compile("[\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003fffd]")
# Hiragana, in which Japanese has its endings, and emoji name nothing.
_OTHER = re.compile("[\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff]")
_SCRIPTS = (_KATAKANA, _HANGUL, _HAN, _OTHER)


class Gram(NamedTuple):
    """Words side by side."""

    needles: tuple[str, ...]
    """The words, folded; the characters, of scripts without spaces."""
    text: str
    """As it is spelled there."""
    start: int
    """Where it begins, in characters."""

    @property
    def is_stretch(self) -> bool:
        """Return whether it is of a script without spaces."""
        return is_stretch(self.needles)


def is_stretch(needles: tuple[str, ...]) -> bool:
    """Return whether these are characters of a script without spaces."""
    return is_character(needles[0])


def parts_of_longer(times: Mapping[tuple[str, ...], int]) -> set[tuple[str, ...]]:
    """Return those stretches of characters that stand nowhere but in the same longer one.

    Args:
        times: how often each gram stands somewhere.
    """
    longer = [key for key in times if is_stretch(key)]
    return {part for key in longer for part in (key[1:], key[:-1]) if times.get(part) == times[key]}


def grams(text: str) -> Iterator[Gram]:
    """Yield the words of a text, each with the one behind it as well.

    Left out are single letters, numbers, and what is only a part of a word (``don't``) or an address.
    """
    found = tokens(text)
    words = {token.start for token in found if _is_word(text, token)}
    for token in found:
        if token.start in words:
            yield Gram((token.term,), text[token.start : token.end], token.start)
    for one, other in pairwise(found):
        if {one.start, other.start} <= words and _JOINT.fullmatch(text[one.end : other.start]):
            yield Gram((one.term, other.term), " ".join(text[one.start : other.end].split()), one.start)
    for run, script in _runs(found):
        for first, end in _stretches(len(run), script):
            part = run[first:end]
            terms = tuple(token.term for token in part)
            yield Gram(terms, text[part[0].start : part[-1].end], part[0].start)


def _is_word(text: str, token: Token) -> bool:
    term = token.term
    if not 1 < len(term) <= WORD_CHARS or term[0].isdecimal() or (not term.isascii() and is_character(term)):
        return False
    return not is_part(text, token)


def is_part(text: str, token: Token) -> bool:
    """Return whether it is only a part of a word, as in ``don't``, or of an address."""
    begins_inside = (
        text[token.start - 1 : token.start] in _BEFORE and text[token.start - 2 : token.start - 1].strip()
    )
    return bool(begins_inside or _CLIPPED.match(text, token.end) or _ADDRESS.match(text, token.end))


def _runs(found: Sequence[Token]) -> Iterator[tuple[list[Token], re.Pattern[str]]]:
    """Yield the characters of one script that stand side by side, and which script it is."""
    run: list[Token] = []
    script = None
    for token in found:
        own = next((each for each in _SCRIPTS if each.match(token.term)), None)
        if run and (own is not script or run[-1].end != token.start):
            if script:
                yield run, script
            run = []
        script = own
        run.append(token)
    if run and script:
        yield run, script


def _stretches(length: int, script: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Yield from where to where in a run of characters there are grams."""
    if script is _KATAKANA:
        # What stands in it is a foreign name, or several with a dot between them.
        yield from [(0, length)] if SHORTEST <= length <= WORD_CHARS else []
    elif script is _HANGUL:
        # Particles are attached behind.
        yield from ((0, end) for end in range(SHORTEST, min(length, MOST) + 1))
    else:
        least, most = (SHORTEST, LONGEST) if script is _HAN else (FEWEST, MOST)
        for first in range(length):
            yield from ((first, end) for end in range(first + least, min(first + most, length) + 1))
