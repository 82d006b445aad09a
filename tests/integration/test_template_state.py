"""What template.yaml keeps, encrypts, bounds and asks: what is lost by no update, and what a person reads."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from cfnlint.schema import PROVIDER_SCHEMA_MANAGER

from newswatch import prices
from tests.integration.template_source import (
    FUNCTION,
    LOGS,
    QUEUE,
    attribute_of,
    consumers,
    resources,
    source,
    translated,
)
from tests.integration.translated import REGION

TABLE, API, TOPIC = "AWS::DynamoDB::Table", "AWS::ApiGatewayV2::Api", "AWS::SNS::Topic"
KEPT = {
    "Table": TABLE,
    **{
        f"{begins}{kind}": QUEUE
        for begins in ("Source", "Article", "Channel", "Command")
        for kind in ("Queue", "DeadLetterQueue")
    },
    **{f"{name}Api": API for name in ("Slack", "Hook")},
}
"""Under another logical id each of these would be a new one: empty, or at an address that nobody knows."""
TEMPLATES = ["template.yaml", "infra/observability.yaml"]
LITERALS = {
    "arn": re.compile(r"arn:(?!\$\{AWS::Partition\}:)"),
    "account": re.compile(r"\b\d{12}\b"),
    "region": re.compile(
        r"\b(af|ap|ca|cn|eu|il|me|mx|sa|us)-(gov-)?(central|east|north|south|west|\w+east|\w+west)-\d\b"
    ),
    "domain": re.compile(r"/[^/]*\.(amazonaws\.com|api\.aws)"),
}
"""What differs from account to account, from region to region, and in China."""


def texts(tree: Any) -> Iterator[str]:
    """Every text in a template, keys left out, and descriptions, which may say what they like."""
    match tree:
        case str():
            yield tree
        case dict():
            for name, value in tree.items():
                if name not in {"Description", "AlarmDescription", "ConstraintDescription"}:
                    yield from texts(value)
        case list():
            for value in tree:
                yield from texts(value)


def references(tree: Any) -> set[str]:
    """What a value is made of: parameters, resources and pseudo parameters, conditions included."""
    match tree:
        case {"Ref": str(name)}:
            return {name}
        case {"Fn::Sub": written}:
            return set(re.findall(r"\$\{([\w:]+)", written if isinstance(written, str) else written[0]))
        case {"Fn::If": [condition, *values]}:
            return references(source()["Conditions"][condition]).union(*map(references, values))
        case dict():
            return set().union(*map(references, tree.values()))
        case list():
            return set().union(*map(references, tree))
    return set()


# --- What must not get lost ----------------------------------------------------------------------------


def test_the_table_is_kept_and_can_be_set_back() -> None:
    table = source()["Resources"]["Table"]
    assert table["DeletionPolicy"] == table["UpdateReplacePolicy"] == "Retain"
    assert table["Properties"]["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert table["Properties"]["DeletionProtectionEnabled"] == {"Ref": "TableDeletionProtection"}
    assert source()["Parameters"]["TableDeletionProtection"]["Default"] == "true"
    # With a name of its own neither a second stage nor a table set back from a backup would fit in.
    assert "TableName" not in table["Properties"]


def test_what_holds_something_is_called_what_it_was_always_called() -> None:
    there = {name: r["Type"] for name, r in translated()["Resources"].items() if r["Type"] in KEPT.values()}
    assert there == KEPT


@pytest.mark.parametrize("name", sorted([*KEPT, *resources(LOGS)]))
def test_no_parameter_has_anything_replaced_that_holds_something(name: str) -> None:
    # Whatever AWS cannot change in place, by its own schemas.
    resource = translated()["Resources"][name]
    schema = PROVIDER_SCHEMA_MANAGER.get_resource_schema(REGION, resource["Type"]).schema
    fixed = [
        path.removeprefix("/properties/").split("/")[0]
        for path in (*schema["createOnlyProperties"], *schema.get("conditionalCreateOnlyProperties", ()))
    ]
    assert fixed
    used = references({key: value for key, value in resource["Properties"].items() if key in fixed})
    assert used <= {"AWS::StackName"}, "which never changes"
    assert "Condition" not in source()["Resources"][name], "switched off, it would be gone"


def test_logs_go_with_the_stack() -> None:
    # They have names: one that stayed would be in the way of the next stack of that name.
    for name in resources(LOGS):
        assert source()["Resources"][name].keys() == {"Type", "Properties"}


# --- Encryption, logs ----------------------------------------------------------------------------------


@pytest.mark.parametrize("queue", sorted(resources(QUEUE)))
def test_queues_are_encrypted(queue: str) -> None:
    assert resources(QUEUE)[queue]["SqsManagedSseEnabled"] is True


@pytest.mark.parametrize("function", sorted(resources(FUNCTION)))
def test_each_function_has_a_log_that_is_kept_as_long_as_was_chosen(function: str) -> None:
    group = resources(FUNCTION)[function]["LoggingConfig"]["LogGroup"]["Ref"]
    name = function.removesuffix("Function").lower()
    assert resources(LOGS)[group] == {
        "LogGroupName": {"Fn::Sub": f"/${{AWS::StackName}}/{name}"},
        "RetentionInDays": {"Ref": "LogRetentionDays"},
    }


# --- What bounds the bill ------------------------------------------------------------------------------


@pytest.mark.parametrize(("queue", "function"), sorted(consumers().items()))
def test_each_queue_can_be_given_a_limit_and_has_none_by_itself(queue: str, function: str) -> None:
    (event,) = [
        e["Properties"] for e in resources(FUNCTION)[function]["Events"].values() if e["Type"] == "SQS"
    ]
    assert attribute_of(event["Queue"]) == (queue, "Arn")
    # An empty one takes a limit away: what is left out, Lambda lets be.
    limit = {"MaximumConcurrency": {"Ref": "MaximumConcurrency"}}
    assert event["ScalingConfig"] == {"Fn::If": ["BoundedConcurrency", limit, {}]}
    given = {"Ref": "MaximumConcurrency"}
    assert source()["Conditions"]["BoundedConcurrency"] == {"Fn::Not": [{"Fn::Equals": [given, "0"]}]}
    parameter = source()["Parameters"]["MaximumConcurrency"]
    assert [parameter[key] for key in ("Default", "MinValue", "MaxValue")] == [0, 0, 1000]
    (rule,) = source()["Rules"]["ConcurrencyThatLambdaTakes"]["Assertions"]
    assert rule["Assert"] == {"Fn::Not": [{"Fn::Equals": [given, "1"]}]}


def test_nothing_is_reserved_that_a_new_account_does_not_have() -> None:
    for function in resources(FUNCTION).values():
        for name in ("ReservedConcurrentExecutions", "ProvisionedConcurrencyConfig", "SnapStart"):
            assert name not in function
    assert "ReservedConcurrentExecutions" not in source()["Globals"]["Function"]


def test_the_description_of_the_limit_says_what_it_costs() -> None:
    listed = prices.prices()
    functions = [resources(FUNCTION)[name]["MemorySize"] for name in consumers().values()]
    most = listed.lambda_arm64.of(sum(functions) / 1024 * 730 * 3600)
    said = source()["Parameters"]["MaximumConcurrency"]["Description"]
    assert f" {most:.0f} US$ a month for each 1" in " ".join(said.split())


# --- Whose account, which region -----------------------------------------------------------------------


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("literal", LITERALS)
def test_the_template_is_at_home_in_any_account_region_and_partition(name: str, literal: str) -> None:
    assert [each for each in texts(source(name)) if LITERALS[literal].search(each)] == []


@pytest.mark.parametrize(
    ("literal", "bad"),
    [
        ("arn", "arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:q"),
        ("account", "arn:${AWS::Partition}:sns:x:123456789012:t"),
        ("region", "https://x.execute-api.eu-west-1.${AWS::URLSuffix}"),
        ("region", "us-gov-east-1"),
        ("region", "ap-southeast-2"),
        ("domain", "https://sqs.${AWS::Region}.amazonaws.com/"),
    ],
)
def test_the_check_of_literals_sees_them(literal: str, bad: str) -> None:
    assert LITERALS[literal].search(bad)


def test_two_stages_of_one_account_are_not_in_each_others_way() -> None:
    # What has a name of its own has the stack's in it; SAM's own for a schedule would not.
    everything = translated()["Resources"]
    named = {
        f"{name}.{key}": references(value)
        for name, resource in everything.items()
        for key, value in resource["Properties"].items()
        if key.endswith("Name") and references(value).isdisjoint(everything)
    }
    assert len(named) > 7, "those of the logs"
    # A stage's name is $default, of an API of its own.
    assert {key for key, used in named.items() if used != {"AWS::StackName"}} == {
        f"{api}ApiApiGatewayDefaultStage.StageName" for api in ("Hook", "Slack")
    }


# --- What a person reads -------------------------------------------------------------------------------


def test_parameters_and_outputs_say_what_they_are() -> None:
    for kind in ("Parameters", "Outputs"):
        for name, one in source()[kind].items():
            assert re.search(r"[.)]$", one.get("Description", "").strip()), name


def test_every_parameter_stands_in_one_group_and_the_first_one_is_what_a_newcomer_is_asked() -> None:
    groups = source()["Metadata"]["AWS::CloudFormation::Interface"]["ParameterGroups"]
    shown = [name for group in groups for name in group["Parameters"]]
    assert sorted(shown) == sorted(source()["Parameters"])
    asked = ["ContactUrl", "AlarmEmail", "MonthlyLimit"]
    assert groups[0]["Parameters"] == asked == list(source()["Parameters"])[:3]
    assert [name for name, one in source()["Parameters"].items() if "Default" not in one] == ["ContactUrl"]


@pytest.mark.parametrize(
    ("expression", "taken"),
    [
        ("rate(1 minute)", True),
        ("rate(2 minutes)", True),
        ("rate(10 minutes)", True),
        ("cron(0/5 8-18 ? * MON-FRI *)", True),
        ("rate(11 minutes)", False),
        ("rate(1 minutes)", False),
        ("rate(5 minute)", False),
        ("rate(15 minuts)", False),
        ("rate(15 minutes)", False),
        ("rate(0 minutes)", False),
        ("rate(1 day)", False),
        ("cron(* * * *)", False),
        ("5 minutes", False),
    ],
)
def test_a_schedule_that_is_mistyped_is_refused_before_anything_is_deployed(
    expression: str, taken: bool
) -> None:
    pattern = source()["Parameters"]["DispatchSchedule"]["AllowedPattern"]
    assert bool(re.fullmatch(pattern, expression)) is taken


def test_nothing_in_the_template_is_left_over() -> None:
    tree = source()
    used = references(
        {name: tree[name] for name in ("Globals", "Resources", "Outputs", "Conditions", "Rules")}
    )
    assert set(tree["Parameters"]) <= used
    conditions = set(re.findall(r'"Fn::If": \["(\w+)"', json.dumps(tree["Resources"])))
    assert set(tree["Conditions"]) == conditions
