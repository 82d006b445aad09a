"""An app that Slack talks to: it keeps what it was sent, and answers what a test wants."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl

from infra.laptop.slack.installed import InstalledApp, Shortcut

SECRET = "secret-of-the-tiny-app"
EVENTS = frozenset(
    f"{kind}_{what}" for kind in ("channel", "group") for what in ("left", "rename", "archive", "unarchive")
) | {"app_home_opened", "message.im", "member_joined_channel", "member_left_channel"}


class TinyApp:
    def __init__(self) -> None:
        self.received: list[tuple[str, dict[str, str], bytes]] = []
        self.status, self.body, self.content_type = 200, b"", "application/json"
        self.events: frozenset[str] = frozenset()  # what it subscribes to: nothing, at first
        self.go_on = threading.Event()
        self.go_on.set()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"app": self}))
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()

    @property
    def installed(self) -> InstalledApp:
        return InstalledApp(
            command="/watch",
            description="Watch the news",
            usage_hint="venezuela",
            command_url=f"{self.url}/slack/commands",
            interactivity_url=f"{self.url}/slack/interactivity",
            signing_secret=SECRET,
            options_url=f"{self.url}/slack/options",
            events_url=f"{self.url}/slack/events",
            events=self.events,
            shortcuts=(Shortcut("like_this", "Watch for stories like this"),),
        )

    def answers(self, body, *, status: int = 200, content_type: str = "application/json") -> None:
        """Answer this from now on: text as it is, anything else as JSON."""
        text = body if isinstance(body, str) else json.dumps(body)
        self.status, self.body, self.content_type = status, text.encode(), content_type

    def form(self, place: int = -1) -> dict[str, str]:
        return dict(parse_qsl(self.received[place][2].decode(), keep_blank_values=True))

    def payload(self, place: int = -1) -> dict:
        return json.loads(self.form(place)["payload"])

    def event(self, place: int = -1) -> dict:
        return json.loads(self.received[place][2])

    def close(self) -> None:
        self.go_on.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    app: TinyApp

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.app.received.append((self.path, headers, body))
        self.app.go_on.wait(10)
        self.send_response(self.app.status)
        self.send_header("Content-Type", self.app.content_type)
        self.send_header("Content-Length", str(len(self.app.body)))
        self.end_headers()
        self.wfile.write(self.app.body)

    def log_message(self, *args) -> None:
        pass


@contextmanager
def tiny_app() -> Iterator[TinyApp]:
    app = TinyApp()
    try:
        yield app
    finally:
        app.close()
