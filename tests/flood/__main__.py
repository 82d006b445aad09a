"""``make flood``: 10,000 matches in a minute for 50 channels, by a clock of its own.

``MATCHES=10000 CHANNELS=50 SEED=1 CAP=20``; the cap is the workspace's, messages of a channel in 60 minutes.
"""

import os
import sys
import time

from flood import report
from flood.house import House, Stuck
from flood.judge import Seen, told, violations
from flood.plan import make_flood
from newswatch.observe import logger


def main() -> int:
    """Run what the environment asks for; return the exit code."""
    try:
        matches, channels = int(os.environ.get("MATCHES") or 10_000), int(os.environ.get("CHANNELS") or 50)
        seed, cap = int(os.environ.get("SEED") or 1), int(os.environ.get("CAP") or 20)
    except ValueError as e:
        print(f"MATCHES, CHANNELS, SEED and CAP are numbers: {e}.")
        return 2
    # What comes of it is counted; a line for each would be hundreds of thousands.
    logger.setLevel("CRITICAL")
    began = time.monotonic()
    try:
        house, seen = ran(matches, channels, cap, seed)
    except Stuck as e:
        print(f"FAIL {e}")
        return 1
    found = violations(seen)
    print(report.everything(house, seen, found))
    print(
        f"{seen.flood.matches:,} matches, {channels} channels, cap {cap}, seed {seed}: "
        f"{time.monotonic() - began:.0f} s"
    )
    return 1 if any(found.values()) else 0


def ran(matches: int, channels: int, cap: int, seed: int) -> tuple[House, Seen]:
    """Return what came of a flood. Raises Stuck."""
    flood = make_flood(matches, channels, cap, seed)
    house = House(flood, seed)
    house.run()
    return house, Seen(flood, house.claims, house.posts(), told(house.workspace), house.left())


if __name__ == "__main__":
    sys.exit(main())
