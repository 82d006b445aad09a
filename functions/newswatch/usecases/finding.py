"""Finding: what can be watched at an address that somebody has pasted.

A person's word counts: what they name is asked for, robots.txt or not. What a page names instead is
asked for only as its site allows (RFC 9309). Nothing is guessed: every address that is asked comes
from a person, a page, a robots.txt or a rule of ``sources.services``.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import islice
from urllib.parse import urlsplit

from newswatch.errors import AddressRefused, Disallowed, FeedError, FetchError
from newswatch.model import Feed, Kind, Validators
from newswatch.ports import (
    Choice,
    Clock,
    Fetched,
    Fetcher,
    Found,
    NotModified,
    PageLink,
    PageLinks,
    Parser,
    Robots,
    SecretHeader,
)
from newswatch.sources import services, urls
from newswatch.sources.accepted import FEEDS
from newswatch.sources.seen import title_key
from newswatch.usecases import sitemaps

PATIENCE = timedelta(seconds=25)
"""After that nothing more is begun: somebody waits. What is underway may take its 10 s."""
MAX_TRIED = 4
"""Feeds of one page that are looked at, of the kinds that it has."""
MAX_SITEMAPS = 2
"""News sitemaps of a site that are looked at."""
SAME = 0.8
"""Of two feeds' entries; those of one site in two formats differ by what has come in between."""


class HttpFinder:
    """Implements ``ports.Finder``."""

    def __init__(self, fetcher: Fetcher, parser: Parser, robots: Robots, clock: Clock) -> None:
        """Prepare; nothing is asked yet."""
        self._fetcher, self._parser, self._robots, self._clock = fetcher, parser, robots, clock

    def find(
        self, address: str, selector: str = "", secret: SecretHeader | None = None
    ) -> Found | Sequence[Choice]:
        """Implement ``Finder``. Also raises StorageError, and ParserError where nothing can be read."""
        address = address.strip()
        until = self._clock.now() + PATIENCE
        search = _Search(self._fetcher, self._parser, self._robots, self._clock, secret, until)
        known = services.feeds(address)
        if not selector and known and (found := search.known(known)):
            return found
        if not urls.is_web_address(address):
            if known and search.failure:
                raise search.failure
            raise AddressRefused(
                urls.without_secrets(address), "That is not the address of something on the web."
            )
        url = address.partition("#")[0]
        if selector:
            return search.page(url, selector)
        return search.at(url)


