"""The embedded engine: what the template describes is there, stays, and follows the template."""

import json
import os
import socket
from dataclasses import replace
from pathlib import Path

import pytest

from infra.laptop import engine as engines
from infra.laptop.laptop import Laptop, Ports
from infra.laptop.slack.workspace import SlackWorkspace
from infra.laptop.template import Template
from newswatch.errors import ConfigError

TEMPLATE = Template.load(Path(__file__).resolve().parents[2] / "template.yaml")
SECRETS = {"/newswatch/secret": "first"}


@pytest.fixture
def started():
    """Return a way to start engines that are stopped at the end."""
    running = []

    def start(data=None):
        running.append(engines.start(data))
        return running[-1]

    yield start
    for engine in running:
        engine.stop()


def attributes(engine, url):
    return engine.client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]


def test_the_table_queues_and_secrets_of_the_template_are_there(started):
    engine = started()
    environment = engines.set_up(engine, TEMPLATE, SECRETS)

    table = engine.client("dynamodb").describe_table(TableName=environment["TABLE_NAME"])["Table"]
    assert [key["AttributeName"] for key in table["KeySchema"]] == ["pk", "sk"]
    assert attributes(engine, environment["ARTICLE_QUEUE_URL"])["VisibilityTimeout"] == "1080"
    redrive = json.loads(attributes(engine, environment["ARTICLE_QUEUE_URL"])["RedrivePolicy"])
    assert int(redrive["maxReceiveCount"]) == 5
    assert redrive["deadLetterTargetArn"].endswith(":ArticleDeadLetterQueue")
    asked = engine.client("ssm").get_parameter(Name="/newswatch/secret", WithDecryption=True)
    assert asked["Parameter"]["Value"] == "first"


def test_state_is_kept_and_setting_up_again_changes_nothing(started, tmp_path):
    first = started(tmp_path / "engine")
    environment = engines.set_up(first, TEMPLATE, SECRETS)
    item = {"pk": {"S": "a"}, "sk": {"S": "b"}}
    first.client("dynamodb").put_item(TableName=environment["TABLE_NAME"], Item=item)
    first.client("sqs").send_message(QueueUrl=environment["SOURCE_QUEUE_URL"], MessageBody="x")
    first.stop()

    second = started(tmp_path / "engine")
    environment = engines.set_up(second, TEMPLATE, SECRETS)
    assert second.client("dynamodb").scan(TableName=environment["TABLE_NAME"])["Items"] == [item]
    assert attributes(second, environment["SOURCE_QUEUE_URL"])["ApproximateNumberOfMessages"] == "1"


def test_a_queue_of_an_older_template_is_brought_up_to_date(started):
    engine = started()
    engines.set_up(engine, TEMPLATE, SECRETS)
    was = TEMPLATE.resources["SourceQueue"]
    newer = {**was, "Properties": {**was["Properties"], "VisibilityTimeout": 77}}
    changed = replace(TEMPLATE, resources={**TEMPLATE.resources, "SourceQueue": newer})

    environment = engines.set_up(engine, changed, SECRETS | {"/newswatch/secret": "second"})
    assert attributes(engine, environment["SOURCE_QUEUE_URL"])["VisibilityTimeout"] == "77"


def test_an_engine_that_does_not_start_says_so(tmp_path):
    taken = tmp_path / "a file"
    taken.write_text("")
    with pytest.raises(ConfigError, match="cannot be used: Not a directory"):
        engines.start(taken / "engine")


def test_nothing_in_the_environment_leads_away_from_this_machine(monkeypatch):
    for name in ("AWS_PROFILE", "AWS_ENDPOINT_URL", "HTTP_PROXY", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true")
    engines.isolate()

    assert not {name for name in os.environ if "PROXY" in name.upper() and not name.upper().startswith("NO_")}
    assert not {"AWS_PROFILE", "AWS_ENDPOINT_URL", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"} & os.environ.keys()


def test_an_engine_does_not_outlive_a_laptop_that_could_not_be_set_up(monkeypatch, tmp_path):
    started = []

    def interrupted(engine, *_args):
        started.append(engine)
        raise KeyboardInterrupt

    monkeypatch.setattr(engines, "set_up", interrupted)
    monkeypatch.setattr(engines, "isolate", lambda: None)
    with pytest.raises(KeyboardInterrupt):
        Laptop(tmp_path, Ports(0, 0), SlackWorkspace(lambda: None))

    [engine] = started
    assert engine.process.poll() is not None


def test_a_port_that_is_taken_is_said_in_words(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ConfigError, match=f"Port {port} of this machine is taken"):
            Laptop(tmp_path, Ports(port, 0), SlackWorkspace(lambda: None))
