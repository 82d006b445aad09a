"""Time that passes for each invocation, and in it for each of its threads, by what they wait for."""

from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime, timedelta
from typing import Any, Self


class VirtualClock:
    """``ports.Clock``: at the time of whoever is working now."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        """Implement ``Clock``."""
        return self.at

    def advance(self, seconds: float) -> None:
        """Let time pass for whoever is working."""
        self.at += timedelta(seconds=seconds)


class VirtualDeadline:
    """``ports.Deadline`` of an invocation."""

    def __init__(self, clock: VirtualClock, timeout_s: float) -> None:
        self._clock, self._ends = clock, clock.at + timedelta(seconds=timeout_s)

    def remaining_s(self) -> float:
        """Implement ``Deadline``."""
        return max(0.0, (self._ends - self._clock.at).total_seconds())


class VirtualPool:
    """``ThreadPoolExecutor`` whose threads are times: what is submitted runs at once, at its thread's time.

    One thing after the other, and so always in the same order; that hosts are polled side by side
    shows on the clock alone.
    """

    clock: VirtualClock
    """Set before any is made."""

    def __init__(self, max_workers: int) -> None:
        self._free = [self.clock.at] * max_workers

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.clock.at = max(self._free)

    def submit(self, work: Callable[..., Any], *args: Any, **kwargs: Any) -> "Future[Any]":
        """Implement ``Executor``: by the thread that is free first."""
        worker = min(range(len(self._free)), key=self._free.__getitem__)
        before, self.clock.at = self.clock.at, self._free[worker]
        future: Future[Any] = Future()
        try:
            future.set_result(work(*args, **kwargs))
        except Exception as e:  # noqa: BLE001 - as a thread would keep it
            future.set_exception(e)
        self._free[worker], self.clock.at = self.clock.at, before
        return future

    def map(self, work: Callable[..., Any], *items: Any) -> Any:
        """Implement ``Executor``."""
        return iter([self.submit(work, *each).result() for each in zip(*items, strict=False)])
