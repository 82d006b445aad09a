"""Setting how is delivered, from beginning to end, on fakes."""

from datetime import UTC, datetime, timedelta

import pytest
from desk import ADA, BOARD, BOB, DIRECT, ENERGY, EVE, POLICY, Desk, labels
from fakes import T0

from newswatch.errors import SlackNotSent
from newswatch.model import WORKSPACE, Cadence, ChannelId, Delivery, Quiet, State

MADRID = "Europe/Madrid"
ME = ChannelId(ADA)
NIGHT = Quiet("22:00", "07:00")
DAILY = Delivery(Cadence.DAILY, "08:00")


@pytest.fixture
def desk():
    desk = Desk()
    desk.people.zones[ADA] = MADRID
    desk.types("add Talks = venezuela")
    return desk


def settings(desk, where=POLICY):
    return desk.store.settings([where]).get(where)


# --- Of a topic -----------------------------------------------------------------------------------------


def test_a_topic_delivers_daily_by_the_clock_of_who_says_so(desk):
    said = desk.types("set talks when daily 08:00")

    assert desk.topic("talks").delivery == DAILY
    assert desk.topic("talks").zone == MADRID
    assert "delivered as its channel is → daily at 08:00" in said
    assert "times are Europe/Madrid’s" in said
    assert desk.queues.weighed == [POLICY]
    assert desk.notices() == [POLICY, POLICY]


def test_a_time_is_its_channels_where_that_has_a_zone(desk):
    desk.types("set here tz America/New_York")
    desk.types("set talks quiet 22:00-07:00")

    assert (desk.topic("talks").quiet, desk.topic("talks").zone) == (NIGHT, "")


def test_what_needs_no_clock_asks_nobody_for_it(desk):
    desk.people.refuses = {"timezone": SlackNotSent("service_unavailable")}
    for setting in ("when hourly", "urgent on", "snooze 3h", "cap 5/d"):
        assert "is changed" in desk.types(f"set talks {setting}", follow=False)
    assert "Slack answered" in desk.types("set talks when daily 08:00")
    assert desk.topic("talks").delivery == Delivery(Cadence.HOURLY)


@pytest.mark.parametrize(
    ("typed", "field", "value"),
    [
        ("when weekly mon 9am", "delivery", Delivery(Cadence.WEEKLY, "mon 09:00")),
        ("when instant", "delivery", Delivery()),
        ("quiet weekends", "quiet", Quiet(days=frozenset({5, 6}))),
        ("cap 50/d", "cap_per_day", 50),
        ("cap off", "cap_per_day", 0),
        ("urgent on", "urgent", True),
        ("mention <!subteam^S0123|@editors>", "mention", "S0123"),
        ("mention here", "mention", "here"),
        ("snooze 3h", "snoozed_until", T0 + timedelta(hours=3)),
        ("snooze until tomorrow 9:00", "snoozed_until", datetime(2026, 3, 3, 8, tzinfo=UTC)),
        ("tz Asia/Tokyo", "zone", "Asia/Tokyo"),
        # Until the day is over in its channel, which knows no other clock than UTC.
        ("cap off today", "let_until", datetime(2026, 3, 3, tzinfo=UTC)),
    ],
)
def test_every_setting_of_a_topic_is_set_shown_and_undone(desk, typed, field, value):
    before = desk.topic("talks")
    desk.types(f"set talks {typed}")
    assert getattr(desk.topic("talks"), field) == value
    shown = desk.types("show talks")
    assert "Owner" in shown

    assert "Taken back" in desk.types("undo")
    assert getattr(desk.topic("talks"), field) == getattr(before, field)


def test_a_cap_that_is_set_ends_what_was_let_through(desk):
    desk.types("set talks cap off today")
    desk.types("set talks cap 5/d")

    assert (desk.topic("talks").cap_per_day, desk.topic("talks").let_until) == (5, None)


def test_no_quiet_hours_of_its_own_are_none(desk):
    desk.types("set talks quiet 22:00-07:00")
    desk.types("set talks quiet off")

    assert desk.topic("talks").quiet is None


def test_quiet_hours_that_leave_nothing_of_the_channels_week_are_refused(desk):
    desk.types("set workspace quiet mon-fri")
    assert "would be quiet always" in desk.types("set talks quiet weekends")
    assert desk.topic("talks").quiet is None

    desk.types("set here quiet off")
    assert "is changed" in desk.types("set talks quiet weekends")


