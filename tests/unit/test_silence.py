"""The owner of a topic that brings nothing any more is told so, once, with the nearest miss."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from builders import ALICE, alert, article, source, topic
from fakes import CountingEntropy, FakeMessenger, FakeQueues, FakeStore, FixedDeadline, FrozenClock

from newswatch.errors import StorageError
from newswatch.model import ChannelId, SourceFilter, SourceId, State, StoryId, Threshold, Usage, UserId
from newswatch.posts import Lack, Miss, PostState, RateNotice, Silence
from newswatch.usecases.notify import notify
from newswatch.usecases.silence import tell_silence
from newswatch.usecases.spending import stopped_lately
from newswatch.usecases.turn import Notifier

NOW = datetime(2026, 4, 20, 0, 1, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=200)
OWNER = ChannelId(ALICE)
DAY = timedelta(days=1)


class House:
    """A topic that had three stories a week until 15 days ago."""

    def __init__(self, **more):
        self.store, self.queues, self.clock = FakeStore(), FakeQueues(), FrozenClock(NOW)
        self.slack = FakeMessenger()
        self.source = self.store.save_source(source(tags=("wires",)), ALICE, LONG_AGO, "add").snapshot
        self.count = 0
        self.add(**more)
        for day in (15, 17, 20, 22, 24, 27, 29, 31, 34, 36, 38):
            self.had(day)
        self.article("Una mina de lithium", language="es")

    def add(self, number=1, *, when=LONG_AGO, **more):
        more = {"query": "lithium AND lang:en", "created_at": LONG_AGO} | more
        self.store.save_topic(topic(number, **more), ALICE, when, "add")

    def change(self, when, **change):
        now = self.store.topic(topic().id)
        self.store.save_topic(replace(now, version=now.version + 1, **change), ALICE, when, "set")

    def had(self, days_ago, number=1):
        self.count += 1
        story, at = StoryId(f"{self.count:016x}"), NOW - timedelta(days=days_ago)
        self.store.claim([alert(number, story_id=story, channels=(), claimed_at=at)])

    def article(self, title, *, days=1.0, **more):
        self.count += 1
        at = NOW - timedelta(days=days)
        values = {"published": at, "read_at": at, "text": "", "source_id": self.source.id} | more
        one = article(f"https://news.example/{self.count}", title=title, **values)
        return self.store.save_article(one, [])

    def look(self, deadline=100.0):
        now = self.clock.now()
        return tell_silence(self.store, self.queues, self.clock, FixedDeadline(deadline), now.date())

    def told(self, owner=OWNER):
        rows = self.store.outbox(owner, 100)
        return [self.store.post(owner, row.story_id).rate for row in rows]

    def notify(self):
        notifier = Notifier(self.store, self.queues, self.slack, self.clock, CountingEntropy())
        notify(notifier, OWNER, FixedDeadline(60.0))


def test_owner_is_told_with_the_rate_and_the_nearest_miss():
    house = House()
    assert house.look() == 1
    (silence,) = house.told()
    assert (silence.days, silence.usual) == (14, 11 / 26)
    assert silence.miss == Miss(
        "Una mina de lithium", "https://news.example/12", "News 1", NOW - DAY, Lack.CLAUSE, "lang:en"
    )
    assert house.queues.woken == [(OWNER, 0)]


def test_silence_is_told_once_however_long_it_lasts():
    house = House()
    house.look()
    assert house.look() == 0
    for _ in range(10):
        house.clock.advance(days=1)
        assert house.look() == 0
    assert len(house.told()) == 1


def test_next_silence_is_told_again():
    house = House()
    house.look()
    house.clock.advance(days=20)
    for day in range(15, 25):
        story, at = StoryId(f"{day}" * 8), house.clock.now() - day * DAY
        house.store.claim([alert(story_id=story, channels=(), claimed_at=at)])
    house.article("Later", days=-19)
    assert house.look() == 1
    assert len(house.told()) == 2


def test_redelivery_after_a_crash_tells_what_is_left():
    house = House()
    house.add(2)
    for day in range(15, 30):
        house.had(day, number=2)
    enqueue = house.store.enqueue

    def dies_halfway(posts):
        enqueue(posts[:1])
        raise StorageError("DynamoDB: ConnectTimeoutError")

    house.store.enqueue = dies_halfway
    with pytest.raises(StorageError):
        house.look()
    house.store.enqueue = enqueue
    assert house.look() == 1
    assert len(house.told()) == 2


@pytest.mark.parametrize(
    "more",
    [
        {"state": State.PAUSED},
        {"state": State.REMOVED},
        {"state": State.PAUSED, "paused_until": NOW + DAY},
        {"state": State.PAUSED, "paused_until": NOW - 10 * DAY},
        {"sources": SourceFilter(frozenset({SourceId("f" * 16)}))},
        {"sources": SourceFilter(tags=frozenset({"eu"}))},
        {"owner": UserId("operator")},
        {"created_at": NOW - 20 * DAY},
    ],
)
def test_topic_that_cannot_be_expected_to_bring_anything_is_left_out(more):
    house = House(**more)
    assert house.look() == 0
    assert house.told() == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"query": "lithium AND mine"}, 0),
        ({"sources": SourceFilter(tags=frozenset({"wires"}))}, 0),
        ({"name": "Lithium"}, 1),
        ({"destinations": (ChannelId("C9"),)}, 1),
    ],
)
def test_topic_that_watches_for_something_else_lately_is_left_out(change, told):
    house = House()
    house.change(NOW - 5 * DAY, **change)
    assert house.look() == told


def test_topic_that_was_resumed_lately_is_left_out():
    house = House()
    house.change(NOW - 30 * DAY, state=State.PAUSED)
    house.change(NOW - 5 * DAY, state=State.ACTIVE)
    assert house.look() == 0


@pytest.mark.parametrize("change", [{"state": State.PAUSED}, {"tags": ()}])
def test_topic_of_which_no_source_is_read_is_left_out(change):
    house = House(sources=SourceFilter(tags=frozenset({"wires"})))
    house.store.save_source(replace(house.source, version=2, **change), ALICE, NOW, "set")
    assert house.look() == 0


def test_topic_that_has_brought_something_is_left_out():
    house = House()
    house.had(2)
    assert house.look() == 0


def test_nobody_is_told_where_nothing_at_all_was_read():
    house = House()
    house.store._articles.clear()
    assert house.look() == 0
    assert house.told() == []


def test_without_time_to_look_for_misses_it_is_told_all_the_same():
    house = House()
    assert house.look(deadline=5.0) == 1
    assert [silence.miss for silence in house.told()] == [None]


def test_query_that_cannot_be_read_is_told_without_a_miss():
    house = House(query="set:gone")
    assert house.look() == 1
    assert [silence.miss for silence in house.told()] == [None]


def test_articles_are_not_read_where_nobody_is_to_be_told():
    house = House()
    house.look()
    house.store.articles_of = None
    assert house.look() == 0


def test_notice_is_a_direct_message_to_the_owner():
    house = House()
    house.look()
    house.notify()
    (said,) = house.slack.history[OWNER]
    assert isinstance(said, RateNotice)
    assert isinstance(said.news, Silence)
    assert said.topic == house.store.topic(topic().id)
    assert house.told() == []


def test_notice_of_a_topic_that_was_given_away_is_not_sent():
    house = House()
    house.look()
    (row,) = house.store.outbox(OWNER, 10)
    house.change(NOW, owner=UserId("U2"))
    house.notify()
    assert house.slack.posts() == []
    assert house.store.post(OWNER, row.story_id).state is PostState.CANCELLED


@pytest.mark.parametrize(("month", "told"), [("2026-03", 1), ("2026-04", 0)])
def test_a_topic_is_not_silent_whose_sources_were_not_read_because_of_the_limit(month, told):
    house = House()
    house.store.add_usage(Usage(invocations=1), datetime(2026, int(month[-2:]), 1, tzinfo=UTC))
    house.store.note_asked(Threshold(month, 20, 100), NOW)
    assert house.look() == told


@pytest.mark.parametrize(("day", "stopped"), [(1, True), (14, True), (15, False)])
def test_a_month_that_was_stopped_matters_until_two_weeks_of_the_next_are_read(day, stopped):
    store = FakeStore()
    for month in (3, 4):
        store.add_usage(Usage(invocations=1), datetime(2026, month, 1, tzinfo=UTC))
    store.note_asked(Threshold("2026-03", 20, 100), NOW)
    store.note_asked(Threshold("2026-04", 20, 80), NOW)
    assert stopped_lately(store, date(2026, 4, day), 14) is stopped
