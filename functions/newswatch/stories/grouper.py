"""Live stories, and which of them an article tells."""

from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from sys import intern
from typing import NamedTuple

from newswatch.errors import BadMessage
from newswatch.model import ArticleId, Bond, Placement, Split, StoryId
from newswatch.stories.copies import Copies, is_sample, sample_of
from newswatch.stories.retellings import Retellings, terms_of
from newswatch.stories.texts import (
    Texts,
    Words,
    borne_out,
    is_packed,
    is_retelling,
    packed,
    words_of,
)

LIVES = timedelta(hours=72)
"""How long a story goes on after its last article, unless a deployment wants it otherwise."""

TRIED = 3
"""Stories, the likeliest by a headline first, whose texts are looked at."""
WITNESSES = 6
"""A story's first articles, and as many of its last, that a text is compared with."""


class Member(NamedTuple):
    """An article of a live story."""

    article_id: ArticleId
    story_id: StoryId
    outlet: str
    at: datetime
    bond: Bond
    like: ArticleId
    likeness: float


class Grouper:
    """Groups articles by story, online: decides about one at a time, and does not come back to it.

    Every decision is told to it (``learn``), its own among them, so that all that have
    been told the same decide alike. An article counts for ``lives`` after it was placed,
    or read again; a story ends with the last of its articles.
    """

    def __init__(self, lives: timedelta = LIVES) -> None:
        """Begin with no story."""
        self._lives = lives
        self._copies, self._retellings, self._texts = Copies(), Retellings(), Texts()
        self._members: dict[ArticleId, Member] = {}
        self._stories: dict[StoryId, dict[ArticleId, None]] = {}
        """The articles of each story, in the order in which they joined."""
        self._ages: deque[tuple[datetime, ArticleId]] = deque()

    def __len__(self) -> int:
        """Return the number of articles that count."""
        return len(self._members)

    def place(self, article_id: ArticleId, title: str, text: str, outlet: str, now: datetime) -> Placement:
        """Decide which story an article tells. Nothing changes before that is learnt.

        An article that is known stays in its story, whatever it says now.

        Args:
            article_id: the article.
            title: its headline.
            text: paragraphs, separated by blank lines; may be empty.
            outlet: the publisher's site.
            now: the time.
        """
        sample = sample_of(text, title) if text else b""
        words = words_of(title, text)
        alone = Placement(article_id, StoryId(article_id), now, outlet, title, sample, packed(words))
        if known := self._members.get(article_id):
            bond, like, likeness = known.bond, known.like, known.likeness
            return replace(alone, story_id=known.story_id, bond=bond, like=like, likeness=likeness)
        if sample and (copied := self._copies.nearest(sample)):
            like, likeness = copied
            story_id = self._members[like].story_id
            return replace(alone, story_id=story_id, bond=Bond.COPY, like=like, likeness=likeness)
        if told := self._told(title, words) or self._retold(words, outlet):
            return replace(alone, story_id=told[0], bond=Bond.RETELLING, likeness=told[1])
        return alone

    def learn(self, what: Placement | Split) -> None:
        """Take in a decision. One about an article that is known is about what it says now.

        Raises:
            BadMessage: what later articles are compared with is not as this version packs it. Nothing has
                changed then.
        """
        if isinstance(what, Split):
            for article_id in sorted(what.articles & self._members.keys()):
                member = self._members[article_id]
                self._join(member._replace(story_id=what.story_id, bond=Bond.SPLIT))
                self._retellings.move(article_id, what.story_id)
            return
        if not (is_sample(what.sample) and is_packed(what.words)):
            raise BadMessage("a placement of another version")
        article_id, story_id = what.article_id, StoryId(intern(what.story_id))
        outlet = intern(what.outlet)
        known = self._members.get(article_id)
        if known:
            # Where it is since a split, say; what else was decided, it says itself.
            story_id = known.story_id
        member = Member(article_id, story_id, outlet, what.at, what.bond, what.like, what.likeness)
        self._ages.append((what.at, article_id))
        self._join(member)
        if what.sample:
            self._copies.put(article_id, what.sample)
        self._retellings.put(article_id, member.story_id, terms_of(what.title))
        self._texts.put(article_id, what.words)

    def expire(self, now: datetime) -> None:
        """Forget the articles that do not count any more."""
        oldest = now - self._lives
        while self._ages and self._ages[0][0] < oldest:
            at, article_id = self._ages.popleft()
            if self._members[article_id].at != at:
                # It was read again since.
                continue
            self._leave(article_id)
            del self._members[article_id]
            self._copies.drop(article_id)
            self._retellings.drop(article_id)
            self._texts.drop(article_id)

    def member(self, article_id: ArticleId) -> Member | None:
        """Return an article that counts; None if it is not known."""
        return self._members.get(article_id)

    def members(self, story_id: StoryId) -> Sequence[Member]:
        """Return the articles of a story that count, in the order in which they joined."""
        return [self._members[article_id] for article_id in self._stories.get(story_id, ())]

    def outlets(self, story_id: StoryId) -> int:
        """Return how many outlets carry a story."""
        return len({member.outlet for member in self.members(story_id)})

    def _retold(self, words: Words, outlet: str) -> tuple[StoryId, float] | None:
        """Return the story that a text tells whatever its headline says; none of its own outlet alone."""
        near = dict.fromkeys(self._members[article_id].story_id for article_id in self._texts.nearest(words))
        best = None
        for story_id in list(near)[:TRIED]:
            agreement = self._texts.agreement(words, self._witnesses(story_id))
            if agreement and is_retelling(agreement) and (best is None or agreement > best[1]):
                best = story_id, agreement
        if best and all(member.outlet == outlet for member in self.members(best[0])):
            # An outlet's columns are alike every day.
            return None
        return best

    def _told(self, title: str, words: Words) -> tuple[StoryId, float] | None:
        """Return the story that a headline tells, if the texts bear it out as far as they are known."""
        terms, refuted = terms_of(title), set[StoryId]()
        while len(refuted) < TRIED and (told := self._retellings.nearest(terms, refuted)):
            agreement = self._texts.agreement(words, self._witnesses(told[0]))
            if borne_out(agreement, told[1]):
                return told
            refuted.add(told[0])
        return None

    def _witnesses(self, story_id: StoryId) -> list[ArticleId]:
        """Return articles of a story: those that began it, and the latest, of many."""
        articles = list(self._stories[story_id])
        return articles if len(articles) <= 2 * WITNESSES else articles[:WITNESSES] + articles[-WITNESSES:]

    def _join(self, member: Member) -> None:
        """Have an article be of a story, and of no other."""
        known = self._members.get(member.article_id)
        if known and known.story_id != member.story_id:
            self._leave(member.article_id)
        self._members[member.article_id] = member
        self._stories.setdefault(member.story_id, {})[member.article_id] = None

    def _leave(self, article_id: ArticleId) -> None:
        story_id = self._members[article_id].story_id
        del self._stories[story_id][article_id]
        if not self._stories[story_id]:
            del self._stories[story_id]
