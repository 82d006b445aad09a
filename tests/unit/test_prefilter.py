"""The cheap look at an article never says no where the query holds."""

from types import SimpleNamespace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from queries import nodes

from newswatch.query import Query, evaluate, parse
from newswatch.query.prefilter import Prefilter, fold
from newswatch.query.syntax import Exact, Phrase, Prefix, Stem, Word
from newswatch.text import GAP, folded, tokens

# What normalisation has a hand in: case that grows, marks that are dropped, moved, composed or stay,
# symbols at words, scripts without blanks, what is invisible, and what folds to several words.
PIECES = [
    "oil", "OIL", "Ölpreis", "olpreis", "straße", "STRASSE", "İstanbul", "ıstanbul", "ﬁn", "Ⅻ", "½",
    "AT&T", "at&", "$TSLA", "C++", "#x", "u.s.", "covid-19", "it’s", "l'eau", "éle\u0301ction",
    "лавров", "Йод", "йод", "ёлка", "ποτάμι", "ΟΔΟΣ", "οδος", "委内瑞拉", "ベネズエラ", "ベ", "한국",
    "\u1112\u1161\u11ab", "हिन्दी", "ไทย", "\u0e01\u0e34\u0301", "עִבְרִית", "كِتاب", "ـ", "a\u0327\u0301",
    "a\u0301\u0327", "\u00ad", "\u200d", "\uffff", "\u0301", "\u0345", "ᏣᎳᎩ", "ꮳꮃꭹ", "ﷺ", "K", "Å", "\u0344",
    "\U0001d7d8", "🇻🇪", "👍🏽", "\U00011131\U00011127", " ", "-", ".", "'", "’s", "\n",
    "x" * 70 + "\u0323\u0307",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=12).map("".join)


@given(TEXTS)
@example("\u0345\u0301")
def test_every_term_is_in_the_folded_text(text):
    whole = folded(text)
    for token in tokens(text):
        assert token.term == GAP or token.term in whole


def words_of(text):
    return st.sampled_from([token.term for token in tokens(text) if token.term != GAP] + ["oil", "委内"])


@st.composite
def cases(draw):
    """Return an article, and a query made of its words and others."""
    title, text = draw(TEXTS), draw(TEXTS)
    word = words_of(f"{title} {text}")
    phrase = st.lists(word, min_size=1, max_size=3).map(" ".join)
    leaf = st.one_of([st.builds(kind, word | phrase) for kind in (Word, Phrase, Prefix, Stem, Exact)])
    return draw(nodes(leaf, max_leaves=6)), SimpleNamespace(title=title, text=text)


@given(cases())
def test_query_that_holds_is_never_ruled_out(case):
    root, article = case
    query = Query("", root, "")
    if evaluate(query, article) is not None:
        assert Prefilter(query).may_hold(fold(article.title, article.text))


@pytest.mark.parametrize(
    ("query", "text", "may"),
    [
        ("(pompeo OR lavrov) AND venezuela", "Lavrov in Venezuela", True),
        ("(pompeo OR lavrov) AND venezuela", "Lavrov in Caracas", False),
        ('"oil price"', "price of oil", True),
        ('"oil price"', "oil", False),
        ("lithium AND NOT mining", "lithium mining", True),
        ("lithium AND NOT mining", "mining", False),
        ("élection", "ELECTION", True),
        ("лавров", "Сергей ЛАВРОВ", True),
        ("лавров", "lavrov", False),
        ("oil NEAR/3 price", "oil", False),
        ("oil NEAR/3 price", "oil, and nothing of what it costs; a price", True),
        ("oil NOT NEAR/3 price", "oil", True),
        ("oil NOT NEAR/3 price", "price", False),
        ("title:(oil OR gas)", "coal", False),
        ("sanction*", "sanctions", True),
        ("sanction*", "fines", False),
        ("=US AND lang:en", "us", True),
        ("=US AND lang:en", "uk", False),
        ("5,000", "5000 people", True),
        ("5000", "5,000 people", True),
        ("~merge", "nothing", True),
    ],
)
def test_most_articles_are_ruled_out(query, text, may):
    assert Prefilter(parse(query)).may_hold(fold("", text)) is may
