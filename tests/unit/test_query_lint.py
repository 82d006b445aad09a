"""What is odd about a query, told by its tree alone."""

import pytest
from builders import article
from hypothesis import event, given
from hypothesis import strategies as st
from queries import leaves, nodes

from newswatch.query import Query, evaluate, parse
from newswatch.query.implication import At, implies, key
from newswatch.query.lint import (
    Rank,
    findings,
    inflectable,
    inflecting,
    respelled,
    sought,
)
from newswatch.query.printing import canonical
from newswatch.query.syntax import Attribute, Filter

SETS = {
    "cars": parse("tesla OR byd"),
    "odd": parse("x AND (tesla OR (byd AND NOT byd))"),
    "german": parse("zoll AND lang:de"),
}


def told(text, sets=SETS):
    return [(each.sentence, each.mend and each.mend.query) for each in findings(parse(text, sets).root)]


@pytest.mark.parametrize(
    ("text", "one", "other", "mended"),
    [
        ("a AND NOT a", "a", "NOT a", "a"),
        ("Öl AND NOT ol", "Öl", "NOT ol", "Öl"),
        ('"a b" AND NOT a', '"a b"', "NOT a", '"a b"'),
        ('"a b c" AND NOT "b c"', '"a b c"', 'NOT "b c"', '"a b c"'),
        ("covid-19 AND NOT 19", "covid-19", "NOT 19", "covid-19"),
        ("sanctions AND NOT sanction*", "sanctions", "NOT sanction*", "sanctions"),
        ("sanctions* AND NOT sanction*", "sanctions*", "NOT sanction*", "sanctions*"),
        ("merge AND NOT ~merge", "merge", "NOT ~merge", "merge"),
        ("=US AND NOT us", "=US", "NOT us", "=US"),
        ("$TSLA AND NOT tsla", "$TSLA", "NOT tsla", "$TSLA"),
        ("a AND b AND NOT (x OR a)", "a", "NOT a", "a AND b AND NOT x"),
        ("a AND b AND NOT (b AND a)", "b", "NOT (b AND a)", "a AND b"),
        ("(a AND b AND c) AND NOT (a OR x)", "a", "NOT a", "a AND b AND c AND NOT x"),
        ("title:a AND NOT a", "title:a", "NOT a", "title:a"),
        ("lead:a AND NOT body:a", "lead:a", "NOT body:a", "lead:a"),
        ("title:(a AND NOT a)", "title:a", "NOT title:a", "title:a"),
        ("a NEAR/3 b AND NOT b", "a NEAR/3 b", "NOT b", "a NEAR/3 b"),
        ("a ONEAR/3 b AND NOT (b NEAR/5 a)", "a ONEAR/3 b", "NOT (b NEAR/5 a)", "a ONEAR/3 b"),
        ("(a OR b) NEAR/3 c AND NOT (a OR b OR c)", "(a OR b) NEAR/3 c", "NOT c",
         "(a OR b) NEAR/3 c AND NOT (a OR b)"),
        ("(a NOT NEAR/3 b) AND NOT a", "a NOT NEAR/3 b", "NOT a", "a NOT NEAR/3 b"),
        ("atleast:3(a) AND NOT a", "atleast:3(a)", "NOT a", "atleast:3(a)"),
        ("atleast:3(a) AND NOT atleast:2(a)", "atleast:3(a)", "NOT atleast:2(a)", "atleast:3(a)"),
        ("a AND site:uk.reuters.com AND NOT site:reuters.com",
         "site:uk.reuters.com", "NOT site:reuters.com", "a AND site:uk.reuters.com"),
        ('source:"Voice of America" AND NOT source:voice',
         'source:"Voice of America"', "NOT source:voice", 'source:"Voice of America"'),
        ("a AND url:/world/asia AND NOT url:world/",
         "url:/world/asia", "NOT url:world/", "a AND url:/world/asia"),
        ("a AND site:reuters.com AND site:bbc.com", "site:reuters.com", "site:bbc.com",
         "a AND (site:reuters.com OR site:bbc.com)"),
        ("site:reuters.com AND site:bbc.com", "site:reuters.com", "site:bbc.com",
         "site:reuters.com OR site:bbc.com"),
        ("a AND lang:en AND lang:de", "lang:en", "lang:de", "a AND (lang:en OR lang:de)"),
        ("(a OR b) AND NOT (a OR b)", "a", "NOT a", None),
        ("set:cars AND NOT set:cars", "set:cars", "NOT set:cars", None),
        ("tesla AND NOT set:cars", "tesla", "NOT set:cars", "tesla"),
        ("tesla AND NOT (x OR set:cars)", "tesla", "NOT set:cars", "tesla AND NOT x"),
        ("set:german AND lang:en", "set:german", "lang:en", None),
    ],
)  # fmt: skip
def test_a_query_that_can_match_nothing(text, one, other, mended):
    sentence = f"It can match nothing: `{one}` and `{other}` exclude each other."
    assert told(text)[0] == (sentence, mended)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("title:(body:x)", "`title:(body:x)`"),
        ("a AND title:(b AND lead:x)", "`title:(lead:x)`"),
        ("title:(lead:(a NEAR/3 b))", "`title:(lead:(a NEAR/3 b))`"),
    ],
)
def test_nothing_stands_in_title_and_text(text, sentence):
    asks = f"nothing stands in the title and in the text at once, as {sentence} asks"
    assert told(text)[0][0] == f"It can match nothing: {asks}."


