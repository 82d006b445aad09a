"""``make dashboard-picture``: draw the dashboard from its definition, over the day that ``make cost`` ran."""

import argparse
import sys
from pathlib import Path

from infra.dashboard import day
from infra.dashboard.picture import drawn
from infra.dashboard.stack import ROOT, observed

DAY = ROOT / ".build" / "cost" / "day.json"
PICTURE = ROOT / "docs" / "images" / "dashboard.svg"


def main(arguments: list[str] | None = None) -> int:
    """Draw it; return the exit status."""
    parser = argparse.ArgumentParser(prog="make dashboard-picture", description=__doc__)
    parser.add_argument("--day", type=Path, default=DAY)
    parser.add_argument("--to", type=Path, default=PICTURE)
    args = parser.parse_args(arguments)
    if not args.day.exists():
        sys.stderr.write(
            f"{args.day} is not there. Run `make cost` first: it simulates the day that is drawn.\n"
        )
        return 1
    args.to.write_text(drawn(observed(Dashboard="true"), day.read(args.day)), encoding="utf-8")
    sys.stdout.write(f"{args.to}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
