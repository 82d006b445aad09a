"""The stand-in on 127.0.0.1: the Web API, response URLs, and the page."""

import json
import logging
import re
import secrets
import socket
import struct
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from urllib.parse import parse_qs, urlsplit

from infra.laptop.slack.client_side import ClientSide
from infra.laptop.slack.delivery import PATIENCE_S
from infra.laptop.slack.exchange import Exchange, Reply, Request, json_object
from infra.laptop.slack.file_exchange import FileExchange
from infra.laptop.slack.installed import InstalledApp
from infra.laptop.slack.page_actions import PageActions
from infra.laptop.slack.page_state import Viewer, page_state
from infra.laptop.slack.refusal import Refusal
from infra.laptop.slack.response_urls import ResponseUrls
from infra.laptop.slack.workspace import SlackWorkspace

logger = logging.getLogger(__name__)

# Far above anything that Slack takes; a client that sends more has gone astray.
MAX_BODY_BYTES = 9_000_000
_STATIC = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}
_STATIC_NAME = re.compile(r"[a-z]+\.(html|css|js|svg)")
_SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
_PERMALINK = re.compile(r"/archives/(\w+)/p(\d+)(\d{6})")


class SlackServer:
    """A workspace that is being served.

    Attributes:
        api_url: what ``SLACK_API_URL`` and ``WebClient(base_url=…)`` take.
        page_url: for a browser.
        response_urls: hands out ``response_url`` endings; see ``response_url``.
    """

    def __init__(self, workspace: SlackWorkspace, port: int, host: str) -> None:
        self.workspace = workspace
        self.response_urls = ResponseUrls(workspace)
        self.exchange = Exchange(workspace)
        self.files = FileExchange(workspace)
        self.run = secrets.token_hex(4)
        self._http = _Http((host, port), self)
        self.port: int = self._http.server_address[1]
        self.page_url = f"http://{host}:{self.port}/"
        self.api_url = self.page_url + "api/"
        self.hosts = {host, "127.0.0.1", "localhost", "[::1]"}
        self.actions: PageActions | None = None
        self.clients: ClientSide | None = None
        self.viewer: Viewer | None = None
        # Pictures come from the demo news sites beside it, on whatever port.
        self.safe = _SAFE | {
            "Content-Security-Policy": (
                "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
                f"img-src 'self' http://127.0.0.1:* http://localhost:* http://{host}:*; base-uri 'none'; "
                "form-action 'none'; frame-ancestors 'none'"
            )
        }
        workspace.url = self.page_url
        self._thread = threading.Thread(
            # How long close() takes at most: tests open and close hundreds.
            target=self._http.serve_forever,
            kwargs={"poll_interval": 0.02},
            name="slack",
            daemon=True,
        )
        self._thread.start()

    def response_url(self, channel: str, user: str, message_ts: str = "") -> str:
        """Return a new ``response_url``, as it stands in the payload of a command or a button."""
        return f"{self.page_url}response/{self.response_urls.mint(channel, user, message_ts)}"

    def install(self, app: InstalledApp, person: str, *, patience_s: float = PATIENCE_S) -> ClientSide:
        """Install an app, so that people can talk to it; return by what.

        Args:
            app: where it listens.
            person: whose screen the page is, an id.
            patience_s: how long to wait for the app.
        """
        if self.clients:
            self.clients.close()
        clients = ClientSide(self.workspace, app, self.response_url, patience_s=patience_s)
        self.clients = clients
        self.viewer = Viewer(person, app.command, app.usage_hint, app.description, app.shortcuts)
        self.actions = PageActions(self.workspace, clients, person)
        self.workspace.open_direct(person)
        return clients

    def close(self) -> None:
        """Stop serving. The workspace stays as it is."""
        if self.clients:
            self.clients.close()
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()


def serve(workspace: SlackWorkspace, port: int = 0, host: str = "127.0.0.1") -> SlackServer:
    """Serve a workspace until ``close``; port 0 takes a free one.

    Raises:
        OSError: the port is taken.
    """
    return SlackServer(workspace, port, host)


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], slack: SlackServer) -> None:
        self.slack = slack
        super().__init__(address, _Handler)

    def handle_error(self, request: object, client_address: object) -> None:  # noqa: ARG002 - base class
        """Log what went wrong; a client that went away is nothing wrong."""
        error = sys.exception()
        if not isinstance(error, ConnectionError | TimeoutError):
            logger.error("request failed", exc_info=error, extra={"client": client_address})


