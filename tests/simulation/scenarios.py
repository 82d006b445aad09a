"""Small stories of what people and newsrooms do, each with everything that matters in it once."""

from collections.abc import Callable
from dataclasses import replace

from newswatch.model import SourceFilter
from simulation.delivery_scenarios import DELIVERY_SCENARIOS
from simulation.facts import both
from simulation.feed_scenarios import FEED_SCENARIOS
from simulation.material import (
    ALL,
    FIRST,
    LAVROV,
    LONG_H,
    POMPEO,
    SECOND,
    SOON_H,
    VENEZUELA,
    piece,
    probe,
)
from simulation.story_scenarios import STORY_SCENARIOS
from simulation.world import World

Scenario = Callable[[World], None]


def edition(world: World) -> None:
    """An article that three topics of two channels want; by another source a fourth topic gets it too."""
    for channel in ("CPOLICY", "CENERGY"):
        world.add_channel(channel)
    world.add_topic(1, "Watch Alpha", both(LAVROV, VENEZUELA), "CPOLICY")
    world.add_topic(2, "Watch Beta", POMPEO, "CPOLICY")
    world.add_topic(3, "Watch Gamma", POMPEO, "CENERGY")
    world.watch(FIRST, piece(1, *ALL))
    world.watch(SECOND, piece(2, *ALL, host="wire.example"))
    world.add_topic(4, "Watch Delta", VENEZUELA, "CPOLICY", sources=_only(world, SECOND))
    shared = piece(3, *ALL)
    world.publish(FIRST, shared)
    world.reach()
    world.publish(SECOND, replace(shared))
    world.reach()
    probe(world)


def renamed(world: World) -> None:
    """A topic is renamed, another one paused, and the channels are told."""
    for channel in ("CPOLICY", "CENERGY"):
        world.add_channel(channel)
    world.add_topic(1, "Watch Alpha", LAVROV, "CPOLICY")
    world.add_topic(2, "Watch Beta", POMPEO, "CENERGY")
    world.watch(FIRST, piece(1, *ALL))
    world.publish(FIRST, piece(2, *ALL))
    world.change_topic(1, "set", name="Watch Omega")
    world.reach()
    world.pause(2)
    world.settle()
    world.publish(FIRST, piece(3, *ALL))
    world.reach()
    probe(world)


def removed_bot(world: World) -> None:
    """The bot is removed from a channel and invited within the hour: the posts come singly."""
    _without_bot(world)
    world.advance(minutes=20)
    world.invite("CPOLICY")
    world.wait(SOON_H)
    probe(world)


def digest(world: World) -> None:
    """The bot is removed from a channel and invited two hours later: the posts come as one digest."""
    _without_bot(world)
    world.wait(LONG_H)
    world.invite("CPOLICY")
    world.wait(SOON_H)
    probe(world)


def _without_bot(world: World) -> None:
    """Have news for a channel that the bot is not in any more."""
    world.add_channel("CPOLICY")
    world.add_topic(1, "Watch Alpha", LAVROV, "CPOLICY")
    world.watch(FIRST, piece(1, *ALL))
    world.kick("CPOLICY")
    world.publish(FIRST, piece(2, *ALL), piece(3, *ALL))
    world.reach()


def moved(world: World) -> None:
    """A topic of a channel where its posts are parked is moved to another one, and they with it."""
    for channel in ("CPOLICY", "CENERGY"):
        world.add_channel(channel)
    world.add_topic(1, "Watch Alpha", LAVROV, "CPOLICY")
    world.watch(FIRST, piece(1, *ALL))
    world.kick("CPOLICY")
    world.publish(FIRST, piece(2, *ALL), piece(3, *ALL))
    world.reach()
    world.advance(minutes=1)
    world.move(1, "CENERGY")
    world.wait(SOON_H)
    probe(world)


