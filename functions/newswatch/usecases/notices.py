"""What a post says now that tells no story."""

from datetime import datetime

from newswatch.delivery.message import line
from newswatch.model import ChannelId, ChannelSettings, Source, Topic
from newswatch.ports import Store
from newswatch.posts import (
    Content,
    HeldBack,
    HeldNotice,
    Line,
    Notice,
    Post,
    RateNews,
    RateNotice,
    SettingsNotice,
    Silence,
    SourceNotice,
    SpendingNotice,
    Trouble,
)
from newswatch.usecases.changes import before
from newswatch.usecases.held import held_by_caps
from newswatch.usecases.whereabouts import is_wanted

FIRST = 3
"""Stories that the notice of a cap names."""


def news(store: Store, post: Post, now: datetime) -> Content | None:
    """Return what a post says that tells no story."""
    if post.about:
        return _trouble(store, post, post.about)
    if post.rate:
        return _rate(store, post, post.rate, now)
    if post.held_back:
        return _held_back(store, post, post.held_back, now)
    if post.spending:
        return SpendingNotice(post_id=post.id, channel=post.channel, news=post.spending)
    return _notice(store, post)


def _held_back(store: Store, post: Post, held_back: HeldBack, now: datetime) -> HeldNotice | None:
    topic = next(iter(store.topics_by_id(post.topic_ids).values()), None)
    if topic is None or not (post.ts or topic.is_active(now)):
        return None
    waiting = held_by_caps(store, held_back.where, topic.id)
    if not waiting and not post.ts:
        return None
    first = [_first(store, each, topic) for each in waiting[:FIRST]]
    return HeldNotice(
        post_id=post.id,
        channel=post.channel,
        topic=topic,
        held_back=held_back,
        stories=len(waiting),
        first=tuple(first),
    )


def _first(store: Store, post: Post, topic: Topic) -> Line:
    alerts = store.alerts(post.story_id, [topic.id])
    source = store.sources_by_id([post.source_id]).get(post.source_id)
    return line(alerts, store.article(post.article_id), source, {topic.id: topic.name})


def _trouble(store: Store, post: Post, about: ChannelId) -> Trouble | None:
    topics = store.topics_by_id(post.topic_ids)
    names = tuple(sorted(topic.name for topic in topics.values()))
    if not names:
        return None
    return Trouble(post_id=post.id, channel=post.channel, about=about, topics=names, what_to_do=post.warning)


def _rate(store: Store, post: Post, news: RateNews, now: datetime) -> RateNotice | None:
    topic = next(iter(store.topics_by_id(post.topic_ids).values()), None)
    if topic is None or not (post.ts or _is_still_news(topic, post.channel, news, now)):
        return None
    is_today = post.claimed_at.date() == now.date()
    return RateNotice(post_id=post.id, channel=post.channel, topic=topic, news=news, today=is_today)


def _is_still_news(topic: Topic, channel: ChannelId, news: RateNews, now: datetime) -> bool:
    """Return whether news of a topic's rate are still for whom they were meant."""
    if isinstance(news, Silence):
        return topic.is_active(now) and channel == ChannelId(topic.owner)
    return is_wanted(topic, channel, now)


def _notice(store: Store, post: Post) -> Notice | SourceNotice | SettingsNotice | None:
    change = store.change(post.change)
    if change and isinstance(change.snapshot, ChannelSettings):
        earlier = before(change.seq, store.history(change.snapshot.channel))
        known = earlier.snapshot if earlier else None
        return SettingsNotice(
            post_id=post.id,
            channel=post.channel,
            change=change,
            settings=change.snapshot,
            before=known if isinstance(known, ChannelSettings) else None,
        )
    if change and isinstance(change.snapshot, Source):
        return SourceNotice(post_id=post.id, channel=post.channel, change=change, source=change.snapshot)
    if change is None or not isinstance(change.snapshot, Topic):
        return None
    earlier = before(change.seq, store.history(change.snapshot.id))
    was = earlier.snapshot if earlier else None
    return Notice(
        post_id=post.id,
        channel=post.channel,
        change=change,
        topic=change.snapshot,
        before=was if isinstance(was, Topic) else None,
    )
