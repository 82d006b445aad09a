"""Which articles tell the same news, and what people say of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from newswatch.model.ids import ArticleId, ChannelId, SourceId, StoryId, TopicId, UserId


class Bond(StrEnum):
    """Why an article is in its story."""

    FIRST = "first"
    """It is the story's first article."""
    COPY = "copy"
    """Its text is that of another one: syndicated, trimmed, edited or updated."""
    RETELLING = "retelling"
    """It tells the same news in other words."""
    SPLIT = "split"
    """Somebody said that it is not the story where it was."""


@dataclass(frozen=True, slots=True)
class Placement:
    """The decision which story an article tells, and what later ones are compared with."""

    article_id: ArticleId
    story_id: StoryId
    at: datetime
    outlet: str
    """The publisher's site: the host of the article's address without its variants."""
    title: str
    sample: bytes
    """Of its text, as ``stories.copies`` packs it."""
    words: bytes = b""
    """Those that tell what it is about, as ``stories.texts`` packs them."""
    bond: Bond = Bond.FIRST
    like: ArticleId = ArticleId("")
    """Of a copy: the article that it is like."""
    likeness: float = 0.0
    """Of copies and retellings: from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Split:
    """Somebody's decision that articles are no part of a story: they tell another one from then on."""

    articles: frozenset[ArticleId]
    story_id: StoryId
    """The story that they tell."""
    was: StoryId
    """The story that they told before."""
    at: datetime
    by: UserId


@dataclass(frozen=True, slots=True)
class Decision:
    """An entry of the log of live stories, which is only ever added to."""

    seq: int
    """Its position, from 1, without gaps."""
    what: Placement | Split | None
    """None where newer code wrote what this version cannot read."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """An article as a part of its story: what posts and people are shown of it."""

    story_id: StoryId
    article_id: ArticleId
    source_id: SourceId
    """The source that brought it first."""
    url: str
    title: str
    outlet: str
    """The publisher's site, as in the placement."""
    name: str
    """What the publisher is called."""
    at: datetime
    """When it joined the story."""
    published: datetime | None = None
    bond: Bond = Bond.FIRST
    like: ArticleId = ArticleId("")
    likeness: float = 0.0
    held: Mapping[TopicId, frozenset[str]] = field(default_factory=dict)
    """The topics that it matches, and those of their alternatives that hold, printed."""


@dataclass(frozen=True, slots=True)
class Vote:
    """Somebody's word on a story that a topic told: whether it is what the topic is for."""

    topic_id: TopicId
    story_id: StoryId
    article_id: ArticleId
    """The article by which the message told it."""
    channel: ChannelId
    who: UserId
    relevant: bool
    at: datetime
