"""Splitting: somebody says that an article is not the story in which it is."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from newswatch.delivery.lead import is_borne
from newswatch.errors import Conflict, NotAllowed
from newswatch.model import (
    ArticleId,
    Bond,
    ChannelId,
    Coverage,
    Decision,
    Split,
    State,
    StoryId,
    Topic,
    TopicId,
    UserId,
)
from newswatch.ports import Clock, Queues, Store
from newswatch.posts import Alert, Post, PostState
from newswatch.usecases.alerts import late_alert
from newswatch.usecases.findings import Parted
from newswatch.usecases.sight import Sight

TRIES = 20
"""Who adds to the log loses to whoever is first; of 20 at the same moment the last one needs so many."""
RECALLED = timedelta(hours=1)
"""How old a decision of this very request can be: CommandQueue keeps a message for half of that."""

Topics = Mapping[TopicId, Topic]


def split_off(
    store: Store, queues: Queues, clock: Clock, sight: Sight, *, story_id: StoryId, article_id: ArticleId
) -> Parted:
    """Have an article and the rest of its story tell two stories, which stay apart from then on.

    Where every alert of the story is by the article, it stays, with the messages, and all
    others move to a new story; else it moves alone. What moves is posted by the topics that
    it matches, but in no channel whose message goes on telling it, and nothing else. Each
    step can be repeated, and the log says what was decided: asked again, also after a crash
    between any two steps, it is the same split, unless the article has new company.

    Raises:
        NotAllowed: the person gets the story nowhere, or there is nothing to split.
        Conflict: others add to the log all the time.
    """
    here, alerts = store.coverage(story_id), store.alerts(story_id)
    recent = store.decisions_since(clock.now() - RECALLED)
    made = _made(_splits(recent, story_id), article_id, here)
    there = store.coverage(made.story_id) if made else ()
    known = (*here, *there)
    topics = store.topics_by_id({topic_id for covered in known for topic_id in covered.held})
    if not _concerns(sight, alerts, topics, known):
        raise NotAllowed("That is for those to say who get this story in one of their channels.")
    article = store.article(article_id)
    if article is None:
        raise NotAllowed("That article is not kept any more.")
    wish = _Wish(article_id, story_id, clock.now(), sight.who)
    split, left = _decided(store, wish, here, alerts, recent)
    # A story of 1,000 articles, all of which but one move: 125 R, and for each 4 calls, 1 R and about 6 W.
    # One after another at 5 ms each, that is 20 of the function's 120 s. So the claims come first, and who
    # has not moved everything in time goes on from there the next time.
    claims = _claims(store, split, _united(split, here, there), left, topics)
    queues.wake(store.claim(claims))
    _move(store, split, here)
    now = clock.now()
    shown = (
        *store.refresh_posts(split.story_id, now),
        # Who has just said so looks whether it is so.
        *store.refresh_posts(story_id, now, at_once=True),
    )
    queues.wake(dict.fromkeys(shown))
    told = dict.fromkeys(channel for alert in claims for channel in alert.channels)
    return Parted(
        title=article.title,
        url=article.url,
        moved=0 if article_id in split.articles else len(split.articles),
        channels=tuple(channel for channel in told if sight.sees_channel(channel)),
    )


def split_id(story_id: StoryId, *articles: ArticleId) -> StoryId:
    """Return the story that begins where articles leave another one: 16 hex digits of SHA-256."""
    return StoryId(hashlib.sha256("|".join((story_id, *sorted(articles))).encode()).hexdigest()[:16])


def moving(
    article_id: ArticleId, members: Iterable[ArticleId], claimed: Iterable[ArticleId]
) -> frozenset[ArticleId]:
    """Return the articles that leave a story: the one, or all others where no alert is by one of them.

    Args:
        article_id: the article that is said to be another story.
        members: those of the story.
        claimed: those by which the story was claimed for topics.
    """
    return frozenset(members) - {article_id} if set(claimed) == {article_id} else frozenset({article_id})


def splits_of(store: Store, story: Iterable[Coverage]) -> Sequence[Split]:
    """Return the splits by which articles of a story moved, oldest first, as far as the log has them."""
    moved = [covered for covered in story if covered.bond is Bond.SPLIT]
    if not moved:
        return ()
    ids = {covered.article_id for covered in moved}
    decisions = store.decisions_since(min(covered.at for covered in moved))
    splits = (decision.what for decision in decisions if isinstance(decision.what, Split))
    return [split for split in splits if not ids.isdisjoint(split.articles)]


def outlets_of(story: Iterable[Coverage]) -> int:
    """Return how many outlets carry a story."""
    return len({covered.outlet for covered in story})


def _concerns(sight: Sight, alerts: Iterable[Alert], topics: Topics, story: Sequence[Coverage]) -> bool:
    """Return whether somebody gets a story in one of their channels, or it is posted nowhere at all."""
    places = {channel for alert in alerts if is_borne(alert, story) for channel in alert.channels}
    for topic in topics.values():
        if topic.state is not State.REMOVED:
            places.update(topic.destinations)
    return not places or any(sight.is_in(place) for place in sorted(places))


# --- What is decided ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Wish:
    """Somebody's wish that an article be no part of a story."""

    article_id: ArticleId
    was: StoryId
    at: datetime
    by: UserId


