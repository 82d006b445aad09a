"""Silence: the owner of a topic that brings nothing any more is told so, once, with the nearest miss."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta

from newswatch.delivery.rates import SILENT_DAYS, USUAL_DAYS, Quiet, quiet
from newswatch.errors import QueryError
from newswatch.model import (
    ChannelId,
    State,
    StoryId,
    Topic,
    is_person,
)
from newswatch.observe import logger
from newswatch.ports import Clock, Deadline, Queues, Store
from newswatch.posts import Miss, Silence
from newswatch.query import Query
from newswatch.sources import urls
from newswatch.usecases.misses import Missed, nearest_misses
from newswatch.usecases.queries import read_query
from newswatch.usecases.rates import rate_post, settled_since
from newswatch.usecases.spending import stopped_lately

_DAY = timedelta(days=1)


def tell_silence(store: Store, queues: Queues, clock: Clock, deadline: Deadline, day: date) -> int:
    """Tell owners of the topics that have brought nothing for two weeks, against what was usual for them.

    Left out are topics that do not match now, or have been changed or resumed in these weeks; that listen
    to no source that is read; whose owner is no person; and all, where nothing at all was read. Doing it
    again tells nobody twice: what is told is known by the topic and the day of its last story.

    Args:
        store: the store.
        queues: the queues.
        clock: the time.
        deadline: how long it may take; the nearest misses are those that are found until then.
        day: today.

    Returns:
        How many topics were found that had not been told.
    """
    now = clock.now()
    if stopped_lately(store, day, SILENT_DAYS):
        logger.info("silence not looked for", why="sources were not read: the monthly limit was reached")
        return 0
    silent = [
        (topic, found)
        for topic, found in _silent(store, now, day)
        if store.post(ChannelId(topic.owner), _story(topic, found)) is None
    ]
    if not silent:
        return 0
    misses = nearest_misses(store, list(_read(store, [topic for topic, _ in silent])), now, deadline)
    if misses.complete and not misses.read:
        logger.warning("nothing was read for long", topics=len(silent))
        return 0
    posts = []
    for topic, found in silent:
        nearest = next(iter(misses.of.get(topic.id, ())), None)
        silence = Silence(found.days, found.usual.a_day, _miss(store, nearest) if nearest else None)
        posts.append(rate_post(topic, ChannelId(topic.owner), _story(topic, found), silence, now))
        logger.info("silent", topic_id=topic.id, days=found.days, usual=silence.usual)
    store.enqueue(posts)
    queues.wake({post.channel: None for post in posts})
    return len(posts)


def _silent(store: Store, now: datetime, day: date) -> Iterator[tuple[Topic, Quiet]]:
    days = [day - n * _DAY for n in range(SILENT_DAYS + USUAL_DAYS + 1)]
    begin, first = (datetime.combine(one, time(), UTC) for one in (day - SILENT_DAYS * _DAY, days[-1]))
    brought = store.activity(first)
    sources = [source for source in store.sources() if source.state is State.ACTIVE]
    for topic in store.topics():
        last = brought[topic.id].last if topic.id in brought else None
        if last is None or last >= begin or not topic.is_active(now) or not is_person(topic.owner):
            continue
        if not any(map(topic.sources.admits, sources)):
            continue
        since = settled_since(topic, store.history(topic.id)).astimezone(UTC).date()
        if found := quiet(store.daily_alerts(topic.id, days), day, since):
            yield topic, found


def _story(topic: Topic, found: Quiet) -> StoryId:
    return StoryId(f"silence-{topic.id}-{found.last}")


def _read(store: Store, topics: Sequence[Topic]) -> Iterator[tuple[Topic, Query]]:
    for topic in topics:
        try:
            yield topic, read_query(store, topic.query)
        except QueryError as e:
            # Stored by a newer version, or its set is not there: then nothing can come near.
            logger.error("stored query does not parse", topic_id=topic.id, error=e.message)


def _miss(store: Store, missed: Missed) -> Miss:
    """Return the newest of these articles, as it is told."""
    at, article = missed.newest[0]
    source = store.sources_by_id([article.source_id]).get(article.source_id)
    outlet = article.site_name or (source.name if source else "") or urls.outlet(article.url)
    return Miss(article.title, article.url, outlet, at, missed.lack, missed.clause)
