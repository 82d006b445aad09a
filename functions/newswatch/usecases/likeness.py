"""Likeness: a query for stories like one article, of its names and its rare words."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import log1p

from newswatch.query import evaluate
from newswatch.query.amending import accepted
from newswatch.query.evaluation import Readable
from newswatch.query.grams import is_stretch
from newswatch.query.origin import Origin
from newswatch.query.syntax import Node, Phrase, Stem, Word, conjunction, disjunction
from newswatch.query.vocabulary import Vocabulary
from newswatch.query.words import is_bare
from newswatch.stories import background
from newswatch.stories.retellings import spelled
from newswatch.usecases.naming import Subject, subjects

TELLING = 0.003
"""Words of more headlines than this tell nothing of what a story is about."""
COMMON = 5e-4
"""Words of more headlines than this are in the news every day: beside one, no choice is left."""
HEADLINES = 10
"""A word stands in so many times as many texts as headlines."""
LOOKED_UP = 24
"""What seems to tell most, of which is asked how common it is now: 1 ms for each and day."""
TITLED, LEADING, NAMED = 2.0, 0.5, 1.3
"""What it counts to be in the headline, at the beginning of the text, and a name; by eye, on real news."""
UNSAID = 0.3
"""What is in the headline alone counts so much of that: there verbs have capitals, too."""
ONCE = 0.6
"""The same of a word of the headline that the text has once: what an article is about it says again."""
UNTITLED = 0.7
"""The same of what the headline does not say: reporters and witnesses have rare names, too."""
SHORT = 200
"""Characters of a text that need not say what the headline says."""
BESIDE = 3
"""Subjects of which one has to be there beside the first: fewer, and stories of tomorrow are missed."""
_COMMONEST = 0.02
INFLECTED = frozenset(("cs", "et", "fi", "hr", "hu", "lt", "pl", "ro", "ru", "sr", "tr"))
"""Languages with a stemmer in which names have endings, too."""
WITH_ENDINGS = INFLECTED | {"ca", "da", "de", "el", "es", "fr", "it", "nl", "no", "pt", "sv"}
"""Those in which words have so many that one form finds little."""


def query_like(article: Readable, days: Iterable[Vocabulary] = ()) -> str:
    """Return a query for stories like an article, in canonical form: ``Venezuela AND (Pompeo OR Lavrov)``.

    It asks for what the article is about most, and for one of a few more things that it is about. It holds
    for the article itself. Empty where an article says nothing by which others could be like it.

    Args:
        article: what was read.
        days: the words of the last days, as far as they are known; they tell what is common now.
    """
    told = [_Weighed.of(each, article) for each in subjects(article.title, article.text)]
    ranked = sorted((each for each in told if each.share < TELLING), key=_order)
    counted = [day for day in days if day]
    current = sorted((each.now(counted) for each in ranked[:LOOKED_UP]), key=_order)
    language = Origin(article).language
    for root in _trees(_apart(current), language):
        query = accepted(root)
        if query and evaluate(query, article) is not None:
            return query.canonical
    return ""


@dataclass(frozen=True, slots=True)
class _Weighed:
    """How much something tells of what an article is about."""

    subject: Subject
    share: float
    """The part of headlines that have it, roughly."""
    about: float
    """How much the article is about it."""

    @classmethod
    def of(cls, subject: Subject, article: Readable) -> "_Weighed":
        """Weigh something by what is known before any news is read."""
        shares = [background.share(term) for term in spelled(subject.text)]
        about = log1p(subject.times) + LEADING * subject.in_lead
        if subject.in_title:
            about += TITLED - subject.at
            if len(article.text) > SHORT:
                about *= UNSAID if not subject.times else 1 if subject.is_name or subject.times > 1 else ONCE
        else:
            about *= UNTITLED
        return cls(subject, min(shares, default=1.0), about * (NAMED if subject.is_name else 1))

    def now(self, days: Sequence[Vocabulary]) -> "_Weighed":
        """Return the same by what is in the news these days as well."""
        articles = sum(day.articles for day in days)
        if not articles or is_stretch(self.subject.key):
            return self
        rarest = min(sum(day.like(re.escape(term)).get(term, 0) for day in days) for term in self.subject.key)
        return replace(self, share=max(self.share, rarest / articles / HEADLINES))

    @property
    def weight(self) -> float:
        """Return it, above 0."""
        return self.about * log1p(_COMMONEST / self.share)


def _order(weighed: _Weighed) -> tuple[float, tuple[str, ...]]:
    return -weighed.weight, weighed.subject.key


def _apart(ranked: Sequence[_Weighed]) -> list[_Weighed]:
    """Return these without what has words in common with one before."""
    kept: list[_Weighed] = []
    for each in ranked:
        pieces = _pieces(each.subject)
        if all(pieces.isdisjoint(_pieces(other.subject)) for other in kept):
            kept.append(each)
    return kept


def _pieces(subject: Subject) -> set[str]:
    """Return its words; of characters, each two side by side."""
    key = subject.key
    return {*map("".join, pairwise(key))} if is_stretch(key) else {*key}


def _trees(found: Sequence[_Weighed], language: str) -> Iterator[Node]:
    """Yield what to ask for, the best first; what cannot be asked for falls back on the next."""
    leaves = [_leaf(each.subject, language) for each in found]
    said = [each for each in found[1:] if each.subject.in_title or each.subject.in_lead]
    # What is a word and said once may be the verb of the headline.
    sure = [each for each in said if each.subject.is_name or each.subject.times > 1]
    beside = [_leaf(each.subject, language) for each in sure or said]
    if beside:
        is_common = found[0].share >= COMMON
        yield conjunction([leaves[0], disjunction(beside[: 1 if is_common else BESIDE])])
    yield from leaves


def _leaf(subject: Subject, language: str) -> Node:
    is_one = " " not in subject.text and is_bare(subject.text)
    if is_one and len(subject.key) == 1 and language in (INFLECTED if subject.is_name else WITH_ENDINGS):
        return Stem(subject.text)
    return Word(subject.text) if is_one else Phrase(subject.text)
