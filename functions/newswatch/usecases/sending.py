"""Sending: what a turn does with Slack, and with what Slack answers."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import TypeVar

from newswatch.delivery.caps import LATE, Sending, with_message
from newswatch.delivery.freshness import took, with_alert
from newswatch.delivery.step import after_history, taken
from newswatch.delivery.windows import local_day
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
from newswatch.model import TopicId
from newswatch.observe import Measure, logger, measure
from newswatch.posts import Content, InDoubt, Message, OutboxRow, Post, PostState, Reply, Sent, Tally
from newswatch.usecases.failing import note_buried
from newswatch.usecases.parked import park
from newswatch.usecases.turn import GONE, Job, Notifier, Pause, Turn, save
from newswatch.usecases.whereabouts import untold_topics

LEASE_S = 90
"""Longer than the function's timeout of 60 s: nobody else may work here while we could."""
TROUBLE_S = 30
"""How long a channel rests when Slack does not work."""
UNUSABLE_S = 300
"""How long a channel rests when our token does not work: a person has to see to it."""
UNREADABLE = frozenset({"missing_scope", "no_permission", "not_allowed_token_type", "access_denied"})
"""Answers that concern reading history, not the token as such."""
CLOCK_SKEW = timedelta(minutes=10)
"""History is read from so long before the first attempt of unknown outcome: clocks differ."""
REPLY_EVERY = timedelta(minutes=30)
"""In one thread. Each reply may notify everybody who follows it."""
DELETED = "message_not_found"
"""Of the answers that a message is gone, the one after which nobody sees it any more."""


def send(n: Notifier, turn: Turn, job: Job, message: Content) -> None:
    """Send a post that Slack does not have. Raises Pause."""
    post, before = job.post, turn.tally
    # Before the attempt: who dies after it has sent one message too few, not one too many.
    _count(n, turn, job)
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
    save(n, sending, post)
    try:
        sent = _once_plainer(n.messenger.post, message)
    except SlackMessageGone as e:
        _give_up(n, sending, e)
    except SlackError as e:
        if isinstance(e, SlackNotSent | SlackUnusable):
            # Else the reason is what status shows while the post waits.
            # The reason of a folded one names its digest, which has told it.
            reason = post.reason if post.state is PostState.FOLDED else str(e)
            waiting = replace(sending, state=post.state, owner="", lease_until=None, reason=reason)
            save(n, replace(waiting, attempted_at=post.attempted_at), sending)
        if not isinstance(e, SlackAmbiguous):
            sending = replace(sending, attempted_at=post.attempted_at)
            turn.tally = before
        after_error(n, e, sending, job.row)
    else:
        at = _sent_at(sent, n.clock.now())
        turn.tally = _counted(turn, before, job, at, n.clock.now())
        if isinstance(message, Message) and not post.held and not post.reason:
            turn.tally = with_alert(turn.tally, at, message.published)
            if (span := took(at, message.published)) is not None:
                measure(Measure.TIME_TO_POST, span.total_seconds())
        done = replace(taken(sending, sent), done=post.wanted, told=_topics(message), shows=shown(message))
        save(n, replace(done, told_until=told_until(replace(done, told_until=None), message)), sending)
        logger.info(
            "posted", post_id=post.id, channel=post.channel, article_id=post.article_id, ts=sent.ts
        )  # fmt: skip


def _give_up(n: Notifier, part: Post, error: SlackMessageGone) -> None:
    """Cancel a part of a digest whose message somebody has deleted, and with it those that come after."""
    logger.info("digest gone", post_id=part.id, code=error.code)
    whole = n.store.post(part.channel, part.part_of) if part.part_of else None
    if whole and whole.ts:
        save(n, replace(whole, state=PostState.CANCELLED, ts="", reason=GONE), whole)
    save(n, replace(part, state=PostState.CANCELLED, owner="", done=part.wanted, reason=GONE), part)


