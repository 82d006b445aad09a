"""RSS, RDF, Atom and CDF, whatever state they are in.

feedparser repairs what is broken. Its sanitizer is off (it costs half the time), so no
HTML that comes out of this module may ever be rendered: it is only read as text.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from newswatch.errors import FeedError
from newswatch.model import Entry, Feed
from newswatch.sources import bounded_feedparser, feed_dates, feed_entry, feed_hints, markup, prolog, urls
from newswatch.sources.bounded_feedparser import Parsed
from newswatch.sources.feed_entry import string

ROOTS = frozenset({"rss", "feed", "rdf", "channel", "entry"})
"""Names of root elements, in lower case and without prefix."""

# fmt: off
_FORMS = {
    "rss090": "RSS 0.90", "rss091n": "RSS 0.91", "rss091u": "RSS 0.91", "rss092": "RSS 0.92",
    "rss093": "RSS 0.93", "rss094": "RSS 0.94", "rss10": "RSS 1.0", "rss20": "RSS 2.0", "rss": "RSS",
    "atom01": "Atom 0.1", "atom02": "Atom 0.2", "atom03": "Atom 0.3", "atom10": "Atom 1.0", "atom": "Atom",
}
# fmt: on
_FORMS_BY_ROOT = {"rss": "RSS", "rdf": "RSS 1.0", "feed": "Atom", "entry": "Atom", "channel": "CDF"}

_PUBLISHED = ("published", "dc_date", "prism_publicationdate", "created")


def parse(data: bytes, start: prolog.Prolog, base_url: str) -> Feed | None:
    """Read a feed in UTF-8; None for what is none.

    Args:
        data: the document.
        start: what ``prolog.read`` says of it.
        base_url: what relative links start from.

    Raises:
        FeedError: this is a feed, but nothing can be read from it.
    """
    try:
        parsed = bounded_feedparser.parse(prolog.without(data, start), start.entities, feed_entry.MAX_ENTRIES)
    except Exception as e:  # feedparser promises to raise nothing, and a feed is where it breaks its promise
        raise FeedError("This feed is too broken to be read.") from e
    known = bool(parsed.version) or start.root in ROOTS
    if not known and not parsed.entries:
        return None
    if not parsed.entries and parsed.broken and not _is_whole(data, start):
        where = f" (line {parsed.line})" if parsed.line else ""
        raise FeedError(f"This feed is malformed{where}, and nothing can be read from it.")
    return _feed(parsed, start.root, base_url)


def _is_whole(data: bytes, start: prolog.Prolog) -> bool:
    """Return whether it ends with the end of its root, or has no other end: then it is merely empty."""
    end = data[-500:].rstrip().lower()
    return end.endswith((f"{start.root}>".encode(), b"/>"))


def _feed(parsed: Parsed, root: str, base_url: str) -> Feed:
    about = parsed.feed
    home = urls.resolve(base_url, string(about.get("link")))
    links = [link for link in _dicts(about.get("links")) if isinstance(link.get("href"), str)]
    return Feed(
        title=_text(about, "title", feed_entry.MAX_TITLE),
        entries=tuple(_entries(parsed.entries, _base(home, base_url))),
        language=feed_entry.language(about.get("language")),
        link=home,
        form=_FORMS.get(parsed.version) or _FORMS_BY_ROOT.get(root, "feed"),
        hints=feed_hints.hints(
            ttl=string(about.get("ttl")),
            period=string(about.get("sy_updateperiod")),
            frequency=string(about.get("sy_updatefrequency")),
            skip_hours=parsed.skip_hours,
            skip_days=parsed.skip_days,
        ),
        hub=_named(links, "hub", base_url),
        self_url=_named(links, "self", base_url),
    )


def _base(home: str, base_url: str) -> str:
    """Return what links without xml:base start from: the document, or its site if it is kept elsewhere."""
    return base_url if not home or urls.same_site(home, base_url) else home


def _named(links: Iterable[Mapping[str, Any]], relation: str, base_url: str) -> str:
    found = (urls.resolve(base_url, link["href"]) for link in links if link.get("rel") == relation)
    return next((url for url in found if url), "")


def _entries(items: Iterable[Mapping[str, Any]], base_url: str) -> Iterator[Entry]:
    for found in items:
        item = dict(found)  # feedparser's own has other names for what is missing, warns of some, and is slow
        detail = item.get("title_detail")
        language = item.get("language") or (detail.get("language") if isinstance(detail, Mapping) else "")
        yield feed_entry.entry(
            known_by=_identity(item, base_url),
            url=_link(item, base_url),
            title=_text(item, "title", feed_entry.MAX_TITLE),
            dated=_dated(item),
            bodies=feed_entry.bodies(string(item.get("summary")), _content(item)),
            authors=_authors(item),
            language=feed_entry.language(language),
            image_url=next(_images(item, base_url), ""),
        )


def _identity(item: Mapping[str, Any], base_url: str) -> str:
    """Return the publisher's own id. A path is one of its site (RFC 4287 §4.2.6 wants whole addresses)."""
    own = (string(item.get("id")) or string(item.get("dc_identifier"))).strip()
    return (urls.resolve(base_url, own) if own.startswith("/") else "") or own


