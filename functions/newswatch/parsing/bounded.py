"""The parser that everything from outside goes through: bounded in time and memory."""

import math
import threading
import time
import weakref
from contextlib import suppress
from dataclasses import dataclass

from newswatch.errors import FeedError, ParserError
from newswatch.model import Feed, Kind
from newswatch.observe import logger
from newswatch.parsing import wire
from newswatch.parsing.worker import LateError, LostError, Worker
from newswatch.ports import Fetched, PageLinks
from newswatch.sources import urls

_NO_START = "The process that reads feeds does not start."


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on reading one feed or page, and on the process that does."""

    time_s: float = 5
    """By the wall clock, from the first byte that is handed over to the last of the answer."""
    memory: int = 256 * 2**20
    """Bytes beside what the process itself takes."""
    requests: int = 500
    """After so many the process is replaced, so that no leak of a parser adds up."""
    start_s: float = 20
    """How long a process may take until it can be asked: 0.2 s, five times that in a small Lambda."""


class _Place:
    """Where the worker is, for what ends it when the parser itself is gone."""

    def __init__(self) -> None:
        self.worker: Worker | None = None

    def clear(self) -> None:
        if self.worker is not None:
            self.worker.end()
            self.worker = None


class BoundedParser:
    """Implements ``ports.Parser`` by a process that is killed and replaced when it costs too much.

    Threads may share it; they wait for each other, and that time does not count. What a feed
    does to the process is its own loss only: a worker that is lost while it was used before is
    no proof against what it reads then, so that is tried once more, in a fresh one.

    The environment of the process holds no secret. It is no sandbox beyond that: it runs as
    the same user, and could read what that user may.
    """

    def __init__(self, limits: Limits = Limits(), program: str = "newswatch.parsing.child") -> None:
        """Prepare; nothing is started yet.

        Args:
            limits: bounds on each request.
            program: the module that the process runs.
        """
        self._limits, self._program = limits, program
        self._lock = threading.Lock()
        self._place = _Place()
        weakref.finalize(self, self._place.clear)

    def start(self) -> None:
        """Have a process started, best before there are threads; it is ready when it is needed.

        Raises:
            ParserError: none can be.
        """
        with self._lock:
            self._usable()

    def close(self) -> None:
        """End the process. The parser stays usable."""
        with self._lock:
            self._place.clear()

    def feed(self, fetched: Fetched, kind: Kind = Kind.FEED, selector: str = "") -> Feed:
        """Implement ``ports.Parser``. Raises ParserError where no process can be started."""
        page = kind is Kind.PAGE
        answer = self._answer(fetched, wire.PAGE if page else wire.FEED, selector)
        if not isinstance(answer, Feed):
            raise FeedError("This page cannot be read." if page else "This feed cannot be read.")
        return answer

    def links(self, fetched: Fetched) -> PageLinks:
        """Implement ``ports.Parser``. Raises ParserError where no process can be started."""
        answer = self._answer(fetched, wire.LINKS, "")
        if not isinstance(answer, PageLinks):
            raise FeedError("This page cannot be read.")
        return answer

    def _answer(self, fetched: Fetched, kind: str, selector: str) -> Feed | PageLinks:
        noun = "feed" if kind == wire.FEED else "page"
        request = wire.encode_request(wire.Request(kind, fetched.url, fetched.headers, selector))
        try:
            with self._lock:
                answer = self._tried(request, fetched)
        except LateError as e:
            limit = f"{self._limits.time_s:g} seconds"
            raise FeedError(f"This {noun} takes too long to read: it was given up after {limit}.") from e
        except LostError as e:
            raise FeedError(f"This {noun} breaks what reads it.") from e
        except wire.JunkError as e:
            raise FeedError(f"This {noun} cannot be read.") from e
        if isinstance(answer, wire.Failure):
            if answer.bug:
                logger.error("parser raised", error=answer.bug, url=urls.without_secrets(fetched.url))
            raise FeedError(answer.message)
        return answer

    def _tried(self, request: bytes, fetched: Fetched) -> Feed | PageLinks | wire.Failure:
        """Ask the worker; once more, a fresh one, if what was lost may not be the fault of this body."""
        deadline = 0.0
        while True:
            worker = self._ready()
            fresh = not worker.asked
            # One time for both tries.
            deadline = deadline or time.monotonic() + self._limits.time_s
            try:
                answer = wire.decode_answer(worker.ask(request, fetched.body, deadline))
            except (LateError, LostError, wire.JunkError) as e:
                self._lose(worker, type(e).__name__, fetched.url)
                if fresh or not isinstance(e, LostError):
                    raise
                continue
            if isinstance(answer, wire.Failure) and answer.spent:
                self._lose(worker, "MemoryError", fetched.url)
                if not fresh:
                    continue
            return answer

    def _ready(self) -> Worker:
        """Return a worker that can be asked; another one if the first was lost while nobody needed it."""
        for _ in range(2):
            worker = self._usable()
            if worker.asked:
                return worker
            try:
                worker.wait(time.monotonic() + self._limits.start_s)
            except (LateError, LostError):
                self._place.clear()
            else:
                return worker
        raise ParserError(_NO_START)

    def _usable(self) -> Worker:
        """Return the worker, or another where it has ended or has done enough."""
        worker = self._place.worker
        if worker is None or not worker.lives() or worker.asked >= self._limits.requests:
            self._place.clear()
            arguments = (str(self._limits.memory), str(math.ceil(self._limits.time_s)))
            try:
                worker = self._place.worker = Worker(self._program, arguments)
            except OSError as e:
                raise ParserError(_NO_START) from e
        return worker

    def _lose(self, worker: Worker, why: str, url: str) -> None:
        """Have a worker replaced; the next one starts while others do something else."""
        logger.warning("parser lost", why=why, requests=worker.asked, url=urls.without_secrets(url))
        self._place.clear()
        with suppress(ParserError):  # who needs it next is told
            self._usable()
