"""A deployment as its operator has it: deployed, looked at by the doctor, broken, and put right again."""

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import boto3
import pytest
from builders import topic

from infra.laptop import deploy, doctor, slack_setup, stack
from infra.laptop.doctor_case import Finding, Mark
from infra.laptop.samconfig import load
from infra.laptop.stack import Client, token_parameter
from newswatch.model import ChannelId, State, UserId
from newswatch.storage.store import DynamoStore
from newswatch.system import SystemClock
from tests.integration.artifact import BUILD, ROOT, SAM, needs, template
from tests.integration.demo import ANN, CHANNEL, SIGNING_SECRET, Demo
from tests.integration.ministack import CREDENTIALS, MINISTACK, REGION, STACK, Ministack

pytestmark = [pytest.mark.deploy, needs(BUILD, SAM, MINISTACK, target="test-deploy")]

TOKEN = token_parameter(STACK)
Looked = Callable[[], tuple[int, list[str]]]


def front(aws: Ministack) -> doctor.Front:
    """Return where the emulator serves the API that would be at an address of AWS."""
    port = urlsplit(aws.url).port

    def of(url: str) -> tuple[str, Mapping[str, str]]:
        api, path = (urlsplit(url).hostname or "").partition(".")[0], urlsplit(url).path
        return f"{aws.url}{path}", {"Host": f"{api}.execute-api.localhost:{port}"}

    return of


def client_of(aws: Ministack, key: str, secret: str) -> Client:
    """Return what makes clients for somebody in the account."""
    who = {"aws_access_key_id": key, "aws_secret_access_key": secret}
    return partial(boto3.client, endpoint_url=aws.url, region_name=REGION, **who)


def looked(findings: Iterator[Finding]) -> tuple[int, list[str]]:
    """Return the exit status, and what is said but for what is well."""
    said = list(findings)
    amiss = any(finding.mark is Mark.WRONG for finding in said)
    return int(amiss), [f"{f.mark} {f.text} {f.todo}".strip() for f in said if f.mark is not Mark.WELL]


@pytest.fixture(scope="module")
def look(demo: Demo, aws: Ministack, stack_store: DynamoStore) -> Iterator[Looked]:
    """The doctor, of a stack with its secrets, a topic, and a tick just now."""
    answers = iter([demo.workspace.token, SIGNING_SECRET])
    slack_setup.store_secrets(aws.client("ssm"), STACK, lambda _: next(answers))
    # The emulator does not take it from the template.
    aws.client("dynamodb").update_continuous_backups(
        TableName=aws.outputs()["TableName"],
        PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True},
    )
    now, who = SystemClock().now(), UserId(ANN)
    watched = topic(4711, handle="operating", query="zzyzx", destinations=(ChannelId(CHANNEL),))
    change = stack_store.save_topic(watched, who, now, "add")
    stack_store.announced(change.seq)

    root = client_of(aws, CREDENTIALS["AWS_ACCESS_KEY_ID"], CREDENTIALS["AWS_SECRET_ACCESS_KEY"])

    def examined() -> tuple[int, list[str]]:
        aws.client("lambda").invoke(FunctionName=aws.resources()["DispatchFunction"], Payload=b"{}")
        return looked(doctor.examine(STACK, root, front(aws)))

    yield examined
    change = stack_store.save_topic(replace(watched, version=2, state=State.REMOVED), who, now, "remove")
    stack_store.announced(change.seq)


@contextmanager
def token(aws: Ministack, value: str) -> Iterator[None]:
    """Have another bot token, or none, for a while."""
    ssm = aws.client("ssm")
    right = ssm.get_parameter(Name=TOKEN, WithDecryption=True)["Parameter"]["Value"]
    if value:
        ssm.put_parameter(Name=TOKEN, Value=value, Type="SecureString", Overwrite=True)
    else:
        ssm.delete_parameter(Name=TOKEN)
    try:
        yield
    finally:
        ssm.put_parameter(Name=TOKEN, Value=right, Type="SecureString", Overwrite=True)


@contextmanager
def source_queue_unread(aws: Ministack) -> Iterator[None]:
    """Have the source queue read by nobody for a while."""
    client, function = aws.client("lambda"), aws.resources()["CollectFunction"]
    (mapping,) = client.list_event_source_mappings(FunctionName=function)["EventSourceMappings"]
    client.update_event_source_mapping(UUID=mapping["UUID"], Enabled=False)
    try:
        yield
    finally:
        client.update_event_source_mapping(UUID=mapping["UUID"], Enabled=True)


@contextmanager
def dead_letter(aws: Ministack) -> Iterator[None]:
    """Have a dead letter of match for a while."""
    sqs, url = aws.client("sqs"), aws.resources()["ArticleDeadLetterQueue"]
    sqs.send_message(QueueUrl=url, MessageBody="{}")
    try:
        yield
    finally:
        (message,) = sqs.receive_message(QueueUrl=url)["Messages"]
        sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])


@contextmanager
def clock_off(aws: Ministack) -> Iterator[None]:
    """Have the schedule off for a while."""
    client, (name,) = (
        aws.client("scheduler"),
        [one["Name"] for one in aws.client("scheduler").list_schedules()["Schedules"]],
    )
    found = client.get_schedule(Name=name)
    kept = ("Name", "ScheduleExpression", "FlexibleTimeWindow", "Target")
    client.update_schedule(**{key: found[key] for key in kept}, State="DISABLED")
    try:
        yield
    finally:
        client.update_schedule(**{key: found[key] for key in kept}, State="ENABLED")


