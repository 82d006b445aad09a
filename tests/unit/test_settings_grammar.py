"""What ``/watch set …`` means where it says how is delivered."""

from datetime import timedelta

import pytest
from hostile import TEXTS

from newswatch.model import Cadence, Delivery, Quiet
from newswatch.slack.commands import (
    Cap,
    Deliver,
    Hush,
    LetThrough,
    Mention,
    Mute,
    Order,
    Place,
    PlaceSet,
    PlaceShow,
    Snooze,
    Urgent,
    When,
    Wrong,
    Zone,
    parse_command,
    spell,
)
from newswatch.slack.moments import Moment

NIGHT = Quiet("22:00", "07:00")
EIGHT = Delivery(Cadence.DAILY, "08:00")
MONDAY = Delivery(Cadence.WEEKLY, "mon 08:00")
SETTINGS = {
    "when instant": When(Delivery()),
    "when hourly": When(Delivery(Cadence.HOURLY)),
    "when every hour": When(Delivery(Cadence.HOURLY)),
    "when daily 08:00": When(EIGHT),
    "WHEN Daily at 8am": When(EIGHT),
    "when every day at 8:30 pm": When(Delivery(Cadence.DAILY, "20:30")),
    "when weekly mon 08:00": When(MONDAY),
    "when weekly on Mondays at 8 am": When(MONDAY),
    "when default": When(None),
    "quiet 22:00-07:00": Hush(NIGHT),
    "quiet 22:00–07:00": Hush(NIGHT),
    "quiet 22:00 - 7:00": Hush(NIGHT),
    "quiet 10pm-7am": Hush(NIGHT),
    "quiet from 10 pm to 7 am": Hush(NIGHT),
    "quiet between 22:00 and 07:00": Hush(NIGHT),
    "quiet sat sun": Hush(Quiet(days=frozenset({5, 6}))),
    "quiet weekends": Hush(Quiet(days=frozenset({5, 6}))),
    "quiet 22:00-07:00 sat,sun": Hush(Quiet("22:00", "07:00", frozenset({5, 6}))),
    "quiet Friday-Monday, 22:00 until 07:00": Hush(Quiet("22:00", "07:00", frozenset({4, 5, 6, 0}))),
    "quiet off": Hush(Quiet()),
    "quiet default": Hush(None),
    "snooze 3h": Snooze(Moment(timedelta(hours=3))),
    "snooze for 3 days": Snooze(Moment(timedelta(days=3))),
    "snooze until fri": Snooze(Moment(day="fri")),
    "snooze tomorrow 9:00": Snooze(Moment(day="tomorrow", time="09:00")),
    "snooze off": Snooze(None),
    "tz Europe/Madrid": Zone("Europe/Madrid"),
    "tz `europe/madrid`": Zone("Europe/Madrid"),
    "tz America/New York": Zone("America/New_York"),
    "tz default": Zone(""),
}
OF_TOPICS = {
    "cap 50/d": Cap(50),
    "cap 50 / day": Cap(50),
    "cap 50 messages a day": Cap(50),
    "cap 50 daily": Cap(50),
    "cap off": Cap(0),
    "cap off today": LetThrough(),
    "cap off for today": LetThrough(),
    "cap default": Cap(None),
    "urgent on": Urgent(on=True),
    "urgent OFF": Urgent(on=False),
    "mention here": Mention("here"),
    "mention @here": Mention("here"),
    "mention <!here>": Mention("here"),
    "mention <!here|here>": Mention("here"),
    "mention channel": Mention("channel"),
    "mention <!channel>": Mention("channel"),
    "mention <!subteam^S0123|@editors>": Mention("S0123"),
    "mention <!subteam^S0123>": Mention("S0123"),
    "mention off": Mention(""),
}
OF_PLACES = {"cap 20/h": Cap(20), "cap 20 per hour": Cap(20), "cap off": Cap(0), "cap default": Cap(None)}
PLACES = {
    "<#C1|policy>": Place("C1"),
    "<#G2>": Place("G2"),
    "here": Place(),
    "ME": Place(me=True),
    "workspace": Place(workspace=True),
    "#nowhere": Place(unknown_channel="nowhere"),
}


