"""What is refused as a query, and how the refusal teaches."""

import sys
import time
import unicodedata

import pytest

from newswatch.errors import QueryError
from newswatch.query import caret, parse

MIXED = "AND and OR need parentheses here. Which one?"
NEEDED = "Nothing here has to occur, so nearly every article would match; add a word that must."
LANGUAGE_ALONE = "A language alone would match everything in that language; add a word that must occur."
ADDRESS_ALONE = "A part of an address alone is not enough; add a word that must occur, or a site:."
EMPTY = "The query is empty; write at least one word to look for."
NOTHING_BETWEEN = "There is nothing between these parentheses."
NEVER_CLOSED = "This parenthesis is never closed."
NO_WORD_QUOTED = "There is no word between these quotation marks."
LOOSE_MINUS = "A minus must stand directly before what it excludes, without a blank."
TOO_SHORT = "At least 3 letters must stand before a star."
STAR_AT_END = "A star can stand only at the end of a word."
STAR_IN_QUOTES = "A star does nothing between quotation marks; there the words stand as they are."
NO_EXPRESSIONS = "There are no regular expressions; use * for endings, and OR for other spellings."
TILDE_BEFORE = "A ~ stands before a word, and finds all its inflections."
BEHIND_FIELD = "A ~ stands directly before a word, behind title:, body: or lead:."
SLASH = "The number of words goes directly after the slash, as in NEAR/8."
NEAR_NUMBER = "NEAR takes a number of words between 1 and 100."
NOT_NEAR = "What must not be near stands behind NOT NEAR/3."
COUNT = "atleast: takes a number and a group in parentheses, as in atleast:3(tariff*)."
COUNT_NUMBER = "atleast: takes a number between 1 and 100."
TITLE_TAKES = "title: takes a word, a phrase, or a group in parentheses."
DOMAIN = "A site is a domain, such as reuters.com, or the end of one, such as .gov."
ONE_SITE = "site: takes one value, or several with OR in parentheses."
ONE_PART = "url: takes one part of an address as it stands, without stars and blanks."
SET_NAME = "The name of a saved set has letters, digits, - and _, and at most 40 of them."
NO_DATES = "Newswatch alerts on what is new, so there are no dates in a query."
NO_TITEL = "There is no field called titel: did you mean title:?"
NO_FOO = "There is no field called foo: put quotes around it if it is text to look for."


def lower(word):
    return f'Write {word.upper()} in capitals to use it as operator, or "{word}" to look for the word.'


def near_takes(what):
    return f"NEAR joins words, phrases and groups of these with OR, but no {what}."


def atleast_takes(what):
    return f"atleast: takes words, phrases and groups of these with OR, but no {what}."


def one_mark(one, other):
    return f"Only one of {one} and {other} can mark a word."


def no_language(said):
    return f"Newswatch knows no language {said}; write its name or its two letters, such as en."


def refused(typed):
    with pytest.raises(QueryError) as caught:
        parse(typed)
    return caught.value


