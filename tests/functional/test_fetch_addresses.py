"""No address that only we can reach is ever connected to, in any position and spelling."""

import json
import socket

import pytest

from newswatch.errors import AddressRefused, FetchError
from newswatch.sources.fetch import Fetcher, Limits, session
from newswatch.sources.fetch.session import address
from tests.functional import hostile_server as hostile

PUBLIC = "93.184.216.34"


class Sockets:
    """Stands in front of the network: records where a connection was to go, and opens none but ours."""

    def __init__(self, allowed=()):
        self.asked = []
        self.allowed = set(allowed)
        self._real = socket.create_connection

    def create_connection(self, target, timeout=None):
        if target[1] in self.allowed:
            return self._real(target, timeout)
        self.asked.append(target[0])
        raise ConnectionRefusedError


class Zone:
    """Answers look-ups as the corpus says, one answer after the other; the rest is public."""

    def __init__(self, zone):
        self.zone, self.times = zone, {}

    def __call__(self, host, port):
        name = host.lower().rstrip(".")
        replies = self.zone.get(name)
        if not replies:
            return [host] if _is_ip(host) else [PUBLIC]
        n = self.times[name] = self.times.get(name, -1) + 1
        return replies[min(n, len(replies) - 1)]


def _is_ip(host):
    return any(_parses(family, host) for family in (socket.AF_INET, socket.AF_INET6))


def _parses(family, host):
    try:
        socket.inet_pton(family, host)
    except OSError:
        return False
    return True


@pytest.fixture
def sockets(monkeypatch):
    recorder = Sockets()
    monkeypatch.setattr(session.socket, "create_connection", recorder.create_connection)
    return recorder


def fetcher_with(answers, private=()):
    return Fetcher("test", set(private), Limits(timeout_s=5), lambda _host, _port: answers)


@pytest.mark.parametrize(
    "answers",
    [["127.0.0.1"], [PUBLIC, "10.0.0.5"], ["10.0.0.5", PUBLIC], [PUBLIC, "::1"], ["fe80::1%1"], ["nonsense"]],
)
def test_one_answer_that_is_not_public_refuses_the_name(sockets, answers):
    with pytest.raises(AddressRefused, match=r"news\.example is not read from: it is not a public address"):
        fetcher_with(answers).get("http://news.example/")
    assert sockets.asked == []


def test_connection_goes_to_the_address_that_was_checked(sockets):
    with pytest.raises(FetchError, match="cannot be reached"):
        fetcher_with([PUBLIC, "2606:4700::1111"]).get("https://news.example/")
    assert sockets.asked == [PUBLIC, "2606:4700::1111"]


def test_name_without_address_is_told(sockets):
    def nothing(host, port):
        raise socket.gaierror(-2, "Name or service not known")

    with pytest.raises(FetchError, match=r"There is no site called news\.example") as caught:
        Fetcher("test", resolve=nothing).get("http://news.example/?key=s3cret")
    assert caught.value.transient
    assert "s3cret" not in caught.value.url


def test_private_host_is_admitted_by_host_and_port_together(sockets):
    fetcher = fetcher_with(["127.0.0.1"], {"127.0.0.1:8020"})
    for url in ("http://127.0.0.1:8021/", "http://localhost:8020/", "http://127.0.0.1/"):
        with pytest.raises(AddressRefused):
            fetcher.get(url)
    assert sockets.asked == []
    with pytest.raises(FetchError, match="cannot be reached"):
        fetcher.get("http://127.0.0.1:8020/")
    assert sockets.asked == ["127.0.0.1"]


def rows(corpus, name):
    lines = [line.split("\t") for line in (corpus / "ssrf" / name).read_text("utf-8").splitlines()]
    return [(row[0], json.loads(row[2])) for row in lines if not row[0].startswith("#")]


def zone(corpus):
    return Zone(json.loads((corpus / "ssrf" / "zone.json").read_text("utf-8")))


def wrong(verdict, error, asked):
    if verdict == "REFUSE":
        return bool(asked) or error is None
    return any(not address.is_public(ip) for ip in asked)


@pytest.mark.parametrize("position", ["source", "redirect"])
def test_corpus_of_hostile_addresses_reaches_nothing_private(corpus, sockets, position):
    failures = []
    with hostile.serve() as server:
        sockets.allowed.add(server.port)
        for verdict, url in rows(corpus, "urls.tsv"):
            sockets.asked.clear()
            fetcher = Fetcher("test", {server.host}, Limits(timeout_s=5), zone(corpus))
            start = url
            if position == "redirect":
                if not url.isprintable():
                    continue  # no such header can be sent
                location = url.encode().decode("latin-1")
                start = server.on("/", hostile.redirect(location))
            for _ in range(3):  # a rebinding name answers differently the second or third time
                try:
                    fetcher.get(start)
                    error = None
                except FetchError as e:
                    error = e
                if wrong(verdict, error, sockets.asked):
                    failures.append((verdict, url, sockets.asked[:], str(error)))
            fetcher.close()
    assert failures == []


def test_corpus_of_legitimate_addresses_is_admitted(corpus, sockets):
    refused = []
    for _, url in rows(corpus, "legit_urls.tsv"):
        try:
            Fetcher("test", resolve=zone(corpus)).get(url)
        except AddressRefused as e:
            refused.append((url, str(e)))
        except FetchError:
            pass  # admitted; the recorder lets nothing through
    assert refused == []
