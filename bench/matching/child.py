"""A contender in a process of its own: ``python -m bench.matching.child NAME SIZE …``.

It says what building took; then, for each line that it reads, it matches all articles once and
says what that took. So several contenders can be measured in turn, each staying warm.
"""

import gc
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

_MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Pass:
    """All articles, matched once."""

    took_s: float
    cpu_s: float
    """Of the contender and what works for it."""
    matches: int


@dataclass(frozen=True, slots=True)
class Built:
    """What it takes to have a contender ready."""

    took_s: float
    added_mb: float
    """Resident, beyond what the process had before the topics were read."""


class Child:
    """A running contender."""

    def __init__(self, python: str, *arguments: object) -> None:
        self._process = subprocess.Popen(
            [python, "-m", "bench.matching.child", *map(str, arguments)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.built = Built(**self._said())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()

    def once(self, given: str) -> Pass:
        """Have all articles matched."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{given}\n")
        self._process.stdin.flush()
        said = self._said()
        return Pass(said["took_s"], said["cpu_s"], int(said["matches"]))

    def _said(self) -> dict[str, float]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise subprocess.CalledProcessError(self._process.wait(), self._process.args)
        said: dict[str, float] = json.loads(line)
        return said


def resident_mb() -> float:
    """Return how much memory this process has, garbage collected before."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / _MB


class Contender(Protocol):
    """What has the topics of a file, and all articles."""

    def once(self, given: str) -> int:
        """Match all articles, ``given`` in one of the ways that it knows; return the number of matches."""

    def elsewhere_s(self) -> float:
        """Return the processor time that another process has spent for it so far."""


def builder(name: str, arguments: list[str]) -> Callable[[int], Contender]:
    """Return what builds a contender for so many topics; its modules are imported by then."""
    match name:
        case "ours":
            from bench.matching.ours import Ours  # noqa: PLC0415 - each has needs of its own

            return Ours
        case "exact" | "folded" | "stemmed":
            from bench.matching.inflection import Inflection  # noqa: PLC0415

            return lambda size: Inflection(size, name)
        case "hyperscan" | "pyahocorasick":
            from bench.matching import literals  # noqa: PLC0415

            finder = {
                "hyperscan": literals.hyperscan_finder,
                "pyahocorasick": literals.ahocorasick_finder,
            }[name]
            return lambda size: literals.Literals(size, finder, arguments[0])
        case "postgres":
            from bench.matching.tsquery import Postgres  # noqa: PLC0415

            return lambda size: Postgres(size, *arguments)
    raise ValueError(f"no such contender: {name}")


def main() -> None:
    """Build, and match as often as is asked for."""
    build = builder(sys.argv[1], sys.argv[3:])
    before_mb, begun = resident_mb(), time.perf_counter()
    contender = build(int(sys.argv[2]))
    took_s = time.perf_counter() - begun
    print(json.dumps({"took_s": took_s, "added_mb": resident_mb() - before_mb}), flush=True)
    for line in sys.stdin:
        begun, cpu_begun = time.perf_counter(), time.process_time() + contender.elsewhere_s()
        matches = contender.once(line.strip())
        took_s = time.perf_counter() - begun
        cpu_s = time.process_time() + contender.elsewhere_s() - cpu_begun
        done = {"took_s": took_s, "cpu_s": cpu_s, "matches": matches}
        print(json.dumps(done), flush=True)


if __name__ == "__main__":
    main()
