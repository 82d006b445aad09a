"""The hook function, called as the HTTP API calls it: hubs that verify, and hubs that ping."""

import hmac
import json
from base64 import b64encode
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from builders import ALICE, source
from deployment import context, deployment

from newswatch import wiring
from newswatch.lambdas import hook
from newswatch.model import SourceGroup, Subscription, Usage
from newswatch.queues import decode_sources
from newswatch.system import SystemClock

FEED = "https://news1.example/feed"
TOKEN, SECRET = "0123456789abcdef" * 2, "fedcba9876543210" * 2
BODY = "<?xml version='1.0'?><rss>é</rss>".encode()


@pytest.fixture
def deployed(monkeypatch):
    with deployment(monkeypatch) as running:
        watched = wiring.store().save_source(source(url=FEED), ALICE, SystemClock().now(), "add").snapshot
        asked = Subscription(
            watched.id, "https://hub.example/", FEED, TOKEN, SECRET, asked_at=SystemClock().now()
        )
        wiring.store().save_subscription(asked, None)
        yield running


def kept() -> Subscription:
    return wiring.store().subscription(source(url=FEED).id)


def called(method: str, *, token: str = TOKEN, query: str = "", sent: bytes = b"", **changes) -> dict:
    """Return the answer to a request that the HTTP API hands on; ``changes`` are of its event."""
    path = {"source": source(url=FEED).id, "token": token}
    event = {
        "version": "2.0",
        "routeKey": f"{method} /hook/{{source}}/{{token}}",
        "rawPath": f"/hook/{path['source']}/{token}",
        "rawQueryString": query,
        "pathParameters": path,
        "headers": {
            "host": "abc123.execute-api.eu-west-1.amazonaws.com",
            "x-hub-signature": f"sha256={hmac.new(SECRET.encode(), sent, 'sha256').hexdigest()}",
        },
        "requestContext": {"http": {"method": method}, "stage": "$default"},
        "isBase64Encoded": False,
    }
    if sent:
        event |= {"body": b64encode(sent).decode(), "isBase64Encoded": True}
    answer = hook.handler(event | changes, context())
    assert answer["headers"] == {
        "content-type": "text/plain; charset=utf-8",
        "x-content-type-options": "nosniff",
    }
    return answer


def verification(**changes: str) -> str:
    fields = {"mode": "subscribe", "topic": FEED, "challenge": "<script>+ä", "lease_seconds": "432000"}
    return urlencode({f"hub.{name}": value for name, value in (fields | changes).items()})


def test_a_hub_verifies_and_pings_and_the_source_is_polled(deployed):
    answer = called("GET", query=verification())
    assert (answer["statusCode"], answer["body"]) == (200, "<script>+ä")
    assert timedelta(days=4) < kept().until - SystemClock().now() <= timedelta(days=5)

    for _ in range(3):
        assert called("POST", sent=BODY)["statusCode"] == 200
    [sent] = deployed.messages("SOURCE_QUEUE_URL")
    assert decode_sources(sent["body"]) == SourceGroup((source(url=FEED).id,))
    waiting = deployed.sqs.get_queue_attributes(
        QueueUrl=deployed.environment["SOURCE_QUEUE_URL"],
        AttributeNames=["ApproximateNumberOfMessagesDelayed"],
    )
    assert waiting["Attributes"]["ApproximateNumberOfMessagesDelayed"] == "1", "at the end of the minute"


def test_a_body_that_came_as_text_is_verified_as_it_was_sent(deployed):
    called("GET", query=verification())
    text = {"body": BODY.decode(), "isBase64Encoded": False}
    assert called("POST", sent=BODY, **text)["statusCode"] == 200
    assert len(deployed.messages("SOURCE_QUEUE_URL")) == 1


def test_an_empty_ping_is_one(deployed):
    called("GET", query=verification())
    assert called("POST")["statusCode"] == 200
    assert len(deployed.messages("SOURCE_QUEUE_URL")) == 1


