"""Alerts: how a match is claimed, by whatever came about."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from newswatch.model import Article, Evidence, Field, SourceId, Topic
from newswatch.posts import Alert
from newswatch.stories import story_of

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
        story_id=story_of(article),
        article_id=article.id,
        source_id=source_id,
        channels=topic.destinations,
        evidence=telling(article, evidence),
        claimed_at=now,
        version=article.text_version,
    )


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
