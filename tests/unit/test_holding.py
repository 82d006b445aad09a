"""What waits for its time, as people in the channel see it: when it comes, and with what."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from builders import ALICE, POLICY, article, channel_settings, post, topic
from delivery_room import TICK, Died, Mortal, Room, numbered
from fakes import FixedDeadline

from newswatch.delivery import digests
from newswatch.errors import (
    BadMessage,
    SlackAmbiguous,
    SlackMessageGone,
    SlackNotSent,
    SlackParked,
    SlackRateLimited,
    SlackRejected,
    SlackUnusable,
)
from newswatch.model import WORKSPACE, Cadence, ChannelId, Delivery, Quiet, State, StoryId, UserId
from newswatch.posts import Digest, HeldNotice, Hold, Message, PostState
from newswatch.usecases.notify import notify

ENERGY, OWNER = ChannelId("C0ENERGY"), ChannelId(ALICE)
NIGHT = Quiet("22:00", "07:00")
HOURLY, EVENING = Delivery(Cadence.HOURLY), Delivery(Cadence.DAILY, "18:00")


def at(text: str) -> datetime:
    """Read ``03-02 09:00``, a moment of 2026 in UTC."""
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=UTC)


@pytest.fixture
def room():
    """Return a channel at nine o'clock on Monday, 2 March 2026."""
    return Room()


def night(room, *numbers):
    """Claim stories one after another in the channel's quiet hours."""
    room.set(quiet=NIGHT)
    room.until(at("03-02 23:00"))
    for number in numbers:
        room.claim(number)
        room.wait(minutes=30)


def is_in_time(room, due):
    """Return whether a channel got its last message when that was due, or with the tick after."""
    said = at(room.times()[-1])
    return at(due) <= said <= at(due) + TICK


# --- Rushes ---------------------------------------------------------------------------------------------


def test_rush_comes_singly_up_to_the_cap_and_then_as_one_digest_when_there_is_a_place(room):
    room.rush(*range(1, 61))
    room.wait(minutes=59)
    assert room.told() == numbered(*range(1, 21))
    room.wait(minutes=2)
    assert room.told()[20:] == [numbered(*range(21, 61))]
    assert is_in_time(room, "03-02 10:00:05")
    assert (room.digests()[0].why, room.digests()[0].stories) == (Hold.HOUR, 40)
    assert room.left() == 0


def test_what_comes_while_others_wait_for_a_place_waits_with_them(room):
    room.rush(*range(1, 23))
    room.wait(minutes=30)
    room.claim(23)
    room.wait(minutes=31)
    assert room.told()[20:] == [numbered(21, 22, 23)]


def test_after_a_digest_messages_come_singly_again(room):
    room.rush(*range(1, 26))
    room.wait(minutes=62)
    room.claim(26)
    room.wait(minutes=1)
    assert room.told()[20:] == [numbered(*range(21, 26)), "Title 26"]


def test_digest_takes_the_place_of_a_message(room):
    room.set(cap=2)
    room.change(2, delivery=HOURLY)
    room.rush(1, 2, topic_number=2)
    room.until(at("03-02 10:30"))
    assert room.told() == [numbered(1, 2)]
    room.rush(3, 4)
    room.wait(minutes=5)
    assert room.told()[1:] == ["Title 3"]
    room.until(at("03-02 11:01"))
    assert room.told()[2:] == ["Title 4"]
    assert room.times()[-1] == "03-02 11:00:05"


def test_urgent_topic_has_places_of_its_own(room):
    room.change(2, urgent=True)
    room.rush(*range(1, 26))
    room.wait(minutes=5)
    room.rush(101, 102, topic_number=2)
    room.wait(minutes=1)
    assert room.told()[20:] == numbered(101, 102)


def test_urgent_topic_that_floods_waits_too(room):
    room.change(2, urgent=True)
    room.rush(*range(1, 26), topic_number=2)
    room.claim(101)
    room.wait(minutes=5)
    assert room.told() == [*numbered(*range(1, 21)), "Title 101"]
    room.wait(hours=1)
    assert room.told()[21:] == [numbered(*range(21, 26))]


