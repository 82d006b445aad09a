"""The real world behind ``Clock``, ``Entropy`` and ``Deadline``, and waiting in it."""

import math
import platform
import secrets
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Implement ``Clock``."""
        return datetime.now(UTC)


class SystemEntropy:
    """The machine's randomness."""

    def token(self) -> str:
        """Implement ``Entropy``."""
        return secrets.token_hex(8)


def wait(seconds: float) -> None:
    """Let so many seconds pass."""
    time.sleep(seconds)


MAX_INIT_MS = 10_000
"""Lambda gives up an initialisation after so long (the quotas of its developer guide)."""
TICKS_A_S = 100
"""In which Linux tells programs times (USER_HZ, proc(5))."""


class Stopwatch:
    """Runs from its making on."""

    def __init__(self) -> None:
        self._began = time.perf_counter()

    def ms(self) -> int:
        """Return how long it has run, rounded up as Lambda bills it."""
        return math.ceil((time.perf_counter() - self._began) * 1000)


def started_ms_ago() -> int:
    """Return how long ago this process began, at most ``MAX_INIT_MS``; 0 where Linux does not tell it."""
    try:
        began = int(Path("/proc/self/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[19])
        now = float(Path("/proc/uptime").read_text(encoding="utf-8").split()[0])
    except (OSError, ValueError, IndexError):
        return 0
    # An environment that was prepared ahead has waited for its first invocation, and nobody bills that.
    return round(min(max(now - began / TICKS_A_S, 0) * 1000, MAX_INIT_MS))


def architecture() -> str:
    """Return what the template calls this machine's: ``arm64`` or ``x86_64``."""
    return "arm64" if platform.machine() in {"aarch64", "arm64"} else "x86_64"


class LambdaContext(Protocol):
    """What we use of the context that Lambda hands to a handler."""

    @property
    def function_name(self) -> str:
        """The function's name in the account."""

    @property
    def aws_request_id(self) -> str:
        """What the function's log calls this invocation."""

    def get_remaining_time_in_millis(self) -> int:
        """Return the milliseconds until Lambda stops the invocation."""


class LambdaDeadline:
    """The time that an invocation has left."""

    def __init__(self, context: LambdaContext) -> None:
        self._context = context

    def remaining_s(self) -> float:
        """Implement ``Deadline``."""
        return max(0.0, self._context.get_remaining_time_in_millis() / 1000)
