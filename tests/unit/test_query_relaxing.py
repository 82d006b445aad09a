"""What is left of a query without one of its clauses."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from queries import WORDS, leaves, queries

from newswatch.query import evaluate, parse
from newswatch.query.printing import canonical
from newswatch.query.relaxing import edits, relaxations
from newswatch.query.syntax import And, Query, is_selective


def relaxed(text, sets=None):
    return [(canonical(clause), canonical(rest)) for clause, rest in relaxations(parse(text, sets).root)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "lithium AND (mine OR mining) AND lang:en",
            [
                ("lithium", "(mine OR mining) AND lang:en"),
                ("mine OR mining", "lithium AND lang:en"),
                ("lang:en", "lithium AND (mine OR mining)"),
            ],
        ),
        # Without lithium, every article in English, or about anything else, would be near.
        ("lithium AND lang:en", [("lang:en", "lithium")]),
        ("lithium AND NOT battery", [("NOT battery", "lithium")]),
        ("lithium", []),
        ("lithium OR cobalt", []),
        ("(lithium AND mine) OR (cobalt AND mine)", [
            ("lithium", "mine"), ("mine", "lithium"), ("cobalt", "mine"), ("mine", "cobalt"),
        ]),
        ("lithium NEAR/5 mine", [("lithium NEAR/5 mine", "lithium AND mine")]),
        ("lithium NOT NEAR/5 mine", [("lithium NOT NEAR/5 mine", "lithium")]),
        ('"lithium mine"', [('"lithium mine"', "lithium AND mine")]),
        ('"mine mine"', []),
        ("title:lithium", [("title:lithium", "lithium")]),
        ("atleast:3(lithium)", [("atleast:3(lithium)", "lithium")]),
        ("=US", [("=US", "US")]),
        ("sanction*", []),
        ("site:reuters.com", []),
    ],
)  # fmt: skip
def test_clauses_are_left_out_one_by_one(text, expected):
    assert relaxed(text) == expected


def test_saved_set_is_one_clause_and_alone_what_it_stands_for():
    sets = {"evs": parse("tesla AND byd")}
    assert relaxed("set:evs AND lithium", sets) == [("set:evs", "lithium"), ("lithium", "set:evs")]
    assert relaxed("set:evs", sets) == [("tesla", "byd"), ("byd", "tesla")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lithium AND lang:en", [("lang:en", "lithium", True)]),
        ("lithium NEAR/5 mine", [("lithium NEAR/5 mine", "lithium AND mine", False)]),
        (
            "(lithium AND mine) OR cobalt",
            [("lithium", "mine OR cobalt", True), ("mine", "lithium OR cobalt", True)],
        ),
        ("cobalt OR =US OR tin", [("=US", "cobalt OR US OR tin", False)]),
        ("lithium", []),
    ],
)
def test_what_is_left_of_a_query_keeps_its_other_alternatives(text, expected):
    found = [
        (canonical(edit.clause), canonical(edit.whole), edit.dropped) for edit in edits(parse(text).root)
    ]
    assert found == expected


def test_a_set_is_written_out_where_a_clause_of_it_is_left_out():
    sets = {"evs": parse("tesla AND byd")}
    found = [canonical(edit.whole) for edit in edits(parse("set:evs OR lithium", sets).root)]
    assert found == ["byd OR lithium", "tesla OR lithium"]
    assert [canonical(edit.whole) for edit in edits(parse("set:evs AND lithium", sets).root)] == [
        "lithium",
        "set:evs",
    ]


@given(queries())
def test_the_clauses_of_both_are_the_same(query):
    assert [edit.clause for edit in edits(query.root)] == [clause for clause, _ in relaxations(query.root)]


@given(queries(), st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join))
def test_what_is_left_holds_wherever_the_query_did(query, text):
    article = SimpleNamespace(title="", text=text)
    if evaluate(query, article) is not None:
        assert all(evaluate(Query("", edit.whole, ""), article) is not None for edit in edits(query.root))


TEXTS = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)


@given(st.lists(leaves(), min_size=2, max_size=4, unique=True), TEXTS, TEXTS)
def test_what_is_left_holds_where_all_other_clauses_do(children, title, text):
    article = SimpleNamespace(title=title, text=text)
    held = [evaluate(Query("", child, ""), article) is not None for child in children]
    found = list(relaxations(And(tuple(children))))
    assert [clause for clause, _ in found] == children
    for n, (_, rest) in enumerate(found):
        others = held[:n] + held[n + 1 :]
        assert (evaluate(Query("", rest, ""), article) is not None) is all(others)


@given(queries())
def test_what_is_left_asks_for_something(query):
    assert all(is_selective(rest) for _, rest in relaxations(query.root))
