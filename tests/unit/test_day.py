"""What is worked out of the articles of a day: once, and never so that something is missed."""

import tracemalloc
from dataclasses import replace
from types import SimpleNamespace

import pytest
from builders import article
from hypothesis import given
from hypothesis import strategies as st
from test_prefilter import cases

from newswatch.query import Query, evaluate, parse
from newswatch.query.prefilter import fold
from newswatch.query.vocabulary import Vocabulary
from newswatch.usecases.day import Day, Sieve

LANGUAGES = ("", "en", "de", "tr", "ru", "id", "ar", "zh")


def test_a_day_is_its_articles():
    articles = [article(title=f"{n}") for n in range(3)]
    day = Day(articles)
    assert list(day) == articles
    assert (len(day), day[1], list(day[1:])) == (3, articles[1], articles[1:])
    assert Day.of(day) is day


def test_what_is_worked_out_of_a_day_is_worked_out_once_and_counts():
    one = article(title="Öl", text="“Quoted”, so that each letter takes two bytes. " * 50)
    day = Day([one])
    before = day.bytes
    assert day.folded(0) == fold(one.title, one.text)
    assert day.folded(0) is day.folded(0)
    assert day.bytes < before, "folded text takes less than what it was thought to take"
    before = day.bytes
    assert day.vocabulary == Vocabulary.of([one])
    assert day.vocabulary is day.vocabulary
    assert day.bytes > before
    before = day.bytes
    assert Sieve(parse("~quote")).lets(day, 0)
    assert day.bytes > before


@pytest.mark.parametrize(
    "text", ["Plain words of a text. ", "“Quoted”, so each letter takes two. ", "新聞記事の本文。"]
)
def test_a_day_takes_about_what_it_is_counted_as(text):
    tracemalloc.start()
    try:
        articles = [
            article(f"https://n.example/{n}", title=f"Title {n}", text=f"{text * 200}{n}") for n in range(200)
        ]
        day = Day(articles)
        for n in range(len(day)):
            day.folded(n)
        taken, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert 0.7 < taken / day.bytes < 1.1


def test_inflections_of_many_words_take_about_what_they_are_counted_as():
    words = [" ".join(f"wörd{n}x{m}ing" for m in range(100)) for n in range(100)]
    articles = [article(f"https://n.example/{n}", text=text, language="en") for n, text in enumerate(words)]
    sieve = Sieve(parse("~quote"))
    # Stems are remembered elsewhere, whichever day they are of.
    yesterday, day = Day(articles), Day(articles)
    sieve.lets(yesterday, 0)
    before = day.bytes
    tracemalloc.start()
    try:
        sieve.lets(day, 0)
        taken, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert 0.8 < (day.bytes - before) / taken < 3


@given(st.lists(st.tuples(cases(), st.sampled_from(LANGUAGES)), min_size=1, max_size=3))
def test_a_query_that_holds_is_never_ruled_out(drawn):
    articles = [
        SimpleNamespace(title=one.title, text=one.text, language=language) for (_, one), language in drawn
    ]
    day = Day(articles)
    for (root, _), _ in drawn:
        query = Query("", root, "")
        sieve = Sieve(query)
        for at, one in enumerate(articles):
            if evaluate(query, one) is not None:
                assert sieve.lets(day, at)


@pytest.mark.parametrize(
    ("query", "text", "lets"),
    [
        ("~merge", "They merged in May.", True),
        ("~merge", "Mer and ger.", False),
        ("~merge", "nothing", False),
        ("~merging", "A merge.", True),
        ('~"big bank"', "Large banks.", False),
        ('~"big bank"', "A big one. Banks.", True),
        ("~merge AND tesla", "They merged.", False),
        ("~élection", "elections", True),
    ],
)
def test_what_has_no_inflection_of_a_word_is_ruled_out(query, text, lets):
    other = article("https://news.example/b", text="Merging, tesla, élections, bigs, banking.", language="fr")
    day = Day([article(title="", text=text, language="en"), other])
    assert Sieve(parse(query)).lets(day, 0) is lets


def test_each_day_has_inflections_of_its_own():
    sieve = Sieve(parse("~merge"))
    one = article(text="They merged.", language="en")
    first, second = Day([one]), Day([replace(one, text="Merging goes on.")])
    assert [sieve.lets(day, 0) for day in (first, second, first, Day([replace(one, text="No.")]))] == [
        True, True, True, False,
    ]  # fmt: skip
