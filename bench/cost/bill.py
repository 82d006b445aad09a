"""From what a day used to what a month costs: pure arithmetic."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from newswatch.prices import Prices

DAYS = 365 / 12
"""Of a month."""
LONG_POLL_S = 20
"""How long the mapping of a queue waits for a message (SQS's longest)."""
POLLERS = 2
"""That a mapping is at rest with, if it has no MaximumConcurrency (Lambda's guide, "Configuring scaling
behavior for SQS event source mappings")."""
GB = 1024**3
FREE: Mapping[str, float] = {
    "Lambda time": 400_000, "Lambda requests": 1_000_000, "SQS requests": 1_000_000,
    "table storage": 25, "transfer out": 100, "log ingestion": 5, "log storage": 5,
    "metrics": 10, "alarms": 10, "dashboard": 3, "Scheduler": 14_000_000, "KMS requests": 20_000,
}  # fmt: skip
"""What every account has each month without an end, by item and in its unit. That of the HTTP API ends after
a year, DynamoDB's is for provisioned capacity alone."""


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the bill."""

    name: str
    what: str
    amount: float
    """A month, in the price's unit."""
    usd: float
    free_usd: float = 0.0
    """What the free tier takes off."""
    watching: bool = False
    """Whether it is observability."""


@dataclass(frozen=True, slots=True)
class Used:
    """What one function used in a day."""

    gb_s: float = 0.0
    invocations: float = 0.0
    reads: float = 0.0
    writes: float = 0.0
    sqs: float = 0.0
    kms: float = 0.0
    bytes_out: float = 0.0
    log_bytes: float = 0.0


@dataclass(frozen=True, slots=True)
class Day:
    """What a day used."""

    functions: Mapping[str, Used]
    polling: Mapping[str, int]
    """Requests of the event source mappings, by queue: receiving, empty answers included, and deleting."""
    http: float
    ticks: float
    table_bytes: float
    """In a month in which as much is added as expires."""
    log_days: float
    """How long logs are kept."""
    metrics: int
    alarm_metrics: int
    dashboards: int = 0
    packed_logs: float = 0.15
    """What is stored of a log: CloudWatch bills it compressed."""


def empty_polls(
    arrivals: Iterable[float], seconds: float, pollers: int = POLLERS, wait_s: float = LONG_POLL_S
) -> int:
    """Return how many long polls of a queue end without a message.

    Each poller asks again as soon as it has an answer; a message goes to the one that has waited longest.

    Args:
        arrivals: when messages came, in seconds from the beginning.
        seconds: how long is polled.
        pollers: how many ask at the same time.
        wait_s: how long each waits.
    """
    asked = [0.0] * pollers
    empty = 0
    for at in sorted(arrivals):
        if not 0 <= at < seconds:
            continue
        for n, since in enumerate(asked):
            ended = int((at - since) // wait_s)
            empty += ended
            asked[n] = since + ended * wait_s
        asked[asked.index(min(asked))] = at
    return empty + sum(int((seconds - since) // wait_s) for since in asked)


def items(day: Day, prices: Prices, architecture: str = "arm64") -> list[Item]:
    """Return the bill of a month of such days."""
    month = _Month()
    for name, used in day.functions.items():
        month.add(
            name, "Lambda time", used.gb_s * DAYS, prices.lambda_time(architecture).of(used.gb_s * DAYS)
        )
    invocations = sum(used.invocations for used in day.functions.values()) * DAYS
    month.add("Lambda requests", "Lambda requests", invocations, prices.lambda_requests.of(invocations))
    for name, used in day.functions.items():
        usd = prices.table_reads.of(used.reads * DAYS) + prices.table_writes.of(used.writes * DAYS)
        month.add(f"table, {name}", "table units", (used.reads + used.writes) * DAYS, usd)
    stored = day.table_bytes / GB
    month.add("table, storage", "table storage", stored, prices.table_storage.of(stored))
    month.add("table, recovery", "table recovery", stored, prices.table_recovery.of(stored))
    sent = sum(used.sqs for used in day.functions.values()) * DAYS
    polled = sum(day.polling.values()) * DAYS
    month.add("SQS, sending", "SQS requests", sent, prices.queue_requests.of(sent))
    month.add("SQS, receiving", "SQS requests", polled, prices.queue_requests.of(polled))
    month.add("HTTP API", "HTTP API", day.http * DAYS, prices.http_api.of(day.http * DAYS))
    month.add("Scheduler", "Scheduler", day.ticks * DAYS, prices.scheduler.of(day.ticks * DAYS))
    out = sum(used.bytes_out for used in day.functions.values()) * DAYS / GB
    month.add("transfer out", "transfer out", out, prices.transfer_out.of(out))
    keys = sum(used.kms for used in day.functions.values()) * DAYS
    month.add("secrets (KMS)", "KMS requests", keys, prices.key_requests.of(keys))
    logs = sum(used.log_bytes for used in day.functions.values()) * DAYS / GB
    kept = logs * day.log_days / DAYS * day.packed_logs
    month.add("log ingestion", "log ingestion", logs, prices.log_ingestion.of(logs), watching=True)
    month.add("log storage", "log storage", kept, prices.log_storage.of(kept), watching=True)
    month.add("metrics", "metrics", day.metrics, prices.metrics.of(day.metrics), watching=True)
    month.add(
        "alarms", "alarms", day.alarm_metrics, prices.alarm_metrics.of(day.alarm_metrics), watching=True
    )
    if day.dashboards:
        usd = prices.dashboards.of(day.dashboards)
        month.add("dashboard", "dashboard", day.dashboards, usd, watching=True)
    return month.items


def total(found: Sequence[Item], *, watching: bool = False, free: bool = False) -> float:
    """Return what the pipeline comes to, or what observability does; after the free tier or before."""
    return sum(item.usd - free * item.free_usd for item in found if item.watching is watching)


class _Month:
    def __init__(self) -> None:
        self.items: list[Item] = []
        self._left = dict(FREE)

    def add(self, name: str, what: str, amount: float, usd: float, *, watching: bool = False) -> None:
        """Add an item. What is free of its kind goes to the first ones."""
        taken = min(amount, self._left.get(what, 0.0))
        if what in self._left:
            self._left[what] -= taken
        free = usd * taken / amount if amount else 0.0
        self.items.append(Item(name, what, amount, usd, free, watching))
