"""The store's contract: claims, posts, places in the outbox, leases."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import POLICY, alert
from fakes import T0

from newswatch.errors import Conflict
from newswatch.model import ChannelId, StoryId
from newswatch.posts import PostState

ENERGY = ChannelId("C10")
STORY = StoryId("a" * 16)
OTHER = StoryId("b" * 16)


def test_claim_creates_alert_post_and_place(store):
    claimed = alert()
    assert list(store.claim([claimed])) == [POLICY]
    post = store.post(POLICY, STORY)
    assert (post.state, post.wanted, post.done, post.claimed_at) == (PostState.PENDING, 1, 0, T0)
    assert {claimed.topic_id} == post.topic_ids
    assert [claimed] == list(store.alerts(STORY, post.topic_ids))
    assert [row.story_id for row in store.outbox(POLICY, 10)] == [STORY]


def test_claiming_again_changes_nothing_but_names_the_channel(store):
    store.claim([alert()])
    before = store.post(POLICY, STORY)
    assert list(store.claim([alert(claimed_at=T0 + timedelta(hours=1))])) == [POLICY]
    assert before == store.post(POLICY, STORY)
    assert len(store.outbox(POLICY, 10)) == 1
    assert store.alerts(STORY, before.topic_ids)[0].claimed_at == T0


def test_second_topic_of_a_channel_joins_the_post(store):
    store.claim([alert(1)])
    store.claim([alert(2, claimed_at=T0 + timedelta(seconds=5))])
    post = store.post(POLICY, STORY)
    assert (post.wanted, post.claimed_at) == (2, T0)
    assert {alert(1).topic_id, alert(2).topic_id} == post.topic_ids
    assert [a.topic_name for a in store.alerts(STORY, post.topic_ids)] == ["Topic 1", "Topic 2"]
    assert len(store.outbox(POLICY, 10)) == 2


def test_topic_with_two_destinations_has_a_post_in_each(store):
    assert list(store.claim([alert(channels=(POLICY, ENERGY))])) == [POLICY, ENERGY]
    assert store.post(POLICY, STORY).channel == POLICY
    assert store.post(ENERGY, STORY).channel == ENERGY
    assert sorted(store.channels_with_outbox(T0 + timedelta(minutes=1))) == [POLICY, ENERGY]


def test_nothing_to_claim_concerns_no_channel(store):
    assert list(store.claim([])) == []


def test_outbox_is_in_order_of_claims_and_of_its_channel_alone(store):
    store.claim([alert(1, story_id=OTHER, claimed_at=T0 + timedelta(seconds=2))])
    store.claim([alert(1, story_id=STORY, claimed_at=T0 + timedelta(milliseconds=1))])
    store.claim([alert(1, story_id=StoryId("c" * 16), channels=(ENERGY,))])
    assert [row.story_id for row in store.outbox(POLICY, 10)] == [STORY, OTHER]
    (first,) = store.outbox(POLICY, 1)
    assert first.story_id == STORY
    assert [row.story_id for row in store.outbox(POLICY, 10, first.place)] == [OTHER]
    (last,) = store.outbox(POLICY, 10, first.place)
    assert list(store.outbox(POLICY, 10, last.place)) == []
    assert {POLICY, ENERGY} == set(store.channels_with_outbox(T0 + timedelta(minutes=1)))


def test_dropped_row_is_gone_and_dropping_it_again_does_nothing(store):
    store.claim([alert()])
    (row,) = store.outbox(POLICY, 10)
    store.drop_row(row)
    store.drop_row(row)
    assert list(store.outbox(POLICY, 10)) == []
    assert list(store.channels_with_outbox(T0 + timedelta(minutes=1))) == []


def test_join_after_sending_puts_the_post_back_into_the_outbox(store):
    store.claim([alert(1)])
    (row,) = store.outbox(POLICY, 10)
    post = store.post(POLICY, STORY)
    store.save_post(replace(post, state=PostState.SENT, ts="1.1", done=1), post)
    store.claim([alert(2, claimed_at=T0 + timedelta(minutes=1))])
    store.drop_row(row)
    after = store.post(POLICY, STORY)
    assert (after.state, after.wanted, after.done, after.ts) == (PostState.SENT, 2, 1, "1.1")
    assert len(store.outbox(POLICY, 10)) == 1


def test_post_comes_back_as_it_was_saved(store):
    store.claim([alert()])
    post = store.post(POLICY, STORY)
    full = replace(
        post,
        state=PostState.SENDING,
        done=1,
        ts="1700000000.000100",
        conversation=ChannelId("D1"),
        owner="me",
        lease_until=T0 + timedelta(seconds=90),
        absent_at=T0,
        reason="why",
    )
    store.save_post(full, post)
    assert full == store.post(POLICY, STORY)


def test_saving_keeps_what_joined_meanwhile(store):
    store.claim([alert(1)])
    post = store.post(POLICY, STORY)
    store.claim([alert(2)])
    store.save_post(replace(post, state=PostState.SENT, done=1), post)
    after = store.post(POLICY, STORY)
    assert (after.wanted, after.done, len(after.topic_ids)) == (2, 1, 2)


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"state": PostState.SENT},
        {"done": 1},
        {"owner": "other"},
        {"absent_at": T0},
    ],
)
def test_saving_over_what_somebody_else_decided_is_a_conflict(store, elsewhere):
    store.claim([alert()])
    post = store.post(POLICY, STORY)
    store.save_post(replace(post, **elsewhere), post)
    with pytest.raises(Conflict):
        store.save_post(replace(post, state=PostState.CANCELLED), post)


def test_parked_post_is_listed_and_leaves_the_outbox(store):
    store.claim([alert()])
    (row,) = store.outbox(POLICY, 10)
    post = store.post(POLICY, STORY)
    parked = replace(post, state=PostState.PARKED, reason="The bot is not in the channel.")
    store.park(parked, post, row, T0)
    assert [parked] == list(store.parked())
    assert list(store.outbox(POLICY, 10)) == []
    with pytest.raises(Conflict):
        store.park(parked, post, row, T0)


def test_lease_is_one_owner_s_until_it_is_given_back(store):
    until = T0 + timedelta(seconds=90)
    assert store.lease_channel(POLICY, "a", T0, until)
    assert store.lease_channel(POLICY, "a", T0, until)
    assert not store.lease_channel(POLICY, "b", T0 + timedelta(seconds=89), until)
    assert store.lease_channel(ENERGY, "b", T0, until)
    store.release_channel(POLICY, "a")
    assert store.lease_channel(POLICY, "b", T0, until)


def test_lease_runs_out(store):
    assert store.lease_channel(POLICY, "a", T0, T0 + timedelta(seconds=90))
    later = T0 + timedelta(seconds=90)
    assert store.lease_channel(POLICY, "b", later, later + timedelta(seconds=90))
    store.release_channel(POLICY, "a")
    assert not store.lease_channel(POLICY, "c", later, later + timedelta(seconds=90))


def test_pause_keeps_everybody_away_until_it_is_over(store):
    pause = T0 + timedelta(minutes=5)
    store.lease_channel(POLICY, "a", T0, T0 + timedelta(seconds=90))
    store.release_channel(POLICY, "a", pause)
    assert not store.lease_channel(POLICY, "a", T0 + timedelta(minutes=4), pause)
    assert store.lease_channel(POLICY, "b", pause, pause + timedelta(seconds=90))


def test_unknown_post_is_none(store):
    assert store.post(POLICY, STORY) is None
    assert list(store.alerts(STORY, [alert().topic_id])) == []


def test_all_alerts_of_a_story_are_found_without_naming_their_topics(store):
    store.claim([alert(2, claimed_at=T0 + timedelta(seconds=1)), alert(1), alert(3, story_id=OTHER)])
    assert [a.topic_name for a in store.alerts(STORY)] == ["Topic 1", "Topic 2"]
    assert list(store.alerts(STORY, [])) == []
    assert list(store.alerts(StoryId("c" * 16))) == []
