"""What can be wanted of topics, as data."""

from dataclasses import dataclass, field

from newswatch.model import ChannelId, ThreadPolicy
from newswatch.slack.moments import Moment


@dataclass(frozen=True, slots=True)
class Add:
    """``add [#channel|me] [Name =] <query>``, or the query alone."""

    query: str
    name: str = ""
    channel: ChannelId | None = None
    """None for the channel where it was typed."""
    me: bool = False
    unknown_channel: str = ""
    """A ``#name`` that Slack did not take for a channel: there is none so called, or it is a query's word."""
    bare: bool = field(default=False, compare=False)
    """Whether the query came without a verb: where a modal can be shown, it is looked at there first."""


@dataclass(frozen=True, slots=True)
class New:
    """``new``: the form of a topic, with nothing in it."""


@dataclass(frozen=True, slots=True)
class List:
    """``list [mine|all|#channel|paused|broken|<word>]``."""

    scope: str = ""
    """``mine``, ``all``, ``paused``, ``broken``, a channel's id, a word, or empty for where it was typed."""


@dataclass(frozen=True, slots=True)
class Show:
    """``show <topic>``."""

    topic: str


@dataclass(frozen=True, slots=True)
class Edit:
    """``edit <topic> [Name =] [<query>]``; without either, what to type is shown."""

    topic: str
    query: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Pause:
    """``pause <topic> [for 3d|until fri]``."""

    topic: str
    until: Moment | None = None


@dataclass(frozen=True, slots=True)
class Resume:
    """``resume <topic>``."""

    topic: str


@dataclass(frozen=True, slots=True)
class Remove:
    """``remove <topic>``."""

    topic: str


@dataclass(frozen=True, slots=True)
class Undo:
    """``undo [number]``: the last change of who asks, or the one with this number."""

    seq: int = 0


@dataclass(frozen=True, slots=True)
class History:
    """``history <topic> [before 66]``."""

    topic: str
    before: int = 0
    """The number of a change: what is older is shown. 0 for the newest."""


@dataclass(frozen=True, slots=True)
class Revert:
    """``revert <topic> <number>``: have it as a change of this number left it."""

    topic: str
    seq: int
    seen: int = 0
    """The version of it that whoever presses the button saw; 0 where it was typed."""


@dataclass(frozen=True, slots=True)
class Own:
    """``own <topic>``: make who asks its owner."""

    topic: str


@dataclass(frozen=True, slots=True)
class Test:
    """``test <query|topic>``."""

    text: str


@dataclass(frozen=True, slots=True)
class Why:
    """``why <url> [topic]``."""

    url: str
    topic: str = ""
    """Empty for all that have its story."""


@dataclass(frozen=True, slots=True)
class Misses:
    """``misses <topic>``: what came nearest without being told."""

    topic: str


@dataclass(frozen=True, slots=True)
class Improve:
    """``improve <topic>``: an edit, by what people said of its stories."""

    topic: str


@dataclass(frozen=True, slots=True)
class Move:
    """``set <topic> channel #channel|me|here``, one or more."""

    topic: str
    channels: tuple[ChannelId, ...] = ()
    me: bool = False
    here: bool = False
    unknown_channel: str = ""


@dataclass(frozen=True, slots=True)
class Rename:
    """``set <topic> name <Name>``. The handle stays."""

    topic: str
    name: str


@dataclass(frozen=True, slots=True)
class Listen:
    """``set <topic> sources tag:wires …|all``."""

    topic: str
    tags: tuple[str, ...] = ()
    """Empty for all sources."""


@dataclass(frozen=True, slots=True)
class Outlets:
    """``set <topic> outlets 3|off``: how many outlets have to carry a story before it is told."""

    topic: str
    count: int


@dataclass(frozen=True, slots=True)
class Thread:
    """``set <topic> thread edit|reply|each``: what further coverage does."""

    topic: str
    policy: ThreadPolicy


@dataclass(frozen=True, slots=True)
class Prefer:
    """``set <topic> prefer <site|tag:x> …|off``: what messages lead with."""

    topic: str
    order: tuple[str, ...] = ()
    """Best first: hosts and tags, as ``Topic.prefer`` has them; empty for none."""
    unknown: str = ""
    """The first in the order that is no site and no tag, in lower case; empty where all are."""
