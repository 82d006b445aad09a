"""Scenarios by chance: sources, topics, editions and people's whims, all drawn from one seed."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

from newswatch.model import WORKSPACE, Cadence, Delivery, Quiet, SourceFilter, State, ThreadPolicy
from simulation.facts import Query, both, either, without, word
from simulation.faults import VERSIONS
from simulation.hub import HUB
from simulation.material import short_digests
from simulation.newsroom import Piece
from simulation.world import World

WORDS = ("lavrov", "pompeo", "venezuela", "gazprom", "nato", "lithium")
NAMES = ("Alpha", "Beta", "Gamma", "Delta", "Epsilon")
OTHER_NAMES = ("Omega", "Sigma", "Kappa", "Zeta", "Theta")
CHANNELS = ("CPOLICY", "CENERGY")
PERSON = "U2"
ZONES = ("", "UTC", "Europe/Berlin", "Asia/Kolkata", "America/New_York")
MINUTES = ("00", "30", "59")
CLOSED = 5
"""Number of an article that its site may want to be left alone."""
PUSHED = "https://push.example/feed9"
PAGES = "pages.example"
"""The host of all articles but copies of them."""
STORY_GOES_ON = timedelta(hours=24)
"""A copy so old is still told with its story, though its feed fails for a day: stories live three days."""


def generated(world: World, rng: random.Random) -> None:
    """Have a few hours pass in a workspace that is drawn."""
    places = [*rng.sample(CHANNELS, rng.randint(1, 2)), *([PERSON] if rng.random() < 0.4 else [])]
    world.add_person(PERSON)
    for place in places:
        if place != PERSON:
            world.add_channel(place)
    numbers = iter(range(1, 1000))
    # The deployed version knows one form of feeds, nothing of what becomes of them, no stories, and no time
    # to post but now: what is held it posts at once, as it may during a deployment.
    is_new = world.plan.world.isdisjoint(VERSIONS)
    feeds = [_feed(n, same_host=rng.random() < 0.5) for n in range(1, rng.randint(1, 3) + 1)]
    if is_new and rng.random() < 0.2:
        feeds.append(PUSHED)
    for number in range(1, rng.randint(2, 5) + 1):
        world.add_topic(
            number,
            f"Watch {NAMES[number - 1]}",
            _query(rng),
            *rng.sample(places, rng.randint(1, len(places))),
            **(_tastes(rng) if is_new else {}),
        )
    timed = [*places, WORKSPACE] if is_new and rng.random() < 0.7 else []
    _settle_in(world, rng, timed)
    _watch(world, rng, feeds, numbers, is_new=is_new)
    for _ in range(rng.choice((1, 1, 2, 2, 3, 6))):
        _hour(world, rng, feeds, places, numbers)
        if is_new:
            _and_more(world, rng, feeds, numbers, timed)
    for place in list(world.facts.broken):
        if rng.random() < 0.7:
            world.invite(place)
    _come_to_an_end(world, feeds, next(numbers))


def _and_more(
    world: World, rng: random.Random, feeds: list[str], numbers: Iterator[int], timed: list[str]
) -> None:
    """Have happen what the deployed version knows nothing of."""
    if rng.random() < 0.5:
        _copies(world, rng, feeds, numbers)
    if rng.random() < 0.2:
        _newsroom(world, rng, feeds, numbers)
    if timed and rng.random() < 0.6:
        _change_of_mind(world, rng, timed)


def _settle_in(world: World, rng: random.Random, places: list[str]) -> None:
    """Have people say how is delivered in some places, and for some topics."""
    if not places:
        return
    short_digests(rng.choice((1, 2, 3, 40)))
    for place in places:
        for _ in range(rng.randint(0, 2)):
            world.set_habits(place, **_habits(world, rng))
    for number in range(1, len(world.facts.topics) + 1):
        if rng.random() < 0.4:
            world.change_topic(number, "set", **_manners(world, rng))


def _change_of_mind(world: World, rng: random.Random, places: list[str]) -> None:
    """Have somebody say that it is to be delivered otherwise, whatever waits."""
    history = list(world.facts.topics.values())
    number = rng.randint(1, len(history))
    match rng.randint(1, 4):
        case 1 | 2:
            world.set_habits(rng.choice(places), **_habits(world, rng))
        case 3 if history[number - 1][-1].topic.state is not State.REMOVED:
            world.change_topic(number, "set", **_manners(world, rng))
        case 4 if history[number - 1][-1].topic.state is not State.REMOVED:
            world.change_topic(
                number, "set", let_until=world.clock.now() + timedelta(hours=rng.randint(1, 9))
            )
    if rng.random() < 0.5:
        world.wait(rng.choice((0.1, 0.5, 2)))


def _habits(world: World, rng: random.Random) -> dict[str, Any]:
    """Return something that people say of a place."""
    match rng.randint(1, 6):
        case 1 | 2:
            return {"cap": rng.choice((1, 1, 2, 3, 6, None, 0))}
        case 3:
            return {"quiet": rng.choice((_quiet(rng), _quiet(rng), Quiet(), None))}
        case 4:
            return {"delivery": rng.choice((_delivery(rng), _delivery(rng), Delivery(), None))}
        case 5:
            return {"zone": rng.choice(ZONES)}
    return {"snoozed_until": rng.choice((_soon(world, rng), None))}


def _manners(world: World, rng: random.Random) -> dict[str, Any]:
    """Return something that people say of how a topic is delivered."""
    match rng.randint(1, 6):
        case 1 | 2:
            return {"delivery": rng.choice((_delivery(rng), _delivery(rng), Delivery(), None))}
        case 3:
            return {"cap_per_day": rng.choice((1, 2, 4, None, 0))}
        case 4:
            return {"quiet": rng.choice((_quiet(rng), None)), "zone": rng.choice(ZONES)}
        case 5:
            return {"urgent": rng.random() < 0.7, "mention": rng.choice(("here", ""))}
    return {"snoozed_until": rng.choice((_soon(world, rng), None))}


def _soon(world: World, rng: random.Random) -> datetime:
    return world.clock.now() + timedelta(minutes=rng.randint(5, 400))


def _quiet(rng: random.Random) -> Quiet:
    # Most of what happens does so by day.
    begin, hours = rng.randint(7, 22), rng.randint(1, 10)
    days = frozenset({rng.randint(0, 2)}) if rng.random() < 0.1 else frozenset[int]()
    return Quiet(f"{begin:02d}:{rng.choice(MINUTES)}", f"{(begin + hours) % 24:02d}:00", days)


def _delivery(rng: random.Random) -> Delivery:
    clock = f"{rng.randint(0, 23):02d}:{rng.choice(MINUTES)}"
    match rng.randint(1, 5):
        case 1:
            return Delivery(Cadence.WEEKLY, f"{rng.choice(('mon', 'tue', 'wed'))} {clock}")
        case 2 | 3:
            return Delivery(Cadence.DAILY, clock)
    return Delivery(Cadence.HOURLY)


def _watch(
    world: World, rng: random.Random, feeds: list[str], numbers: Iterator[int], *, is_new: bool
) -> None:
    """Have the feeds watched."""
    world.hub.lease = rng.choice((timedelta(hours=2), timedelta(days=10)))
    if is_new and "poison" not in world.plan.world and rng.random() < 0.1:
        world.web.close(_piece(rng, CLOSED).url)
    for url in feeds:
        baseline = [_piece(rng, next(numbers)) for _ in range(rng.randint(0, 3))]
        if url == PUSHED:
            world.watch(url, *baseline, form="atom", hub=HUB)
        else:
            world.watch(url, *baseline, form=rng.choice(("rss", "rss", "atom", "json")) if is_new else "rss")


def _come_to_an_end(world: World, feeds: list[str], number: int) -> None:
    """Have nothing go wrong any more, and one last article in each feed."""
    world.plan.calm()
    world.settle()
    world.redrive()
    world.wait(3)
    for n, url in enumerate(feeds):
        address = f"https://probe.example/{number + n}"
        world.publish(url, Piece(address, "", WORDS, f"probe-{url[-9:]}"))
    world.reach()
    world.wait(2)


def _newsroom(world: World, rng: random.Random, feeds: list[str], numbers: Iterator[int]) -> None:
    """Have a newsroom do something to its feed; one that is gone leaves the list."""
    url = rng.choice(feeds)
    site, now = world.web.sites[url], world.clock.now()
    match rng.randint(1, 9):
        case 1 | 2:
            world.renumber(url)
            if rng.random() < 0.5:
                world.publish(url, _piece(rng, next(numbers)))
        case 3:
            old = [replace(_piece(rng, next(numbers)), published=now - timedelta(days=9)) for _ in range(2)]
            world.publish(url, *old, baseline=True)
        case 4:
            world.fail(url)
            world.wait(rng.choice((2, 2, 8, 28)))
            world.mend(url)
        case 5 if len(feeds) > 1 and site.status == HTTPStatus.OK and url not in world.unread():
            world.retire(url)
            feeds.remove(url)
            world.wait(3)
        case 6 if not site.moved_to:
            world.redirect(url, f"{url.replace('https://', 'https://new.')}")
        case 7 if site.form == "atom" and site.pieces:
            world.correct(url, rng.choice(site.pieces).guid, " They will meet again.")
        case 8 if site.hub:
            world.publish(url, _piece(rng, next(numbers)), pings=rng.choice((0, 2, 20)))
        case 9 if site.hub:
            world.hub.forge(site)


def _copies(world: World, rng: random.Random, feeds: list[str], numbers: Iterator[int]) -> None:
    """Have other outlets carry what one has told, at once or in a while."""
    now = world.clock.now()
    recent = [
        news
        for news in world.facts.news
        # What comes out of an archive is no part of any story.
        if now - news.at < STORY_GOES_ON and not news.again and not news.piece.published
    ]
    if not recent:
        return
    story = rng.choice(recent).piece.story
    for number in [next(numbers) for _ in range(rng.randint(1, 3))]:
        address, words = f"https://outlet{number}.example/{number}", _words(rng)
        world.publish(rng.choice(feeds), Piece(address, "", words, f"guid-{number:03d}", story=story))
        if rng.random() < 0.3:
            world.reach()


def _hour(
    world: World, rng: random.Random, feeds: list[str], places: list[str], numbers: Iterator[int]
) -> None:
    """Have something happen, and time pass until it is done, or not quite."""
    for _ in range(rng.randint(1, 3)):
        url = rng.choice(feeds)
        match rng.randint(1, 10):
            case 1 | 2 | 3 | 4 | 5:
                new = [_piece(rng, next(numbers)) for _ in range(rng.randint(1, 3))]
                world.publish(url, *new)
            case 6:
                _again(world, rng, url)
            case 7 | 8:
                _whim(world, rng, places)
            case 9:
                _door(world, rng, places)
            case 10:
                world.let_die()
        if rng.random() < 0.5:
            world.advance(minutes=rng.randint(0, 20))
            if rng.random() < 0.5:
                world.tick()
                world.drain()
    if rng.random() < 0.8:
        world.reach()


def _again(world: World, rng: random.Random, url: str) -> None:
    """Have a feed bring what is known: another one's article, or its own under a new headline."""
    known = [news for news in world.facts.news if not news.baseline and not news.piece.poison]
    if not known:
        return
    news = rng.choice(known)
    piece = world.web.pages[news.piece.url]
    article = world.store.article_at([piece.url])
    if article is None or rng.random() < 0.5:
        world.publish(url, replace(piece))
    else:
        # An article has the title that it has where it came from first.
        source = next(url for url, id_ in world.facts.sources.items() if id_ == article.source_id)
        # It has the id there that it has now: under another one it would be there twice.
        ids = (each.guid for each in world.web.sites[source].pieces if each.url == piece.url)
        title = f"{piece.title}, and more"
        world.publish(source, replace(piece, title=title, guid=next(ids, piece.guid)))


