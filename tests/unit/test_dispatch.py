"""What is due is sent on once, whatever happens to a tick."""

from datetime import timedelta

import pytest
from builders import ALICE, alert, source
from fakes import T0, CountingEntropy, FakeQueues, FakeStore, FrozenClock

from newswatch.errors import QueueError
from newswatch.queues import decode_silence
from newswatch.usecases.dispatch import Dispatched, dispatch

HOUR = 3600


@pytest.fixture
def store():
    store = FakeStore()
    for number in (1, 2, 3):
        store.save_source(source(number, interval_s=HOUR), ALICE, T0, "add")
    return store


def tick(store, clock, queues):
    return dispatch(store, queues, clock, CountingEntropy())


def sent(queues):
    return sorted(source_id for group in queues.sources for source_id in group.source_ids)


def test_every_source_is_due_once_in_its_interval(store):
    clock, queues = FrozenClock(), FakeQueues()
    tick(store, clock, queues)
    queues.sources.clear()
    for _ in range(60):
        clock.advance(minutes=1)
        tick(store, clock, queues)
    assert sorted(source(number).id for number in (1, 2, 3)) == sent(queues)


def test_nothing_due_sends_and_claims_nothing(store):
    clock, queues = FrozenClock(), FakeQueues()
    for number in (1, 2, 3):
        store.postpone(source(number, interval_s=HOUR), T0 + timedelta(hours=5), HOUR)
    before = store.ticks_done()
    assert Dispatched(0, 0, 0) == tick(store, clock, queues)
    assert before == store.ticks_done()


def test_missed_ticks_are_caught_up_with_one_poll_each(store):
    clock, queues = FrozenClock(), FakeQueues()
    tick(store, clock, queues)
    queues.sources.clear()
    clock.advance(hours=30)
    tick(store, clock, queues)
    assert sorted(source(number).id for number in (1, 2, 3)) == sent(queues)


def test_tick_that_died_before_sending_is_made_up_for(store):
    class Dead(FakeQueues):
        def send_sources(self, groups):
            raise QueueError("SQS: ConnectTimeoutError")

    clock, queues = FrozenClock(), FakeQueues()
    with pytest.raises(QueueError):
        tick(store, clock, Dead())
    clock.advance(seconds=91)
    tick(store, clock, queues)
    assert len(sent(queues)) == 3


def test_second_dispatcher_at_once_sends_nothing(store):
    class Rival(FakeStore):
        def claim_ticks(self, ticks, lease_s):
            return False

    rival = Rival()
    rival.__dict__.update(store.__dict__)
    queues = FakeQueues()
    assert Dispatched(0, 0, 0) == tick(rival, FrozenClock(), queues)
    assert queues.sources == []


def test_channel_whose_wake_up_was_lost_is_woken(store):
    store.claim([alert()])
    queues = FakeQueues()
    tick(store, FrozenClock(), queues)
    assert queues.woken == [("C1", 0)]


def looks(queues):
    return [day for body in queues.commands if (day := decode_silence(body))]


def test_silence_is_looked_for_once_a_day_at_its_first_tick(store):
    clock, queues = FrozenClock(), FakeQueues()
    for _ in range(3 * 24 * 4):
        tick(store, clock, queues)
        clock.advance(minutes=15)
    assert looks(queues) == [T0.date() + timedelta(days=n) for n in range(4)]


def test_look_for_silence_that_was_not_queued_is_made_up_for(store):
    class Dead(FakeQueues):
        def look_for_silence(self, day):
            raise QueueError("SQS: ConnectTimeoutError")

    clock, queues = FrozenClock(), FakeQueues()
    with pytest.raises(QueueError):
        tick(store, clock, Dead())
    clock.advance(seconds=91)
    tick(store, clock, queues)
    assert looks(queues) == [T0.date()]


def test_second_dispatcher_at_once_looks_for_no_silence(store):
    class Rival(FakeStore):
        def claim_ticks(self, ticks, lease_s):
            return False

    rival = Rival()
    rival.__dict__.update(store.__dict__)
    queues = FakeQueues()
    tick(rival, FrozenClock(), queues)
    assert looks(queues) == []
