"""What of a way through redirects is for good, and what goes along on it."""

import pytest

from newswatch.errors import Disallowed, FetchError
from newswatch.model import Validators
from newswatch.ports import SecretHeader
from newswatch.sources.fetch import Fetcher, Limits
from tests.functional import hostile_server as hostile

KEY = "s3cret-value"


@pytest.fixture
def server():
    with hostile.serve() as running:
        yield running


@pytest.fixture
def fetcher(server):
    """Knows two sites, which are the one server."""
    names = {f"{name}.test:{server.port}" for name in ("a", "b")}
    one = Fetcher("test", names, Limits(timeout_s=5), lambda _host, _port: ["127.0.0.1"])
    yield one
    one.close()


def at(server, site, path="/"):
    return f"http://{site}.test:{server.port}{path}"


def header(server, name="X-Api-Key", value=KEY, site="a"):
    return SecretHeader(name, value, at(server, site, ""))


def chain(server, *hops):
    """Have ``/0`` lead over each hop, (status, target), to a page."""
    for n, (status, target) in enumerate(hops):
        server.on(f"/{n}", hostile.redirect(target, code=status))
    server.on(f"/{len(hops)}", hostile.page(b"here"))


# --- Moved -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("statuses", "moved"),
    [
        ([], ""),
        ([301], "/1"),
        ([308], "/1"),
        ([301, 308, 301], "/3"),
        ([302], ""),
        ([303], ""),
        ([307], ""),
        ([301, 302], "/1"),
        ([301, 307, 301], "/1"),
        ([302, 301], ""),
    ],
)
def test_moved_is_where_permanent_redirects_alone_lead(server, fetcher, statuses, moved):
    chain(server, *((status, f"/{n}") for n, status in enumerate(statuses, 1)))
    got = fetcher.get(at(server, "a", "/0"))
    assert got.body == b"here"
    assert got.url == at(server, "a", f"/{len(statuses)}")
    assert got.moved == (at(server, "a", moved) if moved else "")


def test_what_is_unchanged_tells_where_it_moved_too(server, fetcher):
    server.on("/0", hostile.redirect("/1", code=301))
    server.on("/1", hostile.status(304, ETag='"2"', Cache_Control="max-age=600"))
    got = fetcher.get(at(server, "a", "/0"), Validators(etag='"1"'))
    assert (got.url, got.moved) == (at(server, "a", "/1"), at(server, "a", "/1"))
    assert (got.headers["etag"], got.headers["cache-control"]) == ('"2"', "max-age=600")


def test_moving_to_another_host_is_told_with_its_query_and_no_fragment(server, fetcher):
    chain(server, (301, at(server, "b", "/1?edition=eu#top")))
    assert fetcher.get(at(server, "a", "/0")).moved == at(server, "b", "/1?edition=eu")


@pytest.mark.parametrize("target", ["/0?utm_source=feed#x", "/%30?utm_source=feed"])
def test_another_spelling_of_the_same_address_is_no_move(server, fetcher, target):
    asked = []

    def behave(request):
        asked.append(request)
        (hostile.redirect(target, code=301) if len(asked) == 1 else hostile.page(b"here"))(request)

    server.behaviours |= {"/0": behave, "/%30": behave}
    assert fetcher.get(at(server, "a", "/0")).moved == ""


@pytest.mark.parametrize("userinfo", ["ann:hunter2@", "ann@"])
def test_a_name_and_password_are_never_kept_as_where_something_moved(server, fetcher, userinfo):
    chain(server, (301, f"http://{userinfo}a.test:{server.port}/1"))
    got = fetcher.get(at(server, "a", "/0"))
    assert (got.moved, got.url) == ("", at(server, "a", "/1"))


def test_an_address_of_great_length_is_not_kept(server, fetcher):
    chain(server, (301, "/1?" + "x" * 5_000))
    assert fetcher.get(at(server, "a", "/0")).moved == ""


# --- The secret header -----------------------------------------------------------------------------------


def sent(server):
    """Return the host and secret of every request, in order."""
    return [(r.headers["host"][0], r.headers.get("x-api-key")) for r in server.requests]


def test_secret_is_sent_to_its_origin(server, fetcher):
    chain(server, (302, "/1"))
    fetcher.get(at(server, "a", "/0"), secret=header(server))
    assert sent(server) == [("a", KEY), ("a", KEY)]


def test_secret_is_dropped_elsewhere_and_does_not_come_back(server, fetcher):
    chain(server, (302, at(server, "b", "/1")), (302, at(server, "a", "/2")))
    fetcher.get(at(server, "a", "/0"), secret=header(server))
    assert sent(server) == [("a", KEY), ("b", None), ("a", None)]


def test_secret_is_not_sent_to_its_origin_on_somebody_elses_word(server, fetcher):
    chain(server, (302, at(server, "a", "/1")))
    fetcher.get(at(server, "b", "/0"), secret=header(server))
    assert sent(server) == [("b", None), ("a", None)]


@pytest.mark.parametrize(
    "origin", ["https://a.test:{port}", "http://a.test", "http://a.test.:{port}", "http://test:{port}"]
)
def test_scheme_host_and_port_must_be_those_of_the_origin(server, fetcher, origin):
    server.on("/", hostile.page(b"x"))
    fetcher.get(at(server, "a"), secret=SecretHeader("X-Api-Key", KEY, origin.format(port=server.port)))
    assert sent(server) == [("a", None)]