# ``^`` stands before what is wrong and is no part of what is typed.
@pytest.mark.parametrize(
    ("marked", "message", "readings"),
    [
        # AND and OR together: tools disagree on what that means.
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
        ("a NEAR/3 b OR c ^d", MIXED, ("(a NEAR/3 b OR c) AND d", "a NEAR/3 b OR (c AND d)")),
        (
            "tesla OR byd ^url:/cars/",
            MIXED,
            ("(tesla OR byd) AND url:/cars/", "tesla OR (byd AND url:/cars/)"),
        ),
        (
            "(a b ^OR c) NEAR/3 d",
            MIXED,
            ("a NEAR/3 d AND (b OR c) NEAR/3 d", "(a NEAR/3 d AND b NEAR/3 d) OR c NEAR/3 d"),
        ),
        (
            "atleast:3(a b ^OR c)",
            MIXED,
            ("atleast:3(a) AND atleast:3(b OR c)", "(atleast:3(a) AND atleast:3(b)) OR atleast:3(c)"),
        ),
        ("a OR b c ^AND", "A word is missing after AND.", ("(a OR b) AND c", "a OR (b AND c)")),
        # Operators in lower case.
        ("pompeo ^or lavrov", lower("or"), ("pompeo OR lavrov", 'pompeo AND "or" AND lavrov')),
        ("pompeo ^And lavrov", lower("And"), ("pompeo AND lavrov", 'pompeo AND "And" AND lavrov')),
        (
            "a ^or b and c",
            lower("or"),
            ("(a OR b) AND c", "a OR (b AND c)", 'a AND "or" AND b AND "and" AND c'),
        ),
        ("^not football", lower("not"), ("football", '"not" AND football')),
        (
            "title:(mine ^or mining)",
            lower("or"),
            ("title:(mine OR mining)", 'title:(mine AND "or" AND mining)'),
        ),
        # Nothing has to occur.
        ("^NOT football", NEEDED, ("football",)),
        ("^-football", NEEDED, ("football",)),
        ("^-a -b", NEEDED, ("a AND b",)),
        ("a OR ^NOT b", NEEDED, ("a AND NOT b", "a OR b")),
        ("^NOT (a b)", NEEDED, ("a AND b",)),
        ("title:(^NOT a)", NEEDED, ("title:a",)),
        ("^-@rivals", NEEDED, ("set:rivals",)),
        ("football OR ^-title:live", NEEDED, ("football AND NOT title:live", "football OR title:live")),
        ("^NOT football lang:en", NEEDED, ("football AND lang:en",)),
        ("url:/world/ ^-football", NEEDED, ("url:/world/ AND football",)),
        ("^lang:en", LANGUAGE_ALONE, ()),
        ("^lang:(en OR de)", LANGUAGE_ALONE, ()),
        ("oil OR ^lang:en", LANGUAGE_ALONE, ("oil AND lang:en",)),
        ("^url:/world/", ADDRESS_ALONE, ()),
        ("oil OR ^url:/world/", ADDRESS_ALONE, ("oil AND url:/world/",)),
        # Nothing there.
        ("^", EMPTY, ()),
        ("^ \u00a0\n", EMPTY, ()),
        ("^()", NOTHING_BETWEEN, ()),
        ("a ^( )", NOTHING_BETWEEN, ("a",)),
        ("^(a OR b", NEVER_CLOSED, ("a OR b",)),
        ("(a OR ^(b c", NEVER_CLOSED, ("a OR (b AND c)", "(a OR b) AND c")),
        ("a OR b^)", "This parenthesis was never opened.", ("a OR b",)),
        (
            'venezuela ^"secretary of',
            "This quotation mark is never closed.",
            ('venezuela AND "secretary of"', "venezuela AND secretary AND of"),
        ),
        ('^""', NO_WORD_QUOTED, ()),
        ('a ^"…"', NO_WORD_QUOTED, ("a",)),
        ("a ^…", "There is no word to look for in ….", ("a",)),
        ("a ^& b", "There is no word to look for in &.", ("a AND b",)),
        ("venezuela ^- football", LOOSE_MINUS, ("venezuela AND football", "venezuela AND NOT football")),
        (
            "^• oil • gas",
            "Bullets join nothing; does one line of the list have to occur, or all?",
            ("oil OR gas", "oil AND gas"),
        ),
        ("^- oil", LOOSE_MINUS, ("oil",)),
        # Operators without a word.
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
        ("a ^NEAR/5", "A word is missing after NEAR/5.", ("a",)),
        ("^NEAR/5 a", "A word is missing before NEAR/5.", ("a",)),
        ("^title:", "A word is missing after title:.", ()),
        ("title:^AND x", "title: and AND stand side by side, with no word between them.", ("title:x", "x")),
        ("oil ^site:", "A value is missing after site:.", ("oil",)),
        # Stars, question marks and expressions.
        ("^co* mine", TOO_SHORT, ("co AND mine",)),
        ("^covid-19*", TOO_SHORT, ("covid-19",)),
        (
            "^委内瑞拉*",
            "In this script words are found inside of longer ones already; leave out the star.",
            ("委内瑞拉",),
        ),
        ("^C++* job", "A star can stand only directly after a letter or digit.", ("C++ AND job",)),
        ("^sanct*ion", STAR_AT_END, ("sanct*", '"sanct*ion"')),
        ("^E*TRADE", STAR_AT_END, ('"E*TRADE"',)),
        ("^*ship", STAR_AT_END, ("ship",)),
        ("tariff ^*", "A star stands directly after the beginning of a word.", ("tariff*", "tariff")),
        ('x ^"economic sanction*"', STAR_IN_QUOTES, ('x AND "economic sanction"',)),
        ('^"sanction*"', STAR_IN_QUOTES, ("sanction*", '"sanction"')),
        ('^"the * house"', STAR_IN_QUOTES, ("the ONEAR/2 house", '"the house"')),
        ('^"sanction"*', STAR_AT_END, ("sanction*", '"sanction"')),
        ("^source:reut*", "A star does nothing behind source:.", ("source:reut",)),
        (
            "^wom?n",
            "A question mark stands for no letter; use * for endings, or OR for other spellings.",
            ("wom*", '"wom?n"'),
        ),
        ("^/colou?r/", NO_EXPRESSIONS, ('"colou?r"',)),
        ("oil ^/world/", NO_EXPRESSIONS, ('oil AND "world"', "oil AND url:/world/")),
        ("^tesla^4", "There are no weights; a word occurs, or it does not.", ("tesla",)),
        ("^tesla^4! x", "There are no weights; a word occurs, or it does not.", ("tesla AND x",)),
        # Inflections and exact spelling.
        ("^merge~", TILDE_BEFORE, ("~merge", "merge")),
        ("^roam~2", TILDE_BEFORE, ("~roam", "roam")),
        ("^roam~2! x", TILDE_BEFORE, ("~roam AND x", "roam AND x")),
        ("^~merge*", one_mark("~", "*"), ("~merge", "merge*")),
        ("^=sanction*", one_mark("=", "*"), ("=sanction", "sanction*")),
        ("^=US*", TOO_SHORT, ("=US",)),
        ("^~=May", one_mark("~", "="), ("~May", "=May")),
        ("^~-merge x", "A minus stands before the ~.", ("NOT ~merge AND x",)),
        ("^~ merge", "A ~ must stand directly before a word, without a blank.", ("~merge", "merge")),
        ("^~(merge OR buy)", "A ~ marks one word or phrase, not a group.", ("~merge OR ~buy",)),
        (
            '="a b" AND ^=(c OR "d e")',
            "A = marks one word or phrase, not a group.",
            ('="a b" AND (=c OR ="d e")',),
        ),
        ("^~title:merge", BEHIND_FIELD, ("title:~merge", "title:merge")),
        ("^~lang:en oil", BEHIND_FIELD, ("lang:en AND oil",)),
        # How near.
        ("a ^NEAR/0 b", NEAR_NUMBER, ("a NEAR/1 b",)),
        ("a ^ONEAR/250 b", "ONEAR takes a number of words between 1 and 100.", ("a ONEAR/100 b",)),
        ("a ^NEAR/ b", SLASH, ("a NEAR/4 b",)),
        ("a ^NEAR8 b", SLASH, ("a NEAR/8 b",)),
        ("a ^near:8 b", SLASH, ("a NEAR/8 b",)),
        ("a ^NEAR/8words b", SLASH, ("a NEAR/8 b",)),
        ("a ^NEAR(8) b", SLASH, ("a NEAR/8 b",)),
        ("a ^ANDNOT b", "AND NOT are two words.", ("a AND NOT b",)),
        (
            "a ^AROUND 3 b",
            "Write NEAR/3 for the number of words, or put 3 into quotes.",
            ("a NEAR/3 b", 'a NEAR/4 "3" AND b'),
        ),
        (
            "a ^NEAR 8 b",
            "Write NEAR/8 for the number of words, or put 8 into quotes.",
            ("a NEAR/8 b", 'a NEAR/4 "8" AND b'),
        ),
        ("a ^AROUND(0) b", NEAR_NUMBER, ("a NEAR/1 b",)),
        (
            "a NEAR/3 b ^NEAR/3 c",
            "NEAR joins two; for a third, write each pair.",
            ("a NEAR/3 b AND b NEAR/3 c",),
        ),
        ("^(a AND b) NEAR/5 c", near_takes("AND"), ("a NEAR/5 c AND b NEAR/5 c",)),
        ("a NEAR/5 ^(b OR (c AND d))", near_takes("AND"), ("a NEAR/5 b OR (a NEAR/5 c AND a NEAR/5 d)",)),
        ("^title:a NEAR/3 title:b", near_takes("title:"), ("title:(a NEAR/3 b)",)),
        ("^title:a NEAR/3 b", near_takes("title:"), ("title:(a NEAR/3 b)",)),
        ("^title:a NEAR/3 body:b", near_takes("title:"), ("title:a AND body:b",)),
        ("a NEAR/3 ^@rivals", near_takes("saved sets"), ("a AND set:rivals",)),
        ("a NEAR/3 ^lang:en", near_takes("lang:"), ("a AND lang:en",)),
        ("a NEAR/3 ^atleast:2(b)", near_takes("atleast:"), ("a NEAR/3 b AND atleast:2(b)",)),
        ("a NEAR/3 ^(b NEAR/3 c)", near_takes("NEAR"), ("a NEAR/3 b AND b NEAR/3 c",)),
        ("a NEAR/3 ^-b", NOT_NEAR, ("a NOT NEAR/3 b",)),
        ("a NEAR/3 ^(NOT b)", near_takes("NOT"), ("a NOT NEAR/3 b",)),
        ("a NOT NEAR/3 ^(NOT b)", near_takes("NOT").replace("NEAR", "NOT NEAR", 1), ("a AND NOT b",)),
        (
            "^NOT a NEAR/3 b",
            "NOT and NEAR need parentheses here. Which one?",
            ("a NEAR/3 b", "b NOT NEAR/3 a"),
        ),
        (
            "x ^-a NEAR/3 b",
            "A minus and NEAR need parentheses here. Which one?",
            ("x AND NOT (a NEAR/3 b)", "x AND b NOT NEAR/3 a"),
        ),
        (
            "a ^AND NOT NEAR/5 b",
            "NOT NEAR/5 stands directly behind a word, without AND.",
            ("a NOT NEAR/5 b",),
        ),
        (
            "a ^NOT ONEAR/5 b",
            "NOT ONEAR can't be asked for; NOT NEAR looks in both directions.",
            ("a NOT NEAR/5 b",),
        ),
        (
            '^"a b c"~5',
            "The number behind a phrase says how far its two words may be apart, and here are more.",
            ("a NEAR/5 b AND b NEAR/5 c", '"a b c"'),
        ),
        (
            '^"oil"~5',
            "The number behind a phrase says how far its two words may be apart, and here is only one.",
            ('"oil"',),
        ),
        ('^"oil price"~0', "The number behind a phrase is between 1 and 100.", ("oil NEAR/1 price",)),
        ('^~"oil price"~5', "A phrase can't have both ~ and a number.", ("oil NEAR/5 price", '~"oil price"')),
        # How often.
        ("^atleast:3 tariff", COUNT, ("atleast:3(tariff)", "tariff")),
        ("^atleast:tariff", COUNT, ("atleast:2(tariff)", "tariff")),
        ("^atleast:(tariff OR duty)", COUNT, ("atleast:2(tariff OR duty)", "tariff OR duty")),
        ("^atleast:0(tariff)", COUNT_NUMBER, ("tariff",)),
        ("^atleast:300(tariff)", COUNT_NUMBER, ("atleast:100(tariff)",)),
        ("^atleast:3(a b)", atleast_takes("AND"), ("atleast:3(a) AND atleast:3(b)",)),
        ("^atleast:3(a NEAR/5 b)", atleast_takes("NEAR"), ("a NEAR/5 b",)),
        ("^atleast:3(title:a)", atleast_takes("title:"), ("title:(atleast:3(a))",)),
        ("atleast:3^()", NOTHING_BETWEEN, ()),
        # Where in the article.
        ("title:^NOT x", TITLE_TAKES, ("title:x", "x")),
        ("title:^-x y", TITLE_TAKES, ("NOT title:x AND y", "NOT x AND y")),
        ("title:^@rivals", TITLE_TAKES, ("title:(set:rivals)", "set:rivals")),
        ("title:^site:reuters.com", TITLE_TAKES, ("site:reuters.com",)),
        ("title:^()", NOTHING_BETWEEN, ()),
        ("title:oil^,gas", TITLE_TAKES, ("title:(oil AND gas)", "title:oil AND gas")),
        (
            "^hlead:(oil OR gas)",
            "There is no field for title and lead at once; write both.",
            ("title:(oil OR gas) OR lead:(oil OR gas)",),
        ),
        # Where it came from.
        (
            "oil ^site:reuters.com/world",
            "A site has no path; url: finds part of an address.",
            ("oil AND site:reuters.com", "oil AND url:reuters.com/world"),
        ),
        ("^site:reuters", DOMAIN, ("site:reuters.com", "source:reuters")),
        ("^site:reuters.*", "A star does nothing behind site:.", ("site:reuters.com", "source:reuters")),
        ('^site:"Voice of America"', DOMAIN, ('source:"Voice of America"',)),
        ("site:(reuters.com ^bbc.co.uk)", ONE_SITE, ("site:reuters.com OR site:bbc.co.uk",)),
        ("^site:reuters.com,bbc.co.uk", ONE_SITE, ("site:reuters.com OR site:bbc.co.uk",)),
        ("site:(reuters.com ^AND bbc.co.uk)", ONE_SITE, ("site:reuters.com OR site:bbc.co.uk",)),
        ("oil site:(^NOT reuters.com)", ONE_SITE, ("oil AND NOT site:reuters.com",)),
        ("site:^(reuters.com", NEVER_CLOSED, ("site:reuters.com",)),
        (
            "source:(voice ^of america)",
            "source: takes one value, or several with OR in parentheses.",
            ('source:"voice of america"', "source:voice OR source:of OR source:america"),
        ),
        ("^source:~bbc", "A ~ marks words of an article, not what source: takes.", ("source:bbc",)),
        ("oil ^author:-smith", "A minus stands before the field.", ("oil AND NOT author:smith",)),
        ("oil ^url:abc", "url: takes at least 4 characters of an address.", ("oil",)),
        ("oil ^url:/world/*/africa", ONE_PART, ("oil AND url:/world/ AND url:/africa",)),
        ('oil ^url:"a page"', ONE_PART, ("oil AND url:page",)),
        ('oil ^tag:"#"', "A tag is missing after tag:.", ("oil",)),
        # In which language.
        ("oil ^lang:gb", no_language("gb"), ("oil AND lang:en",)),
        ("oil ^lang:jp", no_language("jp"), ("oil AND lang:ja",)),
        ("oil ^lang:ua", no_language("ua"), ("oil AND lang:uk",)),
        ("oil ^lang:englsh", no_language("englsh"), ("oil AND lang:en",)),
        ("oil ^lang:elvish", no_language("elvish"), ("oil AND lang:en",)),
        (
            "oil ^lang:en,de",
            "lang: takes one value, or several with OR in parentheses.",
            ("oil AND (lang:en OR lang:de)",),
        ),
        # Saved sets.
        ('^set:"my rivals"', SET_NAME, ("set:my-rivals",)),
        ("oil ^@foo.com", SET_NAME, ('oil AND "@foo.com"',)),
        ("oil ^@", "There is no word to look for in @.", ("oil",)),
        # What there is not.
        ("^titel:oil", NO_TITEL, ("title:oil", '"titel:oil"')),
        ("^foo:bar", NO_FOO, ('"foo:bar"',)),
        ("^titel:(a b)", NO_TITEL, ("title:(a AND b)", "titel AND a AND b")),
        ('^foo:"a b"', NO_FOO, ('foo AND "a b"',)),
        ("oil ^before:2024-01-01", NO_DATES, ("oil",)),
        ("oil ^when:7d", NO_DATES, ("oil",)),
        (
            "oil ^country:us",
            "There is no field for countries; lang: chooses a language, site: the end of an address.",
            ("oil",),
        ),
    ],
)
def test_refusal_names_the_place_and_offers_what_works(marked, message, readings):
    position, typed = marked.index("^"), marked.replace("^", "", 1)

    error = refused(typed)

    assert (message, position, readings) == (error.message, error.position, error.readings)


