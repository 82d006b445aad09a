"""What template.yaml promises, beyond what AWS's own checks can see. Offline and without credentials."""

import ast
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from cfnlint.api import ManualArgs, lint
from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse

from infra.laptop.place import QUEUES
from newswatch.config import MAX_RECEIVES
from newswatch.queues import MAX_DELAY_S
from newswatch.sources import websub
from newswatch.usecases import collect, dispatch, notify, sources, visits

ROOT = Path(__file__).parents[2]
REGION = "eu-west-1"
FUNCTION = "AWS::Serverless::Function"
QUEUE = "AWS::SQS::Queue"

# SAM takes a misspelt property of an event without a word. These are the ones we use.
EVENT_PROPERTIES = {
    "SQS": {"Queue", "BatchSize", "FunctionResponseTypes"},
    "HttpApi": {"ApiId", "Method", "Path"},
    "ScheduleV2": {"ScheduleExpression", "Input", "FlexibleTimeWindow", "RetryPolicy"},
}
RATE = re.compile(r"rate\((1 (minute|hour|day)|([2-9]|[1-9]\d+) (minutes|hours|days))\)")
CRON = re.compile(r"cron\((\S+ ){5}\S+\)")
REPLAYED = {f"{begins}Queue": name for name, begins in QUEUES.items()}
"""What status and a replay call each queue."""
SECRET = re.compile(
    r"xox[a-z]-[\w-]{8,}|AKIA[A-Z0-9]{16}|\b[0-9a-f]{32,}\b|-----BEGIN|hooks\.slack\.com/\w+/"
)


@cache
def source(name: str = "template.yaml") -> dict[str, Any]:
    return yaml_parse((ROOT / name).read_text())


def resources(kind: str) -> dict[str, dict[str, Any]]:
    return {
        name: resource["Properties"]
        for name, resource in source()["Resources"].items()
        if resource["Type"] == kind
    }


def consumers() -> dict[str, str]:
    """The function of each queue that has one."""
    return {
        attribute_of(event["Properties"]["Queue"])[0]: function
        for function, properties in resources(FUNCTION).items()
        for event in properties["Events"].values()
        if event["Type"] == "SQS"
    }


def attribute_of(value: dict[str, Any]) -> tuple[str, str]:
    """The two halves of a GetAtt, however the parser wrote it."""
    found = value["Fn::GetAtt"]
    name, attribute = found if isinstance(found, list) else found.split(".")
    return name, attribute


def statements(function: str) -> list[dict[str, Any]]:
    role, _ = attribute_of(resources(FUNCTION)[function]["Role"])
    return [
        statement
        for policy in resources("AWS::IAM::Role")[role]["Policies"]
        for statement in policy["PolicyDocument"]["Statement"]
    ]


def targets(statement: dict[str, Any]) -> list[dict[str, Any]]:
    resource = statement["Resource"]
    return resource if isinstance(resource, list) else [resource]


def alarms(queue: str, metric: str) -> list[dict[str, Any]]:
    """The alarms on a metric of a queue, by the parameter that names it."""
    dimensions = [{"Name": "QueueName", "Value": {"Ref": queue}}]
    found = [each["Properties"] for each in source("infra/observability.yaml")["Resources"].values()]
    return [each for each in found if (each["Dimensions"], each["MetricName"]) == (dimensions, metric)]


@pytest.fixture(scope="module")
def translated() -> dict[str, Any]:
    """The CloudFormation that SAM makes of the template, as in a region."""
    template = yaml_parse((ROOT / "template.yaml").read_text())
    # `sam package` would have put the address of an upload here.
    template["Globals"]["Function"]["CodeUri"] = "s3://artifacts/code.zip"
    template["Resources"]["Observability"]["Properties"]["TemplateURL"] = (
        "https://s3.amazonaws.com/artifacts/o"
    )

    class NoManagedPolicies:
        def load(self) -> dict[str, str]:
            return {}

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_DEFAULT_REGION", REGION)
        parameters = {name: one.get("Default") for name, one in template["Parameters"].items()}
        return transform(template, parameters, NoManagedPolicies())


def test_cloudformation_finds_no_error_in_what_sam_makes_of_it(translated: dict[str, Any]) -> None:
    assert lint(json.dumps(translated), config=ManualArgs(regions=[REGION])) == []


def test_cloudformation_finds_no_error_in_the_alarms() -> None:
    template = (ROOT / "infra" / "observability.yaml").read_text()
    assert lint(template, config=ManualArgs(regions=[REGION])) == []


