"""The store's contract: claims, posts, places in the outbox, leases."""

from dataclasses import fields, replace
from datetime import date, timedelta

import pytest
from builders import POLICY, alert, post
from fakes import T0

from newswatch.errors import Conflict
from newswatch.model import ChannelId, StoryId, TopicId
from newswatch.posts import HeldBack, Hold, PostState, Silence, SpendingNews
from newswatch.storage.store import DynamoStore

ENERGY = ChannelId("C10")
STORY = StoryId("a" * 16)
OTHER = StoryId("b" * 16)
FULL = post(
    wanted=3,
    done=2,
    state=PostState.SENDING,
    ts="1700000000.000100",
    conversation=ChannelId("D1"),
    owner="me",
    lease_until=T0 + timedelta(seconds=90),
    absent_at=T0,
    reason="why",
    parked_at=T0 + timedelta(minutes=1),
    tried_at=T0 + timedelta(minutes=2),
    attempted_at=T0 + timedelta(minutes=3),
    told=frozenset({TopicId("b"), TopicId("a")}),
    doubtful=True,
    refresh_at=T0 + timedelta(minutes=4),
    shows="0123456789abcdef",
    told_until=T0 + timedelta(minutes=5),
    replied_at=T0 + timedelta(minutes=6),
    reply_at=T0 + timedelta(minutes=7),
    hold=Hold.QUIET,
    held_until=T0 + timedelta(hours=1, microseconds=1),
    held=frozenset({TopicId("d"), TopicId("c")}),
    mentions=("here", "S1"),
    change=4,
    members=(StoryId("c" * 16), StoryId("d" * 16)),
    lines=(StoryId("d" * 16), StoryId("c" * 16)),
    part_of=StoryId("digest-1"),
    part=2,
    about=ENERGY,
    warning="Invite the bot.",
    rate=Silence(3, 1.5),
    held_back=HeldBack(ENERGY, Hold.HOUR, T0 + timedelta(hours=2)),
    trace="0123456789abcdef",
    spending=SpendingNews(date(2026, 3, 1), 80, 20.0, 16.25, 31.5),
)
FIRST = {"id", "channel", "story_id", "article_id", "source_id", "claimed_at", "topic_ids"}
JOINS = {"wanted", "refresh_at"}
FIXED = {
    "change", "members", "part_of", "part", "about", "warning", "rate", "held_back", "trace", "spending",
}  # fmt: skip
"""What a post is from its beginning on, and what others change of it."""


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


def test_full_post_says_everything():
    plain = post()
    more = {field.name for field in fields(plain)} - FIRST
    assert [name for name in more if getattr(FULL, name) == getattr(plain, name)] == []


def test_post_comes_back_as_it_was_put_there(store):
    store.enqueue([FULL])
    assert store.post(POLICY, STORY) == FULL


def test_post_comes_back_as_it_was_saved(store):
    fixed = {name: getattr(FULL, name) for name in FIXED | JOINS}
    new = post(**fixed)
    store.enqueue([new])
    store.save_post(FULL, new)
    assert store.post(POLICY, STORY) == FULL


def test_what_is_saved_as_empty_is_empty(store):
    store.enqueue([FULL])
    kept = {name: getattr(FULL, name) for name in FIXED | JOINS}
    bare = post(**kept)
    store.save_post(bare, FULL)
    assert bare == store.post(POLICY, STORY)


def test_post_that_an_earlier_version_wrote_is_not_held(memory):
    """It knew nothing of most things."""
    known = {
        "id": post().id, "channel": POLICY, "story_id": STORY, "article_id": "a" * 16, "source_id": "5" * 16,
        "claimed_at": T0.isoformat(), "state": "pending", "owner": "", "absent_at": "",
    }  # fmt: skip
    item = {
        **{name: {"S": value} for name, value in known.items()},
        "pk": {"S": f"earlier#STORY#{STORY}"},
        "sk": {"S": f"POST#{POLICY}"},
        "wanted": {"N": "1"},
        "done": {"N": "0"},
        "topic_ids": {"SS": [f"{1:016x}"]},
    }
    memory.put_item(TableName="contract", Item=item)
    store = DynamoStore("contract", "earlier", retrying=memory, once=memory, article_retention_days=30)
    assert post() == store.post(POLICY, STORY)


def test_many_posts_of_a_channel_are_read_at_once(store):
    stories = [StoryId(f"{number:016x}") for number in range(230)]
    store.enqueue([post(story_id=story_id) for story_id in stories])
    store.enqueue([post(ENERGY, story_id=OTHER)])
    found = store.posts(POLICY, [*stories, OTHER, stories[0]])
    assert sorted(found, key=lambda post: post.story_id) == [post(story_id=story) for story in stories]
    assert list(store.posts(POLICY, [])) == []


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


def test_unknown_post_is_none(store):
    assert store.post(POLICY, STORY) is None
    assert list(store.alerts(STORY, [alert().topic_id])) == []


def test_all_alerts_of_a_story_are_found_without_naming_their_topics(store):
    store.claim([alert(2, claimed_at=T0 + timedelta(seconds=1)), alert(1), alert(3, story_id=OTHER)])
    assert [a.topic_name for a in store.alerts(STORY)] == ["Topic 1", "Topic 2"]
    assert list(store.alerts(STORY, [])) == []
    assert list(store.alerts(StoryId("c" * 16))) == []
