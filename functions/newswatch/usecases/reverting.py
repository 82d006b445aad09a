"""Reverting: have something as one of its changes left it, by a new change, which can be undone."""

from collections.abc import Sequence
from datetime import datetime
from typing import cast

from newswatch.errors import ChangedMeanwhile, Conflict, NotAllowed, NothingToUndo, SettingRefused
from newswatch.model import Change, ChannelId, ChannelSettings, SavedSet, Source, State, Subject, Topic
from newswatch.ports import Clock, Queues, Store
from newswatch.usecases.as_left import as_left, is_so, no_way
from newswatch.usecases.changes import TRIES, made_by, set_since
from newswatch.usecases.findings import Changed, SetChanged, SettingsChanged, SourceChanged
from newswatch.usecases.putting_back import (
    By,
    Done,
    current_of,
    followed,
    found,
    history_of,
    put_back,
    require_possible,
)
from newswatch.usecases.settings import require_setting
from newswatch.usecases.sight import Sight


def revert_topic(
    store: Store, clock: Clock, sight: Sight, topic: Topic, seq: int, *, seen: int = 0, request: str = ""
) -> Changed:
    """Have a topic as its change at this position left it, one that was removed too. See ``revert_source``.

    To somebody else directly it posts no more than now; where the person may not know of, no less.

    Raises:
        NothingToUndo: there is no such change, or it removed the topic; by now its query would be refused, or
            another topic has its handle.
        NotAllowed: the person is not in every channel that it would post to again.
        SettingRefused: with its quiet hours of then it would be quiet always.
        ChangedMeanwhile, Conflict: as with ``revert_source``.
        NeedsTime, SlackError: as with ``Sight``; before anything was written.
    """
    by = By(sight.who, clock.now(), "revert", request)
    return cast("Changed", _revert(store, sight, topic, seq, by, seen=seen))


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

    Its owner stays, and so does what Newswatch itself knows of it: its trouble, and where it has moved,
    unless the change was of its address. Of a removal, nothing but the removal comes back.

    As with topics, sets and settings:

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

    A snooze that has ended since does not come back, and the managers of the workspace stay.

    Raises:
        NotAllowed: the person may not set it.
        NothingToUndo: there is no such change.
        SettingRefused: it was quiet always then.
        ChangedMeanwhile, Conflict: as with ``revert_source``.
        NeedsTime, SlackError: as with ``Sight``; before anything was written.
    """
    require_setting(store, sight, place)
    by = By(sight.who, clock.now(), "revert", request)
    beginning = ChannelSettings(place, sight.who)
    return cast("SettingsChanged", _revert(store, sight, beginning, seq, by, seen=seen))


def ways_back(sight: Sight, current: Subject, changes: Sequence[Change], now: datetime) -> frozenset[int]:
    """Return the positions of the changes to which a person can have something go back.

    These left it otherwise than it is, and left something. What they need by then others can have, too: a
    query its sets, a source its address. That is told to who tries.

    Args:
        sight: that of the person, who may change it.
        current: as it is.
        changes: all of it, newest first.
        now: the time.

    Raises:
        NeedsTime, SlackError: as with ``Sight``; of topics alone.
    """
    return frozenset(change.seq for change in changes if _leads_back(sight, current, change, changes, now))


def _leads_back(
    sight: Sight, current: Subject, change: Change, history: Sequence[Change], now: datetime
) -> bool:
    was = change.snapshot
    # Settings that are removed are there: all is as in the beginning.
    if was is None or (was.state is State.REMOVED and not isinstance(was, ChannelSettings)):
        return False
    try:
        wanted = as_left(sight, current, change, history, now)
        require_possible(current, wanted)
    except (NothingToUndo, NotAllowed, SettingRefused):
        return False
    return not is_so(current, wanted)


def _revert(store: Store, sight: Sight, subject: Subject, seq: int, by: By, *, seen: int) -> Done:
    """Have something as a change left it, whatever it is by now."""
    for left in reversed(range(TRIES)):
        history = history_of(store, subject)
        if made := made_by(by.request, history):
            return found(store, made)
        target = next((change for change in history if change.seq == seq), None)
        current = current_of(store, subject)
        if target is None or current is None:
            raise _taken(store, sight, subject, seq) or no_way(subject, seq)
        wanted = as_left(sight, current, target, history, by.when)
        if is_so(current, wanted):
            return _unchanged(current, by.what)
        if seen and (other := set_since(seen, current, history, by.who, is_so)):
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


def _taken(store: Store, sight: Sight, subject: Subject, seq: int) -> NothingToUndo | None:
    """Return what is told where a change is of a removed topic, whose handle another has by now."""
    if not isinstance(subject, Topic):
        return None
    change = store.change(seq)
    gone = change.snapshot if change else None
    if not isinstance(gone, Topic) or gone.handle != subject.handle or not sight.sees(gone):
        return None
    return NothingToUndo(
        f"The change number {seq} is of a topic that was removed. Another one is called {gone.handle} by "
        "now, so that one cannot come back."
    )


def _unchanged(current: Subject, what: str) -> Done:
    match current:
        case Topic():
            return Changed(current, what)
        case Source():
            return SourceChanged(current, what)
        case SavedSet():
            return SetChanged(current, what)
        case ChannelSettings():
            return SettingsChanged(current, what)
