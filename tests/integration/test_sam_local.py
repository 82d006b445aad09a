"""Each function in a container, by SAM CLI, as somebody runs it on a laptop with Docker."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import requests
from laptop_room import laptop_in

from infra.laptop import running, slack_command
from infra.laptop.docker import bridge_address
from infra.laptop.engine import client_of
from infra.laptop.laptop import PERSON, Laptop
from infra.laptop.slack.workspace import SlackWorkspace
from tests.integration.artifact import BUILD, SAM, needs
from tests.integration.containers import (
    RUN_S,
    await_true,
    free_ports,
    in_the_way,
    invoke,
    serving,
    started,
)

pytestmark = [pytest.mark.sam_local, needs(BUILD, SAM, target="test-sam-local")]

STORY = "/energy/tarn-valley-power"
"""What the ready event of match brings."""
DONE = {"batchItemFailures": []}


@pytest.fixture(scope="module")
def docker() -> None:
    if reason := in_the_way():
        pytest.skip(reason)


@pytest.fixture(scope="module")
def laptop(docker, tmp_path_factory) -> Iterator[Laptop]:
    """What a run has beside the functions; none is invoked but by SAM CLI, in the order of the tests."""
    state = tmp_path_factory.mktemp("state", numbered=False)
    with laptop_in(state, host=bridge_address()) as laptop:
        running.keep_environments(state, laptop.environments)
        laptop.load_topics()
        laptop.load_sources(live=False)
        for edition in laptop.site.editions:
            laptop.publish(edition)
        yield laptop


@pytest.fixture(scope="module")
def state(laptop, tmp_path_factory) -> Path:
    return tmp_path_factory.getbasetemp() / "state"


def waiting(laptop: Laptop, queue: str) -> int:
    """Return how many messages are in a queue, named by its variable."""
    known = {name: value for one in laptop.environments.values() for name, value in one.items()}
    sqs = client_of(known["AWS_ENDPOINT_URL_SQS"])("sqs")
    names = ["ApproximateNumberOfMessages"]
    asked = sqs.get_queue_attributes(QueueUrl=known[queue], AttributeNames=names)
    return int(asked["Attributes"][names[0]])


def alerts(workspace: SlackWorkspace, channel: str) -> list[str]:
    """Return what the bot posted in a channel, all blocks of a message as one text."""
    return [str(message.blocks) for message in workspace.messages(channel) if message.bot_id]


def test_collect_reads_the_demo_site(laptop, state):
    assert waiting(laptop, "ARTICLE_QUEUE_URL") == 0
    assert invoke("CollectFunction", state) == DONE
    assert waiting(laptop, "ARTICLE_QUEUE_URL") > 0


def test_dispatch_sends_what_is_due_a_second_after_that(laptop, state):
    before = waiting(laptop, "SOURCE_QUEUE_URL")

    assert invoke("DispatchFunction", state)["sources"] == len(laptop.site.outlets)
    assert waiting(laptop, "SOURCE_QUEUE_URL") > before


def test_match_finds_the_topics_of_an_article(laptop, state):
    assert waiting(laptop, "CHANNEL_QUEUE_URL") == 0
    assert invoke("MatchFunction", state) == DONE
    assert waiting(laptop, "CHANNEL_QUEUE_URL") > 0


def test_notify_posts_it_once(laptop, state):
    assert alerts(laptop.workspace, "C0SECURITY") == []

    for _ in range(2):
        assert invoke("NotifyFunction", state) == DONE

    [alert] = alerts(laptop.workspace, "C0SECURITY")
    assert STORY in alert


def test_command_answers_whoever_asked(laptop, state):
    assert invoke("CommandFunction", state) == DONE

    shown = [message for _, message in laptop.workspace.changes(0).messages if message.only_for == PERSON.id]
    assert "sources" in f"{shown[-1].text} {shown[-1].blocks}"


def test_slack_lists_the_topics(state):
    answer = invoke("SlackFunction", state)

    assert answer["statusCode"] == 200
    assert "venezuela-talks" in answer["body"]


def test_hook_lets_a_hub_forget_what_is_not_watched(state):
    answer = invoke("HookFunction", state)

    assert (answer["statusCode"], answer["body"]) == (200, "ready-made")


def test_the_http_api_answers_what_slack_has_signed_and_nothing_else(laptop, state, tmp_path):
    with serving("sam-local", state, tmp_path / "log", free_ports("127.0.0.1", 1)) as url:
        answer = slack_command.answer("list", "", "#policy", url, state)
        unsigned = requests.post(f"{url}/slack/commands", {"command": "/watch", "text": "list"}, timeout=60)

    assert "venezuela-talks" in answer
    assert unsigned.status_code == 401


def test_the_demo_in_containers_alerts_of_each_story_once(docker, tmp_path):
    state, log, port = tmp_path / "state", tmp_path / "run.log", free_ports("127.0.0.1", 1)
    pages = free_ports(bridge_address(), 3)
    command = [sys.executable, "-m", "infra.laptop", "--once", "--sam", f"http://127.0.0.1:{port}"]

    with started([*command, "--data", str(state), "--port", str(pages)], log) as run:
        await_true(lambda: "make sam-lambda" in log.read_text(), run, log)
        with serving("sam-lambda", state, tmp_path / "functions.log", port):
            assert run.wait(RUN_S) == 0, log.read_text()

    workspace = SlackWorkspace(lambda: datetime.now(UTC))
    workspace.keep_in(state / "slack.json")
    posted = alerts(workspace, "C0POLICY")
    workspace.close()
    assert len([alert for alert in posted if "/rovaniemi-meeting" in alert]) == 1
    assert "✗" not in log.read_text()