@pytest.mark.parametrize(("text", "setting"), (SETTINGS | OF_TOPICS).items(), ids=ascii)
def test_a_topic_is_set(text, setting):
    assert parse_command(f"set t {text}") == Deliver("t", setting)


@pytest.mark.parametrize(("text", "setting"), (SETTINGS | OF_PLACES).items(), ids=ascii)
def test_a_place_is_set(text, setting):
    assert parse_command(f"set <#C1|policy> {text}") == PlaceSet(Place("C1"), setting)


@pytest.mark.parametrize(("word", "place"), PLACES.items())
def test_a_place_is_a_channel_a_person_or_the_workspace(word, place):
    assert parse_command(f"set {word}") == PlaceShow(place)
    assert parse_command(f"set {word} when hourly") == PlaceSet(place, When(Delivery(Cadence.HOURLY)))


@pytest.mark.parametrize(
    ("text", "suggested"),
    [
        ("when daily", "when daily 08:00"),
        ("when daily 8", "when daily 08:00"),
        ("when daily 24:00", "when daily 00:00"),
        ("when daily 25:00", "when daily 08:00"),
        ("when daily 8:60", "when daily 08:00"),
        ("when 9pm", "when daily 21:00"),
        ("when weekly mon", "when weekly mon 08:00"),
        ("when weekly 9:30", "when weekly mon 09:30"),
        ("when tue 9:30", "when weekly tue 09:30"),
        ("when weekly xyz", "when weekly mon 08:00"),
        ("when instant 8:00", "when daily 08:00"),
        ("when", "when instant"),
        ("when monthly", "when instant"),
        ("quiet", "quiet 22:00-07:00"),
        ("quiet 21-6", "quiet 21:00-06:00"),
        ("quiet 23:00-24:00", "quiet 23:00-00:00"),
        ("quiet 25:00-06:00", "quiet 22:00-06:00"),
        ("quiet 08:00-08:00", "quiet 22:00-07:00"),
        ("quiet mon-sun", "quiet 22:00-07:00"),
        ("quiet 07:00-06:00 mon-sun", "quiet 22:00-07:00"),
        ("quiet 21:00-6:00 8:00-9:00", "quiet 21:00-06:00"),
        ("quiet 21:00-6:00 noon", "quiet 21:00-06:00"),
        ("snooze", "snooze 3h"),
        ("snooze for ever", "snooze 3h"),
        ("snooze 2 years", "snooze 3h"),
        ("tz madrid", "tz Europe/Madrid"),
        ("tz new york", "tz America/New_York"),
        ("tz ../../etc/passwd", "tz Europe/Madrid"),
        ("tz", "tz Europe/Madrid"),
        ("cap", "cap 50/d"),
        ("cap 70", "cap 70/d"),
        ("cap 0/d", "cap 50/d"),
        ("cap -5/d", "cap 50/d"),
        ("cap 999999/d", "cap 10000/d"),
        ("cap 20/h", None),
        ("urgent", "urgent on"),
        ("urgent very", "urgent on"),
        ("mention @nobody", "mention here"),
        ("mention <@U2|bob>", "mention here"),
        ("mention everyone", "mention here"),
        ("mention", "mention here"),
    ],
)
def test_what_is_not_understood_is_answered_with_what_works(text, suggested):
    found = parse_command(f"set t {text}")
    assert isinstance(found, Wrong)
    assert found.nearest[0] == (f"set t {suggested}" if suggested else "set here cap 20/h")
    assert all(isinstance(parse_command(each), Order) for each in found.nearest)
    assert found.problem.endswith(".")


