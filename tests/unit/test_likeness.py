"""A query for stories like an article."""

import gzip
import json
from types import SimpleNamespace

import pytest
from hostile import TEXTS
from hypothesis import given
from hypothesis import strategies as st

from newswatch.errors import PageError
from newswatch.query import evaluate, parse
from newswatch.query.vocabulary import Vocabulary
from newswatch.sources import article as pages
from newswatch.usecases.likeness import query_like


def news(title, text="", language="en"):
    return SimpleNamespace(title=title, text=text, language=language)


MINE = news(
    "Kestrel Basin lithium mine wins approval",
    "Regulators on Monday approved the lithium mine in Kestrel Basin. The mine would be the largest in the "
    "state. Lithium prices have slid. Groups said that the Kestrel Basin project threatens water.",
)
MEETING = news(
    "Top US, Russian Diplomats Meet Amid Venezuela Tensions",
    "Secretary of State Mike Pompeo met with his counterpart, Sergey Lavrov, amid tensions over a crisis in "
    "Venezuela. Pompeo was asked how far apart they are on Venezuela. Lavrov told reporters that their talks "
    "had been constructive, and warned Pompeo that intervention in Venezuela would be unjustified.",
)
HEATING = (
    "Der Bundestag hat am Freitag das Heizungsgesetz beschlossen. Robert Habeck sagte, das Gesetz sei "
    "ein wichtiger Schritt. Die Opposition kritisierte Habeck. Das Heizungsgesetz soll im Januar in Kraft "
    "treten. Der Bundesrat muss dem Gesetz zustimmen."
)
GAME = news(
    "Anthony Lynn: “We needed to win this game”",
    "The Chargers lost. Anthony Lynn spoke after the loss. Lynn said that the Chargers had to be better. "
    "Nobody doubts Lynn.",
)


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (MINE, '"Kestrel Basin" AND (lithium OR mine)'),
        (MEETING, "Venezuela AND (Pompeo OR Lavrov)"),
        # A surname that many have is asked for with the first name.
        (GAME, '"Anthony Lynn" AND Chargers'),
    ],
)
def test_it_asks_for_what_an_article_is_about(one, expected):
    assert query_like(one) == expected


@pytest.mark.parametrize(
    ("language", "title", "text", "expected"),
    [
        (
            "zh", "国足世界杯预选赛不敌日本队",
            "中国队在世界杯预选赛中以0比7不敌日本队。国足主教练说,日本队更强。国足将对阵沙特队。世界杯预选赛还有多轮。",
            "国足 AND (世界杯预选赛 OR 日本队)",
        ),
        (
            "ko", "삼성전자 3분기 영업이익 급증",
            "삼성전자가 3분기 영업이익이 크게 늘었다고 밝혔다. 삼성전자는 반도체 부문에서 영업이익을 냈다.",
            "삼성전자 AND 영업이익",
        ),
        (
            "de", "Bundestag beschließt Heizungsgesetz nach langem Streit",
            HEATING,
            "~Heizungsgesetz AND (~Gesetz OR ~Habeck)",
        ),
        (
            "ru", "Лавров встретился с Помпео",
            "Лавров и Помпео встретились в понедельник. Лавров сказал, что переговоры были полезными.",
            "~Лавров AND ~Помпео",
        ),
    ],
)  # fmt: skip
def test_other_languages_and_scripts(language, title, text, expected):
    assert query_like(news(title, text, language)) == expected


def test_capitals_of_a_headline_make_no_names():
    one = news("Kestrel Mine Wins Approval", "The mine at Kestrel was approved, and the mine opens.")
    assert query_like(one) == "Kestrel AND mine"


def test_what_is_in_the_news_every_day_these_days_gives_way():
    assert query_like(MEETING).startswith("Venezuela AND")
    talk = SimpleNamespace(title="", text="Venezuela and the crisis")
    other = SimpleNamespace(title="", text="the weather")
    month = [Vocabulary.of([*[talk] * 600, *[other] * 400])] * 30
    assert query_like(MEETING, month).startswith("Pompeo AND")
    assert query_like(MEETING, [Vocabulary("")]) == query_like(MEETING)


def test_beside_a_word_of_every_day_there_is_no_choice():
    one = news("Trump speaks about trade", "Trump spoke about trade, and about trade alone. Trump left.")
    assert query_like(one) == "Trump AND trade"


def test_headline_alone_and_a_single_word_are_enough():
    assert query_like(news("Lithium slides")) == "Lithium AND slides"
    assert query_like(news("Lithium")) == "Lithium"


@pytest.mark.parametrize("one", [news(""), news("1 2 3", "4"), news("!", "…"), news("the of and")])
def test_nothing_to_ask_for_is_an_empty_query(one):
    assert query_like(one) == ""


@pytest.mark.parametrize("text", TEXTS)
def test_whatever_it_says_the_query_is_one_and_holds_for_it(text):
    for one in (news(text, text), news(text), news("", text), news(f"Lavrov {text}", f"AND OR NOT {text}")):
        query = query_like(one)
        assert not query or evaluate(parse(query), one) is not None


ALPHABET = "aB c.,'\"-()*~=: AND OR NOT lithium Москва 国足 ไทย \u0301\u200d𠀀é"


@given(
    st.text(ALPHABET, max_size=60), st.text(ALPHABET, max_size=200), st.sampled_from(["en", "ru", "zh", ""])
)
def test_it_holds_for_the_article_itself(title, text, language):
    one = news(title, text, language)
    query = query_like(one)
    if query:
        assert parse(query).canonical == query
        assert evaluate(parse(query), one) is not None


def test_real_articles(corpus):
    """Each query holds for its article, for the others that tell the same news, and for few besides."""
    truth = json.loads((corpus / "articles" / "ground-truth.json").read_text())
    read = []
    for name, said in truth.items():
        html = gzip.decompress((corpus / "articles" / "html" / f"{name}.html.gz").read_bytes())
        try:
            read.append(pages.read(html, said["url"]))
        except PageError:
            continue
    brought = []
    for page in read:
        query = parse(query_like(page))
        held = [other.title for other in read if evaluate(query, other) is not None]
        assert page.title in held
        brought.append(len(held))
    assert max(brought) <= 6
    stadia = [page for page in read if "Stadia" in page.title]
    pairs = [(one, other) for one in stadia for other in stadia]
    caught = sum(evaluate(parse(query_like(one)), other) is not None for one, other in pairs)
    assert (len(stadia), caught) >= (4, 12)
