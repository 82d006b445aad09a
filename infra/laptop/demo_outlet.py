"""One outlet of the demo site: what it serves under each path, once certain editions have come out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from http import HTTPStatus

from infra.laptop.demo_feeds import atom, rss
from infra.laptop.demo_pages import Pages, Published
from infra.laptop.demo_picture import picture
from infra.laptop.seeds import SeedSite

FOUNDED = datetime(2026, 1, 1, tzinfo=UTC)
"""Since when what no edition changes has been as it is: the same after every restart."""
_HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a path serves; ``changed`` is when it last became different."""

    content_type: str
    body: bytes
    changed: datetime

    @property
    def etag(self) -> str:
        """Return a validator that changes only with the body."""
        return f'"{sha256(self.body).hexdigest()[:20]}"'


class Outlet:
    """A newsroom with pages, feeds and a look of its own.

    Attributes:
        host, url: where it is served: ``host:port``, and the address without a slash at the end.
        name: what it calls itself.
        numbers: the editions that it has something in.
    """

    def __init__(self, site: SeedSite, host: str, style: str) -> None:
        """Prepare to serve a site.

        Args:
            site: its texts.
            host: where it is served, ``host:port``.
            style: the style sheet that all outlets share.
        """
        self._site = site
        self.host, self.url, self.name = host, f"http://{host}", site.name
        self.numbers = frozenset(article.edition for article in site.articles)
        own = " ".join(f"--{name}: {value};" for name, value in site.style.items())
        self._style = f"{style}:root {{ {own} }}\n".encode()
        self._pages = Pages(site, self.url)

    @property
    def feed_url(self) -> str:
        """Return the address of the RSS feed; ``/atom.xml`` is the other one."""
        return f"{self.url}/feed.xml"

    def answer(self, path: str, published: Mapping[int, datetime]) -> tuple[HTTPStatus, Answer]:
        """Return what is served under a path.

        Args:
            path: the path, without query.
            published: which editions have come out, and when.
        """
        editions = {number: at for number, at in published.items() if number in self.numbers}
        articles = self._articles(editions)
        changed = max(editions.values(), default=FOUNDED)
        found = self._page(path, articles, editions, changed)
        if found is not None:
            return HTTPStatus.OK, found
        page = self._pages.plain(
            "/404", "Page not found", "There is nothing here, or not yet. Try the home page."
        )
        return HTTPStatus.NOT_FOUND, Answer(_HTML, page.encode(), changed)

    def _page(
        self, path: str, articles: list[Published], editions: Mapping[int, datetime], changed: datetime
    ) -> Answer | None:
        if path == "/feed.xml":
            feed = rss(self._site, self.url, articles, changed)
            return Answer("application/rss+xml; charset=utf-8", feed, changed)
        if path == "/atom.xml":
            feed = atom(self._site, self.url, articles, changed)
            return Answer("application/atom+xml; charset=utf-8", feed, changed)
        if path == "/":
            return Answer(_HTML, self._pages.home(articles).encode(), changed)
        return (
            self._fixed_page(path)
            or self._section(path, articles, editions)
            or self._article(path, articles, editions)
        )

    def _fixed_page(self, path: str) -> Answer | None:
        """Return what no edition changes."""
        if path == "/style.css":
            return Answer("text/css; charset=utf-8", self._style, FOUNDED)
        texts = {
            "/about": ("About us", f"{self.name} runs on this computer to show what Newswatch does."),
            "/newsletter": ("Newsletter", "Thank you. Nothing was stored, and nothing will be sent."),
        }
        if path not in texts:
            return None
        title, text = texts[path]
        return Answer(_HTML, self._pages.plain(path, title, text).encode(), FOUNDED)

    def _section(
        self, path: str, articles: list[Published], editions: Mapping[int, datetime]
    ) -> Answer | None:
        slug = path.removeprefix("/")
        if slug not in self._site.sections:
            return None
        inside = [published for published in articles if published.article.section == slug]
        # A section that an edition brings nothing to does not change with it.
        changed = max((editions[published.article.edition] for published in inside), default=FOUNDED)
        return Answer(_HTML, self._pages.section(slug, inside).encode(), changed)

    def _article(
        self, path: str, articles: list[Published], editions: Mapping[int, datetime]
    ) -> Answer | None:
        for published in articles:
            edition = published.article.edition
            if path == published.picture_path:
                return Answer("image/png", picture(published.article.slug), editions[edition])
            if path == published.path:
                # Only what came out with it or before: then an article never changes once it is out.
                others = {other.article.slug: other for other in articles if other.article.edition <= edition}
                page = self._pages.article(published, others)
                return Answer(_HTML, page.encode(), editions[edition])
        return None

    def _articles(self, editions: Mapping[int, datetime]) -> list[Published]:
        """Return what has come out, newest first."""
        published = [
            Published(article, editions[article.edition] - timedelta(minutes=article.minutes))
            for article in self._site.articles
            if article.edition in editions
        ]
        published.sort(key=lambda one: (one.article.edition, one.at), reverse=True)
        return published
