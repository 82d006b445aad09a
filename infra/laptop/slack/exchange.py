"""One HTTP exchange with the Web API, without the sockets: request in, reply or reset out.

Here arguments are read as Slack reads them from each kind of body, the call is
logged, and limits and faults do their work.
"""

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl

from infra.laptop.slack.api import Answer, WebApi
from infra.laptop.slack.faults import Fault
from infra.laptop.slack.refusal import Refusal
from infra.laptop.slack.workspace import SlackWorkspace


@dataclass(frozen=True, slots=True)
class Request:
    """What arrived; header names in lower case."""

    verb: str
    method: str
    headers: Mapping[str, str] = field(default_factory=dict)
    query: str = ""
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back."""

    status: int
    body: bytes
    content_type: str = "application/json; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Late:
    """A call that was given up, and is still on its way."""

    due: datetime
    method: str
    args: Mapping[str, Any]
    token: str


class Exchange:
    """The Web API behind its HTTP conventions."""

    def __init__(self, workspace: SlackWorkspace) -> None:
        self._ws = workspace
        self._api = WebApi(workspace)
        self._lock = threading.Lock()
        self._late: list[_Late] = []

    def land(self) -> int:
        """Let calls that were to land later take effect, if their time has come; return how many did.

        Every request does so before it is answered. Whoever looks into the workspace itself calls it before.
        """
        now = self._ws.now()
        with self._lock:
            due = sorted((late for late in self._late if late.due <= now), key=lambda late: late.due)
            self._late = [late for late in self._late if late.due > now]
        for late in due:
            self._api.call(late.method, late.args, late.token)
        return len(due)

    def handle(self, request: Request) -> Reply | None:
        """Answer a request; None means that the connection breaks instead."""
        self.land()
        try:
            args, token, warnings = _read(request)
        except Refusal as no:
            self._ws.calls.record(request.method, {}, no.code)
            return _reply({"ok": False, "error": no.code, **no.extra})
        if fault := self._ws.faults.take(request.method, args):
            return self._go_wrong(fault, request.method, args, token)
        wait_s = self._ws.limits.wait_s(request.method, args, self._ws.now().timestamp())
        if wait_s:
            return self._go_wrong(Fault.rate_limited(wait_s), request.method, args, token)
        answer = self._api.call(request.method, args, token)
        self._ws.calls.record(request.method, args, "ok" if answer["ok"] else answer["error"])
        reply = _reply(_with_warnings(answer, warnings))
        if token != self._ws.token:
            return reply
        # docs.slack.dev, "Permission scopes": with every answer to a token that is one.
        return replace(reply, headers={"X-OAuth-Scopes": ",".join(sorted(self._ws.scopes))})

    def _go_wrong(self, fault: Fault, method: str, args: Mapping[str, Any], token: str) -> Reply | None:
        if fault.lands_after_s is not None:
            due = self._ws.now() + timedelta(seconds=fault.lands_after_s)
            with self._lock:
                self._late.append(_Late(due, method, args, token))
        answer = self._api.call(method, args, token) if fault.takes_effect else {}
        self._ws.calls.record(method, args, fault.name)
        if fault.reset:
            return None
        if fault.without:
            return _reply({key: value for key, value in answer.items() if key not in fault.without})
        return Reply(fault.status, fault.body, fault.content_type, fault.headers)


def _read(request: Request) -> tuple[dict[str, Any], str, tuple[str, ...]]:
    """Return arguments, token and warnings.

    A token stands in the header, or in a form or query; in a JSON body it counts for nothing.
    """
    args: dict[str, Any] = dict(parse_qsl(request.query, keep_blank_values=True))
    warnings: tuple[str, ...] = ()
    scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
    token = bearer.strip() if scheme.lower() == "bearer" else ""
    if request.body:
        kind, _, parameters = request.headers.get("content-type", "").partition(";")
        match kind.strip().lower():
            case "application/json":
                posted = json_object(request.body)
                posted.pop("token", None)
                args |= posted
                warnings = () if "charset" in parameters else ("missing_charset",)
            case "application/x-www-form-urlencoded":
                args |= parse_qsl(request.body.decode("utf-8", "replace"), keep_blank_values=True)
            case "":
                raise Refusal("missing_post_type")
            case _:
                raise Refusal("invalid_post_type")
    token = token or str(args.get("token", ""))
    args.pop("token", None)
    return args, token, warnings


def json_object(body: bytes) -> dict[str, Any]:
    """Read a JSON body. Raises Refusal ``invalid_json`` or ``json_not_object``."""
    try:
        value = json.loads(body)
    except ValueError:
        raise Refusal("invalid_json") from None
    if not isinstance(value, dict):
        raise Refusal("json_not_object")
    return value


def _with_warnings(answer: Answer, warnings: tuple[str, ...]) -> Answer:
    if not warnings:
        return answer
    told = answer.get("response_metadata", {})
    every = [*told.get("warnings", ()), *warnings]
    return {**answer, "warning": ",".join(every), "response_metadata": {**told, "warnings": every}}


def _reply(answer: Answer) -> Reply:
    return Reply(200, json.dumps(answer, ensure_ascii=False).encode("utf-8", "backslashreplace"))
