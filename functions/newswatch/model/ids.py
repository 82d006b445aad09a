"""What things are known by, and the state that what people set is in."""

from enum import StrEnum
from typing import NewType

SourceId = NewType("SourceId", str)


ArticleId = NewType("ArticleId", str)


StoryId = NewType("StoryId", str)


TopicId = NewType("TopicId", str)


ChannelId = NewType("ChannelId", str)
"""A Slack conversation (``C…``, ``G…``, ``D…``) or a person (``U…``), whom Slack messages directly."""


PostId = NewType("PostId", str)


UserId = NewType("UserId", str)


def is_channel(place: str) -> bool:
    """Return whether this is a channel, not a person or a conversation with one."""
    return place.startswith(("C", "G"))


def is_person(place: str) -> bool:
    """Return whether this is a person: as a place to post, their direct messages."""
    return place.startswith(("U", "W"))


class State(StrEnum):
    """Of a source, topic or saved set. ``REMOVED`` is a tombstone: it can be undone."""

    ACTIVE = "active"
    PAUSED = "paused"
    REMOVED = "removed"