@dataclass(slots=True)
class _Search:
    """One search: what has been asked, and what came of it."""

    fetcher: Fetcher
    parser: Parser
    robots: Robots
    clock: Clock
    secret: SecretHeader | None
    until: datetime
    asked: set[str] = field(default_factory=set)
    disallowed: list[str] = field(default_factory=list)
    """What its site does not let programs read."""
    failure: FetchError | FeedError | None = None
    """The last one, of what a page names."""

    def known(self, addresses: Iterable[str]) -> Found | None:
        """Return the feed that a service has for what was named, if it does.

        Raises:
            FetchError: it may have one, but not now.
        """
        for url in addresses:
            try:
                return self._read(url, self._get(url))
            except (FetchError, FeedError) as e:
                if e.transient:
                    raise
                self.failure = e
        return None

    def page(self, url: str, selector: str) -> Found:
        """Return the list of articles that a selector picks from a page."""
        fetched = self._get(url)
        return _found(url, fetched, self.parser.feed(fetched, Kind.PAGE, selector), Kind.PAGE)

    def at(self, url: str) -> Found | Sequence[Choice]:
        """Return what is at an address, whatever that is."""
        fetched = self._get(url)
        try:
            return self._read(url, fetched)
        except FeedError as e:
            try:
                links = self.parser.links(fetched)
            except FeedError:
                raise e from None
        if found := self._named(links):
            return found
        home = _home(fetched.url)
        if links.is_article and home and (found := self._by_home(home)):
            return found
        if links.listed.entries and not links.is_article:
            return _found(url, fetched, links.listed, Kind.PAGE)
        if found := self._news_sitemaps(fetched.url):
            return found
        raise FeedError(self._nothing(url, links, looked_home=home in self.asked and home != fetched.url))

    def _named(self, links: PageLinks) -> Found | Sequence[Choice] | None:
        """Return the feeds that a page declares; if none is one, those that it seems to link to."""
        feeds = [link for link in links.feeds if not services.is_of_comments(link.url, link.title)]
        for declared in (True, False):
            found = self._distinct([link for link in feeds if link.declared is declared])
            if len(found) == 1:
                return found[0]
            if found:
                return [Choice(one.url, one.kind, one.feed) for one in found]
        return None

    def _distinct(self, links: Sequence[PageLink]) -> list[Found]:
        """Return the first feeds of these; of one in two formats, the one that is named first."""
        kept: list[Found] = []
        for found in islice(self._readable(links), MAX_TRIED):
            if not any(_is_same(found.feed, other.feed) for other in kept):
                kept.append(found)
        return kept

    def _readable(self, links: Iterable[PageLink]) -> Iterator[Found]:
        for link in islice(links, 2 * MAX_TRIED):
            if fetched := self._allowed(link.url):
                try:
                    found = self._read(link.url, fetched)
                except (FetchError, FeedError) as e:
                    self.failure = e
                    continue
                feed = found.feed
                named = feed if feed.title or not link.title else replace(feed, title=link.title)
                yield replace(found, feed=named)

    def _by_home(self, home: str) -> Found | Sequence[Choice] | None:
        """Return what the front page of an article's site has."""
        fetched = self._allowed(home)
        if fetched is None:
            return None
        try:
            links = self.parser.links(fetched)
        except FeedError:
            return None
        if found := self._named(links):
            return found
        return _found(home, fetched, links.listed, Kind.PAGE) if links.listed.entries else None

    def _news_sitemaps(self, url: str) -> Found | None:
        """Return the first news sitemap that robots.txt names. Others list whatever the site has."""
        if self.clock.now() >= self.until:
            return None
        named = [sitemap for sitemap in self.robots.sitemaps(url) if "news" in urlsplit(sitemap).path.lower()]
        links = (PageLink(sitemap, "", declared=True) for sitemap in named)
        read = islice(self._readable(links), MAX_SITEMAPS)
        return next((found for found in read if found.feed.entries), None)

    def _read(self, url: str, fetched: Fetched) -> Found:
        """Return a feed; an index of sitemaps with the entries of its latest part.

        Raises:
            FeedError: this is none.
            FetchError: it is an index, and no part of it can be read.
        """
        found = _found(url, fetched, self.parser.feed(fetched))
        if not found.feed.is_index:
            return found
        access = sitemaps.Access(self.parser, self.robots, self._part)
        parts = sitemaps.read(access, fetched.url, found.feed.parts)
        feed = replace(found.feed, entries=parts.entries, title=found.feed.title or parts.title)
        return replace(found, feed=feed, part_url=parts.url, part=parts.validators)

    def _part(self, url: str, _: Validators, admit: Callable[[str], None]) -> Fetched:
        if self.clock.now() >= self.until or _key(url) in self.asked:
            raise FetchError(urls.without_secrets(url), "No time was left to read it.")
        return self._get(url, admit)

    def _allowed(self, url: str) -> Fetched | None:
        """Fetch what nobody has named, if there is time, its site lets us, and it can be had."""
        if self.clock.now() >= self.until or _key(url) in self.asked:
            return None
        try:
            self._admit(url)
            return self._get(url, self._admit)
        except Disallowed:
            self.disallowed.append(url)
            return None
        except FetchError as e:
            self.failure = e
            return None

    def _admit(self, url: str) -> None:
        # The fetcher says what is wrong with an address that is none.
        if urls.is_web_address(url) and not self.robots.allows(url):
            raise Disallowed

    def _get(self, url: str, admit: Callable[[str], None] | None = None) -> Fetched:
        self.asked.add(_key(url))
        fetched = self.fetcher.get(url, accept=FEEDS, secret=self.secret, admit=admit)
        # Nothing was asked conditionally, so the fetcher refuses a 304 by itself.
        assert not isinstance(fetched, NotModified)
        self.asked.add(_key(fetched.url))
        return fetched

    def _nothing(self, url: str, links: PageLinks, *, looked_home: bool) -> str:
        """Say what was tried, and what can be done."""
        host = urls.host(url)
        what = "an article" if links.is_article else "a page"
        if self.disallowed:
            feed = self.disallowed[0]
            return (
                f"This is {what} with a feed that {host} does not let programs look for (robots.txt). "
                f"To have it read all the same, add its own address: {urls.without_secrets(feed)}"
            )
        if self.failure and any(link.declared for link in links.feeds):
            return f"This is {what} that names a feed, but that could not be read: {self.failure}"
        where = " or on the front page of its site" if looked_home else ""
        return (
            f"Nothing to watch was found at {host}: no feed is named on this page{where}, and no list of "
            "articles was found. Try the address of its feed, of a section, or, for a page that lists "
            "articles, a CSS selector of its links."
        )


def _found(url: str, fetched: Fetched, feed: Feed, kind: Kind = Kind.FEED) -> Found:
    return Found(fetched.moved or url, kind, feed, fetched)


def _key(url: str) -> str:
    try:
        return urls.canonical(url)
    except ValueError:
        return url


def _home(url: str) -> str:
    """Return the front page of a site, "" where that is the page itself."""
    home = f"{_origin(url)}/"
    return home if home != _key(url) else ""


def _origin(url: str) -> str:
    parts = urlsplit(_key(url))
    return f"{parts.scheme}://{parts.netloc}"


def _is_same(one: Feed, other: Feed) -> bool:
    """Return whether two feeds are one in two formats: with the same articles.

    One may go further back, if they have one name: what has another name may be a part of the other.
    """
    first, second = (set(map(_key, (e.url for e in feed.entries if e.url))) for feed in (one, other))
    shared = len(first & second)
    of = min if title_key(one.title) == title_key(other.title) else max
    return bool(shared) and shared >= SAME * of(len(first), len(second))
