"""Pages of lists and of history, with cursors as Slack makes them: base64 of ``name:value``."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from infra.laptop.slack.records import Json, Message
from infra.laptop.slack.refusal import Refusal
from infra.laptop.slack.stamps import to_micros

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Window:
    """The stretch of time that history is asked for; ts as Slack writes them, empty for open."""

    oldest: str = ""
    latest: str = ""
    inclusive: bool = False

    def holds(self, ts: str) -> bool:
        """Return whether a message of that ts lies in it."""
        at = to_micros(ts)
        if self.oldest and not (
            at > to_micros(self.oldest) or (self.inclusive and at == to_micros(self.oldest))
        ):
            return False
        return (
            not self.latest
            or at < to_micros(self.latest)
            or (self.inclusive and at == to_micros(self.latest))
        )

    @property
    def upwards(self) -> bool:
        """Whether the first page is the one closest to ``oldest``.

        With ``oldest`` alone Slack starts there (reported in slackhq/slack-api-docs#4);
        in each page the newest message comes first all the same.
        """
        return bool(self.oldest) and not self.latest


def limit_from(args: Json, default: int, most: int) -> int:
    """Return the argument ``limit``. Raises Refusal ``invalid_limit``."""
    value = args.get("limit", default)
    try:
        limit = int(value or default)
    except (TypeError, ValueError):
        raise Refusal("invalid_limit") from None
    if limit < 1:
        raise Refusal("invalid_limit")
    return min(limit, most)


def history_page(
    messages: Sequence[Message], window: Window, limit: int, cursor: str
) -> tuple[list[Message], str]:
    """Return one page, newest first, and the cursor of the next one or nothing."""
    found = sorted((m for m in messages if window.holds(m.ts)), key=lambda m: to_micros(m.ts))
    if not window.upwards:
        found.reverse()
    if cursor:
        start = to_micros(_opened(cursor, "next_ts"))
        found = [m for m in found if (to_micros(m.ts) - start) * (1 if window.upwards else -1) >= 0]
    page, rest = found[:limit], found[limit:]
    page.sort(key=lambda m: to_micros(m.ts), reverse=True)
    return page, _sealed("next_ts", rest[0].ts) if rest else ""


def list_page(items: Sequence[T], limit: int, cursor: str) -> tuple[list[T], str]:
    """Return one page of a list, and the cursor of the next one or nothing."""
    start = int(_opened(cursor, "offset")) if cursor else 0
    page = list(items[start : start + limit])
    end = start + len(page)
    return page, _sealed("offset", str(end)) if end < len(items) else ""


def _sealed(name: str, value: str) -> str:
    return base64.b64encode(f"{name}:{value}".encode()).decode()


def _opened(cursor: str, name: str) -> str:
    try:
        what, _, value = base64.b64decode(cursor, validate=True).decode("ascii").partition(":")
    except (binascii.Error, ValueError):
        raise Refusal("invalid_cursor") from None
    if what != name or not value.replace(".", "", 1).isdecimal():
        raise Refusal("invalid_cursor")
    return value
