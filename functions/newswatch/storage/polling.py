"""What dispatch and collect read and write: the roster, the cursor, what was seen."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from newswatch.errors import Conflict
from newswatch.model import FetchMemory, RosterEntry, Source, SourceId
from newswatch.ports import Ticks
from newswatch.storage import codec, items
from newswatch.storage.catalog import roster_entry
from newswatch.storage.keys import Keys, stamp
from newswatch.storage.table import Table, readable

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Polling:
    """What is due costs no write; a claim on the clock costs two, and only when something is due."""

    def __init__(self, table: Table, keys: Keys) -> None:
        self._table, self._keys = table, keys

    def roster(self) -> Sequence[RosterEntry]:
        """Implement ``Store``."""
        shards = self._table.query(self._keys.roster())
        values = (value for item in shards for value in items.roster_values(item))
        return list(readable(items.to_roster_entry, values))

    def postpone(self, source: Source, until: datetime) -> None:
        """Implement ``Store``."""
        try:
            self._table.update(
                self._keys.roster_shard(source.shard),
                f"SET #{source.id} = :entry",
                f"attribute_exists(#{source.id})",
                entry=items.from_roster_entry(roster_entry(source, until)),
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

    def fetch_memories(self, ids: Collection[SourceId]) -> Mapping[SourceId, FetchMemory]:
        """Implement ``Store``. Consistent: an old validator would read a feed again for nothing."""
        by_key = {self._keys.fetch_memory(source_id): source_id for source_id in ids}
        found = self._table.batch_get(list(by_key), consistent=True)
        by_pk = {key.pk: source_id for key, source_id in by_key.items()}
        return {by_pk[item["pk"]]: items.to_memory(item) for item in found}

    def seen(self, source_id: SourceId) -> frozenset[int]:
        """Implement ``Store``."""
        item = self._table.get(self._keys.seen(source_id), consistent=True)
        return items.to_seen(item["hashes"]) if item else frozenset()

    def remember_fetch(self, source_id: SourceId, memory: FetchMemory) -> None:
        """Implement ``Store``."""
        self._table.put(self._keys.fetch_memory(source_id), items.from_memory(memory))

    def remember_seen(self, source_id: SourceId, hashes: Collection[int]) -> None:
        """Implement ``Store``."""
        self._table.put(self._keys.seen(source_id), {"hashes": items.from_seen(frozenset(hashes))})
