"""Slack, without the sockets: the product's client in front of the stand-in's Web API."""

import json
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs

from slack_sdk import WebClient
from slack_wire import answer

from infra.laptop.slack.exchange import Exchange, Request
from infra.laptop.slack.faults import Fault
from newswatch.slack.calls import TIMEOUT_S
from simulation.process import Process

LATE_S = 45
BASE = "https://slack.invalid/api/"
FAULTS = {
    "reset": Fault.reset_before(),
    "lost": Fault.lost_reply(),
    "429:1": Fault.rate_limited(1),
    "429:3600": Fault.rate_limited(3600),
    "429:none": Fault.rate_limited(None),
    "429:soon": Fault.rate_limited("soon"),
    "500": Fault.http(500),
    "500-applied": Fault.http(500, takes_effect=True),
    "503": Fault.http(503),
    "503-applied": Fault.http(503, takes_effect=True),
    "html": Fault.html(),
    "html-applied": Fault.html(takes_effect=True),
    "no-ts": Fault.answer_without("ts", "message"),
    "internal-applied": Fault.error("internal_error", takes_effect=True),
    "unavailable": Fault.error("service_unavailable"),
    "rejected": Fault.error("invalid_arguments"),
    "invalid-blocks": Fault.error("invalid_blocks"),
}


PAUSES_S = {"429:1": 1, "429:3600": 3600}


class ChatClient(WebClient):
    """Slack's own client of one process; what it would send over the network is answered here."""

    def __init__(self, process: Process, exchange: Exchange, token: str) -> None:
        super().__init__(token=token, base_url=BASE, timeout=TIMEOUT_S, retry_handlers=[])
        self._process, self._exchange = process, exchange

    def _perform_urllib_http_request_internal(self, url: str, req: Any) -> dict[str, Any]:
        path, _, query = url.partition("?")
        method = path.rsplit("/", 1)[1]
        kind = self._process.enter("slack", method)
        headers = {name.lower(): str(value) for name, value in req.headers.items()}
        request = Request("POST", method, headers, query, req.data or b"")
        world = self._process.world
        if kind in {"late", "late-crash"}:
            world.late_calls.append(world.clock.now())
            world.later(timedelta(seconds=LATE_S), lambda: self._exchange.handle(request))
            if kind == "late-crash":
                self._process.die()
            world.clock.advance(seconds=TIMEOUT_S)
            raise TimeoutError("timed out")
        if kind in PAUSES_S:
            world.pauses.append((world.clock.now(), method, _channel(req), PAUSES_S[kind]))
        if kind in FAULTS:
            world.workspace.faults.add(method, FAULTS[kind])
        reply = self._exchange.handle(request)
        self._process.leave(kind)
        if reply is None:
            raise ConnectionResetError(104, "Connection reset by peer")
        return answer(url, reply)


def _channel(req: Any) -> str:
    """Return which channel a request is about."""
    body = (req.data or b"").decode()
    try:
        return str(json.loads(body).get("channel", ""))
    except ValueError:
        return parse_qs(body).get("channel", [""])[0]
