"""What holds in a channel and for a topic there: each setting from the nearest that says something."""

from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

import pytest
from builders import channel_settings, topic
from fakes import T0

from newswatch.delivery.rules import USUAL, USUAL_CAP, USUAL_DAY, manner, rules
from newswatch.model import WORKSPACE, Cadence, Delivery, Quiet, State

MADRID, TOKYO = ZoneInfo("Europe/Madrid"), ZoneInfo("Asia/Tokyo")
NIGHT, LUNCH, NEVER = Quiet("22:00", "07:00"), Quiet("12:00", "13:00"), Quiet()
INSTANT, HOURLY, DAILY = Delivery(), Delivery(Cadence.HOURLY), Delivery(Cadence.DAILY, "08:00")
EARLIER, LATER = T0 + timedelta(hours=1), T0 + timedelta(hours=2)


def here(channel=None, workspace=None):
    return rules(
        channel_settings(**channel) if channel is not None else None,
        channel_settings(WORKSPACE, **workspace) if workspace is not None else None,
    )


def test_who_says_nothing_gets_everything_at_once_and_twenty_an_hour():
    assert (USUAL.delivery, USUAL.quiet, USUAL.cap, USUAL.zone, USUAL.snoozed_until) == (
        INSTANT, NEVER, 20, UTC, None,
    )  # fmt: skip
    assert (USUAL_CAP, USUAL_DAY) == (20, 100)


@pytest.mark.parametrize(
    ("setting", "channel", "workspace", "holds"),
    [
        ("delivery", None, None, INSTANT),
        ("delivery", None, HOURLY, HOURLY),
        ("delivery", DAILY, HOURLY, DAILY),
        ("delivery", INSTANT, HOURLY, INSTANT),  # said, so that it is not inherited
        ("quiet", None, None, NEVER),
        ("quiet", None, NIGHT, NIGHT),
        ("quiet", LUNCH, NIGHT, LUNCH),  # in place of the workspace's, not in addition
        ("quiet", NEVER, NIGHT, NEVER),  # taken back here
        ("cap", None, None, 20),
        ("cap", None, 50, 50),
        ("cap", 5, 50, 5),
        ("cap", 0, 50, 0),  # no cap is something that is said
        ("zone", "", "", UTC),
        ("zone", "", "Europe/Madrid", MADRID),
        ("zone", "Asia/Tokyo", "Europe/Madrid", TOKYO),
        ("zone", "Nowhere/Atlantis", "", UTC),
        ("snoozed_until", None, None, None),
        ("snoozed_until", EARLIER, None, EARLIER),
        ("snoozed_until", None, EARLIER, EARLIER),
        ("snoozed_until", EARLIER, LATER, LATER),  # whoever snoozes all means this one, too
        ("snoozed_until", LATER, EARLIER, LATER),
    ],
)
def test_setting_of_a_channel_is_its_own_else_the_workspace_s_else_the_usual(
    setting, channel, workspace, holds
):
    assert getattr(here({setting: channel}, {setting: workspace}), setting) == holds


@pytest.mark.parametrize("setting", ["delivery", "quiet", "cap", "zone", "snoozed_until"])
def test_removed_settings_count_as_none(setting):
    said = {
        "delivery": HOURLY, "quiet": NIGHT, "cap": 3, "zone": "Asia/Tokyo", "snoozed_until": LATER,
        "state": State.REMOVED,
    }  # fmt: skip
    assert getattr(here(said, said), setting) == getattr(USUAL, setting)
    assert here(said, {"cap": 7}).cap == 7


@pytest.mark.parametrize(
    ("own", "channel", "holds"),
    [
        ({}, {"delivery": HOURLY}, HOURLY),
        ({"delivery": DAILY}, {"delivery": HOURLY}, DAILY),
        ({"delivery": INSTANT}, {"delivery": HOURLY}, INSTANT),
    ],
)
def test_topic_is_delivered_as_it_says_else_as_its_channel(own, channel, holds):
    assert manner(topic(**own), here(channel), T0).delivery == holds


@pytest.mark.parametrize(
    ("own", "channel", "holds"),
    [
        ({}, {}, [(NEVER, UTC)]),
        ({}, {"quiet": NIGHT, "zone": "Europe/Madrid"}, [(NIGHT, MADRID)]),
        # A topic's own quiet hours come on top, by its own clock.
        ({"quiet": LUNCH}, {"quiet": NIGHT, "zone": "Europe/Madrid"}, [(NIGHT, MADRID), (LUNCH, MADRID)]),
        (
            {"quiet": LUNCH, "zone": "Asia/Tokyo"},
            {"quiet": NIGHT, "zone": "Europe/Madrid"},
            [(NIGHT, MADRID), (LUNCH, TOKYO)],
        ),
        # A channel's quiet hours are by the channel's clock, whatever the topic's is.
        ({"zone": "Asia/Tokyo"}, {"quiet": NIGHT, "zone": "Europe/Madrid"}, [(NIGHT, MADRID)]),
    ],
)
def test_topic_keeps_its_channel_s_quiet_hours_and_its_own(own, channel, holds):
    assert list(manner(topic(**own), here(channel), T0).quiets) == holds


@pytest.mark.parametrize(
    ("own", "channel", "holds"),
    [
        (None, None, None),
        (EARLIER, None, EARLIER),
        (None, EARLIER, EARLIER),
        (EARLIER, LATER, LATER),
        (LATER, EARLIER, LATER),
    ],
)
def test_topic_sleeps_as_long_as_it_or_its_channel_does(own, channel, holds):
    found = manner(topic(snoozed_until=own), here({"snoozed_until": channel}), T0)
    assert found.snoozed_until == holds


@pytest.mark.parametrize(
    ("own", "cap_per_day", "urgent"),
    [
        ({}, 100, False),
        ({"cap_per_day": 5}, 5, False),
        ({"cap_per_day": 0}, 0, False),
        ({"urgent": True}, 100, True),
        ({"urgent": True, "cap_per_day": 5}, 5, True),
        # Let through until a moment, which itself does not count.
        ({"let_until": T0 + timedelta(microseconds=1), "cap_per_day": 5}, 0, True),
        ({"let_until": T0, "cap_per_day": 5}, 5, False),
        ({"let_until": T0, "urgent": True}, 100, True),
    ],
)
def test_topic_that_is_let_through_counts_as_urgent_without_a_cap_a_day(own, cap_per_day, urgent):
    found = manner(topic(**own), USUAL, T0)
    assert (found.cap_per_day, found.urgent) == (cap_per_day, urgent)