def _whim(world: World, rng: random.Random, places: list[str]) -> None:
    """Have somebody change a topic."""
    number = rng.randint(1, len(world.facts.topics))
    history = list(world.facts.topics.values())[number - 1]
    state = history[-1].topic.state
    if state is State.REMOVED:
        return
    match rng.randint(1, 5):
        case 1:
            world.change_topic(number, "set", name=f"Watch {OTHER_NAMES[number - 1]}")
        case 2 if state is State.ACTIVE:
            world.pause(number)
        case 2 | 3 if state is State.PAUSED:
            world.change_topic(number, "resume", state=State.ACTIVE)
        case 3 if rng.random() < 0.3:
            world.remove(number)
        case 4:
            world.move(number, *rng.sample(places, rng.randint(1, len(places))))
        case 5 if world.facts.sources:
            chosen = rng.choice(list(world.facts.sources.values()))
            world.change_topic(number, "set", sources=SourceFilter(ids=frozenset({chosen})))


def _door(world: World, rng: random.Random, places: list[str]) -> None:
    """Have the bot thrown out of a channel, or invited again."""
    channels = [place for place in places if place != PERSON]
    channel = rng.choice(channels)
    if channel in world.facts.broken:
        world.invite(channel)
    else:
        world.kick(channel)


def _feed(number: int, *, same_host: bool) -> str:
    host = "news.example" if same_host else f"news{number}.example"
    return f"https://reader:planted-password@{host}/feed{number}?key=planted-key"


def _piece(rng: random.Random, number: int) -> Piece:
    return Piece(f"https://{PAGES}/{number}", "", _words(rng), f"guid-{number:03d}")


def _words(rng: random.Random) -> tuple[str, ...]:
    return tuple(rng.sample(WORDS, rng.randint(0, 4)))


def _tastes(rng: random.Random) -> dict[str, Any]:
    """Return how a topic wants stories told that several outlets carry."""
    return {
        "outlets": 2 if rng.random() < 0.15 else 1,
        "prefer": (PAGES,) if rng.random() < 0.2 else (),
        "thread": ThreadPolicy.REPLY if rng.random() < 0.2 else ThreadPolicy.EDIT,
    }


def _query(rng: random.Random) -> Query:
    one, other = (word(text) for text in rng.sample(WORDS, 2))
    match rng.randint(1, 4):
        case 1:
            return both(one, other)
        case 2:
            return either(one, other)
        case 3:
            return without(one, other)
    return one
