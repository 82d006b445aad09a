"""Which live story a headline tells in other words than the earlier headlines of that story.

Each word that a headline shares with a story is evidence that it tells it: more the rarer the word is
(in ``background``, and among the stories that live), and the more of the story's headlines have it. What
counts is the sum, not its ratio to the headline's length: what names the same people and the same deed tells
the same news, whatever else it says. Pairs of words were tried and brought nothing; plurals taken for
singulars do.

A decision depends on what is live, not on the way there: nothing but counts is kept.
"""

from collections.abc import Collection
from functools import lru_cache
from math import log1p
from operator import itemgetter

from newswatch import text
from newswatch.model import ArticleId, StoryId
from newswatch.stories import background

Terms = tuple[str, ...]
"""What a headline is compared by: distinct words that are not on every page, in order of appearance."""

_ENOUGH = 2.0
"""Evidence that a story must have. This and what follows was chosen on random halves of the corpus's stories
and checked on the others (``bench/stories/headlines.py``); it is flat up to here, and falls off above."""
_DOUBT = 0.03
"""What is asked for beside, as a part of the most evidence that a headline's words could bring."""
_NAME = 2.3
"""What one word must bring by itself: many common ones tell of the same kind of news, not of the same."""
_NAME_LEAST = 1.25
"""What it must bring for any story."""
_CANDIDATES = 100
"""Stories that are looked at, from which on commoner words bring up no others: it bounds the time."""
_CROWD, _CROWDED = 2.5, 2_000
"""What is asked for beside where many stories live, for among 30,000 some share a rare word with any
headline: so much each time that they are e times as many, from about ``_CROWDED``."""
_CHANCE = 0.5
"""Of ``_NAME`` and ``_CROWD`` a story of n headlines must have its n ** -_CHANCE: most stories are small, and
what many headlines agree on is no accident."""
_WEIGHT = 0.007
"""How often a story's word is taken from the story rather than from the language, against ``background``."""
_OUTSIDERS = 2
"""Headlines that a story is taken to have without any of its words: one headline alone is a poor witness."""
_SHARING = 0.8
"""Exponent of a story's size: of a large story, a word needs a smaller share."""
_PRIOR = 10_000
"""Stories that ``background`` counts as, against those that live."""
_COMMON = 0.03
"""Words of more headlines than this say nothing."""
_SHORT = 4
"""Letters up to which a word keeps its ending ("yes", "ties")."""


@lru_cache(maxsize=16)  # what is placed is learnt next
def terms_of(title: str) -> Terms:
    """Return what a headline is compared by.

    Plurals are taken for the singular. Of scripts in which characters are words by themselves, each two that
    stand side by side are one term.
    """
    return tuple(term for term in dict.fromkeys(spelled(title)) if background.share(term) < _COMMON)


def spelled(title: str) -> list[str]:
    """Return the same with the words that are on every page, and those that come twice."""
    return [*map(singular, words(title))]


def words(said: str) -> list[str]:
    """Return the words of a headline or text; of characters that are words, each two side by side."""
    found = text.words(said)
    return found if said.isascii() else _paired(found)


