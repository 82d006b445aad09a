"""The digest: every story in sight, whatever the strings, in one message that Slack takes."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hostile import TEXTS
from hypothesis import given
from hypothesis import strategies as st

from infra.laptop.slack.validate import check_blocks, texts_length
from newswatch.delivery.digests import LINES as MOST
from newswatch.model import ChannelId, PostId
from newswatch.posts import Digest, Hold, Line
from newswatch.slack.views.digest import digest, fallback, plain

SINCE = datetime(2026, 3, 2, 9, 14, tzinfo=UTC)
WHEN = datetime(2026, 3, 3, 10, 0, tzinfo=UTC)
AGO = "<!date^1772532000^{ago}|2026-03-03 10:00 UTC>"
ON = "<!date^1772442840^{date_short_pretty} {time}|2026-03-02 09:14 UTC>"
HEAD = f"*While Newswatch could not post here:* {{}} since {ON.replace('{', '{{').replace('}', '}}')}"
TALKS = Line("Ministers meet", "https://news.example/a?x=1&y=2", "VOA", ("Talks", "Russia"), WHEN)
MINE = Line("A mine opens", "https://news.example/b", "The Courier", ("Lithium",), WHEN)
TALKS_ROW = f"• <https://news.example/a?x=1&amp;y=2|Ministers meet>  VOA · {AGO}"
MINE_ROW = f"• <https://news.example/b|A mine opens>  The Courier · {AGO}"
DATE = re.compile(r"<!date\^[^<>|]+\|[^<>|]+>")
LINK = re.compile(r"<(https?://[^<>|\s]+)\|[^<>|]+>")


def of(*lines: Line) -> Digest:
    return Digest(PostId("p"), ChannelId("C0POLICY"), lines, SINCE)


def many(count: int = MOST, *, url_chars: int = 100, topics: int = 7, **fields) -> Digest:
    def address(n: int) -> str:
        return f"https://news.example/{n}/".ljust(url_chars, "a")

    return of(
        *(
            replace(TALKS, **{"url": address(n), "topics": (f"T{n % topics}", "Talks"), **fields})
            for n in range(count)
        )
    )


def rows(blocks) -> list[str]:
    return "\n".join(block["text"]["text"] for block in blocks).split("\n")


def assert_all_in_sight(d: Digest) -> list[str]:
    """Slack takes it, and each story has a row."""
    blocks = digest(d)
    assert check_blocks(blocks) == []
    assert len(blocks) <= 50
    assert texts_length(blocks) <= 12_000
    assert all(block["expand"] for block in blocks), "nothing is folded away"
    told = [row for row in rows(blocks) if row.startswith("• ")]
    assert len(told) == len(d.lines)
    assert 0 < len(fallback(d)) <= 4_000
    assert 0 < len(plain(d)) <= 4_000, "a longer text becomes several messages"
    assert sum(row.startswith("• ") for row in plain(d).split("\n")) == len(d.lines)
    return told


def test_stories_are_grouped_by_their_first_topic_in_the_order_given():
    assert rows(digest(of(TALKS, MINE))) == [
        HEAD.format("2 stories"), "*Talks*", f"{TALKS_ROW} · also: Russia", "*Lithium*", MINE_ROW,
    ]  # fmt: skip


def test_each_group_is_a_block_of_its_own():
    blocks = digest(of(TALKS, replace(TALKS, topics=("Talks",)), MINE, replace(TALKS, topics=("Talks",))))
    assert [len(block["text"]["text"].split("\n")) for block in blocks] == [1, 3, 2, 2]


def test_further_topics_that_a_whole_group_shares_are_told_once():
    assert rows(digest(of(TALKS, TALKS, MINE, MINE))) == [
        HEAD.format("4 stories"),
        "*Talks* · also: Russia", TALKS_ROW, TALKS_ROW,
        "*Lithium*", MINE_ROW, MINE_ROW,
    ]  # fmt: skip


def test_how_many_others_carry_a_story_stands_beside_its_outlet():
    wide = [replace(MINE, outlets=5), replace(MINE, outlets=1_202), replace(MINE, outlets=5, source="")]
    assert rows(digest(of(*wide)))[2:] == [
        MINE_ROW.replace("The Courier", "The Courier +4"),
        MINE_ROW.replace("The Courier", "The Courier +1,201"),
        MINE_ROW.replace("The Courier", "5 outlets"),
    ]


@pytest.mark.parametrize(
    ("why", "head"),
    [
        (Hold.PARKED, "While Newswatch could not post here"),
        (Hold.WHEN, "Digest"),
        (Hold.QUIET, "During quiet hours"),
        (Hold.SNOOZE, "While this was snoozed"),
        (Hold.HOUR, "More than fits into an hour"),
        (Hold.DAY, "More than fits into a day"),
    ],
)
def test_the_head_says_why_they_waited(why, head):
    d = replace(of(TALKS, MINE), why=why)
    assert rows(digest(d))[0] == f"*{head}:* 2 stories since {ON}"
    assert fallback(d).split("\n")[0] == f"{head}: 2 stories since {ON}"


def test_every_reason_has_a_head():
    assert all(rows(digest(replace(of(MINE), why=why)))[0] for why in Hold)


def test_what_does_not_fit_is_in_the_thread_and_the_message_says_so():
    d = replace(many(), stories=1_280, parts=31)
    assert rows(digest(d))[0] == HEAD.format("1,280 stories")
    for told in (rows(digest(d)), fallback(d).split("\n"), plain(d).split("\n")):
        assert told[-1] == "1,240 more in the thread."
    assert_all_in_sight(d)


def test_a_message_that_tells_all_speaks_of_no_thread():
    d = replace(many(), stories=MOST)
    assert not any("thread" in said for said in (*rows(digest(d)), fallback(d), plain(d)))


def test_a_part_has_a_short_head():
    part = replace(of(TALKS, MINE), stories=300, part=2, parts=7, thread="1.1")
    assert rows(digest(part)) == ["*Part 2 of 7*", *rows(digest(of(TALKS, MINE)))[1:]]
    assert fallback(part) == "Part 2 of 7\nMinisters meet; A mine opens"
    assert plain(part).startswith("*Part 2 of 7*\n")


def test_mentions_stand_first_wherever_slack_looks_for_them():
    d = replace(of(MINE), mentions=("here", "S0EVERYONE", "here"))
    for said in (rows(digest(d))[0], fallback(d), plain(d)):
        assert said.replace("*", "").startswith("<!here> <!subteam^S0EVERYONE> While")


@pytest.mark.parametrize(
    "odd", ["everyone", "U0ADA", "S", "s0abc", "S0|x", "S0ABC\n", "<!channel>", "S0A> <!channel", ""]
)
def test_nothing_else_is_mentioned(odd):
    assert digest(replace(of(MINE), mentions=(odd,))) == digest(of(MINE))
    assert fallback(replace(of(MINE), mentions=(odd,))) == fallback(of(MINE))


def test_what_is_not_known_leaves_no_trace():
    bare = Line("A mine opens", "", "", ())
    assert rows(digest(of(bare, replace(bare, title="\u200f")))) == [
        HEAD.format("2 stories"), "• A mine opens", "• (untitled)",
    ]  # fmt: skip


def test_a_digest_of_one_story_is_right():
    assert rows(digest(of(MINE))) == [HEAD.format("1 story"), "*Lithium*", MINE_ROW]


def test_a_digest_as_a_notification():
    head = f"While Newswatch could not post here: 2 stories since {ON}"
    assert fallback(of(TALKS, MINE)) == f"{head}\nMinisters meet; A mine opens"
    assert fallback(many(title="x" * 500)).endswith(" and 28 more")
    assert fallback(of(replace(TALKS, title=" "), MINE)) == f"{head}\n(untitled); A mine opens"


def test_a_digest_as_text_alone():
    head, *groups = (block["text"]["text"] for block in digest(of(TALKS, MINE)))
    assert plain(of(TALKS, MINE)) == head + "\n" + "\n\n".join(["", *groups])[1:]


def test_a_usual_digest_of_forty_tells_everything():
    told = assert_all_in_sight(many(outlets=5))
    assert all(LINK.search(row) and AGO in row and "VOA +4" in row and "Talks" in row for row in told)


@pytest.mark.parametrize("text", ["&", "<", "*", "漢", "😀", "ab ", "W" * 70 + " "])
def test_the_longest_texts_take_no_link_away(text):
    long = text * 5_000
    d = many(topics=MOST, title=long, source=long)
    lines = [replace(line, topics=(f"{n}{long[:900]}",) * 300) for n, line in enumerate(d.lines)]
    mentions = [f"S{n:018}" for n in range(99)]
    told = assert_all_in_sight(replace(d, lines=tuple(lines), stories=5_000, parts=124, mentions=mentions))
    assert all(LINK.search(row) for row in told)
    assert all(len(LINK.sub("", row)) < 300 for row in told)


@pytest.mark.parametrize(
    ("url_chars", "stays", "goes"),
    [
        (130, (AGO, "VOA"), ("Talks",)),
        (190, ("VOA", "x" * 50), ("Talks", AGO)),
        (240, ("x" * 30,), ("Talks", AGO, "VOA")),
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
    st.integers(1, 5_000),
)  # fmt: skip


@given(
    st.lists(line, min_size=1, max_size=6), st.integers(1, MOST), st.integers(0, 2),
    st.lists(anything | st.sampled_from(["here", "channel", "S0ABC"]), max_size=3),
)  # fmt: skip
def test_whatever_the_strings_every_story_is_in_sight(lines, count, part, mentions):
    d = of(*(lines[n % len(lines)] for n in range(count)))
    assert_all_in_sight(replace(d, part=part, parts=2, stories=99, mentions=tuple(mentions)))


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: ascii(text[:24]))
def test_nothing_from_outside_is_markup(text):
    d = replace(of(Line(text, text, text, (text, text), WHEN), MINE), mentions=(text,))
    for said in (*rows(digest(d)), fallback(d), plain(d)):
        ours = said.replace("*While Newswatch could not post here:*", "")
        bare = re.sub(r"^\*([^*]*)\*", r"\1", LINK.sub("", DATE.sub("", ours)), flags=re.MULTILINE)
        assert not re.search(r"[<>*_~`\x00-\x09\x0b-\x1f\u202a-\u202e]", bare), said
