"""The real `sam deploy` to an AWS emulator that enforces IAM, and the demo news through what it deployed."""

import time
from collections.abc import Callable

import pytest

from infra.laptop import slack_setup
from newswatch.model import Source
from newswatch.queues import QueueUrls, SqsQueues
from newswatch.storage.store import DynamoStore
from newswatch.system import SystemClock
from tests.integration.artifact import BUILD, ROOT, SAM, needs, template
from tests.integration.demo import SIGNING_SECRET, TOPIC, WANTED, Demo, Hub
from tests.integration.ministack import MINISTACK, STACK, Ministack

pytestmark = [pytest.mark.deploy, needs(BUILD, SAM, MINISTACK, target="test-deploy")]

PATIENCE_S = 150
"""The schedule ticks each minute, and the emulator looks at it every ten seconds."""


def typed(demo: Demo, aws: Ministack, text: str) -> str:
    headers, body = demo.command(text)
    answer = aws.post(aws.outputs()["SlackApiId"], "/slack/commands", headers, body)
    assert answer.status_code == 200, f"{answer.text}\n{aws.log[-3000:]}"
    return answer.text


@pytest.fixture(scope="module")
def connected(demo: Demo, aws: Ministack) -> str:
    """The app's secrets stored, as `make slack-secrets` does; what was said before they were."""
    before = typed(demo, aws, "list")
    answers = iter([demo.workspace.token, SIGNING_SECRET])
    slack_setup.store_secrets(aws.client("ssm"), STACK, lambda _: next(answers))
    return before


@pytest.fixture(scope="module")
def source(demo: Demo, aws: Ministack, stack_store: DynamoStore, connected: str) -> Source:
    """The demo site, watched, its first edition read, with a topic that waits for the second."""
    assert "venezuela-talks" in typed(demo, aws, TOPIC)
    queues = SqsQueues(aws.client("sqs"), QueueUrls(aws.outputs()["SourceQueueUrl"]))
    source = demo.watch(stack_store, queues)
    until(aws, lambda: source.id in stack_store.fetch_memories([source.id]))
    until(aws, lambda: len(stack_store.articles_of(SystemClock().now())) >= 6)
    return source


def test_a_command_says_which_step_of_the_set_up_is_missing(connected: str) -> None:
    assert "/newswatch/slack/signing-secret" in connected


def test_the_manifest_finds_the_stack(aws: Ministack) -> None:
    url = slack_setup.stack_url(aws.client("cloudformation"), STACK)
    assert f"{url}/slack/commands" in slack_setup.manifest(url)


def until(aws: Ministack, reached: Callable[[], bool]) -> None:
    """Wait for what the deployed functions do by themselves."""
    deadline = time.monotonic() + PATIENCE_S
    while not reached():
        assert time.monotonic() < deadline, aws.log[-6000:]
        time.sleep(0.5)


def test_the_stack_has_what_the_template_describes(aws: Ministack) -> None:
    described = {
        name for name, one in template()["Resources"].items() if one["Type"] != "AWS::Serverless::HttpApi"
    }
    assert described <= set(aws.resources())
    alarms = aws.client("cloudwatch").describe_alarms()["MetricAlarms"]
    wanted = (ROOT / "infra" / "observability.yaml").read_text().count("Type: AWS::CloudWatch::Alarm")
    assert len(alarms) == wanted > 0


def test_news_flows_from_the_schedule_to_one_slack_post(
    demo: Demo, aws: Ministack, stack_store: DynamoStore, source: Source
) -> None:
    assert demo.alerts() == [], "the first edition is a baseline"
    demo.site.publish(2)
    stack_store.postpone(source, SystemClock().now(), source.interval_s)

    until(aws, lambda: len(demo.alerts()) > 0)

    assert [WANTED in post for post in demo.alerts()] == [True]
    # The tick after finds nothing due, and whoever is woken once more has nothing to do.
    aws.client("lambda").invoke(FunctionName=aws.resources()["DispatchFunction"], Payload=b"{}")
    until(aws, lambda: not any(waiting(aws).values()))
    assert len(demo.alerts()) == 1


def test_a_slow_command_is_answered_through_its_response_url(
    demo: Demo, aws: Ministack, source: Source
) -> None:
    headers, body = demo.command("status")
    before = len(demo.whispers())
    assert aws.post(aws.outputs()["SlackApiId"], "/slack/commands", headers, body).status_code == 200
    until(aws, lambda: len(demo.whispers()) > before)
    assert "1 source" in demo.whispers()[-1]


def test_an_unsigned_request_is_turned_away(demo: Demo, aws: Ministack) -> None:
    headers, body = demo.command("list")
    headers["x-slack-signature"] = "v0=" + "0" * 64
    answer = aws.post(aws.outputs()["SlackApiId"], "/slack/commands", headers, body)
    assert answer.status_code == 401


def test_a_hub_finds_the_hook_at_the_address_that_collect_gives_it(
    aws: Ministack, stack_store: DynamoStore, source: Source
) -> None:
    function = aws.client("lambda").get_function_configuration(
        FunctionName=aws.resources()["CollectFunction"]
    )
    given, api = function["Environment"]["Variables"]["HOOK_URL"], aws.outputs()["HookApiId"]
    assert given == aws.outputs()["HookUrl"]
    assert given.startswith(f"https://{api}.")
    assert given.endswith("/hook")

    hub = Hub.of(stack_store, source)
    answer = aws.get(api, f"{hub.path}?{hub.verification}")
    assert (answer.status_code, answer.text) == (200, "c-1")
    assert aws.post(api, hub.path, hub.signed("<rss/>"), "<rss/>").status_code == 200
    until(aws, lambda: not waiting(aws)["SourceQueue"])
    assert aws.post(api, f"{hub.path}0", hub.signed("<rss/>"), "<rss/>").status_code == 410


def test_nothing_failed_for_want_of_a_permission(aws: Ministack, source: Source) -> None:
    assert [decision for decision in aws.decisions() if not decision.allowed] == []
    assert {name: n for name, n in waiting(aws).items() if "DeadLetter" in name and n} == {}


def waiting(aws: Ministack) -> dict[str, int]:
    """How many messages each queue holds, in flight and delayed ones included."""
    names = [f"ApproximateNumberOfMessages{kind}" for kind in ("", "NotVisible", "Delayed")]
    sqs, counts = aws.client("sqs"), {}
    for logical, url in aws.resources().items():
        if logical.endswith("Queue"):
            attributes = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=names)["Attributes"]
            counts[logical] = sum(int(attributes.get(name, 0)) for name in names)
    return counts
