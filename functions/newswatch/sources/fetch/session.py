"""One thread's HTTP session: sockets go to checked addresses only, reads end at one deadline.

Three things are taken from requests, each for a measured reason:

- Connecting: a name is looked up once, every answer is checked, and the connection
  goes to what was checked; a second look-up could be answered differently. TLS still
  sees the name.
- Time: a timeout of requests is per read, so a server that sends a byte a second
  holds us for ever. Each read here gets what is left of the deadline.
- Trust: the authorities' certificates are read with each connection, which takes 22 ms
  of CPU, ten times as much as everything else that an unchanged feed takes
  (``bench.cost.connections``). Here they are read once.
"""

import functools
import http.client
import io
import socket
import ssl
import threading
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from http.cookiejar import DefaultCookiePolicy
from typing import Any

import requests
import urllib3
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection

from newswatch.errors import AddressRefused, FetchError
from newswatch.sources import address

Resolve = Callable[[str, int], Sequence[str]]
"""Looks up the IP addresses of a host and port; raises OSError."""

NO_SUCH_NAME = "or its name cannot be looked up now."
"""How the error ends that a machine without internet gives for every site."""
_MOST_ADDRESSES = 4  # of one host that are tried: each must get a fair part of the time


def look_up(host: str, port: int) -> Sequence[str]:
    """Return the addresses of a host as the system's resolver gives them. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


class Session(requests.Session):
    """Knows http and https only; keeps no cookies, sends no Referer, heeds no proxy variables or .netrc."""

    def __init__(self, user_agent: str, private_hosts: Collection[str], resolve: Resolve) -> None:
        super().__init__()
        self.deadline = _Deadline()
        self.trust_env = False
        self.headers.clear()
        # Other encodings only widen what a bomb can be packed in.
        self.headers.update({"User-Agent": user_agent, "Accept-Encoding": "gzip"})
        self.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        self.adapters.clear()
        adapter = _Adapter(_Guard(private_hosts, resolve, self.deadline), trusted())
        self.mount("http://", adapter)
        self.mount("https://", adapter)

    def get_redirect_target(self, resp: requests.Response) -> None:
        """Return None: requests is not to follow, and so not to read, anything."""


def trusted() -> ssl.SSLContext:
    """Return what certificates of sites are checked with: the authorities that requests brings along.

    Threads share it. Best asked for before there are any: those who wait for each other's reading
    of the bundle read it each.
    """
    return _trusted(requests.adapters.DEFAULT_CA_BUNDLE_PATH)


@functools.cache
def _trusted(bundle: str) -> ssl.SSLContext:
    context = urllib3.util.create_urllib3_context()
    context.load_verify_locations(bundle)
    return context


def refuse_target(host: str, port: int, private_hosts: Collection[str]) -> None:
    """Raise AddressRefused if the policy, or a configured exception to it, does not admit this target."""
    reason = "" if f"{host}:{port}" in private_hosts else address.refused_target(host, port)
    if reason:
        raise _refused(host, reason)


def _refused(host: str, reason: str) -> AddressRefused:
    return AddressRefused(f"//{host}/", f"{host or 'This address'} is not read from: {reason}.")


class _Deadline:
    """When the current ``get`` of this thread must be over."""

    def __init__(self) -> None:
        self._at = 0.0

    def start(self, seconds: float) -> None:
        self._at = time.monotonic() + seconds

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Keep it while another ``get`` of this thread sets its own."""
        at = self._at
        try:
            yield
        finally:
            self._at = at

    def passed(self) -> bool:
        return time.monotonic() >= self._at

    def left(self) -> float:
        """Return the seconds that are left. Raises TimeoutError when none are."""
        left = self._at - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left


