"""Voting: somebody says of a story that was told whether it is what its topics are for."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from math import ceil

from newswatch.errors import StorageError
from newswatch.model import ChannelId, State, StoryId, Topic, TopicId, UserId, Vote
from newswatch.observe import logger
from newswatch.ports import Clock, Queues, Store
from newswatch.posts import Post
from newswatch.usecases.findings import Said
from newswatch.usecases.sight import Sight

GATHERED = timedelta(seconds=2)
"""From a press until its message is edited at the earliest: others may press at the same moment."""
EVERY_S = 3
"""At so many seconds of the clock messages are edited: each once at most in that time, however many press."""
COUNTED = timedelta(days=30)
"""How far back what people said of a topic is counted."""


def say(
    store: Store,
    queues: Queues,
    clock: Clock,
    sight: Sight,
    *,
    channel: ChannelId,
    story_id: StoryId,
    relevant: bool,
    at: datetime,
) -> Said:
    """Write down what somebody says of a message, and have the message show it.

    To say the same again changes nothing; to say the opposite takes the place of what was said.

    Args:
        store: the store.
        queues: the queues.
        clock: the clock.
        sight: that of who says it.
        channel: where the message is, as posts have it: a channel, or the person.
        story_id: which story it tells.
        relevant: whether it is what its topics are for.
        at: when they said it. What they have said of it since then, stays.

    Raises:
        NeedsTime, SlackError: as with ``Sight``; before anything was written.
    """
    post, topics = _told(store, sight, channel, story_id)
    if post is None or not topics:
        return Said(story_id, relevant, ())
    counts = store.vote([_vote(post, topic.id, sight.who, at, relevant=relevant) for topic in topics])
    _show(store, queues, clock, post, sight.who)
    return Said(story_id, relevant, topics, counts)


def take_back(
    store: Store,
    queues: Queues,
    clock: Clock,
    sight: Sight,
    *,
    channel: ChannelId,
    story_id: StoryId,
    at: datetime,
) -> Said:
    """Take back what somebody has said of a message, and have the message show that. As with ``say``."""
    post, topics = _told(store, sight, channel, story_id)
    if post is None:
        return Said(story_id, None, ())
    # What was said for a topic that is gone from sight since is taken back, too.
    ids = sorted(post.topic_ids)
    counts = store.unvote([_vote(post, topic_id, sight.who, at, relevant=False) for topic_id in ids])
    _show(store, queues, clock, post, sight.who)
    return Said(story_id, None, topics, counts)


def _told(
    store: Store, sight: Sight, channel: ChannelId, story_id: StoryId
) -> tuple[Post | None, tuple[Topic, ...]]:
    """Return the post of a message, and its topics as far as the person may know of them."""
    post = store.post(channel, story_id)
    if post is None or not post.is_alert or not post.ts:
        return None, ()
    found = store.topics_by_id(post.topic_ids).values()
    # Who reads a channel knows what posts to it; only of what was moved elsewhere must be asked.
    known = [
        topic
        for topic in found
        if topic.state is not State.REMOVED and (channel in topic.destinations or sight.sees(topic))
    ]
    return post, tuple(sorted(known, key=lambda topic: topic.name))


def _vote(post: Post, topic_id: TopicId, who: UserId, at: datetime, *, relevant: bool) -> Vote:
    return Vote(
        topic_id=topic_id,
        story_id=post.story_id,
        article_id=post.article_id,
        channel=post.channel,
        who=who,
        relevant=relevant,
        at=at,
    )


def _show(store: Store, queues: Queues, clock: Clock, post: Post, who: UserId) -> None:
    """Have the message show what was said; a wake-up that is lost is made up for by dispatch."""
    now = clock.now()
    at = datetime.fromtimestamp(ceil((now + GATHERED).timestamp() / EVERY_S) * EVERY_S, UTC)
    try:
        store.show_votes(post, who, now, at)
    except StorageError as e:
        # Many press at once: what was said is kept, and shown with the next word.
        logger.warning("vote not shown yet", post_id=post.id, error=str(e))
        return
    queues.wake([post.channel], delay_s=ceil((at - now).total_seconds()))


def disliked(votes: Sequence[Vote]) -> int:
    """Return of how many stories somebody has said that they are not relevant."""
    return len({vote.story_id for vote in votes if not vote.relevant})
