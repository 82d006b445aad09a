"""What is in the table when the day begins: sources in their stride, topics, and what was read before."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from random import Random
from typing import Any

from builders import ALICE, channel_settings, source, topic
from day.news import Day, make_day
from day.telling import Telling
from month.bodies import as_sent
from month.scripts import Form
from month.web import _validators as validators_of
from simulation.aws.dynamodb import MemoryDynamo
from stores import create_table

from bench.cost.sites import Site, feed
from newswatch.model import (
    WORKSPACE,
    Article,
    ArticleId,
    ChannelId,
    Decision,
    Entry,
    FetchMemory,
    Hints,
    Kind,
    Source,
    Subscription,
    TopicId,
    UserId,
)
from newswatch.sources import answers, pace, schedule, seen, urls
from newswatch.storage.keys import Keys
from newswatch.storage.store import DynamoStore
from newswatch.stories import Grouper

TABLE, DAYS_OF_STORIES, DAYS_OF_ARTICLES, LOG_DAYS = "newswatch", 3, 7, 9
CHANNELS, PEOPLE = 25, 40
ALERTS_A_TOPIC, ALERTS_SPREAD = 3.0, 1.35
"""A day, lognormal over topics: of 200 topics some 600."""
TEMPLATES = 300
"""Articles of which those of the week before are made."""
KEYS = Keys("main")


def channels() -> list[ChannelId]:
    """Return the channels that are told."""
    return [ChannelId(f"C{n:03d}") for n in range(CHANNELS)]


def people() -> list[UserId]:
    """Return who works there."""
    return [UserId(f"U{n:03d}") for n in range(PEOPLE)]


def store_of(dynamo: MemoryDynamo) -> DynamoStore:
    """Return a store that costs nothing: nobody's calls."""
    client: Any = dynamo
    return DynamoStore(TABLE, "main", retrying=client, once=client, article_retention_days=30)


