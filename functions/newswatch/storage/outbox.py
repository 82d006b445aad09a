"""Alerts, posts, and the places of posts in their channels' outboxes.

Who works them off: ``leases``. What waits to be told together: ``holding``. What is parked: ``parking``.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from newswatch.errors import Conflict, StorageError
from newswatch.model import Activity, ChannelId, StoryId, TopicId, UserId
from newswatch.observe import logger
from newswatch.posts import Alert, Hold, OutboxRow, Post, PostState, post_id
from newswatch.storage import codec, items
from newswatch.storage.keys import REFRESH, REPLY, Key, Keys, due_by, voted_by
from newswatch.storage.post_parts import ALERT_RETENTION_DAYS, join_part, row, row_part, saved
from newswatch.storage.table import Part, Table, TransactionRefused, put, readable, update

ACTIVITY_DAYS = 40
"""A month of what topics have brought, and a few days to look at it."""
REFRESH_EVERY = timedelta(minutes=5)
"""Between two edits that show what a story has gained. Its outlets come within minutes, one after another:
a message that changes all the time is no quieter than many."""
CLOCK_SKEW = timedelta(seconds=10)
"""By so much the clocks of who asks for an edit and of who makes it may differ. What is due sooner may have
been begun."""
UNMUTED = "(attribute_not_exists(#hold) OR #hold <> :muted)"
SOON = timedelta(seconds=60)
"""What is due before dispatch looks again counts as due: notify waits for its second."""


class Outbox:
    """One partition holds a story's alerts and posts, another one everybody's outbox rows."""

    def __init__(self, table: Table, keys: Keys) -> None:
        self._table, self._keys = table, keys

    def claim(self, alerts: Sequence[Alert]) -> Sequence[ChannelId]:
        """Implement ``Store``."""
        for alert in alerts:
            parts: list[Part] = [self._alert_part(alert)]
            for channel in alert.channels:
                post = _post_of(alert, channel)
                parts += [
                    join_part(self._keys, post),
                    row_part(self._keys, post, alert.claimed_at, alert.topic_id),
                ]
            try:
                self._table.transact(parts)
            except TransactionRefused as e:
                if e.failed != {0}:
                    raise
                # Claimed before, by this article or another one of the story.
            else:
                self._count(alert)
        return list(dict.fromkeys(channel for alert in alerts for channel in alert.channels))

    def enqueue(self, posts: Sequence[Post]) -> None:
        """Implement ``Store``."""
        for post in posts:
            item = items.from_post(post)
            try:
                self._table.transact(
                    [
                        put(self._keys.post(post.story_id, post.channel), item, "attribute_not_exists(pk)"),
                        row_part(self._keys, post, post.claimed_at),
                    ]
                )
            except TransactionRefused:
                # It was put there before; where it stands now is not ours to change.
                continue

    def refresh_posts(
        self, story_id: StoryId, when: datetime, *, at_once: bool = False
    ) -> Sequence[ChannelId]:
        """Implement ``Store``."""
        posts = self._table.query(self._keys.story(story_id), begins=self._keys.posts(), consistent=True)
        channels = []
        for post in readable(items.to_post, posts):
            channels.append(post.channel)
            if not self._refresh(post, when, at_once) and (now := self.post(post.channel, story_id)):
                # Who was first this time has an edit made later than ours was asked for.
                self._refresh(now, when, at_once)
        return channels

    def show_votes(self, post: Post, by: UserId, now: datetime, at: datetime) -> None:
        """Implement ``Store``. Each has a row of their own: one that is worked off takes no other along."""
        shown = {"sending": PostState.SENDING.value, "sent": PostState.SENT.value}
        if not self._look(post, at, voted_by(by, now), "#state IN (:sending, :sent)", **shown):
            # Slack does not show it: it comes with what was said of it, or never.
            logger.info("votes not shown", post_id=post.id)

    def reply_later(self, post: Post, at: datetime) -> None:
        """Implement ``Store``."""
        self._table.put(*row(self._keys, post, at, REPLY))

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

    def channels_with_outbox(self, now: datetime) -> Sequence[ChannelId]:
        """Implement ``Store``."""
        soon = due_by(now + SOON)
        firsts = self._table.groups(self._keys.outbox())
        return [ChannelId(channel) for channel, place in firsts if place < soon]

    def outbox(self, channel: ChannelId, limit: int, after: str = "") -> Sequence[OutboxRow]:
        """Implement ``Store``."""
        prefix = f"{channel}#"
        begins, later = ("", f"{prefix}{after}") if after else (prefix, "")
        found = self._table.query(
            self._keys.outbox(), begins=begins, after=later, limit=limit, consistent=True
        )
        # After the last of a channel come those of the next one.
        return list(readable(items.to_row, (item for item in found if item["sk"].startswith(prefix))))

    def post(self, channel: ChannelId, story_id: StoryId) -> Post | None:
        """Implement ``Store``."""
        item = self._table.get(self._keys.post(story_id, channel), consistent=True)
        return items.to_post(item) if item else None

    def posts(self, channel: ChannelId, story_ids: Collection[StoryId]) -> Sequence[Post]:
        """Implement ``Store``. Raises BadMessage like ``post``: none of them may be taken for missing."""
        keys = [self._keys.post(story_id, channel) for story_id in story_ids]
        return [items.to_post(item) for item in self._table.batch_get(keys, consistent=True)]

    def alerts(self, story_id: StoryId, topic_ids: Collection[TopicId] | None = None) -> Sequence[Alert]:
        """Implement ``Store``."""
        found: Iterable[Alert]
        if topic_ids is None:
            # Where those of all topics are: what comes before a topic's id is the same for each.
            every = self._keys.alert(story_id, TopicId(""))
            found = readable(items.to_alert, self._table.query(every.pk, begins=every.sk, consistent=True))
        else:
            keys = [self._keys.alert(story_id, topic_id) for topic_id in topic_ids]
            found = map(items.to_alert, self._table.batch_get(keys, consistent=True))
        return sorted(found, key=lambda alert: (alert.claimed_at, alert.topic_name))

    def save_post(self, post: Post, expected: Post) -> None:
        """Implement ``Store``."""
        change, condition, values = saved(post, expected)
        self._table.update(self._keys.post(post.story_id, post.channel), change, condition, **values)

    def drop_row(self, row: OutboxRow) -> None:
        """Implement ``Store``."""
        self._table.delete(self._keys.outbox_row(row.channel, row.place))

    def _refresh(self, post: Post, when: datetime, at_once: bool) -> bool:
        """Have one post brought up to date; False when it is no longer as it was read."""
        key = self._keys.post(post.story_id, post.channel)
        if post.state is PostState.PENDING and post.hold is Hold.MUTED:
            # Nothing but this has it looked at: who joins may not be muted.
            states = {"pending": PostState.PENDING.value, "muted": Hold.MUTED.value}
            return self._look(post, when, REFRESH, "#state = :pending AND #hold = :muted", **states)
        if post.state in {PostState.PENDING, PostState.SENDING}:
            # Its row is there until it is settled, which it is not before it shows what is wanted.
            waits = f"#state = :sending OR (#state = :pending AND {UNMUTED})"
            states = {"pending": PostState.PENDING.value, "sending": PostState.SENDING.value}
            return self._want(key, waits, **states, muted=Hold.MUTED.value)
        if post.state is not PostState.SENT:
            return True
        values = {"sent": PostState.SENT.value}
        if post.refresh_at is None:
            unchanged = "#state = :sent AND attribute_not_exists(#refresh_at)"
        else:
            unchanged = "#state = :sent AND #refresh_at = :was"
            values["was"] = codec.from_time(post.refresh_at)
            if post.refresh_at > when + CLOCK_SKEW and not at_once:
                # The row of that time is there. An edit before it, made because a topic joined, may have
                # read the story without what is new: the post must not count as settled then.
                return self._want(key, unchanged, **values)
        due = when if at_once or not post.refresh_at else max(when, post.refresh_at + REFRESH_EVERY)
        # Should an edit wait already, its time stays.
        refreshed = max(due, post.refresh_at or due)
        change = "SET #refresh_at = :due ADD #wanted :one"
        parts = [
            update(key, change, unchanged, due=codec.from_time(refreshed), one=1, **values),
            row_part(self._keys, post, due, REFRESH),
        ]
        try:
            self._table.transact(parts)
        except TransactionRefused:
            return False
        return True

    def _look(self, post: Post, when: datetime, what: str, condition: str, **values: Any) -> bool:
        """Have a post show what is new, with a row for it; False when the condition does not hold."""
        key = self._keys.post(post.story_id, post.channel)
        parts = [
            update(key, "ADD #wanted :one", condition, one=1, **values),
            row_part(self._keys, post, when, what),
        ]
        try:
            self._table.transact(parts)
        except TransactionRefused:
            return False
        return True

    def _want(self, key: Key, condition: str, **values: Any) -> bool:
        """Have a post that is in the outbox show what is new; False when the condition does not hold."""
        try:
            self._table.update(key, "ADD #wanted :one", condition, one=1, **values)
        except Conflict:
            return False
        return True

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


def _post_of(alert: Alert, channel: ChannelId) -> Post:
    """Return the post that an alert begins where there is none yet."""
    return Post(
        id=post_id(channel, alert.story_id),
        channel=channel,
        story_id=alert.story_id,
        article_id=alert.article_id,
        source_id=alert.source_id,
        claimed_at=alert.claimed_at,
        topic_ids=frozenset({alert.topic_id}),
        trace=alert.trace,
    )


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    return max((moment for moment in (one, other) if moment), default=None)
