"""Small news sites on this computer, for showing and testing Newswatch without the internet.

They publish in editions: the first is what they carry when they are first polled, the others are news.
One server for all: it is asked under another name for each outlet. It answers as a polite server
should: validators that change only with the content, 304s, HEAD.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from threading import Lock, Thread
from urllib.parse import urlsplit

from infra.laptop.demo_outlet import FOUNDED, Answer, Outlet
from infra.laptop.seeds import demo_site
from infra.laptop.serving import QuietServer

HERE = "127.0.0.1"
MAIN, OTHER = "courier", "lantern"
"""The folders of the outlets: the one under the server's address, and the one under ``OTHER_NAME``."""
OTHER_NAME = "localhost"
"""Of all other names of this computer, the only one that every computer knows (RFC 6761 §6.3)."""
_MAX_AGE_S = 1
"""Caches may keep an answer this long: short enough that a new edition shows at the next poll."""


class DemoSite:
    """Serves the demo's outlets on this machine until it is closed.

    Addresses of articles contain the port: take the same one again after a restart.

    Attributes:
        outlets: those that are served, the main one first.
    """

    def __init__(
        self,
        port: int,
        seeds: Path,
        now: Callable[[], datetime],
        published: Mapping[int, datetime] | None = None,
        host: str = HERE,
    ) -> None:
        """Start to serve.

        Args:
            port: where to listen; 0 takes a free one.
            seeds: the folder with the outlets' texts, ``seeds/demo``.
            now: the clock that dates editions (aware UTC).
            published: editions that came out before a restart, and when.
            host: the address to listen on. Where it is not ``HERE``, only the main outlet is served:
                whoever needs another address, as a container does, has a localhost of its own.

        Raises:
            ConfigError: the texts cannot be used.
            OSError: the port is taken.
        """
        names = {MAIN: host} | ({OTHER: OTHER_NAME} if host == HERE else {})
        sites = {name: demo_site(seeds / folder) for folder, name in names.items()}
        style = (seeds / "style.css").read_text(encoding="utf-8")
        self._now, self._lock = now, Lock()
        self._published = {edition: at.astimezone(UTC) for edition, at in (published or {}).items()}
        self._server = QuietServer((host, port), partial(_Handler, self))
        taken = self._server.server_address[1]
        self._outlets = {name: Outlet(site, f"{name}:{taken}", style) for name, site in sites.items()}
        self.outlets = tuple(self._outlets.values())
        # By default closing waits up to half a second.
        serve = partial(self._server.serve_forever, poll_interval=0.05)
        self._thread = Thread(target=serve, name="demo-site", daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """Return the main outlet's address, without a slash at the end."""
        return self.outlets[0].url

    @property
    def feed_url(self) -> str:
        """Return the address of the main outlet's RSS feed."""
        return self.outlets[0].feed_url

    @property
    def name(self) -> str:
        """Return what the main outlet calls itself."""
        return self.outlets[0].name

    @property
    def editions(self) -> tuple[int, ...]:
        """Return all editions that there are, published or not."""
        return tuple(sorted(set().union(*(outlet.numbers for outlet in self.outlets))))

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
                earliest = max(self._published.values(), default=FOUNDED) + timedelta(seconds=1)
                self._published[edition] = max(self.now().replace(microsecond=0), earliest)

    def close(self) -> None:
        """Stop serving and give the port back."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def now(self) -> datetime:
        """Return the site's time, which also dates its answers (aware UTC)."""
        return self._now().astimezone(UTC)

    def answer(self, host: str, path: str) -> tuple[HTTPStatus, Answer]:
        """Return what is served under a path (without query).

        Args:
            host: the name under which the server is asked, with or without its port; one that is no
                outlet's means the main one, as behind a port that is forwarded from elsewhere.
            path: the path.
        """
        outlet = self._outlets.get(host.partition(":")[0].lower(), self.outlets[0])
        return outlet.answer(path, self.published)


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
        status, answer = self._site.answer(self.headers.get("Host", ""), urlsplit(self.path).path)
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

    def _is_known(self, answer: Answer) -> bool:
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
