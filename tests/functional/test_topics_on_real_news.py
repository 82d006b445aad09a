"""The index finds in real news what evaluating each topic finds, and nothing else."""

import json
import random
from contextlib import suppress

import pytest

from bench.matching import material
from bench.matching.topics import query, tree
from newswatch.errors import QueryError
from newswatch.query import TopicIndex, parse
from newswatch.query.evaluation import Words, evidence

ARTICLES = 150
MADE = 1_500


@pytest.fixture(scope="module")
def pages(corpus):
    """The texts of the corpus's pages, in the language that most of them are in."""
    truth = json.loads((corpus / "articles" / "ground-truth.json").read_text())
    return [material.Document("", page["articleBody"]) for page in truth.values()]


@pytest.fixture(scope="module")
def documents():
    """News of the matching benchmark, some of it Russian."""
    if not material.FOLDER.is_dir():
        pytest.skip("the peers of the matching benchmark are not here")
    documents = material.documents()
    return documents[:: len(documents) // ARTICLES]


def differences(queries, articles):
    """What index and reference disagree on, and how many matches there are."""
    index = TopicIndex()
    for topic_id, parsed in queries.items():
        index.put(topic_id, parsed)
    wrong, matches = [], 0
    for article in articles:
        words = Words(article)
        expected = {
            topic_id: places
            for topic_id, parsed in queries.items()
            if (places := evidence(parsed.root, words)) is not None
        }
        found = {match.topic_id: match.evidence for match in index.match(article)}
        matches += len(expected)
        if found != expected:
            wrong.append((article.title, found.keys() ^ expected.keys()))
    return wrong, matches


def made_of(text, dice):
    """A query of each kind, made of what stands in a text."""
    words = text.split()
    at = dice.randrange(max(len(words) - 12, 1))
    some = [word.strip(".,;:!?()[]\"“”‘’'*~=-") or "x" for word in words[at : at + 12]]
    a, b, c, d = (f'"{dice.choice(some)}"' for _ in range(4))
    phrase = " ".join(some[: dice.randrange(2, 7)])
    kinds = (
        f'"{phrase}"',
        f"{a} NEAR/{dice.randrange(1, 12)} {b}",
        f"{a} ONEAR/{dice.randrange(1, 12)} ({b} OR {c})",
        f"{a} NOT NEAR/{dice.randrange(1, 6)} {b}",
        f"~{a}",
        f"={a}",
        f'="{phrase}"',
        f"title:{a} OR lead:({b} AND NOT {c})",
        f"body:({a} OR {b}) AND {c} AND NOT {d}",
        f"atleast:{dice.randrange(2, 5)}({a} OR {b})",
        f"({a} AND {b}) OR ({c} AND NOT {d})",
        f"{max(some, key=len)[:5]}*",
    )
    return dice.choice(kinds)


def made(texts, count):
    """Queries made of the texts; those that are refused, such as a prefix of a number, are left out."""
    dice = random.Random(6)
    parsed = {}
    for n in range(count):
        with suppress(QueryError):
            parsed[f"made-{n}"] = parse(made_of(dice.choice(texts), dice))
    return parsed


def test_on_the_pages_of_the_corpus(pages):
    queries = made([page.text for page in pages], MADE)
    assert len(queries) > MADE * 0.9

    wrong, matches = differences(queries, pages)

    assert wrong == []
    assert matches > len(queries) * 0.5


def test_on_the_topics_and_articles_of_the_benchmark(documents):
    queries = {f"{n}": parse(query(tree(line))) for n, line in enumerate(material.topic_lines(1_000))}
    queries |= made([document.text for document in documents], MADE)

    wrong, matches = differences(queries, documents)

    assert wrong == []
    assert matches > len(queries) * 0.5
