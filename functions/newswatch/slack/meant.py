"""Which topic is meant, and which version of it was seen."""

import re

from newswatch.errors import UnknownTopic
from newswatch.model import Topic
from newswatch.slack.asked import Asked
from newswatch.slack.commander import Commander

VERSION = re.compile(r"[0-9]{1,9}")


def topic_meant(c: Commander, asked: Asked, text: str) -> Topic:
    """Return the topic that ``handle`` or ``handle:version`` means. Raises UnknownTopic, AmbiguousTopic."""
    handle, _ = versioned(text)
    return by_handle(c, asked, handle) or c.sight(asked).find(c.store.topics(), handle)


def by_handle(c: Commander, asked: Asked, text: str) -> Topic | None:
    """Return the topic with this very handle, without reading all of them, if the person may see it."""
    try:
        topic = c.store.topic_by_handle(text.strip().casefold())
    except UnknownTopic:
        return None
    return topic if c.sight(asked).sees(topic) else None


def as_seen(c: Commander, topic: Topic, version: int) -> Topic:
    """Return a topic as it was when somebody saw that version of it; as it is where that is not known."""
    if not version or version >= topic.version:
        return topic
    seen = (change.snapshot for change in c.store.history(topic.id))
    return next((s for s in seen if isinstance(s, Topic) and s.version == version), topic)


def versioned(text: str) -> tuple[str, int]:
    """Return a handle, and which version of the topic was seen; 0 where that is not said.

    Forms and buttons say it, so that what somebody else has set since is not overwritten.
    """
    handle, colon, version = text.rpartition(":")
    return (handle, int(version)) if colon and VERSION.fullmatch(version) else (text, 0)
