"""What AWS asks: list prices of one region, from ``prices.toml`` beside this module.

Nothing is read before ``prices()`` is called: a function that counts no money
does not pay for parsing the file.
"""

from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = Path(__file__).with_name("prices.toml")


@dataclass(frozen=True, slots=True)
class Price:
    """So many US dollars buy so many units."""

    usd: float
    per: int
    unit: str
    page: str
    """Where AWS names it."""

    def of(self, amount: float) -> float:
        """Return what so many units cost, in US dollars."""
        return self.usd * amount / self.per


@dataclass(frozen=True, slots=True)
class Prices:
    """One region's list prices: no free tier, no tax, no discount for volume."""

    region: str
    as_of: date
    """When the figures were last compared with their pages."""
    lambda_arm64: Price
    """Per GB-second."""
    lambda_x86_64: Price
    """Per GB-second."""
    lambda_requests: Price
    table_writes: Price
    """Per write request unit: 1 KB, and twice that in a transaction."""
    table_reads: Price
    """Per read request unit: 4 KB read consistently, 8 KB otherwise."""
    table_storage: Price
    """Per GB-month."""
    table_recovery: Price
    """Per GB-month."""
    queue_requests: Price
    http_api: Price
    scheduler: Price
    log_ingestion: Price
    """Per GB."""
    log_storage: Price
    """Per GB-month."""
    metrics: Price
    """Per month."""
    alarm_metrics: Price
    """Per month."""
    dashboards: Price
    """Per month."""
    transfer_out: Price
    """Per GB."""
    key_requests: Price

    def lambda_time(self, architecture: str) -> Price:
        """Return what a GB-second costs on ``arm64``, or else on ``x86_64``."""
        return self.lambda_arm64 if architecture == "arm64" else self.lambda_x86_64


@cache
def prices() -> Prices:
    """Return the prices that this deployment reckons with."""
    return from_toml(FILE.read_text(encoding="utf-8"))


def from_toml(text: str) -> Prices:
    """Return the prices that a file names.

    Raises:
        KeyError: one is missing.
        TypeError: one has a field that is not known, or lacks one.
        tomllib.TOMLDecodeError: it is no TOML.
    """
    import tomllib  # noqa: PLC0415 - paid for by those who reckon, not by those who import this

    table: Mapping[str, Any] = tomllib.loads(text)
    named = {field.name for field in fields(Prices)} - {"region", "as_of"}
    return Prices(
        region=table["region"],
        as_of=table["as_of"],
        **{name: Price(**table[name]) for name in named},
    )
