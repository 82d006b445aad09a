"""Of the table: what polling goes by and learns. Errors as with ``Store``."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from newswatch.model import FetchMemory, RosterEntry, Source, SourceId, Subscription


@dataclass(frozen=True, slots=True)
class Ticks:
    """A claim on the time since the last tick: dispatch what is due in (since, until]."""

    since: datetime
    until: datetime
    owner: str


class PollingStore(Protocol):
    """When what is polled, and what is remembered of it."""

    def roster(self) -> Sequence[RosterEntry]:
        """Return what may be polled, as of at most a second ago."""

    def postpone(self, source: Source, until: datetime, interval_s: int) -> None:
        """Have a source polled at ``until``, and at this interval from then on.

        A source that has left the roster meanwhile stays out of it.
        """

    def reserve_host(self, host: str, until: datetime, now: datetime) -> datetime:
        """Have a host to oneself until then, or return when it is free if somebody else has it.

        Returns:
            ``now`` where it is ours.
        """

    def release_host(self, host: str, until: datetime, free_at: datetime) -> None:
        """Give a host back that was reserved until then; nobody gets it before ``free_at``."""

    def subscription(self, source_id: SourceId) -> Subscription | None:
        """Return a source's subscription at its hub, by a consistent read."""

    def save_subscription(self, subscription: Subscription, before: Subscription | None) -> None:
        """Write a subscription.

        Raises:
            Conflict: it is not as it was before.
        """

    def drop_subscription(self, source_id: SourceId) -> None:
        """Take a source's subscription away."""

    def robots(self, origin: str, now: datetime) -> str | None:
        """Return what the robots.txt of an origin said, as ``usecases.robots`` has it; None if it is old."""

    def save_robots(self, origin: str, text: str, until: datetime) -> None:
        """Keep what a robots.txt said until then; a text of more than 100 kB is cut."""

    def ticks_done(self) -> datetime:
        """Return until when all that was due has been sent; the epoch at first."""

    def claim_ticks(self, ticks: Ticks, lease_s: int) -> bool:
        """Claim a stretch of time for one dispatcher; False when another one holds it or was first."""

    def finish_ticks(self, ticks: Ticks) -> None:
        """Record that all that was due in ``ticks`` has been sent. Does nothing if the claim was lost."""

    def fetch_memories(
        self, ids: Collection[SourceId], *, consistent: bool = True
    ) -> Mapping[SourceId, FetchMemory]:
        """Return what is remembered of these sources; absent for those never fetched.

        Args:
            ids: the sources.
            consistent: whether it must be the newest. What is a second old is read for half the price.
        """

    def seen(self, source_id: SourceId) -> frozenset[int]:
        """Return the 48-bit hashes of the entries that this source has brought."""

    def remember_fetch(self, source_id: SourceId, memory: FetchMemory) -> None:
        """Keep what was learnt by a poll."""

    def remember_seen(self, source_id: SourceId, hashes: Collection[int]) -> None:
        """Replace what counts as seen. Hashes are 48-bit."""
