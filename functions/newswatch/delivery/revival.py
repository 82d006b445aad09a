"""What becomes of a channel's parked posts when they are tried again: pure decisions."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from newswatch.model import ArticleId, SourceId, StoryId
from newswatch.posts import Post, PostState, post_id

SINGLY_FOR = timedelta(hours=1)
"""What has waited longer is news no more: it comes back in one message."""
DIGEST_STORIES = 40
"""Of one digest: as many as can be read, with titles and links, within Slack's limits of one message."""
AT_ONCE = 3
"""Posts that are tried again together, as many as one turn sends. Where the trouble goes on, each is one call
in vain."""
RETRY_EVERY = timedelta(minutes=5)
"""Somebody who has just mended it is looking."""
RETRY_SLOWLY = timedelta(hours=1)
SLOWLY_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Revival:
    """What to do with parked posts."""

    alone: tuple[Post, ...]
    """To be put into the outbox again, each for itself."""
    members: tuple[Post, ...]
    """To be told by a digest."""
    digest: tuple[Post, ...] = ()
    """That digest; none where there are no members."""


def revival(parked: Sequence[Post], now: datetime) -> Revival:
    """Return what to try again.

    Args:
        parked: all parked posts of one channel, oldest first.
        now: the time.
    """
    open_digest = next((post for post in parked if post.members and _unsent(post)), None)
    old = [post for post in parked if _is_foldable(post, now)]
    room = DIGEST_STORIES - (len(open_digest.members) if open_digest else 0)
    members = old[:room] if open_digest or len(old) > 1 else []
    # Who was tried longest ago comes first, so that a few that are refused for good hold up nobody.
    waiting = sorted(
        (post for post in parked if post not in old and post is not open_digest),
        key=lambda post: post.tried_at or post.claimed_at,
    )
    if old and not members and not open_digest:
        waiting = [*old, *waiting]
    if not members:
        alone = ([open_digest] if open_digest else []) + waiting
        return Revival(tuple(alone[:AT_ONCE]), ())
    digest = open_digest or _digest_of(members[0], now)
    first = [open_digest] if open_digest else []
    return Revival((*first, *waiting[: AT_ONCE - 1]), tuple(members), (digest,))


def revived(post: Post, now: datetime) -> Post:
    """Return a parked post as it goes into the outbox again.

    One that Slack has is edited, one that Slack may have is looked for, any other is sent.
    """
    if post.ts:
        return replace(post, state=PostState.SENT)
    if post.doubtful:
        return replace(post, state=PostState.SENDING, lease_until=now, doubtful=False)
    return replace(post, state=PostState.PENDING)


def next_try(parked: Sequence[Post], now: datetime) -> datetime:
    """Return when a channel is to be tried again should the trouble go on."""
    newest = max((post.parked_at or post.claimed_at for post in parked), default=now)
    return now + (RETRY_SLOWLY if now - newest > SLOWLY_AFTER else RETRY_EVERY)


def _unsent(post: Post) -> bool:
    return not post.ts and not post.doubtful


def _is_foldable(post: Post, now: datetime) -> bool:
    is_alert = not (post.members or post.change or post.about or post.rate)
    return is_alert and _unsent(post) and now - (post.parked_at or now) > SINGLY_FOR


def _digest_of(first: Post, now: datetime) -> Post:
    """Return the digest that begins with a post.

    Its id is fixed by that one and by when it was parked: made twice, it is the same; and
    should the post be parked again some day, it is another one.
    """
    since = first.parked_at or first.claimed_at
    story_id = StoryId(f"digest-{first.story_id}-{since:%Y%m%dT%H%M%S}")
    return Post(
        id=post_id(first.channel, story_id),
        channel=first.channel,
        story_id=story_id,
        article_id=ArticleId(""),
        source_id=SourceId(""),
        claimed_at=now,
        topic_ids=frozenset(),
    )
