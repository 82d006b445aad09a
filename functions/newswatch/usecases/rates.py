"""Rates: a topic that brings far more stories than usual is told to do so, once, where it posts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from newswatch.delivery.rates import LEAST_STORIES, SPIKE_DAYS, begins_spike, usual
from newswatch.errors import NewswatchError
from newswatch.model import (
    ArticleId,
    Change,
    ChannelId,
    SourceId,
    State,
    StoryId,
    ThreadPolicy,
    Topic,
    TopicId,
)
from newswatch.observe import logger
from newswatch.ports import Store
from newswatch.posts import Post, RateNews, Spike, post_id

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Before:
    """What a topic brought before today."""

    version: int
    """Of the topic."""
    since: date
    counts: Mapping[date, int]


class Rates:
    """What topics usually bring, as far as it was asked for today.

    Lives as long as its execution environment. A claim costs one small read a topic; what was before, is
    read once a day, of topics that have brought ``LEAST_STORIES`` today.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._day = date.min
        self._before: dict[TopicId, _Before] = {}
        self._told: set[TopicId] = set()

    def watch(self, topics: Iterable[Topic], now: datetime) -> None:
        """Put into the outboxes of topics that have just claimed stories what there is to tell of their rate.

        Whoever claims wakes these channels anyhow. Never raises: a figure must not cost an alert, and the
        next claim makes up for it.
        """
        day = now.astimezone(UTC).date()
        if day != self._day:
            self._day, self._before, self._told = day, {}, set()
        for topic in topics:
            try:
                self._look(topic, day, now)
            except NewswatchError as e:
                logger.warning("rate not looked at", topic_id=topic.id, error=str(e))

    def _look(self, topic: Topic, day: date, now: datetime) -> None:
        if topic.id in self._told:
            return
        stories = self._store.daily_alerts(topic.id, [day]).get(day, 0)
        if stories < LEAST_STORIES:
            return
        before = self._before.get(topic.id)
        if before is None or before.version != topic.version:
            before = self._before[topic.id] = self._read(topic, day)
        if not begins_spike({**before.counts, day: stories}, day, before.since):
            return
        spike = Spike(stories, usual(before.counts, day, before.since, SPIKE_DAYS).a_day)
        story_id = StoryId(f"spike-{topic.id}-{day}")
        self._store.enqueue([rate_post(topic, to, story_id, spike, now) for to in topic.destinations])
        self._told.add(topic.id)
        logger.info("far more than usual", topic_id=topic.id, stories=stories, usual=spike.usual)

    def _read(self, topic: Topic, day: date) -> _Before:
        # One day more: whether yesterday had far more than usual, is told by the days before it.
        days = [day - n * _DAY for n in range(1, SPIKE_DAYS + 2)]
        since = settled_since(topic, self._store.history(topic.id)).astimezone(UTC).date()
        return _Before(topic.version, since, self._store.daily_alerts(topic.id, days))


def rate_post(topic: Topic, channel: ChannelId, story_id: StoryId, news: RateNews, now: datetime) -> Post:
    """Return the post that tells news of a topic's rate in a channel."""
    return Post(
        id=post_id(channel, story_id),
        channel=channel,
        story_id=story_id,
        article_id=ArticleId(""),
        source_id=SourceId(""),
        claimed_at=now,
        topic_ids=frozenset({topic.id}),
        rate=news,
    )


def settled_since(topic: Topic, history: Sequence[Change]) -> datetime:
    """Return since when a topic has watched for what it watches for now: its numbers before tell nothing.

    Args:
        topic: the topic, as it is.
        history: its changes, newest first, as far as they are known.
    """
    since, now = topic.created_at, _watches(topic)
    for newer, older in pairwise(history):
        if not isinstance(older.snapshot, Topic) or _watches(older.snapshot) != now:
            since = newer.when
            break
    if topic.state is State.PAUSED and topic.paused_until:
        # The pause ended by itself, which no change tells.
        since = max(since, topic.paused_until)
    return since


def _watches(topic: Topic) -> tuple[object, ...]:
    """Return what makes a difference to how much a topic brings."""
    each = topic.thread is ThreadPolicy.EACH
    return topic.query, topic.sources, topic.outlets, each, topic.state, topic.paused_until