class _Handler(BaseHTTPRequestHandler):
    server: _Http
    server_version, sys_version = "SlackStandIn", ""
    timeout = 30
    """Seconds until a connection on which nothing is said is closed; browsers open such ones ahead."""

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Log nothing: a request line may carry a token or the secret end of a response URL."""

    def _answer(self) -> None:
        length = self.headers.get("Content-Length", "0")
        if not length.isdecimal() or int(length) > MAX_BODY_BYTES:
            self._send(Reply(413, b'{"ok":false,"error":"request_too_large"}'))
            return
        body = self.rfile.read(int(length))
        url = urlsplit(self.path)
        if url.path == "/api/state" and self.command == "GET":
            reply: Reply | None = self._local(self._state(url.query))
        elif url.path.startswith("/api/"):
            method = url.path.removeprefix("/api/")
            request = Request(self.command, method, self._lower(), url.query, body)
            reply = self.server.slack.exchange.handle(request)
        elif url.path.startswith("/response/") and self.command == "POST":
            reply = self._respond(url.path.removeprefix("/response/"), body)
        elif url.path.startswith(("/page/", "/local/")) and self.command == "POST":
            reply = self._local_action(url.path, body)
        elif url.path.startswith("/upload/") and self.command == "POST":
            reply = self.server.slack.files.take(url.path.removeprefix("/upload/"), body)
        elif url.path.startswith("/files-pri/"):
            reply = self.server.slack.files.private(url.path, self._lower())
        elif url.path.startswith("/files/"):
            reply = self._local(self.server.slack.files.shown(url.path))
        else:
            reply = self._local(self._page(url.path))
        if reply is None:
            self._reset()
        else:
            self._send(reply)

    def _local(self, reply: Reply) -> Reply:
        """Let nobody read the page under another name (DNS rebinding); the Web API has its token."""
        return reply if self._is_ours() else Reply(403, b"", "text/plain")

    def _is_ours(self) -> bool:
        return self.headers.get("Host", "").rsplit(":", 1)[0] in self.server.slack.hosts

    def _lower(self) -> dict[str, str]:
        return {name.lower(): value for name, value in self.headers.items()}

    def _local_action(self, path: str, body: bytes) -> Reply:
        actions = self.server.slack.actions
        # Nothing is done for a caller who may not even read the answer.
        if not self._is_ours() or actions is None:
            return Reply(403, b"", "text/plain")
        return actions.answer(path, self._lower(), body)

    def _state(self, query: str) -> Reply:
        asked = parse_qs(query)
        since, run = asked.get("since", ["0"])[0], asked.get("run", [""])[0]
        slack = self.server.slack
        if slack.clients:
            slack.clients.events.land()
        known = int(since) if since.isdecimal() and run == slack.run else 0
        state = page_state(slack.workspace, known, slack.run, slack.viewer)
        return Reply(200, json.dumps(state).encode(), headers=slack.safe)

    def _respond(self, secret: str, body: bytes) -> Reply:
        try:
            answer = self.server.slack.response_urls.answer(secret, json_object(body))
        except Refusal as no:
            status = 404 if no.code in {"expired_url", "used_url"} else 200
            return Reply(status, json.dumps({"ok": False, "error": no.code, **no.extra}).encode())
        return Reply(200, json.dumps(answer).encode())

    def _page(self, path: str) -> Reply:
        safe = self.server.slack.safe
        if permalink := _PERMALINK.fullmatch(path):
            channel, seconds, micros = permalink.groups()
            headers = {**safe, "Location": f"/#{channel}/{seconds}.{micros}"}
            return Reply(302, b"", "text/plain", headers)
        name = path.removeprefix("/static/") if path.startswith("/static/") else "page.html"
        kind, file = _STATIC_NAME.fullmatch(name), files("infra.laptop.slack").joinpath("static", name)
        if not kind or path not in {"/", f"/static/{name}"} or not file.is_file():
            return Reply(404, b"Not here.", "text/plain", safe)
        return Reply(200, file.read_bytes(), _STATIC[kind[1]], safe)

    def _send(self, reply: Reply) -> None:
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", reply.content_type)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        self.wfile.write(reply.body)

    def _reset(self) -> None:
        """Break the connection with a TCP reset: no linger, nothing sent."""
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        # The files hold the socket open until they are closed too.
        self.rfile.close()
        self.wfile.close()
        self.connection.close()
