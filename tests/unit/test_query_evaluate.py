"""Whether a query holds for an article, and by which places."""

import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from newswatch.model import Field
from newswatch.query import evaluate, parse

CORPUS = Path(os.environ.get("NEWSWATCH_CORPUS", Path(__file__).parents[3] / "shared" / "corpus"))


def article(text, title=""):
    return SimpleNamespace(title=title, text=text)


def held(query, text, title=""):
    """The texts of the places, or None."""
    places = evaluate(parse(query), article(text, title))
    fields = {Field.TITLE: title, Field.BODY: text}
    return None if places is None else [fields[place.field][place.start : place.end] for place in places]


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("venezuela", "In VENEZUELA’s capital", ["VENEZUELA"]),
        ("venezuela", "Venezuelans", None),
        ("venezuela russia", "Russia, Venezuela", ["Russia", "Venezuela"]),
        ("venezuela russia", "Russia", None),
        ("pompeo OR lavrov", "Lavrov met Lavrov", ["Lavrov", "Lavrov"]),
        ("pompeo OR lavrov", "Putin", None),
        ("venezuela -football", "Venezuela", ["Venezuela"]),
        ("venezuela -football", "Venezuela football", None),
        ("a NOT (b c)", "a b", ["a"]),
        ("a NOT (b c)", "a b c", None),
        ("a (b OR NOT c)", "a b c", ["a", "b"]),
        ("a (b OR NOT c)", "a", ["a"]),
        ("a (b OR NOT c)", "a c", None),
        ('"secretary of state"', "Secretary of\n\nState; state of secretary", ["Secretary of\n\nState"]),
        ('"secretary of state"', "secretary state", None),
        ('"a b a"', "a b a b a", ["a b a", "a b a"]),
        ('"russia foreign minister"', "Russia's Foreign Minister", ["Russia's Foreign Minister"]),
        ("covid-19", "COVID 19, covid‑19, covid", ["COVID 19", "covid‑19"]),
        ("u.s.", "the U.S. and us", ["U.S"]),
        ("AT&T", "AT&T, at T", ["AT&T"]),
        ('"AT&T stock"', "AT&T stock", ["AT&T stock"]),
        ("C++", "C and C++", ["C++"]),
        ("$TSLA", "TSLA $TSLA", ["$TSLA"]),
        ("TSLA", "buy $TSLA", ["TSLA"]),
        ('"buy TSLA"', "buy $TSLA", ["buy $TSLA"]),
        ("#cop30", "#COP30 cop30", ["#COP30"]),
        (".NET", ".NET net", [".NET"]),
        ("瑞拉", "委内瑞拉总统", ["瑞拉"]),
        ("拉瑞", "委内瑞拉总统", None),
        ("서울", "서울에서", ["서울"]),
        ("น้ำมัน", "ราคาน้ำมันโลก", ["น้ำมัน"]),
    ],
)
def test_query_holds_by_these_places(query, text, expected):
    assert held(query, text) == expected


def test_title_comes_before_text_and_both_are_searched():
    assert held("oil AND gas", "Gas, oil", title="Oil") == ["Oil", "Gas", "oil"]


def test_phrase_never_crosses_from_title_into_text():
    assert held('"oil price"', "price", title="oil") is None


def test_overlapping_queries_give_each_place_once():
    assert held('oil OR "oil price" OR oil', "oil price") == ["oil", "oil price"]


@pytest.fixture
def seed():
    path = CORPUS / "seed" / "article.txt"
    if not path.exists():
        pytest.skip("the corpus is not here; NEWSWATCH_CORPUS says where it is")
    _, title, caption, body = path.read_text(encoding="utf-8").split("\n\n", 3)
    return article(f"{caption}\n\n{body}", title)


def test_seed_article_is_caught_by_what_it_is_about(seed):
    places = evaluate(parse("(pompeo OR lavrov) AND venezuela"), seed)

    assert {"Pompeo", "Lavrov", "Venezuela"} == {
        (seed.title if place.field is Field.TITLE else seed.text)[place.start : place.end] for place in places
    }


def test_seed_article_is_not_caught_by_what_it_is_not_about(seed):
    assert evaluate(parse("football AND venezuela"), seed) is None
