"""How long an invocation takes: processor time that was measured, and waiting that is assumed.

Waiting makes the clock go on; processor time does not, so that what happens on a day, and in which
order, depends on the seed alone. Both together are what Lambda bills.
"""

import heapq
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from math import ceil
from typing import Any, Self

from month.clock import VirtualClock, VirtualPool

VCPU_MB = 1_769
"""Memory at which Lambda gives a whole vCPU (docs.aws.amazon.com/lambda, "Configure function memory")."""


@dataclass(frozen=True, slots=True)
class Step:
    """Some work, and what is waited for after it."""

    cpu_s: float
    wait_s: float = 0.0


Task = list[Step]
"""What one thread does without a break."""


@dataclass
class Stage:
    """Tasks that so many threads work off."""

    threads: int = 1
    tasks: list[Task] = field(default_factory=list)


def share(memory_mb: int) -> float:
    """Return how much of a vCPU a single thread has at that memory."""
    return min(1.0, memory_mb / VCPU_MB)


def billed_ms(seconds: float) -> int:
    """Return the duration that Lambda bills: rounded up to the next millisecond."""
    return max(1, ceil(round(seconds * 1000, 6)))


def gb_seconds(ms: int, memory_mb: int) -> float:
    """Return what a billed duration comes to."""
    return ms / 1000 * memory_mb / 1024


def duration_s(stages: Sequence[Stage], of_a_vcpu: float) -> float:
    """Return how long stages take one after the other, with so much of a vCPU for all threads together."""
    return sum(_stage_s(stage, of_a_vcpu) for stage in stages)


def _stage_s(stage: Stage, of_a_vcpu: float) -> float:
    """Return how long one takes: threads wait side by side, and compute one after the other."""
    tasks = deque(task for task in stage.tasks if task)
    ready: list[tuple[float, int, deque[Step]]] = []
    for n in range(min(stage.threads, len(tasks))):
        heapq.heappush(ready, (0.0, n, deque(tasks.popleft())))
    free_at = ends_at = 0.0
    while ready:
        at, n, steps = heapq.heappop(ready)
        step = steps.popleft()
        if step.cpu_s:
            free_at = at = max(at, free_at) + step.cpu_s / of_a_vcpu
        at += step.wait_s
        if not steps and tasks:
            steps = deque(tasks.popleft())
        if steps:
            heapq.heappush(ready, (at, n, steps))
        ends_at = max(ends_at, at)
    return ends_at


class Lap(VirtualClock):
    """The clock of whoever works now; what they compute and wait for is on record.

    What the simulation itself computes, between ``outside`` and its end, counts for nobody.
    """

    def __init__(self, at: datetime) -> None:
        super().__init__(at)
        self.stages: list[Stage] = []
        self._mark: float | None = None
        self._extra_s = 0.0

    def begin(self) -> None:
        """Begin an invocation."""
        self.stages = [Stage(1, [[]])]
        self._extra_s, self._mark = 0.0, time.process_time()

    def end(self) -> list[Stage]:
        """End it, and return what it did."""
        self.advance(0.0)
        self._mark = None
        return self.stages

    def advance(self, seconds: float) -> None:
        """Let time pass for whoever is working."""
        super().advance(seconds)
        if self.stages:
            self.stages[-1].tasks[-1].append(Step(self._computed(), seconds))

    def spend(self, cpu_s: float) -> None:
        """Count work that is not done here, such as TLS."""
        self._extra_s += cpu_s

    @contextmanager
    def outside(self) -> Iterator[None]:
        """Let what is computed meanwhile count for nobody; waiting does."""
        if self._mark is None:
            yield
            return
        self._extra_s += time.process_time() - self._mark
        self._mark = None
        try:
            yield
        finally:
            self._mark = time.process_time()

    def fork(self, threads: int) -> None:
        """Begin a stage of several threads, or of one again."""
        self.advance(0.0)
        self.stages.append(Stage(threads, [[]]))

    def task(self) -> None:
        """Begin a task of this stage."""
        self.stages[-1].tasks.append([])

    def _computed(self) -> float:
        found, self._extra_s = self._extra_s, 0.0
        if self._mark is not None:
            now = time.process_time()
            found, self._mark = found + now - self._mark, now
        return found


class LapPool(VirtualPool):
    """``ThreadPoolExecutor`` whose threads are times, on record as tasks of one stage."""

    lap: Lap
    """Set before any is made."""

    def __init__(self, max_workers: int) -> None:
        super().__init__(max_workers)
        self._workers = max_workers

    def __enter__(self) -> Self:
        self.lap.fork(self._workers)
        return super().__enter__()

    def __exit__(self, *args: object) -> None:
        super().__exit__(*args)
        self.lap.fork(1)

    def submit(self, work: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Implement ``Executor``."""
        self.lap.task()

        def recorded() -> Any:
            try:
                return work(*args, **kwargs)
            finally:
                self.lap.advance(0.0)

        return super().submit(recorded)
