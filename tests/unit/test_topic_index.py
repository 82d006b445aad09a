"""All topics that hold for an article: what evaluating each would find."""

from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from newswatch.model import Match
from newswatch.query import TopicIndex, evaluate, parse
from newswatch.query.printing import canonical
from newswatch.query.syntax import Phrase, Word, anchors, conjunction, disjunction, negation

WORDS = ["oil", "gas", "Oil's", "AT&T", "at", "covid-19", "19", "委内", "委", "$TSLA", "tsla", "-", "."]
LEAVES = st.sampled_from(WORDS[:-2]).map(Word) | st.lists(
    st.sampled_from(WORDS[:-2]), min_size=1, max_size=3
).map(lambda words: Phrase(" ".join(words)))
QUERIES = (
    st.recursive(
        LEAVES,
        lambda children: (
            st.lists(children, min_size=1, max_size=3).map(conjunction)
            | st.lists(children, min_size=1, max_size=3).map(disjunction)
            | children.map(negation)
        ),
        max_leaves=8,
    )
    .filter(anchors)
    .map(lambda root: parse(canonical(root)))
)
TEXTS = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)
ARTICLES = st.builds(lambda title, text: SimpleNamespace(title=title, text=text), TEXTS, TEXTS)


def expected(queries, article):
    found = {topic_id: evaluate(query, article) for topic_id, query in queries.items()}
    return [Match(topic_id, found[topic_id]) for topic_id in sorted(found) if found[topic_id] is not None]


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.none() | QUERIES), max_size=12), ARTICLES)
def test_index_finds_what_evaluating_each_topic_finds_whatever_was_put_and_removed(changes, article):
    index, queries = TopicIndex(), {}
    for topic_id, query in changes:
        if query is None:
            index.remove(topic_id)
            queries.pop(topic_id, None)
        else:
            index.put(topic_id, query)
            queries[topic_id] = query

    assert index.match(article) == expected(queries, article)
    assert len(index) == len(queries)


def test_changed_topic_matches_by_its_new_query_only():
    index = TopicIndex()
    article = SimpleNamespace(title="Oil", text="")
    index.put("t", parse("oil"))
    assert [match.topic_id for match in index.match(article)] == ["t"]

    index.put("t", parse("gas"))

    assert index.match(article) == []


def test_matches_are_sorted_by_topic():
    index = TopicIndex()
    for topic_id in ("c", "a", "b"):
        index.put(topic_id, parse("oil OR gas"))

    found = index.match(SimpleNamespace(title="", text="gas and oil"))

    assert [match.topic_id for match in found] == ["a", "b", "c"]


def test_only_topics_with_an_anchor_in_the_article_are_evaluated(monkeypatch):
    tried = []
    monkeypatch.setattr("newswatch.query.index.evidence", lambda root, words: tried.append(root))
    index = TopicIndex()
    either, other, neither = (
        parse("oil OR lithium"),
        parse("oil AND uranium"),
        parse('"oil price" AND NOT lithium'),
    )
    for topic_id, query in (("either", either), ("other", other), ("neither", neither)):
        index.put(topic_id, query)

    index.match(SimpleNamespace(title="", text="lithium and oil"))

    assert tried == [either.root]
