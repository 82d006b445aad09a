"""Exclusions: what stories that are not wanted have in common, as edits that leave them out."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import log, log1p

from newswatch.model import Article
from newswatch.query.grams import grams, is_stretch, parts_of_longer
from newswatch.query.narrowing import Narrowing, excluding_origin, excluding_words
from newswatch.query.origin import Origin
from newswatch.query.syntax import Attribute, Filter, Leaf, Node, Phrase, Word, walk
from newswatch.query.words import is_bare
from newswatch.sources.urls import is_web_address, outlet
from newswatch.stories import background
from newswatch.stories.retellings import spelled
from newswatch.text import words
from newswatch.usecases.function_words import small

READ = 4_000
"""Characters of an article that are looked at: what it is about stands there."""
TELLING = 0.0035
"""Words of more headlines than this (``until``, ``game``) are in all news, and tell nothing."""
TITLED = 3
"""Times that a word in the title counts as."""
LEAD = 400
"""Characters at the beginning of a text, which say what it is about."""
AGAIN = 2
"""Times that a text has a word elsewhere, if it is about that: what links words stands there once."""
WORDS = 60
"""Words and phrases, the most telling first; each is tried twice."""
ORIGINS = 10

_Key = tuple[str, ...]


@dataclass(slots=True)
class _Found:
    """Words that stories have in common."""

    stories: int = 0
    about: int = 0
    """How many of them are about it, as far as it stands there where that is said."""
    weight: float = 0.0
    times: int = 0
    spelled: Counter[str] = field(default_factory=Counter)


def exclusions(root: Node, stories: Sequence[Sequence[Article]]) -> Iterator[Narrowing]:
    """Yield edits of a query that may leave out at least half of these stories, the most telling first.

    Args:
        root: the query; words that it asks for are not excluded.
        stories: the articles for which it holds, by story; at least one of each.
    """
    for common in _common_words(root, stories):
        yield from excluding_words(root, common)
    for origin in _common_origins(stories):
        yield excluding_origin(root, origin)


def _common_words(root: Node, stories: Sequence[Sequence[Article]]) -> list[Word | Phrase]:
    found: dict[_Key, _Found] = {}
    for articles in stories:
        counts, spelt, about = _counts(articles[0])
        for article in articles[1:]:
            # A story is left out where all of its articles are.
            others, _, of_others = _counts(article)
            counts = Counter({key: times for key, times in counts.items() if key in others})
            about |= of_others
        for key, times in counts.items():
            common = found.setdefault(key, _Found())
            common.stories += 1
            common.about += key in about
            common.times += times
            common.weight += log1p(times)
            common.spelled.update(spelt[key])
    asked = [" ".join(leaf.needles) for leaf in walk(root) if isinstance(leaf, Leaf)]
    telling = {
        key: common
        for key, common in found.items()
        if 2 * common.about >= len(stories) and _rarity(key) and not _is_asked(key, asked)
    }
    ranked = sorted(
        telling, key=lambda key: (-telling[key].stories, -telling[key].weight * _rarity(key), key)
    )
    parts = parts_of_longer({key: common.times for key, common in telling.items()})
    kept = [key for key in ranked if key not in parts]
    return [_leaf(key, telling[key]) for key in kept[:WORDS]]


def _counts(article: Article) -> tuple[Counter[_Key], dict[_Key, Counter[str]], set[_Key]]:
    """Return how often words stand in an article, how they are spelt there, and which it may be about."""
    counts: Counter[_Key] = Counter()
    spelt: dict[_Key, Counter[str]] = {}
    leading = set[_Key]()
    # Few headlines have them, but that tells nothing of what stands in texts.
    nothing = small(Origin(article).language)
    for text, times in ((article.title, TITLED), (article.text[:READ], 1)):
        for gram in grams(text):
            if not nothing.isdisjoint(gram.needles):
                continue
            counts[gram.needles] += times
            spelt.setdefault(gram.needles, Counter())[gram.text] += 1
            if gram.start < LEAD:
                leading.add(gram.needles)
    return counts, spelt, leading | {key for key, times in counts.items() if times >= AGAIN}


def _rarity(key: _Key) -> float:
    """Return how much it tells that words are there; 0 where one of them is everywhere."""
    joint = "" if is_stretch(key) else " "
    shares = [background.share(term) for term in spelled(joint.join(key))]
    return -log(min(shares)) if max(shares) < TELLING else 0.0


def _is_asked(key: _Key, asked: Sequence[str]) -> bool:
    """Return whether words are among those that a query asks for, or have some of these in them."""
    said = " ".join(key)
    return any(f" {said} " in f" {each} " or f" {each} " in f" {said} " for each in asked)


def _leaf(key: _Key, found: _Found) -> Word | Phrase:
    """Return words as they are spelled most often; of equals, in lower case."""
    text = min(found.spelled.items(), key=lambda item: (-item[1], item[0] != item[0].lower(), item[0]))[0]
    is_one = (len(key) == 1 or is_stretch(key)) and is_bare(text)
    return Word(text) if is_one else Phrase(text)


def _common_origins(stories: Sequence[Sequence[Article]]) -> Iterator[Filter]:
    """Yield the sites and sections of at least half of these stories, those of most first."""
    counts: Counter[Filter] = Counter()
    for articles in stories:
        counts.update(frozenset.intersection(*(frozenset(_origins(article)) for article in articles)))
    common = [origin for origin, count in counts.items() if 2 * count >= len(stories)]
    yield from sorted(common, key=lambda origin: (-counts[origin], origin.attribute, origin.value))[:ORIGINS]


def _origins(article: Article) -> Iterator[Filter]:
    if is_web_address(article.url):
        yield Filter(Attribute.SITE, outlet(article.url))
    if words(article.section):
        yield Filter(Attribute.SECTION, " ".join(article.section.split()).replace('"', ""))