def test_no_property_of_an_event_is_misspelt() -> None:
    for function, properties in resources(FUNCTION).items():
        for name, event in properties["Events"].items():
            unknown = set(event["Properties"]) - EVENT_PROPERTIES[event["Type"]]
            assert unknown == set(), f"{function}.{name}"


def test_schedules_are_such_as_scheduler_takes(translated: dict[str, Any]) -> None:
    schedules = [r for r in translated["Resources"].values() if r["Type"] == "AWS::Scheduler::Schedule"]
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
def test_what_fails_too_often_is_kept_and_rings(queue: str) -> None:
    dead = queue.replace("Queue", "DeadLetterQueue")
    ours, theirs = resources(QUEUE)[queue], resources(QUEUE)[dead]
    assert attribute_of(ours["RedrivePolicy"]["deadLetterTargetArn"]) == (dead, "Arn")
    assert ours.get("FifoQueue", False) == theirs.get("FifoQueue", False)
    # A dead letter keeps the age that it had.
    assert theirs["MessageRetentionPeriod"] >= ours["MessageRetentionPeriod"]

    given = resources("AWS::CloudFormation::Stack")["Observability"]["Parameters"]
    watched = [name for name, value in given.items() if value == {"Fn::GetAtt": [dead, "QueueName"]}]
    (ringing,) = alarms(watched[0], "ApproximateNumberOfMessagesVisible")
    assert ringing["Threshold"] == 0
    # Whoever is woken by it finds in it what it means, how bad it is, why, and what to do.
    said = ringing["AlarmDescription"]["Fn::Sub"]
    name = REPLAYED[queue]
    assert f"make replay STACK=${{StackName}} QUEUE={name}" in said
    assert "/watch status" in said
    reader = consumers()[queue].removesuffix("Function").lower()
    assert f"/${{StackName}}/{reader}." in said


@pytest.mark.parametrize("queue", sorted(consumers()))
def test_what_is_not_worked_off_at_all_rings_before_it_expires_and_after_it_could_have_failed(
    queue: str,
) -> None:
    properties = resources(QUEUE)[queue]
    (ringing,) = alarms(f"{queue}Name", "ApproximateAgeOfOldestMessage")
    delay = MAX_DELAY_S if queue == "ChannelQueue" else 0
    tries = properties["RedrivePolicy"]["maxReceiveCount"] * properties["VisibilityTimeout"]
    # SQS reports each minute.
    assert delay + tries <= ringing["Threshold"] <= properties["MessageRetentionPeriod"] - 60


def test_articles_that_nobody_sends_back_ring_again_before_they_are_lost() -> None:
    (ringing,) = alarms("ArticleDeadLetterQueueName", "ApproximateAgeOfOldestMessage")
    left = resources(QUEUE)["ArticleDeadLetterQueue"]["MessageRetentionPeriod"] - ringing["Threshold"]
    assert left >= 3 * 86_400
    assert "QUEUE=articles" in ringing["AlarmDescription"]["Fn::Sub"]


@pytest.mark.parametrize(("queue", "function"), sorted(consumers().items()))
def test_a_function_knows_which_try_is_the_last(queue: str, function: str) -> None:
    given = resources(FUNCTION)[function]["Environment"]["Variables"]
    variable = MAX_RECEIVES[REPLAYED[queue]]
    assert {name: value for name, value in given.items() if name.endswith("_MAX_RECEIVES")} == {
        variable: str(resources(QUEUE)[queue]["RedrivePolicy"]["maxReceiveCount"])
    }


def test_dead_letters_are_counted_and_sent_by_functions_and_moved_by_none() -> None:
    dead = {name for name in resources(QUEUE) if name.endswith("DeadLetterQueue")}
    allowed = {
        (function, action, attribute_of(target)[0])
        for function in resources(FUNCTION)
        for statement in statements(function)
        for action in statement["Action"]
        for target in targets(statement)
        if "Fn::GetAtt" in target and attribute_of(target)[0] in dead
    }
    counted = {("CommandFunction", "sqs:GetQueueAttributes", name) for name in dead}
    assert allowed == counted | {("NotifyFunction", "sqs:SendMessage", "ChannelDeadLetterQueue")}


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


def test_queues_and_table_are_encrypted_and_the_table_is_kept() -> None:
    assert all(properties["SqsManagedSseEnabled"] for properties in resources(QUEUE).values())
    table = source()["Resources"]["Table"]
    assert table["DeletionPolicy"] == table["UpdateReplacePolicy"] == "Retain"
    assert table["Properties"]["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"] is True


