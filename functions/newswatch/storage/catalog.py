"""Topics, sources, saved sets, how channels are told, and the log of their changes."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from newswatch.errors import Conflict, HandleTaken, UnknownSet, UnknownTopic
from newswatch.model import (
    Change,
    ChannelId,
    ChannelSettings,
    RosterEntry,
    SavedSet,
    Source,
    SourceId,
    State,
    Topic,
    TopicId,
    UserId,
)
from newswatch.sources.schedule import phase
from newswatch.sources.urls import host
from newswatch.storage import codec, delivery_items, items, polled
from newswatch.storage.keys import Key, Keys
from newswatch.storage.table import Part, Table, TransactionRefused, delete, put, readable, update

ROSTER_SHARD_SIZE = 30
"""Sources to an item of the roster: about 2 kB, so that one source's change writes two units."""
COUNTED_FOR = timedelta(seconds=30)
"""For so long it is known how many sources each item has, but for what others add and remove."""
LOG_RETENTION_DAYS = 400
"""A year of history, and a month to look back on it."""
TOMBSTONE_DAYS = 365
"""How long what was removed can be brought back."""
HISTORY = 50
"""Changes that a topic, source, saved set or channel's settings remember the places of."""
TRIES = 20
"""A try is lost to one change of somebody else: twenty people in the same instant are a large team."""
UNANNOUNCED_DAYS = 7
"""News of a change that could not be told for a week is none any more."""