def _link(item: Mapping[str, Any], base_url: str) -> str:
    """Return the article's address: what FeedBurner's leads to, and of a podcast the recording."""
    links = [link for link in _dicts(item.get("links")) if isinstance(link.get("href"), str)]
    candidates = [
        string(item.get("feedburner_origlink")),
        string(item.get("link")),
        *(link["href"] for link in links if link.get("rel") == "alternate"),
        *(link["href"] for link in links if link.get("rel") == "enclosure"),
    ]
    return next((url for link in candidates if (url := urls.resolve(base_url, link))), "")


def _dated(item: Mapping[str, Any]) -> feed_dates.Dated:
    published = (string(item.get(key)) for key in _PUBLISHED)
    return feed_dates.dated(published, string(item.get("updated")))


def _content(item: Mapping[str, Any]) -> str:
    return max((string(part.get("value")) for part in _dicts(item.get("content"))), key=len, default="")


def _authors(item: Mapping[str, Any]) -> Iterator[str]:
    """Yield the names; feedparser gives the first author's in ``author`` as well."""
    found = [string(author.get("name")) for author in _dicts(item.get("authors"))]
    for name in found or [string(item.get("author"))]:
        yield markup.plain(name[: feed_entry.MAX_TITLE])


def _images(item: Mapping[str, Any], base_url: str) -> Iterator[str]:
    for thumbnail in _dicts(item.get("media_thumbnail")):
        yield from _addresses(thumbnail, base_url)
    enclosures = (link for link in _dicts(item.get("links")) if link.get("rel") == "enclosure")
    for picture in (*_dicts(item.get("media_content")), *enclosures):
        kind = string(picture.get("type") or picture.get("medium"))
        if kind.startswith("image"):
            yield from _addresses(picture, base_url)


def _addresses(picture: Mapping[str, Any], base_url: str) -> Iterator[str]:
    if address := urls.resolve(base_url, string(picture.get("url") or picture.get("href"))):
        yield address


def _text(holder: Mapping[str, Any], key: str, limit: int) -> str:
    """Return a text construct as plain text: only what is declared, or looks like, HTML has tags to lose."""
    value = string(holder.get(key))[: markup.MAX_MARKUP]
    detail = holder.get(f"{key}_detail")
    kind = detail.get("type") if isinstance(detail, Mapping) else ""
    return (markup.collapsed(value) if kind == "text/plain" else markup.plain(value))[:limit]


def _dicts(value: object) -> list[Mapping[str, Any]]:
    """Return what is a mapping in a list: elements of that name in another namespace may be anything."""
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []
