"""Names in a text: what is written with capitals, one word or several side by side.

Headlines and headings say nothing of that where all of their words have capitals, nor do single words of
German, whose nouns have them: then it is a word.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import zip_longest

from newswatch.query.grams import is_part
from newswatch.stories import background
from newswatch.text import Token, tokens
from newswatch.usecases.small_words import COMPASS, HONOURS, LINKING
from newswatch.usecases.titles import Titles, is_common, is_joined

NAME_WORDS = 5
WHOLE_WORDS = 3
"""Of what may be a person's whole name; longer ones are offices, addresses and the like."""
PART, FIRST_NAME = 0.6, 0.4
"""Of the times that a word stands in a text, how often it is in longer names, to be a part of them. Of what
is before a surname that tells by itself, less will do."""
OWN_CHARS = 6
SHOUTED_CHARS = 5
"""Longer words in capitals are no abbreviations, but at the beginning of a report, or loud."""
CAPITALS = 0.3
"""Of words within sentences: where more begin with a capital, it is the nouns that do. English has 0.15."""
NOUNS_HAVE = frozenset(("", "de", "lb"))
"""Languages in which that may be so; lists of players and winners have as many capitals in all others."""
BEGINNING = 1e-3
"""Share of headlines above which a word begins no name, such as those with which sentences begin."""
PARTICLES = frozenset({"of", "de", "del", "la", "da", "do", "dos", "di", "van", "von", "der", "bin", "al"})
_LINE = re.compile(r"\n|(?<=[.!?])\s+(?=[\"“„«‘(]?[^\W\d_a-z])")
_SENTENCE = re.compile(r"[.!?:;\n\"“”„«»‹›()•|–—-]")

Key = tuple[str, ...]
"""Words, folded."""


class Spelled(Counter[str]):
    """How something is spelled, and how often."""

    @property
    def usual(self) -> str:
        """Return how it is spelled most often; in lower case if it is that at all."""
        text = min(self, key=lambda text: (text != text.lower(), -self[text], text))
        is_shouted = text.isupper() and max(map(len, text.split())) > SHOUTED_CHARS
        return text.title() if is_shouted else text


def names(title: str, body: str, language: str) -> dict[Key, Spelled]:
    """Return what is written with capitals, as often as it stands like that."""
    telling = [part for text in (body, title) for part in _LINE.split(text) if tells(part)]
    capitals = _Capitals("\n".join(telling), language)
    found: dict[Key, Spelled] = {}
    for text in telling:
        for run in capitals.runs(text):
            spelled = " ".join(text[run[0].start : run[-1].end].split())
            found.setdefault(tuple(token.term for token in run), Spelled())[spelled] += 1
    return found


def parts(names: Mapping[Key, int], times: Mapping[Key, int], headline: str) -> set[Key]:
    """Return words that hardly stand but in longer names, such as first names.

    Args:
        names: of a text, each with how often it is one.
        times: how often each word stands in it.
        headline: its words, joined; what it has by itself is no part.
    """
    within, last, first, titled = Counter[Key](), set[Key](), set[Key](), set[Key]()
    for key, so_often in names.items():
        if len(key) > 1:
            last.add(key[-1:])
            if is_own(key[-1]):
                first.add(key[:1])
            for word in {*key}:
                within[(word,)] += so_often
                if f" {' '.join(key)} " in headline:
                    titled.add((word,))
    return {
        word
        for word, so_often in within.items()
        if (FIRST_NAME if word in first else PART) * times.get(word, 0) <= so_often
        and not (word in last and is_own(word[0]))
        and (word in titled or f" {word[0]} " not in headline)
    }


def whole_names(names: Mapping[Key, str], said: str, lead: str) -> dict[Key, str]:
    """Return the whole names of those who are called by them first, and by their surnames from then on.

    Only of surnames that do not tell by themselves who is meant. Where several whole names end with it,
    nobody knows whose it is.

    Args:
        names: each with how it is spelled.
        said: the words of the text, joined.
        lead: those of its beginning.
    """
    found: dict[Key, str] = {}
    longer = [key for key in names if 1 < len(key) <= WHOLE_WORDS and key[0] not in COMPASS | HONOURS]
    for surname in {key[-1:] for key in longer}:
        if is_own(surname[0]) or not names.get(surname, "")[1:].islower():
            continue
        whole = [key for key in longer if key[-1:] == surname]
        if len(whole) == 1:
            first = f" {' '.join(whole[0])} "
            is_first = (
                0 <= said.find(first) == said.find(f" {surname[0]} ") + len(surname[0]) + 2 - len(first)
            )
            if is_first or first in lead:
                found[surname] = names[whole[0]]
    return found


