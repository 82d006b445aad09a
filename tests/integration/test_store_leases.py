"""The store's contract: who works on a channel, and what the channel has got lately."""

from datetime import timedelta

import pytest
from builders import POLICY
from fakes import T0

from newswatch.errors import Conflict
from newswatch.model import ChannelId, TopicId
from newswatch.posts import Freshness, Tally
from newswatch.storage.store import DynamoStore

ENERGY = ChannelId("C10")
UNTIL = T0 + timedelta(seconds=90)
TALLY = Tally(
    fresh=(Freshness(T0, timedelta(0)), Freshness(T0 + timedelta(seconds=5), timedelta(hours=30))),
    posted=(T0 - timedelta(minutes=59, microseconds=1), T0 - timedelta(seconds=1), T0),
    urgent=(T0 + timedelta(milliseconds=1),),
    day="2026-03-02",
    topics={TopicId("a" * 16): 99, TopicId("b" * 16): 1},
)


def test_lease_is_one_owner_s_until_it_is_given_back(store):
    assert store.lease_channel(POLICY, "a", T0, UNTIL) is not None
    assert store.lease_channel(POLICY, "a", T0, UNTIL) is not None
    assert store.lease_channel(POLICY, "b", T0 + timedelta(seconds=89), UNTIL) is None
    assert store.lease_channel(ENERGY, "b", T0, UNTIL) is not None
    store.release_channel(POLICY, "a")
    assert store.lease_channel(POLICY, "b", T0, UNTIL) is not None


def test_lease_runs_out(store):
    store.lease_channel(POLICY, "a", T0, UNTIL)
    later = UNTIL + timedelta(seconds=90)
    assert store.lease_channel(POLICY, "b", UNTIL, later) is not None
    store.release_channel(POLICY, "a")
    assert store.lease_channel(POLICY, "c", UNTIL, later) is None


def test_pause_keeps_everybody_away_until_it_is_over(store):
    pause = T0 + timedelta(minutes=5)
    store.lease_channel(POLICY, "a", T0, UNTIL)
    store.release_channel(POLICY, "a", pause)
    assert store.lease_channel(POLICY, "a", T0 + timedelta(minutes=4), pause) is None
    assert store.lease_channel(POLICY, "b", pause, pause + timedelta(seconds=90)) is not None


def test_what_a_channel_has_got_can_be_read_without_its_lease(store):
    assert store.tally(POLICY) == Tally()
    store.lease_channel(POLICY, "a", T0, UNTIL)
    assert store.tally(POLICY) == Tally()
    store.count_messages(POLICY, "a", TALLY)
    assert (store.tally(POLICY), store.tally(ENERGY)) == (TALLY, Tally())
    assert store.lease_channel(POLICY, "b", T0, UNTIL) is None


def test_channel_that_is_new_has_got_nothing(store):
    assert store.lease_channel(POLICY, "a", T0, UNTIL) == Tally()


def test_whoever_has_the_lease_next_knows_what_the_channel_has_got(store):
    store.lease_channel(POLICY, "a", T0, UNTIL)
    store.count_messages(POLICY, "a", TALLY)
    assert store.lease_channel(POLICY, "a", T0, UNTIL) == TALLY
    assert store.lease_channel(ENERGY, "a", T0, UNTIL) == Tally()
    # Who had it died.
    assert store.lease_channel(POLICY, "b", UNTIL, UNTIL) == TALLY


@pytest.mark.parametrize("pause", [None, T0 + timedelta(minutes=5)])
def test_tally_is_written_with_the_lease_that_is_given_back(store, pause):
    store.lease_channel(POLICY, "a", T0, UNTIL)
    store.count_messages(POLICY, "a", TALLY)
    store.release_channel(POLICY, "a", pause, Tally(day="2026-03-03"))
    later = pause or T0
    assert store.lease_channel(POLICY, "b", later, later) == Tally(day="2026-03-03")
    store.release_channel(POLICY, "b")
    assert store.lease_channel(POLICY, "c", later, later) == Tally(day="2026-03-03")


def test_who_has_lost_the_lease_counts_nothing(store):
    store.lease_channel(POLICY, "a", T0, UNTIL)
    store.lease_channel(POLICY, "b", UNTIL, UNTIL + timedelta(seconds=90))
    with pytest.raises(Conflict):
        store.count_messages(POLICY, "a", TALLY)
    store.release_channel(POLICY, "a", tally=TALLY)
    assert store.lease_channel(POLICY, "b", UNTIL, UNTIL) == Tally()
    with pytest.raises(Conflict):
        store.count_messages(ENERGY, "a", TALLY)


def test_tally_that_cannot_be_read_keeps_nobody_away(memory):
    store = DynamoStore("contract", "later", retrying=memory, once=memory, article_retention_days=30)
    key = {"pk": {"S": "later#CHANNELS"}, "sk": {"S": POLICY}}
    memory.put_item(TableName="contract", Item={**key, "tally": {"M": {"posted": {"S": "yesterday"}}}})
    assert store.lease_channel(POLICY, "a", T0, UNTIL) == Tally()
