"""API Gateway's HTTP API on this machine: routes of the template, events in payload format 2.0."""

import base64
import json
import logging
import threading
import time
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from infra.laptop.pump import Context, Functions
from infra.laptop.serving import QuietServer
from infra.laptop.template import Routed

logger = logging.getLogger(__name__)

MAX_BODY_BYTES = 10_000_000
"""docs.aws.amazon.com, HTTP API quotas: a payload has at most 10 MB."""
_AS_TEXT = ("text/", "application/json", "application/xml", "application/javascript")
"""Bodies of these types come as they are; all others, forms too, in base64."""


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """What goes back to the caller."""

    status: int
    body: bytes
    headers: Mapping[str, str]


class HttpApi:
    """Calls handlers for what is sent to their routes, until closed.

    One event at a time and function, as an execution environment of Lambda has it.
    """

    def __init__(
        self, routes: Sequence[Routed], functions: Functions, port: int, host: str = "127.0.0.1"
    ) -> None:
        """Start to serve.

        Args:
            routes: of the template.
            functions: what invokes the functions that they lead to.
            port: 0 takes a free one.
            host: the address to listen on.

        Raises:
            OSError: the port is taken.
        """
        self._routes = [(route, functions(route.function, route.handler)) for route in routes]
        self._locks = {route.function: threading.Lock() for route in routes}
        self._server = QuietServer((host, port), partial(_Handler, self))
        self.url = f"http://{host}:{self._server.server_address[1]}"
        serve = partial(self._server.serve_forever, poll_interval=0.02)
        self._thread = threading.Thread(target=serve, name="http-api", daemon=True)
        self._thread.start()

    def answer(self, method: str, target: str, headers: Mapping[str, str], body: bytes) -> HttpAnswer:
        """Call the function that a request is for and return its answer.

        Args:
            method: of HTTP.
            target: path and query.
            headers: names in any case.
            body: as it was sent.
        """
        path = urlsplit(target).path
        found = next((one for one in self._routes if _leads(one[0], method, path)), None)
        if not found:
            return _message(HTTPStatus.NOT_FOUND, "Not Found")
        route, handler = found
        with self._locks[route.function]:
            context = Context(route.function, time.monotonic() + route.timeout_s)
            try:
                return _answer(handler(http_event(route, target, headers, body), context))
            except Exception:
                logger.exception("%s failed", route.function)
                return _message(HTTPStatus.INTERNAL_SERVER_ERROR, "Internal Server Error")

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def http_event(route: Routed, target: str, headers: Mapping[str, str], body: bytes) -> dict[str, Any]:
    """Return the event of a request on a route, in payload format 2.0."""
    now, route_key = datetime.now(UTC), f"{route.method} {route.path}"
    url = urlsplit(target)
    lower = {name.lower(): value for name, value in headers.items()}
    host = lower.get("host", "localhost")
    event: dict[str, Any] = {
        "version": "2.0",
        "routeKey": route_key,
        "rawPath": url.path,
        "rawQueryString": url.query,
        "headers": lower | {"x-forwarded-for": "127.0.0.1", "x-forwarded-proto": "https"},
        "requestContext": {
            "accountId": "000000000000",
            "apiId": "laptop",
            "domainName": host,
            "domainPrefix": host.partition(".")[0],
            "http": {
                "method": route.method,
                "path": url.path,
                "protocol": "HTTP/1.1",
                "sourceIp": "127.0.0.1",
                "userAgent": lower.get("user-agent", ""),
            },
            "requestId": uuid.uuid4().hex,
            "routeKey": route_key,
            "stage": "$default",
            "time": f"{now:%d/%b/%Y:%H:%M:%S} +0000",
            "timeEpoch": int(now.timestamp() * 1000),
        },
        "isBase64Encoded": False,
    }
    if url.query:
        several: dict[str, list[str]] = {}
        for name, value in parse_qsl(url.query, keep_blank_values=True):
            several.setdefault(name, []).append(value)
        event["queryStringParameters"] = {name: ",".join(values) for name, values in several.items()}
    if parameters := _parameters(route.path, url.path):
        event["pathParameters"] = parameters
    if body:
        as_text = lower.get("content-type", "").lower().startswith(_AS_TEXT)
        event["body"] = body.decode("utf-8", "replace") if as_text else base64.b64encode(body).decode()
        event["isBase64Encoded"] = not as_text
    return event


def _leads(route: Routed, method: str, path: str) -> bool:
    """Return whether a request is for a route; ``{name}`` in it stands for one segment that is not empty."""
    wanted, given = route.path.split("/"), path.split("/")
    return (
        route.method == method
        and len(wanted) == len(given)
        and all(w == g or (g and w.startswith("{")) for w, g in zip(wanted, given, strict=True))
    )


def _parameters(template: str, path: str) -> dict[str, str]:
    pairs = zip(template.split("/"), path.split("/"), strict=True)
    return {name.strip("{}"): unquote(value) for name, value in pairs if name.startswith("{")}


def _answer(returned: Any) -> HttpAnswer:
    """Return what API Gateway makes of a handler's answer.

    Raises:
        TypeError, ValueError, KeyError: nothing can be made of it.
    """
    if not isinstance(returned, dict) or "statusCode" not in returned:
        # "Lambda function response for format 2.0": such an answer is taken for a body.
        return HttpAnswer(200, json.dumps(returned).encode(), {"content-type": "application/json"})
    text = returned.get("body") or ""
    body = base64.b64decode(text) if returned.get("isBase64Encoded") else text.encode()
    headers = {str(name).lower(): str(value) for name, value in (returned.get("headers") or {}).items()}
    return HttpAnswer(
        int(returned["statusCode"]), body, {"content-type": "text/plain;charset=UTF-8"} | headers
    )


def _message(status: HTTPStatus, text: str) -> HttpAnswer:
    return HttpAnswer(status, json.dumps({"message": text}).encode(), {"content-type": "application/json"})


class _Handler(BaseHTTPRequestHandler):
    server_version, sys_version = "HttpApi", ""
    timeout = 30

    def __init__(self, api: HttpApi, *args: object) -> None:
        self._api = api
        super().__init__(*args)  # type: ignore[arg-type]  # socketserver's own three, passed through

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Log nothing: the terminal belongs to the alerts."""

    def _serve(self) -> None:
        length = self.headers.get("Content-Length", "0")
        if not length.isdecimal() or int(length) > MAX_BODY_BYTES:
            answer = _message(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "Request Entity Too Large")
            # What is not read would be taken for the next request.
            self.close_connection = True
        else:
            body = self.rfile.read(int(length))
            answer = self._api.answer(self.command, self.path, self._joined(), body)
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    def _joined(self) -> dict[str, str]:
        """Return the headers; of those that came more than once, all values with commas between."""
        return {name: ",".join(self.headers.get_all(name, [])) for name in set(self.headers.keys())}
