"""The store's contract: parked posts, moves."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import POLICY, alert, post
from fakes import T0

from newswatch.errors import Conflict
from newswatch.model import ChannelId, PostId, StoryId
from newswatch.posts import Hold, PostState, post_id
from newswatch.storage.store import DynamoStore

ENERGY, THIRD = ChannelId("C10"), ChannelId("C3")
STORIES = [StoryId(letter * 16) for letter in "abc"]
LATER = T0 + timedelta(minutes=5)


def park(store, story_id=STORIES[0], channel=POLICY, **more):
    """Claim an alert, and park its post."""
    store.claim([alert(story_id=story_id, channels=(channel,))])
    (row,) = [row for row in store.outbox(channel, 10) if row.story_id == story_id]
    post = store.post(channel, story_id)
    parked = replace(post, state=PostState.PARKED, reason="Invite the bot.", parked_at=T0, **more)
    store.park(parked, post, row, LATER)
    return parked


def test_parked_posts_of_a_channel_are_listed_and_their_channel_is_to_be_tried(store):
    here, there = park(store), park(store, STORIES[1], ENERGY)
    assert [here] == list(store.parked(POLICY))
    assert {here.id, there.id} == {post.id for post in store.parked()}
    assert list(store.retries(LATER - timedelta(seconds=1))) == []
    assert sorted(store.retries(LATER)) == [POLICY, ENERGY]


def test_next_try_of_a_channel_is_not_put_off_by_more_that_is_parked(store):
    park(store)
    store.claim([alert(story_id=STORIES[1])])
    (row,) = store.outbox(POLICY, 10)
    post = store.post(POLICY, STORIES[1])
    store.park(replace(post, state=PostState.PARKED), post, row, LATER + timedelta(days=1))
    assert list(store.retries(LATER)) == [POLICY]


def test_next_try_can_be_put_off(store):
    park(store)
    store.retry(POLICY, LATER + timedelta(hours=1))
    assert list(store.retries(LATER)) == []
    assert list(store.retries(LATER + timedelta(hours=1))) == [POLICY]


def test_channel_with_nothing_parked_is_forgotten(store):
    parked = park(store)
    store.forget_parked(POLICY)
    assert list(store.retries(LATER)) == [POLICY]
    store.unpark(replace(parked, state=PostState.PENDING), parked)
    store.forget_parked(POLICY)
    assert list(store.retries(LATER)) == []
    assert list(store.parked()) == []


def test_post_that_is_parked_no_more_is_in_the_outbox_and_on_no_list(store):
    parked = park(store, tried_at=LATER, doubtful=True)
    pending = replace(parked, state=PostState.PENDING)
    store.unpark(pending, parked)
    assert pending == store.post(POLICY, STORIES[0])
    assert [row.story_id for row in store.outbox(POLICY, 10)] == [STORIES[0]]
    assert list(store.parked()) == []
    with pytest.raises(Conflict):
        store.unpark(pending, parked)


def test_posts_are_enqueued_once(store):
    whose = frozenset({alert().topic_id})
    warning = post(about=ENERGY, warning="Invite the bot.", topic_ids=whose)
    store.enqueue([warning])
    assert warning == store.post(POLICY, warning.story_id)
    (row,) = store.outbox(POLICY, 10)
    store.drop_row(row)
    store.enqueue([replace(warning, warning="Something else.")])
    assert warning == store.post(POLICY, warning.story_id)
    assert list(store.outbox(POLICY, 10)) == []


def test_refresh_wakes_nothing_that_a_digest_tells(store):
    parked = park(store)
    held = replace(parked, state=PostState.PENDING, hold=Hold.PARKED, held_until=T0)
    store.unpark(held, parked)
    store.fold(held, PostId("digest"))
    for row in store.outbox(POLICY, 10):
        store.drop_row(row)
    assert list(store.refresh_posts(STORIES[0], LATER)) == [POLICY]
    post = store.post(POLICY, STORIES[0])
    assert (post.state, post.wanted, post.done) == (PostState.FOLDED, 1, 1)
    assert list(store.outbox(POLICY, 10)) == []


def test_alert_that_moves_begins_a_post_there_or_joins_it_once(store):
    claimed = alert()
    store.claim([claimed])
    post = store.post(POLICY, STORIES[0])
    for _ in range(2):
        store.move(claimed, post, [ENERGY], LATER)
    there = store.post(ENERGY, STORIES[0])
    assert (there.state, there.wanted, there.topic_ids) == (PostState.PENDING, 1, post.topic_ids)
    assert (there.id, there.article_id) == (post_id(ENERGY, STORIES[0]), post.article_id)
    assert len(store.outbox(ENERGY, 10)) == 1
    assert list(store.retries(LATER)) == []


def test_alert_that_has_left_can_come_back(store):
    claimed = alert()
    store.claim([claimed])
    store.move(claimed, store.post(POLICY, STORIES[0]), [ENERGY], LATER)
    here = store.post(POLICY, STORIES[0])
    assert (here.topic_ids, here.wanted) == (frozenset(), 1)
    store.save_post(replace(here, state=PostState.CANCELLED, done=1), here)
    store.move(claimed, store.post(ENERGY, STORIES[0]), [POLICY], LATER)
    here = store.post(POLICY, STORIES[0])
    assert (here.state, here.wanted, here.topic_ids) == (PostState.CANCELLED, 2, {claimed.topic_id})


def test_alert_leaves_for_several_places_of_which_it_is_in_one_already(store):
    claimed = alert(channels=(POLICY, ENERGY))
    store.claim([claimed])
    store.move(claimed, store.post(POLICY, STORIES[0]), [ENERGY, THIRD, ENERGY], LATER)
    assert store.post(POLICY, STORIES[0]).topic_ids == frozenset()
    assert [store.post(where, STORIES[0]).wanted for where in (ENERGY, THIRD)] == [1, 1]


def test_trouble_of_a_channel_has_a_beginning_and_an_end(store):
    parked = park(store)
    assert store.trouble_since(POLICY, T0, LATER) == T0
    store.retry(POLICY, LATER)
    assert store.trouble_since(POLICY, LATER, LATER) == T0
    store.unpark(replace(parked, state=PostState.PENDING), parked)
    store.forget_parked(POLICY)
    assert store.trouble_since(POLICY, LATER, LATER) == LATER


def test_alert_of_a_parked_post_waits_there_and_is_to_be_tried_at_once(store):
    parked = park(store)
    store.move(alert(), parked, [ENERGY], LATER)
    (there,) = store.parked(ENERGY)
    assert (there.state, there.parked_at, there.reason) == (PostState.PARKED, T0, "Invite the bot.")
    assert ENERGY in store.retries(LATER)


def test_alert_of_a_parked_post_joins_one_that_was_sent_there(store):
    store.claim([alert(2, channels=(ENERGY,))])
    post = store.post(ENERGY, STORIES[0])
    store.save_post(replace(post, state=PostState.SENT, ts="1.1", done=1), post)
    store.move(alert(), park(store), [ENERGY], LATER)
    there = store.post(ENERGY, STORIES[0])
    assert (there.state, there.ts, there.wanted) == (PostState.SENT, "1.1", 2)
    assert list(store.parked(ENERGY)) == []
    store.forget_parked(ENERGY)
    assert ENERGY not in store.retries(LATER)


def test_posts_that_an_earlier_version_parked_are_to_be_tried_at_once(memory):
    """It set no times."""
    store = DynamoStore("contract", "earlier", retrying=memory, once=memory, article_retention_days=30)
    park(store)
    key = {"pk": {"S": "earlier#RETRIES"}, "sk": {"S": POLICY}}
    assert "Attributes" in memory.delete_item(TableName="contract", Key=key, ReturnValues="ALL_OLD")
    assert list(store.retries(T0)) == [POLICY]
