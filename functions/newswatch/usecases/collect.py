"""Collect: fetch feeds, find what is new or has another title, hand it on, and only then remember it."""

import hashlib
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta

from newswatch.errors import FeedError, FetchError, NewswatchError
from newswatch.model import EntryGroup, FetchMemory, Source, SourceGroup, SourceId, State, Validators
from newswatch.observe import logger
from newswatch.ports import Clock, Deadline, Fetched, Fetcher, NotModified, Queues, Store
from newswatch.sources import schedule, seen, urls
from newswatch.sources.feed import ACCEPT, parse

HOSTS_AT_ONCE = 10
"""Threads of one invocation. They wait for servers; parsing shares one core, about 10 ms a feed."""
FETCH_S = 15
"""What one more source may take: a fetch of 10 s, parsing, and the writes. Less left means leave it."""
CHANGES_AT_ONCE = 10
"""Changed titles that one poll hands on, for one invocation of match; the others come with the next.

A newsroom edits a few headlines an hour. A site that renames itself in all its titles is
through after some polls, and one that counts comments in them costs no more than this.
"""


@dataclass(frozen=True, slots=True)
class Collector:
    """What polling a source needs."""

    store: Store
    queues: Queues
    fetcher: Fetcher
    clock: Clock


def collect(c: Collector, group: SourceGroup, deadline: Deadline, *, received: int = 1) -> None:
    """Poll the sources of a group: hosts side by side, one host's sources in turn.

    What fails, and what there is no time for, goes back into the queue: singly,
    so that a poison source stops only itself. A group that was received before,
    because its invocation died, is split at once.

    Raises:
        NewswatchError: a single source could not be worked off; the queue will bring it again.
    """
    if received > 1 and len(group.source_ids) > 1:
        c.queues.send_sources([SourceGroup((source_id,)) for source_id in group.source_ids])
        return
    sources = c.store.sources_by_id(group.source_ids)
    active = [
        sources[source_id]
        for source_id in group.source_ids
        if source_id in sources and sources[source_id].state is State.ACTIVE
    ]
    memories = c.store.fetch_memories([source.id for source in active])
    hosts: dict[str, list[Source]] = {}
    for source in active:
        hosts.setdefault(urls.host(source.url), []).append(source)
    with ThreadPoolExecutor(max_workers=HOSTS_AT_ONCE) as pool:
        # Leaving the block joins every thread: one that Lambda froze would go on in a later invocation.
        left = [pool.submit(_poll_host, c, of_host, memories, deadline) for of_host in hosts.values()]
    failures = {source_id: error for future in left for source_id, error in future.result().items()}
    if len(group.source_ids) == 1:
        for error in failures.values():
            if error:
                raise error
    c.queues.send_sources([SourceGroup((source_id,)) for source_id in failures])


def _poll_host(
    c: Collector, sources: Sequence[Source], memories: Mapping[SourceId, FetchMemory], deadline: Deadline
) -> dict[SourceId, Exception | None]:
    """Poll one host's sources; return those that must come again, with the error if there was one."""
    again: dict[SourceId, Exception | None] = {}
    for source in sources:
        if deadline.remaining_s() < FETCH_S:
            again[source.id] = None
            continue
        try:
            _poll(c, source, memories.get(source.id, FetchMemory()))
        except Exception as e:  # noqa: BLE001 - the boundary of one source: the others go on
            logger.exception("source failed", source_id=source.id)
            again[source.id] = e
    return again


def _poll(c: Collector, source: Source, memory: FetchMemory) -> None:
    try:
        fetched = c.fetcher.get(source.url, memory.validators, ACCEPT)
        if isinstance(fetched, NotModified):
            _recovered(c, source, memory)
            return
        validators = _validators(fetched)
        if validators.content_hash == memory.validators.content_hash:
            # Some servers make up a new ETag for each answer: what was sent last is what they expect back.
            _remember(c, source, memory, replace(memory, validators=validators))
            return
        feed = parse(fetched.body, fetched.headers, fetched.url)
    except (FetchError, FeedError) as e:
        _failed(c, source, memory, e)
        return
    now = c.clock.now()
    first = memory.baseline_at is None
    known = frozenset[int]() if first else c.store.seen(source.id)
    entries = seen.baseline(feed.entries) if first else seen.new_entries(feed.entries, known)
    changed = seen.changed_entries(feed.entries, known)
    groups = [
        EntryGroup(source.id, entries, baseline=first, found_at=now),
        EntryGroup(source.id, changed[:CHANGES_AT_ONCE], changed_at=now),
    ]
    if handed_on := [group for group in groups if group.entries]:
        c.queues.send_entries(handed_on)
    # From here on a crash costs a second reading, never an entry.
    if handed_on or first:
        put_off = changed[CHANGES_AT_ONCE:]
        c.store.remember_seen(source.id, seen.merge(known, feed.entries, put_off=put_off))
    if first:
        c.store.postpone(source, schedule.after_baseline(source.id, source.interval_s, now))
    baseline_at = memory.baseline_at or now
    _remember(c, source, memory, replace(memory, validators=validators, baseline_at=baseline_at))
    logger.info(
        "collected", source_id=source.id, entries=len(feed.entries), new=len(entries),
        changed=len(changed), baseline=first,
    )  # fmt: skip


def _remember(c: Collector, source: Source, before: FetchMemory, after: FetchMemory) -> None:
    fine = replace(after, failures=0, failing_since=None, error="")
    if fine != before:
        c.store.remember_fetch(source.id, fine)


def _recovered(c: Collector, source: Source, memory: FetchMemory) -> None:
    _remember(c, source, memory, memory)


def _failed(c: Collector, source: Source, memory: FetchMemory, error: NewswatchError) -> None:
    now = c.clock.now()
    failures = memory.failures + 1
    c.store.remember_fetch(
        source.id,
        replace(memory, failures=failures, failing_since=memory.failing_since or now, error=str(error)),
    )
    wanted = error.retry_after if isinstance(error, FetchError) else None
    until = schedule.backoff(failures, wanted, now)
    # A source that is asked daily is not asked sooner because it failed.
    c.store.postpone(source, max(until, now + timedelta(seconds=source.interval_s)))
    logger.warning("source not readable", source_id=source.id, failures=failures, error=str(error))


def _validators(fetched: Fetched) -> Validators:
    return Validators(
        etag=fetched.headers.get("etag", ""),
        last_modified=fetched.headers.get("last-modified", ""),
        content_hash=hashlib.sha256(fetched.body).hexdigest()[:16],
    )
