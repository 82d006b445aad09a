"""Notify: work off a channel's outbox, in order, under the channel's lease, each post once."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TypeVar

from newswatch.delivery.message import compose
from newswatch.delivery.step import Step, next_step
from newswatch.errors import (
    Conflict,
    SlackError,
    SlackMessageGone,
    SlackNotSent,
    SlackParked,
    SlackRateLimited,
    SlackRejected,
    SlackUnshowable,
    SlackUnusable,
)
from newswatch.model import ChannelId, Message, Notice, OutboxRow, Post, PostState, Sent, Topic
from newswatch.observe import logger
from newswatch.ports import Clock, Deadline, Entropy, Messenger, Queues, Store
from newswatch.usecases.changes import before

LEASE_S = 90
"""Longer than the function's timeout of 60 s: nobody else may work here while we could."""
ATTEMPT_S = 25
"""What a step may take: Slack's client gives up after 10 s, a plainer try may follow, and the outcome
must be written."""
BURST = 5
"""Posts of one turn. Slack allows one message a second and channel, and short bursts above it."""
TROUBLE_S = 30
"""How long a channel rests when Slack does not work."""
UNUSABLE_S = 300
"""How long a channel rests when our token does not work: a person has to see to it."""
UNREADABLE = frozenset({"missing_scope", "no_permission", "not_allowed_token_type", "access_denied"})
"""Answers that concern reading history, not the token as such."""
CLOCK_SKEW = timedelta(minutes=10)
"""History is read from so long before a post was claimed: clocks differ."""


