"""Small stories of news that several outlets carry."""

from builders import ALICE

from newswatch.model import ThreadPolicy
from simulation.feed_scenarios import HOUR_MIN
from simulation.material import ALL, FIRST, LAVROV, POMPEO, SECOND, SOON_H, VENEZUELA, piece, probe
from simulation.world import World

NEWS, WIRE, DAILY = "news.example", "wire.example", "daily.example"
BOB = "U2"
DAYS_3_H = 74
"""After that nobody waits for another outlet."""


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


def muted(world: World) -> None:
    """What others carry too is told though an outlet is muted, and two people judge it; then the rest is."""
    world.add_channel("CPOLICY")
    world.add_topic(1, "Watch Alpha", LAVROV, "CPOLICY")
    world.watch(FIRST, piece(1, *ALL))
    world.watch(SECOND)
    world.type("CPOLICY", f"set here mute {NEWS}")
    world.publish(FIRST, piece(2, "lavrov", story="summit"), piece(3, *ALL), piece(4, *ALL))
    world.reach()
    theirs = piece(5, "lavrov", host=WIRE, story="summit")
    world.publish(SECOND, theirs)
    world.reach()
    world.vote("CPOLICY", theirs, **{ALICE: True, BOB: False})
    world.type("CPOLICY", f"set here unmute {NEWS}")
    probe(world)


def disliked(world: World) -> None:
    """An outlet is muted for good: what only that carries is told to nobody, and goes in the end."""
    world.add_channel("CPOLICY")
    world.add_topic(1, "Watch Alpha", LAVROV, "CPOLICY")
    world.watch(FIRST, piece(1, *ALL))
    world.watch(SECOND)
    world.publish(FIRST, piece(2, *ALL))
    world.reach()
    world.type("CPOLICY", f"set here mute {NEWS}")
    world.publish(FIRST, piece(3, *ALL), piece(4, "lavrov", story="summit"))
    world.publish(SECOND, piece(5, "lavrov", host=WIRE, story="summit"), piece(6, *ALL, host=WIRE))
    world.reach()
    world.wait(DAYS_3_H)
    probe(world)


STORY_SCENARIOS = {
    "syndicated": syndicated,
    "followed": followed,
    "split": split,
    "muted": muted,
    "disliked": disliked,
}
