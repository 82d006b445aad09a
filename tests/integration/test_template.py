"""What template.yaml promises, beyond what AWS's own checks can see. Offline and without credentials."""

import ast
import json
import re

import pytest
from cfnlint.api import ManualArgs, lint

from infra.laptop.place import QUEUES
from newswatch import __version__
from newswatch.config import MAX_RECEIVES
from newswatch.queues import MAX_DELAY_S
from newswatch.sources import websub
from newswatch.usecases import collect, dispatch, notify, sources, visits
from tests.integration.template_source import (
    FUNCTION,
    QUEUE,
    ROOT,
    attribute_of,
    consumers,
    resources,
    source,
    text,
    translated,
)
from tests.integration.translated import REGION

# SAM takes a misspelt property of an event without a word. These are the ones we use.
EVENT_PROPERTIES = {
    "SQS": {"Queue", "BatchSize", "FunctionResponseTypes", "ScalingConfig"},
    "HttpApi": {"ApiId", "Method", "Path"},
    "ScheduleV2": {"OmitName", "ScheduleExpression", "Input", "FlexibleTimeWindow", "RetryPolicy"},
}
RATE = re.compile(r"rate\((1 (minute|hour|day)|([2-9]|[1-9]\d+) (minutes|hours|days))\)")
CRON = re.compile(r"cron\((\S+ ){5}\S+\)")
REPLAYED = {f"{begins}Queue": name for name, begins in QUEUES.items()}
"""What status and a replay call each queue."""
SECRET = re.compile(
    r"xox[a-z]-[\w-]{8,}|AKIA[A-Z0-9]{16}|\b[0-9a-f]{32,}\b|-----BEGIN|hooks\.slack\.com/\w+/"
)


def test_cloudformation_finds_no_error_in_what_sam_makes_of_it() -> None:
    assert lint(json.dumps(translated()), config=ManualArgs(regions=[REGION])) == []


def test_no_property_of_an_event_is_misspelt() -> None:
    for function, properties in resources(FUNCTION).items():
        for name, event in properties["Events"].items():
            unknown = set(event["Properties"]) - EVENT_PROPERTIES[event["Type"]]
            assert unknown == set(), f"{function}.{name}"


def test_schedules_are_such_as_scheduler_takes() -> None:
    schedules = [r for r in translated()["Resources"].values() if r["Type"] == "AWS::Scheduler::Schedule"]
    assert schedules
    for schedule in schedules:
        expression = schedule["Properties"]["ScheduleExpression"]
        if isinstance(expression, dict):
            expression = source()["Parameters"][expression["Ref"]]["Default"]
        assert RATE.fullmatch(expression) or CRON.fullmatch(expression), expression


@pytest.mark.parametrize(
    "expression", ["rate(1 minutes)", "rate(15 minuts)", "rate(5 minute)", "cron(* * * *)"]
)
def test_the_check_of_schedules_sees_what_scheduler_refuses(expression: str) -> None:
    assert RATE.fullmatch(expression) is None
    assert CRON.fullmatch(expression) is None


def test_every_queue_is_worked_off_or_takes_dead_letters() -> None:
    dead = {name for name in resources(QUEUE) if name.endswith("DeadLetterQueue")}
    assert set(consumers()) == set(resources(QUEUE)) - dead
    assert {name.replace("Queue", "DeadLetterQueue") for name in consumers()} == dead


@pytest.mark.parametrize("queue", sorted(consumers()))
def test_what_fails_too_often_is_kept(queue: str) -> None:
    dead = queue.replace("Queue", "DeadLetterQueue")
    ours, theirs = resources(QUEUE)[queue], resources(QUEUE)[dead]
    assert attribute_of(ours["RedrivePolicy"]["deadLetterTargetArn"]) == (dead, "Arn")
    assert ours.get("FifoQueue", False) == theirs.get("FifoQueue", False)
    # A dead letter keeps the age that it had.
    assert theirs["MessageRetentionPeriod"] >= ours["MessageRetentionPeriod"]


@pytest.mark.parametrize(("queue", "function"), sorted(consumers().items()))
def test_a_function_knows_which_try_is_the_last(queue: str, function: str) -> None:
    given = resources(FUNCTION)[function]["Environment"]["Variables"]
    variable = MAX_RECEIVES[REPLAYED[queue]]
    assert {name: value for name, value in given.items() if name.endswith("_MAX_RECEIVES")} == {
        variable: str(resources(QUEUE)[queue]["RedrivePolicy"]["maxReceiveCount"])
    }


@pytest.mark.parametrize(("queue", "function"), sorted(consumers().items()))
def test_a_message_stays_hidden_six_times_as_long_as_its_function_may_take(queue: str, function: str) -> None:
    timeout = resources(FUNCTION)[function]["Timeout"]
    assert resources(QUEUE)[queue]["VisibilityTimeout"] == 6 * timeout


@pytest.mark.parametrize("queue", sorted(consumers()))
def test_a_message_lives_long_enough_to_become_a_dead_letter(queue: str) -> None:
    properties = resources(QUEUE)[queue]
    # A ping in the minute after a poll waits for its end, and for clocks that differ.
    ping = websub.SPACING + 2 * websub.SKEW
    delay = {"ChannelQueue": MAX_DELAY_S, "SourceQueue": ping.total_seconds()}.get(queue, 0)
    tries = properties["RedrivePolicy"]["maxReceiveCount"] * properties["VisibilityTimeout"]
    assert properties["MessageRetentionPeriod"] > delay + tries


