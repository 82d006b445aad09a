"""What a table in memory answers, kept and served over HTTP as DynamoDB does, from a process of its own."""

import base64
import json
import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from multiprocessing.connection import Connection
from typing import Any

from simulation.aws.dynamodb import MemoryDynamo

NOTHING = b'{"Count":0,"Items":[],"ScannedCount":0}'
Answer = Callable[[str, dict[str, Any]], bytes]
"""Returns the body of the answer to an operation, ``Query``, and its arguments."""


def pages(dynamo: MemoryDynamo, request: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the answers to a query, page by page."""
    for _ in count():
        answer = dynamo.query(**request)
        yield {name: value for name, value in answer.items() if name != "ResponseMetadata"}
        if "LastEvaluatedKey" not in answer:
            return
        request = {**request, "ExclusiveStartKey": answer["LastEvaluatedKey"]}


def as_json(answer: dict[str, Any]) -> str:
    """Return an answer as DynamoDB sends it."""
    return json.dumps(answer, default=lambda value: base64.b64encode(value).decode())


@contextmanager
def served(answer: Answer) -> Iterator[str]:
    """Answer so in a process of its own, to which ``answer`` can be sent; yield the endpoint."""
    here, there = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=_serve, args=(answer, there), daemon=True)
    server.start()
    try:
        yield f"http://127.0.0.1:{here.recv()}"
    finally:
        server.kill()
        server.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # or each answer waits 40 ms for the acknowledgement of its headers
    answer: Answer

    def do_POST(self) -> None:
        """Answer."""
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        body = type(self).answer(self.headers["X-Amz-Target"].rpartition(".")[2], asked)
        self.send_response(200)
        self.send_header("Content-Type", "application/x-amz-json-1.0")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _serve(answer: Answer, told: Connection) -> None:
    handler = type("Handler", (_Handler,), {"answer": staticmethod(answer)})
    # A thread a connection: who has several clients keeps a connection of each open.
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    told.send(server.server_address[1])
    server.serve_forever()
