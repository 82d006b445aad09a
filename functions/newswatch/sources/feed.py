"""Feeds of all kinds: bytes in, entries out.

What it is, is told by what it contains: the Content-Type says so little that it is asked for the
encoding alone. RSS, RDF, Atom and CDF are read by ``xml_feed``, JSON Feed by ``json_feed``,
sitemaps and their indexes by ``sitemap``. Encodings are told by ``encoding``, as those of pages.
"""

import re
from collections.abc import Mapping

from newswatch.errors import FeedError
from newswatch.model import Feed
from newswatch.sources import encoding, feed_entry, json_feed, prolog, sitemap, xml_feed
from newswatch.sources.body import Body, BodyBrokenError, BodyTooLargeError

MAX_ENTRIES = feed_entry.MAX_ENTRIES
MAX_UNPACKED = 20 * 1024 * 1024
"""Bytes of a file that is compressed itself, as sitemaps are."""

# What the first bytes of a web page look like, comments and white space aside.
_HTML_HEAD = re.compile(rb"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_SNIFFED = 4_096
_GZIP = b"\x1f\x8b"
_PART = 16_384
# Characters that XML 1.0 does not have (§2.2), and that feeds have nevertheless.
_NO_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def parse(data: bytes, headers: Mapping[str, str], base_url: str) -> Feed:
    """Read a feed.

    Args:
        data: the body of the answer.
        headers: the answer's; Content-Type decides on the encoding.
        base_url: what relative links start from.

    Raises:
        FeedError: this is no feed; nothing else is ever raised.
    """
    headers = {name.lower(): value for name, value in headers.items()}
    if data.startswith(_GZIP):
        data = _unpacked(data)
    kind, _, parameters = headers.get("content-type", "").partition(";")
    kind = kind if "xml" in kind else "application/xml"
    # Decoded as pages are: feedparser takes a feed with one bad byte for windows-1252.
    text = encoding.decode(data, f"{kind};{parameters}").lstrip("\ufeff \t\r\n")
    if not text:
        raise FeedError("The answer is empty: there is no feed in it.")
    if text.startswith(("{", "[")):
        return json_feed.parse(text, base_url)
    return _xml(text, base_url)


def _unpacked(data: bytes) -> bytes:
    """Return what a gzip file holds, all of its members (RFC 1952 §2.2)."""
    body = Body("gzip", MAX_UNPACKED)
    try:
        # In parts: with each member that ends, what is left of its part is copied.
        for start in range(0, len(data), _PART):
            body.feed(data[start : start + _PART])
    except BodyBrokenError as e:
        raise FeedError("This file is compressed, and broken.") from e
    except BodyTooLargeError as e:
        message = f"This file is too large: more than {MAX_UNPACKED >> 20} MB once it is unpacked."
        raise FeedError(message) from e
    try:
        return body.finish()
    except BodyBrokenError as e:
        raise FeedError("This file is compressed, and breaks off in the middle.") from e


def _xml(text: str, base_url: str) -> Feed:
    data = _NO_CHARACTERS.sub("", text).encode("utf-8", "replace")
    start = prolog.read(data)
    if start.root in sitemap.ROOTS:
        return sitemap.parse(data, start, base_url)
    is_page = start.root not in xml_feed.ROOTS and _HTML_HEAD.search(data[:_SNIFFED])
    if is_page:
        raise FeedError("This is a web page, not a feed.")
    feed = xml_feed.parse(data, start, base_url)
    if feed is None:
        raise FeedError("This is not a feed.")
    return feed
