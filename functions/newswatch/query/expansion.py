"""Which of the features that topics ask for a word of an article has.

These are the word itself, beginnings such as ``sanction*`` and inflections such as
``~merging``. Most words of an article were in others before, so what each has is
remembered, and found by one look into a dictionary.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Generic, TypeVar

from newswatch.query.stemming import stem, stems
from newswatch.query.syntax import BEGIN
from newswatch.text import words

P = TypeVar("P")
"""What stands for a feature: the index's posting."""

_REMEMBERED = 60_000
"""Words of articles, about 100 bytes each."""


class _Memory(dict[str, tuple[P, ...]]):
    """What words have."""

    def __init__(self, look_up: Callable[[str], tuple[P, ...]]) -> None:
        super().__init__()
        self._look_up = look_up

    def __missing__(self, word: str) -> tuple[P, ...]:
        if len(self) >= _REMEMBERED:
            self.clear()
        found = self[word] = self._look_up(word)
        return found


class Expansion(Generic[P]):
    """The features that are asked for of words."""

    def __init__(self) -> None:
        self._words: dict[str, tuple[P, ...]] = {}
        """Per word that is asked for, the feature that it is, and inflections that are spelled so."""
        self._by_begin: dict[str, dict[str, P]] = {}
        self._inflected: dict[str, tuple[str, P]] = {}
        """By inflection, the word without accents, and the feature."""
        self._plain: _Memory[P] = _Memory(self._of_plain)
        self._by_language: dict[str, tuple[_Memory[P], _Memory[P]]] = {}
        """What words have, and what they have of inflections alone."""

    def add(self, feature: str, posting: P) -> None:
        """Take in a feature."""
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

    def discard(self, feature: str) -> None:
        """Forget a feature."""
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

    def of(self, found: Iterable[str]) -> Iterator[P]:
        """Return what words have, some of it more than once; of inflections, what is spelled the same.

        Args:
            found: as ``text.words`` returns them.
        """
        return chain.from_iterable(filter(None, map(self._plain.__getitem__, found)))

    def of_inflected(self, found: Iterable[str], language: str) -> Iterator[P]:
        """Return what words have, inflections included; for texts whose words have no accents.

        Args:
            found: as ``text.words`` and ``text.inflected`` return them alike.
            language: of the article; empty where it is not known.
        """
        both, _ = self._memories(language)
        return chain.from_iterable(filter(None, map(both.__getitem__, found)))

    def inflections(self, found: Iterable[str], language: str) -> Iterator[P]:
        """Return the inflections that words have.

        Args:
            found: as ``text.inflected`` returns them.
            language: as above.
        """
        _, by_stem = self._memories(language)
        return chain.from_iterable(filter(None, map(by_stem.__getitem__, found)))

    def _memories(self, language: str) -> tuple[_Memory[P], _Memory[P]]:
        """Return what words have in a language, and what they have of inflections alone."""
        if language not in self._by_language:
            filed: dict[str, tuple[P, ...]] = {}
            for feature, (word, posting) in self._inflected.items():
                for wanted in stems(feature[1:], word, language):
                    filed[wanted] = (*filed.get(wanted, ()), posting)
            by_stem: _Memory[P] = _Memory(lambda word: filed.get(stem(word, language), ()))
            both: _Memory[P] = _Memory(lambda word: (*self._of_plain(word), *by_stem[word]))
            self._by_language[language] = both, by_stem
        return self._by_language[language]

    def __bool__(self) -> bool:
        return bool(self._words or self._by_begin)

    def has_inflections(self) -> bool:
        """Return whether any are asked for."""
        return bool(self._inflected)

    def _of_plain(self, word: str) -> tuple[P, ...]:
        beginnings = self._by_begin.get(word[:BEGIN])
        begun = [p for b, p in beginnings.items() if word.startswith(b)] if beginnings else []
        return (*self._words.get(word, ()), *begun)
