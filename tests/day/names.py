"""Invented names, put together from syllables: thousands, so that two stories rarely share one by chance."""

from collections.abc import Sequence
from itertools import product
from random import Random

from day.wording import lines

_TOWN, _TOWNS, _PERSON, _PERSONS, _FIRM, _FIRMS = (line.split() for line in lines("syllables.txt"))
"""Beginnings and ends of each sort of names."""


def towns() -> Sequence[str]:
    """Return names of towns, always the same and in the same order; below of persons and companies."""
    return _names(_TOWN, _TOWNS)


def surnames() -> Sequence[str]:
    return _names(_PERSON, _PERSONS)


def firms() -> Sequence[str]:
    return _names(_FIRM, _FIRMS)


def _names(beginnings: Sequence[str], ends: Sequence[str]) -> Sequence[str]:
    vowels = set("aeiou")
    found = [
        begin + end
        for begin, end in product(beginnings, ends)
        if begin[-1] != end[0] and not (begin[-1] in vowels and end[0] in vowels)
    ]
    Random(",".join(ends)).shuffle(found)
    return tuple(found)
