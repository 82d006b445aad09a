"""Splitting: somebody says that an article is not the story in which it is."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from newswatch.errors import Conflict, NotAllowed
from newswatch.model import ArticleId, Bond, Coverage, Decision, Split, State, StoryId, Topic, TopicId, UserId
from newswatch.ports import Clock, Queues, Store
from newswatch.posts import Alert
from newswatch.usecases.alerts import late_alert
from newswatch.usecases.findings import Parted
from newswatch.usecases.sight import Sight

TRIES = 20
"""Who adds to the log loses to whoever is first; of 20 at the same moment the last one needs so many."""
RECALLED = timedelta(hours=1)
"""How old a decision of this very request can be: CommandQueue keeps a message for half of that."""


def split_off(
    store: Store, queues: Queues, clock: Clock, sight: Sight, *, story_id: StoryId, article_id: ArticleId
) -> Parted:
    """Have an article and the rest of its story tell two stories, which stay apart from then on.

    The side that its posts show keeps the story and its messages; the other one moves to a
    new story, and is posted by the topics that it matches. Each step can be repeated, and
    the new story's id follows from the old one's and the article's: asked again, also after
    a crash between any two steps, it is the same split.

    Raises:
        NotAllowed: the person gets the story nowhere, or there is nothing to split.
        Conflict: others add to the log all the time.
    """
    new = split_id(story_id, article_id)
    here, there = store.coverage(story_id), store.coverage(new)
    alerts, topics = claimed_for(store, story_id)
    if not _concerns(sight, alerts, topics, (*here, *there)):
        raise NotAllowed("That is for those to say who get this story in one of their channels.")
    article = store.article(article_id)
    if article is None:
        raise NotAllowed("That article is not kept any more.")
    recent = store.decisions_since(clock.now() - RECALLED)
    split = _among(recent, new)
    if split is None:
        wanted = _wanted(article_id, here, alerts, clock.now(), sight.who)
        split = _decided(store, wanted, recent[-1].seq if recent else 0)
    _move(store, split, (*here, *there))
    claims = _claims(store, split)
    channels = (*store.claim(claims), *store.refresh_posts(story_id, clock.now()))
    queues.wake(dict.fromkeys(channels))
    told = dict.fromkeys(channel for alert in claims for channel in alert.channels)
    return Parted(
        title=article.title,
        url=article.url,
        moved=0 if article_id in split.articles else len(split.articles),
        channels=tuple(channel for channel in told if sight.sees_channel(channel)),
    )


def split_id(story_id: StoryId, article_id: ArticleId) -> StoryId:
    """Return the story that begins where an article is split off another one: 16 hex digits of SHA-256."""
    return StoryId(hashlib.sha256(f"{story_id}|{article_id}".encode()).hexdigest()[:16])


def moving(
    article_id: ArticleId, members: Iterable[ArticleId], claimed: Iterable[ArticleId]
) -> frozenset[ArticleId]:
    """Return the articles that leave a story: the one, or all others where posts show that one.

    Args:
        article_id: the article that is said to be another story.
        members: those of the story.
        claimed: those by which the story was claimed for topics.
    """
    return frozenset(members) - {article_id} if article_id in set(claimed) else frozenset({article_id})


def claimed_for(store: Store, story_id: StoryId) -> tuple[Sequence[Alert], Sequence[Topic]]:
    """Return a story's alerts, oldest first, and all topics, tombstones included.

    All topics are asked for: what they match is written with the story, but not what somebody
    has had posted since (``latest``).
    """
    topics = store.topics()
    return store.alerts(story_id, [topic.id for topic in topics]), topics


def outlets_of(story: Iterable[Coverage]) -> int:
    """Return how many outlets carry a story."""
    return len({covered.outlet for covered in story})


def _concerns(
    sight: Sight, alerts: Sequence[Alert], topics: Sequence[Topic], story: Iterable[Coverage]
) -> bool:
    """Return whether somebody gets a story in one of their channels, or it is posted nowhere at all."""
    held = {topic_id for covered in story for topic_id in covered.held}
    places = {channel for alert in alerts for channel in alert.channels}
    for topic in topics:
        if topic.id in held and topic.state is not State.REMOVED:
            places.update(topic.destinations)
    return not places or any(sight.is_in(place) for place in sorted(places))


def _wanted(
    article_id: ArticleId, story: Sequence[Coverage], alerts: Sequence[Alert], now: datetime, by: UserId
) -> Split:
    """Return the split that somebody wants. Raises NotAllowed where there is nothing to split."""
    members = [covered.article_id for covered in story]
    if article_id not in members:
        raise NotAllowed("That article is not in this story any more.")
    if len(members) == 1:
        raise NotAllowed("That article is the only one of its story.")
    was = story[0].story_id
    moved = moving(article_id, members, (alert.article_id for alert in alerts))
    return Split(moved, split_id(was, article_id), was, now, by)


def _decided(store: Store, split: Split, seq: int) -> Split:
    """Add a split to the log, and return it: the first one that began its story, should there be two.

    Args:
        store: the store.
        split: the split.
        seq: the newest position of the log that is known not to have it.

    Raises:
        Conflict: others add to the log all the time.
    """
    for _ in range(TRIES):
        try:
            store.decide(Decision(seq + 1, split))
        except Conflict:
            newer = store.decisions(seq)
            if done := _among(newer, split.story_id):
                return done
            seq = newer[-1].seq if newer else seq
        else:
            return split
    raise Conflict("others place articles all the time")


def _among(decisions: Iterable[Decision], story_id: StoryId) -> Split | None:
    """Return the first split that began a story, if it is among these."""
    splits = (decision.what for decision in decisions if isinstance(decision.what, Split))
    return next((split for split in splits if split.story_id == story_id), None)


def _move(store: Store, split: Split, written: Iterable[Coverage]) -> None:
    """Have articles be parts of the new story, and of the old one no more."""
    for covered in written:
        if covered.article_id not in split.articles:
            continue
        if covered.story_id == split.was:
            alone = replace(covered, like=ArticleId(""), likeness=0.0)
            store.cover(replace(alone, story_id=split.story_id, bond=Bond.SPLIT))
            store.uncover(split.was, covered.article_id)
        store.place_article(covered.article_id, split.story_id)


def _claims(store: Store, split: Split) -> list[Alert]:
    """Return the claims of the topics that the moved articles match, each by the first of them.

    A topic that waits for more outlets than there are claims nothing yet.
    """
    story = store.coverage(split.story_id)
    topics = store.topics_by_id({topic_id for covered in story for topic_id in covered.held})
    outlets = outlets_of(story)
    first: dict[TopicId, Alert] = {}
    for covered in story:
        for topic_id in sorted(covered.held):
            topic = topics.get(topic_id)
            if covered.article_id in split.articles and topic and topic.is_active(split.at):
                # As of the decision, so that a second try claims what the first one would have.
                first.setdefault(topic_id, late_alert(topic, covered, split.at))
    return [alert for alert in first.values() if topics[alert.topic_id].outlets <= outlets]
