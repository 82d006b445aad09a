"""Whether something new is posted now, later, or together with others: tables to check by hand."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from builders import channel_settings, post, topic
from hypothesis import given, settings
from hypothesis import strategies as st

from newswatch.delivery.rules import rules
from newswatch.delivery.weighing import CLOCKS, UNDER_WAY, Wanted, mentions, weigh, weigh_other
from newswatch.delivery.windows import LONGEST_QUIET, never_awake
from newswatch.model import Cadence, Delivery, Quiet
from newswatch.posts import Hold, Tally

MADRID, NEW_YORK, LORD_HOWE, TOKYO = "Europe/Madrid", "America/New_York", "Australia/Lord_Howe", "Asia/Tokyo"
NIGHT, LATE_NIGHT = Quiet("22:00", "07:00"), Quiet("01:00", "03:00")
WEEKEND = Quiet(days=frozenset({5, 6}))
NOW, TOGETHER = "now", "together"


def at(text: str) -> datetime:
    """Read ``03-02 09:00``, a moment of 2026 in UTC; seconds where there are any."""
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=UTC)


def every(text: str) -> Delivery:
    cadence, _, clock = text.partition(" ")
    return Delivery(Cadence(cadence), clock)


def here(**said):
    return rules(channel_settings(**said), None)


def got(*ago_min: float, now: str, urgent: bool = False) -> Tally:
    """Return the tally of a channel that had messages so many minutes ago."""
    times = tuple(at(now) - timedelta(minutes=each) for each in sorted(ago_min, reverse=True))
    return Tally(urgent=times) if urgent else Tally(posted=times)


def had(number: int, messages: int, day: str) -> Tally:
    return Tally(day=f"2026-{day}", topics={topic(number).id: messages})


def said(verdict) -> tuple[str, Hold | None]:
    if verdict.together:
        return TOGETHER, None
    if verdict.until is None:
        return NOW, None
    return f"{verdict.until:%m-%d %H:%M:%S}".removesuffix(":00"), verdict.why


def fresh(topics, claimed="03-02 09:00"):
    return post(topic_ids=frozenset(each.id for each in topics)), [
        Wanted(each, at(claimed)) for each in topics
    ]


def waited(topics, hold, until, claimed, joined=()):
    """Return a post that is held with some topics, and has been joined by others."""
    every_topic = (*topics, *(each.topic for each in joined))
    held = post(
        topic_ids=frozenset(each.id for each in every_topic),
        hold=hold,
        held_until=at(until),
        held=frozenset(each.id for each in topics),
    )
    return held, [*(Wanted(each, at(claimed)) for each in topics), *joined]


def judged(topics, now, channel=None, tally=None, claimed=None):
    new, wanted = fresh(topics, claimed or now)
    return weigh(new, wanted, here(**(channel or {})), tally or Tally(), at(now))


# 2 March 2026 is a Monday. All moments are UTC, and so are the settings that name no zone.


@pytest.mark.parametrize(
    ("delivery", "claimed", "now", "verdict"),
    [
        ("instant", "03-02 09:00", "03-02 09:00", (NOW, None)),
        ("instant", "03-01 09:00", "03-02 09:00", (NOW, None)),  # found late, by a worker that was away
        ("instant", "03-02 09:00:03", "03-02 09:00", (NOW, None)),  # claimed by another clock
        ("hourly", "03-02 09:00:01", "03-02 09:00:02", ("03-02 10:00", Hold.WHEN)),
        ("hourly", "03-02 09:00", "03-02 09:00", ("03-02 10:00", Hold.WHEN)),  # the hour itself is over
        ("hourly", "03-02 08:59:59", "03-02 09:00:02", (TOGETHER, None)),  # it was to come with that hour's
        ("daily 08:00", "03-02 09:00", "03-02 09:00", ("03-03 08:00", Hold.WHEN)),
        ("daily 08:00", "03-02 07:59", "03-02 07:59", ("03-02 08:00", Hold.WHEN)),
        ("daily 08:00", "03-02 08:00", "03-02 08:00", ("03-03 08:00", Hold.WHEN)),
        ("daily 08:00", "03-01 09:00", "03-02 09:00", (TOGETHER, None)),
        ("weekly mon 08:00", "03-02 07:00", "03-02 07:00", ("03-02 08:00", Hold.WHEN)),
        ("weekly mon 08:00", "03-02 09:00", "03-02 09:00", ("03-09 08:00", Hold.WHEN)),
        ("weekly fri 18:30", "03-02 09:00", "03-02 09:00", ("03-06 18:30", Hold.WHEN)),
    ],
)
def test_story_is_told_at_once_or_with_the_next_delivery_after_its_claim(delivery, claimed, now, verdict):
    assert said(judged([topic(delivery=every(delivery))], now, claimed=claimed)) == verdict


@pytest.mark.parametrize(
    ("now", "channel", "own", "verdict"),
    [
        ("03-02 12:00", NIGHT, None, (NOW, None)),
        ("03-02 22:00", NIGHT, None, ("03-03 07:00:03", Hold.QUIET)),
        ("03-03 06:59", NIGHT, None, ("03-03 07:00:03", Hold.QUIET)),
        ("03-03 07:00", NIGHT, None, ("03-03 07:00:03", Hold.QUIET)),  # our clock may be ahead
        ("03-03 07:00:03", NIGHT, None, (NOW, None)),
        # So long before it may be on its way into them.
        ("03-02 21:59:44", NIGHT, None, (NOW, None)),
        ("03-02 21:59:45", NIGHT, None, ("03-03 07:00:03", Hold.QUIET)),
        ("03-07 12:00", WEEKEND, None, ("03-09 00:00:03", Hold.QUIET)),
        ("03-06 23:59:50", WEEKEND, None, ("03-09 00:00:03", Hold.QUIET)),
        # The topic's own, which it has on top.
        ("03-02 23:00", None, NIGHT, ("03-03 07:00:03", Hold.QUIET)),
        ("03-02 12:30", NIGHT, Quiet("12:00", "13:00"), ("03-02 13:00:03", Hold.QUIET)),
        ("03-03 06:00", NIGHT, Quiet("06:30", "09:00"), ("03-03 09:00:03", Hold.QUIET)),  # one after another
        ("03-06 23:00", NIGHT, WEEKEND, ("03-09 07:00:03", Hold.QUIET)),
    ],
)
def test_story_waits_until_neither_channel_nor_topic_is_quiet(now, channel, own, verdict):
    assert said(judged([topic(quiet=own)], now, {"quiet": channel})) == verdict


def test_quiet_hours_of_a_topic_are_by_its_own_clock():
    """22:00 in Tokyo is 13:00 UTC."""
    own = topic(quiet=NIGHT, zone=TOKYO)
    assert said(judged([own], "03-02 13:30")) == ("03-02 22:00:03", Hold.QUIET)
    assert said(judged([own], "03-02 22:30")) == (NOW, None)


@pytest.mark.parametrize(
    ("delivery", "quiet", "verdict"),
    [
        ("hourly", NIGHT, ("03-03 07:00:03", Hold.QUIET)),  # 22:00 is quiet, and so are the others
        ("daily 03:00", NIGHT, ("03-03 07:00:03", Hold.QUIET)),
        ("daily 07:00", NIGHT, ("03-03 07:00:03", Hold.QUIET)),
        ("daily 08:00", NIGHT, ("03-03 08:00", Hold.WHEN)),
        ("weekly sat 08:00", WEEKEND, ("03-09 00:00:03", Hold.QUIET)),
    ],
)
def test_delivery_in_quiet_hours_is_made_up_for_when_they_end(delivery, quiet, verdict):
    assert said(judged([topic(delivery=every(delivery))], "03-02 21:30", {"quiet": quiet})) == verdict


@pytest.mark.parametrize(
    ("delivery", "channel", "own", "verdict"),
    [
        ("instant", None, "03-02 12:00", ("03-02 12:00", Hold.SNOOZE)),
        ("instant", "03-02 12:00", None, ("03-02 12:00", Hold.SNOOZE)),  # the workspace's is inherited
        ("instant", "03-02 12:00", "03-02 11:00", ("03-02 12:00", Hold.SNOOZE)),
        ("instant", None, "03-02 09:00", (NOW, None)),  # it is over
        ("instant", None, "03-01 12:00", (NOW, None)),
        ("instant", None, "03-02 23:00", ("03-03 07:00:03", Hold.QUIET)),  # awake at night it would wait on
        ("daily 10:00", None, "03-02 12:00", ("03-02 12:00", Hold.SNOOZE)),
        ("daily 14:00", None, "03-02 12:00", ("03-02 14:00", Hold.WHEN)),
    ],
)
def test_snoozed_story_waits_until_both_topic_and_channel_are_awake(delivery, channel, own, verdict):
    channel_s = {"quiet": NIGHT, "snoozed_until": channel and at(channel)}
    snoozed = topic(delivery=every(delivery), snoozed_until=own and at(own))
    assert said(judged([snoozed], "03-02 09:00", channel_s)) == verdict


CALM, LET = {}, {"let_until": at("03-03 00:00")}


@pytest.mark.parametrize(
    ("own", "tally", "verdict"),
    [
        (CALM, got(now="03-02 09:00"), (NOW, None)),
        (CALM, got(50, now="03-02 09:00"), (NOW, None)),
        (CALM, got(50, 40, now="03-02 09:00"), ("03-02 09:10:05", Hold.HOUR)),
        (CALM, got(70, 40, now="03-02 09:00"), (NOW, None)),
        (CALM, got(60, 40, now="03-02 09:00"), ("03-02 09:00:05", Hold.HOUR)),
        # Urgent topics have a cap of their own, of the same size.
        ({"urgent": True}, got(50, 40, now="03-02 09:00"), (NOW, None)),
        ({"urgent": True}, got(50, 40, now="03-02 09:00", urgent=True), ("03-02 09:10:05", Hold.HOUR)),
        (CALM, got(50, 40, now="03-02 09:00", urgent=True), (NOW, None)),
        (LET, got(50, 40, now="03-02 09:00"), (NOW, None)),
        # A day's.
        ({"cap_per_day": 5}, had(1, 4, "03-02"), (NOW, None)),
        ({"cap_per_day": 5}, had(1, 5, "03-02"), ("03-03 00:00", Hold.DAY)),
        ({"cap_per_day": 5}, had(1, 5, "03-01"), (NOW, None)),  # yesterday's
        ({"cap_per_day": 5}, had(2, 5, "03-02"), (NOW, None)),  # another topic's
        ({"cap_per_day": 0}, had(1, 999, "03-02"), (NOW, None)),
        (CALM, had(1, 99, "03-02"), (NOW, None)),
        (CALM, had(1, 100, "03-02"), ("03-03 00:00", Hold.DAY)),
        ({"urgent": True}, had(1, 100, "03-02"), ("03-03 00:00", Hold.DAY)),
        ({"cap_per_day": 5} | LET, had(1, 5, "03-02"), (NOW, None)),
        # Both: the day is what it waits for.
        (
            {"cap_per_day": 5},
            replace(had(1, 5, "03-02"), posted=got(50, 40, now="03-02 09:00").posted),
            ("03-03 00:00", Hold.DAY),
        ),
    ],
)
def test_caps_of_channel_and_topic(own, tally, verdict):
    found = judged([topic(**own)], "03-02 09:00", {"cap": 2}, tally)
    assert said(found) == verdict
    assert found.capped == (frozenset() if verdict == (NOW, None) else {topic().id})


def test_no_cap_an_hour_is_none():
    assert said(judged([topic()], "03-02 09:00", {"cap": 0}, got(*range(1, 59), now="03-02 09:00"))) == (
        NOW, None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("tally", "verdict"),
    [
        (got(50, 40, now="03-02 21:58"), ("03-03 07:00:03", Hold.HOUR)),  # free at 22:08, in the night
        (had(1, 5, "03-02"), ("03-03 07:00:03", Hold.DAY)),
    ],
)
def test_place_that_is_free_in_quiet_hours_is_taken_after_them(tally, verdict):
    found = judged([topic(cap_per_day=5)], "03-02 21:58", {"cap": 2, "quiet": NIGHT}, tally)
    assert said(found) == verdict


def test_day_of_a_topic_s_cap_is_its_channel_s():
    """Midnight in Tokyo is 15:00 UTC."""
    found = judged([topic(cap_per_day=5, zone=MADRID)], "03-02 09:00", {"zone": TOKYO}, had(1, 5, "03-02"))
    assert said(found) == ("03-02 15:00", Hold.DAY)


def test_deliveries_that_wait_for_their_time_are_not_counted_by_caps():
    daily = topic(delivery=every("daily 08:00"), cap_per_day=5)
    full = replace(had(1, 5, "03-02"), posted=got(50, 40, now="03-02 09:00").posted)
    found = judged([daily], "03-02 09:00", {"cap": 2}, full)
    assert (said(found), found.capped) == (("03-03 08:00", Hold.WHEN), frozenset())


# --- Two topics in one post -----------------------------------------------------------------------------

DAILY = every("daily 08:00")


@pytest.mark.parametrize(
    ("first", "second", "tally", "verdict", "delivered", "capped"),
    [
        ({}, {"delivery": DAILY}, Tally(), (NOW, None), {1}, set()),
        ({}, {}, Tally(), (NOW, None), {1, 2}, set()),
        ({}, {"quiet": Quiet("08:00", "10:00")}, Tally(), (NOW, None), {1}, set()),
        ({}, {"snoozed_until": at("03-03 00:00")}, Tally(), (NOW, None), {1}, set()),
        ({}, {"cap_per_day": 5}, had(2, 5, "03-02"), (NOW, None), {1}, set()),
        ({"urgent": True}, {}, got(50, 40, now="03-02 09:00"), (NOW, None), {1, 2}, set()),
        # Whichever comes first, and for its reason.
        (
            {"delivery": DAILY}, {"delivery": every("hourly")}, Tally(), ("03-02 10:00", Hold.WHEN), set(),
            set(),
        ),
        (
            {"quiet": Quiet("08:00", "10:00")}, {"delivery": DAILY}, Tally(),
            ("03-02 10:00:03", Hold.QUIET), set(), set(),
        ),
        (
            {}, {"delivery": DAILY}, got(50, 40, now="03-02 09:00"), ("03-02 09:10:05", Hold.HOUR), set(),
            {1},
        ),
        (
            {"cap_per_day": 5}, {"delivery": every("hourly")}, had(1, 5, "03-02"),
            ("03-02 10:00", Hold.WHEN), set(), {1},
        ),
        (
            {"cap_per_day": 5}, {}, replace(had(1, 5, "03-02"), posted=got(9, 8, now="03-02 09:00").posted),
            ("03-02 09:51:05", Hold.HOUR), set(), {1, 2},
        ),
        # The one that is urgent, or let through, has its place; the other one is told along with it.
        ({"urgent": True}, {"cap_per_day": 5}, had(2, 5, "03-02"), (NOW, None), {1}, set()),
    ],
)  # fmt: skip
def test_post_is_delivered_for_the_first_of_its_topics_that_may_be(
    *, first, second, tally, verdict, delivered, capped
):
    found = judged([topic(1, **first), topic(2, **second)], "03-02 09:00", {"cap": 2}, tally)
    assert said(found) == verdict
    assert found.topics == {topic(number).id for number in delivered}
    assert found.capped == {topic(number).id for number in capped}
    assert found.urgent == (verdict == (NOW, None) and "urgent" in first)


@pytest.mark.parametrize(
    ("joining", "now", "channel", "verdict", "delivered"),
    [
        ({}, "03-02 10:00", {}, (NOW, None), {2}),
        ({"urgent": True}, "03-02 10:00", {}, (NOW, None), {2}),
        ({"delivery": DAILY}, "03-02 10:00", {}, ("03-02 18:00", Hold.WHEN), set()),
        ({"delivery": every("hourly")}, "03-02 10:00", {}, ("03-02 11:00", Hold.WHEN), set()),
        ({}, "03-02 10:00", {"quiet": Quiet("09:00", "12:00")}, ("03-02 12:00:03", Hold.QUIET), set()),
        # What it was held for has come as well.
        ({}, "03-02 18:00", {}, (NOW, None), {2}),
        ({"delivery": DAILY}, "03-02 18:00", {}, (TOGETHER, None), {1}),
    ],
)
def test_topic_that_joins_a_held_story_has_it_told_when_it_would_be_itself(
    joining, now, channel, verdict, delivered
):
    evening = topic(1, delivery=every("daily 18:00"))
    new = Wanted(topic(2, **joining), at(now))
    held, wanted = waited([evening], Hold.WHEN, "03-02 18:00", "03-02 09:00", [new])
    found = weigh(held, wanted, here(**channel), Tally(), at(now))
    assert said(found) == verdict
    assert found.topics == {topic(number).id for number in delivered}


# --- Weighed again --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hold", "own", "channel", "tally", "before", "verdict", "after"),
    [
        (
            Hold.WHEN, {"delivery": DAILY}, {}, Tally(), "03-03 07:59:59", ("03-03 08:00", Hold.WHEN),
            "03-03 08:00",
        ),
        (
            Hold.QUIET, {}, {"quiet": NIGHT}, Tally(), "03-03 06:00", ("03-03 07:00:03", Hold.QUIET),
            "03-03 07:00:03",
        ),
        (
            Hold.SNOOZE, {"snoozed_until": at("03-03 12:00")}, {}, Tally(), "03-03 11:59",
            ("03-03 12:00", Hold.SNOOZE), "03-03 12:00",
        ),
        (
            Hold.HOUR, {}, {"cap": 2}, got(59, 50, now="03-02 23:55"), "03-02 23:55",
            ("03-02 23:56:05", Hold.HOUR), "03-02 23:56:05",
        ),
        (
            Hold.DAY, {"cap_per_day": 5}, {}, had(1, 5, "03-02"), "03-02 23:55", ("03-03 00:00", Hold.DAY),
            "03-03 00:00",
        ),
        # Long after its time, as nobody was there.
        (
            Hold.WHEN, {"delivery": DAILY}, {}, Tally(), "03-03 07:00", ("03-03 08:00", Hold.WHEN),
            "03-05 01:00",
        ),
    ],
)  # fmt: skip
def test_what_is_weighed_again_waits_on_before_its_time_and_comes_together_after_it(
    *, hold, own, channel, tally, before, verdict, after
):
    held, wanted = waited([topic(**own)], hold, after, "03-02 22:30")
    assert said(weigh(held, wanted, here(**channel), tally, at(before))) == verdict
    found = weigh(held, wanted, here(**channel), tally, at(after))
    assert (said(found), found.topics) == ((TOGETHER, None), {topic().id})


@pytest.mark.parametrize(
    ("hold", "own", "channel", "tally", "verdict"),
    [
        # What it waited for is there no more.
        (Hold.QUIET, {}, {}, Tally(), (TOGETHER, None)),
        (Hold.SNOOZE, {}, {}, Tally(), (TOGETHER, None)),
        (Hold.WHEN, {}, {}, Tally(), (TOGETHER, None)),
        (Hold.HOUR, {}, {"cap": 3}, got(50, 40, now="03-02 23:00"), (TOGETHER, None)),
        (Hold.HOUR, {"urgent": True}, {"cap": 2}, got(50, 40, now="03-02 23:00"), (TOGETHER, None)),
        (Hold.DAY, {"cap_per_day": 6}, {}, had(1, 5, "03-02"), (TOGETHER, None)),
        (Hold.DAY, {"cap_per_day": 5} | LET, {}, had(1, 5, "03-02"), (TOGETHER, None)),
        # Another time.
        (Hold.QUIET, {}, {"quiet": Quiet("21:00", "06:00")}, Tally(), ("03-03 06:00:03", Hold.QUIET)),
        (Hold.WHEN, {"delivery": every("daily 09:00")}, {}, Tally(), ("03-03 09:00", Hold.WHEN)),
        (Hold.QUIET, {"delivery": DAILY}, {}, Tally(), ("03-03 08:00", Hold.WHEN)),
        (Hold.HOUR, {"delivery": DAILY}, {"cap": 2}, got(50, now="03-02 23:00"), ("03-03 08:00", Hold.WHEN)),
        (Hold.HOUR, {}, {"cap": 1}, got(50, 40, now="03-02 23:00"), ("03-02 23:20:05", Hold.HOUR)),
        # What has waited for another reason goes by caps as well.
        (
            Hold.QUIET,
            {"cap_per_day": 5},
            {"cap": 2},
            got(50, 40, now="03-02 23:00"),
            ("03-02 23:10:05", Hold.HOUR),
        ),
        (Hold.QUIET, {"cap_per_day": 5}, {}, had(1, 5, "03-02"), ("03-03 00:00", Hold.DAY)),
    ],
)
def test_what_is_held_goes_by_the_settings_of_now(hold, own, channel, tally, verdict):
    held, wanted = waited([topic(**own)], hold, "03-03 07:00:03", "03-02 22:30")
    assert said(weigh(held, wanted, here(**channel), tally, at("03-02 23:00"))) == verdict


# --- Notices and digests --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("channel", "tally", "verdict"),
    [
        ({}, Tally(), (NOW, None)),
        ({"quiet": NIGHT}, Tally(), ("03-03 07:00:03", Hold.QUIET)),
        ({"snoozed_until": at("03-02 23:30")}, Tally(), ("03-02 23:30", Hold.SNOOZE)),
        (
            {"snoozed_until": at("03-02 23:30"), "quiet": NIGHT}, Tally(), ("03-03 07:00:03", Hold.QUIET),
        ),
        ({"cap": 2}, got(50, 40, now="03-02 23:00"), ("03-02 23:10:05", Hold.HOUR)),
        ({"cap": 2}, got(50, 40, now="03-02 23:00", urgent=True), (NOW, None)),
        (
            {"cap": 2, "quiet": Quiet("23:05", "07:00")}, got(50, 40, now="03-02 23:00"),
            ("03-03 07:00:03", Hold.HOUR),
        ),
        # It has no time of its own.
        ({"delivery": DAILY}, Tally(), (NOW, None)),
    ],
)  # fmt: skip
def test_notices_and_digests_keep_quiet_hours_snoozes_and_the_cap_an_hour(channel, tally, verdict):
    assert said(weigh_other(here(**channel), tally, at("03-02 23:00"))) == verdict
    if verdict == (NOW, None):
        found = weigh_other(here(**channel), tally, at("03-02 23:00"), [topic(1), topic(2)])
        assert (said(found), found.topics) == (verdict, {topic(1).id, topic(2).id})


def test_digest_with_an_urgent_topic_takes_an_urgent_place():
    full = got(50, 40, now="03-02 23:00")
    found = weigh_other(here(cap=2), full, at("03-02 23:00"), [topic(1), topic(2, urgent=True)])
    assert (said(found), found.urgent) == ((NOW, None), True)


@pytest.mark.parametrize(
    ("first", "second", "tally", "verdict"),
    [
        ({"quiet": NIGHT}, {}, Tally(), (NOW, None)),
        ({"quiet": NIGHT}, {"quiet": Quiet("20:00", "06:00")}, Tally(), ("03-03 06:00:03", Hold.QUIET)),
        (
            {"snoozed_until": at("03-03 12:00")}, {"snoozed_until": at("03-03 09:00")}, Tally(),
            ("03-03 09:00", Hold.SNOOZE),
        ),
        (
            {"quiet": Quiet("23:05", "07:00")}, {"quiet": Quiet("23:00", "07:00")},
            got(50, 40, now="03-02 23:00"), ("03-03 07:00:03", Hold.HOUR),
        ),
    ],
)  # fmt: skip
def test_digest_waits_until_one_of_its_topics_is_awake(first, second, tally, verdict):
    topics = [topic(1, **first), topic(2, **second)]
    assert said(weigh_other(here(cap=2), tally, at("03-02 23:00"), topics)) == verdict


@pytest.mark.parametrize(
    ("asleep", "heard"),
    [
        ({"quiet": NIGHT}, {1}),
        ({"snoozed_until": at("03-03 12:00")}, {1}),
        ({}, {1, 2}),
    ],
)
def test_digest_mentions_nobody_for_a_topic_that_is_asleep(asleep, heard):
    found = weigh_other(here(), Tally(), at("03-02 23:00"), [topic(1), topic(2, **asleep)])
    assert (said(found), found.topics) == ((NOW, None), {topic(number).id for number in heard})


def test_mentions_are_each_made_once():
    topics = [topic(1, mention="here"), topic(2), topic(3, mention="S0DESK"), topic(4, mention="here")]
    assert mentions(topics) == ("S0DESK", "here")


@pytest.mark.parametrize(
    ("channel", "own"),
    [
        ({"quiet": Quiet(days=frozenset(range(7)))}, {}),
        ({"quiet": Quiet("08:00", "20:00")}, {"quiet": Quiet("20:00", "08:00")}),
        # Between them there are less than the seconds that a message may be on its way.
        ({"quiet": Quiet("08:00", "20:00")}, {"quiet": Quiet("20:00", "08:00"), "zone": TOKYO}),
    ],
)
def test_story_for_which_it_is_never_time_is_asked_about_again_in_days(channel, own):
    found = judged([topic(**own)], "03-02 09:00", channel)
    assert found.until is None or at("03-02 09:00") < found.until < at("03-20 00:00")


# --- Changes of clocks ----------------------------------------------------------------------------------

# In 2026:
#   Madrid     29 March 01:00 UTC, from 02:00 (+1) to 03:00 (+2); 25 October 01:00 UTC, from 03:00 to 02:00
#   New York   8 March 07:00 UTC, from 02:00 (-5) to 03:00 (-4); 1 November 06:00 UTC, from 02:00 to 01:00
#   Lord Howe  4 April 15:00 UTC, from 02:00 (+11) to 01:30 (+10:30); 3 October 15:30 UTC, from 02:00 to 02:30


@pytest.mark.parametrize(
    ("zone", "delivery", "now", "verdict"),
    [
        # The missing hour: 02:30 is 03:30. The hours of an hourly one go on.
        (MADRID, "daily 02:30", "03-29 00:00", ("03-29 01:30", Hold.WHEN)),
        (MADRID, "daily 02:30", "03-29 01:30", ("03-30 00:30", Hold.WHEN)),
        (MADRID, "hourly", "03-29 00:30", ("03-29 01:00", Hold.WHEN)),
        (NEW_YORK, "daily 02:30", "03-08 06:00", ("03-08 07:30", Hold.WHEN)),
        (NEW_YORK, "hourly", "03-08 06:30", ("03-08 07:00", Hold.WHEN)),
        (LORD_HOWE, "daily 02:10", "10-03 15:00", ("10-03 15:40", Hold.WHEN)),  # 02:40
        (LORD_HOWE, "daily 02:30", "10-03 15:00", ("10-03 15:30", Hold.WHEN)),
        (LORD_HOWE, "hourly", "10-03 15:10", ("10-03 16:00", Hold.WHEN)),  # 01:40, then 03:00
        # The repeated one: the first 02:30, and no second.
        (MADRID, "daily 02:30", "10-25 00:00", ("10-25 00:30", Hold.WHEN)),
        (MADRID, "daily 02:30", "10-25 00:40", ("10-26 01:30", Hold.WHEN)),
        (MADRID, "hourly", "10-25 00:40", ("10-25 01:00", Hold.WHEN)),  # 02:40, 02:00
        (NEW_YORK, "daily 01:30", "11-01 05:00", ("11-01 05:30", Hold.WHEN)),
        (NEW_YORK, "daily 01:30", "11-01 05:40", ("11-02 06:30", Hold.WHEN)),
        (NEW_YORK, "daily 02:30", "11-01 05:40", ("11-01 07:30", Hold.WHEN)),
        (LORD_HOWE, "daily 01:45", "04-04 14:30", ("04-04 14:45", Hold.WHEN)),
        (LORD_HOWE, "daily 01:45", "04-04 14:50", ("04-05 15:15", Hold.WHEN)),
        (LORD_HOWE, "daily 02:30", "04-04 14:50", ("04-04 16:00", Hold.WHEN)),
        (LORD_HOWE, "hourly", "04-04 14:50", ("04-04 15:30", Hold.WHEN)),  # 01:50, 01:30 again, 02:00
    ],
)
def test_deliveries_on_the_days_on_which_clocks_change(zone, delivery, now, verdict):
    assert said(judged([topic(delivery=every(delivery))], now, {"zone": zone})) == verdict


@pytest.mark.parametrize(
    ("zone", "now", "verdict"),
    [
        # 01:00 to 03:00 is an hour that night, as two o'clock is three.
        (MADRID, "03-28 23:59", (NOW, None)),
        (MADRID, "03-29 00:00", ("03-29 01:00:03", Hold.QUIET)),
        (MADRID, "03-29 01:00:03", (NOW, None)),
        (NEW_YORK, "03-08 06:00", ("03-08 07:00:03", Hold.QUIET)),
        (LORD_HOWE, "10-03 14:29", (NOW, None)),
        (LORD_HOWE, "10-03 14:30", ("10-03 16:00:03", Hold.QUIET)),  # an hour and a half
        # And three hours, where they are put back.
        (MADRID, "10-24 22:59", (NOW, None)),
        (MADRID, "10-24 23:00", ("10-25 02:00:03", Hold.QUIET)),
        (MADRID, "10-25 01:30", ("10-25 02:00:03", Hold.QUIET)),
        (NEW_YORK, "11-01 05:00", ("11-01 08:00:03", Hold.QUIET)),
        (LORD_HOWE, "04-04 14:00", ("04-04 16:30:03", Hold.QUIET)),
    ],
)
def test_quiet_hours_from_one_to_three_on_the_days_on_which_clocks_change(zone, now, verdict):
    assert said(judged([topic()], now, {"zone": zone, "quiet": LATE_NIGHT})) == verdict


def test_quiet_hours_that_come_twice_are_two():
    """In New York 01:00 to 01:30 comes at 05:00 and at 06:00 UTC; what waits is told in between."""
    channel_s = {"zone": NEW_YORK, "quiet": Quiet("01:00", "01:30")}
    times = ("11-01 05:10", "11-01 05:40", "11-01 06:10")
    assert [said(judged([topic()], now, channel_s)) for now in times] == [
        ("11-01 05:30:03", Hold.QUIET), (NOW, None), ("11-01 06:30:03", Hold.QUIET),
    ]  # fmt: skip


# --- Whatever is set ------------------------------------------------------------------------------------

CLOCK = st.builds("{:02}:{:02}".format, st.integers(0, 23), st.sampled_from([0, 15, 30, 59]))
QUIETS = st.none() | st.builds(Quiet, CLOCK, CLOCK, st.frozensets(st.integers(0, 6), max_size=2))
DELIVERIES = st.one_of(
    st.sampled_from([every("instant"), every("hourly")]),
    st.builds(Delivery, st.just(Cadence.DAILY), CLOCK),
    st.builds(Delivery, st.just(Cadence.WEEKLY), CLOCK.map("thu {}".format)),
)
ZONES = st.sampled_from(["", MADRID, NEW_YORK, LORD_HOWE, "Asia/Kathmandu"])
MOMENTS = st.builds(
    lambda since, seconds: since + timedelta(seconds=seconds),
    st.sampled_from([at("03-29 01:00"), at("10-25 01:00"), at("11-01 06:00")]),
    st.integers(-9_000, 9_000),
) | st.builds(lambda seconds: at("01-01 00:00") + timedelta(seconds=seconds), st.integers(0, 364 * 86_400))
TOPICS = st.builds(
    lambda number, delivery, quiet, zone, snoozed, cap: topic(
        number, delivery=delivery, quiet=quiet, zone=zone, snoozed_until=snoozed, cap_per_day=cap
    ),
    st.integers(1, 3),
    DELIVERIES,
    QUIETS,
    ZONES,
    st.none() | MOMENTS,
    st.sampled_from([None, 0, 2]),
)


@settings(max_examples=60)
@given(
    MOMENTS,
    st.builds(here, quiet=QUIETS, zone=ZONES, cap=st.integers(0, 4)),
    st.lists(TOPICS, min_size=1, max_size=3),
    st.lists(st.integers(0, 65), max_size=4),
)
def test_held_story_is_told_when_it_is_weighed_at_the_time_that_was_named(now, channel, topics, minutes):
    """Nothing is put off twice while nothing else is sent, but by the cap an hour what waited for less."""
    topics = list({each.id: each for each in topics}.values())
    sent = tuple(sorted(now - timedelta(minutes=each) for each in minutes))
    tally = Tally(posted=sent)
    new = post(topic_ids=frozenset(each.id for each in topics))
    wanted = [Wanted(each, now) for each in topics]
    found = weigh(new, wanted, channel, tally, now)
    if found.until is None:
        assert found.topics or found.together
        return
    assert found.until > now
    if found.until - now >= LONGEST_QUIET:
        return
    held = replace(new, hold=found.why, held_until=found.until, held=new.topic_ids)
    again = weigh(held, wanted, channel, tally, found.until)
    whole = weigh_other(channel, tally, found.until, topics)
    for each in (again, whole):
        assert each.until is None or (each.why is Hold.HOUR and found.why is not Hold.HOUR)
    assert again.together or again.until


@settings(max_examples=60)
@given(MOMENTS, QUIETS, QUIETS, ZONES)
def test_message_is_never_on_its_way_in_quiet_hours(now, quiet, own, zone):
    """By clocks that differ by as much as ours may, and by the wall clock minute by minute."""
    found = judged([topic(quiet=own)], f"{now:%m-%d %H:%M:%S}", {"quiet": quiet, "zone": zone})
    at_work = found.until or now
    if at_work - now >= LONGEST_QUIET:
        return
    channel = here(quiet=quiet, zone=zone)
    for moment in (at_work - CLOCKS, at_work, at_work + UNDER_WAY):
        local = moment.astimezone(channel.zone)
        # What leaves nothing together with the channel's is not kept.
        for each in (quiet, None if own and never_awake(quiet or Quiet(), own) else own):
            assert each is None or not _is_quiet(each, local), (str(local), each)


def _is_quiet(quiet: Quiet, local: datetime) -> bool:
    minute = f"{local:%H:%M}"
    if quiet.start == quiet.end:
        return local.weekday() in quiet.days
    in_hours = (
        quiet.start <= minute < quiet.end
        if quiet.start < quiet.end
        else minute >= quiet.start or minute < quiet.end
    )
    return in_hours or local.weekday() in quiet.days
