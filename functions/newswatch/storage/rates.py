"""How many stories topics brought on single days; ``outbox`` counts them, beside the claims."""

from collections.abc import Mapping, Sequence
from datetime import date

from newswatch.model import TopicId
from newswatch.storage import items
from newswatch.storage.keys import Keys
from newswatch.storage.table import Table, readable


class Rates:
    """What is asked for single topics."""

    def __init__(self, table: Table, keys: Keys) -> None:
        self._table, self._keys = table, keys

    def daily_alerts(self, topic_id: TopicId, days: Sequence[date]) -> Mapping[date, int]:
        """Implement ``Store``."""
        found = self._table.batch_get([self._keys.activity_of(f"{day}", topic_id) for day in days])
        return {
            date.fromisoformat(item["sk"].partition("#")[0]): activity.alerts
            for item in found
            for activity in readable(items.to_activity, [item])
        }
