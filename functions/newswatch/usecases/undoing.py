"""Undo: take a change back by a new version that is as it was before. An undo can be undone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from newswatch.errors import (
    ChangedMeanwhile,
    Conflict,
    HandleTaken,
    NotAllowed,
    NothingToUndo,
    QueryError,
    SetInUse,
    UnknownSet,
    UnknownTopic,
)
from newswatch.model import Change, ChannelSettings, SavedSet, Source, State, Subject, Topic, UserId
from newswatch.ports import Clock, Store
from newswatch.query.sets import parse_set
from newswatch.usecases.changes import LEFT, before, made_by
from newswatch.usecases.findings import Changed, SetChanged, SettingsChanged, SourceChanged
from newswatch.usecases.permissions import require_manager, require_place_among
from newswatch.usecases.queries import read_query_as_of
from newswatch.usecases.saved_sets import require_unused
from newswatch.usecases.set_uses import read_uses
from newswatch.usecases.settings import made_before, may_see, require_setting
from newswatch.usecases.sight import Sight

LOOK_BACK = timedelta(hours=24)
"""What somebody did the day before yesterday is not what they mean by "undo" alone."""
FEW, RECENT = 20, 200
"""Changes of the workspace that are looked through for a person's own: a busy day has some dozens."""
TRIES = 5
Undone = Changed | SourceChanged | SetChanged | SettingsChanged


def undo(store: Store, clock: Clock, sight: Sight, *, who: UserId, seq: int = 0, request: str = "") -> Undone:
    """Take back the change at this position; by default the newest one of ``who``.

    By default neither an undo nor what the person took back themselves counts, so that
    "undo" again goes on to the change before. The same request again is answered with
    what it did.

    Raises:
        NothingToUndo: there is no such change, or it cannot be taken back any more.
        ChangedMeanwhile: it was changed since; nothing was written.
        NotAllowed: the person may not change what it is of, or not have a topic post again where it did.
        NeedsTime, SlackError: as with ``Sight``; before anything was written.
        Conflict: too many change it at once; trying again can help.
    """
    for left in reversed(range(TRIES)):
        # Mostly it is the last thing that anybody did.
        recent = store.recent_changes(FEW)
        if (made := made_by(request, recent)) and made.snapshot:
            return _found(store, made)
        target = store.change(seq) if seq else _newest(recent, who, clock.now())
        if not target and not seq and len(recent) == FEW:
            recent = store.recent_changes(RECENT)
            target = _newest(recent, who, clock.now())
        if target is None or target.snapshot is None or target.what == LEFT:
            raise NothingToUndo(
                f"There is no change number {seq} that can be undone."
                if seq
                else "You have changed nothing in the last 24 hours that could be undone."
            )
        try:
            return _take_back(store, sight, target, _By(who, clock.now(), request))
        except Conflict:
            if not left:
                raise
    raise AssertionError("the last try returns or raises")


@dataclass(frozen=True, slots=True)
class _By:
    """Who takes something back, when, and by which request."""

    who: UserId
    when: datetime
    request: str


@dataclass(frozen=True, slots=True)
class _Undoing:
    """What is to be written."""

    current: Subject
    restored: Subject


def _newest(recent: Sequence[Change], who: UserId, now: datetime) -> Change | None:
    """Return the newest change of a person that counts. Raises NothingToUndo: others took it back."""
    undone = _undone(recent)
    for change in recent:
        if change.when < now - LOOK_BACK:
            return None
        if change.who != who or change.undoes or change.snapshot is None:
            continue
        taken_back = undone.get(change.seq)
        if taken_back is None:
            return change
        if taken_back.who != who:
            # Who says "undo" means this one; the change before it is not what they want to lose.
            raise NothingToUndo(
                f"Your newest change, number {change.seq} of {change.snapshot.name}, was taken back by "
                "somebody else already. An older one can be undone by its number."
            )
    return None


def _undone(changes: Sequence[Change]) -> Mapping[int, Change]:
    """Return the undo of each change that is undone, by its position. One that was undone itself is none."""
    undone: dict[int, Change] = {}
    for change in sorted(changes, key=lambda change: -change.seq):
        if change.undoes and change.seq not in undone:
            undone[change.undoes] = change
    return undone


def _take_back(store: Store, sight: Sight, target: Change, by: _By) -> Undone:
    doing = _undoing(store, sight, target, _history(store, target))
    match doing.current, doing.restored:
        case Topic() as current, Topic() as topic:
            after = _require_query(store, current, topic)
            try:
                change = store.save_topic(
                    topic, by.who, by.when, "undo", request=by.request, undoes=target.seq, after=after
                )
            except HandleTaken as e:
                raise NothingToUndo(
                    f"Another topic is called {topic.handle} by now, so it cannot come back."
                ) from e
            return Changed(topic, "undo", change.seq, current)
        case Source() as current, Source() as source:
            change = store.save_source(source, by.who, by.when, "undo", request=by.request, undoes=target.seq)
            return SourceChanged(source, "undo", change.seq, current)
        case SavedSet() as current, SavedSet() as saved:
            return _restore_set(store, sight, _Undoing(current, saved), target.seq, by)
        case ChannelSettings() as current, ChannelSettings() as settings:
            change = store.save_settings(
                settings, by.who, by.when, "undo", request=by.request, undoes=target.seq
            )
            return SettingsChanged(settings, "undo", change.seq, current)
    raise AssertionError("a change is of a topic, a source, a set or settings")


