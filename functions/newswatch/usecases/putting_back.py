"""Putting back: have something as it once was, by a new change. Undo and revert each say when that was."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from newswatch.delivery.windows import never_awake
from newswatch.errors import (
    HandleTaken,
    NeedsTime,
    NotAllowed,
    NothingToUndo,
    QueryError,
    SetInUse,
    SettingRefused,
    UnknownSet,
    UnknownTopic,
)
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
    is_channel,
)
from newswatch.ports import Clock, Queues, Store
from newswatch.query.sets import parse_set
from newswatch.sources import urls
from newswatch.usecases.changes import earlier
from newswatch.usecases.findings import Changed, SetChanged, SettingsChanged, SourceChanged
from newswatch.usecases.permissions import require_place_among
from newswatch.usecases.queries import read_query_as_of
from newswatch.usecases.saved_sets import require_unused
from newswatch.usecases.set_uses import read_uses
from newswatch.usecases.settings import require_awake
from newswatch.usecases.sight import Sight
from newswatch.usecases.source_settings import require_polite, see_to

Done = Changed | SourceChanged | SetChanged | SettingsChanged


@dataclass(frozen=True, slots=True)
class By:
    """Who has something put back, when, and how."""

    who: UserId
    when: datetime
    what: str
    """The verb of the change: ``undo`` or ``revert``."""
    request: str = ""
    """See ``Change``."""
    undoes: int = 0
    queues: Queues | None = None
    """To have a source polled that was not read until now; None where somebody waits."""


def put_back(store: Store, sight: Sight, current: Subject, wanted: Subject, by: By) -> Done:
    """Have something as it once was.

    Args:
        store: the store.
        sight: that of who has it put back, who may change it.
        current: as it is; ``Conflict`` says that it no longer is.
        wanted: as it is to be, with the version that follows.
        by: who has it put back. What follows for a source, ``followed`` sees to.

    Raises:
        NothingToUndo: it would be refused today, or somebody else has what it needs by now.
        SettingRefused: a setting likewise.
        NotAllowed: it would leave the workspace with managers of whom the person is none.
        Conflict: somebody changed it in between; nothing was written.
        NeedsTime, SlackError: as with ``Sight``; before anything was written.
    """
    require_possible(current, wanted)
    match current, wanted:
        case Topic(), Topic():
            return _put_topic(store, current, wanted, by)
        case Source(), Source():
            return _put_source(store, current, wanted, by)
        case SavedSet(), SavedSet():
            return _put_set(store, sight, current, wanted, by)
        case ChannelSettings(), ChannelSettings():
            return _put_settings(store, sight, current, wanted, by)
    raise AssertionError("a change is of a topic, a source, a set or settings")


def followed(store: Store, queues: Queues | None, clock: Clock, done: Done) -> Done:
    """See to what follows for a source, for a request that is delivered again too; return the change.

    Raises:
        NeedsTime: it needs a queue. ``put_back`` says so before anything is written.
    """
    return see_to(store, queues, clock, done) if isinstance(done, SourceChanged) else done


def found(store: Store, made: Change) -> Done:
    """Return what an earlier delivery of the request did."""
    history, what, seq = history_of(store, made.snapshot), made.what, made.seq
    match made.snapshot:
        case Topic() as topic:
            return Changed(topic, what, seq, earlier(seq, history, Topic))
        case Source() as source:
            return SourceChanged(source, what, seq, earlier(seq, history, Source))
        case SavedSet() as saved:
            topics = len(read_uses(store).topics_of(saved.name))
            return SetChanged(saved, what, seq, earlier(seq, history, SavedSet), topics)
        case ChannelSettings() as settings:
            return SettingsChanged(settings, what, seq, earlier(seq, history, ChannelSettings))
    raise AssertionError("a change that can be read")


def history_of(store: Store, subject: Subject | None) -> Sequence[Change]:
    """Return the changes of something, newest first."""
    match subject:
        case SavedSet():
            return store.set_history(subject.name)
        case ChannelSettings():
            return store.history(subject.channel)
        case Topic() | Source():
            return store.history(subject.id)
    return ()


def current_of(store: Store, subject: Subject) -> Subject | None:
    """Return something as it is now; None when it is no longer kept."""
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


def same(one: Subject, other: Subject) -> bool:
    """Return whether these are the same but for the version."""
    return replace(one, version=0) == replace(other, version=0)


def places_again(sight: Sight, current: Topic, was: Topic) -> tuple[ChannelId, ...]:
    """Return where a topic posts that a person has as it was; the rule is that of setting a destination.

    To somebody else directly it never posts again: they may have left, and nobody else can have set it. Of
    where it posts now, that stays of which the person may not know.

    Raises:
        NotAllowed: they may not have it so.
        NeedsTime, SlackError: as with ``Sight``.
    """
    if not sight.sees(was):
        raise NotAllowed("Before that it posted to channels alone that you cannot see.")
    back = [
        where
        for where in was.destinations
        if where in current.destinations or is_channel(where) or where == ChannelId(sight.who)
    ]
    if not all(sight.is_in(where) for where in back if where not in current.destinations):
        raise NotAllowed(
            "You are not in every channel that it would post to again. Who is can do it: "
            "a topic posts where its author can see it."
        )
    return tuple(dict.fromkeys((*back, *sight.hidden(current)))) or current.destinations


def require_possible(current: Subject, wanted: Subject) -> None:
    """Do nothing where something may be so today, as far as it says by itself. Raises SettingRefused."""
    if wanted.state is State.REMOVED:
        return
    match current, wanted:
        case Source(), Source():
            _require_pace(current, wanted)
        case ChannelSettings(), ChannelSettings():
            if wanted.quiet and wanted.quiet != current.quiet and never_awake(wanted.quiet):
                raise SettingRefused(
                    "With the quiet hours of then it would be quiet always, and nothing delivered."
                )


def _put_topic(store: Store, current: Topic, topic: Topic, by: By) -> Changed:
    after = _require_query(store, current, topic)
    if topic.quiet and topic.quiet != current.quiet:
        require_awake(store, topic, topic.quiet)
    try:
        change = store.save_topic(
            topic, by.who, by.when, by.what, request=by.request, undoes=by.undoes, after=after
        )
    except HandleTaken as e:
        raise NothingToUndo(f"Another topic is called {topic.handle} by now, so it cannot come back.") from e
    return Changed(topic, by.what, change.seq, current)


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


def _put_source(store: Store, current: Source, source: Source, by: By) -> SourceChanged:
    if source.state is not State.REMOVED:
        _require_address(store, current, source)
    if source.state is State.ACTIVE is not current.state and by.queues is None:
        raise NeedsTime
    change = store.save_source(source, by.who, by.when, by.what, request=by.request, undoes=by.undoes)
    return SourceChanged(source, by.what, change.seq, current)


def _require_pace(current: Source, source: Source) -> None:
    """Do nothing where a source may be read as often as it was. Raises SettingRefused."""
    was, now_is = ((each.least_s, each.most_s, each.urgent) for each in (source, current))
    if was != now_is:
        require_polite((source.least_s, source.most_s), urgent=source.urgent)


def _require_address(store: Store, current: Source, source: Source) -> None:
    """Do nothing where no other source has the address that a source gets back. Raises NothingToUndo."""
    if current.state is not State.REMOVED and current.url == source.url:
        return
    wanted = urls.source_id(source.url)
    for other in store.sources():
        is_there = other.state is not State.REMOVED and other.id != source.id
        # One that has moved is still found by its first address.
        if is_there and wanted in {other.id, urls.source_id(other.url)}:
            raise NothingToUndo(
                f"The address that {source.name} had then is that of {other.name} by now, "
                "and no address is read twice."
            )


def _put_set(store: Store, sight: Sight, current: SavedSet, saved: SavedSet, by: By) -> SetChanged:
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
    change = store.save_set(
        saved, by.who, by.when, by.what, request=by.request, undoes=by.undoes, after=uses.seq
    )
    return SetChanged(saved, by.what, change.seq, current, len(uses.topics_of(saved.name)))


def _put_settings(
    store: Store, sight: Sight, current: ChannelSettings, settings: ChannelSettings, by: By
) -> SettingsChanged:
    if settings.state is not State.REMOVED:
        require_place_among(sight, settings.managers)
    change = store.save_settings(settings, by.who, by.when, by.what, request=by.request, undoes=by.undoes)
    return SettingsChanged(settings, by.what, change.seq, current)
