"""A week of articles in the table, served page by page as DynamoDB sends them.

The articles are made of the words of real ones where the corpus is at hand
(NEWSWATCH_CORPUS), stored by the store itself in a table in memory, which counts
the units of reading them. Then ``table_server`` hands out its answers.
"""

import base64
import json
import os
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from fakes import FrozenClock
from simulation.aws.dynamodb import MemoryDynamo
from stores import create_table

from bench.table_server import NOTHING, as_json, pages
from newswatch.model import Article, SourceId
from newswatch.sources.urls import article_id
from newswatch.storage.keys import DAY_SHARDS, Keys
from newswatch.storage.store import DynamoStore
from newswatch.usecases.week import DAYS

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TABLE = "newswatch"
CORPUS = Path(os.environ.get("NEWSWATCH_CORPUS", Path(__file__).parents[2] / "shared" / "corpus"))


@dataclass(frozen=True, slots=True)
class Reads:
    """What reading all of it takes."""

    units: float
    """Read units: half a one for 4 kB, since no consistent read is asked for."""
    pages: int
    packed_mb: float


def articles(how_many: int) -> Iterator[Article]:
    """Yield articles of a week, each another one and as long as a real one."""
    chance = random.Random(1)
    bodies = texts()
    for n in range(how_many):
        at = NOW - timedelta(days=DAYS) * chance.random()
        paragraphs = chance.choice(bodies).split("\n")
        chance.shuffle(paragraphs)
        url = f"https://news.example/{n}"
        yield Article(
            id=article_id(url), url=url, title=f"Headline {n}", text="\n".join(paragraphs), read_at=at,
            source_id=SourceId("5" * 16), published=at, language="en", site_name="News",
        )  # fmt: skip


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


def write(how_many: int, folder: Path) -> Reads:
    """Write the answers of a table with so many articles into a folder, a file each."""
    dynamo = MemoryDynamo(FrozenClock(NOW).now, remembered=1)
    create_table(dynamo, TABLE)
    client: Any = dynamo
    store = DynamoStore(TABLE, "main", retrying=client, once=client, article_retention_days=30)
    for one in articles(how_many):
        store.save_article(one, [])
    before, written, packed = dynamo.consumed.read, 0, 0
    for ago in range(DAYS + 1):
        for shard in range(DAY_SHARDS):
            pk = Keys("main").day(f"{NOW - timedelta(days=ago):%Y-%m-%d}", shard)
            after = ""
            for body in pages(dynamo, _query(pk)):
                packed += sum(len(item["body"]["B"]) for item in body["Items"])
                (folder / str(written)).write_text(as_json(body))
                (folder / _name(pk, after)).symlink_to(str(written))
                after = body.get("LastEvaluatedKey", {}).get("sk", {}).get("S", "")
                written += 1
    return Reads(dynamo.consumed.read - before, written, packed / 1e6)


def _query(pk: str) -> dict[str, Any]:
    return {
        "TableName": TABLE,
        "KeyConditionExpression": "pk = :pk",
        "ExpressionAttributeValues": {":pk": {"S": pk}},
    }


def _name(pk: str, after: str) -> str:
    """Return the name of the file with the page of a partition that comes after a sort key."""
    return base64.urlsafe_b64encode(f"{pk} {after}".encode()).decode()


@dataclass(frozen=True, slots=True)
class Week:
    """Answers one who reads articles with what was written; of all else nothing is there."""

    folder: Path

    def __call__(self, operation: str, asked: dict[str, Any]) -> bytes:
        """Return the body of an answer."""
        if operation != "Query":
            return NOTHING
        after = asked.get("ExclusiveStartKey", {}).get("sk", {}).get("S", "")
        page = self.folder / _name(asked["ExpressionAttributeValues"][":pk"]["S"], after)
        return page.read_bytes() if page.exists() else NOTHING
