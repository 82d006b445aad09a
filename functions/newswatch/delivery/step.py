"""What to do next with a post: a pure decision of its row and the time."""

from datetime import datetime, timedelta
from enum import StrEnum

from newswatch.model import Post, PostState

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
            return Step.EDIT if post.wanted > post.done else Step.DROP
        case PostState.CANCELLED:
            # A topic that joined since then wants to be heard.
            return Step.SEND if post.wanted > post.done else Step.DROP
        case PostState.PARKED:
            return Step.DROP
