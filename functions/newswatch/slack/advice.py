"""What to say when a command is unclear: the nearest right ones, as buttons."""

import difflib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from newswatch.errors import (
    AmbiguousTopic,
    ChangedMeanwhile,
    NewswatchError,
    UnknownChannel,
    UnknownSet,
    UnknownSource,
    UnknownTopic,
)
from newswatch.model import Channel, ChannelId, told_apart
from newswatch.slack import commands
from newswatch.slack.asked import Asked
from newswatch.slack.commander import Commander
from newswatch.slack.commands import Command, spell
from newswatch.slack.views import hints
from newswatch.slack.views.blocks import Answer
from newswatch.usecases.findings import TopicLine
from newswatch.usecases.listing import list_topics
from newswatch.usecases.saved_sets import names_of_sets
from newswatch.usecases.sites import sites_like
from newswatch.usecases.sources import list_sources

OfPlace = commands.PlaceShow | commands.PlaceSet | commands.PlaceHistory | commands.PlaceRevert
OFFERED = 5
"""Buttons that a row has."""

QUESTIONS = {
    "query": "Which words? For example: /watch {verb} (pompeo OR lavrov) AND venezuela",
    "address": "Which address? For example: /watch {verb} https://www.theguardian.com/world",
    "article": "Which article? For example: /watch {verb} https://www.theguardian.com/world/2026/mar/02/talks",
    "topic": "Which topic? /watch {verb} <topic>",
    "source": "Which source? /watch {verb} <source>",
    "set": "Which saved set? /watch {verb} <name>",
    "setting": "What to set? For example: /watch {verb} channel #policy",
    "source setting": "What to set? For example: /watch {verb} every 2h",
}
"""What to ask for what is missing."""
INVITE = (
    "Newswatch cannot see that channel. If it is private, type /invite @Newswatch there first, and then try "
    "again."
)


def unclear(
    c: Commander, asked: Asked, command: commands.Missing | commands.Wrong | commands.Unsure
) -> Answer:
    """Return what to say to a command that cannot be carried out as it stands."""
    match command:
        case commands.Wrong(problem, nearest):
            return hints.hint(problem, _pairs(nearest))
        case commands.Unsure(nearest_command, query):
            watch = spell(commands.Add(query))
            return hints.hint(
                f"Did you mean {nearest_command}?",
                [(nearest_command, nearest_command), (f"Watch for: {query}", watch)],
            )
        case commands.Missing(verb, wants):
            ideas = [*_ideas(c, asked, verb, wants)[: OFFERED - 1], f"help {verb.split()[0]}"]
            return hints.hint(QUESTIONS[wants].format(verb=verb), _pairs(ideas))


def _ideas(c: Commander, asked: Asked, verb: str, wants: str) -> list[str]:  # noqa: PLR0911 - a want each
    """Return commands that have what is missing."""
    match wants:
        case "topic":
            return [f"{verb} {told_apart(line.topic.handle)}" for line in _mine(c, asked)]
        case "query" if verb == "test":
            return [f"test {line.topic.handle}" for line in _mine(c, asked)]
        case "source":
            return [f"{verb} {line.source.name}" for line in list_sources(c.store, "").lines] or [
                "source list"
            ]
        case "set":
            return [f"{verb} {name}" for name in names_of_sets(c.store)] or ["sets"]
        case "setting":
            return [
                f"{verb} channel here",
                f"{verb} when daily 08:00",
                f"{verb} quiet 22:00-07:00",
                f"{verb} thread reply",
            ]
        case "source setting":
            return [f"{verb} every auto", f"{verb} urgent on", f"{verb} text off"]
    return []


def no_such_channel(c: Commander, asked: Asked, command: commands.Add | commands.Move | OfPlace) -> Answer:
    """Return what to say to a channel that Slack did not know, with those that are spelled nearly so."""
    if isinstance(command, commands.Add | commands.Move):
        name, label = command.unknown_channel, "Post to #{}"
    else:
        name, label = command.place.unknown_channel, "#{}"
    own = c.people.channels_of(asked.user)
    near = _nearest(name, [channel for channel in c.people.channels() if channel.id in own])
    offers = [(label.format(channel.name), spell(_in_channel(command, channel.id))) for channel in near]
    if isinstance(command, commands.Add):
        words = f"#{name} {command.query}"
        here = spell(replace(command, query=words, unknown_channel=""))
        offers.append((f"Watch for: {words}", here))
    elif isinstance(command, commands.PlaceHistory | commands.PlaceRevert):
        offers += _topic_called(c, asked, name, command)
    return hints.hint(f"There is no channel #{name} that both you and Newswatch can see.", offers)


