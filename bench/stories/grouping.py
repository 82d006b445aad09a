"""What the grouper as a whole makes of real news: ``python -m bench.stories.grouping``.

Headlines of stories that many outlets tell, as they came in, without any text; a newsroom's edits of
articles, all with their texts; and articles of one broadcaster of which hardly two tell the same, with
their texts and by their headlines alone: of these, each that joins another one is most likely wrong.
Processor time, on one core, of deciding and learning.

The first two are of the corpus (NEWSWATCH_CORPUS), the last of the matching benchmark (NEWSWATCH_PEERS).
"""

import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from bench.matching import material
from bench.stories import headlines, near_duplicates
from newswatch.model import ArticleId, Bond
from newswatch.stories import Grouper

NOW = datetime(2026, 3, 2, tzinfo=UTC)
ROUNDS = 3
Told = tuple[str, str]
"""Headline and text."""


def grouped(articles: Iterable[Told]) -> tuple[list[str], Counter[Bond]]:
    """Return the story of each article, in order of arrival, and why they were placed there."""
    grouper, stories, bonds = Grouper(), [], Counter[Bond]()
    for number, (title, text) in enumerate(articles):
        placed = grouper.place(ArticleId(f"{number:016x}"), title, text, "outlet.example", NOW)
        grouper.learn(placed)
        stories.append(placed.story_id)
        bonds[placed.bond] += 1
    return list(stories), bonds


def micros(articles: Sequence[Told]) -> float:
    """Return the microseconds of processor time that an article takes, the best of some rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        began = time.process_time()
        grouped(articles)
        best = min(best, time.process_time() - began)
    return 1e6 * best / len(articles)


def main() -> int:
    """Print the figures."""
    if not headlines.CORPUS.exists():
        print(f"There is no corpus at {headlines.CORPUS}: set NEWSWATCH_CORPUS.")
        return 1
    real = headlines.real()
    told = [(title, "") for title, _ in real]
    found, _ = grouped(told)
    precision, recall, f1 = headlines.bcubed([story for _, story in real], found)
    ari = headlines.adjusted_rand([story for _, story in real], found)
    print(f"{len(real):,} headlines: ARI {ari:.3f}, BCubed P {precision:.2f} R {recall:.2f} F {f1:.2f}, "
          f"{micros(told):.0f} µs each")  # fmt: skip

    rows = near_duplicates.articles(near_duplicates.CORPUS / "stories" / "near_duplicates.jsonl")
    edits = [(row.title, row.text) for row in rows]
    found, bonds = grouped(edits)
    pairs = Counter(zip([row.label for row in rows], found, strict=True))
    right = _pairs(pairs.values())
    precision = right / _pairs(Counter(found).values())
    recall = right / _pairs(Counter(row.label for row in rows).values())
    f1 = 2 * precision * recall / (precision + recall)
    print(f"{len(rows):,} newsroom edits: P {precision:.3f} R {recall:.3f} F1 {f1:.3f} ({_told(bonds)}), "
          f"{micros(edits):.0f} µs each")  # fmt: skip

    documents = material.documents()
    for what, others in (
        ("articles of one broadcaster", [(document.title, document.text) for document in documents]),
        ("their headlines alone", [(document.title, "") for document in documents]),
    ):
        _, bonds = grouped(others)
        joined = sum(bonds.values()) - bonds[Bond.FIRST]
        print(f"{len(others):,} {what}: {joined / len(others):.1%} join another one ({_told(bonds)})")
    return 0


def _pairs(sizes: Iterable[int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)


def _told(bonds: Counter[Bond]) -> str:
    return ", ".join(f"{count:,} {bond.value}" for bond, count in sorted(bonds.items()))


if __name__ == "__main__":
    sys.exit(main())
