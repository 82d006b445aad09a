"""Who works on a channel, until when nobody may, and what the channel has got lately."""

from datetime import datetime
from typing import Any

from newswatch.errors import Conflict
from newswatch.model import ChannelId
from newswatch.posts import Tally
from newswatch.storage.codec import Item
from newswatch.storage.delivery_items import from_tally, to_tally
from newswatch.storage.keys import Keys, stamp
from newswatch.storage.table import Table, readable


class Leases:
    """One item for each channel that ever got something."""

    def __init__(self, table: Table, keys: Keys) -> None:
        self._table, self._keys = table, keys

    def lease_channel(self, channel: ChannelId, owner: str, now: datetime, until: datetime) -> Tally | None:
        """Implement ``Store``. Our own lease can be taken again: the reply to a first try may be lost."""
        try:
            item = self._table.updated(
                self._keys.channel(channel),
                "SET #owner = :owner, #until = :until",
                "(attribute_not_exists(#until) OR #until <= :now OR #owner = :owner)"
                " AND (attribute_not_exists(#not_before) OR #not_before <= :now)",
                owner=owner,
                until=stamp(until),
                now=stamp(now),
            )
        except Conflict:
            return None
        return _tally(item)

    def tally(self, channel: ChannelId) -> Tally:
        """Implement ``Store``."""
        return _tally(self._table.get(self._keys.channel(channel)) or {})

    def count_messages(self, channel: ChannelId, owner: str, tally: Tally) -> None:
        """Implement ``Store``."""
        self._table.update(
            self._keys.channel(channel),
            "SET #tally = :tally",
            "#owner = :owner",
            owner=owner,
            tally=from_tally(tally),
        )

    def release_channel(
        self,
        channel: ChannelId,
        owner: str,
        not_before: datetime | None = None,
        tally: Tally | None = None,
    ) -> None:
        """Implement ``Store``."""
        values: dict[str, Any] = {} if not_before is None else {"not_before": stamp(not_before)}
        values |= {} if tally is None else {"tally": from_tally(tally)}
        change = "SET " + ", ".join(f"#{name} = :{name}" for name in values) if values else ""
        try:
            self._table.update(
                self._keys.channel(channel),
                f"{change} REMOVE #owner, #until".strip(),
                "#owner = :owner",
                owner=owner,
                **values,
            )
        except Conflict:
            # It ran out, and another one works here now.
            return


def _tally(item: Item) -> Tally:
    # What cannot be read must not keep everybody away from the channel.
    return next(readable(to_tally, [item["tally"]] if "tally" in item else []), Tally())
