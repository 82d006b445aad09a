"""The web: what fetches from it, reads what was fetched, and finds what can be watched there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from newswatch.model import Feed, Kind, Source, Validators


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer with status 200."""

    url: str
    """After redirects."""
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes
    """Decoded from its transfer and content encodings."""
    moved: str = ""
    """Where permanent redirects (301, 308) alone led from the address that was asked; empty for nowhere."""


@dataclass(frozen=True, slots=True)
class NotModified:
    """An answer with status 304: nothing is new."""

    url: str = ""
    """As in ``Fetched``, and so below."""
    headers: Mapping[str, str] = field(default_factory=dict)
    moved: str = ""


@dataclass(frozen=True, slots=True)
class SecretHeader:
    """A request header for one origin alone. Not sent to any other, redirects included."""

    name: str
    value: str = field(repr=False)
    origin: str
    """``https://host``, with the port where it is not the usual one."""


class Fetcher(Protocol):
    """HTTP for everything that leaves."""

    def get(
        self,
        url: str,
        validators: Validators | None = None,
        accept: str = "",
        secret: SecretHeader | None = None,
        admit: Callable[[str], None] | None = None,
    ) -> Fetched | NotModified:
        """Fetch ``url``; conditional when ``validators`` hold something.

        ``admit`` is called with each address that a redirect leads to, before that is asked, not
        with ``url`` itself. What it raises ends the fetch, and it may fetch something itself.

        Raises:
            FetchError: no usable answer came. ``AddressRefused`` when none was asked for.
        """

    def post(self, url: str, form: Mapping[str, str]) -> None:
        """Send a form; any answer from 200 to 299 will do, and what it says is not read.

        Raises:
            FetchError: as with ``get``. A redirect is no answer.
        """


class Robots(Protocol):
    """What sites ask of programs that read pages which nobody named to them (RFC 9309)."""

    def allows(self, url: str) -> bool:
        """Return whether a page may be read.

        Raises:
            FetchError: its site's robots.txt cannot be had, so that it must not be read for now (§2.3.1.4);
                AddressRefused when its site must not be asked at all.
        """

    def delay_s(self, url: str) -> float:
        """Return how far apart its site wants two requests (Crawl-delay); 0 where it does not say."""

    def sitemaps(self, url: str) -> Sequence[str]:
        """Return the addresses of the sitemaps that its site names; none where robots.txt cannot be had."""


class SecretHeaders(Protocol):
    """The request headers whose values only SSM knows."""

    def of(self, source: Source) -> SecretHeader:
        """Return a source's header.

        Raises:
            SecretMissing: there is none.
            SecretError: it cannot be had now.
        """


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link of a page that may lead to a feed."""

    url: str
    title: str
    declared: bool
    """Whether the page declares it as its feed; otherwise its address or text looks like one's."""


@dataclass(frozen=True, slots=True)
class PageLinks:
    """What could be watched by way of a page."""

    title: str
    feeds: tuple[PageLink, ...]
    """The declared ones first."""
    listed: Feed
    """The articles that the page itself lists, as far as it does."""
    is_article: bool = False
    """Whether the page is rather an article than a list of some."""


class Parser(Protocol):
    """Reads what was fetched within bounds of time and memory, whatever it is."""

    def feed(self, fetched: Fetched, kind: Kind = Kind.FEED, selector: str = "") -> Feed:
        """Read a feed, a sitemap or, of that kind, a page that lists articles.

        Raises:
            FeedError: it is none, or cost too much.
        """

    def links(self, fetched: Fetched) -> PageLinks:
        """Find what could be watched by way of a page.

        Raises:
            FeedError: it is no page, or cost too much.
        """


@dataclass(frozen=True, slots=True)
class Found:
    """Something to watch, as it was found."""

    url: str
    """Its address, where permanent redirects led."""
    kind: Kind
    feed: Feed
    fetched: Fetched
    """The answer that ``feed`` was read from: it is the source's first."""
    part_url: str = ""
    """Of an index of sitemaps, the part that its entries are from; empty for what is none."""
    part: Validators = field(default_factory=Validators)
    """What makes the next request for that part conditional."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several things that could be meant."""

    url: str
    kind: Kind
    feed: Feed


class Finder(Protocol):
    """Makes of any address what can be watched there."""

    def find(
        self, address: str, selector: str = "", secret: SecretHeader | None = None
    ) -> Found | Sequence[Choice]:
        """Return what is at an address, or what could be meant by it: at least two, best first.

        Args:
            address: a web address, or ``news:"…"``.
            selector: CSS selector of the links of a page; with it the page itself is meant.
            secret: goes along to its origin.

        Raises:
            FetchError: it cannot be had; AddressRefused when it may not be asked for.
            FeedError: nothing there can be watched.
            NeedsTime: nobody can wait for it here.
        """
