"""What the page's endpoints take, and from whom."""

import http.client
import json

import pytest
from slack_room import ADA, BOARD, POLICY

OWN = object()
BOT = "U0NEWSWATCH"


@pytest.fixture
def server(slack, app):
    slack.server.install(app.installed, ADA, patience_s=2)
    return slack.server


def post(server, path, body, *, host=OWN, origin=OWN, content_type="application/json", **headers):
    """Return status and JSON of a POST as a browser sends it; None leaves a header out."""
    here = f"127.0.0.1:{server.port}"
    host = here if host is OWN else host
    headers |= {"Host": host, "Origin": f"http://{here}" if origin is OWN else origin}
    headers["Content-Type"] = content_type
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    try:
        sent = body if isinstance(body, str) else json.dumps(body)
        given = {name.replace("_", "-"): value for name, value in headers.items() if value is not None}
        connection.request("POST", path, sent, given)
        answer = connection.getresponse()
        content = answer.read()
        return answer.status, json.loads(content) if content else {}
    finally:
        connection.close()


LIST = {"channel": POLICY, "text": "/watch list"}


def test_a_line_typed_on_the_page_is_its_persons(server, app):
    assert post(server, "/page/type", LIST) == (200, {"ok": True})
    assert (app.form()["user_id"], app.form()["text"]) == (ADA, "list")


def test_the_page_may_have_any_of_our_names(server, app):
    name = f"localhost:{server.port}"
    assert post(server, "/page/type", LIST, host=name, origin=f"http://{name}") == (200, {"ok": True})
    assert len(app.received) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"origin": "https://evil.example"},
        {"origin": "http://127.0.0.1:1"},
        {"origin": "null"},
        {"origin": None},
        {"origin": "http://localhost:{port}"},
        {"host": "evil.example:{port}", "origin": "http://evil.example:{port}"},
        {"host": "127.0.0.1.evil.example", "origin": "http://127.0.0.1.evil.example"},
        {"host": ""},
        {"content_type": "text/plain"},
        {"content_type": "application/x-www-form-urlencoded"},
        {"content_type": ""},
    ],
    ids=str,
)
@pytest.mark.parametrize("path", ["/page/type", "/page/press", "/page/dismiss"])
def test_another_sites_page_can_do_nothing(slack, server, app, path, wrong):
    block = {
        "type": "actions",
        "block_id": "b",
        "elements": [{"type": "button", "action_id": "a", "text": {"type": "plain_text", "text": "x"}}],
    }
    whisper = slack.client.chat_postEphemeral(channel=POLICY, user=ADA, text="x", blocks=[block])
    body = LIST | {"ts": whisper["message_ts"], "block_id": "b", "action_id": "a"}
    given = {name: value and value.format(port=server.port) for name, value in wrong.items()}
    status, _ = post(server, path, body, **given)

    assert status in {403, 415}
    assert app.received == []
    assert len(slack.workspace.changes(0).messages) == 1
    assert post(server, path, body)[0] == 200, "the same, from our own page, is taken"


def test_a_get_does_nothing(server, app):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    connection.request("GET", "/page/type?channel=C0POLICY&text=/watch")
    assert connection.getresponse().status == 404
    connection.close()
    assert app.received == []


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ("{", "invalid_json"),
        ("[]", "json_not_object"),
        ({}, "invalid_arguments"),
        ({"channel": POLICY, "text": 1}, "invalid_arguments"),
        ({"channel": POLICY, "text": "hello"}, "not_a_command"),
        ({"channel": "C0X", "text": "/watch"}, "channel_not_found"),
    ],
)
def test_what_cannot_be_done_is_said(server, app, body, error):
    status, said = post(server, "/page/type", body)

    assert (status, said["ok"], said["error"]) == (200, False, error)
    assert said["message"]
    assert app.received == []


def test_a_path_that_is_none_is_said_to_be_none(server):
    assert post(server, "/page/shout", LIST)[0] == 404


def test_without_an_app_nothing_can_be_typed(slack):
    assert post(slack.server, "/page/type", LIST)[0] == 403


def state(server):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    connection.request("GET", "/api/state")
    value = json.load(connection.getresponse())
    connection.close()
    return value


def test_the_page_knows_whose_it_is_and_where_that_person_may_type(slack, server):
    slack.workspace.leave(BOARD, ADA)
    told = state(server)
    channels = {channel["id"]: channel for channel in told["channels"]}

    assert told["me"] == {
        "id": ADA,
        "command": "/watch",
        "usage_hint": "venezuela",
        "description": "Watch the news",
    }
    assert channels[POLICY]["mine"]
    assert not channels[BOARD]["mine"]
    assert channels["D0ADA"]["name"] == "Newswatch", "to her, it is the bot whom she talks with"


def test_without_an_app_the_page_is_nobodys(slack):
    told = state(slack.server)

    assert told["me"] is None
    assert not any(channel["mine"] for channel in told["channels"])


# --- For scripts -----------------------------------------------------------------------------------


def form(server, **body):
    token = body.pop("token", "xoxb-laptop")
    body = {"user": "", "channel": "#policy", "text": "list"} | body
    return post(server, "/local/form", body, origin=None, Authorization=f"Bearer {token}")


@pytest.mark.parametrize(
    ("asked", "user", "channel"),
    [
        ({}, ADA, POLICY),
        ({"user": "@ada", "channel": "policy"}, ADA, POLICY),
        ({"user": ADA, "channel": BOARD}, ADA, BOARD),
    ],
)
def test_a_script_gets_a_form_to_sign(server, app, asked, user, channel):
    status, said = form(server, **asked)

    assert status == 200
    assert (said["form"]["user_id"], said["form"]["channel_id"]) == (user, channel)
    assert said["form"]["response_url"].startswith(server.page_url)
    assert app.received == []


@pytest.mark.parametrize(
    ("wrong", "status", "error"),
    [
        ({"token": "xoxb-other"}, 403, "invalid_auth"),
        ({"user": "@eve"}, 200, "user_not_found"),
        ({"channel": "#nowhere"}, 200, "channel_not_found"),
    ],
)
def test_a_script_that_asks_wrongly_is_told(server, wrong, status, error):
    got, said = form(server, **wrong)
    assert (got, said["error"]) == (status, error)
