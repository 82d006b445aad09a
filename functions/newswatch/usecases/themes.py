"""What an article is about: the names in it and its rare words, as one would ask for them."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from newswatch.query.grams import grams, is_stretch, parts_of_longer
from newswatch.query.stemming import UNKNOWN, stem
from newswatch.stories import background
from newswatch.stories.retellings import singular
from newswatch.text import BREAK
from newswatch.text import words as terms
from newswatch.usecases.function_words import linking, numbers
from newswatch.usecases.naming import NOUNS_HAVE, Key, Spelled, names, parts, whole_names
from newswatch.usecases.small_words import ENGLISH, HONOURS, LINKING, OFFICES, QUALIFYING, TAGS, TITLES

READ = 6_000
"""Characters of the text that are looked at: what an article is about is said again and again."""
LEAD = 400
SHORTEST = 3
"""Letters of a word that is no abbreviation; there are shorter ones, which tell nothing."""
OFTEN = 2
"""Times that something stands in a text, without being in the headline, to be what it is about."""
STEMMED = 4
"""Letters of a word of which inflections are looked for."""
ENDINGS = 3
"""Letters that may be between inflections: beyond, they are other words, as ``govern`` and ``government``."""
SIDE_BY_SIDE = 0.5
"""Of the times that the rarer of two words stands in a text, how often it has to be beside the other, for
both to be one thing: ``minimum wage``."""
PAIR_TIMES = 3
SMALL = 0.01
"""Share of headlines above which a word makes no such thing with another."""
TAG_WORDS = 3
"""Of what says before a colon of which column an article is."""
LONG = 6
"""Letters of words that the headline does not have, in languages of whose words little is known."""
KOREAN_ENDINGS = frozenset("는을를의에고다며해한할게지서")
"""Syllables that are attached behind words, or end verbs."""
INFLECTED = frozenset(("cs", "et", "fi", "hr", "hu", "lt", "pl", "ro", "ru", "sr", "tr"))
"""Languages with a stemmer in which names have endings, too."""
VERBS = {
    "ru": ("лся", "лась", "лось", "лись", "ется", "ются", "ится", "ятся", "ться"),
    "uk": ("вся", "лася", "лося", "лися", "ється", "ються", "иться", "яться", "тися"),
}
"""How verbs end, and hardly anything else."""
_HYPHENATED = re.compile(r"(?<![\w-])[^\W\d_]\w*(?:-\w+)+(?![\w-])")
_PARTS = 3
"""Of a hyphenated word; what has more is made up for once."""
_SMALL = 1


@dataclass(frozen=True, slots=True)
class Theme:
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
    is_inflected: bool = False
    """Whether it stands there in several inflections, which are counted together."""
    is_pair: bool = False
    """Whether these are two words that stand side by side again and again, without being a name."""
    is_verb: bool = False
    """Whether it is what is done, as far as its endings tell, or that it has no capital where nouns have."""


def themes(title: str, text: str, language: str = "") -> list[Theme]:
    """Return what an article may be about: what its headline says, and what its text says again and again."""
    found = _Found(_untagged(title), text[:READ], language)
    made = [found.theme(key) for key in found.spelled if found.is_told(key)]
    return _merged(made, language)


def _untagged(title: str) -> str:
    """Return a headline without what says of which column it is: ``Tennis podcast: …``."""
    tag, colon, rest = title.partition(": ")
    said = terms(tag)
    is_tag = len(said) <= TAG_WORDS and not TAGS.isdisjoint(said)
    return rest if colon and is_tag else title


class _Found:
    """What stands in an article, and how often."""

    def __init__(self, title: str, body: str, language: str) -> None:
        self._language = language
        self.is_english = language in ("", UNKNOWN)
        self._titles = TITLES.get(language or ENGLISH, frozenset())
        self._qualifying = QUALIFYING.get(language or ENGLISH, frozenset())
        self._nothing = HONOURS | LINKING | numbers(language)
        self._linking = linking(language)
        self.headline, self.said, self.lead = _joined(title), _joined(body), _joined(body[:LEAD])
        named = names(title, body, language)
        called = {key: each.usual for key, each in named.items()}
        hyphened = _hyphened(title, body)
        pairs, words = _words(title, body)
        self.spelled = {key: each.usual for key, each in (words | hyphened).items()} | called
        self.names = called.keys() | {
            key for key in hyphened if self.spelled[key] != self.spelled[key].lower()
        }
        self.whole = whole_names(called, self.said, self.lead)
        self.times = {key: self._count(key, self.said) for key in self.spelled}
        both = f"{self.headline}{BREAK}{self.said}"
        anywhere = {key: self._count(key, both) for key in self.spelled}
        self.pairs = {
            key
            for key, each in pairs.items()
            if key not in self.spelled and self._is_pair(key, each.total(), anywhere)
        }
        for key in self.pairs:
            self.spelled[key], self.times[key] = pairs[key].usual, self._count(key, self.said)
        self._parts = parts_of_longer(self.times) | (
            parts({key: each.total() for key, each in named.items()}, anywhere, self.headline)
            - self.whole.keys()
        )
        self._parts |= _parts_of_hyphened(hyphened.keys() - called.keys(), anywhere)

    def is_told(self, key: Key) -> bool:
        """Return whether it is told by the text, and by itself."""
        times, in_title = self.times[key], self._phrase(key) in self.headline
        # Of characters, the headline alone tells no words.
        is_said = times >= OFTEN or (in_title and (times or not is_stretch(key)))
        is_whole = len(key) > 1 and key[-1:] in self.whole
        return (
            bool(is_said) and key not in self._parts and not is_whole and not self._is_nothing(key, in_title)
        )

    def _is_nothing(self, key: Key, in_title: bool) -> bool:
        """Return whether nothing is about it, whatever it says."""
        if is_stretch(key):
            return key[-1] in KOREAN_ENDINGS
        if len(key) > 1:
            return False
        is_small = not self.is_english and not in_title and key not in self.names and len(key[0]) < LONG
        is_title = key not in self.names and (
            key[0] in self._linking or key[0] in self._titles or self._is_office(key[0])
        )
        return key[0] in self._nothing or is_title or is_small

    def _is_office(self, word: str) -> bool:
        """Return whether a word stands nowhere but before titles: ``Prime`` of ``Prime Minister``."""
        if word not in self._qualifying:
            return False
        both = f"{self.headline}{BREAK}{self.said}"
        before = sum(self._count((word, title), both) for title in self._titles | OFFICES | self._qualifying)
        return before >= self._count((word,), both)

    def theme(self, key: Key) -> Theme:
        """Return what is told."""
        called, phrase = self.whole.get(key, self.spelled[key]), self._phrase(key)
        at = self.headline.find(phrase)
        return Theme(
            tuple(terms(called)),
            called,
            key in self.names,
            self.times[key],
            at >= 0,
            phrase in self.lead,
            at / len(self.headline) if at >= 0 else 1.0,
            is_pair=key in self.pairs,
            is_verb=key not in self.names and len(key) == 1 and self._is_verb(key[0], called),
        )

    def _is_pair(self, key: Key, times: int, anywhere: Mapping[Key, int]) -> bool:
        rarer = min(anywhere.get((word,), 0) for word in key)
        is_telling = (self._nothing | self._titles).isdisjoint(key) and all(
            background.share(word) < SMALL for word in key
        )
        return is_telling and times >= PAIR_TIMES and times >= SIDE_BY_SIDE * rarer

    def _is_verb(self, word: str, text: str) -> bool:
        if self._language in NOUNS_HAVE - {""}:
            return text.islower()
        if word.endswith(VERBS.get(self._language, ())):
            return True
        if not self.is_english:
            return False
        base = word.removesuffix("ing") if word.endswith("ing") else singular(word)
        past = f"{base[:-1]}ied" if base.endswith("y") else f"{base.removesuffix('e')}ed"
        return word.endswith(("ed", "ly")) or any(f" {form} " in self.said for form in (past, f"to {base}"))

    @staticmethod
    def _phrase(key: Key) -> str:
        return f" {' '.join(key)} "

    def _count(self, key: Key, text: str) -> int:
        return text.count(self._phrase(key))


def _joined(text: str) -> str:
    return f" {' '.join(terms(text))} "


def _words(title: str, body: str) -> tuple[dict[Key, Spelled], dict[Key, Spelled]]:
    """Return pairs of words, and single ones; where nobody knows what is a word, stretches of characters."""
    pairs: dict[Key, Spelled] = {}
    words: dict[Key, Spelled] = {}
    for text in (body, title):
        for gram in grams(text):
            key = gram.needles
            is_short = len(gram.text) < SHORTEST and gram.text.islower()
            if is_stretch(key) or (len(key) == 1 and not is_short):
                words.setdefault(key, Spelled())[gram.text] += 1
            elif len(key) > 1 and " " in gram.text and gram.text.islower() and min(map(len, key)) >= SHORTEST:
                pairs.setdefault(key, Spelled())[gram.text] += 1
    return pairs, words


def _hyphened(title: str, body: str) -> dict[Key, Spelled]:
    """Return words that are written with hyphens between their parts, such as ``e-tron``."""
    found: dict[Key, Spelled] = {}
    for text in (body, title):
        for match in _HYPHENATED.finditer(text):
            key = tuple(terms(match.group()))
            if 1 < len(key) <= _PARTS:
                found.setdefault(key, Spelled())[match.group()] += 1
    return found


def _parts_of_hyphened(hyphened: Iterable[Key], times: Mapping[Key, int]) -> set[Key]:
    """Return parts that are no words by themselves, and what is written together for once."""
    gone: set[Key] = set()
    within = Counter[Key]()
    for key in hyphened:
        for word in {*key}:
            within[(word,)] += times[key]
    for key in hyphened:
        single = {(word,) for word in key}
        # Of ``T-Mobile`` the rest is another word, however often it stands by itself.
        alone = {word for word in single if times.get(word, 0) > within[word]}
        if alone and min(map(len, key)) > _SMALL:
            gone.add(key)
        else:
            gone |= {word for word in single if times.get(word, 0) <= 2 * within[word]}
    return gone


def _merged(found: Iterable[Theme], language: str) -> list[Theme]:
    """Return these with inflections of one word as one."""
    families: dict[object, list[Theme]] = {}
    for each in found:
        families.setdefault(_family(each, language), []).append(each)
    return [each for family in families.values() for each in _as_one(family)]


def _family(theme: Theme, language: str) -> object:
    is_word = len(theme.key) == 1 and len(theme.key[0]) >= STEMMED
    if not is_word or is_stretch(theme.key) or (theme.is_name and language not in INFLECTED):
        return theme.key, theme.is_name
    if language in ("", UNKNOWN):
        # A verb in all its forms would stand more often than what it is about.
        return singular(theme.key[0])
    return stem(theme.text.lower(), language)


def _as_one(family: Sequence[Theme]) -> list[Theme]:
    """Return inflections as the one that is in the headline, or stands most often; what is none as it is."""
    first = max(family, key=lambda each: (each.in_title, each.times, each.key))
    alike = [each for each in family if abs(len(each.text) - len(first.text)) <= ENDINGS]
    others = [each for each in family if each not in alike]
    if len(alike) == 1:
        return [first, *others]
    one = replace(
        first,
        is_name=any(each.is_name for each in alike),
        times=sum(each.times for each in alike),
        in_lead=any(each.in_lead for each in alike),
        at=min(each.at for each in alike),
        is_inflected=True,
    )
    return [one, *others]
