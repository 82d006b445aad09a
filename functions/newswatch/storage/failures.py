"""Why messages have become dead letters."""

from collections.abc import Sequence
from typing import Any

from newswatch.model import Failure
from newswatch.storage.codec import Item, codec, from_time, known_time, storable, ttl
from newswatch.storage.keys import Keys
from newswatch.storage.table import Table, readable

FAILURE_DAYS = 14
"""SQS keeps a dead letter no longer."""
WHY_CHARS = 1_000
"""A sentence, with room for what a library says."""


class Failures:
    """One partition, with an item for each dead letter."""

    def __init__(self, table: Table, keys: Keys) -> None:
        self._table, self._keys = table, keys

    def note_failure(self, failure: Failure) -> None:
        """Implement ``Store``."""
        item = {**from_failure(failure), "ttl": ttl(failure.at, FAILURE_DAYS)}
        self._table.put(self._keys.failure(failure.queue, failure.key), item)

    def failures(self) -> Sequence[Failure]:
        """Implement ``Store``."""
        found = readable(to_failure, self._table.query(self._keys.failures()))
        return sorted(found, key=lambda failure: failure.at, reverse=True)

    def forget_failures(self, queue: str) -> None:
        """Implement ``Store``."""
        begins = self._keys.failure(queue, "").sk
        found = self._table.query(self._keys.failures(), begins=begins, consistent=True, keys_only=True)
        for item in found:
            self._table.delete(self._keys.failure(queue, item["sk"].removeprefix(begins)))


def from_failure(failure: Failure) -> dict[str, Any]:
    """Return a failure as an item."""
    return {
        "queue": failure.queue,
        "key": failure.key,
        "why": storable(failure.why)[:WHY_CHARS],
        "at": from_time(failure.at),
    }


@codec("failure")
def to_failure(item: Item) -> Failure:
    """Return the failure of an item."""
    return Failure(item["queue"], item["key"], item["why"], known_time(item["at"]))
