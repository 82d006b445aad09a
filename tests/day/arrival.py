"""When each article of the day arrives: as feeds are polled, or in any order at all."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from day.news import BEGINS, Day
from day.outlets import Outlet
from day.telling import Article, Telling

INTERVALS_MIN = (5, 10, 15, 30, 60)
"""Of polls; each outlet has one, drawn anew for each order."""
LATE = 0.05
LATEST_H = 6
"""So many articles in a hundred come hours late, as when a server was down."""
AGAIN = 0.02
"""The share of messages that their queue delivers twice."""


@dataclass(frozen=True)
class Delivery:
    """What one message brings: entries of one outlet."""

    at: datetime
    outlet: Outlet
    articles: tuple[Article, ...]
    changed: bool = False
    """Whether they were there before, and say something else now."""


def polled(day: Day, seed: str) -> list[Delivery]:
    """Return the day's deliveries in order: each article with the first poll after it was published."""
    rng = Random(f"{seed} polled")
    interval = {outlet.host: timedelta(minutes=rng.choice(INTERVALS_MIN)) for outlet in day.outlets}
    phase = {outlet.host: rng.random() * interval[outlet.host] for outlet in day.outlets}
    times = []
    for article in day.articles:
        host = article.outlet.host
        late = timedelta(hours=rng.uniform(0.5, LATEST_H)) if rng.random() < LATE else timedelta(0)
        since = article.published + late - BEGINS
        polls = (since - phase[host]) // interval[host] + 1
        times.append(BEGINS + phase[host] + polls * interval[host])
    return _deliveries(day.articles, times, rng)


def shuffled(day: Day, seed: str) -> list[Delivery]:
    """Return deliveries in any order, on the day after: as when all of it had waited."""
    rng = Random(f"{seed} shuffled")
    times = [BEGINS + timedelta(days=1, minutes=rng.randrange(24 * 60)) for _ in day.articles]
    return _deliveries(day.articles, times, rng)


def _deliveries(articles: Sequence[Article], times: Sequence[datetime], rng: Random) -> list[Delivery]:
    first: dict[str, datetime] = {}
    groups: defaultdict[tuple[datetime, str, bool], list[Article]] = defaultdict(list)
    outlets = {article.outlet.host: article.outlet for article in articles}
    # By publication, so that what updates is looked at after what it updates.
    for article, at in zip(articles, times, strict=True):
        changed = article.telling is Telling.UPDATE
        after = first.setdefault(article.url, at) + timedelta(minutes=1)
        groups[max(at, after) if changed else at, article.outlet.host, changed].append(article)
    found = []
    for (at, host, changed), together in groups.items():
        rng.shuffle(together)
        delivery = Delivery(at, outlets[host], tuple(together), changed)
        found += [delivery] * (1 + (rng.random() < AGAIN))
    rng.shuffle(found)
    return sorted(found, key=lambda delivery: delivery.at)
