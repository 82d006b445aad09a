"""What shows the past: who changed something, the way back to each change, and to what is older."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from newswatch.errors import UnknownSet, UnknownSource
from newswatch.model import WORKSPACE, Change, ChannelId, SavedSet, Source, is_person, told_apart
from newswatch.slack import commands
from newswatch.slack.asked import Asked
from newswatch.slack.commander import Commander, Reply
from newswatch.slack.commands import Order, Place, parse_command, spell
from newswatch.slack.meant import topic_meant
from newswatch.slack.views import history
from newswatch.slack.views.history import Ways
from newswatch.usecases import saved_sets, settings
from newswatch.usecases.listing import show_topic
from newswatch.usecases.reverting import ways_back
from newswatch.usecases.sources import find_source
from newswatch.usecases.undoing import way_to_undo

CALLED_CHARS = 4
"""Of a word by which a source is called: shorter ones are in many names."""
CALLED_WORDS = 4
"""That are tried: all sources are looked through for each."""


def of_topic(c: Commander, asked: Asked, command: commands.History) -> Reply:
    """Show who changed a topic."""
    now, sight = c.clock.now(), c.sight(asked)
    topic = topic_meant(c, asked, command.topic, removed=True)
    found, past = show_topic(c.store, sight, topic, now), c.store.history(topic.id)
    ways = _ways(
        found.changes,
        way_to_undo(sight, topic, past),
        ways_back(sight, topic, past, now),
        lambda seq: commands.Revert(topic.handle, seq, topic.version),
        lambda before: commands.History(topic.handle, before),
        f"revert {told_apart(topic.handle)}",
    )
    return Reply(history.of_topic(found, replace(ways, before=command.before), now))


def of_source(c: Commander, asked: Asked, command: commands.SourceHistory) -> Reply:
    """Show who changed a source, one that was removed too."""
    known = c.store.sources()
    source = find_source(known, command.source, removed=True)
    sight, past = c.sight(asked), c.store.history(source.id)
    ways = _ways(
        past,
        way_to_undo(sight, source, past),
        ways_back(sight, source, past, c.clock.now()),
        # By its id, as with all of its buttons.
        lambda seq: commands.SourceRevert(source.id, seq, source.version),
        lambda before: commands.SourceHistory(source.id, before),
        f"source revert {_called(known, source)}",
    )
    return Reply(history.of_source(source, past, replace(ways, before=command.before)))


def of_set(c: Commander, asked: Asked, command: commands.SetHistory) -> Reply:
    """Show who changed a saved set, one that was removed too."""
    saved, past, sight = set_meant(c, command.name), c.store.set_history(command.name), c.sight(asked)
    ways = _ways(
        past,
        way_to_undo(sight, saved, past),
        ways_back(sight, saved, past, c.clock.now()),
        lambda seq: commands.SetRevert(saved.name, seq, saved.version),
        lambda before: commands.SetHistory(saved.name, before),
        f"sets revert {saved.name}",
    )
    return Reply(history.of_set(saved, past, replace(ways, before=command.before)))


def of_place(c: Commander, asked: Asked, where: ChannelId, command: commands.PlaceHistory) -> Reply:
    """Show who changed what holds in a place."""
    sight = c.sight(asked)
    past = settings.settings_history(c.store, sight, where)
    now_so = c.store.settings([where]).get(where)
    # A button means the place that is shown, wherever it is pressed.
    place = _place(where)
    ways = _ways(
        past,
        way_to_undo(sight, now_so, past) if now_so else 0,
        ways_back(sight, now_so, past, c.clock.now()) if now_so else (),
        lambda seq: commands.PlaceRevert(place, seq, now_so.version if now_so else 0),
        lambda before: commands.PlaceHistory(place, before),
        # A channel that is copied is no channel for Slack.
        "revert here" if place.channel else f"revert {'workspace' if place.workspace else 'me'}",
    )
    ways = replace(ways, there=place.channel is not None, before=command.before)
    return Reply(history.of_place(where, past, ways))


def _place(where: ChannelId) -> Place:
    """Return what a place is in a command, by what it is called in the store."""
    if where == WORKSPACE:
        return Place(workspace=True)
    return Place(me=True) if is_person(where) else Place(where)


def set_meant(c: Commander, name: str) -> SavedSet:
    """Return the saved set of a name, one that was removed too. Raises UnknownSet, with the nearest names."""
    try:
        return c.store.set_by_name(name)
    except UnknownSet:
        return saved_sets.find_set(c.store, name)


def _ways(  # noqa: PLR0917 - what a history has of its own
    changes: Sequence[Change],
    undo: int,
    ways: Collection[int],
    back: Callable[[int], Order],
    older: Callable[[int], Order],
    typed: str,
) -> Ways:
    return Ways(
        back={seq: spell(back(seq)) for seq in ways},
        older={change.seq: spell(older(change.seq)) for change in changes},
        newest=spell(older(0)),
        typed=typed,
        undo=undo,
    )


def _called(known: Sequence[Source], source: Source) -> str:
    """Return the shortest word or name by which a source is found, to be typed; its id where none does."""
    words = [word for word in source.name.casefold().split() if len(word) >= CALLED_CHARS]
    tried = [*sorted(words, key=len)[:CALLED_WORDS], source.name]
    return next((each for each in tried if _finds(known, source, each)), source.id)


def _finds(known: Sequence[Source], source: Source, text: str) -> bool:
    command = commands.SourceRevert(text, 1)
    try:
        return parse_command(spell(command)) == command and find_source(known, text, removed=True) == source
    except UnknownSource:
        return False