@pytest.mark.parametrize(
    ("text", "part", "one", "other", "mended"),
    [
        ("x AND (a OR (b AND NOT b))", "b AND NOT b", "b", "NOT b", "x AND a"),
        ("(a OR b) AND NOT a", "a", "a", "NOT a", "b AND NOT a"),
        ("x AND lang:en AND (a OR lang:de)", "lang:de", "lang:en", "lang:de", "x AND lang:en AND a"),
        ("x AND (a OR (site:a.com AND site:b.com))", "site:a.com AND site:b.com", "site:a.com", "site:b.com",
         "x AND a"),
        ("title:(x AND (a OR b)) AND NOT a", "a", "title:a", "NOT a", "title:(x AND b) AND NOT a"),
    ],
)  # fmt: skip
def test_a_part_that_can_match_nothing(text, part, one, other, mended):
    sentence = f"`{part}` matches nothing here: `{one}` and `{other}` exclude each other."
    assert told(text) == [(sentence, mended)]


def test_a_negation_that_excludes_nothing():
    sentence = "`NOT (b AND NOT a)` excludes nothing: `a` and `NOT a` exclude each other."
    assert told("a AND NOT (b AND NOT a)") == [(sentence, "a")]


@pytest.mark.parametrize(
    ("text", "sentence", "mended"),
    [
        ("tariff OR tariff*", "`tariff` is in `tariff*` already.", "tariff*"),
        ("tariff OR ~tariff", "`tariff` is in `~tariff` already.", "~tariff"),
        ("tariff OR steel OR Tariff", "`Tariff` is in `tariff` already.", "tariff OR steel"),
        ("tariff OR steel OR tariff", "`tariff` stands there twice.", "tariff OR steel"),
        ("a OR (a AND b)", "`a AND b` is in `a` already.", "a"),
        ('steel OR "steel tariff"', '`"steel tariff"` is in `steel` already.', "steel"),
        ("x AND (site:uk.reuters.com OR site:reuters.com)",
         "`site:uk.reuters.com` is in `site:reuters.com` already.", "x AND site:reuters.com"),
        ("(tariff OR tariff*) NEAR/5 x", "`tariff` is in `tariff*` already.", "tariff* NEAR/5 x"),
        ("tesla OR set:cars", "`tesla` is in `set:cars` already.", "set:cars"),
        ("tariff OR tariffs OR tariff*",
         "`tariffs` is in `tariff*` already, and 1 more of the alternatives add nothing.", "tariff*"),
    ],
)  # fmt: skip
def test_an_alternative_that_adds_nothing(text, sentence, mended):
    assert told(text) == [(sentence, mended)]


