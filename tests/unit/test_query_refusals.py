"""What is refused as a query, and how the refusal teaches."""

import time
import unicodedata

import pytest

from newswatch.errors import QueryError
from newswatch.query import caret, parse

NEEDED = "Nothing here has to occur, so nearly every article would match; add a word that must."
MIXED = "AND and OR need parentheses here. Which one?"


def refused(typed):
    with pytest.raises(QueryError) as caught:
        parse(typed)
    return caught.value


# ``^`` stands before what is wrong and is no part of what is typed.
@pytest.mark.parametrize(
    ("marked", "message", "readings"),
    [
        (
            "pompeo OR lavrov ^venezuela",
            MIXED,
            ("(pompeo OR lavrov) AND venezuela", "pompeo OR (lavrov AND venezuela)"),
        ),
        ("a AND b ^OR c", MIXED, ("a AND (b OR c)", "(a AND b) OR c")),
        ("x (a b ^| c)", MIXED, ("x AND a AND (b OR c)", "x AND ((a AND b) OR c)")),
        (
            "tesla OR byd ^NOT football",
            MIXED,
            ("(tesla OR byd) AND NOT football", "tesla OR (byd AND NOT football)"),
        ),
        (
            "tesla OR byd ^AND -football",
            MIXED,
            ("(tesla OR byd) AND NOT football", "tesla OR (byd AND NOT football)"),
        ),
        (
            "pompeo ^or lavrov",
            'Write OR in capitals to use it as operator, or "or" to look for the word.',
            ("pompeo OR lavrov", 'pompeo AND "or" AND lavrov'),
        ),
        (
            "pompeo ^And lavrov",
            'Write AND in capitals to use it as operator, or "And" to look for the word.',
            ("pompeo AND lavrov", 'pompeo AND "And" AND lavrov'),
        ),
        (
            "a ^or b and c",
            'Write OR in capitals to use it as operator, or "or" to look for the word.',
            ("(a OR b) AND c", "a OR (b AND c)", 'a AND "or" AND b AND "and" AND c'),
        ),
        (
            "^not football",
            'Write NOT in capitals to use it as operator, or "not" to look for the word.',
            ("football", '"not" AND football'),
        ),
        ("^NOT football", NEEDED, ("football",)),
        ("^-football", NEEDED, ("football",)),
        ("^-a -b", NEEDED, ("a AND b",)),
        ("a OR ^NOT b", NEEDED, ("a AND NOT b", "a OR b")),
        ("^NOT (a b)", NEEDED, ("a AND b",)),
        ("^", "The query is empty; write at least one word to look for.", ()),
        ("^ \u00a0\n", "The query is empty; write at least one word to look for.", ()),
        ("^()", "There is nothing between these parentheses.", ()),
        ("a ^( )", "There is nothing between these parentheses.", ("a",)),
        ("^(a OR b", "This parenthesis is never closed.", ("a OR b",)),
        ("(a OR ^(b c", "This parenthesis is never closed.", ("a OR (b AND c)",)),
        ("a OR b^)", "This parenthesis was never opened.", ("a OR b",)),
        (
            'venezuela ^"secretary of',
            "This quotation mark is never closed.",
            ('venezuela AND "secretary of"',),
        ),
        ('^""', "There is no word between these quotation marks.", ()),
        ('a ^"…"', "There is no word between these quotation marks.", ("a",)),
        (
            'x ^"economic sanction*"',
            "A star does nothing between quotation marks; there the words stand as they are.",
            ('x AND "economic sanction"',),
        ),
        ("a ^…", "There is no word to look for in ….", ("a",)),
        ("a ^& b", "There is no word to look for in &.", ("a AND b",)),
        (
            "venezuela ^- football",
            "A minus must stand directly before what it excludes, without a blank.",
            ("venezuela AND football", "venezuela AND NOT football"),
        ),
        ("venezuela ^AND", "A word is missing after AND.", ("venezuela",)),
        ("^OR venezuela", "A word is missing before OR.", ("venezuela",)),
        ("(a ^AND) b", "A word is missing after AND.", ("a AND b",)),
        ("a ^NOT", "A word is missing after NOT.", ("a",)),
        ("a AND ^OR b", "AND and OR stand side by side, with no word between them.", ("a AND b", "a OR b")),
        (
            "a NOT ^AND b",
            "NOT and AND stand side by side, with no word between them.",
            ("a AND NOT b", "a AND b"),
        ),
        # Errors elsewhere come before the question which reading is meant.
        ("a OR b c ^AND", "A word is missing after AND.", ("(a OR b) AND c", "a OR (b AND c)")),
        (
            "(" * 12 + "^(a" + ")" * 13,
            "Parentheses may stand inside each other 12 deep, and these go deeper.",
            (),
        ),
        (
            "x " * 200 + "^x",
            "The query has 201 words and phrases, and 200 are the most that it may have.",
            (),
        ),
        ("x" * 2000 + "^x", "The query has 2,001 characters, and 2,000 are the most that it may have.", ()),
    ],
)
def test_refusal_names_the_place_and_offers_what_works(marked, message, readings):
    position, typed = marked.index("^"), marked.replace("^", "", 1)

    error = refused(typed)

    assert (message, position) == (error.message, error.position)
    assert error.readings[: len(readings)] == readings
    assert bool(readings) == bool(error.readings)


