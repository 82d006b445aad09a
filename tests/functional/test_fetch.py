import gzip
import threading
from datetime import UTC, datetime, timedelta

import pytest

from newswatch.errors import FetchError
from newswatch.model import Validators
from newswatch.ports import Fetched, NotModified
from newswatch.sources.fetch import Fetcher, Limits
from tests.functional import hostile_server as hostile

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
AGENT = "Newswatch/0.1 (+https://newswatch.example/about)"


@pytest.fixture
def server():
    with hostile.serve() as running:
        yield running


@pytest.fixture
def fetcher(server):
    one = Fetcher(AGENT, {server.host}, now=lambda: NOW)
    yield one
    one.close()


def test_answer_comes_with_body_headers_and_address(server, fetcher):
    url = server.on("/feed", hostile.page(b"<rss/>", ETag='W/"1"', Content_Type="application/rss+xml"))

    got = fetcher.get(url)

    assert isinstance(got, Fetched)
    assert (url, b"<rss/>") == (got.url, got.body)
    assert got.headers["etag"] == 'W/"1"'
    assert got.headers["content-type"] == "application/rss+xml"


def test_packed_answer_is_unpacked(server, fetcher):
    members = gzip.compress(b"one ") + gzip.compress(b"two")
    url = server.on("/", hostile.page(members, Content_Encoding="gzip"))
    assert fetcher.get(url).body == b"one two"


def test_request_says_who_asks_and_little_else(server, fetcher):
    fetcher.get(server.on("/", hostile.page(b"x", Set_Cookie="a=1; Path=/")), accept="application/rss+xml")
    fetcher.get(server.url("/"))

    first, second = (r.headers for r in server.requests)
    assert {
        "host": server.host,
        "user-agent": AGENT,
        "accept-encoding": "gzip",
        "accept": "application/rss+xml",
    } == {k: v for k, v in first.items() if k != "connection"}
    assert "cookie" not in second
    assert "referer" not in second


def test_redirects_carry_no_cookies_and_no_referer(server, fetcher):
    server.on("/a", hostile.redirect("/b", Set_Cookie="a=1; Path=/"))
    server.on("/b", hostile.page(b"here"))

    assert server.url("/b") == fetcher.get(server.url("/a")).url
    assert not {"cookie", "referer"} & set(server.requests[1].headers)


