"""Notices: a change is posted once, like an alert, and says what it was and is."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import ALICE, POLICY, topic
from fakes import T0
from outbox_house import House

from newswatch.errors import SlackAmbiguous, SlackParked, SlackUnshowable
from newswatch.model import ChannelId, State, UserId
from newswatch.posts import Message, Notice, PostState, SourceNotice
from newswatch.usecases.announcing import notice_of, source_notice


@pytest.fixture
def house():
    return House()


def changed(house, what="edit", **more):
    """Change topic 1, and have that announced."""
    now = house.store.topic(topic().id)
    after = replace(now, version=now.version + 1, **more)
    change = house.store.save_topic(after, ALICE, house.clock.now(), what)
    house.store.enqueue([notice_of(change, change.snapshot, POLICY)])
    return change


def post(house, change):
    return house.store.post(POLICY, notice_of(change, change.snapshot, POLICY).story_id)


def test_notice_says_who_changed_what(house):
    change = changed(house, query="oil")
    house.run()
    assert house.slack.posts() == [
        Notice(post(house, change).id, POLICY, change, topic(query="oil", version=2), topic())
    ]
    assert (post(house, change).state, house.left()) == (PostState.SENT, 0)


def test_notice_of_a_new_topic_has_no_before(house):
    one = house.store.save_topic(topic(5), ALICE, T0, "add")
    house.store.enqueue([notice_of(one, one.snapshot, POLICY)])
    house.run()
    assert [notice.before for notice in house.slack.posts()] == [None]


def test_notice_shows_the_change_as_it_was_whatever_came_since(house):
    changed(house, name="A")
    changed(house, name="B")
    house.run()
    assert [(notice.before.name, notice.topic.name) for notice in house.slack.posts()] == [
        ("Topic 1", "A"), ("A", "B"),
    ]  # fmt: skip


@pytest.mark.parametrize("state", [State.PAUSED, State.REMOVED])
def test_what_makes_a_topic_silent_is_announced(house, state):
    changed(house, state=state)
    house.run()
    assert [notice.topic.state for notice in house.slack.posts()] == [state]


def test_notices_and_alerts_are_posted_in_their_order(house):
    house.claim(1)
    changed(house, name="A")
    house.clock.advance(seconds=1)
    house.claim(2)
    house.run()
    assert [type(one) for one in house.slack.posts()] == [Message, Notice, Message]


def test_lost_reply_does_not_announce_twice(house):
    change = changed(house, name="A")
    house.slack.script = [(SlackAmbiguous("connection"),)]
    house.run()
    for _ in range(4):
        house.clock.advance(seconds=50)
        house.run()
    assert len(house.slack.posts()) == 1
    assert post(house, change).state is PostState.SENT


def test_notice_that_slack_does_not_take_is_sent_plainer(house):
    changed(house, name="A")
    house.slack.script = [SlackUnshowable("invalid_blocks")]
    house.run()
    assert [notice.plain for notice in house.slack.posts()] == [True]


def test_notice_for_a_channel_that_is_closed_is_parked(house):
    change = changed(house, name="A")
    house.slack.script = [SlackParked("is_archived", "Unarchive it.", POLICY)]
    house.run()
    assert (post(house, change).state, house.left()) == (PostState.PARKED, 0)


@pytest.mark.parametrize("kept", [None, "unreadable"])
def test_notice_whose_change_cannot_be_read_any_more_is_cancelled(house, kept):
    change = changed(house, name="A")
    found = replace(change, snapshot=None) if kept else None
    house.store.change = lambda _: found
    house.run()
    assert (post(house, change).state, house.slack.posts(), house.left()) == (PostState.CANCELLED, [], 0)


# --- What has become of a source ---------------------------------------------------------------------------


def test_owner_of_a_source_is_told_once_what_has_become_of_it(house):
    trouble = {"state": State.PAUSED, "trouble": "It is gone."}
    change = house.store.save_source(
        replace(house.source, version=2, **trouble), UserId("newswatch"), house.clock.now(), "gone"
    )
    notice = source_notice(change, change.snapshot)
    for _ in range(2):
        house.store.enqueue([notice])
        house.run(channel=ChannelId(ALICE))
    assert house.slack.posts() == [
        SourceNotice(notice.id, ChannelId(ALICE), change, replace(house.source, version=2, **trouble))
    ]
    assert house.store.post(ChannelId(ALICE), notice.story_id).state is PostState.SENT


def test_notice_of_a_source_that_slack_does_not_take_is_sent_plainer_and_one_to_nobody_is_parked(house):
    change = house.store.save_source(replace(house.source, version=2, trouble="No."), ALICE, T0, "unreadable")
    house.store.enqueue([source_notice(change, change.snapshot)])
    house.slack.script = [SlackUnshowable("invalid_blocks")]
    house.run(channel=ChannelId(ALICE))
    assert [notice.plain for notice in house.slack.posts()] == [True]

    well = house.store.save_source(replace(house.source, version=3), ALICE, T0, "well")
    notice = source_notice(well, well.snapshot)
    house.store.enqueue([notice])
    house.slack.script = [SlackParked("user_not_found", "That person has left.", ChannelId(ALICE))]
    house.run(channel=ChannelId(ALICE))
    assert house.store.post(ChannelId(ALICE), notice.story_id).state is PostState.PARKED


# --- Pauses that end by themselves -------------------------------------------------------------------------


def test_post_of_a_topic_whose_pause_has_run_out_is_sent(house):
    house.claim()
    now = house.store.topic(topic().id)
    until = house.clock.now() + timedelta(minutes=1)
    paused = replace(now, version=2, state=State.PAUSED, paused_until=until)
    house.store.save_topic(paused, ALICE, T0, "pause")
    house.clock.advance(minutes=1)
    house.run()
    assert house.titles() == ["Title 1"]


def test_post_of_a_topic_whose_pause_lasts_is_cancelled(house):
    house.claim()
    now = house.store.topic(topic().id)
    until = house.clock.now() + timedelta(minutes=1)
    paused = replace(now, version=2, state=State.PAUSED, paused_until=until)
    house.store.save_topic(paused, ALICE, T0, "pause")
    house.run()
    assert house.titles() == []