def test_at_the_limit_a_ping_polls_nothing(deployed, monkeypatch):
    called("GET", query=verification())
    wiring.store().add_usage(Usage(writes=9e6), SystemClock().now())
    monkeypatch.setenv("MONTHLY_LIMIT", "5")
    for build in (wiring.settings, wiring.hook):
        build.cache_clear()
    assert called("POST", sent=BODY)["statusCode"] == 200
    assert deployed.messages("SOURCE_QUEUE_URL") == []


def test_a_forged_ping_is_ignored(deployed):
    called("GET", query=verification())
    for headers in ({}, {"x-hub-signature": f"sha256={'0' * 64}"}, None):
        assert called("POST", sent=BODY, headers=headers)["statusCode"] == 200
    assert deployed.messages("SOURCE_QUEUE_URL") == []


@pytest.mark.parametrize(
    ("method", "more", "status"),
    [
        ("GET", {"query": ""}, 404),
        ("GET", {"query": verification(topic="https://news2.example/")}, 404),
        ("GET", {"query": verification(), "token": "f" * 32}, 404),
        ("GET", {"query": verification(), "pathParameters": None}, 404),
        ("GET", {"query": verification(), "pathParameters": {"source": "x" * 9000, "token": TOKEN}}, 404),
        ("POST", {"sent": BODY, "token": "f" * 32}, 410),
        ("POST", {"sent": BODY, "pathParameters": {}}, 410),
        ("POST", {"body": "…", "isBase64Encoded": True}, 400),
        ("HEAD", {}, 405),
        ("DELETE", {}, 405),
    ],
    ids=str,
)
def test_what_is_neither_is_turned_away(deployed, method, more, status):
    assert called(method, **more)["statusCode"] == status
    assert deployed.messages("SOURCE_QUEUE_URL") == []
    assert kept().until is None


def test_a_body_is_taken_up_to_the_size_that_lambda_takes(deployed):
    called("GET", query=verification())
    assert called("POST", body="x" * 8_000_005)["statusCode"] == 400
    assert called("POST", sent=b"x" * 4_400_000)["statusCode"] == 200
    assert len(deployed.messages("SOURCE_QUEUE_URL")) == 1


def test_a_hub_is_told_to_come_again_when_the_table_or_the_queue_is_away(deployed, monkeypatch):
    called("GET", query=verification())
    before = kept()
    deployed.sqs.delete_queue(QueueUrl=deployed.environment["SOURCE_QUEUE_URL"])
    assert called("POST", sent=BODY)["statusCode"] == 503
    assert kept() == before, "its next try is not taken for one that is on its way"

    deployed.dynamodb.delete_table(TableName=deployed.environment["TABLE_NAME"])
    assert called("POST", sent=BODY)["statusCode"] == 503
    assert called("GET", query=verification())["statusCode"] == 503


def test_nothing_that_a_hub_alone_should_know_is_logged(deployed):
    called("GET", query=verification())
    called("POST", sent=BODY)
    called("POST", sent=BODY, headers={})
    called("GET", query=verification(mode="denied", reason="because"))
    called("POST", sent=BODY)
    deployed.dynamodb.delete_table(TableName=deployed.environment["TABLE_NAME"])
    called("POST", sent=BODY)

    lines = [json.loads(line) for line in deployed.log.getvalue().splitlines()]
    assert [line["message"] for line in lines] == [
        "hub verified", "pinged", "ping ignored", "hub refused", "hub not answered",
    ]  # fmt: skip
    assert "because" in deployed.log.getvalue()
    for secret in (TOKEN, SECRET, "rss"):
        assert secret not in deployed.log.getvalue()


def test_a_lapsed_subscription_is_gone(deployed):
    called("GET", query=verification())
    now = kept()
    wiring.store().save_subscription(replace(now, until=SystemClock().now() - timedelta(minutes=61)), now)
    assert called("POST", sent=BODY)["statusCode"] == 410
