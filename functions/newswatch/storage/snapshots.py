"""The snapshot: all topics with how they are filed, read in one go where they are many.

It is plain data with a checksum, in parts that fit into items. Whatever is wrong with
it, there is none: it only saves time. A snapshot replaces the one before, whose parts
expire.
"""

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from newswatch.errors import Conflict
from newswatch.model import Topic, TopicId
from newswatch.ports import Filed, Snapshot
from newswatch.storage import codec, items
from newswatch.storage.keys import Keys
from newswatch.storage.table import Table

PART_BYTES = 380_000
"""An item of the table holds 400 kB."""
LIFETIME_DAYS = 40
"""Longer than a snapshot is used; it is written anew before."""


WAITS = '"outlets": '
"""A topic's text has this where it waits for outlets; to decode them all would take too long. A name may have
it too, which does no harm."""


class Snapshots:
    """Where the snapshot is kept: a head, which names its parts."""

    def __init__(self, table: Table, keys: Keys) -> None:
        self._table, self._keys = table, keys

    def snapshot(self, form: str) -> Snapshot | None:
        """Implement ``Store``."""
        head = self._table.get(self._keys.snapshot(), consistent=True)
        if head is None or head["form"] != form:
            return None
        keys = [self._keys.snapshot_part(int(head["seq"]), n) for n in range(int(head["parts"]))]
        found = {item["sk"]: bytes(item["data"]) for key in keys if (item := self._table.get(key))}
        packed = b"".join(found.get(key.sk, b"") for key in keys)
        if hashlib.sha256(packed).hexdigest() != head["sha256"]:
            return None
        # Not splitlines: JSON leaves other breaks as they are.
        lines = zlib.decompress(packed).decode().split("\n")
        return _read(int(head["seq"]), codec.known_time(head["when"]), lines)

    def save_snapshot(self, seq: int, form: str, when: datetime, topics: Iterable[Filed]) -> None:
        """Implement ``Store``."""
        packed = zlib.compress("\n".join(map(_line, topics)).encode(), 6)
        parts = [packed[at : at + PART_BYTES] for at in range(0, len(packed), PART_BYTES)]
        ttl = codec.ttl(when, LIFETIME_DAYS)
        for n, part in enumerate(parts):
            self._table.put(self._keys.snapshot_part(seq, n), {"data": part, "ttl": ttl})
        head = {
            "seq": seq,
            "form": form,
            "parts": len(parts),
            "sha256": hashlib.sha256(packed).hexdigest(),
            "when": codec.from_time(when),
            "ttl": ttl,
        }
        # Somebody may have written a newer one meanwhile.
        with suppress(Conflict):
            self._table.put(
                self._keys.snapshot(),
                head,
                "attribute_not_exists(pk) OR #seq < :seq OR #form <> :form OR #when < :when",
                seq=seq,
                form=form,
                when=codec.from_time(when),
            )


def _line(filed: Filed) -> str:
    topic = json.dumps(items.from_topic(filed.topic), ensure_ascii=False)
    return json.dumps([filed.topic.id, topic, list(filed.row), sorted(filed.sets)], ensure_ascii=False)


def _read(seq: int, when: datetime, lines: Iterable[str]) -> Snapshot:
    rows: list[list[Any]] = []
    topics: dict[TopicId, str] = {}
    sets: dict[TopicId, frozenset[str]] = {}
    unfiled: list[TopicId] = []
    waiting: set[TopicId] = set()
    for line in lines:
        topic_id, topic, row, used = json.loads(line)
        topics[topic_id] = topic
        if WAITS in topic:
            waiting.add(topic_id)
        if row:
            rows.append(row)
        else:
            unfiled.append(topic_id)
        if used:
            sets[topic_id] = frozenset(used)
    return Snapshot(seq, when, rows, _Topics(topics), sets, unfiled, frozenset(waiting))


class _Topics(Mapping[TopicId, Topic]):
    """Topics as text, each decoded when it is asked for: of a hundred thousand, few match anything."""

    def __init__(self, stored: dict[TopicId, str]) -> None:
        self._stored = stored

    def __getitem__(self, topic_id: TopicId) -> Topic:
        return items.to_topic(json.loads(self._stored[topic_id]))

    def __iter__(self) -> Iterator[TopicId]:
        return iter(self._stored)

    def __len__(self) -> int:
        return len(self._stored)
