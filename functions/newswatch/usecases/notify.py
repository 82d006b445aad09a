"""Notify: work off a channel's outbox, in order, under the channel's lease, each post once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import TypeVar

from newswatch.delivery.step import Step, after_history, next_step, taken
from newswatch.errors import (
    SlackAmbiguous,
    SlackError,
    SlackMessageGone,
    SlackNotSent,
    SlackParked,
    SlackRateLimited,
    SlackRejected,
    SlackUnshowable,
    SlackUnusable,
)
from newswatch.model import ChannelId, StoryId, TopicId
from newswatch.observe import logger
from newswatch.ports import Clock, Deadline, Entropy, Messenger, Queues, Store
from newswatch.posts import Content, InDoubt, Message, OutboxRow, Post, PostState, Reply, Sent
from newswatch.usecases.contents import Unchanged, content, nothing, untold_topics
from newswatch.usecases.parked import move_on, park, revive

LEASE_S = 90
"""Longer than the function's timeout of 60 s: nobody else may work here while we could."""
ATTEMPT_S = 25
"""What a step may take: Slack's client gives up after 10 s, a plainer try may follow, and the outcome
must be written. Less left, of the invocation or of the lease, means leave it."""
BURST = 3
"""Posts of one turn, after which the channel rests as many seconds: Slack allows one message a second and
channel, and short bursts above it, of which it says no more."""
READ_AHEAD = 20
"""Rows that are read at a time: some wait, and several may be of one post."""
TROUBLE_S = 30
"""How long a channel rests when Slack does not work."""
UNUSABLE_S = 300
"""How long a channel rests when our token does not work: a person has to see to it."""
UNREADABLE = frozenset({"missing_scope", "no_permission", "not_allowed_token_type", "access_denied"})
"""Answers that concern reading history, not the token as such."""
CLOCK_SKEW = timedelta(minutes=10)
"""History is read from so long before the first attempt of unknown outcome: clocks differ."""
EARLY = timedelta(seconds=5)
"""So much before its time a row may be worked off: who wrote it may have another clock."""
REPLY_EVERY = timedelta(minutes=30)
"""In one thread. Each reply may notify everybody who follows it."""
DELETED = "message_not_found"
"""Of the answers that a message is gone, the one after which nobody sees it any more."""


