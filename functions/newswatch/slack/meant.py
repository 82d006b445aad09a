"""Which topic is meant, and which version of it was seen."""

from collections.abc import Iterable
from datetime import datetime

from newswatch.errors import UnknownTopic
from newswatch.model import State, Topic
from newswatch.slack.asked import Asked
from newswatch.slack.commander import Commander
from newswatch.slack.commands.typed import versioned


def topic_meant(c: Commander, asked: Asked, text: str, *, removed: bool = False) -> Topic:
    """Return the topic that ``handle`` or ``handle:version`` means.

    Args:
        c: what commands work with.
        asked: who asks, and where.
        text: what was typed.
        removed: whether one that was removed can be meant, by its very handle, where no other has that now.

    Raises:
        UnknownTopic, AmbiguousTopic: none is meant, or one of several.
        NeedsTime, SlackError: as with ``Sight``.
    """
    handle, _ = versioned(text)
    if found := by_handle(c, asked, handle):
        return found
    topics = c.store.topics()
    gone = _removed(c, asked, topics, handle) if removed else None
    return gone or c.sight(asked).find(topics, handle)


def by_handle(c: Commander, asked: Asked, text: str) -> Topic | None:
    """Return the topic with this very handle, without reading all of them, if the person may see it."""
    try:
        topic = c.store.topic_by_handle(text.strip().casefold())
    except UnknownTopic:
        return None
    return topic if c.sight(asked).sees(topic) else None


def _removed(c: Commander, asked: Asked, topics: Iterable[Topic], text: str) -> Topic | None:
    """Return the topic that had a handle before it was removed, the last of those that the person may see."""
    sight, handle = c.sight(asked), text.strip().casefold()
    gone = [t for t in topics if t.state is State.REMOVED and t.handle == handle and sight.sees(t)]
    return max(gone, key=lambda topic: _changed_last(c, topic)) if gone else None


def _changed_last(c: Commander, topic: Topic) -> tuple[int, datetime]:
    """Return the position of a topic's last change, and when it was made, where that is not kept any more."""
    return next((change.seq for change in c.store.history(topic.id)), 0), topic.created_at


def as_seen(c: Commander, topic: Topic, text: str) -> Topic:
    """Return a topic as it was when somebody saw ``handle:version``; as it is where that is not known."""
    _, version = versioned(text)
    if not version or version >= topic.version:
        return topic
    seen = (change.snapshot for change in c.store.history(topic.id))
    return next((s for s in seen if isinstance(s, Topic) and s.version == version), topic)
