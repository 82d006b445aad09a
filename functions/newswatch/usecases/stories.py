"""Stories: have every article placed in one, whoever else places articles at the same moment."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from newswatch.errors import BadMessage, Conflict
from newswatch.model import Article, Bond, Coverage, Decision, Placement, Source, Split, StoryId, TopicId
from newswatch.observe import logger
from newswatch.ports import Clock, Store
from newswatch.sources import urls
from newswatch.stories import Grouper
from newswatch.stories.grouper import LIVES, Member

PLACE_TRIES = 20
"""Somebody else was first each time: of 20 who place at once, the last one needs so many."""
KEPT = timedelta(days=8)
"""Entries of the log are kept longer. Who has read nothing for so long begins anew."""


class Stories:
    """The live stories, as the log of decisions has them.

    Lives as long as its execution environment: the first article of a process costs
    reading the log of ``lives``, each other one what others have decided since.
    """

    def __init__(self, store: Store, clock: Clock, lives: timedelta = LIVES) -> None:
        """Use a store.

        Args:
            store: the store.
            clock: the time.
            lives: how long a story goes on after its last article; nothing to have none grouped.
        """
        self._store, self._clock, self._lives = store, clock, lives
        self._grouper = Grouper(lives)
        self._seq = 0
        self._read_at = clock.now()

    def place(self, article: Article) -> StoryId:
        """Return the story that a new article tells, having it decided if that is not done yet.

        What was published before any story that lives begins none: it joins one if it is a copy, as of
        an agency that keeps its date, or else is by itself.

        Raises:
            Conflict: others were first all the time.
        """
        if article.story_id or not self._lives:
            return article.story
        for _ in range(PLACE_TRIES):
            self.refresh()
            if known := self._grouper.member(article.id):
                return known.story_id
            placement = self._placed(article)
            if placement.bond is not Bond.COPY and not self._is_news(article):
                return article.story
            if self._decided(placement):
                logger.info(
                    "article placed", article_id=article.id, story_id=placement.story_id,
                    bond=placement.bond.value, like=placement.like, likeness=round(placement.likeness, 3),
                )  # fmt: skip
                return placement.story_id
        raise Conflict("others place articles all the time")

    def reread(self, article: Article) -> None:
        """Have later articles compared with what an article says now, if it is of a live story.

        Raises:
            Conflict: others were first all the time.
        """
        for _ in range(PLACE_TRIES):
            self.refresh()
            if not self._grouper.member(article.id) or self._decided(self._placed(article)):
                return
        raise Conflict("others place articles all the time")

    def refresh(self) -> None:
        """Take in what others have decided."""
        now = self._clock.now()
        if not self._lives:
            return
        if not self._seq or now - self._read_at > KEPT:
            self._grouper, self._seq = Grouper(self._lives), 0
            self._learn(self._store.decisions_since(now - self._lives))
        self._learn(self._store.decisions(self._seq))
        self._read_at = now
        self._grouper.expire(now)

    def members(self, article: Article) -> Sequence[Member]:
        """Return the articles of an article's story in the order in which they joined.

        As of the last refresh, and so below.
        """
        return self._grouper.members(article.story)

    def outlets(self, article: Article) -> int:
        """Return how many outlets have carried an article's story lately."""
        return self._grouper.outlets(article.story)

    def brings_outlet(self, article: Article) -> bool:
        """Return whether an article is the only one of its outlet in its story."""
        outlet = urls.outlet(article.url)
        return sum(member.outlet == outlet for member in self.members(article)) == 1

    def coverage(
        self, article: Article, source: Source | None, held: Mapping[TopicId, frozenset[str]]
    ) -> Coverage:
        """Return an article as a part of its story.

        Args:
            article: the article.
            source: what brought it first.
            held: the topics that it matches, and those of their alternatives that hold.
        """
        outlet, member = urls.outlet(article.url), self._grouper.member(article.id)
        coverage = Coverage(
            story_id=article.story,
            article_id=article.id,
            source_id=article.source_id,
            url=article.url,
            title=article.title,
            outlet=outlet,
            name=article.site_name or (source.name if source else "") or outlet,
            at=member.at if member else article.read_at,
            published=article.published,
            held=held,
        )
        if member is None:
            return coverage
        return replace(coverage, bond=member.bond, like=member.like, likeness=member.likeness)

    def current(self, article: Article) -> Article:
        """Return an article with the story that it tells by now: it may have been split off."""
        member = self._grouper.member(article.id)
        return replace(article, story_id=member.story_id) if member else article

    def _learn_one(self, what: Placement | Split) -> None:
        try:
            self._grouper.learn(what)
        except BadMessage as e:
            # One that cannot be read must not stop all others.
            logger.error("decision not understood", error=str(e))

    def _is_news(self, article: Article) -> bool:
        return article.published is None or article.published > article.read_at - self._lives

    def _placed(self, article: Article) -> Placement:
        outlet = urls.outlet(article.url)
        return self._grouper.place(article.id, article.title, article.text, outlet, self._clock.now())

    def _decided(self, placement: Placement) -> bool:
        """Add a decision to the log; return whether nobody else was first."""
        decision = Decision(self._seq + 1, placement)
        try:
            self._store.decide(decision)
        except Conflict:
            return False
        self._learn([decision])
        return True

    def _learn(self, decisions: Sequence[Decision]) -> None:
        for decision in decisions:
            if self._seq and decision.seq != self._seq + 1:
                # Not all was there yet: what is missing is then read consistently.
                break
            if decision.what:
                self._learn_one(decision.what)
            self._seq = decision.seq
