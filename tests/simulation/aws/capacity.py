"""Read and write units, by DynamoDB's "Read/write capacity mode"."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

READ_BYTES, WRITE_BYTES = 4096, 1024


@dataclass(slots=True)
class Units:
    """Units that were consumed."""

    read: float = 0.0
    write: float = 0.0

    def add(self, read: float, write: float) -> None:
        """Count more of them."""
        self.read += read
        self.write += write


@dataclass(slots=True)
class Consumed(Units):
    """Units that a table's calls have consumed, in all and by operation (``GetItem``)."""

    by_operation: defaultdict[str, Units] = field(default_factory=lambda: defaultdict(Units))

    def count(self, operation: str, *, read: float = 0.0, write: float = 0.0) -> None:
        """Count the units of one call."""
        self.add(read, write)
        self.by_operation[operation].add(read, write)


def read_units(size: int, *, consistent: bool) -> float:
    """Return what it costs to read so many bytes; that nothing is there costs as much as the least."""
    return max(1, -(-size // READ_BYTES)) * (1.0 if consistent else 0.5)


def write_units(size: int) -> float:
    """Return what it costs to write so many bytes."""
    return float(max(1, -(-size // WRITE_BYTES)))


def reported(table: str, total: float, wanted: str, **parts: float) -> dict[str, Any]:
    """Return units as ``ConsumedCapacity`` has them.

    Args:
        table: its name.
        total: units.
        wanted: ``ReturnConsumedCapacity``: INDEXES has them shown by table as well.
        parts: ReadCapacityUnits, WriteCapacityUnits, where the operation tells them apart.
    """
    units = {"CapacityUnits": total, **parts}
    return {"TableName": table, **units, **({"Table": units} if wanted == "INDEXES" else {})}