class _Guard:
    """Opens sockets: looks a name up once and connects to what was checked."""

    def __init__(self, private_hosts: Collection[str], resolve: Resolve, deadline: _Deadline) -> None:
        self.deadline = deadline
        self._private_hosts, self._resolve = private_hosts, resolve

    def connect(self, host: str, port: int) -> socket.socket:
        """Return a connected socket. Raises FetchError, or TimeoutError when the deadline passes."""
        refuse_target(host, port, self._private_hosts)
        found = self._addresses(host, port)
        if f"{host}:{port}" not in self._private_hosts and not all(map(address.is_public, found)):
            raise _refused(host, "it is not a public address")
        tried = found[:_MOST_ADDRESSES]
        for n, ip in enumerate(tried):
            try:
                sock = socket.create_connection((ip, port), timeout=self.deadline.left() / (len(tried) - n))
            except OSError:
                if self.deadline.passed():
                    raise
                continue
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            sock.settimeout(self.deadline.left())
            return sock
        raise FetchError(f"//{host}/", f"{host} cannot be reached: no connection to it could be made.")

    def _addresses(self, host: str, port: int) -> Sequence[str]:
        """Look a name up, in a thread: the system's resolver takes no deadline, and may take a minute."""
        answers: list[Sequence[str] | Exception] = []

        def ask() -> None:
            try:
                answers.append(self._resolve(host, port))
            except (OSError, UnicodeError) as e:
                answers.append(e)

        thread = threading.Thread(target=ask, daemon=True, name="look-up")
        thread.start()
        thread.join(self.deadline.left())
        if not answers:
            raise TimeoutError
        if isinstance(answers[0], Exception) or not answers[0]:
            raise FetchError(f"//{host}/", f"There is no site called {host}, {NO_SUCH_NAME}")
        return answers[0]


class _DeadlinedReader(io.RawIOBase):
    """What arrives on a socket, each read within what is left of the deadline."""

    def __init__(self, sock: socket.socket, raw: io.RawIOBase, deadline: _Deadline) -> None:
        self._sock, self._raw, self._deadline = sock, raw, deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int | None:
        self._sock.settimeout(self._deadline.left())
        return self._raw.readinto(buffer)

    def close(self) -> None:
        if not self.closed:
            self._raw.close()
        super().close()


class _Answer(http.client.HTTPResponse):
    """An answer whose status line, headers and body are all read against the deadline."""

    def __init__(self, sock: socket.socket, *args: Any, deadline: _Deadline, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        self.fp = io.BufferedReader(_DeadlinedReader(sock, self.fp.detach(), deadline))


class _Connection(HTTPConnection):
    def __init__(self, *args: Any, guard: _Guard, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._guard = guard
        # A callable where the base class has a class: all that is done with it is to call it.
        self.response_class = functools.partial(  # type: ignore[assignment]
            _Answer, deadline=guard.deadline
        )

    def _new_conn(self) -> socket.socket:
        return self._guard.connect(self.host, int(self.port))


class _TlsConnection(_Connection, HTTPSConnection):
    """Checks the certificate against the name in the URL, whatever address it is connected to."""


class _Pools(urllib3.PoolManager):
    def __init__(self, guard: _Guard, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._guard = guard

    def _new_pool(self, scheme: str, *args: Any, **kwargs: Any) -> urllib3.HTTPConnectionPool:
        pool = super()._new_pool(scheme, *args, **kwargs)
        kind = _TlsConnection if scheme == "https" else _Connection
        pool.ConnectionCls = functools.partial(kind, guard=self._guard)  # type: ignore[assignment] # as above
        return pool


class _Adapter(HTTPAdapter):
    def __init__(self, guard: _Guard, context: ssl.SSLContext) -> None:
        self._guard, self._context = guard, context
        super().__init__(pool_connections=4, pool_maxsize=1)  # a thread reads its hosts one after another

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **kwargs: Any) -> None:
        self.poolmanager = _Pools(
            self._guard,
            num_pools=connections,
            maxsize=maxsize,
            block=block,
            ssl_context=self._context,
            **kwargs,
        )

    def cert_verify(self, conn: Any, url: Any, verify: Any, cert: Any) -> None:  # noqa: ARG002 - requests' own
        """Leave the bundle alone, which requests would have each connection read: the context has it."""
        assert verify is True, "nothing here is read from whom it is not known to be"