def to_and_fro(world: World) -> None:
    """A topic is moved to a channel that does not take its posts either, and back."""
    for channel in ("CPOLICY", "CENERGY"):
        world.add_channel(channel)
    world.add_topic(1, "Watch Alpha", LAVROV, "CPOLICY")
    world.watch(FIRST, piece(1, *ALL))
    world.kick("CPOLICY")
    world.kick("CENERGY")
    world.publish(FIRST, piece(2, *ALL))
    world.reach()
    world.advance(minutes=1)
    world.move(1, "CENERGY")
    world.settle()
    world.advance(minutes=6)
    world.settle()
    world.invite("CPOLICY")
    world.move(1, "CPOLICY")
    world.wait(LONG_H)
    world.invite("CENERGY")
    world.wait(SOON_H)
    probe(world)


def moved_digest(world: World) -> None:
    """Two topics wait in one digest; one of them is moved meanwhile, and what it waits for goes along."""
    for channel in ("CPOLICY", "CENERGY"):
        world.add_channel(channel)
    world.add_topic(1, "Watch Alpha", LAVROV, "CPOLICY")
    world.add_topic(2, "Watch Beta", POMPEO, "CPOLICY")
    world.watch(FIRST, piece(1, *ALL))
    world.kick("CPOLICY")
    world.publish(FIRST, piece(2, "lavrov"), piece(3, "pompeo"), piece(4, *ALL))
    world.reach()
    world.wait(LONG_H)
    world.move(2, "CENERGY")
    world.wait(SOON_H)
    world.invite("CPOLICY")
    world.wait(SOON_H)
    probe(world)


def second_outage(world: World) -> None:
    """What a digest has told is joined by another topic, while the bot is out of the channel again."""
    _two_topics(world)
    world.kick("CPOLICY")
    told = piece(3, *ALL), piece(4, *ALL)
    world.publish(FIRST, *told)
    world.reach()
    world.wait(LONG_H)
    world.invite("CPOLICY")
    world.wait(SOON_H)
    world.kick("CPOLICY")
    world.publish(SECOND, *map(replace, told))
    world.reach()
    world.wait(LONG_H)
    world.invite("CPOLICY")
    world.wait(SOON_H)
    probe(world)


def moved_joiner(world: World) -> None:
    """A topic joins a message that cannot be edited for a while, and is moved before it is shown there."""
    world.add_channel("CENERGY")
    _two_topics(world)
    told = piece(3, *ALL)
    world.publish(FIRST, told)
    world.reach()
    world.kick("CPOLICY")
    world.publish(SECOND, replace(told))
    world.reach()
    world.advance(minutes=1)
    world.move(2, "CENERGY")
    world.wait(SOON_H)
    world.invite("CPOLICY")
    world.wait(SOON_H)
    probe(world)


def deleted(world: World) -> None:
    """Somebody deletes a message; a topic that joins later is told all the same."""
    _two_topics(world)
    told = piece(3, *ALL)
    world.publish(FIRST, told)
    world.reach()
    world.delete_last("CPOLICY")
    world.publish(SECOND, replace(told))
    world.reach()
    probe(world)


def _two_topics(world: World) -> None:
    """Have a topic that listens to all sources, and one that listens to the second alone."""
    world.add_channel("CPOLICY")
    world.add_topic(1, "Watch Alpha", LAVROV, "CPOLICY")
    world.watch(FIRST, piece(1, *ALL))
    world.watch(SECOND, piece(2, *ALL, host="wire.example"))
    world.add_topic(2, "Watch Beta", POMPEO, "CPOLICY", sources=_only(world, SECOND))


def _only(world: World, url: str) -> SourceFilter:
    return SourceFilter(ids=frozenset({world.facts.sources[url]}))


def headline(world: World) -> None:
    """A newsroom changes a headline: the message is edited."""
    world.add_channel("CPOLICY")
    world.add_topic(1, "Watch Alpha", LAVROV, "CPOLICY")
    world.watch(FIRST, piece(1, *ALL))
    told = piece(2, *ALL)
    world.publish(FIRST, told)
    world.reach()
    world.publish(FIRST, replace(told, title=f"{told.title}, and agree"))
    world.reach()
    probe(world)


