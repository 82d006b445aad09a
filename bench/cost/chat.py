"""Slack: its Web API without the sockets, and what people do there that calls the functions."""

import io
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from slack_sdk import WebClient
from slack_wire import answer
from stores import REPOSITORY

from bench.cost.aws import PROTOCOL_BYTES, Aws
from bench.cost.lap import Lap
from bench.cost.sites import HANDSHAKE_BYTES
from infra.laptop.slack import sender
from infra.laptop.slack.client_side import ClientSide
from infra.laptop.slack.delivery import Answered, NotDelivered
from infra.laptop.slack.exchange import Exchange, Request
from infra.laptop.slack.installed import InstalledApp
from infra.laptop.slack.signing import SIGNING_SECRET, signed
from infra.laptop.slack.workspace import SlackWorkspace
from newswatch.slack import answers

BASE = "https://slack.com/api/"
HOOKS = "https://hooks.slack.com/"
SLACK_S = 0.2
"""Of a call: 100 to 300 ms are usual."""
CALL_CPU_S = 0.0022
"""Of TCP, TLS and HTTP: each call opens a connection (``bench.cost.connections``)."""
APP = "https://newswatch.example"
Invoke = Callable[[str, str, Mapping[str, str], bytes], Mapping[str, Any]]
"""Calls the HTTP API: method, path, headers, body. Returns the function's answer."""


class Chat:
    """The workspace, and both ways between it and the functions."""

    def __init__(
        self, lap: Lap, aws: Aws, invoke: Invoke, later: Callable[[Callable[[], None]], None]
    ) -> None:
        self.workspace = SlackWorkspace(lap.now)
        self.workspace.limits.on = True
        self._exchange = Exchange(self.workspace)
        self._lap, self._aws, self._invoke = lap, aws, invoke
        app = InstalledApp.from_manifest(REPOSITORY / "infra" / "slack-manifest.yaml", APP, SIGNING_SECRET)
        self.clients = ClientSide(self.workspace, app, self._response_url)
        # Slack tells of what happens from a thread of its own; here it does so when its time comes.
        events: Any = self.clients.events
        events._put = lambda parcel: later(lambda: self._tell(parcel.body))  # noqa: SLF001
        self._urls: dict[str, tuple[str, str, str]] = {}
        self.calls = 0

    @contextmanager
    def connected(self) -> Iterator[None]:
        """Have Slack's client, and answers by ``response_url``, come here, and what people do go out."""
        chat = self

        def perform(_client: WebClient, url: str, req: Any) -> dict[str, Any]:
            return chat._performed(url, req)

        with (
            patch.object(WebClient, "_perform_urllib_http_request_internal", perform),
            patch.object(answers, "build_opener", lambda *_: _Opener(chat)),
            patch.object(sender, "deliver", self._deliver),
        ):
            yield

    def _deliver(self, url: str, body: bytes, secret: str, now: Any, **_: Any) -> Answered:
        answer = self._invoke("POST", url.removeprefix(APP), signed(body, secret, now), body)
        if answer["statusCode"] != 200:
            raise NotDelivered("http_client_error", int(answer["statusCode"]), str(answer.get("body", "")))
        said = str(answer.get("body") or "")
        return Answered(said.encode(), is_json=said.startswith("{"))

    def _tell(self, body: bytes) -> None:
        headers = {**signed(body, SIGNING_SECRET, self._lap.now()), "Content-Type": "application/json"}
        self._invoke("POST", "/slack/events", headers, body)

    def _response_url(self, channel: str, person: str, message: str) -> str:
        url = f"{HOOKS}commands/T0/{len(self._urls)}/secret"
        self._urls[url] = channel, person, message
        return url

    def sent(self, url: str, headers: Mapping[str, str], body: bytes) -> None:
        """Count what goes out, and let it take its time."""
        self.calls += 1
        self._lap.spend(CALL_CPU_S)
        size = len(url) + len(body) + sum(len(k) + len(v) + 4 for k, v in headers.items())
        self._aws.account()["bytes_out"] += size + PROTOCOL_BYTES + HANDSHAKE_BYTES
        self._aws.account()["slack_calls"] += 1

    def _performed(self, url: str, req: Any) -> dict[str, Any]:
        path, _, query = url.partition("?")
        headers = {name.lower(): str(value) for name, value in req.headers.items()}
        body = req.data or b""
        self.sent(url, headers, body)
        with self._lap.outside():
            self._lap.advance(SLACK_S)
            reply = self._exchange.handle(Request("POST", path.rsplit("/", 1)[1], headers, query, body))
        if reply is None:
            raise ConnectionResetError(104, "Connection reset by peer")
        return answer(url, reply)

    def answered(self, url: str, headers: Mapping[str, str], body: bytes) -> bytes:
        """Take an answer by ``response_url``."""
        self.sent(url, headers, body)
        self._lap.advance(SLACK_S)
        return b"ok"


@dataclass
class _Opener:
    chat: Chat

    def open(self, request: Any, timeout: float) -> "_Reply":  # noqa: ARG002 - as urllib has it
        """Send a request."""
        return _Reply(self.chat.answered(request.full_url, dict(request.headers), request.data))


class _Reply(io.BytesIO):
    status = 200
