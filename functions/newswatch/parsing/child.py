"""The worker: a program that reads requests on standard input and answers on standard output.

It is started by ``worker`` with an environment that holds nothing, bounds itself before it
reads anything from outside, and ends when its input does.
"""
# ruff: noqa: PLC0415 - each kind of request loads its own parsers, and most are of the first kind

import math
import os
import resource
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from newswatch.errors import NewswatchError
from newswatch.model import Feed
from newswatch.parsing import wire
from newswatch.ports import PageLinks

_OPEN_FILES = 32  # its pipes, and what an import opens
_NOUNS = {wire.FEED: "feed", wire.PAGE: "page", wire.LINKS: "page"}

Read = Callable[[wire.Request, bytes], Feed | PageLinks]


def main() -> None:
    """Serve until the input ends. Arguments: bytes of memory beside our own, seconds of CPU per request."""
    memory, cpu_s = int(sys.argv[1]), int(sys.argv[2])
    # What a library prints must not get in between the answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    reader(wire.FEED)  # what nearly every request needs is loaded before there is one
    _bound(resource.RLIMIT_NOFILE, _OPEN_FILES)
    _bound(resource.RLIMIT_FSIZE, 0)
    _bound(resource.RLIMIT_CORE, 0)
    serve(sys.stdin.buffer, answers, memory, cpu_s)


def serve(requests: BinaryIO, answers: BinaryIO, memory: int, cpu_s: int) -> None:
    """Answer what is asked, one after the other; end with the input, or when memory has run out."""
    _send(answers, wire.READY)
    loaded = 0
    while head := _received(requests):
        body = _received(requests)
        used = resource.getrusage(resource.RUSAGE_SELF)
        _bound(resource.RLIMIT_CPU, math.ceil(used.ru_utime + used.ru_stime) + cpu_s)
        request = wire.decode_request(head)
        read = reader(request.kind)
        if len(sys.modules) != loaded:  # code is not what the bound is about
            loaded = len(sys.modules)
            _bound_memory(memory)
        data, last = answer(read, request, body)
        _send(answers, data)
        if last:
            return


def reader(kind: str) -> Read:
    """Load the parsers that a kind of request takes, and return what reads it."""
    if kind == wire.FEED:
        from newswatch.sources import feed

        return lambda request, body: feed.parse(body, request.headers, request.url)
    if kind == wire.PAGE:
        from newswatch.sources import listing

        return lambda request, body: listing.articles(body, request.headers, request.url, request.selector)
    from newswatch.sources import discover

    return lambda request, body: discover.links(body, request.headers, request.url)


def answer(read: Read, request: wire.Request, body: bytes) -> tuple[bytes, bool]:
    """Return the answer, encoded, and whether it is the last: whatever is raised becomes a failure."""
    noun = _NOUNS[request.kind]
    try:
        data = wire.encode_answer(read(request, body))
    except Exception as e:  # noqa: BLE001 - the boundary of one feed; what it was goes to the parent's log
        failure = _failure(noun, e)
        return wire.encode_answer(failure), failure.spent
    if len(data) > wire.MAX_ANSWER:
        return wire.encode_answer(wire.Failure(f"This {noun} says too much at once.")), False
    return data, False


def _failure(noun: str, error: Exception) -> wire.Failure:
    causes = list(_causes(error))
    if any(isinstance(cause, MemoryError) for cause in causes):
        # What is left may not do for the next one, which is not to blame.
        return wire.Failure(f"This {noun} needs more memory than Newswatch gives to one.", spent=True)
    if any(isinstance(cause, RecursionError) for cause in causes):
        return wire.Failure(f"This {noun} is nested too deeply to be read.")
    if isinstance(error, NewswatchError):
        return wire.Failure("".join(c if c.isprintable() else " " for c in str(error)))
    return wire.Failure(f"This {noun} is too broken to be read.", bug=_place(error))


def _place(error: Exception) -> str:
    """Return what was raised and where. What it says may quote the feed, and stays here."""
    raised = error.__traceback__
    while raised is not None and raised.tb_next is not None:
        raised = raised.tb_next
    if raised is None:
        return type(error).__name__
    return f"{type(error).__name__} in {Path(raised.tb_frame.f_code.co_filename).name}:{raised.tb_lineno}"


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _received(requests: BinaryIO) -> bytes:
    """Return the next frame, b"" at the end."""
    prefix = requests.read(wire.PREFIX.size)
    if len(prefix) < wire.PREFIX.size:
        return b""
    (length,) = wire.PREFIX.unpack(prefix)
    return requests.read(length)


def _send(answers: BinaryIO, data: bytes) -> None:
    answers.write(wire.PREFIX.pack(len(data)))
    answers.write(data)
    answers.flush()


def _bound(which: int, soft: int) -> None:
    _, hard = resource.getrlimit(which)
    resource.setrlimit(which, (soft, hard))


def _bound_memory(beside: int) -> None:
    """Bound the address space to what it is now, and so much more. Only Linux tells and bounds it."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    except OSError:
        return
    _bound(resource.RLIMIT_AS, pages * resource.getpagesize() + beside)


if __name__ == "__main__":
    main()
