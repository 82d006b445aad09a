"""What polling keeps as table items and back, as ``items`` does for the rest."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from newswatch.model import FetchMemory, Hints, RosterEntry, SourceId, Subscription, Validators
from newswatch.storage.codec import Item, codec, from_time, known_time, to_time

SEEN_BYTES = 6
"""48 bits of hash for each identity seen, and for each title in the feed."""
MINUTE_BYTES = 4
"""Minutes since the epoch, until the year 10136."""


def from_roster_entry(entry: RosterEntry) -> dict[str, Any]:
    """Return a roster entry as the value of one attribute: read every tick, so names are short."""
    value: dict[str, Any] = {"h": entry.host, "i": entry.interval_s, "p": entry.phase_s}
    if entry.not_before:
        # Rounded up: a postponed source must never be due before its time.
        value["n"] = int(-(-entry.not_before.timestamp() // 1))
    return value


def roster_values(item: Item) -> list[Item]:
    """Return the entries of one shard of the roster, each for ``to_roster_entry``."""
    entries = {name: value for name, value in item.items() if isinstance(value, Mapping)}
    return [{**entries[name], "id": name, "shard": item["sk"]} for name in sorted(entries)]


@codec("roster entry")
def to_roster_entry(value: Item) -> RosterEntry:
    """Return an entry of the roster."""
    return RosterEntry(
        source_id=SourceId(value["id"]),
        host=value["h"],
        interval_s=int(value["i"]),
        phase_s=int(value["p"]),
        not_before=datetime.fromtimestamp(int(value["n"]), UTC) if "n" in value else None,
        shard=int(value["shard"]),
    )


def from_memory(memory: FetchMemory) -> dict[str, Any]:
    """Return what is remembered of a source as an item; what is empty is left out."""
    item = {
        "etag": memory.validators.etag,
        "last_modified": memory.validators.last_modified,
        "content_hash": memory.validators.content_hash,
        "baseline_at": from_time(memory.baseline_at),
        "failures": memory.failures,
        "failing_since": from_time(memory.failing_since),
        "error": memory.error,
        "told": memory.told,
        "not_before": from_time(memory.not_before),
        "interval_s": memory.interval_s,
        "times": b"".join(minute.to_bytes(MINUTE_BYTES, "big") for minute in memory.times),
        "least_s": memory.hints.least_s,
        "skip_hours": sorted(memory.hints.skip_hours),
        "skip_days": sorted(memory.hints.skip_days),
        "moved_to": memory.moved_to,
        "hub": memory.hub,
        "topic_url": memory.topic_url,
        "noticed": memory.noticed,
        "part_url": memory.part_url,
        "part": {name: value for name, value in asdict(memory.part).items() if value},
    }
    return {name: value for name, value in item.items() if value}


@codec("fetch memory")
def to_memory(item: Item) -> FetchMemory:
    """Return what is remembered of a source."""
    return FetchMemory(
        validators=Validators(
            item.get("etag", ""), item.get("last_modified", ""), item.get("content_hash", "")
        ),
        baseline_at=to_time(item.get("baseline_at", "")),
        failures=int(item.get("failures", 0)),
        failing_since=to_time(item.get("failing_since", "")),
        error=item.get("error", ""),
        told=bool(item.get("told", False)),
        not_before=to_time(item.get("not_before", "")),
        interval_s=int(item.get("interval_s", 0)),
        times=_minutes(bytes(item.get("times", b""))),
        hints=Hints(
            int(item.get("least_s", 0)),
            frozenset(map(int, item.get("skip_hours", ()))),
            frozenset(map(int, item.get("skip_days", ()))),
        ),
        moved_to=item.get("moved_to", ""),
        hub=item.get("hub", ""),
        topic_url=item.get("topic_url", ""),
        noticed=item.get("noticed", ""),
        part_url=item.get("part_url", ""),
        part=Validators(**item.get("part", {})),
    )


def _minutes(data: bytes) -> tuple[int, ...]:
    places = range(0, len(data), MINUTE_BYTES)
    return tuple(int.from_bytes(data[i : i + MINUTE_BYTES], "big") for i in places)


def from_subscription(subscription: Subscription) -> dict[str, Any]:
    """Return a subscription as an item."""
    item = {
        "id": subscription.source_id,
        "hub": subscription.hub,
        "topic_url": subscription.topic_url,
        "token": subscription.token,
        "secret": subscription.secret,
        "asked_at": from_time(subscription.asked_at),
        "until": from_time(subscription.until),
        "pinged_at": from_time(subscription.pinged_at),
    }
    return {name: value for name, value in item.items() if value}


@codec("subscription")
def to_subscription(item: Item) -> Subscription:
    """Return the subscription of an item."""
    return Subscription(
        source_id=SourceId(item["id"]),
        hub=item["hub"],
        topic_url=item["topic_url"],
        token=item["token"],
        secret=item["secret"],
        asked_at=known_time(item["asked_at"]),
        until=to_time(item.get("until", "")),
        pinged_at=to_time(item.get("pinged_at", "")),
    )


def from_seen(hashes: frozenset[int]) -> bytes:
    """Return 48-bit hashes as bytes, the same for the same hashes."""
    return b"".join(value.to_bytes(SEEN_BYTES, "big") for value in sorted(hashes))


def to_seen(data: bytes) -> frozenset[int]:
    """Return the hashes of ``from_seen``."""
    return frozenset(int.from_bytes(data[i : i + SEEN_BYTES], "big") for i in range(0, len(data), SEEN_BYTES))
