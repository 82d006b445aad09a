"""Holding: what waits for its time, and comes together when that has come."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count, islice, takewhile

from newswatch.delivery.digests import MOST, Ranked, arranged, digest_of, joined_by
from newswatch.delivery.weighing import Verdict, Wanted, mentions, weigh, weigh_other
from newswatch.delivery.windows import local_day
from newswatch.errors import BadMessage, Conflict
from newswatch.model import (
    ArticleId,
    ChannelId,
    SourceId,
    State,
    StoryId,
    Topic,
    TopicId,
    is_person,
)
from newswatch.observe import logger
from newswatch.ports import Store
from newswatch.posts import Alert, HeldBack, Hold, OutboxRow, Post, PostState, post_id
from newswatch.usecases.contents import is_wanted, topics_of
from newswatch.usecases.held import all_rows, posts_of
from newswatch.usecases.muted import WAITS, is_muted
from newswatch.usecases.parked import move_on
from newswatch.usecases.splitting import outlets_of
from newswatch.usecases.turn import GONE, Notifier, Turn, save

RANKED = 500
"""Stories of a digest whose outlets are counted, at a read each; of more, those that most has joined."""
STALE = timedelta(days=7)
"""For so long what was held when its topics were paused waits for them."""
FIRST = timedelta(microseconds=1)
"""Rows of one time are in no order; who has waited for longer than one hour must not lose to who comes."""
LOOK_AGAIN = timedelta(days=1)
"""Between two looks whether a pause has ended that has no end: who ends it has it weighed anew at once."""
TELL_AFTER = timedelta(minutes=2)
"""From the first story that a cap holds back until its owner is told: by then it shows how many they are."""


def verdict_on(n: Notifier, turn: Turn, post: Post) -> Verdict | None:
    """Return what becomes of something new now; None where nobody wants it any more.

    Raises:
        Conflict: what has joined is not all visible yet.
    """
    now = n.clock.now()
    topics = turn.known(n.store, post.topic_ids)
    told = [topic for topic in topics.values() if is_wanted(topic, post.channel, now)]
    if not post.is_alert:
        # That somebody has snoozed a channel, say, is for those who wonder why nothing comes.
        here = replace(turn.rules, snoozed_until=None) if post.change else turn.rules
        if post.members:
            return weigh_other(here, turn.tally, now, told)
        # What people do, and what concerns how they are told, neither takes the places of news nor waits.
        return weigh_other(replace(here, cap=0), turn.tally, now)
    if not told:
        return None
    alerts = _wanted(n, post, topics)
    if is_muted(n.store, post, alerts, topics, turn.rules.muted):
        until = post.claimed_at + WAITS
        return Verdict(until, Hold.MUTED) if until > now else None
    if post.story_id in turn.alone:
        return weigh_other(turn.rules, turn.tally, now, told)
    wanted = [
        Wanted(topics[alert.topic_id], alert.claimed_at)
        for alert in alerts
        # What a digest tells, or has told, has been seen to.
        if not (post.state is PostState.FOLDED and alert.topic_id in post.held)
    ]
    return weigh(post, wanted, turn.rules, turn.tally, now) if wanted else None


def _wanted(n: Notifier, post: Post, topics: Mapping[TopicId, Topic]) -> list[Alert]:
    """Return the alerts of a post that are to be told. Raises as ``verdict_on``."""
    alerts, now = n.store.alerts(post.story_id, post.topic_ids), n.clock.now()
    if len(alerts) < len(post.topic_ids):
        raise Conflict("a post's alerts are not all visible yet")
    return [alert for alert in alerts if is_wanted(topics.get(alert.topic_id), post.channel, now)]


def mentioned(turn: Turn, verdict: Verdict) -> tuple[str, ...]:
    """Return whom a message mentions that is sent now."""
    return mentions(turn.topics[topic_id] for topic_id in verdict.topics)


def put_off(n: Notifier, turn: Turn, post: Post, row: OutboxRow, verdict: Verdict) -> None:
    """Have a post wait: until its time, or for others that go now, too. Owners are told of what caps hold."""
    until = _until(post, verdict, n.clock.now())
    if post.state is PostState.FOLDED and _digest_to_come(n.store, post):
        # The digest that it is in tells the topic that has joined, too.
        save(n, replace(post, done=post.wanted), post)
        n.store.drop_row(row)
        return
    held = replace(
        post,
        state=PostState.PENDING,
        hold=_why(post, verdict),
        held_until=until,
        # What only muted outlets tell has not waited for its time: should another one join, it is new.
        held=post.held if verdict.why is Hold.MUTED else post.held | post.topic_ids,
        reason="",
    )
    for topic_id in sorted(verdict.capped - turn.warned):
        turn.warned.add(topic_id)
        _warn(n, turn, topic_id, HeldBack(turn.channel, verdict.why or Hold.HOUR, until))
    _hold(n, held, post, row)
    logger.info("held", post_id=post.id, why=held.hold, until=until.isoformat())


def _hold(n: Notifier, held: Post, post: Post, row: OutboxRow) -> None:
    """Write a held post. What has joined a muted one while it was looked at must not be missed."""
    n.store.hold(held, post, row)
    if held.hold is not Hold.MUTED:
        return
    now_so = n.store.post(post.channel, post.story_id)
    if now_so and now_so.wanted != post.wanted:
        n.store.refresh_posts(post.story_id, n.clock.now())


def gather(n: Notifier, turn: Turn) -> None:
    """Make a digest of what has waited in the channel until now.

    A lone story may go by itself, and what nobody wants any more is left to be cancelled. What waited
    before its topics were paused waits for them; while a digest may not be told, all of it waits on.
    """
    now = n.clock.now()
    due = takewhile(lambda row: row.due <= now, all_rows(n.store, turn.channel))
    rows = {row.story_id: row for row in islice((row for row in due if row.held), MOST)}
    waited = [post for post in posts_of(n.store, turn.channel, rows) if _has_waited(post)]
    topics = topics_of(n.store, waited)
    members = [post for post in waited if _joins(n, turn, post, topics, rows)]
    if len(members) == 1 and turn.digest is None:
        turn.alone.add(members[0].story_id)
        return
    if not members:
        return
    told = [topic for topic in topics.values() if is_wanted(topic, turn.channel, now)]
    verdict = weigh_other(turn.rules, turn.tally, now, told)
    if verdict.until:
        for post in members:
            if not turn.has_time():
                turn.done.cut_short = True
                return
            n.store.hold(replace(post, held_until=verdict.until), post, rows[post.story_id])
        return
    has_room = turn.digest and len(turn.digest.members) + len(members) <= MOST
    if turn.digest and has_room and n.store.gather(joined_by(turn.digest, members)):
        return
    window = min(post.held_until for post in members if post.held_until)
    # Those of this window that are told already, or as good as told, take in nobody any more.
    turn.digest = next(made for k in count(1) if n.store.gather(made := digest_of(window, members, k)))
    logger.info("digest", post_id=turn.digest.id, stories=len(members))


def _joins(
    n: Notifier, turn: Turn, post: Post, topics: Mapping[TopicId, Topic], rows: Mapping[StoryId, OutboxRow]
) -> bool:
    """Return whether a post that has waited is to be told in a digest; see to it where it is not."""
    now = n.clock.now()
    if turn.rules.muted and _is_muted(n, turn, post, topics):
        # Its own row has it wait for another outlet, or cancelled.
        turn.alone.add(post.story_id)
    elif _first_topic(topics, post, now):
        return True
    elif until := _rests(topics.values(), post, now):
        n.store.hold(replace(post, held_until=until), post, rows[post.story_id])
    else:
        turn.alone.add(post.story_id)
    return False


def _is_muted(n: Notifier, turn: Turn, post: Post, topics: Mapping[TopicId, Topic]) -> bool:
    """Return whether only muted outlets tell a post; one that cannot be read must not stop the others."""
    try:
        return is_muted(n.store, post, _wanted(n, post, topics), topics, turn.rules.muted)
    except (BadMessage, Conflict) as e:
        logger.error("not known whether muted", post_id=post.id, error=str(e))
        return False


def is_complete(n: Notifier, turn: Turn, digest: Post) -> bool:
    """Fold what a digest is to tell into it; return whether that is done, or there is no more time."""
    if digest.lines:
        return True
    for post in posts_of(n.store, digest.channel, digest.members):
        if post.state is PostState.PENDING and post.held_until:
            if not turn.has_time():
                return False
            n.store.fold(post, digest.id)
    return True


def with_lines(n: Notifier, digest: Post) -> Post:
    """Return a digest with its stories in order, which is written: it tells these, whatever comes."""
    if digest.lines:
        return digest
    now = n.clock.now()
    folded = [
        post
        for post in posts_of(n.store, digest.channel, digest.members)
        if post.state is PostState.FOLDED and post.reason == digest.id
    ]
    topics = topics_of(n.store, folded)
    # Each article that joined has it show more: of very many these are likely to be carried widely.
    folded.sort(key=lambda post: (-post.wanted, post.claimed_at))
    ranked = [
        Ranked(post.story_id, name, _outlets(n.store, post) if at < RANKED else 1, post.claimed_at)
        for at, post in enumerate(folded)
        if (name := _first_topic(topics, post, now))
    ]
    fixed = replace(digest, lines=arranged(ranked))
    if fixed.lines:
        save(n, fixed, digest)
    return fixed


def is_fixed_anew(n: Notifier, digest: Post) -> bool:
    """Have a digest whose message tells nothing any more tell what is left; return whether there is anything.

    Slack does not have it. The stories that were to be in its thread have no rows: nobody else tells them.
    """
    if not digest.lines:
        return False
    left = with_lines(n, replace(digest, lines=())).lines
    return bool(left) and left != digest.lines


def is_told(n: Notifier, turn: Turn, post: Post) -> bool | None:
    """Return whether a folded post is told by its digest; None while that is open."""
    digest = turn.digests.get(post.reason) or _digest_of(n.store, post)
    if digest is None or digest.reason == GONE:
        return True
    if digest.state is PostState.CANCELLED:
        # All that it would have told in its message was told elsewhere by then, or unwanted.
        return False
    if digest.lines:
        # They stay as they are.
        turn.digests[post.reason] = digest
        return post.story_id in digest.lines
    # One of an earlier version has members alone.
    return True if digest.ts else None


def waiting_again(post: Post, now: datetime) -> Post:
    """Return a folded post as one that still has to be told."""
    return replace(post, state=PostState.PENDING, held_until=now, hold=post.hold or Hold.WHEN, reason="")


def weigh_again(n: Notifier, turn: Turn) -> bool:
    """Weigh anew what is held in the channel, as what it waits for has changed; return whether all was.

    What may go now goes together: it has waited.
    """
    for row in list(all_rows(n.store, turn.channel)):
        if not row.held:
            continue
        if not turn.has_time():
            return False
        try:
            _weigh_row_again(n, turn, row)
        except (BadMessage, Conflict) as e:
            # The others must go on; it goes as it is.
            logger.error("not weighed anew", channel=row.channel, story_id=row.story_id, error=str(e))
    return True


def _weigh_row_again(n: Notifier, turn: Turn, row: OutboxRow) -> None:
    post = next(iter(posts_of(n.store, turn.channel, [row.story_id])), None)
    if post is None or post.state is not PostState.PENDING or not post.held_until:
        return
    if row.due <= n.clock.now():
        # It goes in any case, or was released a moment ago.
        return
    topics = n.store.topics_by_id(post.topic_ids).values()
    if post.is_alert and any(post.channel not in topic.destinations for topic in topics):
        move_on(n.store, n.queues, post, n.clock.now())
    verdict = verdict_on(n, turn, post)
    if verdict is None and any(post.channel in topic.destinations for topic in topics):
        # Paused or removed, which may be taken back until its time comes.
        return
    verdict = verdict or Verdict()
    until = _until(post, verdict, n.clock.now())
    if until != post.held_until:
        _hold(n, replace(post, hold=_why(post, verdict), held_until=until), post, row)


def _rests(topics: Iterable[Topic], post: Post, now: datetime) -> datetime | None:
    """Return until when a held story waits for topics that are paused; None where it waits for none.

    After a week it is news no more.
    """
    paused = [
        topic
        for topic in topics
        if topic.id in post.topic_ids and topic.state is State.PAUSED and post.channel in topic.destinations
    ]
    if not paused or now - post.claimed_at > STALE:
        return None
    return min((topic.paused_until or now + LOOK_AGAIN for topic in paused), default=None)


def _has_waited(post: Post) -> bool:
    return post.is_alert and post.state is PostState.PENDING and post.held_until is not None


def _until(post: Post, verdict: Verdict, now: datetime) -> datetime:
    """Return until when a post is held; a digest comes before all others that wait for the same place."""
    until = verdict.until or now
    return until - FIRST if post.members else until


def _why(post: Post, verdict: Verdict) -> Hold:
    """Return why a post is held; a digest says what its stories have waited for."""
    if post.members and post.hold:
        return post.hold
    # Due at once is what its topics would have waited for, had it been weighed in time.
    waited = None if post.hold is Hold.MUTED else post.hold
    return verdict.why or waited or Hold.WHEN


def _warn(n: Notifier, turn: Turn, topic_id: TopicId, held_back: HeldBack) -> None:
    """Tell a topic's owner, once a day, that a cap holds back stories."""
    topic = n.store.topics_by_id([topic_id]).get(topic_id)
    if topic is None:
        return
    now = n.clock.now()
    to = ChannelId(topic.owner) if is_person(topic.owner) else turn.channel
    story_id = StoryId(f"held-{topic_id}-{local_day(now, turn.rules.zone)}")
    if n.store.post(to, story_id):
        return
    notice = Post(
        id=post_id(to, story_id),
        channel=to,
        story_id=story_id,
        article_id=ArticleId(""),
        source_id=SourceId(""),
        claimed_at=now + TELL_AFTER,
        topic_ids=frozenset({topic_id}),
        held_back=held_back,
    )
    n.store.enqueue([notice])
    # Not now: dispatch finds it when its time has come.
    logger.info("owner told of what is held back", topic_id=topic_id, why=held_back.why)


def tells_soon(n: Notifier, post: Post) -> bool:
    """Return whether the digest of a folded post is about to be told, with all that has joined by then."""
    digest = _digest_to_come(n.store, post)
    return digest is not None and (digest.held_until is None or digest.held_until <= n.clock.now())


def _digest_to_come(store: Store, post: Post) -> Post | None:
    """Return the digest of a folded post, if that is still to be told: it tells what has joined by then."""
    digest = _digest_of(store, post)
    return digest if digest and digest.state is PostState.PENDING else None


def _digest_of(store: Store, post: Post) -> Post | None:
    return store.post(post.channel, StoryId(post.reason.removeprefix(f"{post.channel}.")))


def _outlets(store: Store, post: Post) -> int:
    return outlets_of(store.coverage(post.story_id)) or 1


def _first_topic(topics: Mapping[TopicId, Topic], post: Post, now: datetime) -> str:
    """Return the first by name of those topics of a post that are to be told; empty for none."""
    told = (topics[topic_id] for topic_id in post.topic_ids if topic_id in topics)
    return min((topic.name for topic in told if is_wanted(topic, post.channel, now)), default="")
