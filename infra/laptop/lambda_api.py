"""Functions that run elsewhere, invoked by Lambda's own API: in Docker, by ``sam local start-lambda``."""

import json
import socket
import time
from collections.abc import Callable
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, EndpointConnectionError

from infra.laptop.engine import client_of
from infra.laptop.pump import Handler

URL = "http://127.0.0.1:3001"
"""Where ``sam local start-lambda`` listens when nothing else is said."""
LONGEST_S = 15 * 60
"""docs.aws.amazon.com, Lambda quotas: no function runs longer."""
LOOK_S = 0.3


class FunctionFailedError(Exception):
    """A function raised, ran out of time, or could not be invoked; one sentence of text from outside."""


class LambdaApi:
    """What invokes the template's functions by their logical ids, and says what of it fails.

    The same failure of the same function is said once, until it has worked.
    """

    def __init__(self, url: str, say: Callable[[str], None]) -> None:
        """Invoke nothing yet.

        Args:
            url: of the API.
            say: takes a sentence for the person at the terminal.
        """
        self.url, self._say = url, say
        self._said: dict[str, str] = {}

    def function(self, function: str, _name: str = "") -> Handler:
        """Return what invokes a function, and raises FunctionFailedError where a handler would raise."""
        client = self._client

        def invoke(event: dict[str, Any], _context: Any) -> Any:
            try:
                answer = _invoke(client, function, event)
            except FunctionFailedError as e:
                if self._said.get(function) != str(e):
                    self._said[function] = str(e)
                    self._say(f"{function} failed: {e}")
                raise
            self._said.pop(function, None)
            return answer

        return invoke

    def wait(self) -> None:
        """Wait until functions are served that were started from now on, and so know this run's addresses."""
        port = urlsplit(self.url).port
        command = "make sam-lambda" + (f' SAM_ARGS="--port {port}"' if self.url != URL else "")
        if self._listens():
            self._say(
                f"What listens at {self.url} was there before this run and cannot know its addresses. "
                "Stop it (Ctrl-C in its terminal), or have another port: "
                f"make run ARGS='--sam http://127.0.0.1:{port + 10 if port else 3011}'"
            )
            while self._listens():
                time.sleep(LOOK_S)
        print(f"Now start the functions, in another terminal: {command}", flush=True)
        while not self._listens():
            time.sleep(LOOK_S)

    @cached_property
    def _client(self) -> Any:
        # Invoked once only: what failed comes again by its queue.
        config = Config(retries={"total_max_attempts": 1}, connect_timeout=2, read_timeout=LONGEST_S)
        return client_of(self.url)("lambda", config=config)

    def _listens(self) -> bool:
        where = urlsplit(self.url)
        try:
            socket.create_connection((where.hostname or "", where.port or 80), timeout=1).close()
        except OSError:
            return False
        return True


def _invoke(client: Any, function: str, event: dict[str, Any]) -> Any:
    try:
        said = client.invoke(FunctionName=function, Payload=json.dumps(event).encode())
        text = said["Payload"].read()
    except EndpointConnectionError as e:
        raise FunctionFailedError("nobody serves the functions (make sam-lambda does).") from e
    except (BotoCoreError, ClientError) as e:
        raise FunctionFailedError(str(e)) from e
    try:
        answer = json.loads(text)
    except ValueError as e:
        # SAM CLI answers with nothing when it has stopped a container that ran out of time.
        raise FunctionFailedError("it gave no answer: out of time, or its container ended.") from e
    # SAM CLI does not mark what Python's runtime says of an exception, since there are four fields in it.
    error = isinstance(answer, dict) and {"errorType", "errorMessage"} <= answer.keys()
    if error or "FunctionError" in said:
        raise FunctionFailedError(_sentence(answer))
    return answer


def _sentence(error: Any) -> str:
    if not isinstance(error, dict):
        return str(error)
    kind, message = str(error.get("errorType") or ""), str(error.get("errorMessage") or "").strip()
    return ": ".join(part for part in (kind, message.partition("\n")[0]) if part)
