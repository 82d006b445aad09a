"""The store's contract: the roster's times, the cursor, validators and what was seen."""

from datetime import timedelta

from builders import ALICE, source
from fakes import T0

from newswatch.model import FetchMemory, State, Validators
from newswatch.ports import Ticks

LATER = T0 + timedelta(minutes=1)


def saved(store, number=1):
    return store.save_source(source(number), ALICE, T0, "add").snapshot


def test_postponed_source_counts_its_interval_from_there(store):
    one = saved(store)
    store.postpone(one, T0 + timedelta(hours=2, milliseconds=300))
    (entry,) = store.roster()
    assert T0 + timedelta(hours=2, seconds=1) == entry.not_before
    assert int(entry.not_before.timestamp()) % 3780 == entry.phase_s


def test_postponing_one_source_leaves_the_others_alone(store):
    one, two = saved(store, 1), saved(store, 2)
    store.postpone(one, LATER)
    assert {one.id: LATER, two.id: None} == {e.source_id: e.not_before for e in store.roster()}


def test_source_that_left_the_roster_is_not_brought_back_by_postponing(store):
    one = saved(store)
    store.save_source(source(1, version=2, state=State.REMOVED), ALICE, T0, "remove")
    store.postpone(one, LATER)
    assert list(store.roster()) == []


def test_ticks_begin_at_the_epoch_and_go_on_where_they_were_finished(store):
    assert store.ticks_done().timestamp() == 0
    first = Ticks(store.ticks_done(), T0, "a")
    assert store.claim_ticks(first, 90)
    store.finish_ticks(first)
    assert store.ticks_done() == T0


def test_one_of_two_dispatchers_gets_the_claim(store):
    ticks = store.ticks_done()
    assert store.claim_ticks(Ticks(ticks, T0, "a"), 90)
    assert not store.claim_ticks(Ticks(ticks, T0 + timedelta(seconds=60), "b"), 90)


def test_own_claim_can_be_made_again_after_a_lost_reply(store):
    ticks = Ticks(store.ticks_done(), T0, "a")
    assert store.claim_ticks(ticks, 90)
    assert store.claim_ticks(ticks, 90)


def test_claim_of_a_dead_dispatcher_runs_out_and_its_stretch_is_claimed_again(store):
    since = store.ticks_done()
    dead = Ticks(since, T0, "a")
    assert store.claim_ticks(dead, 90)
    heir = Ticks(since, T0 + timedelta(seconds=91), "b")
    assert store.claim_ticks(heir, 90)
    store.finish_ticks(dead)
    assert since == store.ticks_done()
    store.finish_ticks(heir)
    assert heir.until == store.ticks_done()


def test_stale_view_of_the_cursor_gets_no_claim(store):
    stale = store.ticks_done()
    first = Ticks(stale, T0, "a")
    store.claim_ticks(first, 90)
    store.finish_ticks(first)
    assert not store.claim_ticks(Ticks(stale, LATER, "b"), 90)
    assert store.claim_ticks(Ticks(T0, LATER, "b"), 90)


def test_fetch_memory_comes_back_byte_for_byte(store):
    memory = FetchMemory(
        Validators('W/"a b"', "Mon, 02 Mar 2026 09:00:00 GMT", "abc"),
        baseline_at=T0,
        failures=3,
        failing_since=LATER,
        error="answered 503.",
    )
    one, two = source(1), source(2)
    store.remember_fetch(one.id, memory)
    store.remember_fetch(two.id, FetchMemory())
    assert {one.id: memory, two.id: FetchMemory()} == store.fetch_memories([one.id, two.id, source(3).id])


def test_seen_hashes_come_back(store):
    one = source(1)
    assert frozenset() == store.seen(one.id)
    store.remember_seen(one.id, [0, 7, 2**48 - 1])
    assert frozenset({0, 7, 2**48 - 1}) == store.seen(one.id)
    store.remember_seen(one.id, [])
    assert frozenset() == store.seen(one.id)
