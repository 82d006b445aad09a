"""Changes of a topic: each made once, and none that overwrites what somebody else has just set."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from newswatch.errors import ChangedMeanwhile, Conflict, UnknownTopic
from newswatch.model import Change, ChannelId, SourceFilter, State, Subject, ThreadPolicy, Topic, UserId
from newswatch.ports import Clock, Store
from newswatch.usecases.findings import Changed
from newswatch.usecases.queries import read_query, read_query_as_of
from newswatch.usecases.topics import NAME_CHARS, NOTHING_ELSE, Fields

LEFT = "left"
"""The verb of a change that only notes that a topic's owner has left. Nobody takes that back."""

TRIES = 5
"""Each try is lost to a change by somebody else, in the milliseconds between reading and writing; where what
uses a saved set is looked up before, to any change of the workspace."""

RECENT = 50
"""Changes of the workspace among which a request that is delivered again finds its own."""

DELIVERING = frozenset(
    {"delivery", "quiet", "zone", "urgent", "mention", "cap_per_day", "snoozed_until", "let_until"}
)
"""Fields that say how a topic is delivered."""

S = TypeVar("S", bound=Subject)


def edit_topic(
    store: Store,
    clock: Clock,
    topic: Topic,
    *,
    who: UserId,
    query: str = "",
    name: str = "",
    others: Fields = NOTHING_ELSE,
    request: str = "",
) -> Changed:
    """Give a topic another query, or name, or both. What is empty stays. ``others`` are any other fields.

    As all changes here:

    - ``topic`` is what the person had before them; a version that is no longer the newest will do.
    - The same request again makes no second change: it is answered with the one that it made.
    - Where nothing would be different, nothing is written and ``seq`` is 0.

    Raises:
        ChangedMeanwhile: somebody else has set the same in between; nothing was written.
        UnknownTopic: it was removed in between.
        Conflict: too many change it at once; trying again can help.
        QueryError: the query is refused.
    """
    fields: dict[str, Any] = {**_named(name), **others}
    if set(fields.get("destinations", ())) == set(topic.destinations):
        # In another order it posts to the same places.
        del fields["destinations"]
    if query:
        fields |= {"query": read_query(store, query).canonical, "query_typed": query}
    # What is as the person saw it was not meant to be set: it came along with the form to edit.
    fields = {field: value for field, value in fields.items() if value != getattr(topic, field)}
    if "query" not in fields:
        fields.pop("query_typed", None)

    def wanted(current: Topic) -> Fields:
        if fields.get("query") == current.query:
            # Spelled otherwise, it asks for the same.
            return {field: value for field, value in fields.items() if not field.startswith("query")}
        return fields

    return _change(store, clock, topic, "edit", wanted, who=who, request=request)


def pause_topic(
    store: Store, clock: Clock, topic: Topic, *, who: UserId, until: datetime | None = None, request: str = ""
) -> Changed:
    """Pause a topic, until a time or until somebody resumes it. See ``edit_topic``."""
    fields = {"state": State.PAUSED, "paused_until": until}
    return _change(store, clock, topic, "pause", lambda _: fields, who=who, request=request)


def resume_topic(store: Store, clock: Clock, topic: Topic, *, who: UserId, request: str = "") -> Changed:
    """End a pause; one that has run out is none. See ``edit_topic``."""

    def wanted(current: Topic) -> Fields:
        return {} if current.is_active(clock.now()) else {"state": State.ACTIVE, "paused_until": None}

    return _change(store, clock, topic, "resume", wanted, who=who, request=request)


def remove_topic(store: Store, clock: Clock, topic: Topic, *, who: UserId, request: str = "") -> Changed:
    """Make a topic a tombstone, which can be undone. See ``edit_topic``."""
    fields = {"state": State.REMOVED}
    return _change(store, clock, topic, "remove", lambda _: fields, who=who, request=request)


