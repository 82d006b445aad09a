"""Gathering: what has waited comes together in a digest, which tells each story once."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count, islice, takewhile

from newswatch.delivery.digests import MOST, Ranked, arranged, digest_of, joined_by
from newswatch.delivery.weighing import weigh_other
from newswatch.errors import BadMessage, Conflict
from newswatch.model import State, StoryId, Topic, TopicId
from newswatch.observe import logger
from newswatch.ports import Store
from newswatch.posts import Hold, OutboxRow, Post, PostState
from newswatch.usecases.held import all_rows, posts_of
from newswatch.usecases.muted import is_muted
from newswatch.usecases.splitting import outlets_of
from newswatch.usecases.turn import GONE, Notifier, Turn, save
from newswatch.usecases.whereabouts import is_wanted, topics_of, wanted_alerts

RANKED = 500
"""Stories of a digest whose outlets are counted, at a read each; of more, those that most has joined."""
STALE = timedelta(days=7)
"""For so long what was held when its topics were paused waits for them."""
LOOK_AGAIN = timedelta(days=1)
"""Between two looks whether a pause has ended that has no end: who ends it has it weighed anew at once."""
TRACED = 50
"""Stories of a digest that its line in the log names."""


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
    logger.info(
        "digest", post_id=turn.digest.id, stories=len(members),
        correlation_ids=[post.trace for post in members if post.trace][:TRACED],
    )  # fmt: skip


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
        alerts = wanted_alerts(n.store, post, topics, n.clock.now())
        return is_muted(n.store, post, alerts, topics, turn.rules.muted)
    except (BadMessage, Conflict) as e:
        logger.error("not known whether muted", post_id=post.id, error=str(e))
        return False


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


def tells_soon(n: Notifier, post: Post) -> bool:
    """Return whether the digest of a folded post is about to be told, with all that has joined by then."""
    digest = digest_to_come(n.store, post)
    return digest is not None and (digest.held_until is None or digest.held_until <= n.clock.now())


def digest_to_come(store: Store, post: Post) -> Post | None:
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
