"""A message in a terminal."""

import copy
import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.laptop.slack.mrkdwn import Reader, ago, runs
from infra.laptop.slack.plain import as_text, clean
from infra.laptop.slack.records import Message

NOW = datetime(2019, 5, 6, 16, 4, tzinfo=UTC)
ALERT = [
    {
        "type": "section",
        "text": {
            "type": "mrkdwn",
            "text": (
                "*<https://news.example/1?a=1&amp;b=2|Diplomats meet on AT&amp;T &lt;again&gt;>*\n"
                "Voice of America · <!date^1557158400^{ago}|6 May 2019> · N. Ching"
            ),
            "verbatim": True,
        },
        "accessory": {"type": "image", "image_url": "https://news.example/1.jpg", "alt_text": "A handshake"},
    },
    {
        "type": "rich_text",
        "elements": [
            {
                "type": "rich_text_quote",
                "elements": [
                    {"type": "text", "text": "Pompeo", "style": {"bold": True}},
                    {"type": "text", "text": " met Lavrov over the crisis in "},
                    {"type": "text", "text": "Venezuela", "style": {"bold": True}},
                    {"type": "text", "text": "."},
                ],
            }
        ],
    },
    {"type": "context", "elements": [{"type": "plain_text", "text": "Topics: Venezuela talks · Russia"}]},
]


def said(blocks=(), text="", **how):
    return as_text(Message("1.000001", "U1", text, blocks=blocks), **{"now": NOW, **how})


def test_an_alert_reads_title_source_sentence_topics_link():
    assert said(ALERT) == (
        "Diplomats meet on AT&T <again>\n"
        "Voice of America · 4 min ago · N. Ching\n"
        "│ *Pompeo* met Lavrov over the crisis in *Venezuela*.\n"
        "Topics: Venezuela talks · Russia\n"
        "→ https://news.example/1?a=1&b=2"
    )


def test_with_ansi_what_is_bold_is_bold_and_ends_on_its_line():
    text = said(ALERT, ansi=True, width=30)

    assert "\x1b[1mPompeo\x1b[0m met" in text
    assert "*" not in text
    for line in text.splitlines():
        assert line.count("\x1b[1m") == line.count("\x1b[0m")


def test_without_a_clock_dates_read_as_their_fallback():
    assert "Voice of America · 6 May 2019 · N. Ching" in said(ALERT, now=None)


def test_lines_are_wrapped_and_the_link_stays_whole():
    lines = said(ALERT, width=24).splitlines()

    assert all(len(line) <= 24 for line in lines[:-1])
    assert [line for line in lines if line.startswith("│ ")][1].strip()
    assert lines[-1] == "→ https://news.example/1?a=1&b=2"


def test_wide_characters_take_two_columns():
    assert said(text="漢字漢字漢字", width=6).splitlines() == ["漢字漢", "字漢字"]


def test_a_word_longer_than_the_line_is_cut():
    assert said(text="x" * 12, width=5).splitlines() == ["xxxxx", "xxxxx", "xx"]


