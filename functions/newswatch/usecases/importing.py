"""Lists of sources: brought in, each source once however often its list comes."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from newswatch.errors import Conflict, UnknownSource
from newswatch.model import Source, SourceId, State, UserId
from newswatch.ports import Clock, Deadline, Store
from newswatch.sources import urls
from newswatch.sources.outline import Line, Outline
from newswatch.usecases.changes import tidy_tags
from newswatch.usecases.findings import Imported
from newswatch.usecases.sources import alter_source, store_source

MAX_SOURCES = 2_000
"""Of a workspace, without those that were removed: twice what the bill was worked out for."""
RESERVE_S = 15
"""What is kept of an invocation's time, for the last write and the answer."""


def import_sources(
    store: Store,
    clock: Clock,
    outline: Outline,
    *,
    who: UserId,
    request: str = "",
    deadline: Deadline | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> Imported:
    """Have the sources of a list watched.

    None is polled at once: each has its own place in the roster, so that all of them are read
    within an interval, spread over it. A source that is known, under its first address or the one
    that it has moved to, gets the tags that it lacks. Each source is written by itself, so that
    the same list again goes on where the last time ended.

    Args:
        store: the store.
        clock: the clock.
        outline: the list.
        who: who brings it.
        request: see ``Change``; the same for every delivery of the request and what follows up on it.
        deadline: when to stop.
        on_progress: is told how many lines are done, and of how many.

    Raises:
        StorageError: the table cannot be reached; what was added until then stays.
    """
    sources = store.sources()
    new, lacking = _plan(sources, outline.lines)
    room = max(0, MAX_SOURCES - sum(source.state is not State.REMOVED for source in sources))
    left_out, new = len(new[room:]), new[:room]
    added = tagged = done = 0
    todo = len(new) + len(lacking)
    for line in (*new, *lacking):
        if deadline and deadline.remaining_s() < RESERVE_S:
            break
        try:
            if known := lacking.get(line):
                tagged += _add_tags(store, clock, known, line.tags, who=who, request=request)
            else:
                added += _add(store, clock, line, who, request)
        except Conflict:
            continue  # too much goes on at once; it remains
        done += 1
        if on_progress:
            on_progress(done, todo)
    return Imported(
        added=added,
        known=len(outline.lines) - len(new) - left_out,
        tagged=tagged,
        bad=outline.bad,
        repeated=outline.repeated,
        left_out=left_out + outline.beyond,
        remaining=todo - done,
    )


def _plan(sources: Iterable[Source], lines: Iterable[Line]) -> tuple[list[Line], Mapping[Line, Source]]:
    """Return the lines of sources that are not watched, and those of known ones that lack tags."""
    watched = [source for source in sources if source.state is not State.REMOVED]
    by_id: dict[SourceId, Source] = {urls.source_id(source.url): source for source in watched}
    # What a source was first added by comes before what another one has moved to.
    by_id |= {source.id: source for source in watched}
    new: list[Line] = []
    lacking: dict[Line, Source] = {}
    for line in lines:
        known = by_id.get(urls.source_id(line.url))
        if known is None:
            new.append(line)
        elif not set(tidy_tags(line.tags)) <= set(known.tags):
            lacking[line] = known
    return new, lacking


def _add(store: Store, clock: Clock, line: Line, who: UserId, request: str) -> bool:
    """Store the source of a line; return whether that is new."""
    done = store_source(
        store,
        clock,
        who=who,
        url=line.url,
        name=line.title,
        tags=line.tags,
        kind=line.kind,
        selector=line.selector,
        request=request,
    )
    return bool(done.seq) and done.what == "add"


def _add_tags(
    store: Store, clock: Clock, known: Source, tags: Sequence[str], *, who: UserId, request: str
) -> bool:
    """Give a source the tags that it lacks; return whether it lacked some."""

    def add(current: Source) -> Source:
        return replace(current, tags=tuple(dict.fromkeys((*current.tags, *tidy_tags(tags)))))

    try:
        return bool(alter_source(store, clock, known, "set", add, who=who, request=request).seq)
    except UnknownSource:
        return False  # somebody has just removed it
