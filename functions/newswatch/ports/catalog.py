"""Of the table: what people set, and the log of its changes. Errors as with ``Store``."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from newswatch.model import (
    Change,
    ChannelId,
    ChannelSettings,
    SavedSet,
    Source,
    SourceId,
    Topic,
    TopicId,
    UserId,
)


@dataclass(frozen=True, slots=True)
class Filed:
    """A topic as it is kept in a snapshot."""

    topic: Topic
    row: Sequence[Any]
    """Plain data from which ``query.TopicIndex`` files it; begins with the topic's id. Empty if it can't be
    filed by this code: others may be able to."""
    sets: frozenset[str]
    """The saved sets that its query uses by itself."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All topics that are filed, as they were after the change ``seq``."""

    seq: int
    when: datetime
    rows: Sequence[Sequence[Any]]
    topics: Mapping[TopicId, Topic]
    sets: Mapping[TopicId, frozenset[str]]
    """Only of topics that use some."""
    unfiled: Sequence[TopicId] = ()
    """Topics without a row."""
    waiting: frozenset[TopicId] = frozenset()
    """At least those topics that wait until several outlets carry a story."""


class CatalogStore(Protocol):
    """Topics, sources, saved sets, how channels are told, and the log of their changes."""

    def catalog_version(self) -> int:
        """Return the position of the newest change; 0 when there is none."""

    def changes(self, after: int) -> Sequence[Change]:
        """Return the changes after that position, oldest first."""

    def topics(self, *, consistent: bool = False) -> Sequence[Topic]:
        """Return all topics, tombstones included; with ``consistent``, as they are after every change."""

    def snapshot(self, form: str) -> Snapshot | None:
        """Return the snapshot of all topics that are filed; None if there is none of this form."""

    def save_snapshot(self, seq: int, form: str, when: datetime, topics: Iterable[Filed]) -> None:
        """Write the snapshot, unless there is a newer one.

        Args:
            seq: position of the newest change that it has.
            form: what its rows are like; code that files otherwise has another.
            when: now.
            topics: all that are filed.
        """

    def topic(self, topic_id: TopicId) -> Topic:
        """Return one topic. Raises UnknownTopic."""

    def topic_by_handle(self, handle: str) -> Topic:
        """Return the topic that holds a handle. Raises UnknownTopic."""

    def topics_by_id(self, ids: Collection[TopicId]) -> Mapping[TopicId, Topic]:
        """Return those of these topics that exist, by a consistent read."""

    def save_topic(
        self,
        topic: Topic,
        who: UserId,
        when: datetime,
        what: str,
        *,
        request: str = "",
        undoes: int = 0,
        after: int | None = None,
    ) -> Change:
        """Write a topic, its handle and the change, in one transaction.

        ``topic.version`` is the new version: 1 creates, n replaces n - 1. ``request`` and
        ``undoes`` as in the change. ``after`` is the position of the log as of which the saved
        sets that its query uses were there.

        Raises:
            Conflict: the stored version is not the one before, there is a newer change than the
                one at ``after``, or the log moved on for too long.
            HandleTaken: another topic holds the handle.
        """

    def unannounced(self, before: datetime) -> Sequence[int]:
        """Return the positions of those changes of topics, made by requests until then, not ``announced``."""

    def announced(self, seq: int) -> None:
        """Record that what follows from a change has been seen to."""

    def sources(self) -> Sequence[Source]:
        """Return all sources, tombstones included."""

    def sources_by_id(self, ids: Collection[SourceId]) -> Mapping[SourceId, Source]:
        """Return those of these sources that exist, by a consistent read."""

    def save_source(
        self, source: Source, who: UserId, when: datetime, what: str, *, request: str = "", undoes: int = 0
    ) -> Change:
        """Write a source, its place in the roster and the change, in one transaction.

        Versions as with topics. Only an active source has a place in the roster; one that has
        a place keeps it with its times, whatever else changes. The snapshot of the returned
        change has the shard that the store chose.

        Raises:
            Conflict: as with topics.
        """

    def sets(self) -> Sequence[SavedSet]:
        """Return all saved sets, tombstones included, as they are after every change."""

    def set_by_name(self, name: str) -> SavedSet:
        """Return one saved set, a tombstone too. Raises UnknownSet."""

    def save_set(
        self,
        saved: SavedSet,
        who: UserId,
        when: datetime,
        what: str,
        *,
        request: str = "",
        undoes: int = 0,
        after: int | None = None,
    ) -> Change:
        """Write a saved set and the change, in one transaction.

        Versions as with topics. ``after`` is the position of the log as of which it was looked up
        what uses the set, and what it uses.

        Raises:
            Conflict: as with topics.
        """

    def set_history(self, name: str) -> Sequence[Change]:
        """Return the changes of one saved set, newest first, as far as the log is kept."""

    def history(self, item: TopicId | SourceId | ChannelId) -> Sequence[Change]:
        """Return the changes of one topic, source or channel's settings, newest first, as far as kept."""

    def settings(self, channels: Collection[ChannelId]) -> Mapping[ChannelId, ChannelSettings]:
        """Return how is delivered in these channels, by a consistent read; absent where nothing was set."""

    def all_settings(self) -> Sequence[ChannelSettings]:
        """Return how is delivered wherever something was set, tombstones included."""

    def save_settings(
        self,
        settings: ChannelSettings,
        who: UserId,
        when: datetime,
        what: str,
        *,
        request: str = "",
        undoes: int = 0,
    ) -> Change:
        """Write how is delivered in a channel and the change, in one transaction. Versions as with topics.

        Raises:
            Conflict: as with topics.
        """

    def recent_changes(self, limit: int) -> Sequence[Change]:
        """Return the newest changes of the workspace, newest first."""

    def change(self, seq: int) -> Change | None:
        """Return one change, by a consistent read; None when the log does not have it."""