def move_topic(
    store: Store,
    clock: Clock,
    topic: Topic,
    *,
    who: UserId,
    destinations: Sequence[ChannelId],
    request: str = "",
) -> Changed:
    """Have a topic post elsewhere. See ``edit_topic``. Raises ValueError when there is no destination."""
    where = tuple(dict.fromkeys(destinations))
    if not where:
        raise ValueError("a topic without a destination")

    def wanted(current: Topic) -> Fields:
        return {} if set(where) == set(current.destinations) else {"destinations": where}

    return _change(store, clock, topic, "set", wanted, who=who, request=request)


def rename_topic(
    store: Store, clock: Clock, topic: Topic, *, who: UserId, name: str, request: str = ""
) -> Changed:
    """Give a topic another name; its handle stays. See ``edit_topic``."""
    fields = _named(name)
    return _change(store, clock, topic, "set", lambda _: fields, who=who, request=request)


def listen_to(
    store: Store, clock: Clock, topic: Topic, *, who: UserId, tags: Sequence[str], request: str = ""
) -> Changed:
    """Limit a topic to sources with one of these tags; to none, without any. See ``edit_topic``."""
    fields = {"sources": SourceFilter(tags=frozenset(tidy_tags(tags)))}
    return _change(store, clock, topic, "set", lambda _: fields, who=who, request=request)


def tell_stories(
    store: Store,
    clock: Clock,
    topic: Topic,
    *,
    who: UserId,
    outlets: int | None = None,
    thread: ThreadPolicy | None = None,
    prefer: Sequence[str] | None = None,
    request: str = "",
) -> Changed:
    """Set how a topic tells stories that several outlets carry. What is None stays. See ``edit_topic``.

    Args:
        store: the store.
        clock: the clock.
        topic: as the person saw it.
        who: who wants it.
        outlets: how many have to carry a story before it is told, from 1.
        thread: what further coverage does.
        prefer: sites and tags that messages lead with, best first, as ``Topic.prefer`` has them.
        request: see ``Change``.

    Raises:
        ValueError: no outlet at all could carry a story.
    """
    if outlets is not None and outlets < 1:
        raise ValueError("a story that nobody carries")
    given = {
        "outlets": outlets,
        "thread": thread,
        "prefer": None if prefer is None else tuple(dict.fromkeys(prefer)),
    }
    fields = {field: value for field, value in given.items() if value is not None}
    return _change(store, clock, topic, "set", lambda _: fields, who=who, request=request)


def deliver_topic(
    store: Store,
    clock: Clock,
    topic: Topic,
    *,
    who: UserId,
    fields: Fields,
    zone: str = "",
    request: str = "",
) -> Changed:
    """Set how a topic is delivered. See ``edit_topic``.

    Args:
        store: the store.
        clock: the clock.
        topic: as the person saw it.
        who: who wants it.
        fields: some of ``DELIVERING``. A time that has passed and none at all are the same.
        zone: IANA name of the time zone of the times among them, where the topic has none of its own.
        request: see ``Change``.

    Raises:
        ValueError: these are other fields.
    """
    if not DELIVERING.issuperset(fields):
        raise ValueError("fields that have nothing to do with delivery")

    def wanted(current: Topic) -> Fields:
        now = clock.now()
        kept = {field: value for field, value in fields.items() if not _is_past(current, field, value, now)}
        return {**kept, "zone": zone} if zone and not current.zone else kept

    return _change(store, clock, topic, "set", wanted, who=who, request=request)


def set_fields(
    store: Store, clock: Clock, topic: Topic, what: str, fields: Fields, *, who: UserId, request: str = ""
) -> Changed:
    """Give these fields of a topic other values, by a change of this verb. See ``edit_topic``."""
    return _change(store, clock, topic, what, lambda _: fields, who=who, request=request)


