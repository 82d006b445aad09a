"""``make simulate``: tries what can go wrong, and tells what did not end well.

With nothing said: every single fault that differs to the product, every interleaving of every
scenario, and 300 seeds. ``ALL=1`` takes every fault by every name at every call;
``SEEDS=10000`` that many seeds; ``PAIRS=1`` also two faults in a run; ``SEED=4711`` or
``RUN=edition:lost*3@c17`` one run, told call by call.
"""

import multiprocessing
import os
import sys
import time
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain
from multiprocessing.pool import Pool

from simulation import explore, report
from simulation.progress import Progress
from simulation.scenarios import SCENARIOS

PROCESSES = 2
CHUNK = 8
SEEDS = 300
PAIRED_IN = ("small", "edition")
"""Where more than deaths are tried in pairs."""
Result = tuple[str, list[str], int, int]
"""Name, violations, calls, faults that struck."""


def tried(name: str) -> list[Result]:
    """Run what a name says. Interleavings are many runs in one."""
    kind, _, rest = name.partition(" ")
    if kind == "interleave":
        return [_result(outcome) for outcome in explore.interleavings(rest)]
    return [_result(explore.run(name))]


def _result(outcome: explore.Outcome) -> Result:
    return outcome.name, outcome.violations, len(outcome.calls), len(outcome.struck)


def names(seeds: int, *, exhaustive: bool, pairs: bool, pool: Pool) -> dict[str, list[str]]:
    """Return the runs to make, by what they are called."""
    found: dict[str, list[str]] = {}
    if exhaustive:
        every = partial(_singles, every=bool(os.environ.get("ALL")))
        found["singles"] = list(chain.from_iterable(pool.imap(every, SCENARIOS)))
        found["interleavings"] = [
            f"interleave {d}" for d in chain.from_iterable(pool.imap(_deliveries, SCENARIOS))
        ]
    if pairs:
        for what, kinds, scenarios in (
            ("pairs", explore.PAIRED, PAIRED_IN),
            ("crash pairs", explore.PAIRED[:2], [name for name in SCENARIOS if name not in PAIRED_IN]),
        ):
            first = chain.from_iterable(explore.firsts(name, kinds) for name in scenarios)
            second = partial(_pairs, kinds=kinds)
            found[what] = list(chain.from_iterable(pool.imap_unordered(second, first, CHUNK)))
    found["seeds"] = [f"seed:{seed}" for seed in range(1, seeds + 1)]
    return found


def _singles(scenario: str, *, every: bool) -> list[str]:
    return list(explore.singles(scenario, every=every))


def _deliveries(scenario: str) -> list[str]:
    return list(explore.deliveries(scenario))


def _pairs(first: str, kinds: Sequence[str]) -> list[str]:
    return list(explore.pairs(first, kinds))


def everything(work: Sequence[str], pool: Pool, progress: Progress) -> Iterator[Result]:
    """Yield what came of each run, in the order in which they end."""
    several = CHUNK if not work[0].startswith("interleave") else 1
    for results in pool.imap_unordered(tried, work, several):
        failed = [result for result in results if result[1]]
        progress.step(len(results), len(failed))
        progress.tell(report.failures(failed) if failed else "")
        yield from results


def main() -> int:
    """Run what the environment asks for; return the exit code."""
    if one := os.environ.get("RUN") or (f"seed:{os.environ['SEED']}" if os.environ.get("SEED") else ""):
        return report.one(one)
    asked = os.environ.get("SEEDS", "")
    seeds, pairs = int(asked or SEEDS), bool(os.environ.get("PAIRS"))
    failures: list[Result] = []
    rows: list[report.Row] = []
    # What is here is pure Python without threads or sockets, so that a fork is a clean copy.
    with multiprocessing.get_context("fork").Pool(PROCESSES) as pool:
        for what, work in names(seeds, exhaustive=not asked, pairs=pairs, pool=pool).items():
            began, progress = time.monotonic(), Progress(what, len(work))
            results = list(everything(work, pool, progress))
            progress.end()
            failures += [result for result in results if result[1]]
            rows.append(report.Row.of(what, results, time.monotonic() - began))
    print(report.table(rows))
    print(report.costs())
    print(report.failures(failures))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
