"""The doctor's sentences: what each look makes of what AWS says, also where it says nothing."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from botocore.exceptions import ClientError, NoCredentialsError
from builders import ALICE, source
from fakes import FakeStore

from infra.laptop import doctor, doctor_aws, doctor_news
from infra.laptop.doctor_case import Case, Finding, Mark, looked, note, well, wrong
from infra.laptop.stack import Stack
from infra.laptop.template import Template
from newswatch import __version__
from newswatch.errors import ConfigError, StorageError
from newswatch.model import RosterEntry, SourceId, Usage

NOW = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)
TEMPLATE = Template.load(Path(__file__).resolve().parents[2] / "template.yaml")
FUNCTIONS = list(TEMPLATE.of_type("AWS::Serverless::Function"))
DENIAL = "User: arn:aws:iam::1:user/ann is not authorized to perform: lambda:GetFunctionConfiguration on x"


def denied(message=DENIAL):
    return ClientError({"Error": {"Code": "AccessDeniedException", "Message": message}}, "GetFunction")


def case_of(
    *, status="UPDATE_COMPLETE", outputs=None, parameters=None, changed=None, clients=None, store=None
):
    found = Stack(
        "newswatch-test",
        status,
        outputs={"Version": __version__} if outputs is None else outputs,
        parameters=parameters or {},
        changed=NOW - timedelta(days=1),
    )
    case = Case(
        found, TEMPLATE, lambda name: (clients or {})[name], NOW, lambda url: (url, {}), lambda: changed
    )
    physical = {name: ("AWS::Lambda::Function", f"f-{name}") for name in FUNCTIONS}
    case.__dict__["resources"] = {**physical, "Observability": ("AWS::CloudFormation::Stack", "nested")}
    case.__dict__["place"] = SimpleNamespace(store=store)
    return case


def raising(error):
    def look(case):
        yield well("Until here.")
        raise error

    return look


def refused_by_the_table():
    error = StorageError("The table cannot be read.")
    error.__cause__ = denied("not authorized to perform: dynamodb:Query on resource: x")
    return error


@pytest.mark.parametrize(
    ("error", "finding"),
    [
        (
            denied(),
            Finding(
                Mark.UNSEEN,
                "It: not looked at, as your AWS rights lack lambda:GetFunctionConfiguration.",
            ),
        ),
        (
            refused_by_the_table(),
            Finding(Mark.UNSEEN, "It: not looked at, as your AWS rights lack dynamodb:Query."),
        ),
        (denied("no"), Finding(Mark.UNSEEN, "It: not looked at, as your AWS rights lack GetFunction.")),
        (StorageError("The table cannot be read."), wrong("It: The table cannot be read.")),
        (ConfigError("Not there."), wrong("It: Not there.")),
        (KeyError("xoxb-1"), wrong("It could not be looked at: KeyError")),
    ],
)
def test_a_look_that_breaks_tells_that_and_no_more(error, finding):
    assert list(looked(case_of(), "It", raising(error))) == [well("Until here."), finding]


def test_aws_s_own_client_is_heard_too():
    [_, finding] = looked(case_of(), "It", raising(NoCredentialsError()))
    assert finding.mark is Mark.WRONG
    assert "aws configure" in finding.text


def test_the_status_is_the_number_of_what_is_wrong(capsys):
    findings = [well("A."), wrong("B.", "make b"), note("C."), Finding(Mark.UNSEEN, "D.")]
    assert doctor.tell(findings) == 1
    assert capsys.readouterr().out == "✓ A.\n✗ B.\n    make b\n! C.\n? D.\n"


@pytest.mark.parametrize(
    ("case", "marks", "said"),
    [
        (case_of(), "✓✓", "deployed 2026-11-28 12:00 UTC"),
        (case_of(status="UPDATE_ROLLBACK_COMPLETE"), "✗✓", "UPDATE_ROLLBACK_COMPLETE"),
        (case_of(status="UPDATE_IN_PROGRESS"), "!✓", "is being changed"),
        (case_of(outputs={"Version": "0.0.1"}), "✓!", "make deploy STAGE=test"),
        (case_of(changed=NOW), "✓!", "has changed since"),
        (case_of(changed=NOW - timedelta(days=2)), "✓✓", "as in this checkout"),
    ],
)
def test_the_stack_and_its_version(case, marks, said):
    findings = list(doctor_aws.stack(case))
    assert "".join(finding.mark for finding in findings) == marks
    assert any(said in finding.text + finding.todo for finding in findings)


class Lambda:
    def __init__(self, **more):
        self.more = more

    def get_function_configuration(self, FunctionName):  # noqa: N803 - boto3's name
        mine = self.more.get(FunctionName.removeprefix("f-"), {})
        return {"CodeSha256": "a", "State": "Active", "LastUpdateStatus": "Successful", **mine}

    def get_function_concurrency(self, FunctionName):  # noqa: N803
        mine = self.more.get(FunctionName.removeprefix("f-"), {})
        return {"ReservedConcurrentExecutions": mine["reserved"]} if "reserved" in mine else {}


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, f"All {len(FUNCTIONS)} functions can run"),
        ({"MatchFunction": {"reserved": 0}}, "MatchFunction is stopped"),
        ({"MatchFunction": {"State": "Failed", "StateReason": "No role."}}, "No role."),
        ({"MatchFunction": {"CodeSha256": "b"}}, "do not all have the same code"),
    ],
)
def test_functions_that_cannot_run_are_named(more, said):
    [finding] = doctor_aws.functions(case_of(clients={"lambda": Lambda(**more)}))
    assert said in finding.text
    assert (finding.mark is Mark.WELL) == (not more)


class Alarms:
    """CloudFormation, CloudWatch and SNS, with an alarm."""

    def __init__(self, state="OK", topic="", subscription=""):
        self.state, self.topic, self.subscription = state, topic, subscription

    def get_paginator(self, _):
        return self

    def paginate(self, StackName):  # noqa: N803
        resource = {"ResourceType": "AWS::CloudWatch::Alarm", "PhysicalResourceId": "a"}
        return [{"StackResourceSummaries": [resource]}] if StackName == "nested" else []

    def describe_alarms(self, AlarmNames):  # noqa: N803
        alarm = {"AlarmName": "a", "StateValue": self.state, "StateUpdatedTimestamp": NOW}
        return {"MetricAlarms": [{**alarm, "AlarmActions": [self.topic] if self.topic else []}]}

    def list_subscriptions_by_topic(self, TopicArn):  # noqa: N803
        one = {"Endpoint": "ann@example.com", "SubscriptionArn": self.subscription}
        return {"Subscriptions": [one] if self.subscription else []}


@pytest.mark.parametrize(
    ("aws", "marks", "said"),
    [
        (Alarms(), "✓!", "Nobody is told"),
        (Alarms("ALARM"), "✗!", "The alarm a rings since 2026-11-29 12:00 UTC"),
        (Alarms(topic="arn:t"), "✓✗", "Nobody is subscribed to t"),
        (
            Alarms(topic="arn:t", subscription="PendingConfirmation"),
            "✓✗",
            "ann@example.com has not confirmed",
        ),
        (Alarms(topic="arn:t", subscription="arn:s"), "✓✓", "Alarms tell ann@example.com"),
    ],
)
def test_who_is_told_of_alarms(aws, marks, said):
    clients = dict.fromkeys(("cloudformation", "cloudwatch", "sns"), aws)
    findings = list(doctor_aws.alarms(case_of(clients=clients)))
    assert "".join(finding.mark for finding in findings) == marks
    assert any(said in finding.text for finding in findings)


HOURLY = RosterEntry(SourceId("5" * 16), "news.example", 3_600, phase_s=0)


@pytest.mark.parametrize(
    ("done", "mark", "said"),
    [
        # It is noon, when the source falls due; before that at eleven.
        (timedelta(minutes=59), Mark.WELL, "No source waits"),
        (timedelta(minutes=61), Mark.WRONG, "5 minutes ago: 1, and nothing was since 2026-11-29 10:59"),
        (None, Mark.WRONG, "5 minutes ago: 1."),
    ],
)
def test_sources_that_wait_to_be_read_are_told(done, mark, said):
    finished = NOW - done if done else doctor_news.EPOCH
    store = SimpleNamespace(ticks_done=lambda: finished, roster=lambda: [HOURLY])
    [finding] = doctor_news.due(case_of(store=store))
    assert (finding.mark, said in finding.text) == (mark, True)


def test_where_nothing_is_due_no_tick_is_missed():
    store = SimpleNamespace(ticks_done=lambda: doctor_news.EPOCH, roster=list)
    [finding] = doctor_news.due(case_of(store=store))
    assert finding.mark is Mark.WELL


def test_at_the_limit_sources_wait_and_that_is_as_it_should_be():
    store = FakeStore()
    store.save_source(source(), ALICE, NOW - timedelta(days=1), "add")
    store.add_usage(Usage(invocations=10**9), NOW)
    [finding] = doctor_news.due(case_of(store=store, parameters={"MonthlyLimit": "20"}))
    assert (finding.mark, "because of the limit: 1" in finding.text) == (Mark.NOTE, True)


def test_a_limit_is_read_as_the_functions_read_it():
    store = FakeStore()
    store.add_usage(Usage(invocations=10**9), NOW)
    [spent] = doctor_news.spending(case_of(store=store, parameters={"MonthlyLimit": "1e2"}))
    assert "of 100.00 US$" in spent.text
    [unread] = looked(
        case_of(store=store, parameters={"MonthlyLimit": "much"}), "Costs", doctor_news.spending
    )
    assert (unread.mark, "MonthlyLimit must be US dollars" in unread.text) == (Mark.WRONG, True)


def test_a_resource_that_the_deployed_stack_lacks_is_named():
    case = case_of(clients={"dynamodb": None})
    [finding] = looked(case, "The table", doctor_aws.table)
    assert finding == wrong("The table: Table is not in the deployed stack: make deploy STAGE=test")