def edit(n: Notifier, post: Post, message: Content, row: OutboxRow) -> None:
    """Make Slack show what joined since. An edit can be made twice, so it needs no claim of its own.

    Raises Pause.
    """
    where = Sent(post.ts, post.conversation or post.channel)
    try:
        _once_plainer(lambda message: n.messenger.update(where, message), message)
    except SlackMessageGone as e:
        logger.info("message gone", post_id=post.id, code=e.code)
        if e.code == DELETED and untold_topics(post):
            # Whoever deleted it has not seen what joined since.
            anew = replace(post, state=PostState.PENDING, ts="", conversation=None, told=None, shows="")
            save(n, anew, post)
            return
        # There is nothing to keep up to date.
    except SlackError as e:
        after_error(n, e, post, row)
        return
    edited = replace(post, done=post.wanted, told=_topics(message, post.told), shows=shown(message))
    save(n, replace(edited, told_until=told_until(post, message)), post)
    logger.info("edited", post_id=post.id, channel=post.channel, ts=post.ts)


def reply(n: Notifier, before: Post, message: Content) -> int:
    """Tell further coverage in the thread of a message, where a topic wants that; return the attempts.

    It is tried once and written down before: what matters is in the message itself.
    Within ``REPLY_EVERY`` of the last one it waits, and what comes meanwhile with it.
    Raises Pause.
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
            save(n, replace(post, reply_at=None), post)
        return 0
    now = n.clock.now()
    again = (post.replied_at or now - REPLY_EVERY) + REPLY_EVERY
    if again > now:
        if post.reply_at != again:
            save(n, replace(post, reply_at=again), post)
            n.store.reply_later(post, again)
        return 0
    told = replace(post, told_until=max(at for at, _ in further), replied_at=now, reply_at=None)
    save(n, told, post)
    try:
        n.messenger.reply(Reply(post.id, post.conversation or post.channel, post.ts, tuple(new)))
    except SlackNotSent as e:
        # Surely nobody has seen it: it comes with the row that is there.
        logger.warning("no reply yet", post_id=post.id, code=e.code)
        save(n, replace(post, reply_at=now), told)
        n.store.reply_later(post, now)
        if isinstance(e, SlackRateLimited):
            raise Pause(e.retry_after_s) from e
        measure(Measure.SLACK_FAILURES)
        raise Pause(TROUBLE_S) from e
    except SlackError as e:
        logger.warning("no reply", post_id=post.id, code=e.code)
    return 1


def reconcile(n: Notifier, post: Post, row: OutboxRow) -> None:
    """Find out whether an attempt with unknown outcome reached Slack. Raises Pause."""
    where, thread = post.conversation or post.channel, ""
    if post.part_of:
        whole = n.store.post(post.channel, post.part_of)
        where, thread = (whole.conversation or where, whole.ts) if whole else (where, "")
    try:
        since = (post.attempted_at or post.claimed_at) - CLOCK_SKEW
        found = n.messenger.find(where, post.id, since, thread)
    except SlackError as e:
        if isinstance(e, SlackParked) or e.code in UNREADABLE:
            _settle_blindly(n, post, row, e)
        else:
            after_error(n, e, post, row, doubtful=True)
    else:
        save(n, after_history(post, found, n.clock.now()), post)


def after_error(
    n: Notifier, error: SlackError, post: Post, row: OutboxRow, *, doubtful: bool = False
) -> None:
    """Do what the error asks for; returns only when the post was parked. Raises Pause."""
    logger.warning("slack", post_id=post.id, code=error.code, error=str(error))
    match error:
        case SlackRateLimited():
            raise Pause(error.retry_after_s) from error
        case SlackUnusable():
            measure(Measure.SLACK_FAILURES)
            raise Pause(UNUSABLE_S) from error
        case SlackParked() | SlackRejected():
            if isinstance(error, SlackRejected) and not post.parked_at:
                # A bug of ours: somebody has to hear of it who can mend the code.
                n.queues.bury(post.channel)
                note_buried(n.store, post, str(error), n.clock.now())
            park(n.store, n.queues, post, row, reason=str(error), now=n.clock.now(), doubtful=doubtful)
        case _:
            measure(Measure.SLACK_FAILURES)
            raise Pause(TROUBLE_S) from error


def told_until(post: Post, message: Content) -> datetime | None:
    """Return until when what has joined is told once Slack shows a message: replies tell what comes later."""
    if not isinstance(message, Message):
        return None
    if post.told_until and message.further:
        return post.told_until
    return message.latest or post.told_until


def shown(message: Content) -> str:
    """Return a digest of what an alert's message shows; empty for others, which are always sent."""
    if not isinstance(message, Message):
        return ""
    # Sets have another order in each process; the topics' names are there as well.
    told = replace(message, further=(), latest=None, topic_ids=frozenset())
    return blake2b(repr(told).encode(), digest_size=8).hexdigest()


