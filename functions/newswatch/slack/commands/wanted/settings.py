"""What can be wanted of how is told, as data: of a topic, in a channel, to a person, in the workspace."""

from dataclasses import dataclass

from newswatch.model import ChannelId, Delivery, Quiet, UserId
from newswatch.slack.moments import Moment


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
    """``history <place> [before 66]``: who changed how it is told."""

    place: Place
    before: int = 0
    """As with ``History``."""


@dataclass(frozen=True, slots=True)
class PlaceRevert:
    """``revert <place> <number>``: have it told as a change of this number left it."""

    place: Place
    seq: int
    seen: int = 0
    """The version of its settings that whoever presses the button saw; 0 where it was typed."""
