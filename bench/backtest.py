"""How long a backtest takes over a full week of articles: ``python -m bench.backtest [articles]``.

The articles are made of the words of real ones where the corpus is at hand
(NEWSWATCH_CORPUS), stored as the table stores them, and unpacked when they are
read. Processor time is given, so that other work on the machine counts little;
what DynamoDB and the network take comes on top.
"""

import json
import os
import random
import resource
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from newswatch.model import Article, Source, SourceId
from newswatch.query import parse
from newswatch.sources.urls import article_id
from newswatch.storage import items
from newswatch.usecases.backtest import backtest

ARTICLES = 35_000
"""A week of a thousand sources with five articles a day each."""
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
QUERIES = (
    "(pompeo OR lavrov) AND venezuela",
    "lithium AND (mine OR mining)",
    '"central bank" AND NOT football',
    "election OR elections OR vote",
)
CORPUS = Path(os.environ.get("NEWSWATCH_CORPUS", Path(__file__).parents[2] / "shared" / "corpus"))


class Deadline:
    """Time without end."""

    def remaining_s(self) -> float:
        """Implement ``Deadline``."""
        return 900.0


class Packed:
    """A store of articles alone, packed as in the table."""

    def __init__(self, count: int) -> None:
        chance = random.Random(1)
        bodies = texts()
        self.days: dict[str, list[dict[str, Any]]] = {}
        for n in range(count):
            at = NOW - timedelta(days=7) * chance.random()
            # Every article is another one, as long as a real one.
            paragraphs = chance.choice(bodies).split("\n")
            chance.shuffle(paragraphs)
            url = f"https://news.example/{n}"
            one = Article(
                id=article_id(url), url=url, title=f"Headline {n}", text="\n".join(paragraphs),
                read_at=at, source_id=SourceId("5" * 16), published=at,
            )  # fmt: skip
            self.days.setdefault(f"{at:%Y-%m-%d}", []).append(items.from_article(one))

    def articles_of(self, day: datetime) -> list[Article]:
        """Implement ``Store``."""
        return [items.to_article(item) for item in self.days.get(f"{day:%Y-%m-%d}", [])]

    def sources(self) -> Sequence[Source]:
        """Implement ``Store``."""
        return []


def texts() -> list[str]:
    """Return the texts of real articles; without the corpus, of words that are made up."""
    truth = CORPUS / "articles" / "ground-truth.json"
    if truth.exists():
        return [entry["articleBody"] for entry in json.loads(truth.read_text()).values()]
    chance = random.Random(2)
    words = [
        "".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=chance.randint(2, 10))) for _ in range(9000)
    ]
    return ["\n".join(" ".join(chance.choices(words, k=60)) for _ in range(10)) for _ in range(90)]


def main() -> None:
    """Measure, and print a line for each query."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES
    store: Any = Packed(count)
    for query in QUERIES:
        begun = time.process_time()
        (found,) = backtest(store, [parse(query)], NOW, Deadline())
        took = time.process_time() - begun
        print(
            f"{found.read:,} articles in {took:.1f} s CPU, {found.read / took:,.0f} a second; "
            f"{found.stories:,} stories; {query}"
        )
    peak_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"Peak memory, the packed articles included: {peak_kb // 1024} MB")


if __name__ == "__main__":
    main()