class Catalog:
    """What people set, each change in one transaction with its place in the log."""

    def __init__(self, table: Table, keys: Keys) -> None:
        self._table, self._keys = table, keys
        self._sizes: dict[int, int] = {}
        """Sources to each item of the roster, as of the last time that they were counted."""
        self._counted_at: datetime | None = None

    def catalog_version(self) -> int:
        """Implement ``Store``."""
        item = self._table.get(self._keys.version(), consistent=True)
        return int(item["seq"]) if item else 0

    def changes(self, after: int) -> Sequence[Change]:
        """Implement ``Store``. Eventually consistent: what is missed now is read next time."""
        log = self._keys.change(after)
        found = self._table.query(log.pk, after=log.sk)
        return [items.to_change(item) for item in found if item["sk"].startswith("LOG#")]

    def topics(self, *, consistent: bool = False) -> Sequence[Topic]:
        """Implement ``Store``."""
        found = self._table.query(self._keys.topics(), consistent=consistent)
        return list(readable(items.to_topic, found))

    def topic(self, topic_id: TopicId) -> Topic:
        """Implement ``Store``."""
        item = self._table.get(self._keys.topic(topic_id), consistent=True)
        if item is None:
            raise UnknownTopic(topic_id)
        return items.to_topic(item)

    def topics_by_id(self, ids: Collection[TopicId]) -> Mapping[TopicId, Topic]:
        """Implement ``Store``."""
        keys = [self._keys.topic(topic_id) for topic_id in ids]
        found = self._table.batch_get(keys, consistent=True)
        return {topic.id: topic for topic in map(items.to_topic, found)}

    def topic_by_handle(self, handle: str) -> Topic:
        """Implement ``Store``."""
        item = self._table.get(self._keys.handle(handle), consistent=True)
        if item is None:
            raise UnknownTopic(handle)
        return self.topic(TopicId(item["topic_id"]))

    def sources(self) -> Sequence[Source]:
        """Implement ``Store``."""
        return list(readable(items.to_source, self._table.query(self._keys.sources())))

    def sources_by_id(self, ids: Collection[SourceId]) -> Mapping[SourceId, Source]:
        """Implement ``Store``."""
        keys = [self._keys.source(source_id) for source_id in ids]
        found = self._table.batch_get(keys, consistent=True)
        return {source.id: source for source in readable(items.to_source, found)}

    def history(self, item: TopicId | SourceId | ChannelId) -> Sequence[Change]:
        """Implement ``Store``. By consistent reads: undo and repeated requests rely on the newest change."""
        return self._history(
            [
                self._keys.topic(TopicId(item)),
                self._keys.source(SourceId(item)),
                self._keys.settings(ChannelId(item)),
            ]
        )

    def set_history(self, name: str) -> Sequence[Change]:
        """Implement ``Store``. As ``history``."""
        return self._history([self._keys.saved_set(name)])

    def _history(self, keys: Sequence[Key]) -> Sequence[Change]:
        found = self._table.batch_get(keys, consistent=True)
        places = [self._keys.change(int(seq)) for stored in found for seq in stored.get("history", ())]
        changes = readable(items.to_change, self._table.batch_get(places, consistent=True))
        return sorted(changes, key=lambda change: -change.seq)

    def recent_changes(self, limit: int) -> Sequence[Change]:
        """Implement ``Store``. By a consistent read: what somebody undoes is what they did a second ago."""
        log = self._keys.change(0)
        found = self._table.query(log.pk, begins="LOG#", limit=limit, consistent=True, backwards=True)
        return list(readable(items.to_change, found))

    def change(self, seq: int) -> Change | None:
        """Implement ``Store``."""
        item = self._table.get(self._keys.change(seq), consistent=True)
        return next(readable(items.to_change, [item] if item else []), None)

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
        """Implement ``Store``."""
        key = self._keys.topic(topic.id)
        stored = self._table.get(key, consistent=True)
        was = items.to_topic(stored) if stored else None
        claims = self._handle_parts(topic, was)

        def parts(change: Change) -> list[Part]:
            places = _places(change, stored)
            item = {**items.from_topic(topic), **_lifetime(topic.state, when), "history": places}
            # What nobody asked for in Slack, such as a starter topic, is announced to nobody.
            mark = [self._mark(change)] if request else []
            return [_versioned(key, item, topic.version), *claims, *mark]

        try:
            return self._commit(Change(0, who, when, what, topic, request, undoes), parts, after)
        except TransactionRefused as e:
            if ITEM not in e.failed and claims:
                raise HandleTaken(topic.handle) from e
            raise

    def unannounced(self, before: datetime) -> Sequence[int]:
        """Implement ``Store``."""
        marks = self._table.query(self._keys.unannounced())
        return [int(mark["sk"]) for mark in marks if (codec.to_time(mark["when"]) or before) <= before]

    def announced(self, seq: int) -> None:
        """Implement ``Store``."""
        self._table.delete(self._keys.unannounced_change(seq))

    def _mark(self, change: Change) -> Part:
        item = {"when": codec.from_time(change.when), "ttl": codec.ttl(change.when, UNANNOUNCED_DAYS)}
        return put(self._keys.unannounced_change(change.seq), item)

    def save_source(
        self, source: Source, who: UserId, when: datetime, what: str, *, request: str = "", undoes: int = 0
    ) -> Change:
        """Implement ``Store``."""
        stored = self._table.get(self._keys.source(source.id), consistent=True)
        shard = int(stored["shard"]) if stored else self._free_shard(when)
        source = replace(source, shard=shard)
        place = self._keys.roster_shard(shard)

        def parts(change: Change) -> list[Part]:
            places = _places(change, stored)
            item = {**items.from_source(source), **_lifetime(source.state, when), "history": places}
            if source.state is State.ACTIVE:
                entry = polled.from_roster_entry(roster_entry(source))
                name = f"#{source.id}"
                # What a server asked for, or was worked out from its answers, outlives a change of name.
                roster = update(place, f"SET {name} = if_not_exists({name}, :entry)", entry=entry)
            else:
                roster = update(place, f"REMOVE #{source.id}")
            return [_versioned(self._keys.source(source.id), item, source.version), roster]

        return self._commit(Change(0, who, when, what, source, request, undoes), parts)

    def sets(self) -> Sequence[SavedSet]:
        """Implement ``Store``."""
        return list(readable(items.to_set, self._table.query(self._keys.sets(), consistent=True)))

    def set_by_name(self, name: str) -> SavedSet:
        """Implement ``Store``."""
        item = self._table.get(self._keys.saved_set(name), consistent=True)
        if item is None:
            raise UnknownSet(name)
        return items.to_set(item)

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
        """Implement ``Store``."""
        key = self._keys.saved_set(saved.name)
        stored = self._table.get(key, consistent=True)

        def parts(change: Change) -> list[Part]:
            places = _places(change, stored)
            item = {**items.from_set(saved), **_lifetime(saved.state, when), "history": places}
            return [_versioned(key, item, saved.version)]

        return self._commit(Change(0, who, when, what, saved, request, undoes), parts, after)

    def settings(self, channels: Collection[ChannelId]) -> Mapping[ChannelId, ChannelSettings]:
        """Implement ``Store``. What was removed is there, with its version, as with topics."""
        keys = [self._keys.settings(channel) for channel in channels]
        found = self._table.batch_get(keys, consistent=True)
        return {settings.channel: settings for settings in readable(delivery_items.to_settings, found)}

    def all_settings(self) -> Sequence[ChannelSettings]:
        """Implement ``Store``."""
        found = self._table.query(self._keys.all_settings(), consistent=True)
        return list(readable(delivery_items.to_settings, found))

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
        """Implement ``Store``."""
        key = self._keys.settings(settings.channel)
        stored = self._table.get(key, consistent=True)

        def parts(change: Change) -> list[Part]:
            places = _places(change, stored)
            item = delivery_items.from_settings(settings)
            item |= {**_lifetime(settings.state, when), "history": places}
            mark = [self._mark(change)] if request else []
            return [_versioned(key, item, settings.version), *mark]

        return self._commit(Change(0, who, when, what, settings, request, undoes), parts)

    def _free_shard(self, when: datetime) -> int:
        """Return the first item of the roster with room, and take it.

        Two sources that are added at once may both take the last place: the
        size is a matter of cost, not of correctness. So for a while it is not
        counted anew, which for a list of a thousand sources is most of the work.
        """
        if self._counted_at is None or not self._counted_at <= when < self._counted_at + COUNTED_FOR:
            self._sizes = {
                int(item["sk"]): len(polled.roster_values(item))
                for item in self._table.query(self._keys.roster())
            }
            self._counted_at = when
        shard = 0
        while self._sizes.get(shard, 0) >= ROSTER_SHARD_SIZE:
            shard += 1
        self._sizes[shard] = self._sizes.get(shard, 0) + 1
        return shard

    def _handle_parts(self, topic: Topic, was: Topic | None) -> list[Part]:
        """Return what takes the topic's handle and gives back the one it had; a tombstone holds none."""
        holds = topic.handle if topic.state is not State.REMOVED else None
        held = was.handle if was and was.state is not State.REMOVED else None
        if holds == held:
            return []
        parts = []
        if holds:
            item = {"topic_id": topic.id}
            parts.append(put(self._keys.handle(holds), item, "attribute_not_exists(pk)"))
        if held:
            parts.append(delete(self._keys.handle(held)))
        return parts

    def _commit(
        self, wanted: Change, parts: Callable[[Change], list[Part]], after: int | None = None
    ) -> Change:
        """Write a change at the head of the log, together with what it changes.

        ``wanted`` is the change, whose place is given here; ``parts`` makes of the
        change the transaction's other parts, the item first. With ``after``, only right
        behind the change at that position.

        Raises:
            TransactionRefused: the item's condition (part ``ITEM``) or a later one did not hold.
            Conflict: the log moved on at every try, or since ``after``.
        """
        refused: TransactionRefused | None = None
        for _ in range(TRIES):
            seq = self.catalog_version() + 1
            if after is not None and seq != after + 1:
                raise Conflict("the catalog has changed")
            change = replace(wanted, seq=seq)
            entry = {**items.from_change(change), "ttl": codec.ttl(change.when, LOG_RETENTION_DAYS)}
            head = "attribute_not_exists(pk)" if seq == 1 else "#seq = :before"
            before = {} if seq == 1 else {"before": seq - 1}
            try:
                self._table.transact(
                    [
                        update(self._keys.version(), "SET #seq = :seq", head, seq=seq, **before),
                        put(self._keys.change(seq), entry, "attribute_not_exists(pk)"),
                        *parts(change),
                    ]
                )
            except TransactionRefused as e:
                refused = e
                if self._already(change):
                    return change
                if not e.failed <= LOG:
                    raise
            else:
                return change
        raise Conflict("too many changes at once") from refused

    def _already(self, change: Change) -> bool:
        """Return whether the log has this very change: the reply to a first try may have been lost."""
        item = self._table.get(self._keys.change(change.seq), consistent=True)
        return item is not None and items.to_change(item) == change


