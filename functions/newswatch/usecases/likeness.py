"""Likeness: a query for stories like one article, of its names and its rare words."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from math import log1p

from newswatch.query import evaluate
from newswatch.query.amending import accepted
from newswatch.query.evaluation import Readable
from newswatch.query.grams import is_stretch
from newswatch.query.origin import Origin
from newswatch.query.stemming import stem
from newswatch.query.syntax import Attribute, Node, Phrase, Query, Stem, Word, conjunction, disjunction
from newswatch.query.vocabulary import Vocabulary
from newswatch.query.words import is_bare
from newswatch.stories import background
from newswatch.stories.retellings import spelled
from newswatch.usecases.small_words import AGENCIES, DAILY, ENGLISH
from newswatch.usecases.themes import INFLECTED, OFTEN, Theme, themes

TELLING = 0.003
"""Words of more headlines than this tell nothing of what a story is about."""
FAINT = 0.015
"""The same where nothing else is said: what is left are the small words."""
COMMON = 5e-4
"""Words of more headlines than this are no rare ones: beside one, no choice is left."""
EVERYDAY = 1.5e-3
"""Words of more headlines than this are in the news every day, and so in most of what tells of a place."""
DAILY_SHARE = 2e-3
"""The share of what is, at the least, in languages of which few words are known."""
HEADLINES = 10
"""A word stands in so many times as many texts as headlines."""
LOOKED_UP = 24
"""What seems to tell most, of which is asked how common it is now: 1 ms for each and day."""
TITLED, LEADING, NAMED = 2.0, 0.5, 1.5
"""What it counts to be in the headline, at the beginning of the text, and a name; by eye, on real news."""
UNSAID = 0.3
"""What is in the headline alone counts so much of that: there verbs have capitals, too."""
ONCE = 0.6
"""The same of a word of the headline that the text has once: what an article is about it says again."""
UNTITLED = 0.6
"""The same of names that the headline does not have: reporters and witnesses have rare ones, too."""
WORDED = 0.5
"""The same of words: what a text says again and again without it is how its author writes."""
SIDE_BY_SIDE = 0.6
"""The share of several words side by side, as a part of the rarest one's."""
DONE = 0.5
"""The same of verbs."""
SHORT = 200
"""Characters of a text that need not say what the headline says."""
BESIDE = 4
"""Subjects of which one has to be there beside the first: fewer, and stories of tomorrow are missed."""
FIRST = 0.85
"""Of the weight of what tells most, what something of the headline must have to be asked for first."""
NEARLY = 0.4
"""Of the weight of the best of them, what the others must have: less, and they are of any article."""
ALIKE, ENDING = 4, 3
"""Letters that forms of one word have in common, and letters that one has of its own."""
_COMMONEST = 0.02
WITH_ENDINGS = INFLECTED | {"ca", "da", "de", "el", "es", "fr", "it", "nl", "no", "pt", "sv"}
"""Languages in which words have so many endings that one form finds little."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A query for stories like an article."""

    query: str
    """Canonical."""
    is_vague: bool
    """Whether what it asks for tells little, so that much will be found besides: a single word at the most
    that is not in the news every day."""


def proposed(article: Readable, days: Iterable[Vocabulary] = ()) -> Proposal | None:
    """Return a query for stories like an article: ``Venezuela AND (Pompeo OR Lavrov)``.

    It asks for what the article is about most, and for one of a few more things that it is about; beside what
    is in the news every day, for a certain one. It holds for the article itself. None where an article says
    nothing by which others could be like it.

    Args:
        article: what was read.
        days: the words of the last days, as far as they are known; they tell what is common now.
    """
    origin = Origin(article)
    language, tellers = origin.language, _tellers(origin)
    told = [
        _Weighed.of(each, article, language)
        for each in themes(article.title, article.text, language)
        if each.in_title or each.key not in tellers
    ]
    ranked = sorted((each for each in told if each.share < TELLING), key=_order)
    counted = [day for day in days if day]
    current = sorted((each.now(counted) for each in ranked[:LOOKED_UP]), key=_order)
    found = _apart(_titled_first(current))
    for asked in _asked(found):
        if query := _holding(_tree(asked, language), article):
            return Proposal(query.canonical, _is_vague(asked))
    words = sorted((each for each in told if each.theme.in_title and each.share < FAINT), key=_rarest)
    rarest = [_leaf(each.theme, language) for each in _apart(words)[:2]]
    query = _holding(conjunction(rarest), article) if rarest else None
    return Proposal(query.canonical, is_vague=True) if query else None


