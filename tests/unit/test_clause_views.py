"""How a query is told clause by clause: in which words, and how deep."""

import pytest
from builders import topic

from newswatch.slack.views import clauses as views
from newswatch.slack.views.clauses import DEPTH, INDENT
from newswatch.usecases.findings import Drop, Quote, Reason, Tongue

LEAF = Reason("lithium", True, (("lithium", 4),))
NOT_THERE = Reason("cobalt", False)


def clauses(reason):
    return [row.replace(INDENT, "  ") for row in views.lines(reason, 100)]


def test_a_query_is_told_clause_by_clause():
    either = Reason("mine OR mining", True, (("mining", 2),), parts=(NOT_THERE, LEAF))
    language = Reason("lang:en", False, note="the language is es")
    whole = Reason("lithium AND (mine OR mining) AND lang:en", False, parts=(LEAF, either, language))
    assert clauses(whole) == [
        "✗ `lithium AND (mine OR mining) AND lang:en`",
        "  ✓ `lithium`  *lithium*, 4 times",
        "  ✓ `mine OR mining`  *mining*, twice",
        "  ✗ `lang:en`  the language is es",
    ]


def test_where_one_is_enough_those_that_hold_are_told_and_the_others_counted():
    assert clauses(Reason("a OR b OR c", True, parts=(NOT_THERE, LEAF, NOT_THERE))) == [
        "✓ `a OR b OR c`",
        "  ✓ `lithium`  *lithium*, 4 times",
        "  ✗ 2 others",
    ]


def test_a_part_is_opened_as_far_as_it_tells_why():
    inner = Reason("x AND y", False, parts=(LEAF, NOT_THERE))
    dead = Reason("p OR q", False, parts=(NOT_THERE, NOT_THERE))
    assert clauses(Reason("all", False, parts=(inner, dead))) == [
        "✗ `all`",
        "  ✗ `x AND y`",
        "    ✓ `lithium`  *lithium*, 4 times",
        "    ✗ `cobalt`",
        "  ✗ `p OR q`",
    ]


def test_what_is_nested_deeper_is_told_by_what_it_is_in():
    reason = Reason("deep", False, parts=(LEAF, NOT_THERE))
    for _ in range(6):
        reason = Reason("nested", False, parts=(LEAF, reason))
    assert max(row.count("  ") - row.count("`  ") for row in clauses(reason)) == DEPTH


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        (Quote("… fall of ", "lithium", " prices …", 3), "“… fall of *lithium* prices …” and 3 more"),
        (Quote("", "Lithium", ""), "“*Lithium*”"),
        (Quote("(", "lithium", "), a metal", 1), "“(*lithium*), a metal” and 1 more"),
        (Quote("<!channel> ", "*lithium*", " & <b"), "“&lt;!channel&gt; *∗lithium∗* &amp; &lt;b”"),
    ],
)
def test_a_word_is_quoted_with_what_stands_around_it(quote, expected):
    assert clauses(Reason("lithium", True, (("lithium", 4),), quote=quote)) == [f"✓ `lithium`  {expected}"]


@pytest.mark.parametrize(
    ("tongue", "expected"),
    [
        (Tongue("es", declared=True), "the language is es (declared)"),
        (Tongue("es"), "the language is es (by its text)"),
        (Tongue("en", declared=True, reads_as="es"), "the language is en (declared; its text reads as es)"),
        (Tongue(""), "the language is not known"),
    ],
)
def test_a_clause_about_the_language_tells_how_that_is_known(tongue, expected):
    reason = Reason("lang:de", False, note="the language is not known", tongue=tongue)
    assert clauses(reason) == [f"✗ `lang:de`  {expected}"]


def test_a_label_has_room_for_what_it_brings_however_long_the_clause():
    button = views.drop_button(topic(), Drop(" OR ".join(["lithium"] * 50), "tin", 1_000_000, complete=False))
    assert button["text"]["text"].startswith("Drop lithium OR lithium")
    assert button["text"]["text"].endswith(": +1,000,000 or more in 7 days")


def test_a_query_that_fits_into_no_button_is_not_offered():
    assert views.drop_button(topic(), Drop("lang:en", "x" * 2_000, 1)) is None
