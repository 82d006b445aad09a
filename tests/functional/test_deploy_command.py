"""`make deploy` and `make undeploy` up to AWS: what they ask, write, and refuse before time is spent."""

import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from botocore.exceptions import ClientError, NoCredentialsError, WaiterError

from infra.laptop import deploy, stack, undeploy
from infra.laptop.samconfig import load

ROOT = Path(__file__).resolve().parents[2]
ANSWERS = ["", "ann@example.com", "-", "15"]
GOOD = 'ContactUrl = "a@b.example"\nAlarmEmail = "-"'


class Aws:
    """An account with at most one stack, which `sam` makes."""

    def __init__(self, made):
        self.made, self.status, self.error, self.deleted = made, "", None, ""
        self.parameters = {"ContactUrl": "https://of-the-stack.example"}
        self.shown = made.with_name("shown")

    def client(self, _service, region_name=None, config=None):
        self.region = region_name
        return self

    def get_caller_identity(self):
        if self.error:
            raise self.error
        return {"Account": "123456789012"}

    def describe_stacks(self, StackName):  # noqa: N803 - boto3's name
        status = self.status or ("CREATE_COMPLETE" if self.made.exists() else "")
        if not status:
            code = {"Error": {"Code": "ValidationError", "Message": f"{StackName} does not exist"}}
            raise ClientError(code, "DescribeStacks")
        parameters = [{"ParameterKey": k, "ParameterValue": v} for k, v in self.parameters.items()]
        return {"Stacks": [{"StackStatus": status, "Parameters": parameters}]}

    def get_paginator(self, _):
        return self

    def paginate(self, StackName):  # noqa: N803
        ids = self.shown.read_text().split() if self.shown.exists() else []
        changes = [{"ChangeSetId": id_, "ExecutionStatus": "AVAILABLE"} for id_ in ids]
        return [{"Summaries": changes, **self._resources(StackName)}]

    def _resources(self, stack):
        table = {"ResourceType": "AWS::DynamoDB::Table", "PhysicalResourceId": f"{stack}-Table-1"}
        return {"StackResourceSummaries": [{**table, "LogicalResourceId": "Table"}]}

    def delete_stack(self, StackName):  # noqa: N803
        self.deleted = StackName

    def get_waiter(self, _):
        return self

    def wait(self, StackName):  # noqa: N803
        if self.error:
            raise self.error

    def describe_stack_events(self, StackName):  # noqa: N803
        event = {"LogicalResourceId": "Table", "ResourceStatus": "CREATE_FAILED"}
        new = {**event, "Timestamp": datetime.now(UTC), "ResourceStatusReason": "No table for you."}
        old = {**event, "Timestamp": datetime(2026, 1, 1, tzinfo=UTC), "ResourceStatusReason": "Long ago."}
        return {"StackEvents": [new, old]}