LOG = frozenset({0, 1})
"""Positions in a change's transaction of what orders the log."""
ITEM = 2
"""Position of what is changed."""


def roster_entry(
    source: Source, not_before: datetime | None = None, interval_s: int | None = None
) -> RosterEntry:
    """Return a source's place in the roster; one that is postponed counts its interval from there."""
    interval_s = source.interval_s if interval_s is None else interval_s
    at = int(-(-not_before.timestamp() // 1)) if not_before else phase(source.id, interval_s)
    return RosterEntry(
        source_id=source.id,
        host=host(source.url),
        interval_s=interval_s,
        phase_s=at % interval_s,
        not_before=not_before,
        shard=source.shard,
    )


def _versioned(key: Key, item: Mapping[str, Any], version: int) -> Part:
    if version == 1:
        return put(key, item, "attribute_not_exists(pk)")
    return put(key, item, "#version = :before", before=version - 1)


def _places(change: Change, stored: Mapping[str, Any] | None) -> list[int]:
    """Return where the log has the changes of an item, newest first."""
    return [change.seq, *map(int, (stored or {}).get("history", ()))][:HISTORY]


def _lifetime(state: State, when: datetime) -> dict[str, int]:
    return {"ttl": codec.ttl(when, TOMBSTONE_DAYS)} if state is State.REMOVED else {}
