"""What the table holds in a month in which as much is added as expires, by AWS's rules for sizes."""

import base64
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

OVERHEAD = 100
"""Bytes that DynamoDB bills for each item beside its own ("Storage used", Pricing for DynamoDB)."""
Typed = Mapping[str, Any]


def item_bytes(item: Mapping[str, Typed]) -> int:
    """Return an item's size by AWS's rules ("DynamoDB item sizes and formats")."""
    return sum(len(name.encode()) + value_bytes(value) for name, value in item.items())


def value_bytes(value: Typed) -> int:  # noqa: PLR0911 - a kind a line
    """Return the size of an attribute's value, as boto3 has it."""
    ((kind, data),) = value.items()
    match kind:
        case "S":
            return len(data.encode())
        case "B":
            return len(data if isinstance(data, bytes) else base64.b64decode(data))
        case "N":
            digits = len(data.lstrip("-").replace(".", "").strip("0")) or 1
            return (digits + 1) // 2 + 1 + data.startswith("-")
        case "BOOL" | "NULL":
            return 1
        case "SS" | "NS" | "BS":
            return sum(value_bytes({kind[0]: each}) for each in data)
        case "L":
            return 3 + sum(1 + value_bytes(each) for each in data)
        case "M":
            return 3 + sum(1 + len(name.encode()) + value_bytes(each) for name, each in data.items())
    raise ValueError(kind)


def kept_bytes(items: Iterable[Mapping[str, Typed]], now: datetime) -> tuple[float, float]:
    """Return what a table holds for good, and what items that expire come to in days of being kept.

    The second one, of the items of one day, is what all such items hold once as many expire as are added.
    """
    stays = expiring = 0.0
    for item in items:
        size = item_bytes(item) + OVERHEAD
        if "ttl" in item:
            expiring += size * max(0.0, (int(item["ttl"]["N"]) - now.timestamp()) / 86_400)
        else:
            stays += size
    return stays, expiring
