"""Digests at any size, and whatever comes in between: each story is told once."""

from dataclasses import replace

import pytest
from builders import ALICE, POLICY, topic
from delivery_room import HOURLY, Died, Mortal, Room, at, night, numbered

from newswatch.delivery import digests
from newswatch.errors import (
    SlackAmbiguous,
    SlackMessageGone,
    SlackNotSent,
    SlackParked,
    SlackRateLimited,
    SlackRejected,
    SlackUnusable,
)
from newswatch.model import Quiet, StoryId
from newswatch.posts import PostState


@pytest.fixture
def room():
    """Return a channel at nine o'clock on Monday, 2 March 2026."""
    return Room()


# --- Digests at any size ------------------------------------------------------------------------------


def test_long_digest_goes_on_in_its_thread_with_each_story_once(room):
    room.change(1, delivery=HOURLY)
    room.rush(*range(1, 101))
    room.until(at("03-02 10:01"))
    shown = room.digests()
    assert [(len(digest.lines), digest.part, digest.parts, digest.stories) for digest in shown] == [
        (40, 0, 2, 100), (40, 1, 2, 100), (20, 2, 2, 100),
    ]  # fmt: skip
    assert (shown[0].thread, {digest.thread for digest in shown[1:]}) == (
        "", {room.store.post(POLICY, StoryId("digest-20260302T100000")).ts},
    )  # fmt: skip
    assert room.stories() == numbered(*range(1, 101))
    assert room.left() == 0


def test_many_parts_come_in_their_order(monkeypatch):
    monkeypatch.setattr(digests, "LINES", 2)
    room = Room()
    room.change(1, delivery=HOURLY)
    room.rush(*range(1, 25))
    room.until(at("03-02 10:02"))
    assert [digest.part for digest in room.digests()] == list(range(12))
    assert room.stories() == numbered(*range(1, 25))


def test_parts_of_a_digest_take_no_places(room):
    room.set(cap=2)
    room.change(1, delivery=HOURLY)
    room.rush(*range(1, 101))
    room.until(at("03-02 10:01"))
    room.claim(101, 2)
    room.wait(minutes=1)
    assert room.told()[3:] == ["Title 101"]


def short_digest(monkeypatch, **more):
    """Return a room in which a digest of five stories is due, of which two find room in a message."""
    monkeypatch.setattr(digests, "LINES", 2)
    room = Room()
    room.change(1, delivery=HOURLY, **more)
    room.rush(*range(1, 6))
    room.until(at("03-02 09:59"))
    return room


@pytest.mark.parametrize("after", [False, True])
def test_digest_survives_a_death_at_any_call(monkeypatch, after):
    """Invariants I1 and I2: whatever was not told is told later, and nothing twice."""
    calls, died = 0, True
    while died:
        calls, died = calls + 1, False
        room = short_digest(monkeypatch)
        mortal = Mortal(room.store, calls, after=after)
        well, room.notifier = room.notifier, replace(room.notifier, store=mortal)
        try:
            room.until(at("03-02 10:02"))
        except Died:
            died = True
        room.notifier = well
        room.wait(minutes=20)
        assert (sorted(room.stories()), room.left()) == (numbered(*range(1, 6)), 0), f"call {calls}"
        assert len(room.told()) == 3, f"call {calls}"
    assert calls > 30


@pytest.mark.parametrize("message", [0, 1, 2])
@pytest.mark.parametrize(
    "answer",
    [
        SlackRateLimited(30),
        SlackNotSent("service_unavailable"),
        SlackUnusable("token_revoked"),
        SlackAmbiguous("timeout"),
        (SlackAmbiguous("connection"),),
        SlackParked("not_in_channel", "Invite the bot.", POLICY),
        SlackRejected("invalid_arguments"),
    ],
    ids=lambda answer: f"{answer if isinstance(answer, tuple) else type(answer).__name__}"[:30],
)
def test_digest_that_slack_does_not_answer_well_loses_nothing_and_tells_nothing_twice(
    monkeypatch, message, answer
):
    room = short_digest(monkeypatch)
    room.slack.script = [*[None] * message, answer]
    room.wait(hours=3)
    assert (sorted(room.stories()), room.left()) == (numbered(*range(1, 6)), 0)
    assert len(room.told()) == 3


