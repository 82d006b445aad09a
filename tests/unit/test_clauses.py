"""Clauses: the words of an article that made a query hold, with what stands around them, and its language."""

import pytest
from builders import article, topic
from fakes import FakeStore
from hypothesis import given
from hypothesis import strategies as st

from newswatch.query import explain, parse
from newswatch.usecases.clauses import AROUND_CHARS, counted_words, reason, told, tongue_of
from newswatch.usecases.findings import Quote, Tongue

ENGLISH = "The minister said that the government would publish its report about the new mines next week. "
SPANISH = "El ministro dijo que el gobierno publicará su informe sobre las nuevas minas la semana que viene. "


def quoted(query, text, title="Headline"):
    one = article(title=title, text=text)
    return told(explain(parse(query), one), one, Tongue("")).quote


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("lithium", "Lithium", Quote("", "Lithium", "")),
        ("lithium", "The price of lithium fell.", Quote("The price of ", "lithium", " fell.")),
        (
            "lithium",
            "Analysts had long expected that lithium prices would fall again next year.",
            Quote("… had long expected that ", "lithium", " prices would fall again …"),
        ),
        ("lithium", "Lithium, lithium and LITHIUM.", Quote("", "Lithium", ", lithium and LITHIUM.", 2)),
        ("sanction*", "New\n\nsanctions\nwork.", Quote("New ", "sanctions", " work.")),
        ('"lithium mine"', "A lithium\nmine.", Quote("A ", "lithium mine", ".")),
    ],
)
def test_first_place_is_quoted_with_a_few_words_around_it(query, text, expected):
    assert quoted(query, text) == expected


def test_what_stands_in_the_headline_alone_is_quoted_from_there():
    assert quoted("lithium", "Nothing.", title="Lithium falls") == Quote("", "Lithium", " falls")
    assert quoted("lithium", "More lithium.", title="Lithium falls") == Quote("More ", "lithium", ".", 1)


def test_a_text_without_blanks_is_cut_anywhere():
    found = quoted("kitten", f"{'x' * 99}.kitten.{'y' * 99}")
    assert found == Quote(f"… {'x' * (AROUND_CHARS - 1)}.", "kitten", f".{'y' * (AROUND_CHARS - 1)} …")


def test_only_clauses_without_parts_are_quoted():
    one = article(text="A lithium mine.")
    found = told(explain(parse("lithium AND (mine OR mining)"), one), one, Tongue(""))
    lithium, either = found.parts
    assert (found.quote, either.quote) == (None, None)
    assert lithium.quote == Quote("A ", "lithium", " mine.")
    assert either.words == (("mine", 1),)


@given(st.text(), st.text())
def test_a_quote_is_short_and_on_one_line_whatever_the_text(before, after):
    found = quoted("kitten", f"{before} kitten {after}")
    for part in (found.before, found.after):
        assert len(part) <= AROUND_CHARS + 2
        assert "\n" not in part


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("", "", Tongue("")),
        ("en", ENGLISH * 3, Tongue("en")),
        ("en-us", ENGLISH * 3, Tongue("en-us", declared=True)),
        ("en", SPANISH * 3, Tongue("en", declared=True, reads_as="es")),
        # Too short to tell: somebody must have said it.
        ("es", "Hola.", Tongue("es", declared=True)),
    ],
)
def test_a_language_is_declared_where_the_text_alone_would_not_tell(language, text, expected):
    assert tongue_of(article(language=language, text=text)) == expected


def test_a_clause_about_the_language_has_it():
    one = article(text="A lithium mine.", language="es")
    spoken = tongue_of(one)
    found = told(explain(parse("lithium AND lang:en"), one), one, spoken)
    assert [part.tongue for part in found.parts] == [None, spoken]


def test_a_query_that_cannot_be_read_has_no_reason():
    assert reason(FakeStore(), topic(query="set:gone"), article(), [None], Tongue("")) is None


def test_words_are_counted_without_the_headline():
    assert counted_words(article(title="Three more words", text="Two words.")) == 2
