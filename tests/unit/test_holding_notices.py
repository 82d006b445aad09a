"""Who is told of what is held, who is mentioned, and when notices come."""

import pytest
from builders import ALICE, POLICY, post, topic
from delivery_room import EVENING, NIGHT, OWNER, Room, at, night, numbered

from newswatch.model import Quiet, StoryId, UserId
from newswatch.posts import HeldNotice, Hold


@pytest.fixture
def room():
    """Return a channel at nine o'clock on Monday, 2 March 2026."""
    return Room()


# --- Owners are told ----------------------------------------------------------------------------------


def held_notices(room, channel=OWNER):
    return [told for told in room.slack.history.get(channel, []) if isinstance(told, HeldNotice)]


def test_owner_is_told_once_a_topic_and_day_how_many_wait_and_which(room):
    room.rush(*range(1, 31))
    room.wait(minutes=5)
    (notice,) = held_notices(room)
    assert (notice.topic.handle, notice.stories, [line.title for line in notice.first]) == (
        "topic-1", 10, numbered(21, 22, 23),
    )  # fmt: skip
    until = notice.held_back.until.replace(microsecond=0)
    assert (notice.held_back.where, notice.held_back.why, until) == (
        POLICY, Hold.HOUR, at("03-02 10:00:05"),
    )  # fmt: skip
    room.wait(hours=2)
    room.rush(*range(31, 61))
    room.wait(hours=2)
    assert len(held_notices(room)) == 1
    room.until(at("03-03 09:00"))
    room.rush(*range(61, 91))
    room.wait(hours=2)
    assert len(held_notices(room)) == 2


def test_owner_is_told_of_each_topic(room):
    room.set(cap=2)
    room.rush(1, 2, 3)
    room.rush(4, 5, topic_number=2)
    room.wait(minutes=5)
    assert {(notice.topic.handle, notice.stories) for notice in held_notices(room)} == {
        ("topic-1", 1), ("topic-2", 2),
    }  # fmt: skip


def test_owner_is_told_of_what_the_cap_a_day_holds_back(room):
    room.change(1, cap_per_day=2)
    room.rush(1, 2, 3)
    room.wait(minutes=5)
    (notice,) = held_notices(room)
    assert (notice.held_back.why, notice.held_back.until) == (Hold.DAY, at("03-03 00:00"))


def test_owner_is_told_of_nothing_that_waits_as_it_was_told_to(room):
    night(room, *range(1, 5))
    room.change(2, delivery=EVENING)
    room.rush(*range(11, 41), topic_number=2)
    room.until(at("03-04 00:00"))
    assert held_notices(room) == []


def test_where_the_owner_is_nobody_the_channel_is_told_while_the_stories_wait(room):
    room.change(1, owner=UserId("import"))
    room.rush(*range(1, 31))
    room.wait(minutes=10)
    (notice,) = held_notices(room, POLICY)
    assert notice.stories == 10


def test_owner_whose_own_messages_are_held_back_is_told_while_they_wait(room):
    room.change(1, destinations=(OWNER,))
    room.rush(*range(1, 31))
    room.wait(minutes=10)
    (notice,) = held_notices(room)
    assert notice.stories == 10


def test_topic_that_is_let_through_comes_at_once_and_goes_on_singly(room):
    room.rush(*range(1, 31))
    room.wait(minutes=10)
    room.change(1, let_until=at("03-03 00:00"))
    room.wait(minutes=1)
    assert room.told()[20:] == [numbered(*range(21, 31))]
    room.rush(31, 32)
    room.wait(minutes=1)
    assert room.told()[21:] == numbered(31, 32)


# --- Mentions -----------------------------------------------------------------------------------------


def mentions(room):
    return [told.mentions for told in room.slack.history[POLICY]]


def test_mentions_are_those_of_the_topics_that_may_be_delivered_now(room):
    room.change(1, mention="here")
    room.change(2, mention="S0DESK", quiet=Quiet("08:00", "12:00"))
    room.claim(1, 1, 2)
    room.wait(minutes=1)
    room.until(at("03-02 13:00"))
    room.claim(2, 1, 2)
    room.claim(3, 2)
    room.wait(minutes=1)
    assert mentions(room) == [("here",), ("S0DESK", "here"), ("S0DESK",)]


def test_edit_keeps_the_mentions_that_were_made_and_makes_no_others(room):
    room.change(1, mention="here")
    room.change(2, mention="S0DESK")
    room.claim(1, 1)
    room.wait(minutes=1)
    room.claim(1, 2)
    room.wait(minutes=1)
    assert [(edit.topics, edit.mentions) for edit in room.slack.edits] == [
        (("Topic 1", "Topic 2"), ("here",)),
    ]


def test_digest_of_the_night_mentions_in_the_morning(room):
    room.change(1, mention="here")
    night(room, 1, 2)
    room.until(at("03-03 07:01"))
    assert mentions(room) == [("here",)]


def test_mention_of_a_notice_is_none(room):
    room.change(1, mention="here")
    room.rush(*range(1, 31))
    room.wait(minutes=10)
    assert not hasattr(held_notices(room)[0], "mentions")


# --- Notices ------------------------------------------------------------------------------------------


def announce(room, number):
    change = room.store.recent_changes(1)[0]
    notice = post(
        story_id=StoryId(f"change-{number}"), change=change.seq, claimed_at=room.clock.now(),
        topic_ids=frozenset({topic().id}),
    )  # fmt: skip
    room.store.enqueue([notice])
    room.queues.wake([POLICY])


def test_notices_wait_in_quiet_hours_and_come_singly(room):
    room.set(quiet=NIGHT)
    room.until(at("03-02 23:00"))
    room.store.save_topic(topic(1, name="New", version=2), ALICE, room.clock.now(), "edit")
    announce(room, 1)
    announce(room, 2)
    room.rush(1, 2)
    room.until(at("03-03 07:00"))
    assert room.told() == []
    room.wait(minutes=1)
    assert sorted(map(str, room.told())) == ["Notice", "Notice", str(numbered(1, 2))]
    assert room.left() == 0


def test_notices_take_no_places_and_wait_for_none(room):
    room.set(cap=1)
    room.store.save_topic(topic(1, name="New", version=2), ALICE, room.clock.now(), "edit")
    announce(room, 1)
    room.wait(seconds=1)
    room.rush(1, 2)
    room.wait(minutes=5)
    assert room.told() == ["Notice", "Title 1"]
    room.store.save_topic(topic(1, name="Newer", version=3), ALICE, room.clock.now(), "edit")
    announce(room, 2)
    room.wait(seconds=5)
    assert room.told() == ["Notice", "Title 1", "Notice"]


def test_notice_that_a_channel_is_snoozed_is_for_those_who_wonder_why_nothing_comes(room):
    room.set(snoozed_until=at("03-02 18:00"))
    room.store.save_topic(topic(1, name="New", version=2), ALICE, room.clock.now(), "edit")
    announce(room, 1)
    room.claim(1)
    room.wait(minutes=1)
    assert room.told() == ["Notice"]
