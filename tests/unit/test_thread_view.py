"""A reply in a thread: a line per article, within what Slack takes, and nothing from outside is markup."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hostile import TEXTS

from infra.laptop.slack.validate import check_blocks, texts_length
from newswatch.model import ChannelId, PostId
from newswatch.posts import Line, Reply
from newswatch.slack.views.thread import fallback, thread

WHEN = datetime(2026, 3, 3, 10, 0, tzinfo=UTC)
AGO = "<!date^1772532000^{ago}|2026-03-03 10:00 UTC>"
TALKS = Line("Ministers meet", "https://reuters.example/a?x=1&y=2", "Reuters", ("Talks",), WHEN)
MINE = Line("A mine opens", "", "", ("Talks",))
LINK = re.compile(r"<https?://[^<>|\s]+\|[^<>|]+>|<!date\^[^<>|]+\|[^<>|]+>")


def of(*lines: Line) -> Reply:
    return Reply(PostId("p"), ChannelId("C1"), "1.0001", lines)


def rows(reply: Reply) -> list[str]:
    return [row for block in thread(reply) for row in block["text"]["text"].split("\n")]


def test_each_article_is_a_line_with_title_outlet_and_time():
    told = [f"• <https://reuters.example/a?x=1&amp;y=2|Ministers meet>  Reuters · {AGO}", "• A mine opens"]
    assert rows(of(TALKS, MINE)) == told
    assert fallback(of(TALKS, MINE)).split("\n") == told
    [block] = thread(of(TALKS, MINE))
    assert (block["type"], block["text"]["verbatim"]) == ("section", True)


@pytest.mark.parametrize(("count", "more"), [(1, []), (10, []), (11, ["+1 more"]), (1_011, ["+1,001 more"])])
def test_ten_articles_are_told_and_the_others_counted(count, more):
    lines = [replace(TALKS, title=f"Title {n}") for n in range(count)]
    found = rows(of(*lines))
    assert [LINK.sub("", row) for row in found[10:]] == more
    assert all(f"|Title {n}>" in row for n, row in enumerate(found[:10]))
    assert fallback(of(*lines)).split("\n") == found


@pytest.mark.parametrize("filler", ["&", "漢", "😀", "ab ", "x"])
def test_the_longest_of_everything_fits(filler):
    long = Line(filler * 5_000, "https://x.example/" + "a" * 1_980, filler * 5_000, (filler * 99,), WHEN)
    blocks = thread(of(*[long] * 1_000))
    assert not check_blocks(blocks)
    assert texts_length(blocks) <= 12_000
    assert 0 < len(fallback(of(*[long] * 1_000))) <= 4_000
    assert rows(of(*[long] * 1_000))[-1] == "+990 more"


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: ascii(text[:24]))
def test_nothing_from_outside_is_markup(text):
    for line in (Line(text, TALKS.url, text, (text,)), Line(text, text, text, (), WHEN)):
        assert not check_blocks(thread(of(line)))
        for row in (*rows(of(line)), fallback(of(line))):
            assert not re.search(r"[<>*_~`\x00-\x09\x0b-\x1f\u202a-\u202e]", LINK.sub("", row)), row
