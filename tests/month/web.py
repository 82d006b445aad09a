"""The scripted sites as the product's own HTTP session meets them: no sockets, everything on record."""

import hashlib
import io
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import requests
import urllib3
from requests.adapters import HTTPAdapter

from month.bodies import TYPES, Body, ItemwiseParser, as_sent, body, http_date
from month.clock import VirtualClock
from month.log import NOT_MODIFIED, OK, Asked
from month.scripts import Script, Trouble, Validating

TIMEOUT_S = 10
SEE_OTHER, NOT_FOUND, ACCEPTED = 303, 404, 202
RAISED: Mapping[str, type[Exception]] = {
    "timeout": requests.exceptions.ReadTimeout,
    "tls": requests.exceptions.SSLError,
    "refused": requests.exceptions.ConnectionError,
}


class Web:
    """All sites. Each answer takes its time on the clock of the invocation that asks."""

    def __init__(self, scripts: Sequence[Script], clock: VirtualClock, parser: ItemwiseParser) -> None:
        self.asked: list[Asked] = []
        self.bodies: dict[str, frozenset[int]] = {}
        self.person_waits = False
        self.posted: Callable[[str], None] = lambda _: None
        """What hubs do with a form."""
        self._clock, self._parser = clock, parser
        self._sites: dict[str, Script] = {url: s for s in scripts for url in s.addresses}
        self._delays = {_host(s.url): s.crawl_delay_s for s in scripts if s.crawl_delay_s}
        self._hubs = {s.hub for s in scripts if s.hub}
        self._count: Counter[str] = Counter()
        self._made: dict[str, tuple[tuple[object, ...], Body, bytes, str]] = {}

    def answer(self, request: requests.PreparedRequest) -> urllib3.HTTPResponse:
        """Answer a request. Raises what requests raises where no answer comes."""
        url = request.url or ""
        began = self._clock.now()
        script = self._sites.get(url)
        headers = {name.lower(): _text(value) for name, value in request.headers.items()}
        row = Asked(
            began, began, url, headers, script.name if script else "",
            method=request.method or "", by_person=self.person_waits,
        )  # fmt: skip
        trouble = script.trouble(began) if script else None
        if trouble and trouble.raises:
            self._clock.advance(TIMEOUT_S if trouble.raises == "timeout" else 0.2)
            self.asked.append(replace(row, until=self._clock.now(), status=0))
            raise RAISED[trouble.raises](trouble.raises)
        self._clock.advance(script.took_s if script else 0.1)
        if request.method == "POST" and url in self._hubs:
            self.posted(_text(request.body or ""))
        status, told, data, usable, digest = self._of(script, trouble, url, headers, began)
        told = {
            "date": http_date(began + (script.clock_off if script else timedelta(0))),
            "set-cookie": "visitor=17; Path=/",
            "content-length": str(len(data)),
            **told,
        }
        self.asked.append(
            replace(row, until=self._clock.now(), status=status, answer=told, body=digest, usable=usable)
        )
        return urllib3.HTTPResponse(
            body=io.BytesIO(data),
            headers=told,
            status=status,
            preload_content=False,
            request_method=request.method,
            request_url=url,
        )

    def _of(
        self, script: Script | None, trouble: Trouble | None, url: str, sent: Mapping[str, str], at: datetime
    ) -> tuple[int, dict[str, str], bytes, bool, str]:
        """Return status, headers, body, whether that is a feed, and its hash."""
        if script is None:
            return (*self._other(url), False, "")
        if trouble:
            return trouble.status, _waiting(trouble, script, at), trouble.body or b"<p>Sorry.", False, ""
        place = script.addresses.index(url)
        for move in script.moves[place:]:
            if move.since <= at and move.to != url:
                self._count[url] += 1
                if self._count[url] % move.every == 0:
                    return move.status, {"location": move.to}, b"<p>It is elsewhere.", False, ""
        return self._feed(script, url, sent, at)

    def _feed(
        self, script: Script, url: str, sent: Mapping[str, str], at: datetime
    ) -> tuple[int, dict[str, str], bytes, bool, str]:
        made, data, digest = self._body(script, url, at)
        told = _validators(script, digest, at)
        if script.asks.max_age_s:
            told["cache-control"] = f"public, max-age={script.asks.max_age_s}"
        if script.asks.expires_s:
            expires = at + script.clock_off + timedelta(seconds=script.asks.expires_s)
            told["expires"] = http_date(expires)
        if _is_unchanged(script, sent, told):
            return NOT_MODIFIED, told, b"", True, ""
        self.bodies[digest] = frozenset(made.numbers)
        self._parser.knows(data, url, made)
        return OK, {"content-type": TYPES[script.form], **told}, data, True, digest

    def _body(self, script: Script, url: str, at: datetime) -> tuple[Body, bytes, str]:
        shown = script.shown(at)
        changing = f"served at {at.isoformat()}" if script.noisy or script.rewrites_always else ""
        key = (
            len(shown),
            shown[-1].number if shown else -1,
            script.ids(at),
            script.is_republished(at),
            changing,
        )
        kept = self._made.get(script.name)
        if not kept or kept[0] != key:
            made = body(script, at)
            data = as_sent(made, changing if script.noisy else "")
            kept = (key, made, data, hashlib.sha256(data).hexdigest()[:12])
            self._made[script.name] = kept
        return kept[1], kept[2], kept[3]

    def _other(self, url: str) -> tuple[int, dict[str, str], bytes]:
        if url in self._hubs:
            return ACCEPTED, {}, b""
        if urlsplit(url).path == "/robots.txt" and (delay := self._delays.get(_host(url))):
            return OK, {"content-type": "text/plain"}, f"User-agent: *\nCrawl-delay: {delay}\n".encode()
        return NOT_FOUND, {}, b"<p>There is no such page."


