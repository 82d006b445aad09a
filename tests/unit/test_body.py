"""Bodies of answers as they arrive, in whatever pieces."""

import gzip

import pytest

from newswatch.sources.body import Body


@pytest.mark.parametrize("size", [1, 2, 7, 1_000])
def test_all_members_are_read_in_whatever_pieces_they_arrive(size):
    packed = gzip.compress(b"one ") + gzip.compress(b"two ") + gzip.compress(b"three")
    body = Body("gzip", 100)
    for at in range(0, len(packed), size):
        body.feed(packed[at : at + size])
    assert body.finish() == b"one two three"
