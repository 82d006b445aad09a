"""Sources: what is watched. They belong to the workspace; everybody may change them."""

import difflib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from newswatch.errors import AddressRefused, Conflict, UnknownSource
from newswatch.model import FetchMemory, Kind, Source, SourceGroup, State, UserId
from newswatch.ports import Clock, Queues, Store
from newswatch.sources import pace, urls
from newswatch.usecases.changes import RECENT, TRIES, earlier, made_by, tidy_tags
from newswatch.usecases.findings import SourceChanged, SourceLine, SourceListing

FIRST_TRY = timedelta(minutes=15)
"""A new source is polled at once by a message; should that get lost, the roster brings it after this.

SourceQueue keeps its messages no longer, so the two cannot meet.
"""
SAID = 5_000
"""Sources whose words are kept: a quarter of a kB each."""
NAME_CHARS = 80
NEAREST = 5
"""Buttons that a row of an answer has."""
SIMILAR = 0.6
"""difflib's own measure of words that are close to each other."""
ID_CHARS = 6
"""Of an id's beginning: shorter ones are words, too."""
STATES = {"pause": State.PAUSED, "resume": State.ACTIVE, "remove": State.REMOVED}
"""What the verbs make of a source."""


def add_source(
    store: Store,
    queues: Queues,
    clock: Clock,
    *,
    who: UserId,
    url: str,
    request: str = "",
    **given: Any,
) -> SourceChanged:
    """Have something watched without looking at it first: its first poll is its baseline.

    One that is watched already gets the tags that it lacks; one that is paused or removed comes
    back with what it had. A source that is added as paused is only stored. The same request again
    is answered with what it did.

    Args:
        store: the store.
        queues: the queues.
        clock: the clock.
        who: who wants it.
        url: its address.
        request: see ``Change``.
        given: as for ``store_source``.

    Raises:
        AddressRefused: the URL is not one of the web.
        Conflict: too many change it at once; trying again can help.
    """
    known = known_source(store, url)
    done = store_source(store, clock, who=who, url=url, known=known, request=request, **given)
    if done.what == "add" and done.seq and done.source.state is State.ACTIVE:
        return replace(done, next_at=begin(store, queues, clock, done.source, done.before))
    return done


def store_source(
    store: Store,
    clock: Clock,
    *,
    who: UserId,
    url: str,
    name: str = "",
    title: str = "",
    tags: Sequence[str] = (),
    kind: Kind = Kind.FEED,
    selector: str = "",
    state: State = State.ACTIVE,
    bounds_s: tuple[int, int] = (0, 0),
    header: str = "",
    known: Source | None = None,
    request: str = "",
) -> SourceChanged:
    """Store a source as ``add_source`` does, and have it polled in its turn: nothing is asked now.

    Args:
        store: the store.
        clock: the clock.
        who: who wants it.
        url: its address.
        name: what people call it.
        title: what it calls itself; its host if both are empty.
        tags: what topics choose sources by; compared in lower case.
        kind: what is there.
        selector: of a page.
        state: active or paused.
        bounds_s: the shortest and the longest interval; 0 for the usual ones.
        header: name of its secret header.
        known: the source that has moved to this address, if one has.
        request: see ``Change``.

    Raises:
        AddressRefused: the URL is not one of the web.
        Conflict: too many change it at once; trying again can help.
    """
    if not urls.is_web_address(url):
        raise AddressRefused(urls.without_secrets(url), "That is not an address on the web.")
    new = Source(
        id=known.id if known else urls.source_id(url),
        url=url.strip(),
        name=_name(name) or _name(title) or urls.host(url),
        owner=who,
        interval_s=min(max(pace.USUAL_S, bounds_s[0]), bounds_s[1] or pace.USUAL_S),
        tags=tidy_tags(tags),
        state=state,
        kind=kind,
        selector=selector,
        least_s=bounds_s[0],
        most_s=bounds_s[1],
        header=header,
    )
    return _save(store, clock, new, who, request, name_given=bool(_name(name)))


def known_source(store: Store, url: str) -> Source | None:
    """Return the source that has this address or was added by it, a tombstone too; None if there is none."""
    if not urls.is_web_address(url):
        return None
    wanted = urls.source_id(url)
    by_id = store.sources_by_id([wanted]).get(wanted)
    # One that has moved keeps the id of its first address.
    return by_id or next((s for s in store.sources() if urls.source_id(s.url) == wanted), None)


def change_source(
    store: Store, queues: Queues, clock: Clock, source: Source, verb: str, *, who: UserId, request: str = ""
) -> SourceChanged:
    """Pause, resume or remove a source. One that is resumed is polled as soon as politeness allows.

    Raises:
        UnknownSource: it was removed in between.
        Conflict: too many change it at once; trying again can help.
    """

    def change(current: Source) -> Source:
        return replace(current, state=STATES[verb], trouble="" if verb == "resume" else current.trouble)

    done = alter_source(store, clock, source, verb, change, who=who, request=request)
    if done.seq and done.source.state is State.ACTIVE:
        return replace(done, next_at=begin(store, queues, clock, done.source, done.before))
    return done


