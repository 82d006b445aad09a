"""Read pages made to hurt; none may raise anything but PageError, take over 2 s or over 128 MB.

Processor time and memory of each page are taken in a process that reads nothing else at
the moment. What was found is told with its name or seed: ``make fuzz SEED=4711`` reads that
one page again.
"""

import os
import re
import sys
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from test_metadata_pages import CASES

from fuzz.hostile import PAGES, PARAGRAPH
from fuzz.mutations import corpus_pages, mutated
from newswatch.errors import PageError
from newswatch.model import Page
from newswatch.sources import article

MAX_S = 2.0
MAX_MB = 128
CORPUS = Path(os.environ.get("NEWSWATCH_CORPUS", Path(__file__).parents[3] / "shared" / "corpus"))
STATUS, CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")
WORST = 3


@dataclass(frozen=True)
class Outcome:
    """What reading a page came to."""

    name: str
    cpu_s: float
    mb: float
    wrong: str = ""


def read(name: str, html: bytes) -> Outcome:
    """Read a page and measure it."""
    before = _memory("VmRSS")
    if CLEAR.exists():
        CLEAR.write_text("5")  # begin anew with the highest resident size (proc(5))
    begun, wrong = time.process_time(), ""
    try:
        if not isinstance(article.read(html, "https://news.example/a", {"content-type": "text/html"}), Page):
            wrong = "no page"
    except PageError:
        pass
    except Exception:  # noqa: BLE001 - what this is for
        wrong = traceback.format_exc()
    cpu_s = time.process_time() - begun
    mb = (_memory("VmHWM") - before) / 1024
    if cpu_s > MAX_S or mb > MAX_MB:
        wrong += f"{cpu_s:.1f} s, {mb:.0f} MB for {len(html):,} bytes"
    return Outcome(name, cpu_s, mb, wrong)


def _memory(name: str) -> int:
    """Return a size of this process in kB; 0 where the system does not tell."""
    found = re.search(rf"{name}:\s*(\d+)", STATUS.read_text()) if STATUS.exists() else None
    return int(found[1]) if found else 0


def pages(count: int, seed: int | None) -> Iterator[tuple[str, bytes]]:
    """Yield the pages to read, by their names."""
    known = [f"{case.page}{PARAGRAPH * 3}".encode("utf-8", "surrogatepass") for case in CASES.values()]
    known += corpus_pages(CORPUS)
    if seed is not None:
        yield f"seed {seed}", mutated(known, seed)
        return
    for name, html in PAGES.items():
        yield name, html.encode("utf-8", "surrogatepass")
    for number in range(count):
        yield f"seed {number}", mutated(known, number)


def main() -> None:
    """Read them all, and say what was worst."""
    seed = os.environ.get("SEED")
    count = int(os.environ.get("PAGES") or 3000)
    read("warm", b"<p>" + b"What is loaded at first use is no page's cost. " * 20)
    outcomes = [read(name, html) for name, html in pages(count, int(seed) if seed else None)]
    for outcome in outcomes:
        if outcome.wrong:
            print(f"{outcome.name}: {outcome.wrong}")
    for what, key in {"slowest": lambda o: o.cpu_s, "largest": lambda o: o.mb}.items():
        told = sorted(outcomes, key=key, reverse=True)[:WORST]
        print(f"{what}: " + "; ".join(f"{o.name} {o.cpu_s:.2f} s, {o.mb:.0f} MB" for o in told))
    wrong = sum(bool(outcome.wrong) for outcome in outcomes)
    print(f"{len(outcomes)} pages, {wrong} too slow, too large or raising what they must not")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
