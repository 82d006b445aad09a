"""HTTP for everything that leaves: bounded, polite, and only to public addresses."""

import http.client
import logging
import threading
import weakref
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urljoin

import requests
import urllib3
from urllib3.util import Url, parse_url

from newswatch.errors import AddressRefused, FetchError
from newswatch.model import Validators
from newswatch.ports import Fetched, NotModified, SecretHeader
from newswatch.sources import answers, secret_header, urls
from newswatch.sources.body import Body, BodyBrokenError, BodyTooLargeError
from newswatch.sources.fetch import failures
from newswatch.sources.fetch.session import Resolve, Session, look_up, refuse_target, trusted
from newswatch.sources.fetch.trail import Trail

_OK, _FIRST_REDIRECT, _NOT_MODIFIED = 200, 300, 304
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CHUNK = 65_536
_DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one request, redirects included. Headers are bounded by http.client: 100 lines of 64 kB."""

    max_bytes: int = 5 * 2**20
    """Of the decoded body."""
    timeout_s: float = 10
    """By the wall clock, from the first look-up to the last byte."""
    max_redirects: int = 5


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Fetcher:
    """Implements ``ports.Fetcher``. Threads may share it: each gets its own session."""

    def __init__(
        self,
        user_agent: str,
        private_hosts: Collection[str] = frozenset(),
        limits: Limits = Limits(),
        resolve: Resolve = look_up,
        now: Callable[[], datetime] = _utc_now,
    ) -> None:
        """Prepare; no connection is opened yet.

        Args:
            user_agent: names the program, its version and whom to contact.
            private_hosts: ``host:port`` that may be asked although not public; the laptop's demo site.
            limits: bounds on each request.
            resolve: looks up a host's addresses; raises OSError.
            now: the time (aware UTC), for Retry-After.
        """
        self._user_agent, self._private_hosts, self._limits = user_agent, frozenset(private_hosts), limits
        self._resolve, self._now = resolve, now
        self._local = threading.local()
        self._sessions: weakref.WeakSet[Session] = weakref.WeakSet()
        self._lock = threading.Lock()
        trusted()  # before there are threads, each of which would read the bundle of certificates
        # It logs whole URLs at debug level and, as warnings, those of answers with broken
        # headers: query strings may be secrets.
        logging.getLogger("urllib3").setLevel(logging.ERROR)

    def get(
        self,
        url: str,
        validators: Validators | None = None,
        accept: str = "",
        secret: SecretHeader | None = None,
        admit: Callable[[str], None] | None = None,
    ) -> Fetched | NotModified:
        """Fetch ``url``, through redirects; conditional when ``validators`` hold ETag or Last-Modified.

        What ``admit`` takes counts as time of this fetch.

        Raises:
            FetchError: no usable answer came; ``str`` says what happened to a person.
            AddressRefused: this URL, or one that it redirects to, must not be asked, and was not.
        """
        session = self._session()
        session.deadline.start(self._limits.timeout_s)
        conditions = _conditions(validators)
        headers = {"Accept": accept or "*/*", **conditions}
        trail = Trail(url, secret, _secret_origin(url, secret))
        # requests would read the whole body of a redirect, decoded, before it follows: a gzip bomb
        # of 1 MB there costs 2 GB. This loop follows and reads nothing.
        for hops in range(self._limits.max_redirects + 1):
            if admit and hops:
                with session.deadline.kept():
                    admit(trail.url)
            response = self._send(session, requests.Request("GET", trail.url, headers), trail)
            try:
                if response.status_code not in _REDIRECTS:
                    return self._answer(session, trail, response, conditional=bool(conditions))
                target = _redirect_target(trail.url, response)
            finally:
                response.close()
            asked = trail.url
            if not trail.follow(response.status_code, target):
                raise FetchError(
                    urls.without_secrets(asked), f"{_host(asked)} redirects in a circle.", transient=False
                )
        raise FetchError(
            urls.without_secrets(trail.url),
            f"{_host(trail.url)} redirects more than {self._limits.max_redirects} times.",
            transient=False,
        )

    def post(self, url: str, form: Mapping[str, str]) -> None:
        """Send a form; any status from 200 to 299 will do, and nothing but that is read.

        Raises:
            FetchError: another status, a redirect among them, or none.
            AddressRefused: this URL must not be asked, and was not.
        """
        session = self._session()
        session.deadline.start(self._limits.timeout_s)
        request = requests.Request("POST", url, {"Accept": "*/*"}, data=dict(form))
        response = self._send(session, request)
        response.close()
        status = response.status_code
        if status in _REDIRECTS:
            raise FetchError(
                urls.without_secrets(url),
                f"{_host(url)} redirects, and a form is not sent on to another address.",
                status=status,
                transient=False,
            )
        if not _OK <= status < _FIRST_REDIRECT:
            raise self._refusal(url, status, _headers(response))

    def close(self) -> None:
        """Close the connections of all threads. The fetcher stays usable."""
        with self._lock:
            for session in list(self._sessions):
                session.close()

    def _session(self) -> Session:
        session: Session | None = getattr(self._local, "session", None)
        if session is None:
            session = Session(self._user_agent, self._private_hosts, self._resolve)
            self._local.session = session
            with self._lock:
                self._sessions.add(session)
        return session

    def _send(
        self, session: Session, request: requests.Request, trail: Trail | None = None
    ) -> requests.Response:
        url = request.url
        try:
            prepared = session.prepare_request(request)
        except (requests.RequestException, urllib3.exceptions.HTTPError, ValueError) as e:
            raise AddressRefused(urls.without_secrets(url), "This is not a web address.") from e
        origin = self._checked(prepared.url or "")
        if trail is not None:
            prepared.headers.update(trail.secret_for(origin))
        try:
            return session.send(prepared, stream=True, allow_redirects=False)
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError) as e:
            raise self._failure(session, url, e) from e

    def _checked(self, url: str) -> str:
        """Refuse by the URL alone, before any look-up, or return its origin.

        The connection checks again, and the addresses.
        """
        try:
            parts = parse_url(url)
        except urllib3.exceptions.LocationParseError as e:
            raise AddressRefused(urls.without_secrets(url), "This is not a web address.") from e
        if parts.scheme not in _DEFAULT_PORTS:
            raise AddressRefused(
                urls.without_secrets(url), "Only addresses that begin with http:// or https:// can be read."
            )
        name = (parts.host or "").strip("[]").lower()
        port = _DEFAULT_PORTS[parts.scheme] if parts.port is None else parts.port
        refuse_target(name, port, self._private_hosts)
        return _origin(parts)

    def _answer(
        self, session: Session, trail: Trail, response: requests.Response, *, conditional: bool
    ) -> Fetched | NotModified:
        url, status, headers = trail.url, response.status_code, _headers(response)
        if status == _NOT_MODIFIED and conditional:
            response.raw.read1(1, decode_content=False)  # there is no body; this gives the connection back
            return NotModified(urls.without_userinfo(url), headers, trail.moved)
        if status != _OK:
            raise self._refusal(url, status, headers)
        try:
            data = self._read(response, headers)
        except (
            requests.RequestException,
            urllib3.exceptions.HTTPError,
            http.client.HTTPException,
            OSError,
        ) as e:
            raise self._failure(session, url, e) from e
        except BodyTooLargeError as e:
            size = f"{self._limits.max_bytes / 2**20:.3g} MB"
            raise FetchError(
                urls.without_secrets(url),
                f"The answer of {_host(url)} is larger than {size}.",
                transient=False,
            ) from e
        except BodyBrokenError as e:
            raise FetchError(urls.without_secrets(url), f"The answer of {_host(url)} {e}.") from e
        return Fetched(urls.without_userinfo(url), headers, data, trail.moved)

    def _refusal(self, url: str, status: int, headers: Mapping[str, str]) -> FetchError:
        return FetchError(
            urls.without_secrets(url),
            answers.sentence(_host(url), status),
            status=status,
            transient=answers.is_transient(status),
            retry_after=answers.retry_after(headers, self._now()),
        )

    def _read(self, response: requests.Response, headers: Mapping[str, str]) -> bytes:
        body = Body(headers.get("content-encoding", ""), self._limits.max_bytes)
        announced = headers.get("content-length", "")
        if announced.isdecimal() and int(announced[:20]) > self._limits.max_bytes:
            raise BodyTooLargeError
        while chunk := response.raw.read1(_CHUNK, decode_content=False):
            body.feed(chunk)
        return body.finish()

    def _failure(self, session: Session, url: str, error: Exception) -> FetchError:
        """Translate what a library raised; the library's own words never reach a person or a log."""
        host = _host(url)
        if session.deadline.passed():
            message = f"The server of {host} did not answer within {self._limits.timeout_s:g} seconds."
        else:
            message = failures.sentence(host, error)
        return FetchError(urls.without_secrets(url), message)