def test_digest_that_is_refused_for_long_takes_in_what_came_since(room):
    room.change(1, delivery=HOURLY)
    room.rush(1, 2)
    refused = SlackParked("not_in_channel", "Invite the bot.", POLICY)
    room.slack.script = [refused] * 9
    room.until(at("03-02 10:30"))
    room.rush(3, 4)
    room.until(at("03-02 12:00"))
    assert sorted(room.stories()) == numbered(1, 2, 3, 4)
    assert room.left() == 0


def waiting_digest():
    """Return a room whose digest of three stories waits for a place, which urgent topics need not."""
    room = Room()
    room.set(cap=2)
    room.change(1, delivery=HOURLY)
    room.change(2, urgent=True)
    room.store.save_topic(topic(3), ALICE, room.clock.now(), "add")
    room.until(at("03-02 09:50"))
    room.rush(1, 2, 3)
    room.rush(8, 9, topic_number=3)
    room.until(at("03-02 10:10"))
    assert room.told() == numbered(8, 9)
    return room


def test_story_told_singly_while_its_digest_waits_is_not_told_again():
    room = waiting_digest()
    room.claim(1, 2)
    room.wait(minutes=1)
    assert room.told()[2:] == ["Title 1"]
    room.until(at("03-02 10:52"))
    assert room.told()[3:] == [numbered(2, 3)]


def test_digest_of_which_all_of_the_message_is_told_singly_tells_the_rest(monkeypatch):
    """Invariant I1."""
    monkeypatch.setattr(digests, "LINES", 2)
    room = waiting_digest()
    room.claim(1, 2)
    room.claim(2, 2)
    room.wait(minutes=1)
    assert sorted(room.told()[2:]) == numbered(1, 2)
    room.until(at("03-02 12:00"))
    assert room.stories()[4:] == numbered(3)


def test_digest_in_doubt_of_which_all_of_the_message_is_told_singly_tells_the_rest(monkeypatch):
    """Invariant I1: what it was to tell in its thread has nobody else who does."""
    room = short_digest(monkeypatch)
    room.slack.script = [SlackAmbiguous("timeout")]
    room.wait(minutes=2)
    assert room.told() == []
    digest = room.store.post(POLICY, StoryId("digest-20260302T100000"))
    in_message = [room.store.article(story_id).title for story_id in digest.lines[:2]]
    for title in in_message:
        room.claim(int(title.split()[1]), 2)
    room.wait(hours=1)
    assert sorted(room.told()[:2]) == sorted(in_message)
    assert (sorted(room.stories()), room.left()) == (numbered(*range(1, 6)), 0)


def test_digest_and_what_comes_while_it_waits_for_a_place_are_told_as_they_get_one():
    room = waiting_digest()
    room.rush(4, 5, topic_number=3)
    room.until(at("03-02 11:52"))
    assert sorted(room.stories()) == numbered(1, 2, 3, 4, 5, 8, 9)


def test_digest_that_waits_for_a_place_is_not_told_in_its_topic_s_own_quiet_hours():
    room = waiting_digest()
    room.change(1, quiet=Quiet("10:30", "12:00"))
    room.until(at("03-02 11:59"))
    assert room.told()[2:] == []
    room.wait(minutes=2)
    assert room.told()[2:] == [numbered(1, 2, 3)]


# --- Digests that are under way -----------------------------------------------------------------------


def test_story_that_was_folded_too_late_for_its_digest_is_told_after_it(room):
    """Invariant I1: a process that stalls folds it while another one fixes what the digest tells."""
    night(room, 1, 2, 3)
    late = room.post(3)
    room.until(at("03-03 06:59"))
    real = room.store.posts

    def unseen(channel, ids):
        # Who fixes what the digest tells has read it a moment before it was folded.
        found = real(channel, ids)
        return [post for post in found if (post.story_id, post.state) != (late.story_id, PostState.FOLDED)]

    room.store.posts = unseen
    room.until(at("03-03 07:05"))
    assert (room.told(), room.left()) == ([numbered(1, 2), "Title 3"], 0)


def test_digest_that_somebody_deletes_takes_its_parts_with_it(room, monkeypatch):
    monkeypatch.setattr(digests, "LINES", 2)
    night(room, 1, 2, 3, 4, 5)
    room.slack.script = [None, SlackMessageGone("thread_not_found")]
    room.until(at("03-03 07:05"))
    assert (len(room.stories()), room.left()) == (2, 0)
    assert {post.state for post in room.store._posts.values() if post.part} == {PostState.CANCELLED}