def alter_source(
    store: Store,
    clock: Clock,
    source: Source,
    verb: str,
    change: Callable[[Source], Source],
    *,
    who: UserId,
    request: str = "",
) -> SourceChanged:
    """Change a source by ``change``, which may be called again, if somebody else was first.

    Raises:
        UnknownSource: it was removed in between.
        Conflict: too many change it at once; trying again can help.
    """
    for left in reversed(range(TRIES)):
        if done := _done(store, source, request):
            return done
        current = store.sources_by_id([source.id]).get(source.id)
        if current is None or current.state is State.REMOVED:
            raise UnknownSource(source.name)
        changed = change(current)
        if changed == current:
            return SourceChanged(current, verb)
        changed = replace(changed, version=current.version + 1)
        try:
            made = store.save_source(changed, who, clock.now(), verb, request=request)
        except Conflict:
            if not left:
                raise
            continue
        return SourceChanged(changed, verb, made.seq, current)
    raise AssertionError("the last try returns or raises")


def begin(store: Store, queues: Queues, clock: Clock, source: Source, before: Source | None) -> datetime:
    """Have a source polled that was not polled until now; return when.

    At once, unless it was polled until just now: whoever pauses and resumes it does not
    make it be asked more often. One that was paused since, as a request that is delivered again
    may find it, is left alone.
    """
    now = clock.now()
    source = store.sources_by_id([source.id]).get(source.id, source)
    if source.state is not State.ACTIVE:
        return now
    memory = store.fetch_memories([source.id]).get(source.id)
    interval_s = (memory.interval_s if memory else 0) or source.interval_s
    if memory and (memory.failures or memory.told):
        store.remember_fetch(source.id, replace(memory, failures=0, failing_since=None, told=False))
    at = max(now, memory.not_before) if memory and memory.not_before else now
    if before and memory and memory.baseline_at:
        left = next((c.when for c in store.history(source.id) if c.snapshot == before), now)
        at = max(at, left + timedelta(seconds=interval_s))
    if at > now:
        store.postpone(source, at, interval_s)
        return at
    store.postpone(source, now + FIRST_TRY, interval_s)
    # As one that comes late: once it has been polled, its next time counts from then.
    due = now - timedelta(seconds=interval_s / 2)
    queues.send_sources([SourceGroup((source.id,), (due,), (urls.host(source.url),))])
    return now


def replan(store: Store, clock: Clock, source: Source) -> None:
    """Have a source polled at the interval that follows from what somebody has just set."""
    now = clock.now()
    memory = store.fetch_memories([source.id]).get(source.id)
    if source.state is not State.ACTIVE or memory is None or memory.failures:
        return
    interval_s = pace.interval_s(
        source, memory.times, memory.hints.least_s, now, memory.interval_s, since=memory.baseline_at
    )
    if interval_s != memory.interval_s:
        # An interval from now, since when it was polled last is not known.
        store.postpone(source, now + timedelta(seconds=interval_s), interval_s)
        store.remember_fetch(source.id, replace(memory, interval_s=interval_s))


def find_source(sources: Iterable[Source], text: str, *, removed: bool = False) -> Source:
    """Return the source that is meant by its address, or the beginning of its id, name or host.

    Upper and lower case are the same, and so are blanks and hyphens in names.

    Args:
        sources: all sources.
        text: how it is called.
        removed: whether one that was removed can be meant, where nothing else is.

    Raises:
        UnknownSource: there is none, or more than one.
    """
    sources = list(sources)
    kept = [source for source in sources if source.state is not State.REMOVED]
    bare = text.strip().strip("`<>").strip()
    found = _meant(kept, bare)
    if removed and not found:
        found = _meant([source for source in sources if source.state is State.REMOVED], bare)
    if len(found) == 1:
        return found[0]
    if found:
        names = Counter(_plain(source.name) for source in found)
        # Two of one name are told apart by their ids.
        told = (source.name if names[_plain(source.name)] == 1 else source.id for source in found)
        raise UnknownSource(text, tuple(sorted(told))[:NEAREST])
    by_name = {_plain(source.name): source.name for source in kept}
    hosts = {_host(source): source.name for source in kept}
    spelled = hosts | by_name
    near = difflib.get_close_matches(_plain(bare), spelled, n=2 * NEAREST, cutoff=SIMILAR)
    raise UnknownSource(text, tuple(dict.fromkeys(spelled[name] for name in near))[:NEAREST])


