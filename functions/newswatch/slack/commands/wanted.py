"""What can be wanted by a command, as data."""

from dataclasses import dataclass, field

from newswatch.model import ChannelId, Delivery, Quiet, ThreadPolicy, UserId
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
    """``history <topic>``."""

    topic: str


@dataclass(frozen=True, slots=True)
class Revert:
    """``revert <topic> <number>``: have it as a change of this number left it."""

    topic: str
    seq: int


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


@dataclass(frozen=True, slots=True)
class When:
    """``when instant|hourly|daily 08:00|weekly mon 08:00|default``."""

    delivery: Delivery | None
    """None for as it is inherited."""


@dataclass(frozen=True, slots=True)
class Hush:
    """``quiet 22:00-07:00 sat,sun|off|default``."""

    quiet: Quiet | None
    """None for as it is inherited, empty for no quiet hours."""


@dataclass(frozen=True, slots=True)
class Cap:
    """``cap 50/d`` of a topic, ``cap 20/h`` of a place, ``cap off|default``."""

    most: int | None
    """Messages a day, or in any 60 minutes; 0 for no cap, None for as usual."""


@dataclass(frozen=True, slots=True)
class LetThrough:
    """``cap off today``: caps hold nothing of a topic back until its day is over."""


@dataclass(frozen=True, slots=True)
class Urgent:
    """``urgent on|off``."""

    on: bool


@dataclass(frozen=True, slots=True)
class Mention:
    """``mention here|channel|@group|off``."""

    whom: str
    """As ``Topic.mention`` has it."""


@dataclass(frozen=True, slots=True)
class Snooze:
    """``snooze 3h|until fri|off``."""

    until: Moment | None
    """None to wake it."""


@dataclass(frozen=True, slots=True)
class Zone:
    """``tz Europe/Madrid|default``."""

    name: str
    """IANA name; empty for as it is inherited."""


@dataclass(frozen=True, slots=True)
class Managers:
    """``managers @ann @bob|me|off``, of the workspace. Without any, everybody is one."""

    people: tuple[UserId, ...] = ()
    me: bool = False


@dataclass(frozen=True, slots=True)
class Mute:
    """``mute <site>``, ``unmute <site>``, of a channel or a person."""

    site: str
    """As stories have their outlets: ``voanews.com``."""
    on: bool = True


Setting = When | Hush | Cap | LetThrough | Urgent | Mention | Snooze | Zone | Managers | Mute
"""How is delivered."""


@dataclass(frozen=True, slots=True)
class Deliver:
    """``set <topic> <setting> <value>``, of how it is delivered."""

    topic: str
    setting: Setting


@dataclass(frozen=True, slots=True)
class Place:
    """``<#C1|name>``, ``here``, ``me`` or ``workspace``. All empty for here."""

    channel: ChannelId | None = None
    me: bool = False
    workspace: bool = False
    unknown_channel: str = ""
    """A ``#name`` that Slack did not take for a channel."""


@dataclass(frozen=True, slots=True)
class PlaceShow:
    """``set <place>``: what holds there."""

    place: Place


@dataclass(frozen=True, slots=True)
class PlaceSet:
    """``set <place> <setting> <value>``."""

    place: Place
    setting: Setting
    """Of places there are ``When``, ``Hush``, ``Cap``, ``Snooze`` and ``Zone``; of the workspace also
    ``Managers``, of all others ``Mute``.
    """


@dataclass(frozen=True, slots=True)
class PlaceHistory:
    """``history <place>``: who changed how it is told."""

    place: Place


@dataclass(frozen=True, slots=True)
class SourceAdd:
    """``source add <address> [tag:x] [selector <css>]``."""

    address: str
    """Of the web, or a search of news: ``news:"…"``, with ``lang:de`` after it or without."""
    tags: tuple[str, ...] = ()
    selector: str = ""
    """CSS selector of the links of a page; with it the page itself is meant."""


@dataclass(frozen=True, slots=True)
class SourceList:
    """``source list [failing|gone|paused|tag:x|<word>]``."""

    scope: str = ""


@dataclass(frozen=True, slots=True)
class SourceShow:
    """``source show <source>``: an address, or the beginning of a name or host."""

    source: str


@dataclass(frozen=True, slots=True)
class SourceHistory:
    """``source history <source>``."""

    source: str


@dataclass(frozen=True, slots=True)
class SourceChange:
    """``source pause|resume|remove <source>``."""

    verb: str
    source: str


@dataclass(frozen=True, slots=True)
class SourceSet:
    """``source set <source> <setting> <value>``: one setting; the others are None."""

    source: str
    name: str | None = None
    tags: tuple[str, ...] | None = None
    """Empty for none."""
    every: tuple[int, int] | None = None
    """The shortest and the longest interval in seconds; zeros for those that it has by itself."""
    urgent: bool | None = None
    full_text: bool | None = None
    rank: int | None = None
    """0 for none."""
    selector: str | None = None
    """Empty to have the links of a page found by themselves."""


@dataclass(frozen=True, slots=True)
class Import:
    """``import [address]``; without an address there is a form."""

    address: str = ""


@dataclass(frozen=True, slots=True)
class Export:
    """``export``."""


@dataclass(frozen=True, slots=True)
class SetList:
    """``sets``."""


@dataclass(frozen=True, slots=True)
class SetShow:
    """``sets [show] <name>``."""

    name: str
    """As ``query.sets.name_of`` returns it."""


@dataclass(frozen=True, slots=True)
class SetSave:
    """``sets <name> = <query>``, for a new set and for one that is there."""

    name: str
    query: str
    seen: int = 0
    """The version that whoever copied the line saw; 0 where it was typed."""


@dataclass(frozen=True, slots=True)
class SetHistory:
    """``sets history <name>``."""

    name: str


@dataclass(frozen=True, slots=True)
class SetRemove:
    """``sets remove <name>``."""

    name: str


@dataclass(frozen=True, slots=True)
class Status:
    """``status``."""


@dataclass(frozen=True, slots=True)
class Help:
    """``help [word]``, and nothing at all."""

    word: str = ""


@dataclass(frozen=True, slots=True)
class Missing:
    """A verb without what it is about."""

    verb: str
    """As it is typed: ``show``, ``source pause``."""
    wants: str
    """A key of ``advice.QUESTIONS``: ``topic``, ``query``, ``article``, ``source``, ``source setting`` …"""


@dataclass(frozen=True, slots=True)
class Wrong:
    """A verb with something that it does not take."""

    problem: str
    """One sentence."""
    nearest: tuple[str, ...] = ()
    """Complete commands that would work, best first, without ``/watch``."""


@dataclass(frozen=True, slots=True)
class Unsure:
    """What looks like a verb with a slip of the finger, and could be a query."""

    nearest: str
    """The command with the verb put right."""
    query: str
    """The whole text, for those who meant it as a query."""


Order = (
    Add | New | List | Show | Edit | Pause | Resume | Remove | Undo | History | Test | Why | Misses | Improve
    | Move | Rename | Listen | Outlets | Thread | Prefer | Deliver | Revert | Own | PlaceShow | PlaceSet
    | PlaceHistory | SourceAdd | SourceList | SourceShow | SourceHistory | SourceChange | SourceSet
    | Import | Export | SetList | SetShow | SetHistory | SetSave | SetRemove | Status | Help
)  # fmt: skip
"""What can be carried out."""
Command = Order | Missing | Wrong | Unsure
