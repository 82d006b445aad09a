"""Alerts, posts, and the places of posts in their channels' outboxes."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from newswatch.errors import Conflict, StorageError
from newswatch.model import (
    Activity,
    Alert,
    ArticleId,
    Change,
    ChannelId,
    OutboxRow,
    Post,
    PostState,
    SourceId,
    StoryId,
    Topic,
    TopicId,
)
from newswatch.observe import logger
from newswatch.storage import codec, items
from newswatch.storage.keys import Key, Keys, notice_story, place, post_id, stamp
from newswatch.storage.table import Part, Table, TransactionRefused, delete, put, readable, update

ALERT_RETENTION_DAYS = 400
"""From the claim. Long after the last parked post was dealt with or given up: a post needs its alerts."""
POST_RETENTION_DAYS = 90
"""Of finished posts: they outlive every story (72 hours) and every article kept by default."""
ACTIVITY_DAYS = 40
"""A month of what topics have brought, and a few days to look at it."""

UNCHANGED = "#state = :was_state AND #done = :was_done AND #owner = :was_owner AND #absent_at = :was_absent"


class Outbox:
    """One partition holds a story's alerts and posts, another one everybody's outbox rows."""

    def __init__(self, table: Table, keys: Keys) -> None:
        self._table, self._keys = table, keys

    def claim(self, alerts: Sequence[Alert]) -> Sequence[ChannelId]:
        """Implement ``Store``."""
        for alert in alerts:
            parts: list[Part] = [self._alert_part(alert)]
            for channel in alert.channels:
                parts += [self._join_part(alert, channel), self._row_part(alert, channel)]
            try:
                self._table.transact(parts)
            except TransactionRefused as e:
                if e.failed != {0}:
                    raise
                # Claimed before, by this article or another one of the story.
            else:
                self._count(alert)
        return list(dict.fromkeys(channel for alert in alerts for channel in alert.channels))

    def announce(self, change: Change, channels: Collection[ChannelId]) -> None:
        """Implement ``Store``. Only a topic has channels: the change of a source announces nothing."""
        if not isinstance(change.snapshot, Topic):
            return
        story_id, topic_id = notice_story(change.seq), change.snapshot.id
        for channel in channels:
            first = _first(channel, story_id, change.when, ArticleId(""), SourceId(""))
            post = {**first, "topic_ids": {topic_id}, "wanted": 1, "change": change.seq}
            row = self._keys.outbox_row(channel, place(change.when, story_id, topic_id))
            try:
                self._table.transact(
                    [
                        put(self._keys.post(story_id, channel), post, "attribute_not_exists(pk)"),
                        put(row, {"story_id": story_id}),
                    ]
                )
            except TransactionRefused:
                # Announced before; where it stands now is not ours to change.
                continue

    def activity(self, since: datetime) -> Mapping[TopicId, Activity]:
        """Implement ``Store``."""
        # Sort keys begin with their day, so the day itself comes before all of its topics.
        first = f"{since.astimezone(UTC):%Y-%m-%d}"
        total: dict[TopicId, Activity] = {}
        for item in self._table.query(self._keys.activity(), after=first):
            topic_id = TopicId(item["sk"].partition("#")[2])
            for day in readable(items.to_activity, [item]):
                before = total.get(topic_id, Activity())
                total[topic_id] = Activity(before.alerts + day.alerts, _later(before.last, day.last))
        return total

    def channels_with_outbox(self) -> Sequence[ChannelId]:
        """Implement ``Store``. Reads the first row of each channel, skipping the rest of its rows."""
        channels: list[ChannelId] = []
        after = ""
        while row := next(self._table.query(self._keys.outbox(), after=after, limit=1, keys_only=True), None):
            channel = ChannelId(row["sk"].partition("#")[0])
            channels.append(channel)
            after = f"{channel}#~"
        return channels

    def outbox(self, channel: ChannelId, limit: int) -> Sequence[OutboxRow]:
        """Implement ``Store``."""
        prefix = f"{channel}#"
        found = self._table.query(self._keys.outbox(), begins=prefix, limit=limit, consistent=True)
        return [
            OutboxRow(channel, item["sk"].removeprefix(prefix), StoryId(item["story_id"])) for item in found
        ]

    def lease_channel(self, channel: ChannelId, owner: str, now: datetime, until: datetime) -> bool:
        """Implement ``Store``. Our own lease can be taken again: the reply to a first try may be lost."""
        try:
            self._table.update(
                self._keys.channel(channel),
                "SET #owner = :owner, #until = :until",
                "(attribute_not_exists(#until) OR #until <= :now OR #owner = :owner)"
                " AND (attribute_not_exists(#not_before) OR #not_before <= :now)",
                owner=owner,
                until=stamp(until),
                now=stamp(now),
            )
        except Conflict:
            return False
        return True

    def release_channel(self, channel: ChannelId, owner: str, not_before: datetime | None = None) -> None:
        """Implement ``Store``."""
        pause = {"pause": stamp(not_before)} if not_before else {}
        change = "SET #not_before = :pause REMOVE #owner, #until" if pause else "REMOVE #owner, #until"
        try:
            self._table.update(self._keys.channel(channel), change, "#owner = :owner", owner=owner, **pause)
        except Conflict:
            # It ran out, and another one works here now.
            return

    def post(self, channel: ChannelId, story_id: StoryId) -> Post | None:
        """Implement ``Store``."""
        item = self._table.get(self._keys.post(story_id, channel), consistent=True)
        return items.to_post(item) if item else None

    def alerts(self, story_id: StoryId, topic_ids: Collection[TopicId]) -> Sequence[Alert]:
        """Implement ``Store``."""
        keys = [self._keys.alert(story_id, topic_id) for topic_id in topic_ids]
        found = map(items.to_alert, self._table.batch_get(keys, consistent=True))
        return sorted(found, key=lambda alert: (alert.claimed_at, alert.topic_name))

    def save_post(self, post: Post, expected: Post) -> None:
        """Implement ``Store``."""
        key, change, condition, values = self._save(post, expected)
        self._table.update(key, change, condition, **values)

    def drop_row(self, row: OutboxRow) -> None:
        """Implement ``Store``."""
        self._table.delete(self._keys.outbox_row(row.channel, row.place))

    def park(self, post: Post, expected: Post, row: OutboxRow) -> None:
        """Implement ``Store``."""
        key, change, condition, values = self._save(post, expected)
        mark = {"channel": post.channel, "story_id": post.story_id}
        self._table.transact(
            [
                update(key, change, condition, **values),
                put(self._keys.parked_post(post.channel, post.story_id), mark),
                delete(self._keys.outbox_row(row.channel, row.place)),
            ]
        )

    def parked(self) -> Sequence[Post]:
        """Implement ``Store``."""
        marks = self._table.query(self._keys.parked())
        keys = [self._keys.post(StoryId(mark["story_id"]), ChannelId(mark["channel"])) for mark in marks]
        posts = map(items.to_post, self._table.batch_get(keys, consistent=True))
        parked = (post for post in posts if post.state is PostState.PARKED)
        return sorted(parked, key=lambda post: post.claimed_at)

    def _count(self, alert: Alert) -> None:
        """Count an alert, beside its transaction: that must not fail by a figure in a list."""
        day = f"{alert.claimed_at.astimezone(UTC):%Y-%m-%d}"
        try:
            self._table.update(
                self._keys.activity_of(day, alert.topic_id),
                "ADD #n :one SET #last = :last, #ttl = :ttl",
                one=1,
                last=codec.from_time(alert.claimed_at),
                ttl=codec.ttl(alert.claimed_at, ACTIVITY_DAYS),
            )
        except StorageError as e:
            logger.warning("alert not counted", topic_id=alert.topic_id, error=str(e))

    def _alert_part(self, alert: Alert) -> Part:
        item = {**items.from_alert(alert), "ttl": codec.ttl(alert.claimed_at, ALERT_RETENTION_DAYS)}
        return put(self._keys.alert(alert.story_id, alert.topic_id), item, "attribute_not_exists(pk)")

    def _join_part(self, alert: Alert, channel: ChannelId) -> Part:
        """Return what creates the post of (channel, story), or has one more topic join it."""
        first = _first(channel, alert.story_id, alert.claimed_at, alert.article_id, alert.source_id)
        change = ", ".join(f"#{name} = if_not_exists(#{name}, :{name})" for name in first)
        return update(
            self._keys.post(alert.story_id, channel),
            f"SET {change} ADD #topic_ids :topic_ids, #wanted :one",
            topic_ids={alert.topic_id},
            one=1,
            **first,
        )

    def _row_part(self, alert: Alert, channel: ChannelId) -> Part:
        where = place(alert.claimed_at, alert.story_id, alert.topic_id)
        return put(self._keys.outbox_row(channel, where), {"story_id": alert.story_id})

    def _save(self, post: Post, expected: Post) -> tuple[Key, str, str, dict[str, str | int]]:
        values: dict[str, str | int] = {
            "state": post.state.value,
            "done": post.done,
            "ts": post.ts,
            "conversation": post.conversation or "",
            "owner": post.owner,
            "lease_until": codec.from_time(post.lease_until),
            "absent_at": codec.from_time(post.absent_at),
            "reason": post.reason,
        }
        change = "SET " + ", ".join(f"#{name} = :{name}" for name in values)
        if post.state in {PostState.SENT, PostState.CANCELLED}:
            change += ", #ttl = :ttl"
            values["ttl"] = codec.ttl(post.claimed_at, POST_RETENTION_DAYS)
        else:
            change += " REMOVE #ttl"
        values |= {
            "was_state": expected.state.value,
            "was_done": expected.done,
            "was_owner": expected.owner,
            "was_absent": codec.from_time(expected.absent_at),
        }
        return self._keys.post(post.story_id, post.channel), change, UNCHANGED, values


def _first(
    channel: ChannelId, story_id: StoryId, claimed_at: datetime, article_id: ArticleId, source_id: SourceId
) -> dict[str, Any]:
    """Return what a new post begins with."""
    return {
        "id": post_id(channel, story_id),
        "channel": channel,
        "story_id": story_id,
        "article_id": article_id,
        "source_id": source_id,
        "claimed_at": codec.from_time(claimed_at),
        "state": PostState.PENDING.value,
        "done": 0,
        "owner": "",
        "absent_at": "",
    }


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    return max((moment for moment in (one, other) if moment), default=None)
