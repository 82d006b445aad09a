"""The items of a table in order, each with what it was a short while ago."""

from bisect import bisect_left, insort
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from simulation.aws.values import Item

Key = tuple[Any, Any]
"""What partition and sort key compare by; the sort key of a table without one is empty text."""


class Version(NamedTuple):
    """What an item became by a write.

    Attributes:
        seq: the write's place among all writes of the table.
        when: the write's time.
        item: None where it was removed.
        size: in bytes.
    """

    seq: int
    when: datetime
    item: Item | None
    size: int


@dataclass(slots=True)
class Partition:
    """The items of one partition; ``keys`` are in order."""

    keys: list[Any] = field(default_factory=list)
    versions: dict[Any, list[Version]] = field(default_factory=dict)


class Rows:
    """All items. Reads may go back by as many writes as are remembered."""

    def __init__(self, remembered: int) -> None:
        self.seq = 0
        """Writes so far."""
        self._remembered = remembered
        self._partitions: dict[Any, Partition] = {}
        self._removed: deque[tuple[int, Key]] = deque()

    def write(self, key: Key, item: Item | None, size: int, when: datetime) -> None:
        """Make this the newest version of an item; None removes it."""
        pk, sk = key
        partition = self._partitions.get(pk)
        if partition is None:
            partition = self._partitions[pk] = Partition()
        versions = partition.versions.get(sk)
        if versions is None:
            versions = partition.versions[sk] = []
            insort(partition.keys, sk)
        self.seq += 1
        versions.append(Version(self.seq, when, item, size))
        oldest = self.seq - self._remembered
        while len(versions) > 1 and versions[1].seq <= oldest:
            del versions[0]
        if item is None:
            self._removed.append((self.seq, key))
        while self._removed and self._removed[0][0] <= oldest:
            self._forget(*self._removed.popleft())

    def newest(self, key: Key) -> Version | None:
        """Return an item's newest version, if it is there."""
        versions = self.history(key)
        return versions[-1] if versions and versions[-1].item is not None else None

    def seen(self, key: Key, behind: int) -> Version | None:
        """Return an item as a read finds it that does not see the newest writes yet, so many of them."""
        versions = self.history(key)
        if not behind:
            return versions[-1] if versions and versions[-1].item is not None else None
        sees = self.seq - min(behind, self._remembered)
        for version in reversed(versions):
            if version.seq <= sees:
                return version if version.item is not None else None
        return None

    def history(self, key: Key) -> list[Version]:
        """Return what is remembered of an item, the oldest first."""
        partition = self._partitions.get(key[0])
        return partition.versions.get(key[1], []) if partition else []

    def partitions(self) -> list[Any]:
        """Return the partition keys in order."""
        return sorted(self._partitions)

    def keys(self, pk: Any) -> list[Any]:
        """Return a partition's sort keys in order, with those of items that were removed lately."""
        partition = self._partitions.get(pk)
        return partition.keys if partition else []

    def all(self) -> Iterator[tuple[Key, Version]]:
        """Yield the newest version of each item that is there, in order."""
        for pk in self.partitions():
            for sk in list(self.keys(pk)):
                if version := self.newest((pk, sk)):
                    yield (pk, sk), version

    def _forget(self, seq: int, key: Key) -> None:
        """Drop an item that was removed so long ago that no read can see it any more."""
        pk, sk = key
        versions = self.history(key)
        if not versions or versions[-1].seq != seq:
            return
        partition = self._partitions[pk]
        del partition.versions[sk]
        del partition.keys[bisect_left(partition.keys, sk)]
        if not partition.keys:
            del self._partitions[pk]
