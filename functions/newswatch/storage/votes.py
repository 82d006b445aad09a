"""What people say of what was told to them: by topic, and by message."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from newswatch.model import ArticleId, ChannelId, StoryId, TopicId, UserId, Vote
from newswatch.storage.codec import Item, codec, from_time, known_time, ttl
from newswatch.storage.keys import Keys
from newswatch.storage.post_parts import POST_RETENTION_DAYS
from newswatch.storage.table import Part, Table, TransactionRefused, put, readable

TOGETHER = 50
"""Votes of one transaction: DynamoDB takes 100 parts, and each vote is two."""
UNLESS_NEWER = "attribute_not_exists(#at) OR #at <= :at"
"""Words are carried out in any order; what was said last counts."""


class Votes:
    """Two items a vote, which are written together: one with its topic, one beside the story's posts."""

    def __init__(self, table: Table, keys: Keys) -> None:
        self._table, self._keys = table, keys

    def vote(self, votes: Sequence[Vote]) -> bool:
        """Implement ``Store``."""
        return self._say([(vote, from_vote(vote)) for vote in votes])

    def unvote(self, votes: Sequence[Vote]) -> bool:
        """Implement ``Store``."""
        # Something stays, so that an older word that comes late does not count.
        return self._say([(vote, {"at": from_time(vote.at)}) for vote in votes])

    def votes(self, topic_id: TopicId, since: datetime) -> Sequence[Vote]:
        """Implement ``Store``."""
        found = _said(self._table.query(self._keys.votes(topic_id), consistent=True))
        return newest(vote for vote in found if vote.at >= since)

    def said_of(self, channel: ChannelId, story_id: StoryId) -> Mapping[UserId, bool]:
        """Implement ``Store``."""
        begins = self._keys.said_in(channel)
        found = self._table.query(self._keys.story(story_id), begins=begins, consistent=True)
        return words(_said(found))

    def _say(self, said: Sequence[tuple[Vote, Mapping[str, Any]]]) -> bool:
        counts = False
        for at in range(0, len(said), TOGETHER):
            some = said[at : at + TOGETHER]
            try:
                self._table.transact([part for each in some for part in self._parts(*each)])
                counts = True
            except TransactionRefused:
                # Of some topics something newer was said meanwhile.
                for each in some:
                    with suppress(TransactionRefused):
                        self._table.transact(self._parts(*each))
                        counts = True
        return counts

    def _parts(self, vote: Vote, item: Mapping[str, Any]) -> list[Part]:
        kept = {**item, "ttl": ttl(vote.at, POST_RETENTION_DAYS)}
        keys = self._keys.vote(vote), self._keys.said(vote)
        return [put(key, kept, UNLESS_NEWER, at=from_time(vote.at)) for key in keys]


def _said(items: Iterable[Item]) -> Iterator[Vote]:
    return readable(to_vote, (item for item in items if "relevant" in item))


def newest(votes: Iterable[Vote]) -> list[Vote]:
    """Return each person's last word on each story, newest first, wherever they said it."""
    last: dict[tuple[StoryId, UserId], Vote] = {}
    for vote in sorted(votes, key=lambda vote: (vote.at, vote.channel), reverse=True):
        last.setdefault((vote.story_id, vote.who), vote)
    return list(last.values())


def words(votes: Iterable[Vote]) -> dict[UserId, bool]:
    """Return each person's last word."""
    return {vote.who: vote.relevant for vote in sorted(votes, key=lambda vote: (vote.at, vote.topic_id))}


def from_vote(vote: Vote) -> dict[str, Any]:
    """Return a vote as an item."""
    return {
        "topic_id": vote.topic_id,
        "story_id": vote.story_id,
        "article_id": vote.article_id,
        "channel": vote.channel,
        "who": vote.who,
        "relevant": vote.relevant,
        "at": from_time(vote.at),
    }


@codec("vote")
def to_vote(item: Item) -> Vote:
    """Return the vote of an item."""
    return Vote(
        topic_id=TopicId(item["topic_id"]),
        story_id=StoryId(item["story_id"]),
        article_id=ArticleId(item["article_id"]),
        channel=ChannelId(item["channel"]),
        who=UserId(item["who"]),
        relevant=bool(item["relevant"]),
        at=known_time(item["at"]),
    )