def test_stories_over_a_topic_s_cap_a_day_come_the_next_day(room):
    room.set(zone="Europe/Madrid")
    room.change(1, cap_per_day=2)
    room.rush(1, 2, 3, 4)
    room.claim(5, 2)
    room.until(at("03-02 22:59"))
    assert room.told() == [*numbered(1, 2), "Title 5"]
    room.wait(minutes=2)
    assert room.told()[3:] == [numbered(3, 4)]
    assert (room.times()[-1], room.digests()[0].why) == ("03-02 23:00:00", Hold.DAY)
    room.rush(6, 7, 8)
    room.wait(minutes=1)
    assert room.told()[4:] == numbered(6, 7)


# --- Nights, digests and what comes alone ---------------------------------------------------------------


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


# --- Topics that change while their stories are held ----------------------------------------------------


def test_topic_that_is_removed_takes_its_held_stories_with_it(room):
    night(room, 1, 2)
    room.claim(3, 2)
    room.change(1, state=State.REMOVED)
    room.until(at("03-03 07:01"))
    assert room.stories() == ["Title 3"]
    room.wait(hours=1)
    assert (room.stories(), room.left()) == (["Title 3"], 0)
    assert room.post(1).state in {PostState.CANCELLED, PostState.FOLDED}


def test_what_waited_before_a_pause_waits_for_its_end(room):
    night(room, 1, 2)
    room.change(1, state=State.PAUSED)
    room.until(at("03-03 09:00"))
    assert room.stories() == []
    room.change(1, state=State.ACTIVE)
    room.wait(minutes=1)
    assert room.told() == [numbered(1, 2)]


def test_what_waited_before_a_pause_comes_when_that_runs_out(room):
    night(room, 1, 2)
    room.change(1, state=State.PAUSED, paused_until=at("03-03 12:00"))
    room.until(at("03-03 12:01"))
    assert (room.told(), room.left()) == ([numbered(1, 2)], 0)


def test_what_waited_before_a_pause_is_no_news_after_a_week(room):
    night(room, 1, 2)
    room.change(1, state=State.PAUSED)
    room.wait(days=9)
    assert (room.told(), room.left(), room.post(1).state) == ([], 0, PostState.CANCELLED)


def test_topic_that_is_resumed_before_its_time_loses_nothing(room):
    night(room, 1, 2)
    room.change(1, state=State.PAUSED)
    room.wait(hours=1)
    room.change(1, state=State.ACTIVE)
    room.until(at("03-03 07:01"))
    assert room.told() == [numbered(1, 2)]


def test_topic_that_moves_takes_its_held_stories_along_to_where_it_is_day_as_one_digest(room):
    night(room, 1, 2)
    room.change(1, destinations=(ENERGY,))
    room.wait(minutes=2)
    assert (room.stories(), room.told(ENERGY)) == ([], [numbered(1, 2)])
    room.until(at("03-03 07:01"))
    assert (room.stories(), room.left()) == ([], 0)


def test_topic_that_moves_to_a_channel_that_sleeps_waits_there(room):
    night(room, 1, 2)
    room.set(WORKSPACE, quiet=NIGHT)
    room.change(1, destinations=(ENERGY,))
    room.until(at("03-03 07:01"))
    assert (room.told(), room.told(ENERGY)) == ([], [numbered(1, 2)])
    assert room.times(ENERGY) == ["03-03 07:00:03"]


def test_renamed_topic_is_shown_by_its_new_name(room):
    night(room, 1, 2)
    room.change(1, name="New name")
    room.until(at("03-03 07:01"))
    assert {line.topics for line in room.digests()[0].lines} == {("New name",)}


# --- Settings that change while stories are held --------------------------------------------------------


def over_the_cap(room):
    room.set(cap=2)
    room.rush(1, 2, 3, 4)


def in_the_evening(room):
    room.change(1, delivery=EVENING)
    room.rush(3, 4)


def by_night(room):
    room.set(quiet=Quiet("08:00", "18:00"))
    room.rush(3, 4)


def snoozed(room):
    room.change(1, snoozed_until=at("03-02 18:00"))
    room.rush(3, 4)


def over_the_day(room):
    room.change(1, cap_per_day=2)
    room.rush(1, 2, 3, 4)


