"""The built artifact under AWS's Runtime Interface Emulator, as Lambda would call it."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from infra.laptop import engine
from infra.laptop.pump import Pump, Pumped
from infra.laptop.template import Template
from newswatch.model import Source
from newswatch.queues import QueueUrls, SqsQueues
from newswatch.storage.store import DynamoStore
from newswatch.system import SystemClock
from tests.integration.artifact import BUILD, SAM, code, environment, needs, size_mb
from tests.integration.demo import ROOT, SIGNING_SECRET, TOPIC, WANTED, Demo, Hub, api_event
from tests.integration.emulator import RUNTIME, EmulatedFunction, FunctionError

pytestmark = [pytest.mark.rie, needs(BUILD, SAM, RUNTIME, target="test-rie")]

TICK = {"time": "2026-11-23T12:00:00Z"}
"""What Scheduler sends; which sources are due depends on the clock, not on it."""
FUNCTIONS = (
    "DispatchFunction",
    "CollectFunction",
    "MatchFunction",
    "NotifyFunction",
    "SlackFunction",
    "HookFunction",
    "CommandFunction",
)


@pytest.fixture(scope="module")
def demo() -> Iterator[Demo]:
    demo = Demo()
    yield demo
    demo.close()


class Stack:
    """The template's functions under the emulator; its table and queues in the embedded engine."""

    def __init__(self, demo: Demo, logs: Path) -> None:
        template = Template.load(ROOT / "template.yaml")
        secrets = {
            "/newswatch/slack/bot-token": demo.workspace.token,
            "/newswatch/slack/signing-secret": SIGNING_SECRET,
        }
        self.engine = engine.start(None)
        made = engine.set_up(self.engine, template, secrets)
        urls = {
            "SourceQueue": made["SOURCE_QUEUE_URL"],
            "ArticleQueue": made["ARTICLE_QUEUE_URL"],
            "ChannelQueue": made["CHANNEL_QUEUE_URL"],
            "ChannelDeadLetterQueue": made["CHANNEL_DEAD_LETTER_QUEUE_URL"],
            "CommandQueue": made["COMMAND_QUEUE_URL"],
            "SourceDeadLetterQueue": made["SOURCE_DEAD_LETTER_QUEUE_URL"],
            "ArticleDeadLetterQueue": made["ARTICLE_DEAD_LETTER_QUEUE_URL"],
            "CommandDeadLetterQueue": made["COMMAND_DEAD_LETTER_QUEUE_URL"],
        }
        names = {"HookApi": "hook", "AWS::Region": "eu-west-1", "AWS::URLSuffix": "example"}
        references = {**demo.parameters, **urls, **names, "Table": made["TABLE_NAME"]}
        # What Lambda itself adds, and the endpoints that the template leaves empty for a laptop.
        added = {name: value for name, value in made.items() if name.startswith("AWS_")}
        added["AWS_REGION"] = added["AWS_DEFAULT_REGION"]
        self.functions = {
            name: EmulatedFunction(name, {**environment(name, references), **added}, logs / f"{name}.log")
            for name in FUNCTIONS
        }
        dynamodb, self.sqs = self.engine.client("dynamodb"), self.engine.client("sqs")
        self.store = DynamoStore(
            made["TABLE_NAME"], "main", retrying=dynamodb, once=dynamodb, article_retention_days=30
        )
        self.queues = SqsQueues(self.sqs, QueueUrls(urls["SourceQueue"], urls["ArticleQueue"]))
        mappings = template.mappings()
        self.pump = Pump(self.sqs, [Pumped(m, urls[m.queue], self.functions[m.function]) for m in mappings])
        self.urls = urls

    def run(self) -> None:
        """Carry messages until no queue has any."""
        while self.pump.cycle():
            pass
        assert self.pump.waiting() == 0, "\n".join(
            f.log[-3000:] for f in self.functions.values() if "ERROR" in f.log
        )

    def stop(self) -> None:
        for function in self.functions.values():
            function.stop()
        self.engine.stop()


