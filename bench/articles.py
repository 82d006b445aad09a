"""How well and at what cost articles are read: ``python -m bench.articles``.

On the public benchmark's pages with their true text (NEWSWATCH_CORPUS), by its own measure:
precision and recall over the 4-grams of words of each page, averaged over the pages, and F1
of the two averages (scrapinghub/article-extraction-benchmark, ``evaluate.py``). Ours reads
metadata, language and what the page is as well; trafilatura's runs give the text alone. Each
page is read by all of them in turn, so that what else the machine does falls on all alike.
"""

import gzip
import json
import logging
import os
import re
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

CORPUS = Path(os.environ.get("NEWSWATCH_CORPUS", Path(__file__).parents[2] / "shared" / "corpus"))
ROUNDS = 3
BUILT = Path(".build/lambda")
_WORD = re.compile(r"\w+")
_GRAM = 4
_MB = 1_000_000


@dataclass(frozen=True)
class Case:
    """A page and its true text."""

    url: str
    html: bytes
    text: str


def cases(corpus: Path) -> list[Case]:
    """Return the benchmark's pages."""
    folder = corpus / "articles"
    truth = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    return [
        Case(
            said["url"],
            gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes()),
            said["articleBody"],
        )
        for name, said in sorted(truth.items())
    ]


def grams(text: str) -> Counter[tuple[str, ...]]:
    """Return the 4-grams of a text's words; of a shorter text, itself."""
    words = _WORD.findall(text)
    if not words:
        return Counter()
    return Counter(tuple(words[at : at + _GRAM]) for at in range(max(1, len(words) - _GRAM + 1)))


def precision_and_recall(got: str, true: str) -> tuple[float, float]:
    """Return both for one page, as the benchmark defines them where there is nothing to divide by."""
    found, wanted = grams(got), grams(true)
    common = (found & wanted).total()
    if not found and not wanted:
        return 1.0, 1.0
    return common / found.total() if found else 0.0, common / wanted.total() if wanted else 0.0


def scores(got: list[str], true: list[str]) -> tuple[float, float, float]:
    """Return F1, precision and recall over all pages."""
    pairs = [precision_and_recall(one, other) for one, other in zip(got, true, strict=True)]
    precision = statistics.fmean(p for p, _ in pairs)
    recall = statistics.fmean(r for _, r in pairs)
    return 2 * precision * recall / (precision + recall), precision, recall


def readers() -> dict[str, Callable[[Case], str]]:
    """Return who reads: us, and trafilatura in its ways."""
    import trafilatura  # noqa: PLC0415 - not before it is measured by ``cold``

    from newswatch.errors import PageError  # noqa: PLC0415
    from newswatch.sources import article  # noqa: PLC0415

    logging.disable(logging.CRITICAL)

    def ours(case: Case) -> str:
        try:
            return article.read(case.html, case.url, {"content-type": "text/html"}).text
        except PageError:
            return ""

    def theirs(**options: bool) -> Callable[[Case], str]:
        return lambda case: trafilatura.extract(case.html, include_comments=False, **options) or ""

    return {
        "trafilatura, default": lambda case: trafilatura.extract(case.html) or "",
        "trafilatura, without comments": theirs(),
        "trafilatura, fast": theirs(fast=True),
        "trafilatura, precision": theirs(favor_precision=True),
        "Newswatch": ours,
    }


def child(program: str) -> tuple[float, int]:
    """Run a program by itself; return its CPU time in ms and its highest resident size in MB."""
    # Not ru_maxrss, which a process takes over from the one that started it.
    measured = f"import re, time\n{program}\ncpu_ms = time.process_time() * 1000\n"
    measured += "peak_kb = re.search(r'VmHWM:\\s*(\\d+)', open('/proc/self/status').read())[1]\n"
    measured += "print(cpu_ms, int(peak_kb) // 1024)"
    done = subprocess.run([sys.executable, "-c", measured], check=True, capture_output=True, text=True)
    cpu_ms, peak_mb = done.stdout.split()[-2:]
    return float(cpu_ms), int(peak_mb)


READ_ALL = """
from bench.articles import *
from newswatch.errors import PageError
from newswatch.sources import article
for case in cases(CORPUS):
    try:
        article.read(case.html, case.url)
    except PageError:
        pass
"""


def main() -> None:
    """Measure, and print the tables of docs/performance.md."""
    if not (CORPUS / "articles").is_dir():
        print(f"Skipped: the corpus is not at {CORPUS}. Say where it is with NEWSWATCH_CORPUS.")
        return
    pages = cases(CORPUS)
    everyone = readers()
    texts: dict[str, list[str]] = {name: [] for name in everyone}
    times: dict[str, list[float]] = {name: [] for name in everyone}
    for number in range(ROUNDS + 1):  # the first warms caches and is not counted
        for case in pages:
            for name, reader in everyone.items():
                begun = time.process_time()
                text = reader(case)
                if number:
                    times[name].append((time.process_time() - begun) * 1000)
                else:
                    texts[name].append(text)
    true = [case.text for case in pages]
    yardstick = statistics.fmean(times["trafilatura, default"])
    print(f"{len(pages)} pages, {ROUNDS} rounds in turn")
    print(f"{'':32}{'F1':>6}{'P':>7}{'R':>7}{'CPU ms':>9}{'median':>8}{'× default':>11}")
    for name, of_one in times.items():
        f1, precision, recall = scores(texts[name], true)
        mean = statistics.fmean(of_one)
        print(
            f"{name:32}{f1:6.3f}{precision:7.3f}{recall:7.3f}{mean:9.1f}{statistics.median(of_one):8.1f}"
            f"{mean / yardstick:11.2f}"
        )
    bare_ms, bare_mb = child("pass")
    for name, program in {
        "import of the reader": "import newswatch.sources.article",
        "… and the first article read": READ_ALL.replace("cases(CORPUS)", "cases(CORPUS)[:1]"),
        f"… and all {len(pages)}": READ_ALL,
    }.items():
        cpu_ms, peak_mb = child(program)
        print(f"{name:32}{cpu_ms - bare_ms:6.0f} ms CPU and {peak_mb - bare_mb} MB above a bare interpreter")
    for code in BUILT.glob("*/newswatch"):
        size = sum(file.stat().st_size for file in code.parent.rglob("*") if file.is_file())
        print(f"artifact {size / _MB:.0f} MB unzipped")
    if not BUILT.is_dir():
        print("artifact: not built here (make build-here)")


if __name__ == "__main__":
    main()