def _holding(root: Node, article: Readable) -> Query | None:
    query = accepted(root)
    return query if query and evaluate(query, article) is not None else None


@dataclass(frozen=True, slots=True)
class _Weighed:
    """How much something tells of what an article is about."""

    theme: Theme
    share: float
    """The part of headlines that have it, roughly."""
    about: float
    """How much the article is about it."""

    @classmethod
    def of(cls, theme: Theme, article: Readable, language: str) -> "_Weighed":
        """Weigh something by what is known before any news is read."""
        shares = [_share(term, language) for term in spelled(theme.text)]
        share = min(shares, default=1.0)
        if len(theme.key) > 1 and not is_stretch(theme.key):
            share *= SIDE_BY_SIDE
        about = log1p(theme.times) + LEADING * theme.in_lead
        if theme.in_title:
            about += TITLED - theme.at
            if len(article.text) > SHORT:
                about *= UNSAID if not theme.times else 1 if theme.is_name or theme.times > 1 else ONCE
        else:
            about *= UNTITLED if theme.is_name else WORDED
        if not article.text and _may_be_verb(theme, language):
            about *= UNSAID
        return cls(theme, share, about * (NAMED if theme.is_name else DONE if theme.is_verb else 1))

    def now(self, days: Sequence[Vocabulary]) -> "_Weighed":
        """Return the same by what is in the news these days as well."""
        articles = sum(day.articles for day in days)
        if not articles or is_stretch(self.theme.key):
            return self
        rarest = min(sum(day.like(re.escape(term)).get(term, 0) for day in days) for term in self.theme.key)
        return replace(self, share=max(self.share, rarest / articles / HEADLINES))

    @property
    def weight(self) -> float:
        """Return it, above 0."""
        return self.about * log1p(_COMMONEST / self.share)


def _share(term: str, language: str) -> float:
    """Return the part of headlines that have a word, or another inflection of it where words have many."""
    return max(_known_share(term, language), DAILY_SHARE if term in _daily() else 0)


@cache
def _daily() -> AbstractSet[str]:
    return frozenset(folded for word in DAILY for folded in spelled(word))


def _known_share(term: str, language: str) -> float:
    if language not in WITH_ENDINGS or len(term) <= ALIKE:
        return background.share(term)
    return max(background.share(term), _inflected_shares(language).get(stem(term, language), 0))


@cache
def _inflected_shares(language: str) -> Mapping[str, float]:
    """Return the same by stems; it takes 20 ms."""
    found: dict[str, float] = {}
    for term, share in background.shares().items():
        if len(term) >= ALIKE:
            of = stem(term, language)
            found[of] = max(found.get(of, 0), share)
    return found | {
        of: max(found.get(of, 0), DAILY_SHARE) for term in _daily() for of in [stem(term, language)]
    }


def _may_be_verb(theme: Theme, language: str) -> bool:
    """Return whether a word may be what is done, where no text says more: ``man rescues dog``."""
    is_single = len(theme.key) == 1 and not theme.is_name
    return language in ("", ENGLISH) and is_single and theme.at > 0 and theme.text.endswith("s")


def _order(weighed: _Weighed) -> tuple[float, int, tuple[str, ...]]:
    return -weighed.weight, len(weighed.theme.key), weighed.theme.key


def _rarest(weighed: _Weighed) -> tuple[float, float]:
    return weighed.share, weighed.theme.at


