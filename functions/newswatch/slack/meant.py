"""Which topic is meant, and which version of it was seen."""

from newswatch.errors import UnknownTopic
from newswatch.model import Topic
from newswatch.slack.asked import Asked
from newswatch.slack.commander import Commander
from newswatch.slack.commands.typed import versioned


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


def as_seen(c: Commander, topic: Topic, text: str) -> Topic:
    """Return a topic as it was when somebody saw ``handle:version``; as it is where that is not known."""
    _, version = versioned(text)
    if not version or version >= topic.version:
        return topic
    seen = (change.snapshot for change in c.store.history(topic.id))
    return next((s for s in seen if isinstance(s, Topic) and s.version == version), topic)
