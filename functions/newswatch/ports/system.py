"""The time, chance, and how long there is."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """The time."""

    def now(self) -> datetime:
        """Return the time, aware and in UTC."""


class Entropy(Protocol):
    """Randomness."""

    def token(self) -> str:
        """Return a new random id: 16 hexadecimal digits."""


class Deadline(Protocol):
    """How long this invocation may go on."""

    def remaining_s(self) -> float:
        """Return the seconds that are left, never negative."""