@pytest.fixture
def aws(tmp_path, monkeypatch):
    for name in ("CONTACT", "EMAIL", "LIMIT", "YES", "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    aws = Aws(tmp_path / "made")
    monkeypatch.setattr(stack.boto3, "client", aws.client)
    return aws


@pytest.fixture
def run(tmp_path, capsys, aws):
    """Return what deploys, with answers or without a terminal; it returns status, output, sam's words."""
    config = tmp_path / "samconfig.toml"
    shutil.copy(ROOT / "samconfig.toml", config)

    def deployed(answers=None, *, stage="", build="true", sam='echo "$@" > {made}'):
        script = tmp_path / "sam"
        script.write_text(f"#!/bin/sh\n{sam.format(made=aws.made)}\n")
        script.chmod(0o755)
        left = iter(answers or [])
        arguments = ["--stage", stage, "--build", build, "--sam", str(script), "--config", str(config)]
        status = deploy.main(arguments, input if answers is None else lambda _: next(left))
        assert list(left) == []
        out, err = capsys.readouterr()
        return status, out + err, aws.made.read_text().split() if aws.made.exists() else []

    deployed.config = config
    return deployed


def test_the_first_time_it_asks_and_writes_the_answers_down(run, aws):
    status, said, sam = run(ANSWERS)

    assert (status, "123456789012" in said) == (0, True)
    assert sam[:3] == ["deploy", "--config-env", "default"]
    assert "--no-confirm-changeset" not in sam
    stage = load("", run.config)
    assert (stage.region, aws.region) == ("eu-west-1", "eu-west-1")
    assert stage.parameters == {
        "ContactUrl": "mailto:ann@example.com", "AlarmEmail": "", "MonthlyLimit": "15",
    }  # fmt: skip


def test_the_second_time_it_asks_nothing(run):
    run(ANSWERS)
    assert run([])[0] == 0


def test_a_stage_is_a_config_environment_and_a_stack_of_its_own(run):
    run(ANSWERS)
    sam = run(ANSWERS, stage="test")[2]
    assert sam[:3] == ["deploy", "--config-env", "test"]
    assert load("test", run.config).stack == "newswatch-test"


def test_an_answer_that_the_template_would_refuse_is_asked_for_again(run):
    answers = ["mars-1", "", "ann", "https://example.com/bot", "no", "ops@example.com", "much", "-5", "0"]
    assert run(answers)[0] == 0
    assert load("", run.config).parameters == {
        "ContactUrl": "https://example.com/bot", "AlarmEmail": "ops@example.com", "MonthlyLimit": "0",
    }  # fmt: skip


def test_what_another_machine_has_deployed_is_not_asked_again(run, aws):
    aws.status = "UPDATE_COMPLETE"
    assert run(["", "-", "20"])[0] == 0
    assert load("", run.config).parameters["ContactUrl"] == "https://of-the-stack.example"


def test_without_a_terminal_the_environment_answers(run, monkeypatch):
    for name, value in {
        "AWS_REGION": "us-east-1", "CONTACT": "ann@example.com", "EMAIL": "-", "LIMIT": "20", "YES": "1",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    status, _, sam = run()
    assert (status, "--no-confirm-changeset" in sam) == (0, True)
    assert load("", run.config).region == "us-east-1"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "AWS_REGION=…"),
        ({"AWS_REGION": "us-east-1"}, "CONTACT=…"),
        ({"AWS_REGION": "mars-1"}, "no region mars-1"),
        ({"AWS_REGION": "us-east-1", "CONTACT": "ann", "YES": "1"}, "neither an e-mail address"),
        ({"AWS_REGION": "us-east-1", "CONTACT": "a@b.example", "EMAIL": "-", "LIMIT": "20"}, "YES=1"),
    ],
)
def test_without_a_terminal_what_is_missing_is_named(run, monkeypatch, given, said):
    monkeypatch.setattr(deploy, "_mail", lambda: "")
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    status, told, sam = run()
    assert (status, said in told, sam) == (1, True, [])


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("ROLLBACK_COMPLETE", "make undeploy STACK=newswatch"),
        ("UPDATE_ROLLBACK_FAILED", "continue-update-rollback"),
        ("UPDATE_IN_PROGRESS", "wait until AWS is done"),
    ],
)
def test_a_stack_that_takes_no_change_is_told_before_anything_is_asked(run, aws, state, said):
    aws.status = state
    status, told, sam = run([""])
    assert (status, said in told, sam) == (1, True, [])


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (NoCredentialsError(), "aws configure"),
        (ClientError({"Error": {"Code": "ExpiredToken"}}, "GetCallerIdentity"), "expired"),
    ],
)
def test_credentials_that_do_not_hold_are_told_before_anything_is_asked(run, aws, error, said):
    aws.error = error
    status, told, sam = run([""])
    assert (status, said in told, sam) == (1, True, [])


def test_a_build_that_fails_deploys_nothing(run):
    status, said, sam = run(ANSWERS, build="false")
    assert (status, "The build failed" in said, sam) == (1, True, [])


def test_a_deployment_that_fails_tells_the_cause(run, aws):
    status, said, _ = run(ANSWERS, sam="touch {made}; exit 1")
    assert (status, "Table: No table for you." in said) == (1, True)


def test_a_change_that_is_not_confirmed_is_no_deployment(run):
    status, said, _ = run(ANSWERS, sam="exit 0")
    assert (status, "Nothing was deployed." in said) == (1, True)


def test_a_change_of_a_stack_that_is_not_confirmed_is_none_either(run, aws):
    run(ANSWERS)
    aws.shown.write_text("an-earlier-one\n")
    status, said, _ = run([], sam="exit 0")
    assert (status, "The stack newswatch is deployed." in said) == (0, True)

    status, said, _ = run([], sam="echo this-one >> " + str(aws.shown))
    assert (status, "deployed" in said) == (1, False)
    assert said.endswith("The change was not confirmed. The stack newswatch is as it was.\n")


