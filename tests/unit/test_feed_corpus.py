"""Real feeds: a sample of the corpus, the same each time, spread over all its suites."""

import json

from newswatch.errors import FeedError
from newswatch.sources import feed

EVERY = 8  # of 2,467 files: about 300
# Measured: 311 of 311 files with a count that are XML (JSON Feed is not read).
FLOOR = 0.99


def sample(corpus):
    lines = (corpus / "feeds" / "manifest.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in sorted(lines)[::EVERY]]


def outcome(corpus, row):
    data = (corpus / "feeds" / row["file"]).read_bytes()
    try:
        return feed.parse(data, row.get("headers", {}), row.get("base", "https://news.example/feed"))
    except FeedError:
        return None


def test_no_feed_of_the_corpus_raises_anything_but_our_error(corpus):
    rows = sample(corpus)
    results = [outcome(corpus, row) for row in rows]
    read = sum(result is not None for result in results)
    print(f"{read} of {len(rows)} files are feeds")  # noqa: T201 - the rate is what one wants to see
    assert read / len(rows) > 0.9


def test_entries_of_the_corpus_are_counted_right(corpus):
    lines = (corpus / "feeds" / "manifest.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    rows = [r for r in rows if "entries" in r.get("expect", {}) and not r["file"].endswith(".json")]
    wrong = []
    for row in rows:
        result = outcome(corpus, row)
        if (len(result.entries) if result else 0) != row["expect"]["entries"]:
            wrong.append(row["file"])
    print(f"{len(rows) - len(wrong)} of {len(rows)} counts are right")  # noqa: T201 - as above
    assert 1 - len(wrong) / len(rows) >= FLOOR, wrong


def test_hostile_files_expand_to_nothing(corpus):
    rows = [
        json.loads(line) for line in (corpus / "feeds" / "manifest.jsonl").read_text("utf-8").splitlines()
    ]
    hostile = [row for row in rows if row["kind"] == "hostile"]
    assert hostile
    for row in hostile:
        said = str(outcome(corpus, row))
        assert len(said) < 100_000, row["file"]
        assert not [leak for leak in row["expect"].get("must_not_contain", ()) if leak in said], row["file"]
