"""When and how is told, in a channel and in the workspace."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from newswatch.model.ids import ChannelId, State, UserId, is_person


class ThreadPolicy(StrEnum):
    """What further coverage of a story does in Slack."""

    EDIT = "edit"
    REPLY = "reply"
    EACH = "each"


class Cadence(StrEnum):
    """How often a topic delivers."""

    INSTANT = "instant"
    HOURLY = "hourly"
    DAILY = "daily"
    WEEKLY = "weekly"


USUAL_TIME = "08:00"
"""Of what is delivered daily or weekly, where nobody says when."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """When is delivered; ``at`` is local time (``08:00``, ``mon 08:00``) for daily and weekly."""

    every: Cadence = Cadence.INSTANT
    at: str = ""


@dataclass(frozen=True, slots=True)
class Quiet:
    """When nothing new is posted, by the wall clock. Empty for never."""

    start: str = ""
    """``22:00``: from then on, until ``end``, on the next day where that is earlier; equal for no hours."""
    end: str = ""
    days: frozenset[int] = frozenset()
    """Whole days of the week, Monday being 0."""


WORKSPACE = ChannelId("workspace")
"""In place of a channel: what holds wherever a channel says nothing else."""


MOST_AN_HOUR = 100
"""Messages of a channel, as the highest cap: who wants more of them wants none. So many times are kept."""


@dataclass(frozen=True, slots=True)
class ChannelSettings:
    """How is delivered in a channel, to a person, or in the workspace. What is None or empty is inherited."""

    channel: ChannelId
    owner: UserId
    """Who has set something last."""
    delivery: Delivery | None = None
    """Of topics that say nothing else."""
    quiet: Quiet | None = None
    cap: int | None = None
    """Messages in any 60 minutes before the others wait; 0 for no cap."""
    zone: str = ""
    """IANA name of the time zone of its times."""
    snoozed_until: datetime | None = None
    """Until when nothing is posted; in the past, or None, where it is awake."""
    muted: frozenset[str] = frozenset()
    """Of a channel or a person: outlets (``voanews.com``), told there only where others carry the story."""
    managers: frozenset[UserId] = frozenset()
    """Of the workspace: who may change sources, saved sets and its settings; empty for everybody."""
    state: State = State.ACTIVE
    """Removed where all of it is as in the beginning."""
    version: int = 1

    @property
    def name(self) -> str:
        """What it is called in a sentence."""
        if self.channel == WORKSPACE:
            return "How the workspace is told"
        # Only they themselves see and set it.
        return "How you are told" if is_person(self.channel) else "How the channel is told"
