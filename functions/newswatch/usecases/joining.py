"""Joining: what follows for posts and topics once an article is in a story."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from newswatch.errors import QueryError
from newswatch.model import (
    MOST_OUTLETS,
    Article,
    ArticleId,
    ChannelId,
    Coverage,
    Source,
    StoryId,
    Topic,
    TopicId,
)
from newswatch.observe import logger
from newswatch.ports import Clock, Store
from newswatch.query import Match
from newswatch.query.index import holds
from newswatch.usecases.alerts import alert_of, late_alert
from newswatch.usecases.catalog import Catalog
from newswatch.usecases.queries import read_query
from newswatch.usecases.rates import Rates
from newswatch.usecases.stories import Stories

if TYPE_CHECKING:
    from newswatch.posts import Alert

Found = tuple[Topic, Match]
"""A topic that holds for an article, and how."""
WIDE = MOST_OUTLETS + 40
"""Outlets of a story from which on nothing waits: it was claimed when they were as many as a topic can wait
for, should even 40 others have been placing articles at that moment. What is read of a story stays small."""


class Newsroom(Protocol):
    """What this needs of the matcher."""

    @property
    def store(self) -> Store:
        """The table."""

    @property
    def clock(self) -> Clock:
        """The time."""

    @property
    def catalog(self) -> Catalog:
        """All topics and sources."""

    @property
    def stories(self) -> Stories:
        """The live stories."""

    @property
    def rates(self) -> Rates:
        """What topics usually bring."""


def claim(
    m: Newsroom,
    source: Source,
    article: Article,
    found: Sequence[Found],
    now: datetime,
    *,
    before: Sequence[Found] = (),
) -> Sequence[ChannelId]:
    """Write down which topics an article matches, and claim the alerts that need not wait for more outlets.

    Args:
        m: what is needed.
        source: what brought the article now.
        article: the article.
        found: the topics to be claimed for.
        now: the time.
        before: topics that it matches as well, and matched before: those that have it, or wait with it,
            are told of what is new in it. To the others it is no news: it is of a baseline, or older than
            they are.

    Returns:
        The channels to wake.
    """
    logger.info(
        "article matched", article_id=article.id, source_id=source.id, version=article.version,
        story_id=article.story, topics=len(found),
    )  # fmt: skip
    if not found and not before:
        return ()
    article = m.stories.current(article)
    known = _held(m, article) if before else frozenset()
    held = [*(each for each in before if each[0].id in known), *found]
    if not held:
        return ()
    _cover(m, article, {topic.id: frozenset(match.alternatives) for topic, match in held})
    if not found:
        return ()
    is_wide = m.stories.outlets(article) >= WIDE
    at_once = [(topic, match) for topic, match in found if is_wide or topic.outlets == 1]
    channels = m.store.claim(
        [alert_of(topic, article, source.id, match.evidence, now) for topic, match in at_once]
    )
    m.rates.watch([topic for topic, _ in at_once], now)
    return channels if len(at_once) == len(found) else (*channels, *_come_due(m, article))


def joined(m: Newsroom, source: Source, article: Article) -> Sequence[ChannelId]:
    """Have an article's story tell that the article is a part of it, if it is not the only one.

    Doing it again changes nothing: a redelivery makes up for a crash in between.
    """
    if article.source_id != source.id:
        # Whoever brought it first has seen to that.
        return ()
    m.stories.refresh()
    article = m.stories.current(article)
    members = m.stories.members(article)
    if len(members) <= 1:
        return ()
    if members[1].article_id == article.id:
        # Until now the first one has had nobody to share its story with.
        _cover_first(m, members[0].article_id)
    _cover(m, article, {})
    may_be_due = m.catalog.is_waiting and m.stories.brings_outlet(article)
    due = _come_due(m, article) if may_be_due and m.stories.outlets(article) < WIDE else ()
    told = m.store.refresh_posts(article.story, m.clock.now())
    # Whose messages name it from now on; their own lines have the id of the article that they began with.
    logger.info("joined a story", article_id=article.id, story_id=article.story, channels=list(told))
    return (*due, *told)


def shown(m: Newsroom, article: Article) -> Sequence[ChannelId]:
    """Have the posts that show an article show it as it is: its story's, and those that tell each article."""
    now = m.clock.now()
    channels = m.store.refresh_posts(article.story, now)
    alone = StoryId(article.id)
    return channels if alone == article.story else (*channels, *m.store.refresh_posts(alone, now))


def _cover(m: Newsroom, article: Article, held: Mapping[TopicId, frozenset[str]]) -> None:
    m.store.cover(m.stories.coverage(article, m.catalog.source(article.source_id), held))


def _held(m: Newsroom, article: Article) -> Collection[TopicId]:
    """Return the topics for which an article is written down."""
    found = (row.held for row in m.store.coverage(article.story) if row.article_id == article.id)
    return next(found, frozenset())


def _cover_first(m: Newsroom, article_id: ArticleId) -> None:
    first = m.store.article(article_id)
    # One that is not stored yet is still on its way, and will see that it is not alone.
    if first:
        _cover(m, m.stories.current(first), {})


def _come_due(m: Newsroom, article: Article) -> Sequence[ChannelId]:
    """Claim, by the first article that matches, what waits for as many outlets as carry the story now.

    Each article is written down as coverage before anybody looks what waits, and how many
    outlets there are: of two at the same moment, the later one sees both.
    """
    coverage, now = m.store.coverage(article.story), m.clock.now()
    outlets = len({covered.outlet for covered in coverage})
    due: dict[tuple[StoryId, TopicId], tuple[Topic, Alert]] = {}
    claimed: set[tuple[StoryId, TopicId]] = set()
    for covered in coverage:
        for topic in m.catalog.active(covered.held, now):
            alert = late_alert(topic, covered, now)
            of = alert.story_id, topic.id
            if not 1 < topic.outlets <= outlets or of in due or of in claimed:
                continue
            # Most have been claimed long ago: to look costs less than to try.
            if m.store.alerts(alert.story_id, [topic.id]):
                claimed.add(of)
            elif holding := _still_holding(m, topic, covered):
                due[of] = topic, replace(alert, trace=holding.trace)
    channels = m.store.claim([alert for _, alert in due.values()])
    m.rates.watch([topic for topic, _ in due.values()], now)
    return channels


def _still_holding(m: Newsroom, topic: Topic, covered: Coverage) -> Article | None:
    """Return an article if a topic's query holds for it as both are now: either may have been changed.

    Through which source it came about is not known any more: that is not asked again.
    """
    article = m.store.article(covered.article_id)
    if article is None:
        return None
    try:
        query = read_query(m.store, topic.query)
    except QueryError:
        # Stored by a newer version, or its set is not there.
        return None
    return article if holds(query, article, m.catalog.source(covered.source_id)) else None
