"""Holding: what waits for its time, and until when."""

from dataclasses import replace
from datetime import datetime, timedelta

from newswatch.delivery.weighing import Verdict, Wanted, mentions, weigh, weigh_other
from newswatch.delivery.windows import local_day
from newswatch.errors import BadMessage, Conflict
from newswatch.model import ArticleId, ChannelId, SourceId, StoryId, TopicId, is_person
from newswatch.observe import logger
from newswatch.posts import HeldBack, Hold, OutboxRow, Post, PostState, post_id
from newswatch.usecases.gathering import digest_to_come
from newswatch.usecases.held import all_rows, posts_of
from newswatch.usecases.muted import WAITS, is_muted
from newswatch.usecases.parked import move_on
from newswatch.usecases.turn import Notifier, Turn, save
from newswatch.usecases.whereabouts import is_wanted, wanted_alerts

FIRST = timedelta(microseconds=1)
"""Rows of one time are in no order; who has waited for longer than one hour must not lose to who comes."""
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
    alerts = wanted_alerts(n.store, post, topics, now)
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


def mentioned(turn: Turn, verdict: Verdict) -> tuple[str, ...]:
    """Return whom a message mentions that is sent now."""
    return mentions(turn.topics[topic_id] for topic_id in verdict.topics)


def put_off(n: Notifier, turn: Turn, post: Post, row: OutboxRow, verdict: Verdict) -> None:
    """Have a post wait: until its time, or for others that go now, too. Owners are told of what caps hold."""
    until = _until(post, verdict, n.clock.now())
    if post.state is PostState.FOLDED and digest_to_come(n.store, post):
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
