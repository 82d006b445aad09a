"""Texts: whether what two articles say bears out that they tell the same news."""

import pytest
from test_grouper import TEXTS

from newswatch.model import ArticleId
from newswatch.stories.texts import FEW, KEPT, Texts, borne_out, packed, words_of

QUAKE, RETOLD, STRIKE = (words_of("", TEXTS[name]) for name in ("quake", "retold", "strike"))


def texts(*known):
    found = Texts()
    for number, words in enumerate(known):
        found.put(ArticleId(str(number)), packed(words))
    return found


def ids(*numbers):
    return [ArticleId(str(number)) for number in numbers]


def test_text_agrees_with_itself_wholly_with_a_retelling_partly_and_with_other_news_hardly():
    known = texts(QUAKE, RETOLD, STRIKE)
    same, retold, other = (known.agreement(QUAKE, ids(number)) for number in range(3))
    assert same == pytest.approx(1)
    assert 0.25 < retold < 0.8
    assert other < 0.1


def test_retelling_is_borne_out_and_other_news_is_not_however_alike_the_headlines():
    known = texts(RETOLD, STRIKE)
    assert borne_out(known.agreement(QUAKE, ids(0)), 0.5)
    assert not borne_out(known.agreement(QUAKE, ids(1)), 1.0)


@pytest.mark.parametrize(
    "said", [("", ""), ("A headline of a good many telling words about Valdivia", ""), ("Quake", "Yes.")]
)
def test_what_says_too_little_refutes_nothing(said):
    words = words_of(*said)
    assert len(words) < FEW
    assert texts(QUAKE).agreement(words, ids(0)) is None
    assert texts(words).agreement(QUAKE, ids(0)) is None
    assert borne_out(None, 0.1)


def test_unknown_articles_say_nothing():
    assert texts().agreement(QUAKE, ids(7)) is None


def test_of_many_articles_one_that_strays_does_not_decide():
    known = texts(RETOLD, STRIKE, STRIKE, STRIKE, STRIKE, STRIKE)
    assert known.agreement(QUAKE, ids(0, 1)) > 0.25
    assert known.agreement(QUAKE, ids(*range(6))) < 0.1


def test_what_many_live_articles_say_counts_less():
    alone = texts(RETOLD).agreement(QUAKE, ids(0))
    usual = words_of("", "Valdivia earthquake magnitude. " * 3 + TEXTS["strike"])
    crowded = texts(RETOLD, *[usual] * 5_000).agreement(QUAKE, ids(0))
    assert crowded < alone


def test_dropped_articles_count_no_more():
    known = texts(RETOLD, STRIKE)
    known.drop(ArticleId("1"))
    known.drop(ArticleId("9"))
    assert known.agreement(STRIKE, ids(1)) is None
    assert known.agreement(QUAKE, ids(0)) == texts(RETOLD).agreement(QUAKE, ids(0))


def test_words_are_few_in_any_case_and_the_same_in_every_process():
    long = words_of("Title", " ".join(f"word{n}" for n in range(5_000)))
    assert len(long) <= KEPT
    # What is stored by one version is compared with what the next one stores.
    assert packed(words_of("Mine opens", "The lithium mine of Ruritania opens.")).hex() == "93d3675efa4ea483"