def test_variables_of_the_environment_name_no_proxy(server, fetcher, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert fetcher.get(server.on("/", hostile.page(b"x"))).body == b"x"


@pytest.mark.parametrize(
    ("validators", "sent"),
    [
        (Validators(etag='W/"a b"'), {"if-none-match": 'W/"a b"'}),
        (Validators(last_modified="Mon, 23 nov 2026"), {"if-modified-since": "Mon, 23 nov 2026"}),
        (
            Validators(etag='"\xe9"', last_modified="x"),
            {"if-none-match": '"\xe9"', "if-modified-since": "x"},
        ),
        (Validators(content_hash="abc"), {}),
        (None, {}),
    ],
)
def test_validators_are_sent_byte_for_byte(server, fetcher, validators, sent):
    fetcher.get(server.on("/", hostile.page(b"x")), validators)
    headers = server.requests[0].headers
    assert sent == {k: v for k, v in headers.items() if k.startswith("if-")}


def test_unchanged_is_a_value_and_keeps_the_connection(server, fetcher):
    url = server.on("/", hostile.status(304))
    for _ in range(2):
        assert isinstance(fetcher.get(url, Validators(etag='"1"')), NotModified)
    assert server.connections == 1


@pytest.mark.parametrize("validators", [None, Validators(), Validators(content_hash="x")])
def test_unchanged_without_having_asked_is_an_error(server, fetcher, validators):
    with pytest.raises(FetchError) as caught:
        fetcher.get(server.on("/", hostile.status(304)), validators)
    assert caught.value.status == 304


@pytest.mark.parametrize(
    ("status", "transient", "words"),
    [
        (400, False, "400 Bad Request: it does not accept the request"),
        (401, False, "401 Unauthorized: it wants a name and a password"),
        (403, False, "403 Forbidden: it does not let Newswatch read this"),
        (404, False, "404 Not Found: the page does not exist (any more)"),
        (410, False, "410 Gone: the page is gone for good"),
        (429, True, "429 Too Many Requests: it asks us to come less often"),
        (500, True, "500 Internal Server Error: the server has a problem of its own"),
        (503, True, "503 Service Unavailable: the server has a problem of its own"),
        (599, True, "599: the server has a problem of its own"),
        (204, False, "204 No Content: that is no page and no redirect to one"),
        (206, False, "206 Partial Content: that is no page and no redirect to one"),
    ],
)
def test_status_is_told_in_words_and_whether_to_come_back(server, fetcher, status, transient, words):
    with pytest.raises(FetchError) as caught:
        fetcher.get(server.on("/", hostile.status(status)))
    error = caught.value
    assert f"127.0.0.1 answered {words}." == str(error)
    assert (status, transient, None) == (error.status, error.transient, error.retry_after)


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"Retry_After": "120"}, timedelta(seconds=120)),
        ({"Retry_After": "9" * 400}, timedelta(days=366)),
        (  # this server's clock is a year behind
            {"Retry_After": "Sun, 23 Nov 2025 13:00:00 GMT", "Date": "Sun, 23 Nov 2025 12:00:00 GMT"},
            timedelta(hours=1),
        ),
        ({"Retry_After": "Mon, 23 Nov 2026 13:00:00 GMT"}, timedelta(hours=1)),
        ({"Retry_After": "Mon, 23 Nov 2020 13:00:00 GMT"}, timedelta(0)),
        ({"Retry_After": "soon"}, None),
        ({"Retry_After": "-5"}, None),
        ({"Retry_After": "Mon, 99 Nov 2026 13:00:00 GMT"}, None),
    ],
)
def test_retry_after_is_read_as_seconds_or_by_the_servers_own_clock(server, fetcher, headers, wait):
    with pytest.raises(FetchError) as caught:
        fetcher.get(server.on("/", hostile.status(503, **headers)))
    assert (None if wait is None else NOW + wait) == caught.value.retry_after


def test_nothing_secret_of_an_address_is_in_its_error(server, fetcher, caplog):
    caplog.set_level("DEBUG")
    url = f"http://ann:hunter2@{server.host}/feed?key=s3cret#frag9"
    server.on("/feed", hostile.status(404))

    with pytest.raises(FetchError) as caught:
        fetcher.get(url)

    told = f"{caught.value} {caught.value.url} {caplog.text}"
    assert f"http://{server.host}/feed" == caught.value.url
    assert not [s for s in ("ann", "hunter2", "s3cret", "frag9") if s in told]


def test_userinfo_is_sent_as_authorization_and_not_given_back(server, fetcher):
    server.on("/feed", hostile.page(b"x"))
    got = fetcher.get(f"http://ann:hunter2@{server.host}/feed?a=1")
    assert server.requests[0].headers["authorization"].startswith("Basic ")
    assert got.url == server.url("/feed?a=1")


def test_threads_share_a_fetcher_and_not_a_session(server, fetcher):
    for n in range(8):
        server.on(f"/{n}", hostile.page(str(n).encode() * 1000))
    got = {}

    def read(n):
        for _ in range(5):
            got[n] = fetcher.get(server.url(f"/{n}")).body

    threads = [threading.Thread(target=read, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert {n: str(n).encode() * 1000 for n in range(8)} == got
    assert server.connections == 8


def test_fetcher_is_usable_after_close(server, fetcher):
    url = server.on("/", hostile.page(b"x"))
    fetcher.get(url)
    fetcher.close()
    assert fetcher.get(url).body == b"x"
    assert server.connections == 2


def test_redirects_are_followed_up_to_the_limit(server):
    for n in range(9):
        server.on(f"/{n}", hostile.redirect(f"/{n + 1}"))
    server.on("/3", hostile.page(b"here"))
    fetcher = Fetcher(AGENT, {server.host}, Limits(max_redirects=3))
    assert fetcher.get(server.url("/0")).body == b"here"
    server.on("/3", hostile.redirect("/4"))
    with pytest.raises(FetchError, match=r"127\.0\.0\.1 redirects more than 3 times\."):
        fetcher.get(server.url("/0"))
    fetcher.close()
