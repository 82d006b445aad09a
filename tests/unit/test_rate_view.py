"""The notice of a topic's rate: the numbers, the nearest miss, and what one can do."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from builders import topic

from newswatch.model import ChannelId, PostId
from newswatch.posts import Lack, Miss, RateNotice, Silence, Spike
from newswatch.slack.commands import Command, parse_command, wanted
from newswatch.slack.views.content import said
from newswatch.slack.views.rate_notice import fallback, rate_notice

WHEN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TALKS = topic(name="Venezuela talks", handle="venezuela-talks", outlets=3)
SPIKE = RateNotice(PostId("p"), ChannelId("C0POLICY"), TALKS, Spike(31, 4.1))
MISS = Miss("Una mina", "https://news.example/a", "News 1", WHEN, Lack.CLAUSE, "lang:en")
LITHIUM = topic(name="Lithium", handle="lithium")
SILENCE = RateNotice(PostId("p"), ChannelId("U0ADA"), LITHIUM, Silence(14, 3 / 7, MISS))
DATE = f"<!date^{int(WHEN.timestamp())}^{{date_short_pretty}}|2026-03-02 09:00 UTC>"
LINK = "<https://news.example/a|Una mina>"


def shown(n: RateNotice) -> list[str]:
    return rate_notice(n)[0]["text"]["text"].split("\n")


def typed(n: RateNotice) -> list[Command]:
    (row,) = rate_notice(n)[1:]
    return [parse_command(button["value"]) for button in row["elements"]]


def test_a_spike_is_told_with_both_numbers():
    assert shown(SPIKE) == ["*Venezuela talks*: 31 stories today, usually 4 a day."]
    assert shown(replace(SPIKE, today=False)) == [
        "*Venezuela talks*: 31 stories on one day, usually 4 a day.",
    ]


@pytest.mark.parametrize(
    ("usual", "told"),
    [
        (0.0, "less than one a month"),
        (0.1, "3 a month"),
        (3 / 7, "3 a week"),
        (1.0, "one a day"),
        (4.2, "4 a day"),
        (1_234.0, "1,234 a day"),
    ],
)
def test_what_is_usual_is_told_by_the_day_week_or_month(usual, told):
    assert shown(replace(SPIKE, news=Spike(9_999, usual))) == [
        f"*Venezuela talks*: 9,999 stories today, usually {told}."
    ]


def test_a_silence_is_told_with_the_nearest_miss():
    assert shown(SILENCE) == [
        "*Lithium* (`lithium`): nothing in 14 days, usually 3 a week.",
        f"Nearest miss: {LINK} (News 1, {DATE}): `lang:en` did not hold.",
    ]


@pytest.mark.parametrize(
    ("miss", "told"),
    [
        (None, "No article came near."),
        (
            replace(MISS, lack=Lack.SOURCE, clause=""),
            f"Nearest miss: {LINK} (News 1, {DATE}): the topic does not listen to that source.",
        ),
        (
            replace(MISS, title="", url="", outlet=""),
            f"Nearest miss: (untitled) ({DATE}): `lang:en` did not hold.",
        ),
    ],
)
def test_what_else_a_miss_can_be(miss, told):
    assert shown(replace(SILENCE, news=Silence(20, 3 / 7, miss)))[1] == told


def test_outlets_that_were_too_few_are_named():
    few = replace(SILENCE, topic=TALKS, news=Silence(14, 1.0, replace(MISS, lack=Lack.OUTLETS)))
    assert shown(few)[1].endswith(": fewer than 3 outlets carried it.")


def test_what_one_can_do_is_a_press_away():
    assert [type(command) for command in typed(SPIKE)] == [wanted.Test, wanted.Edit, wanted.Pause]
    assert [type(command) for command in typed(SILENCE)] == [wanted.Test, wanted.Edit]


def test_the_text_says_the_same_and_what_can_be_typed():
    told, hint = fallback(SPIKE).split("\n")
    assert [told] == shown(SPIKE)
    for command in ("test venezuela-talks", "edit venezuela-talks", "pause venezuela-talks for 1d"):
        assert f"`/watch {command}`" in hint
    *told, hint = fallback(SILENCE).split("\n")
    assert told == shown(SILENCE)
    assert "`/watch edit lithium`" in hint


@pytest.mark.parametrize("notice", [SPIKE, SILENCE])
def test_a_plain_notice_is_text_alone(notice):
    assert said(notice, str) == (fallback(notice), rate_notice(notice))
    assert said(replace(notice, plain=True), str) == (fallback(notice), [])
