"""What an article is about: the names in it and its rare words, as one would ask for them.

A name is what is written with capitals, one word or several side by side. Headlines say nothing of that where
all of their words have capitals, nor do single words of German, whose nouns have them: then it is a word.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest

from newswatch.query.grams import grams, is_stretch, parts_of_longer
from newswatch.stories import background
from newswatch.stories.retellings import singular
from newswatch.text import BREAK, Token, tokens
from newswatch.text import words as terms

READ = 6_000
"""Characters of the text that are looked at: what an article is about is said again and again."""
LEAD = 400
NAME_WORDS = 5
SHORTEST = 3
"""Letters of a word that is no abbreviation; there are shorter ones, which tell nothing."""
OWN_CHARS = 6
SHOUTED_CHARS = 5
"""Longer words in capitals are no abbreviations, but at the beginning of a report, or loud."""
OFTEN = 2
"""Times that something stands in a text, without being in the headline, to be what it is about."""
CAPITALS = 0.3
"""Of words within sentences: where more begin with a capital, it is the nouns that do. English has 0.15."""
RARE = 1.5e-4
"""Share of headlines below which a word is no common one, in whatever language."""
COMMON = 1e-3
"""The same of one that begins no name, such as the words with which sentences begin."""
PARTICLES = frozenset({"of", "de", "del", "la", "da", "do", "dos", "di", "van", "von", "der", "bin", "al"})
_SENTENCE = re.compile(r"[.!?:;\n\"“”„«»‹›()•|–—-]")
_JOINT = re.compile("[ \u00a0&'’-]")

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that an article is about."""

    key: Key
    """Its words, folded."""
    text: str
    """As it is spelled most often."""
    is_name: bool
    times: int
    """How often it stands in the text."""
    in_title: bool
    in_lead: bool
    """Whether it stands at the beginning of the text."""
    at: float
    """How far behind in the headline, 0 to 1; 1 where it is not in it."""


class _Spelled(Counter[str]):
    """How something is spelled, and how often."""

    @property
    def usual(self) -> str:
        """Return how it is spelled most often; in lower case if it is that at all."""
        text = min(self, key=lambda text: (text != text.lower(), -self[text], text))
        is_shouted = text.isupper() and max(map(len, text.split())) > SHOUTED_CHARS
        return text.title() if is_shouted else text


def subjects(title: str, text: str) -> list[Subject]:
    """Return what an article may be about: what its headline says, and what its text says again and again."""
    body = text[:READ]
    headline, said, lead = _joined(title), _joined(body), _joined(body[:LEAD])
    names = {key: spelled.usual for key, spelled in _names(title, body).items()}
    whole = _whole_names(names, said)
    words = {key: spelled.usual for key, spelled in _words(title, body).items()}
    times = {key: said.count(f" {' '.join(key)} ") for key in words | names}
    anywhere = {key: f"{headline}{BREAK}{said}".count(f" {' '.join(key)} ") for key in times}
    parts = parts_of_longer(times) | _parts_of_names(names, anywhere) - whole.keys()
    made = []
    for key, spelled in (words | names).items():
        phrase = f" {' '.join(key)} "
        at = headline.find(phrase)
        # Of characters, the headline alone tells no words.
        is_said = times[key] >= OFTEN or (at >= 0 and (times[key] or not is_stretch(key)))
        if not is_said or key in parts or (len(key) > 1 and key[-1:] in whole):
            continue
        called = whole.get(key, spelled)
        place = at / len(headline) if at >= 0 else 1.0
        made.append(
            Subject(tuple(terms(called)), called, key in names, times[key], at >= 0, phrase in lead, place)
        )
    return made


def _parts_of_names(names: Iterable[Key], times: Mapping[Key, int]) -> set[Key]:
    """Return words that stand nowhere but in a longer name, such as first names."""
    return {
        (word,)
        for key in names
        for word in key
        if len(key) > 1 and times.get((word,), 0) <= times[key] and not (word == key[-1] and is_own(word))
    }


def _whole_names(names: Mapping[Key, str], said: str) -> dict[Key, str]:
    """Return the whole names of those who are called by them first, and by their surnames from then on.

    Only of surnames that do not tell by themselves who is meant. Where several whole names end with it,
    nobody knows whose it is.
    """
    found: dict[Key, str] = {}
    for key in names:
        if len(key) > 1 or is_own(key[0]):
            continue
        whole = {
            " ".join(text.split()[-2:]) for name, text in names.items() if len(name) > 1 and name[-1:] == key
        }
        if len(whole) == 1:
            [called] = whole
            first = f" {' '.join(terms(called))} "
            if 0 <= said.find(first) == said.find(f" {key[0]} ") + len(key[0]) + 2 - len(first):
                found[key] = called
    return found


