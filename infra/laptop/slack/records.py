"""What a workspace holds: people, conversations, messages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Json = Mapping[str, Any]


class Kind(StrEnum):
    """What a conversation is."""

    PUBLIC = "public_channel"
    PRIVATE = "private_channel"
    DIRECT = "im"


@dataclass(frozen=True, slots=True)
class User:
    """A person or a bot of the workspace."""

    id: str
    name: str
    real_name: str = ""
    tz: str = "Etc/UTC"
    is_bot: bool = False
    deleted: bool = False
    is_admin: bool = False
    is_owner: bool = False
    is_restricted: bool = False
    """A guest, in some channels."""
    is_ultra_restricted: bool = False
    """A guest in a single channel."""


@dataclass(frozen=True, slots=True)
class Bot:
    """The app that holds the token."""

    user_id: str
    bot_id: str
    app_id: str
    name: str


@dataclass(frozen=True, slots=True)
class Conversation:
    """A channel, or the direct messages between the bot and a person."""

    id: str
    name: str
    kind: Kind
    created: int
    members: tuple[str, ...] = ()
    archived: bool = False
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """One message. ``ts`` is its identity within its conversation."""

    ts: str
    user: str
    text: str
    bot_id: str = ""
    blocks: Sequence[Json] = ()
    metadata: Json | None = None
    thread_ts: str = ""
    broadcast: bool = False
    """A reply that was also sent to the channel."""
    edited_ts: str = ""
    edited_by: str = ""
    mrkdwn: bool = True
    files: Sequence[Json] = ()
    only_for: str = ""
    """The one person who sees it, if it is ephemeral; such a message is in no history."""

    @property
    def is_reply(self) -> bool:
        """Whether it is in a thread under another message."""
        return self.thread_ts not in {"", self.ts}


class Happening(StrEnum):
    """What befell a message."""

    NEW = "new"
    EDITED = "edited"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Event:
    """Told to listeners, after it took effect."""

    what: Happening
    conversation: Conversation
    message: Message
    was: Message | None = None
    """What it was, where it is edited or deleted."""


class Change(StrEnum):
    """What befell a conversation."""

    JOINED = "joined"
    LEFT = "left"
    ARCHIVED = "archived"
    UNARCHIVED = "unarchived"
    RENAMED = "renamed"


@dataclass(frozen=True, slots=True)
class Changed:
    """Told to listeners, after it took effect."""

    what: Change
    conversation: Conversation
    user: str = ""
    """Who joined or left, or did it; empty for somebody."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What is different since an earlier revision."""

    revision: int
    messages: tuple[tuple[str, Message], ...]
    gone: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a Web API method, as it arrived; ``args`` without the token."""

    at: float
    method: str
    channel: str
    args: Json
    answer: str
    """``ok``, the error code, or the fault that was answered instead."""
