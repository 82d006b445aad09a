"""Small stories of when is delivered: caps, quiet hours, times, and what people change while posts wait.

Worlds begin on a Monday at nine, by the clock of UTC. To watch a feed takes an hour, and so does its news.
"""

from dataclasses import replace
from datetime import timedelta

from newswatch.model import Cadence, Delivery, Quiet, SourceFilter
from simulation.hub import HUB
from simulation.material import (
    ALL,
    FIRST,
    LAVROV,
    LONG_H,
    POMPEO,
    PUSHED,
    SECOND,
    SOON_H,
    VENEZUELA,
    piece,
    probe,
    short_digests,
)
from simulation.world import World

TOLD = timedelta(minutes=12)
"""Within that what may come has come, if nothing goes wrong: a tick, and the turns that it takes."""
AT_NIGHT = Quiet("10:15", "14:00")
"""Quiet hours that begin before the first news."""


def capped(world: World) -> None:
    """A channel gets two messages an hour: of a rush the others come together, and its owner is told."""
    world.add_channel("CPOLICY")
    world.set_habits("CPOLICY", cap=2)
    world.add_topic(1, "Watch Alpha", LAVROV, "CPOLICY")
    # Urgent, so that what it brings is matched with the tick, and an hour later a tick looks in that moment.
    world.watch(FIRST, piece(1, *ALL), urgent=True)
    world.publish(FIRST, *(piece(number, *ALL) for number in range(2, 7)))
    world.reach()
    # From here on somebody looks every minute: by then an hour has not passed yet, but almost.
    world.advance(minutes=57.5)
    world.settle()
    world.publish(FIRST, piece(7, *ALL))
    world.reach()
    probe(world)


def quiet(world: World) -> None:
    """News before quiet hours, in them and after them; a notice waits as well."""
    world.add_channel("CPOLICY")
    world.set_habits("CPOLICY", quiet=Quiet("11:30", "14:00"))
    world.add_topic(1, "Watch Alpha", LAVROV, "CPOLICY")
    world.watch(FIRST, piece(1, *ALL))
    world.publish(FIRST, piece(2, *ALL))
    world.reach()
    world.publish(FIRST, piece(3, *ALL), piece(4, *ALL))
    world.reach()
    world.change_topic(1, "set", name="Watch Omega")
    world.settle()
    _until(world, 14)
    probe(world)


def cadences(world: World) -> None:
    """Topics that deliver at once, hourly and daily: a story is told for all when it may be for one."""
    for channel in ("CPOLICY", "CENERGY"):
        world.add_channel(channel)
    daily = Delivery(Cadence.DAILY, "14:30")
    world.set_habits("CENERGY", delivery=Delivery(Cadence.HOURLY), zone="Asia/Kolkata")
    world.add_topic(1, "Watch Alpha", LAVROV, "CPOLICY", delivery=daily)
    world.add_topic(2, "Watch Beta", POMPEO, "CPOLICY")
    world.add_topic(3, "Watch Gamma", VENEZUELA, "CPOLICY", "CENERGY", delivery=daily, zone="UTC")
    world.add_topic(4, "Watch Delta", VENEZUELA, "CENERGY")
    world.watch(FIRST, piece(1, *ALL))
    world.publish(FIRST, piece(2, *ALL), piece(3, "lavrov"), piece(4, "venezuela"), piece(5, "lavrov"))
    world.reach()
    _until(world, 14, 30)
    probe(world)


def freed(world: World) -> None:
    """What waits for the end of quiet hours comes at once when somebody ends them."""
    world.add_channel("CPOLICY")
    world.set_habits("CPOLICY", quiet=AT_NIGHT)
    world.add_topic(1, "Watch Alpha", LAVROV, "CPOLICY")
    world.watch(FIRST, piece(1, *ALL))
    world.publish(FIRST, piece(2, *ALL), piece(3, *ALL))
    world.reach()
    world.type("CPOLICY", "set here quiet off")
    _is_due(world, "CPOLICY")
    probe(world)


def raised(world: World) -> None:
    """What waits as an hour has brought enough comes at once when the cap is raised; and then is snoozed."""
    world.add_channel("CPOLICY")
    world.set_habits("CPOLICY", cap=1)
    world.add_topic(1, "Watch Alpha", LAVROV, "CPOLICY")
    world.watch(FIRST, piece(1, *ALL))
    world.publish(FIRST, piece(2, *ALL), piece(3, *ALL), piece(4, *ALL))
    world.reach()
    world.set_habits("workspace", cap=1)
    world.set_habits("CPOLICY", cap=4)
    world.settle()
    _is_due(world, "CPOLICY")
    world.set_habits("CPOLICY", snoozed_until=world.clock.now() + timedelta(hours=3))
    world.publish(FIRST, piece(5, *ALL))
    world.reach()
    world.set_habits("CPOLICY", snoozed_until=None)
    world.settle()
    _is_due(world, "CPOLICY")
    probe(world)


def let_through(world: World) -> None:
    """A topic has had its messages of the day, and somebody lets through what else comes."""
    world.add_channel("CPOLICY")
    world.add_topic(1, "Watch Alpha", LAVROV, "CPOLICY", cap_per_day=1, mention="here")
    world.watch(FIRST, piece(1, *ALL))
    world.publish(FIRST, piece(2, *ALL), piece(3, *ALL), piece(4, *ALL))
    world.reach()
    world.type("CPOLICY", "set topic-1 cap off today")
    _is_due(world, "CPOLICY")
    probe(world)