@pytest.fixture(scope="module")
def stack(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    stack = Stack(demo, tmp_path_factory.mktemp("logs"))
    yield stack
    stack.stop()


@pytest.fixture(scope="module")
def source(demo: Demo, stack: Stack) -> Source:
    """The demo site, watched, its first edition read, with a topic that waits for the second."""
    headers, body = demo.command(TOPIC)
    answer = stack.functions["SlackFunction"](api_event("/slack/commands", headers, body))
    assert answer["statusCode"] == 200, answer
    assert "venezuela-talks" in answer["body"]
    source = demo.watch(stack.store, stack.queues)
    stack.run()
    return source


def test_the_first_edition_is_read_and_alerts_nothing(demo: Demo, stack: Stack, source: Source) -> None:
    assert stack.store.fetch_memories([source.id])[source.id].baseline_at
    assert stack.store.articles_of(SystemClock().now())
    assert demo.alerts() == []


def test_a_new_topic_is_announced_in_its_channel(demo: Demo, stack: Stack, source: Source) -> None:
    [notice] = demo.notices()
    assert "ann watches *Venezuela talks* here" in notice


def test_news_goes_from_the_schedule_to_one_slack_post(demo: Demo, stack: Stack, source: Source) -> None:
    demo.site.publish(2)
    # The roster counts in whole seconds: "now" may not have come yet when the tick does.
    stack.store.postpone(source, SystemClock().now() - timedelta(seconds=2), source.interval_s)

    tick = stack.functions["DispatchFunction"](TICK)

    assert tick["sources"] == 1
    stack.run()
    posts = demo.alerts()
    assert [WANTED in post for post in posts] == [True]
    assert "Venezuela talks" in posts[0]

    # A second tick finds nothing due, and whoever is woken once more has nothing to do.
    assert stack.functions["DispatchFunction"](TICK)["sources"] == 0
    stack.run()
    assert demo.alerts() == posts


def test_a_slow_command_is_answered_through_its_response_url(
    demo: Demo, stack: Stack, source: Source
) -> None:
    headers, body = demo.command("status")
    answer = stack.functions["SlackFunction"](api_event("/slack/commands", headers, body))
    assert answer["statusCode"] == 200
    before = demo.whispers()
    stack.run()
    (said,) = demo.whispers()[len(before) :]
    assert "1 source" in said


def test_an_unsigned_request_is_turned_away(demo: Demo, stack: Stack) -> None:
    headers, body = demo.command("list")
    headers["x-slack-signature"] = "v0=" + "0" * 64
    assert stack.functions["SlackFunction"](api_event("/slack/commands", headers, body))["statusCode"] == 401


def test_a_hub_that_pings_has_its_source_polled(stack: Stack, source: Source) -> None:
    hub, function = Hub.of(stack.store, source), stack.functions["HookFunction"]
    assert function(hub.event("<rss/>"))["statusCode"] == 410, "nobody has verified anything yet"
    answer = function(hub.event())
    assert (answer["statusCode"], answer["body"]) == (200, "c-1")
    assert function(hub.event("<rss/>"))["statusCode"] == 200
    assert stack.pump.cycle() == 1
    stack.run()


def test_a_message_that_nobody_understands_fails_alone_and_says_so(stack: Stack) -> None:
    url = stack.urls["CommandQueue"]
    stack.sqs.send_message(QueueUrl=url, MessageBody="{}")
    stack.pump.cycle()
    in_flight = "ApproximateNumberOfMessagesNotVisible"
    asked = stack.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=[in_flight])
    assert asked["Attributes"][in_flight] == "1", "it must come again, until it is a dead letter"
    assert "BadMessage" in stack.functions["CommandFunction"].log
    stack.sqs.purge_queue(QueueUrl=url)


def test_no_secret_is_in_any_log(demo: Demo, stack: Stack, source: Source) -> None:
    for function in stack.functions.values():
        for secret in (SIGNING_SECRET, demo.workspace.token, f"{demo.slack.page_url}response/"):
            assert secret not in function.log, function.function


def test_the_artifact_starts_fast_and_fits(
    stack: Stack, source: Source, capsys: pytest.CaptureFixture[str]
) -> None:
    for function in stack.functions.values():
        if function.cold_cpu_ms is None:
            with suppress(FunctionError):
                function({})
    size = size_mb(code("SlackFunction"))
    rows = [
        f"{name:<17}{function.init_ms:>5.0f} ms {function.cold_cpu_ms:>5} ms {function.cold_start_ms:>5} ms"
        for name, function in stack.functions.items()
    ]
    head = f"artifact: {size:.0f} MB unzipped\n{'':<17}    init      CPU  at its memory (init and first call)"
    with capsys.disabled():
        print("", head, *rows, sep="\n")  # noqa: T201 - for docs/performance.md
    assert size < 250, "Lambda takes no more"
    # Slack waits 3 s for everything: the network, and a processor slower than ours, need their part.
    assert stack.functions["SlackFunction"].cold_start_ms < 1_500


def test_the_interpreter_finds_bytecode_of_its_own_version() -> None:
    for module in ("newswatch", "slack_sdk", "aws_lambda_powertools"):
        assert list((code("SlackFunction") / module / "__pycache__").glob("__init__.cpython-313.pyc"))
