"""What is new in a feed, and what has changed: pure functions of its entries and of what was seen.

An entry is known by its id, else by its link without tracking parameters, else by its title
and date: a feed that makes up new ids, or moves to another site, brings nothing new.

What was seen is one set of 48-bit numbers. Most are hashes of such identities. Those with
a mark in their upper half are hashes of an id with its title and the time of its last change,
kept for the entries of the current feed only: nobody asks for the title of what has left it.
"""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from newswatch.model import Entry, SourceId
from newswatch.sources import urls

# 6 bytes an identity are 4 kB (4 write units) for a source that has filled its limit, and all of the
# usual 50 entries 1 kB. 48 bits among 800 seen hashes take a new entry for an old one once in 3 · 10^11.
_HASH_BYTES = 6
# The other half of a title's hash overlooks a change once in 300 000 for a feed of 50 entries. An
# identity that looks like a title, one in 2^24, is forgotten when it leaves the feed.
_TITLE_BYTES = 3
_TITLE_BITS = 8 * _TITLE_BYTES
_TITLE_MARK = 0xFFFFFF

SEEN_LIMIT = 600
"""Identities that are kept of what has left the feed: some 250 entries, five times the usual feed of 50."""

BASELINE_SIZE = 20
"""Entries that are read from a new source, so that previews have something to show."""
OLD = timedelta(days=2)
"""What is dated so long before its source was first read is no news; less is a clock, or a late editor."""
ARCHIVE = timedelta(days=7)
"""What is dated so long ago is no news either where it comes in a crowd."""
CROWD = 10
"""Old entries that come at once when an archive is published again."""
REWRITTEN = 5
"""New ids that come at once for old entries when a feed makes up all its ids anew; at least half of it."""


@dataclass(frozen=True, slots=True)
class News:
    """What a feed has that was not seen before."""

    new: tuple[Entry, ...]
    """In the feed's order, each once."""
    old: tuple[Entry, ...]
    """Not seen before either, but dated long ago: to be stored, and to alert nobody."""
    changed: tuple[Entry, ...]
    """Seen before, with another title or an earlier last change: the newest first."""
    noticed: str
    """What was odd, in a sentence; empty where nothing was."""


def sift(entries: Sequence[Entry], seen: Collection[int], baseline_at: datetime, now: datetime) -> News:
    """Tell what is new in a feed from what was seen before.

    An entry without an identity has neither link nor title nor text, and is never new.

    Args:
        entries: the feed's.
        seen: what ``merge`` returned for it before.
        baseline_at: when it was read first.
        now: the time.
    """
    feed = _Identities(entries)
    fresh: dict[int, Entry] = {}
    known: dict[int, Entry] = {}
    rewritten: list[Entry] = []
    unsure: list[Entry] = []
    for entry in feed.each():
        hashed = entry_hash(entry)
        if hashed in seen:
            known.setdefault(hashed, entry)
        elif feed.link(entry) in seen:
            known.setdefault(hashed, entry)
            rewritten.append(entry)
        elif feed.named(entry) in seen:
            (rewritten if _is_timed(entry) else unsure).append(entry)
        else:
            fresh.setdefault(hashed, entry)
    if unsure and not _is_rewrite(len(rewritten) + len(unsure), len(feed)):
        # A title alone, or with a day, such as "Weather", is one only where everything else changed too.
        fresh |= {entry_hash(entry): entry for entry in unsure}
    else:
        rewritten += unsure
    if anew := _is_rewrite(len(rewritten), len(feed)):
        # Their titles are remembered by their old ids.
        for entry in rewritten:
            known.pop(entry_hash(entry), None)
    old = _old(fresh.values(), baseline_at, now)
    notes = []
    if anew:
        notes.append(f"gave new ids to {len(rewritten)} entries that it had before")
    if len(old) >= CROWD:
        notes.append(f"published {len(old)} entries dated long ago")
    return News(
        new=tuple(entry for hashed, entry in fresh.items() if hashed not in old),
        old=tuple(old.values()),
        changed=_changed(known.values(), seen),
        noticed=f"It {' and '.join(notes)}; none of them alerted anybody." if notes else "",
    )


def entry_hash(entry: Entry) -> int:
    """Return 48 bits of SHA-256 over the entry's id within its feed."""
    return _hash(entry.id, _HASH_BYTES)


def correlation_id(source_id: SourceId, entry: Entry) -> str:
    """Return the id by which logs name an entry from its source to its message, in every attempt."""
    return f"{source_id}.{entry_hash(entry):0{2 * _HASH_BYTES}x}"