def test_without_standard_input_nobody_is_asked(run, monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    status, said, sam = run()
    assert (status, sam, "There is no terminal to ask at" in said) == (1, [], True)


def test_whoever_stops_at_a_question_has_changed_nothing(run):
    before = run.config.read_text()

    def stopped(_prompt):
        raise KeyboardInterrupt

    assert deploy.main(["--config", str(run.config)], stopped) == 130
    assert run.config.read_text() == before


def test_a_stack_is_deleted_once_its_name_is_typed_and_what_stays_is_told(aws, capsys):
    aws.status = "UPDATE_COMPLETE"
    assert undeploy.main(["--stack", "newswatch-test"], lambda _: "newswatch-test") == 0

    said = capsys.readouterr().out
    assert aws.deleted == "newswatch-test"
    assert "make backup TABLE=newswatch-test-Table-1" in said
    assert "/newswatch-test/…" in said


@pytest.mark.parametrize("answer", ["", "yes", "newswatch"])
def test_a_stack_whose_name_was_not_typed_stays(aws, answer):
    aws.status = "UPDATE_COMPLETE"
    assert undeploy.main(["--stack", "newswatch-test"], lambda _: answer) == 1
    assert aws.deleted == ""


def test_a_stack_that_aws_does_not_delete_is_told(aws, capsys):
    aws.status = "UPDATE_COMPLETE"
    aws.error = WaiterError("stack_delete_complete", "no", {})
    assert undeploy.main(["--stack", "newswatch"], lambda _: "newswatch") == 1
    assert "did not delete all of it" in capsys.readouterr().err


def test_no_stack_is_deleted_without_being_named(aws, capsys):
    assert undeploy.main([]) == 1
    assert undeploy.main(["--stack", "newswatch"]) == 1
    said = capsys.readouterr().err
    assert ("Which one?" in said, "There is no stack newswatch" in said) == (True, True)


def write(run, overrides):
    head = "[default.global.parameters]\n"
    text = run.config.read_text().replace(head, f'{head}region = "eu-west-1"\n')
    run.config.write_text(f"{text}\n[default.deploy.parameters.parameter_overrides]\n{overrides}\n")


@pytest.mark.parametrize(
    ("overrides", "said"),
    [
        ('ContactUrl = "nonsense"', "ContactUrl is set to 'nonsense'. That is neither an e-mail address"),
        ('ContactUrl = "https://例え.example/bot"', "That is neither an e-mail address nor a web page"),
        ('ContactUrl = "https://a.example/\\r\\nX: y"', "That is neither an e-mail address nor a web page"),
        ('ContactUrl = "https://a.example/(bot"', "That is neither an e-mail address nor a web page"),
        ('ContactUrl = "a@b.example"\nAlarmEmail = "x y"', "AlarmEmail is set to 'x y'."),
        *(
            (f'{GOOD}\nMonthlyLimit = "{limit}"', f"MonthlyLimit is set to '{limit}'.")
            for limit in ("12,50", "-1", "nan", "inf", "1_000", "1000000", "")
        ),
    ],
)  # fmt: skip
def test_what_somebody_has_written_into_the_file_is_checked_before_anything_is_built(run, overrides, said):
    write(run, overrides)
    status, told, sam = run([], build="false")
    assert (status, said in told, "The build failed" in told, sam) == (1, True, False, [])


@pytest.mark.parametrize("limit", ["12.345", "1e2", "20.", ".5"])
def test_any_amount_that_cloudformation_takes_may_be_the_limit(run, limit):
    write(run, f'{GOOD}\nMonthlyLimit = "{limit}"')
    assert run([])[0] == 0
    assert load("", run.config).parameters == {
        "ContactUrl": "mailto:a@b.example", "AlarmEmail": "", "MonthlyLimit": limit,
    }  # fmt: skip


def test_what_the_template_has_no_more_is_not_written_down_any_more(run):
    write(run, 'ContactUrl = "mailto:a@b.example"\nSlackTokenParameter = "/acme/token"\nLogLevel = "DEBUG"')
    status, said, _ = run(["-", "20"])
    assert (status, "written down no longer: SlackTokenParameter." in said) == (0, True)
    assert "SlackTokenParameter" not in run.config.read_text()
    assert load("", run.config).parameters["LogLevel"] == "DEBUG"


def test_whoever_has_secrets_under_other_names_is_told_before_it_is_deployed(run, aws):
    aws.status = "UPDATE_COMPLETE"
    aws.parameters["SlackTokenParameter"] = "/acme/token"
    status, said, sam = run(["", "-", "20"], build="false")
    assert (status, sam) == (1, [])
    assert "Right after it: make slack-secrets STACK=newswatch" in said


def test_another_region_than_the_one_written_down_is_not_taken_in_silence(run, monkeypatch):
    run(ANSWERS)
    monkeypatch.setenv("AWS_REGION", "us-east-1")
    status, said, _ = run([])
    assert (status, "AWS_REGION says us-east-1" in said, "is taken: eu-west-1" in said) == (0, True, True)


def test_yes_switched_off_asks(run, aws, monkeypatch):
    monkeypatch.setenv("YES", "0")
    assert "--no-confirm-changeset" not in run(ANSWERS)[2]
    assert undeploy.main(["--stack", "newswatch"], lambda _: "no") == 1
    assert aws.deleted == ""