@pytest.mark.parametrize(("function", "properties"), sorted(resources(FUNCTION).items()))
def test_every_handler_is_there(function: str, properties: dict[str, Any]) -> None:
    module, _, name = properties["Handler"].rpartition(".")
    code = ROOT / source()["Globals"]["Function"]["CodeUri"] / f"{module.replace('.', '/')}.py"
    defined = {node.name for node in ast.parse(code.read_text()).body if isinstance(node, ast.FunctionDef)}
    assert name in defined
    assert source()["Resources"][function]["Metadata"] == {"BuildMethod": "python-uv"}


def test_no_two_functions_share_a_role() -> None:
    roles = [attribute_of(properties["Role"])[0] for properties in resources(FUNCTION).values()]
    assert sorted(roles) == sorted(set(roles))
    assert set(roles) == set(resources("AWS::IAM::Role"))


def test_roles_name_actions_and_resources_one_by_one(translated: dict[str, Any]) -> None:
    # Of the translated template, so that what SAM adds is looked at too.
    roles = [r["Properties"] for r in translated["Resources"].values() if r["Type"] == "AWS::IAM::Role"]
    assert len(roles) == len(resources("AWS::IAM::Role")) + 1, "and the schedule's"
    for role in roles:
        assert "ManagedPolicyArns" not in role, "AWS's own policies allow their actions everywhere"
        for policy in role["Policies"]:
            for statement in policy["PolicyDocument"]["Statement"]:
                actions = statement["Action"]
                assert not any("*" in a for a in ([actions] if isinstance(actions, str) else actions))
                resource = json.dumps(statement["Resource"]).replace("parameter${SourceSecretsPrefix}*", "")
                assert "*" not in resource, "but for the secrets of sources, which come and go"


@pytest.mark.parametrize("function", sorted(resources(FUNCTION)))
def test_a_function_knows_the_queues_that_it_may_use_and_no_others(function: str) -> None:
    given = resources(FUNCTION)[function].get("Environment", {}).get("Variables", {})
    known = {
        name.removesuffix("_URL").title().replace("_", "") for name in given if name.endswith("_QUEUE_URL")
    }
    used = {
        attribute_of(target)[0]
        for statement in statements(function)
        if not {"sqs:SendMessage", "sqs:GetQueueAttributes"}.isdisjoint(statement["Action"])
        and "sqs:ReceiveMessage" not in statement["Action"]
        for target in targets(statement)
    }
    assert known == used


@pytest.mark.parametrize("function", sorted(resources(FUNCTION)))
def test_a_function_knows_the_secrets_that_it_may_read_and_no_others(function: str) -> None:
    given = resources(FUNCTION)[function].get("Environment", {}).get("Variables", {})
    secrets = ("_PARAMETER", "_SECRETS_PREFIX")
    named = {value["Ref"] for name, value in given.items() if name.endswith(secrets)}
    read = {
        re.search(r"parameter\$\{(\w+)\}\*?$", target["Fn::Sub"])[1]
        for statement in statements(function)
        if "ssm:GetParameter" in statement["Action"]
        for target in targets(statement)
    }
    assert named == read


def test_every_setting_of_the_code_can_be_set() -> None:
    code = (ROOT / "functions" / "newswatch" / "config.py").read_text()
    read = set(re.findall(r"""(?:_required|environ\.get)\("([A-Z_]+)\"""", code))
    shared = source()["Globals"]["Function"]["Environment"]["Variables"]
    own = [
        properties.get("Environment", {}).get("Variables", {}) for properties in resources(FUNCTION).values()
    ]
    assert len(read) > 8
    assert read <= set(shared).union(*own)


def test_nothing_is_set_that_no_code_reads() -> None:
    code = "".join(path.read_text() for path in (ROOT / "functions").rglob("*.py"))
    for properties in resources(FUNCTION).values():
        for name in properties.get("Environment", {}).get("Variables", {}):
            assert f'"{name}"' in code


def test_logs_are_kept_as_long_as_was_chosen() -> None:
    groups = resources("AWS::Logs::LogGroup")
    assert {
        name for name, group in groups.items() if group["RetentionInDays"] != {"Ref": "LogRetentionDays"}
    } == set()
    used = [properties["LoggingConfig"]["LogGroup"]["Ref"] for properties in resources(FUNCTION).values()]
    assert sorted(used) == sorted(groups)


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
    assert SECRET.findall((ROOT / name).read_text()) == []


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