class _Scripted(HTTPAdapter):
    """Answers in place of the network."""

    def __init__(self, web: Web) -> None:
        super().__init__()
        self._web = web

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        return self.build_response(request, self._web.answer(request))


@contextmanager
def no_network(web: Web) -> Iterator[None]:
    """Have every session of requests ask the scripted sites; all else of it stays as it is."""
    before, scripted = requests.Session.get_adapter, _Scripted(web)
    requests.Session.get_adapter = lambda self, url: scripted  # type: ignore[method-assign, assignment, misc]
    try:
        yield
    finally:
        requests.Session.get_adapter = before  # type: ignore[method-assign]


def _validators(script: Script, digest: str, at: datetime) -> dict[str, str]:
    shown = script.shown(at)
    modified = http_date(shown[-1].at + script.clock_off if shown else datetime(2026, 1, 1, tzinfo=at.tzinfo))
    etag = f'"{script.name}-{digest}"'
    told = {
        Validating.NONE: {},
        Validating.MODIFIED: {"last-modified": modified},
        Validating.ETAG: {"etag": etag},
        Validating.WEAK: {"etag": f"W/{etag}"},
        Validating.FRESH: {"etag": f'"{at.timestamp():.0f}"'},
        Validating.SAME: {"etag": f'"{script.name}"'},
    }
    return told.get(script.validating, {"etag": etag, "last-modified": modified})


def _is_unchanged(script: Script, sent: Mapping[str, str], told: Mapping[str, str]) -> bool:
    """Return whether 304 is the answer (RFC 9110 §13.2.2)."""
    if script.validating in {Validating.IGNORES, Validating.FRESH, Validating.SAME}:
        return False
    if script.bogus_304:
        return True
    if "if-none-match" in sent:
        return bool(told.get("etag")) and sent["if-none-match"] == told["etag"]
    return "last-modified" in told and sent.get("if-modified-since") == told["last-modified"]


def _waiting(trouble: Trouble, script: Script, at: datetime) -> dict[str, str]:
    told = {"content-type": "text/html"}
    if trouble.retry_after_s is not None:
        until = at + script.clock_off + timedelta(seconds=trouble.retry_after_s)
        told["retry-after"] = http_date(until) if trouble.as_date else str(trouble.retry_after_s)
    return told


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""


def _text(value: str | bytes) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else value
