"""JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/), with what its readers have to put up with.

Nothing is required but a list of items, or a version that says what this is: publishers leave
out ids, give numbers for strings, and an object for a list of one.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from newswatch.errors import FeedError
from newswatch.model import Entry, Feed
from newswatch.sources import feed_dates, feed_entry, markup, urls
from newswatch.sources.feed_entry import string

_VERSION = "jsonfeed.org/version/"
_NUMBERS = {"1": "1.0", "1.1": "1.1"}
_MAX_AUTHORS = 20
_MAX_ATTACHMENTS = 20


class _Number(str):
    """A number as it is written: of a long one, nothing is rounded and nothing computed."""

    __slots__ = ()


def parse(text: str, base_url: str) -> Feed:
    """Read a JSON Feed.

    Raises:
        FeedError: this is no JSON, or no feed.
    """
    try:
        document = json.loads(text, parse_int=_Number, parse_float=_Number, parse_constant=_Number)
    except (ValueError, RecursionError) as e:
        raise FeedError("This is not a feed: it looks like JSON, but it is malformed.") from e
    if not isinstance(document, dict):
        raise FeedError("This is not a feed.")
    version, items = string(document.get("version")), document.get("items")
    if _VERSION not in version and not _looks_like_items(items):
        raise FeedError("This is not a feed, though it is JSON.")
    common = list(_authors(document))
    language = feed_entry.language(document.get("language"))
    listed = [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    number = _NUMBERS.get(version.rpartition("/")[2], "")
    return Feed(
        title=markup.collapsed(_string(document.get("title"))[: feed_entry.MAX_TITLE]),
        entries=tuple(_entry(item, common, language, base_url) for item in listed[: feed_entry.MAX_ENTRIES]),
        language=language,
        link=urls.resolve(base_url, _string(document.get("home_page_url"))),
        form=f"JSON Feed {number}".rstrip(),
        hub=_hub(document.get("hubs"), base_url),
        self_url=urls.resolve(base_url, _string(document.get("feed_url"))),
    )


def _looks_like_items(items: object) -> bool:
    """Return whether this is a list of what a JSON Feed has, though it doesn't say that it is one."""
    known = {"content_html", "content_text", "url", "date_published"}
    return isinstance(items, list) and any(isinstance(item, dict) and known & item.keys() for item in items)


def _entry(item: Mapping[str, Any], common: list[str], language: str, base_url: str) -> Entry:
    content, text = _string(item.get("content_html")), _string(item.get("content_text"))
    summary = markup.collapsed(_string(item.get("summary"))[: markup.MAX_MARKUP])
    if content:
        # "summary" is plain text; what could be markup in it is none.
        told, content = feed_entry.bodies(_escaped(summary), content[: markup.MAX_MARKUP])
    else:
        told = summary or markup.collapsed(text[: markup.MAX_MARKUP])
        content = _paragraphs(text) if len(text) > len(told) or (text and not summary) else ""
    return feed_entry.entry(
        known_by=_id(item.get("id")),
        url=_link(item, base_url),
        title=markup.collapsed(_string(item.get("title"))[: feed_entry.MAX_TITLE]),
        dated=feed_dates.dated([_string(item.get("date_published"))], _string(item.get("date_modified"))),
        bodies=(told, content),
        authors=list(_authors(item)) or common,
        language=feed_entry.language(item.get("language")) or language,
        image_url=next(_images(item, base_url), ""),
    )


def _link(item: Mapping[str, Any], base_url: str) -> str:
    """Return the item's own page; else where it points to, or its id, which "will ideally be the full URL".

    Of a podcast that has none of them, it is the recording.
    """
    attached = [attachment.get("url") for attachment in _objects(item.get("attachments"))]
    absolute = [item.get("id"), *attached[:_MAX_ATTACHMENTS]]
    candidates = [
        *(_string(item.get(key)) for key in ("url", "external_url")),
        *(link for value in absolute if urls.is_web_address(link := _string(value))),
    ]
    return next((url for link in candidates if (url := urls.resolve(base_url, link))), "")


def _authors(holder: Mapping[str, Any]) -> Iterator[str]:
    """Yield names: of ``authors`` (1.1), else of ``author`` (1.0)."""
    people = _objects(holder.get("authors")) or _objects(holder.get("author"))
    for person in people[:_MAX_AUTHORS]:
        if name := markup.collapsed(_string(person.get("name"))[: feed_entry.MAX_TITLE]):
            yield name


def _images(item: Mapping[str, Any], base_url: str) -> Iterator[str]:
    for key in ("image", "banner_image"):
        if address := urls.resolve(base_url, _string(item.get(key))):
            yield address


def _hub(hubs: object, base_url: str) -> str:
    found = (
        urls.resolve(base_url, _string(hub.get("url")))
        for hub in _objects(hubs)
        if _string(hub.get("type")).lower() in {"websub", "pubsubhubbub"}
    )
    return next((url for url in found if url), "")


def _objects(value: object) -> list[Mapping[str, Any]]:
    """Return the objects of a list, or the one that stands there without."""
    listed = value if isinstance(value, list) else [value]
    return [item for item in listed if isinstance(item, dict)]


def _string(value: object) -> str:
    """Return what is a string, without halves of surrogate pairs, which JSON alone can write."""
    text = "" if isinstance(value, _Number) else string(value)
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def _id(value: object) -> str:
    """Return an id, which may be a number though it should not (1.1, "Items": "as a string")."""
    return str(value) if isinstance(value, _Number) else _string(value)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _paragraphs(text: str) -> str:
    """Return plain text as HTML, a paragraph for what blank lines set apart."""
    parts = (part.strip() for part in text[: markup.MAX_MARKUP].split("\n\n"))
    return "".join(f"<p>{_escaped(part)}</p>" for part in parts if part)
