"""What commands about sources do."""

from newswatch.errors import BadMessage
from newswatch.model import Source
from newswatch.slack import commands, history_deeds
from newswatch.slack.asked import Asked
from newswatch.slack.commander import Commander, Reply
from newswatch.slack.commands import Command, spell
from newswatch.slack.views import found as found_views
from newswatch.slack.views import sources as source_views
from newswatch.usecases import sources
from newswatch.usecases.adding import add_address, select
from newswatch.usecases.findings import SourceChanged
from newswatch.usecases.permissions import require_manager
from newswatch.usecases.reverting import revert_source
from newswatch.usecases.source_settings import set_source

CHANGING = (commands.SourceAdd, commands.SourceSet, commands.SourceRevert, commands.SourceChange)
"""What only managers may do, once there are some."""


def do(c: Commander, asked: Asked, command: Command) -> Reply:
    """Carry out one command about sources."""
    now = c.clock.now()
    if isinstance(command, CHANGING):
        require_manager(c.store, c.sight(asked))
    match command:
        case commands.SourceAdd():
            return _add(c, asked, command)
        case commands.SourceList(scope):
            return Reply(source_views.listing(sources.list_sources(c.store, scope), now))
        case commands.SourceShow(text):
            line = sources.show_source(c.store, _one(c, text))
            return Reply(source_views.shown(line, now))
        case commands.SourceHistory():
            return history_deeds.of_source(c, asked, command)
        case commands.SourceSet():
            done = _set(c, asked, command)
        case commands.SourceRevert():
            done = _revert(c, asked, command)
        case commands.SourceChange():
            done = _change(c, asked, command)
        case _:
            raise BadMessage("not a command about sources")
    return Reply(source_views.changed(done, now))


def _add(c: Commander, asked: Asked, command: commands.SourceAdd) -> Reply:
    """Look at what is at an address, and have it watched; ask where it can mean several things."""
    c.time()
    now = c.clock.now()
    # What was done already needs no second look, and nothing may answer any more.
    done = sources.repeated_source(c.store, asked.id)
    if done and (done.what != "add" or _is_begun(c, done.source)):
        return Reply(found_views.added(done, now))
    assert c.collector is not None, "where there is time, there is a collector"
    found = add_address(
        c.collector,
        c.finder,
        command.address,
        who=asked.user,
        tags=command.tags,
        selector=command.selector,
        request=asked.id,
    )
    if isinstance(found, SourceChanged):
        return Reply(found_views.added(found, now))
    options = [
        found_views.Option(each.url, each.feed, spell(commands.SourceAdd(each.url, command.tags)))
        for each in found
    ]
    return Reply(found_views.choices(options, now))


def _is_begun(c: Commander, source: Source) -> bool:
    """Return whether a source has its baseline."""
    memory = c.store.fetch_memories([source.id]).get(source.id)
    return memory is not None and memory.baseline_at is not None


def _set(c: Commander, asked: Asked, command: commands.SourceSet) -> SourceChanged:
    if command.selector is not None:
        c.time()  # the page is looked at
        assert c.collector is not None, "where there is time, there is a collector"
        source = _to_change(c, asked, command.source)
        return select(c.collector, source, command.selector, who=asked.user, request=asked.id)
    return set_source(
        c.store,
        c.clock,
        _to_change(c, asked, command.source),
        who=asked.user,
        name=command.name,
        tags=command.tags,
        every=command.every,
        urgent=command.urgent,
        full_text=command.full_text,
        rank=command.rank,
        request=asked.id,
    )


def _revert(c: Commander, asked: Asked, command: commands.SourceRevert) -> SourceChanged:
    return revert_source(
        c.store,
        c.clock,
        c.sight(asked),
        _to_change(c, asked, command.source, removed=True),
        command.seq,
        queues=c.slow_queues(),
        seen=command.seen,
        request=asked.id,
    )


def _change(c: Commander, asked: Asked, command: commands.SourceChange) -> SourceChanged:
    c.time()  # a resumed source is polled at once, through a queue that slack does not know
    source = _to_change(c, asked, command.source)
    return sources.change_source(
        c.store, c.queues, c.clock, source, command.verb, who=asked.user, request=asked.id
    )


def _to_change(c: Commander, asked: Asked, text: str, *, removed: bool = False) -> Source:
    """Return the source that is meant; of a request that is delivered again the one that it has changed.

    By then that may have another name, or be removed, and what was typed mean another one.
    """
    made = sources.repeated_source(c.store, asked.id)
    return made.source if made else _one(c, text, removed=removed)


def _one(c: Commander, text: str, *, removed: bool = False) -> Source:
    return sources.find_source(c.store.sources(), text, removed=removed)
