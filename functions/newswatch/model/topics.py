"""What people care about, and the log of what they change."""

from dataclasses import dataclass
from datetime import datetime

from newswatch.model.delivery import ChannelSettings, Delivery, Quiet, ThreadPolicy
from newswatch.model.ids import ChannelId, SourceId, State, TopicId, UserId
from newswatch.model.sources import Source


@dataclass(frozen=True, slots=True)
class SourceFilter:
    """Which sources a topic listens to: any of these ids or tags; all when both are empty."""

    ids: frozenset[SourceId] = frozenset()
    tags: frozenset[str] = frozenset()

    def admits(self, source: Source) -> bool:
        """Return whether an article brought by ``source`` may match."""
        if not self.ids and not self.tags:
            return True
        return source.id in self.ids or not self.tags.isdisjoint(source.tags)


MOST_OUTLETS = 10
"""That a topic can wait for: few stories ever have more of them, out of a thousand sources."""
TAKEN = frozenset({"here", "me", "workspace", "managers"})
"""What commands take for a place, or for what is set there: no new topic has one of them as its handle."""
OF_TOPIC = "topic:"
"""Before a handle that is ``TAKEN``, of a topic that is older than that rule. No handle has a colon."""


def told_apart(handle: str) -> str:
    """Return how a handle is written in a command, so that a topic is meant and nothing else."""
    return f"{OF_TOPIC}{handle}" if handle.casefold() in TAKEN else handle


@dataclass(frozen=True, slots=True)
class Topic:
    """A handle, a name, a query, destinations, and how to deliver."""

    id: TopicId
    handle: str
    """Unique in the workspace; lower-case words joined by hyphens."""
    name: str
    owner: UserId
    query_typed: str
    query: str
    """Canonical print of the query."""
    destinations: tuple[ChannelId, ...]
    created_at: datetime
    delivery: Delivery | None = None
    """None for as its channel has it."""
    sources: SourceFilter = SourceFilter()
    cap_per_day: int | None = None
    """Messages in a channel and local day, before others wait for the next; None for the usual, 0 for any."""
    mention: str = ""
    """``here``, ``channel`` or the id of a user group (``S…``); empty for none."""
    urgent: bool = False
    """Whether its messages have a cap of their own in each channel."""
    quiet: Quiet | None = None
    """In addition to its channel's."""
    zone: str = ""
    """IANA name of the time zone of its own times; empty for its channel's."""
    snoozed_until: datetime | None = None
    """Until when it goes on matching and posts nothing; in the past, or None, where it is awake."""
    let_until: datetime | None = None
    """Until when somebody lets through what caps hold back: it counts as urgent, without a cap a day."""
    thread: ThreadPolicy = ThreadPolicy.EDIT
    outlets: int = 1
    """How many outlets have to carry a story before it is told: 1 to ``MOST_OUTLETS``."""
    prefer: tuple[str, ...] = ()
    """What messages lead with where they can, best first: sites (``reuters.com``) and ``tag:wires``."""
    state: State = State.ACTIVE
    paused_until: datetime | None = None
    """When a pause ends by itself; None for one that somebody has to end."""
    adopted: bool = False
    """Whether its owner took it over from somebody who left: of where it posts they know what all others
    may."""
    version: int = 1

    def is_active(self, now: datetime) -> bool:
        """Return whether it matches: a pause that has run out is none."""
        if self.state is State.PAUSED and self.paused_until:
            return self.paused_until <= now
        return self.state is State.ACTIVE


@dataclass(frozen=True, slots=True)
class SavedSet:
    """A query of the workspace that others use by its name. It is never paused."""

    name: str
    """What it is known by, as ``query.sets.name_of`` returns it."""
    query: str
    """Canonical print; the sets that it uses stand there by name."""
    query_typed: str
    owner: UserId
    created_at: datetime
    state: State = State.ACTIVE
    version: int = 1


Subject = Topic | Source | SavedSet | ChannelSettings
"""What people set, and the log of changes is about."""


@dataclass(frozen=True, slots=True)
class Activity:
    """What a topic has brought lately."""

    alerts: int = 0
    last: datetime | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the catalog's change log: who did what to what, and the result.

    The log serves history, undo, and warm indexes, which read only what is newer
    than what they hold.
    """

    seq: int
    """Position in the workspace's log, from 1, without gaps."""
    who: UserId
    when: datetime
    what: str
    """The verb: ``add``, ``edit``, ``pause``, ``resume``, ``remove``, ``set``, ``own``, ``revert``, ``undo``;
    ``left`` of a topic whose owner has left, who it is by.
    """
    snapshot: Subject | None
    """None where newer code wrote what this version cannot read."""
    request: str = ""
    """What asked for it. The same request, delivered again, finds its own change and makes no second one."""
    undoes: int = 0
    """Position of the change that this one takes back; 0 for none."""
