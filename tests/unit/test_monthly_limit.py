"""At the month's limit no source is polled, people are told once, and nothing that was found is lost."""

from datetime import UTC, date, datetime, timedelta

import pytest
from builders import ALICE, alert, source, topic
from fakes import CountingEntropy, FakePeople, FakeQueues, FakeStore, FrozenClock

from newswatch.errors import QueueError
from newswatch.model import (
    WORKSPACE,
    ArticleId,
    ChannelSettings,
    Person,
    Reread,
    Threshold,
    Usage,
    UserId,
)
from newswatch.posts import SpendingNews
from newswatch.prices import prices
from newswatch.queues import decode_silence, decode_threshold
from newswatch.usecases.dispatch import dispatch
from newswatch.usecases.spending import bill_now, tell_spending

BEGIN = datetime(2026, 3, 2, tzinfo=UTC)
BOB = UserId("U2")
HOUR = 3600
NUMBERS = range(1, 31)
LIMIT = 20.0


class House:
    """Thirty sources that are read hourly, and the month of March."""

    def __init__(self, limit=LIMIT):
        self.store, self.queues, self.clock = FakeStore(), FakeQueues(), FrozenClock(BEGIN)
        self.entropy, self.people, self.limit = CountingEntropy(), FakePeople(), limit
        for number in NUMBERS:
            self.store.save_source(source(number, interval_s=HOUR), ALICE, BEGIN, "add")
        self.store.save_topic(topic(1), ALICE, BEGIN, "add")
        self.tick()
        self.queues.sources.clear()
        self.queues.commands.clear()

    def spend(self, usd):
        """Have so much spent in all of this month, what stands by included."""
        self.store.add_usage(Usage(), self.clock.now())
        more = usd - bill_now(self.store, self.clock.now(), self.limit).spent
        self.store.add_usage(Usage(writes=more / prices().table_writes.of(1)), self.clock.now())

    def tick(self):
        return dispatch(self.store, self.queues, self.clock, self.entropy, self.limit)

    def hours(self, hours):
        for _ in range(60 * hours):
            self.clock.advance(minutes=1)
            self.tick()

    def polled(self):
        return sorted(source_id for group in self.queues.sources for source_id in group.source_ids)

    def asked(self):
        return [found for body in self.queues.commands if (found := decode_threshold(body))]

    def command(self):
        """Carry out what ``command`` is asked for."""
        for threshold in self.asked():
            tell_spending(self.store, self.queues, self.people, self.clock, threshold)

    def told(self):
        """Return what people were told, by whom."""
        return [
            (channel, post.spending.percent)
            for channel in self.store.channels_with_outbox(self.clock.now())
            for row in self.store.outbox(channel, 99)
            if (post := self.store.post(channel, row.story_id)) and post.spending
        ]


@pytest.fixture
def house():
    return House()


ALL = sorted(source(number).id for number in NUMBERS)


@pytest.mark.parametrize(
    ("share", "polls", "percent"),
    [(0.79, True, None), (0.801, True, 80), (0.99, True, 80), (1.0001, False, 100), (3, False, 100)],
)
def test_sources_are_polled_up_to_the_limit_and_people_are_told_of_most_of_it(house, share, polls, percent):
    house.spend(share * LIMIT)
    house.clock.advance(minutes=60)
    done = house.tick()
    assert (house.polled() == ALL, done.stopped) == (polls, not polls)
    assert [threshold.percent for threshold in house.asked()] == ([percent] if percent else [])
    if not polls:
        assert (house.polled(), done.sources, done.groups) == ([], 0, 0)


def test_without_a_limit_nothing_is_read_of_the_counter_and_nothing_stops():
    class Closed(FakeStore):
        def spending(self, month):
            raise AssertionError

    house = House(limit=0)
    house.store.add_usage(Usage(writes=1e12), BEGIN)
    house.store.__class__ = Closed
    house.clock.advance(minutes=60)
    assert not house.tick().stopped
    assert house.polled() == ALL


def test_what_was_found_before_goes_on(house):
    house.store.claim([alert(claimed_at=BEGIN)])
    article_id = ArticleId("a" * 16)
    house.store.read_again(Reread(article_id, source(1).id, "https://example.com/a", house.clock.now()))
    house.spend(LIMIT + 1)
    house.clock.advance(minutes=5)
    done = house.tick()
    assert (done.stopped, done.channels, done.rereads) == (True, 1, 1)
    assert house.queues.woken == [("C1", 0)]
    assert [entry.id for group in house.queues.entries for entry in group.entries] == [article_id]


def test_no_source_is_polled_until_the_month_ends_then_each_is_once_and_it_goes_on_as_before(house):
    house.spend(LIMIT + 1)
    house.hours(3)
    assert house.polled() == []
    house.clock.at = datetime(2026, 4, 1, 0, 1, tzinfo=UTC)
    assert not house.tick().stopped
    # Two thousand ticks have passed.
    assert house.polled() == ALL
    house.queues.sources.clear()
    house.hours(1)
    assert house.polled() == ALL


