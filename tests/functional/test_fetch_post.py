"""Forms that are sent to hubs."""

import pytest

from newswatch.errors import AddressRefused, FetchError
from newswatch.sources.fetch import Fetcher, Limits
from tests.functional import hostile_server as hostile

KEY = "s3cret-value"


@pytest.fixture
def server():
    with hostile.serve() as running:
        yield running


@pytest.fixture
def fetcher(server):
    one = Fetcher("test", {server.host}, Limits(timeout_s=5))
    yield one
    one.close()


def test_a_form_is_sent_as_browsers_do(server, fetcher):
    server.on("/hub", hostile.status(202, b"accepted"))
    fetcher.post(
        server.url("/hub?x=1"), {"hub.mode": "subscribe", "hub.topic": "https://news.example/?a=1&b=ü"}
    )
    [request] = server.requests
    assert (request.method, request.path) == ("POST", "/hub?x=1")
    assert request.headers["content-type"] == "application/x-www-form-urlencoded"
    assert request.headers["user-agent"] == "test"
    assert request.body == b"hub.mode=subscribe&hub.topic=https%3A%2F%2Fnews.example%2F%3Fa%3D1%26b%3D%C3%BC"
    assert not {"cookie", "referer"} & set(request.headers)


@pytest.mark.parametrize("status", [200, 202, 204, 299])
def test_any_status_of_success_will_do(server, fetcher, status):
    server.on("/hub", hostile.status(status))
    fetcher.post(server.url("/hub"), {"a": "b"})
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("behaviour", "words", "status", "transient"),
    [
        (hostile.redirect("/other", code=307), "a form is not sent on to another address", 307, False),
        (hostile.redirect("/other", code=303), "a form is not sent on to another address", 303, False),
        (hostile.status(400), "400 Bad Request: it does not accept the request", 400, False),
        (hostile.status(304), "304 Not Modified", 304, False),
        (hostile.status(503, Retry_After="60"), "503 Service Unavailable", 503, True),
        (hostile.raw(b""), "closed the connection without an answer", None, True),
        (hostile.raw(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 5000), "headers that are too large", None, True),
    ],
)
def test_a_form_that_is_not_taken_is_an_error(server, fetcher, behaviour, words, status, transient):  # noqa: PLR0917
    server.on("/hub", behaviour)
    server.on("/other", hostile.status(200))
    with pytest.raises(FetchError, match=words) as caught:
        fetcher.post(server.url("/hub?key=s3cret"), {"hub.secret": KEY})
    assert (caught.value.status, caught.value.transient) == (status, transient)
    assert (caught.value.retry_after is None) is (status != 503)
    assert "s3cret" not in f"{caught.value} {caught.value.url}"
    assert len(server.requests) == 1


def test_what_a_hub_says_is_not_read(server, fetcher):
    # Without an end: whoever reads it runs into the deadline.
    server.on("/hub", hostile.flood(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 65_536, 10**6))
    fetcher.post(server.url("/hub"), {"a": "b"})


def test_a_hub_that_does_not_answer_costs_no_more_than_the_deadline(server):
    fetcher = Fetcher("test", {server.host}, Limits(timeout_s=0.3))
    with pytest.raises(FetchError, match=r"did not answer within 0\.3 seconds"):
        fetcher.post(server.on("/hub", hostile.silence), {"a": "b"})
    fetcher.close()


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:9001/", "http://169.254.169.254/", "file:///etc/passwd", "nonsense"],
)
def test_forms_go_to_public_addresses_only(server, fetcher, url):
    with pytest.raises(AddressRefused):
        fetcher.post(url, {"a": "b"})
    assert server.connections == 0
