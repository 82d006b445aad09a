"""A workspace with the app installed, its function under AWS's Lambda emulator, for ``bench.slack_function``.

What people type and press goes from the stand-in's clients to the function, signed.
"""

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NoReturn

from infra.laptop import engine
from infra.laptop.http_api import HttpApi
from infra.laptop.slack.client_side import ClientSide
from infra.laptop.slack.content import Content
from infra.laptop.slack.installed import InstalledApp
from infra.laptop.slack.modals import Shown
from infra.laptop.slack.records import Event, Json
from infra.laptop.slack.workspace import SlackWorkspace
from infra.laptop.template import Template
from newswatch.model import ArticleId, ChannelId, Evidence, Field, SourceId, StoryId, Topic, UserId
from newswatch.posts import Alert, Excerpt, Message, PostState, post_id
from newswatch.query import parse
from newswatch.slack.asking import NOTHING
from newswatch.slack.calls import web_client
from newswatch.slack.client import SlackMessenger
from newswatch.slack.people import SlackPeople
from newswatch.slack.views import home
from newswatch.storage.store import DynamoStore
from newswatch.system import SystemClock, SystemEntropy
from newswatch.usecases.home import topics_at_home
from newswatch.usecases.identity import identity_key, known_identity
from newswatch.usecases.sight import Sight
from newswatch.usecases.sources import store_source
from newswatch.usecases.topics import add_topic
from tests.integration.artifact import environment
from tests.integration.demo import ANN, CHANNEL, ROOT, SIGNING_SECRET, Demo
from tests.integration.emulator import FULL_CPU_MB, EmulatedFunction

TOPICS = 100
"""Of a busy workspace; each list and each handle is looked for among them."""
SOURCES = 1_000
ALERTS = 100
PATIENCE_S = 10
"""Of the stand-in: what takes longer than Slack waits is to be measured, too."""
QUERY = "(pompeo OR lavrov) AND venezuela"


@dataclass(frozen=True, slots=True)
class Taken:
    """A request that the function has answered."""

    ms: float
    """From the signed request to the answer."""
    calls: int
    """To Slack, of the Web API and to response URLs."""
    status: int
    said: str
    """The body of the answer."""


class Gauge:
    """Hands what Slack sends to the function, and takes its time."""

    def __init__(self, workspace: SlackWorkspace) -> None:
        self.function: EmulatedFunction | None = None
        self.taken: list[Taken] = []
        self._workspace, self._whispers = workspace, 0
        workspace.on_message(self._hear)

    def __call__(self, event: dict[str, Any], _context: object) -> Any:
        """Invoke the function."""
        assert self.function is not None, "none is started"
        before = self._calls()
        begun = time.perf_counter()
        answer = self.function(event)
        ms = (time.perf_counter() - begun) * 1000
        self.taken.append(Taken(ms, self._calls() - before, answer["statusCode"], answer.get("body", "")))
        return answer

    def stop(self) -> None:
        """End the function, if there is one."""
        if self.function:
            self.function.stop()

    def _hear(self, event: Event) -> None:
        # What one person alone sees has come to a response URL, as long as nothing was answered yet.
        self._whispers += bool(event.message.only_for)

    def _calls(self) -> int:
        return len(self._workspace.calls.all()) + self._whispers


@dataclass(frozen=True, slots=True)
class Stage:
    """A workspace in which something can be done, and what Slack's clients have for it."""

    workspace: SlackWorkspace
    clients: ClientSide
    gauge: Gauge
    variables: dict[str, str]
    """The function's environment."""
    alerts: Sequence[str]
    """Slack's ids of messages."""
    linked: str
    """That of a message with a link."""
    home: Json
    """What App Home shows."""

    def start(self, log: Path) -> EmulatedFunction:
        """Start the function anew, as Lambda does where no execution environment is free."""
        self.gauge.stop()
        self.gauge.function = EmulatedFunction("SlackFunction", self.variables, log)
        if self.gauge.function.memory_mb < FULL_CPU_MB:
            stop("At its memory it has less than a processor: these times would be too good.")
        return self.gauge.function

    def modal(self) -> Shown:
        """Return what Ann has on her screen."""
        shown = self.workspace.modals.of(ANN)
        return shown or stop("there is no modal")

    def types(self, line: str) -> None:
        """Have her type a command."""
        self.clients.type_command(ANN, CHANNEL, f"/watch {line}")

    def presses(self, ts: str, action: str, **given: Any) -> None:
        """Have her press a button of a message, or choose from its menu."""
        blocks = self.workspace.message(CHANNEL, ts).blocks
        self.clients.press(ANN, CHANNEL, ts, *named(blocks, action), **given)


