"""``ports.Store`` in dictionaries. It passes the same contract tests as the DynamoDB store."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from newswatch.errors import Conflict, HandleTaken, UnknownSet, UnknownTopic
from newswatch.model import (
    Activity,
    Article,
    ArticleId,
    Change,
    ChannelId,
    ChannelSettings,
    Coverage,
    Decision,
    Failure,
    FetchMemory,
    Identity,
    PostId,
    Reread,
    RosterEntry,
    SavedSet,
    Source,
    SourceId,
    Spending,
    State,
    StoryId,
    Subscription,
    Threshold,
    Topic,
    TopicId,
    Usage,
    UserId,
    Vote,
)
from newswatch.ports import Filed, Snapshot, Ticks
from newswatch.posts import Alert, Hold, OutboxRow, Post, PostState, Tally, post_id
from newswatch.sources.urls import article_id
from newswatch.storage.catalog import roster_entry
from newswatch.storage.failures import from_failure, to_failure
from newswatch.storage.keys import REFRESH, REPLY, due_at, is_held, is_patient, is_story, place, voted_by
from newswatch.storage.outbox import CLOCK_SKEW, REFRESH_EVERY, SOON
from newswatch.storage.post_parts import held_as
from newswatch.storage.story_items import from_held, to_held
from newswatch.storage.vocabulary import fitting
from newswatch.storage.votes import newest, words

JOINS = ("wanted", "topic_ids", "members", "refresh_at")
"""What others change of a post while delivery is at it."""


class FakeStore:
    """``ports.Store`` in memory."""

    def __init__(self) -> None:
        self._log: list[Change] = []
        self._topics: dict[TopicId, Topic] = {}
        self._snapshot: tuple[str, Snapshot] | None = None
        self._sources: dict[SourceId, Source] = {}
        self._sets: dict[str, SavedSet] = {}
        self._settings: dict[ChannelId, ChannelSettings] = {}
        self._roster: dict[SourceId, RosterEntry] = {}
        self._done = datetime(1970, 1, 1, tzinfo=UTC)
        self._claim: tuple[str, datetime] | None = None
        self._memories: dict[SourceId, FetchMemory] = {}
        self._seen: dict[SourceId, frozenset[int]] = {}
        self._hosts: dict[str, datetime] = {}
        self._subscriptions: dict[SourceId, Subscription] = {}
        self._robots: dict[str, tuple[str, datetime]] = {}
        self._articles: dict[ArticleId, tuple[str, Article]] = {}
        self._urls: dict[ArticleId, ArticleId] = {}
        self._vocabularies: dict[str, str] = {}
        self._rereads: dict[tuple[datetime, ArticleId, SourceId, bool], Reread] = {}
        self._decisions: dict[int, Decision] = {}
        self._coverage: dict[tuple[StoryId, ArticleId], Coverage] = {}
        self._alerts: dict[tuple[StoryId, TopicId], Alert] = {}
        self._unannounced: dict[int, datetime] = {}
        self._posts: dict[tuple[ChannelId, StoryId], Post] = {}
        self._rows: dict[tuple[ChannelId, str], OutboxRow] = {}
        self._activity: dict[tuple[str, TopicId], Activity] = {}
        self._retries: dict[ChannelId, datetime] = {}
        self._troubles: dict[ChannelId, datetime] = {}
        self._leases: dict[ChannelId, tuple[str, datetime]] = {}
        self._pauses: dict[ChannelId, datetime] = {}
        self._tallies: dict[ChannelId, Tally] = {}
        self._votes: dict[tuple[TopicId, StoryId, UserId, ChannelId], Vote] = {}
        self._said_at: dict[tuple[TopicId, StoryId, UserId, ChannelId], datetime] = {}
        self._failures: dict[tuple[str, str], Failure] = {}
        self._spending: dict[str, Spending] = {}
        self._used: dict[str, object] = {}
        self._identities: dict[str, Identity] = {}

    # The catalog

    def catalog_version(self) -> int:
        return len(self._log)

    def changes(self, after: int) -> Sequence[Change]:
        return self._log[after:]

    def topics(self, *, consistent: bool = False) -> Sequence[Topic]:
        return list(self._topics.values())

    def snapshot(self, form: str) -> Snapshot | None:
        return self._snapshot[1] if self._snapshot and self._snapshot[0] == form else None

    def save_snapshot(self, seq: int, form: str, when: datetime, topics: Iterable[Filed]) -> None:
        old = self._snapshot
        if old and old[0] == form and old[1].seq >= seq and old[1].when >= when:
            return
        found = list(topics)
        self._snapshot = (
            form,
            Snapshot(
                seq,
                when,
                json.loads(json.dumps([list(filed.row) for filed in found if filed.row])),
                {filed.topic.id: filed.topic for filed in found},
                {filed.topic.id: filed.sets for filed in found if filed.sets},
                [filed.topic.id for filed in found if not filed.row],
                frozenset(filed.topic.id for filed in found if filed.topic.outlets > 1),
            ),
        )

    def topics_by_id(self, ids: Collection[TopicId]) -> Mapping[TopicId, Topic]:
        return {topic_id: self._topics[topic_id] for topic_id in ids if topic_id in self._topics}

    def topic(self, topic_id: TopicId) -> Topic:
        if topic_id not in self._topics:
            raise UnknownTopic(topic_id)
        return self._topics[topic_id]

    def topic_by_handle(self, handle: str) -> Topic:
        for topic in self._topics.values():
            if topic.handle == handle and topic.state is not State.REMOVED:
                return topic
        raise UnknownTopic(handle)

    def history(self, item: TopicId | SourceId | ChannelId) -> Sequence[Change]:
        return [
            change
            for change in reversed(self._log)
            if (isinstance(change.snapshot, Topic | Source) and change.snapshot.id == item)
            or (isinstance(change.snapshot, ChannelSettings) and change.snapshot.channel == item)
        ]

    def set_history(self, name: str) -> Sequence[Change]:
        return [
            change
            for change in reversed(self._log)
            if isinstance(change.snapshot, SavedSet) and change.snapshot.name == name
        ]

    def recent_changes(self, limit: int) -> Sequence[Change]:
        return list(reversed(self._log))[:limit]

    def change(self, seq: int) -> Change | None:
        return self._log[seq - 1] if 0 < seq <= len(self._log) else None

    def save_topic(
        self,
        topic: Topic,
        who: UserId,
        when: datetime,
        what: str,
        *,
        request: str = "",
        undoes: int = 0,
        after: int | None = None,
    ) -> Change:
        stored = self._topics.get(topic.id)
        if (stored.version if stored else 0) != topic.version - 1:
            raise Conflict("version")
        holders = [t for t in self._topics.values() if t.handle == topic.handle and t.id != topic.id]
        if topic.state is not State.REMOVED and any(t.state is not State.REMOVED for t in holders):
            raise HandleTaken(topic.handle)
        if after is not None and after != len(self._log):
            raise Conflict("the catalog has changed")
        self._topics[topic.id] = topic
        change = self._append(Change(0, who, when, what, topic, request, undoes))
        if request:
            self._unannounced[change.seq] = when
        return change

    def unannounced(self, before: datetime) -> Sequence[int]:
        return [seq for seq, when in self._unannounced.items() if when <= before]

    def announced(self, seq: int) -> None:
        self._unannounced.pop(seq, None)

    def sources(self) -> Sequence[Source]:
        return list(self._sources.values())

    def sources_by_id(self, ids: Collection[SourceId]) -> Mapping[SourceId, Source]:
        return {source_id: self._sources[source_id] for source_id in ids if source_id in self._sources}

    def save_source(
        self, source: Source, who: UserId, when: datetime, what: str, *, request: str = "", undoes: int = 0
    ) -> Change:
        stored = self._sources.get(source.id)
        if (stored.version if stored else 0) != source.version - 1:
            raise Conflict("version")
        source = replace(source, shard=stored.shard if stored else len(self._roster) // 30)
        self._sources[source.id] = source
        if source.state is State.ACTIVE:
            self._roster.setdefault(source.id, roster_entry(source))
        else:
            self._roster.pop(source.id, None)
        return self._append(Change(0, who, when, what, source, request, undoes))

    def sets(self) -> Sequence[SavedSet]:
        return [self._sets[name] for name in sorted(self._sets)]

    def set_by_name(self, name: str) -> SavedSet:
        if name not in self._sets:
            raise UnknownSet(name)
        return self._sets[name]

    def save_set(
        self,
        saved: SavedSet,
        who: UserId,
        when: datetime,
        what: str,
        *,
        request: str = "",
        undoes: int = 0,
        after: int | None = None,
    ) -> Change:
        stored = self._sets.get(saved.name)
        if (stored.version if stored else 0) != saved.version - 1:
            raise Conflict("version")
        if after is not None and after != len(self._log):
            raise Conflict("the catalog has changed")
        self._sets[saved.name] = saved
        return self._append(Change(0, who, when, what, saved, request, undoes))

    def settings(self, channels: Collection[ChannelId]) -> Mapping[ChannelId, ChannelSettings]:
        return {channel: self._settings[channel] for channel in channels if channel in self._settings}

    def all_settings(self) -> Sequence[ChannelSettings]:
        return [self._settings[channel] for channel in sorted(self._settings)]

    def save_settings(
        self,
        settings: ChannelSettings,
        who: UserId,
        when: datetime,
        what: str,
        *,
        request: str = "",
        undoes: int = 0,
    ) -> Change:
        stored = self._settings.get(settings.channel)
        if (stored.version if stored else 0) != settings.version - 1:
            raise Conflict("version")
        self._settings[settings.channel] = settings
        change = self._append(Change(0, who, when, what, settings, request, undoes))
        if request:
            self._unannounced[change.seq] = when
        return change

    def _append(self, change: Change) -> Change:
        self._log.append(replace(change, seq=len(self._log) + 1))
        return self._log[-1]

    # Polling

    def roster(self) -> Sequence[RosterEntry]:
        return list(self._roster.values())

    def postpone(self, source: Source, until: datetime, interval_s: int) -> None:
        if source.id in self._roster:
            at = until if not until.microsecond else until.replace(microsecond=0) + timedelta(seconds=1)
            self._roster[source.id] = replace(roster_entry(source, until, interval_s), not_before=at)

    def ticks_done(self) -> datetime:
        return self._done

    def claim_ticks(self, ticks: Ticks, lease_s: int) -> bool:
        if self._claim and self._claim[0] != ticks.owner and self._claim[1] > ticks.until:
            return False
        if self._done != ticks.since:
            return False
        self._claim = (ticks.owner, ticks.until + timedelta(seconds=lease_s))
        return True

    def finish_ticks(self, ticks: Ticks) -> None:
        if self._claim and self._claim[0] == ticks.owner:
            self._done, self._claim = ticks.until, None

    def fetch_memories(
        self,
        ids: Collection[SourceId],
        *,
        consistent: bool = True,
    ) -> Mapping[SourceId, FetchMemory]:
        return {source_id: self._memories[source_id] for source_id in ids if source_id in self._memories}

    def seen(self, source_id: SourceId) -> frozenset[int]:
        return self._seen.get(source_id, frozenset())

    def remember_fetch(self, source_id: SourceId, memory: FetchMemory) -> None:
        self._memories[source_id] = memory

    def remember_seen(self, source_id: SourceId, hashes: Collection[int]) -> None:
        self._seen[source_id] = frozenset(hashes)

    def reserve_host(self, host: str, until: datetime, now: datetime) -> datetime:
        if (free := self._hosts.get(host, now)) > now:
            return free
        self._hosts[host] = until
        return now

    def release_host(self, host: str, until: datetime, free_at: datetime) -> None:
        if self._hosts.get(host) == until:
            self._hosts[host] = free_at

    def subscription(self, source_id: SourceId) -> Subscription | None:
        return self._subscriptions.get(source_id)

    def save_subscription(self, subscription: Subscription, before: Subscription | None) -> None:
        if self._subscriptions.get(subscription.source_id) != before:
            raise Conflict("subscription")
        self._subscriptions[subscription.source_id] = subscription

    def drop_subscription(self, source_id: SourceId) -> None:
        self._subscriptions.pop(source_id, None)

    def robots(self, origin: str, now: datetime) -> str | None:
        text, until = self._robots.get(origin, ("", now))
        return text if until > now else None

    def save_robots(self, origin: str, text: str, until: datetime) -> None:
        self._robots[origin] = (text.encode()[:100_000].decode("utf-8", "ignore"), until)

    # Articles

    def article_at(self, urls: Sequence[str]) -> Article | None:
        for url in urls:
            if found := self._articles.get(self._urls.get(article_id(url), ArticleId(""))):
                return found[1]
        return None

    def article(self, article_id: ArticleId) -> Article | None:
        found = self._articles.get(self._urls.get(article_id, article_id))
        return found[1] if found else None

    def save_article(self, article: Article, aliases: Collection[str]) -> Article:
        stands = self._urls.setdefault(article.id, article.id)
        stored = self._articles.get(stands)
        if stored and stands != article.id:
            return stored[1]
        if not stored or stored[1].version < article.version:
            day = stored[0] if stored else f"{article.read_at:%Y-%m-%d}"
            story_id = (stored[1].story_id if stored else "") or article.story_id
            self._articles[article.id] = (day, replace(article, story_id=story_id))
        for url in aliases:
            self._urls.setdefault(article_id(url), article.id)
        return self._articles[article.id][1]

    def articles_of(self, day: datetime) -> Sequence[Article]:
        return [article for filed, article in self._articles.values() if filed == f"{day:%Y-%m-%d}"]

    def vocabulary(self, day: datetime) -> str | None:
        return self._vocabularies.get(f"{day:%Y-%m-%d}")

    def save_vocabulary(self, day: datetime, words: str) -> None:
        self._vocabularies[f"{day:%Y-%m-%d}"] = fitting(words)

    def read_again(self, reread: Reread) -> None:
        self._rereads[reread.due, reread.article_id, reread.source_id, reread.baseline] = reread

    def rereads(self, until: datetime, limit: int) -> Sequence[Reread]:
        return [self._rereads[key] for key in sorted(self._rereads) if key[0] <= until][:limit]

    def drop_reread(self, reread: Reread) -> None:
        self._rereads.pop((reread.due, reread.article_id, reread.source_id, reread.baseline), None)

    # Stories

    def decisions(self, after: int) -> Sequence[Decision]:
        return [self._decisions[seq] for seq in sorted(self._decisions) if seq > after]

    def decisions_since(self, since: datetime) -> Sequence[Decision]:
        found: list[Decision] = []
        for seq in sorted(self._decisions, reverse=True):
            decision = self._decisions[seq]
            if found and decision.what and decision.what.at < since:
                break
            found.append(decision)
        return found[::-1]

    def decide(self, decision: Decision) -> None:
        if decision.what is None:
            raise ValueError("a decision that was not understood cannot be written")
        # dict.setdefault decides between threads
        if self._decisions.setdefault(decision.seq, decision) is not decision:
            raise Conflict("position")

    def cover(self, coverage: Coverage) -> None:
        key = (coverage.story_id, coverage.article_id)
        there = self._coverage.get(key, replace(coverage, held={}))
        held = to_held(from_held(there.held) | from_held(coverage.held))
        self._coverage[key] = replace(there, held=held)

    def uncover(self, story_id: StoryId, article_id: ArticleId) -> None:
        self._coverage.pop((story_id, article_id), None)

    def coverage(self, story_id: StoryId) -> Sequence[Coverage]:
        found = (covered for covered in self._coverage.values() if covered.story_id == story_id)
        return sorted(found, key=lambda covered: (covered.at, covered.article_id))

    def place_article(self, article_id: ArticleId, story_id: StoryId) -> None:
        stands = self._urls.get(article_id, article_id)
        if stands in self._articles:
            day, article = self._articles[stands]
            self._articles[stands] = (day, replace(article, story_id=story_id))

    # The outbox

    def claim(self, alerts: Sequence[Alert]) -> Sequence[ChannelId]:
        for alert in alerts:
            if (alert.story_id, alert.topic_id) in self._alerts:
                continue
            self._alerts[alert.story_id, alert.topic_id] = alert
            for channel in alert.channels:
                self._join(alert, channel)
            day = (f"{alert.claimed_at:%Y-%m-%d}", alert.topic_id)
            self._activity[day] = Activity(self._activity.get(day, Activity()).alerts + 1, alert.claimed_at)
        return list(dict.fromkeys(channel for alert in alerts for channel in alert.channels))

    def _join(self, alert: Alert, channel: ChannelId) -> None:
        key = (channel, alert.story_id)
        if post := self._posts.get(key):
            topics = post.topic_ids | {alert.topic_id}
            self._posts[key] = replace(post, topic_ids=topics, wanted=post.wanted + 1)
        else:
            self._posts[key] = Post(
                id=post_id(channel, alert.story_id), channel=channel, story_id=alert.story_id,
                article_id=alert.article_id, source_id=alert.source_id, claimed_at=alert.claimed_at,
                topic_ids=frozenset({alert.topic_id}), trace=alert.trace,
            )  # fmt: skip
        self._put_row(self._posts[key], alert.claimed_at, alert.topic_id)

    def enqueue(self, posts: Sequence[Post]) -> None:
        for post in posts:
            if (post.channel, post.story_id) not in self._posts:
                self._posts[post.channel, post.story_id] = post
                self._put_row(post, post.claimed_at)

    def refresh_posts(
        self, story_id: StoryId, when: datetime, *, at_once: bool = False
    ) -> Sequence[ChannelId]:
        told = [post for post in self._posts.values() if post.story_id == story_id]
        for post in told:
            self._refresh(post, when, at_once=at_once)
        return [post.channel for post in told]

    def _refresh(self, post: Post, when: datetime, *, at_once: bool) -> None:
        if post.state not in {PostState.PENDING, PostState.SENDING, PostState.SENT}:
            return
        joined = replace(post, wanted=post.wanted + 1)
        if post.state is PostState.PENDING and post.hold is Hold.MUTED:
            self._put_row(post, when, REFRESH)
        is_due = at_once or post.refresh_at is None or post.refresh_at <= when + CLOCK_SKEW
        if post.state is PostState.SENT and is_due:
            due = when if at_once or not post.refresh_at else max(when, post.refresh_at + REFRESH_EVERY)
            joined = replace(joined, refresh_at=max(due, post.refresh_at or due))
            self._put_row(post, due, REFRESH)
        self._posts[post.channel, post.story_id] = joined

    def reply_later(self, post: Post, at: datetime) -> None:
        self._put_row(post, at, REPLY)

    def _put_row(self, post: Post, due: datetime, what: str = "") -> None:
        where = place(due, post.story_id, what)
        held, patient = is_held(where), is_patient(where)
        row = OutboxRow(post.channel, where, post.story_id, due_at(where), held=held, patient=patient)
        self._rows[post.channel, where] = row

    def _drop_held(self, post: Post) -> None:
        if post.held_until:
            self._rows.pop((post.channel, place(post.held_until, post.story_id, held_as(post))), None)

    def activity(self, since: datetime) -> Mapping[TopicId, Activity]:
        total: dict[TopicId, Activity] = {}
        for (day, topic_id), found in sorted(self._activity.items()):
            if day >= f"{since:%Y-%m-%d}":
                total[topic_id] = Activity(total.get(topic_id, Activity()).alerts + found.alerts, found.last)
        return total

    def daily_alerts(self, topic_id: TopicId, days: Sequence[date]) -> Mapping[date, int]:
        found = {day: self._activity.get((f"{day}", topic_id)) for day in days}
        return {day: activity.alerts for day, activity in found.items() if activity}

    def channels_with_outbox(self, now: datetime) -> Sequence[ChannelId]:
        return sorted({row.channel for row in self._rows.values() if row.due <= now + SOON})

    def outbox(self, channel: ChannelId, limit: int, after: str = "") -> Sequence[OutboxRow]:
        rows = [row for (of, _), row in sorted(self._rows.items()) if of == channel]
        return [row for row in rows if row.place > after][:limit]

    def lease_channel(self, channel: ChannelId, owner: str, now: datetime, until: datetime) -> Tally | None:
        lease = self._leases.get(channel)
        if lease and lease[0] != owner and lease[1] > now:
            return None
        if self._pauses.get(channel, now) > now:
            return None
        self._leases[channel] = (owner, until)
        return self._tallies.get(channel, Tally())

    def tally(self, channel: ChannelId) -> Tally:
        return self._tallies.get(channel, Tally())

    def count_messages(self, channel: ChannelId, owner: str, tally: Tally) -> None:
        if self._leases.get(channel, ("", None))[0] != owner:
            raise Conflict("lease")
        self._tallies[channel] = tally

    def release_channel(
        self,
        channel: ChannelId,
        owner: str,
        not_before: datetime | None = None,
        tally: Tally | None = None,
    ) -> None:
        if self._leases.get(channel, ("", None))[0] == owner:
            del self._leases[channel]
            if not_before:
                self._pauses[channel] = not_before
            if tally is not None:
                self._tallies[channel] = tally

    def post(self, channel: ChannelId, story_id: StoryId) -> Post | None:
        return self._posts.get((channel, story_id))

    def posts(self, channel: ChannelId, story_ids: Collection[StoryId]) -> Sequence[Post]:
        found = (self._posts.get((channel, story_id)) for story_id in dict.fromkeys(story_ids))
        return [post for post in found if post]

    def hold(self, post: Post, expected: Post, row: OutboxRow) -> None:
        if post.held_until is None:
            raise ValueError("a post is held until a time")
        self.save_post(post, expected)
        self.drop_row(row)
        self._drop_held(expected)
        self._put_row(post, post.held_until, held_as(post))

    def held(self) -> Mapping[ChannelId, tuple[int, datetime]]:
        waiting: dict[ChannelId, list[datetime]] = {}
        for row in self._rows.values():
            post = self._posts.get((row.channel, row.story_id))
            stories = 1 if is_story(row.place) else len(post.lines) if row.held and post else 0
            if stories:
                waiting.setdefault(row.channel, []).extend([row.due] * stories)
        return {channel: (len(dues), min(dues)) for channel, dues in waiting.items()}

    def alerts(self, story_id: StoryId, topic_ids: Collection[TopicId] | None = None) -> Sequence[Alert]:
        found = [
            alert
            for (of, topic_id), alert in self._alerts.items()
            if of == story_id and (topic_ids is None or topic_id in topic_ids)
        ]
        return sorted(found, key=lambda alert: (alert.claimed_at, alert.topic_name))

    def save_post(self, post: Post, expected: Post) -> None:
        stored = self._posts[post.channel, post.story_id]
        before = (expected.state, expected.done, expected.owner, expected.absent_at)
        if (stored.state, stored.done, stored.owner, stored.absent_at) != before:
            raise Conflict("post")
        joined = {name: getattr(stored, name) for name in JOINS}
        self._posts[post.channel, post.story_id] = replace(post, **joined)

    def drop_row(self, row: OutboxRow) -> None:
        self._rows.pop((row.channel, row.place), None)

    def park(self, post: Post, expected: Post, row: OutboxRow, retry_at: datetime) -> None:
        self.save_post(post, expected)
        self.drop_row(row)
        self._drop_held(expected)
        self._retries.setdefault(post.channel, retry_at)

    def parked(self, channel: ChannelId | None = None) -> Sequence[Post]:
        parked = (post for post in self._posts.values() if post.state is PostState.PARKED)
        return sorted(
            (post for post in parked if channel in {None, post.channel}),
            key=lambda post: (post.parked_at or post.claimed_at, post.claimed_at, post.id),
        )

    def unpark(self, post: Post, expected: Post) -> None:
        self.save_post(post, expected)
        self._put_row(post, post.held_until or post.claimed_at, held_as(post) if post.held_until else "")

    def gather(self, digest: Post) -> bool:
        key = (digest.channel, digest.story_id)
        if there := self._posts.get(key):
            if there.state is not PostState.PENDING or there.lines:
                return False
            self._posts[key] = replace(
                there,
                wanted=there.wanted + 1,
                topic_ids=there.topic_ids | digest.topic_ids,
                members=tuple(sorted({*there.members, *digest.members})),
            )
        else:
            self._posts[key] = replace(digest, members=tuple(sorted(set(digest.members))))
        self._put_row(digest, digest.claimed_at)
        return True

    def fold(self, post: Post, digest: PostId) -> bool:
        stored = self._posts[post.channel, post.story_id]
        is_held = post.held_until == stored.held_until is not None
        if stored.state is not PostState.PENDING or not is_held:
            return False
        self._posts[post.channel, post.story_id] = replace(
            stored, state=PostState.FOLDED, reason=digest, done=stored.wanted
        )
        return True

    def move(self, alert: Alert, post: Post, to: Collection[ChannelId], when: datetime) -> None:
        here = self._posts[post.channel, post.story_id]
        if alert.topic_id not in here.topic_ids:
            return
        left = here.topic_ids - {alert.topic_id}
        self._posts[post.channel, post.story_id] = replace(here, topic_ids=left)
        for channel in to:
            self._arrive(alert, post, channel, when)

    def _arrive(self, alert: Alert, post: Post, to: ChannelId, when: datetime) -> None:
        there = self._posts.get((to, alert.story_id))
        if there and alert.topic_id in there.topic_ids:
            return
        if not there:
            there = Post(
                id=post_id(to, alert.story_id), channel=to, story_id=alert.story_id,
                article_id=post.article_id, source_id=post.source_id, claimed_at=post.claimed_at,
                topic_ids=frozenset(), wanted=0, parked_at=post.parked_at,
                reason=post.reason if post.state is PostState.PARKED else "",
                state=PostState.PARKED if post.parked_at else PostState.PENDING,
                hold=post.hold, held=post.held & {alert.topic_id},
            )  # fmt: skip
        topics = there.topic_ids | {alert.topic_id}
        self._posts[to, alert.story_id] = replace(there, topic_ids=topics, wanted=there.wanted + 1)
        self._put_row(there, alert.claimed_at, alert.topic_id)
        if post.parked_at:
            self._retries[to] = when

    def trouble_since(self, channel: ChannelId, now: datetime, retry_at: datetime) -> datetime:
        self._retries.setdefault(channel, retry_at)
        return self._troubles.setdefault(channel, now)

    def retries(self, now: datetime) -> Sequence[ChannelId]:
        parked = sorted({post.channel for post in self.parked()})
        return [channel for channel in parked if self._retries.get(channel, now) <= now]

    def retry(self, channel: ChannelId, at: datetime) -> None:
        self._retries[channel] = at

    def forget_parked(self, channel: ChannelId) -> None:
        if not self.parked(channel):
            self._retries.pop(channel, None)
            self._troubles.pop(channel, None)

    # What people say of what was told

    def vote(self, votes: Sequence[Vote]) -> bool:
        return self._say(votes, taken_back=False)

    def unvote(self, votes: Sequence[Vote]) -> bool:
        return self._say(votes, taken_back=True)

    def _say(self, votes: Sequence[Vote], *, taken_back: bool) -> bool:
        counts = False
        for vote in votes:
            key = vote.topic_id, vote.story_id, vote.who, vote.channel
            if key not in self._said_at or self._said_at[key] <= vote.at:
                counts = True
                self._said_at[key] = vote.at
                self._votes.pop(key, None)
                if not taken_back:
                    self._votes[key] = vote
        return counts

    def votes(self, topic_id: TopicId, since: datetime) -> Sequence[Vote]:
        return newest(v for v in list(self._votes.values()) if v.topic_id == topic_id and v.at >= since)

    def said_of(self, channel: ChannelId, story_id: StoryId) -> Mapping[UserId, bool]:
        said = list(self._votes.values())
        return words(vote for vote in said if (vote.channel, vote.story_id) == (channel, story_id))

    def show_votes(self, post: Post, by: UserId, now: datetime, at: datetime) -> None:
        there = self._posts.get((post.channel, post.story_id))
        if there and there.state in {PostState.SENDING, PostState.SENT}:
            self._posts[post.channel, post.story_id] = replace(there, wanted=there.wanted + 1)
            self._put_row(there, at, voted_by(by, now))

    # What has failed for good

    def note_failure(self, failure: Failure) -> None:
        self._failures[failure.queue, failure.key] = to_failure(from_failure(failure))

    def failures(self) -> Sequence[Failure]:
        return sorted(self._failures.values(), key=lambda failure: failure.at, reverse=True)

    def forget_failures(self, queue: str) -> None:
        self._failures = {key: failure for key, failure in self._failures.items() if key[0] != queue}

    # What is spent

    def add_usage(self, usage: Usage, now: datetime) -> None:
        month = f"{now:%Y-%m}"
        there = self._spending.get(month, Spending(month, now))
        self._spending[month] = replace(there, usage=there.usage + usage)

    def spending(self, month: str) -> Spending | None:
        return self._spending.get(month)

    def note_asked(self, threshold: Threshold, now: datetime) -> None:
        there = self._spending[threshold.month]
        self._spending[threshold.month] = replace(there, asked=threshold.key, asked_at=now)

    def note_told(self, threshold: Threshold) -> None:
        self._spending[threshold.month] = replace(self._spending[threshold.month], told=threshold.key)

    # Slack's side

    def first_use(self, token: str, until: datetime) -> bool:
        mine = object()  # dict.setdefault decides between threads
        return self._used.setdefault(token, mine) is mine

    def identity(self, key: str) -> Identity | None:
        return self._identities.get(key)

    def save_identity(self, key: str, identity: Identity) -> None:
        self._identities[key] = identity
