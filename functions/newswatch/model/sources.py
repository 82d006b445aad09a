"""What is watched, and what polling knows of it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from newswatch.model.ids import SourceId, State, UserId


class Kind(StrEnum):
    """What is at a source's address."""

    FEED = "feed"
    """RSS, Atom, a JSON Feed, a news sitemap or an index of them: what it is, is told by what comes."""
    PAGE = "page"
    """A web page that lists articles."""


@dataclass(frozen=True, slots=True)
class Source:
    """What is watched. Its id derives from the URL that it was first added by, and stays when it moves."""

    id: SourceId
    url: str
    name: str
    owner: UserId
    interval_s: int
    """How often it is polled until more is known of how often it publishes."""
    tags: tuple[str, ...] = ()
    state: State = State.ACTIVE
    kind: Kind = Kind.FEED
    selector: str = ""
    """CSS selector of the links of a page; empty where they are found by themselves."""
    full_text: bool = True
    """Whether the pages of its entries are read; if not, what the feed carries is all that is matched."""
    urgent: bool = False
    """Whether somebody wants it polled as often as politeness allows at all."""
    least_s: int = 0
    """The shortest interval that somebody has set; 0 for the usual one."""
    most_s: int = 0
    """The longest interval that somebody has set; 0 for the usual one."""
    rank: int = 0
    """Its place in the workspace's order of sources, 1 being the one that messages lead with; 0 for none."""
    header: str = ""
    """Name of a request header whose value is a secret, kept in SSM; empty for none."""
    trouble: str = ""
    """What Newswatch has told its owner: that it is gone, or unreadable for a day. Empty when all is well."""
    shard: int = 0
    """Which item of the roster holds it; given by the store when the source is first saved."""
    version: int = 1

    @property
    def is_gone(self) -> bool:
        """Whether Newswatch itself has stopped reading it."""
        return self.state is State.PAUSED and bool(self.trouble)


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """What dispatch needs to know of a source: due at ``phase_s + k · interval_s`` since the epoch."""

    source_id: SourceId
    host: str
    interval_s: int
    phase_s: int
    not_before: datetime | None = None
    shard: int = 0


@dataclass(frozen=True, slots=True)
class Validators:
    """What makes the next GET conditional (RFC 9110 §13), byte for byte as the server sent it."""

    etag: str = ""
    last_modified: str = ""
    content_hash: str = ""


@dataclass(frozen=True, slots=True)
class Hints:
    """What a publisher asks of those who poll."""

    least_s: int = 0
    """The shortest time between two polls; 0 where nothing is said."""
    skip_hours: frozenset[int] = frozenset()
    """Hours of the day in UTC, 0 to 23, in which not to poll."""
    skip_days: frozenset[int] = frozenset()
    """Days of the week in UTC, Monday being 0, on which not to poll."""


@dataclass(frozen=True, slots=True)
class FetchMemory:
    """What collect remembers of a source between polls. None of it before the first success."""

    validators: Validators = Validators()
    baseline_at: datetime | None = None
    failures: int = 0
    failing_since: datetime | None = None
    error: str = ""
    """The last failure in words, for the person who added the source; empty when it is fine."""
    told: bool = False
    """Whether its owner has been told of that failure."""
    not_before: datetime | None = None
    """Until when its server, as it refused, asked not to come back; None where it did not say."""
    interval_s: int = 0
    """How often it is polled now; 0 for as often as the source itself says."""
    times: tuple[int, ...] = ()
    """When its newest entries appeared, in minutes since the epoch, newest first."""
    hints: Hints = Hints()
    moved_to: str = ""
    """Where permanent redirects led at the last poll; empty where they led nowhere."""
    hub: str = ""
    """The WebSub hub that the feed names, and below its own address as the hub knows it."""
    topic_url: str = ""
    part_url: str = ""
    """Of an index of sitemaps, the part that was read last."""
    part: Validators = Validators()
    noticed: str = ""
    """What was odd, in a sentence: ids that changed all at once, an archive that was published again."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """A source's subscription at a WebSub hub."""

    source_id: SourceId
    hub: str
    topic_url: str
    token: str = field(repr=False)
    """Random; a part of the callback's address."""
    secret: str = field(repr=False)
    """What the hub signs with."""
    asked_at: datetime
    until: datetime | None = None
    """When the hub's lease ends; None before it has verified our intent, and after it has refused."""
    pinged_at: datetime | None = None
    """What the last poll for a ping covers: pings until then. None before the first ping."""


class Told(StrEnum):
    """What collect finds out about a source that concerns people."""

    GONE = "gone"
    """Its server says that it is gone for good."""
    UNREADABLE = "unreadable"
    """It could not be read for a day."""
    FORSAKEN = "forsaken"
    """It could not be read for so long that it is not tried any more."""
    WELL = "well"
    """It is readable again, after its owner was told that it was not."""
    MOVED = "moved"
    """It has another address for good."""


@dataclass(frozen=True, slots=True)
class SourceNews:
    """Something about a source that concerns people, on its way to ``command``."""

    source_id: SourceId
    what: Told
    when: datetime
    detail: str = ""
    """The failure in words, or the new address."""
