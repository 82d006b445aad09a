"""Backup and restore of a deployed stack: by its name, and by the table that it left when it was deleted."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from subprocess import CompletedProcess, run

import pytest
from backup_room import FULL, HEAD, NOW

from infra.laptop import slack_setup
from infra.laptop.backup_file import write
from newswatch.model import SourceGroup
from newswatch.queues import QueueUrls, SqsQueues
from newswatch.sources.urls import host
from newswatch.storage.store import DynamoStore
from newswatch.usecases.setup import as_kept
from tests.integration.artifact import BUILD, ROOT, SAM, needs
from tests.integration.demo import ANN, SIGNING_SECRET, Demo
from tests.integration.ministack import CREDENTIALS, MINISTACK, STACK, Ministack

pytestmark = [pytest.mark.deploy, needs(BUILD, SAM, MINISTACK, target="test-deploy")]

PATIENCE_S = 90
PERSON = "U0OPS"


@pytest.fixture
def account(tmp_path: Path) -> Iterator[Ministack]:
    """An AWS account of its own: what is deployed there is deleted, too."""
    aws = Ministack(tmp_path)
    try:
        yield aws
    finally:
        aws.stop()


def make(aws: Ministack, tmp_path: Path, target: str, **given: str) -> CompletedProcess[str]:
    """Run ``make backup`` or ``make restore`` as a person does who has the account's credentials."""
    return run(
        ["make", target, *(f"{name}={value}" for name, value in given.items())],
        cwd=ROOT,
        env={
            **CREDENTIALS,
            "AWS_ENDPOINT_URL": aws.url,
            "PATH": "/usr/bin:/bin",
            "HOME": str(tmp_path),
            "LANG": "C.UTF-8",
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def content(path: Path) -> list[str]:
    """Return what a backup says, without when it was made, and of what, and without names of channels."""
    lines = path.read_text("utf-8").splitlines()
    return [line.partition("  # ")[0] for line in lines if not line.startswith("# Made ")]


def test_a_setup_survives_its_stack(demo: Demo, account: Ministack, tmp_path: Path) -> None:
    account.deploy(demo.parameters)
    answers = iter([demo.workspace.token, SIGNING_SECRET])
    slack_setup.store_secrets(account.client("ssm"), STACK, lambda _: next(answers))
    file, again, left, other = (tmp_path / f"{name}.toml" for name in ("file", "again", "left", "other"))
    text = write(as_kept(FULL, NOW), HEAD).replace("2026-03-05T", "2100-03-05T")
    # A source that answers, and a topic that all it has to say would set off.
    text += (
        f'\n[[source]]\nname = "Demo"\nurl = "{demo.site.feed_url}"\nowner = "{ANN}"\n'
        '\n[[topic]]\nhandle = "all"\nname = "All"\nquery = "the"\nchannels = ["C0POLICY"]\n'
        f'owner = "{ANN}"\n'
    )
    file.write_text(text, "utf-8")

    done = make(account, tmp_path, "restore", FILE=str(file), STACK=STACK)
    assert (done.returncode, "Who restores it?" in done.stderr) == (2, True)
    done = make(account, tmp_path, "restore", FILE=str(file), STACK=STACK, PERSON=PERSON)
    assert done.returncode == 0, done.stderr
    assert "Added: 3 sources, 2 saved sets, 3 topics, 2 settings of places." in done.stdout

    done = make(account, tmp_path, "backup", FILE=str(again), STACK=STACK)
    assert done.returncode == 0, done.stderr
    assert "of the stack newswatch by Newswatch" in again.read_text("utf-8")
    # The names are those that Slack says.
    assert 'channels = ["C0POLICY"]  # #policy\n' in again.read_text("utf-8")
    assert f'owner = "{ANN}"  # ann\n' in again.read_text("utf-8")

    table = account.outputs()["TableName"]
    account.client("cloudformation").delete_stack(StackName=STACK)
    until(account, lambda: not stacks(account))
    assert table in account.client("dynamodb").list_tables()["TableNames"]
    done = make(account, tmp_path, "backup", FILE=str(left), STACK=STACK)
    assert (done.returncode, "There is no stack newswatch" in done.stderr) == (2, True)
    done = make(account, tmp_path, "backup", FILE=str(left), TABLE=table)
    assert done.returncode == 0, done.stderr
    assert content(left) == content(again)

    # From now on all that is left is the file.
    dynamodb = account.client("dynamodb")
    dynamodb.update_table(TableName=table, DeletionProtectionEnabled=False)
    dynamodb.delete_table(TableName=table)
    account.deploy(demo.parameters)
    done = make(account, tmp_path, "restore", FILE=str(left), STACK=STACK, PERSON=PERSON)
    assert done.returncode == 0, done.stderr
    make(account, tmp_path, "backup", FILE=str(other), STACK=STACK)
    assert content(other) == content(left)
    new_table = account.outputs()["TableName"]
    store = DynamoStore(new_table, "main", retrying=dynamodb, once=dynamodb, article_retention_days=30)
    assert {change.who for change in store.changes(0)} == {PERSON}
    alerts_nothing(demo, account, store)


def alerts_nothing(demo: Demo, aws: Ministack, store: DynamoStore) -> None:
    """Have the demo's source read for the first time, and nothing told of it; nor of what was restored."""
    [source] = [each for each in store.sources() if each.name == "Demo"]
    queues = SqsQueues(aws.client("sqs"), QueueUrls(aws.outputs()["SourceQueueUrl"]))
    queues.send_sources([SourceGroup((source.id,), (datetime.now(UTC),), (host(source.url),))])
    until(aws, lambda: source.id in store.fetch_memories([source.id]))
    assert store.fetch_memories([source.id])[source.id].baseline_at
    until(aws, lambda: len(store.articles_of(datetime.now(UTC))) >= 6)
    assert (demo.alerts(), demo.notices()) == ([], [])
    # Nor does anything wait to be told, as it would where the bot is not in the channel.
    assert store.activity(datetime.now(UTC) - timedelta(days=1)) == {}
    assert store.channels_with_outbox(datetime.now(UTC) + timedelta(days=9)) == []


def stacks(aws: Ministack) -> list[str]:
    """Return the stacks that there are, and are to be."""
    found = aws.client("cloudformation").describe_stacks()["Stacks"]
    return [one["StackName"] for one in found if one["StackStatus"] != "DELETE_COMPLETE"]


def until(aws: Ministack, reached: Callable[[], bool]) -> None:
    """Wait for what the deployed functions do by themselves."""
    deadline = time.monotonic() + PATIENCE_S
    while not reached():
        assert time.monotonic() < deadline, aws.log[-6000:]
        time.sleep(0.5)