@pytest.mark.parametrize(
    ("held", "change", "comes"),
    [
        (over_the_cap, lambda room: room.set(cap=3), "03-02 09:10:00"),
        (over_the_cap, lambda room: room.set(cap=0), "03-02 09:10:00"),
        (over_the_cap, lambda room: room.set(cap=1), "03-02 10:00:05"),
        (over_the_cap, lambda room: room.set(cap=3, state=State.REMOVED), "03-02 09:10:00"),
        (over_the_cap, lambda room: room.change(urgent=True), "03-02 09:10:00"),
        (over_the_cap, lambda room: room.change(let_until=at("03-03 00:00")), "03-02 09:10:00"),
        (over_the_cap, lambda room: room.change(delivery=HOURLY), "03-02 10:00:05"),
        (over_the_cap, lambda room: room.set(quiet=Quiet("09:00", "12:00")), "03-02 12:00:03"),
        (over_the_day, lambda room: room.change(cap_per_day=3), "03-02 09:10:00"),
        (over_the_day, lambda room: room.change(cap_per_day=0), "03-02 09:10:00"),
        (over_the_day, lambda room: room.change(let_until=at("03-03 00:00")), "03-02 09:10:00"),
        (over_the_day, lambda room: room.set(zone="Asia/Tokyo"), "03-02 15:00:00"),
        (in_the_evening, lambda room: room.change(delivery=None), "03-02 09:10:00"),
        (in_the_evening, lambda room: room.change(delivery=HOURLY), "03-02 10:00:00"),
        (in_the_evening, lambda room: room.change(delivery=replace(EVENING, at="12:00")), "03-02 12:00:00"),
        (in_the_evening, lambda room: room.change(delivery=replace(EVENING, at="09:05")), "03-02 09:10:00"),
        (in_the_evening, lambda room: room.change(zone="Europe/Madrid"), "03-02 17:00:00"),
        (in_the_evening, lambda room: room.set(zone="Europe/Madrid"), "03-02 17:00:00"),
        (by_night, lambda room: room.set(quiet=Quiet()), "03-02 09:10:00"),
        (by_night, lambda room: room.set(quiet=Quiet("08:00", "10:00")), "03-02 10:00:03"),
        (by_night, lambda room: room.change(delivery=EVENING), "03-02 18:00:03"),
        (by_night, lambda room: room.change(urgent=True), "03-02 18:00:03"),  # it is no alarm clock
        (snoozed, lambda room: room.change(snoozed_until=None), "03-02 09:10:00"),
        (snoozed, lambda room: room.change(snoozed_until=at("03-02 09:30")), "03-02 09:30:00"),
        (snoozed, lambda room: room.set(snoozed_until=at("03-02 20:00")), "03-02 20:00:00"),
        (snoozed, lambda room: room.set(quiet=NIGHT), "03-02 18:00:00"),
    ],
)
def test_change_of_settings_has_what_is_held_come_together_at_once_or_at_its_new_time(
    room, held, change, comes
):
    held(room)
    room.until(at("03-02 09:10"))
    before = len(room.told())
    change(room)
    room.until(at("03-02 21:00"))
    assert room.told()[before:] == [numbered(3, 4)]
    assert is_in_time(room, comes), room.times()
    assert room.left() == 0


def test_change_that_comes_while_the_channel_is_worked_on_is_heeded(room):
    night(room, 1, 2)
    now = room.clock.now()
    room.store.lease_channel(POLICY, "other", now, now + timedelta(seconds=90))
    room.set(quiet=Quiet())
    room.wait(minutes=3)
    assert room.told() == [numbered(1, 2)]


def test_change_for_which_there_is_no_time_is_heeded_by_the_next_turn(room):
    night(room, 1, 2)
    room.set(quiet=Quiet())
    room.queues.coming.clear()
    notify(room.notifier, POLICY, FixedDeadline(5.0), again=True)
    assert room.told() == []
    room.wait(minutes=1)
    assert room.told() == [numbered(1, 2)]


# --- Topics that join ------------------------------------------------------------------------------------


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


# --- Owners are told -------------------------------------------------------------------------------------


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


# --- Mentions --------------------------------------------------------------------------------------------


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


# --- Digests at any size ---------------------------------------------------------------------------------


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


