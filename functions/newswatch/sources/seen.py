"""What is new in a feed: pure functions of its entries and of what was seen."""

import hashlib
from collections.abc import Collection, Iterable, Sequence

from newswatch.model import Entry

# 6 bytes an entry are 3 kB (3 write units) for a source that has filled its limit. 48 bits among
# 500 seen hashes take a new entry for an old one once in 5 · 10^11.
_HASH_BYTES = 6

SEEN_LIMIT = 500
"""How much is kept of what has left the feed: ten times the usual feed of 50 entries."""

BASELINE_SIZE = 20
"""Entries that are read from a new source, so that previews have something to show."""


def entry_hash(entry: Entry) -> int:
    """Return 48 bits of SHA-256 over the entry's identity within its feed."""
    digest = hashlib.sha256(entry.id.encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:_HASH_BYTES], "big")


def new_entries(entries: Iterable[Entry], seen: Collection[int]) -> tuple[Entry, ...]:
    """Return the entries that were not seen before, in the feed's order, each identity once.

    An entry without an identity has neither link nor title nor text, and is never new.
    """
    fresh: dict[int, Entry] = {}
    for entry in entries:
        hashed = entry_hash(entry)
        if entry.id and hashed not in seen:
            fresh.setdefault(hashed, entry)
    return tuple(fresh.values())


def merge(seen: Collection[int], entries: Iterable[Entry], limit: int = SEEN_LIMIT) -> frozenset[int]:
    """Return what counts as seen once these entries, the whole current feed, have been handed on.

    Everything in the feed is kept, whatever the limit. The rest fills up to ``limit``;
    what goes is drawn by a rule that changes with the feed, so that of what left it
    long ago less is kept than of what has just left. (A set carries no ages; keeping
    them would double what is written.)
    """
    current = {entry_hash(entry) for entry in entries}
    draw = 0
    for hashed in current:
        draw ^= hashed
    gone = sorted((h for h in seen if h not in current), key=lambda h: h ^ draw)
    return frozenset(current).union(gone[: max(0, limit - len(current))])


def baseline(entries: Sequence[Entry], size: int = BASELINE_SIZE) -> tuple[Entry, ...]:
    """Return what is read of a source's first fetch: the newest by date, then undated in feed order."""
    fresh = new_entries(entries, ())
    dated = sorted(
        (e for e in fresh if e.published),
        key=lambda e: e.published.timestamp() if e.published else 0.0,
        reverse=True,
    )
    return (*dated, *(e for e in fresh if not e.published))[:size]
