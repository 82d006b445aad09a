"""A turn of work on a channel: what it works with, and what it has done so far."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from newswatch.delivery.rules import Rules
from newswatch.delivery.weighing import Verdict
from newswatch.model import ChannelId, StoryId, Topic, TopicId
from newswatch.ports import Clock, Deadline, Entropy, Messenger, Queues, Store
from newswatch.posts import InDoubt, OutboxRow, Post, Tally

ATTEMPT_S = 25
"""What a step may take: Slack's client gives up after 10 s, a plainer try may follow, and the outcome
must be written. Less left, of the invocation or of the lease, means leave it."""
GONE = "Its digest was deleted in Slack."
"""Why a digest or a part of it is cancelled, which somebody has seen and deleted."""


@dataclass(frozen=True, slots=True)
class Notifier:
    """What delivering needs."""

    store: Store
    queues: Queues
    messenger: Messenger
    clock: Clock
    entropy: Entropy
    in_doubt: InDoubt = InDoubt.PARK


@dataclass(slots=True)
class Done:
    """What a turn has done so far."""

    sent: int = 0
    left: set[str] = field(default_factory=set)
    """Places of rows that have to wait."""
    waiting: set[StoryId] = field(default_factory=set)
    """Whose rows these are: as many as topics have joined."""
    cut_short: bool = False
    """Whether there is more to do with one of these, for which there was no time."""
    unweighed: bool = False
    """Whether there was no time to weigh anew all that is held."""
    gathered: bool = False
    """Whether what has waited was looked for in this turn."""
    failed: Exception | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """One post to be brought further."""

    post: Post
    """As the table has it."""
    row: OutboxRow
    """Its place in the outbox."""
    verdict: Verdict | None = None
    """What a new message counts as in the channel's tally; None for what does not count."""


@dataclass(slots=True)
class Turn:
    """One turn: whose, who holds the lease, until when, how long there is to work, and what caps know."""

    channel: ChannelId
    owner: str
    until: datetime
    clock: Clock
    deadline: Deadline
    rules: Rules
    tally: Tally
    written: Tally
    """What of the tally is in the table."""
    done: Done = field(default_factory=Done)
    topics: dict[TopicId, Topic] = field(default_factory=dict)
    """Those that were read in this turn, as they were then: what is said is read anew."""
    digest: Post | None = None
    """The one that takes in what has waited."""
    alone: set[StoryId] = field(default_factory=set)
    """Posts that have waited, and are the only ones: they are sent as any other."""
    digests: dict[str, Post] = field(default_factory=dict)
    """Digests whose lines are fixed, by their posts' ids."""
    warned: set[TopicId] = field(default_factory=set)
    """Topics whose owners have been told that a cap holds something back."""

    def known(self, store: Store, ids: Collection[TopicId]) -> Mapping[TopicId, Topic]:
        """Return those of these topics that exist, read once in this turn."""
        if new := [topic_id for topic_id in ids if topic_id not in self.topics]:
            self.topics.update(store.topics_by_id(new))
        return {topic_id: self.topics[topic_id] for topic_id in ids if topic_id in self.topics}

    def has_time(self) -> bool:
        """Return whether one more attempt ends while nobody else may work here."""
        lease_s = (self.until - self.clock.now()).total_seconds()
        return min(self.deadline.remaining_s(), lease_s) >= ATTEMPT_S


class Pause(Exception):
    """The channel is to be left alone for a while."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


def save(n: Notifier, post: Post, expected: Post) -> None:
    """Write what was decided about a post. Raises Conflict: it is no longer as it was."""
    n.store.save_post(post, expected)
