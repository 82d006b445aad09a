"""Whatever a server does, a fetch ends soon, small, and with words for a person."""

import gzip
import json
import os
import shutil
import socket
import ssl
import subprocess
import sys
import time
import tracemalloc

import pytest

from newswatch.errors import FetchError
from newswatch.sources.fetch import Fetcher, Limits
from tests.functional import hostile_server as hostile

TIMEOUT_S = 0.4
MAX_BYTES = 100_000
OK = b"HTTP/1.1 200 OK\r\n"
LATE = "The server of 127.0.0.1 did not answer within 0.4 seconds."
LARGE = "The answer of 127.0.0.1 is larger than 0.0954 MB."
HEADERS = "127.0.0.1 sent headers that are too large or cannot be read."


@pytest.fixture
def server():
    with hostile.serve() as running:
        yield running


@pytest.fixture
def fetcher(server):
    one = Fetcher("test", {server.host}, Limits(MAX_BYTES, TIMEOUT_S))
    yield one
    one.close()


CASES = {
    "silent": (hostile.silence, LATE),
    "slow status line": (hostile.drip(b""), LATE),
    "slow headers": (hostile.drip(OK + b"X-Slow: "), LATE),
    "slow body": (hostile.drip(OK + b"Content-Length: 90000\r\n\r\n"), LATE),
    "slow body without length": (hostile.drip(OK + b"\r\n"), LATE),
    "100 Continue for ever": (hostile.flood(b"", b"HTTP/1.1 100 Continue\r\n\r\n", 10**6), LATE),
    "announced too large": (hostile.raw(OK + b"Content-Length: 100001\r\n\r\nx"), LARGE),
    "endless": (hostile.flood(OK + b"\r\n", b"x" * 65_536, 10**6), LARGE),
    "endless chunks": (
        hostile.flood(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"400\r\n" + b"x" * 1024 + b"\r\n", 10**6),
        LARGE,
    ),
    "huge header": (hostile.flood(OK + b"X: ", b"x" * 65_536, 100), HEADERS),
    "many headers": (hostile.raw(OK + b"X: y\r\n" * 5000 + b"\r\n"), HEADERS),
    "not HTTP": (hostile.raw(b"SSH-2.0-OpenSSH_9.2\r\n"), "127.0.0.1 did not answer in HTTP."),
    "no answer": (hostile.raw(b""), "127.0.0.1 closed the connection without an answer."),
    "cut off": (
        hostile.raw(OK + b"Content-Length: 100\r\n\r\nxyz"),
        "The answer of 127.0.0.1 broke off in the middle.",
    ),
    "cut off in a chunk": (
        hostile.raw(OK + b"Transfer-Encoding: chunked\r\n\r\nff\r\nxyz"),
        "The answer of 127.0.0.1 broke off in the middle.",
    ),
    "cut off gzip": (
        hostile.raw(OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"abc" * 999)[:20]),
        "The answer of 127.0.0.1 broke off in the middle.",
    ),
    "gzip that is none": (
        hostile.page(b"<html>plain", Content_Encoding="gzip"),
        "The answer of 127.0.0.1 cannot be unpacked.",
    ),
    "not asked for": (
        hostile.page(b"xyz", Content_Encoding="br"),
        "The answer of 127.0.0.1 is packed in a way that was not asked for.",
    ),
    "two lengths": (
        hostile.raw(OK + b"Content-Length: 1\r\nContent-Length: 3\r\n\r\nxyz"),
        HEADERS,
    ),
    "no length that is a number": (hostile.raw(OK + b"Content-Length: ten\r\n\r\n" + b"x" * 200_000), LARGE),
    "length below nothing": (hostile.raw(OK + b"Content-Length: -1\r\n\r\n" + b"x" * 200_000), LARGE),
    "chunk without a size": (
        hostile.raw(OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nxyz\r\n0\r\n\r\n"),
        "The answer of 127.0.0.1 broke off in the middle.",
    ),
    "chunk of any size": (
        hostile.raw(OK + b"Transfer-Encoding: chunked\r\n\r\n" + b"f" * 30 + b"\r\nxyz"),
        "The answer of 127.0.0.1 broke off in the middle.",
    ),
    "chunk size without end": (
        hostile.flood(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"0" * 65_536, 10**6),
        HEADERS,
    ),
    "trailers without end": (
        hostile.flood(OK + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"X: y\r\n" * 10_000, 10**6),
        LATE,
    ),
    "status that is no number": (hostile.raw(b"HTTP/1.1 fine\r\n\r\n"), "127.0.0.1 did not answer in HTTP."),
    "status line without end": (
        hostile.flood(b"HTTP/1.1 200 ", b"x" * 65_536, 10**6),
        HEADERS,
    ),
    "another version of HTTP": (
        hostile.raw(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
        "127.0.0.1 did not answer in HTTP.",
    ),
    "packed twice": (
        hostile.page(gzip.compress(gzip.compress(b"<rss/>")), Content_Encoding="gzip, gzip"),
        "The answer of 127.0.0.1 is packed in a way that was not asked for.",
    ),
    "many members": (hostile.page(gzip.compress(b"x" * 10_000) * 11, Content_Encoding="gzip"), LARGE),
    "deflate that is none": (
        hostile.page(b"<html>plain", Content_Encoding="deflate"),
        "The answer of 127.0.0.1 cannot be unpacked.",
    ),
    "redirect without end": (
        hostile.endless_redirects,
        "127.0.0.1 redirects more than 5 times.",
    ),
    "redirect to no host": (hostile.redirect("http:///path"), "127.0.0.1 redirects without saying where to."),
    "redirect to itself": (
        hostile.redirect("/case"),
        "127.0.0.1 redirects in a circle.",
    ),
    "redirect to nowhere": (
        hostile.status(302),
        "127.0.0.1 redirects without saying where to.",
    ),
    "redirect to what is no address": (
        hostile.redirect("http://[::1"),
        "127.0.0.1 redirects without saying where to.",
    ),
    "redirect to a file": (
        hostile.redirect("file:///etc/passwd"),
        "Only addresses that begin with http:// or https:// can be read.",
    ),
    "redirect to a private address": (
        hostile.redirect("http://169.254.169.254/latest/meta-data/"),
        "169.254.169.254 is not read from: it is not a public address.",
    ),
    "redirect to another port": (
        hostile.redirect("http://127.0.0.1:9001/"),
        "127.0.0.1 is not read from: port 9001 is not a port of the web.",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_every_misbehaviour_ends_in_time_with_a_clear_error(server, fetcher, case):
    behaviour, words = CASES[case]
    url = server.on("/case", behaviour)
    started = time.monotonic()

    with pytest.raises(FetchError) as caught:
        fetcher.get(url)

    assert words == str(caught.value)
    assert time.monotonic() - started < TIMEOUT_S + 1


def test_redirect_loop_over_several_pages_is_told(server, fetcher):
    server.on("/a", hostile.redirect("/b"))
    server.on("/b", hostile.redirect("/a"))
    with pytest.raises(FetchError, match="redirects in a circle"):
        fetcher.get(server.url("/a"))


def test_deadline_counts_for_all_hops_together(server, fetcher):
    def late_redirect(to):
        def behave(request):
            request.stopping.wait(TIMEOUT_S * 0.4)
            hostile.redirect(to)(request)

        return behave

    for n in range(5):
        server.on(f"/{n}", late_redirect(f"/{n + 1}"))
    with pytest.raises(FetchError, match="did not answer within"):
        fetcher.get(server.url("/0"))


def test_name_that_is_never_looked_up_costs_no_more_than_the_deadline(server):
    def resolve(host, port):
        server.stopping.wait(5)
        return ["127.0.0.1"]

    fetcher = Fetcher("test", {f"slow.test:{server.port}"}, Limits(timeout_s=0.2), resolve)
    started = time.monotonic()
    with pytest.raises(FetchError, match=r"The server of slow\.test did not answer within 0\.2 seconds"):
        fetcher.get(f"http://slow.test:{server.port}/")
    assert time.monotonic() - started < 1
    server.stopping.set()


MEASURE = """
import json, resource, sys
from newswatch.errors import FetchError
from newswatch.sources.fetch import Fetcher, Limits
fetcher = Fetcher("test", {sys.argv[1]}, Limits(timeout_s=float(sys.argv[2])))
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform == "darwin" else 1)
fetcher.get(f"http://{sys.argv[1]}/fine")
for line in sys.stdin:
    before = peak()
    try:
        fetcher.get(line.strip())
        said = ""
    except FetchError as e:
        said = str(e)
    print(json.dumps([said, peak() - before]), flush=True)
"""


def test_no_misbehaviour_makes_the_process_grow(server):
    """Each in its turn, with the real bound of 5 MB: what a fresh process gains by it, resident, in kB."""
    server.on("/fine", hostile.page(b"x" * 1000))
    cases = {name: behaviour for name, (behaviour, _) in (CASES | HEAVY).items()}
    urls = [server.on(f"/{n}", behaviour) for n, behaviour in enumerate(cases.values())]
    said = subprocess.run(
        [sys.executable, "-c", MEASURE, server.host, str(TIMEOUT_S)],
        input="\n".join(urls),
        env={"PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    grown = dict(zip(cases, map(json.loads, said.stdout.splitlines()), strict=True))
    assert {name: kb for name, (_, kb) in grown.items() if kb > 16 * 1024} == {}
    # With room for 5 MB some of them are harmless: there the answer is merely nonsense.
    harmless = {name for name, (error, _) in grown.items() if not error}
    assert harmless <= {
        "announced too large",
        "no length that is a number",
        "length below nothing",
        "many members",
    }


def peak_memory(fetcher, url):
    """Return the error's words and the most memory, in bytes, that Python held during the fetch."""
    tracemalloc.start()
    try:
        with pytest.raises(FetchError) as caught:
            fetcher.get(url)
        return str(caught.value), tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


GZIP = {"Content_Encoding": "gzip"}
BOMB = hostile.bomb(60)
HEAVY = {
    "50 MB page": (hostile.flood(OK + b"\r\n", b"x" * 65_536, 800), "larger than 5 MB"),
    "bomb on 200": (hostile.page(BOMB, **GZIP), "larger than 5 MB"),
    "bomb on 302": (hostile.redirect("/gone", body=BOMB, **GZIP), "404 Not Found"),
    "bomb on 404": (hostile.status(404, BOMB, **GZIP), "404 Not Found"),
    "bomb of many members": (hostile.page(hostile.bomb(1) * 60, **GZIP), "larger than 5 MB"),
    "double bomb": (
        hostile.page(hostile.bomb(60, layers=2), Content_Encoding="gzip, gzip"),
        "not asked for",
    ),
}


@pytest.mark.parametrize("case", HEAVY)
def test_nothing_that_is_sent_fills_the_memory(server, case):
    behaviour, words = HEAVY[case]
    fetcher = Fetcher("test", {server.host})
    told, peak = peak_memory(fetcher, server.on("/case", behaviour))
    fetcher.close()
    assert words in told
    assert peak < 16 * 2**20


# --- TLS ---------------------------------------------------------------------


@pytest.fixture(scope="module")
def self_signed(tmp_path_factory):
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not there to make a certificate")
    folder = tmp_path_factory.mktemp("tls")
    key, cert = str(folder / "key"), str(folder / "cert")
    command = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=tls.test"
    command += f" -addext subjectAltName=DNS:tls.test -keyout {key} -out {cert}"
    subprocess.run(command.split(), check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    return context, cert


def tls_fetcher(server, name="tls.test"):
    return Fetcher("test", {f"{name}:{server.port}"}, Limits(timeout_s=3), lambda _h, _p: ["127.0.0.1"])


def test_certificate_that_nobody_signed_is_refused(self_signed):
    with hostile.serve(self_signed[0]) as server:
        server.on("/", hostile.page(b"x"))
        with pytest.raises(FetchError, match=r"The certificate of tls\.test cannot be trusted: self-signed"):
            tls_fetcher(server).get(f"https://tls.test:{server.port}/")
        assert not server.requests


@pytest.mark.parametrize(("name", "trusted"), [("tls.test", True), ("other.test", False)])
def test_certificate_must_be_of_the_name_in_the_address(self_signed, monkeypatch, name, trusted):
    monkeypatch.setattr("requests.adapters.DEFAULT_CA_BUNDLE_PATH", self_signed[1])
    with hostile.serve(self_signed[0]) as server:
        server.on("/", hostile.page(b"x"))
        fetcher = tls_fetcher(server, name)
        if trusted:
            assert fetcher.get(f"https://{name}:{server.port}/").body == b"x"
        else:
            with pytest.raises(FetchError, match=r"Hostname mismatch"):
                fetcher.get(f"https://{name}:{server.port}/")
        fetcher.close()
        assert server.server_names == [name]


def test_greeting_that_nobody_answers_costs_no_more_than_the_deadline():
    with socket.create_server(("127.0.0.1", 0)) as listener:  # connects, and that is all
        port = listener.getsockname()[1]
        fetcher = Fetcher("test", {f"tls.test:{port}"}, Limits(timeout_s=0.3), lambda _h, _p: ["127.0.0.1"])
        with pytest.raises(FetchError, match=r"The server of tls\.test did not answer within 0\.3 seconds"):
            fetcher.get(f"https://tls.test:{port}/")
        with pytest.raises(FetchError, match=r"The server of tls\.test did not answer within 0\.3 seconds"):
            fetcher.get(f"http://tls.test:{port}/")
        fetcher.close()


def test_server_without_tls_is_told(server):
    with pytest.raises(FetchError, match="TLS failed"):
        tls_fetcher(server).get(f"https://tls.test:{server.port}/")
