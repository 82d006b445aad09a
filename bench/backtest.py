"""How long trying a query takes over a full week of articles: ``python -m bench.backtest [articles]``.

By the store and boto3, from a server beside it that answers as DynamoDB does; TLS and the
network are left out. Cold, nothing was read before; again, the process has kept what the first
run read. Processor time says most: other work on the machine counts little in it.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, cast

from fakes import FakePeople, FrozenClock
from stores import dynamo_store

from bench.served_week import NOW, TABLE, Week, articles, write
from bench.table_server import served
from newswatch.model import ChannelId, SourceFilter, UserId
from newswatch.ports import Store
from newswatch.query import parse
from newswatch.text import words_of
from newswatch.usecases.backtest import Wanted, backtest, compare
from newswatch.usecases.findings import Backtest
from newswatch.usecases.kept import Kept, keeping
from newswatch.usecases.lint import examine
from newswatch.usecases.sight import Sight

ARTICLES = 35_000
"""A week of a thousand sources with five articles a day each."""
EDITED = "election OR elections OR vote", "(election OR elections) AND NOT vote"
QUERIES = (
    "(pompeo OR lavrov) AND venezuela",
    "lithium AND (mine OR mining)",
    '"central bank" AND NOT football',
    EDITED[0],
)
SAMPLE = 2_000
"""Articles of which is counted in how many a word is."""


class Deadline:
    """Time without end."""

    def remaining_s(self) -> float:
        """Implement ``Deadline``."""
        return 900.0


def word_of(share: float) -> str:
    """Return the word that this share of articles has, most nearly."""
    counts = Counter[str]()
    for one in islice(articles(SAMPLE), SAMPLE):
        counts.update({word for word in words_of(one.title, one.text) if word.isalpha()})
    return min(counts, key=lambda word: (abs(counts[word] - share * SAMPLE), word))


def measure(endpoint: str, units: str) -> None:
    """Print a line for each query, looking as ``command`` does: by a store, and by what is kept of it."""
    below: Any = dynamo_store(endpoint, TABLE)
    bare_mb = memory_mb("VmRSS")
    for query in (*QUERIES, word_of(0.5)):
        report(f"`{query}`", partial(tried, keeping(below, FrozenClock(NOW)), query), units)
    kept = Kept(below, FrozenClock(NOW))
    store = cast("Store", kept)
    report(f"all of `/watch test {EDITED[0]}`", partial(tested, store, EDITED[0]), units)
    report(f"`{EDITED[0]}`, edited to `{EDITED[1]}`", partial(edited, store), "")
    print(
        f"Kept: {kept.bytes / 1e6:.0f} MB, as counted. The process: {bare_mb:.0f} MB before, "
        f"{memory_mb('VmHWM'):.0f} MB at the most, {memory_mb('VmRSS'):.0f} MB after"
    )


def tried(store: Store, query: str) -> Backtest:
    """Return what a query would have brought."""
    (found,) = backtest(store, [parse(query)], NOW, Deadline())
    return found


def edited(store: Store) -> Backtest:
    """Return what an edited query would have brought, having compared it with what it was."""
    old, new = (Wanted(parse(each)) for each in EDITED)
    return compare(store, old, new, NOW, Deadline())[0].new


def tested(store: Store, query: str) -> Backtest:
    """Return what a query would have brought, having looked for what is odd about it."""
    sight = Sight(FakePeople(), UserId("U1"), ChannelId("C1"))
    found, _ = examine(store, parse(query), NOW, Deadline(), sources=SourceFilter(), sight=sight)
    assert isinstance(found, Backtest)
    return found


def report(what: str, look: Callable[[], Backtest], units: str) -> None:
    """Print a line: cold where units are given, and again."""
    cells = [what]
    for read in ([units] if units else []) + ["0"]:
        begun, cpu = time.perf_counter(), time.process_time()
        found = look()
        cells += [f"{time.process_time() - cpu:.1f} s", f"{time.perf_counter() - begun:.1f} s", read]
    if not units:
        cells[1:1] = [""] * 3
    print(f"| {' | '.join((*cells, f'{found.stories:,}'))} |", flush=True)


def memory_mb(name: str) -> float:
    """Return what Linux says of this process's memory: ``VmHWM``, the most so far, or ``VmRSS``, now."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{name}:"))


def main() -> None:
    """Measure, and print the table of docs/performance.md."""
    if len(sys.argv) > 2:
        measure(*sys.argv[1:])
        return
    how_many = int(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES
    with tempfile.TemporaryDirectory() as name:
        reads = write(how_many, Path(name))
        print(
            f"{how_many:,} articles, packed {reads.packed_mb:.0f} MB, in {reads.pages} pages: "
            f"{reads.units:,.0f} read units"
        )
        print("| query | CPU cold | wall | read units | CPU again | wall | read units | stories |")
        print("|---" * 8 + "|", flush=True)
        with served(Week(Path(name))) as endpoint:
            # A process of its own, in which nothing of the making of articles takes memory.
            command = [sys.executable, "-m", "bench.backtest", endpoint, f"{reads.units:,.0f}"]
            subprocess.run(command, check=True, env=dict(os.environ))


if __name__ == "__main__":
    main()
