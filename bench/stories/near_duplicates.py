"""How well and at what cost copies are found: ``python -m bench.stories.near_duplicates``.

On the corpus' newsroom edits of articles (NEWSWATCH_CORPUS), pairs of which are to be found: precision,
recall and F1 beside datasketch's MinHash and LSH, both with thresholds chosen on the pairs of one half of
the stories and reported on the other, for many ways to halve them. Then, with the constants that ship, by
kind of edit and grouped as they arrive; and what 150,000 live articles take. Processor time, on one core.
"""

import contextlib
import gc
import json
import os
import random
import statistics
import subprocess
import sys
import time
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from newswatch.model import ArticleId
from newswatch.stories import copies
from newswatch.stories.copies import Copies, Sample, sample_of
from newswatch.text import words

CORPUS = Path(os.environ.get("NEWSWATCH_CORPUS", Path(__file__).parents[3] / "shared" / "corpus"))
BUILD = Path(__file__).parents[2] / ".build" / "stories"
PEERS = ("datasketch==2.0.0",)
THRESHOLDS = (0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7)
SPLITS = 20
ORDERS = 5
ROUNDS = 25
LIVE = 150_000
KINDS = ("trim", "light", "heavy", "update", "boiler")

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Row:
    """An article of the corpus; those of a label are copies of each other."""

    id: ArticleId
    kind: str
    label: int
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Score:
    """How many pairs were found, how many of these are right, and how many there are."""

    found: int
    right: int
    true: int

    def __str__(self) -> str:
        return f"{self.precision:>7.3f}{self.recall:>7.3f}{self.f1:>7.3f}"

    @property
    def precision(self) -> float:
        """Return the part of what was found that is right."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Return the part of what there is that was found."""
        return self.right / self.true

    @property
    def f1(self) -> float:
        """Return the harmonic mean of both."""
        return 2 * self.right / (self.found + self.true)


def articles(path: Path) -> list[Row]:
    """Return the corpus, in one random order: in the file, copies stand together."""
    said = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    rows = [Row(**one) for one in said]
    random.Random(1).shuffle(rows)
    return rows