@pytest.mark.parametrize(("queue", "function"), sorted(consumers().items()))
def test_a_message_that_fails_does_not_take_others_with_it(queue: str, function: str) -> None:
    (event,) = [e for e in resources(FUNCTION)[function]["Events"].values() if e["Type"] == "SQS"]
    assert event["Properties"]["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert event["Properties"]["BatchSize"] == 1


@pytest.mark.parametrize("function", sorted(resources(FUNCTION)))
def test_every_handler_is_there(function: str) -> None:
    module, _, name = resources(FUNCTION)[function]["Handler"].rpartition(".")
    code = ROOT / source()["Globals"]["Function"]["CodeUri"] / f"{module.replace('.', '/')}.py"
    defined = {node.name for node in ast.parse(code.read_text()).body if isinstance(node, ast.FunctionDef)}
    assert name in defined
    assert source()["Resources"][function]["Metadata"] == {"BuildMethod": "python-uv"}


def test_every_setting_of_the_code_can_be_set() -> None:
    code = (ROOT / "functions" / "newswatch" / "config.py").read_text()
    read = set(re.findall(r"""(?:_required|environ\.get)\("([A-Z_]+)\"""", code))
    shared = source()["Globals"]["Function"]["Environment"]["Variables"]
    own = [
        properties.get("Environment", {}).get("Variables", {}) for properties in resources(FUNCTION).values()
    ]
    assert len(read) > 8
    lambdas = {name for name in read if name.startswith("AWS_LAMBDA_")}
    assert read - lambdas <= set(shared).union(*own)


def test_nothing_is_set_that_no_code_reads() -> None:
    code = "".join(path.read_text() for path in (ROOT / "functions").rglob("*.py"))
    for properties in resources(FUNCTION).values():
        for name in properties.get("Environment", {}).get("Variables", {}):
            assert f'"{name}"' in code


def test_hubs_are_given_the_address_that_leads_to_the_hook() -> None:
    (host, path) = resources(FUNCTION)["CollectFunction"]["Environment"]["Variables"]["HOOK_URL"][
        "Fn::Sub"
    ].rsplit("/", 1)
    assert host == source()["Outputs"]["HookUrl"]["Value"]["Fn::Sub"].removesuffix("/hook")
    events = resources(FUNCTION)["HookFunction"]["Events"].values()
    assert {event["Properties"]["ApiId"]["Ref"] for event in events} == {"HookApi"}
    assert "${HookApi}" in host
    assert {event["Properties"]["Path"] for event in events} == {f"/{path}/{{source}}/{{token}}"}
    assert sorted(event["Properties"]["Method"] for event in events) == ["GET", "POST"]


def test_each_api_is_throttled() -> None:
    for api in resources("AWS::Serverless::HttpApi").values():
        settings = api["DefaultRouteSettings"]
        assert 0 < settings["ThrottlingRateLimit"] < settings["ThrottlingBurstLimit"] <= 100


def test_leases_outlive_the_functions_that_take_them() -> None:
    functions = resources(FUNCTION)
    assert functions["DispatchFunction"]["Timeout"] < dispatch.LEASE_S
    assert functions["NotifyFunction"]["Timeout"] < notify.LEASE_S


def test_functions_have_time_for_what_their_groups_hold() -> None:
    functions = resources(FUNCTION)
    rounds = -(-40 // collect.HOSTS_AT_ONCE)
    assert functions["CollectFunction"]["Timeout"] >= rounds * 10 + collect.FETCH_S
    assert functions["MatchFunction"]["Timeout"] >= 10 * 10 + visits.VISIT_S
    assert functions["NotifyFunction"]["Timeout"] >= notify.BURST * 10


def test_the_first_poll_by_a_message_is_over_before_the_roster_tries() -> None:
    assert resources(QUEUE)["SourceQueue"]["MessageRetentionPeriod"] <= sources.FIRST_TRY.total_seconds()


@pytest.mark.parametrize(
    "name", ["template.yaml", "samconfig.toml", "infra/observability.yaml", "infra/slack-manifest.yaml"]
)
def test_no_secret_stands_in_a_file_that_is_deployed(name: str) -> None:
    assert SECRET.findall(text(name)) == []


def test_slack_is_told_the_paths_that_the_api_serves() -> None:
    manifest = source("infra/slack-manifest.yaml")
    served = {
        event["Properties"]["Path"]
        for event in resources(FUNCTION)["SlackFunction"]["Events"].values()
        if event["Properties"]["Method"] == "POST"
    }
    (command,) = manifest["features"]["slash_commands"]
    settings = manifest["settings"]
    told = [
        command["url"],
        settings["interactivity"]["request_url"],
        settings["event_subscriptions"]["request_url"],
    ]
    assert {url.removeprefix("https://SLACK-URL") for url in told} == served
    assert command["command"] == "/watch"
    assert command["should_escape"] is True


def test_the_version_that_is_deployed_is_that_of_the_code() -> None:
    assert source()["Outputs"]["Version"]["Value"] == __version__