class Retellings:
    """Live stories by the words of their headlines."""

    def __init__(self) -> None:
        self._articles: dict[ArticleId, tuple[_Story, Terms]] = {}
        self._stories: dict[StoryId, _Story] = {}
        self._counts: dict[str, dict[_Story, int]] = {}
        """By term: the stories that have it, and how many of their headlines do."""

    def nearest(self, terms: Terms, apart: Collection[StoryId] = ()) -> tuple[StoryId, float] | None:
        """Return the story that a headline tells most likely, and its likeness; None if none is like enough.

        Args:
            terms: of ``terms_of``.
            apart: stories that it doesn't tell, whatever it says.

        Returns:
            The likeness is how much of the headline's evidence speaks for the story, above 0 and up to 1.
        """
        live, most = len(self._stories) + _PRIOR, 0.0
        shared: list[_Shared] = []
        for term in terms:
            counts = self._counts.get(term, {})
            rarity = _WEIGHT / (background.share(term) + max(len(counts) - 1, 0) / live)
            evidence = log1p(rarity)
            most += evidence
            if counts:
                shared.append((evidence, rarity, counts))
        enough = _ENOUGH + _DOUBT * most
        crowd = _CROWD * log1p(len(self._stories) / _CROWDED)
        found = [
            (above, story.id, score)
            for story, score in _scores(shared, enough).items()
            if (above := score - crowd * story.chance) >= enough
            and story.id not in apart
            and any(_evidence(story, one) >= max(_NAME * story.chance, _NAME_LEAST) for one in shared)
        ]
        if not found:
            return None
        _, story_id, score = max(found)
        return story_id, min(score / most, 1.0)

    def put(self, article_id: ArticleId, story_id: StoryId, terms: Terms) -> None:
        """Add an article to a story; one that is in another is moved."""
        self.drop(article_id)
        story = self._stories.get(story_id)
        if story is None:
            story = self._stories[story_id] = _Story(story_id)
        story.resize(1)
        for term in terms:
            counts = self._counts.setdefault(term, {})
            counts[story] = counts.get(story, 0) + 1
        self._articles[article_id] = story, terms

    def move(self, article_id: ArticleId, story_id: StoryId) -> None:
        """Have an article be of another story. Unknown ids are ignored."""
        if article_id in self._articles:
            self.put(article_id, story_id, self._articles[article_id][1])

    def drop(self, article_id: ArticleId) -> None:
        """Forget an article: expired, or moved to another story. Unknown ids are ignored."""
        story, terms = self._articles.pop(article_id, (None, ()))
        if story is None:
            return
        for term in terms:
            counts = self._counts[term]
            counts[story] -= 1
            if not counts[story]:
                del counts[story]
            if not counts:
                del self._counts[term]
        story.resize(-1)
        if not story.size:
            del self._stories[story.id]


class _Story:
    """A live story."""

    __slots__ = ("chance", "id", "size", "weight")

    def __init__(self, story_id: StoryId) -> None:
        self.id, self.size = story_id, 0
        self.weight, self.chance = 1.0, 1.0

    def resize(self, by: int) -> None:
        """Count so many headlines more."""
        self.size += by
        if self.size:
            self.weight = float((self.size + _OUTSIDERS) ** -_SHARING)
            self.chance = float(self.size**-_CHANCE)


_Shared = tuple[float, float, dict[_Story, int]]
"""A term that a headline shares with stories: the most evidence that it can be, its rarity, and how many
headlines of each story have it."""


def _evidence(story: _Story, shared: _Shared) -> float:
    """Return what a term says for a story."""
    _, rarity, counts = shared
    return log1p(rarity * min(counts.get(story, 0) * story.weight, 1.0))


def _scores(shared: list[_Shared], enough: float) -> dict[_Story, float]:
    """Return the evidence for each story that can have enough, and for some others."""
    scores: dict[_Story, float] = {}
    remaining = sum(most for most, _, _ in shared)
    for one in sorted(shared, key=itemgetter(0), reverse=True):
        most, rarity, counts = one
        # The stories that commoner terms alone bring up are many, and could not have enough, or no name.
        rare = most >= _NAME_LEAST and remaining >= enough and len(scores) < _CANDIDATES
        for story in counts if rare else scores.keys() & counts.keys():
            # As ``_evidence``, which would double the time that this takes.
            scores[story] = scores.get(story, 0.0) + log1p(rarity * min(counts[story] * story.weight, 1.0))
        remaining -= most
    return scores


def singular(word: str) -> str:
    """Return what stands for a word and its plural."""
    if word[-1] != "s" or len(word) < _SHORT or word[-2] in "su":
        return word
    return f"{word[:-3]}y" if word.endswith("ies") and len(word) > _SHORT else word[:-1]


def _paired(found: list[str]) -> list[str]:
    """Return words of which each two characters side by side that are words by themselves are one."""
    paired, before = [], ""
    for word in found:
        single = text.is_character(word)
        if not single and word != text.GAP:
            paired.append(word)
        elif single and before:
            paired.append(before + word)
        before = word if single else ""
    return paired
