"""Small stories of feeds: what becomes of them, and what their newsrooms do to them."""

from dataclasses import replace
from datetime import timedelta

from simulation.hub import HUB
from simulation.material import ALL, BESIDE, FIRST, LAVROV, PUSHED, SECOND, SOON_H, piece, probe
from simulation.newsroom import Piece
from simulation.world import World

A_DAY_H = 29
"""Hours after which owners know that a source fails, though one try may be lost."""
HOUR_MIN = 64
"""Minutes in which every source is due."""


def rewritten(world: World) -> None:
    """After a month of silence a feed has new ids for all it had, and news at once: that alone is told."""
    world.add_channel("CPOLICY")
    world.add_topic(1, "Watch Alpha", LAVROV, "CPOLICY")
    world.watch(FIRST, *(piece(number, *ALL) for number in (1, 2, 3)))
    # Past the time for which articles are kept: nobody but the feed's own memory knows them.
    world.advance(days=33)
    world.renumber(FIRST)
    world.publish(FIRST, piece(4, *ALL))
    world.reach()
    probe(world)


def relocated(world: World) -> None:
    """A newsroom has new addresses and ids for its articles, and publishes its archive and news at once."""
    world.add_channel("CPOLICY")
    world.add_topic(1, "Watch Alpha", LAVROV, "CPOLICY")
    now, before = world.clock.now(), world.clock.now() - timedelta(days=9)
    world.watch(FIRST, *(replace(piece(n, *ALL), published=now) for n in (1, 2)))
    world.publish(FIRST, replace(piece(3, *ALL), published=now + timedelta(minutes=1)))
    world.reach()
    world.relocate(FIRST)
    world.publish(FIRST, *(replace(piece(n, *ALL), published=before) for n in (4, 5)), baseline=True)
    world.publish(FIRST, replace(piece(6, *ALL), published=world.clock.now()))
    world.reach()
    probe(world)


def forms(world: World) -> None:
    """News in a JSON feed, a sitemap and an Atom feed; what the last says to be updated is told once."""
    world.add_channel("CPOLICY")
    world.add_topic(1, "Watch Alpha", LAVROV, "CPOLICY")
    hosts = ("json", "sitemap", "atom")
    feeds = {form: f"https://{form}.example/feed" for form in hosts}
    for form, url in feeds.items():
        world.watch(url, _dated(world, 1, form), form=form)
    for form, url in feeds.items():
        world.publish(url, _dated(world, 2, form))
    world.reach()
    world.correct(feeds["atom"], "guid-atom.example-002", " They will meet again.")
    world.reach()
    # A page that could not be read is tried again, and of a sitemap's nothing else tells what it says.
    world.wait(SOON_H)
    probe(world)
    world.wait(SOON_H)


def _dated(world: World, number: int, form: str) -> Piece:
    now = world.clock.now()
    made = replace(piece(number, *ALL, host=f"{form}.example"), published=now, updated=now)
    return replace(made, guid=made.url) if form == "sitemap" else made


def gone(world: World) -> None:
    """A source is gone: who added it is told once, and it is asked for no more."""
    world.add_channel("CPOLICY")
    world.add_topic(1, "Watch Alpha", LAVROV, "CPOLICY")
    world.watch(FIRST, piece(1, *ALL))
    world.watch(SECOND, piece(2, *ALL, host="wire.example"))
    world.publish(FIRST, piece(3, *ALL))
    world.reach()
    world.retire(FIRST)
    world.reach()
    world.wait(4)
    probe(world)


def failing(world: World) -> None:
    """A source fails for more than a day and is well again: its owner is told of both; no news is lost."""
    world.add_channel("CPOLICY")
    world.add_topic(1, "Watch Alpha", LAVROV, "CPOLICY")
    world.watch(FIRST, piece(1, *ALL))
    world.fail(FIRST)
    world.publish(FIRST, piece(2, *ALL))
    world.wait(A_DAY_H)
    world.mend(FIRST)
    world.reach()
    probe(world)


