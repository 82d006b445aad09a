"""Sources: what is watched. They belong to the workspace; everybody may change them."""

import difflib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from newswatch.errors import AddressRefused, Conflict, UnknownSource
from newswatch.model import Feed, FetchMemory, Source, SourceGroup, State, UserId
from newswatch.ports import Clock, Queues, Store
from newswatch.sources import urls
from newswatch.usecases.changes import RECENT, before, made_by, tidy_tags
from newswatch.usecases.findings import SourceChanged, SourceLine, SourceListing

INTERVAL_S = 63 * 60
"""Most feeds change less than hourly, and a polite reader then asks no more than once an hour."""
FIRST_TRY = timedelta(minutes=15)
"""A new source is polled at once by a message; should that get lost, the roster brings it after this.

SourceQueue keeps its messages no longer, so the two cannot meet.
"""
NAME_CHARS = 80
TRIES = 5
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
    name: str = "",
    tags: Sequence[str] = (),
    interval_s: int = INTERVAL_S,
    state: State = State.ACTIVE,
    request: str = "",
    feed: Feed | None = None,
) -> SourceChanged:
    """Have a feed watched, beginning with its baseline.

    One that is watched already gets the tags that it lacks; one that is paused or removed comes
    back with what it had. A source that is added as paused is only stored. The same request again
    is answered with what it did.

    Args:
        store: the store.
        queues: the queues.
        clock: the clock.
        who: who wants it.
        url: the feed's address.
        name: what people call it; the feed's title if empty, else its host.
        tags: what topics choose sources by; compared in lower case.
        interval_s: how often it is polled.
        state: active or paused.
        request: see ``Change``.
        feed: the feed, where somebody has looked at it.

    Raises:
        AddressRefused: the URL is not one of the web.
        Conflict: too many change it at once; trying again can help.
    """
    if not urls.is_web_address(url):
        raise AddressRefused(urls.without_secrets(url), "That is not the address of a feed on the web.")
    new = Source(
        id=urls.source_id(url),
        url=url.strip(),
        name=_name(name) or _name(feed.title if feed else "") or urls.host(url),
        owner=who,
        interval_s=interval_s,
        tags=tidy_tags(tags),
        state=state,
    )
    done = _save(store, clock, new, who, request, name_given=bool(_name(name)))
    if done.what == "add" and done.seq and done.source.state is State.ACTIVE:
        _poll_soon(store, queues, clock, done.source)
    return replace(done, entries=len(feed.entries) if feed else 0)


def change_source(
    store: Store, queues: Queues, clock: Clock, source: Source, verb: str, *, who: UserId, request: str = ""
) -> SourceChanged:
    """Pause, resume or remove a source. One that is resumed is polled soon.

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
        if current.state is STATES[verb]:
            return SourceChanged(current, verb)
        changed = replace(current, state=STATES[verb], version=current.version + 1)
        try:
            change = store.save_source(changed, who, clock.now(), verb, request=request)
        except Conflict:
            if not left:
                raise
            continue
        if changed.state is State.ACTIVE:
            _poll_soon(store, queues, clock, changed)
        return SourceChanged(changed, verb, change.seq, current)
    raise AssertionError("the last try returns or raises")


def find_source(sources: Iterable[Source], text: str) -> Source:
    """Return the source that is meant by its address, or the beginning of its id, name or host.

    Upper and lower case are the same, and so are blanks and hyphens in names.

    Raises:
        UnknownSource: there is none, or more than one.
    """
    kept = [source for source in sources if source.state is not State.REMOVED]
    bare = text.strip().strip("`<>").strip()
    if urls.is_web_address(bare):
        wanted = urls.source_id(bare)
        found = [source for source in kept if source.id == wanted]
    else:
        found = _named(kept, bare)
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
    """Return the sources of a scope: ``failing``, ``paused``, ``tag:x``, or a word; all if it is empty.

    A word is looked for in names and in what may be shown of addresses: whoever tries words must not
    find out a password or key by what is found. A whole address finds its source.
    """
    kept = [source for source in store.sources() if source.state is not State.REMOVED]
    tag = scope.removeprefix("tag:").casefold() if scope.startswith("tag:") else ""
    word = _plain(scope)
    if scope == "paused":
        kept = [source for source in kept if source.state is State.PAUSED]
    elif tag:
        kept = [source for source in kept if tag in map(str.casefold, source.tags)]
    elif scope and scope != "failing":
        wanted = urls.source_id(scope) if urls.is_web_address(scope) else ""
        kept = [s for s in kept if s.id == wanted or any(word in _plain(text) for text in _open(s))]
    memories = store.fetch_memories([source.id for source in kept])
    lines = [SourceLine(source, memories.get(source.id)) for source in kept]
    if scope == "failing":
        lines = [line for line in lines if _fails(line)]
    lines.sort(key=lambda line: (not _fails(line), line.source.name.casefold()))
    return SourceListing(tuple(lines), scope)


def show_source(store: Store, source: Source) -> SourceLine:
    """Return everything about one source."""
    memory: FetchMemory | None = store.fetch_memories([source.id]).get(source.id)
    return SourceLine(source, memory)


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
    if known.state in {State.ACTIVE, new.state}:
        return replace(known, tags=tags)
    return replace(
        known,
        tags=tags,
        state=new.state,
        name=new.name if name_given else known.name,
        owner=new.owner if known.state is State.REMOVED else known.owner,
        interval_s=new.interval_s,
    )


def _done(store: Store, source: Source, request: str) -> SourceChanged | None:
    """Return what an earlier delivery of the request did; None for the first."""
    if not request:
        return None
    history = store.history(source.id)
    made = made_by(request, history)
    if made is None or not isinstance(made.snapshot, Source):
        return None
    earlier = before(made.seq, history)
    was = earlier.snapshot if earlier else None
    return SourceChanged(made.snapshot, made.what, made.seq, was if isinstance(was, Source) else None)


def _poll_soon(store: Store, queues: Queues, clock: Clock, source: Source) -> None:
    store.postpone(source, clock.now() + FIRST_TRY)
    queues.send_sources([SourceGroup((source.id,))])


def _name(text: str) -> str:
    return " ".join(text.split())[:NAME_CHARS]


def _fails(line: SourceLine) -> bool:
    return line.source.state is State.ACTIVE and bool(line.memory and line.memory.error)


def _named(sources: list[Source], text: str) -> list[Source]:
    """Return those that are called so; if there are none, those whose id, name or host begins so."""
    wanted = _plain(text)
    if not wanted:
        return []
    whole = [source for source in sources if wanted in {source.id, _plain(source.name), _host(source)}]
    if whole:
        return whole
    return [
        source
        for source in sources
        if _plain(source.name).startswith(wanted)
        or _host(source).startswith(wanted)
        or (len(wanted) >= ID_CHARS and source.id.startswith(wanted))
    ]


def _plain(text: str) -> str:
    """Return a name as it is compared."""
    return "-".join(text.casefold().replace("-", " ").split())


def _open(source: Source) -> tuple[str, str]:
    """Return what everybody may know of a source."""
    return source.name, urls.without_secrets(source.url)


def _host(source: Source) -> str:
    return urls.host(source.url).removeprefix("www.")
