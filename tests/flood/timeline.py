"""Simulated time, in which workers run side by side: real threads of which one runs at a time.

A worker that sleeps lets all others go on whose time comes before. With the same
workers and the same sleeps it is the same course of events each time.
"""

import threading
from _thread import LockType
from collections.abc import Callable
from datetime import datetime, timedelta
from heapq import heappop, heappush
from itertools import count
from typing import Any

Act = Callable[[], object]


class Timeline:
    """A clock, and what is to happen by it.

    Attributes:
        seconds: since it began.
    """

    def __init__(self, begins: datetime) -> None:
        self.seconds = 0.0
        self._begins = begins
        self._order = count()
        self._due: list[tuple[float, int, Any]] = []
        self._over = threading.Event()
        self._failed: BaseException | None = None

    def now(self) -> datetime:
        """Implement ``Clock``."""
        return self._begins + timedelta(seconds=self.seconds)

    def at(self, seconds: float, act: Act) -> None:
        """Have something done then that takes no time: it must not sleep."""
        heappush(self._due, (max(seconds, self.seconds), next(self._order), act))

    def begin(self, work: Act) -> None:
        """Have a worker begin now, that may sleep."""
        turn = _turn()
        threading.Thread(target=self._works, args=(turn, work), daemon=True).start()
        heappush(self._due, (self.seconds, next(self._order), turn))

    def sleep(self, seconds: float) -> None:
        """Let others go on for so long; called by workers."""
        until = self.seconds + seconds
        if not self._due or until < self._due[0][0]:
            self.seconds = until
            return
        turn = _turn()
        heappush(self._due, (until, next(self._order), turn))
        if not self._go_on(turn):
            turn.acquire()

    def run(self) -> None:
        """Let time go by until nothing is left to happen. Raises what a worker raised."""
        self._go_on(None)
        self._over.wait()
        if self._failed:
            raise self._failed

    def _works(self, turn: LockType, work: Act) -> None:
        turn.acquire()
        try:
            work()
        except BaseException as e:  # noqa: BLE001 - raised again where it can be seen
            self._fail(e)
        else:
            self._go_on(None)

    def _go_on(self, own: LockType | None) -> bool:
        """Have happen what is next, until it is a worker's turn; return whether it is one's own."""
        while self._due:
            seconds, _, what = heappop(self._due)
            self.seconds = max(self.seconds, seconds)
            if what is own:
                return True
            if isinstance(what, LockType):
                what.release()
                return False
            try:
                what()
            except Exception as e:  # noqa: BLE001 - as above
                self._fail(e)
                return False
        self._over.set()
        return False

    def _fail(self, error: BaseException) -> None:
        """End all of it; who sleeps does so for good."""
        self._failed = self._failed or error
        self._over.set()


def _turn() -> LockType:
    turn = threading.Lock()
    turn.acquire()
    return turn
