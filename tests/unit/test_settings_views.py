"""What answers and notices say about how is delivered."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from answered import buttons, said
from builders import channel_settings, topic
from fakes import T0
from hostile import TEXTS

from newswatch.model import (
    WORKSPACE,
    Activity,
    Cadence,
    Change,
    ChannelId,
    Delivery,
    PostId,
    Quiet,
    State,
    UserId,
)
from newswatch.posts import Notice, SettingsNotice
from newswatch.slack.commands import Order, parse_command
from newswatch.slack.views import help as helps
from newswatch.slack.views import listing, notice, settings, topics
from newswatch.usecases.findings import (
    Changed,
    HowTold,
    Listing,
    SettingsChanged,
    TopicLine,
    TopicStory,
)

POLICY, ME = ChannelId("C1"), ChannelId("U1")
LATER = T0 + timedelta(hours=3)
UNTIL = "<!date^1772452800^{date_short_pretty} {time}|2026-03-02 12:00 UTC>"
DAILY = Delivery(Cadence.DAILY, "08:00")
NIGHT = Quiet("22:00", "07:00")
HERE = channel_settings(POLICY, delivery=DAILY, quiet=NIGHT, zone="Europe/Madrid")
TALKS = topic(1, name="Talks", handle="talks")
WORKDAYS = Quiet(days=frozenset(range(5)))
IN_ADDITION = "in addition to its channel’s quiet hours"
A_CAP = "as many messages in any 60 minutes as usual → at most 5 messages in any 60 minutes"


def told(one, now=T0):
    """Return what is shown of a topic between its owner and its alerts."""
    return said(topics.shown(TopicStory(TopicLine(one), (), {}), now))[3:-1]


@pytest.mark.parametrize(
    ("fields", "lines"),
    [
        ({}, []),
        ({"delivery": DAILY, "zone": "Europe/Madrid"}, ["Delivered daily at 08:00 (Europe/Madrid)."]),
        ({"delivery": Delivery(Cadence.WEEKLY, "wed 08:00")}, ["Delivered weekly on Wednesday at 08:00."]),
        ({"delivery": Delivery()}, ["Delivered at once."]),
        ({"delivery": Delivery(Cadence.HOURLY)}, ["Delivered hourly."]),
        (
            {"quiet": replace(NIGHT, days=frozenset({5, 6}))},
            [f"Quiet 22:00 to 07:00, and all of Saturday and Sunday, {IN_ADDITION}."],
        ),
        (
            {"quiet": Quiet(days=frozenset(range(5)))},
            [f"Quiet all of Monday to Friday, {IN_ADDITION}."],
        ),
        ({"zone": "America/New_York"}, ["Its times are `America/New_York`’s."]),
        ({"cap_per_day": 1}, ["At most 1 message a day."]),
        ({"cap_per_day": 1_500}, ["At most 1,500 messages a day."]),
        ({"cap_per_day": 0}, ["As many messages a day as there are."]),
        ({"urgent": True}, ["Urgent: its messages have a cap of their own."]),
        ({"mention": "here"}, ["Mentions `@here`."]),
        ({"mention": "S0EDITORS"}, ["Mentions <!subteam^S0EDITORS>."]),
        ({"snoozed_until": LATER}, [f"💤 Snoozed until {UNTIL}."]),
        ({"let_until": LATER}, [f"All of it is let through until {UNTIL}."]),
        ({"snoozed_until": T0, "let_until": T0}, []),
    ],
)
def test_what_is_set_is_shown_of_a_topic(fields, lines):
    assert told(replace(TALKS, **fields)) == lines


def test_the_list_says_who_is_snoozed_and_when_others_are_delivered():
    lines = (
        TopicLine(replace(TALKS, snoozed_until=LATER), Activity(3)),
        TopicLine(replace(TALKS, handle="oil", delivery=DAILY, snoozed_until=T0), Activity(3)),
        TopicLine(replace(TALKS, handle="gas", delivery=Delivery(Cadence.HOURLY))),
    )
    assert said(listing.listing(Listing(lines, "all"), T0))[1:] == [
        f"💤 `talks`  snoozed until {UNTIL}",
        "● `oil`  3 · daily at 08:00",
        "● `gas`  nothing this week · hourly",
    ]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (
            {},
            {"delivery": DAILY, "zone": "Europe/Madrid"},
            ["delivered as its channel is → daily at 08:00", "times are Europe/Madrid’s"],
        ),
        ({"delivery": DAILY}, {}, ["delivered daily at 08:00 → as its channel is"]),
        ({}, {"quiet": NIGHT}, ["quiet never → 22:00 to 07:00"]),
        ({"zone": "UTC"}, {"zone": "Asia/Tokyo"}, ["times are UTC’s → Asia/Tokyo’s"]),
        ({"zone": "Indian/Mauritius"}, {}, ["times are Indian/Mauritius’ → its channel’s"]),
        ({}, {"cap_per_day": 5}, ["as many messages a day as usual → at most 5 messages a day"]),
        ({}, {"let_until": LATER}, [f"all of it is let through until {UNTIL}"]),
        ({"let_until": LATER}, {}, ["caps hold again"]),
        ({}, {"urgent": True}, ["urgent"]),
        ({"urgent": True}, {}, ["urgent no more"]),
        ({}, {"mention": "S0EDITORS"}, ["mentions nobody → the user group `S0EDITORS`"]),
        ({"mention": "here"}, {"mention": "channel"}, ["mentions `@here` → `@channel`"]),
        ({}, {"snoozed_until": LATER}, [f"snoozed until {UNTIL}"]),
        ({"snoozed_until": LATER}, {}, ["snoozed no more"]),
    ],
)
def test_what_is_different_is_said_in_the_answer_and_the_channel(before, after, expected):
    was, now_so = replace(TALKS, **before), replace(TALKS, **after)
    made = topics.changed(Changed(now_so, "set", 7, was), T0)
    assert said(made) == [
        "*Talks* (`talks`) is changed. What waits already is delivered so, too.",
        *(f"• {each}" for each in expected),
    ]
    assert buttons(made)["Undo"] == "undo 7"
    change = Change(7, UserId("U1"), T0, "set", now_so)
    text = notice.fallback(Notice(PostId("p"), POLICY, change, now_so, was), "Ada")
    assert text == f"Ada changed *Talks*: {'; '.join(expected)}"


def test_a_topic_that_is_snoozed_can_be_woken():
    made = topics.changed(Changed(replace(TALKS, snoozed_until=LATER), "set", 7, TALKS), T0)
    assert buttons(made) == {"Wake up": "set talks:1 snooze off", "Undo": "undo 7"}


# --- Of a place -----------------------------------------------------------------------------------------


def test_what_holds_is_shown_with_who_says_so():
    workspace = channel_settings(WORKSPACE, delivery=Delivery(Cadence.HOURLY), cap=5, snoozed_until=LATER)
    made = settings.shown(HowTold(POLICY, HERE, workspace, 20), T0)
    assert said(made) == [
        "*How <#C1> is told*",
        "Delivered: daily at 08:00 (set here)",
        "Quiet: 22:00 to 07:00 (set here)",
        "Cap: at most 5 messages in any 60 minutes (the workspace’s)",
        "Time zone: Europe/Madrid (set here)",
        f"💤 Snoozed until {UNTIL} (the workspace’s).",
        "What a topic sets for itself goes before it; its quiet hours are in addition.",
    ]


def test_where_nothing_is_set_the_usual_holds():
    assert said(settings.shown(HowTold(ME, None, None, 20), T0))[:5] == [
        "*How you are told*",
        "Delivered: at once (usual)",
        "Quiet: never (usual)",
        "Cap: at most 20 messages in any 60 minutes (usual)",
        "Time zone: UTC (usual)",
    ]


def test_a_change_says_what_is_different():
    made = settings.changed(SettingsChanged(HERE, "add", 7), T0)
    assert said(made) == [
        "How <#C1> is told is changed. What waits already is delivered so, too.",
        "• delivered as usual here → daily at 08:00",
        "• quiet as usual here → 22:00 to 07:00",
        "• times are Europe/Madrid’s",
    ]
    assert buttons(made) == {"Show": "set <#C1>", "Undo": "undo 7"}


def test_what_was_removed_counts_as_nothing():
    gone = replace(HERE, state=State.REMOVED)
    anew = channel_settings(POLICY, cap=5)
    made = settings.changed(SettingsChanged(anew, "set", 7, gone), T0)
    assert said(made)[1:] == [f"• {A_CAP}"]
    made = settings.changed(SettingsChanged(gone, "undo", 7, HERE), T0)
    assert said(made) == [
        "How <#C1> is told is as it was before. What waits already is delivered so, too.",
        "• delivered daily at 08:00 → as usual here",
        "• quiet 22:00 to 07:00 → as usual here",
        "• times are Europe/Madrid’s → as usual here",
    ]


@pytest.mark.parametrize(("where", "place"), [(ME, "me"), (WORKSPACE, "workspace"), (POLICY, "<#C1>")])
def test_a_place_that_is_snoozed_can_be_woken(where, place):
    asleep = channel_settings(where, snoozed_until=LATER)
    made = settings.changed(SettingsChanged(asleep, "add", 7), T0)
    assert said(made)[1] == f"• snoozed until {UNTIL}"
    assert buttons(made) == {
        "Wake up": f"set {place} snooze off",
        "Show": f"set {place}",
        "Undo": "undo 7",
    }


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        ("set", f"Ada changed how this channel is told: {A_CAP}."),
        ("undo", f"Ada took back a change of how this channel is told: {A_CAP}."),
        ("revert", f"Ada set back how this channel is told: {A_CAP}."),
    ],
)
def test_a_channel_is_told_how_it_is_told(what, expected):
    after = channel_settings(POLICY, cap=5)
    found = SettingsNotice(PostId("p"), POLICY, Change(7, UserId("U1"), T0, what, after), after)
    assert settings.settings_fallback(found, "Ada") == expected
    ((block,),) = (block["elements"] for block in settings.settings_notice(found, "Ada"))
    assert block["text"] == expected


def test_a_manager_is_told_who_changed_what_of_the_workspace():
    was = channel_settings(WORKSPACE, managers=frozenset({UserId("U1")}))
    after = replace(was, cap=5, managers=frozenset({UserId("U2")}))
    found = SettingsNotice(
        PostId("p"), ChannelId("U1"), Change(7, UserId("U2"), T0, "set", after), after, was
    )
    assert settings.settings_fallback(found, "Bob") == (
        f"Bob changed how the workspace is told: {A_CAP}; managed by <@U1>, and admins → <@U2>, and admins."
    )


# --- Help -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", helps.SETTINGS)
def test_every_example_of_a_setting_is_a_command(word):
    made = helps.usage(word)["text"]
    examples = re.findall(r"`/watch ([^`]+)`", made)
    assert all(isinstance(parse_command(example), Order) for example in examples)
    assert sum(f" {word} " in example for example in examples) >= 2
    assert made.startswith(f"*{word}*")


def test_the_help_of_set_leads_to_every_setting():
    does = helps.usage("set")["text"]
    assert all(f"`{word}`" in does or f"help {word}`" in does for word in helps.SETTINGS)


# --- What is muted ---------------------------------------------------------------------------------

MUTING = channel_settings(muted=frozenset({"voanews.com", "bbc.co.uk"}))


def test_what_is_muted_is_shown_and_can_be_heard_again():
    shown = settings.shown(HowTold(POLICY, MUTING, None, 20), T0)
    assert "Muted: bbc.co.uk, voanews.com (set here)" in said(shown)
    assert list(buttons(shown)) == ["What can be set", "Unmute bbc.co.uk", "Unmute voanews.com"]
    command = parse_command(buttons(shown)["Unmute bbc.co.uk"])
    assert command == parse_command("set <#C1> unmute bbc.co.uk")
    assert isinstance(command, Order)


def test_of_many_that_are_muted_some_are_named_and_three_have_a_button():
    many = channel_settings(muted=frozenset(f"paper{n}.example" for n in range(100)))
    shown = settings.shown(HowTold(POLICY, many, None, 20), T0)
    (line,) = [line for line in said(shown) if line.startswith("Muted: ")]
    assert re.search(r" and \d\d more \(set here\)$", line)
    assert len(line) < 700
    assert len(buttons(shown)) == 4


def test_what_was_muted_is_said_in_the_answer_and_to_the_channel():
    assert list(settings.differences(None, MUTING)) == ["muted: bbc.co.uk, voanews.com"]
    heard = replace(MUTING, muted=frozenset({"voanews.com", "dawn.com"}))
    assert list(settings.differences(MUTING, heard)) == ["muted: dawn.com", "muted no more: bbc.co.uk"]


@pytest.mark.parametrize("site", TEXTS, ids=lambda text: ascii(text[:24]))
def test_a_site_is_no_markup(site):
    odd = channel_settings(muted=frozenset({site}))
    change = Change(7, UserId("U1"), T0, "set", odd)
    told = SettingsNotice(PostId("p1"), POLICY, change, odd)
    shown = settings.shown(HowTold(POLICY, odd, None, 20), T0)
    for text in (*said(shown), settings.settings_fallback(told, "Ada")):
        assert not re.search(r"<(?!#C1>)", text)