def _tellers(origin: Origin) -> set[tuple[str, ...]]:
    """Return who tells an article: agencies, its site, its authors, and their surnames."""
    names = [tuple(name) for of in (Attribute.SOURCE, Attribute.AUTHOR) for name in origin.names[of] if name]
    surnames = [tuple(name[-1:]) for name in origin.names[Attribute.AUTHOR]]
    return {*AGENCIES, *names, *surnames, *((label,) for site in origin.sites for label in site.split("."))}


def _titled_first(ranked: Sequence[_Weighed]) -> list[_Weighed]:
    """Return these with something of the headline first, if it tells nearly as much as what was."""
    least = FIRST * ranked[0].weight if ranked else 0
    first = next(
        (each for each in ranked if each.theme.in_title and each.weight * _named(each) >= least), None
    )
    return [first, *(each for each in ranked if each is not first)] if first else [*ranked]


def _named(weighed: _Weighed) -> float:
    return NAMED if weighed.theme.is_name else 1


def _apart(ranked: Sequence[_Weighed]) -> list[_Weighed]:
    """Return these without what has words in common with one before, or is another form of it."""
    kept: list[_Weighed] = []
    for each in ranked:
        pieces = _pieces(each.theme)
        if not any(
            _are_alike(one, other) for told in kept for one in pieces for other in _pieces(told.theme)
        ):
            kept.append(each)
    return kept


def _pieces(theme: Theme) -> set[str]:
    """Return its words; of characters, each two side by side."""
    key = theme.key
    return {*map("".join, pairwise(key))} if is_stretch(key) else {*key}


def _are_alike(one: str, other: str) -> bool:
    """Return whether these begin alike but for an ending, such as countries and who lives there."""
    same = next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    return one == other or (same >= ALIKE and same >= max(len(one), len(other)) - ENDING)


_Asked = Sequence[Sequence[_Weighed]]
"""What is asked for: something of each."""


def _asked(found: Sequence[_Weighed]) -> Iterator[_Asked]:
    """Yield what to ask for, the best first; what cannot be asked for falls back on the next."""
    if not found:
        return
    said = [each for each in found[1:] if each.theme.in_title or each.theme.in_lead]
    # What is a word and said once may be the verb of the headline.
    least = min(OFTEN, max(each.theme.times for each in found))
    sure = [
        each for each in said if each.theme.is_name or (each.theme.times >= least and not each.theme.is_verb)
    ]
    beside = sorted(sure or said, key=lambda each: -each.weight * (1 if each.theme.in_title else UNTITLED))
    if beside:
        # A headline alone tells too little to choose by.
        near = [each for each in beside if not least or each.weight >= NEARLY * beside[0].weight]
        yield [found[:1], *_beside(found[0], near)]
    yield from ([[each]] for each in found)


def _beside(first: _Weighed, near: Sequence[_Weighed]) -> list[Sequence[_Weighed]]:
    """Return what has to be there beside the first: the commoner that is, the more of it."""
    if first.share < COMMON:
        return [near[:BESIDE]]
    if near[0].share < COMMON or len(near) == 1:
        return [near[:1]]
    return [near[:1], near[1:BESIDE]]


def _tree(asked: _Asked, language: str) -> Node:
    return conjunction([disjunction([_leaf(each.theme, language) for each in some]) for some in asked])


def _is_vague(asked: _Asked) -> bool:
    """Return whether only a single word, or nothing of it, is not in the news every day.

    A choice is so as most of it is.
    """
    telling = [some for some in asked if 2 * sum(_tells(each) for each in some) >= len(some)]
    return len(telling) <= 1 and not any(len(each.theme.key) > 1 for some in telling for each in some)


def _tells(weighed: _Weighed) -> bool:
    return weighed.share < EVERYDAY or len(weighed.theme.key) > 1


def _leaf(theme: Theme, language: str) -> Node:
    is_one = " " not in theme.text and is_bare(theme.text)
    has_endings = language in (INFLECTED if theme.is_name else WITH_ENDINGS)
    if not is_stretch(theme.key) and (
        theme.is_inflected or (has_endings and (len(theme.key) == 1 or theme.is_pair))
    ):
        return Stem(theme.text)
    return Word(theme.text) if is_one else Phrase(theme.text)