@pytest.mark.parametrize(
    ("typed", "position", "readings"),
    [
        ("lavrov NEAR/8 venezuela", 7, ("lavrov AND venezuela",)),
        ("lavrov ONEAR/8 venezuela", 7, ("lavrov AND venezuela",)),
        ("lavrov near/8 venezuela", 7, ("lavrov AND venezuela",)),
        ("lavrov NEAR venezuela", 7, ("lavrov AND venezuela",)),
        ("lavrov AROUND(8) venezuela", 7, ("lavrov AND venezuela",)),
        ("lavrov NOT NEAR/8 venezuela", 7, ("lavrov AND NOT venezuela",)),
        ('"a b"~5', 0, ("a AND b",)),
        ("sanction*", 0, ("sanction",)),
        ("E*TRADE", 0, ('"E TRADE"',)),
        ("a *", 2, ("a",)),
        ("~merge", 0, ("merge",)),
        ("=US", 0, ("US",)),
        ('="May"', 0, ('"May"',)),
        ("atleast:3(tariff*)", 0, ("tariff",)),
        ("title:(pompeo OR lavrov) x", 0, ("(pompeo OR lavrov) AND x",)),
        ('intitle:"a b"', 0, ('"a b"',)),
        ("body: oil", 0, ("oil",)),
        ("lead:oil", 0, ("oil",)),
        ("oil site:reuters.com", 4, ("oil",)),
        ("oil AND site:reuters.com", 8, ("oil",)),
        ("oil -site:reuters.com", 4, ("oil",)),
        ('oil source:"Voice of America"', 4, ("oil",)),
        ("oil lang:(en OR es)", 4, ("oil",)),
        ("oil author:x section:y url:z tag:w", 4, ("oil",)),
        ("tesla OR byd lang:en", 13, ("tesla OR byd",)),
        ("lang:en", 0, ()),
        ("oil set:competitors", 4, ("oil",)),
        ("oil @competitors", 4, ("oil",)),
        ("oil <@U123|bob>", 4, ("oil",)),
        ("~merge lang:en sanction* NEAR/3 x", 0, ("merge AND sanction AND x",)),
    ],
)
def test_what_is_not_built_yet_is_refused_with_the_nearest_that_works(typed, position, readings):
    error = refused(typed)

    assert "not supported yet" in error.message or "star" in error.message
    assert (position, readings) == (error.position, error.readings)


@pytest.mark.parametrize(
    ("typed", "message", "readings"),
    [
        (
            "foo:bar",
            "There is no field called foo: put quotes around it if it is text to look for.",
            ('"foo bar"',),
        ),
        ("titel:oil", "There is no field called titel: did you mean title:?", ('"titel oil"',)),
        (
            "foo:(a b)",
            "There is no field called foo: put quotes around it if it is text to look for.",
            ("foo AND a AND b",),
        ),
    ],
)
def test_unknown_field_is_refused(typed, message, readings):
    error = refused(typed)

    assert (message, readings) == (error.message, error.readings)


@pytest.mark.parametrize(
    "typed", ["x " * 199 + "x", "x" * 2000, "(" * 12 + "a" + ")" * 12, "(" * 12 + "a OR b" + ")" * 12 + " c"]
)
def test_at_its_bounds_a_query_is_accepted(typed):
    assert parse(typed).typed == typed


def test_a_filter_that_would_nest_the_print_too_deep_is_refused():
    nested = "a OR z"
    for i in range(12):
        nested = f"b {'OR' if i % 2 else 'AND'} ({nested})"
    assert parse(nested).canonical == nested

    # The minus applies to all of it, so that the print needs parentheses around all of it.
    assert "12 deep" in refused(f"{nested} -c").message


def test_caret_stands_under_what_is_wrong():
    assert caret(refused("pompeo OR lavrov venezuela")) == (
        "pompeo OR lavrov venezuela\n                 ^ AND and OR need parentheses here. Which one?"
    )


def columns(text):
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def test_caret_stands_right_after_wide_characters():
    line, under = caret(refused("委内瑞拉 or ロシア")).splitlines()

    assert columns(line[: line.index("or")]) == columns(under[: under.index("^")]) == 9


def test_caret_shows_the_query_as_it_was_read_and_in_one_line():
    line, under = caret(refused("AT&amp;T\n<https://a.example|a.example> or b")).splitlines()

    assert line == "AT&T a.example or b"
    assert under.index("^") == line.index("or")


def test_caret_shows_only_the_surroundings_in_a_long_query():
    line, under = caret(refused("word " * 60 + "or " + "more " * 60)).splitlines()

    assert len(line) < 80
    assert under.index("^") == line.index("or more")
    assert (line[0], line[-1]) == ("…", "…")


@pytest.mark.parametrize(
    "unit",
    ["(", '"', "~a ", "a OR b c ", "'a ", "<https://", "&amp;", "NOT ", "a or ", "((a) ", "-a ", "a:(b "],
)
@pytest.mark.parametrize("length", [1_990, 100_000])
def test_hostile_text_is_refused_while_slack_waits(unit, length):
    start = time.process_time()

    caret(refused(f"a {unit * (length // len(unit))} NOT"))

    # What Slack waits; usually it takes a twentieth of that.
    assert time.process_time() - start < 3
