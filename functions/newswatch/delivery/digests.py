"""Digests: which story comes first, and what of it is in the message. Pure."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from newswatch.model import ArticleId, SourceId, StoryId, TopicId
from newswatch.posts import Hold, Post, post_id

LINES = 40
"""Stories of one message: as many as can be read, with titles and links, within Slack's limits."""
MOST = 5_000
"""Stories of one digest: its item in the table holds their ids twice, within DynamoDB's 400 kB."""
_BEFORE = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A story of a digest."""

    story_id: StoryId
    topic: str
    """The first topic that it is told for."""
    outlets: int
    """How many carry it."""
    claimed_at: datetime


def digest_of(window: datetime, members: Sequence[Post], n: int = 1) -> Post:
    """Return the digest of what a channel was kept from until then.

    Its id is fixed by channel and window: made twice, it is the same one.

    Args:
        window: when the first of its members was due.
        members: posts of one channel; at least one.
        n: which digest of this window it is, should there have been others.
    """
    channel = members[0].channel
    story_id = StoryId(f"digest-{window:%Y%m%dT%H%M%S}{f'-{n}' if n > 1 else ''}")
    topic_ids: frozenset[TopicId] = frozenset().union(*(member.topic_ids for member in members))
    return Post(
        id=post_id(channel, story_id),
        channel=channel,
        story_id=story_id,
        article_id=ArticleId(""),
        source_id=SourceId(""),
        # It stands before its members, and is finished before more of them are looked for.
        claimed_at=window - _BEFORE,
        topic_ids=topic_ids,
        hold=most_common([member.hold for member in members if member.hold]),
        members=tuple(member.story_id for member in members),
    )


def joined_by(digest: Post, members: Sequence[Post]) -> Post:
    """Return a digest with other members."""
    topic_ids = digest.topic_ids.union(*(member.topic_ids for member in members))
    return replace(digest, topic_ids=topic_ids, members=tuple(member.story_id for member in members))


def part_of(digest: Post, part: int, now: datetime) -> Post:
    """Return the post that tells a part of a digest in its thread, from now on; the first one is 1."""
    story_id = StoryId(f"{digest.story_id}-part{part}")
    return Post(
        id=post_id(digest.channel, story_id),
        channel=digest.channel,
        story_id=story_id,
        article_id=ArticleId(""),
        source_id=SourceId(""),
        claimed_at=now,
        topic_ids=digest.topic_ids,
        part_of=digest.story_id,
        part=part,
    )


def parts(stories: int) -> int:
    """Return how many parts the thread of a digest of so many stories has."""
    return max(0, -(-(stories - LINES) // LINES))


def lines_of(stories: Sequence[StoryId], part: int) -> Sequence[StoryId]:
    """Return the stories of a part of a digest; 0 is the message itself."""
    return stories[part * LINES : (part + 1) * LINES]


def arranged(stories: Collection[Ranked]) -> tuple[StoryId, ...]:
    """Return the stories of a digest in its order.

    The message has the most widely covered ones of each topic, the topics taking turns, so that one
    that brings hundreds leaves room for the others; the rest follows. Both are in groups by topic,
    the one with the most widely covered story first, and within by how many outlets carry it.
    """
    ranked = sorted(stories, key=lambda story: (-story.outlets, story.claimed_at, story.story_id))
    turns: dict[str, int] = {}
    taken: list[tuple[int, int, Ranked]] = []
    for place, story in enumerate(ranked):
        turn = turns[story.topic] = turns.get(story.topic, 0) + 1
        taken.append((turn, place, story))
    head = {story for _, _, story in sorted(taken, key=lambda each: each[:2])[:LINES]}
    tail = [story for story in ranked if story not in head]
    return (*_grouped(story for story in ranked if story in head), *_grouped(tail))


def most_common(whys: Iterable[Hold]) -> Hold | None:
    """Return what most of them waited for; None for nothing."""
    counted = list(whys)
    return max(sorted(set(counted)), key=counted.count, default=None)


def _grouped(ranked: Iterable[Ranked]) -> Iterable[StoryId]:
    groups: dict[str, list[StoryId]] = {}
    for story in ranked:
        groups.setdefault(story.topic, []).append(story.story_id)
    return [story_id for group in groups.values() for story_id in group]