def tail(world: World) -> None:
    """A digest of more than its message holds: the rest is told in its thread."""
    short_digests(2)
    world.add_channel("CPOLICY")
    world.set_habits("CPOLICY", quiet=AT_NIGHT)
    world.add_topic(1, "Watch Alpha", LAVROV, "CPOLICY")
    world.add_topic(2, "Watch Beta", POMPEO, "CPOLICY")
    world.watch(FIRST, piece(1, *ALL))
    world.publish(FIRST, *(piece(number, *ALL[number % 2 :]) for number in range(2, 8)))
    world.reach()
    _until(world, 14)
    probe(world)


def joined(world: World) -> None:
    """Topics join a story that waits, and those that a digest has told; a third one moves while it waits."""
    short_digests(1)
    for channel in ("CPOLICY", "CENERGY"):
        world.add_channel(channel)
    hourly = Delivery(Cadence.HOURLY)
    world.add_topic(1, "Watch Alpha", LAVROV, "CPOLICY", delivery=Delivery(Cadence.DAILY, "14:00"))
    world.watch(FIRST, piece(1, *ALL))
    world.watch(SECOND, piece(2, *ALL, host="wire.example"))
    only = SourceFilter(ids=frozenset({world.facts.sources[SECOND]}))
    world.add_topic(2, "Watch Beta", POMPEO, "CPOLICY", sources=only, delivery=hourly)
    world.add_topic(3, "Watch Gamma", VENEZUELA, "CPOLICY", delivery=Delivery(Cadence.DAILY, "20:00"))
    told = [piece(number, "lavrov", "pompeo") for number in (3, 4, 5)]
    world.publish(FIRST, *told, piece(6, "venezuela"))
    world.reach()
    world.publish(SECOND, replace(told[0]))
    world.reach()
    world.wait(1)
    world.move(3, "CENERGY")
    _at(world, 14)
    # They begin to be told, and before that has come to rest, others want them.
    world.tick()
    world.drain()
    world.publish(SECOND, *map(replace, told[1:]))
    world.reach()
    world.wait(1)
    probe(world)


def overtaken(world: World) -> None:
    """A topic that is told at once joins the story that is in a digest's message, as soon as that is sent."""
    short_digests(1)
    world.add_channel("CPOLICY")
    world.add_topic(1, "Watch Alpha", LAVROV, "CPOLICY", delivery=Delivery(Cadence.DAILY, "14:00"))
    world.watch(FIRST, piece(1, *ALL))
    world.watch(PUSHED, piece(2, *ALL, host="push.example"), form="atom", hub=HUB)
    only = SourceFilter(ids=frozenset({world.facts.sources[PUSHED]}))
    world.add_topic(2, "Watch Beta", POMPEO, "CPOLICY", sources=only)
    stories = [piece(number, "lavrov", "pompeo") for number in (3, 4)]
    world.publish(FIRST, *stories)
    world.reach()
    _at(world, 14, rests=False)
    world.tick()
    world.drain()
    world.publish(PUSHED, replace(stories[0]))
    world.reach()
    probe(world)


def outage_capped(world: World) -> None:
    """The bot is out of a channel for hours that gets one message an hour, and is let in at a quiet one."""
    short_digests(3)
    world.add_channel("CPOLICY")
    world.set_habits("CPOLICY", cap=1, quiet=Quiet("11:45", "12:45"))
    world.add_topic(1, "Watch Alpha", LAVROV, "CPOLICY")
    world.watch(FIRST, piece(1, *ALL))
    world.kick("CPOLICY")
    world.publish(FIRST, *(piece(number, *ALL) for number in range(2, 7)))
    world.reach()
    world.wait(LONG_H)
    world.invite("CPOLICY")
    world.wait(LONG_H)
    world.publish(FIRST, piece(7, *ALL))
    world.reach()
    probe(world)


def urgent(world: World) -> None:
    """An urgent topic has room of its own, but no voice in quiet hours; another topic sleeps longer."""
    world.add_channel("CPOLICY")
    world.set_habits("CPOLICY", cap=1, quiet=Quiet("12:30", "13:30"))
    world.add_topic(1, "Watch Alpha", LAVROV, "CPOLICY", quiet=Quiet("12:00", "15:00"))
    world.add_topic(2, "Watch Beta", POMPEO, "CPOLICY", urgent=True, mention="channel")
    world.watch(FIRST, piece(1, *ALL))
    world.publish(FIRST, piece(2, "lavrov"), piece(3, "pompeo"), piece(4, "lavrov"), piece(5, "pompeo"))
    world.reach()
    world.publish(FIRST, piece(6, "lavrov"), piece(7, "pompeo"), piece(8, *ALL))
    world.reach()
    _until(world, 15)
    probe(world)


def _until(world: World, hour: int, minute: int = 0) -> None:
    """Let time go by until the clock has shown a time, and what was to happen then has."""
    _at(world, hour, minute)
    world.wait(SOON_H)


def _at(world: World, hour: int, minute: int = 0, *, rests: bool = True) -> None:
    """Let time go by until just after the clock shows a time; what happens then may have begun if it rests.

    Whoever waits until all is at rest waits for what is due in half an hour, too.
    """
    now = world.clock.now()
    at = now.replace(hour=hour, minute=minute, second=10)
    while (left := (at - now).total_seconds()) > 0:
        world.advance(seconds=min(left, 1200))
        if left > 1200 and rests:
            world.settle()
        elif left > 1200:
            world.tick()
            world.drain()
        now = world.clock.now()


def _is_due(world: World, channel: str) -> None:
    """Have all that is news by now be told in a channel in a moment."""
    now = world.clock.now()
    world.facts.habits.expect(channel, now, now + TOLD)


DELIVERY_SCENARIOS = {
    "capped": capped,
    "quiet": quiet,
    "cadences": cadences,
    "freed": freed,
    "raised": raised,
    "let-through": let_through,
    "tail": tail,
    "joined": joined,
    "overtaken": overtaken,
    "outage-capped": outage_capped,
    "urgent": urgent,
}