def _count(n: Notifier, turn: Turn, job: Job) -> None:
    """Have a message take its place in the channel's tally."""
    if not _counts(job):
        return
    now = n.clock.now()
    turn.tally = _counted(turn, turn.tally, job, now + LATE, now)
    n.store.count_messages(turn.channel, turn.owner, turn.tally)
    turn.written = turn.tally


def _counted(turn: Turn, tally: Tally, job: Job, at: datetime, now: datetime) -> Tally:
    if job.verdict is None or not _counts(job):
        return tally
    day = local_day(now, turn.rules.zone)
    topics = job.verdict.topics if job.post.is_alert else frozenset()
    return with_message(tally, Sending(at, day, topics, job.verdict.urgent), now)


def _counts(job: Job) -> bool:
    """Return whether a new message takes a place: notices don't, nor what is in a thread."""
    return job.verdict is not None and (job.post.is_alert or bool(job.post.members))


def _sent_at(sent: Sent, now: datetime) -> datetime:
    """Return when Slack has a message, by its own clock as far as that can be: not before now."""
    try:
        said = datetime.fromtimestamp(float(sent.ts), UTC)
    except (ValueError, OverflowError, OSError):
        return now
    return min(max(said, now), now + LATE)


def _topics(message: Content, told: frozenset[TopicId] | None = None) -> frozenset[TopicId] | None:
    """Return the topics that a message shows or has shown, of an alert's: who has been told stays so."""
    return message.topic_ids | (told or frozenset()) if isinstance(message, Message) else None


T = TypeVar("T")


def _once_plainer(post: Callable[[Content], T], message: Content) -> T:
    """Send a message; as text alone if Slack does not take its blocks: then nothing was sent."""
    try:
        return post(message)
    except SlackUnshowable as e:
        logger.warning("message sent plainer", post_id=message.post_id, code=e.code)
        return post(replace(message, plain=True))


def _settle_blindly(n: Notifier, post: Post, row: OutboxRow, error: SlackError) -> None:
    """Decide about an attempt in doubt without Slack's history, as whoever deployed it wants it."""
    logger.warning("history not readable", post_id=post.id, code=error.code, in_doubt=n.in_doubt.value)
    doubt = f"Nobody knows whether Slack took this post, and its history cannot be read ({error.code})"
    match n.in_doubt:
        case InDoubt.POST:
            pending = replace(post, state=PostState.PENDING, owner="", lease_until=None, absent_at=None)
            save(n, pending, post)
        case InDoubt.DROP:
            dropped = replace(post, state=PostState.CANCELLED, owner="", lease_until=None, absent_at=None)
            save(n, replace(dropped, done=post.wanted, reason=f"{doubt}."), post)
        case InDoubt.PARK:
            todo = "let the bot in and give it the scopes of the manifest, or look there yourself."
            park(n.store, n.queues, post, row, reason=f"{doubt}: {todo}", now=n.clock.now(), doubtful=True)