@dataclass(frozen=True, slots=True)
class Notifier:
    """What delivering needs."""

    store: Store
    queues: Queues
    messenger: Messenger
    clock: Clock
    entropy: Entropy
    in_doubt: InDoubt = InDoubt.PARK


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of work on a channel: who holds the lease, until when, and how long there is to work."""

    owner: str
    until: datetime
    clock: Clock
    deadline: Deadline

    def has_time(self) -> bool:
        """Return whether one more attempt ends while nobody else may work here."""
        lease_s = (self.until - self.clock.now()).total_seconds()
        return min(self.deadline.remaining_s(), lease_s) >= ATTEMPT_S


class _Pause(Exception):
    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


def notify(n: Notifier, channel: ChannelId, deadline: Deadline, *, retry: bool = False) -> None:
    """Take a turn at a channel's outbox.

    While somebody else has the lease, or Slack wants a pause, there is nothing to
    do: the holder looks again after its turn, and dispatch wakes whoever waits.

    Args:
        n: what delivering needs.
        channel: whose outbox.
        deadline: of this invocation.
        retry: whether what is parked there is to be tried again.
    """
    # The outbox is read before the lease is taken: most second wake-ups find it empty, and the table's
    # answer tells what time it is there.
    rows = n.store.outbox(channel, limit=READ_AHEAD)
    now = n.clock.now()
    if not _due(rows, now) and not retry:
        return
    turn = Turn(n.entropy.token(), now + timedelta(seconds=LEASE_S), n.clock, deadline)
    if not n.store.lease_channel(channel, turn.owner, now, turn.until):
        logger.info("channel busy", channel=channel)
        return
    done = Done()
    tried: list[Post] = []
    rest_s = 0.0
    try:
        if retry:
            tried = revive(n.store, n.queues, channel, now)
            rows = n.store.outbox(channel, limit=READ_AHEAD)
        _rows(n, turn, channel, rows, done)
        if done.sent >= BURST:
            # Whoever is awake already would begin the next burst at once.
            rest_s = done.sent
    except _Pause as e:
        rest_s = e.seconds
        logger.warning("channel paused", channel=channel, seconds=e.seconds)
    finally:
        rest = timedelta(seconds=rest_s)
        n.store.release_channel(channel, turn.owner, n.clock.now() + rest if rest else None)
    if rest:
        n.queues.wake([channel], delay_s=int(rest_s) + 1)
    # What was claimed while we worked found the lease taken and was told so.
    elif _is_more(n, channel, done):
        n.queues.wake([channel], delay_s=done.sent)
    if any(_is_sent(n, post) for post in tried):
        # It has been mended: the others need not wait for the next try.
        n.queues.wake([channel], delay_s=done.sent, retry=True)
    if done.failed:
        # The others went on; this one comes again, and is heard of when it comes too often.
        raise done.failed


def _is_more(n: Notifier, channel: ChannelId, done: "Done") -> bool:
    rows = n.store.outbox(channel, limit=len(done.left) + 1)
    return any(row.place not in done.left for row in _due(rows, n.clock.now()))


def _due(rows: Sequence[OutboxRow], now: datetime) -> Sequence[OutboxRow]:
    """Return those of these rows that may be worked off by now: the others come after them."""
    return [row for row in rows if row.due <= now + EARLY]


def _is_sent(n: Notifier, post: Post) -> bool:
    now = n.store.post(post.channel, post.story_id)
    return now is not None and now.state is PostState.SENT


@dataclass(slots=True)
class Done:
    """What a turn has done so far."""

    sent: int = 0
    left: set[str] = field(default_factory=set)
    """Places of rows that have to wait."""
    waiting: set[StoryId] = field(default_factory=set)
    """Whose rows these are: as many as topics have joined."""
    failed: Exception | None = None


def _rows(n: Notifier, turn: Turn, channel: ChannelId, rows: Sequence[OutboxRow], done: Done) -> None:
    """Work off rows, these first, while there is time and a burst lasts. Raises _Pause."""
    while due := _due(rows, n.clock.now()):
        for row in due:
            if done.sent >= BURST or not turn.has_time():
                return
            if row.story_id not in done.waiting:
                _row(n, turn, row, done)
            if row.story_id in done.waiting:
                done.left.add(row.place)
        rows = n.store.outbox(channel, READ_AHEAD, rows[-1].place) if len(due) == READ_AHEAD else ()


def _row(n: Notifier, turn: Turn, row: OutboxRow, done: Done) -> None:
    """Work off one row, and note what came of it. Raises _Pause."""
    try:
        settled, attempts = _work(n, turn, row)
    except _Pause:
        raise
    except Exception as e:  # noqa: BLE001 - the boundary of one post: the others go on
        logger.exception("row failed", channel=row.channel, story_id=row.story_id)
        settled, attempts, done.failed = False, 0, e
    done.sent += attempts
    if not settled:
        done.waiting.add(row.story_id)


def _work(n: Notifier, turn: Turn, row: OutboxRow) -> tuple[bool, int]:
    """Bring one row's post as far as it goes now.

    Returns:
        Whether the row is done with, and how many messages were sent or edited.
    """
    attempts = 0
    while turn.has_time():
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
        move_on(n.store, n.queues, post, n.clock.now())
        said = content(n.store, post, n.clock.now())
        if said is None:
            _save(n, replace(post, state=PostState.CANCELLED, done=post.wanted, reason=nothing(post)), post)
            continue
        if isinstance(said, Unchanged):
            _save(n, replace(post, done=post.wanted, reply_at=None), post)
            continue
        if step is Step.SEND:
            _send(n, turn, post, said, row)
            attempts += 1
        elif _shown(said) == post.shows:
            _save(n, replace(post, done=post.wanted, told_until=_told_until(post, said)), post)
        else:
            _edit(n, post, said, row)
            attempts += 1
        attempts += _reply(n, post, said)
    return False, attempts


def _send(n: Notifier, turn: Turn, post: Post, message: Content, row: OutboxRow) -> None:
    # From the attempt on, not from the turn: so long a message may be on its way.
    until = n.clock.now() + timedelta(seconds=LEASE_S)
    is_anew = post.state in {PostState.CANCELLED, PostState.FOLDED}
    sending = replace(
        post,
        state=PostState.SENDING,
        owner=turn.owner,
        lease_until=until,
        absent_at=None,
        reason="",
        attempted_at=post.attempted_at or n.clock.now(),
        # What was parked before it was told elsewhere has not waited since then.
        parked_at=None if is_anew else post.parked_at,
        tried_at=None if is_anew else post.tried_at,
    )
    _save(n, sending, post)
    try:
        sent = _once_plainer(n.messenger.post, message)
    except SlackError as e:
        if isinstance(e, SlackNotSent | SlackUnusable):
            # The reason is what status shows while the post waits.
            waiting = replace(sending, state=PostState.PENDING, owner="", lease_until=None, reason=str(e))
            _save(n, replace(waiting, attempted_at=post.attempted_at), sending)
        if not isinstance(e, SlackAmbiguous):
            sending = replace(sending, attempted_at=post.attempted_at)
        _after_error(n, e, sending, row)
    else:
        done = replace(taken(sending, sent), done=post.wanted, told=_topics(message), shows=_shown(message))
        _save(n, replace(done, told_until=_told_until(replace(done, told_until=None), message)), sending)
        logger.info("posted", post_id=post.id, channel=post.channel, article_id=post.article_id)


def _edit(n: Notifier, post: Post, message: Content, row: OutboxRow) -> None:
    """Make Slack show what joined since. An edit can be made twice, so it needs no claim of its own."""
    shown = Sent(post.ts, post.conversation or post.channel)
    try:
        _once_plainer(lambda message: n.messenger.update(shown, message), message)
    except SlackMessageGone as e:
        logger.info("message gone", post_id=post.id, code=e.code)
        if e.code == DELETED and untold_topics(post):
            # Whoever deleted it has not seen what joined since.
            anew = replace(post, state=PostState.PENDING, ts="", conversation=None, told=None, shows="")
            _save(n, anew, post)
            return
        # There is nothing to keep up to date.
    except SlackError as e:
        _after_error(n, e, post, row)
        return
    edited = replace(post, done=post.wanted, told=_topics(message), shows=_shown(message))
    _save(n, replace(edited, told_until=_told_until(post, message)), post)


def _reply(n: Notifier, before: Post, message: Content) -> int:
    """Tell further coverage in the thread of a message, where a topic wants that; return the attempts.

    It is tried once and written down before: what matters is in the message itself.
    Within ``REPLY_EVERY`` of the last one it waits, and what comes meanwhile with it.
    """
    further = message.further if isinstance(message, Message) else ()
    if not further and not before.reply_at:
        return 0
    post = n.store.post(before.channel, before.story_id)
    if post is None or not post.ts or post.state is not PostState.SENT:
        return 0
    new = [line for at, line in further if post.told_until and at > post.told_until]
    if not new:
        if post.reply_at:
            # What was to be told is not there any more, or nobody wants replies now.
            _save(n, replace(post, reply_at=None), post)
        return 0
    now = n.clock.now()
    again = (post.replied_at or now - REPLY_EVERY) + REPLY_EVERY
    if again > now:
        if post.reply_at != again:
            _save(n, replace(post, reply_at=again), post)
            n.store.reply_later(post, again)
        return 0
    told = replace(post, told_until=max(at for at, _ in further), replied_at=now, reply_at=None)
    _save(n, told, post)
    try:
        n.messenger.reply(Reply(post.id, post.conversation or post.channel, post.ts, tuple(new)))
    except SlackNotSent as e:
        # Surely nobody has seen it: it comes with the row that is there.
        logger.warning("no reply yet", post_id=post.id, code=e.code)
        _save(n, replace(post, reply_at=now), told)
        n.store.reply_later(post, now)
        raise _Pause(e.retry_after_s if isinstance(e, SlackRateLimited) else TROUBLE_S) from e
    except SlackError as e:
        logger.warning("no reply", post_id=post.id, code=e.code)
    return 1


def _told_until(post: Post, message: Content) -> datetime | None:
    """Return until when what has joined is told once Slack shows a message: replies tell what comes later."""
    if not isinstance(message, Message):
        return None
    if post.told_until and message.further:
        return post.told_until
    return message.latest or post.told_until


def _topics(message: Content) -> frozenset[TopicId] | None:
    """Return the topics that a message shows, of an alert's."""
    return message.topic_ids if isinstance(message, Message) else None


