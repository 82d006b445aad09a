"""Why a query holds for an article or does not."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from test_topic_index import ARTICLES, ROOTS, SOURCES, as_query

from newswatch.query import evaluate, explain, parse
from newswatch.query.sets import resolve
from newswatch.query.syntax import Query

ARTICLE = SimpleNamespace(
    title="Lithium prices",
    text="The mine, as is said by its owners, who have others in Peru, is in Chile. Lithium!",
    language="es",
    url="https://www.mining.example/x",
    authors=("Ana Núñez", "B. Sen"),
)


def lines(clause, depth=0):
    """A clause and its parts as they may be shown."""
    mark = "✓" if clause.holds else "✗"
    said = f"{'  ' * depth}{mark} {clause.text}" + (f": {clause.note}" if clause.note else "")
    return [said, *(line for part in clause.parts for line in lines(part, depth + 1))]


def test_explanation_tells_clause_by_clause_what_held():
    query = parse("lithium AND (mine OR mining) AND NOT (copper OR peru) AND lang:en")
    assert lines(explain(query, ARTICLE)) == [
        "✗ lithium AND (mine OR mining) AND NOT (copper OR peru) AND lang:en",
        "  ✓ lithium",
        "  ✓ mine OR mining",
        "    ✓ mine",
        "    ✗ mining",
        "  ✗ NOT (copper OR peru)",
        "    ✓ copper OR peru",
        "      ✗ copper",
        "      ✓ peru",
        "  ✗ lang:en: the language is es",
    ]


@pytest.mark.parametrize(
    ("query", "note"),
    [
        ("mine NEAR/3 chile", "14 words apart at the closest"),
        ("chile ONEAR/90 mine", "not in this order"),
        ("prices NEAR/90 mine", "not both in the title, and not both in the text"),
        ("atleast:5(lithium)", "2 of 5 times"),
        ("lithium lang:en", ""),
        ("site:reuters.com", "the site is www.mining.example"),
        ("author:smith", "the author is Ana Núñez and B. Sen"),
        ("section:world", "the section is not known"),
        ("tag:wires", "the source has no tags"),
        ("lithium url:/world/", ""),
        ("gold", ""),
        ("mine NEAR/3 gold", ""),
    ],
)
def test_what_the_parts_do_not_tell_is_told_in_words(query, note):
    found = explain(parse(query), ARTICLE)
    assert not found.holds
    assert found.note == note


def test_places_are_those_of_each_clause():
    found = explain(parse("title:lithium AND mine"), ARTICLE)
    title, mine = found.parts
    assert [(p.field, p.start) for p in title.evidence] == [("title", 0)]
    assert [ARTICLE.text[p.start : p.end] for p in mine.evidence] == ["mine"]
    assert [(p.field, p.start) for p in title.parts[0].evidence] == [("title", 0)]


def test_a_saved_set_is_told_by_its_name_and_what_it_stands_for():
    query = parse("set:metals AND mine")
    resolved = Query("", resolve(query.root, {"metals": parse("lithium OR gold")}), query.canonical)
    assert lines(explain(resolved, ARTICLE)) == [
        "✓ set:metals AND mine",
        "  ✓ set:metals",
        "    ✓ lithium OR gold",
        "      ✓ lithium",
        "      ✗ gold",
        "  ✓ mine",
    ]


@given(ROOTS, ARTICLES, SOURCES)
def test_explanation_and_evaluation_agree(root, article, brought_by):
    found = explain(as_query(root), article, brought_by)
    evidence = evaluate(as_query(root), article, brought_by)
    assert found.holds is (evidence is not None)
    assert found.evidence == (evidence or ())