LONG_PRINT = (
    "With every operator written out the query has 2,595 characters, and 2,000 are the most that it may have."
)


def words(count, word="x"):
    return " ".join([word] * count)


@pytest.mark.parametrize(
    ("typed", "position", "message", "readings"),
    [
        (
            "(" * 13 + "a" + ")" * 13,
            12,
            "Parentheses may stand inside each other 12 deep, and these go deeper.",
            (),
        ),
        (
            "allintitle: " * 13 + "a",
            144,
            "Parentheses may stand inside each other 12 deep, and these go deeper.",
            (),
        ),
        (
            words(201),
            400,
            "The query has 201 words and phrases, and 200 are the most that it may have.",
            (),
        ),
        (
            "lang:(" + " OR ".join(["en"] * 200) + ") oil",
            1204,
            "The query has 201 words and phrases, and 200 are the most that it may have.",
            (),
        ),
        (
            "x" * 2001,
            2000,
            "The query has 2,001 characters, and 2,000 are the most that it may have.",
            (),
        ),
        (
            words(200, "longword"),
            0,
            LONG_PRINT,
            (),
        ),
        (
            words(20, "abc*") + " (~x OR y)",
            101,
            "The query has 21 words with * or ~, and 20 are the most that it may have.",
            (" AND ".join(["abc*"] * 20) + " AND (x OR y)",),
        ),
        (
            "oil @a @b @c @d @e @a @f",
            22,
            "The query uses 6 saved sets, and 5 are the most that it may use.",
            ("oil AND set:a AND set:b AND set:c AND set:d AND set:e AND set:a",),
        ),
        (
            "(" + " OR ".join(["(@a x)"] * 11) + ")",
            102,
            "The query uses saved sets 11 times, and 10 are the most that it may.",
            (),
        ),
    ],
)
def test_a_query_over_a_bound_is_refused(typed, position, message, readings):
    error = refused(typed)

    assert (message, position, readings) == (error.message, error.position, error.readings)


