"""What months have used, counted by all functions together."""

from dataclasses import asdict, fields
from datetime import datetime
from decimal import Decimal
from typing import Any

from newswatch.model import Spending, Threshold, Usage
from newswatch.storage.codec import Item, codec, from_time, known_time, to_time, ttl
from newswatch.storage.keys import Keys
from newswatch.storage.table import Table, readable

SPENDING_DAYS = 400
"""A year of months can be compared."""


class Spendings:
    """One item a month, to which each process adds what it has used since it last did so."""

    def __init__(self, table: Table, keys: Keys) -> None:
        self._table, self._keys = table, keys

    def add_usage(self, usage: Usage, now: datetime) -> None:
        """Implement ``Store``. A retry whose first try came through counts twice: rather than too little."""
        amounts = from_usage(usage)
        add = ", ".join(f"#{name} :{name}" for name in amounts)
        self._table.update(
            self._keys.spending(f"{now:%Y-%m}"),
            "SET #since = if_not_exists(#since, :since), #ttl = :ttl" + (f" ADD {add}" if add else ""),
            since=from_time(now),
            ttl=ttl(now, SPENDING_DAYS),
            **amounts,
        )

    def spending(self, month: str) -> Spending | None:
        """Implement ``Store``."""
        item = self._table.get(self._keys.spending(month))
        return next(readable(to_spending, [item] if item else []), None)

    def note_asked(self, threshold: Threshold, now: datetime) -> None:
        """Implement ``Store``."""
        key = self._keys.spending(threshold.month)
        self._table.update(
            key, "SET #asked = :asked, #asked_at = :at", asked=threshold.key, at=from_time(now)
        )

    def note_told(self, threshold: Threshold) -> None:
        """Implement ``Store``."""
        self._table.update(self._keys.spending(threshold.month), "SET #told = :told", told=threshold.key)


def from_usage(usage: Usage) -> dict[str, Any]:
    """Return what was used as numbers of the table; what was not is left out."""
    # Units of the table come in halves, all else is whole: a tenth is exact enough.
    return {name: Decimal(str(round(amount, 1))) for name, amount in asdict(usage).items() if amount}


@codec("spending")
def to_spending(item: Item) -> Spending:
    """Return the counter of an item."""
    return Spending(
        month=item["sk"],
        since=known_time(item["since"]),
        usage=Usage(**{f.name: float(item.get(f.name, 0)) for f in fields(Usage)}),
        asked=item.get("asked", ""),
        asked_at=to_time(item.get("asked_at", "")),
        told=item.get("told", ""),
    )
