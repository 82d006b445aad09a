"""Of the workspace as a whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from newswatch.model import ChannelId


@dataclass(frozen=True, slots=True)
class Setup:
    """The steps from nothing to a working ``/watch``; a text says what is missing, empty when nothing is."""

    token: str = ""
    """Of the bot token: not stored, or not accepted by Slack."""
    scopes: tuple[str, ...] = ()
    """Those of the manifest that the token lacks."""
    sources: str = ""
    """That nothing is read yet."""


@dataclass(frozen=True, slots=True)
class DeadLetters:
    """Messages of a queue that failed as often as they may."""

    queue: str
    """``sources``, ``articles``, ``channels`` or ``commands``."""
    count: int
    """Roughly."""
    reasons: tuple[tuple[str, datetime], ...] = ()
    """Why, as far as that was written down, and when, newest first; each reason once."""


@dataclass(frozen=True, slots=True)
class Bill:
    """What a month costs, by our own counters and list prices."""

    month: str
    """``2026-11``."""
    spent: float
    """US dollars, by now."""
    limit: float
    """US dollars; 0 for none."""
    projected: float | None
    """What the month comes to at this rate; None where it is too early to say."""
    ends: datetime
    """When the month does: AWS bills in UTC."""
    region: str
    """Whose prices they are."""

    @property
    def is_spent(self) -> bool:
        """Whether no more sources are polled."""
        return 0 < self.limit <= self.spent


@dataclass(frozen=True, slots=True)
class Status:
    """What is watched, what fails, what is parked, and what waits."""

    sources: int
    """Those that are read."""
    failing: tuple[tuple[str, str], ...]
    """Name and error of each of them that could not be read last time."""
    topics: int
    parked: tuple[tuple[ChannelId, str], ...]
    """Channel and reason of each post that waits for a person."""
    waiting: Mapping[str, int]
    """Roughly how many messages each queue holds."""
    held_up: tuple[tuple[ChannelId, str], ...] = ()
    """Channel and reason where Slack did not take the first post of an outbox."""
    setup: Setup = Setup()
    parked_unseen: int = 0
    """Posts that wait for a person in channels that who asks cannot see; not in ``parked``."""
    held_up_unseen: int = 0
    """Such channels whose first post Slack did not take; not in ``held_up``."""
    gone: tuple[tuple[str, str], ...] = ()
    """Name and reason of each source that Newswatch has stopped reading."""
    dead: tuple[DeadLetters, ...] = ()
    """Of the queues that have some."""
    held: tuple[tuple[ChannelId, int, datetime], ...] = ()
    """Channel, number of stories that wait for their time there, and when the first is due."""
    held_unseen: int = 0
    """Such stories in channels that who asks cannot see; not in ``held``."""
    paused: int = 0
    """Sources that somebody has paused."""
    took: timedelta | None = None
    """From publication to message: the median of the newest alerts of the last day, if there were any."""
    alerts: int = 0
    """Of so many of them."""
    bill: Bill | None = None
    """What this month costs; None where nothing has been counted."""