@pytest.mark.parametrize(
    "text",
    [
        "lithium AND (mine OR mining) AND NOT football",
        'a AND NOT "a b"',
        "sanction* AND NOT sanctions",
        "~merge AND NOT merge",
        "us AND NOT =US",
        "body:a AND NOT lead:a",
        "a AND NOT title:a",
        "title:(a AND NOT body:a)",
        "site:reuters.com AND site:uk.reuters.com",
        "site:reuters.com AND NOT site:uk.reuters.com",
        "site:ters.com AND NOT site:reuters.com",
        "tag:a AND tag:b",
        "author:ana AND author:bo",
        "section:world AND section:news",
        "a AND NOT (a NEAR/3 b)",
        "a NEAR/5 b AND NOT (a NEAR/3 b)",
        "a NEAR/3 b AND NOT (a ONEAR/3 b)",
        "a AND NOT atleast:2(a)",
        '("a b" OR a) NEAR/5 x',
        'atleast:3("a b" OR a)',
        "tariff OR tariffs",
        "set:odd",
        "set:unknown AND x",
    ],
)  # fmt: skip
def test_nothing_odd(text):
    assert told(text, None if "unknown" in text else SETS) == []


def test_a_mend_that_would_be_refused_is_not_offered():
    [found] = findings(parse("site:reuters.com AND NOT (a AND site:reuters.com) AND a").root)
    assert found.mend is not None
    assert parse(found.mend.query)


# --- What is told is true ------------------------------------------------------------------------------

WORDS = ("oil", "gas", "merge", "merging", "Öl", "covid-19", "$TSLA", "tsla", "19")
TEXTS = st.lists(st.sampled_from([*WORDS, "C++", "tslas", "x"]), max_size=6).map(" ".join)
ARTICLES = st.builds(
    lambda title, text, site, language: article(
        f"https://{site}/world/a", title=title, text=text, language=language
    ),
    TEXTS, TEXTS, st.sampled_from(["uk.reuters.com", "bbc.co.uk"]), st.sampled_from(["en", "ja", ""]),
)  # fmt: skip


def reread(root):
    """Return a tree as the parser makes it: no two parts of it are one object."""
    return parse(canonical(root)).root


TREES = nodes().map(reread) | nodes(
    leaves(("oil", "Oil-gas"), prefixes=("oil",)),
    filters=(Filter(Attribute.LANG, "en"), Filter(Attribute.LANG, "ja")),
).map(reread)
"""The others have little in common with themselves."""


@given(TREES, st.lists(ARTICLES, max_size=8))
def test_what_can_match_nothing_matches_nothing(root, articles):
    found = list(findings(root))
    event(" ".join(sorted({each.rank.name for each in found})))
    if any(each.rank is Rank.NEVER for each in found):
        query = Query("", root, "")
        assert [one for one in articles if evaluate(query, one) is not None] == []


@given(TREES, st.lists(ARTICLES, max_size=8))
def test_without_what_adds_nothing_or_matches_nothing_a_query_is_the_same(root, articles):
    for found in findings(root):
        if found.rank in {Rank.SIDE, Rank.REDUNDANT} and found.mend:
            query, mended = Query("", root, ""), Query("", found.mend.root, "")
            for one in articles:
                assert (evaluate(query, one) is None) == (evaluate(mended, one) is None)


@given(TREES, TREES, st.lists(ARTICLES, max_size=8))
def test_what_follows_holds(root, other, articles):
    if not implies(At(root), At(other)):
        return
    event("follows")
    for one in articles:
        if evaluate(Query("", root, ""), one) is not None:
            assert evaluate(Query("", other, ""), one) is not None


