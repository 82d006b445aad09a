"""What a deployment consists of, on this machine, and the events that Lambda hands to its functions."""

import hashlib
import hmac
import io
import json
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import wraps
from itertools import count
from pathlib import Path
from urllib.parse import urlencode

import pytest
from aws_lambda_powertools.utilities import parameters
from table_policy import Guard, function_of

from infra.laptop import engine as engines
from infra.laptop.pump import Context
from infra.laptop.slack.records import User
from infra.laptop.slack.server import serve
from infra.laptop.slack.workspace import BOT, SlackWorkspace
from infra.laptop.template import Template
from newswatch import wiring
from newswatch.lambdas import collect, command, dispatch, hook, match, notify, slack
from newswatch.observe import logger
from newswatch.slack.views import ids

TEMPLATE = Path(__file__).resolve().parents[2] / "template.yaml"
SECRET, TOKEN = "signing-secret-of-the-test", "xoxb-token-of-the-test"
CHANNEL, ADA, TEAM = "C0POLICY", "U0ADA", "T0LAPTOP"

HANDLERS = (collect, command, dispatch, hook, match, notify, slack)

_triggers = count(1)


class Deployed:
    """What a deployment consists of, on this machine."""

    def __init__(
        self, workspace: SlackWorkspace, slack_server, environment, engine, *, log: io.StringIO, guard: Guard
    ) -> None:
        self.workspace, self.slack, self.environment = workspace, slack_server, environment
        self.sqs, self.ssm, self.dynamodb = map(engine.client, ("sqs", "ssm", "dynamodb"))
        self.log, self.guard = log, guard

    def messages(self, queue: str) -> list[dict]:
        """Take a queue's messages out, as records of an event."""
        asked = self.sqs.receive_message(
            QueueUrl=self.environment[queue], MaxNumberOfMessages=10, MessageSystemAttributeNames=["All"]
        )
        return [record(m["Body"], m["MessageId"]) for m in asked.get("Messages", [])]


@contextmanager
def deployment(monkeypatch: pytest.MonkeyPatch) -> Iterator[Deployed]:
    """Serve Slack, start an engine with the template's table and queues, and set the environment.

    What handlers ask of the table is judged by the template's roles, as IAM does.
    """
    workspace = SlackWorkspace(lambda: datetime.now(UTC), team_id=TEAM, token=TOKEN)
    workspace.add_user(User(ADA, "ada", "Ada"))
    workspace.add_channel(CHANNEL, "policy", members=[ADA])
    slack_server = serve(workspace)
    engine = engines.start(None)
    try:
        secrets = {"/test/secret": SECRET, "/test/token": TOKEN}
        environment = engines.set_up(engine, Template.load(TEMPLATE), secrets) | {
            "SLACK_API_URL": slack_server.api_url,
            "SLACK_HOOKS_URL": slack_server.page_url,
            "SLACK_SIGNING_SECRET_PARAMETER": "/test/secret",
            "SLACK_TOKEN_PARAMETER": "/test/token",
            "CONTACT_URL": "https://newswatch.invalid/test",
        }
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        forget()
        guard = Guard()
        guard.stand_before(wiring._session())
        for module in HANDLERS:
            monkeypatch.setattr(module, "handler", _guarded(guard, module.handler))
        log = io.StringIO()
        streams = [(handler, handler.setStream(log)) for handler in logger.handlers]
        yield Deployed(workspace, slack_server, environment, engine, log=log, guard=guard)
        for handler, stream in streams:
            handler.setStream(stream)
        assert guard.refused == [], "template.yaml does not let the function do this"
    finally:
        forget()
        engine.stop()
        slack_server.close()


def _guarded(guard: Guard, handler: Callable[..., dict]) -> Callable[..., dict]:
    @wraps(handler)
    def call(event: dict, context: Context) -> dict:
        with guard.running(function_of(handler.__module__.rpartition(".")[2])):
            return handler(event, context)

    return call


def forget() -> None:
    """Do what a new execution environment does: begin without anything that an earlier event built."""
    for built in vars(wiring).values():
        if hasattr(built, "cache_clear"):
            built.cache_clear()
    parameters.clear_caches()


def context(name: str = "Function") -> Context:
    return Context(name, time.monotonic() + 60)


