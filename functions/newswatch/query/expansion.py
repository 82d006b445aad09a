"""Which of the features that topics ask for a word of an article has.

These are the word itself, beginnings such as ``sanction*`` and inflections such as
``~merging``. Most words of an article were in others before, so what each has is
remembered, and found by one look into a dictionary.
"""

from collections.abc import Callable, Iterator
from itertools import compress, count
from typing import Generic, TypeVar

from newswatch.query.stemming import stem, stems
from newswatch.query.syntax import BEGIN
from newswatch.text import words

P = TypeVar("P")
"""What stands for a feature: the index's posting."""
_Has = tuple[tuple[P, ...], dict[str, P] | None]
"""What a word has by itself; and, by the next word, what both have side by side."""

PAIR = 2
_REMEMBERED = 60_000
"""Words of articles, about 100 bytes each, or 250 where something is asked for."""


class _Memory(dict[str, _Has[P] | None]):
    """What words have."""

    def __init__(self, look_up: Callable[[str], _Has[P] | None]) -> None:
        super().__init__()
        self._look_up = look_up

    def __missing__(self, word: str) -> _Has[P] | None:
        if len(self) >= _REMEMBERED:
            self.clear()
        found = self[word] = self._look_up(word)
        return found


class Expansion(Generic[P]):
    """The features that are asked for of words."""

    def __init__(self) -> None:
        self._words: dict[str, tuple[P, ...]] = {}
        """Per word that is asked for, the feature that it is, and inflections that are spelled so."""
        self._side_by_side: dict[str, dict[str, P]] = {}
        """By the first word and the second."""
        self._longer: dict[tuple[str, ...], P] = {}
        """Three or four words side by side; of these, all pairs are there, too."""
        self._by_begin: dict[str, dict[str, P]] = {}
        self._inflected: dict[str, tuple[str, P]] = {}
        """By inflection, the word without accents, and the feature."""
        self._plain: _Memory[P] = _Memory(self._of_plain)
        self._by_language: dict[str, tuple[_Memory[P], _Memory[P]]] = {}
        """What words have, and what they have of inflections alone."""

    def add(self, feature: str | tuple[str, ...], posting: P) -> None:
        """Take in a feature."""
        if isinstance(feature, tuple):
            if len(feature) > PAIR:
                self._longer[feature] = posting
                return
            if feature[0] not in self._side_by_side:
                self._side_by_side[feature[0]] = {}
                self._forget(feature[0])
            self._side_by_side[feature[0]][feature[1]] = posting
            return
        if feature[-1] == "*":
            self._by_begin.setdefault(feature[:BEGIN], {})[feature[:-1]] = posting
            self._forget_beginning(feature[:-1])
            return
        word = words(feature[1:])[0] if feature[0] == "~" else feature
        self._words[word] = (*self._words.get(word, ()), posting)
        self._forget(word)
        if feature[0] == "~":
            self._inflected[feature] = word, posting
            self._by_language.clear()

    def discard(self, feature: str | tuple[str, ...]) -> None:
        """Forget a feature."""
        if isinstance(feature, tuple):
            if len(feature) > PAIR:
                del self._longer[feature]
                return
            following = self._side_by_side[feature[0]]
            del following[feature[1]]
            if not following:
                del self._side_by_side[feature[0]]
                self._forget(feature[0])
            return
        if feature[-1] == "*":
            filed = self._by_begin[feature[:BEGIN]]
            del filed[feature[:-1]]
            if not filed:
                del self._by_begin[feature[:BEGIN]]
            self._forget_beginning(feature[:-1])
            return
        word, posting = self._inflected.pop(feature) if feature[0] == "~" else (feature, None)
        if posting is None:
            inflections = (other for spelled, other in self._inflected.values() if spelled == word)
            left = tuple(inflections)
        else:
            left = tuple(other for other in self._words[word] if other is not posting)
            self._by_language.clear()
        if left:
            self._words[word] = left
        else:
            del self._words[word]
        self._forget(word)

    def _forget(self, word: str) -> None:
        self._plain.pop(word, None)
        for both, _ in self._by_language.values():
            both.pop(word, None)

    def _forget_beginning(self, beginning: str) -> None:
        for memory in (self._plain, *(both for both, _ in self._by_language.values())):
            for word in [word for word in memory if word.startswith(beginning)]:
                del memory[word]

    def of(self, found: list[str]) -> set[P]:
        """Return the features that an article has; of inflections, those that are spelled the same.

        Args:
            found: its words, as ``text.words`` returns them.
        """
        return self._found(found, self._plain)

    def of_inflected(self, found: list[str], inflected: list[str], language: str) -> set[P]:
        """Return the features that an article has, inflections included.

        Args:
            found: as above.
            inflected: as ``text.inflected`` returns them; ``found`` itself if they are the same.
            language: of the article; empty where it is not known.
        """
        both, by_stem = self._memories(language)
        if inflected is found:
            return self._found(found, both)
        features = self._found(found, self._plain)
        features.update(*(has[0] for has in map(by_stem.__getitem__, inflected) if has))
        return features

    def _found(self, found: list[str], memory: _Memory[P]) -> set[P]:
        """Return what words have, alone and side by side; of inflections, what the memory knows."""
        features: set[P] = set()
        all_have = list(map(memory.__getitem__, found))
        end = len(found) - 1
        last = last_but_one = -9  # where pairs were found
        for at in compress(count(), all_have):
            alone, following = all_have[at]  # type: ignore[misc] # compress leaves out None
            if alone:
                features.update(alone)
            if following and at < end and (pair := following.get(found[at + 1])):
                features.add(pair)
                if last == at - 1 and self._longer:
                    features.update(self._longer_ones(found, at, of_four=last_but_one == at - 2))
                last, last_but_one = at, last
        return features

    def _longer_ones(self, found: list[str], at: int, *, of_four: bool) -> Iterator[P]:
        """Yield what ends with the pair that begins at a place."""
        if longer := self._longer.get(tuple(found[at - 1 : at + 2])):
            yield longer
        if of_four and (longest := self._longer.get(tuple(found[at - 2 : at + 2]))):
            yield longest

    def _memories(self, language: str) -> tuple[_Memory[P], _Memory[P]]:
        """Return what words have in a language, and what they have of inflections alone."""
        if language not in self._by_language:
            filed: dict[str, tuple[P, ...]] = {}
            for feature, (word, posting) in self._inflected.items():
                for wanted in stems(feature[1:], word, language):
                    filed[wanted] = (*filed.get(wanted, ()), posting)
            self._by_language[language] = (
                _Memory(lambda word: self._has(word, filed.get(stem(word, language), ()))),
                _Memory(lambda word: (own, None) if (own := filed.get(stem(word, language))) else None),
            )
        return self._by_language[language]

    def __bool__(self) -> bool:
        return bool(self._words or self._by_begin or self._side_by_side or self._longer)

    def has_inflections(self) -> bool:
        """Return whether any are asked for."""
        return bool(self._inflected)

    def _of_plain(self, word: str) -> _Has[P] | None:
        return self._has(word, ())

    def _has(self, word: str, inflections: tuple[P, ...]) -> _Has[P] | None:
        beginnings = self._by_begin.get(word[:BEGIN])
        begun = [p for b, p in beginnings.items() if word.startswith(b)] if beginnings else []
        alone = (*self._words.get(word, ()), *begun, *inflections)
        following = self._side_by_side.get(word)
        return (alone, following) if alone or following else None