@contextmanager
def set_up() -> Iterator[Stage]:
    """Serve Slack, and a table with topics, sources and alerts in it, with the app installed."""
    demo = Demo()
    running = engine.start(None)
    template = Template.load(ROOT / "template.yaml")
    gauge = Gauge(demo.workspace)
    routes = [route for route in template.routes() if route.function == "SlackFunction"]
    api = HttpApi(routes, lambda *_: gauge, 0)
    try:
        secrets = {
            "/newswatch/slack/bot-token": demo.workspace.token,
            "/newswatch/slack/signing-secret": SIGNING_SECRET,
        }
        made = engine.set_up(running, template, secrets)
        dynamodb = running.client("dynamodb")
        store = DynamoStore(
            made["TABLE_NAME"], "main", retrying=dynamodb, once=dynamodb, article_retention_days=30
        )
        alerts, linked, shown = _furnish(demo, store)
        manifest = ROOT / "infra" / "slack-manifest.yaml"
        app = InstalledApp.from_manifest(manifest, api.url, SIGNING_SECRET)
        references = {
            **demo.parameters,
            "Table": made["TABLE_NAME"],
            "CommandQueue": made["COMMAND_QUEUE_URL"],
            "ChannelQueue": made["CHANNEL_QUEUE_URL"],
        }
        added = {name: value for name, value in made.items() if name.startswith("AWS_")}
        added["AWS_REGION"] = added["AWS_DEFAULT_REGION"]
        yield Stage(
            workspace=demo.workspace,
            clients=demo.slack.install(app, ANN, patience_s=PATIENCE_S),
            gauge=gauge,
            variables={**environment("SlackFunction", references), **added},
            alerts=alerts,
            linked=linked,
            home=shown,
        )
    finally:
        gauge.stop()
        demo.close()
        api.close()
        running.stop()


def _furnish(demo: Demo, store: DynamoStore) -> tuple[list[str], str, Json]:
    """Fill table and workspace; return Slack's ids of alerts and of a message with a link, and App Home."""
    clock, ann, token = SystemClock(), UserId(ANN), demo.workspace.token
    client = web_client(token, demo.slack.api_url)
    people = SlackPeople(lambda: client)
    # Asked once in the life of a deployment: no cold start that is measured has to.
    known_identity(store, lambda: people, identity_key(token))
    query = parse(QUERY).canonical
    for n in range(TOPICS):
        add_topic(
            store, clock, SystemEntropy(),
            who=ann, query=query, destinations=[CHANNEL], handle=f"policy-{n}", name=f"Policy {n}",
        )  # fmt: skip
    for n in range(SOURCES):
        url, tags = f"https://gazette{n}.example/feed.xml", [f"region-{n % 20}"]
        store_source(store, clock, who=ann, url=url, name=f"Gazette {n}", tags=tags)
    messenger = SlackMessenger(client)
    topics = sorted(store.topics(), key=lambda topic: topic.handle)
    alerts = [_alerted(store, messenger, topics[n % TOPICS], n) for n in range(ALERTS)]
    link = Content("<https://news.example/lithium-mine>")
    linked = demo.workspace.post(CHANNEL, ANN, link).ts
    found = topics_at_home(store, Sight(people, ann, ChannelId(ANN)), clock.now())
    return alerts, linked, home.home(found, NOTHING, clock.now())


def _alerted(store: DynamoStore, messenger: SlackMessenger, topic: Topic, n: int) -> str:
    """Have an alert stand in the channel, sent; return Slack's id of it."""
    channel, story_id, now = ChannelId(CHANNEL), story(n), SystemClock().now()
    alert = Alert(
        topic_id=topic.id,
        topic_name=topic.name,
        story_id=story_id,
        article_id=article(n),
        source_id=SourceId(f"{n:016x}"),
        channels=(channel,),
        evidence=(Evidence(Field.BODY, 0, 6),),
        claimed_at=now,
    )
    message = Message(
        post_id=post_id(channel, story_id),
        channel=channel,
        title=f"Pompeo and Lavrov meet on Venezuela, part {n}",
        url=f"https://news.example/{n}",
        source="Voice of America",
        excerpt=Excerpt("Pompeo met Lavrov over the crisis in Venezuela.", ((0, 6),)),
        topics=(topic.name,),
        published=now,
        topic_ids=frozenset({topic.id}),
        story_id=story_id,
        article_id=alert.article_id,
        outlet="news.example",
        handle=topic.handle,
    )
    store.claim([alert])
    sent = messenger.post(message)
    post = store.post(channel, story_id)
    assert post is not None, "it was claimed"
    done = replace(post, state=PostState.SENT, ts=sent.ts, conversation=sent.conversation, done=post.wanted)
    store.save_post(done, post)
    for row in store.outbox(channel, 1):
        store.drop_row(row)
    return sent.ts


def story(n: int) -> StoryId:
    """Return the id of an alert's story."""
    return StoryId(f"{n:016x}")


def article(n: int) -> ArticleId:
    """Return the id of the article that tells it."""
    return ArticleId(f"{n:016x}")


def named(blocks: Sequence[Json], action: str) -> tuple[str, str]:
    """Return block and element of what can be pressed."""
    found = (
        (str(block["block_id"]), action)
        for block in blocks
        for element in block.get("elements", ())
        if element.get("action_id") == action
    )
    return next(found, None) or stop(f"there is no {action}")


def stop(why: str) -> NoReturn:
    """End the run."""
    sys.exit(why)
