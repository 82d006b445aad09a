"""``make month``: polls scripted sites for a month, and holds what they saw against the rules.

``DAYS=30 SOURCES=200 SEED=1``; ``FAULTS=0`` for a month in which nothing goes wrong with the machinery.
"""

import os
import sys
import time

from month import report
from month.checks import judge
from month.house import House
from month.rules import CHECKS
from month.sites import acts, scripts

EVERY_S = (0.5, 20.0)
"""Between two tellings of how far it is, on a terminal and elsewhere."""


def main() -> int:
    """Run what the environment asks for; return the exit code."""
    try:
        days, seed = float(os.environ.get("DAYS") or 30), int(os.environ.get("SEED") or 1)
        count = int(os.environ.get("SOURCES") or 200)
    except ValueError as e:
        print(f"DAYS, SOURCES and SEED are numbers: {e}.")
        return 2
    began = time.monotonic()
    sites = scripts(count, days, seed)
    house = House(sites, acts(sites, days, seed), seed, days, faults=os.environ.get("FAULTS") != "0")
    month = house.run(Progress(days))
    sys.stderr.write("\r\x1b[K" if sys.stderr.isatty() else "")
    found = judge(month, CHECKS)
    print(report.everything(month, found))
    print(f"{len(sites)} sources, {days:g} days, seed {seed}: {time.monotonic() - began:.0f} s")
    return 0 if all(verdict.is_kept for verdict in found) else 1


class Progress:
    """Tells on a terminal how far the month has come."""

    def __init__(self, days: float) -> None:
        self._days, self._told, self._terminal = days, time.monotonic(), sys.stderr.isatty()

    def __call__(self, share: float) -> None:
        """Tell, now and then."""
        if time.monotonic() - self._told > EVERY_S[not self._terminal]:
            self._told = time.monotonic()
            told = f"day {share * self._days:.1f} of {self._days:g}"
            sys.stderr.write(f"\r{told}\x1b[K" if self._terminal else f"{told}\n")


if __name__ == "__main__":
    sys.exit(main())
