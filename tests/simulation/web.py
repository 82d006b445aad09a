"""The web as the product sees it: feeds that change, and the pages of their articles."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any, Self
from xml.sax.saxutils import escape

from newswatch.errors import FetchError
from newswatch.model import Validators
from newswatch.ports import Fetched, NotModified
from newswatch.sources import article, feed, urls
from newswatch.usecases import collect, reading
from simulation.process import Process

HEADER_SECRET = "planted-in-a-header"
FILLER = "".join(f"<p>Sentence number {n} says nothing that anybody watches for.</p>" for n in range(12))
KEPT = 30
"""Items of a feed."""
POISON = "poisonous"
"""A page with this word makes reading it fail, always, by an error that nobody foresaw."""


@dataclass
class Piece:
    """One article as its newsroom has it."""

    url: str
    title: str
    words: tuple[str, ...]
    guid: str
    oversized: bool = False
    poison: bool = False
    told: tuple[str, ...] | None = None
    """Those of the words that its feed's summary has; all of them where that is None."""

    def page(self) -> bytes:
        """Return its page."""
        if self.poison:
            return POISON.encode()
        title = escape(self.title + (" and so on" * 300 if self.oversized else ""))
        more = f"<p>{'And so it goes on and on, without an end. ' * 20}</p>" * 600 if self.oversized else ""
        authors = "".join(
            f'<meta name="author" content="Author {n}">' for n in range(500 if self.oversized else 1)
        )
        return (
            f"<html lang=en><head><title>{title}</title>{authors}</head><body><article>"
            f"<p>{self.sentence()}</p>{FILLER}{more}</article></body></html>"
        ).encode()

    def item(self) -> str:
        """Return its item of a feed."""
        title = self.title + (" and so on" * 300 if self.oversized else "")
        authors = "".join(f"<author>Author {n}</author>" for n in range(500 if self.oversized else 0))
        return (
            f"<item><guid>{self.guid}</guid><title>{escape(title)}</title><link>{escape(self.url)}</link>"
            f"<description>{_sentence(self.words if self.told is None else self.told)}</description>"
            f"{authors}</item>"
        )

    def sentence(self) -> str:
        """Return the one sentence that queries are about."""
        return _sentence(self.words)


def _sentence(words: tuple[str, ...]) -> str:
    return f"They spoke of {', '.join(words)} at length." if words else "They spoke."


@dataclass
class Site:
    """A feed and its articles, newest first."""

    url: str
    pieces: list[Piece] = field(default_factory=list)
    asked: list[datetime] = field(default_factory=list)

    def body(self) -> bytes:
        """Return the feed."""
        items = "".join(piece.item() for piece in self.pieces[:KEPT])
        return f'<rss version="2.0"><channel><title>News</title>{items}</channel></rss>'.encode()


class Web:
    """Every site, by the addresses of feeds and pages."""

    def __init__(self) -> None:
        self.sites: dict[str, Site] = {}
        self.pages: dict[str, Piece] = {}
        self.away: set[str] = set()
        """Pages that are not there at the moment."""
        self.late: set[str] = set()
        """Pages that were not there when their feed told of them, and are now."""

    def put_online(self) -> None:
        """Have all pages that were away be there from now on."""
        self.late |= self.away
        self.away.clear()

    def publish(self, url: str, *pieces: Piece) -> None:
        """Put articles on top of a feed, in place of those that have the same guid."""
        site = self.sites.setdefault(url, Site(url))
        new = {piece.guid for piece in pieces}
        site.pieces = [*pieces, *(piece for piece in site.pieces if piece.guid not in new)]
        self.pages |= {piece.url: piece for piece in pieces}

    def etag(self, url: str) -> str:
        """Return the validator of a feed as it is."""
        return f'"{hashlib.sha256(self.sites[url].body()).hexdigest()[:12]}"'


@dataclass
class Browser:
    """``ports.Fetcher`` of one process."""

    process: Process
    web: Web

    def get(self, url: str, validators: Validators | None = None, accept: str = "") -> Fetched | NotModified:
        kind = self.process.enter("web", "feed" if url in self.web.sites else "page")
        if kind == "unreachable":
            raise FetchError(urls.without_secrets(url), "does not answer.")
        answer = self._answer(url, validators)
        self.process.leave(kind)
        return answer

    def _answer(self, url: str, validators: Validators | None) -> Fetched | NotModified:
        if site := self.web.sites.get(url):
            site.asked.append(self.process.world.clock.now())
            etag = self.web.etag(url)
            if validators and validators.etag == etag:
                return NotModified()
            return Fetched(url, {"etag": etag, "x-planted": HEADER_SECRET}, site.body())
        if (piece := self.web.pages.get(url)) and url not in self.web.away:
            return Fetched(url, {"content-type": "text/html", "x-planted": HEADER_SECRET}, piece.page())
        raise FetchError(urls.without_secrets(url), "answered 404 Not Found.", status=404, transient=False)


def _memoised(work: Callable[..., Any]) -> Callable[..., Any]:
    """Remember what a pure function made of bytes, headers and an address."""
    known = lru_cache(maxsize=4096)(lambda *args: work(args[0], *_ordered(args[1:])))

    def call(data: bytes, *rest: Any) -> Any:
        if data == POISON.encode():
            raise RuntimeError("a bug that nobody foresaw")
        return known(data, *(tuple(sorted(arg.items())) if isinstance(arg, Mapping) else arg for arg in rest))

    return call


def _ordered(args: tuple[Any, ...]) -> list[Any]:
    return [dict(arg) if isinstance(arg, tuple) else arg for arg in args]


PARSE, READ = _memoised(feed.parse), _memoised(article.read)


class _OneByOne:
    """An executor that does at once what it is given."""

    def __init__(self, max_workers: int) -> None:
        self.max_workers = max_workers

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_why: object) -> None:
        return

    def submit(self, work: Callable[..., Any], *args: Any) -> Future[Any]:
        done: Future[Any] = Future()
        try:
            done.set_result(work(*args))
        except BaseException as e:  # noqa: BLE001 - a process that dies here is found dead at its next call
            done.set_exception(e)
        return done


class _Pages:
    """``sources.article`` with a memory."""

    read = staticmethod(READ)
    from_feed = staticmethod(article.from_feed)
    Carried = article.Carried
    ACCEPT = article.ACCEPT


@contextmanager
def parsed_once() -> Iterator[None]:
    """Have pages and feeds parsed once each, and hosts polled one after the other, in one order."""
    before = collect.parse, reading.pages, collect.ThreadPoolExecutor
    collect.parse, reading.pages, collect.ThreadPoolExecutor = PARSE, _Pages, _OneByOne  # type: ignore[misc, assignment]
    try:
        yield
    finally:
        collect.parse, reading.pages, collect.ThreadPoolExecutor = before  # type: ignore[misc, assignment]
