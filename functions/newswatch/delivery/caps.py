"""How many messages a channel has got, and when it may get another one. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from newswatch.model import MOST_AN_HOUR, TopicId
from newswatch.posts import Tally

HOUR = timedelta(minutes=60)
SKEW = timedelta(seconds=5)
"""Slack's clock and the table's differ by less: so much later than an hour after a message there is room."""
LATE = timedelta(seconds=150)
"""So long after it was sent a message is in Slack's history, if Slack takes it at all (docs/architecture.md).
As long as nobody knows when it came, it counts as that late."""


def free_at(sent: Sequence[datetime], cap: int, now: datetime) -> datetime:
    """Return when one more message is within a cap: ``now``, where it is at once.

    Args:
        sent: when messages were sent, oldest first.
        cap: how many there may be in any 60 minutes; 0 for no cap.
        now: the time.
    """
    counting = [at for at in sent if at + HOUR + SKEW > now]
    if not cap or len(counting) < cap:
        return now
    return counting[-cap] + HOUR + SKEW


def had_today(tally: Tally, topic: TopicId, day: str) -> int:
    """Return how many messages a topic has had on a local day (``2026-11-28``)."""
    return tally.topics.get(topic, 0) if tally.day == day else 0


@dataclass(frozen=True, slots=True)
class Sending:
    """A new message of a channel."""

    at: datetime
    """When Slack has it; ``LATE`` from now, as long as nobody knows."""
    day: str
    """The channel's local day: ``2026-11-28``."""
    topics: frozenset[TopicId] = frozenset()
    """Those for whose caps a day it counts."""
    urgent: bool = False
    """Whether it is an urgent topic's."""


def with_message(tally: Tally, sending: Sending, now: datetime) -> Tally:
    """Return what a channel has got once a message is sent."""
    counts = dict(tally.topics) if tally.day == sending.day else {}
    for topic in sending.topics:
        counts[topic] = counts.get(topic, 0) + 1
    posted, urgent = (
        tuple(at for at in times if at + HOUR + SKEW > now) for times in (tally.posted, tally.urgent)
    )
    if sending.urgent:
        urgent = tuple(sorted((*urgent, sending.at)))
    else:
        posted = tuple(sorted((*posted, sending.at)))
    return replace(
        tally, posted=posted[-MOST_AN_HOUR:], urgent=urgent[-MOST_AN_HOUR:], day=sending.day, topics=counts
    )
