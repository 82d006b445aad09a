"""Of the table: articles and the stories that they tell. Errors as with ``Store``."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from newswatch.model import Article, ArticleId, Coverage, Decision, Reread, StoryId


class ArticleStore(Protocol):
    """What was read, and what is to be read again."""

    def article_at(self, urls: Sequence[str]) -> Article | None:
        """Return the article that one of these canonical URLs or aliases stands for."""

    def article(self, article_id: ArticleId) -> Article | None:
        """Return one article by its id."""

    def save_article(self, article: Article, aliases: Collection[str]) -> Article:
        """Store an article under its URL and aliases, and return what is stored.

        The first to store an id decides on the day it is filed under. When a URL
        already stands for another article, that one is returned and nothing else
        changes. A higher ``version`` replaces, a lower or equal one does not.
        """

    def articles_of(self, day: datetime) -> Sequence[Article]:
        """Return the articles first read on that day (UTC), in no order."""

    def vocabulary(self, day: datetime) -> str | None:
        """Return the words that were saved for that day (UTC); None where there are none that can be read."""

    def save_vocabulary(self, day: datetime, words: str) -> None:
        """Keep the words of the articles of that day, as ``query.vocabulary`` writes them, for 40 days.

        The last lines are left out where it is more than fits, which are the rarest words.
        """

    def read_again(self, reread: Reread) -> None:
        """Note that a page is to be read again when it is due. Noting it twice is noting it once."""

    def rereads(self, until: datetime, limit: int) -> Sequence[Reread]:
        """Return pages that are due by then, as of at most a second ago: at most so many, the first first."""

    def drop_reread(self, reread: Reread) -> None:
        """Take away the note of a page that has been sent on."""


class StoryStore(Protocol):
    """Which articles tell the same news."""

    def decisions(self, after: int) -> Sequence[Decision]:
        """Return the entries of the log of live stories after that position, oldest first, consistently."""

    def decisions_since(self, since: datetime) -> Sequence[Decision]:
        """Return the entries of the log since then, oldest first, and the newest one whatever its age.

        As of at most a second ago.
        """

    def decide(self, decision: Decision) -> None:
        """Add an entry to the log.

        Raises:
            Conflict: its position is taken.
        """

    def cover(self, coverage: Coverage) -> None:
        """Write an article as a part of its story, or have the topics that it matches join what is there."""

    def uncover(self, story_id: StoryId, article_id: ArticleId) -> None:
        """Take an article out of a story."""

    def coverage(self, story_id: StoryId) -> Sequence[Coverage]:
        """Return what is written of a story's articles, in the order in which they joined, consistently.

        None of a story whose only article matches nothing.
        """

    def place_article(self, article_id: ArticleId, story_id: StoryId) -> None:
        """Have an article that is stored tell another story. Does nothing for one that is not stored."""
