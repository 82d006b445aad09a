"""Two workers on one message or on two, interleaved: real threads of which one runs at a time.

They change places only where one of them makes a call, so that a schedule is two
numbers and the same schedule is the same run.
"""

import threading
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulation.process import Process
    from simulation.stages import Stage
    from simulation.world import World


class Beside(StrEnum):
    """What the second worker works on."""

    SAME = "pair"
    """The same message: it was delivered twice."""
    NEXT = "next"
    """The next one of the same queue."""
    WAKE = "wake"
    """The next one that wakes a channel."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A delivery that two workers share, and the calls at which they change places."""

    delivery: int
    i: int
    j: int
    beside: Beside = Beside.SAME


@dataclass(frozen=True, slots=True)
class Task:
    """A message, for its stage."""

    stage: "Stage"
    body: str
    received: int


class _Worker:
    """One of the two, in a thread of its own."""

    def __init__(self, world: "World", task: Task, process: "Process") -> None:
        self._turn, self._paused = threading.Event(), threading.Event()
        self._calls, self._until = 0, 0
        self.ended, self.succeeded = False, False
        self._process = process
        process.gate = self._gate

        def work() -> None:
            self._turn.wait()
            try:
                self.succeeded = world.run(task.stage, task.body, task.received, process=process)
            finally:
                self.ended = True
                self._paused.set()

        self._thread = threading.Thread(target=work, daemon=True)
        self._thread.start()

    def run_to(self, call: int) -> None:
        """Run until this worker's call of that number is about to be made; to the end if there is none."""
        self._until = call
        if self.ended:
            return
        self._paused.clear()
        self._turn.set()
        self._paused.wait()

    def finish(self) -> None:
        """Run to the end."""
        self.run_to(1_000_000)
        self._thread.join()
        self._process.gate = None

    def _gate(self) -> None:
        self._calls += 1
        if self._calls >= self._until and not self._process.dead:
            self._turn.clear()
            self._paused.set()
            self._turn.wait()


class Workers:
    """Both of them."""

    def __init__(self, world: "World", first: Task, second: Task) -> None:
        one = world.process(first.stage)
        other = world.process(second.stage, spare=first.stage is second.stage)
        self._world = world
        self.one, self.other = _Worker(world, first, one), _Worker(world, second, other)

    def run(self, i: int, j: int) -> tuple[bool, bool]:
        """Run the one to its call i, the other to its call j, then the one to its end, then the other.

        Returns whether they succeeded; ``world.pair_reached`` says whether a call i and j existed.
        """
        self.one.run_to(i)
        reached_i = not self.one.ended
        self.other.run_to(j)
        self._world.pair_reached = reached_i, not self.other.ended
        self.one.finish()
        self.other.finish()
        return self.one.succeeded, self.other.succeeded
