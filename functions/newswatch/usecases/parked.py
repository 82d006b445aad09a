"""Parked posts: what cannot be delivered waits for a person, who is told, and is tried again."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from newswatch.delivery.revival import RETRY_EVERY, next_try, released, revival, revived
from newswatch.model import (
    ArticleId,
    ChannelId,
    SourceId,
    StoryId,
    TopicId,
    UserId,
    is_person,
)
from newswatch.observe import Measure, logger, measure
from newswatch.ports import Queues, Store
from newswatch.posts import OutboxRow, Post, PostState, post_id
from newswatch.usecases.whereabouts import whereabouts


def park(
    store: Store,
    queues: Queues,
    post: Post,
    row: OutboxRow,
    *,
    reason: str,
    now: datetime,
    doubtful: bool = False,
) -> None:
    """Let a post wait for a person; the owners of its topics are told why, once for all that waits that day.

    They are told first: should the process die in between, the post is tried again, and parked then.

    Args:
        store: the store.
        queues: the queues.
        post: the post, as the table has it.
        row: its place in the outbox.
        reason: what a person can do.
        now: the time.
        doubtful: whether Slack may have taken it.
    """
    since = store.trouble_since(post.channel, now, now + RETRY_EVERY)
    warnings = list(_warnings(store, post, reason, since, now))
    store.enqueue(warnings)
    queues.wake([warning.channel for warning in warnings])
    parked = replace(
        post,
        state=PostState.PARKED,
        owner="",
        lease_until=None,
        absent_at=None,
        reason=reason,
        doubtful=doubtful,
        parked_at=post.parked_at or now,
        tried_at=now,
    )
    store.park(parked, post, row, now + RETRY_EVERY)
    logger.warning("post parked", post_id=post.id, channel=post.channel, doubtful=doubtful)
    measure(Measure.POSTS_PARKED)


def revive(
    store: Store, queues: Queues, channel: ChannelId, now: datetime, has_time: Callable[[], bool]
) -> Sequence[Post]:
    """Have a channel's parked posts tried again; return those that are in the outbox by themselves.

    To be called under the channel's lease.

    Args:
        store: the store.
        queues: the queues.
        channel: the channel.
        now: the time.
        has_time: whether there is time for one more post.
    """
    parked = store.parked(channel)
    if not parked:
        store.forget_parked(channel)
        return []
    store.retry(channel, next_try(parked, now))
    # First: where a topic has moved to, its posts come as they would have come here.
    gone = [post for post in parked if not (post.doubtful or move_on(store, queues, post, now))]
    plan = revival([post for post in parked if post not in gone], now)
    # What nobody wants told here any more is cancelled by whoever finds it in the outbox.
    for post in (*gone, *plan.alone):
        store.unpark(revived(post, now), post)
    for post in plan.together:
        if has_time():
            store.unpark(released(post, now), post)
    logger.info(
        "parked posts tried again", channel=channel, alone=len(plan.alone), together=len(plan.together)
    )
    return plan.alone


def move_on(store: Store, queues: Queues, post: Post, now: datetime) -> bool:
    """Have the alerts of a post that Slack does not show follow their topics to where these post now.

    Returns:
        Whether anybody wants it told where it is, or Slack shows it there.
    """
    found = whereabouts(store, post, now)
    for move in found.moves:
        store.move(move.alert, move.post, move.to, now)
    channels = [channel for move in found.moves for channel in move.to]
    queues.wake(channels, retry=any(move.post.parked_at for move in found.moves))
    return found.stays


def _warnings(store: Store, post: Post, reason: str, since: datetime, now: datetime) -> Iterator[Post]:
    """Yield what tells the owners of a post's topics, each reason once in a channel's trouble and day."""
    if post.about:
        return
    owners: dict[UserId, set[TopicId]] = {}
    for topic in store.topics_by_id(post.topic_ids).values():
        if is_person(topic.owner) and ChannelId(topic.owner) != post.channel:
            owners.setdefault(topic.owner, set()).add(topic.id)
    day = (post.parked_at or now).strftime("%Y-%m-%d")
    what = hashlib.sha256(reason.encode()).hexdigest()[:8]
    story_id = StoryId(f"trouble-{post.channel}-{since:%Y%m%dT%H%M%S}-{day}-{what}")
    for owner, topic_ids in owners.items():
        to = ChannelId(owner)
        yield Post(
            id=post_id(to, story_id),
            channel=to,
            story_id=story_id,
            article_id=ArticleId(""),
            source_id=SourceId(""),
            claimed_at=now,
            topic_ids=frozenset(topic_ids),
            about=post.channel,
            warning=reason,
        )
