"""Answers by response_url: to Slack alone, replacing only where asked, and not for ever."""

import json
import socket
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from slack_news import outcome
from slack_room import ADA, POLICY

from newswatch.errors import (
    BadRequest,
    SlackNotSent,
    SlackRateLimited,
    SlackRejected,
    SlackUnshowable,
    SlackUrlGone,
)
from newswatch.slack.answers import Responder

ANSWER = {"response_type": "ephemeral", "text": "Done."}
BLOCKS = ANSWER | {"blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "Done."}}]}


def shown(slack):
    """What people see in the channel, ephemeral messages included."""
    return [(m.text, m.only_for) for c, m in slack.workspace.changes(0).messages if c == POLICY]


@pytest.fixture
def responder(slack):
    return Responder(slack.server.page_url)


def test_an_answer_is_for_the_one_who_asked(slack, responder):
    responder.respond(slack.server.response_url(POLICY, ADA), ANSWER)
    assert shown(slack) == [("Done.", ADA)]


@pytest.mark.parametrize("replaces", [True, False])
def test_the_message_of_a_button_is_replaced_only_where_asked(slack, responder, replaces):
    responder.respond(slack.server.response_url(POLICY, ADA), ANSWER)
    [(_, first)] = slack.workspace.changes(0).messages
    url = slack.server.response_url(POLICY, ADA, first.ts)
    responder.respond(url, ANSWER | {"text": "Paused."}, replaces=replaces)

    assert [text for text, _ in shown(slack)] == (["Paused."] if replaces else ["Done.", "Paused."])


# --- To Slack alone ----------------------------------------------------------------------------

REAL = "https://hooks.slack.com/commands/T1/1/x"
HOOKS = "https://hooks.slack.com/"


class Unsent(Responder):
    """Remembers instead of sending."""

    def __init__(self, hooks_url: str) -> None:
        super().__init__(hooks_url)
        self.sent: list[str] = []

    def _send(self, url, body):
        self.sent.append(url)


@pytest.mark.parametrize(
    "url",
    [REAL, "https://hooks.slack.com:443/actions/T1/1/x", "HTTPS://hooks.slack.com/x", "https://HOOKS.slack.com/x"],
)  # fmt: skip
def test_addresses_of_slack_are_taken(url):
    responder = Unsent(HOOKS)
    responder.respond(url, ANSWER)
    assert responder.sent == [url]


@pytest.mark.parametrize(
    "url",
    [
        "", "x", "/commands/T1/1/x", "//hooks.slack.com/x", "https:hooks.slack.com/x", "https:///x", "https://",
        "http://hooks.slack.com/x", "ftp://hooks.slack.com/x", "file:///etc/passwd",
        "https://hooks.slack.com.evil.example/x", "https://evil.example/https://hooks.slack.com/x",
        "https://hooks.slack.com@evil.example/x", "https://evil.example@hooks.slack.com/x",
        "https://a:b@hooks.slack.com/x", "https://@hooks.slack.com/x",
        "https://hooks.slack.com:8443/x", "https://hooks.slack.com:99999/x", "https://hooks.slack.com:x/x",
        "https://hooks.slack.com:0/x", "https://hooks.slack.com\\@evil.example/x",
        "https:\\\\hooks.slack.com\\x",
        "https://hooks.slack.com\\.evil.example/x", "https://hooks.slack.com /x", " https://hooks.slack.com/x",
        "https://hooks.slack.com/x\n", "https://hooks.slack.com/x\r\nHost: evil.example",
        "https://hooks.slack\t.com/x",
        "https://evilhooks.slack.com/x", "https://slack.com/x", "https://hooks.slack.com./x",
        "https://hooks.slack.com", "https://hooks.slack.com?x", "https://hooks.slack.com#/x",
        "https://hooks.slack.com%2f@evil.example/x", "https://hooks.slack.com%00.evil.example/",
        "https://ℎooks.slack.com/x", "https://hooks。slack。com/x", "https://[hooks.slack.com]/x", "https://[::1/x",
        "https://hooks.slack.com/x\ud800", "https://hooks.slack.com/é",
    ],
    ids=ascii,
)  # fmt: skip
def test_nothing_is_sent_elsewhere(url):
    responder = Unsent(HOOKS)
    with pytest.raises(BadRequest):
        responder.respond(url, ANSWER)
    assert responder.sent == []


@pytest.mark.parametrize(
    ("url", "taken"),
    [
        ("http://127.0.0.1:8300/response/x", True),
        ("http://127.0.0.1:8300/x", False),
        ("http://127.0.0.1:8300/response/../x", False),
        ("http://127.0.0.1:8301/response/x", False),
        ("http://localhost:8300/response/x", False),
        ("https://127.0.0.1:8300/response/x", False),
    ],
)
def test_a_stand_in_is_told_by_port_and_path_too(url, taken):
    responder = Unsent("http://127.0.0.1:8300/response/")
    if taken:
        responder.respond(url, ANSWER)
    else:
        with pytest.raises(BadRequest):
            responder.respond(url, ANSWER)
    assert responder.sent == ([url] if taken else [])


# --- What Slack says ---------------------------------------------------------------------------


def test_the_sixth_answer_comes_too_late_and_is_not_tried_again(slack, responder):
    url = slack.server.response_url(POLICY, ADA)
    for _ in range(5):
        responder.respond(url, ANSWER)
    error = outcome(lambda: responder.respond(url, ANSWER))

    assert (type(error), error.code, error.transient) == (SlackUrlGone, "used_url", False)


def test_after_half_an_hour_it_is_too_late(slack, responder):
    url = slack.server.response_url(POLICY, ADA)
    slack.clock.forward(1800)
    error = outcome(lambda: responder.respond(url, ANSWER))

    assert (type(error), error.code) == (SlackUrlGone, "expired_url")


@contextmanager
def saying(*replies):
    """Serve replies in order, each a status, headers and a body; yield the address and what was asked."""
    left, asked = list(replies), []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            asked.append((self.path, json.loads(self.rfile.read(int(self.headers["Content-Length"])))))
            status, headers, body = left.pop(0)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self):
            asked.append((self.path, "by a redirect"))
            self.send_error(404)

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def send(url, answer=ANSWER):
    Responder(url).respond(url + "x", answer)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(status):
    with saying((200, {}, b"ok")) as (elsewhere, reached):
        with saying((status, {"Location": elsewhere}, b"")) as (url, asked):
            error = outcome(lambda: send(url))
        assert len(asked) == 1
        assert reached == []
    assert not isinstance(error, SlackUrlGone)


