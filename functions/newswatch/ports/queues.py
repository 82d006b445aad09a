"""The queues between the stages."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Protocol

from newswatch.model import ChannelId, EntryGroup, SourceGroup, SourceNews, Threshold


class Queues(Protocol):
    """What the stages hand on. A call that returns has durably handed over everything.

    Every method raises QueueError when anything was not taken.
    """

    def send_sources(self, groups: Sequence[SourceGroup], delay_s: int = 0) -> None:
        """Have these sources polled, after a delay of at most 900 s."""

    def tell(self, news: SourceNews) -> None:
        """Have people told of something about a source."""

    def send_entries(self, groups: Sequence[EntryGroup], delay_s: int = 0) -> None:
        """Have these entries read and matched, after a delay of at most 900 s.

        A group too large for one message is split.
        """

    def wake(
        self, channels: Collection[ChannelId], delay_s: int = 0, *, retry: bool = False, again: bool = False
    ) -> None:
        """Have these channels' outboxes worked off.

        With ``retry`` also what is parked there; with ``again`` what is held is weighed anew, as somebody
        has changed what it waits for.
        """

    def bury(self, channel: ChannelId) -> None:
        """Put a wake-up with ``retry`` among the dead letters: an alarm rings, a replay tries again."""

    def send_command(self, body: str) -> None:
        """Have a command carried out that takes longer than Slack waits."""

    def follow_up(self, seqs: Collection[int]) -> None:
        """Have what follows from these changes seen to."""

    def look_for_silence(self, day: date) -> None:
        """Have topics looked for that bring nothing any more, as of that day (UTC)."""

    def tell_spending(self, threshold: Threshold) -> None:
        """Have people told that so much of a month's limit is spent."""

    def waiting(self) -> Mapping[str, int]:
        """Return roughly how many messages each queue holds, by its name."""

    def dead(self) -> Mapping[str, int]:
        """Return roughly how many dead letters each queue has, by its name."""