def watch(store: DynamoStore, sites: Sequence[Site], now: datetime) -> list[Source]:
    """Have sources watched, each in its stride: read a while ago, at the interval that suits it."""
    found = []
    for n, site in enumerate(sites):
        kind = Kind.PAGE if site.form is Form.PAGE else Kind.FEED
        kept = source(n, url=site.url, name=f"Paper {site.name}", kind=kind)
        saved = store.save_source(kept, ALICE, now - timedelta(days=30), "add").snapshot
        assert isinstance(saved, Source)
        memory = remembered(site, saved, now)
        store.remember_fetch(saved.id, memory)
        store.remember_seen(saved.id, seen.merge((), entries(site, now)))
        at = schedule.after_baseline(saved.id, memory.interval_s, memory.interval_s // 20, now)
        store.postpone(saved, at - timedelta(seconds=memory.interval_s // 20), memory.interval_s)
        if site.hub:
            store.save_subscription(subscribed(site, saved, now), None)
        found.append(saved)
    origins = sorted({site.url.rpartition("/")[0].rpartition("/")[0] for site in sites})
    for n, origin in enumerate(origins):
        # Each is asked for once a day, at any time.
        store.save_robots(
            origin, "User-agent: *\nDisallow: /admin/\n", now + timedelta(days=n / len(origins))
        )
    return found


def subscribed(site: Site, source: Source, now: datetime) -> Subscription:
    """Return a subscription whose hub has told of all that there is."""
    token, secret = (sha256(f"{name} {site.name}".encode()).hexdigest()[:32] for name in ("token", "secret"))
    asked_at = now - timedelta(days=1)
    return Subscription(source.id, site.hub, site.url, token, secret, asked_at, now + timedelta(days=4), now)


def entries(site: Site, now: datetime) -> list[Entry]:
    """Return what its feed holds, as far as that counts for what was seen."""
    shown = [site.version(item.number, now) for item in reversed(site.shown(now))]
    return [
        Entry(
            id=each.url,
            url=each.url,
            title=each.title,
            published=each.published if site.form is not Form.PAGE else None,
            updated=each.published if site.form is Form.ATOM else None,
        )
        for each in shown
    ]


def remembered(site: Site, source: Source, now: datetime) -> FetchMemory:
    """Return what collect remembers of a source that it has polled for a month."""
    data = as_sent(feed(site, now), "")
    digest = sha256(data).hexdigest()[:12]
    headers = validators_of(site, digest, now)
    times = pace.appeared(entries(site, now), now, baseline=True)
    floor_s = site.asks.max_age_s
    since = now - timedelta(days=30)
    return FetchMemory(
        validators=answers.validators(headers, data),
        baseline_at=since,
        interval_s=pace.interval_s(source, pace.merged((), times), floor_s, now, since=since),
        times=pace.merged((), times),
        hints=Hints(least_s=floor_s),
        hub=site.hub,
        topic_url=site.url if site.hub else "",
    )


def ask(store: DynamoStore, day: Day, count: int, seed: int, now: datetime) -> None:
    """Have so many topics ask for what the day tells of, some of it often, most of it now and then."""
    rng = Random(f"{seed} topics")
    told: Counter[str] = Counter()
    for event in day.events.values():
        told.update(
            {event.scene.country, event.scene.city, event.facts["a"], event.facts["al"], event.scene.org}
        )
    by_count: dict[int, list[str]] = {}
    for name, times in sorted(told.items()):
        by_count.setdefault(times, []).append(name)
    scale = len(day.articles) / 5_000
    mean = ALERTS_A_TOPIC * scale / 2.718281828 ** (ALERTS_SPREAD**2 / 2)
    for n in range(count):
        wanted = rng.lognormvariate(0, ALERTS_SPREAD) * mean
        times = min(by_count, key=lambda each: abs(each - wanted))
        name = rng.choice(by_count[times])
        query = f'"{name}"' if wanted >= 0.5 else f'"{name}" AND (lithium OR uranium)'
        if n % 3 == 0:
            query = f"{query} AND NOT (horoscope OR crossword)"
        to = channels()[n % CHANNELS :: CHANNELS] + (channels()[:1] if n % 10 == 0 else [])
        wants = topic(
            id=TopicId(f"{n:016x}"), handle=f"topic-{n}", name=f"Topic {n}", query=query, query_typed=query,
            destinations=tuple(dict.fromkeys(to)), owner=people()[n % PEOPLE],
            created_at=now - timedelta(days=9),
        )  # fmt: skip
        store.save_topic(wants, wants.owner, wants.created_at, "add")
    store.save_settings(channel_settings(channel=WORKSPACE), ALICE, now - timedelta(days=30), "add")


def recall(store: DynamoStore, dynamo: MemoryDynamo, articles: int, seed: int, now: datetime) -> None:
    """Have there be what was read and told apart before: articles of a week, stories of three days.

    The stories are another day's, told three times under other names: what they hold is as much as it
    would be, and is found in memory as fast.
    """
    other = make_day(seed + 1, stories=max(20, round(articles / 4.05)))
    told = [each for each in other.articles if each.telling is not Telling.UPDATE][:articles]
    made = _templates(told, now)
    for ago in range(1, DAYS_OF_ARTICLES + 1):
        name = f"{now - timedelta(days=ago):%Y-%m-%d}"
        for n in range(articles):
            id_ = ArticleId(sha256(f"{ago} {n}".encode()).hexdigest()[:16])
            item = made[n % len(made)]
            key = KEYS.article(name, id_)
            dynamo.put_item(TableName=TABLE, Item={**item, "pk": {"S": key.pk}, "sk": {"S": key.sk}})
    grouper, seq = Grouper(timedelta(hours=72)), 0
    placed = []
    for each in told:
        placement = grouper.place(
            ArticleId(urls.article_id(each.url)), each.title, each.text, urls.outlet(each.url), each.published
        )
        grouper.learn(placement)
        placed.append(placement)
    for ago in range(DAYS_OF_STORIES, 0, -1):
        for placement in placed:
            seq += 1
            at = placement.at - timedelta(days=ago - 0)
            again = replace(
                placement,
                at=at,
                article_id=ArticleId(_renamed(placement.article_id, ago)),
                story_id=type(placement.story_id)(_renamed(placement.story_id, ago)),
            )
            store.decide(Decision(seq, again))


def _renamed(id_: str, ago: int) -> str:
    return f"{ago:x}{id_[1:]}"


def _templates(told: Sequence[Any], now: datetime) -> list[dict[str, Any]]:
    """Return articles as items of the table."""
    dynamo = MemoryDynamo(lambda: now, remembered=1)
    create_table(dynamo, TABLE)
    store = store_of(dynamo)
    for each in told[:TEMPLATES]:
        store.save_article(
            Article(
                id=ArticleId(urls.article_id(each.url)), url=each.url, title=each.title, text=each.text,
                read_at=now, source_id=source(0).id, published=each.published, language="en",
                site_name="Paper",
            ),
            (),
        )  # fmt: skip
    return [item for item in dynamo.items() if "#DAY#" in item["pk"]["S"]]
