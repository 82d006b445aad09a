"""Small stories of news that several outlets carry."""

from newswatch.model import ThreadPolicy
from simulation.feed_scenarios import HOUR_MIN
from simulation.material import ALL, FIRST, LAVROV, POMPEO, SECOND, SOON_H, VENEZUELA, piece, probe
from simulation.world import World

WIRE, DAILY = "wire.example", "daily.example"


def syndicated(world: World) -> None:
    """Two outlets carry copies at the same time; a topic waits for the second one."""
    for channel in ("CPOLICY", "CENERGY"):
        world.add_channel(channel)
    world.add_topic(1, "Watch Alpha", LAVROV, "CPOLICY")
    world.add_topic(2, "Watch Beta", POMPEO, "CENERGY", outlets=2)
    world.watch(FIRST, piece(1, *ALL))
    world.watch(SECOND)
    world.publish(FIRST, piece(2, "lavrov", "pompeo", story="summit"))
    world.publish(SECOND, piece(3, "lavrov", host=WIRE, story="summit"))
    # Past the hour, so that both feeds are due at once.
    world.advance(minutes=HOUR_MIN)
    world.reach()
    probe(world)


def followed(world: World) -> None:
    """A better outlet carries a story later, with more in it: a message is edited, another one answered."""
    for channel in ("CPOLICY", "CENERGY"):
        world.add_channel(channel)
    world.add_topic(1, "Watch Alpha", LAVROV, "CPOLICY", prefer=(DAILY,))
    world.add_topic(2, "Watch Beta", VENEZUELA, "CPOLICY")
    world.add_topic(3, "Watch Gamma", LAVROV, "CENERGY", thread=ThreadPolicy.REPLY)
    world.watch(FIRST, piece(1, *ALL))
    world.watch(SECOND)
    world.publish(FIRST, piece(2, "lavrov", story="summit"))
    world.reach()
    world.publish(SECOND, piece(4, "lavrov", host=DAILY), piece(3, *ALL, host=DAILY, story="summit"))
    world.reach()
    probe(world)


def split(world: World) -> None:
    """Somebody says that an article is not the story as which it is told: both are told, once each."""
    world.add_channel("CPOLICY")
    world.add_topic(1, "Watch Alpha", LAVROV, "CPOLICY")
    world.watch(FIRST, piece(1, *ALL))
    world.watch(SECOND)
    world.publish(FIRST, piece(3, *ALL, story="summit"))
    world.reach()
    other = piece(4, *ALL, host=WIRE, story="summit")
    world.publish(SECOND, other)
    world.reach()
    world.split("CPOLICY", other)
    world.wait(SOON_H)
    probe(world)


STORY_SCENARIOS = {"syndicated": syndicated, "followed": followed, "split": split}
