"""How requests are read, who may call, and what the page's server gives out."""

import json
import socket
from http.client import HTTPConnection
from threading import Thread

import pytest
from slack_room import ADA, POLICY
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from infra.laptop.slack.content import Content

JSON = "application/json; charset=utf-8"
FORM = "application/x-www-form-urlencoded"


def ask(slack, verb, path, body=None, host=None, **headers):
    """Return status, headers and body of a request that no client of Slack's would make."""
    connection = HTTPConnection("127.0.0.1", slack.server.port, timeout=10)
    try:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(verb, path, body, {**named, **({"Host": host} if host else {})})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


def call(slack, method, body="", content_type=JSON, token=None):
    headers = {"Authorization": f"Bearer {token or slack.workspace.token}", "Content_Type": content_type}
    status, _, answer = ask(slack, "POST", f"/api/{method}", body, **headers)
    assert status == 200
    return json.loads(answer)


def test_a_wrong_token_is_refused(slack):
    client = WebClient(token="xoxb-other", base_url=slack.server.api_url, retry_handlers=[])
    with pytest.raises(SlackApiError) as caught:
        client.auth_test()

    assert caught.value.response["error"] == "invalid_auth"


def test_no_token_is_refused_and_one_in_a_json_body_counts_for_nothing(slack):
    body = json.dumps({"token": slack.workspace.token})
    _, _, answer = ask(slack, "POST", "/api/auth.test", body, Content_Type=JSON)

    assert json.loads(answer) == {"ok": False, "error": "not_authed"}


def test_a_form_carries_token_and_blocks_as_text(slack):
    blocks = "%5B%7B%22type%22%3A%22divider%22%7D%5D"
    body = f"token={slack.workspace.token}&channel={POLICY}&text=a+%26+b&blocks={blocks}"
    _, _, answer = ask(slack, "POST", "/api/chat.postMessage", body, Content_Type=FORM)

    message = json.loads(answer)["message"]
    assert (message["text"], message["blocks"][0]["type"]) == ("a & b", "divider")


@pytest.mark.parametrize(
    ("body", "content_type", "error"),
    [
        ("{", JSON, "invalid_json"),
        ("[]", JSON, "json_not_object"),
        ("<x/>", "text/xml", "invalid_post_type"),
        ("{}", "", "missing_post_type"),
    ],
)
def test_a_body_that_cannot_be_read_is_refused(slack, body, content_type, error):
    assert call(slack, "chat.postMessage", body, content_type)["error"] == error


def test_json_without_charset_is_taken_with_a_warning(slack):
    assert call(slack, "auth.test", "{}", "application/json")["warning"] == "missing_charset"


def test_an_unknown_method_is_named(slack):
    answer = call(slack, "chat.shout", "{}")

    assert (answer["error"], answer["req_method"]) == ("unknown_method", "chat.shout")


def test_half_a_surrogate_in_a_text_is_stored_and_told(slack):
    assert call(slack, "chat.postMessage", json.dumps({"channel": POLICY, "text": "\ud83d!"}))["ok"]
    assert slack.client.conversations_history(channel=POLICY)["messages"][0]["text"]


def test_a_giant_body_is_refused_unread(slack):
    with socket.create_connection(("127.0.0.1", slack.server.port), timeout=10) as raw:
        raw.sendall(b"POST /api/auth.test HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n")
        assert b" 413 " in raw.recv(1000)


def test_many_at_once_get_a_ts_each(slack):
    def work(n):
        client = WebClient(token=slack.workspace.token, base_url=slack.server.api_url, retry_handlers=[])
        for i in range(10):
            client.chat_postMessage(channel=POLICY, text=f"{n} {i}")

    threads = [Thread(target=work, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len({m.ts for m in slack.workspace.messages(POLICY)}) == 80


@pytest.mark.parametrize("path", ["/", "/static/page.js", "/static/page.css", "/static/icon.svg"])
def test_the_page_is_given_out_with_a_strict_policy(slack, path):
    status, headers, body = ask(slack, "GET", path)

    assert status == 200
    assert body
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "path", ["/static/../server.py", "/static/%2e%2e/server.py", "/server.py", "/static/", "//etc/passwd"]
)
def test_nothing_else_is_given_out(slack, path):
    assert ask(slack, "GET", path)[0] == 404


def test_the_page_is_not_given_out_under_another_name(slack):
    assert ask(slack, "GET", "/api/state", host="evil.example")[0] == 403
    assert ask(slack, "GET", "/api/state", host=f"localhost:{slack.server.port}")[0] == 200


def test_a_permalink_redirects_to_its_place_on_the_page(slack):
    status, headers, _ = ask(slack, "GET", f"/archives/{POLICY}/p1700000000000100")

    assert (status, headers["Location"]) == (302, f"/#{POLICY}/1700000000.000100")


def state(slack, since=0, run=""):
    return json.loads(ask(slack, "GET", f"/api/state?since={since}&run={run}")[2])


def test_the_state_tells_only_what_changed_since(slack):
    kept, gone = slack.post("a")["ts"], slack.post("b")["ts"]
    first = state(slack)
    assert [m["ts"] for m in first["messages"]] == [kept, gone]

    since = (first["revision"], first["run"])
    assert state(slack, *since)["messages"] == []
    slack.client.chat_update(channel=POLICY, ts=kept, text="changed")
    slack.client.chat_delete(channel=POLICY, ts=gone)
    second = state(slack, *since)
    assert [m["text"] for m in second["messages"]] == ["changed"]
    assert second["gone"] == [{"channel": POLICY, "ts": gone}]


def test_a_page_of_an_earlier_run_is_told_everything(slack):
    slack.post()

    assert len(state(slack, since=1, run="earlier")["messages"]) == 1


def test_a_page_that_opens_late_is_told_the_newest_messages(slack):
    for n in range(310):
        slack.workspace.post(POLICY, ADA, Content(str(n)))
    texts = [m["text"] for m in state(slack)["messages"]]

    assert (len(texts), texts[-1]) == (300, "309")
