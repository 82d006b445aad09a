"""What waits for its time, as people in the channel see it: when it comes, and with what."""

from contextlib import suppress
from dataclasses import replace

import pytest
from builders import ALICE, POLICY, article, channel_settings
from delivery_room import EVENING, HOURLY, Died, Mortal, Room, at, night, numbered

from newswatch.errors import BadMessage
from newswatch.model import WORKSPACE, Quiet, StoryId
from newswatch.posts import Digest, Hold, Message, PostState


@pytest.fixture
def room():
    """Return a channel at nine o'clock on Monday, 2 March 2026."""
    return Room()


def test_what_comes_at_night_is_one_digest_in_the_morning(room):
    night(room, 1, 2, 3)
    room.until(at("03-03 07:00"))
    assert room.told() == []
    room.wait(minutes=1)
    assert (room.told(), room.times()) == ([numbered(1, 2, 3)], ["03-03 07:00:03"])
    (digest,) = room.digests()
    assert (digest.why, digest.since, digest.stories) == (Hold.QUIET, at("03-02 23:00"), 3)
    assert {room.post(number).state for number in (1, 2, 3)} == {PostState.FOLDED}
    assert room.left() == 0


def test_only_story_that_has_waited_comes_as_any_other(room):
    night(room, 1)
    room.until(at("03-03 07:01"))
    (message,) = room.slack.history[POLICY]
    assert (type(message), room.times()) == (Message, ["03-03 07:00:03"])
    assert (room.post(1).state, room.left()) == (PostState.SENT, 0)


def test_hourly_and_daily_stories_come_as_one_digest_at_their_time(room):
    room.set(zone="Asia/Kolkata")
    room.change(1, delivery=HOURLY)
    room.change(2, delivery=EVENING)
    room.rush(1, 2)
    room.rush(3, 4, topic_number=2)
    room.until(at("03-02 12:31"))
    assert room.told() == [numbered(1, 2), numbered(3, 4)]
    assert room.times() == ["03-02 09:30:00", "03-02 12:30:00"]
    assert {digest.why for digest in room.digests()} == {Hold.WHEN}


def test_digest_tells_the_most_widely_covered_story_first_and_says_how_many_carry_it(room):
    room.change(1, delivery=HOURLY)
    room.change(2, delivery=HOURLY)
    room.rush(1, 2, 3)
    room.rush(4, 5, topic_number=2)
    for outlet in (2, 3, 4):
        room.cover(5, outlet)
    room.cover(2, 2)
    room.until(at("03-02 10:01"))
    (digest,) = room.digests()
    assert [(line.title, line.topics, line.outlets) for line in digest.lines] == [
        ("Title 5", ("Topic 2",), 4),
        ("Title 4", ("Topic 2",), 1),
        ("Title 2", ("Topic 1",), 2),
        ("Title 1", ("Topic 1",), 1),
        ("Title 3", ("Topic 1",), 1),
    ]


def test_story_claimed_by_a_clock_that_is_ahead_comes_at_once(room):
    room.clock.advance(seconds=4)
    room.rush(1, 2)
    room.clock.advance(seconds=-4)
    room.run()
    assert room.told() == numbered(1, 2)


def test_story_that_was_claimed_for_a_delivery_and_is_met_after_it_comes_with_it(room):
    room.change(1, delivery=HOURLY)
    room.claim(1)
    room.wait(minutes=10)
    room.queues.coming.clear()
    room.until(at("03-02 09:59:58"))
    room.claim(2)
    room.queues.coming.clear()
    room.until(at("03-02 10:02"))
    assert sorted(room.stories()) == numbered(1, 2)
    assert {time[:11] for time in room.times()} == {"03-02 10:00"}


@pytest.mark.parametrize("after", [False, True])
def test_lone_story_survives_a_death_at_any_call(after):
    calls, died = 0, True
    while died:
        calls, died = calls + 1, False
        room = Room()
        night(room, 1)
        room.until(at("03-03 06:59"))
        mortal = Mortal(room.store, calls, after=after)
        well, room.notifier = room.notifier, replace(room.notifier, store=mortal)
        try:
            room.until(at("03-03 07:02"))
        except Died:
            died = True
        room.notifier = well
        room.wait(minutes=20)
        assert (room.told(), room.left()) == (["Title 1"], 0), f"call {calls}"
    assert calls > 10


def test_settings_of_the_workspace_hold_where_a_channel_says_nothing(room):
    room.store.save_settings(
        channel_settings(WORKSPACE, quiet=Quiet("08:00", "12:00")), ALICE, at("03-02 09:00"), "set"
    )
    room.rush(1, 2)
    room.until(at("03-02 12:01"))
    assert (room.told(), room.times()) == ([numbered(1, 2)], ["03-02 12:00:03"])


def test_digest_is_told_apart_from_an_alert(room):
    room.change(1, delivery=HOURLY)
    room.rush(1, 2)
    room.claim(3, 2)
    room.until(at("03-02 10:01"))
    assert [type(told) for told in room.slack.history[POLICY]] == [Message, Digest]


def test_unreadable_post_holds_up_nobody(room):
    night(room, 1, 2, 3)
    real = room.store.post
    lost = StoryId(article("https://news.example/2").id)

    def post(channel, story_id):
        if story_id == lost:
            raise BadMessage("a post of a newer version")
        return real(channel, story_id)

    room.store.post = post
    room.store.posts = lambda channel, ids: [found for one in ids if (found := post(channel, one))]
    with suppress(BadMessage):
        room.until(at("03-03 07:01"))
    assert room.told() == [numbered(1, 3)]
