"""What a process of ``match`` needs to begin, with so many stories that live.

It is measured in a process of its own (``python -m bench.stories.beginning``): all that ``match`` loads, and
boto3, reading the log in pages of 1 MB over HTTP from a server beside it. TLS and the network are left out.
"""

import json
import logging
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any
from unittest.mock import patch

from fakes import FrozenClock
from simulation.aws.dynamodb import MemoryDynamo
from stores import create_table

from bench.stories.newsroom import BEGINS, TABLE, News, Told, address, outlet
from bench.table_server import NOTHING as NO_ITEMS
from bench.table_server import as_json, pages, served
from newswatch.model import ArticleId, Bond, Decision, Placement, StoryId
from newswatch.sources import urls
from newswatch.storage.store import DynamoStore
from newswatch.stories import Grouper

DAYS = 3
NOTHING = Grouper()
"""Knows no story."""
PLACED = 500
"""Articles that a process that has begun is asked about."""
LIKENESS = 0.7251851851851852
"""Of any: what it takes in the table depends on its digits."""


def filled(news: News, live: int) -> MemoryDynamo:
    """Return a table with a log of so many live articles, each in the story that it truly tells."""
    clock = FrozenClock(BEGINS)
    dynamo = MemoryDynamo(clock.now, remembered=10)
    create_table(dynamo, TABLE)
    client: Any = dynamo
    store = DynamoStore(TABLE, "main", retrying=client, once=client, article_retention_days=30)
    firsts: dict[int, ArticleId] = {}
    for number, told in enumerate(islice(news.coming(live // DAYS), live), 1):
        clock.advance(seconds=DAYS * 86_000 / live)
        own = alone(news, told, clock.now())
        first = firsts.setdefault(told.story, own.article_id)
        if first != own.article_id:
            bond = Bond.COPY if told.is_copy else Bond.RETELLING
            like = first if told.is_copy else ArticleId("")
            own = replace(own, story_id=StoryId(first), bond=bond, like=like, likeness=0.7251851851851852)
        store.decide(Decision(number, own))
    return dynamo


def alone(news: News, told: Told, at: datetime) -> Placement:
    """Return what is decided on an article that begins a story."""
    return NOTHING.place(urls.article_id(address(told)), *news.written(told), outlet(told), at)


def write(dynamo: MemoryDynamo, folder: Path) -> int:
    """Write the log as DynamoDB sends it, a file a page, newest first; return how many."""
    request = {
        "TableName": TABLE,
        "KeyConditionExpression": "pk = :pk",
        "ExpressionAttributeValues": {":pk": {"S": "main#STORYLOG"}},
        "ScanIndexForward": False,
    }
    number = 0
    for number, body in enumerate(pages(dynamo, request), 1):
        (folder / str(number - 1)).write_text(as_json(body))
    return number


class Log:
    """Answers one who reads a log: page by page, and that there is nothing new."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._served = folder, 0

    def __call__(self, _operation: str, asked: dict[str, Any]) -> bytes:
        """Return the body of an answer."""
        if asked["ConsistentRead"]:
            return NO_ITEMS
        number = self._served if "ExclusiveStartKey" in asked else 0
        self._served = number + 1
        return (self._folder / str(number)).read_bytes()


def memory_mb(name: str) -> float:
    """Return what Linux says of this process's memory: ``VmHWM``, the most so far, or ``VmRSS``, now."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{name}:"))


def begin() -> None:
    """Be a process of match that begins: read the stories that live; print what it took as JSON."""
    from newswatch import wiring  # noqa: PLC0415 - nothing else is to be loaded before it is measured
    from newswatch.sources import article  # noqa: PLC0415

    matcher = wiring.matcher()
    article.read(
        f"<html><body><article><h1>A</h1><p>{'One says so. ' * 200}</p></article></body></html>",
        "https://a.example/",
    )
    reading = [0.0]
    since = DynamoStore.decisions_since

    def timed(store: DynamoStore, moment: datetime) -> Any:
        begun = time.process_time()
        found = since(store, moment)
        reading[0] = time.process_time() - begun
        return found

    bare, begun = memory_mb("VmRSS"), time.process_time()
    with (
        patch.object(DynamoStore, "decisions_since", timed),
        patch.object(matcher.clock, "now", lambda: BEGINS + timedelta(days=DAYS)),
    ):
        matcher.stories.refresh()
    took = time.process_time() - begun
    memory = {"bare_mb": bare, "most_mb": memory_mb("VmHWM"), "after_mb": memory_mb("VmRSS")}
    grouper = matcher.stories._grouper  # noqa: SLF001 - nobody else asks
    told = {"live": len(grouper), "cpu_s": took, "reading_s": reading[0], "placing_ms": placing_ms(grouper)}
    print(json.dumps(memory | told))


def placing_ms(grouper: Grouper) -> float:
    """Return the CPU that deciding on an article takes, one that was not there before."""
    news = News()
    asked = [(str(told.story), *news.written(told)) for told in islice(news.coming(5_000, seed=2), PLACED)]
    begun = time.process_time()
    for number, title, text in asked:
        grouper.place(ArticleId(f"new{number}"), title, text, "news1.example", BEGINS + timedelta(days=DAYS))
    return (time.process_time() - begun) / PLACED * 1000


@dataclass(frozen=True, slots=True)
class Beginning:
    """What it took."""

    live: int
    """Articles that the process knows then."""
    units: float
    """Read units."""
    pages: int
    size: int
    """Bytes of their JSON."""
    cpu_s: float
    reading_s: float
    """What of that went by until boto3's answers were decisions; learning them is the rest."""
    bare_mb: float
    """Memory before: everything loaded, and a page read."""
    most_mb: float
    after_mb: float
    placing_ms: float
    """CPU to decide on one more article."""


def begun(news: News, live: int) -> Beginning:
    """Measure it."""
    dynamo = filled(news, live)
    with tempfile.TemporaryDirectory() as name:
        before, folder = dynamo.consumed.read, Path(name)
        number = write(dynamo, folder)
        units = dynamo.consumed.read - before
        del dynamo
        size = sum(path.stat().st_size for path in folder.iterdir())
        with served(Log(folder)) as endpoint:
            environment = {
                "AWS_ENDPOINT_URL_DYNAMODB": endpoint, "AWS_ACCESS_KEY_ID": "test",
                "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "us-east-1", "TABLE_NAME": TABLE,
                "WORKSPACE": "main", "CONTACT_URL": "https://newswatch.example/",
                "ARTICLE_RETENTION_DAYS": "30",
            }  # fmt: skip
            command = [sys.executable, "-m", "bench.stories.beginning"]
            run = subprocess.run(command, check=True, capture_output=True, env={**os.environ, **environment})
    return Beginning(units=units, pages=number, size=size, **json.loads(run.stdout.splitlines()[-1]))


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    begin()
