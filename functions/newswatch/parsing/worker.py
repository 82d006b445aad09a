"""The parsing process as its parent sees it: started, asked within a time, ended for good."""

import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from newswatch.parsing import wire

_PIECE = 65_536  # what a pipe holds
# Where Lambda's Python finds its own shared libraries. Nothing else of the environment goes along.
_LOADER_PATH = "LD_LIBRARY_PATH"


class LostError(Exception):
    """The process has ended, or what it says is no answer."""


class LateError(Exception):
    """The process did not answer in time."""


class Worker:
    """One process, asked one thing at a time."""

    def __init__(self, program: str, arguments: Sequence[str]) -> None:
        """Start it; ``wait`` tells when it can be asked.

        Args:
            program: the module that it runs.
            arguments: what that takes.

        Raises:
            OSError: the system does not start another process.
        """
        self.asked = 0
        """How often."""
        # -P: not even a module of the folder it runs in. -S: nothing that site-packages would run.
        self._process = subprocess.Popen(  # noqa: S603 - a module of ours
            [sys.executable, "-P", "-s", "-S", "-m", program, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env=_environment(),
            bufsize=0,
            start_new_session=True,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._requests, self._answers = self._process.stdin, self._process.stdout
        os.set_blocking(self._requests.fileno(), False)
        os.set_blocking(self._answers.fileno(), False)

    @property
    def pid(self) -> int:
        """The process's id, which is its group's too."""
        return self._process.pid

    def lives(self) -> bool:
        """Return whether it has not ended yet."""
        return self._process.poll() is None

    def wait(self, deadline: float) -> None:
        """Return once it can be asked. Raises like ``ask``."""
        if self._exchange((), deadline) != wire.READY:
            raise LostError

    def ask(self, request: bytes, body: bytes, deadline: float) -> bytes:
        """Return the answer to a request.

        Args:
            request: as ``wire.encode_request`` gives it.
            body: what is to be read.
            deadline: by ``time.monotonic``.

        Raises:
            LateError: the deadline passed; the process is of no more use.
            LostError: the process ended, or says what is no answer.
        """
        self.asked += 1
        parts = (wire.PREFIX.pack(len(request)), request, wire.PREFIX.pack(len(body)), body)
        return self._exchange(parts, deadline)

    def end(self) -> None:
        """End it and all it has started, and wait until they are gone."""
        if self.lives():
            with suppress(OSError):  # it has ended in between
                os.killpg(self.pid, signal.SIGKILL)
        self._process.wait()
        self._requests.close()
        self._answers.close()

    def _exchange(self, parts: Sequence[bytes], deadline: float) -> bytes:
        """Write all parts and read a frame; neither waits for the other, or past the deadline."""
        unsent = [memoryview(part) for part in parts if part]
        received = bytearray()
        with selectors.DefaultSelector() as selector:
            selector.register(self._answers, selectors.EVENT_READ)
            if unsent:
                selector.register(self._requests, selectors.EVENT_WRITE)
            while True:
                left = deadline - time.monotonic()
                if left <= 0:
                    raise LateError
                for key, _ in selector.select(left):
                    if key.fileobj is self._answers:
                        received += self._read()
                        continue
                    self._write(unsent)
                    if not unsent:
                        selector.unregister(self._requests)
                if not unsent and (answer := _framed(received)) is not None:
                    return answer

    def _read(self) -> bytes:
        # Readable and empty means that the other end is closed.
        data = self._answers.read(_PIECE)
        if not data:
            raise LostError
        return data

    def _write(self, unsent: list[memoryview]) -> None:
        try:
            sent = self._requests.write(unsent[0][:_PIECE]) or 0
        except BrokenPipeError as e:
            raise LostError from e
        unsent[0] = unsent[0][sent:]
        if not unsent[0]:
            del unsent[0]


def _framed(received: bytearray) -> bytes | None:
    """Return what one whole frame holds, None before there is one. Raises LostError for anything else."""
    if len(received) < wire.PREFIX.size:
        return None
    (length,) = wire.PREFIX.unpack_from(received)
    whole = wire.PREFIX.size + length
    if length > wire.MAX_ANSWER or len(received) > whole:
        raise LostError
    return bytes(memoryview(received)[wire.PREFIX.size :]) if len(received) == whole else None


def _environment() -> dict[str, str]:
    """Return all that the process needs of ours: where modules are, and nothing that is secret."""
    found = {"PYTHONPATH": os.pathsep.join(str(Path(path).absolute()) for path in sys.path), "TZ": "UTC"}
    if loader_path := os.environ.get(_LOADER_PATH):
        found[_LOADER_PATH] = loader_path
    return found
