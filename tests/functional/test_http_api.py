"""The HTTP API: requests as events of payload format 2.0, answers as responses."""

import base64
import http.client
import json
import threading

import pytest

from infra.laptop.http_api import HttpApi
from infra.laptop.template import Routed

ROUTES = [
    Routed("SlackFunction", "slack.handler", "POST", "/slack/commands", 10),
    Routed("SlackFunction", "slack.handler", "POST", "/slack/events", 10),
    Routed("HookFunction", "hook.handler", "GET", "/hook/{source}/{token}", 5),
]
TEXT = "text/plain;charset=UTF-8"


class Functions:
    """Handlers that keep their events and return what a test wants."""

    def __init__(self):
        self.events, self.contexts, self.returns = [], [], {"statusCode": 200}
        self.inside, self.most, self.go_on = 0, 0, threading.Event()
        self.go_on.set()
        self._lock = threading.Lock()

    def named(self, _function, _name):
        def handler(event, context):
            with self._lock:
                self.inside += 1
                self.most = max(self.most, self.inside)
                self.events.append(event)
                self.contexts.append(context)
            self.go_on.wait(5)
            with self._lock:
                self.inside -= 1
            if isinstance(self.returns, Exception):
                raise self.returns
            return self.returns

        return handler


@pytest.fixture
def functions():
    return Functions()


@pytest.fixture
def api(functions):
    api = HttpApi(ROUTES, functions.named, 0)
    yield api
    functions.go_on.set()
    api.close()


def send(api, path="/slack/commands", body=b"", method="POST", **headers):
    connection = http.client.HTTPConnection(api.url.removeprefix("http://"), timeout=10)
    try:
        connection.request(method, path, body, {k.replace("_", "-"): v for k, v in headers.items()})
        answer = connection.getresponse()
        return answer.status, answer.read(), answer.headers
    finally:
        connection.close()


def test_a_form_arrives_in_base64_with_lower_case_headers(api, functions):
    form = b"text=a%20b&x=\xff"
    send(
        api,
        "/slack/commands",
        form,
        Content_Type="application/x-www-form-urlencoded",
        X_Slack_Signature="v0=1",
    )
    (event,) = functions.events

    assert event["version"] == "2.0"
    assert (event["routeKey"], event["rawPath"]) == ("POST /slack/commands", "/slack/commands")
    assert event["isBase64Encoded"] is True
    assert base64.b64decode(event["body"]) == form
    assert event["headers"]["x-slack-signature"] == "v0=1"
    assert all(name == name.lower() for name in event["headers"])
    assert event["requestContext"]["http"]["method"] == "POST"
    assert event["requestContext"]["http"]["path"] == "/slack/commands"
    assert 9000 < functions.contexts[0].get_remaining_time_in_millis() <= 10_000


@pytest.mark.parametrize("kind", ["application/json", "application/json; charset=utf-8", "text/plain"])
def test_text_arrives_as_text(api, functions, kind):
    send(api, "/slack/events", '{"é": 1}'.encode(), Content_Type=kind)

    assert functions.events[0]["body"] == '{"é": 1}'
    assert functions.events[0]["isBase64Encoded"] is False


def test_a_query_arrives_twice_told(api, functions):
    send(api, "/hook/x/y?a=1&a=2&b=", method="GET")
    (event,) = functions.events

    assert event["rawQueryString"] == "a=1&a=2&b="
    assert event["queryStringParameters"] == {"a": "1,2", "b": ""}
    assert "body" not in event


@pytest.mark.parametrize(
    ("returned", "expected"),
    [
        ({"statusCode": 200}, (200, b"", TEXT)),
        ({"statusCode": 401, "body": "no"}, (401, b"no", TEXT)),
        (
            {"statusCode": 200, "headers": {"Content-Type": "application/json"}, "body": '{"é": 1}'},
            (200, '{"é": 1}'.encode(), "application/json"),
        ),
        ({"statusCode": 200, "body": "/w==", "isBase64Encoded": True}, (200, b"\xff", TEXT)),
        ({"answer": 42}, (200, b'{"answer": 42}', "application/json")),
    ],
)
def test_an_answer_is_returned_as_api_gateway_returns_it(api, functions, returned, expected):
    functions.returns = returned
    status, body, headers = send(api)

    assert (status, body, headers["Content-Type"]) == expected


@pytest.mark.parametrize(
    "returned", [ValueError("x"), {"statusCode": "many"}, {"statusCode": 200, "body": 5}], ids=str
)
def test_a_function_that_fails_is_an_internal_server_error(api, functions, returned):
    functions.returns = returned
    status, body, _ = send(api)

    assert (status, json.loads(body)) == (500, {"message": "Internal Server Error"})
    functions.returns = {"statusCode": 200}
    assert send(api)[0] == 200, "and the next event is served"


def test_parts_of_a_path_arrive_by_their_names(api, functions):
    send(api, "/hook/a%20b/c", method="GET")
    (event,) = functions.events

    assert event["pathParameters"] == {"source": "a b", "token": "c"}
    assert (event["routeKey"], event["rawPath"]) == ("GET /hook/{source}/{token}", "/hook/a%20b/c")
    send(api, "/slack/commands")
    assert "pathParameters" not in functions.events[1]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/"), ("GET", "/slack/commands"), ("POST", "/slack/commands/"),
        ("GET", "/hook/x"), ("GET", "/hook/x/"), ("GET", "/hook/x/y/z"), ("POST", "/hook/x/y"),
    ],
)  # fmt: skip
def test_what_is_no_route_is_not_found(api, functions, method, path):
    status, body, _ = send(api, path, method=method)

    assert (status, json.loads(body)) == (404, {"message": "Not Found"})
    assert functions.events == []


def test_too_much_is_refused_unread(api, functions):
    connection = http.client.HTTPConnection(api.url.removeprefix("http://"), timeout=10)
    connection.putrequest("POST", "/slack/commands")
    connection.putheader("Content-Length", "10000001")
    connection.endheaders()
    assert connection.getresponse().status == 413
    connection.close()
    assert functions.events == []


def test_a_function_has_one_event_at_a_time_and_others_do_not_wait_for_it(api, functions):
    functions.go_on.clear()
    threads = [
        threading.Thread(target=send, args=(api, path)) for path in ("/slack/commands", "/slack/events")
    ]
    for thread in threads:
        thread.start()
    other = threading.Thread(target=send, args=(api, "/hook/x/y"), kwargs={"method": "GET"})
    other.start()
    patience = threading.Event()
    for _ in range(1000):
        if len(functions.events) == 2:
            break
        patience.wait(0.005)
    assert {event["rawPath"] for event in functions.events} - {"/slack/commands", "/slack/events"} == {
        "/hook/x/y"
    }
    functions.go_on.set()
    for thread in (*threads, other):
        thread.join()

    assert len(functions.events) == 3
    assert functions.most == 2
