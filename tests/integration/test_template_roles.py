"""What the roles in template.yaml allow: each function its own, by name, and nothing beside.

Which partitions of the table each function needs is in tests/functional/test_table_policy.py; that no action
is in vain, in tests/integration/test_roles.py.
"""

import json
import re

import pytest

from tests.integration.template_source import (
    FUNCTION,
    QUEUE,
    ROLE,
    attribute_of,
    consumers,
    resources,
    statements,
    targets,
    translated,
)

TABLE = {"Fn::GetAtt": ["Table", "Arn"]}
WITH_KEYS = {
    *("dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query", "dynamodb:ConditionCheckItem"),
    *("dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"),
}
"""Actions whose requests name partitions. Of a Scan, or of PartiQL, the condition would hold always."""
POLLER = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
"""What Lambda's poller does in a function's name (its documentation: "Configuring permissions")."""


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


def test_no_two_functions_share_a_role() -> None:
    roles = [attribute_of(properties["Role"])[0] for properties in resources(FUNCTION).values()]
    assert sorted(roles) == sorted(set(roles))
    assert set(roles) == set(resources(ROLE))


def test_roles_name_actions_and_resources_one_by_one() -> None:
    # Of the translated template, so that what SAM adds is looked at too.
    roles = [r["Properties"] for r in translated()["Resources"].values() if r["Type"] == ROLE]
    assert len(roles) == len(resources(ROLE)) + 1, "and the schedule's"
    for role in roles:
        assert "ManagedPolicyArns" not in role, "AWS's own policies allow their actions everywhere"
        for policy in role["Policies"]:
            for statement in policy["PolicyDocument"]["Statement"]:
                actions = statement["Action"]
                assert not any("*" in a for a in ([actions] if isinstance(actions, str) else actions))
                resource = json.dumps(statement["Resource"]).replace("/sources/*", "")
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
    named = {value["Fn::Sub"] for name, value in given.items() if name.endswith(secrets)}
    read = {
        target["Fn::Sub"].partition(":parameter")[2].removesuffix("*")
        for statement in statements(function)
        if "ssm:GetParameter" in statement["Action"]
        for target in targets(statement)
    }
    assert named == read


@pytest.mark.parametrize(("queue", "function"), sorted(consumers().items()))
def test_the_poller_of_a_queue_may_do_what_it_must_and_no_more(queue: str, function: str) -> None:
    allowed = {
        (action, json.dumps(target))
        for statement in statements(function)
        if "sqs:ReceiveMessage" in statement["Action"]
        for action in statement["Action"]
        for target in targets(statement)
    }
    assert allowed == {(action, json.dumps({"Fn::GetAtt": [queue, "Arn"]})) for action in POLLER}


def test_nobody_polls_but_the_functions_of_the_queues() -> None:
    pollers = {
        function
        for function in resources(FUNCTION)
        for statement in statements(function)
        if not {"sqs:ReceiveMessage", "sqs:DeleteMessage"}.isdisjoint(statement["Action"])
    }
    assert pollers == set(consumers().values())


def test_the_schedule_may_call_dispatch_and_do_nothing_else() -> None:
    everything = translated()["Resources"]
    (schedule,) = [r["Properties"] for r in everything.values() if r["Type"] == "AWS::Scheduler::Schedule"]
    role = everything[attribute_of(schedule["Target"]["RoleArn"])[0]]["Properties"]
    (policy,), (trust,) = role["Policies"], role["AssumeRolePolicyDocument"]["Statement"]
    assert policy["PolicyDocument"]["Statement"] == [
        {"Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": schedule["Target"]["Arn"]}
    ]
    assert attribute_of(schedule["Target"]["Arn"]) == ("DispatchFunction", "Arn")
    assert trust["Principal"] == {"Service": ["scheduler.amazonaws.com"]}
    assert trust["Action"] == ["sts:AssumeRole"]


def test_only_lambda_takes_on_the_roles_of_functions() -> None:
    for role in resources(ROLE).values():
        assert role["AssumeRolePolicyDocument"]["Statement"] == [
            {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
        ]


def test_what_calls_a_function_is_an_api_of_this_stack() -> None:
    permissions = [
        r["Properties"] for r in translated()["Resources"].values() if r["Type"] == "AWS::Lambda::Permission"
    ]
    assert len(permissions) == 5, "the routes"
    for permission in permissions:
        assert permission["Principal"] == "apigateway.amazonaws.com"
        api = permission["SourceArn"]["Fn::Sub"][1]["__ApiId__"]["Ref"]
        assert api in resources("AWS::Serverless::HttpApi"), "not one that SAM makes up"


@pytest.mark.parametrize("function", sorted(resources(FUNCTION)))
def test_a_function_writes_to_its_own_log_and_makes_none(function: str) -> None:
    group = resources(FUNCTION)[function]["LoggingConfig"]["LogGroup"]["Ref"]
    allowed = {
        (action, json.dumps(target))
        for statement in statements(function)
        for action in statement["Action"]
        if action.startswith("logs:")
        for target in targets(statement)
    }
    # A group that Lambda made would be kept for ever.
    assert allowed == {
        (f"logs:{action}", json.dumps({"Fn::GetAtt": [group, "Arn"]}))
        for action in ("CreateLogStream", "PutLogEvents")
    }


@pytest.mark.parametrize("function", sorted(resources(FUNCTION)))
def test_a_function_sees_partitions_of_its_workspace_alone(function: str) -> None:
    on_table = [statement for statement in statements(function) if statement["Resource"] == TABLE]
    assert on_table
    for statement in on_table:
        assert set(statement["Action"]) <= WITH_KEYS
        ((operator, keys),) = statement["Condition"].items()
        assert (operator, list(keys)) == ("ForAllValues:StringLike", ["dynamodb:LeadingKeys"])
        patterns = keys["dynamodb:LeadingKeys"]
        for pattern in patterns if isinstance(patterns, list) else [patterns]:
            assert re.fullmatch(r"\$\{Workspace\}#([A-Z]+(#\*)?|\*)", pattern["Fn::Sub"])


def test_no_role_touches_the_table_but_by_its_own_arn() -> None:
    for function in resources(FUNCTION):
        for statement in statements(function):
            if any(action.startswith("dynamodb:") for action in statement["Action"]):
                assert statement["Resource"] == TABLE, "indexes and streams are nobody's"
