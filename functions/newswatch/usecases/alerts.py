"""Alerts: how a match is claimed, by whatever came about."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from newswatch.model import (
    Article,
    ArticleId,
    Coverage,
    Evidence,
    Field,
    SourceId,
    StoryId,
    ThreadPolicy,
    Topic,
)
from newswatch.posts import Alert

PLACES = 200
PLACES_PER_WORD = 20
"""Places that an alert keeps: a common word in a long article has thousands, an alert shows a sentence."""


def alert_of(
    topic: Topic, article: Article, source_id: SourceId, evidence: Sequence[Evidence], now: datetime
) -> Alert:
    """Return the claim of a topic on an article's story.

    Args:
        topic: the topic.
        article: the article.
        source_id: the source through which the match came about.
        evidence: the places that made the topic's query hold, in reading order.
        now: when it is claimed.
    """
    return Alert(
        topic_id=topic.id,
        topic_name=topic.name,
        story_id=_story(topic, article.id, article.story),
        article_id=article.id,
        source_id=source_id,
        channels=topic.destinations,
        evidence=telling(article, evidence),
        claimed_at=now,
        version=article.text_version,
        trace=article.trace,
    )


def late_alert(topic: Topic, covered: Coverage, now: datetime) -> Alert:
    """Return the claim of a topic on a story by what is written of one of its articles.

    The places that match are looked up when it is told: no text has the version 0.
    """
    return Alert(
        topic_id=topic.id,
        topic_name=topic.name,
        story_id=_story(topic, covered.article_id, covered.story_id),
        article_id=covered.article_id,
        source_id=covered.source_id,
        channels=topic.destinations,
        evidence=(),
        claimed_at=now,
        version=0,
    )


def _story(topic: Topic, article_id: ArticleId, story_id: StoryId) -> StoryId:
    """Return the story as a topic takes it: who wants each article told takes each for one of its own."""
    return StoryId(article_id) if topic.thread is ThreadPolicy.EACH else story_id


def telling(article: Article, evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Return the places worth keeping: the first of each word."""
    texts = {Field.TITLE: article.title, Field.BODY: article.text}
    counts: Counter[str] = Counter()
    kept = []
    for place in evidence:
        word = texts[place.field][place.start : place.end].casefold()
        counts[word] += 1
        if counts[word] <= PLACES_PER_WORD:
            kept.append(place)
    return tuple(kept[:PLACES])
