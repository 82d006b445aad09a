"""Articles a second, the topic index beside its peers.

All run on one core, in turn; where a peer can't be had, it is skipped with a word. Figures are
medians per second of processor time, so that other work on the machine counts little. Lucene tells
wall time only: its figure is divided by the share of the core that its process was given.
"""

import statistics
import subprocess
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from bench.matching import lucene, tsquery
from bench.matching.child import Child, Pass
from bench.matching.material import BUILD, PeerUnavailable, documents, tokens_file

ROUNDS = {1_000: 7, 10_000: 5, 100_000: 3}
LUCENE_PASSES = {1_000: (5, 31), 10_000: (5, 31), 100_000: (5,)}
"""How often Lucene matches all articles; the later half counts.

The figures that we started from were of five passes. With 1,000 topics these are still the JVM's warming
up: it compiles while it runs, and is done after some fifteen. With 100,000 topics a pass takes long enough.
"""
PEERS = ("hyperscan==0.9.1", "pyahocorasick==2.3.1", "psycopg[binary]==3.3.9")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table."""

    name: str
    articles_a_second: float
    matches: int
    share: float
    build_s: float
    added_mb: float


def environment() -> str:
    """Return the interpreter that has the peers, installing these versions once.

    Raises:
        PeerUnavailable: they can't be installed here.
    """
    home = BUILD / "venv"
    python = home / "bin" / "python"
    done = home / "done"
    if not done.exists() or done.read_text() != "\n".join(PEERS):
        try:
            subprocess.run([sys.executable, "-m", "venv", home], check=True)
            subprocess.run(
                [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PEERS],
                check=True,
            )
        except subprocess.CalledProcessError as e:
            raise PeerUnavailable("hyperscan, pyahocorasick and psycopg can't be installed here") from e
        done.write_text("\n".join(PEERS))
    return str(python)


def rows(size: int, peers: str | None, socket: str | None) -> list[Row]:
    """Measure ours and those peers that stay warm, a pass each in turn."""
    terms = BUILD / "terms-gap.tsv"
    with ExitStack() as stack:
        runs = [("Newswatch", stack.enter_context(Child(sys.executable, "ours", size)), "articles")]
        if peers:
            for name in ("hyperscan", "pyahocorasick"):
                child = stack.enter_context(Child(peers, name, size, terms))
                runs += [
                    (f"{name}, reading articles", child, "articles"),
                    (f"{name}, given terms", child, "terms"),
                ]
            if socket:
                child = stack.enter_context(Child(peers, "postgres", size, socket, terms))
                runs += [
                    ("PostgreSQL, filed by word", child, "filed"),
                    ("PostgreSQL, articles at once", child, "gin"),
                ]
        passes: dict[str, list[Pass]] = {name: [] for name, _, _ in runs}
        for number in range(ROUNDS[size] + 1):  # the first warms up and is not counted
            for name, child, given in runs:
                one = child.once(given)
                if number:
                    passes[name].append(one)
    count = len(documents())
    found = []
    for name, child, _ in runs:
        cpu_s = statistics.median(one.cpu_s for one in passes[name])
        share = statistics.median(one.cpu_s / one.took_s for one in passes[name])
        built = child.built
        found.append(Row(name, count / cpu_s, passes[name][-1].matches, share, built.took_s, built.added_mb))
    return found


def lucene_rows(size: int, path: str) -> list[Row]:
    """Measure Lucene; its matches are counted with title and body kept apart, as we keep them."""
    terms, apart = BUILD / "terms.tsv", BUILD / "terms-gap.tsv"
    matches = lucene.run(path, size, apart, "df", 1).matches
    found = []
    for passes in LUCENE_PASSES[size]:
        for weight in ("df", "length"):
            one = lucene.run(path, size, terms, weight, passes)
            state = "warm" if passes > 5 else "as first measured"
            name = f"Lucene, {weight}, {state}, {passes} passes"
            rate = one.articles_a_second / one.share
            found.append(Row(name, rate, matches, one.share, one.build_s, one.memory_mb))
    return found


def main(sizes: Sequence[int]) -> None:
    """Measure, and print a table for each number of topics."""
    articles = documents()
    for gap in (True, False):
        tokens_file(articles, gap=gap)
    with ExitStack() as stack:
        path = peers = socket = None
        try:
            path = lucene.install()
        except PeerUnavailable as e:
            print(f"Lucene is skipped: {e}")
        try:
            peers = environment()
            socket = stack.enter_context(tsquery.server())
            print(", ".join((*PEERS, tsquery.version(), lucene.VERSION)))
        except PeerUnavailable as e:
            print(f"{'PostgreSQL is' if peers else 'Others are'} skipped: {e}")
        for size in sizes:
            table(size, rows(size, peers, socket) + (lucene_rows(size, path) if path else []))


def table(size: int, measured: Sequence[Row]) -> None:
    """Print the figures for one number of topics."""
    ours = measured[0].articles_a_second
    print(f"\n{size:,} topics: articles/s, Newswatch's over it, matches, share of the core, build, memory")
    for row in measured:
        print(
            f"{row.name:46}{row.articles_a_second:>8,.0f}{ours / row.articles_a_second:>8.2f}"
            f"{row.matches:>10,}{row.share:>7.0%}{row.build_s:>8.1f} s{row.added_mb:>7,.0f} MB",
            flush=True,
        )
