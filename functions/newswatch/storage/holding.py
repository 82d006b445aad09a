"""Posts that are held until a time, and digests that tell them together."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from newswatch.errors import Conflict
from newswatch.model import ChannelId, PostId
from newswatch.posts import OutboxRow, Post, PostState
from newswatch.storage import codec, items
from newswatch.storage.keys import Keys, due_at, is_held, is_story, story_at
from newswatch.storage.post_parts import POST_RETENTION_DAYS, held_as, held_row, row_part, save_part
from newswatch.storage.table import Part, Table, TransactionRefused, delete, put, readable, update

OPEN = "#state = :pending AND attribute_not_exists(#lines)"
"""A digest takes in members until what it tells is fixed, before its first attempt."""


class Holding:
    """A held post has one row in its channel's outbox, at the time until which it is held."""

    def __init__(self, table: Table, keys: Keys) -> None:
        self._table, self._keys = table, keys

    def hold(self, post: Post, expected: Post, row: OutboxRow) -> None:
        """Implement ``Store``."""
        if post.held_until is None:
            raise ValueError("a post is held until a time")
        (there,) = held_row(self._keys, post)
        # A transaction names no item twice.
        left = {
            key: None
            for key in (self._keys.outbox_row(row.channel, row.place), *held_row(self._keys, expected))
            if key != there
        }
        self._table.transact(
            [
                save_part(self._keys, post, expected),
                row_part(self._keys, post, post.held_until, held_as(post)),
                *map(delete, left),
            ]
        )

    def held(self) -> Mapping[ChannelId, tuple[int, datetime]]:
        """Implement ``Store``. As of at most a second ago."""
        stories: Counter[ChannelId] = Counter()
        dues: defaultdict[ChannelId, list[datetime]] = defaultdict(list)
        put_off = []
        for item in self._table.query(self._keys.outbox(), keys_only=True):
            sk, _, place = item["sk"].partition("#")
            channel = ChannelId(sk)
            if is_story(place):
                stories[channel] += 1
                dues[channel].append(due_at(place))
            elif is_held(place):
                put_off.append(self._keys.post(story_at(place), channel))
        # What a digest tells once it is fixed has no rows any more; notices tell no stories.
        for post in readable(items.to_post, self._table.batch_get(put_off)):
            if post.lines and post.held_until:
                stories[post.channel] += len(post.lines)
                dues[post.channel].append(post.held_until)
        return {channel: (count, min(dues[channel])) for channel, count in stories.items()}

    def gather(self, digest: Post) -> bool:
        """Implement ``Store``."""
        key = self._keys.post(digest.story_id, digest.channel)
        row = row_part(self._keys, digest, digest.claimed_at)
        joins: dict[str, Any] = {"topic_ids": set(digest.topic_ids), "members": set(digest.members)}
        joins = {name: value for name, value in joins.items() if value} | {"wanted": 1}
        added = update(
            key,
            "ADD " + ", ".join(f"#{name} :{name}" for name in joins),
            OPEN,
            **joins,
            pending=PostState.PENDING.value,
        )
        created = put(key, items.from_post(digest), "attribute_not_exists(pk)")
        # What is there already keeps all that the new one says of itself, and has its row: one more has it
        # met before what joins.
        return any(self._done([part, row]) for part in (created, added))

    def fold(self, post: Post, digest: PostId) -> bool:
        """Implement ``Store``. As the caller has seen it: what was weighed anew meanwhile is not folded."""
        if post.held_until is None:
            return False
        try:
            self._table.update(
                self._keys.post(post.story_id, post.channel),
                "SET #state = :folded, #reason = :digest, #done = #wanted, #ttl = :ttl",
                "#state = :was AND #held_until = :held_until",
                folded=PostState.FOLDED.value,
                digest=digest,
                ttl=codec.ttl(post.claimed_at, POST_RETENTION_DAYS),
                was=PostState.PENDING.value,
                held_until=codec.from_time(post.held_until),
            )
        except Conflict:
            return False
        return True

    def _done(self, parts: list[Part]) -> bool:
        try:
            self._table.transact(parts)
        except TransactionRefused:
            return False
        return True