def _splits(decisions: Iterable[Decision], story_id: StoryId) -> list[Split]:
    """Return the splits of a story that are among these decisions, oldest first."""
    splits = (decision.what for decision in decisions if isinstance(decision.what, Split))
    return [split for split in splits if split.was == story_id]


def _staying(story: Iterable[Coverage], splits: Iterable[Split]) -> list[Coverage]:
    """Return what is of a story after these splits, be all of it moved yet or not."""
    gone = frozenset[ArticleId]().union(*(split.articles for split in splits))
    return [covered for covered in story if covered.article_id not in gone]


def _made(splits: Sequence[Split], article_id: ArticleId, story: Sequence[Coverage]) -> Split | None:
    """Return the split that has parted an article from all others of its story; None if none has.

    Where others have joined since, it is still the one if it is not done yet.
    """
    members = _staying(story, splits)
    if all(covered.article_id != article_id for covered in members):
        return next((split for split in splits if split.articles == {article_id}), None)
    alone = [
        split
        for split in splits
        if {covered.article_id for covered in members if covered.at <= split.at} == {article_id}
    ]
    begun = [split for split in alone if any(covered.article_id in split.articles for covered in story)]
    return next(iter(begun or (alone[-1:] if len(members) == 1 else ())), None)


def _wanted(wish: _Wish, story: Sequence[Coverage], alerts: Iterable[Alert]) -> Split:
    """Return the split that somebody wants. Raises NotAllowed where there is nothing to split."""
    members = [covered.article_id for covered in story]
    if wish.article_id not in members:
        raise NotAllowed("That article is not in this story any more.")
    if len(members) == 1:
        raise NotAllowed("That article is the only one of its story.")
    claimed = (alert.article_id for alert in alerts if is_borne(alert, story))
    moved = moving(wish.article_id, members, claimed)
    return Split(moved, split_id(wish.was, *moved), wish.was, wish.at, wish.by)


def _decided(
    store: Store,
    wish: _Wish,
    story: Sequence[Coverage],
    alerts: Sequence[Alert],
    recent: Sequence[Decision],
) -> tuple[Split, Sequence[Coverage]]:
    """Have a split in the log: the one that has been made already, or else the one that is wanted.

    Args:
        store: the store.
        wish: what somebody wants.
        story: the articles of the story, be they moved yet or not.
        alerts: its alerts.
        recent: the newest decisions.

    Returns:
        The split, and what it leaves of the story.

    Raises:
        NotAllowed: there is nothing to split.
        Conflict: others add to the log all the time.
    """
    splits, seq = _splits(recent, wish.was), recent[-1].seq if recent else 0
    for _ in range(TRIES):
        members = _staying(story, splits)
        if made := _made(splits, wish.article_id, story):
            return made, members
        split = _wanted(wish, members, alerts)
        try:
            store.decide(Decision(seq + 1, split))
        except Conflict:
            newer = store.decisions(seq)
            splits += _splits(newer, wish.was)
            seq = newer[-1].seq if newer else seq
        else:
            return split, _staying(members, [split])
    raise Conflict("others place articles all the time")


