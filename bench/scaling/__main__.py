"""What grows with the number of sources, topics and channels: ``python -m bench.scaling``.

A tick of ``dispatch``, a tick that makes up for a day without any, what people in Slack wait for (the list of
sources, its menu, the status, the list of topics), and dispatch with many channels that have something to
send. Each is measured in a process of its own, by the real use cases, store and boto3, from a server beside
it that sends pages of 1 MB as DynamoDB does; TLS and the network are left out. A process does the same some
times, of which the least processor time counts: it is warm by then. Read units are those of the simulation's
DynamoDB in memory, which also cuts the pages.

30 of 100 sources share a host, six each, as in ``bench.cost``; all are polled every 63 minutes.
"""

import argparse
import logging
from collections.abc import Mapping, Sequence

from bench.scaling.doing import ANSWER_S, ROUNDS, VCPU_MB, Done, measured
from bench.scaling.world import KEYS, Partition, World, partition, with_sources, with_topics
from newswatch.observe import logger
from newswatch.prices import prices
from newswatch.sources.schedule import GROUP_SIZE
from newswatch.storage.catalog import ROSTER_SHARD_SIZE

SIZES = (1_000, 10_000, 100_000)
TOPICS = (1_000, 10_000)
CHANNELS = (100, 1_000)
MONTH_TICKS = 365 / 12 * 1_440


def line(*cells: str) -> None:
    """Print a line of a table."""
    print(f"| {' | '.join(cells)} |", flush=True)


def heading(*cells: str) -> None:
    """Print how a table begins."""
    line(*cells)
    print("|---" * len(cells) + "|")


def print_ticks(tables: Mapping[int, Partition]) -> None:
    """Print what a tick takes, and one after a day without."""
    print(f"\nA tick of dispatch; groups of up to {GROUP_SIZE}, {ROSTER_SHARD_SIZE} sources to an item")
    took = ("CPU", "at 512 MB", "memory")
    heading("sources", "items", "pages", "read units", "US$ a month", "due", "groups", "sent in", *took,
            "after a day: groups", *took)  # fmt: skip
    for number, roster in tables.items():
        cells = [f"{number:,}", f"{roster.items:,}", f"{len(roster.pages)}", f"{roster.units:,.0f}",
                 f"{prices().table_reads.of(roster.units * MONTH_TICKS):.2f}"]  # fmt: skip
        one = measured("tick", World({KEYS.roster(): roster}))
        cells += [f"{one.result['sources']:,}", f"{one.result['groups']:,}", *_sending(one)]
        day = measured("tick", World({KEYS.roster(): roster}, since_s=86_400))
        line(*cells, f"{day.result['groups']:,}", *_sending(day)[1:])


def _sending(done: Done) -> list[str]:
    batches = done.calls.get("SendMessageBatch", 0)
    return [f"{batches:,}", f"{done.cpu_s:.2f} s", f"{done.at(512):.1f} s", f"{done.most_mb:.0f} MB"]


def print_channels(roster: Partition) -> None:
    """Print what a tick takes that finds many channels with something to send."""
    print("\nA tick that wakes many channels, with 1,000 sources")
    heading("channels", "queries", "requests to SQS", "CPU", "at 512 MB")
    for number in CHANNELS:
        one = measured("tick", World({KEYS.roster(): roster}, channels=number))
        line(f"{one.result['channels']:,}", f"{one.calls['Query']:,}", *_sending(one)[:3])


def print_asked(what: str, memory: int, tables: Mapping[int, Partition], pk: str) -> None:
    """Print what somebody in Slack waits for."""
    for number, found in tables.items():
        one = measured(what, World({pk: found}))
        took = (f"{one.cpu_s:.2f} s", f"{one.at(memory):.1f} s", f"{one.most_mb:.0f} MB")
        line(what, f"{number:,}", f"{found.units:,.0f}", f"{sum(one.calls.values()):,}", *took)


def main(asked: Sequence[str] | None = None) -> None:
    """Measure, and print the tables of docs/scaling.md."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", nargs="*", type=int, default=SIZES, help="numbers of sources")
    said = parser.parse_args(asked)
    logging.disable(logging.CRITICAL)
    logger.setLevel(logging.CRITICAL)
    rosters, lists = {}, {}
    for number in said.sizes:
        dynamo = with_sources(number)
        rosters[number] = partition(dynamo, KEYS.roster())
        lists[number] = partition(dynamo, KEYS.sources())
    print(f"CPU: the least of {ROUNDS}; at a function's memory: with {ANSWER_S * 1000:.0f} ms a call")
    print_ticks(rosters)
    print_channels(next(iter(rosters.values())))
    print(f"\nWhat people wait for, at {VCPU_MB:,} MB")
    heading("what", "of how many", "read units of them", "calls", "CPU", "with calls", "memory")
    for what in ("source list", "menu", "menu, next letter", "status"):
        print_asked(what, VCPU_MB, lists, KEYS.sources())
    topics = {number: partition(with_topics(number), KEYS.topics()) for number in TOPICS}
    print_asked("topic list", VCPU_MB, topics, KEYS.topics())


if __name__ == "__main__":
    main()
