"""Notify: work off a channel's outbox, in order, under the channel's lease, each post once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from enum import Enum
from math import ceil

from newswatch.delivery.digests import part_of, parts
from newswatch.delivery.revival import is_open
from newswatch.delivery.rules import USUAL, rules
from newswatch.delivery.step import Step, next_step
from newswatch.model import WORKSPACE, ChannelId
from newswatch.observe import follow, following, logger
from newswatch.ports import Deadline
from newswatch.posts import Hold, OutboxRow, Post, PostState
from newswatch.usecases.contents import Unchanged, content, nothing
from newswatch.usecases.gathering import (
    gather,
    is_complete,
    is_fixed_anew,
    is_told,
    tells_soon,
    waiting_again,
    with_lines,
)
from newswatch.usecases.holding import mentioned, put_off, verdict_on, weigh_again
from newswatch.usecases.parked import move_on, revive
from newswatch.usecases.sending import LEASE_S, edit, reconcile, reply, send, shown, told_until
from newswatch.usecases.turn import GONE, Done, Job, Notifier, Pause, Turn, save

BURST = 3
"""Posts of one turn, which takes as many seconds, with the rest after it: Slack allows one message a second
and channel, and short bursts above it, of which it says no more."""
LEAST_REST_S = 0.5
"""After a burst that took long itself."""
READ_AHEAD = 20
"""Rows that are read at a time: some wait, and several may be of one post."""
EARLY = timedelta(seconds=5)
"""So much before its time a row may be worked off: who wrote it may have another clock. Not what is held, nor
what is patient."""
AGAIN_S = 60
"""How long what is held waits to be weighed anew where somebody is at work: a turn may take that long."""
SOON = timedelta(seconds=61)
"""What is due until then is waited for, to the second; what is due later, dispatch finds."""


def notify(
    n: Notifier, channel: ChannelId, deadline: Deadline, *, retry: bool = False, again: bool = False
) -> None:
    """Take a turn at a channel's outbox.

    While somebody else has the lease, or Slack wants a pause, there is nothing to
    do: the holder looks again after its turn, and dispatch wakes whoever waits.

    Args:
        n: what delivering needs.
        channel: whose outbox.
        deadline: of this invocation.
        retry: whether what is parked there is to be tried again.
        again: whether what is held there is to be weighed anew.
    """
    # The outbox is read before the lease is taken: most second wake-ups find it empty, and the table's
    # answer tells what time it is there.
    rows = n.store.outbox(channel, limit=READ_AHEAD)
    now = n.clock.now()
    if not _due(rows, now) and not retry and not (again and rows):
        _wait_for(n, channel, rows, now)
        return
    owner, until = n.entropy.token(), now + timedelta(seconds=LEASE_S)
    tally = n.store.lease_channel(channel, owner, now, until)
    if tally is None:
        logger.info("channel busy", channel=channel)
        if again:
            # Whoever works there goes by what they have read before.
            n.queues.wake([channel], delay_s=AGAIN_S, again=True)
        return
    turn = Turn(channel, owner, until, n.clock, deadline, USUAL, tally, tally)
    rest_s = 0.0
    try:
        _take(n, turn, rows, retry=retry, again=again)
        if turn.done.sent >= BURST:
            # Whoever is awake already would begin the next burst at once.
            rest_s = max(LEAST_REST_S, turn.done.sent - (n.clock.now() - now).total_seconds())
    except Pause as e:
        rest_s = e.seconds
        logger.warning("channel paused", channel=channel, seconds=e.seconds)
    finally:
        not_before = n.clock.now() + timedelta(seconds=rest_s) if rest_s else None
        n.store.release_channel(
            channel, owner, not_before, None if turn.tally == turn.written else turn.tally
        )
    _go_on(n, turn, rest_s)
    if turn.done.failed:
        # The others went on; this one comes again, and is heard of when it comes too often.
        raise turn.done.failed


def _take(n: Notifier, turn: Turn, rows: Sequence[OutboxRow], *, retry: bool, again: bool) -> None:
    """Do what a turn is for, with the lease held. Raises Pause."""
    said = n.store.settings([turn.channel, WORKSPACE])
    turn.rules = rules(said.get(turn.channel), said.get(WORKSPACE))
    if again:
        turn.done.unweighed = not weigh_again(n, turn)
    tried: Sequence[Post] = ()
    if retry:
        tried = revive(n.store, n.queues, turn.channel, n.clock.now(), turn.has_time)
        turn.digest = next((post for post in tried if is_open(post)), None)
        gather(n, turn)
    if retry or again:
        rows = n.store.outbox(turn.channel, limit=READ_AHEAD)
    _rows(n, turn, rows)
    if retry and any(_is_sent(n, post) for post in (*tried, *([turn.digest] if turn.digest else ()))):
        # It has been mended: the others need not wait for the next try.
        n.queues.wake([turn.channel], delay_s=turn.done.sent, retry=True)


def _go_on(n: Notifier, turn: Turn, rest_s: float) -> None:
    """Have the channel woken again, where there is more to do."""
    done = turn.done
    if rest_s or done.unweighed:
        n.queues.wake([turn.channel], delay_s=int(rest_s) + 1, again=done.unweighed)
    elif done.cut_short:
        # Not at once: should it be cut short again and again, it is so once a second.
        n.queues.wake([turn.channel], delay_s=max(1, done.sent))
    # What was claimed while we worked found the lease taken and was told so.
    elif _is_more(n, turn.channel, done):
        n.queues.wake([turn.channel], delay_s=done.sent)


def _is_more(n: Notifier, channel: ChannelId, done: Done) -> bool:
    rows = n.store.outbox(channel, limit=len(done.left) + 1)
    return any(row.place not in done.left for row in _due(rows, n.clock.now()))


def _due(rows: Sequence[OutboxRow], now: datetime) -> Sequence[OutboxRow]:
    """Return those of these rows that may be worked off by now: the others come after them."""
    return [row for row in rows if row.due <= (now if row.held or row.patient else now + EARLY)]


def _wait_for(n: Notifier, channel: ChannelId, rows: Sequence[OutboxRow], now: datetime) -> None:
    """Have a channel woken again for what is due in a moment: dispatch would come a minute later."""
    if rows and rows[0].due - now <= SOON:
        n.queues.wake([channel], delay_s=ceil((rows[0].due - now).total_seconds()))


def _is_sent(n: Notifier, post: Post) -> bool:
    now = n.store.post(post.channel, post.story_id)
    return now is not None and now.state is PostState.SENT


def _rows(n: Notifier, turn: Turn, rows: Sequence[OutboxRow]) -> None:
    """Work off rows, these first, while there is time and a burst lasts. Raises Pause."""
    done = turn.done
    while due := _due(rows, n.clock.now()):
        for row in due:
            if done.sent >= BURST or not turn.has_time():
                return
            if row.held and not done.gathered:
                done.gathered = True
                gather(n, turn)
                # A digest stands before what it is made of.
                break
            if row.story_id not in done.waiting:
                _row(n, turn, row)
            if row.story_id in done.waiting:
                done.left.add(row.place)
        else:
            if len(due) < READ_AHEAD:
                return
            rows = n.store.outbox(turn.channel, READ_AHEAD, rows[-1].place)
            continue
        rows = n.store.outbox(turn.channel, READ_AHEAD)


def _row(n: Notifier, turn: Turn, row: OutboxRow) -> None:
    """Work off one row, and note what came of it. Raises Pause."""
    done = turn.done
    with following():
        try:
            settled, attempts = _work(n, turn, row)
        except Pause:
            raise
        except Exception as e:  # noqa: BLE001 - the boundary of one post: the others go on
            logger.exception("row failed", channel=row.channel, story_id=row.story_id)
            settled, attempts, done.failed = False, 0, e
    done.sent += attempts
    if not settled:
        done.waiting.add(row.story_id)


def _work(n: Notifier, turn: Turn, row: OutboxRow) -> tuple[bool, int]:
    """Bring one row's post as far as it goes now. Raises Pause.

    Returns:
        Whether the row is done with, and how many messages were sent or edited.
    """
    attempts = 0
    while turn.has_time():
        post = n.store.post(row.channel, row.story_id)
        follow(post.trace if post else "")
        step = next_step(post, n.clock.now()) if post else Step.DROP
        if post is None or step is Step.DROP:
            return _dropped(n, turn, post, row), attempts
        if step is Step.WAIT:
            return False, attempts
        if step is Step.RECONCILE:
            reconcile(n, post, row)
            continue
        move_on(n.store, n.queues, post, n.clock.now())
        job = Job(post, row)
        if step is Step.SEND:
            weighed = _weighed(n, turn, job)
            if not isinstance(weighed, Job):
                return weighed is Outcome.PUT_OFF, attempts
            job = weighed
            if post.state is PostState.FOLDED and (job.verdict is None or tells_soon(n, post)):
                # Its digest tells all that has joined.
                save(n, replace(post, done=post.wanted), post)
                continue
        attempts += _told(n, turn, job, step)
    turn.done.cut_short = True
    return False, attempts


def _told(n: Notifier, turn: Turn, job: Job, step: Step) -> int:
    """Have Slack show what a post says now; return how many messages were sent or edited. Raises Pause."""
    post, attempts = job.post, 0
    said = content(n.store, post, n.clock.now(), turn.rules.muted)
    if said is None and step is Step.SEND and is_fixed_anew(n, post):
        return 0
    if said is None:
        save(n, replace(post, state=PostState.CANCELLED, done=post.wanted, reason=nothing(post)), post)
        return 0
    if isinstance(said, Unchanged):
        save(n, replace(post, done=post.wanted, reply_at=None), post)
        return 0
    if step is Step.SEND:
        send(n, turn, job, said)
        attempts = 1
    elif shown(said) == post.shows:
        save(n, replace(post, done=post.wanted, told_until=told_until(post, said)), post)
    else:
        edit(n, post, said, job.row)
        attempts = 1
    return attempts + reply(n, post, said)


class Outcome(Enum):
    """What becomes of something new that is not sent now."""

    PUT_OFF = "put off"
    """Its row lies where its time is."""
    LEFT = "left"
    """The next turn sees to it."""


def _weighed(n: Notifier, turn: Turn, job: Job) -> Job | Outcome:
    """Return a post that is to be sent now, with what it counts as."""
    post = job.post
    if post.part:
        return job
    if post.members:
        if not is_complete(n, turn, post):
            turn.done.cut_short = True
            return Outcome.LEFT
        post = with_lines(n, post)
    verdict = verdict_on(n, turn, post)
    if verdict is None or not (verdict.until or verdict.together):
        mentions = mentioned(turn, verdict) if verdict else post.mentions
        if verdict and post.hold is Hold.MUTED:
            post = replace(post, hold=None, held_until=None)
        return Job(replace(post, mentions=mentions), job.row, verdict)
    is_due = post.state is PostState.PENDING and post.held_until and post.held_until <= n.clock.now()
    if verdict.together:
        turn.done.cut_short = True
        if is_due and job.row.held:
            # Its time came after those had been gathered that have waited: the next turn finds it.
            return Outcome.LEFT
        if is_due:
            # The row that it is held by stands for it: it is there from now on, if it was not.
            n.store.hold(post, post, job.row)
            return Outcome.PUT_OFF
    put_off(n, turn, post, job.row, verdict)
    return Outcome.PUT_OFF


def _dropped(n: Notifier, turn: Turn, post: Post | None, row: OutboxRow) -> bool:
    """Take away the row of a post with which nothing is left to do; return whether it is so."""
    if post and post.state is PostState.FOLDED:
        told = is_told(n, turn, post)
        if told is None:
            return False
        if not told:
            # It was folded into a digest that was under way.
            n.store.hold(waiting_again(post, n.clock.now()), post, row)
            return True
    if post and (post.lines or post.part_of) and post.reason != GONE:
        _enqueue_next_part(n, post)
    n.store.drop_row(row)
    return True


def _enqueue_next_part(n: Notifier, post: Post) -> None:
    """Have a digest, or a part of it, be followed by its next part. What was claimed before comes first."""
    whole = n.store.post(post.channel, post.part_of) if post.part_of else post
    if whole and whole.ts and post.part < parts(len(whole.lines)):
        n.store.enqueue([part_of(whole, post.part + 1, n.clock.now())])
