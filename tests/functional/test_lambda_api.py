"""Functions that run elsewhere, invoked by Lambda's own API, with its failures as handlers have them."""

import json
import threading
from http.server import BaseHTTPRequestHandler

import pytest

from infra.laptop.lambda_api import FunctionFailedError, LambdaApi
from infra.laptop.serving import QuietServer

ERROR = {
    "errorMessage": "no table\nbut a second line",
    "errorType": "ConfigError",
    "requestId": "r-1",
    "stackTrace": [],
}


class Service:
    """What answers invocations; each is kept with the function's name."""

    def __init__(self):
        self.invoked, self.answer, self.headers, self.status = [], b"null", {}, 200
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                name = self.path.split("/")[-2]
                service.invoked.append((name, self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(service.status)
                for header, value in {"Content-Length": str(len(service.answer)), **service.headers}.items():
                    self.send_header(header, value)
                self.end_headers()
                self.wfile.write(service.answer)

            def log_message(self, *_):
                pass

        self._server = QuietServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()

    def close(self):
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture
def service():
    service = Service()
    yield service
    service.close()


@pytest.fixture
def said():
    return []


@pytest.fixture
def match(service, said):
    return LambdaApi(service.url, said.append).function("MatchFunction")


@pytest.mark.parametrize("answer", [None, {"batchItemFailures": []}, {"statusCode": 200, "body": "é"}])
def test_an_answer_is_what_the_function_returned(service, match, said, answer):
    service.answer = json.dumps(answer).encode()

    assert match({"Records": []}, None) == answer
    assert service.invoked == [("MatchFunction", b'{"Records": []}')]
    assert said == []


def test_what_a_function_raised_is_raised_and_said_though_nothing_marks_it(service, match, said):
    service.answer = json.dumps(ERROR).encode()

    with pytest.raises(FunctionFailedError, match=r"^ConfigError: no table$"):
        match({}, None)
    assert said == ["MatchFunction failed: ConfigError: no table"]


def test_what_is_marked_as_an_error_is_one_whatever_it_looks_like(service, match):
    service.answer, service.headers = b'"killed"', {"X-Amz-Function-Error": "Unhandled"}

    with pytest.raises(FunctionFailedError, match="killed"):
        match({}, None)


@pytest.mark.parametrize("answer", [b"", b"Task timed out after 60.00 seconds"])
def test_a_function_that_ran_out_of_time_has_not_worked(service, match, answer):
    service.answer = answer

    with pytest.raises(FunctionFailedError, match="out of time"):
        match({}, None)


def test_a_failing_function_is_invoked_once_for_each_event(service, match):
    service.status, service.answer = 502, b"{}"

    with pytest.raises(FunctionFailedError):
        match({}, None)
    assert len(service.invoked) == 1


def test_the_same_failure_is_said_once_until_it_has_worked(service, match, said):
    for answer in (ERROR, ERROR, None, ERROR):
        service.answer = json.dumps(answer).encode()
        try:
            match({}, None)
        except FunctionFailedError:
            continue
    assert len(said) == 2


def test_nobody_there_is_said_with_what_to_do(said):
    service = Service()
    service.close()
    match = LambdaApi(service.url, said.append).function("MatchFunction")

    with pytest.raises(FunctionFailedError):
        match({}, None)
    assert "make sam-lambda" in said[0]
