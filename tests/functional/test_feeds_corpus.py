"""All feeds of the corpus through the door, in a process that notices every file and socket.

What the corpus expects is told in the words of the suites that its feeds come from, so it is compared
as far as all mean the same: titles as plain text, links as web addresses (a link that is none is no
link), dates as instants. ``error`` and counts that a regular expression made are opinions of their
source; ``bozo``, ``wellformed``, ``feedvalidator`` and ``description`` say nothing about the result.
"""

import json
import os
import subprocess
import sys
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

from newswatch.sources import markup, urls

REPOSITORY = Path(__file__).resolve().parents[2]
HOLD = 0.995
MAX_S, MAX_MB = 5, 256
MAX_CHARACTERS = 100_000
"""Of what may come of a hostile file; the largest has 875 bytes."""


@pytest.fixture(scope="module")
def rows(corpus):
    lines = (corpus / "feeds" / "manifest.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def results(corpus):
    """Read everything once; results by file."""
    said = subprocess.run(
        [
            sys.executable,
            str(Path(__file__).with_name("feeds_reader.py")),
            str(corpus / "feeds" / "manifest.jsonl"),
        ],
        env={"PYTHONPATH": str(REPOSITORY / "functions"), "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert said.returncode == 0, said.stderr
    return {found["file"]: found for found in map(json.loads, said.stdout.splitlines())}


# --- What is expected, and whether it holds -----------------------------------------------------------


def plain(title):
    """Return a title as text, however often its source has escaped it."""
    text = title or ""
    for _ in range(3):
        text = markup.plain(text)
    return text


def same_title(expected, got):
    return plain(expected) == plain(got)


def same_link(expected, got, base):
    return urls.resolve(base, expected or "") == got


def same_id(expected, got):
    return plain(expected) == plain(got)


def same_instant(expected, got):
    return got is not None and datetime.fromisoformat(expected) == datetime.fromisoformat(got)


def at(entries, place, expected, base):
    number, field = place
    if number >= len(entries):
        return False
    got = entries[number][field]
    if field == "link":
        return same_link(expected, got, base)
    return {"title": same_title, "id": same_id, "published": same_instant}[field](expected, got)


def judged(row, found):
    """Yield what is expected of one file with whether it holds, each under a name."""
    expect, base = row.get("expect", {}), row.get("base", "https://news.example/feed")
    entries = found.get("entries", [])
    if "entries" in expect:
        yield "entries", len(entries) == expect["entries"]
    if "feed_title" in expect:
        yield "feed_title", same_title(expect["feed_title"], found.get("title", ""))
    lists = {
        "titles": lambda want, got: same_title(want, got["title"]),
        "links": lambda want, got: same_link(want, got["link"], base),
        "ids": lambda want, got: same_id(want, got["id"]),
        "published": lambda want, got: same_instant(want, got["published"]),
    }
    for key, same in lists.items():
        if key in expect:
            whole = len(expect[key]) == len(entries)
            yield key, whole and all(map(same, expect[key], entries))
    for number, field, expected in expect.get("at", ()):
        yield f"at {field}", at(entries, (number, field), expected, base)


def test_what_the_corpus_expects_holds(rows, results):
    hard, soft, failed = Counter(), Counter(), []
    for row in rows:
        for name, holds in judged(row, results[row["file"]]):
            (soft if row.get("soft") else hard)[name, holds] += 1
            if not holds:
                failed.append((bool(row.get("soft")), name, row["file"]))
    for kind, counts in (("hard", hard), ("soft", soft)):
        for name in sorted({name for name, _ in counts}):
            print(f"{kind} {name}: {counts[name, True]} of {counts[name, True] + counts[name, False]}")  # noqa: T201
    print(*failed, sep="\n")  # noqa: T201 - what remains
    held = sum(count for (_, holds), count in hard.items() if holds)
    assert held / hard.total() >= HOLD


def test_counts_by_regular_expression_hold_nearly_always(rows, results):
    counted = [row for row in rows if "entries_regex" in row.get("expect", {})]
    wrong = [
        row["file"] for row in counted
        if len(results[row["file"]].get("entries", [])) != row["expect"]["entries_regex"]
    ]  # fmt: skip
    print(f"{len(counted) - len(wrong)} of {len(counted)}:", *wrong, sep="\n")  # noqa: T201
    assert len(wrong) <= len(counted) * (1 - HOLD)


def test_nothing_but_our_error_is_ever_raised(rows, results):
    assert len(results) == len(rows)
    assert [found["raised"] for found in results.values() if "raised" in found] == []


def test_no_file_and_no_address_is_opened(results):
    assert {name: found["opened"] for name, found in results.items() if found["opened"]} == {}


def test_nothing_takes_long_or_much(rows, results):
    slowest = max(results.values(), key=lambda found: found["seconds"])
    print(f"slowest: {slowest['file']}, {slowest['seconds']:.2f} s")  # noqa: T201
    limits = {row["file"]: row.get("expect", {}) for row in rows}
    for name, found in results.items():
        assert found["seconds"] <= min(MAX_S, limits[name].get("max_seconds", MAX_S)), name
        assert found["mb"] <= min(MAX_MB, limits[name].get("max_rss_mb", MAX_MB)), name


def test_hostile_files_give_nothing_away_and_expand_to_nothing(rows, results):
    hostile = [row for row in rows if row["kind"] == "hostile"]
    assert hostile
    for row in hostile:
        found = results[row["file"]]
        assert found.get("characters", 0) < MAX_CHARACTERS, row["file"]
        assert not [leak for leak in row["expect"].get("must_not_contain", ()) if leak in str(found)], row[
            "file"
        ]


def test_what_is_refused_is_refused_in_words(rows, results):
    kinds = {row["file"]: row["kind"] for row in rows}
    refused = {name: found["refused"] for name, found in results.items() if "refused" in found}
    print(Counter((kinds[name], words) for name, words in refused.items()))  # noqa: T201
    assert all(words.endswith(".") and words[0].isupper() for words in refused.values())