def tidy_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Return tags as they are compared: in lower case, each once, none empty."""
    return tuple(dict.fromkeys(tidy for tag in tags if (tidy := tag.strip().casefold())))


def repeated(store: Store, request: str) -> Changed | None:
    """Return what a request has changed already; for one that no longer finds what it removed."""
    made = made_by(request, store.recent_changes(RECENT))
    if made is None or not isinstance(made.snapshot, Topic):
        return None
    return _as_made(made, store.history(made.snapshot.id), made.snapshot)


def made_by(request: str, changes: Iterable[Change]) -> Change | None:
    """Return the change among these that a request has made; None when it has made none."""
    return next((change for change in changes if request and change.request == request), None)


def before(seq: int, changes: Iterable[Change]) -> Change | None:
    """Return the change of the same item that came before ``seq``; ``changes`` are newest first."""
    return next((change for change in changes if change.seq < seq), None)


def earlier(seq: int, changes: Iterable[Change], kind: type[S]) -> S | None:
    """Return what an item was before ``seq``; None for a new one, and where that is not known.

    Args:
        seq: position of a change of it.
        changes: of the item, newest first.
        kind: what it is.
    """
    found = before(seq, changes)
    return found.snapshot if found and isinstance(found.snapshot, kind) else None


def set_since(
    seen: int, current: S, changes: Sequence[Change], who: UserId, same: Callable[[S, S], bool]
) -> UserId | None:
    """Return who else has changed an item since a version of it; None when nobody has, or it is so again.

    Args:
        seen: the version.
        current: as it is.
        changes: of the item, newest first.
        who: whose own changes do not count.
        same: whether two versions of it are the same.
    """
    versions = [(c.snapshot, c.who) for c in changes if isinstance(c.snapshot, type(current))]
    known = next((was for was, _ in versions if was.version == seen), None)
    if known is not None and same(known, current):
        return None
    return next((by for was, by in versions if was.version > seen and by != who), None)


def _is_past(current: Topic, field: str, value: object, now: datetime) -> bool:
    """Return whether a time is to end that has ended by itself."""
    until = getattr(current, field)
    return value is None and isinstance(until, datetime) and until <= now


def _named(name: str) -> dict[str, Any]:
    tidy = " ".join(name.split())[:NAME_CHARS]
    return {"name": tidy} if tidy else {}


def _change(
    store: Store,
    clock: Clock,
    topic: Topic,
    what: str,
    wanted: Callable[[Topic], Fields],
    *,
    who: UserId,
    request: str,
) -> Changed:
    """Make a change upon the newest version.

    Args:
        store: the store.
        clock: the clock.
        topic: as the person saw it.
        what: the verb.
        wanted: which fields of the newest version are to have which values.
        who: who wants it.
        request: see ``Change``.
    """
    for left in reversed(range(TRIES)):
        current = store.topic(topic.id)
        history = store.history(topic.id)
        if made := made_by(request, history):
            return _as_made(made, history, current)
        if current.state is State.REMOVED:
            raise UnknownTopic(topic.handle)
        fields = wanted(current)
        changed = replace(current, **fields)
        if changed == current:
            return Changed(current, what)
        if other := _setter(topic, current, fields, history, who):
            raise ChangedMeanwhile(
                other,
                f"{current.name} was changed in between, so nothing was overwritten. Please look again.",
            )
        changed = replace(changed, version=current.version + 1)
        after = read_query_as_of(store, changed.query)[1] if "query" in fields else None
        try:
            change = store.save_topic(changed, who, clock.now(), what, request=request, after=after)
        except Conflict:
            if not left:
                raise
        else:
            return Changed(changed, what, change.seq, current)
    raise AssertionError("the last try returns or raises")


def _as_made(made: Change, history: Sequence[Change], current: Topic) -> Changed:
    """Return what an earlier delivery of the request did."""
    topic = made.snapshot if isinstance(made.snapshot, Topic) else current
    return Changed(topic, made.what, made.seq, earlier(made.seq, history, Topic))


def _setter(
    seen: Topic, current: Topic, fields: Fields, history: Sequence[Change], who: UserId
) -> UserId | None:
    """Return who else has set one of these fields to something new since ``seen``; None when nobody has."""
    if all(getattr(seen, field) == getattr(current, field) for field in fields):
        return None
    known, others = seen, []
    for change in reversed(history):
        snapshot = change.snapshot
        if not isinstance(snapshot, Topic) or snapshot.version <= seen.version:
            continue
        if change.who != who and any(getattr(known, field) != getattr(snapshot, field) for field in fields):
            others.append(change.who)
        known = snapshot
    return others[-1] if others else None