def list_sources(store: Store, scope: str) -> SourceListing:
    """Return the sources of a scope: ``failing``, ``gone``, ``paused``, ``tag:x``, or a word; all if empty.

    A word is looked for in names and in what may be shown of addresses: whoever tries words must not
    find out a password or key by what is found. A whole address finds its source.
    """
    kept = [source for source in store.sources() if source.state is not State.REMOVED]
    tag = scope.removeprefix("tag:").casefold() if scope.startswith("tag:") else ""
    if scope == "paused":
        kept = [source for source in kept if source.state is State.PAUSED and not source.is_gone]
    elif scope == "gone":
        kept = [source for source in kept if source.is_gone]
    elif tag:
        kept = [source for source in kept if tag in map(str.casefold, source.tags)]
    elif scope and scope != "failing":
        kept = [source for source in kept if has_word(source, scope)]
    memories = store.fetch_memories([source.id for source in kept], consistent=False)
    lines = [SourceLine(source, memories.get(source.id)) for source in kept]
    if scope == "failing":
        lines = [line for line in lines if line.is_failing]
    lines.sort(key=lambda line: (not line.is_failing, not line.source.is_gone, line.source.name.casefold()))
    return SourceListing(tuple(lines), scope)


def has_word(source: Source, text: str) -> bool:
    """Return whether a source has a word in its name or in what may be shown of its address, or is at it."""
    if urls.is_web_address(text) and urls.source_id(text) in {source.id, urls.source_id(source.url)}:
        return True
    word = _plain(text)
    return any(word in each for each in _said(source.name, source.url))


@lru_cache(maxsize=SAID)
def _said(name: str, url: str) -> tuple[str, ...]:
    """Return what everybody may know of a source, to be looked through letter by letter as somebody types."""
    return tuple(_plain(each) for each in (name, urls.without_secrets(url)))


def show_source(store: Store, source: Source) -> SourceLine:
    """Return everything about one source."""
    memory: FetchMemory | None = store.fetch_memories([source.id]).get(source.id)
    subscription = store.subscription(source.id) if memory and memory.hub else None
    return SourceLine(source, memory, subscription.until if subscription else None)


def repeated_source(store: Store, request: str) -> SourceChanged | None:
    """Return what a request has changed already; None when that was no source, or nothing."""
    made = made_by(request, store.recent_changes(RECENT))
    return _done(store, made.snapshot, request) if made and isinstance(made.snapshot, Source) else None


def _save(
    store: Store, clock: Clock, new: Source, who: UserId, request: str, *, name_given: bool
) -> SourceChanged:
    """Store a source, or what it adds to the one that is known."""
    for left in reversed(range(TRIES)):
        if done := _done(store, new, request):
            return done
        known = store.sources_by_id([new.id]).get(new.id)
        wanted = _merged(known, new, name_given=name_given) if known else new
        what = "set" if known and known.state is wanted.state else "add"
        if wanted == known:
            return SourceChanged(known, what)
        wanted = replace(wanted, version=known.version + 1 if known else 1)
        try:
            change = store.save_source(wanted, who, clock.now(), what, request=request)
        except Conflict:
            if not left:
                raise
            continue
        saved = change.snapshot if isinstance(change.snapshot, Source) else wanted
        return SourceChanged(saved, what, change.seq, known)
    raise AssertionError("the last try returns or raises")


def _merged(known: Source, new: Source, *, name_given: bool) -> Source:
    """Return a known source with what adding it again says of it."""
    tags = tuple(dict.fromkeys((*known.tags, *new.tags)))
    if not (known.least_s or known.most_s):
        known = replace(known, least_s=new.least_s, most_s=new.most_s)
    if known.state in {State.ACTIVE, new.state}:
        return replace(known, tags=tags)
    return replace(
        known,
        tags=tags,
        state=new.state,
        trouble="",
        kind=new.kind,
        selector=new.selector,
        header=new.header or known.header,
        name=new.name if name_given else known.name,
        owner=new.owner if known.state is State.REMOVED else known.owner,
    )


def _done(store: Store, source: Source, request: str) -> SourceChanged | None:
    """Return what an earlier delivery of the request did; None for the first."""
    if not request:
        return None
    history = store.history(source.id)
    made = made_by(request, history)
    if made is None or not isinstance(made.snapshot, Source):
        return None
    return SourceChanged(made.snapshot, made.what, made.seq, earlier(made.seq, history, Source))


def _name(text: str) -> str:
    return " ".join(text.split())[:NAME_CHARS]


def _meant(sources: list[Source], text: str) -> list[Source]:
    """Return those that are meant by an address, or else by words."""
    if not urls.is_web_address(text):
        return _named(sources, text)
    wanted = urls.source_id(text)
    # One that has moved keeps the id of its first address.
    return [source for source in sources if wanted in {source.id, urls.source_id(source.url)}]


def _named(sources: list[Source], text: str) -> list[Source]:
    """Return those that are called so; else those whose id, name or host begins so, or a word of the name."""
    wanted = _plain(text)
    if not wanted:
        return []
    whole = [source for source in sources if wanted in {source.id, _plain(source.name), _host(source)}]
    if whole:
        return whole
    begun = [
        source
        for source in sources
        if _plain(source.name).startswith(wanted)
        or _host(source).startswith(wanted)
        or (len(wanted) >= ID_CHARS and source.id.startswith(wanted))
    ]
    return begun or [source for source in sources if f"-{wanted}" in _plain(source.name)]


def _plain(text: str) -> str:
    """Return a name as it is compared."""
    return "-".join(text.casefold().replace("-", " ").split())


def _host(source: Source) -> str:
    return urls.host(source.url).removeprefix("www.")
