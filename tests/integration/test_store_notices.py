"""The store's contract: notices of changes, and what topics have brought."""

from dataclasses import replace
from datetime import timedelta

from builders import ALICE, POLICY, alert, topic
from fakes import T0

from newswatch.model import Activity, ChannelId, StoryId, TopicId
from newswatch.posts import PostState
from newswatch.usecases.announcing import notice_of

ENERGY = ChannelId("C10")


def announce(store, change, channels):
    store.enqueue([notice_of(change, change.snapshot, channel) for channel in channels])


def notice_story(seq):
    return StoryId(f"change-{seq}")


def test_change_is_announced_by_a_post_in_each_channel(store):
    change = store.save_topic(topic(), ALICE, T0, "add")
    announce(store, change, [POLICY, ENERGY])
    for channel in (POLICY, ENERGY):
        (row,) = store.outbox(channel, 10)
        post = store.post(channel, row.story_id)
        assert (post.change, post.channel, post.topic_ids) == (change.seq, channel, {topic().id})
        assert (post.state, post.wanted, post.done, post.claimed_at) == (PostState.PENDING, 1, 0, T0)
        assert (post.article_id, post.source_id) == ("", "")
    assert {POLICY, ENERGY} == set(store.channels_with_outbox(T0 + timedelta(minutes=1)))


def test_change_is_announced_once_however_often_it_is_asked_for(store):
    change = store.save_topic(topic(), ALICE, T0, "add")
    announce(store, change, [POLICY])
    (row,) = store.outbox(POLICY, 10)
    post = store.post(POLICY, row.story_id)
    store.save_post(replace(post, state=PostState.SENT, ts="1.1", done=1), post)
    store.drop_row(row)
    announce(store, change, [POLICY, ENERGY])
    assert list(store.outbox(POLICY, 10)) == []
    assert store.post(POLICY, notice_story(change.seq)).ts == "1.1"
    assert len(store.outbox(ENERGY, 10)) == 1


def test_saved_notice_stays_one(store):
    change = store.save_topic(topic(), ALICE, T0, "add")
    announce(store, change, [POLICY])
    post = store.post(POLICY, notice_story(change.seq))
    store.save_post(replace(post, state=PostState.SENT, done=1), post)
    assert store.post(POLICY, notice_story(change.seq)).change == change.seq


def test_notices_stand_in_the_outbox_in_the_order_of_their_changes(store):
    for number in (1, 2):
        at = T0 + timedelta(seconds=number)
        announce(store, store.save_topic(topic(number), ALICE, at, "add"), [POLICY])
    assert [notice_story(1), notice_story(2)] == [row.story_id for row in store.outbox(POLICY, 10)]


def test_alert_s_post_announces_no_change(store):
    store.claim([alert()])
    assert store.post(POLICY, StoryId("a" * 16)).change == 0


def test_activity_counts_what_a_topic_has_brought(store):
    for hour, story in enumerate("abc"):
        store.claim([alert(1, story_id=StoryId(story * 16), claimed_at=T0 + timedelta(hours=hour))])
    store.claim([alert(2, channels=(POLICY, ENERGY))])
    assert {
        TopicId(f"{1:016x}"): Activity(3, T0 + timedelta(hours=2)),
        TopicId(f"{2:016x}"): Activity(1, T0),
    } == store.activity(T0 - timedelta(days=7))


def test_activity_counts_no_claim_twice(store):
    store.claim([alert()])
    store.claim([alert(claimed_at=T0 + timedelta(hours=1))])
    assert store.activity(T0) == {alert().topic_id: Activity(1, T0)}


def test_activity_begins_with_the_day_that_is_asked_for(store):
    for days, story in enumerate("abcd"):
        store.claim([alert(story_id=StoryId(story * 16), claimed_at=T0 - timedelta(days=days))])
    assert store.activity(T0 - timedelta(days=1)) == {alert().topic_id: Activity(2, T0)}
    assert store.activity(T0 + timedelta(days=1)) == {}
