"""What is held in a channel, as its outbox has it."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from newswatch.errors import BadMessage
from newswatch.model import ChannelId, StoryId, TopicId
from newswatch.observe import logger
from newswatch.ports import Store
from newswatch.posts import CAPS, OutboxRow, Post, PostState

PAGE = 100
"""Rows, or posts, that are read at a time."""


def held_by_caps(store: Store, channel: ChannelId, topic_id: TopicId) -> Sequence[Post]:
    """Return the posts of a topic that caps hold back in a channel, oldest first."""
    held = [row.story_id for row in all_rows(store, channel) if row.held]
    found = [
        post
        for post in posts_of(store, channel, held)
        if post.is_alert and post.hold in CAPS
        if post.state is PostState.PENDING and topic_id in post.topic_ids
    ]
    return sorted(found, key=lambda post: post.claimed_at)


def all_rows(store: Store, channel: ChannelId) -> Iterator[OutboxRow]:
    """Yield all rows of a channel, in their order."""
    after = ""
    while rows := store.outbox(channel, PAGE, after):
        yield from rows
        after = rows[-1].place


def posts_of(store: Store, channel: ChannelId, story_ids: Collection[StoryId]) -> Iterable[Post]:
    """Yield these posts, page by page. Who works off their rows says which of them cannot be read."""
    ids = list(dict.fromkeys(story_ids))
    for at in range(0, len(ids), PAGE):
        page = ids[at : at + PAGE]
        try:
            yield from store.posts(channel, page)
        except BadMessage:
            yield from _readable(store, channel, page)


def _readable(store: Store, channel: ChannelId, story_ids: Iterable[StoryId]) -> Iterator[Post]:
    for story_id in story_ids:
        try:
            post = store.post(channel, story_id)
        except BadMessage as e:
            logger.error("post cannot be read", channel=channel, story_id=story_id, error=str(e))
        else:
            if post:
                yield post
