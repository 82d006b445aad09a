"""Feeds: bytes in, entries out. RSS and Atom by feedparser, whatever state they are in.

Encodings are told by ``encoding``, as those of pages; feedparser repairs what is broken. Its
cost is bounded from here by size alone. Its sanitizer is off (it costs half the time), so no
HTML that comes out of this module may ever be rendered: it is only read as text.
"""

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import feedparser

from newswatch.errors import FeedError
from newswatch.model import Entry, Feed
from newswatch.sources import encoding, markup, urls

ACCEPT = "application/rss+xml, application/atom+xml, application/xml;q=0.9, text/xml;q=0.8, */*;q=0.1"
"""What to ask a server for."""

# No feed of a newsroom comes near these; each is there so that a hostile one stays harmless.
MAX_ENTRIES = 2_000
_MAX_ID = 1_000
_MAX_TITLE = 500
_MAX_SUMMARY = 5_000
_MAX_AUTHORS = 20

# What the first bytes of a web page look like, comments and white space aside.
_HTML_HEAD = re.compile(rb"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_FEED_ROOT = re.compile(rb"<(?:rss|feed|rdf:rdf|channel|atom:feed)[\s>]", re.IGNORECASE)
_SNIFFED = 4_096
_PARAGRAPH = re.compile(r"<(?:p|br|div)[\s/>]", re.IGNORECASE)
_MIN_PARAGRAPHS = 3


_HALF_PAIR = re.compile(
    rb"&#(?:[xX]0*[dD][89a-fA-F][0-9a-fA-F]{2}"
    rb"|0*5(?:529[6-9]|5[3-9]\d\d|6\d{3}|7[0-2]\d\d|73[0-3]\d|734[0-3]));"
)
"""A reference to a code point from U+D800 to U+DFFF, which is no character."""


def parse(data: bytes, headers: Mapping[str, str], base_url: str) -> Feed:
    """Read a feed.

    Args:
        data: the body of the answer.
        headers: the answer's, names in lower case; Content-Type decides on the encoding.
        base_url: what relative links start from.

    Raises:
        FeedError: this is no feed; nothing else is ever raised.
    """
    if not data.strip():
        raise FeedError("The answer is empty: there is no feed in it.")
    parsed = _parsed(data, headers)
    entries = tuple(_entries(parsed.get("entries", ())[:MAX_ENTRIES], base_url))
    if not entries and (not parsed.get("version") or parsed.get("bozo")):
        _raise_what_it_is(data, parsed)
    about = parsed.get("feed", {})
    return Feed(
        title=_text(about, "title", _MAX_TITLE),
        entries=entries,
        language=_language(about.get("language")),
        link=urls.resolve(base_url, _string(about.get("link"))),
    )


def _parsed(data: bytes, headers: Mapping[str, str]) -> Mapping[str, Any]:
    kind, _, parameters = headers.get("content-type", "").partition(";")
    kind = kind if "xml" in kind else "application/xml"
    # Decoded as pages are: feedparser takes a feed with one bad byte for windows-1252.
    data = encoding.decode(data, f"{kind};{parameters}").encode("utf-8", "replace")
    # No base: feedparser would resolve relative ids too, and they must outlive a move of the feed.
    known = {"content-type": f"{kind}; charset=utf-8"}
    try:
        try:
            return _streamed(data, known)
        except UnicodeEncodeError:
            # Half a surrogate pair as a character reference: one such title must not cost the whole feed.
            return _streamed(_HALF_PAIR.sub(b"&#65533;", data), known)
    except Exception as e:  # feedparser promises to raise nothing, and a feed is where it breaks its promise
        raise FeedError("This feed is too broken to be read.") from e


def _streamed(data: bytes, headers: Mapping[str, str]) -> Mapping[str, Any]:
    # As a stream: bytes would first be tried as the name of a local file.
    found: Mapping[str, Any] = feedparser.parse(
        io.BytesIO(data), response_headers=headers, sanitize_html=False
    )
    return found


def _raise_what_it_is(data: bytes, parsed: Mapping[str, Any]) -> None:
    """Say in a FeedError why nothing could be read. Returns for an empty feed that is merely untidy."""
    head = data[:_SNIFFED]
    page, root = _HTML_HEAD.search(head), _FEED_ROOT.search(head)
    if page and not (root and root.start() < page.start()):
        raise FeedError("This is a web page, not a feed.")
    if not parsed.get("version") and not root:
        raise FeedError("This is not a feed.")
    broken = parsed.get("bozo_exception")
    line = getattr(broken, "getLineNumber", lambda: None)()
    if line is not None:
        line -= not data.lstrip().startswith(b"<?xml")  # feedparser puts one before what has none
        raise FeedError(f"This feed is malformed (line {line}), and nothing can be read from it.")
    if not parsed.get("version"):
        raise FeedError("This is not a feed of a kind that Newswatch reads.")


def _entries(items: Iterable[Mapping[str, Any]], base_url: str) -> Iterator[Entry]:
    for item in items:
        link = urls.resolve(base_url, _string(item.get("link")))
        title = _text(item, "title", _MAX_TITLE)
        published = _published(item)
        dated = published.isoformat() if published else ""
        summary, content = _bodies(item)
        yield Entry(
            id=(_string(item.get("id")).strip() or link or f"{title} {dated}".strip() or summary)[:_MAX_ID],
            url=link,
            title=title,
            summary=summary,
            content_html=content,
            authors=tuple(_authors(item)),
            published=published,
            language=_language(item.get("language") or item.get("title_detail", {}).get("language")),
            image_url=next(_images(item, base_url), ""),
        )


def _bodies(item: Mapping[str, Any]) -> tuple[str, str]:
    """Return the summary as text, and the HTML of the whole article where the feed seems to carry it.

    That is content that says more than the summary beside it, or a description that is
    made of paragraphs: whether it is all of the article is for its reader to judge.
    """
    described = _string(item.get("summary"))
    summary = markup.plain(described[: markup.MAX_MARKUP])
    values = [_string(part.get("value")) for part in item.get("content", ()) if isinstance(part, Mapping)]
    content = max(values, key=len, default="")
    if not content and len(_PARAGRAPH.findall(described)) >= _MIN_PARAGRAPHS:
        content = described
    if not content or len(content) > markup.MAX_MARKUP:
        return summary[:_MAX_SUMMARY], ""
    text = markup.plain(content)
    alone = not summary or summary == text or text.startswith(summary)
    if not alone and len(text) <= len(summary):
        return summary[:_MAX_SUMMARY], ""
    return (summary or text)[:_MAX_SUMMARY], content


def _authors(item: Mapping[str, Any]) -> Iterator[str]:
    """Yield the names, each once; feedparser gives the first author's in ``author`` as well."""
    found = [_string(a.get("name")) for a in item.get("authors", ()) if isinstance(a, Mapping)]
    names = [markup.plain(name) for name in found or [_string(item.get("author"))]]
    yield from list(dict.fromkeys(name for name in names if name))[:_MAX_AUTHORS]


def _published(item: Mapping[str, Any]) -> datetime | None:
    # "in" first: for an absent "updated" feedparser hands out the other date, with a warning.
    for key in ("published_parsed", "updated_parsed", "created_parsed"):
        if key in item and item[key]:  # noqa: RUF019 - see above
            year, month, day, hour, minute, second, *_ = item[key]
            try:
                return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
            except (ValueError, OverflowError):
                continue
    return None


def _images(item: Mapping[str, Any], base_url: str) -> Iterator[str]:
    for key in ("media_thumbnail", "media_content", "enclosures"):
        for image in item.get(key, ()):
            address = urls.resolve(base_url, _string(image.get("url") or image.get("href")))
            kind = _string(image.get("type") or image.get("medium"))
            if address and (key == "media_thumbnail" or kind.startswith("image")):
                yield address


def _text(holder: Mapping[str, Any], key: str, limit: int) -> str:
    """Return a text construct as plain text: only what is declared, or looks like, HTML has tags to lose."""
    value = _string(holder.get(key))[: markup.MAX_MARKUP]
    kind = _string(holder.get(f"{key}_detail", {}).get("type"))
    return (markup.collapsed(value) if kind == "text/plain" else markup.plain(value))[:limit]


def _language(value: object) -> str:
    """Return a language tag (BCP 47) in lower case, "" for what is none."""
    tag = _string(value).strip().replace("_", "-").lower()
    return tag if re.fullmatch(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", tag) else ""


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""