def unread(world: World) -> None:
    """A page is not there yet when its feed tells of it: it is read later, and the message edited."""
    for channel in ("CPOLICY", "CENERGY"):
        world.add_channel(channel)
    world.add_topic(1, "Watch Alpha", LAVROV, "CPOLICY")
    world.add_topic(2, "Watch Beta", VENEZUELA, "CENERGY")
    world.watch(FIRST, piece(1, *ALL))
    early = replace(piece(2, *ALL), told=("lavrov",))
    world.web.away.add(early.url)
    world.publish(FIRST, early)
    world.settle()
    world.web.put_online()
    # One try may meet with a fault: the third is after six hours.
    world.wait(6.5)
    probe(world)


def blind(world: World) -> None:
    """The app may not read history for a while: a post whose answer is lost waits until it may."""
    world.add_channel("CPOLICY")
    world.add_topic(1, "Watch Alpha", LAVROV, "CPOLICY")
    world.watch(FIRST, piece(1, *ALL))
    world.revoke("channels:history")
    world.publish(FIRST, piece(2, *ALL))
    world.reach()
    world.grant("channels:history")
    world.wait(1)
    probe(world)


def renumbered(world: World) -> None:
    """A feed changes all its ids: nothing is told twice, nor what was there before anybody watched."""
    world.add_channel("CPOLICY")
    world.add_topic(1, "Watch Alpha", LAVROV, "CPOLICY")
    world.watch(FIRST, piece(1, *ALL), piece(2, *ALL))
    world.publish(FIRST, piece(3, *ALL))
    world.reach()
    world.add_topic(2, "Watch Beta", POMPEO, "CPOLICY")
    world.wait(2)
    world.renumber(FIRST)
    world.reach()
    probe(world)


def rush(world: World) -> None:
    """Two sources have much news for one channel at once: Slack takes a message a second and channel."""
    world.add_channel("CPOLICY")
    world.add_topic(1, "Watch Alpha", LAVROV, "CPOLICY")
    world.watch(FIRST, piece(1, *ALL))
    world.watch(SECOND, piece(2, *ALL, host="wire.example"))
    world.publish(FIRST, *(piece(number, *ALL) for number in range(3, 8)))
    world.publish(SECOND, piece(8, *ALL, host="wire.example"))
    world.reach()
    probe(world)


def small(world: World) -> None:
    """One topic, one source, one article: the smallest run that uses every stage."""
    world.add_channel("CPOLICY")
    world.add_topic(1, "Watch Alpha", LAVROV, "CPOLICY")
    world.watch(FIRST, piece(1, *ALL))
    world.publish(FIRST, piece(2, *ALL))
    world.change_topic(1, "set", name="Watch Omega")
    world.reach()


SCENARIOS: dict[str, Scenario] = {
    "small": small,
    "edition": edition,
    "renamed": renamed,
    "removed": removed_bot,
    "digest": digest,
    "moved": moved,
    "to-and-fro": to_and_fro,
    "moved-digest": moved_digest,
    "second-outage": second_outage,
    "moved-joiner": moved_joiner,
    "deleted": deleted,
    "headline": headline,
    "unread": unread,
    "blind": blind,
    "renumbered": renumbered,
    **FEED_SCENARIOS,
    **STORY_SCENARIOS,
    **DELIVERY_SCENARIOS,
    "rush": rush,
}
BRIEFLY = frozenset(
    {
        *("to-and-fro", "moved-digest", "second-outage", "moved-joiner", "deleted"),
        *("relocated", "forms", "failing", "forsaken", "shared"),
        *DELIVERY_SCENARIOS,
    }
)
"""Long ones that take the others' ways again: unless all is asked for, little goes wrong there."""