def _restore_set(store: Store, sight: Sight, doing: _Undoing, undoes: int, by: _By) -> SetChanged:
    current, saved = doing.current, doing.restored
    assert isinstance(current, SavedSet)
    assert isinstance(saved, SavedSet)
    uses = read_uses(store)
    try:
        if saved.state is State.REMOVED:
            require_unused(uses, sight, saved.name)
        else:
            parse_set(saved.name, saved.query, uses.sets)
    except SetInUse as e:
        raise NothingToUndo(str(e)) from e
    except QueryError as e:
        raise NothingToUndo(f"What {saved.name} stood for would be refused by now: {e}") from e
    change = store.save_set(saved, by.who, by.when, "undo", request=by.request, undoes=undoes, after=uses.seq)
    return SetChanged(saved, "undo", change.seq, current, len(uses.topics_of(saved.name)))


def _require_query(store: Store, current: Topic, topic: Topic) -> int | None:
    """Return as of which position of the log the sets of a query that a topic gets back are there, if any.

    Raises:
        NothingToUndo: it would be refused by now.
    """
    asks_again = current.state is State.REMOVED or topic.query != current.query
    if topic.state is State.REMOVED or not asks_again:
        return None
    try:
        return read_query_as_of(store, topic.query)[1]
    except QueryError as e:
        raise NothingToUndo(f"The query of {topic.name} would be refused by now: {e}") from e


def _undoing(store: Store, sight: Sight, target: Change, history: Sequence[Change]) -> _Undoing:
    """Return what to write to take a change back."""
    snapshot = target.snapshot
    assert snapshot is not None
    current = _current(store, snapshot)
    _require_allowed(store, sight, target, current)
    if current is None:
        raise NothingToUndo("It is no longer kept.")
    if target.seq in _undone(history):
        raise NothingToUndo("That was undone already.")
    if not _same(current, snapshot):
        later = [change for change in history if change.seq > target.seq]
        raise ChangedMeanwhile(
            later[0].who if later else current.owner,
            f"{current.name} was changed since, so this change alone cannot be taken back.",
        )
    earlier = before(target.seq, history)
    was = earlier.snapshot if earlier else None
    if was and type(was) is type(current):
        if isinstance(current, Topic) and isinstance(was, Topic):
            require_return(sight, current, was)
        if isinstance(was, ChannelSettings):
            require_place_among(sight, was.managers)
        return _Undoing(current, replace(was, version=current.version + 1))
    if earlier or target.what != "add":
        raise NothingToUndo("What it was like before is no longer known.")
    return _Undoing(current, replace(current, state=State.REMOVED, version=current.version + 1))


def _require_allowed(store: Store, sight: Sight, target: Change, current: Subject | None) -> None:
    """Do nothing for who may change what a change was of.

    Raises:
        NothingToUndo: they may not even know of it.
        NotAllowed: they may not change it.
        NeedsTime, SlackError: as with ``Sight``.
    """
    unknown = NothingToUndo(f"There is no change number {target.seq} that can be undone.")
    if isinstance(target.snapshot, Topic):
        if not isinstance(current, Topic) or not sight.sees(current):
            raise unknown
        sight.require_change(current)
    if isinstance(target.snapshot, ChannelSettings):
        if not may_see(sight, target.snapshot.channel):
            raise unknown
        require_setting(store, sight, target.snapshot.channel)
    if isinstance(target.snapshot, Source | SavedSet):
        require_manager(store, sight)


def _current(store: Store, subject: Subject) -> Subject | None:
    """Return what was changed as it is now; None when it is no longer kept."""
    try:
        match subject:
            case Topic():
                return store.topic(subject.id)
            case SavedSet():
                return store.set_by_name(subject.name)
            case Source():
                return store.sources_by_id([subject.id]).get(subject.id)
            case ChannelSettings():
                return store.settings([subject.channel]).get(subject.channel)
    except (UnknownTopic, UnknownSet):
        return None


def require_return(sight: Sight, current: Topic, was: Topic) -> None:
    """Do nothing where a person may have a topic as it was; the rule is that of setting a destination.

    Raises:
        NotAllowed: they may not.
        NeedsTime, SlackError: as with ``Sight``.
    """
    again = [where for where in was.destinations if where not in current.destinations]
    if not all(map(sight.is_in, again)):
        raise NotAllowed(
            "You are not in every channel that it would post to again. Who is can do it: "
            "a topic posts where its author can see it."
        )
    if not sight.sees(was):
        raise NotAllowed("Before that it posted to channels alone that you cannot see.")


def _same(one: Subject, other: Subject) -> bool:
    """Return whether these are the same but for the version."""
    return replace(one, version=0) == replace(other, version=0)


def _history(store: Store, change: Change) -> Sequence[Change]:
    subject = change.snapshot
    assert subject is not None
    match subject:
        case SavedSet():
            return store.set_history(subject.name)
        case ChannelSettings():
            return store.history(subject.channel)
    return store.history(subject.id)


def _found(store: Store, made: Change) -> Undone:
    """Return what an earlier delivery of the request did."""
    history = _history(store, made)
    earlier = before(made.seq, history)
    was = earlier.snapshot if earlier else None
    if isinstance(made.snapshot, Topic):
        return Changed(made.snapshot, made.what, made.seq, was if isinstance(was, Topic) else None)
    if isinstance(made.snapshot, SavedSet):
        known = was if isinstance(was, SavedSet) else None
        topics = len(read_uses(store).topics_of(made.snapshot.name))
        return SetChanged(made.snapshot, made.what, made.seq, known, topics)
    if isinstance(made.snapshot, ChannelSettings) and (done := made_before(made.request, history)):
        return done
    assert isinstance(made.snapshot, Source)
    return SourceChanged(made.snapshot, made.what, made.seq, was if isinstance(was, Source) else None)