@dataclass(frozen=True, slots=True)
class Notifier:
    """What delivering needs."""

    store: Store
    queues: Queues
    messenger: Messenger
    clock: Clock
    entropy: Entropy


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of work on a channel: who holds the lease, and until when."""

    owner: str
    until: datetime


class _Pause(Exception):
    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


def notify(n: Notifier, channel: ChannelId, deadline: Deadline) -> None:
    """Take a turn at a channel's outbox.

    While somebody else has the lease, or Slack wants a pause, there is nothing to
    do: the holder looks again after its turn, and dispatch wakes whoever waits.
    """
    now = n.clock.now()
    turn = Turn(n.entropy.token(), now + timedelta(seconds=LEASE_S))
    if not n.store.lease_channel(channel, turn.owner, now, turn.until):
        logger.info("channel busy", channel=channel)
        return
    done = Done()
    pause: datetime | None = None
    try:
        _rows(n, turn, channel, deadline, done)
    except _Pause as e:
        pause = n.clock.now() + timedelta(seconds=e.seconds)
        logger.warning("channel paused", channel=channel, seconds=e.seconds)
    finally:
        n.store.release_channel(channel, turn.owner, pause)
    if pause:
        n.queues.wake([channel], delay_s=int((pause - n.clock.now()).total_seconds()) + 1)
    # What was claimed while we worked found the lease taken and was told so.
    elif any(row.place not in done.left for row in n.store.outbox(channel, limit=len(done.left) + 1)):
        n.queues.wake([channel], delay_s=done.sent)
    if done.failed:
        # The others went on; this one comes again, and is heard of when it comes too often.
        raise done.failed


@dataclass(slots=True)
class Done:
    """What a turn has done so far."""

    sent: int = 0
    left: set[str] = field(default_factory=set)
    """Places of rows that have to wait."""
    failed: Exception | None = None


def _rows(n: Notifier, turn: Turn, channel: ChannelId, deadline: Deadline, done: Done) -> None:
    """Work off rows while there is time, and a burst lasts. Raises _Pause."""
    for row in n.store.outbox(channel, limit=BURST * 4):
        if done.sent >= BURST or deadline.remaining_s() < ATTEMPT_S:
            return
        try:
            settled, attempts = _work(n, turn, row, deadline)
        except _Pause:
            raise
        except Exception as e:  # noqa: BLE001 - the boundary of one post: the others go on
            logger.exception("row failed", channel=channel, story_id=row.story_id)
            settled, attempts, done.failed = False, 0, e
        done.sent += attempts
        if not settled:
            done.left.add(row.place)


def _work(n: Notifier, turn: Turn, row: OutboxRow, deadline: Deadline) -> tuple[bool, int]:
    """Bring one row's post as far as it goes now.

    Returns:
        Whether the row is done with, and how many messages were sent or edited.
    """
    attempts = 0
    while deadline.remaining_s() >= ATTEMPT_S:
        post = n.store.post(row.channel, row.story_id)
        step = next_step(post, n.clock.now()) if post else Step.DROP
        if post is None or step is Step.DROP:
            n.store.drop_row(row)
            return True, attempts
        if step is Step.WAIT:
            return False, attempts
        if step is Step.RECONCILE:
            _reconcile(n, post, row)
            continue
        message = _notice(n, post) if post.change else _message(n, post)
        if message is None:
            reason = "no change" if post.change else "no topic"
            _save(n, replace(post, state=PostState.CANCELLED, done=post.wanted, reason=reason), post)
            continue
        if step is Step.SEND:
            _send(n, turn, post, message, row)
        else:
            _edit(n, post, message, row)
        attempts += 1
    return False, attempts


def _message(n: Notifier, post: Post) -> Message | None:
    """Return what the post says now; None when no topic wants it any more."""
    alerts = n.store.alerts(post.story_id, post.topic_ids)
    if len(alerts) < len(post.topic_ids):
        raise Conflict("a post's alerts are not all visible yet")
    topics, now = n.store.topics_by_id(post.topic_ids), n.clock.now()
    wanted = [a for a in alerts if a.topic_id in topics and topics[a.topic_id].is_active(now)]
    # A message that is there stays as it is when its topics are paused or removed later.
    shown = wanted or (alerts if post.ts else [])
    if not shown:
        return None
    article = n.store.article(post.article_id)
    sources = n.store.sources_by_id([post.source_id])
    names = {topic_id: topic.name for topic_id, topic in topics.items()}
    return compose(post, shown, article, sources.get(post.source_id), names)


def _notice(n: Notifier, post: Post) -> Notice | None:
    """Return what announces a change; None when the log cannot tell of it any more."""
    change = n.store.change(post.change)
    if change is None or not isinstance(change.snapshot, Topic):
        return None
    earlier = before(change.seq, n.store.history(change.snapshot.id))
    was = earlier.snapshot if earlier else None
    return Notice(
        post_id=post.id,
        channel=post.channel,
        change=change,
        topic=change.snapshot,
        before=was if isinstance(was, Topic) else None,
    )


def _send(n: Notifier, turn: Turn, post: Post, message: Message | Notice, row: OutboxRow) -> None:
    sending = replace(
        post, state=PostState.SENDING, owner=turn.owner, lease_until=turn.until, absent_at=None, reason=""
    )
    _save(n, sending, post)
    try:
        sent = _once_plainer(n.messenger.post, message)
    except SlackError as e:
        if isinstance(e, SlackNotSent | SlackUnusable):
            # The reason is what status shows while the post waits.
            waiting = replace(sending, state=PostState.PENDING, owner="", lease_until=None, reason=str(e))
            _save(n, waiting, sending)
        _after_error(n, e, sending, row)
    else:
        done = replace(_sent(sending, sent), done=post.wanted)
        _save(n, done, sending)
        logger.info("posted", post_id=post.id, channel=post.channel, article_id=post.article_id)


def _edit(n: Notifier, post: Post, message: Message | Notice, row: OutboxRow) -> None:
    """Make Slack show what joined since. An edit can be made twice, so it needs no claim of its own."""
    shown = Sent(post.ts, post.conversation or post.channel)
    try:
        _once_plainer(lambda message: n.messenger.update(shown, message), message)
    except SlackMessageGone:
        # Somebody deleted it: there is nothing to keep up to date.
        logger.info("message gone", post_id=post.id)
    except SlackError as e:
        _after_error(n, e, post, row)
        return
    _save(n, replace(post, done=post.wanted), post)


T = TypeVar("T")


def _once_plainer(send: Callable[[Message | Notice], T], message: Message | Notice) -> T:
    """Send a message; as text alone if Slack does not take its blocks: then nothing was sent."""
    try:
        return send(message)
    except SlackUnshowable as e:
        logger.warning("message sent plainer", post_id=message.post_id, code=e.code)
        return send(replace(message, plain=True))


def _reconcile(n: Notifier, post: Post, row: OutboxRow) -> None:
    """Find out whether an attempt with unknown outcome reached Slack."""
    where = post.conversation or post.channel
    try:
        found = n.messenger.find(where, post.id, post.claimed_at - CLOCK_SKEW)
    except SlackUnusable as e:
        if e.code not in UNREADABLE:
            _after_error(n, e, post, row)
        doubt = "It is not known whether Slack took this post, and the bot may not read the channel's history"
        _park(n, post, row, f"{doubt} ({e.code}): look there, and give the bot the scopes of the manifest.")
        return
    except SlackError as e:
        _after_error(n, e, post, row)
        return
    if found:
        # Which revision it shows is not known: the edit that follows makes it the wanted one.
        _save(n, replace(_sent(post, found), done=0), post)
    elif post.absent_at is None:
        _save(n, replace(post, absent_at=n.clock.now()), post)
    else:
        _save(n, replace(post, state=PostState.PENDING, owner="", lease_until=None, absent_at=None), post)


def _after_error(n: Notifier, error: SlackError, post: Post, row: OutboxRow) -> None:
    """Do what the error asks for; returns only when the post was parked."""
    logger.warning("slack", post_id=post.id, code=error.code, error=str(error))
    match error:
        case SlackRateLimited():
            raise _Pause(error.retry_after_s) from error
        case SlackUnusable():
            raise _Pause(UNUSABLE_S) from error
        case SlackParked() | SlackRejected():
            _park(n, post, row, str(error))
        case _:
            raise _Pause(TROUBLE_S) from error


def _park(n: Notifier, post: Post, row: OutboxRow, reason: str) -> None:
    """Let a post wait for a person, who is told why."""
    parked = replace(post, state=PostState.PARKED, owner="", lease_until=None, absent_at=None, reason=reason)
    n.store.park(parked, post, row)


def _sent(post: Post, sent: Sent) -> Post:
    return replace(
        post,
        state=PostState.SENT,
        ts=sent.ts,
        conversation=sent.conversation,
        owner="",
        lease_until=None,
        absent_at=None,
        reason="",
    )


def _save(n: Notifier, post: Post, expected: Post) -> None:
    n.store.save_post(post, expected)
