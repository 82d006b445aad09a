"""What the ``slack`` function keeps: signatures that were used, and whose token we have."""

from datetime import datetime

from newswatch.errors import Conflict
from newswatch.model import Identity
from newswatch.storage import codec, items
from newswatch.storage.keys import Keys
from newswatch.storage.table import Table


class Edge:
    """The edge to Slack."""

    def __init__(self, table: Table, keys: Keys) -> None:
        self._table, self._keys = table, keys

    def first_use(self, token: str, until: datetime) -> bool:
        """Implement ``Store``. One write decides, so that of two at once only one is the first."""
        try:
            self._table.put(
                self._keys.used(token), {"ttl": codec.ttl(until, days=0)}, "attribute_not_exists(pk)"
            )
        except Conflict:
            return False
        return True

    def identity(self, key: str) -> Identity | None:
        """Implement ``Store``."""
        item = self._table.get(self._keys.identity(key))
        return items.to_identity(item) if item else None

    def save_identity(self, key: str, identity: Identity) -> None:
        """Implement ``Store``."""
        self._table.put(self._keys.identity(key), items.from_identity(identity))
