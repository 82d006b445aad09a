"""Of topics."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from newswatch.model import Activity, Change, Source, SourceId, Topic
from newswatch.posts import Hold


@dataclass(frozen=True, slots=True)
class Changed:
    """A topic after somebody wanted it changed."""

    topic: Topic
    what: str
    """The verb, as in the change."""
    seq: int = 0
    """Position of the change; 0 when it was so already and nothing was changed."""
    before: Topic | None = None
    """As it was; None for a new one."""


@dataclass(frozen=True, slots=True)
class TopicLine:
    """A topic in a list."""

    topic: Topic
    activity: Activity = field(default_factory=Activity)
    """Of the last 7 days."""
    trouble: str = ""
    """Why a post of it waits for a person; empty when none does."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Topics, sorted by destination and handle."""

    lines: tuple[TopicLine, ...]
    scope: str
    """What was asked for: ``here``, ``mine``, ``all``, ``paused``, ``broken``, a channel's id, or a word."""


@dataclass(frozen=True, slots=True)
class TopicStory:
    """Everything about one topic: its line, and its changes, newest first."""

    line: TopicLine
    changes: tuple[Change, ...]
    sources: Mapping[SourceId, Source]
    """Those that it is limited to, by id."""


@dataclass(frozen=True, slots=True)
class Posted:
    """How many of a topic's newest stories are posted now, and how many were before."""

    new: int
    old: int
    until: datetime | None = None
    """When the new ones come, where they have to wait."""
    why: Hold | None = None
    """What for."""
