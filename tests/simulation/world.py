"""The whole pipeline in one process, with a clock that is told the time and faults on request.

The use cases, the store, the queues' and Slack's clients are the real ones;
AWS is the embedded engine, Slack the stand-in, on whose history tests judge.
"""

import itertools
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import boto3
from botocore.config import Config
from builders import ALICE, topic
from fakes import T0, CountingEntropy, FakeFetcher, FakePeople, FixedDeadline, FrozenClock
from slack_sdk import WebClient

from infra.laptop.engine import Engine
from infra.laptop.slack.server import serve
from infra.laptop.slack.workspace import SlackWorkspace
from newswatch import queues as codecs
from newswatch.model import Channel, ChannelId, PostState
from newswatch.queues import QueueUrls, SqsQueues
from newswatch.slack.calls import TIMEOUT_S
from newswatch.slack.client import SlackMessenger
from newswatch.storage.store import DynamoStore
from newswatch.usecases.announcing import announce
from newswatch.usecases.catalog import Catalog
from newswatch.usecases.collect import Collector, collect
from newswatch.usecases.dispatch import dispatch
from newswatch.usecases.match import Matcher, match
from newswatch.usecases.notify import Notifier, notify
from newswatch.usecases.sources import add_source

_runs = itertools.count(1)
ROUNDS = 40
"""Minutes after which everything must have been delivered: past every lease, pause and gap."""


class Crash(BaseException):
    """The process dies here. No ``except Exception`` may hold it up."""


@dataclass
class Faults:
    """Counts the calls to AWS and Slack, and lets the process die at one of them.

    ``side`` is "before" the call takes effect or "after" it did.
    """

    at: int = 0
    side: str = "before"
    armed: bool = False
    calls: int = 0
    dead: bool = False
    """From the crash until the process is started anew: the dead call nobody, on the way out either."""
    names: Counter[str] = None
    log: list[str] = None

    def __post_init__(self) -> None:
        self.names, self.log = Counter(), []

    def before(self, name: str) -> None:
        if self.dead:
            raise Crash
        if self.armed:
            self.calls += 1
            self.names[name] += 1
            self.log.append(name)
            self._die("before")

    def after(self) -> None:
        if self.armed:
            self._die("after")

    def _die(self, side: str) -> None:
        if self.calls == self.at and self.side == side:
            self.at, self.dead = 0, True
            raise Crash