def score(rows: Sequence[Row], found: Iterable[Pair], of: Callable[[Row], bool] = lambda _: True) -> Score:
    """Compare pairs with those of the same label; only those count of which ``of`` holds for one at least."""
    counted = [(rows[a], rows[b]) for a, b in found]
    counted = [(a, b) for a, b in counted if of(a) or of(b)]
    chosen = Counter(row.label for row in rows if of(row))
    others = Counter(row.label for row in rows if not of(row))
    true = sum(n * (n - 1) // 2 + n * others[label] for label, n in chosen.items())
    return Score(len(counted), sum(a.label == b.label for a, b in counted), true)


def pairs(rows: Sequence[Row], samples: Sequence[Sample], like: float) -> list[Pair]:
    """Return the pairs that ours finds, each article compared with those that came before."""
    places = {row.id: at for at, row in enumerate(rows)}
    known = Copies()
    found = []
    with patch.multiple(copies, LIKE=like, TITLES=like):
        for at, (row, sample) in enumerate(zip(rows, samples, strict=True)):
            found += [(places[other], at) for other, _ in known.alike(sample)]
            known.put(row.id, sample)
    return found


def grouped(rows: Sequence[Row], samples: Sequence[Sample], seed: int) -> Score:
    """Return the score of groups: each article, in some order, joins that of its nearest."""
    order = list(range(len(rows)))
    random.Random(seed).shuffle(order)
    known, group = Copies(), {}
    for at in order:
        near = known.nearest(samples[at])
        group[rows[at].id] = group[near[0]] if near else rows[at].id
        known.put(rows[at].id, samples[at])

    def count(of: Iterable[Any]) -> int:
        return sum(n * (n - 1) // 2 for n in Counter(of).values())

    both = count((group[row.id], row.label) for row in rows)
    return Score(count(group.values()), both, count(row.label for row in rows))


def halves(rows: Sequence[Row], found: dict[float, list[Pair]]) -> list[tuple[float, Score]]:
    """Return, for each way to halve, the best threshold on one half and its score on the other."""
    told = []
    labels = sorted({row.label for row in rows})
    for split in range(SPLITS):
        half = set(random.Random(split).sample(labels, len(labels) // 2))
        scores: list[dict[float, Score]] = []
        for inside in (True, False):
            kept = [(row.label in half) is inside for row in rows]
            some = [row for row, is_in in zip(rows, kept, strict=True) if is_in]
            at = {old: new for new, old in enumerate(n for n, is_in in enumerate(kept) if is_in)}
            scores.append(
                {
                    threshold: score(some, [(at[a], at[b]) for a, b in which if kept[a] and kept[b]])
                    for threshold, which in found.items()
                }
            )
        best = max(found, key=lambda threshold: scores[0][threshold].f1)
        told.append((best, scores[1][best]))
    return told


def mean(scores: Sequence[Score]) -> str:
    """Return precision, recall and F1, averaged, and the lowest and highest F1."""
    means = [statistics.mean(getattr(one, name) for one in scores) for name in ("precision", "recall", "f1")]
    lowest, highest = min(one.f1 for one in scores), max(one.f1 for one in scores)
    return "".join(f"{value:>7.3f}" for value in means) + f"   ({lowest:.3f} to {highest:.3f})"


# --- Costs -------------------------------------------------------------------------------


def microseconds(work: Callable[[], object], times: int) -> float:
    """Return the processor time of one of so many, in the fastest of some rounds: others use the machine."""
    spent = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        work()
        spent.append(time.process_time() - begun)
    return min(spent) / times * 1e6


def arrive(rows: Sequence[Row], samples: Sequence[Sample]) -> tuple[float, float]:
    """Return the microseconds of a look-up and of filing, articles coming one after the other."""
    looked, filed = [], []
    for _ in range(ROUNDS):
        known = Copies()
        look = file = 0.0
        for row, sample in zip(rows, samples, strict=True):
            begun = time.process_time()
            known.nearest(sample)
            between = time.process_time()
            known.put(row.id, sample)
            look, file = look + between - begun, file + time.process_time() - between
        looked.append(look)
        filed.append(file)
    return min(looked) / len(rows) * 1e6, min(filed) / len(rows) * 1e6


def resident_mb() -> float:
    """Return the memory of this process."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE") / 1e6


def live(samples: Sequence[Sample]) -> tuple[Copies, float]:
    """Return very many live articles, and the MB that they take beside their ids.

    Each has 45 hashes: 4 of its outlet's boilerplate (200 outlets, some much larger than others), 4 of
    phrases that are common everywhere, and its own; one in five is a copy of one before.
    """
    chance = random.Random(7)
    ids = [ArticleId(f"{chance.getrandbits(128):032x}") for _ in range(LIVE)]
    outlets = [[chance.getrandbits(29) for _ in range(4)] for _ in range(200)]
    phrases = [chance.getrandbits(29) for _ in range(100_000)]
    gc.collect()
    before_mb = resident_mb()
    known = Copies()
    own: list[int] = []
    for article_id in ids:
        if not own or chance.random() > 0.2:
            own = [chance.getrandbits(29) for _ in range(37)]
        common = [phrases[int(len(phrases) * chance.random() ** 4)] for _ in range(4)]
        hashes = {*own, *common, *outlets[int(200 * chance.random() ** 2)]}
        title = chance.randbytes(2 * 8)
        known.put(article_id, bytes((3, 8)) + title + array("I", sorted(hashes)).tobytes())
    for number, sample in enumerate(samples):
        known.put(ArticleId(f"corpus {number}"), sample)
    gc.collect()
    return known, resident_mb() - before_mb


# --- The peer ----------------------------------------------------------------------------


def minhash(path: Path) -> dict[str, Any] | None:
    """Return what ``bench.stories.minhash`` tells, in an environment of its own; None if it can't be had."""
    python = BUILD / "venv" / "bin" / "python"
    done = BUILD / "venv" / "done"
    try:
        if not done.exists() or done.read_text() != "\n".join(PEERS):
            subprocess.run([sys.executable, "-m", "venv", BUILD / "venv"], check=True)
            install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PEERS]
            subprocess.run(install, check=True)
            done.write_text("\n".join(PEERS))
    except subprocess.CalledProcessError:
        return None
    run = [python, "-m", "bench.stories.minhash", path]
    told: dict[str, Any] = json.loads(subprocess.run(run, check=True, capture_output=True).stdout)
    return told


# --- The figures --------------------------------------------------------------------------


def spread(told: Sequence[tuple[float, Score]]) -> str:
    """Return the thresholds that were best, and how often."""
    counts = Counter(threshold for threshold, _ in told)
    return ", ".join(f"{threshold} × {times}" for threshold, times in sorted(counts.items()))


def quality(rows: Sequence[Row], samples: Sequence[Sample], bare: Sequence[Sample]) -> None:
    """Print how good the constants that ship are."""
    found = pairs(rows, samples, copies.LIKE)
    print("\nWith the constants that ship: pairs of which one is so edited, and all")
    for kind in KINDS:
        ids = {row.id for row in rows if row.kind == kind}
        print(f"{kind:34}{score(rows, found, lambda row, ids=ids: row.id in ids)}")  # type: ignore[misc]
    print(f"{'all':34}{score(rows, found)}")
    print(f"{'all, without titles':34}{score(rows, pairs(rows, bare, copies.LIKE))}")
    for name, given in (("grouped as they arrive", samples), ("the same, without titles", bare)):
        print(f"{name:34}{mean([grouped(rows, given, seed) for seed in range(ORDERS)])}")


def costs(rows: Sequence[Row], samples: Sequence[Sample]) -> None:
    """Print what ours takes."""
    gc.collect()
    gc.freeze()  # what the figures above have left is not looked through again and again
    cut = microseconds(lambda: [words(row.text) for row in rows], len(rows))
    sampled = microseconds(lambda: [sample_of(row.text, row.title) for row in rows], len(rows))
    looked, filed = arrive(rows, samples)
    print(f"Newswatch: sample {sampled:.0f} µs (of it words {cut:.0f}), look-up {looked:.0f} µs, "
          f"both {sampled + looked:.0f} µs; filing {filed:.0f} µs; "
          f"{statistics.mean(map(len, samples)):.0f} bytes, at most {max(map(len, samples))}")  # fmt: skip
    longest = "\n\n".join(row.text for row in rows)[:300_000]
    print(f"An article of 300 kB: {microseconds(lambda: sample_of(longest), 1) / 1000:.1f} ms")
    few = Copies()
    for row, sample in zip(rows, samples, strict=True):
        few.put(row.id, sample)
    many, added_mb = live(samples)
    looks = [
        microseconds(lambda known=known: [known.nearest(sample) for sample in samples], len(rows))  # type: ignore[misc]
        for known in (few, many)
    ]
    print(f"{len(many):,} live articles take {added_mb:.0f} MB; a look-up {looks[1]:.0f} µs, "
          f"among {len(few):,} {looks[0]:.0f} µs, all of them known")  # fmt: skip


def main() -> None:
    """Measure, and print the figures of docs/performance.md."""
    path = CORPUS / "stories" / "near_duplicates.jsonl"
    if not path.is_file():
        print(f"Skipped: the corpus is not at {CORPUS}. Say where it is with NEWSWATCH_CORPUS.")
        return
    with contextlib.suppress(AttributeError):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    rows = articles(path)
    samples = [sample_of(row.text, row.title) for row in rows]
    bare = [sample_of(row.text) for row in rows]
    print(
        f"{len(rows):,} articles; pairs, thresholds chosen on one half, of the other (mean of {SPLITS} ways)"
    )
    print(f"{'':34}      P      R     F1")
    for name, given in (("Newswatch", samples), ("Newswatch, without titles", bare)):
        told = halves(rows, {like: pairs(rows, given, like) for like in THRESHOLDS})
        print(f"{name:34}{mean([one for _, one in told])}; threshold {spread(told)}")
    peer = minhash(path)
    chosen = ""
    if peer:
        # The peer has read the file in its own order.
        at = {row.id: number for number, row in enumerate(rows)}
        order = [at[json.loads(line)["id"]] for line in path.read_text("utf-8").splitlines()]
        told = halves(
            rows, {float(t): [(order[a], order[b]) for a, b in found] for t, found in peer["pairs"].items()}
        )
        chosen = str(statistics.mode(threshold for threshold, _ in told))
        print(f"{'MinHash128 and LSH':34}{mean([one for _, one in told])}; threshold {spread(told)}")
    else:
        print(f"{', '.join(PEERS)} can't be installed here.")
    quality(rows, samples, bare)
    print("\nProcessor time of an article")
    costs(rows, samples)
    if peer:
        print(f"MinHash128 and LSH: signature {peer['signature_us']:.0f} µs, "
              f"look-up {peer['lookup_us'][chosen]:.0f} µs; {peer['bytes']:,} bytes")  # fmt: skip


if __name__ == "__main__":
    main()
