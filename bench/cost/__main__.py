"""``make cost``: bring hours of a working day through the real functions, and print what a month costs.

``SOURCES=1000 ARTICLES=5000 TOPICS=200 SEED=1``. ``AT="3 9 15 21"``: these hours alone, one of each quarter
of the day at least.
"""

import json
import os
import sys
import time
from collections import Counter
from pathlib import Path

from day.news import BEGINS
from stores import REPOSITORY

from bench.cost import picture, report
from bench.cost.bill import items
from bench.cost.month import day_of, stored
from bench.cost.sample import sampled, world
from bench.cost.series import series
from bench.cost.storage import kept_bytes
from newswatch.prices import prices

FOLDER = REPOSITORY / ".build" / "cost"
PICTURE = REPOSITORY / "docs" / "images" / "cost.svg"
USUAL = (1_000, 5_000, 200)
"""What the picture in docs/cost.md is of, of all hours."""
DAY = list(range(24))


def main() -> int:
    """Run what the environment asks for; return the exit code."""
    try:
        asked = (("SOURCES", USUAL[0]), ("ARTICLES", USUAL[1]), ("TOPICS", USUAL[2]), ("SEED", 1))
        sources, articles, topics, seed = (int(os.environ.get(name) or usual) for name, usual in asked)
        hours = [DAY.index(int(each)) for each in os.environ.get("AT", "").split()] or DAY
    except ValueError as e:
        print(f"SOURCES, ARTICLES, TOPICS and SEED are numbers, AT hours from 0 to 23: {e}.")
        return 2
    began = time.monotonic()
    w = world(sources, articles, topics, seed)
    stays, _ = kept_bytes((item for item in w.table.items() if "ttl" not in item), BEGINS)
    found = sampled(w, hours, lambda told: sys.stderr.write(f"{time.monotonic() - began:4.0f} s: {told}\n"))
    day = day_of(found, stored(found, stays + sources * SOURCE_BYTES))
    bill = items(day, prices(), "arm64")
    about = f"{sources:,} sources, {articles:,} articles a day, {topics:,} topics; {prices().region}, arm64"
    print(f"{about}; list prices of {prices().as_of}\n")
    print(report.functions(day, found), "\n")
    print(report.table(bill))
    print()
    print("The web:", dict(sum((Counter(one.web) for one in found), Counter())))
    print("Slack:", dict(sum((Counter(one.slack_calls) for one in found), Counter())))
    for error, times in sum((one.log.errors for one in found), Counter()).most_common(5):
        print(f"{times} times: {error}")
    for refused, times in Counter(each for one in found for each in one.refused).most_common(5):
        print(f"{times} times refused by Slack: {refused}")
    write(FOLDER / "day.json", json.dumps(series(found)))
    write(FOLDER / "cost.svg", picture.svg(bill, about))
    if (sources, articles, topics, hours) == (*USUAL, DAY):
        write(PICTURE, picture.svg(bill, about))
    print(f"{time.monotonic() - began:.0f} s; .build/cost has the picture and the minutes")
    return 0


SOURCE_BYTES = 3_000
"""What the table has of a source besides: itself, its place in the roster, its validators, what was seen."""


def write(path: Path, text: str) -> None:
    """Write a file, and the folder where there is none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


if __name__ == "__main__":
    sys.exit(main())