class DyingWebClient(WebClient):
    """Slack's client, in which the process may die around a call."""

    def __init__(self, faults: Faults, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._faults = faults

    def _perform_urllib_http_request_internal(self, url: str, req: Any) -> dict[str, Any]:
        self._faults.before("slack " + url.rsplit("/", 1)[1].split("?", maxsplit=1)[0])
        answer = super()._perform_urllib_http_request_internal(url, req)
        self._faults.after()
        return answer


class World:
    """One workspace, one source, and the stages between them."""

    def __init__(self, engine: Engine, table: str, faults: Faults | None = None) -> None:
        self.faults = faults or Faults()
        self.clock, self.fetcher, self.entropy = FrozenClock(), FakeFetcher(), CountingEntropy()
        self._engine, self._run, self._table = engine, next(_runs), table
        self._sqs = engine.client("sqs")
        names = ("sources", "articles", "channels", "commands")
        self.urls = {name: self._queue(name) for name in names}
        self.workspace = SlackWorkspace(self.clock.now)
        self.server = serve(self.workspace)
        self._changes: list[int] = []
        """Positions of the changes that are still to be announced, as CommandQueue would keep them."""
        self._cold()

    def close(self) -> None:
        self.server.close()
        for url in self.urls.values():
            self._sqs.delete_queue(QueueUrl=url)

    # --- Setting up, without faults ---------------------------------------------------

    def watch(self, url: str) -> None:
        self.source = add_source(
            self.store, self.queues, self.clock, who=ALICE, url=url, name="News", interval_s=3780
        ).source

    def add_topic(self, number: int, query: str, channel: str) -> None:
        self.workspace.add_channel(channel, channel.lower())
        self.store.save_topic(
            topic(number, query=query, destinations=(ChannelId(channel),)), ALICE, T0, "add"
        )

    def rename_topic(self, number: int, name: str) -> None:
        """Have a topic renamed; what follows from that is seen to with the next messages."""
        before = self.store.topic(topic(number).id)
        after = replace(before, name=name, version=before.version + 1)
        self._changes.append(self.store.save_topic(after, ALICE, self.clock.now(), "set").seq)

    # --- Time goes by -------------------------------------------------------------------

    def until_quiet(self) -> int:
        """Let minutes go by until nothing is left to do; return how many it took."""
        for minute in range(1, ROUNDS + 1):
            self._stage(self._dispatch)
            while self._messages():
                pass
            if not self.store.channels_with_outbox() and not self._waiting():
                return minute
            self.clock.advance(minutes=1)
        raise AssertionError(f"still not quiet after {ROUNDS} minutes")

    def _messages(self) -> int:
        announced = len(self._changes)
        if self._changes and self._stage(lambda: self._announce(self._changes[0])):
            self._changes.pop(0)
        work = {"sources": self._collect, "articles": self._match, "channels": self._notify}
        return announced + sum(self._one(name, stage) for name, stage in work.items())

    def _one(self, name: str, stage: Callable[[str, int], None]) -> int:
        """Hand one message to its stage as an event source mapping would; what dies comes again."""
        answer = self._sqs.receive_message(QueueUrl=self.urls[name], MessageSystemAttributeNames=["All"])
        for message in answer.get("Messages", []):
            received = int(message["Attributes"]["ApproximateReceiveCount"])
            handle = message["ReceiptHandle"]
            if self._stage(lambda: stage(message["Body"], received)):  # noqa: B023 - called at once
                self._sqs.delete_message(QueueUrl=self.urls[name], ReceiptHandle=handle)
            else:
                self._sqs.change_message_visibility(
                    QueueUrl=self.urls[name], ReceiptHandle=handle, VisibilityTimeout=0
                )
        return len(answer.get("Messages", []))

    def _stage(self, stage: Callable[[], None]) -> bool:
        """Run a stage; return whether it lived. A dead one starts cold the next time."""
        self.faults.armed = True
        try:
            stage()
        except Crash:
            self._cold()
            return False
        finally:
            self.faults.armed = False
        return True

    def _dispatch(self) -> None:
        dispatch(self.store, self.queues, self.clock, self.entropy)

    def _collect(self, body: str, received: int) -> None:
        collector = Collector(self.store, self.queues, self.fetcher, self.clock)
        collect(collector, codecs.decode_sources(body), FixedDeadline(), received=received)

    def _match(self, body: str, received: int) -> None:
        match(self.matcher, codecs.decode_entries(body), FixedDeadline(), received=received)

    def _announce(self, seq: int) -> None:
        rooms = [
            Channel(ChannelId(found.id), found.name, joined=True) for found in self.workspace.conversations()
        ]
        announce(self.store, self.queues, FakePeople(rooms), seq)

    def _notify(self, body: str, _received: int) -> None:
        notifier = Notifier(self.store, self.queues, self.messenger, self.clock, self.entropy)
        notify(notifier, codecs.decode_wake(body), FixedDeadline())

    # --- What came of it ----------------------------------------------------------------

    def messages(self) -> dict[str, list[Any]]:
        """Return Slack's own history: post ids and texts, by channel."""
        return {
            conversation.name: [
                (message.metadata["event_payload"]["post_id"], message.text)
                for message in self.workspace.messages(conversation.id)
            ]
            for conversation in self.workspace.conversations()
        }

    def unfinished(self) -> list[str]:
        """Return the posts that are neither sent nor cancelled."""
        rows = self._engine.client("dynamodb").scan(TableName=self._table, ConsistentRead=True)["Items"]
        ours = [row for row in rows if row["pk"]["S"].startswith(f"w{self._run}#STORY")]
        posts = [row for row in ours if row["sk"]["S"].startswith("POST")]
        ended = {PostState.SENT.value, PostState.CANCELLED.value}
        return [row["sk"]["S"] for row in posts if row["state"]["S"] not in ended]

    # --- Adapters -----------------------------------------------------------------------

    def _cold(self) -> None:
        """Build everything anew, as the next execution environment would."""
        self.faults.dead = False
        self.store = DynamoStore(
            self._table,
            f"w{self._run}",
            retrying=self._client("dynamodb"),
            once=self._client("dynamodb"),
            article_retention_days=30,
        )
        urls = QueueUrls(
            **{name: self.urls[name] for name in ("sources", "articles", "channels", "commands")}
        )
        self.queues = SqsQueues(self._client("sqs"), urls)
        self.matcher = Matcher(self.store, self.queues, self.fetcher, self.clock, Catalog(self.store))
        web = DyingWebClient(
            self.faults,
            token=self.workspace.token,
            base_url=self.server.api_url,
            timeout=TIMEOUT_S,
            retry_handlers=[],
        )
        self.messenger = SlackMessenger(web)

    def _client(self, service: str) -> Any:
        client = boto3.client(
            service,
            endpoint_url=self._engine.url,
            region_name="eu-west-1",
            aws_access_key_id="test",
            aws_secret_access_key="test",
            config=Config(retries={"total_max_attempts": 1}),
        )
        name = f"{service} {{}}"
        client.meta.events.register(
            f"before-send.{service}",
            lambda event_name, **_: self.faults.before(name.format(event_name.rsplit(".", 1)[1])),
        )
        client.meta.events.register(f"response-received.{service}", lambda **_: self.faults.after())
        return client

    def _queue(self, name: str) -> str:
        url = self._sqs.create_queue(QueueName=f"sim-{self._run}-{name}")["QueueUrl"]
        return str(url)

    def _waiting(self) -> int:
        total = 0
        for name in ("sources", "articles"):
            answer = self._sqs.get_queue_attributes(
                QueueUrl=self.urls[name], AttributeNames=["ApproximateNumberOfMessages"]
            )
            total += int(answer["Attributes"]["ApproximateNumberOfMessages"])
        return total


def rss(*numbers: int) -> bytes:
    """Return a feed with these items."""
    items = "".join(
        f"<item><guid>g{n}</guid><title>Ministers meet, part {n}</title>"
        f"<link>https://news.example/{n}</link><description>Lavrov met Pompeo.</description></item>"
        for n in numbers
    )
    return f'<rss version="2.0"><channel><title>News</title>{items}</channel></rss>'.encode()


def page(number: int) -> bytes:
    """Return an article that both topics hold for."""
    filler = "".join(f"<p>Sentence number {n} says nothing that anybody watches for.</p>" for n in range(30))
    return (
        f"<html lang=en><head><title>Ministers meet, part {number}</title></head><body><article>"
        f"<p>Lavrov met Pompeo on Monday to talk about Venezuela.</p>{filler}</article></body></html>"
    ).encode()