def _shown(message: Content) -> str:
    """Return a digest of what an alert's message shows; empty for others, which are always sent."""
    if not isinstance(message, Message):
        return ""
    # Sets have another order in each process; the topics' names are there as well.
    told = replace(message, further=(), latest=None, topic_ids=frozenset())
    return blake2b(repr(told).encode(), digest_size=8).hexdigest()


T = TypeVar("T")


def _once_plainer(send: Callable[[Content], T], message: Content) -> T:
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
        found = n.messenger.find(where, post.id, (post.attempted_at or post.claimed_at) - CLOCK_SKEW)
    except (SlackUnusable, SlackParked) as e:
        if isinstance(e, SlackUnusable) and e.code not in UNREADABLE:
            raise _Pause(UNUSABLE_S) from e
        _settle_blindly(n, post, row, e)
    except SlackError as e:
        _after_error(n, e, post, row, doubtful=True)
    else:
        _save(n, after_history(post, found, n.clock.now()), post)


def _settle_blindly(n: Notifier, post: Post, row: OutboxRow, error: SlackError) -> None:
    """Decide about an attempt in doubt without Slack's history, as whoever deployed it wants it."""
    logger.warning("history not readable", post_id=post.id, code=error.code, in_doubt=n.in_doubt.value)
    doubt = f"Nobody knows whether Slack took this post, and its history cannot be read ({error.code})"
    match n.in_doubt:
        case InDoubt.POST:
            pending = replace(post, state=PostState.PENDING, owner="", lease_until=None, absent_at=None)
            _save(n, pending, post)
        case InDoubt.DROP:
            dropped = replace(post, state=PostState.CANCELLED, owner="", lease_until=None, absent_at=None)
            _save(n, replace(dropped, done=post.wanted, reason=f"{doubt}."), post)
        case InDoubt.PARK:
            todo = "let the bot in and give it the scopes of the manifest, or look there yourself."
            park(n.store, n.queues, post, row, reason=f"{doubt}: {todo}", now=n.clock.now(), doubtful=True)


def _after_error(
    n: Notifier, error: SlackError, post: Post, row: OutboxRow, *, doubtful: bool = False
) -> None:
    """Do what the error asks for; returns only when the post was parked."""
    logger.warning("slack", post_id=post.id, code=error.code, error=str(error))
    match error:
        case SlackRateLimited():
            raise _Pause(error.retry_after_s) from error
        case SlackUnusable():
            raise _Pause(UNUSABLE_S) from error
        case SlackParked() | SlackRejected():
            if isinstance(error, SlackRejected) and not post.parked_at:
                # A bug of ours: somebody has to hear of it who can mend the code.
                n.queues.bury(post.channel)
            park(n.store, n.queues, post, row, reason=str(error), now=n.clock.now(), doubtful=doubtful)
        case _:
            raise _Pause(TROUBLE_S) from error


def _save(n: Notifier, post: Post, expected: Post) -> None:
    n.store.save_post(post, expected)