def _topic_called(c: Commander, asked: Asked, name: str, command: OfPlace) -> Iterator[tuple[str, str]]:
    """Yield what to offer who writes a topic like a channel."""
    try:
        handle = c.sight(asked).find(c.store.topics(), name).handle
    except (UnknownTopic, AmbiguousTopic):
        return
    match command:
        case commands.PlaceHistory(before=before):
            yield f"The topic {handle}", spell(commands.History(handle, before))
        case commands.PlaceRevert(seq=seq):
            yield f"The topic {handle}", spell(commands.Revert(handle, seq))


def _in_channel(command: commands.Add | commands.Move | OfPlace, channel: ChannelId) -> Command:
    match command:
        case commands.Add():
            return replace(command, channel=channel, unknown_channel="")
        case commands.Move():
            return replace(command, channels=(*command.channels, channel), unknown_channel="")
    return replace(command, place=commands.Place(channel))


def no_such_site(c: Commander, command: commands.Prefer) -> Answer:
    """Return what to say to the name of an outlet, with the sites of sources that it can mean."""
    word = command.unknown
    offers = []
    for site in sites_like(c.store.sources(), word):
        order = dict.fromkeys(site if each == word else each for each in command.order)
        offers.append((site, spell(replace(command, order=tuple(order), unknown=""))))
    problem = (
        f"“{word}” is no site: sites are written as in reuters.com, and tags of sources as in tag:wires."
    )
    return hints.hint(problem, offers or [("help set", "help set")])


def nearest(e: NewswatchError, command: Command) -> Answer | None:  # noqa: PLR0911 - an error a line is the table
    """Return what to say to what does not exist or has changed, with what would work; None otherwise."""
    match e:
        case UnknownTopic() | AmbiguousTopic():
            handles = e.handles if isinstance(e, AmbiguousTopic) else e.nearest
            texts = [spell(replace(command, topic=handle)) for handle in handles]  # type: ignore[arg-type]
            offers = _pairs(texts) or [("All topics", "list all")]
            if isinstance(command, commands.Own):
                # Own goals are news, too.
                words = f"own {command.topic}"
                offers = [*offers[: OFFERED - 1], (f"Watch for: {words}", spell(commands.Add(words)))]
            return hints.hint(str(e), offers)
        case ChangedMeanwhile() if handle := getattr(command, "topic", ""):
            bare = handle.partition(":")[0]
            return hints.hint(str(e), _pairs([f"show {bare}", f"edit {bare}"]))
        case ChangedMeanwhile() if look := _look(command):
            return hints.hint(str(e), _pairs([spell(look)]))
        case ChangedMeanwhile():
            return hints.note(str(e))
        case UnknownChannel():
            return hints.hint(INVITE, [("Try again", spell(command)), *_here_instead(command)])
        case UnknownSet():
            texts = [spell(replace(command, name=name)) for name in e.nearest]  # type: ignore[arg-type]
            return hints.hint(str(e), _pairs(texts) or [("All sets", "sets")])
        case UnknownSource():
            texts = [spell(replace(command, source=name)) for name in e.nearest]  # type: ignore[arg-type]
            return hints.hint(str(e), _pairs(texts) or [("All sources", "source list")])
    return None


def _look(command: Command) -> Command | None:
    """Return what shows what a command was to change, and how it has come to be so."""
    match command:
        case commands.SetSave(name):
            return commands.SetShow(name)
        case commands.SetRevert(name):
            return commands.SetHistory(name)
        case commands.SourceRevert(source):
            return commands.SourceHistory(source)
        case commands.PlaceRevert(place):
            return commands.PlaceHistory(place)
    return None


def _here_instead(command: Command) -> list[tuple[str, str]]:
    match command:
        case commands.Add():
            return [("Post here instead", spell(replace(command, channel=None)))]
        case commands.Move():
            return [("Post here instead", spell(replace(command, channels=(), here=True)))]
    return []


def again(command: Command) -> Callable[[str], str]:
    """Return how to spell a command with another query in place of the one that was refused."""

    def spelled(query: str) -> str:
        match command:
            case commands.Add() | commands.Edit() | commands.SetSave():
                return spell(replace(command, query=query))
            case commands.Test():
                return spell(commands.Test(query))
        return spell(commands.Add(query))

    return spelled


def _mine(c: Commander, asked: Asked) -> list[TopicLine]:
    here = list_topics(c.store, c.sight(asked), c.clock.now(), "", asked.channel).lines
    mine = list_topics(c.store, c.sight(asked), c.clock.now(), "mine", asked.channel).lines
    return list({line.topic.id: line for line in (*here, *mine)}.values())


def _nearest(name: str, channels: Sequence[Channel]) -> list[Channel]:
    by_name = {channel.name: channel for channel in channels}
    return [by_name[found] for found in difflib.get_close_matches(name, by_name, n=3, cutoff=0.5)]


def _pairs(texts: Sequence[str]) -> list[tuple[str, str]]:
    return [(text, text) for text in texts[:OFFERED]]