# --- What is told ------------------------------------------------------------------------------------


def _moved(covered: Coverage, story_id: StoryId) -> Coverage:
    """Return an article as a part of the story to which it moves."""
    return replace(covered, story_id=story_id, bond=Bond.SPLIT, like=ArticleId(""), likeness=0.0)


def _united(split: Split, here: Iterable[Coverage], there: Iterable[Coverage]) -> Sequence[Coverage]:
    """Return what is of the new story once all has moved, in the order in which it joined the old one."""
    rows = {covered.article_id: covered for covered in there}
    for covered in here:
        if covered.article_id in split.articles:
            # With its bond in the old story: that says whether it had moved before.
            rows[covered.article_id] = replace(covered, story_id=split.story_id)
    return sorted(rows.values(), key=lambda covered: (covered.at, covered.article_id))


def _claims(
    store: Store, split: Split, story: Sequence[Coverage], left: Sequence[Coverage], topics: Topics
) -> Sequence[Alert]:
    """Return the claims of the topics that the moved articles match, each by the first of them.

    A topic that waits for more outlets than there are claims nothing yet. Where a message
    goes on telling what has moved, it is not claimed: one message for each news is enough.

    Args:
        store: the store.
        split: the split.
        story: the new story.
        left: what is left of the old one.
        topics: those that match something.
    """
    moved = [covered for covered in story if covered.article_id in split.articles]
    outlets = outlets_of(story)
    first: dict[TopicId, Alert] = {}
    for covered in moved:
        for topic_id in sorted(covered.held.keys() & topics.keys()):
            topic = topics[topic_id]
            # As of the decision, so that a second try claims what the first one would have.
            if topic.is_active(split.at) and topic.outlets <= outlets:
                first.setdefault(topic_id, late_alert(topic, covered, split.at))
    channels = frozenset(channel for alert in first.values() for channel in alert.channels)
    told = _telling(store, split, split.was, left, channels)
    for was in {each.was for each in splits_of(store, moved)} - {split.was}:
        told |= _telling(store, split, was, store.coverage(was), channels)
    claims = (
        replace(alert, channels=tuple(channel for channel in alert.channels if channel not in told))
        for alert in first.values()
    )
    return [alert for alert in claims if alert.channels]


def _telling(
    store: Store, split: Split, story_id: StoryId, left: Sequence[Coverage], channels: Collection[ChannelId]
) -> frozenset[ChannelId]:
    """Return those of these channels whose message of a story tells what has moved, and nothing else.

    Args:
        store: the store.
        split: the split.
        story_id: the story.
        left: what is left of it.
        channels: the channels.
    """
    alerts = store.alerts(story_id) if channels else ()
    if split.articles.isdisjoint(alert.article_id for alert in alerts):
        return frozenset()
    topics = store.topics_by_id({alert.topic_id for alert in alerts})

    def tells(post: Post) -> bool:
        if post.state is PostState.CANCELLED or post.article_id not in split.articles:
            return False
        joined = [alert for alert in alerts if alert.topic_id in post.topic_ids]
        active = {t.id for t in topics.values() if t.is_active(split.at) and post.channel in t.destinations}
        # A message that nobody wants any more stays as it is.
        wanted = [alert for alert in joined if alert.topic_id in active] or joined
        return not any(is_borne(alert, left) for alert in wanted)

    posts = (store.post(channel, story_id) for channel in sorted(channels))
    return frozenset(post.channel for post in posts if post and tells(post))


def _move(store: Store, split: Split, here: Iterable[Coverage]) -> None:
    """Have articles be parts of the new story, and of the old one no more.

    What is not in the old one has moved: leaving it is the last step of each.
    """
    for covered in here:
        if covered.article_id in split.articles:
            store.cover(_moved(covered, split.story_id))
            store.place_article(covered.article_id, split.story_id)
            store.uncover(split.was, covered.article_id)
