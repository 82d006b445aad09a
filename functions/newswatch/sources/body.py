"""The body of an HTTP answer as it arrives: unpacked within a bound."""

import zlib

_GZIP_OR_ZLIB = (
    zlib.MAX_WBITS | 32
)  # "deflate" is zlib's format (RFC 9110 §8.4.1.2), told apart by its header
_UNPACKED = frozenset({"", "identity"})
_PACKED = frozenset({"gzip", "x-gzip", "deflate"})
_MEMBER = b"\x1f\x8b"
"""What each member of a gzip file begins with."""


class BodyTooLargeError(Exception):
    """The decoded body passed its limit."""


class BodyBrokenError(Exception):
    """The body is not what its headers say; ``str`` completes "The answer of … "."""


class Body:
    """Collects a body; never holds more than ``max_bytes`` of it, however small it was packed."""

    def __init__(self, content_encoding: str, max_bytes: int) -> None:
        """Raise BodyBrokenError for an encoding that was not asked for: a second layer of gzip among them."""
        encoding = content_encoding.strip().lower()
        if encoding not in _UNPACKED | _PACKED:
            raise BodyBrokenError("is packed in a way that was not asked for")
        self._unpacker = zlib.decompressobj(_GZIP_OR_ZLIB) if encoding in _PACKED else None
        self._data = bytearray()
        self._max_bytes = max_bytes
        self._started = False
        self._half = b""
        """The first byte of a further member, while the second has not arrived."""

    def feed(self, chunk: bytes) -> None:
        """Take what arrived. Raises BodyTooLargeError and BodyBrokenError."""
        chunk, self._half = self._half + chunk, b""
        while chunk:
            if self._unpacker is None:
                self._data += chunk
                chunk = b""
            else:
                chunk = self._unpack(chunk)
            if len(self._data) > self._max_bytes:
                raise BodyTooLargeError

    def finish(self) -> bytes:
        """Return the whole body. Raises BodyBrokenError when it ended too early."""
        if self._unpacker is not None and self._started and not self._unpacker.eof:
            raise BodyBrokenError("broke off in the middle")
        return bytes(self._data)

    def _unpack(self, chunk: bytes) -> bytes:
        assert self._unpacker is not None
        if self._unpacker.eof:  # a further member (RFC 1952 §2.2), or what some servers leave behind one
            if not chunk.startswith(_MEMBER):
                self._half = chunk if chunk == _MEMBER[:1] else b""
                return b""
            self._unpacker = zlib.decompressobj(_GZIP_OR_ZLIB)
        self._started = True
        try:
            self._data += self._unpacker.decompress(chunk, self._max_bytes + 1 - len(self._data))
        except zlib.error as e:
            raise BodyBrokenError("cannot be unpacked") from e
        return self._unpacker.unconsumed_tail or self._unpacker.unused_data
