"""Reverting: have something as one of its changes left it, by a new change, which can be undone."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import cast

from newswatch.errors import ChangedMeanwhile, Conflict, NothingToUndo, QueryError
from newswatch.model import (
    Change,
    ChannelId,
    ChannelSettings,
    SavedSet,
    Source,
    State,
    Subject,
    Topic,
    UserId,
)
from newswatch.ports import Clock, Queues, Store
from newswatch.usecases.changes import made_by, set_fields
from newswatch.usecases.findings import Changed, SetChanged, SettingsChanged, SourceChanged
from newswatch.usecases.putting_back import (
    By,
    Done,
    current_of,
    followed,
    found,
    history_of,
    put_back,
    require_return,
    same,
)
from newswatch.usecases.settings import require_awake, require_setting
from newswatch.usecases.sight import Sight

TRIES = 5
"""Each try is lost to a change by somebody else; of a set, to any change of the workspace."""

KEPT = frozenset({"id", "handle", "owner", "adopted", "created_at", "version"})
"""What goes back with nothing: whose it is now, is nothing that was set otherwise then."""


def revert_topic(
    store: Store, clock: Clock, sight: Sight, topic: Topic, seq: int, *, who: UserId, request: str = ""
) -> Changed:
    """Have a topic as its change at this position left it. See ``changes.edit_topic``.

    Args:
        store: the store.
        clock: the clock.
        sight: that of ``who``, who may change the topic.
        topic: as the person saw it.
        seq: position of the change.
        who: who wants it.
        request: see ``Change``.

    Raises:
        NothingToUndo: there is no such change, it removed the topic, or its query would be refused by now.
        NotAllowed: the person is not in every channel that it would post to again.
        SettingRefused: with its quiet hours of then it would be quiet always.
        ChangedMeanwhile, UnknownTopic, Conflict: as with ``edit_topic``.
        NeedsTime, SlackError: as with ``Sight``; before anything was written.
    """
    target = next((change for change in store.history(topic.id) if change.seq == seq), None)
    was = target.snapshot if target else None
    if not isinstance(was, Topic) or not sight.sees(was):
        raise NothingToUndo(f"{topic.name} has no change number {seq} to which it could go back.")
    if was.state is State.REMOVED:
        raise NothingToUndo(f"The change number {seq} removed {topic.name}.")
    require_return(sight, store.topic(topic.id), was)
    if was.quiet and was.quiet != topic.quiet:
        require_awake(store, was, was.quiet)
    fields = {name: getattr(was, name) for name in Topic.__slots__ if name not in KEPT}
    # What they may not know of, they do not take away.
    fields["destinations"] = tuple(dict.fromkeys((*was.destinations, *sight.hidden(topic))))
    other = {name: value for name, value in fields.items() if value != getattr(topic, name)}
    try:
        return set_fields(store, clock, topic, "revert", other, who=who, request=request)
    except QueryError as e:
        raise NothingToUndo(f"The query that {topic.name} had then would be refused by now: {e}") from e


def revert_source(
    store: Store,
    clock: Clock,
    sight: Sight,
    source: Source,
    seq: int,
    *,
    queues: Queues | None,
    seen: int = 0,
    request: str = "",
) -> SourceChanged:
    """Have a source as its change at this position left it; one that was removed comes back, or is again.

    Its owner stays, and so does what Newswatch itself knows of it.

    As with sets and settings:

    - Who may change it may revert it; who wants it is whose ``sight`` it is.
    - The same request again makes no second change: it is answered with the one that it made.
    - Where nothing would be different, nothing is written and ``seq`` is 0.

    Args:
        store: the store.
        clock: the clock.
        sight: that of who wants it.
        source: one that may be changed by them.
        seq: position of the change.
        queues: to have a source polled that comes back; None where somebody waits.
        seen: the version that the person had before them; 0 where that is not known.
        request: see ``Change``.

    Raises:
        NothingToUndo: there is no such change, or its address is another's by now.
        SettingRefused: it was read more often then than is polite today.
        ChangedMeanwhile: somebody else has changed it since ``seen``; nothing was written.
        NeedsTime: it comes back, and there are no queues; nothing was written.
        Conflict: too many change it at once; trying again can help.
    """
    by = By(sight.who, clock.now(), "revert", request, queues=queues)
    done = followed(store, queues, clock, _revert(store, sight, source, seq, by, seen=seen))
    return cast("SourceChanged", done)


def revert_set(
    store: Store, clock: Clock, sight: Sight, name: str, seq: int, *, seen: int = 0, request: str = ""
) -> SetChanged:
    """Have a saved set stand for what it stood for after its change at this position. See ``revert_source``.

    Raises:
        UnknownSet: there is none, and was none lately.
        NothingToUndo: there is no such change; or by now the query would be refused; or it was removed by
            that change, and something uses it.
        ChangedMeanwhile, Conflict: as with ``revert_source``.
        NeedsTime, SlackError: as with ``Sight``; before anything was written.
    """
    by = By(sight.who, clock.now(), "revert", request)
    return cast("SetChanged", _revert(store, sight, store.set_by_name(name), seq, by, seen=seen))


def revert_settings(
    store: Store, clock: Clock, sight: Sight, place: ChannelId, seq: int, *, seen: int = 0, request: str = ""
) -> SettingsChanged:
    """Have how is delivered in a place as its change at this position left it. See ``revert_source``.

    A snooze that has ended since does not come back.

    Raises:
        NotAllowed: the person may not set it, or would lock themselves out.
        NothingToUndo: there is no such change.
        SettingRefused: it was quiet always then.
        ChangedMeanwhile, Conflict: as with ``revert_source``.
        NeedsTime, SlackError: as with ``Sight``; before anything was written.
    """
    require_setting(store, sight, place)
    by = By(sight.who, clock.now(), "revert", request)
    beginning = ChannelSettings(place, sight.who)
    return cast("SettingsChanged", _revert(store, sight, beginning, seq, by, seen=seen))


def _revert(store: Store, sight: Sight, subject: Subject, seq: int, by: By, *, seen: int) -> Done:
    """Have something as a change left it, whatever it is by now."""
    for left in reversed(range(TRIES)):
        history = history_of(store, subject)
        if made := made_by(by.request, history):
            return found(store, made)
        target = next((change for change in history if change.seq == seq), None)
        current, was = current_of(store, subject), target.snapshot if target else None
        if was is None or type(was) is not type(current) or current is None:
            raise NothingToUndo(f"{subject.name} has no change number {seq} to which it could go back.")
        wanted = _as_left(current, was, by.who, by.when)
        if _is_so(current, wanted):
            return _unchanged(current, by.what)
        if seen and (other := _setter(seen, current, history, by)):
            raise ChangedMeanwhile(
                other,
                f"{current.name} was changed in between, so nothing was overwritten. Please look again.",
            )
        try:
            return put_back(store, sight, current, wanted, by)
        except Conflict:
            if not left:
                raise
    raise AssertionError("the last try returns or raises")


def ways_back(current: Subject, changes: Sequence[Change], now: datetime) -> frozenset[int]:
    """Return the positions of the changes that left something otherwise than it is, and left something."""
    return frozenset(
        change.seq
        for change in changes
        if (was := change.snapshot) is not None
        and type(was) is type(current)
        # Settings that are removed are there: all is as in the beginning.
        and (was.state is not State.REMOVED or isinstance(was, ChannelSettings))
        and not _is_so(current, _as_left(current, was, change.who, now))
    )


def _as_left(current: Subject, was: Subject, who: UserId, now: datetime) -> Subject:
    """Return something as it was, but for what goes back with nothing; with the version that follows."""
    version = current.version + 1
    match current, was:
        case Source(), Source():
            trouble = current.trouble if was.state is current.state else ""
            return replace(was, owner=current.owner, shard=current.shard, trouble=trouble, version=version)
        case SavedSet(), SavedSet():
            typed = current.query_typed if was.query == current.query else was.query_typed
            made = current.created_at
            return replace(was, owner=current.owner, created_at=made, query_typed=typed, version=version)
        case ChannelSettings(), ChannelSettings():
            if was.state is State.REMOVED:
                return ChannelSettings(was.channel, who, state=State.REMOVED, version=version)
            return replace(was, owner=who, snoozed_until=_snoozed(current, was, now), version=version)
    raise AssertionError("only a source, a set or settings are put back so")


def _snoozed(current: ChannelSettings, was: ChannelSettings, now: datetime) -> datetime | None:
    """Return until when a place is snoozed as it was. One that has ended, and none at all are the same."""
    if was.snoozed_until and was.snoozed_until > now:
        return was.snoozed_until
    is_over = current.snoozed_until is not None and current.snoozed_until <= now
    return current.snoozed_until if is_over else None


def _is_so(current: Subject, wanted: Subject) -> bool:
    """Return whether something is as it is wanted: of what is removed, nothing else counts."""
    if current.state is State.REMOVED is wanted.state:
        return True
    return same(replace(current, owner=wanted.owner), wanted)


def _unchanged(current: Subject, what: str) -> Done:
    match current:
        case Source():
            return SourceChanged(current, what)
        case SavedSet():
            return SetChanged(current, what)
        case ChannelSettings():
            return SettingsChanged(current, what)
    raise AssertionError("only a source, a set or settings are put back so")


def _setter(seen: int, current: Subject, history: Sequence[Change], by: By) -> UserId | None:
    """Return who else has changed something since a version of it; None when nobody has."""
    later = [change for change in history if change.snapshot and change.snapshot.version > seen]
    known = next((c.snapshot for c in history if c.snapshot and c.snapshot.version == seen), None)
    if type(known) is type(current) and _is_so(current, _as_left(current, known, by.who, by.when)):
        return None
    return next((change.who for change in later if change.who != by.who), None)
