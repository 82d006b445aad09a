"""Muted: what only outlets tell that nobody wants to hear in a channel is not told there."""

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta

from newswatch.delivery.lead import are_muted, candidates, is_borne
from newswatch.model import Coverage, ThreadPolicy, Topic, TopicId
from newswatch.ports import Store
from newswatch.posts import Alert, Post
from newswatch.sources.urls import outlet

WAITS = timedelta(hours=72)
"""For so long it waits for another outlet: stories usually take in articles no longer (``StoryHours``)."""
REASON = "muted"
"""Why a post is cancelled that has waited in vain."""


def carried(
    alerts: Sequence[Alert], topics: Mapping[TopicId, Topic], coverage: Sequence[Coverage]
) -> tuple[Sequence[Alert], Sequence[Coverage]]:
    """Return which of a post's alerts are told, and by which articles: by none where by its own alone.

    Args:
        alerts: those that are wanted.
        topics: theirs, as far as they exist.
        coverage: the story's articles.
    """
    borne = [alert for alert in alerts if is_borne(alert, coverage)]
    if not borne or all(_tells_each(topics.get(alert.topic_id)) for alert in borne):
        # What it tells was split off, or is wanted by itself: the others are other news.
        return borne or alerts, ()
    return borne, coverage


def is_muted(
    store: Store,
    post: Post,
    alerts: Sequence[Alert],
    topics: Mapping[TopicId, Topic],
    muted: Collection[str],
) -> bool:
    """Return whether all that a post could lead with is of outlets that are muted.

    Args:
        store: the store, which is read only where something is muted.
        post: the post.
        alerts: those of it that are wanted.
        topics: theirs.
        muted: sites.
    """
    if not muted:
        return False
    shown, coverage = carried(alerts, topics, store.coverage(post.story_id))
    told = [topics[alert.topic_id] for alert in shown if alert.topic_id in topics]
    outlets = {covered.outlet for covered in candidates(told, coverage)}
    if not outlets:
        article = store.article(post.article_id)
        outlets = {outlet(article.url)} if article else set()
    return are_muted(outlets, muted)


def _tells_each(topic: Topic | None) -> bool:
    return topic is not None and topic.thread is ThreadPolicy.EACH
