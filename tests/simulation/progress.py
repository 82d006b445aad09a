"""How far a long piece of work has come: a bar on a terminal, else a line now and then."""

import sys
import time
from typing import TextIO

WIDTH = 30
EVERY_S = (0.2, 10.0)
"""Between two tellings, on a terminal and elsewhere."""


class Progress:
    """Tells how much is done, how fast, and how long it will take."""

    def __init__(self, what: str, total: int, out: TextIO = sys.stderr) -> None:
        self._what, self._total, self._out = what, total, out
        self._began = self._told = time.monotonic()
        self._done, self._runs, self._failed = 0, 0, 0
        self._terminal = out.isatty()

    def step(self, runs: int, failed: int) -> None:
        """Count one more piece, of so many runs."""
        self._done, self._runs, self._failed = self._done + 1, self._runs + runs, self._failed + failed
        if time.monotonic() - self._told >= EVERY_S[not self._terminal]:
            self._tell()

    def tell(self, text: str) -> None:
        """Tell something that cannot wait until the end; nothing where it is empty."""
        if text:
            self._out.write(f"{text}\n")

    def end(self) -> None:
        """Tell how it ended."""
        self._tell()
        if self._terminal:
            self._out.write("\n")

    def _tell(self) -> None:
        self._told = time.monotonic()
        took = max(self._told - self._began, 1e-9)
        part = self._done / self._total if self._total else 1.0
        left = int(took / part - took) if part else 0
        bar = "█" * int(part * WIDTH) + "░" * (WIDTH - int(part * WIDTH)) + " " if self._terminal else ""
        text = (
            f"{self._what:14} {bar}{self._done}/{self._total}, {self._runs / took:.0f} runs a second, "
            f"{left // 60}:{left % 60:02d} left, {self._failed} with violations"
        )
        self._out.write(f"\r\x1b[K{text}" if self._terminal else f"{text}\n")
        self._out.flush()
