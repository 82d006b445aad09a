"""Adding: what somebody has found becomes a source, and what was fetched to find it its baseline."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from newswatch.model import FetchMemory, Kind, Source, State, UserId
from newswatch.ports import Choice, Finder, Found, NotModified
from newswatch.sources.accepted import PAGES
from newswatch.usecases.findings import SourceChanged
from newswatch.usecases.polls import Collector, take_in
from newswatch.usecases.source_settings import set_source
from newswatch.usecases.sources import FIRST_TRY, add_source, known_source, store_source


def add_address(
    c: Collector,
    finder: Finder,
    address: str,
    *,
    who: UserId,
    tags: Sequence[str] = (),
    selector: str = "",
    request: str = "",
) -> SourceChanged | Sequence[Choice]:
    """Have watched what is at an address, or return what could be meant by it.

    A source that is known by this address is not looked at again: it has been asked for all that
    it had, and is only asked for what is new.

    Args:
        c: as for collecting.
        finder: looks at addresses.
        address: whatever somebody has pasted.
        who: who wants it.
        tags: what topics choose sources by.
        selector: of a page's links.
        request: see ``Change``.

    Raises:
        FetchError, FeedError: as ``Finder``.
        Conflict: as ``add_source``.
    """
    known = known_source(c.store, address)
    if known and selector and selector != known.selector and known.state is State.ACTIVE:
        return select(c, known, selector, who=who, request=request)
    if known and _is_begun(c, known):
        return add_source(
            c.store,
            c.queues,
            c.clock,
            who=who,
            url=address,
            kind=known.kind,
            selector=known.selector,
            tags=tags,
            request=request,
        )
    found = finder.find(address, selector)
    if not isinstance(found, Found):
        return found
    return add_found(c, found, who=who, tags=tags, selector=selector, request=request)


def select(c: Collector, source: Source, selector: str, *, who: UserId, request: str = "") -> SourceChanged:
    """Have other links of a page read, by a look at what they are: that is the new baseline.

    Args:
        c: as for collecting.
        source: a page.
        selector: of its links; empty to have them found.
        who: who wants it.
        request: see ``Change``.

    Raises:
        FetchError: it cannot be had now.
        FeedError: the selector cannot be used, or means nothing there.
        SettingRefused: it is no page.
    """
    if source.kind is not Kind.PAGE:
        return set_source(c.store, c.clock, source, who=who, selector=selector, request=request)
    secret = c.secrets.of(source) if source.header else None
    fetched = c.fetcher.get(source.url, None, PAGES, secret)
    # Nothing was asked conditionally, so the fetcher refuses a 304 by itself.
    assert not isinstance(fetched, NotModified)
    feed = c.parser.feed(fetched, Kind.PAGE, selector)
    done = set_source(c.store, c.clock, source, who=who, selector=selector, request=request)
    memory = c.store.fetch_memories([source.id]).get(source.id, FetchMemory())
    if done.seq and done.source.state is State.ACTIVE and memory.baseline_at is None:
        take_in(c, done.source, memory, fetched, feed)
        return replace(done, feed=feed)
    return done


def _is_begun(c: Collector, source: Source) -> bool:
    """Return whether a source has its baseline."""
    memory = c.store.fetch_memories([source.id]).get(source.id)
    return memory is not None and memory.baseline_at is not None


def add_found(
    c: Collector,
    found: Found,
    *,
    who: UserId,
    name: str = "",
    tags: Sequence[str] = (),
    selector: str = "",
    header: str = "",
    request: str = "",
) -> SourceChanged:
    """Have watched what was found. Its server is asked no second time for it.

    A crash on the way costs one more request: the first poll makes the baseline then.

    Args:
        c: as for collecting.
        found: what is there.
        who: who wants it.
        name: what people call it; its title if empty, else its host.
        tags: what topics choose sources by.
        selector: of a page's links.
        header: name of its secret header.
        request: see ``Change``.

    Raises:
        AddressRefused, Conflict: as ``add_source``.
    """
    done = store_source(
        c.store,
        c.clock,
        who=who,
        url=found.url,
        name=name,
        title=found.feed.title,
        tags=tags,
        kind=found.kind,
        selector=selector,
        header=header,
        known=known_source(c.store, found.url),
        request=request,
    )
    source = done.source
    memory = c.store.fetch_memories([source.id]).get(source.id, FetchMemory())
    is_new = done.what == "add" and done.seq
    if source.state is not State.ACTIVE or (memory.baseline_at and not is_new):
        return done
    c.store.postpone(source, c.clock.now() + FIRST_TRY, memory.interval_s or source.interval_s)
    # Of one that was there before, what it has brought since then is news.
    memory = replace(memory, part_url=found.part_url, part=found.part)
    memory = take_in(c, source, memory, found.fetched, found.feed)
    entry = next(entry for entry in c.store.roster() if entry.source_id == source.id)
    next_at = entry.not_before or c.clock.now() + timedelta(seconds=memory.interval_s)
    return replace(done, feed=found.feed, every_s=memory.interval_s, next_at=next_at)
