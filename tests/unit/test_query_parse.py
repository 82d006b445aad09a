"""What is accepted as a query, and how it is printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswatch.errors import QueryError
from newswatch.query import parse
from newswatch.query.printing import canonical
from newswatch.query.syntax import Phrase, Word, anchors, conjunction, disjunction, negation


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("venezuela", "venezuela"),
        ("  Venezuela \n russia ", "Venezuela AND russia"),
        ("venezuela AND russia", "venezuela AND russia"),
        ("venezuela && russia", "venezuela AND russia"),
        ("pompeo OR lavrov", "pompeo OR lavrov"),
        ("pompeo|lavrov || putin", "pompeo OR lavrov OR putin"),
        ("(pompeo OR lavrov) venezuela", "(pompeo OR lavrov) AND venezuela"),
        ("((a)) AND (b AND (c d))", "a AND b AND c AND d"),
        ("a OR (b OR c)", "a OR b OR c"),
        ("a(b OR c)", "a AND (b OR c)"),
        ("venezuela -football", "venezuela AND NOT football"),
        ("venezuela AND NOT football", "venezuela AND NOT football"),
        ("venezuela NOT (a OR b)", "venezuela AND NOT (a OR b)"),
        ('venezuela -"world cup" -(a OR b)', 'venezuela AND NOT "world cup" AND NOT (a OR b)'),
        ("NOT NOT a", "a"),
        ("a NOT -b", "a AND b"),
        # A minus at either end is for the whole query.
        ("tesla OR byd -football", "(tesla OR byd) AND NOT football"),
        ("-football tesla OR byd", "NOT football AND (tesla OR byd)"),
        ("tesla OR byd -a -b", "(tesla OR byd) AND NOT a AND NOT b"),
        ('"secretary of state"', '"secretary of state"'),
        ('"  secretary\n of  state "', '"secretary of state"'),
        ('"and"', '"and"'),
        ('rock "and" roll', 'rock AND "and" AND roll'),
        ("covid-19 u.s.", "covid-19 AND u.s"),
        ("AT&T C++ $TSLA #cop30 .NET", "AT&T AND C++ AND $TSLA AND #cop30 AND .NET"),
        ("Venezuela's, (really!)", "Venezuela AND really"),
        ("10:30 Venezuela: talks", "10:30 AND Venezuela AND talks"),
        ("near miss", "near AND miss"),
        ("委内瑞拉 OR ベネズエラ", "委内瑞拉 OR ベネズエラ"),
        # As pasted.
        ("“secretary of state”", '"secretary of state"'),
        ("„Außenminister“ «ministre» 「大臣」", '"Außenminister" AND "ministre" AND "大臣"'),
        ("'secretary of state'", '"secretary of state"'),
        ("‘Venezuela’s crisis’", '"Venezuela\'s crisis"'),
        ("'90s OR dogs'", "90s OR dogs"),
        ("（ｐｏｍｐｅｏ ＯＲ lavrov）　venezuela", "(pompeo OR lavrov) AND venezuela"),
        ("（委内瑞拉｜俄罗斯） 会谈", "(委内瑞拉 OR 俄罗斯) AND 会谈"),
        ("venezuela\u00a0AND\u200b\u00a0russia", "venezuela AND russia"),
        ("venezuela –football", "venezuela AND NOT football"),
        ("AT&amp;T &quot;a b&quot; R&#38;D", 'AT&T AND "a b" AND R&D'),
        ("<https://reuters.com|reuters.com> oil", "reuters.com AND oil"),
        ("<https://reuters.com> oil", "reuters.com AND oil"),
        ("https://reuters.com/world oil", "reuters.com/world AND oil"),
        ("<mailto:a@b.example|a@b.example>", "a@b.example"),
        ("<#C123|cop30> oil", "#cop30 AND oil"),
        ("a &lt;b&gt; c", "a AND b AND c"),
        ('"E*TRADE"', '"E*TRADE"'),
        # What would be read again is spelled so that it is read the same.
        ('"a &amp;lt; b"', '"a &amp;lt; b"'),
        ('"see &lt;https://a.example&gt;"', '"see &lt;https://a.example>"'),
    ],
)
def test_query_is_read_as_meant(typed, expected):
    query = parse(typed)

    assert expected == query.canonical
    assert query.typed == typed
    assert parse(expected).root == query.root


CHARS = "abzAZ09 \n()|\"'&;<>-+*~=:/@#$.,“”’«»（）＂｜é½ßا委ガ\u3099\u0301\u200b\u00a0🚀"
WORDS = st.sampled_from(
    [
        "AND",
        "OR",
        "NOT",
        "or",
        "And",
        "a",
        "b",
        "venezuela",
        "NEAR/8",
        "title:",
        "lang:en",
        "@x",
        "~m",
        "AT&T",
        "(",
        ")",
        '"',
        "-",
        "|",
        "'",
        "&lt;",
        "&amp;amp;",
        ".NET",
        "C++",
        "x*",
        "<https://a.b|c>",
        "foo:bar",
    ]
)
TYPED = (
    st.text(CHARS, max_size=40)
    | st.text(max_size=30)
    | st.lists(WORDS, max_size=12).map(" ".join)
    | st.lists(WORDS | st.text(CHARS, max_size=3), max_size=12).map("".join)
)


def outcome_of(typed):
    try:
        return parse(typed)
    except QueryError as error:
        return error


@given(TYPED)
def test_whatever_is_typed_is_parsed_and_printed_for_good_or_refused_with_readings_that_work(typed):
    outcome = outcome_of(typed)

    if isinstance(outcome, QueryError):
        assert outcome.query == typed
        assert 0 <= outcome.position <= len(typed)
        assert all(parse(reading).canonical == reading for reading in outcome.readings)
    else:
        again = parse(outcome.canonical)
        assert (again.root, again.canonical) == (outcome.root, outcome.canonical)


# Small sets: trees are to be shaped in many ways, words to meet in articles.
LEAVES = st.sampled_from([Word("a"), Word("B"), Word("covid-19"), Word("AT&T"), Phrase("a b"), Phrase("and")])
TREES = st.recursive(
    LEAVES,
    lambda children: (
        st.lists(children, min_size=1, max_size=4).map(conjunction)
        | st.lists(children, min_size=1, max_size=4).map(disjunction)
        | children.map(negation)
    ),
    max_leaves=12,
)


@given(TREES.filter(anchors))
def test_parsing_the_print_of_a_tree_gives_the_tree(root):
    assert parse(canonical(root)).root == root
