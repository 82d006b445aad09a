"""What matched, in bold: safe, within its limit, and as Slack reads it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswatch.slack.views.highlights import ZERO_WIDTH, marked
from newswatch.slack.views.mrkdwn import shown


def mark(text, *words, limit=300):
    spans = [match.span() for word in words for match in re.finditer(re.escape(word), text)]
    return marked(text, spans, limit)


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("A lithium mine opens", ("lithium",), "A *lithium* mine opens"),
        ("lithium", ("lithium",), "*lithium*"),
        ("mine, mine", ("mine",), "*mine*, *mine*"),
        ("A lithium mine", ("lithium mine", "mine"), "A *lithium mine*"),
        ("A lithium mine", ("lithium ", "mine"), "A *lithium mine*"),
        ("AT&T <slides>", ("AT&T",), "*AT&amp;T* &lt;slides&gt;"),
        ("Five *stars* `x` for_mine", ("stars",), "Five ∗*stars*∗ ˋxˋ forˍmine"),
        ("A  lithium\n\tmine ", ("lithium\n\tmine",), "A *lithium mine*"),
        ("A lithium mine", (" lithium ",), "A *lithium* mine"),
        ("", (), ""),
        ("nothing", (), "nothing"),
    ],
)
def test_matches_are_bold_and_all_else_is_as_it_was(text, words, expected):
    assert mark(text, *words) == expected


def test_a_match_between_letters_is_set_off_by_what_nobody_sees():
    assert mark("在中国的人", "中国") == f"在{ZERO_WIDTH}*中国*{ZERO_WIDTH}的人"
    assert mark("lithium-free", "lithium") == "*lithium*-free"


@pytest.mark.parametrize("span", [(-1, 3), (3, 3), (5, 2), (0, 99)])
def test_a_place_that_is_none_is_left_out(span):
    assert marked("A lithium mine", [span], 300) == "A lithium mine"


def test_what_is_too_long_is_cut_at_a_word_and_never_within_a_match():
    text = "A lithium mine opens near the border"
    assert mark(text, "lithium", limit=24) == "A *lithium* mine opens…"
    assert mark(text, "border", limit=34) == "A lithium mine opens near the…"
    assert mark(text, "lithium", limit=8) == "A…"


texts = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("*_~`<>&| \n ab"), max_size=60)


@given(texts, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=5), st.integers(1, 90))
def test_any_text_is_on_one_line_within_the_limit_with_whole_pairs_of_asterisks(text, spans, limit):
    made = marked(text, spans, limit)
    assert len(made) <= limit
    assert "\n" not in made
    assert made.count("*") % 2 == 0
    assert not re.search(r"[<>`_~]|\*\s[^*]*\*(?=\w)|&(?!amp;|lt;|gt;)", made)


@given(texts, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=5))
def test_without_its_asterisks_it_is_what_is_shown_else(text, spans):
    made = marked(text, spans, 10_000)
    assert made.replace("*", "").replace(ZERO_WIDTH, "") == shown(text, 10_000).replace(ZERO_WIDTH, "")
