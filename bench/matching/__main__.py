"""The topic index measured: ``python -m bench.matching [speed|costs|inflection|worst] [topics …]``.

Without a choice, all; without sizes, 1,000, 10,000 and 100,000 topics (of ``inflection`` the first
two). Everything runs on one core.
"""

import os
import sys
from collections.abc import Callable, Sequence

from bench.matching import costs, inflection, speed, worst
from bench.matching.material import FOLDER, SIZES

CHOICES: dict[str, Callable[[Sequence[int]], None]] = {
    "speed": speed.main,
    "costs": costs.main,
    "inflection": inflection.main,
    "worst": lambda _: worst.main(),
}


def main(arguments: list[str]) -> int:
    """Measure what is asked for, and print the tables of docs/performance.md."""
    chosen = [argument for argument in arguments if argument in CHOICES]
    try:
        sizes = [int(argument.replace(",", "")) for argument in arguments if argument not in CHOICES]
    except ValueError:
        sizes = [0]
    if not set(sizes) <= set(SIZES):
        print(__doc__)
        return 2
    if not FOLDER.is_dir():
        print(f"Skipped: the peers' files are not at {FOLDER}. Say where they are with NEWSWATCH_PEERS.")
        return 0
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    for choice in chosen or CHOICES:
        CHOICES[choice](sizes or SIZES)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