def forsaken(world: World) -> None:
    """A source fails for a month: its owner is told after a day, and when it is given up."""
    world.add_channel("CPOLICY")
    world.add_topic(1, "Watch Alpha", LAVROV, "CPOLICY")
    world.watch(FIRST, piece(1, *ALL))
    world.watch(SECOND, piece(2, *ALL, host="wire.example"))
    world.fail(FIRST)
    world.wait(A_DAY_H)
    world.advance(days=30)
    world.wait(A_DAY_H)
    probe(world)


def redirected(world: World) -> None:
    """A feed has another address for good: it is asked for there, and told of as before."""
    world.add_channel("CPOLICY")
    world.add_topic(1, "Watch Alpha", LAVROV, "CPOLICY")
    world.watch(FIRST, piece(1, *ALL))
    world.redirect(FIRST, "https://other.example/feed?key=planted-key")
    for number in range(2, 6):
        world.publish(FIRST, piece(number, *ALL))
        world.reach()
    probe(world)


def shared(world: World) -> None:
    """Two sources of one host are due at about the same time: they are asked one after the other."""
    world.add_channel("CPOLICY")
    world.add_topic(1, "Watch Alpha", LAVROV, "CPOLICY")
    world.watch(FIRST, piece(1, *ALL))
    world.watch(BESIDE, piece(2, *ALL))
    world.publish(FIRST, piece(3, *ALL))
    world.publish(BESIDE, piece(4, *ALL))
    world.advance(minutes=HOUR_MIN - 2)
    for _ in range(HOUR_MIN):
        # Two ticks' messages come together.
        for _ in range(2):
            world.tick()
            world.advance(seconds=30)
        world.drain()
    world.reach()
    probe(world)


def pushed(world: World) -> None:
    """A hub pings, much too often at times, and not at all; somebody else pings in its name."""
    world.add_channel("CPOLICY")
    world.add_topic(1, "Watch Alpha", LAVROV, "CPOLICY")
    world.watch(PUSHED, piece(1, *ALL), form="atom", hub=HUB)
    world.advance(minutes=1)
    world.publish(PUSHED, piece(2, *ALL))
    world.reach()
    world.advance(minutes=5)
    world.publish(PUSHED, piece(3, *ALL), pings=8)
    for _ in range(8):
        world.advance(seconds=2)
        world.drain()
    world.publish(PUSHED, piece(4, *ALL))
    world.reach()
    world.advance(minutes=5)
    world.hub.forge(world.web.sites[PUSHED])
    world.settle()
    world.publish(PUSHED, piece(5, *ALL), pings=0)
    world.reach()
    probe(world)


def closed(world: World) -> None:
    """A site does not want programs to read an article: it is told by the words of its feed."""
    world.add_channel("CPOLICY")
    world.add_topic(1, "Watch Alpha", LAVROV, "CPOLICY")
    secluded = piece(2, *ALL)
    world.web.close(secluded.url)
    world.watch(FIRST, piece(1, *ALL))
    world.publish(FIRST, piece(3, *ALL), secluded)
    world.reach()
    probe(world)


def revised(world: World) -> None:
    """An article that was there before its feed was watched gets a new headline: it waits for no outlets."""
    world.add_channel("CPOLICY")
    world.add_topic(1, "Watch Alpha", LAVROV, "CPOLICY", outlets=2)
    old = piece(1, "lavrov", story="summit")
    world.watch(FIRST, old)
    world.watch(SECOND)
    world.publish(FIRST, replace(old, title=f"{old.title}, and more"))
    world.reach()
    world.publish(SECOND, piece(2, "pompeo", host="wire.example", story="summit"))
    world.reach()
    probe(world)


FEED_SCENARIOS = {
    "rewritten": rewritten,
    "relocated": relocated,
    "forms": forms,
    "gone": gone,
    "failing": failing,
    "forsaken": forsaken,
    "redirected": redirected,
    "shared": shared,
    "pushed": pushed,
    "closed": closed,
    "revised": revised,
}
