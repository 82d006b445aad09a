"""What to do next with a post: a pure decision of its row and the time."""

from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum

from newswatch.posts import Post, PostState, Sent

ABSENT_GAP = timedelta(seconds=60)
"""Slack's history lags behind its messages by seconds. Two reads this far apart must both find nothing."""


class Step(StrEnum):
    """The next thing to do."""

    SEND = "send"
    EDIT = "edit"
    RECONCILE = "reconcile"
    """An attempt has no known outcome: ask Slack's history."""
    WAIT = "wait"
    DROP = "drop"
    """Nothing is left to do for this row."""


def next_step(post: Post, now: datetime) -> Step:  # noqa: PLR0911 - one line per state is the table
    """Return what the holder of the channel's lease does with this post now."""
    match post.state:
        case PostState.PENDING:
            return Step.SEND
        case PostState.SENDING:
            if post.lease_until and post.lease_until > now:
                return Step.WAIT
            if post.absent_at and post.absent_at + ABSENT_GAP > now:
                return Step.WAIT
            return Step.RECONCILE
        case PostState.SENT:
            is_owed = post.reply_at is not None and post.reply_at <= now
            return Step.EDIT if post.wanted > post.done or is_owed else Step.DROP
        case PostState.CANCELLED | PostState.FOLDED:
            # A topic that joined since then wants to be heard.
            return Step.SEND if post.wanted > post.done else Step.DROP
        case PostState.PARKED:
            return Step.DROP


def after_history(post: Post, found: Sent | None, now: datetime) -> Post:
    """Return a post of unknown outcome as reading Slack's history leaves it.

    Args:
        post: the post, in state ``sending``, its lease run out.
        found: its message, if history has it.
        now: the time.
    """
    if found:
        # Which revision it shows is not known: the edit that follows makes it the wanted one.
        return replace(taken(post, found), done=0, told=frozenset(), shows="")
    if post.absent_at is None:
        return replace(post, absent_at=now)
    return replace(post, state=PostState.PENDING, owner="", lease_until=None, absent_at=None)


def taken(post: Post, sent: Sent) -> Post:
    """Return a post that Slack has."""
    return replace(
        post,
        state=PostState.SENT,
        ts=sent.ts,
        conversation=sent.conversation,
        owner="",
        lease_until=None,
        absent_at=None,
        attempted_at=None,
        reason="",
        parked_at=None,
        tried_at=None,
        doubtful=False,
    )
