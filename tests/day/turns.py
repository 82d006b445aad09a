"""Workers that interleave: real threads of which one runs at a time; a seed says where they change places."""

import threading
from collections.abc import Callable, Sequence
from random import Random

from fakes import FakeStore

from newswatch.errors import Conflict

CONFLICT = "conflict"
"""Counted with the calls: somebody else was first."""
CHANGES = 0.3
"""How often a worker lets another one go on when it calls the store."""


class Turns:
    """Who runs."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._may_run: list[threading.Semaphore] = []
        self._working: list[int] = []
        self._failed: list[BaseException] = []

    def run(self, works: Sequence[Callable[[], None]]) -> None:
        """Run all of these to their ends. Raises what the first of them raised."""
        self._may_run = [threading.Semaphore(0) for _ in works]
        self._working = list(range(len(works)))
        threads = [
            threading.Thread(target=self._worked, args=(n, work), daemon=True) for n, work in enumerate(works)
        ]
        for thread in threads:
            thread.start()
        self._may_run[0].release()
        for thread in threads:
            thread.join()
        if self._failed:
            raise self._failed[0]

    def change(self, worker: int) -> None:
        """Perhaps let another worker go on."""
        if len(self._working) > 1 and self._rng.random() < CHANGES:
            other = self._rng.choice([one for one in self._working if one != worker])
            self._may_run[other].release()
            self._may_run[worker].acquire()

    def _worked(self, worker: int, work: Callable[[], None]) -> None:
        self._may_run[worker].acquire()
        try:
            work()
        except BaseException as e:  # noqa: BLE001 - raised again where it can be seen
            self._failed.append(e)
        finally:
            self._working.remove(worker)
            if self._working:
                self._may_run[self._rng.choice(self._working)].release()


class SharedStore:
    """The store as one worker has it: each call may let another worker go first, and is counted."""

    def __init__(self, store: FakeStore, turns: Turns, worker: int, calls: dict[str, int]) -> None:
        self._store, self._turns, self._worker, self._calls = store, turns, worker, calls

    def __getattr__(self, name: str) -> Callable[..., object]:
        method = getattr(self._store, name)

        def called(*args: object, **more: object) -> object:
            self._turns.change(self._worker)
            self._calls[name] = self._calls.get(name, 0) + 1
            try:
                return method(*args, **more)
            except Conflict:
                self._calls[CONFLICT] = self._calls.get(CONFLICT, 0) + 1
                raise

        # The next time it is found without asking.
        self.__dict__[name] = called
        return called
