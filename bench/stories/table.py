"""What stories read and write in the table, and what a process needs: ``python -m bench.stories.table``.

The first table is of the real ``match`` and ``notify`` in a newsroom (``newsroom``): read and write units an
article, by what they are for; conflicts; and the most that one article read, for stories' sake. The second
one is of processes that begin (``beginning``).
"""

import argparse
import logging
import statistics
from collections import Counter
from collections.abc import Mapping
from itertools import count
from typing import Any

from simulation.aws.capacity import Units

from bench.stories.beginning import begun
from bench.stories.newsroom import LOG, POSTS, ROWS, TOLD, WATCHED, News, Newsroom, Told
from newswatch.observe import logger

RATES = (5_000, 50_000)
"""Articles a day."""
PROCESSES = (1, 3, 10)
"""Of match, at the same time."""
BEFORE, MEASURED = 15_000, 2_000
"""Articles that are placed before, and those that are measured."""
LIVE = (15_000, 150_000)
CROWD = 300
"""Articles of one story."""
WRITE_USD, READ_USD = 0.625e-6, 0.125e-6
"""A unit on demand, in us-east-1."""
VCPU_MB, MATCH_MB = 1_769, 768
"""What a whole processor takes in Lambda, and what match has (template.yaml)."""


def print_units(news: News, a_day: int, before: int, measured: int) -> None:
    """Print a line for each number of processes."""
    room = Newsroom(news, a_day)
    room.run(before, 1)
    for processes in PROCESSES:
        told = len(room.slack.edits)
        accounts = room.run(measured, processes)
        edits = len(room.slack.edits) - told
        cells = [f"{a_day:,}", str(processes)]
        total = Units()
        for part in (LOG, ROWS, POSTS):
            units = [account.spent[part] for account in accounts]
            read, write = (sum(one.read for one in units), sum(one.write for one in units))
            cells.append(f"{read / measured:.2f} + {write / measured:.2f}")
            total.add(read, write)
        notified = room.notifying.spent[TOLD].read
        total.add(notified, 0)
        cells.append(f"{notified / measured:.2f}")
        cells.append(f"{total.read / measured:.2f} + {total.write / measured:.2f}")
        cells.append(f"{sum(account.conflicts for account in accounts) / measured:.2%}")
        cells.append(f"{max(account.most for account in accounts):.1f}")
        usd = (total.read * READ_USD + total.write * WRITE_USD) / measured * a_day * 30
        cells.append(f"{usd:.2f}")
        cells.append(f"{edits / measured:.3f}")
        print(f"| {' | '.join(cells)} |", flush=True)
    print_log(room)
    print_crowd(room)


def print_crowd(room: Newsroom) -> None:
    """Print what one more article of a large story reads: without topic, with one, with one that waits."""
    told = []
    for story in (1, 8 * (WATCHED - 1), 0):
        room.coming = (Told(room.turns.seconds, story + 8 * WATCHED * 10**6, n, n > 0) for n in count())
        room.run(CROWD, 1)
        told.append(max(process.account.last for process in room.processes))
    print(
        f"  One more article of a story of {CROWD} reads {told[0]:.0f} units if no topic matches, "
        f"{told[1]:.0f} if one does, {told[2]:.0f} if that waits for three outlets."
    )


def print_log(room: Newsroom) -> None:
    """Print what articles were taken for, and what the items of the log take."""
    sizes, bonds = [], Counter[str]()
    for item in room.dynamo.items():
        if item["pk"]["S"].endswith("STORYLOG"):
            sizes.append(item_bytes(item))
            bonds[item.get("b", {"S": "first"})["S"]] += 1
    total = sum(bonds.values())
    shares = ", ".join(f"{bond} {times / total:.0%}" for bond, times in bonds.most_common())
    print(f"  {total:,} decisions: {shares}; {statistics.mean(sizes):.0f} bytes each, {max(sizes)} at most, "
          f"{sum(size > 1024 for size in sizes) / total:.2%} above 1 kB.")  # fmt: skip


def item_bytes(item: Mapping[str, Mapping[str, Any]]) -> int:
    """Return what DynamoDB counts for an item of the log, about: its names and values."""
    values = [(kind, value) for typed in item.values() for kind, value in typed.items()]
    sizes = {"S": lambda v: len(v.encode()), "B": len, "N": lambda v: len(v) // 2 + 1}
    return sum(map(len, item)) + sum(sizes[kind](value) for kind, value in values if kind in sizes)


def print_beginning(news: News, live: int) -> None:
    """Print a line of what a process needs that begins."""
    told = begun(news, live)
    cells = (
        f"{told.live:,}", f"{told.units:,.0f}", f"{told.units * READ_USD:.5f}", f"{told.pages}",
        f"{told.size / 1e6:.0f} MB", f"{told.cpu_s:.1f} s", f"{told.reading_s:.1f} s",
        f"{told.cpu_s * VCPU_MB / MATCH_MB:.0f} s", f"{told.bare_mb:.0f} MB", f"{told.most_mb:.0f} MB",
        f"{told.after_mb:.0f} MB", f"{told.placing_ms:.2f} ms",
    )  # fmt: skip
    print(f"| {' | '.join(cells)} |", flush=True)


def main() -> None:
    """Measure, and print the tables of docs/performance.md."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--what", choices=("units", "beginning"), help="print this only")
    asked.add_argument("--part", type=float, default=1.0, help="of the articles, for a first look")
    said = asked.parse_args()
    logging.disable(logging.CRITICAL)
    logger.setLevel(logging.CRITICAL)
    news = News()
    if said.what != "beginning":
        before, measured = int(BEFORE * said.part), int(MEASURED * said.part)
        print(f"Table reads and writes per article for stories: {measured:,} articles, after {before:,}")
        print("| articles a day | processes | log | coverage rows | posts | notify | in all | conflicts "
              "| most reads of one | US$ a month | edits |")  # fmt: skip
        print("|---" * 11 + "|")
        for a_day in RATES:
            print_units(news, a_day, before, measured)
    if said.what != "units":
        print("A process that begins; CPU includes boto3 and HTTP, without TLS")
        print("| live articles | read units | US$ | pages | JSON | CPU | of it reading | at 768 MB | before "
              "| at most | after | CPU of one more article |")  # fmt: skip
        print("|---" * 12 + "|")
        for live in LIVE:
            print_beginning(news, int(live * said.part))


if __name__ == "__main__":
    main()
