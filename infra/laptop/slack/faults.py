"""Faults on request: what networks and Slack do to a caller now and then."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from infra.laptop.slack.records import Json


@dataclass(frozen=True, slots=True)
class Fault:
    """What is done to one call instead of answering it well."""

    name: str
    takes_effect: bool = False
    """Whether the call does its work before the fault."""
    reset: bool = False
    """The connection breaks without an answer."""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    content_type: str = "application/json; charset=utf-8"
    without: tuple[str, ...] = ()
    """The real answer is given, but without these keys."""
    lands_after_s: float | None = None
    """The call does its work, but only when so much time has passed."""

    @classmethod
    def rate_limited(cls, retry_after: str | int | None = 1) -> "Fault":
        """Answer HTTP 429, with any Retry-After at all or none."""
        headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
        return cls("429", status=429, headers=headers, body=b'{"ok":false,"error":"ratelimited"}')

    @classmethod
    def http(cls, status: int, body: bytes = b"", *, takes_effect: bool = False) -> "Fault":
        """Answer with this status, as a proxy before Slack does, and a page instead of JSON."""
        page = body or f"<html><body><h1>{status}</h1></body></html>".encode()
        return cls(f"http {status}", takes_effect, status=status, body=page, content_type="text/html")

    @classmethod
    def html(cls, *, takes_effect: bool = False) -> "Fault":
        """Answer 200 with a page."""
        return replace(cls.http(200, takes_effect=takes_effect), name="html")

    @classmethod
    def reset_before(cls) -> "Fault":
        """Break the connection before anything happened."""
        return cls("reset before", reset=True)

    @classmethod
    def lost_reply(cls) -> "Fault":
        """Do the work, then break the connection."""
        return cls("lost reply", takes_effect=True, reset=True)

    @classmethod
    def lands_later(cls, after_s: float) -> "Fault":
        """Break the connection, and do the work ``after_s`` seconds later by the workspace's clock."""
        return cls("lands later", reset=True, lands_after_s=after_s)

    @classmethod
    def answer_without(cls, *keys: str) -> "Fault":
        """Do the work and answer, leaving these keys out (``ts``: ``ok: true`` that tells nothing)."""
        return cls("answer without " + ", ".join(keys), takes_effect=True, without=keys)

    @classmethod
    def error(cls, code: str, *, takes_effect: bool = False) -> "Fault":
        """Answer ``ok: false`` with any error code of Slack's."""
        return cls(code, takes_effect, body=f'{{"ok":false,"error":"{code}"}}'.encode())


@dataclass(frozen=True, slots=True)
class _Planned:
    method: str
    fault: Fault
    first: int
    """Which call of the method, counted from 1."""
    last: int


class FaultPlan:
    """Which calls go wrong, and how. Empty, it does nothing.

    Attributes:
        decide: for simulations: asked for each call (method, how many calls of it
            there were with this one, arguments) that no planned fault concerns.
        history_lag_s: messages younger than this are missing from
            ``conversations.history``, as they may be in the real one.
    """

    def __init__(self) -> None:
        self.decide: Callable[[str, int, Mapping[str, Any]], Fault | None] | None = None
        self.history_lag_s = 0.0
        self._lock = threading.Lock()
        self._counts: dict[str, int] = {}
        self._planned: list[_Planned] = []

    def add(self, method: str, fault: Fault, *, nth: int = 1, times: int = 1) -> None:
        """Let calls of ``method`` fail, from the ``nth`` after now, ``times`` in a row.

        ``*`` stands for every method, counted together.
        """
        with self._lock:
            first = self._counts.get(method, 0) + nth
            self._planned.append(_Planned(method, fault, first, first + times - 1))

    def clear(self) -> None:
        """Let everything go well from now on."""
        with self._lock:
            self._planned.clear()
        self.decide, self.history_lag_s = None, 0.0

    def take(self, method: str, args: Json) -> Fault | None:
        """Count a call and return what is to befall it."""
        with self._lock:
            for name in (method, "*"):
                self._counts[name] = self._counts.get(name, 0) + 1
            for planned in self._planned:
                if planned.method in {method, "*"} and (
                    planned.first <= self._counts[planned.method] <= planned.last
                ):
                    return planned.fault
            count = self._counts[method]
        return self.decide(method, count, args) if self.decide else None
