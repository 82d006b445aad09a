"""What is accepted as a query, and how it is printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from queries import nodes

from newswatch.errors import QueryError
from newswatch.query import parse
from newswatch.query.printing import canonical

SETS = {"rivals": parse("tesla OR byd"), "peers": parse("@rivals OR ford"), "конкуренты": parse("Лада")}


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
        ("a OR, b OR: (c)", "a OR b OR c"),
        # Words, as they stand.
        ("covid-19 u.s.", "covid-19 AND u.s"),
        ("AT&T C++ $TSLA #cop30 .NET", "AT&T AND C++ AND $TSLA AND #cop30 AND .NET"),
        ("Venezuela's, (really!)", "Venezuela AND really"),
        ("oil, gas; 1,000 ships", "oil AND gas AND 1,000 AND ships"),
        ("oil,gas", "oil AND gas"),
        ("+oil +(gas OR coal)", "oil AND (gas OR coal)"),
        ("10:30 Venezuela: talks", "10:30 AND Venezuela AND talks"),
        (r"3:2 C:\x std::vector Re: budget", r"3:2 AND C:\x AND std::vector AND Re AND budget"),
        ("oil 'title:gas …@rivals", "oil AND title:gas AND set:rivals"),
        ("a AND… b NEAR… c", "a AND b NEAR/4 c"),
        ("near miss", "near AND miss"),
        ("and/or AND/OR", "and/or AND AND/OR"),
        ("委内瑞拉 OR ベネズエラ", "委内瑞拉 OR ベネズエラ"),
        (":rocket: 🚀", "rocket AND 🚀"),
        # Phrases.
        ('"secretary of state"', '"secretary of state"'),
        ('"  secretary\n of  state "', '"secretary of state"'),
        ("'secretary of state'", '"secretary of state"'),
        ("'90s OR dogs'", "90s OR dogs"),
        ('"and"', '"and"'),
        ('rock "and" roll', 'rock AND "and" AND roll'),
        ('"E*TRADE"', '"E*TRADE"'),
        # Beginnings, inflections, exact spelling.
        ("sanction*", "sanction*"),
        ("Sanction**, x-press*.", "Sanction* AND x-press*"),
        ("$TSL* OR 🚀abc*", "$TSL* OR 🚀abc*"),
        ("~merge", "~merge"),
        ('~"trade deals" ~trade-deal', '~"trade deals" AND ~trade-deal'),
        ('=US ="May"', "=US AND =May"),
        ("='New York' ==AT&T", '="New York" AND =AT&T'),
        ('~"and" =NOT =@potus', '~"and" AND ="NOT" AND ="@potus"'),
        ("~\"trump's\" =trump's", '~"trump\'s" AND =trump'),
        ("oil -~merge -=US -sanction*", "oil AND NOT ~merge AND NOT =US AND NOT sanction*"),
        # How near.
        ("lavrov NEAR/8 venezuela", "lavrov NEAR/8 venezuela"),
        ("lavrov ONEAR/8 venezuela", "lavrov ONEAR/8 venezuela"),
        ("lavrov NEAR venezuela", "lavrov NEAR/4 venezuela"),
        ("lavrov onear/8 venezuela", "lavrov ONEAR/8 venezuela"),
        ("lavrov AROUND (8) venezuela", "lavrov NEAR/8 venezuela"),
        ("lavrov w/8 venezuela", "lavrov NEAR/8 venezuela"),
        ("lavrov PRE/3 talks", "lavrov ONEAR/3 talks"),
        ("lavrov adj/3 talks", "lavrov ONEAR/3 talks"),
        ("lavrov NOT NEAR/5 venezuela", "lavrov NOT NEAR/5 venezuela"),
        ('"oil price"~5', "oil NEAR/5 price"),
        ('"AT&T or"~5', 'AT&T NEAR/5 "or"'),
        ("(a OR (b | c)) NEAR/3 ~d", "(a OR b OR c) NEAR/3 ~d"),
        ("a NEAR/3 b OR c", "a NEAR/3 b OR c"),
        ("x AND a NEAR/3 b", "x AND a NEAR/3 b"),
        ("x a NOT NEAR/3 b", "x AND a NOT NEAR/3 b"),
        ("x -(a NEAR/3 b)", "x AND NOT (a NEAR/3 b)"),
        ("a NEAR 8", "a NEAR/4 8"),
        # How often.
        ("atleast:3(tariff*)", "atleast:3(tariff*)"),
        ('ATLEAST3("a b" OR c) d', 'atleast:3("a b" OR c) AND d'),
        ("atleast: 3 (tariff)", "atleast:3(tariff)"),
        ("atleast:1(a OR b) c", "(a OR b) AND c"),
        ("atleast", "atleast"),
        # Where in the article.
        ("title:(pompeo OR lavrov) x", "title:(pompeo OR lavrov) AND x"),
        ('title:"a b" body:oil lead:~merge', 'title:"a b" AND body:oil AND lead:~merge'),
        ("Title: lithium", "title:lithium"),
        ("intitle:a headline:b intext:c", "title:a AND title:b AND body:c"),
        ("title:=US title:sanction*", "title:=US AND title:sanction*"),
        ("title:(a NEAR/3 b)", "title:(a NEAR/3 b)"),
        ('title:"a b"~3 title:atleast:2(c)', "title:(a NEAR/3 b) AND title:(atleast:2(c))"),
        ("title:(a -b lang:en)", "title:(a AND NOT b AND lang:en)"),
        ("title:(title:a)", "title:(title:a)"),
        ("allintitle: lithium mine", "title:(lithium AND mine)"),
        ("x OR (allintitle: a OR b)", "x OR title:(a OR b)"),
        ("oil -title:gas", "oil AND NOT title:gas"),
        # Where it came from.
        ("site:reuters.com", "site:reuters.com"),
        ("site:https://www.Reuters.com/", "site:reuters.com"),
        ("domain:reuters.com host:ap.org.", "site:reuters.com AND site:ap.org"),
        ("site:gov site:.museum site:*.gov.uk", "site:.gov AND site:.museum AND site:gov.uk"),
        ("site:straße.de", "site:xn--strae-oqa.de"),
        ("site:(reuters.com OR bbc.co.uk)", "site:reuters.com OR site:bbc.co.uk"),
        ('source:("Voice of America", bbc | ap)', 'source:"Voice of America" OR source:bbc OR source:ap'),
        ("source:'Voice of America'", 'source:"Voice of America"'),
        ("by:smith feed:wire section:world!", "author:smith AND source:wire AND section:world"),
        ("tag:#Wires tag:'In German'", 'tag:wires AND tag:"in german"'),
        ("oil url:https://www.reuters.com/World/", "oil AND url:www.reuters.com/world/"),
        ('oil -inurl:"a(b)"', 'oil AND NOT url:"a(b)"'),
        # In which language.
        ("x source:OR tag:'# #y' url:http://http://x.com/", 'x AND source:"OR" AND tag:y AND url:x.com/'),
        ('oil url:"//abc/"', 'oil AND url:"//abc/"'),
        ("oil lang:en", "oil AND lang:en"),
        ("oil lang:en-GB", "oil AND lang:en"),
        ("oil language:German", "oil AND lang:de"),
        ("oil (lang:español OR lang:ENG)", "oil AND (lang:es OR lang:en)"),
        ('oil lang:(nb OR fil OR "日本語" OR iw)', "oil AND (lang:no OR lang:tl OR lang:ja OR lang:he)"),
        ("oil lang:uk", "oil AND lang:uk"),
        # Saved sets.
        ("@competitors", "set:competitors"),
        ('oil -@My-Set_2, set:"x"', "oil AND NOT set:my-set_2 AND set:x"),
        ("oil (@конкуренты OR set:b)", "oil AND (set:конкуренты OR set:b)"),
        # What is about the source, and a minus, is for the whole query where it stands at either end.
        ("tesla OR byd -football", "(tesla OR byd) AND NOT football"),
        ("-football tesla OR byd", "NOT football AND (tesla OR byd)"),
        ("tesla OR byd lang:en", "(tesla OR byd) AND lang:en"),
        ("tesla OR byd -a -b site:x.com", "(tesla OR byd) AND NOT a AND NOT b AND site:x.com"),
        (
            'lang:(en OR de) tesla OR byd -source:"a b"',
            '(lang:en OR lang:de) AND (tesla OR byd) AND NOT source:"a b"',
        ),
        ("tesla OR site:a.com", "tesla OR site:a.com"),
    ],
)
def test_query_is_read_as_meant(typed, expected):
    query = parse(typed)

    assert expected == query.canonical
    assert query.typed == typed
    assert parse(expected).root == query.root


CHARS = "abzAZ09 \n()|\"'&;<>-+*~=:/@#$.,?^%“”’«»（）：＂｜é½ßا委ガ\u3099\u0301\u200b\u00a0🚀•`"
PIECES = """
    AND OR NOT and Or not && | || ( ) " ' - + * ~ = : , ; & ? . ... ! 's ’s •
    a b oil AT&T C++ .NET $TSLA #c 委 ガ é ½ 🚀 8 1,000 a:b Re: 12:30 C:\\x
    NEAR NEAR/8 near/8 NEAR8 NEAR/ NEAR/0 NEAR(8) ONEAR/2 w/8 AROUND(8) AROUND NOT\u00a0NEAR/3
    ~m =US san* x* a*b wo?n /a/ a~2 ^2 ~5 *
    title: body: lead: intitle: allintitle: title:( headline:x hlead:x title:a,b
    atleast:3( atleast3( atleast: atleast:2
    site:a.com site: site:( .com url:/world/ url:a* lang:en lang:( lang:xx source: source:( author:-x tag:#w
    @x @ set: set:y set:( foo:bar foo: before:2024 country:us
    http:// https://a.b/c <https://a.b|c> <@U1|ann> &lt; &amp;amp; &amp;lt; „ “ ： （ ） ～ ＊ ＯＲ 、 `
""".split()  # noqa: SIM905 - hundreds of quotation marks less to read
PHRASES = ['"a b"', '"a b"~2', "'a b'", '~"a b"', '"san*"', '="US"', '"a * b"', " ", "\n"]
PIECE = st.sampled_from([*PIECES, *PHRASES])
TYPED = (
    st.text(CHARS, max_size=40)
    | st.text(max_size=30)
    | st.lists(PIECE, max_size=12).map(" ".join)
    | st.lists(PIECE | st.text(CHARS, max_size=3), max_size=12).map("".join)
)
# Of these most combinations are accepted.
SOUND = st.lists(
    st.sampled_from(
        [
            *(
                "AND",
                "OR",
                "NOT",
                "-",
                "(",
                ")",
                "|",
                "a",
                "b",
                '"c d"',
                "sanc*",
                "~m",
                "=US",
                "AT&T",
                "委内",
            ),
            *(
                "NEAR/8",
                "NOT NEAR/3",
                "w/8",
                '"x y"~3',
                "title:",
                "lead:(",
                "atleast:3(a OR b)",
                "site:a.com",
            ),
            *("url:/world/", "lang:(en OR de)", "tag:#w", "@x", "set:y", "(a OR b)", "allintitle:", "1,000"),
        ]
    ),
    max_size=9,
).map(" ".join)


def outcome_of(typed, sets=None):
    try:
        return parse(typed, sets)
    except QueryError as error:
        return error


@given(TYPED | SOUND, st.sampled_from([None, {}, SETS]))
def test_whatever_is_typed_is_parsed_and_printed_for_good_or_refused_with_readings_that_work(typed, sets):
    outcome = outcome_of(typed, sets)

    if isinstance(outcome, QueryError):
        assert outcome.query == typed
        assert 0 <= outcome.position <= len(typed)
        assert outcome.message[-1] in ".?"
        assert all(parse(reading, sets).canonical == reading for reading in outcome.readings)
    else:
        again = parse(outcome.canonical, sets)
        assert (again.root, again.canonical) == (outcome.root, outcome.canonical)


@given(nodes(sets=("rivals", "конкуренты")))
def test_parsing_the_print_of_a_tree_gives_the_tree(root):
    query = parse(canonical(root))

    assert query.root == root
    assert query.canonical == canonical(root)
