"""Text from outside in Slack's markup: shown as it is, linked only where it is a link."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswatch.slack.views import mrkdwn

anything = st.characters() | st.sampled_from("<>&|*_~`@#!\n\ud83d\ude00\u202e\u200f\x00")


@pytest.mark.parametrize(
    ("url", "target"),
    {
        "https://news.example/a": "https://news.example/a",
        "http://news.example:8301/a?b=c#d": "http://news.example:8301/a?b=c#d",
        " https://news.example/a\n": "https://news.example/a",
        "https://news.example/a|b>c<d": "https://news.example/a%7Cb%3Ec%3Cd",
        "https://news.example/a b": "https://news.example/a%20b",
        "https://news.example/ü%C3%BC": "https://news.example/%C3%BC%C3%BC",
        "https://news.example/`*_~": "https://news.example/%60*_~",
        "HTTPS://NEWS.example/": "HTTPS://NEWS.example/",
        "https://news.example/@ada/1": "https://news.example/@ada/1",
        "https://news.example/?q=a@b.example": "https://news.example/?q=a@b.example",
        "https://[2001:db8::1]/": "https://[2001:db8::1]/",
        "": "",
        "news.example/a": "",
        "/a": "",
        "//news.example/a": "",
        "javascript:alert(1)": "",
        "JaVaScRiPt:alert(1)//https://": "",
        "data:text/html,x": "",
        "mailto:a@b.example": "",
        "slack://channel": "",
        "https://": "",
        "https:///a": "",
        "http://[::1": "",
        "https://user:secret@news.example/": "",
        "https://bank.example@evil.example/": "",
        "https://news.example/a\nb": "",
        "https://news.example/\x00": "",
        "https://news.example/\ud800": "",
        "https://news.example/" + "a" * 2_000: "",
        "https://news.example/" + "ü" * 400: "",
        "https://news.example/?" + "&" * 500: "",
    }.items(),
    ids=lambda text: ascii(text[:40]),
)
def test_what_can_be_linked(url, target):
    assert mrkdwn.web_url(url) == target


def test_a_bar_in_a_title_does_not_end_the_links_address():
    assert mrkdwn.link("https://x.example/", "a|b") == "<https://x.example/|a∣b>"


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("short", 10, "short"),
        ("two\n\n words\t", 10, "two words"),
        ("exactly ten", 11, "exactly ten"),
        ("one two three four", 12, "one two…"),
        ("onelongwordwithoutblanks", 8, "onelong…"),
        ("漢字漢字漢字", 4, "漢字漢…"),
        ("", 5, ""),
    ],
)
def test_a_line_is_cut_at_a_word_where_there_is_one(text, limit, expected):
    assert mrkdwn.line(text, limit) == expected


@given(st.text(anything), st.integers(1, 50))
def test_shown_text_keeps_to_its_limit_with_all_escapes(text, limit):
    shown = mrkdwn.shown(text, limit)

    assert len(shown) <= limit
    assert not re.search(r"[<>*_~`\n]|&(?!amp;|lt;|gt;)", shown)


@given(st.text(st.characters(exclude_characters="&<>*_~`", exclude_categories=["Cc", "Cs", "Cf", "Z"])))
def test_harmless_text_is_shown_as_it_is(text):
    assert mrkdwn.shown(text, 1_000) == text
