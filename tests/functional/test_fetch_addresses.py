"""Where connections go: to addresses that were checked, and to none that only we can reach."""

import socket

import pytest

from newswatch.errors import AddressRefused, FetchError
from newswatch.sources.fetch import Fetcher, Limits
from tests.functional.closed_network import PUBLIC, ClosedNetwork


@pytest.fixture
def sockets(monkeypatch):
    return ClosedNetwork(monkeypatch)


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
