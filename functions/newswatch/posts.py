"""What matched, and what is sent: alerts, posts, and what posts say, as data."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from newswatch.model import (
    ArticleId,
    Change,
    ChannelId,
    Evidence,
    PostId,
    Source,
    SourceId,
    StoryId,
    Topic,
    TopicId,
)


@dataclass(frozen=True, slots=True)
class Alert:
    """A match claimed for delivery: exactly one per (topic, story). Owned by the article."""

    topic_id: TopicId
    topic_name: str
    story_id: StoryId
    article_id: ArticleId
    source_id: SourceId
    """The source through which the match came about."""
    channels: tuple[ChannelId, ...]
    evidence: tuple[Evidence, ...]
    claimed_at: datetime
    version: int = 1
    """The article's version that brought the text into which the evidence points."""


def post_id(channel: ChannelId, story_id: StoryId) -> PostId:
    """Return the id that a post carries in Slack's metadata; the same for every attempt."""
    return PostId(f"{channel}.{story_id}")


class PostState(StrEnum):
    """Where a post stands; see "One post, once" in docs/architecture.md."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    PARKED = "parked"
    FOLDED = "folded"
    """Its alerts are told by a digest instead, named in its reason."""
    CANCELLED = "cancelled"


class InDoubt(StrEnum):
    """What to do about an attempt of unknown outcome where Slack's history cannot be read."""

    PARK = "park"
    """Leave it to a person: neither lost nor told twice by itself."""
    POST = "post"
    """Rather twice than never."""
    DROP = "drop"
    """Rather never than twice."""


@dataclass(frozen=True, slots=True)
class Post:
    """One message in Slack: one per (channel, story).

    ``wanted`` counts what has joined, ``done`` what Slack shows: the post is
    settled when they are equal.
    """

    id: PostId
    channel: ChannelId
    story_id: StoryId
    article_id: ArticleId
    source_id: SourceId
    claimed_at: datetime
    topic_ids: frozenset[TopicId]
    state: PostState = PostState.PENDING
    wanted: int = 1
    done: int = 0
    ts: str = ""
    """Slack's id of the message, once sent."""
    conversation: ChannelId | None = None
    """Where Slack put it: differs from ``channel`` for a message to a person."""
    owner: str = ""
    lease_until: datetime | None = None
    """While sending: who tries, and until when nobody else may."""
    absent_at: datetime | None = None
    """When Slack's history was first read without finding an attempt whose outcome is unknown."""
    reason: str = ""
    """Why it waits, is parked, folded or cancelled."""
    parked_at: datetime | None = None
    """When it was first parked; None when it was not, or has been sent since."""
    tried_at: datetime | None = None
    """When it was last parked: tried again and refused again."""
    attempted_at: datetime | None = None
    """When the first attempt was made of which nobody knows yet whether Slack took it."""
    told: frozenset[TopicId] | None = None
    """Topics that Slack shows; None where nothing was sent yet, or an earlier version sent it."""
    doubtful: bool = False
    """It was parked although Slack may have taken it: only history can tell, never another attempt."""
    headline: int = 0
    """Version of the article whose changed title or text has joined; 0 for none."""
    change: int = 0
    """Of a notice: the position of the change that it announces. 0 for an alert's post."""
    members: tuple[StoryId, ...] = ()
    """Of a digest: the stories whose posts in this channel it tells instead."""
    about: ChannelId | None = None
    """Of a warning: the channel in which posts are parked. ``topic_ids`` says whose."""
    warning: str = ""
    """Of a warning: what a person can do about it."""


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A place in a channel's outbox: this post wants something done. Rows sort by time of claim."""

    channel: ChannelId
    place: str
    story_id: StoryId


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A passage of the article and the spans of it that matched."""

    text: str
    highlights: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Message:
    """What a post says, before any rendering. Every string in it comes from outside."""

    post_id: PostId
    channel: ChannelId
    title: str
    url: str
    source: str
    excerpt: Excerpt
    topics: tuple[str, ...]
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    image_url: str = ""
    label: str = ""
    """What the reader must know of the text, e.g. that only the feed's summary was read."""
    topic_ids: frozenset[TopicId] = frozenset()
    """Whose topics these are."""
    plain: bool = False
    """Text alone: Slack did not take the blocks."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A post that announces a change of a topic in its channel."""

    post_id: PostId
    channel: ChannelId
    change: Change
    topic: Topic
    """As the change left it."""
    before: Topic | None = None
    """As it was; None for a new one."""
    plain: bool = False


@dataclass(frozen=True, slots=True)
class SourceNotice:
    """A post that tells a source's owner what has become of it."""

    post_id: PostId
    channel: ChannelId
    """The owner: a person."""
    change: Change
    source: Source
    """As the change left it."""
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One story of a digest. Every string in it comes from outside."""

    title: str
    url: str
    source: str
    topics: tuple[str, ...]
    published: datetime | None = None


@dataclass(frozen=True, slots=True)
class Digest:
    """A post that tells many stories at once: what could not be delivered for a while."""

    post_id: PostId
    channel: ChannelId
    lines: tuple[Line, ...]
    since: datetime
    """When the first of them was parked."""
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Trouble:
    """A post that tells a topic's owner that its posts cannot be delivered, and what to do."""

    post_id: PostId
    channel: ChannelId
    """The owner: a person."""
    about: ChannelId
    """Where the posts should have gone."""
    topics: tuple[str, ...]
    """Names, of the topics concerned that are the owner's."""
    what_to_do: str
    plain: bool = False


Content = Message | Notice | SourceNotice | Digest | Trouble
"""Whatever a post says."""


@dataclass(frozen=True, slots=True)
class Sent:
    """Slack's answer to a post: its id and the conversation it is in."""

    ts: str
    conversation: ChannelId
