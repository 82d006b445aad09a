"""All topics that hold for an article: what evaluating each would find."""

import hashlib
import json
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from queries import PREFIXES, WORDS, nodes

from newswatch.model import Source, SourceId, TopicId, UserId
from newswatch.query import Query, TopicIndex, evaluate, parse
from newswatch.query.index import FORM


@dataclass(frozen=True)
class Told:
    """An article with all that a query can ask for."""

    title: str
    text: str
    url: str = ""
    language: str = ""
    authors: tuple[str, ...] = ()
    section: str = ""
    site_name: str = ""


def source(name, *tags):
    return Source(SourceId(name), "https://a.example/feed", name, UserId("U1"), 900, tags)


FORMS = (
    *WORDS,
    *(f"{begin}s" for begin in PREFIXES),
    "OIL",
    "merged",
    "Mergers",
    "ol",
    "война",
    "Войны",
    "US",
    "$TSLA+",
    "#委 内",
)
WORD = st.sampled_from(FORMS) | st.just("x")
TEXTS = st.lists(
    st.tuples(WORD, st.sampled_from((" ", " ", ". ", "'s ", "'s", "，", "-", "\n\n"))).map("".join),
    max_size=25,
)
TEXT = TEXTS.map("".join)
LONG = st.lists(TEXT, min_size=3, max_size=6).map(" ".join)
ARTICLES = st.builds(
    Told,
    TEXT,
    TEXT | LONG,
    st.sampled_from(("", "https://www.reuters.com/World/x", "http://a.co.uk/", "no address")),
    st.sampled_from(("", "en", "de-DE", "ru", "ja", "xx")),
    st.sampled_from(((), ("Ana Nunez",), ("x", "ANA NÚÑEZ y"))),
    st.sampled_from(("", "World news")),
    st.sampled_from(("", "VOA", "the voice of America")),
)
SOURCES = st.sampled_from((None, source("Wire service", "Wires"), source("Voice of America", "In German")))
ROOTS = nodes()


def as_query(root):
    return Query("", root, "")


def expected(queries, article, brought_by):
    found = {topic_id: evaluate(query, article, brought_by) for topic_id, query in queries.items()}
    return [(topic_id, found[topic_id]) for topic_id in sorted(found) if found[topic_id] is not None]


def matches(index, article, brought_by=None):
    return sorted((match.topic_id, match.evidence) for match in index.match(article, brought_by))


@settings(max_examples=400)
@given(
    st.lists(st.tuples(st.sampled_from("abcdef"), st.none() | ROOTS.map(as_query)), max_size=10),
    st.lists(ARTICLES, min_size=1, max_size=3),
    SOURCES,
)
def test_index_finds_what_evaluating_each_topic_finds_whatever_was_put_and_removed(
    changes, articles, brought_by
):
    index, queries = TopicIndex(), {}
    for topic_id, query in changes:
        if query is None:
            index.remove(TopicId(topic_id))
            queries.pop(topic_id, None)
        else:
            index.put(TopicId(topic_id), query)
            queries[topic_id] = query
        # Between the changes, too: what is remembered of articles must not outlive a topic.
        assert matches(index, articles[0], brought_by) == expected(queries, articles[0], brought_by)

    for article in articles:
        assert matches(index, article, brought_by) == expected(queries, article, brought_by)
    assert len(index) == len(queries)


@settings(max_examples=200)
@given(st.lists(ROOTS, max_size=6), ARTICLES, SOURCES)
def test_loaded_index_is_the_dumped_one(roots, article, brought_by):
    index = TopicIndex()
    for n, root in enumerate(roots):
        index.put(TopicId(str(n)), as_query(root))

    rows = json.loads(json.dumps(list(index.dump())))
    loaded = TopicIndex.load(rows)

    assert matches(loaded, article, brought_by) == matches(index, article, brought_by)
    assert json.loads(json.dumps(list(loaded.dump()))) == rows
    for n in range(len(roots)):
        loaded.remove(TopicId(str(n)))
    assert matches(loaded, article, brought_by) == []


@given(ROOTS)
def test_nothing_is_left_of_a_removed_topic(root):
    index = TopicIndex()
    index.put(TopicId("t"), as_query(root))
    index.remove(TopicId("t"))

    assert vars(index)["_postings"] == {}
    assert not vars(index)["_expansion"]
    assert not +vars(index)["_marks"]


@pytest.mark.parametrize(
    "query",
    [
        "title:(Trump OR trump) AND tariff",  # one feature twice
        "title:(oil OR OIL) AND (opec OR Opec)",
        "oil AND oil",
        "(oil OR gas) AND (gas OR oil)",
        " AND ".join(f"({' OR '.join(f'{side}{n}' for n in range(12))})" for side in "ab"),
    ],
)
def test_topic_can_be_changed_whatever_it_asks_for(query):
    index = TopicIndex()
    for topic_id in ("t", "other"):
        index.put(TopicId(topic_id), parse(query))
    index.put(TopicId("t"), parse("gas"))
    assert "t" in [match.topic_id for match in index.match(Told("Gas", ""))]

    for topic_id in ("t", "other"):
        index.remove(TopicId(topic_id))
    assert vars(index)["_postings"] == {}


