"""The store's contract: the roster's times, the cursor, what polls taught, hosts and their robots.txt."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import ALICE, source
from fakes import T0

from newswatch.errors import Conflict
from newswatch.model import FetchMemory, Hints, State, Subscription, Validators
from newswatch.ports import Ticks

LATER = T0 + timedelta(minutes=1)
HOURLY = 3600


def saved(store, number=1):
    return store.save_source(source(number), ALICE, T0, "add").snapshot


def test_postponed_source_counts_its_new_interval_from_there(store):
    one = saved(store)
    store.postpone(one, T0 + timedelta(hours=2, milliseconds=300), HOURLY)
    (entry,) = store.roster()
    assert T0 + timedelta(hours=2, seconds=1) == entry.not_before
    assert (entry.interval_s, entry.phase_s) == (HOURLY, int(entry.not_before.timestamp()) % HOURLY)


def test_postponing_one_source_leaves_the_others_alone(store):
    one, two = saved(store, 1), saved(store, 2)
    store.postpone(one, LATER, HOURLY)
    assert {one.id: LATER, two.id: None} == {e.source_id: e.not_before for e in store.roster()}


def test_source_that_left_the_roster_is_not_brought_back_by_postponing(store):
    one = saved(store)
    store.save_source(source(1, version=2, state=State.REMOVED), ALICE, T0, "remove")
    store.postpone(one, LATER, HOURLY)
    assert list(store.roster()) == []


def test_source_that_is_set_otherwise_keeps_its_times(store):
    one = saved(store)
    store.postpone(one, LATER, HOURLY)
    (before,) = store.roster()
    store.save_source(replace(one, version=2, name="Another", interval_s=600), ALICE, T0, "set")
    assert list(store.roster()) == [before]


def test_source_that_comes_back_begins_anew(store):
    one = saved(store)
    (new,) = store.roster()
    store.postpone(one, LATER, HOURLY)
    store.save_source(replace(one, version=2, state=State.PAUSED), ALICE, T0, "pause")
    assert list(store.roster()) == []
    store.save_source(replace(one, version=3), ALICE, T0, "resume")
    assert list(store.roster()) == [new]


def test_sources_of_one_shard_keep_their_times_side_by_side(store):
    one, two = saved(store, 1), saved(store, 2)
    store.postpone(one, LATER, HOURLY)
    store.save_source(replace(two, version=2, name="Another"), ALICE, T0, "set")
    store.postpone(two, T0, 600)
    found = {e.source_id: (e.not_before, e.interval_s) for e in store.roster()}
    assert found == {one.id: (LATER, HOURLY), two.id: (T0, 600)}


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
        told=True,
        interval_s=HOURLY,
        times=(29_540_100, 29_540_000, 0),
        hints=Hints(900, frozenset({0, 23}), frozenset({5, 6})),
        moved_to="https://new.example/feed",
        hub="https://hub.example/",
        topic_url="https://news.example/feed",
        noticed="It gave new ids to 20 entries that it had before.",
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


# --- Hosts -----------------------------------------------------------------------------------------

HOST, MINUTE = "news.example", timedelta(minutes=1)


def test_host_is_had_by_the_first_who_asks(store):
    assert store.reserve_host(HOST, T0 + MINUTE, T0) == T0
    assert store.reserve_host(HOST, T0 + 2 * MINUTE, T0 + MINUTE / 2) == T0 + MINUTE


def test_one_host_s_reservation_is_not_another_s(store):
    store.reserve_host(HOST, T0 + MINUTE, T0)
    assert store.reserve_host("other.example", T0 + MINUTE, T0) == T0


def test_reservation_that_nobody_gave_back_ends_by_itself(store):
    store.reserve_host(HOST, T0 + MINUTE, T0)
    assert store.reserve_host(HOST, T0 + 2 * MINUTE, T0 + MINUTE) == T0 + MINUTE
    assert store.reserve_host(HOST, T0 + 3 * MINUTE, T0 + MINUTE) == T0 + 2 * MINUTE


def test_host_that_was_given_back_is_free_from_when_its_holder_said(store):
    free_at = T0 + timedelta(seconds=2, microseconds=5)
    store.reserve_host(HOST, T0 + MINUTE, T0)
    store.release_host(HOST, T0 + MINUTE, free_at)
    assert store.reserve_host(HOST, T0 + MINUTE, T0 + timedelta(seconds=2)) == free_at
    assert store.reserve_host(HOST, T0 + MINUTE, free_at) == free_at


def test_who_is_late_does_not_give_back_what_another_has_by_now(store):
    store.reserve_host(HOST, T0 + MINUTE, T0)
    store.reserve_host(HOST, T0 + 3 * MINUTE, T0 + MINUTE)
    store.release_host(HOST, T0 + MINUTE, T0 + MINUTE)
    assert store.reserve_host(HOST, T0 + 4 * MINUTE, T0 + 2 * MINUTE) == T0 + 3 * MINUTE


def test_host_that_nobody_had_cannot_be_given_back(store):
    store.release_host(HOST, T0 + MINUTE, T0 + MINUTE)
    assert store.reserve_host(HOST, T0 + MINUTE, T0) == T0


# --- robots.txt -----------------------------------------------------------------------------------

ORIGIN = "https://news.example"


def test_robots_txt_comes_back_until_it_is_old(store):
    text = "User-agent: *\nDisallow: /søk\n"
    store.save_robots(ORIGIN, text, T0 + MINUTE)
    assert store.robots(ORIGIN, T0) == text
    assert store.robots(ORIGIN, T0 + MINUTE) is None


def test_robots_txt_is_one_of_an_origin(store):
    store.save_robots(ORIGIN, "a", LATER)
    store.save_robots("http://news.example", "b", LATER)
    assert (store.robots(ORIGIN, T0), store.robots("http://news.example", T0)) == ("a", "b")
    assert store.robots("https://news.example:8443", T0) is None


def test_empty_robots_txt_is_known_as_well(store):
    store.save_robots(ORIGIN, "", LATER)
    assert store.robots(ORIGIN, T0) == ""


def test_newer_robots_txt_takes_the_place_of_the_older(store):
    store.save_robots(ORIGIN, "a", LATER)
    store.save_robots(ORIGIN, "b", LATER + MINUTE)
    assert store.robots(ORIGIN, LATER) == "b"


def test_endless_robots_txt_is_cut_between_characters(store):
    text = "x" + "ø" * 200_000
    store.save_robots(ORIGIN, text, LATER)
    kept = store.robots(ORIGIN, T0)
    assert text.startswith(kept)
    assert 99_990 < len(kept.encode()) <= 100_000


SUBSCRIPTION = Subscription(
    source(1).id, "https://hub.example/", "https://news1.example/feed", "a" * 32, "b" * 32, asked_at=T0
)
VERIFIED = replace(SUBSCRIPTION, until=T0 + timedelta(days=5, microseconds=1))
PINGED = replace(VERIFIED, pinged_at=LATER)


@pytest.mark.parametrize("subscription", [SUBSCRIPTION, VERIFIED, PINGED])
def test_subscription_comes_back_as_it_was_saved_and_can_be_dropped(store, subscription):
    assert store.subscription(subscription.source_id) is None
    store.save_subscription(subscription, None)
    assert store.subscription(subscription.source_id) == subscription
    assert store.subscription(source(2).id) is None
    store.drop_subscription(subscription.source_id)
    store.drop_subscription(subscription.source_id)
    assert store.subscription(subscription.source_id) is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (SUBSCRIPTION, VERIFIED),
        (VERIFIED, SUBSCRIPTION),
        (VERIFIED, PINGED),
        (PINGED, VERIFIED),
        (PINGED, replace(PINGED, pinged_at=LATER + timedelta(seconds=65))),
        (PINGED, replace(PINGED, asked_at=LATER)),
        (PINGED, replace(SUBSCRIPTION, token="c" * 32, secret="d" * 32, asked_at=LATER)),
    ],
)
def test_subscription_is_changed_by_who_knows_it_as_it_is(store, before, after):
    store.save_subscription(before, None)
    store.save_subscription(after, before)
    assert store.subscription(before.source_id) == after
    # Who read it before that is too late, and so is who thinks there is none.
    for known in (before, None):
        with pytest.raises(Conflict):
            store.save_subscription(before, known)
    assert store.subscription(before.source_id) == after


def test_dropped_subscription_is_not_brought_back_by_a_change(store):
    store.save_subscription(VERIFIED, None)
    store.drop_subscription(VERIFIED.source_id)
    with pytest.raises(Conflict):
        store.save_subscription(PINGED, VERIFIED)
    assert store.subscription(VERIFIED.source_id) is None