def test_where_the_limit_is_raised_each_source_is_polled_once_that_was_due(house):
    house.spend(LIMIT + 1)
    house.hours(5)
    house.limit = 40
    house.clock.advance(minutes=1)
    assert not house.tick().stopped
    assert house.polled() == ALL


def test_silence_is_looked_for_once_it_goes_on(house):
    def looks():
        return [day for body in house.queues.commands if (day := decode_silence(body))]

    house.spend(LIMIT + 1)
    house.hours(30)
    assert looks() == []
    house.limit = 0
    house.clock.advance(minutes=1)
    house.tick()
    assert looks() == [house.clock.now().date()]


def test_people_are_told_once_of_most_of_it_and_once_of_all(house):
    house.spend(0.85 * LIMIT)
    house.tick()
    house.command()
    house.hours(1)
    assert [threshold.percent for threshold in house.asked()] == [80]
    house.spend(1.1 * LIMIT)
    house.hours(1)
    house.command()
    house.hours(24)
    assert house.told() == [(ALICE, 80), (ALICE, 100)]


def test_two_ticks_at_once_tell_once(house):
    class Twin(FakeStore):
        """Reads the counter as it was before the other one wrote."""

        def spending(self, month):
            return before

    house.spend(LIMIT + 1)
    before = house.store.spending("2026-03")
    twin = Twin()
    twin.__dict__ = house.store.__dict__
    house.tick()
    dispatch(twin, house.queues, house.clock, house.entropy, house.limit)
    assert len(house.asked()) == 2
    house.command()
    assert house.told() == [(ALICE, 100)]


@pytest.mark.parametrize("dies", ["before it has asked", "before it has noted so"])
def test_a_tick_that_dies_as_it_tells_is_made_up_for(house, dies):
    class Dying(FakeStore):
        def note_asked(self, threshold, now):
            raise KeyboardInterrupt

    class Closed(FakeQueues):
        def tell_spending(self, threshold):
            raise QueueError("SQS: ConnectTimeoutError")

    house.spend(LIMIT + 1)
    if dies == "before it has asked":
        # It is heard of in the log, and the tick goes on.
        dispatch(house.store, Closed(), house.clock, house.entropy, house.limit)
        assert house.asked() == []
    else:
        dying = Dying()
        dying.__dict__ = house.store.__dict__
        with pytest.raises(KeyboardInterrupt):
            dispatch(dying, house.queues, house.clock, house.entropy, house.limit)
    house.clock.advance(minutes=1)
    house.tick()
    house.command()
    assert house.told() == [(ALICE, 100)]


def test_who_was_asked_to_tell_and_did_not_is_asked_again_but_not_each_minute(house):
    house.spend(LIMIT + 1)
    house.hours(1)
    assert len(house.asked()) == 6


def test_a_command_that_dies_before_it_notes_that_it_has_told_tells_nobody_twice(house):
    class Dying(FakeStore):
        def note_told(self, threshold):
            raise KeyboardInterrupt

    house.spend(LIMIT + 1)
    house.tick()
    dying = Dying()
    dying.__dict__ = house.store.__dict__
    with pytest.raises(KeyboardInterrupt):
        tell_spending(dying, house.queues, house.people, house.clock, house.asked()[0])
    house.command()
    assert house.told() == [(ALICE, 100)]
    assert house.store.spending("2026-03").told == "20-100"


def test_a_limit_that_was_raised_is_a_new_one_to_be_told_of(house):
    house.spend(LIMIT + 1)
    house.tick()
    house.command()
    house.limit = 24
    house.clock.advance(minutes=1)
    house.tick()
    house.command()
    assert house.told() == [(ALICE, 100), (ALICE, 80)]
    assert house.asked()[-1] == Threshold("2026-03", 24, 80)


def test_who_manages_the_workspace_is_told_in_place_of_who_owns_topics(house):
    settings = ChannelSettings(WORKSPACE, ALICE, managers=frozenset({BOB, UserId("U3")}))
    house.store.save_settings(settings, ALICE, BEGIN, "set")
    house.people.persons[UserId("U3")] = Person(UserId("U3"), has_left=True)
    house.spend(LIMIT + 1)
    house.tick()
    house.command()
    assert house.told() == [(BOB, 100)]
    assert [channel for channel, _ in house.queues.woken] == [BOB]


def test_news_tell_what_is_spent_and_what_it_will_be(house):
    house.spend(16.5)
    house.clock.advance(hours=15)
    house.tick()
    house.command()
    (row,) = house.store.outbox(ALICE, 9)
    news = house.store.post(ALICE, row.story_id).spending
    assert news == SpendingNews(date(2026, 3, 1), 80, LIMIT, pytest.approx(16.57, abs=0.02), news.projected)
    # Fifteen hours of thirty days.
    assert news.projected == pytest.approx(16.57 * 30 * 24 / 15, rel=0.01)


def test_an_hour_of_nothing_costs_no_message(house):
    house.store.add_usage(Usage(), BEGIN + timedelta(hours=1))
    house.hours(1)
    assert house.asked() == []