HOSTILE = [
    "\x1b[31mred",
    "\x9b31m",
    "\x00",
    "\x07",
    "\r\x1b]0;title\x07",
    "a\u202egnp.exe",
    "\u2066x",
    "\x7f",
    "\ud800",
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_text_from_outside_cannot_command_the_terminal(hostile):
    blocks = copy.deepcopy(ALERT)
    blocks[0]["text"]["text"] = f"*<https://news.example/{hostile}|{hostile}>*"
    blocks[1]["elements"][0]["elements"][0]["text"] = hostile
    blocks[2]["elements"][0]["text"] = hostile
    text = said(blocks)

    assert not any(ord(c) < 32 and c != "\n" for c in text)
    assert not set(text) & set("\x7f\x9b\u202e\u2066")
    text.encode()


@given(st.text(st.characters(), max_size=80), st.integers(1, 40), st.booleans())
def test_any_text_comes_out_safe_and_no_wider_than_asked(text, width, ansi):
    shown = said(text=text, width=width, ansi=ansi)

    shown.encode()
    bare = shown.replace("\x1b[1m", "").replace("\x1b[0m", "")
    assert clean(bare) == bare
    for line in bare.split("\n"):
        visible = [c for c in line if unicodedata.category(c) not in {"Mn", "Me", "Cf"}]
        assert len(visible) <= width or line.startswith("→ ")


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ({"type": "header", "text": {"type": "plain_text", "text": "Daily digest"}}, "Daily digest"),
        ({"type": "divider"}, "────────"),
        ({"type": "image", "image_url": "https://x.example", "alt_text": "A map"}, "[image: A map]"),
        (
            {
                "type": "section",
                "fields": [{"type": "mrkdwn", "text": "*a*"}, {"type": "plain_text", "text": "*b*"}],
            },
            "a\n*b*",
        ),
        (
            {
                "type": "context",
                "elements": [
                    {"type": "image", "image_url": "https://x.example", "alt_text": "i"},
                    {"type": "mrkdwn", "text": "a"},
                    {"type": "mrkdwn", "text": "b"},
                ],
            },
            "a  b",
        ),
        (
            {
                "type": "actions",
                "elements": [
                    {"type": "button", "text": {"type": "plain_text", "text": "Edit"}},
                    {"type": "overflow", "options": []},
                ],
            },
            "[Edit]",
        ),
        (
            {
                "type": "rich_text",
                "elements": [
                    {
                        "type": "rich_text_list",
                        "style": style,
                        "elements": [
                            {"type": "rich_text_section", "elements": [{"type": "text", "text": item}]}
                            for item in "ab"
                        ],
                    }
                    for style in ("bullet", "ordered")
                ],
            },
            "• a\n• b\n1. a\n2. b",
        ),
        (
            {
                "type": "rich_text",
                "elements": [
                    {
                        "type": "rich_text_section",
                        "elements": [
                            {"type": "link", "url": "https://x.example", "text": "x"},
                            {"type": "text", "text": " "},
                            {"type": "emoji", "name": "tada", "unicode": "1f389"},
                            {"type": "emoji", "name": "newswatch"},
                            {"type": "broadcast", "range": "here"},
                            {"type": "user", "user_id": "U1"},
                            {"type": "channel", "channel_id": "C1"},
                            {"type": "date", "timestamp": 1557158400, "format": " {ago}", "fallback": "f"},
                        ],
                    }
                ],
            },
            "x 🎉:newswatch:@here@U1#C1 4 min ago\n→ https://x.example",
        ),
    ],
)
def test_each_kind_of_block_is_told(block, expected):
    assert said([block]) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a &amp;lt; b", "a &lt; b"),
        ("<!here> <@U1> <#C1|news> <!subteam^S1>", "@here @U1 #news @S1"),
        ("<https://x.example>", "https://x.example"),
        ("*bold* _it_ ~no~ `*code*`", "bold it no *code*"),
        ("2*3*4 snake_case_name a~b~c", "2*3*4 snake_case_name a~b~c"),
        ("a < b > c", "a < b > c"),
        ("*<https://x.example/a*b|t*t>*", "t*t"),
        ("<!date^99999999999999^{ago}|long ago>", "long ago"),
        ("<!date^1557158400^{date_num} {time} {what}|f>", "2019-05-06 16:00 {what}"),
    ],
)
def test_mrkdwn_is_read_as_slack_reads_it(text, expected):
    assert "".join(run.text for run in runs(text, Reader(NOW))) == expected


def test_people_and_channels_have_their_names_where_they_are_known():
    names = {"U1": "Ada", "C1": "policy"}
    mention = [{"type": "user", "user_id": "U1"}, {"type": "channel", "channel_id": "C1"}]
    rich = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": mention}]}
    section = {"type": "section", "text": {"type": "mrkdwn", "text": "*<@U1>* <#C1> <#C1|old> <#C2>"}}

    assert said([section, rich], names=names) == "@Ada #policy #old #C2\n@Ada#policy"


def test_bold_holds_what_is_inside_it():
    assert [(r.text, r.bold) for r in runs("a *b _c_* d")] == [
        ("a ", False),
        ("b ", True),
        ("c", True),
        (" d", False),
    ]


def test_a_long_text_of_marks_is_read_in_no_time():
    text = "*<" * 3000 + "_~`" * 3000

    assert "".join(run.text for run in runs(text)).count("<") == 3000


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "just now"),
        (59, "just now"),
        (60, "1 min ago"),
        (3599, "59 min ago"),
        (3600, "1 h ago"),
        (86400, "1 day ago"),
        (3 * 86400, "3 days ago"),
        (-30, "just now"),
        (-300, "in 5 min"),
    ],
)
def test_how_long_ago(seconds, words):
    assert ago(seconds) == words
