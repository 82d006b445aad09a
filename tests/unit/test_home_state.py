"""What App Home carries, and what becomes of it by a press."""

import json

import pytest
from hostile import TEXTS
from hypothesis import given
from hypothesis import strategies as st

from newswatch.model import ChannelId, UserId
from newswatch.slack.home_state import State, after, decode, encode
from newswatch.slack.requests import Press, View

SHOWN = State("sources", 3, "guardian", "tag:wires")


def pressed(action, value, shown=SHOWN):
    metadata = shown if isinstance(shown, str) else encode(shown)
    return Press(
        action, value, UserId("U1"), "T1", "A1", ChannelId(""), "", ephemeral=False, response_url="",
        trigger_id="t1", view=View("H1", "h1", True, "", metadata),
    )  # fmt: skip


def test_it_comes_back_as_it_was():
    assert decode(encode(SHOWN)) == SHOWN


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[]", "null", "7", '"x"', "{", "[" * 3_000, '{"tab": "other"}', '{"tab": []}', '{"page": "1"}',
     '{"word": 7, "filter": {}}', '{"page": null}'],
)  # fmt: skip
def test_what_is_malformed_is_the_beginning(text):
    assert decode(text) == State()


def test_what_another_version_added_is_left_out():
    assert decode(json.dumps({"tab": "settings", "page": 2, "sort": "name"})) == State("settings", 2)


@pytest.mark.parametrize(("page", "expected"), [(-1, 0), (10**12, 10_000), (7, 7)])
def test_a_page_is_one_that_there_can_be(page, expected):
    assert decode(json.dumps({"page": page})).page == expected


@pytest.mark.parametrize("text", TEXTS)
def test_what_is_looked_for_can_be_sent_whatever_it_is(text):
    carried = after(pressed("home_search", text))
    assert len(carried) <= 3_000
    carried.encode()
    assert decode(carried).page == 0
    assert len(decode(carried).word) <= 100
    decode(carried).word.encode()


@given(st.text(), st.text())
def test_no_press_leaves_nothing_to_show(value, shown):
    for action in ("home_tab.0", "home_page.1", "home_search", "home_filter.1"):
        assert decode(after(pressed(action, value, shown))) is not None
        assert after(pressed(action, value, shown))


def test_another_tab_begins_at_its_beginning():
    assert decode(after(pressed("home_tab.0", "settings"))) == State("settings")
    assert decode(after(pressed("home_tab.0", "nowhere"))) == State()


def test_a_page_keeps_what_is_looked_for():
    assert decode(after(pressed("home_page.1", "4"))) == State("sources", 4, "guardian", "tag:wires")
    assert decode(after(pressed("home_page.1", "x"))).page == 0
    assert decode(after(pressed("home_page.1", "²"))).page == 0


def test_what_is_looked_for_begins_at_the_first_page():
    assert decode(after(pressed("home_search", " mining  weekly "))) == State(
        "sources", 0, "mining weekly", "tag:wires"
    )
    assert decode(after(pressed("home_search.0", ""))).word == ""
    assert decode(after(pressed("home_filter.1", "gone"))) == State("sources", 0, "guardian", "gone")
    assert decode(after(pressed("home_filter.1", "any"))).filter == ""


@pytest.mark.parametrize("action", ["run.1", "latest.0", "more", "", "home", "home_tabs"])
def test_all_other_presses_are_no_business_of_its(action):
    assert after(pressed(action, "topics")) == ""
