"""What a new connection takes of the processor: ``python -m bench.cost.connections``.

The product's own fetch layer and the way of Slack's client, against a server beside it; and what comes on top
where each connection reads the authorities' certificates. Needs ``openssl``.
"""

import multiprocessing
import ssl
import subprocess
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import certifi
import requests
import urllib3

from newswatch.model import Validators
from newswatch.sources.fetch import Fetcher

TIMES, HOSTS = 60, ("site1.example", "site2.example", "site3.example")


class Handler(BaseHTTPRequestHandler):
    """Answers 304 to a GET, and a word to a POST."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer."""
        self.send_response(304)
        self.send_header("ETag", '"a"')
        self.end_headers()

    def do_POST(self) -> None:
        """Answer."""
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def serve(told: Any, certificate: str, key: str) -> None:
    """Serve with TLS and without until killed; tell the ports."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    plain, tls = (ThreadingHTTPServer(("127.0.0.1", 0), Handler) for _ in range(2))
    tls.socket = context.wrap_socket(tls.socket, server_side=True)
    told.send((plain.server_address[1], tls.server_address[1]))
    threading.Thread(target=plain.serve_forever, daemon=True).start()
    tls.serve_forever()


def cpu_ms(work: Callable[[int], object]) -> float:
    """Return the processor time of one call, after a first one that does not count."""
    work(0)
    begun = time.process_time()
    for n in range(TIMES):
        work(n)
    return (time.process_time() - begun) / TIMES * 1000


def polled(scheme: str, port: int) -> Callable[[int], object]:
    """Return what asks one of the hosts over a connection of its own."""
    hosts = {f"{host}:{port}" for host in HOSTS}
    fetcher = Fetcher("bench", private_hosts=hosts, resolve=lambda *_: ["127.0.0.1"])

    def poll(n: int) -> None:
        fetcher.get(f"{scheme}://{HOSTS[n % len(HOSTS)]}:{port}/", Validators(etag='"a"'))
        fetcher.close()

    return poll


def main() -> None:
    """Measure, and print."""
    with tempfile.TemporaryDirectory() as folder:
        key, certificate, bundle = (f"{folder}/{name}.pem" for name in ("key", "own", "all"))
        names = ",".join(f"DNS:{host}" for host in ("localhost", *HOSTS))
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
             "-nodes", "-subj", "/CN=localhost", "-addext", f"subjectAltName={names}",
             "-keyout", key, "-out", certificate],
            check=True, capture_output=True,
        )  # fmt: skip
        Path(bundle).write_text(Path(certifi.where()).read_text() + Path(certificate).read_text())
        requests.adapters.DEFAULT_CA_BUNDLE_PATH = bundle
        here, there = multiprocessing.Pipe()
        server = multiprocessing.Process(target=serve, args=(there, certificate, key), daemon=True)
        server.start()
        plain, tls = here.recv()
        try:
            context = ssl.create_default_context(cafile=bundle)
            pool = urllib3.HTTPSConnectionPool("localhost", tls, ca_certs=bundle)
            address = f"https://localhost:{tls}/"
            shown = {
                "a poll that is answered 304, without TLS": cpu_ms(polled("http", plain)),
                "the same with TLS": cpu_ms(polled("https", tls)),
                "a call of Slack's": cpu_ms(lambda _: _sent(address, context)),
                "a call of AWS's, on a connection that is open": cpu_ms(
                    lambda _: pool.request("POST", "/", body=b"x" * 600)
                ),
                "reading the bundle of certificates": cpu_ms(
                    lambda _: ssl.create_default_context(cafile=bundle)
                ),
            }
        finally:
            server.kill()
            server.join()
    for name, ms in shown.items():
        print(f"{name:<48} {ms:6.1f} ms")


def _sent(address: str, context: ssl.SSLContext) -> bytes:
    request = urllib.request.Request(address, data=b"x" * 2000)
    with urllib.request.urlopen(request, context=context) as reply:
        answer: bytes = reply.read()
    return answer


if __name__ == "__main__":
    main()
