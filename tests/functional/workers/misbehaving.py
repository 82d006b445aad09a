"""A worker that does what its requests say: the ways in which a parser can go wrong.

A request's body is the name of a function of ``Reader`` and what that is given.
"""

import ctypes
import os
import signal
import sys
from pathlib import Path

from newswatch.errors import FeedError
from newswatch.model import Entry, Feed
from newswatch.parsing import child, wire
from newswatch.ports import PageLinks

TOO_MUCH = 2**30
"""Bytes: more than a worker may have, and less than any machine of ours has."""


class Giant(bytes):
    """Says that it is longer than it is: when it is sent, than any answer may be."""

    def __len__(self):
        self.measured = getattr(self, "measured", 0) + 1
        return wire.MAX_ANSWER + (self.measured > 1)


class Short(bytes):
    """Says that it is longer than it is, and keeps one waiting for the rest."""

    __slots__ = ()

    def __len__(self):
        return wire.MAX_ANSWER


class Reader:
    def __init__(self):
        self.asked = 0

    def __call__(self, request, body):
        self.asked += 1
        word, _, rest = body.decode().partition(" ")
        return getattr(self, word)(rest)

    def say(self, text):
        return Feed(text, (Entry(str(os.getpid()), "", ""),))

    def hang(self, _):
        signal.pause()

    def spin(self, _):
        while True:
            pass

    def memory(self, _):
        return Feed(str(len(bytearray(TOO_MUCH))), ())

    def swallowed(self, _):
        try:
            return self.memory("")
        except MemoryError as e:
            raise FeedError("Too broken.") from e

    def crash(self, _):
        ctypes.string_at(0)

    def quit(self, _):
        os._exit(3)

    def deep(self, rest):
        return self.deep(rest)

    def bug(self, rest):
        return {}[rest]

    def refuse(self, message):
        raise FeedError(message)

    def print(self, _):
        sys.stdout.write("noise")
        sys.stdout.flush()
        os.write(1, b"more noise")
        return Feed("quiet", ())

    def write(self, path):
        Path(path).write_text("x", "ascii")

    def long(self, _):
        return Feed("x" * (wire.MAX_ANSWER + 1), ())

    def junk(self, answer):
        return answer.encode()

    def giant(self, _):
        return Giant()

    def short(self, _):
        return Short()

    def page(self, _):
        return PageLinks("", (), Feed("", ()))

    def environment(self, _):
        return Feed(repr(dict(os.environ)), ())

    def folder(self, _):
        return Feed(str(Path.cwd()), ())

    def files(self, _):
        return Feed(" ".join(path.name for path in Path("/proc/self/fd").iterdir()), ())

    def first(self, how):
        """Only a worker that has been used is lost by this."""
        if self.asked > 1:
            return getattr(self, how)("")
        return Feed("second try", ())


encode_answer = wire.encode_answer


def encode(answer):
    return answer if isinstance(answer, bytes) else encode_answer(answer)


if __name__ == "__main__":
    read = Reader()
    child.reader, wire.encode_answer = lambda _kind: read, encode
    child.main()
