"""Sources: what is watched."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from newswatch.errors import AddressRefused
from newswatch.model import Source, SourceGroup, State, UserId
from newswatch.ports import Clock, Queues, Store
from newswatch.sources import urls

INTERVAL_S = 63 * 60
"""Most feeds change less than hourly, and a polite reader then asks no more than once an hour."""
FIRST_TRY = timedelta(minutes=15)
"""A new source is polled at once by a message; should that get lost, the roster brings it after this.

SourceQueue keeps its messages no longer, so the two cannot meet.
"""
NAME_CHARS = 80


def add_source(
    store: Store,
    queues: Queues,
    clock: Clock,
    *,
    who: UserId,
    url: str,
    name: str = "",
    tags: Sequence[str] = (),
    interval_s: int = INTERVAL_S,
    state: State = State.ACTIVE,
) -> Source:
    """Have a feed watched, beginning with its baseline; one that is watched already stays as it is.

    A source that is added as paused is only stored.

    Raises:
        AddressRefused: the URL is not one of the web.
    """
    if not urls.is_web_address(url):
        raise AddressRefused(urls.without_secrets(url), "That is not the address of a feed on the web.")
    source_id, host = urls.source_id(url), urls.host(url)
    known = store.sources_by_id([source_id]).get(source_id)
    if known and known.state in {State.ACTIVE, state}:
        return known
    now = clock.now()
    source = Source(
        id=source_id,
        url=url.strip(),
        name=" ".join(name.split())[:NAME_CHARS] or host,
        owner=who,
        interval_s=interval_s,
        tags=tuple(dict.fromkeys(tags)),
        state=state,
        version=known.version + 1 if known else 1,
    )
    change = store.save_source(source, who, now, "add")
    if isinstance(change.snapshot, Source):
        source = replace(source, shard=change.snapshot.shard)
    if state is State.ACTIVE:
        store.postpone(source, now + FIRST_TRY)
        queues.send_sources([SourceGroup((source.id,))])
    return source