@pytest.mark.parametrize(
    ("text", "problem", "nearest"),
    [
        ("set here cap 20/d", "a channel has a cap an hour", "set here cap 20/h"),
        ("set here cap off today", "A cap is a number of messages an hour", "set here cap 20/h"),
        ("set workspace cap 5000/h", "from 1 to 100", "set workspace cap 100/h"),
        ("set <#C1|policy> mention here", "The setting mention is a topic’s", "set <#C1>"),
        ("set me outlets 3", "The setting outlets is a topic’s", "set me"),
        ("set here quite off", "There is no setting “quite”", "set here quiet off"),
        ("set here per =", "There is no setting “per”", "set here"),
        ("set here frobnicate", "There is no setting “frobnicate”", "set here"),
        ("set <@U2|bob> quiet off", "your own (me)", "help set"),
        ("set workspace = a OR b", "saved by sets", "sets workspace = a OR b"),
    ],
)
def test_what_a_place_does_not_take_is_said(text, problem, nearest):
    found = parse_command(text)
    assert isinstance(found, Wrong)
    assert problem in found.problem
    assert found.nearest[0] == nearest
    assert all(isinstance(parse_command(each), Order) for each in found.nearest)


@pytest.mark.parametrize(
    ("text", "topic", "setting"),
    [
        ("set Quiet quitting when hourly", "Quiet-quitting", When(Delivery(Cadence.HOURLY))),
        ("set salary cap cap 5/d", "salary-cap", Cap(5)),
        ("set All quiet urgent on", "All-quiet", Urgent(on=True)),
        ("set quiet quiet off", "quiet", Hush(Quiet())),
        ("set venezuela-talks:7 cap 5/d", "venezuela-talks:7", Cap(5)),
    ],
)
def test_a_name_can_have_the_words_of_settings(text, topic, setting):
    assert parse_command(text) == Deliver(topic, setting)


@pytest.mark.parametrize("place", ["t", "here", "<#C1|policy>", "workspace"])
@pytest.mark.parametrize("setting", ["when", "quiet", "cap", "snooze", "tz", "urgent", "mention"])
@pytest.mark.parametrize("text", [*TEXTS, "8" * 10_000, "22:00-" * 2_000, "\u202e07:00", "a\x00b"], ids=ascii)
def test_hostile_values_get_a_sentence_and_what_works(place, setting, text):
    found = parse_command(f"set {place} {setting} {text}")
    if isinstance(found, Wrong):
        assert 0 < len(found.problem) < 300
        assert all(isinstance(parse_command(each), Order) for each in found.nearest)
        assert found.nearest
    else:
        assert parse_command(spell(found)) == found


@pytest.mark.parametrize(
    ("text", "place", "setting"),
    [
        ("here mute voanews.com", Place(), Mute("voanews.com")),
        ("here unmute voanews.com", Place(), Mute("voanews.com", on=False)),
        ("me MUTE https://www.voanews.com/world/?x=1", Place(me=True), Mute("voanews.com")),
        ("<#C1|policy> mute <http://www.bbc.co.uk|www.bbc.co.uk>", Place("C1"), Mute("bbc.co.uk")),
        ("here mute `zeit.de`", Place(), Mute("zeit.de")),
    ],
)
def test_an_outlet_is_muted_in_a_place_by_its_site(text, place, setting):
    command = parse_command(f"set {text}")
    assert command == PlaceSet(place, setting)
    assert parse_command(spell(command)) == command


@pytest.mark.parametrize("said", ["", "voa", "voa news", "&lt;b&gt;", "a@b.example", *TEXTS])
def test_what_is_no_site_is_not_muted(said):
    command = parse_command(f"set here mute {said}")
    assert isinstance(command, Wrong | PlaceSet)
    if isinstance(command, Wrong):
        assert "voanews.com" in command.problem
        assert all(not isinstance(parse_command(each), Wrong) for each in command.nearest)


def test_what_is_muted_for_all_is_muted_for_nobody():
    command = parse_command("set workspace mute voanews.com")
    assert isinstance(command, Wrong)
    assert list(map(parse_command, command.nearest)) == [
        PlaceSet(Place(), Mute("voanews.com")),
        PlaceSet(Place(me=True), Mute("voanews.com")),
    ]


def test_a_topic_mutes_nothing():
    assert isinstance(parse_command("set venezuela-talks mute voanews.com"), Wrong)
