"""What commands do about saved sets."""

from newswatch.errors import BadMessage, UnknownSet
from newswatch.model import SavedSet
from newswatch.slack import commands
from newswatch.slack.asked import Asked
from newswatch.slack.commander import Commander, Reply
from newswatch.slack.commands import Command
from newswatch.slack.views import history
from newswatch.slack.views import sets as set_views
from newswatch.usecases import saved_sets
from newswatch.usecases.permissions import require_manager
from newswatch.usecases.reverting import revert_set, ways_back


def do(c: Commander, asked: Asked, command: Command) -> Reply:
    """Do what is about saved sets. To see what uses one all topics are read, which is put off.

    What is wrong with a query is told at once.
    """
    if isinstance(command, commands.SetSave | commands.SetRevert | commands.SetRemove):
        require_manager(c.store, c.sight(asked))
    match command:
        case commands.SetList():
            c.time()
            return Reply(set_views.listing(saved_sets.list_sets(c.store)))
        case commands.SetShow(name):
            saved_sets.find_set(c.store, name)
            c.time()
            return Reply(set_views.shown(saved_sets.show_set(c.store, c.sight(asked), name)))
        case commands.SetHistory(name):
            saved, past = _set_meant(c, name), c.store.set_history(name)
            return Reply(history.of_set(saved, past, ways_back(saved, past, c.clock.now())))
        case commands.SetRevert(name, seq, seen):
            _set_meant(c, name)
            c.time()
            done = revert_set(c.store, c.clock, c.sight(asked), name, seq, seen=seen, request=asked.id)
            return Reply(set_views.changed(done))
        case commands.SetSave(name, query, seen):
            if c.deadline is None:
                saved_sets.check_set(c.store, name, query)
            c.time()
            done = saved_sets.save_set(
                c.store, c.clock, who=asked.user, name=name, query=query, seen=seen, request=asked.id
            )
            return Reply(set_views.changed(done))
        case commands.SetRemove(name):
            c.time()
            done = saved_sets.remove_set(
                c.store, c.clock, c.sight(asked), name, who=asked.user, request=asked.id
            )
            return Reply(set_views.changed(done))
    raise BadMessage("not a command about saved sets")


def _set_meant(c: Commander, name: str) -> SavedSet:
    """Return the saved set of a name, one that was removed too. Raises UnknownSet, with the nearest names."""
    try:
        return c.store.set_by_name(name)
    except UnknownSet:
        return saved_sets.find_set(c.store, name)
