"""What commands about lists of sources do."""

from dataclasses import replace

from newswatch.slack import bringing, commands
from newswatch.slack.asked import Action, Asked, encode
from newswatch.slack.bringing import Bringing
from newswatch.slack.commander import Commander, Reply
from newswatch.slack.views import imports as views
from newswatch.usecases.importing import import_sources
from newswatch.usecases.permissions import require_manager


def do(c: Commander, asked: Asked, command: commands.Import | commands.Export) -> Reply:
    """Carry out one command about lists of sources."""
    if isinstance(command, commands.Export):
        return _take_out(c, asked)
    if not command.address:
        return Reply(views.how())
    return _bring_in(c, asked, Bringing(url=command.address))


def bring_in(c: Commander, asked: Asked) -> Reply:
    """Bring in the list that a request names. Raises BadMessage."""
    return _bring_in(c, asked, bringing.read(asked.text))


def _bring_in(c: Commander, asked: Asked, where: Bringing) -> Reply:
    """Bring in a list, as far as there is time; the rest goes on by itself.

    The request stays the same, so that whatever is delivered twice is done once.
    """
    require_manager(c.store, c.sight(asked))
    deadline = c.time()
    assert c.lists is not None, "where there is time, there are lists"
    outline = c.lists.at(where.url) if where.url else c.lists.uploaded(where.file, asked.user)
    found = import_sources(c.store, c.clock, outline, who=asked.user, request=asked.id, deadline=deadline)
    # What nothing came of would go on for ever.
    goes_on = bool(found.remaining and (found.added or found.tagged))
    if goes_on:
        rest = replace(where, added=where.added + found.added)
        order = replace(asked, action=Action.IMPORT, text=bringing.spell(rest), replaces=False)
        c.queues.send_command(encode(order))
    return Reply(views.imported(found, before=where.added, goes_on=goes_on))


def _take_out(c: Commander, asked: Asked) -> Reply:
    """Send who asks all sources as a file. They belong to the workspace: everybody may have them."""
    c.time()
    assert c.lists is not None, "where there is time, there are lists"
    # With what writes XML, which the slack function has no time to load.
    from newswatch.usecases.exporting import export_sources  # noqa: PLC0415

    found = export_sources(c.store, c.clock)
    if not found.count and not found.bared:
        return Reply(views.nothing())
    c.lists.send(asked.user, found.name, found.data, views.sent(found))
    return Reply(views.exported(found))
