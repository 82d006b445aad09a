"""The table as a whole."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from newswatch.model import Failure, Identity, Spending, Threshold, Usage
from newswatch.ports.articles import ArticleStore, StoryStore
from newswatch.ports.catalog import CatalogStore
from newswatch.ports.outbox import OutboxStore, ParkingStore
from newswatch.ports.polling import PollingStore
from newswatch.ports.votes import VoteStore


class FailureStore(Protocol):
    """What has failed for good."""

    def note_failure(self, failure: Failure) -> None:
        """Write down why a message has become a dead letter. The same message is one failure."""

    def failures(self) -> Sequence[Failure]:
        """Return why there are dead letters, newest first; those of the last 14 days."""

    def forget_failures(self, queue: str) -> None:
        """Take away what is written of a queue's dead letters, as they are tried again."""


class SpendingStore(Protocol):
    """What a month has used."""

    def add_usage(self, usage: Usage, now: datetime) -> None:
        """Add what was used to the counter of the month that it is now (UTC)."""

    def spending(self, month: str) -> Spending | None:
        """Return the counter of a month (``2026-11``), as of about a second ago; None without usage."""

    def note_asked(self, threshold: Threshold, now: datetime) -> None:
        """Note that people are being told of a threshold."""

    def note_told(self, threshold: Threshold) -> None:
        """Note that people have been told of a threshold."""


class EdgeStore(Protocol):
    """What Slack's side remembers."""

    def first_use(self, token: str, until: datetime) -> bool:
        """Remember a token until then; False when it is remembered already. It may be forgotten later."""

    def identity(self, key: str) -> Identity | None:
        """Return the identity that was saved under this key."""

    def save_identity(self, key: str, identity: Identity) -> None:
        """Save an identity. The key names the token without telling it."""


class Store(
    CatalogStore,
    PollingStore,
    ArticleStore,
    StoryStore,
    OutboxStore,
    ParkingStore,
    VoteStore,
    FailureStore,
    SpendingStore,
    EdgeStore,
    Protocol,
):
    """The table. Every method raises StorageError when the table cannot be reached."""
