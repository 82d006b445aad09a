"""What this process has used since it last told: counted by whoever uses it, from any thread."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from newswatch.model import Usage

TOLD_EVERY = timedelta(minutes=5)
"""A write a process in that time is 0.05 US$ a month in all. What has not been told as it ends is lost."""
ENOUGH = Usage(arm64_mb_ms=75e6, x86_64_mb_ms=60e6, writes=1_600, reads=8_000, queue_requests=2_500)
"""Of each what costs about a tenth of a cent: then it is told at once, so that a limit holds in a rush."""
CHUNK_BYTES = 64 * 1024
"""A request to a queue is billed for each of these that it begins."""


class Meter:
    """Adds up."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._used = Usage()
        self._told_at: datetime | None = None

    def add(self, used: Usage) -> None:
        """Count what was used."""
        with self._lock:
            self._used += used

    def table(self, reads: float, writes: float) -> None:
        """Count units of the table."""
        self.add(Usage(reads=reads, writes=writes))

    def queue(self, params: Mapping[str, Any], **_: object) -> None:
        """Count a request to a queue, by its parameters: a listener of botocore's."""
        bodies = [entry.get("MessageBody", "") for entry in params.get("Entries", ())]
        self.add(Usage(queue_requests=chunks(sum(map(len, bodies)))))

    def key(self, **_: object) -> None:
        """Count a secret that is read, and decrypted for that: a listener of botocore's."""
        self.add(Usage(key_requests=1))

    def is_due(self, now: datetime) -> bool:
        """Return whether it is time to tell what was used."""
        return self._told_at is None or now - self._told_at >= TOLD_EVERY or _worth(self._used) >= 1

    def take(self, now: datetime) -> Usage:
        """Return what was used since this was called last."""
        with self._lock:
            used, self._used, self._told_at = self._used, Usage(), now
        return used


def chunks(size: int) -> int:
    """Return how many requests one of so many bytes is billed as."""
    return max(1, -(-size // CHUNK_BYTES))


def _worth(used: Usage) -> float:
    """Return roughly how often ``ENOUGH`` was used; exact prices would have to be read from a file."""
    return (
        used.arm64_mb_ms / ENOUGH.arm64_mb_ms
        + used.x86_64_mb_ms / ENOUGH.x86_64_mb_ms
        + used.writes / ENOUGH.writes
        + used.reads / ENOUGH.reads
        + used.queue_requests / ENOUGH.queue_requests
    )