@pytest.mark.parametrize("body", [b"ok", b'{"ok":true}', b"", b"[]", b"\xff"])
def test_slack_has_several_words_for_yes(body):
    with saying((200, {}, body)) as (url, asked):
        send(url)
    assert asked == [("/x", ANSWER | {"replace_original": False})]


@pytest.mark.parametrize(
    ("status", "headers", "body", "kind", "transient"),
    [
        (404, {}, b'{"ok":false,"error":"expired_url"}', SlackUrlGone, False),
        (404, {}, b"used_url", SlackUrlGone, False),
        (404, {}, b"<html>", SlackUrlGone, False),
        (410, {}, b"", SlackUrlGone, False),
        (200, {}, b'{"ok":false,"error":"expired_url"}', SlackUrlGone, False),
        (500, {}, b"", SlackNotSent, True),
        (503, {}, b"<html>", SlackNotSent, True),
        (429, {"Retry-After": "7"}, b"", SlackRateLimited, True),
        (400, {}, b"invalid_payload", SlackRejected, False),
        (200, {}, b'{"ok":false,"error":"no_text"}', SlackUnshowable, False),
        (200, {}, b'{"ok":false}', SlackNotSent, True),
    ],
)  # fmt: skip
def test_each_refusal_says_whether_another_try_can_help(status, headers, body, kind, transient):
    with saying((status, headers, body)) as (url, _):
        error = outcome(lambda: send(url))
    assert (type(error), error.transient) == (kind, transient)


def test_an_answer_whose_blocks_slack_does_not_take_is_sent_as_text():
    refusal = (400, {}, b'{"ok":false,"error":"invalid_blocks"}')
    with saying(refusal, (200, {}, b"ok")) as (url, asked):
        send(url, BLOCKS)
    assert [body for _, body in asked] == [
        BLOCKS | {"replace_original": False},
        ANSWER | {"replace_original": False},
    ]


def test_a_slack_that_is_away_can_be_tried_again():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        # Bound, but nobody listens.
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/"
        error = outcome(lambda: send(url))
    assert isinstance(error, SlackNotSent)
    assert url not in f"{error} {error!r}"
