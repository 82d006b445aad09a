"""Titles: what people are called by before their names, which some write and others leave out."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from newswatch.stories import background
from newswatch.stories.retellings import singular
from newswatch.text import Token, tokens
from newswatch.usecases.small_words import COURTESY, DETERMINERS, ENGLISH, HELD, OFFICES, QUALIFYING, TITLES

RARE = 1.5e-4
"""Share of headlines below which a word is no common one, in whatever language."""
AGAIN = 2
"""Times that a title stands before a word, or alone, to be a part of a name: ``Judge Judy``, ``Coach``."""
SHORT = 2
"""Letters of what can be a name by itself: ``Z`` cannot."""
_JOINT = re.compile("[ \u00a0&'’-]")


class Titles:
    """Which words of a text are titles of people, and which are parts of names."""

    def __init__(self, text: str, language: str, is_name: Callable[[Token], bool]) -> None:
        self._titles = TITLES.get(language or ENGLISH, frozenset())
        self._qualifying = QUALIFYING.get(language or ENGLISH, frozenset())
        found = list(_between(text, is_name))
        self._named, self._alone = self._with_titles(text, found), self._by_themselves(text, found)

    def is_title(self, before: Token | None, token: Token, after: Token | None) -> bool:
        """Return whether a word goes where a name is asked for.

        Args:
            before: what is beside it, as a part of a name.
            token: the word, with a capital.
            after: what is beside it behind, if that is a name or a part of one.
        """
        if before and self.is_qualifying(before):
            return token.term in self._titles | OFFICES
        if token.term not in self._titles:
            return False
        if after is None:
            return before is None and token.term not in self._alone
        return (token.term, after.term) not in self._named

    def begins_name(self, token: Token, after: Token | None) -> bool:
        """Return whether a title is the first word of a name, at the beginning of a sentence too."""
        return after is not None and (token.term, after.term) in self._named

    def is_qualifying(self, token: Token) -> bool:
        """Return whether a word goes with the title behind it: ``Prime Minister``."""
        return token.term in self._qualifying

    def _with_titles(self, text: str, found: Sequence["_Between"]) -> AbstractSet[tuple[str, str]]:
        """Return names that begin with a title, such as ``Premier League``, by that and the word behind it.

        That word is none of a person: it is short or common, or never stands without the title.
        """
        behind, others, whole = Counter[tuple[str, str]](), Counter[str](), Counter[str]()
        for before, token, is_last in found:
            if before and before.term in self._titles and text[before.start].isupper():
                behind[before.term, token.term] += is_last
            elif is_last:
                others[token.term] += 1
                whole[token.term] += before is not None and text[before.start].isupper()
        people = {word for title, word in behind if title in COURTESY}
        return {
            (title, word)
            for (title, word), times in behind.items()
            if times
            and title not in HELD
            and (title in COURTESY or word not in people)
            and not (title in COURTESY and whole[word])
            and (
                len(word) < SHORT
                or (times >= AGAIN and not others[word])
                or (title not in COURTESY and times > others[word] and is_common(word))
            )
        }

    def _by_themselves(self, text: str, found: Sequence["_Between"]) -> AbstractSet[str]:
        """Return titles that are names: again and again they stand alone, and not as ``the President``."""
        alone, described = Counter[str](), Counter[str]()
        for before, token, is_last in found:
            if is_last and token.term in self._titles:
                if before is None or before.term not in DETERMINERS:
                    alone[token.term] += before is None or not text[before.start].isupper()
                else:
                    described[token.term] += 1
        return {term for term, times in alone.items() if times >= AGAIN and times > described[term]}


_Between = tuple[Token | None, Token, bool]
"""What is beside a word, the word, and whether no name is beside it behind."""


def _between(text: str, is_name: Callable[[Token], bool]) -> Iterator[_Between]:
    """Yield the words of names."""
    found = tokens(text)
    for before, token, after in zip([None, *found], found, [*found[1:], None], strict=False):
        if is_name(token):
            is_near = before is not None and is_joined(text, before, token)
            is_last = after is None or not (is_joined(text, token, after) and is_name(after))
            yield before if is_near else None, token, is_last


def is_joined(text: str, one: Token, other: Token) -> bool:
    """Return whether nothing stands between two words but what may be within a name."""
    return bool(_JOINT.fullmatch(text[one.end : other.start]))


def is_common(term: str) -> bool:
    """Return whether a word is a common one, as far as that is known of its language."""
    return background.share(singular(term)) >= RARE