def record(body: str, message_id: str = "m1", received: int = 1) -> dict:
    """Return a record as Lambda's poller makes it of an SQS message."""
    return {
        "messageId": message_id,
        "receiptHandle": "AQEB…",
        "body": body,
        "attributes": {
            "ApproximateReceiveCount": str(received),
            "SentTimestamp": "1772442000000",
            "SenderId": "AROA:newswatch",
            "ApproximateFirstReceiveTimestamp": "1772442000001",
        },
        "messageAttributes": {},
        "md5OfBody": hashlib.md5(body.encode()).hexdigest(),
        "eventSource": "aws:sqs",
        "eventSourceARN": "arn:aws:sqs:eu-west-1:123456789012:newswatch-SourceQueue-1",
        "awsRegion": "eu-west-1",
    }


def request(
    body: str | bytes, *, secret: str = SECRET, age_s: int = 0, base64: bool = True, **headers
) -> dict:
    """Return a request as the HTTP API hands it on (payload format 2.0)."""
    raw = body.encode() if isinstance(body, str) else body
    stamp = str(int(time.time()) - age_s)
    signature = hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + raw, hashlib.sha256).hexdigest()
    return {
        "version": "2.0",
        "routeKey": "POST /slack/commands",
        "rawPath": "/slack/commands",
        "rawQueryString": "",
        "headers": {
            "content-length": str(len(raw)),
            "content-type": "application/x-www-form-urlencoded",
            "host": "abc123.execute-api.eu-west-1.amazonaws.com",
            "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "x-slack-request-timestamp": stamp,
            "x-slack-signature": f"v0={signature}",
        },
        "requestContext": {
            "accountId": "123456789012",
            "apiId": "abc123",
            "http": {"method": "POST", "path": "/slack/commands", "sourceIp": "127.0.0.1"},
            "stage": "$default",
        },
        "body": b64encode(raw).decode() if base64 else raw.decode(),
        "isBase64Encoded": base64,
    }


def typed(
    text: str,
    response_url: str = "https://hooks.slack.com/commands/T0LAPTOP/1/x",
    *,
    changes: dict[str, str | None] | None = None,
    **more,
) -> dict:
    """Return the request of Ada who types ``/watch …`` in her channel.

    Args:
        text: what stands behind the command.
        response_url: where a late answer goes.
        changes: other values for fields of the form; None leaves one out.
        more: for ``request``.
    """
    form = {
        "token": "old",
        "team_id": TEAM,
        "channel_id": CHANNEL,
        "user_id": ADA,
        "command": "/watch",
        "text": text,
        "api_app_id": BOT.app_id,
        "response_url": response_url,
        "trigger_id": f"1.2.{next(_triggers)}",
    } | (changes or {})
    return request(urlencode({name: value for name, value in form.items() if value is not None}), **more)


def pressed(
    value: str,
    response_url: str,
    *,
    action_id: str = ids.RUN,
    message_ts: str = "1700000000.000100",
    ephemeral: bool = True,
    **changes,
) -> dict:
    """Return the request of Ada who presses a button; ``changes`` replace parts of the payload."""
    payload = {
        "type": "block_actions",
        "user": {"id": ADA, "username": "ada", "name": "ada", "team_id": TEAM},
        "api_app_id": BOT.app_id,
        "token": "old",
        "container": {
            "type": "message",
            "message_ts": message_ts,
            "channel_id": CHANNEL,
            "is_ephemeral": ephemeral,
        },
        "trigger_id": f"1.2.{next(_triggers)}",
        "team": {"id": TEAM, "domain": "laptop"},
        "channel": {"id": CHANNEL, "name": "policy"},
        "response_url": response_url,
        "actions": [{"action_id": action_id, "block_id": "b", "value": value, "type": "button"}],
    } | changes
    return request(urlencode({"payload": json.dumps(payload)}))


def happened(kind: str, **changes) -> dict:
    """Return the request that tells of an event."""
    event = {
        "token": "old",
        "team_id": TEAM,
        "api_app_id": BOT.app_id,
        "event": {"type": kind, "user": ADA},
        "type": "event_callback",
        "event_id": f"Ev{next(_triggers)}",
        "event_time": int(time.time()),
    }
    return request(json.dumps(event | changes))