@given(TREES, st.lists(ARTICLES, max_size=4), st.randoms(use_true_random=False))
def test_the_same_in_another_order_has_the_same_key(root, articles, chance):
    def shuffled(text):
        parts = text.split(" OR ") if " OR " in text else text.split(" AND ")
        chance.shuffle(parts)
        return (" OR " if " OR " in text else " AND ").join(parts)

    text = canonical(root)
    if "(" not in text:
        assert key(parse(shuffled(text)).root) == key(root)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a AND b", "b a"),
        ("a AND (b OR c)", "(C OR b) a"),
        ('"a" AND b', "b AND a"),
        ("a NEAR/3 b", "b NEAR/3 a"),
        ("set:cars AND x", "x AND (byd OR tesla)"),
        ("a OR a OR b", "b OR a"),
        ('author:"Ana Núñez"', 'author:("ana nunez")'),
    ],
)
def test_queries_that_ask_for_the_same(one, other):
    assert key(parse(one, SETS).root) == key(parse(other, SETS).root)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a AND b", "a OR b"),
        ("a ONEAR/3 b", "b ONEAR/3 a"),
        ("a", "~a"),
        ("=US", "us"),
        ("=US", "=Us"),
        ("~öl", "~ol"),
        ("abc*", "abc"),
        ("title:a", "a"),
        ('"a b"', "a b"),
    ],
)
def test_queries_that_ask_for_something_else(one, other):
    assert key(parse(one).root) != key(parse(other).root)


# --- Words that are worth a look -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tariff AND (mine OR NATO OR covid-19 OR 2024 OR eu)", ["tariff", "mine"]),
        ("Lavrov AND NOT tariff", ["Lavrov"]),
        ("tariff AND (tariff* OR steel)", ["steel"]),
        ("tariff OR ~tariff", []),
        ('"steel tariff" AND =Tariff', []),
        ("steel NEAR/5 (tariff OR tax)", ["steel", "tariff", "tax"]),
        ("steel NOT NEAR/5 tariff", ["steel"]),
        ("title:(steel OR Steel) AND atleast:2(tax)", ["steel", "tax"]),
        ("set:cars AND steel", ["steel"]),
        ("委内瑞拉", []),
    ],
)
def test_words_that_may_have_inflections(text, expected):
    assert [word.text for word in inflectable(parse(text, SETS).root)] == expected


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("tariff", "~tariff"),
        ("(tariff OR steel) AND NOT tariff", "(~tariff OR steel) AND NOT tariff"),
        ("tariff NEAR/3 steel AND title:tariff", "~tariff NEAR/3 steel AND title:~tariff"),
        ("set:cars AND tariff", "set:cars AND ~tariff"),
        ("steel NOT NEAR/3 tariff AND tariff", "steel NOT NEAR/3 tariff AND ~tariff"),
        (" OR ".join(["tariff", *(f"~w{n}x" for n in range(20))]), None),
    ],
)
def test_inflections_in_the_place_of_a_word(text, mended):
    root = parse(text, SETS).root
    mend = inflecting(root, next(w for w in inflectable(root) if w.text == "tariff"))
    assert (mend and mend.query) == mended


def test_words_that_are_looked_up():
    root = parse(
        'lithum AND "steel of 2024" AND NOT (sanction* OR ~merge) AND $TSLA AND set:cars AND x', SETS
    ).root
    assert [word.shown for word in sought(root)] == [
        "lithum", "steel", "of", "sanction*", "~merge", "TSLA",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("lithum AND mine", "lithium AND mine"),
        ('"the lithum mine" OR x', '"the lithium mine" OR x'),
        ("~lithum AND NOT x", "~lithium AND NOT x"),
        ("=lithum", None),
        ("lithum NEAR/3 mine", "lithium NEAR/3 mine"),
    ],
)
def test_another_word_in_the_place_of_one(text, mended):
    root = parse(text).root
    mend = respelled(root, next(word for word in sought(root) if word.term == "lithum"), "lithium")
    assert (mend and mend.query) == mended
