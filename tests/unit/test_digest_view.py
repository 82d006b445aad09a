"""The digest: every story in sight, whatever the strings, in one message that Slack takes."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.laptop.slack.validate import check_blocks, texts_length
from newswatch.model import ChannelId, PostId
from newswatch.posts import Digest, Line
from newswatch.slack.views.digest import digest, fallback, plain

MOST = 40
"""Stories that a digest has at most."""
SINCE = datetime(2026, 3, 2, 9, 14, tzinfo=UTC)
WHEN = datetime(2026, 3, 3, 10, 0, tzinfo=UTC)
AGO = "<!date^1772532000^{ago}|2026-03-03 10:00 UTC>"
HEAD = (
    "*While Newswatch could not post here:* {} since "
    "<!date^1772442840^{{date_short_pretty}} {{time}}|2026-03-02 09:14 UTC>"
)
TALKS = Line("Ministers meet", "https://news.example/a?x=1&y=2", "VOA", ("Talks", "Russia"), WHEN)
MINE = Line("A mine opens", "https://news.example/b", "The Courier", ("Lithium",), WHEN)
LINK = re.compile(r"<(https?://[^<>|\s]+)\|[^<>|]+>")


def of(*lines: Line) -> Digest:
    return Digest(PostId("p"), ChannelId("C0POLICY"), lines, SINCE)


def many(count: int = MOST, *, url_chars: int = 100, **fields) -> Digest:
    def address(n: int) -> str:
        return f"https://news.example/{n}/".ljust(url_chars, "a")

    return of(
        *(
            replace(TALKS, **{"url": address(n), "topics": (f"T{n % 7}", "Talks"), **fields})
            for n in range(count)
        )
    )


def rows(blocks) -> list[str]:
    return "\n".join(block["text"]["text"] for block in blocks).split("\n")


def assert_all_in_sight(d: Digest) -> list[str]:
    """Slack takes it, and each story has a row."""
    blocks = digest(d)
    assert check_blocks(blocks) == []
    assert texts_length(blocks) <= 12_000
    assert all(block["expand"] for block in blocks), "nothing is folded away"
    told = [row for row in rows(blocks) if row.startswith("• ")]
    assert len(told) == len(d.lines)
    assert 0 < len(fallback(d)) <= 4_000
    assert 0 < len(plain(d)) <= 4_000, "a longer text becomes several messages"
    assert sum(row.startswith("• ") for row in plain(d).split("\n")) == len(d.lines)
    return told


def test_a_digest_in_blocks_in_the_order_given():
    assert rows(digest(of(TALKS, MINE))) == [
        HEAD.format("2 stories"),
        f"• <https://news.example/a?x=1&amp;y=2|Ministers meet>  VOA · {AGO} · Talks, Russia",
        f"• <https://news.example/b|A mine opens>  The Courier · {AGO} · Lithium",
    ]


def test_topics_that_all_stories_share_are_told_once():
    assert rows(digest(of(TALKS, replace(MINE, topics=TALKS.topics)))) == [
        HEAD.format("2 stories"),
        "Topics: Talks · Russia",
        f"• <https://news.example/a?x=1&amp;y=2|Ministers meet>  VOA · {AGO}",
        f"• <https://news.example/b|A mine opens>  The Courier · {AGO}",
    ]


def test_what_is_not_known_leaves_no_trace():
    bare = Line("A mine opens", "", "", ())
    assert rows(digest(of(bare, replace(bare, title="\u200f")))) == [
        HEAD.format("2 stories"), "• A mine opens", "• (untitled)",
    ]  # fmt: skip


def test_a_digest_of_one_story_is_right():
    assert rows(digest(of(MINE)))[:2] == [HEAD.format("1 story"), "Topic: Lithium"]


def test_a_digest_as_a_notification():
    since = "<!date^1772442840^{date_short_pretty} {time}|2026-03-02 09:14 UTC>"
    head = f"While Newswatch could not post here: 2 stories since {since}"
    assert fallback(of(TALKS, MINE)) == f"{head}\nMinisters meet; A mine opens"
    assert fallback(many(title="x" * 500)).endswith(" and 28 more")
    assert fallback(of(replace(TALKS, title=" "), MINE)) == f"{head}\n(untitled); A mine opens"


def test_a_digest_as_text_alone():
    assert plain(of(TALKS, MINE)) == "\n".join(rows(digest(of(TALKS, MINE))))


def test_a_usual_digest_of_forty_tells_everything():
    told = assert_all_in_sight(many())
    assert all(LINK.search(row) and AGO in row and "VOA" in row and "Talks" in row for row in told)


@pytest.mark.parametrize("text", ["&", "<", "*", "漢", "😀", "ab ", "W" * 70 + " "])
def test_the_longest_texts_take_no_link_away(text):
    long = text * 5_000
    told = assert_all_in_sight(many(title=long, source=long, topics=(long[:900],) * 300))
    assert all(LINK.search(row) for row in told)
    assert all(len(LINK.sub("", row)) < 300 for row in told)


@pytest.mark.parametrize(
    ("url_chars", "stays", "goes"),
    [
        (130, (AGO, "VOA"), ("Talks",)),
        (200, ("VOA", "x" * 50), ("Talks", AGO)),
        (250, ("x" * 30,), ("Talks", AGO, "VOA")),
    ],
)
def test_topics_go_first_then_time_then_source_and_no_link(url_chars, stays, goes):
    told = assert_all_in_sight(many(url_chars=url_chars, title="x" * 130))
    assert all(LINK.search(row) for row in told)
    assert all(part in row for row in told for part in stays)
    assert not any(part in row for row in told for part in goes)


def test_only_the_longest_links_go_when_they_alone_are_too_long_for_a_message():
    d = many(30)
    d = replace(d, lines=(*d.lines, *many(10, url_chars=1_990, title="Far").lines))
    told = assert_all_in_sight(d)

    assert all(LINK.search(row) for row in told[:30])
    linked = sum(bool(LINK.search(row)) for row in told[30:])
    assert 0 < linked < 10
    assert [bool(LINK.search(row)) for row in told[30:]] == [True] * linked + [False] * (10 - linked)
    assert rows(digest(d))[-1] == f"{10 - linked} links are too long to be shown here."


anything = st.text(st.characters() | st.sampled_from("<>&|*_~`\n\ud83d\u202e"), max_size=400)
address = st.integers(1, 2_100).map(lambda n: "https://x.example/".ljust(n, "&")) | anything
line = st.builds(
    Line, anything, address, anything, st.lists(anything, max_size=5).map(tuple),
    st.none() | st.timedeltas(timedelta(days=-9), timedelta(days=9)).map(lambda ago: WHEN - ago),
)  # fmt: skip


@given(st.lists(line, min_size=1, max_size=6), st.integers(1, MOST))
def test_whatever_the_strings_every_story_is_in_sight(lines, count):
    assert_all_in_sight(of(*(lines[n % len(lines)] for n in range(count))))
