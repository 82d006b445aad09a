"""Undo: take a change back by a new version that is as it was before. An undo can be undone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from newswatch.errors import ChangedMeanwhile, Conflict, NotAllowed, NothingToUndo, SettingRefused
from newswatch.model import Change, ChannelSettings, SavedSet, Source, State, Subject, Topic, UserId
from newswatch.ports import Clock, Queues, Store
from newswatch.usecases.changes import LEFT, TRIES, before, made_by
from newswatch.usecases.permissions import require_manager
from newswatch.usecases.putting_back import (
    By,
    Done,
    current_of,
    followed,
    found,
    history_of,
    places_again,
    put_back,
    require_possible,
    same,
)
from newswatch.usecases.settings import may_see, require_setting
from newswatch.usecases.sight import Sight

LOOK_BACK = timedelta(hours=24)
"""What somebody did the day before yesterday is not what they mean by "undo" alone."""
FEW, RECENT = 20, 200
"""Changes of the workspace that are looked through for a person's own: a busy day has some dozens."""


def undo(
    store: Store,
    clock: Clock,
    sight: Sight,
    *,
    who: UserId,
    seq: int = 0,
    request: str = "",
    queues: Queues | None = None,
) -> Done:
    """Take back the change at this position; by default the newest one of ``who``.

    By default neither an undo nor what the person took back themselves counts, so that
    "undo" again goes on to the change before. The same request again is answered with
    what it did.

    Args:
        store: the store.
        clock: the clock.
        sight: that of ``who``.
        who: who wants it.
        seq: position of the change; 0 for the newest one.
        request: see ``Change``.
        queues: to have a source polled that comes back; None where somebody waits.

    Raises:
        NothingToUndo: there is no such change, or it cannot be taken back any more.
        ChangedMeanwhile: it was changed since; nothing was written.
        NotAllowed: the person may not change what it is of, or not have a topic post again where it did.
        SettingRefused: what was set before would be refused today.
        NeedsTime, SlackError: as with ``Sight``, or a source comes back; before anything was written.
        Conflict: too many change it at once; trying again can help.
    """
    for left in reversed(range(TRIES)):
        # Mostly it is the last thing that anybody did.
        recent = store.recent_changes(FEW)
        if (made := made_by(request, recent)) and made.snapshot:
            return followed(store, queues, clock, found(store, made))
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
            by = By(who, clock.now(), "undo", request, target.seq, queues)
            doing = _undoing(store, sight, target, history_of(store, target.snapshot))
            done = put_back(store, sight, doing.current, doing.restored, by)
        except Conflict:
            if not left:
                raise
        else:
            return followed(store, queues, clock, done)
    raise AssertionError("the last try returns or raises")


def way_to_undo(sight: Sight, current: Subject, changes: Sequence[Change]) -> int:
    """Return the position of the newest change of something, if a person can take it back; else 0.

    What it needs by then others can have, too; see ``reverting.ways_back``.

    Args:
        sight: that of the person, who may change it.
        current: as it is.
        changes: all of it, newest first.

    Raises:
        NeedsTime, SlackError: as with ``Sight``; of topics alone.
    """
    if not changes or changes[0].snapshot is None or changes[0].what == LEFT:
        return 0
    try:
        require_possible(current, _restored(sight, current, changes[0], changes))
    except (NothingToUndo, NotAllowed, SettingRefused):
        return 0
    return changes[0].seq


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


def _undoing(store: Store, sight: Sight, target: Change, history: Sequence[Change]) -> _Undoing:
    """Return what to write to take a change back."""
    snapshot = target.snapshot
    assert snapshot is not None
    current = current_of(store, snapshot)
    _require_allowed(store, sight, target, current)
    if current is None:
        raise NothingToUndo("It is no longer kept.")
    if target.seq in _undone(history):
        raise NothingToUndo("That was undone already.")
    if not same(current, snapshot):
        later = [change for change in history if change.seq > target.seq]
        raise ChangedMeanwhile(
            later[0].who if later else current.owner,
            f"{current.name} was changed since, so this change alone cannot be taken back.",
        )
    return _Undoing(current, _restored(sight, current, target, history))


def _restored(sight: Sight, current: Subject, target: Change, history: Sequence[Change]) -> Subject:
    """Return something as it was before a change, with the version that follows.

    Raises:
        NothingToUndo: that is not known.
        NotAllowed: a topic would post where the person may not have it post.
        NeedsTime, SlackError: as with ``Sight``.
    """
    earlier = before(target.seq, history)
    was = earlier.snapshot if earlier else None
    if was and type(was) is type(current):
        if isinstance(current, Topic) and isinstance(was, Topic):
            was = replace(was, destinations=places_again(sight, current, was))
            if same(current, was):
                raise NotAllowed(
                    "It changed where it posts, and only where you cannot see it. Who can may take it back."
                )
        return replace(was, version=current.version + 1)
    if earlier or target.what != "add":
        raise NothingToUndo("What it was like before is no longer known.")
    return replace(current, state=State.REMOVED, version=current.version + 1)


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