@pytest.mark.parametrize("after", [False, True])
def test_rush_survives_a_death_at_any_call_and_keeps_to_its_cap(after):
    calls, died = 0, True
    while died:
        calls, died = calls + 1, False
        room = Room()
        room.set(cap=2)
        room.wait(seconds=1)
        room.rush(1, 2, 3, 4)
        mortal = Mortal(room.store, calls, after=after)
        well, room.notifier = room.notifier, replace(room.notifier, store=mortal)
        try:
            room.wait(seconds=30)
        except Died:
            died = True
        room.notifier = well
        room.wait(minutes=50)
        assert len(room.told()) <= 2, f"call {calls}"
        room.wait(hours=3)
        assert (sorted(room.stories()), room.left()) == (numbered(1, 2, 3, 4), 0), f"call {calls}"
    assert calls > 20


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


def test_lone_story_that_waits_for_a_place_is_not_told_in_its_topic_s_own_quiet_hours(room):
    room.set(cap=1)
    room.change(1, delivery=HOURLY, quiet=Quiet("10:30", "12:00"))
    room.until(at("03-02 09:50"))
    room.claim(9, 2)
    room.claim(1)
    room.until(at("03-02 11:59"))
    assert room.told() == ["Title 9"]
    room.wait(minutes=2)
    assert room.told() == numbered(9, 1)


# --- Places that are given back --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "comes"),
    [
        (SlackRateLimited(30), "03-02 09:00:31"),
        (SlackNotSent("service_unavailable"), "03-02 09:00:31"),
        (SlackUnusable("token_revoked"), "03-02 09:05:01"),
        # It counts, as one that came as late as can be.
        (SlackAmbiguous("timeout"), "03-02 10:02:36"),
    ],
    ids=lambda answer: type(answer).__name__,
)
def test_message_that_slack_surely_has_not_leaves_its_place_to_others(room, answer, comes):
    room.set(cap=1)
    room.wait(seconds=1)
    room.slack.script = [answer]
    room.claim(1)
    room.wait(hours=3)
    assert room.told() == ["Title 1"]
    assert is_in_time(room, comes), room.times()


def test_message_that_is_parked_leaves_its_place_to_others(room):
    room.set(cap=1)
    room.wait(seconds=1)
    room.slack.script = [SlackRejected("invalid_arguments")]
    room.rush(1, 2)
    room.wait(minutes=1)
    assert room.told() == ["Title 2"]


# --- Notices ---------------------------------------------------------------------------------------------


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


# --- What two topics match ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "later",
    [
        {"delivery": Delivery(Cadence.DAILY, "18:00")},
        {"delivery": HOURLY},
        {"quiet": Quiet("08:00", "17:00")},
        {"snoozed_until": at("03-02 18:00")},
    ],
)
def test_cap_a_day_holds_for_stories_that_another_topic_tells_later(room, later):
    room.change(1, cap_per_day=1)
    room.change(2, **later)
    for number in range(1, 6):
        room.claim(number, 1)
        room.claim(number, 2)
        room.wait(minutes=2)
    assert room.told() == ["Title 1"]
    room.until(at("03-02 18:05"))
    assert room.told() == ["Title 1", numbered(2, 3, 4, 5)]


def test_cap_a_day_holds_though_quiet_hours_come_and_go(room):
    room.change(1, cap_per_day=1)
    room.rush(1, 2, 3)
    room.wait(minutes=1)
    room.set(quiet=Quiet("09:00", "10:00"))
    room.wait(minutes=1)
    room.set(quiet=Quiet())
    room.wait(minutes=5)
    assert room.told() == ["Title 1"]


def test_story_that_slack_surely_did_not_take_again_stays_told_by_its_digest(room):
    night(room, 1, 2)
    room.until(at("03-03 07:01"))
    room.slack.script = [SlackNotSent("service_unavailable")]
    room.claim(1, 2)
    room.change(2, delivery=Delivery(Cadence.DAILY, "18:00"))
    room.until(at("03-03 18:01"))
    assert room.left() == 0
    assert room.stories().count("Title 1") == 2


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


# --- Digests that are under way -------------------------------------------------------------------------


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


def test_notice_that_a_channel_is_snoozed_is_for_those_who_wonder_why_nothing_comes(room):
    room.set(snoozed_until=at("03-02 18:00"))
    room.store.save_topic(topic(1, name="New", version=2), ALICE, room.clock.now(), "edit")
    announce(room, 1)
    room.claim(1)
    room.wait(minutes=1)
    assert room.told() == ["Notice"]
