"""Topics that join a story which is held, or was told together with others."""

from contextlib import suppress

import pytest
from builders import POLICY
from delivery_room import ENERGY, EVENING, HOURLY, NIGHT, Died, Room, at, night, numbered

from newswatch.errors import SlackNotSent
from newswatch.model import Cadence, Delivery


@pytest.fixture
def room():
    """Return a channel at nine o'clock on Monday, 2 March 2026."""
    return Room()


def test_instant_topic_that_joins_a_held_story_has_it_told_at_once_for_both(room):
    room.change(1, delivery=EVENING)
    room.rush(1, 2, 3)
    room.wait(minutes=5)
    room.claim(1, 2)
    room.wait(minutes=1)
    (message,) = room.slack.history[POLICY]
    assert message.topics == ("Topic 1", "Topic 2")
    room.until(at("03-02 18:01"))
    assert room.told()[1:] == [numbered(2, 3)]


def test_daily_topic_that_joins_a_held_story_comes_with_the_digest(room):
    for number in (1, 2):
        room.change(number, delivery=EVENING)
    room.rush(1, 2)
    room.wait(minutes=5)
    room.claim(1, 2)
    room.until(at("03-02 18:01"))
    (digest,) = room.digests()
    assert [line.topics for line in digest.lines] == [("Topic 1", "Topic 2"), ("Topic 1",)]
    assert room.stories() == numbered(1, 2)


def test_earlier_of_two_deliveries_tells_the_story_for_both(room):
    room.change(1, delivery=EVENING)
    room.change(2, delivery=HOURLY)
    room.rush(1, 3)
    room.claim(1, 2)
    room.claim(2, 2)
    room.until(at("03-02 18:01"))
    assert [sorted(told) if isinstance(told, list) else told for told in room.told()] == [
        numbered(1, 2), "Title 3",
    ]  # fmt: skip


def half_made_digest(room):
    """Have a topic join a story that is to be told by a digest, before it is folded into that."""
    room.change(1, delivery=EVENING)
    room.rush(1, 2)
    room.until(at("03-02 17:59"))
    fold = room.store.fold

    def dies(*_):
        room.store.fold = fold
        raise Died

    room.store.fold = dies
    with suppress(Died):
        room.until(at("03-02 18:01"))
    assert [row.story_id for row in room.store.outbox(POLICY, 1)] == ["digest-20260302T180000"]
    room.claim(1, 2)


def test_topic_that_joins_before_the_story_is_folded_is_told_by_the_digest(room):
    """Invariant I1."""
    half_made_digest(room)
    room.wait(minutes=10)
    (digest,) = room.digests()
    assert {line.title: line.topics for line in digest.lines} == {
        "Title 1": ("Topic 1", "Topic 2"), "Title 2": ("Topic 1",),
    }  # fmt: skip
    assert (room.stories(), room.left()) == (numbered(1, 2), 0)


def test_topic_that_joins_a_digest_and_moves_before_it_is_sent_is_told_where_it_is(room):
    """Invariant I1."""
    half_made_digest(room)
    room.change(2, destinations=(ENERGY,))
    room.wait(minutes=10)
    assert (room.stories(), room.told(ENERGY)) == (numbered(1, 2), ["Title 1"])


@pytest.mark.parametrize(
    ("delivery", "comes"), [(None, "03-02 18:30:00"), (EVENING, "03-03 18:00:00"), (HOURLY, "03-02 19:00:00")]
)
def test_topic_that_joins_after_the_digest_is_heard_in_its_own_time(room, delivery, comes):
    """Invariant I1."""
    room.change(1, delivery=EVENING)
    room.change(2, delivery=delivery)
    room.rush(1, 2)
    room.until(at("03-02 18:30"))
    room.claim(1, 2)
    room.until(at("03-03 20:00"))
    assert room.told() == [numbered(1, 2), "Title 1"]
    assert room.times()[1] == comes


def test_topic_that_joins_a_message_is_shown_by_an_edit_even_in_quiet_hours(room):
    """Nobody is notified of that."""
    room.claim(1)
    room.set(quiet=NIGHT)
    room.until(at("03-02 23:00"))
    room.claim(1, 2)
    room.wait(minutes=1)
    assert (room.told(), [edit.topics for edit in room.slack.edits]) == (
        ["Title 1"], [("Topic 1", "Topic 2")],
    )  # fmt: skip


def test_story_that_slack_surely_did_not_take_again_stays_told_by_its_digest(room):
    night(room, 1, 2)
    room.until(at("03-03 07:01"))
    room.slack.script = [SlackNotSent("service_unavailable")]
    room.claim(1, 2)
    room.change(2, delivery=Delivery(Cadence.DAILY, "18:00"))
    room.until(at("03-03 18:01"))
    assert room.left() == 0
    assert room.stories().count("Title 1") == 2
