"""Parked posts: their owners are told what to do, and when it has been done, they are sent."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import ALICE, POLICY, alert, article, topic
from fakes import T0
from outbox_house import House

from newswatch.errors import SlackAmbiguous, SlackParked, SlackRejected, SlackUnusable
from newswatch.model import ChannelId, State, StoryId
from newswatch.posts import Digest, InDoubt, Message, PostState, Trouble
from newswatch.usecases.dispatch import dispatch

ENERGY = ChannelId("C0ENERGY")
OWNER, OTHER = ChannelId(ALICE), ChannelId("U9")


@pytest.fixture
def house():
    return House()


def move(house, *channels, number=1):
    now = house.store.topic(topic(number).id)
    house.store.save_topic(replace(now, version=now.version + 1, destinations=channels), ALICE, T0, "set")


def kinds(house, channel=POLICY):
    return [type(content) for content in house.slack.history.get(channel, [])]


def test_owner_is_told_once_what_to_do(house):
    house.park(1, 2)
    assert (OWNER, 0) in house.queues.woken
    house.run(channel=OWNER)
    (told,) = house.slack.history[OWNER]
    assert (type(told), told.about, told.what_to_do, told.topics) == (
        Trouble, POLICY, "Invite the bot.", ("Topic 1",),
    )  # fmt: skip
    assert len(house.store.parked()) == 2


def test_owner_is_told_again_the_next_day_if_more_is_parked(house):
    house.park(1)
    house.clock.advance(days=1)
    house.park(2)
    house.run(channel=OWNER)
    assert len(house.slack.history[OWNER]) == 2


def test_owner_is_told_again_when_the_trouble_is_another_one(house):
    house.park(1)
    house.park(2, reason="Unarchive the channel.")
    house.run(channel=OWNER)
    assert [told.what_to_do for told in house.slack.history[OWNER]] == [
        "Invite the bot.",
        "Unarchive the channel.",
    ]


def test_owner_is_told_again_when_it_comes_back_on_the_same_day(house):
    house.park(1)
    house.retry(minutes=6)
    house.run(retry=True)
    house.park(2)
    house.run(channel=OWNER)
    assert len(house.slack.history[OWNER]) == 2


def test_owner_is_told_of_trouble_with_somebody_else_s_messages(house):
    house.store.save_topic(topic(1, destinations=(OTHER,), version=2), ALICE, T0, "set")
    one = article("https://news.example/1")
    house.store.save_article(one, [])
    house.store.claim([alert(1, story_id=StoryId(one.id), article_id=one.id, channels=(OTHER,))])
    house.slack.script = [SlackParked("user_disabled", "Choose another destination.", OTHER)]
    house.run(channel=OTHER)
    house.run(channel=OWNER)
    (told,) = house.slack.history[OWNER]
    assert (told.about, told.what_to_do) == (OTHER, "Choose another destination.")


def test_trouble_with_a_direct_message_is_told_to_nobody(house):
    house.park(1)
    house.slack.script = [SlackParked("user_disabled", "Choose another destination.", OWNER)]
    house.run(channel=OWNER)
    assert house.slack.posts() == []
    assert {post.channel for post in house.store.parked()} == {POLICY, OWNER}
    assert list(house.store.outbox(OWNER, 10)) == []


def test_dispatch_has_parked_posts_tried_again_every_five_minutes(house):
    house.park(1)
    for minutes, tried in ((4, []), (1, [POLICY])):
        house.clock.advance(minutes=minutes)
        house.queues.retried.clear()
        dispatch(house.store, house.queues, house.clock, house.notifier.entropy)
        assert house.queues.retried == tried


def test_within_the_hour_posts_come_singly_and_in_their_order(house):
    house.park(1, 2)
    house.retry(minutes=30)
    assert house.titles() == ["Title 1", "Title 2"]
    assert list(house.store.parked()) == []
    assert (house.post().parked_at, house.post().reason) == (None, "")


def test_posts_that_waited_for_more_than_an_hour_come_back_as_one_digest(house):
    house.park(1, 2, 3)
    house.retry(hours=2)
    (digest,) = house.slack.posts()
    assert isinstance(digest, Digest)
    assert [line.title for line in digest.lines] == ["Title 1", "Title 2", "Title 3"]
    assert digest.lines[0].topics == ("Topic 1",)
    assert {house.post(number).state for number in (1, 2, 3)} == {PostState.FOLDED}
    assert (house.left(), list(house.store.parked())) == (0, [])


def test_one_post_that_waited_long_comes_as_it_is(house):
    house.park(1)
    house.retry(hours=2)
    assert kinds(house) == [Message]


def test_old_posts_come_as_a_digest_and_young_ones_singly(house):
    house.park(1, 2)
    house.clock.advance(hours=2)
    house.park(3)
    house.retry(minutes=1)
    assert sorted(kind.__name__ for kind in kinds(house)) == ["Digest", "Message"]


def test_digest_that_is_refused_waits_and_takes_in_what_came_since(house):
    house.park(1, 2)
    house.slack.script = [SlackParked("not_in_channel", "Invite the bot.", POLICY)]
    house.retry(hours=2)
    assert house.slack.posts() == []
    house.park(3)
    house.retry(hours=2)
    (digest,) = house.slack.posts()
    assert [line.title for line in digest.lines] == ["Title 1", "Title 2", "Title 3"]


def test_trouble_that_goes_on_is_tried_at_longer_intervals(house):
    house.park(1)
    for _ in range(3):
        house.slack.script = [SlackParked("not_in_channel", "Invite the bot.", POLICY)]
        house.retry(hours=10)
    assert list(house.store.retries(house.clock.now() + timedelta(minutes=59))) == []
    assert list(house.store.retries(house.clock.now() + timedelta(hours=1))) == [POLICY]
    assert house.post().parked_at == T0 + timedelta(seconds=1)


def test_first_post_that_gets_through_calls_the_others(house):
    house.park(*range(1, 5))
    house.queues.retried.clear()
    house.retry(minutes=5)
    assert len(house.titles()) == 3
    assert house.queues.retried == [POLICY]
    house.clock.advance(seconds=4)
    house.run(retry=True)
    assert len(house.titles()) == 4


def test_nothing_parked_any_more_ends_the_tries(house):
    house.park(1)
    house.retry(minutes=5)
    house.run(retry=True)
    assert list(house.store.retries(house.clock.now() + timedelta(days=9))) == []


def test_post_that_slack_refuses_because_of_a_bug_rings_the_alarm_once_and_holds_up_nobody(house):
    house.claim(1)
    house.slack.script = [SlackRejected("invalid_arguments")]
    house.run()
    assert house.queues.buried == [POLICY]
    house.park(*range(2, 8))
    for _ in range(3):
        house.slack.script = [SlackRejected("invalid_arguments")]
        house.retry(minutes=5)
    assert house.queues.buried == [POLICY]
    assert set(house.titles()) == {f"Title {number}" for number in range(2, 8)}


def test_joined_topic_of_a_channel_that_cannot_be_edited_is_shown_later_by_an_edit(house):
    """Invariant I2: what Slack has already is never sent again."""
    house.claim(1, 1)
    house.run()
    house.claim(1, 2)
    house.slack.script = [SlackParked("not_in_channel", "Invite the bot.", POLICY)]
    house.run()
    assert house.post().state is PostState.PARKED
    house.retry(hours=2)
    assert (len(house.titles()), [edit.topics for edit in house.slack.edits]) == (
        1, [("Topic 1", "Topic 2")],
    )  # fmt: skip


def test_topic_that_joins_a_parked_post_comes_with_it(house):
    house.park(1)
    house.claim(1, 2)
    house.run()
    house.retry(minutes=5)
    assert [message.topics for message in house.slack.posts()] == [("Topic 1", "Topic 2")]


def test_topic_that_matches_a_story_told_by_a_digest_is_heard(house):
    """Invariant I1."""
    house.park(1, 2)
    house.retry(hours=2)
    house.claim(1, 2)
    house.run()
    assert kinds(house) == [Digest, Message]


def test_posts_of_a_paused_topic_are_cancelled_when_they_are_tried(house):
    house.park(1)
    house.store.save_topic(topic(1, version=2, state=State.PAUSED), ALICE, T0, "pause")
    house.retry(minutes=5)
    assert (house.post().state, house.titles()) == (PostState.CANCELLED, [])


def test_topic_that_got_another_channel_takes_its_parked_posts_there(house):
    house.park(1, 2)
    move(house, ENERGY)
    house.retry(hours=2)
    assert house.slack.posts() == []
    assert (house.post(1).state, house.left()) == (PostState.CANCELLED, 0)
    assert list(house.store.retries(house.clock.now())) == [ENERGY]
    house.run(channel=ENERGY, retry=True)
    (digest,) = house.slack.history[ENERGY]
    assert [line.title for line in digest.lines] == ["Title 1", "Title 2"]


def test_topic_that_moves_before_its_post_is_sent_is_told_where_it_is_now(house):
    house.claim(1)
    move(house, ENERGY)
    house.run()
    house.run(channel=ENERGY)
    assert (kinds(house), kinds(house, ENERGY)) == ([], [Message])


def test_topic_that_moves_leaves_the_others_where_they_are(house):
    house.claim(1, 1)
    house.claim(1, 2)
    move(house, ENERGY, number=2)
    house.run()
    house.run(channel=ENERGY)
    assert [message.topics for message in house.slack.history[POLICY]] == [("Topic 1",)]
    assert [message.topics for message in house.slack.history[ENERGY]] == [("Topic 2",)]


def test_topic_that_moves_is_not_told_again_of_what_it_was_told_where_it_was(house):
    """Even if its name is not there any more: a message shows who wants it there now."""
    house.claim(1, 1)
    house.claim(1, 2)
    house.run()
    move(house, ENERGY)
    for outlet in (2, 3, 4):
        house.cover(1, outlet)
        house.run()
        house.clock.advance(minutes=10)
    house.run(channel=ENERGY)
    assert [edit.topics for edit in house.slack.edits] == [("Topic 2",)] * 3
    assert kinds(house, ENERGY) == []


def in_doubt(house, side=InDoubt.PARK):
    house.notifier = replace(house.notifier, in_doubt=side)
    house.claim(1)
    house.slack.script = [(SlackAmbiguous("connection"),)]
    house.run()
    house.clock.advance(seconds=91)
    house.slack.script = [SlackUnusable("missing_scope")]
    house.run()


def test_parked_doubt_is_settled_by_history_as_soon_as_that_can_be_read(house):
    in_doubt(house)
    assert (house.post().state, house.post().doubtful) == (PostState.PARKED, True)
    house.retry(hours=2)
    assert (house.titles(), house.post().state) == (["Title 1"], PostState.SENT)


def test_parked_doubt_is_never_told_by_a_digest(house):
    in_doubt(house)
    house.park(2, 3)
    house.retry(hours=2)
    (digest,) = [content for content in house.slack.posts() if isinstance(content, Digest)]
    assert [line.title for line in digest.lines] == ["Title 2", "Title 3"]


@pytest.mark.parametrize(
    ("side", "posts", "state"),
    [(InDoubt.POST, 2, PostState.SENT), (InDoubt.DROP, 1, PostState.CANCELLED)],
)
def test_whoever_deploys_it_says_on_which_side_to_err(house, side, posts, state):
    in_doubt(house, side)
    house.clock.advance(minutes=6)
    house.run()
    assert (len(house.titles()), house.post().state) == (posts, state)


def test_attempt_whose_channel_is_closed_before_history_was_read_is_not_made_again(house):
    """Invariant I2: refused is the reading, not the post."""
    house.claim(1)
    house.slack.script = [(SlackAmbiguous("connection"),)]
    house.run()
    house.clock.advance(seconds=91)
    house.slack.script = [SlackParked("not_in_channel", "Invite the bot.", POLICY)]
    house.run()
    house.retry(minutes=5)
    assert house.titles() == ["Title 1"]


def test_missing_member_of_a_digest_leaves_the_others(house):
    house.park(1, 2, 3)
    post = house.post(2)
    house.clock.advance(hours=2)
    house.store.save_topic(topic(2, version=2, state=State.PAUSED), ALICE, T0, "pause")
    del house.store._posts[POLICY, StoryId(post.story_id)]
    house.run(retry=True)
    (digest,) = house.slack.posts()
    assert [line.title for line in digest.lines] == ["Title 1", "Title 3"]
