"""What a month has used of what AWS bills."""

from dataclasses import dataclass, fields
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Usage:
    """What functions have used; adds up."""

    arm64_mb_ms: float = 0
    """Memory times duration, in MB and ms, of functions on arm64."""
    x86_64_mb_ms: float = 0
    invocations: float = 0
    http_requests: float = 0
    """Those of the invocations that came through an HTTP API."""
    ticks: float = 0
    """Those that the scheduler made."""
    reads: float = 0
    """Read request units of the table."""
    writes: float = 0
    """Write request units of the table."""
    queue_requests: float = 0
    key_requests: float = 0
    polls: float = 0
    """Sources that were sent to be polled."""

    def __add__(self, other: "Usage") -> "Usage":
        """Return the sum of both."""
        return Usage(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(Usage)))


@dataclass(frozen=True, slots=True)
class Threshold:
    """So many per cent of a limit are spent in a month."""

    month: str
    """``2026-11``, in UTC: AWS bills by it."""
    limit: float
    """US dollars."""
    percent: int

    @property
    def key(self) -> str:
        """What tells it from other ones of the month."""
        return f"{self.limit:g}-{self.percent}"


@dataclass(frozen=True, slots=True)
class Spending:
    """The counter of a month, and which threshold people were told of."""

    month: str
    since: datetime
    """When the first usage of the month was written: in its first minutes, or as the stack was deployed."""
    usage: Usage = Usage()
    asked: str = ""
    """Key of the threshold that was last asked to be told."""
    asked_at: datetime | None = None
    told: str = ""
    """Key of the threshold of which people have been told last."""
