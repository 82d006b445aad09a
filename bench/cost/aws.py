"""AWS, answered within boto3: what it serialises, signs and parses is real, only the network is left out.

The answers are those of the simulation's DynamoDB and SQS in memory, which counts units by AWS's rules.
"""

import base64
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from math import ceil
from typing import Any

import boto3
from botocore.awsrequest import AWSResponse
from botocore.config import Config
from botocore.exceptions import ClientError
from flood.machines import LATENCY_S, WRITE_S
from simulation.aws.dynamodb import MemoryDynamo
from simulation.aws.sqs import MemorySqs

from bench.cost.lap import Lap

CALL_CPU_S = 0.0009
"""Of HTTP and TLS on a connection that is open (``bench.cost.connections``)."""
SSM_S = 0.020
BLOCK = 64 * 1024
"""SQS bills a request for each 64 KB of it that begin."""
PROTOCOL_BYTES = 700
"""Headers of a request to Slack or a site, and what TLS adds."""

Account = Counter[str]
"""What one function has used up, by name of ``bill.Usage``."""


class Aws:
    """The services, and what each function has asked of them."""

    def __init__(self, lap: Lap, secrets: Mapping[str, str]) -> None:
        self.lap, self._secrets = lap, secrets
        self.dynamo, self.sqs = MemoryDynamo(lap.now, remembered=10), MemorySqs(lap.now)
        self.accounts: defaultdict[str, Account] = defaultdict(Counter)
        self.function = ""
        """Whose invocation it is."""
        self.sent: Callable[[str, int], None] = lambda _url, _delay_s: None
        """Told of each message: its queue's URL, and the delay."""

    def account(self) -> Account:
        """Return the account of whoever works now."""
        return self.accounts[self.function]

    def answer(self, service: str, operation: str, asked: dict[str, Any]) -> dict[str, Any]:
        """Let a call take its time and effect. Raises ClientError."""
        self.lap.advance({"ssm": SSM_S}.get(service) or LATENCY_S.get(operation, WRITE_S))
        account = self.account()
        if service == "ssm":
            account["ssm"] += 1
            account["kms"] += 1
            value = self._secrets[asked["Name"]]
            return {
                "Parameter": {"Name": asked["Name"], "Type": "SecureString", "Value": value, "Version": 1}
            }
        if service == "sqs":
            account["sqs"] += requests_of(sum(len(e["MessageBody"]) for e in asked.get("Entries", ())))
            answer = dict(getattr(self.sqs, operation)(**asked))
            for entry in asked.get("Entries", ()):
                self.sent(asked["QueueUrl"], int(entry.get("DelaySeconds", 0)))
            return answer
        return self._table(operation, asked)

    def _table(self, operation: str, asked: dict[str, Any]) -> dict[str, Any]:
        before = self.dynamo.consumed.read, self.dynamo.consumed.write
        account = self.account()
        try:
            return dict(getattr(self.dynamo, operation)(**asked))
        finally:
            read, write = self.dynamo.consumed.read - before[0], self.dynamo.consumed.write - before[1]
            account["reads"] += read  # type: ignore[assignment]
            account["writes"] += write  # type: ignore[assignment]
            account["table_calls"] += 1


def requests_of(size: int) -> int:
    """Return how many requests SQS bills for one of that size."""
    return max(1, ceil(size / BLOCK))


class Session:
    """In the place of boto3's session: clients of boto3 that ask ``Aws``."""

    def __init__(self, aws: Aws) -> None:
        self._aws = aws

    def client(self, service: str, config: Config) -> Any:
        """Return a client. What that takes is among what a cold start takes, and not counted twice."""
        with self._aws.lap.outside():
            return self._client(service, config)

    def _client(self, service: str, config: Config) -> Any:
        client = _session().client(
            service,  # type: ignore[call-overload]
            config=config,
            region_name="us-east-1",
            aws_access_key_id="bench",
            aws_secret_access_key="bench",
        )
        asked: dict[str, Any] = {}

        def keep(params: dict[str, Any], **_: Any) -> None:
            asked.clear()
            asked.update(params)

        def send(request: Any, **_: Any) -> AWSResponse:
            lap = self._aws.lap
            lap.spend(CALL_CPU_S)
            with lap.outside():
                operation = request.headers["X-Amz-Target"].decode().rpartition(".")[2]
                return _response(self._aws, request.url, service, _snake(operation), dict(asked))

        client.meta.events.register_first(f"before-parameter-build.{service}", keep)
        client.meta.events.register_first(f"before-send.{service}", send)
        return client


class _Raw:
    def __init__(self, body: bytes) -> None:
        self._body = body

    def stream(self, *_: Any, **__: Any) -> Iterator[bytes]:
        yield self._body


def _response(aws: Aws, url: str, service: str, operation: str, asked: dict[str, Any]) -> AWSResponse:
    headers = {"content-type": "application/x-amz-json-1.0"}
    status = 200
    try:
        answer = aws.answer(service, operation, asked)
        headers |= answer.pop("ResponseMetadata", {}).get("HTTPHeaders", {})
        body = _as_json(answer)
    except ClientError as e:
        response: dict[str, Any] = dict(e.response)
        error, metadata = response.pop("Error"), response.pop("ResponseMetadata")
        headers |= metadata["HTTPHeaders"]
        status = 400
        body = _as_json({"__type": f"com.amazonaws#{error['Code']}", "message": error["Message"], **response})
    return AWSResponse(url, status, headers, _Raw(body))  # type: ignore[arg-type]


def _as_json(answer: Mapping[str, Any]) -> bytes:
    return json.dumps(answer, default=lambda value: base64.b64encode(value).decode()).encode()


@cache
def _session() -> boto3.session.Session:
    return boto3.session.Session()


@cache
def _snake(operation: str) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in operation).lstrip("_")
