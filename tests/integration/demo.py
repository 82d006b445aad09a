"""The demo news site and the Slack stand-in around functions that run elsewhere, and what people do there."""

import base64
import hashlib
import hmac
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from infra.laptop.demo_site import DemoSite
from infra.laptop.slack.records import User
from infra.laptop.slack.server import serve
from infra.laptop.slack.workspace import SlackWorkspace
from newswatch.model import Source, Subscription, UserId
from newswatch.ports import Queues, Store
from newswatch.system import SystemClock
from newswatch.usecases.sources import add_source

ROOT = Path(__file__).parents[2]
SIGNING_SECRET = "8f742231b10e8888abcd99aaabbb85a5"
ANN = "U0ANN"
CHANNEL = "C0POLICY"
TOPIC = "add Venezuela talks = (pompeo OR lavrov) AND venezuela"
WANTED = "/rovaniemi-meeting"
"""Where the article of the second edition that the topic must catch is on the demo site."""


class Demo:
    """Both of them, on free ports of 127.0.0.1, until closed."""

    def __init__(self) -> None:
        def now() -> datetime:
            return datetime.now(UTC)

        self.site = DemoSite(0, ROOT / "seeds" / "demo", now)
        self.site.publish(1)
        self.workspace = SlackWorkspace(now)
        self.workspace.add_user(User(ANN, "ann"))
        self.workspace.add_channel(CHANNEL, "policy", members=[ANN])
        self.slack = serve(self.workspace)

    @property
    def parameters(self) -> dict[str, str]:
        """What a deployment beside them is told through the template's parameters."""
        return {
            "SlackApiUrl": self.slack.api_url,
            "SlackHooksUrl": f"{self.slack.page_url}response/",
            "PrivateHosts": self.site.url.removeprefix("http://"),
            "ContactUrl": "https://newswatch.example/",
        }

    def close(self) -> None:
        self.slack.close()
        self.site.close()

    def command(self, text: str) -> tuple[dict[str, str], str]:
        """Return headers and body of ``/watch text`` as Slack sends it, typed by Ann in the channel."""
        return self.signed(
            {
                "command": "/watch",
                "text": text,
                "team_id": self.workspace.team_id,
                "api_app_id": self.workspace.bot.app_id,
                "channel_id": CHANNEL,
                "user_id": ANN,
                "response_url": self.slack.response_url(CHANNEL, ANN),
                "trigger_id": uuid.uuid4().hex,
            }
        )

    def signed(self, form: Mapping[str, str]) -> tuple[dict[str, str], str]:
        """Return headers and body of a form as Slack sends it."""
        body = urlencode(form)
        stamp = str(int(time.time()))
        signed = hmac.new(SIGNING_SECRET.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256)
        headers = {
            "content-type": "application/x-www-form-urlencoded",
            "x-slack-request-timestamp": stamp,
            "x-slack-signature": f"v0={signed.hexdigest()}",
        }
        return headers, body

    def watch(self, store: Store, queues: Queues) -> Source:
        """Have the site's feed watched; what it brings is matched at once, as somebody waits for it here."""
        url, clock, who = self.site.feed_url, SystemClock(), UserId(ANN)
        added = add_source(store, queues, clock, who=who, url=url, name=self.site.name).source
        urgent = replace(added, urgent=True, version=added.version + 1)
        return store.save_source(urgent, who, clock.now(), "set").snapshot

    def alerts(self) -> list[str]:
        """Return the bot's alerts in the channel, all blocks of one as one text, oldest first."""
        return [blocks for post_id, blocks in self._posts() if ".change-" not in post_id]

    def notices(self) -> list[str]:
        """Return what the bot announced in the channel, likewise."""
        return [blocks for post_id, blocks in self._posts() if ".change-" in post_id]

    def _posts(self) -> list[tuple[str, str]]:
        return [
            (message.metadata["event_payload"]["post_id"], str(message.blocks))
            for message in self.workspace.messages(CHANNEL)
            if message.bot_id and message.metadata
        ]

    def whispers(self) -> list[str]:
        """Return what Slack showed to Ann alone."""
        shown = (message for _, message in self.workspace.changes(0).messages)
        return [f"{message.text} {message.blocks}" for message in shown if message.only_for == ANN]


@dataclass(frozen=True, slots=True)
class Hub:
    """A WebSub hub that was asked to tell of a source."""

    asked: Subscription

    @classmethod
    def of(cls, store: Store, source: Source) -> "Hub":
        """Return the hub of a source, asked as collect would; nobody there has verified anything."""
        now = SystemClock().now()
        asked = Subscription(source.id, "https://hub.example/", source.url, "a" * 32, "b" * 32, asked_at=now)
        store.save_subscription(asked, None)
        return cls(asked)

    @property
    def path(self) -> str:
        """The callback's."""
        return f"/hook/{self.asked.source_id}/{self.asked.token}"

    @property
    def verification(self) -> str:
        """The query by which it verifies our intent; the challenge is ``c-1``."""
        fields = {
            "mode": "subscribe",
            "topic": self.asked.topic_url,
            "challenge": "c-1",
            "lease_seconds": 600,
        }
        return urlencode({f"hub.{name}": value for name, value in fields.items()})

    def signed(self, body: str) -> dict[str, str]:
        """Return the headers of a ping."""
        digest = hmac.new(self.asked.secret.encode(), body.encode(), hashlib.sha1).hexdigest()
        return {"content-type": "application/rss+xml", "x-hub-signature": f"sha1={digest}"}

    def event(self, body: str = "") -> dict[str, Any]:
        """Return the event that the HTTP API makes of a ping; of the verification, without a body."""
        method, query = ("POST", "") if body else ("GET", self.verification)
        return {
            **api_event(self.path, self.signed(body), body),
            "rawQueryString": query,
            "pathParameters": {"source": self.asked.source_id, "token": self.asked.token},
            "requestContext": {"http": {"method": method, "path": self.path, "sourceIp": "127.0.0.1"}},
        }


def api_event(path: str, headers: dict[str, str], body: str) -> dict[str, Any]:
    """Return the event that the HTTP API makes of a form post (payload format 2.0)."""
    return {
        "version": "2.0",
        "routeKey": f"POST {path}",
        "rawPath": path,
        "rawQueryString": "",
        "headers": headers,
        "requestContext": {"http": {"method": "POST", "path": path, "sourceIp": "127.0.0.1"}},
        "body": base64.b64encode(body.encode()).decode(),
        "isBase64Encoded": True,
    }
