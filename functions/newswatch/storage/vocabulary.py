"""Vocabularies: the words of a day's articles, in one item."""

import zlib
from datetime import UTC, datetime

from newswatch.storage import codec
from newswatch.storage.keys import Keys
from newswatch.storage.table import Table, readable

LIFETIME_DAYS = 40
"""Looked at are the last 30; some more, so that none is missing on its last day."""
PACKED_BYTES = 390_000
"""An item may have 400 kB, with its keys and names."""


class Vocabularies:
    """What people are told of words that no article has is looked up here."""

    def __init__(self, table: Table, keys: Keys) -> None:
        self._table, self._keys = table, keys

    def vocabulary(self, day: datetime) -> str | None:
        """Implement ``Store``."""
        item = self._table.get(self._keys.vocabulary(_name(day)))
        return next(readable(to_vocabulary, [item]), None) if item else None

    def save_vocabulary(self, day: datetime, words: str) -> None:
        """Implement ``Store``."""
        item = {"words": packed(words), "ttl": codec.ttl(day, LIFETIME_DAYS)}
        self._table.put(self._keys.vocabulary(_name(day)), item)


@codec.codec("vocabulary")
def to_vocabulary(item: codec.Item) -> str:
    """Return the words of an item."""
    return zlib.decompress(item["words"]).decode()


def packed(words: str) -> bytes:
    """Return words compressed; without the last of them where they are too many for an item."""
    while len(data := zlib.compress(words.encode(), 9)) > PACKED_BYTES:
        # A little less than would fit if all of it took the same.
        kept = int(len(words) * PACKED_BYTES / len(data) * 0.98)
        words = words[: words.rfind("\n", 0, kept) + 1]
    return data


def fitting(words: str) -> str:
    """Return the words that an item holds."""
    return zlib.decompress(packed(words)).decode()


def _name(day: datetime) -> str:
    return f"{day.astimezone(UTC):%Y-%m-%d}"