@contextmanager
def shut_out(demo: Demo) -> Iterator[None]:
    """Have the bot out of the channel for a while."""
    bot = demo.workspace.bot.user_id
    demo.workspace.leave(CHANNEL, bot)
    try:
        yield
    finally:
        demo.workspace.join(CHANNEL, bot)


def test_a_healthy_stack_is_said_to_be_well(look: Looked) -> None:
    status, said = look()
    assert (status, [line for line in said if line[0] == "✗"]) == (0, [])


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        (lambda d, a: token(a, ""), f"✗ The bot token (xoxb-…) is not stored: {TOKEN} is missing."),
        (lambda d, a: token(a, "abc"), f"✗ What is in {TOKEN} is no bot token (xoxb-…)."),
        (lambda d, a: token(a, "xoxb-0-0-wrong"), "✗ Slack does not accept the bot token (invalid_auth)."),
        (lambda d, a: shut_out(d), "✗ The bot is not in #policy, where topics post. In it: /invite"),
        (lambda d, a: source_queue_unread(a), "✗ CollectFunction does not read SourceQueue"),
        (lambda d, a: dead_letter(a), "✗ 1 dead letter of articles."),
        (lambda d, a: clock_off(a), "✗ The schedule is off: nothing is read."),
    ],
    ids=[
        "no-token",
        "no-such-token",
        "wrong-token",
        "not-in-channel",
        "event-source",
        "dead-letter",
        "clock",
    ],
)
def test_what_is_broken_is_told_with_what_to_do(
    demo: Demo,
    aws: Ministack,
    look: Looked,
    broken: Callable[[Demo, Ministack], AbstractContextManager[None]],
    sentence: str,
) -> None:
    with broken(demo, aws):
        status, said = look()
    wrong = [line for line in said if line[0] == "✗"]
    assert (status, len(wrong)) == (1, 1)
    assert wrong[0].startswith(sentence)
    assert demo.workspace.token not in f"{said}"
    assert look()[0] == 0


def test_what_somebody_may_not_see_is_no_failure(aws: Ministack, look: Looked) -> None:
    iam = aws.client("iam")
    iam.create_user(UserName="reader")
    allowed = {"Effect": "Allow", "Action": ["cloudformation:*"], "Resource": "*"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [allowed]})
    iam.put_user_policy(UserName="reader", PolicyName="reader", PolicyDocument=policy)
    key = iam.create_access_key(UserName="reader")["AccessKey"]

    reader = client_of(aws, key["AccessKeyId"], key["SecretAccessKey"])
    status, said = looked(doctor.examine(STACK, reader, front(aws)))
    assert status == 0
    assert any("your AWS rights lack lambda:GetFunctionConfiguration" in line for line in said)
    assert any("your AWS rights lack ssm:GetParameter" in line for line in said)
    assert {line[0] for line in said} == {"?"}


def test_no_stack_is_said_to_be_none(aws: Ministack, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {**CREDENTIALS, "AWS_ENDPOINT_URL": aws.url}.items():
            patch.setenv(name, value)
        assert doctor.main(["--stack", "newswatch-none"]) == 1
    assert "There is no stack newswatch-none in eu-west-1: make deploy" in capsys.readouterr().err


@pytest.fixture
def account(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ministack]:
    """An AWS account with nothing in it."""
    aws = Ministack(tmp_path)
    environment = {**CREDENTIALS, "AWS_ENDPOINT_URL": aws.url, "HOME": str(tmp_path), "YES": "1"}
    for name, value in {**environment, "SAM_CLI_TELEMETRY": "0"}.items():
        monkeypatch.setenv(name, value)
    try:
        yield aws
    finally:
        aws.stop()


def small(folder: Path) -> Path:
    """Return a template with the parameters of the real one, and a queue in place of all that it makes."""
    whole = template()
    path = folder / "small.json"
    kept = {name: whole[name] for name in ("AWSTemplateFormatVersion", "Transform", "Parameters")}
    path.write_text(json.dumps({**kept, "Resources": {"SourceQueue": {"Type": "AWS::SQS::Queue"}}}))
    return path


def test_a_newcomer_is_asked_once_and_a_stage_stands_beside(
    account: Ministack, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "samconfig.toml"
    shutil.copy(ROOT / "samconfig.toml", config)
    sam = ["--sam", str(SAM / "bin" / "sam"), "--sam-args", f"--template-file {small(tmp_path)}"]

    def deployed(stage: str, *answers: str) -> tuple[int, str]:
        left = iter(answers)
        arguments = ["--stage", stage, "--config", str(config), *sam]
        status = deploy.main(arguments, lambda _: next(left), front(account))
        assert list(left) == []
        return status, capfd.readouterr().out

    status, said = deployed("", "ann@example.com", "-", "20")
    assert (status, "token and signing secret are not stored yet" in said) == (0, True)
    assert load("", config).region == REGION
    assert deployed("")[0] == 0
    assert deployed("test", "ann@example.com", "ops@example.com", "0")[0] == 0

    for stage, given in (("", ("", "20")), ("test", ("ops@example.com", "0"))):
        found = stack.describe(account.client("cloudformation"), stack.of_stage(stage))
        assert found.status in {"CREATE_COMPLETE", "UPDATE_COMPLETE"}
        assert found.parameters["ContactUrl"] == "mailto:ann@example.com"
        assert (found.parameters["AlarmEmail"], found.parameters["MonthlyLimit"]) == given
