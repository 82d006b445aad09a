"""The web as the product sees it: feeds that change, and the pages of their articles."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from typing import Any, Self
from urllib.parse import urlsplit

from newswatch.errors import FetchError
from newswatch.model import Feed, Kind, Validators
from newswatch.ports import Fetched, NotModified, PageLinks, SecretHeader
from newswatch.sources import answers, article, feed, urls
from newswatch.usecases import collect, reading, visits
from simulation.newsroom import POISON, SILENT, Piece, Poll, Site
from simulation.process import Process

HEADER_SECRET = "planted-in-a-header"
ROBOTS = "/robots.txt"


class Web:
    """Every site, by the addresses of feeds and pages."""

    def __init__(self) -> None:
        self.sites: dict[str, Site] = {}
        self.pages: dict[str, Piece] = {}
        self.away: set[str] = set()
        """Pages that are not there at the moment."""
        self.late: set[str] = set()
        """Pages that were not there when their feed told of them, and are now."""
        self.robots: dict[str, str] = {}
        """What sites ask of programs, by their hosts."""
        self.closed: set[str] = set()
        """Pages that no program is to ask for, by their sites' wish."""
        self.intruded: set[str] = set()
        """Those of them that were asked for."""

    def put_online(self) -> None:
        """Have all pages that were away be there from now on."""
        self.late |= self.away
        self.away.clear()

    def close(self, url: str) -> None:
        """Have a site ask programs to leave a page alone."""
        parts = urlsplit(url)
        self.closed.add(url)
        self.robots.setdefault(parts.netloc, "User-agent: *\n")
        self.robots[parts.netloc] += f"Disallow: {parts.path}\n"

    def publish(self, url: str, *pieces: Piece) -> None:
        """Put articles on top of a feed, in place of those that have the same guid."""
        site = self.sites.setdefault(url, Site(url))
        new = {piece.guid for piece in pieces}
        site.pieces = [*pieces, *(piece for piece in site.pieces if piece.guid not in new)]
        self.pages |= {piece.url: piece for piece in pieces}

    def at(self, url: str) -> Site | None:
        """Return the feed at an address, be it an earlier one."""
        return self.sites.get(url) or next((s for s in self.sites.values() if s.moved_to == url), None)

    def etag(self, url: str) -> str:
        """Return the validator of a feed as it is."""
        return f'"{hashlib.sha256(self.sites[url].body()).hexdigest()[:12]}"'


@dataclass
class Browser:
    """``ports.Fetcher`` of one process."""

    process: Process
    web: Web

    def get(
        self,
        url: str,
        validators: Validators | None = None,
        accept: str = "",
        secret: SecretHeader | None = None,
        admit: Callable[[str], None] | None = None,
    ) -> Fetched | NotModified:
        site = self.web.at(url)
        kind = self.process.enter(
            "web", "feed" if site else "robots" if urlsplit(url).path == ROBOTS else "page"
        )
        if kind == "unreachable":
            self._note(site, url, SILENT)
            raise FetchError(urls.without_secrets(url), "does not answer.")
        answer = self._feed(site, url, validators) if site else self._file(url)
        self.process.leave(kind)
        if admit and answer.url != url:
            admit(answer.url)
        return answer

    def post(self, url: str, form: Mapping[str, str]) -> None:
        kind = self.process.enter("web", "hub")
        if kind == "unreachable":
            raise FetchError(urls.without_secrets(url), "does not answer.")
        self.process.world.hub.asked(form)
        self.process.leave(kind)

    def _feed(self, site: Site, url: str, validators: Validators | None) -> Fetched | NotModified:
        site.asked.append(self.process.world.clock.now())
        if site.status != HTTPStatus.OK:
            self._note(site, url, site.status)
            told = answers.sentence(urls.host(url), site.status)
            transient = answers.is_transient(site.status)
            raise FetchError(urls.without_secrets(url), told, status=site.status, transient=transient)
        moved = site.moved_to if site.moved_to != url else ""
        etag = self.web.etag(site.url)
        if validators and validators.etag == etag:
            self._note(site, url, HTTPStatus.NOT_MODIFIED)
            return NotModified(moved or url, {"etag": etag}, moved)
        self._note(site, url, HTTPStatus.OK)
        return Fetched(moved or url, {"etag": etag, "x-planted": HEADER_SECRET}, site.body(), moved)

    def _file(self, url: str) -> Fetched:
        parts = urlsplit(url)
        if parts.path == ROBOTS and parts.netloc in self.web.robots:
            return Fetched(url, {"content-type": "text/plain"}, self.web.robots[parts.netloc].encode())
        self.web.intruded |= {url} & self.web.closed
        if (piece := self.web.pages.get(url)) and url not in self.web.away:
            return Fetched(url, {"content-type": "text/html", "x-planted": HEADER_SECRET}, piece.page())
        raise FetchError(urls.without_secrets(url), "answered 404 Not Found.", status=404, transient=False)

    def _note(self, site: Site | None, url: str, status: int) -> None:
        if site:
            site.polls.append(Poll(self.process.world.clock.now(), self.process.invocation, url, status))


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


class Parser:
    """``ports.Parser`` with a memory."""

    def feed(self, fetched: Fetched, kind: Kind = Kind.FEED, selector: str = "") -> Feed:
        parsed: Feed = PARSE(fetched.body, fetched.headers, fetched.url)
        return parsed

    def links(self, fetched: Fetched) -> PageLinks:
        raise AssertionError("nobody adds a source by a page here")


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


@contextmanager
def parsed_once() -> Iterator[None]:
    """Have pages parsed once each, and hosts polled one after the other, in one order."""
    before = visits.pages, reading.pages, collect.ThreadPoolExecutor
    visits.pages = reading.pages = _Pages  # type: ignore[assignment, misc]
    collect.ThreadPoolExecutor = _OneByOne  # type: ignore[assignment, misc]
    try:
        yield
    finally:
        visits.pages, reading.pages, collect.ThreadPoolExecutor = before  # type: ignore[assignment, misc]