def _conditions(validators: Validators | None) -> dict[str, str]:
    headers = {}
    if validators and validators.etag:
        headers["If-None-Match"] = validators.etag
    if validators and validators.last_modified:
        headers["If-Modified-Since"] = validators.last_modified
    return headers


def _headers(response: requests.Response) -> dict[str, str]:
    return {name.lower(): value for name, value in response.headers.items()}


def _origin(parts: Url) -> str:
    """Return scheme, host and port, read by the same rules as what is connected to."""
    port = _DEFAULT_PORTS.get(parts.scheme or "") if parts.port is None else parts.port
    return f"{parts.scheme}://{parts.host}:{port}"


def _secret_origin(url: str, secret: SecretHeader | None) -> str:
    """Return the origin that a secret is for. Raises FetchError if it is not fit to be sent to any."""
    if secret is None:
        return ""
    if reason := secret_header.refused(secret.name, secret.value):
        raise FetchError(urls.without_secrets(url), reason, transient=False)
    try:
        return _origin(parse_url(requests.Request("GET", secret.origin).prepare().url or ""))
    except (requests.RequestException, urllib3.exceptions.HTTPError, ValueError) as e:
        message = f"The header {secret.name} is for no web address."
        raise FetchError(urls.without_secrets(url), message, transient=False) from e


def _redirect_target(url: str, response: requests.Response) -> str:
    # http.client reads headers as Latin-1; where one is not ASCII, it is UTF-8 in practice.
    location = (
        response.headers.get("location", "").strip().encode("latin-1", "replace").decode("utf-8", "replace")
    )
    try:
        there = location and not urls.lacks_host(location)
        target = urljoin(url.partition("#")[0], location) if there else ""
    except ValueError:
        target = ""
    if not target:
        raise FetchError(
            urls.without_secrets(url),
            f"{_host(url)} redirects without saying where to.",
            status=response.status_code,
            transient=False,
        )
    return target


def _host(url: str) -> str:
    try:
        return urls.host(url)
    except ValueError:
        return "this address"