def is_own(name: str) -> bool:
    """Return whether a name tells by itself who or what is meant: common ones are short, or words as well."""
    return len(name) >= OWN_CHARS and not is_common(name)


def tells(title: str) -> bool:
    """Return whether capitals tell anything in a headline or sentence: not all of its words have them."""
    cased = [token for token in tokens(title) if len(token.term) > len(max(PARTICLES, key=len))]
    return any(title[token.start].islower() for token in cased)


class _Capitals:
    """Which words of a text have capitals because they are names."""

    def __init__(self, text: str, language: str) -> None:
        inside, initial, lower = Counter[str](), set[str](), Counter[str]()
        for token, is_first in _placed(text):
            if not text[token.start].isupper():
                lower[token.term] += text[token.start].islower()
            elif is_first:
                initial.add(token.term)
            else:
                inside[token.term] += 1
        cased = sum(inside.values()) + sum(lower.values())
        self._are_nouns = language in NOUNS_HAVE and sum(inside.values()) > CAPITALS * cased
        self._names = {term for term, times in inside.items() if times > lower[term]} - LINKING
        # A name at the beginning of each sentence in which it stands is as any other word there.
        self._first = {term for term in initial if not lower[term] and background.share(term) < BEGINNING}
        self._names |= {term for term in self._first if not is_common(term)}
        self._titles = Titles(text, language, lambda token: self._is_name(text, token))

    def runs(self, text: str) -> Iterator[list[Token]]:
        """Yield names, each as its words."""
        run: list[Token] = []
        found = tokens(text)
        for token, after in zip_longest(found, found[1:]):
            is_near = bool(run) and is_joined(text, run[-1], token)
            is_followed = after is not None and is_joined(text, token, after) and self._is_name(text, after)
            is_particle = is_near and is_followed and text[token.start : token.end] in PARTICLES
            # What begins a sentence is part of the name behind it, unless it stands elsewhere in lower case.
            is_first = is_followed and text[token.start].isupper() and token.term in self._first
            before = run[-1] if is_near else None
            is_title = text[token.start].isupper() and self._titles.is_title(
                before, token, after if is_followed else None
            )
            while is_title and run and is_near and self._titles.is_qualifying(run[-1]):
                run.pop()
            is_first = is_first or (is_followed and self._titles.begins_name(token, after))
            # Within a sentence a capital tells, even of what has none elsewhere: ``Tarn Valley``.
            is_more = is_near and not self._are_nouns and self._is_capital(text, token)
            is_name = not is_title and (self._is_name(text, token) or is_more or (is_first and not run))
            if run and not (is_near and (is_name or is_particle)):
                yield from self._ended(run)
                run = []
            if is_name or (is_particle and run):
                run.append(token)
        yield from self._ended(run)

    def _ended(self, run: list[Token]) -> Iterator[list[Token]]:
        if run and run[-1].term in PARTICLES:
            run = run[:-1]
        # What is longer is a heading.
        if 1 < len(run) <= NAME_WORDS or (len(run) == 1 and len(run[0].term) > 1 and not self._are_nouns):
            yield run

    def _is_capital(self, text: str, token: Token) -> bool:
        return text[token.start].isupper() and token.term not in LINKING and not is_part(text, token)

    def _is_name(self, text: str, token: Token) -> bool:
        return text[token.start].isupper() and token.term in self._names and not is_part(text, token)


def _placed(text: str) -> Iterator[tuple[Token, bool]]:
    """Yield the words of a text, each with whether a sentence may begin with it."""
    end = 0
    for token in tokens(text):
        between = text[end : token.start]
        yield token, not end or bool(_SENTENCE.search(between))
        end = token.end
