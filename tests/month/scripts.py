"""What a site publishes and how its server behaves, as plain data."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)
SLOW_S, FAST_S, URGENT_S = 3600, 500, 200
"""The shortest time between two polls: published less than hourly (59 minutes count as too soon), at least
hourly (every 10 minutes, 100 seconds of late ticks and queues aside), and of sources that somebody has
marked urgent (every 5 minutes, likewise)."""
LONGEST_WAIT = timedelta(days=30)
"""A server that asks for more is taken to have made a mistake."""


class Form(StrEnum):
    """What is at a site's address."""

    RSS = "rss"
    ATOM = "atom"
    JSON = "json"
    SITEMAP = "sitemap"
    PAGE = "page"


class Validating(StrEnum):
    """How a server treats conditional requests."""

    BOTH = "ETag and Last-Modified"
    ETAG = "ETag"
    MODIFIED = "Last-Modified"
    WEAK = "weak ETag"
    NONE = "no validator"
    IGNORES = "validators, but always 200"
    FRESH = "another ETag for each answer, always 200"
    SAME = "one ETag for all bodies, always 200"


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a site."""

    number: int
    at: datetime
    """When it is published."""
    dated: datetime | None
    """When its feed says that it was."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """A stretch of time in which a server does not answer with its feed."""

    since: datetime
    until: datetime
    status: int = 0
    """0 where no answer comes."""
    raises: str = ""
    """``timeout``, ``tls`` or ``refused``."""
    retry_after_s: int | None = None
    as_date: bool = False
    """Whether Retry-After is told as a date, by the server's own clock."""
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Move:
    """From when on an address leads elsewhere."""

    since: datetime
    to: str
    status: int
    every: int = 1
    """Of so many requests one is redirected; 1 for all."""


@dataclass(frozen=True, slots=True)
class Asks:
    """What a publisher asks of those who poll, in headers and in the feed."""

    max_age_s: int = 0
    expires_s: int = 0
    ttl_min: int = 0
    sy: tuple[str, int] | None = None
    """updatePeriod and updateFrequency."""
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[str, ...] = ()

    def least(self) -> timedelta:
        """Return the shortest time between two polls that is asked for, within reason."""
        periods = {"hourly": 3600, "daily": 86_400, "weekly": 604_800}
        by_sy = periods[self.sy[0]] / self.sy[1] if self.sy else 0
        seconds = max(self.max_age_s, self.expires_s, self.ttl_min * 60, by_sy)
        return min(timedelta(seconds=seconds), LONGEST_WAIT)


@dataclass(slots=True)
class Script:
    """One site that is polled."""

    name: str
    kind: str
    """Its class in the report."""
    url: str
    items: Sequence[Item]
    """By time; those before the month begins have filled the feed."""
    form: Form = Form.RSS
    window: int = 15
    """Items that the feed shows."""
    validating: Validating = Validating.BOTH
    noisy: bool = False
    """Whether each answer has the time in a comment."""
    asks: Asks = Asks()
    troubles: Sequence[Trouble] = ()
    moves: Sequence[Move] = ()
    clock_off: timedelta = timedelta(0)
    """By how much the server's clock is ahead."""
    took_s: float = 0.3
    rewrites: Sequence[datetime] = ()
    """When all its ids become others."""
    rewrites_always: bool = False
    """Whether all its ids are others in each answer."""
    republishes: Sequence[tuple[datetime, datetime]] = ()
    """Stretches in which four times as many items are shown, all dated anew."""
    crawl_delay_s: int = 0
    urgent: bool = False
    hub: str = ""
    first_shown: int = 0
    """The oldest item that was in the feed when the month began."""
    bogus_304: bool = False
    """Whether it may answer 304 to a request that has no condition."""
    _times: list[datetime] = field(default_factory=list, repr=False)

    def __post_init__(self) -> None:
        self._times = [item.at for item in self.items]

    @property
    def addresses(self) -> tuple[str, ...]:
        """Where its feed is or has been: its own address and where it moves to."""
        return (self.url, *(move.to for move in self.moves))

    def shown(self, at: datetime) -> Sequence[Item]:
        """Return the items in the feed, oldest first."""
        upto = bisect_right(self._times, at)
        size = self.window * (4 if self.is_republished(at) else 1)
        # What is older than all that was ever seen is news to anybody, dated anew.
        return self.items[max(0, upto - size, min(self.first_shown, upto - self.window)) : upto]

    def is_republished(self, at: datetime) -> bool:
        """Return whether the archive is in the feed now."""
        return any(since <= at < until for since, until in self.republishes)

    def ids(self, at: datetime) -> str:
        """Return what all ids have in common now."""
        return f"v{bisect_right(sorted(self.rewrites), at)}" if self.rewrites else "v0"

    def trouble(self, at: datetime) -> Trouble | None:
        """Return what is wrong with the server now."""
        return next((trouble for trouble in self.troubles if trouble.since <= at < trouble.until), None)

    def published(self, since: datetime, until: datetime) -> Sequence[Item]:
        """Return the items of a stretch of time."""
        return self.items[bisect_left(self._times, since) : bisect_left(self._times, until)]

    def is_hourly(self, at: datetime) -> bool:
        """Return whether it has published at least hourly lately: in a day, a week, or as far as is known."""
        return any(
            len(self.published(at - span, at)) >= min(span, at - self._times[0]) / HOUR * share
            for span, share in ((DAY + HOUR, 0.95), (WEEK, 0.9))
        )

    def floor(self, at: datetime) -> timedelta:
        """Return the shortest time between two polls that its rate of publishing allows."""
        if self.urgent:
            return timedelta(seconds=URGENT_S)
        return timedelta(seconds=FAST_S if self.is_hourly(at) else SLOW_S)

    def is_healthy(self) -> bool:
        """Return whether its server always answers, and asks for nothing."""
        return not (self.troubles or self.asks.least() or self.asks.skip_hours or self.asks.skip_days)


@dataclass(frozen=True, slots=True)
class Act:
    """What a person does about a source."""

    at: datetime
    feed: str
    verb: str
    """``add``, ``remove``, ``pause``, ``resume``, ``urgent``."""


def by_name(scripts: Sequence[Script]) -> Mapping[str, Script]:
    """Return scripts by their names."""
    return {script.name: script for script in scripts}
