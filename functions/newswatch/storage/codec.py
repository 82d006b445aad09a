"""What all codecs of items share: errors, times and lifetimes."""

import zlib
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, TypeVar

from newswatch.errors import BadMessage

Item = Mapping[str, Any]
T = TypeVar("T")


def codec(kind: str) -> Callable[[Callable[[Item], T]], Callable[[Item], T]]:
    """Make a reader raise BadMessage, whatever is wrong with what it reads."""

    def decorate(read: Callable[[Item], T]) -> Callable[[Item], T]:
        @wraps(read)
        def reader(item: Item) -> T:
            try:
                return read(item)
            except (KeyError, TypeError, ValueError, AttributeError, zlib.error) as e:
                raise BadMessage(f"stored {kind} cannot be read: {type(e).__name__}: {e}") from e

        return reader

    return decorate


def storable(text: str) -> str:
    """Return text that can be stored: half a surrogate pair, which some publishers write, is none."""
    return text.encode("utf-8", "replace").decode()


def from_time(moment: datetime | None) -> str:
    """Return a time as text; empty for none."""
    return moment.isoformat() if moment else ""


def to_time(text: str) -> datetime | None:
    """Return the aware time that ``from_time`` wrote."""
    return datetime.fromisoformat(text) if text else None


def known_time(text: str) -> datetime:
    """Return the aware time that ``from_time`` wrote. Raises ValueError when there is none."""
    moment = to_time(text)
    if moment is None:
        raise ValueError("a time is missing")
    return moment


def ttl(moment: datetime, days: int) -> int:
    """Return when DynamoDB may delete an item: epoch seconds, so many days after."""
    return int((moment + timedelta(days=days)).timestamp())
