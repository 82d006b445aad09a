"""The words of a day's articles, and what is looked up among them."""

import pytest
from builders import article
from hypothesis import given
from hypothesis import strategies as st

from newswatch.query.vocabulary import Vocabulary, beginning_of, inflections, nearest
from newswatch.storage.vocabulary import PACKED_BYTES, fitting, packed
from newswatch.text import words


def day(*texts, title=""):
    return Vocabulary.of([article(title=title, text=text) for text in texts])


def test_words_stand_under_how_many_articles_have_them():
    found = day(
        "lithium mine 2024", "Lithium lithium", "the lithium", "the mine", "the lithium of " + "x" * 41
    )
    assert found.text == "\n2\nlithium\n1\nmine\nthe\n0\nof\n"
    assert found.like(r"[^\n]*i[^\n]*") == {"lithium": 4, "mine": 2}


def test_no_article_is_no_word():
    assert day().text == ""
    assert not day()
    assert day("x")
    assert day().without(["a"]) == {"a"}


@given(
    st.lists(st.sampled_from(["oil", "Öl", "oils", "AT&T", "委内瑞拉", "covid-19", "7"]), max_size=6),
    st.booleans(),
)
def test_what_no_article_has_is_found(texts, many):
    more = [f"w{n}" for n in range(40)] if many else []
    had = {term for text in texts for term in words(text)}
    wanted = {"oil", "ol", "oils", "at", "t", "委", "covid", "oi"}
    assert day(*texts).without([*wanted, *more]) == (wanted - had) | set(more)


def test_beginnings():
    found = day("lithium\nmine")
    assert [found.begins(text) for text in ("lith", "mine", "ine", "lithiums")] == [True, True, False, False]


@pytest.mark.parametrize(
    ("term", "had"),
    [("merge", "merging"), ("happy", "happiness"), ("city", "cities"), ("haus", "hausern"), ("run", "runs")],
)
def test_an_inflection_is_no_reason_to_say_that_there_is_none(term, had):
    assert had.startswith(beginning_of(term))


@pytest.mark.parametrize(
    ("word", "languages", "expected"),
    [
        ("tariff", {"en"}, {"tariffs": 2}),
        ("tariff", {"de"}, {"tariffs": 2}),
        ("city", {""}, {"cities": 1}),
        ("zoll", {"de"}, {"zolle": 1}),
        ("zoll", {"ja"}, {}),
        ("of", {"en"}, {}),
    ],
)
def test_inflections_of_a_word(word, languages, expected):
    days = [day("tariff tariffs tariffing cities", "zölle of offs"), day("tariffs zollen")]
    found = inflections(word, languages, days)
    assert {term: count for term, count in found.items() if term in expected or not expected} == expected
    assert word not in found


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("lithum", "lithium"), ("litihum", "lithium"), ("ithium", "lithium"), ("llithium", "lithium"),
        ("lihtium", "lithium"), ("kithium", "lithium"), ("iltihum", None), ("iltium", None),
        ("tarrif", "tariff"), ("goverment", "government"), ("oils", "oil"), ("xyz", None),
        ("typpo", None), ("lithiumsss", None),
    ],
)  # fmt: skip
def test_what_is_spelled_nearly_so(term, expected):
    days = [day("lithium tariff government typo"), day("lithium tariff government oil")]
    days = [Vocabulary(each.text.replace("\n0\n", "\n1\n").replace("\ntypo", "")) for each in days]
    assert nearest(term, [*days, day("typo")]) == expected


def test_the_nearest_is_the_most_common_of_those_as_near():
    assert nearest("mined", [day("miner mines", "miner mines", "mines", "mines")]) == "mines"


def test_what_is_too_much_for_an_item_is_left_out_from_the_rarest_on():
    noise = [f"{n * 2654435761 % 2**40:x}z" for n in range(200_000)]
    text = "\n".join(["", "3", "lithium", "0", *sorted(noise), ""])
    assert len(packed(text)) <= PACKED_BYTES
    kept = fitting(text)
    assert text.startswith(kept)
    assert kept.endswith("z\n")
    assert len(kept) > 0.5 * len(text) * PACKED_BYTES / 2_000_000
    assert fitting("\n0\na\n") == "\n0\na\n"
