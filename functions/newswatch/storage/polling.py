"""What dispatch and collect read and write: the roster, the cursor, what was seen, hosts, hubs."""

import zlib
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from newswatch.errors import Conflict
from newswatch.model import FetchMemory, RosterEntry, Source, SourceId, Subscription
from newswatch.ports import Ticks
from newswatch.storage import codec, polled
from newswatch.storage.catalog import roster_entry
from newswatch.storage.keys import Keys, stamp
from newswatch.storage.table import Table, readable

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
HOST_DAYS = 1
"""How long what is known of a host stays after it was of use."""
ROBOTS_BYTES = 100_000
"""Of a robots.txt: the largest of newspapers' have 20 kB, and it is packed."""


class Polling:
    """What is due costs no write; a claim on the clock costs two, and only when something is due."""

    def __init__(self, table: Table, keys: Keys) -> None:
        self._table, self._keys = table, keys

    def roster(self) -> Sequence[RosterEntry]:
        """Implement ``Store``."""
        shards = self._table.query(self._keys.roster())
        values = (value for item in shards for value in polled.roster_values(item))
        return list(readable(polled.to_roster_entry, values))

    def postpone(self, source: Source, until: datetime, interval_s: int) -> None:
        """Implement ``Store``."""
        try:
            self._table.update(
                self._keys.roster_shard(source.shard),
                f"SET #{source.id} = :entry",
                f"attribute_exists(#{source.id})",
                entry=polled.from_roster_entry(roster_entry(source, until, interval_s)),
            )
        except Conflict:
            # Paused or removed while it was being fetched: there is nothing to postpone.
            return

    def ticks_done(self) -> datetime:
        """Implement ``Store``."""
        cursor = self._table.get(self._keys.cursor(), consistent=True) or {}
        return codec.to_time(cursor.get("done", "")) or EPOCH

    def claim_ticks(self, ticks: Ticks, lease_s: int) -> bool:
        """Implement ``Store``. Our own claim can be made again: the reply to a first try may be lost."""
        try:
            self._table.update(
                self._keys.cursor(),
                "SET #owner = :owner, #lease = :lease",
                "(attribute_not_exists(#lease) OR #lease <= :now OR #owner = :owner) AND "
                + ("attribute_not_exists(#done)" if ticks.since == EPOCH else "#done = :done"),
                owner=ticks.owner,
                lease=stamp(ticks.until + timedelta(seconds=lease_s)),
                now=stamp(ticks.until),
                **({} if ticks.since == EPOCH else {"done": codec.from_time(ticks.since)}),
            )
        except Conflict:
            return False
        return True

    def finish_ticks(self, ticks: Ticks) -> None:
        """Implement ``Store``."""
        try:
            self._table.update(
                self._keys.cursor(),
                "SET #done = :done REMOVE #owner, #lease",
                "#owner = :owner",
                done=codec.from_time(ticks.until),
                owner=ticks.owner,
            )
        except Conflict:
            # Our lease ran out and another dispatcher took over: its claim covers ours.
            return

    def fetch_memories(
        self, ids: Collection[SourceId], *, consistent: bool = True
    ) -> Mapping[SourceId, FetchMemory]:
        """Implement ``Store``. Consistent for polls: an old validator would read a feed again for nothing."""
        by_key = {self._keys.fetch_memory(source_id): source_id for source_id in ids}
        found = self._table.batch_get(list(by_key), consistent=consistent)
        by_pk = {key.pk: source_id for key, source_id in by_key.items()}
        return {by_pk[item["pk"]]: polled.to_memory(item) for item in found}

    def seen(self, source_id: SourceId) -> frozenset[int]:
        """Implement ``Store``."""
        item = self._table.get(self._keys.seen(source_id), consistent=True)
        return polled.to_seen(item["hashes"]) if item else frozenset()

    def remember_fetch(self, source_id: SourceId, memory: FetchMemory) -> None:
        """Implement ``Store``."""
        self._table.put(self._keys.fetch_memory(source_id), polled.from_memory(memory))

    def remember_seen(self, source_id: SourceId, hashes: Collection[int]) -> None:
        """Implement ``Store``."""
        self._table.put(self._keys.seen(source_id), {"hashes": polled.from_seen(frozenset(hashes))})

    # Hosts

    def reserve_host(self, host: str, until: datetime, now: datetime) -> datetime:
        """Implement ``Store``. A reservation that was never given back ends by itself."""
        key = self._keys.host(host)
        try:
            self._table.update(
                key,
                "SET #free = :until, #ttl = :ttl",
                "attribute_not_exists(#free) OR #free <= :now",
                until=stamp(until),
                now=stamp(now),
                ttl=codec.ttl(until, HOST_DAYS),
            )
        except Conflict:
            item = self._table.get(key, consistent=True) or {}
            return max(codec.to_time(item.get("free", "")) or now, now)
        return now

    def release_host(self, host: str, until: datetime, free_at: datetime) -> None:
        """Implement ``Store``."""
        try:
            self._table.update(
                self._keys.host(host),
                "SET #free = :free",
                "#free = :until",
                free=stamp(free_at),
                until=stamp(until),
            )
        except Conflict:
            # It took longer than we had it for, and somebody else has it now.
            return

    # WebSub

    def subscription(self, source_id: SourceId) -> Subscription | None:
        """Implement ``Store``."""
        item = self._table.get(self._keys.subscription(source_id), consistent=True)
        return next(readable(polled.to_subscription, [item] if item else []), None)

    def save_subscription(self, subscription: Subscription, before: Subscription | None) -> None:
        """Implement ``Store``."""
        condition, values = "attribute_not_exists(pk)", {}
        if before:
            # Whoever changes one changes one of these.
            condition = "#token = :token AND #asked_at = :asked"
            values = {"token": before.token, "asked": codec.from_time(before.asked_at)}
            for name, moment in (("until", before.until), ("pinged_at", before.pinged_at)):
                condition += f" AND #{name} = :{name}" if moment else f" AND attribute_not_exists(#{name})"
                values |= {name: codec.from_time(moment)} if moment else {}
        key = self._keys.subscription(subscription.source_id)
        self._table.put(key, polled.from_subscription(subscription), condition, **values)

    def drop_subscription(self, source_id: SourceId) -> None:
        """Implement ``Store``."""
        self._table.delete(self._keys.subscription(source_id))

    # robots.txt

    def robots(self, origin: str, now: datetime) -> str | None:
        """Implement ``Store``."""
        item = self._table.get(self._keys.robots(origin))
        if item is None or (codec.to_time(item["until"]) or now) <= now:
            return None
        # What was cut may have been cut within a character.
        return zlib.decompress(bytes(item["text"])).decode("utf-8", "ignore")

    def save_robots(self, origin: str, text: str, until: datetime) -> None:
        """Implement ``Store``."""
        packed = zlib.compress(text.encode("utf-8", "replace")[:ROBOTS_BYTES])
        item = {"text": packed, "until": codec.from_time(until), "ttl": codec.ttl(until, HOST_DAYS)}
        self._table.put(self._keys.robots(origin), item)