def title_key(title: str) -> str:
    """Return what two titles have in common that a reader takes for the same: white space and case aside."""
    return " ".join(title.split()).casefold()


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
        limit: identities to keep; titles come on top.
        put_off: entries whose titles are left out, so that they count as changed the next time.
    """
    feed = _Identities(entries)
    current = {hashed for entry in feed.each() for hashed in feed.of(entry)}
    draw = 0
    for hashed in current:
        draw ^= hashed
    gone = sorted((h for h in seen if h not in current and not _is_title(h)), key=lambda h: h ^ draw)
    later = {entry_hash(entry) for entry in put_off}
    titles = {_titled_hash(e) for e in entries if title_key(e.title) and entry_hash(e) not in later}
    return frozenset(current | titles).union(gone[: max(0, limit - len(current))])


def baseline(entries: Sequence[Entry], size: int = BASELINE_SIZE) -> tuple[Entry, ...]:
    """Return what is read of a source's first fetch: the newest, each identity once."""
    first: dict[int, Entry] = {}
    for entry in entries:
        if entry.id:
            first.setdefault(entry_hash(entry), entry)
    return newest(first.values())[:size]


def newest(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return entries in the order of news: the newest by date, then undated in feed order."""
    found = list(entries)
    dated = sorted(
        (e for e in found if e.published),
        key=lambda e: e.published.timestamp() if e.published else 0.0,
        reverse=True,
    )
    return (*dated, *(e for e in found if not e.published))


class _Identities:
    """The identities of a feed's entries. What several of them share is the identity of none."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries
        self._links = {entry.id: _canonical(entry.url) for entry in entries if entry.id}
        self._ids_at = Counter(link for link in self._links.values() if link)
        self._names = {entry.id: _name(entry) for entry in entries if entry.id}
        self._ids_named = Counter(name for name in self._names.values() if name)

    def __len__(self) -> int:
        return len(self._links)

    def each(self) -> Iterator[Entry]:
        """Yield the entries that have an identity, in the feed's order."""
        return (entry for entry in self._entries if entry.id)

    def of(self, entry: Entry) -> Iterator[int]:
        """Yield the hashes of all its identities."""
        yield entry_hash(entry)
        yield from (hashed for hashed in (self.link(entry), self.named(entry)) if hashed is not None)

    def link(self, entry: Entry) -> int | None:
        """Return the hash of its link, as of an id; None where that leads to no page of its own."""
        link = self._links[entry.id]
        return _hash(link, _HASH_BYTES) if self._ids_at[link] == 1 else None

    def named(self, entry: Entry) -> int | None:
        """Return the hash of its title and date."""
        name = self._names[entry.id]
        return _hash(f"name\0{name}", _HASH_BYTES) if self._ids_named[name] == 1 else None


def _canonical(url: str) -> str:
    """Return the address of a page; empty for a site's home, which is no entry's own."""
    try:
        address = urls.canonical(url)
    except ValueError:
        return ""
    return "" if address.count("/") == _HOME_SLASHES and address.endswith("/") else address


_HOME_SLASHES = 3


def _is_timed(entry: Entry) -> bool:
    """Return whether an entry has a date with a time of day."""
    return entry.published is not None and (entry.published.hour, entry.published.minute) != (0, 0)


def _name(entry: Entry) -> str:
    title = title_key(entry.title)
    return f"{title}\0{entry.published.isoformat() if entry.published else ''}" if title else ""


def _is_rewrite(entries: int, of: int) -> bool:
    return entries >= REWRITTEN and 2 * entries >= of


def _old(fresh: Iterable[Entry], baseline_at: datetime, now: datetime) -> dict[int, Entry]:
    """Return those dated long before their source was first read; in a crowd, those dated long ago."""

    def before(moment: datetime) -> dict[int, Entry]:
        return {entry_hash(e): e for e in fresh if e.published and e.published < moment}

    crowd = before(now - ARCHIVE)
    return before(baseline_at - OLD) | (crowd if len(crowd) >= CROWD else {})


def _changed(known: Iterable[Entry], seen: Collection[int]) -> tuple[Entry, ...]:
    """Return what has another title, or was changed since: the newest first.

    An entry that comes back into the feed is among them, as its title was forgotten;
    who looks up its article sees whether it is the same. Nothing has changed for a
    memory that holds no titles: it is older than they are.
    """
    if not any(map(_is_title, seen)):
        return ()
    return newest(
        e
        for e in known
        # Without the time of its change an older version remembered it.
        if title_key(e.title) and _plain_title(e) not in seen and _titled_hash(e) not in seen
    )


def _plain_title(entry: Entry) -> int:
    """Return the hash of an entry's title as it was remembered before changes counted."""
    return _marked(f"{entry.id}\0{title_key(entry.title)}")


def _titled_hash(entry: Entry) -> int:
    if entry.updated is None:
        return _plain_title(entry)
    return _marked(f"{entry.id}\0{title_key(entry.title)}\0{entry.updated.isoformat()}")


def _marked(text: str) -> int:
    return _TITLE_MARK << _TITLE_BITS | _hash(text, _TITLE_BYTES)


def _is_title(hashed: int) -> bool:
    return hashed >> _TITLE_BITS == _TITLE_MARK


def _hash(text: str, size: int) -> int:
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:size], "big")