@pytest.mark.parametrize(
    ("query", "article"),
    [
        # One word has two forms that begin so.
        ("atleast:2($tsl*)", Told("", "$TSLA+ $TSLB")),
        ("$tsl* ONEAR/1 x", Told("", "$TSLA+ x")),
        # Between the characters stands something.
        ('"#台 灣"', Told("", "#台 灣")),
        # In the title an accent makes a word of a possessive, which says nothing of the text.
        ("~manger", Told("Peter's\u0301 plan", "Les économistes mangèrent", language="fr")),
    ],
)
def test_index_finds(query, article):
    index = TopicIndex()
    index.put(TopicId("t"), parse(query))

    assert matches(index, article) == [("t", evaluate(parse(query), article))]
    assert evaluate(parse(query), article)


@pytest.mark.parametrize(
    ("query", "article"),
    [
        ("~merge", Told("Peter's\u0301 plan", "mergés", language="en")),
        # One place, whether with its symbol or without.
        ("atleast:2($TSLA OR TSLA)", Told("", "$TSLA")),
        ("atleast:2(acme* OR ~acme)", Told("", "acme+", language="en")),
        # Names are apart from one another.
        ('author:"Ana Núñez"', Told("", "", authors=("Ana", "Núñez"))),
    ],
)
def test_index_does_not_find(query, article):
    index = TopicIndex()
    index.put(TopicId("t"), parse(query))

    assert index.match(article) == []
    assert evaluate(parse(query), article) is None


def test_changed_topic_matches_by_its_new_query_only():
    index = TopicIndex()
    article = Told("Oil", "")
    index.put(TopicId("t"), parse("oil"))
    assert [match.topic_id for match in index.match(article)] == ["t"]

    index.put(TopicId("t"), parse("gas"))

    assert index.match(article) == []
    assert [match.topic_id for match in index.match(Told("Gas", ""))] == ["t"]


@pytest.mark.parametrize(
    ("query", "title", "text"),
    [
        # Words that were met in articles before the topic came are remembered as having nothing.
        ("sanction*", "", "sanctions"),
        ("~merge", "", "Merging"),
        ('"rare earth metals"', "", "Rare earth metals"),
        ("oil", "Oil", ""),
    ],
)
def test_topic_is_found_by_words_that_were_seen_before_it(query, title, text):
    index, article = TopicIndex(), Told(title, text, language="en")
    index.put(TopicId("other"), parse("sanctio* AND ~merger"))
    index.match(article)

    index.put(TopicId("t"), parse(query))
    assert [match.topic_id for match in index.match(article)] == ["t"]

    index.remove(TopicId("t"))
    assert index.match(article) == []


def test_topics_that_share_no_feature_with_an_article_are_not_tried(monkeypatch):
    tried = []
    monkeypatch.setattr(TopicIndex, "_test", lambda self, topic: tried.append(topic))
    index = TopicIndex()
    for n in range(1_000):
        index.put(TopicId(str(n)), parse(f"word{n} NEAR/3 oil"))

    assert index.match(Told("Oil", "and other words")) == []
    assert tried == []


SAMPLE = (
    "oil", "Öl-Preis", '"secretary of state"', '"a b c d e f"', "sanction*", "~merging", '~"trade deals"',
    "=US", "AT&T", "a NEAR/8 b", "a ONEAR/3 (b OR cab*)", "a NOT NEAR/5 b", "atleast:3(tariff*)",
    "title:(a OR b)", 'title:"a b"', "title:(a OR A) b",
    "lead:(a b)", "site:reuters.com", 'source:"Voice of America"',
    "author:smith", "section:world", "a lang:en", "tag:wires", "a AND (b OR c) AND NOT (d OR e)",
    "(a AND b) OR (c AND d)", "a url:/world/", "委内瑞拉", "1,000 лавров й",
)  # fmt: skip


def test_rows_are_what_they_were_or_their_form_has_another_name():
    """A snapshot is read by later code: where rows are made otherwise, ``FORM`` has to be raised."""
    index = TopicIndex()
    for n, text in enumerate(SAMPLE):
        index.put(TopicId(f"{n:02}"), parse(text))
    # Sets have no order.
    rows = [
        [sorted(part) if part and isinstance(part, list) else part for part in row] for row in index.dump()
    ]
    digest = hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()[:16]

    assert {FORM: digest} == {"2": "ab1807527a2f4dc4"}


def test_of_a_common_word_the_first_places_are_told():
    index = TopicIndex()
    index.put(TopicId("t"), parse("oil"))
    [match] = index.match(Told("", "oil " * 3_000))
    assert [place.start for place in match.evidence] == [4 * n for n in range(1_000)]


def test_places_are_told_wherever_they_make_it_hold():
    index = TopicIndex()
    index.put(TopicId("t"), parse("oil NEAR/2 gas"))
    article = Told("", "oil x x x " * 1_500 + "oil gas")
    [match] = index.match(article)
    assert [article.text[place.start : place.end] for place in match.evidence] == ["oil", "gas"]
