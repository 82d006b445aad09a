"""The articles of one day, from a seed: each with the story that it truly tells, and how it tells it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from day.events import DAILIES, Event, daily, events
from day.outlets import Outlet, outlets
from day.telling import Article, Draft, Telling, copied, drafted, rendered
from day.world import COUNTRIES, World, cities

BEGINS = datetime(2026, 3, 2, tzinfo=UTC)
ENDS = BEGINS + timedelta(days=1) - timedelta(minutes=1)
SIZES = ((1, 1, 45), (2, 2, 20), (3, 3, 13), (4, 10, 17), (11, 29, 3.6), (30, 55, 1.4))
"""Articles that an event gets: from, to, and how many events in a hundred."""
TELLINGS = {
    Telling.OWN: 52,
    Telling.SYNDICATED: 22,
    Telling.TRIMMED: 10,
    Telling.EDITED: 10,
    Telling.BRIEF: 6,
}
"""Of a hundred articles beside the first of their story."""
TWICE = 0.3
"""The share of columns that come in the morning and, in the same words with other figures, in the evening."""
UPDATED = 0.12
"""The share of articles that appear once more under their address, changed."""


@dataclass(frozen=True)
class Day:
    """A day of news."""

    outlets: Sequence[Outlet]
    events: Mapping[int, Event]
    articles: Sequence[Article]
    """By time of publication; updates are articles of their own, with the address of what they update."""

    def stories(self) -> Mapping[int, Sequence[Article]]:
        """Return the articles by true story."""
        found: defaultdict[int, list[Article]] = defaultdict(list)
        for article in self.articles:
            found[article.story].append(article)
        return found


def make_day(seed: int, stories: int = 400, papers: int = 60) -> Day:
    """Return a day: so many events, and beside them what outlets publish every day."""
    world, rng = World(seed), Random(f"{seed} day")
    told_by = outlets(papers, rng)
    happened = events(stories, world, BEGINS, seed)
    articles = [
        article
        for event, size in zip(happened, _sizes(stories, rng), strict=True)
        for article in _coverage(event, size, told_by, world, seed)
    ]
    every_day = _dailies(told_by, happened, world, seed)
    articles += [article for _, article in every_day]
    numbered = {event.id: event for event in happened} | {event.id: event for event, _ in every_day}
    return Day(told_by, numbered, sorted(articles, key=lambda article: (article.published, article.url)))


def _sizes(count: int, rng: Random) -> list[int]:
    """Return how many articles each event gets: the shares as they stand in the table, in any order."""
    total = sum(share for *_, share in SIZES)
    found = [
        rng.randint(low, high) for low, high, share in SIZES for _ in range(round(count * share / total))
    ]
    found += [1] * (count - len(found))
    rng.shuffle(found)
    return found[:count]


def _coverage(event: Event, size: int, told_by: Sequence[Outlet], world: World, seed: int) -> list[Article]:
    rng = Random(f"{seed} coverage {event.id}")
    found: list[Article] = []
    drafts: dict[str, Draft] = {}
    at = event.at
    for n, outlet in enumerate(_tellers(size, told_by, rng)):
        at = min(event.at + timedelta(minutes=_delay(n, rng)), ENDS)
        number = f"{event.id:04d}-{n:02d}"
        sources = [one for one in found if one.telling is Telling.OWN and one.published <= at]
        telling = (
            Telling.BRIEF if outlet.summaries else rng.choices(list(TELLINGS), list(TELLINGS.values()))[0]
        )
        if telling in {Telling.SYNDICATED, Telling.TRIMMED, Telling.EDITED} and sources:
            source = max(sources, key=lambda one: (one.outlet.agency, one.outlet.reach * rng.random()))
            found.append(copied(source, event, telling, outlet, at=at, number=number, rng=rng))
            continue
        telling = Telling.BRIEF if telling is Telling.BRIEF and (n or outlet.summaries) else Telling.OWN
        draft = drafted(event, outlet, world, rng, brief=telling is Telling.BRIEF)
        article = rendered(draft, event, outlet, at, telling, number=number)
        if telling is Telling.OWN:
            drafts[article.url] = draft
        found.append(article)
    for article in list(found):
        later = article.published + timedelta(minutes=rng.randint(20, 360))
        if rng.random() < UPDATED and later < ENDS and (draft := drafts.get(article.url)):
            revised = draft.revised(event, rng)
            found.append(rendered(revised, event, article.outlet, later, Telling.UPDATE, before=article))
    return found


def _tellers(size: int, told_by: Sequence[Outlet], rng: Random) -> list[Outlet]:
    """Return who tells of an event, each outlet once; an agency is often the first."""
    ranked = sorted(told_by, key=lambda outlet: rng.random() ** (1 / outlet.reach), reverse=True)
    chosen = ranked[:size]
    if size > 1 and rng.random() < 0.7:
        chosen.sort(key=lambda outlet: not outlet.agency)
    return chosen


def _delay(n: int, rng: Random) -> float:
    """Return minutes after the event."""
    return 5 + rng.expovariate(1 / 20) if n == 0 else 15 + rng.expovariate(1 / 150)


def _dailies(
    told_by: Sequence[Outlet], happened: Sequence[Event], world: World, seed: int
) -> list[tuple[Event, Article]]:
    """Return what outlets publish every day, of a kind or two each; no two are about one city or exchange."""
    rng = Random(f"{seed} dailies")
    towns = [(country, city) for country in COUNTRIES for city in cities(country)]
    rng.shuffle(towns)
    exchanges = list(COUNTRIES)
    found: list[tuple[Event, Article]] = []
    for n, outlet in enumerate(one for one in told_by if not one.agency and not one.summaries):
        for name in rng.sample(DAILIES, rng.randint(1, 2)):
            scene = world.scene(rng)
            if name == "markets":
                if not exchanges:
                    continue
                scene = world.scene_in(exchanges.pop(), rng)
            elif name == "weather":
                scene = world.scene_in(towns[n][0], rng, towns[n][1])
            morning = BEGINS + timedelta(minutes=rng.randint(4 * 60, 9 * 60))
            evening = BEGINS + timedelta(minutes=rng.randint(17 * 60, 20 * 60))
            for at in (morning, evening)[: 1 + (rng.random() < TWICE)]:
                number = len(happened) + len(found)
                event = daily(number, name, world, scene, begins=BEGINS, at=at, seed=seed)
                beside = rng.sample(happened, 5) if name == "briefing" else ()
                draft = drafted(event, outlet, world, rng, beside=beside)
                told = rendered(draft, event, outlet, at, Telling.DAILY, number=f"{number:04d}-00")
                found.append((event, told))
    return found
