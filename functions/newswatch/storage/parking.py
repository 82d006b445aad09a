"""Posts that wait for a person: listed, tried again, or moved."""

from collections.abc import Collection, Sequence
from datetime import datetime

from newswatch.errors import Conflict
from newswatch.model import ChannelId, StoryId
from newswatch.posts import Alert, OutboxRow, Post, PostState, post_id
from newswatch.storage import codec, items
from newswatch.storage.codec import known_time
from newswatch.storage.keys import Keys, stamp
from newswatch.storage.post_parts import (
    ALERT_RETENTION_DAYS,
    held_row,
    join_part,
    row_part,
    save_part,
    waiting_part,
)
from newswatch.storage.table import Part, Table, TransactionRefused, check, delete, put, readable, update


class Parking:
    """A mark for each parked post, and for each channel that has some the time of the next try."""

    def __init__(self, table: Table, keys: Keys) -> None:
        self._table, self._keys = table, keys

    def park(self, post: Post, expected: Post, row: OutboxRow, retry_at: datetime) -> None:
        """Implement ``Store``. What is parked is held no more, whichever of its rows was worked off."""
        left = dict.fromkeys([self._keys.outbox_row(row.channel, row.place), *held_row(self._keys, expected)])
        self._table.transact(
            [
                save_part(self._keys, post, expected),
                self._mark_part(post),
                *map(delete, left),
                update(
                    self._keys.retry(post.channel), "SET #at = if_not_exists(#at, :at)", at=stamp(retry_at)
                ),
            ]
        )

    def parked(self, channel: ChannelId | None = None) -> Sequence[Post]:
        """Implement ``Store``."""
        begins = self._keys.parked_of(channel) if channel else ""
        marks = self._table.query(self._keys.parked(), begins=begins, consistent=True)
        keys = [self._keys.post(StoryId(mark["story_id"]), ChannelId(mark["channel"])) for mark in marks]
        found = readable(items.to_post, self._table.batch_get(keys, consistent=True))
        return sorted(
            (post for post in found if post.state is PostState.PARKED),
            key=lambda post: (post.parked_at or post.claimed_at, post.claimed_at, post.id),
        )

    def unpark(self, post: Post, expected: Post) -> None:
        """Implement ``Store``."""
        self._table.transact(
            [
                save_part(self._keys, post, expected),
                waiting_part(self._keys, post),
                delete(self._keys.parked_post(post.channel, post.story_id)),
            ]
        )

    def move(self, alert: Alert, post: Post, to: Collection[ChannelId], when: datetime) -> None:
        """Implement ``Store``."""
        topics = {alert.topic_id}
        leave = update(
            self._keys.post(post.story_id, post.channel),
            "DELETE #topic_ids :topics",
            "contains(#topic_ids, :topic)",
            topics=topics,
            topic=alert.topic_id,
        )
        left = list(dict.fromkeys(to))
        while True:
            parts = [leave]
            begins: dict[int, ChannelId] = {}
            for channel in left:
                begins[len(parts)] = channel
                parts += self._arrival(alert, post, channel, when)
            try:
                self._table.transact(parts)
            except TransactionRefused as e:
                if 0 in e.failed:
                    # It has left before.
                    return
                # Where it is already, it need not join.
                left = [channel for at, channel in begins.items() if at not in e.failed]
            else:
                return

    def trouble_since(self, channel: ChannelId, now: datetime, retry_at: datetime) -> datetime:
        """Implement ``Store``."""
        key = self._keys.retry(channel)
        for _ in range(2):
            known = self._table.get(key, consistent=True) or {}
            if "since" in known:
                return known_time(known["since"])
            try:
                self._table.update(
                    key,
                    "SET #since = :since, #at = if_not_exists(#at, :at)",
                    "attribute_not_exists(#since)",
                    since=codec.from_time(now),
                    at=stamp(retry_at),
                )
            except Conflict:
                continue
            return now
        return now

    def retries(self, now: datetime) -> Sequence[ChannelId]:
        """Implement ``Store``."""
        waiting = {item["sk"] for item in self._table.query(self._keys.retries()) if item["at"] > stamp(now)}
        # Marks decide, not times: those of an earlier version have none.
        marked = self._table.groups(self._keys.parked())
        return [ChannelId(channel) for channel, _ in marked if channel not in waiting]

    def retry(self, channel: ChannelId, at: datetime) -> None:
        """Implement ``Store``."""
        self._table.update(self._keys.retry(channel), "SET #at = :at", at=stamp(at))

    def forget_parked(self, channel: ChannelId) -> None:
        """Implement ``Store``. An alert that moves to a post which is sent leaves a mark for nothing."""
        for mark in self._table.query(
            self._keys.parked(), begins=self._keys.parked_of(channel), consistent=True
        ):
            story_id = StoryId(mark["story_id"])
            is_settled = "attribute_not_exists(pk) OR #state <> :parked"
            try:
                self._table.transact(
                    [
                        check(self._keys.post(story_id, channel), is_settled, parked=PostState.PARKED.value),
                        delete(self._keys.parked_post(channel, story_id)),
                    ]
                )
            except TransactionRefused:
                # It has been parked just now.
                return
        self._table.delete(self._keys.retry(channel))

    def _arrival(self, alert: Alert, post: Post, to: ChannelId, when: datetime) -> list[Part]:
        """Return what has an alert join its story's post in a channel; the first part refuses it twice."""
        there = Post(
            id=post_id(to, alert.story_id),
            channel=to,
            story_id=alert.story_id,
            article_id=post.article_id,
            source_id=post.source_id,
            claimed_at=post.claimed_at,
            topic_ids=frozenset({alert.topic_id}),
            state=PostState.PARKED if post.parked_at else PostState.PENDING,
            parked_at=post.parked_at,
            reason=post.reason if post.state is PostState.PARKED else "",
            # What has waited goes on as such: it comes together with all others that have.
            hold=post.hold,
            held=post.held & {alert.topic_id},
        )
        joined = join_part(self._keys, there, "NOT contains(#topic_ids, :topic)", topic=alert.topic_id)
        parts: list[Part] = [joined, row_part(self._keys, there, alert.claimed_at, alert.topic_id)]
        if post.parked_at:
            parts += [
                self._mark_part(there),
                update(self._keys.retry(to), "SET #at = :at", at=stamp(when)),
            ]
        return parts

    def _mark_part(self, post: Post) -> Part:
        mark = {
            "channel": post.channel,
            "story_id": post.story_id,
            "ttl": codec.ttl(post.claimed_at, ALERT_RETENTION_DAYS),
        }
        return put(self._keys.parked_post(post.channel, post.story_id), mark)
