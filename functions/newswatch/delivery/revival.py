"""What becomes of a channel's parked posts when they are tried again: pure decisions."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from newswatch.posts import Hold, Post, PostState

SINGLY_FOR = timedelta(hours=1)
"""What has waited longer is news no more: it comes back in one message with all others of its kind."""
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

    alone: tuple[Post, ...] = ()
    """To be put into the outbox again, each for itself."""
    together: tuple[Post, ...] = ()
    """To be told together, as they have waited."""


def revival(parked: Sequence[Post], now: datetime) -> Revival:
    """Return what to try again.

    Args:
        parked: all parked posts of one channel, oldest first.
        now: the time.
    """
    digests = [post for post in parked if is_open(post)][:1]
    together = tuple(post for post in parked if _is_old(post, now))
    # Who was tried longest ago comes first, so that a few that are refused for good hold up nobody.
    waiting = sorted(
        (post for post in parked if post not in together and post not in digests),
        key=lambda post: post.tried_at or post.claimed_at,
    )
    room = AT_ONCE - (1 if together or digests else 0)
    return Revival((*digests, *waiting[:room]), together)


def is_open(post: Post) -> bool:
    """Return whether a parked post is a digest that Slack surely has not: it can take in more."""
    return bool(post.members) and _is_unsent(post)


def revived(post: Post, now: datetime) -> Post:
    """Return a parked post as it goes into the outbox again, by itself.

    One that Slack has is edited, one that Slack may have is looked for, any other is sent.
    """
    if post.ts:
        return replace(post, state=PostState.SENT)
    if post.doubtful:
        return replace(post, state=PostState.SENDING, lease_until=now, doubtful=False)
    # A digest can take in more: Slack has not got it.
    hold = post.hold if post.members else None
    return replace(post, state=PostState.PENDING, lines=(), hold=hold, held_until=None)


def released(post: Post, now: datetime) -> Post:
    """Return a parked post as it goes into the outbox to be told together with others."""
    waited = replace(post, state=PostState.PENDING, hold=Hold.PARKED)
    return replace(waited, held_until=now, held=post.topic_ids)


def next_try(parked: Sequence[Post], now: datetime) -> datetime:
    """Return when a channel is to be tried again should the trouble go on."""
    newest = max((post.parked_at or post.claimed_at for post in parked), default=now)
    return now + (RETRY_SLOWLY if now - newest > SLOWLY_AFTER else RETRY_EVERY)


def _is_old(post: Post, now: datetime) -> bool:
    return post.is_alert and _is_unsent(post) and now - (post.parked_at or now) > SINGLY_FOR


def _is_unsent(post: Post) -> bool:
    return not post.ts and not post.doubtful
