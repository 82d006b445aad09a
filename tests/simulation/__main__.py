"""``make simulate``: tries what can go wrong, and tells what did not end well.

With nothing said: every single fault that differs to the product; two workers on each message
that change places at every third of their calls, or seven times; two on copies of one story that
do so wherever they change something; the deployed version and this one side by side; and 80 seeds.
What the same calls have led to before, in whatever scenarios, is not tried again, and little goes
wrong in the longest ones. ``ALL=1`` takes every fault by every name at every call, and every
interleaving; ``SEEDS=10000`` that many seeds; ``PAIRS=1`` also two faults in a run, and copies that
meet at any of their calls;
``SEED=4711`` or ``RUN=edition:lost*3@c17`` one run, told call by call.
``PART=2`` tries every second run, today the ones and tomorrow the others.
"""

import multiprocessing
import os
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from itertools import chain
from multiprocessing.pool import Pool

from simulation import explore, report
from simulation.delivery_scenarios import DELIVERY_SCENARIOS
from simulation.faults import NEW_FIRST, OLD_FIRST, Fault
from simulation.feed_scenarios import FEED_SCENARIOS
from simulation.pairing import PAIRINGS, Pairing
from simulation.progress import Progress
from simulation.release import NotHere, deployed
from simulation.scenarios import SCENARIOS
from simulation.story_scenarios import STORY_SCENARIOS

PROCESSES = 2
CHUNK = 8
SEEDS = 80
STEP = 3
"""Calls from one place where two workers change places to the next, unless all are asked for."""
BESIDE = 10
"""Of so many seeds one is also tried with two versions side by side."""
Result = tuple[str, list[str], int, int]
"""Name, violations, calls, faults that struck."""


def tried(name: str) -> list[Result]:
    """Run what a name says. Interleavings are many runs in one."""
    if name.startswith("interleave "):
        _, delivery, step = name.split()
        return [_result(outcome) for outcome in explore.interleavings(delivery, step=int(step))]
    return [_result(explore.run(name))]


def _result(outcome: explore.Outcome) -> Result:
    return outcome.name, outcome.violations, len(outcome.calls), len(outcome.struck)


def names(seeds: int, *, exhaustive: bool, pairs: bool, pool: Pool) -> dict[str, list[str]]:
    """Return the runs to make, by what they are called."""
    found: dict[str, list[str]] = {}
    every = _is_set("ALL")
    beside = [[f"seed:{seed}", *_versions_of(seed)] for seed in range(1, seeds + 1)]
    if exhaustive:
        step = 1 if every else STEP
        if every:
            found["singles"] = list(chain.from_iterable(pool.imap(_singles, SCENARIOS)))
            deliveries = list(chain.from_iterable(pool.imap(_deliveries, SCENARIOS)))
        else:
            found["singles"], deliveries = list(explore.all_singles()), list(explore.all_deliveries())
        found["interleavings"] = [f"interleave {delivery} {step}" for delivery in deliveries]
        found["meetings"] = list(chain.from_iterable(map(explore.meetings, STORY_SCENARIOS)))
        if deployed():
            if every:
                known = [name for name in SCENARIOS if name not in DELIVERY_SCENARIOS]
                versions = list(chain.from_iterable(pool.imap(_versions, known)))
            else:
                # The deployed version knows nothing of what becomes of feeds, no stories, and no time to post
                # but now: what is held it posts at once, as it may during a deployment.
                unknown = FEED_SCENARIOS | STORY_SCENARIOS | DELIVERY_SCENARIOS
                known = [name for name in SCENARIOS if name not in unknown]
                versions = list(explore.all_versions(known))
            found["old and new"] = versions
    if pairs:
        met = list(chain.from_iterable(pool.imap(_meetings, STORY_SCENARIOS)))
        found["copies"] = [f"interleave {meeting} 1" for meeting in met]
        for pairing in PAIRINGS:
            each = pool.imap_unordered(partial(_pairs, pairing), pairing.firsts(), CHUNK)
            found[pairing.name] = list(chain.from_iterable(each))
    found["seeds"] = list(chain.from_iterable(beside))
    part = max(1, int(os.environ.get("PART") or 1))
    first = datetime.now(UTC).toordinal() % part
    return {what: work[first::part] for what, work in found.items() if work[first::part]}


def _is_set(name: str) -> bool:
    return os.environ.get(name, "") not in {"", "0"}


def _singles(scenario: str) -> list[str]:
    return list(explore.singles(scenario))


def _deliveries(scenario: str) -> list[str]:
    return list(explore.deliveries(scenario))


def _meetings(scenario: str) -> list[str]:
    names = explore.meetings(scenario)
    return list(dict.fromkeys(name.rsplit(".", 2)[0] for name in names))


def _versions(scenario: str) -> list[str]:
    return list(explore.versions(scenario, every=True))


def _versions_of(seed: int) -> list[str]:
    """Return a run of one in ten seeds in which two versions take turns."""
    if seed % BESIDE or not deployed():
        return []
    return [f"seed:{seed},{Fault((OLD_FIRST, NEW_FIRST)[seed // BESIDE % 2], 'w')}"]


def _pairs(pairing: Pairing, first: str) -> list[str]:
    return list(pairing.pairs(first))


def everything(work: Sequence[str], pool: Pool, progress: Progress) -> Iterator[Result]:
    """Yield what came of each run, in the order in which they end."""
    several, told = CHUNK if not work[0].startswith("interleave") else 1, 0
    for results in pool.imap_unordered(tried, work, several):
        failed = [result for result in results if result[1]]
        progress.step(len(results), len(failed))
        progress.tell(report.failures(failed) if failed and told < report.SHOWN else "")
        told += len(failed)
        yield from results


def main() -> int:
    """Run what the environment asks for; return the exit code."""
    if one := os.environ.get("RUN") or (f"seed:{os.environ['SEED']}" if os.environ.get("SEED") else ""):
        return report.one(one)
    asked = os.environ.get("SEEDS", "")
    if asked and not asked.isdecimal():
        print(f"SEEDS says how many to try, as in SEEDS=10000, not {asked!r}.")
        return 2
    seeds, pairs = int(asked or SEEDS), _is_set("PAIRS")
    failures: list[Result] = []
    rows: list[report.Row] = []
    print("Looking for what to try …", file=sys.stderr)
    # What is here is pure Python without threads or sockets, so that a fork is a clean copy.
    with multiprocessing.get_context("fork").Pool(PROCESSES) as pool:
        for what, work in names(seeds, exhaustive=not asked, pairs=pairs, pool=pool).items():
            began, progress = time.monotonic(), Progress(what, len(work))
            results = list(everything(work, pool, progress))
            progress.end()
            failures += [result for result in results if result[1]]
            rows.append(report.Row.of(what, results, time.monotonic() - began))
    print(report.table(rows))
    if not deployed():
        print(f"Not tried: old and new side by side. {NotHere()}")
    print(report.costs())
    print(report.failures(failures))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
