"""What commands do about saved sets."""

from newswatch.errors import BadMessage
from newswatch.slack import commands, history_deeds
from newswatch.slack.asked import Asked
from newswatch.slack.commander import Commander, Reply
from newswatch.slack.commands import Command
from newswatch.slack.views import sets as set_views
from newswatch.usecases import saved_sets
from newswatch.usecases.permissions import require_manager
from newswatch.usecases.reverting import revert_set


def do(c: Commander, asked: Asked, command: Command) -> Reply:
    """Do what is about saved sets. To see what uses one all topics are read, which is put off.

    What is wrong with a query is told at once.
    """
    if isinstance(command, commands.SetSave) and c.deadline is None:
        saved_sets.check_set(c.store, command.name, command.query)
    if isinstance(command, commands.SetRevert):
        history_deeds.set_meant(c, command.name)
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
        case commands.SetHistory():
            return history_deeds.of_set(c, asked, command)
        case commands.SetRevert(name, seq, seen):
            c.time()
            done = revert_set(c.store, c.clock, c.sight(asked), name, seq, seen=seen, request=asked.id)
            return Reply(set_views.changed(done))
        case commands.SetSave(name, query, seen):
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