@pytest.mark.parametrize(
    "origin", ["HTTP://A.test:{port}", "http://a.test:{port}/feeds/", "http://ann@a.test:{port}"]
)
def test_an_origin_is_the_same_however_it_is_spelled(server, fetcher, origin):
    server.on("/", hostile.page(b"x"))
    fetcher.get(at(server, "a"), secret=SecretHeader("X-Api-Key", KEY, origin.format(port=server.port)))
    assert sent(server) == [("a", KEY)]


def test_secret_does_not_stay_for_the_next_request(server, fetcher):
    server.on("/", hostile.page(b"x"))
    fetcher.get(at(server, "a"), secret=header(server))
    fetcher.get(at(server, "a"))
    assert sent(server) == [("a", KEY), ("a", None)]


@pytest.mark.parametrize("name", ["Authorization", "Cookie", "PRIVATE-TOKEN"])
def test_secrets_go_by_many_names(server, fetcher, name):
    server.on("/", hostile.page(b"x"))
    fetcher.get(at(server, "a"), secret=header(server, name))
    assert server.requests[0].headers[name.lower()] == KEY


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("X-Key", f"{KEY}\r\nHost: evil.example"),
        ("X-Key", f"{KEY}\n"),
        ("X-Key", f" {KEY}"),
        ("X-Key", ""),
        ("X-Key", f"{KEY}é"),
        ("X-Key", KEY * 1000),
        ("X-Key\r\nA: b", KEY),
        ("X Key", KEY),
        ("X-Key:", KEY),
        ("", KEY),
        ("Host", KEY),
        ("Content-Length", KEY),
        ("transfer-encoding", KEY),
        ("Connection", KEY),
        ("User-Agent", KEY),
        ("Accept-Encoding", KEY),
        ("If-None-Match", KEY),
        ("Range", KEY),
    ],
)
def test_a_header_that_is_not_fit_to_be_sent_is_told_without_its_value(server, fetcher, name, value):
    with pytest.raises(FetchError) as caught:
        fetcher.get(at(server, "a"), secret=SecretHeader(name, value, at(server, "a", "")))
    assert not caught.value.transient
    assert KEY not in str(caught.value)
    assert server.requests == []


def test_a_secret_for_no_address_is_told(server, fetcher):
    with pytest.raises(FetchError, match="The header X-Key is for no web address"):
        fetcher.get(at(server, "a"), secret=SecretHeader("X-Key", KEY, "nonsense"))
    assert server.requests == []


def test_a_secret_is_in_no_error_and_no_log(server, fetcher, caplog):
    caplog.set_level("DEBUG")
    secret = header(server)
    for behaviour in (hostile.status(403), hostile.raw(b""), hostile.redirect("http://10.0.0.1/")):
        server.on("/", behaviour)
        with pytest.raises(FetchError) as caught:
            fetcher.get(at(server, "a"), secret=secret)
        assert KEY not in f"{caught.value!r} {caught.value.__cause__!r}"
    assert KEY not in caplog.text
    assert KEY not in repr(secret)


# --- Validators ------------------------------------------------------------------------------------------


def test_a_folded_header_can_be_sent_back(server, fetcher):
    folded = b'HTTP/1.1 200 OK\r\nETag: "one\r\n\t two"\r\nContent-Length: 1\r\n\r\nx'
    server.on("/", lambda request: request.send(folded))
    etag = fetcher.get(at(server, "a")).headers["etag"]
    assert etag == '"one two"'
    fetcher.get(at(server, "a"), Validators(etag=etag))
    assert server.requests[1].headers["if-none-match"] == '"one two"'


def test_a_secret_alone_makes_no_request_conditional(server, fetcher):
    server.on("/", hostile.status(304))
    with pytest.raises(FetchError) as caught:
        fetcher.get(at(server, "a"), secret=header(server))
    assert caught.value.status == 304


# --- Admitted --------------------------------------------------------------------------------------------


def test_every_target_is_admitted_before_it_is_asked_and_the_first_address_is_not(server, fetcher):
    chain(server, (302, at(server, "b", "/1")), (301, "/2"))
    seen = []
    fetcher.get(at(server, "a", "/0"), admit=lambda url: seen.append((url, len(server.requests))))
    assert seen == [(at(server, "b", "/1"), 1), (at(server, "b", "/2"), 2)]


def test_a_target_that_is_not_admitted_is_not_asked(server, fetcher):
    chain(server, (302, at(server, "b", "/1")))

    def admit(url):
        raise Disallowed

    with pytest.raises(Disallowed):
        fetcher.get(at(server, "a", "/0"), admit=admit)
    assert len(server.requests) == 1


def test_what_admits_may_fetch_and_its_time_counts(server):
    chain(server, (302, at(server, "b", "/1")))
    server.on("/robots.txt", hostile.silence)
    names = {f"{name}.test:{server.port}" for name in ("a", "b")}
    fetcher = Fetcher("test", names, Limits(timeout_s=0.5), lambda _host, _port: ["127.0.0.1"])

    def admit(url):
        with pytest.raises(FetchError):
            fetcher.get(at(server, "b", "/robots.txt"))

    with pytest.raises(FetchError, match=r"did not answer within 0\.5 seconds"):
        fetcher.get(at(server, "a", "/0"), admit=admit)
    server.on("/robots.txt", hostile.page(b""))
    got = fetcher.get(at(server, "a", "/0"), admit=lambda _: fetcher.get(at(server, "b", "/robots.txt")))
    assert got.body == b"here"
    fetcher.close()
