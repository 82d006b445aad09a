"""As a change left it: what something is to be, to be so again. One rule for doing and for offering it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from newswatch.errors import NothingToUndo
from newswatch.model import Change, ChannelSettings, SavedSet, Source, State, Subject, Topic
from newswatch.usecases.changes import earlier
from newswatch.usecases.putting_back import places_again, same
from newswatch.usecases.settings import is_unset
from newswatch.usecases.sight import Sight


def as_left(
    sight: Sight, current: Subject, change: Change, history: Sequence[Change], now: datetime
) -> Subject:
    """Return something as a change left it, but for what never goes back; with the version that follows.

    Whose it is never does: its owner, and the managers of the workspace. The address of a source does by a
    change of the address alone, which its addition is: Newswatch itself knows where one has moved.

    Args:
        sight: that of who wants it.
        current: as it is.
        change: of it.
        history: its changes, newest first.
        now: the time. A snooze that has ended since does not come back.

    Raises:
        NothingToUndo: it is no such change, one that the person may not know of, or one that removed a topic.
        NotAllowed: a topic would post where they may not have it post.
        NeedsTime, SlackError: as with ``Sight``; of topics alone.
    """
    match current, change.snapshot:
        case Topic(), Topic() as was if sight.sees(was):
            return _topic(sight, current, was, change.seq)
        case Source(), Source() as was:
            return _source(current, was, is_of_address=_is_of_address(change, history))
        case SavedSet(), SavedSet() as was:
            return _set(current, was)
        case ChannelSettings(), ChannelSettings() as was:
            return _settings(sight, current, was, now)
    raise no_way(current, change.seq)


def no_way(subject: Subject, seq: int) -> NothingToUndo:
    """Return what is raised where something has no such change."""
    return NothingToUndo(f"{subject.name} has no change number {seq} to which it could go back.")


def is_so(current: Subject, wanted: Subject) -> bool:
    """Return whether something is as it is wanted: of what is removed, nothing else counts."""
    if current.state is State.REMOVED is wanted.state:
        return True
    return same(replace(current, owner=wanted.owner), wanted)


def _topic(sight: Sight, current: Topic, was: Topic, seq: int) -> Topic:
    if was.state is State.REMOVED:
        raise NothingToUndo(f"The change number {seq} removed {current.name}.")
    return replace(
        was,
        owner=current.owner,
        adopted=current.adopted,
        query_typed=current.query_typed if was.query == current.query else was.query_typed,
        destinations=places_again(sight, current, was),
        version=current.version + 1,
    )


def _source(current: Source, was: Source, *, is_of_address: bool) -> Source:
    version = current.version + 1
    if was.state is State.REMOVED:
        return replace(current, state=State.REMOVED, version=version)
    return replace(
        was,
        url=was.url if is_of_address else current.url,
        owner=current.owner,
        trouble=current.trouble if was.state is current.state else "",
        version=version,
    )


def _is_of_address(change: Change, history: Sequence[Change]) -> bool:
    """Return whether a change gave a source the address that it left."""
    was, left = earlier(change.seq, history, Source), change.snapshot
    assert isinstance(left, Source)
    return was.url != left.url if was else change.what == "add"


def _set(current: SavedSet, was: SavedSet) -> SavedSet:
    version = current.version + 1
    if was.state is State.REMOVED:
        return replace(current, state=State.REMOVED, version=version)
    typed = current.query_typed if was.query == current.query else was.query_typed
    return replace(
        was, owner=current.owner, created_at=current.created_at, query_typed=typed, version=version
    )


def _settings(sight: Sight, current: ChannelSettings, was: ChannelSettings, now: datetime) -> ChannelSettings:
    # Those that are removed were as in the beginning, whatever stands in them.
    left = ChannelSettings(was.channel, sight.who) if was.state is State.REMOVED else was
    wanted = replace(
        left,
        owner=sight.who,
        managers=frozenset() if current.state is State.REMOVED else current.managers,
        snoozed_until=_snoozed(current, left, now),
        version=current.version + 1,
    )
    return replace(wanted, state=State.REMOVED) if is_unset(wanted) else wanted


def _snoozed(current: ChannelSettings, was: ChannelSettings, now: datetime) -> datetime | None:
    """Return until when a place is snoozed as it was. One that has ended, and none at all are the same."""
    if was.snoozed_until and was.snoozed_until > now:
        return was.snoozed_until
    is_over = current.snoozed_until is not None and current.snoozed_until <= now
    return current.snoozed_until if is_over else None
