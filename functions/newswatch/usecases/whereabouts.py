"""Who wants a post told, and where an alert goes whose topic has moved."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from newswatch.errors import Conflict
from newswatch.model import ChannelId, Topic, TopicId
from newswatch.ports import Store
from newswatch.posts import Alert, Post
from newswatch.usecases.held import posts_of


def is_wanted(topic: Topic | None, channel: ChannelId, now: datetime) -> bool:
    """Return whether a topic is to be told in a channel."""
    return topic is not None and topic.is_active(now) and channel in topic.destinations


def topics_of(store: Store, posts: Iterable[Post]) -> Mapping[TopicId, Topic]:
    """Return the topics of posts: of a digest's members also those that have joined since it was made."""
    return store.topics_by_id(frozenset[TopicId]().union(*(post.topic_ids for post in posts)))


def untold_topics(post: Post) -> frozenset[TopicId]:
    """Return the topics of an alert's post that Slack does not show yet; none where nobody knows."""
    if not post.ts:
        return post.topic_ids
    return frozenset() if post.told is None else post.topic_ids - post.told


def alerts_of(store: Store, post: Post) -> list[Alert]:
    """Return the alerts of a post.

    Raises:
        Conflict: what has joined is not all visible yet.
    """
    alerts = store.alerts(post.story_id, post.topic_ids)
    if len(alerts) < len(post.topic_ids):
        raise Conflict("a post's alerts are not all visible yet")
    return list(alerts)


def wanted_alerts(store: Store, post: Post, topics: Mapping[TopicId, Topic], now: datetime) -> list[Alert]:
    """Return the alerts of a post that are to be told. Raises as ``alerts_of``."""
    alerts = alerts_of(store, post)
    return [alert for alert in alerts if is_wanted(topics.get(alert.topic_id), post.channel, now)]


@dataclass(frozen=True, slots=True)
class Move:
    """An alert whose topic posts elsewhere now."""

    alert: Alert
    post: Post
    """Where it is."""
    to: tuple[ChannelId, ...]


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where those alerts of a post belong now that Slack does not show."""

    stays: bool
    """Whether anybody wants it told where it is, or Slack shows it there."""
    moves: tuple[Move, ...] = ()


def whereabouts(store: Store, post: Post, now: datetime) -> Whereabouts:
    """Return where the alerts of a post belong now that Slack does not show: a digest's are its members'."""
    if not (post.is_alert or post.members) or (post.members and post.ts):
        return Whereabouts(stays=True)
    if post.members:
        members = list(posts_of(store, post.channel, post.members))
        topics = [t for t in topics_of(store, members).values() if t.is_active(now)]
        if all(post.channel in topic.destinations for topic in topics):
            return Whereabouts(stays=bool(topics))
        found = [whereabouts(store, member, now) for member in members]
        return Whereabouts(
            any(one.stays for one in found), tuple(move for one in found for move in one.moves)
        )
    untold = untold_topics(post)
    if not untold:
        return Whereabouts(stays=bool(post.ts))
    active = {t.id: t for t in store.topics_by_id(untold).values() if t.is_active(now)}
    leaving = {t.id: t.destinations for t in active.values() if post.channel not in t.destinations}
    alerts = store.alerts(post.story_id, leaving) if leaving else ()
    moves = tuple(Move(alert, post, leaving[alert.topic_id]) for alert in alerts)
    return Whereabouts(bool(post.ts) or len(active) > len(leaving), moves)
