"""What the ``slack`` function has in the place of what takes longer than Slack waits."""
# ruff: noqa: ARG002 - the ports name the arguments

from collections.abc import Sequence

from newswatch.errors import NeedsTime
from newswatch.model import Channel, ChannelId, Identity, Person, UserId
from newswatch.ports import Choice, Found, SecretHeader


class NoPeople:
    """``ports.People`` that nobody can wait for: every method raises NeedsTime."""

    def identity(self) -> Identity:
        """Implement ``People``."""
        raise NeedsTime

    def channel(self, channel: ChannelId) -> Channel:
        """Implement ``People``."""
        raise NeedsTime

    def channels(self) -> Sequence[Channel]:
        """Implement ``People``."""
        raise NeedsTime

    def channels_of(self, user: UserId) -> frozenset[ChannelId]:
        """Implement ``People``."""
        raise NeedsTime

    def join(self, channel: ChannelId) -> None:
        """Implement ``People``."""
        raise NeedsTime

    def person(self, user: UserId) -> Person:
        """Implement ``People``."""
        raise NeedsTime

    def timezone(self, user: UserId) -> str:
        """Implement ``People``."""
        raise NeedsTime


class NoFinder:
    """``ports.Finder`` that nobody can wait for."""

    def find(
        self, address: str, selector: str = "", secret: SecretHeader | None = None
    ) -> Found | Sequence[Choice]:
        """Implement ``Finder``: raises NeedsTime."""
        raise NeedsTime