@pytest.mark.parametrize(
    "typed",
    [
        words(200),
        "x" * 2000,
        "(" * 12 + "a" + ")" * 12,
        "(" * 12 + "a OR b" + ")" * 12 + " c",
        "title:(" * 6 + "(" * 6 + "a b" + ")" * 12,
        words(20, "abc*"),
        "@a @b @c @d @e @a",
    ],
)
def test_at_its_bounds_a_query_is_accepted(typed):
    query = parse(typed)

    assert query.typed == typed
    assert parse(query.canonical).root == query.root


def test_a_filter_that_would_nest_the_print_too_deep_is_refused():
    nested = "a OR z"
    for i in range(12):
        nested = f"b {'OR' if i % 2 else 'AND'} ({nested})"
    assert parse(nested).canonical == nested

    # The minus applies to all of it, so that the print needs parentheses around all of it.
    assert "12 deep" in refused(f"{nested} -c").message


def test_what_was_typed_is_short_in_a_message():
    assert refused(f"oil lang:{'x' * 500}").message == no_language(f"{'x' * 40}…")


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


HOSTILE = [
    *(
        "(",
        '"',
        "'",
        "~a ",
        "a OR b c ",
        "'a ",
        "<https://",
        "&amp;",
        "NOT ",
        "a or ",
        "((a) ",
        "-a ",
        "a:(b ",
    ),
    *(
        "-(",
        "~(",
        "title:",
        "title:(",
        "allintitle:",
        "site:(",
        "site:(a OR ",
        "lang:x ",
        "foo:(",
        "before:(",
    ),
    *(
        "a NEAR b ",
        "a NEAR ",
        "NEAR/3 ",
        "a NOT NEAR ",
        "(a b) NEAR (",
        "NEAR(",
        "atleast:3(",
        "atleast:3 x ",
    ),
    *(
        "@x ",
        "x* ",
        "*",
        "a*b ",
        "a,",
        "+",
        "-",
        "~",
        "=",
        "•",
        "• ",
        "/a/ ",
        '"a b"~5 ',
        '"a b c"~5 ',
        "x~ ",
    ),
    *("委", "é", "\u0301", "title:a,b ", "url:"),
]


def calls(typed):
    """Return how many functions are called to answer a text."""
    count = 0

    def tick(_frame, event, _arg):
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(tick)
    try:
        parse(typed)
    except QueryError:
        pass
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_text_costs_as_much_as_it_is_long(unit):
    # Of one that is refused, the readings are parsed too: up to 24.
    assert calls(unit * (1_990 // len(unit))) < 1_000 * 1_990


@pytest.mark.parametrize("unit", HOSTILE)
@pytest.mark.parametrize("length", [1_990, 20_000, 100_000])
def test_hostile_text_is_refused_while_slack_waits(unit, length):
    start = time.process_time()

    caret(refused(f"a {unit * (length // len(unit))} NOT"))

    # What Slack waits; usually it takes a tenth of that.
    assert time.process_time() - start < 3
