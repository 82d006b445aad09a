"""A small news site on this computer, for showing and testing Newswatch without the internet.

It publishes in editions: the first is what it carries when it is first polled, the second is news.
It answers as a polite server should: validators that change only with the content, 304s, HEAD.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from functools import partial
from hashlib import sha256
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from threading import Lock, Thread
from urllib.parse import urlsplit

from infra.laptop.demo_feeds import atom, rss
from infra.laptop.demo_pages import Pages, Published
from infra.laptop.demo_picture import picture
from infra.laptop.seeds import demo_site
from infra.laptop.serving import QuietServer

_HTML = "text/html; charset=utf-8"
_MAX_AGE_S = 1
"""Caches may keep an answer this long: short enough that a new edition shows at the next poll."""
_FOUNDED = datetime(2026, 1, 1, tzinfo=UTC)
"""Since when what no edition changes has been as it is: the same after every restart."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a path serves; ``changed`` is when it last became different."""

    content_type: str
    body: bytes
    changed: datetime

    @property
    def etag(self) -> str:
        return f'"{sha256(self.body).hexdigest()[:20]}"'


class DemoSite:
    """Serves the demo news site on this machine until it is closed.

    Addresses of articles contain the port: take the same one again after a restart.
    """

    def __init__(
        self,
        port: int,
        seeds: Path,
        now: Callable[[], datetime],
        published: Mapping[int, datetime] | None = None,
        host: str = "127.0.0.1",
    ) -> None:
        """Start to serve.

        Args:
            port: where to listen; 0 takes a free one.
            seeds: the folder with the site's texts, ``seeds/demo``.
            now: the clock that dates editions (aware UTC).
            published: editions that came out before a restart, and when.
            host: the address to listen on.

        Raises:
            ConfigError: the texts cannot be used.
            OSError: the port is taken.
        """
        self._site, self._now = demo_site(seeds), now
        self._style = (seeds / "style.css").read_bytes()
        self._host, self._lock = host, Lock()
        self._published = {edition: at.astimezone(UTC) for edition, at in (published or {}).items()}
        self._server = QuietServer((host, port), partial(_Handler, self))
        self._pages = Pages(self._site, self.url)
        # By default closing waits up to half a second.
        serve = partial(self._server.serve_forever, poll_interval=0.05)
        self._thread = Thread(target=serve, name="demo-site", daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """Return the site's address, without a slash at the end."""
        return f"http://{self._host}:{self._server.server_address[1]}"

    @property
    def feed_url(self) -> str:
        """Return the address of the RSS feed; ``/atom.xml`` is the other one."""
        return f"{self.url}/feed.xml"

    @property
    def name(self) -> str:
        """Return what the site calls itself."""
        return self._site.name

    @property
    def editions(self) -> tuple[int, ...]:
        """Return all editions that there are, published or not."""
        return tuple(sorted({article.edition for article in self._site.articles}))

    @property
    def published(self) -> dict[int, datetime]:
        """Return which editions have come out, and when: what a restart has to be given."""
        with self._lock:
            return dict(self._published)

    def publish(self, edition: int) -> None:
        """Bring out an edition. Does nothing where it is out already.

        Raises:
            ValueError: there is no such edition, or the one before is not out.
        """
        if edition not in self.editions:
            raise ValueError(f"There is no edition {edition}.")
        with self._lock:
            if any(other not in self._published for other in self.editions if other < edition):
                raise ValueError(f"Edition {edition} cannot come out before the one before it.")
            if edition not in self._published:
                # HTTP dates have whole seconds: a second edition within the same one would not show in
                # Last-Modified, and a client that asks by date would never see it.
                earliest = max(self._published.values(), default=_FOUNDED) + timedelta(seconds=1)
                self._published[edition] = max(self.now().replace(microsecond=0), earliest)

    def close(self) -> None:
        """Stop serving and give the port back."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def now(self) -> datetime:
        """Return the site's time, which also dates its answers (aware UTC)."""
        return self._now().astimezone(UTC)

    def answer(self, path: str) -> tuple[HTTPStatus, _Answer]:
        """Return what is served under a path (without query)."""
        editions = self.published
        articles = self._articles(editions)
        changed = max(editions.values(), default=_FOUNDED)
        found = self._page(path, articles, editions, changed)
        if found is not None:
            return HTTPStatus.OK, found
        page = self._pages.plain(
            "/404", "Page not found", "There is nothing here, or not yet. Try the home page."
        )
        return HTTPStatus.NOT_FOUND, _Answer(_HTML, page.encode(), changed)

    def _page(
        self, path: str, articles: list[Published], editions: Mapping[int, datetime], changed: datetime
    ) -> _Answer | None:
        if path == "/feed.xml":
            feed = rss(self._site, self.url, articles, changed)
            return _Answer("application/rss+xml; charset=utf-8", feed, changed)
        if path == "/atom.xml":
            feed = atom(self._site, self.url, articles, changed)
            return _Answer("application/atom+xml; charset=utf-8", feed, changed)
        if path == "/":
            return _Answer(_HTML, self._pages.home(articles).encode(), changed)
        return (
            self._fixed_page(path)
            or self._section(path, articles, editions)
            or self._article(path, articles, editions)
        )

    def _fixed_page(self, path: str) -> _Answer | None:
        """Return what no edition changes."""
        if path == "/style.css":
            return _Answer("text/css; charset=utf-8", self._style, _FOUNDED)
        texts = {
            "/about": ("About us", f"{self._site.name} runs on this computer to show what Newswatch does."),
            "/newsletter": ("Newsletter", "Thank you. Nothing was stored, and nothing will be sent."),
        }
        if path not in texts:
            return None
        title, text = texts[path]
        return _Answer(_HTML, self._pages.plain(path, title, text).encode(), _FOUNDED)

    def _section(
        self, path: str, articles: list[Published], editions: Mapping[int, datetime]
    ) -> _Answer | None:
        slug = path.removeprefix("/")
        if slug not in self._site.sections:
            return None
        inside = [published for published in articles if published.article.section == slug]
        # A section that an edition brings nothing to does not change with it.
        changed = max((editions[published.article.edition] for published in inside), default=_FOUNDED)
        return _Answer(_HTML, self._pages.section(slug, inside).encode(), changed)

    def _article(
        self, path: str, articles: list[Published], editions: Mapping[int, datetime]
    ) -> _Answer | None:
        for published in articles:
            edition = published.article.edition
            if path == published.picture_path:
                return _Answer("image/png", picture(published.article.slug), editions[edition])
            if path == published.path:
                # Only what came out with it or before: then an article never changes once it is out.
                others = {other.article.slug: other for other in articles if other.article.edition <= edition}
                page = self._pages.article(published, others)
                return _Answer(_HTML, page.encode(), editions[edition])
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


class _Handler(BaseHTTPRequestHandler):
    """Answers one connection."""

    protocol_version = "HTTP/1.1"
    server_version = "DemoSite"
    sys_version = ""
    timeout = 10
    """Seconds that an idle connection is kept."""

    def __init__(self, site: DemoSite, *args: object) -> None:
        self._site = site
        super().__init__(*args)  # type: ignore[arg-type]  # socketserver's own three, passed through

    def do_GET(self) -> None:
        self._serve(body=True)

    def do_HEAD(self) -> None:
        self._serve(body=False)

    def date_time_string(self, timestamp: float | None = None) -> str:
        """Return the site's time for ``Date``, which must not be before ``Last-Modified``."""
        at = self._site.now() if timestamp is None else datetime.fromtimestamp(timestamp, UTC)
        return format_datetime(at, usegmt=True)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name for it
        """Log nothing: the terminal belongs to the alerts."""

    def _serve(self, *, body: bool) -> None:
        status, answer = self._site.answer(urlsplit(self.path).path)
        if status is HTTPStatus.OK and self._is_known(answer):
            status = HTTPStatus.NOT_MODIFIED
        self.send_response(status)
        self.send_header("Cache-Control", f"max-age={_MAX_AGE_S}")
        if status is not HTTPStatus.NOT_FOUND:
            self.send_header("ETag", answer.etag)
            self.send_header("Last-Modified", format_datetime(answer.changed, usegmt=True))
        if status is not HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Type", answer.content_type)
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if body and status is not HTTPStatus.NOT_MODIFIED:
            self.wfile.write(answer.body)

    def _is_known(self, answer: _Answer) -> bool:
        """Return whether the client holds this answer; an ETag goes before a date (RFC 9110 §13.2.2)."""
        tags = self.headers.get("If-None-Match")
        if tags is not None:
            return tags.strip() == "*" or answer.etag in (
                tag.strip().removeprefix("W/") for tag in tags.split(",")
            )
        since = self.headers.get("If-Modified-Since")
        if since is None:
            return False
        try:
            date = parsedate_to_datetime(since)
        except ValueError:
            return False
        # A date without a zone cannot be compared; the RFC says to ignore what is not a valid HTTP date.
        return date.tzinfo is not None and answer.changed <= date
