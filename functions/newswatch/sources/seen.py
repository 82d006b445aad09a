"""What is new in a feed, and what has another title: pure functions of its entries and of what was seen.

What was seen is one set of 48-bit numbers. Most are hashes of identities. Those with
a mark in their upper half are hashes of an identity with its title, kept for the
entries of the current feed only: nobody asks for the title of what has left it.
"""

import hashlib
from collections.abc import Collection, Iterable, Sequence

from newswatch.model import Entry

# 6 bytes an entry are 3 kB (3 write units) for a source that has filled its limit, and the titles of
# the usual 50 entries 300 bytes. 48 bits among 500 seen hashes take a new entry for an old one once in
# 5 · 10^11.
_HASH_BYTES = 6
# The other half of a title's hash overlooks a change once in 300 000 for a feed of 50 entries. An
# identity that looks like a title, one in 2^24, is forgotten when it leaves the feed.
_TITLE_BYTES = 3
_TITLE_BITS = 8 * _TITLE_BYTES
_TITLE_MARK = 0xFFFFFF

SEEN_LIMIT = 500
"""Entries that are kept of what has left the feed: ten times the usual feed of 50."""

BASELINE_SIZE = 20
"""Entries that are read from a new source, so that previews have something to show."""


def entry_hash(entry: Entry) -> int:
    """Return 48 bits of SHA-256 over the entry's identity within its feed."""
    return _hash(entry.id, _HASH_BYTES)


def title_key(title: str) -> str:
    """Return what two titles have in common that a reader takes for the same: white space and case aside."""
    return " ".join(title.split()).casefold()


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


def changed_entries(entries: Iterable[Entry], seen: Collection[int]) -> tuple[Entry, ...]:
    """Return the entries that were seen before, but not with this title: the newest first, each once.

    An entry that comes back into the feed is among them, as its title was forgotten;
    who looks up its article sees whether it is the same. Nothing has changed for a
    memory that holds no titles: it is older than they are.
    """
    if not any(map(_is_title, seen)):
        return ()
    known: dict[int, Entry] = {}
    for entry in entries:
        if entry.id and (hashed := entry_hash(entry)) in seen:
            known.setdefault(hashed, entry)
    return newest(e for e in known.values() if title_key(e.title) and _titled_hash(e) not in seen)


def merge(
    seen: Collection[int],
    entries: Sequence[Entry],
    limit: int = SEEN_LIMIT,
    *,
    put_off: Iterable[Entry] = (),
) -> frozenset[int]:
    """Return what counts as seen once these entries, the whole current feed, have been handed on.

    Everything in the feed is kept, whatever the limit. The rest fills up to ``limit``;
    what goes is drawn by a rule that changes with the feed, so that of what left it
    long ago less is kept than of what has just left. (A set carries no ages; keeping
    them would double what is written.)

    Args:
        seen: what counted as seen before.
        entries: the feed.
        limit: entries to keep; their titles come on top.
        put_off: entries whose titles are left out, so that they count as changed the next time.
    """
    current = {entry_hash(entry) for entry in entries}
    draw = 0
    for hashed in current:
        draw ^= hashed
    gone = sorted((h for h in seen if h not in current and not _is_title(h)), key=lambda h: h ^ draw)
    later = {entry_hash(entry) for entry in put_off}
    titles = {_titled_hash(e) for e in entries if title_key(e.title) and entry_hash(e) not in later}
    return frozenset(current | titles).union(gone[: max(0, limit - len(current))])


def baseline(entries: Sequence[Entry], size: int = BASELINE_SIZE) -> tuple[Entry, ...]:
    """Return what is read of a source's first fetch."""
    return newest(new_entries(entries, ()))[:size]


def newest(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return entries in the order of news: the newest by date, then undated in feed order."""
    found = list(entries)
    dated = sorted(
        (e for e in found if e.published),
        key=lambda e: e.published.timestamp() if e.published else 0.0,
        reverse=True,
    )
    return (*dated, *(e for e in found if not e.published))


def _titled_hash(entry: Entry) -> int:
    return _TITLE_MARK << _TITLE_BITS | _hash(f"{entry.id}\0{title_key(entry.title)}", _TITLE_BYTES)


def _is_title(hashed: int) -> bool:
    return hashed >> _TITLE_BITS == _TITLE_MARK


def _hash(text: str, size: int) -> int:
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:size], "big")