def is_own(name: str) -> bool:
    """Return whether a name tells by itself who or what is meant: common ones are short, or words as well."""
    return len(name) >= OWN_CHARS and _is_rare(name)


def _is_rare(term: str) -> bool:
    return background.share(singular(term)) < RARE


def _joined(text: str) -> str:
    return f" {' '.join(terms(text))} "


def _words(title: str, body: str) -> dict[Key, _Spelled]:
    """Return single words, and stretches of characters where nobody knows what is a word."""
    found: dict[Key, _Spelled] = {}
    for text in (body, title):
        for gram in grams(text):
            is_short = len(gram.text) < SHORTEST and gram.text.islower()
            if is_stretch(gram.needles) or (len(gram.needles) == 1 and not is_short):
                found.setdefault(gram.needles, _Spelled())[gram.text] += 1
    return found


def _names(title: str, body: str) -> dict[Key, _Spelled]:
    """Return what is written with capitals, as often as it stands like that."""
    capitals = _Capitals(body)
    found: dict[Key, _Spelled] = {}
    for text in (body, title) if capitals.tell_in(title) else (body,):
        for run in capitals.runs(text):
            spelled = " ".join(text[run[0].start : run[-1].end].split())
            found.setdefault(tuple(token.term for token in run), _Spelled())[spelled] += 1
    return found


class _Capitals:
    """Which words of a text have capitals because they are names."""

    def __init__(self, text: str) -> None:
        inside, initial, lower = Counter[str](), set[str](), Counter[str]()
        for token, is_first in _placed(text):
            if not text[token.start].isupper():
                lower[token.term] += text[token.start].islower()
            elif is_first:
                initial.add(token.term)
            else:
                inside[token.term] += 1
        cased = sum(inside.values()) + sum(lower.values())
        self._are_nouns = sum(inside.values()) > CAPITALS * cased
        self._names = {term for term, times in inside.items() if times > lower[term]}
        # A name at the beginning of each sentence in which it stands is as any other word there.
        self._first = {term for term in initial if not lower[term] and background.share(term) < COMMON}
        self._names |= {term for term in self._first if _is_rare(term)}

    def tell_in(self, title: str) -> bool:
        """Return whether capitals tell anything in a headline: it is not written with capitals throughout."""
        cased = [token for token in tokens(title) if len(token.term) > len(max(PARTICLES, key=len))]
        return any(title[token.start].islower() for token in cased)

    def runs(self, text: str) -> Iterator[list[Token]]:
        """Yield names, each as its words."""
        run: list[Token] = []
        found = tokens(text)
        for token, after in zip_longest(found, found[1:]):
            is_near = bool(run) and _is_joined(text, run[-1], token)
            is_followed = after is not None and _is_joined(text, token, after) and self._is_name(text, after)
            is_particle = is_near and is_followed and text[token.start : token.end] in PARTICLES
            # What begins a sentence is part of the name behind it, unless it stands elsewhere in lower case.
            is_first = is_followed and text[token.start].isupper() and token.term in self._first
            is_name = self._is_name(text, token) or (is_first and not run)
            if run and not (is_near and (is_name or is_particle) and len(run) < NAME_WORDS):
                yield from self._ended(run)
                run = []
            if is_name or (is_particle and run):
                run.append(token)
        yield from self._ended(run)

    def _ended(self, run: list[Token]) -> Iterator[list[Token]]:
        if run and run[-1].term in PARTICLES:
            run = run[:-1]
        if len(run) > 1 or (run and len(run[0].term) > 1 and not self._are_nouns):
            yield run

    def _is_name(self, text: str, token: Token) -> bool:
        return text[token.start].isupper() and token.term in self._names


def _is_joined(text: str, one: Token, other: Token) -> bool:
    return bool(_JOINT.fullmatch(text[one.end : other.start]))


def _placed(text: str) -> Iterator[tuple[Token, bool]]:
    """Yield the words of a text, each with whether a sentence may begin with it."""
    end = 0
    for token in tokens(text):
        between = text[end : token.start]
        yield token, not end or bool(_SENTENCE.search(between))
        end = token.end