def test_a_snoozed_topic_is_woken_by_a_button(desk):
    desk.types("set talks snooze 3h")
    assert "💤" in desk.types("list")
    desk.types("set talks snooze 4h")
    desk.presses("Wake up")

    assert desk.topic("talks").snoozed_until is None


def test_a_time_that_has_passed_is_no_snooze(desk):
    said = desk.types("set talks snooze until 2020-01-01")

    assert "passed" in said
    assert labels(desk.shown[-1]) == ["set talks snooze for 1d", "set talks snooze off"]
    assert desk.topic("talks").snoozed_until is None


def test_a_request_that_comes_twice_sets_once(desk):
    for _ in range(2):
        desk.types("set talks snooze 3h", request="c" * 32)
        desk.clock.advance(minutes=1)

    assert desk.topic("talks").version == 2


def test_a_topic_that_does_not_exist_gets_the_nearest_one(desk):
    desk.types("set talk urgent on")
    assert desk.topic("talks").urgent

    desk.types("set tlaks urgent off")
    assert labels(desk.shown[-1]) == ["set talks urgent off"]


def test_who_may_not_change_a_topic_sets_nothing(desk):
    desk.types("set talks urgent on", who=EVE, where=ENERGY)

    assert not desk.topic("talks").urgent


# --- Of a place -----------------------------------------------------------------------------------------


def test_a_channel_is_set_told_and_weighed_anew(desk):
    said = desk.types("set here quiet 22:00-07:00 sat,sun")

    assert settings(desk).quiet == Quiet("22:00", "07:00", frozenset({5, 6}))
    assert settings(desk).zone == MADRID
    assert "22:00 to 07:00, and all of Saturday and Sunday" in said
    assert "times are Europe/Madrid’s" in said
    assert desk.queues.weighed == [POLICY]
    assert desk.notices() == [POLICY, POLICY]


@pytest.mark.parametrize(
    ("typed", "where", "place"),
    [
        ("here", POLICY, POLICY),
        ("here", DIRECT, ME),
        ("me", POLICY, ME),
        ("workspace", POLICY, WORKSPACE),
        ("<#C0ENERGY|energy>", POLICY, ENERGY),
    ],
)
def test_a_place_is_what_is_meant_by_it(desk, typed, where, place):
    assert "at most 7 messages" in desk.types(f"set {typed} cap 7/h", where=where)
    assert settings(desk, place).cap == 7
    assert "at most 7 messages in any 60 minutes (set" in desk.types(f"set {typed}", where=where)


def test_what_holds_is_shown_with_who_says_so(desk):
    desk.types("set workspace when hourly")
    desk.types("set here cap off")
    said = desk.types("set here")

    assert "Delivered: hourly (the workspace’s)" in said
    assert "Quiet: never (usual)" in said
    assert "Cap: as many messages in any 60 minutes as there are (set here)" in said
    assert "Time zone: UTC (usual)" in said


def test_nobody_sets_or_sees_a_channel_that_they_are_not_in(desk):
    for typed in ("set <#C0BOARD|board> cap 5/h", "set <#C0BOARD|board>"):
        assert "You are not in that channel." in desk.types(typed, who=BOB)
    assert settings(desk, BOARD) is None


def test_an_unknown_channel_gets_the_nearest_one_as_a_button(desk):
    desk.types("set #polcy cap 5/h", where=ENERGY)
    assert labels(desk.shown[-1]) == ["#policy"]
    assert desk.presses("#policy", where=ENERGY)
    assert settings(desk).cap == 5

    desk.types("set #polcy", where=ENERGY)
    assert "How <#C0POLICY> is told" in desk.presses("#policy", where=ENERGY)


def test_settings_are_taken_back(desk):
    desk.types("set here cap 5/h")
    assert "How <#C0POLICY> is told is as it was before" in desk.presses("Undo")
    assert settings(desk).state is State.REMOVED
    assert "usual" in desk.types("set here")
    assert desk.notices() == [POLICY, POLICY, POLICY]


def test_what_is_so_already_is_said(desk):
    assert "it was so already" in desk.types("set here cap default")
    assert settings(desk) is None


def test_a_place_that_was_snoozed_is_woken_by_a_button(desk):
    desk.types("set me snooze until tomorrow")
    assert settings(desk, ME).snoozed_until == datetime(2026, 3, 2, 23, tzinfo=UTC)
    assert "Snoozed until" in desk.types("set me")
    desk.presses("Wake up")
    assert settings(desk, ME).state is State.REMOVED


def test_a_setting_is_asked_for_where_it_is_missing(desk):
    desk.types("set talks")
    assert "set talks when daily 08:00" in labels(desk.shown[-1])
