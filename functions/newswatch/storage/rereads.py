"""Pages that are to be read again."""

from collections.abc import Sequence
from datetime import datetime

from newswatch.model import Reread
from newswatch.storage import codec, items
from newswatch.storage.keys import Key, Keys, due_by
from newswatch.storage.table import Table, readable

KEPT_DAYS = 7
"""A note that nobody has taken up for so long is of an article that nobody waits for."""


class Rereads:
    """A note for each page and source, in one partition that is read by time."""

    def __init__(self, table: Table, keys: Keys) -> None:
        self._table, self._keys = table, keys

    def read_again(self, reread: Reread) -> None:
        """Implement ``Store``."""
        self._table.put(
            self._key(reread), {**items.from_reread(reread), "ttl": codec.ttl(reread.due, KEPT_DAYS)}
        )

    def rereads(self, until: datetime, limit: int) -> Sequence[Reread]:
        """Implement ``Store``."""
        found = self._table.query(self._keys.rereads(), before=due_by(until), limit=limit)
        return list(readable(items.to_reread, found))

    def drop_reread(self, reread: Reread) -> None:
        """Implement ``Store``."""
        self._table.delete(self._key(reread))

    def _key(self, reread: Reread) -> Key:
        return self._keys.reread(reread.due, reread.article_id, reread.source_id, baseline=reread.baseline)
