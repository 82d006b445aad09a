"""Reverting: have a topic as one of its changes left it, by a new change, which can be undone."""

from newswatch.errors import NothingToUndo, QueryError
from newswatch.model import State, Topic, UserId
from newswatch.ports import Clock, Store
from newswatch.usecases.changes import set_fields
from newswatch.usecases.findings import Changed
from newswatch.usecases.settings import require_awake
from newswatch.usecases.sight import Sight
from newswatch.usecases.undoing import require_return

KEPT = frozenset({"id", "handle", "owner", "created_at", "version"})
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
