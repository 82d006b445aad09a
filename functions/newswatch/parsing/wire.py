"""What travels between the bounded parser and its worker: length-prefixed frames of bytes and JSON.

The worker has read bytes from outside with parsers written in C. So what it answers is from
outside too: plain data, whose every type and size is checked where it is decoded.
"""

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from newswatch.model import Entry, Feed, Hints
from newswatch.ports import PageLink, PageLinks

PREFIX = struct.Struct("!I")
"""What stands before each frame: its length."""
READY = b"ready"
"""What a worker says once it can be asked."""
MAX_ANSWER = 20 * 2**20
"""Of an answer: a feed of 5 MB that says everything twice is half of it."""
_MAX_ITEMS = 20_000
"""Entries of a feed, links of a page: more than a parser gives out."""
_MAX_MESSAGE = 500

FEED, PAGE, LINKS = "feed", "page", "links"
"""The kinds of request: a feed or sitemap, the articles of a page, what a page leads to."""


class JunkError(Exception):
    """An answer that no worker of ours gives."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a worker is asked, beside the body that follows in a frame of its own."""

    kind: str
    url: str
    headers: Mapping[str, str]
    selector: str = ""


@dataclass(frozen=True, slots=True)
class Failure:
    """That nothing could be read."""

    message: str
    """For a person."""
    bug: str = ""
    """What was raised and where, if it is no error of ours."""
    spent: bool = False
    """Whether the worker ran out of memory, and ends."""


def frame(data: bytes) -> bytes:
    """Return data with its length before it."""
    return PREFIX.pack(len(data)) + data


def encode_request(request: Request) -> bytes:
    """Return the first frame of a request, without its length."""
    return _dumped(
        {
            "kind": request.kind,
            "url": request.url,
            "headers": dict(request.headers),
            "selector": request.selector,
        }
    )


def decode_request(data: bytes) -> Request:
    """Return what ``encode_request`` was given; it comes from ourselves."""
    return Request(**json.loads(data))


def encode_answer(answer: Feed | PageLinks | Failure) -> bytes:
    """Return the frame of an answer, without its length."""
    if isinstance(answer, Failure):
        return _dumped({"failure": answer.message, "bug": answer.bug, "spent": answer.spent})
    if isinstance(answer, PageLinks):
        return _dumped({"links": _links_to_json(answer)})
    return _dumped({"feed": _feed_to_json(answer)})


def decode_answer(data: bytes) -> Feed | PageLinks | Failure:
    """Return an answer.

    Raises:
        JunkError: it is none.
    """
    try:
        answer = _mapping(json.loads(data))
        if "feed" in answer:
            return _feed(answer["feed"])
        if "links" in answer:
            return _links(answer["links"])
        message = _text(answer["failure"])[:_MAX_MESSAGE]
        if not message.isprintable():
            raise JunkError
        return Failure(message, _text(answer["bug"])[:_MAX_MESSAGE], _flag(answer["spent"]))
    except (ValueError, KeyError, OverflowError, RecursionError) as e:
        raise JunkError from e


def _dumped(value: Mapping[str, Any]) -> bytes:
    # Half a surrogate pair has no place in UTF-8, and nobody after us could store it.
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


# --- Out of the model -----------------------------------------------------------


def _feed_to_json(feed: Feed) -> dict[str, Any]:
    return {
        "title": feed.title,
        "entries": [_entry_to_json(entry) for entry in feed.entries],
        "language": feed.language,
        "link": feed.link,
        "form": feed.form,
        "hints": {
            "least_s": feed.hints.least_s,
            "skip_hours": sorted(feed.hints.skip_hours),
            "skip_days": sorted(feed.hints.skip_days),
        },
        "hub": feed.hub,
        "self_url": feed.self_url,
        "parts": list(feed.parts),
    }


def _entry_to_json(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "summary": entry.summary,
        "content_html": entry.content_html,
        "authors": list(entry.authors),
        "published": entry.published.isoformat() if entry.published else None,
        "language": entry.language,
        "image_url": entry.image_url,
        "updated": entry.updated.isoformat() if entry.updated else None,
        "assumed": entry.assumed,
    }


def _links_to_json(links: PageLinks) -> dict[str, Any]:
    return {
        "title": links.title,
        "feeds": [{"url": link.url, "title": link.title, "declared": link.declared} for link in links.feeds],
        "listed": _feed_to_json(links.listed),
        "is_article": links.is_article,
    }


# --- Into the model -------------------------------------------------------------


def _feed(value: object) -> Feed:
    it = _mapping(value)
    hints = _mapping(it["hints"])
    return Feed(
        title=_text(it["title"]),
        entries=tuple(map(_entry, _items(it["entries"]))),
        language=_text(it["language"]),
        link=_text(it["link"]),
        form=_text(it["form"]),
        hints=Hints(
            least_s=_number(hints["least_s"]),
            skip_hours=_numbers(hints["skip_hours"], below=24),
            skip_days=_numbers(hints["skip_days"], below=7),
        ),
        hub=_text(it["hub"]),
        self_url=_text(it["self_url"]),
        parts=tuple(map(_text, _items(it["parts"]))),
    )


def _entry(value: object) -> Entry:
    it = _mapping(value)
    return Entry(
        id=_text(it["id"]),
        url=_text(it["url"]),
        title=_text(it["title"]),
        summary=_text(it["summary"]),
        content_html=_text(it["content_html"]),
        authors=tuple(map(_text, _items(it["authors"]))),
        published=_moment(it["published"]),
        language=_text(it["language"]),
        image_url=_text(it["image_url"]),
        updated=_moment(it["updated"]),
        assumed=_text(it["assumed"]),
    )


def _links(value: object) -> PageLinks:
    it = _mapping(value)
    return PageLinks(
        title=_text(it["title"]),
        feeds=tuple(map(_link, _items(it["feeds"]))),
        listed=_feed(it["listed"]),
        is_article=_flag(it["is_article"]),
    )


def _link(value: object) -> PageLink:
    it = _mapping(value)
    return PageLink(_text(it["url"]), _text(it["title"]), _flag(it["declared"]))


def _mapping(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise JunkError
    return value


def _items(value: object) -> list[object]:
    if not isinstance(value, list) or len(value) > _MAX_ITEMS:
        raise JunkError
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise JunkError
    value.encode()  # JSON may spell half a surrogate pair, which nothing after us could store: ValueError
    return value


def _number(value: object, below: int = 2**53) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < below:
        raise JunkError
    return value


def _numbers(value: object, below: int) -> frozenset[int]:
    return frozenset(_number(item, below) for item in _items(value))


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise JunkError
    return value


def _moment(value: object) -> datetime | None:
    if value is None:
        return None
    moment = datetime.fromisoformat(_text(value))
    if moment.tzinfo is None:
        raise JunkError
    return moment.astimezone(UTC)
