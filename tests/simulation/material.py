"""What scenarios are made of: addresses of feeds, articles, and queries."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

from newswatch.delivery import digests
from simulation.facts import word
from simulation.newsroom import Piece
from simulation.world import World

FIRST = "https://reader:planted-password@news.example/feed?key=planted-key"
"""A feed that costs money: who reads its address reads it for nothing."""
SECOND = "https://wire.example/feed"
BESIDE = "https://news.example/culture"
"""On the host of the first, and due half a minute after it."""
PUSHED = "https://push.example/feed"
"""One that names a hub."""
LAVROV, POMPEO, VENEZUELA = word("lavrov"), word("pompeo"), word("venezuela")
ALL = ("lavrov", "pompeo", "venezuela")
SOON_H = 0.4
"""Hours in which a parked post has been tried again, and what is in doubt is settled."""
LONG_H = 1.2
"""Hours after which what is parked is told by a digest."""


def piece(number: int, *words: str, host: str = "news.example", title: str = "", story: str = "") -> Piece:
    """Return an article about these words; a copy of those of the same story."""
    return Piece(f"https://{host}/{number}", title, words, f"guid-{host}-{number:03d}", story=story)


def probe(world: World) -> None:
    """Publish one more article, which must arrive in time."""
    for number, url in zip(count(900), world.answering()):
        world.publish(url, piece(number, *ALL, host=f"probe{number}.example"))
    world.reach()


def short_digests(stories: int) -> None:
    """Have messages of digests hold so few stories that the others go into their threads."""
    digests.LINES = stories


@contextmanager
def long_digests() -> Iterator[None]:
    """Have them hold as many as ever when a run is over."""
    stories = digests.LINES
    try:
        yield
    finally:
        digests.LINES = stories
