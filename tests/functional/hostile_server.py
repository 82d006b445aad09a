"""A web server that misbehaves in the ways that occur in the wild, on 127.0.0.1 and a free port.

``serve()`` gives a running server; ``on(path, behaviour)`` says what happens there. A
behaviour is a function of the connection; those below cover what the tests need. The
server speaks raw sockets, because a proper one refuses to send what these tests are about.
"""

import contextlib
import gzip
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

PATIENCE_S = 5
"""How long a slow behaviour goes on: a client without a deadline fails its test, and does not hang it."""


@dataclass
class Request:
    """What arrived: the request line, the headers in lower case, the body, and where to answer."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    sock: socket.socket
    stopping: threading.Event

    def send(self, data: bytes) -> None:
        self.sock.sendall(data)


Behaviour = Callable[[Request], None]


@dataclass
class HostileServer:
    """Counts what it is asked; answers by path; 404 elsewhere."""

    port: int
    behaviours: dict[str, Behaviour] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    connections: int = 0
    server_names: list[str | None] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str = "/") -> str:
        return f"http://{self.host}{path}"

    def on(self, path: str, behaviour: Behaviour) -> str:
        self.behaviours[path] = behaviour
        return self.url(path)


@contextlib.contextmanager
def serve(tls: ssl.SSLContext | None = None) -> Iterator[HostileServer]:
    """Run a server until the block ends; then all its threads are joined."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = HostileServer(listener.getsockname()[1])
    if tls is not None:
        tls.sni_callback = lambda _sock, name, _context: server.server_names.append(name)
    open_sockets: set[socket.socket] = set()
    workers: list[threading.Thread] = []

    def talk(sock: socket.socket) -> None:
        # What a client that gives up does to us is not the server's concern.
        with contextlib.suppress(OSError):
            if tls is not None:
                plain, sock = sock, tls.wrap_socket(sock, server_side=True)
                open_sockets.discard(plain)
                open_sockets.add(sock)
            with sock:
                while (request := _read_request(sock, server.stopping)) is not None:
                    server.requests.append(request)
                    server.behaviours.get(request.path.partition("?")[0], status(404))(request)
        sock.close()

    def accept() -> None:
        while True:
            try:
                sock, _ = listener.accept()
            except OSError:
                return
            server.connections += 1
            open_sockets.add(sock)
            worker = threading.Thread(target=talk, args=(sock,), daemon=True)
            workers.append(worker)
            worker.start()

    acceptor = threading.Thread(target=accept, daemon=True)
    acceptor.start()
    try:
        yield server
    finally:
        server.stopping.set()
        # shutdown, unlike close, ends an accept or recv that waits in another thread.
        for sock in (listener, *open_sockets):
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
        listener.close()
        acceptor.join(5)
        for worker in workers:
            worker.join(5)
            assert not worker.is_alive(), "a worker of the hostile server did not end"


def _read_request(sock: socket.socket, stopping: threading.Event) -> Request | None:
    raw = b""
    while b"\r\n\r\n" not in raw:
        data = sock.recv(65_536)
        if not data:
            return None
        raw += data
        if raw.startswith(b"\x16"):  # a TLS greeting
            sock.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            return None
    head, _, body = raw.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    headers = {k.lower(): v for k, v in (line.split(": ", 1) for line in lines[1:] if ": " in line)}
    while len(body) < int(headers.get("content-length", 0)):
        body += sock.recv(65_536)
    method, path, _ = lines[0].split(" ")
    return Request(method, path, headers, body, sock, stopping)


# --- Behaviours ----------------------------------------------------------------


def status(code: int, body: bytes = b"", **headers: str) -> Behaviour:
    """Answer properly; ``Retry_After="3"`` becomes a header."""
    lines = [f"HTTP/1.1 {code} Whatever", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    data = "\r\n".join([*lines, "", ""]).encode("latin-1") + body
    return lambda request: request.send(data)


def page(body: bytes, **headers: str) -> Behaviour:
    return status(200, body, **{"Content_Type": "text/html; charset=utf-8", **headers})


def redirect(to: str, code: int = 302, body: bytes = b"", **headers: str) -> Behaviour:
    return status(code, body, Location=to, **headers)


def endless_redirects(request: Request) -> None:
    """Lead on to an address that was never asked before."""
    path, _, number = request.path.partition("?")
    redirect(f"{path}?{int(number or 0) + 1}")(request)


def raw(data: bytes) -> Behaviour:
    """Send these bytes and hang up."""

    def behave(request: Request) -> None:
        request.send(data)
        request.sock.shutdown(socket.SHUT_RDWR)

    return behave


def silence(request: Request) -> None:
    """Take the request and say nothing, for longer than any client here waits."""
    request.stopping.wait(PATIENCE_S)
    request.sock.shutdown(socket.SHUT_RDWR)


def drip(head: bytes, every_s: float = 0.02) -> Behaviour:
    """Send ``head``, then a byte at a time, for longer than any client here waits."""

    def behave(request: Request) -> None:
        request.send(head)
        for _ in range(int(PATIENCE_S / every_s)):
            if request.stopping.wait(every_s):
                return
            request.send(b"x")
        request.sock.shutdown(socket.SHUT_RDWR)

    return behave


def flood(head: bytes, chunk: bytes, times: int) -> Behaviour:
    """Send ``head``, then ``chunk`` so many times, without ever holding the whole."""

    def behave(request: Request) -> None:
        request.send(head)
        for _ in range(times):
            request.send(chunk)
        request.sock.shutdown(socket.SHUT_RDWR)

    return behave


def bomb(megabytes: int, layers: int = 1) -> bytes:
    """Return zeros, packed a thousandfold."""
    data = b"\0" * (megabytes * 2**20)
    for _ in range(layers):
        data = gzip.compress(data)
    return data
