"""The notice that a cap holds back stories: how many, why, until when, and what one can do."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from builders import topic
from hostile import TEXTS

from infra.laptop.slack.validate import check_blocks
from newswatch.model import ChannelId, PostId
from newswatch.posts import HeldBack, HeldNotice, Hold, Line
from newswatch.slack.views.content import said
from newswatch.slack.views.held_notice import fallback, held_notice

UNTIL = datetime(2026, 3, 2, 10, 47, tzinfo=UTC)
AT = f"<!date^{int(UNTIL.timestamp())}^{{date_short_pretty}} at {{time}}|2026-03-02 10:47 UTC>"
LITHIUM = topic(name="Lithium", handle="lithium")
ADA, EV = ChannelId("U0ADA"), ChannelId("C0EV")
FIRST = tuple(
    Line(f"Title {n}", f"https://news.example/{n}", "News", ("Lithium",), outlets=n) for n in range(1, 6)
)
HOUR = HeldNotice(PostId("p"), ADA, LITHIUM, HeldBack(EV, Hold.HOUR, UNTIL), 34)
DAY = replace(HOUR, held_back=HeldBack(EV, Hold.DAY, UNTIL))


def shown(n: HeldNotice) -> list[str]:
    return held_notice(n)[0]["text"]["text"].split("\n")


def test_it_says_how_many_wait_and_why_and_until_when():
    for notice, cap in ((HOUR, "get in an hour"), (DAY, "get of this topic in a day")):
        waiting = f"*Lithium*: 34 stories wait, as <#C0EV> has had all that it is to {cap}."
        assert shown(notice) == [f"{waiting} They come together, as one message, {AT}."]


def test_a_single_story_comes_alone():
    [told] = shown(replace(HOUR, stories=1))
    assert told.startswith("*Lithium*: 1 story waits, as ")
    assert told.endswith(f". It comes {AT}.")


def test_when_none_waits_any_more_it_says_so():
    had = "*Lithium*: some stories had to wait, as <#C0EV> has had all that it is to get in an hour."
    assert shown(replace(HOUR, stories=0)) == [f"{had} They have been posted by now."]


@pytest.mark.parametrize(
    ("where", "told"),
    [
        ("U0ADA", "as you have had all that you are to get in an hour."),
        ("U0EVE", "as direct messages have had all that they are to get in an hour."),
        ("G0OLD", "as <#G0OLD> has had all that it is to get in an hour."),
    ],
)
def test_where_they_wait_is_said_in_whatever_form_fits(where, told):
    assert told in shown(replace(HOUR, held_back=replace(HOUR.held_back, where=ChannelId(where))))[0]


def test_the_first_ones_are_named_and_the_others_counted():
    _, *rows = shown(replace(HOUR, first=FIRST))
    assert rows == [
        "• <https://news.example/1|Title 1>  News",
        "• <https://news.example/2|Title 2>  News +1",
        "• <https://news.example/3|Title 3>  News +2",
        "+31 more",
    ]
    assert shown(replace(HOUR, stories=2, first=FIRST[:2]))[1:] == rows[:2]


@pytest.mark.parametrize("notice", [HOUR, DAY, replace(HOUR, stories=0)])
def test_what_one_can_do_is_a_press_away(notice):
    _, row = held_notice(notice)
    assert [(button["text"]["text"], button["value"]) for button in row["elements"]] == [
        ("Let it through today", "set lithium cap off today"),
        ("Edit", "edit lithium"),
    ]
    *told, hint = fallback(notice).split("\n")
    assert told == shown(notice)
    for command in ("set lithium cap off today", "edit lithium"):
        assert f"`/watch {command}`" in hint


def test_a_plain_notice_is_text_alone():
    assert said(HOUR, str) == (fallback(HOUR), held_notice(HOUR))
    assert said(replace(HOUR, plain=True), str) == (fallback(HOUR), [])


@pytest.mark.parametrize("filler", ["&", "<", "漢", "😀", "ab ", "x"])
def test_the_longest_of_everything_fits(filler):
    long = filler * 5_000
    first = (Line(long, "https://x.example/" + "a" * 1_980, long, (long,) * 9, UNTIL, 5_000),) * 9
    notice = replace(DAY, topic=topic(name=long, handle="h" * 60), first=first, stories=5_000)
    assert not check_blocks(held_notice(notice))
    assert 0 < len(fallback(notice)) <= 4_000


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: ascii(text[:24]))
def test_nothing_from_outside_is_markup(text):
    notice = replace(HOUR, topic=topic(name=text, handle="lithium"), first=(Line(text, text, text, (text,)),))
    assert not check_blocks(held_notice(notice))
    for row in shown(notice):
        ours = re.sub(r"<!date\^[^<>|]+\|[^<>|]+>|<#C0EV>|<https?://[^<>|\s]+\|[^<>|]+>", "", row)
        bare = re.sub(r"^\*([^*]*)\*: ", r"\1", ours)
        assert not re.search(r"[<>*_~`\x00-\x1f\u202a-\u202e]", bare), row


def test_what_lets_a_topic_through_means_no_place_that_is_called_so():
    notice = replace(HOUR, topic=topic(name="Workspace", handle="workspace"))
    assert "`/watch set topic:workspace cap off today`" in fallback(notice)
    assert held_notice(notice)[1]["elements"][0]["value"] == "set topic:workspace cap off today"
