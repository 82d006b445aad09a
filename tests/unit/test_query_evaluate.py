"""Whether a query holds for an article, and by which places."""

import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from newswatch.errors import UnknownSet
from newswatch.model import Field, Source, SourceId, UserId
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


def told(query, text="", title="", brought_by=None, **more):
    """The texts of the places of an article that has more than a text, or None."""
    places = evaluate(parse(query), SimpleNamespace(title=title, text=text, **more), brought_by)
    fields = {Field.TITLE: title, Field.BODY: text}
    return None if places is None else [fields[place.field][place.start : place.end] for place in places]


WORDS_70 = " ".join(f"w{n}" for n in range(70))


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        # Beginnings
        ("sanction*", "Sanctions, sanctioned; sanctuary", ["Sanctions", "sanctioned"]),
        ("covid-199*", "covid-1999", ["covid-1999"]),
        ("covid-199*", "covid 99", None),
        ("#cop*", "see #COP30 and cop30", ["#COP30"]),
        # Spellings
        ("=US", "Tell us of the US, the U.S. and US-China", ["US", "US"]),
        ('="May"', "it may be in May", ["May"]),
        ('="New York"', "new york, New York, NEW YORK", ["New York"]),
        ("=Müller", "Muller MÜLLER Müller Mu\u0308ller", ["Müller", "Mu\u0308ller"]),
        ("=AT&T", "at&t AT&T", ["AT&T"]),
        # Distances
        ("a NEAR/2 b", "a x b y a", ["a", "b", "a"]),
        ("a NEAR/1 b", "a x b", None),
        ("a NEAR/1 b", "b a", ["b", "a"]),
        ("a ONEAR/3 b", "b a", None),
        ("a ONEAR/3 b", "b a x y b", ["a", "b"]),
        ("a NEAR/3 a", "a", None),
        ("a NEAR/3 a", "a x a", ["a", "a"]),
        ('"a b" NEAR/2 b', "a b x", None),
        ('"a b" NEAR/2 b', "a b x b", ["a b", "b"]),
        ("(a OR c) NEAR/2 (b OR d)", "c x x d b", None),
        ("(a OR c) NEAR/3 (b OR d)", "c x x d b", ["c", "d"]),
        ("~merge NEAR/2 sanction*", "merging with sanctions", ["merging", "sanctions"]),
        ("apple NOT NEAR/2 pie", "apple pie", None),
        ("apple NOT NEAR/2 pie", "An apple pie, and now Apple itself", ["Apple"]),
        ("apple NOT NEAR/2 pie", "apple", ["apple"]),
        ('apple NOT NEAR/1 "apple pie"', "apple pie", None),
        # Counts
        ("atleast:3(tariff*)", "tariff tariffs", None),
        ("atleast:3(tariff*)", "tariff tariffs TARIFF", ["tariff", "tariffs", "TARIFF"]),
        ("atleast:2(oil OR oil*)", "oil", None),
        ("atleast:2(oil OR gas)", "oil gas", ["oil", "gas"]),
        # Places
        ("body:oil", "oil", ["oil"]),
        ("title:oil", "oil", None),
        ("lead:w59", WORDS_70, ["w59"]),
        ("lead:w60", WORDS_70, None),
        ('lead:"w59 w60"', WORDS_70, None),
        ("body:(w1 AND NOT w69)", WORDS_70, None),
        ("lead:(w1 AND NOT w69)", WORDS_70, ["w1"]),
        # Numbers
        ("5,000", "5000 people", ["5000"]),
        ("5000", "some 5,000 people, 5.000 Menschen", ["5,000", "5.000"]),
        ("5", "5,000", None),
    ],
)
def test_each_part_of_the_language_finds_its_places(query, text, expected):
    assert told(query, text) == expected


@pytest.mark.parametrize(
    ("query", "language", "text", "expected"),
    [
        ("~merge", "en", "Merged, MERGING and mergers; merges", ["Merged", "MERGING", "merges"]),
        ("~merge", "", "merged", ["merged"]),
        ("~merge", "xx", "merge merged", ["merge"]),
        ('~"trade deal"', "en", "trades dealing; trade-deals", ["trades dealing", "trade-deals"]),
        ("~marché", "fr", "Les marchés", ["marchés"]),
        ("~marche", "fr-FR", "Les marchés", ["marchés"]),
        ("~Haus", "de", "Häuser, Hauses", ["Häuser", "Hauses"]),
        ("~санкция", "ru", "санкции, санкций, САНКЦИЯМИ", ["санкции", "санкций", "САНКЦИЯМИ"]),
        ("~krig", "nb", "kriger", ["kriger"]),
        ("~ülke", "tr", "ülkeler ÜLKELER", ["ülkeler", "ÜLKELER"]),
    ],
)
def test_inflections_are_found_in_the_language_of_the_article(query, language, text, expected):
    assert told(query, text, language=language) == expected


WIRE = Source(SourceId("a"), "https://a.example/feed", "Voice of America", UserId("U1"), 900, ("Wires",))


@pytest.mark.parametrize(
    ("query", "more", "holds"),
    [
        ("site:reuters.com", {"url": "https://www.reuters.com/world"}, True),
        ("site:reuters.com", {"url": "https://notreuters.com/world"}, False),
        ("site:reuters.com", {"url": "https://reuters.com.evil.example/"}, False),
        ("site:gov.uk", {"url": "https://www.gov.uk/"}, True),
        ("site:reuters.com", {"url": "no address"}, False),
        ("site:reuters.com", {}, False),
        ("source:america", {}, True),
        ('source:"of America"', {}, True),
        ('source:"America of"', {}, False),
        ("source:reuters", {"site_name": "Reuters UK"}, True),
        ("author:nunez", {"authors": ("Ana Núñez",)}, True),
        ('author:"ana lopez"', {"authors": ("Ana Núñez", "X López")}, False),
        ("section:politics", {"section": "World politics"}, True),
        ("oil url:/world/", {"url": "https://a.example/World/1"}, True),
        ("oil url:/world/", {"url": "https://a.example/1"}, False),
        ("oil lang:en", {"language": "en-GB"}, True),
        ("oil lang:no", {"language": "nn"}, True),
        ("oil lang:en", {"language": ""}, False),
        ("oil -lang:en", {"language": ""}, True),
        ("tag:wires", {}, True),
        ("tag:blogs", {}, False),
    ],
)
def test_filters_look_at_where_an_article_came_from(query, more, holds):
    assert (told(query, "Oil", brought_by=WIRE, **more) is not None) is holds


def test_filter_alone_holds_without_a_place():
    assert told("tag:wires", "Oil", brought_by=WIRE) == []


def test_query_with_a_set_that_was_not_looked_up_is_an_error():
    with pytest.raises(UnknownSet, match="rivals"):
        told("oil AND set:rivals", "oil")
