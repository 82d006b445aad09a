"""What template.yaml lets each function do with the table, as IAM judges requests by their leading keys."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from infra.laptop.template import Template

TEMPLATE = Path(__file__).resolve().parents[1] / "template.yaml"
FUNCTION, ROLE = "AWS::Serverless::Function", "AWS::IAM::Role"
PARTS = {
    "Put": "PutItem",
    "Update": "UpdateItem",
    "Delete": "DeleteItem",
    "ConditionCheck": "ConditionCheckItem",
}
"""The action that each part of a transaction is judged as."""
Asked = tuple[str, str, Mapping[str, Any]]
"""What was asked of the table: by which function, what operation of the API, with what request."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement on the table: its actions, and patterns of partition keys; None for any key."""

    actions: frozenset[str]
    patterns: tuple[str, ...] | None

    def allows(self, action: str, pks: frozenset[str]) -> bool:
        """Return whether it allows an action on all these partitions (ForAllValues:StringLike)."""
        return action in self.actions and (
            self.patterns is None
            or all(any(_like(pattern).fullmatch(pk) for pattern in self.patterns) for pk in pks)
        )


@dataclass(frozen=True, slots=True)
class TablePolicy:
    """What one function may do with the table."""

    statements: tuple[Statement, ...]

    def refused(self, operation: str, request: Mapping[str, Any]) -> list[str]:
        """Return the actions of a request, with partitions, that IAM would refuse.

        All partitions of a transaction count for each of its actions: AWS does not say that it
        tells them apart.

        Args:
            operation: as the API calls it (``TransactWriteItems``).
            request: its parameters, values typed (``{"S": …}``).
        """
        asked = list(_asked(operation, request))
        pks = frozenset(pk for _, pk in asked)
        return [
            f"{action} on {sorted(pks)}"
            for action in sorted({f"dynamodb:{action}" for action, _ in asked})
            if not any(statement.allows(action, pks) for statement in self.statements)
        ]


def policies(template: Template, workspace: str) -> dict[str, TablePolicy]:
    """Return the policy of each function, by logical id, in a deployment with a workspace."""
    roles = template.of_type(ROLE)
    found = {}
    for function, properties in template.of_type(FUNCTION).items():
        role, _, _ = properties["Role"]["Fn::GetAtt"].partition(".")
        statements = [
            _statement(each, workspace)
            for policy in roles[role]["Policies"]
            for each in policy["PolicyDocument"]["Statement"]
            if each["Resource"] == {"Fn::GetAtt": "Table.Arn"}
        ]
        found[function] = TablePolicy(tuple(statements))
    return found


@cache
def deployed_policies() -> dict[str, TablePolicy]:
    """Return the policies of template.yaml in workspace ``main``."""
    return policies(Template.load(TEMPLATE), "main")


def function_of(stage: str) -> str:
    """Return the logical id of a function by its module's name."""
    return f"{stage.title()}Function"


@dataclass
class Guard:
    """Stands before a session's table as IAM does.

    Attributes:
        asked: what functions asked so far: function, operation, request.
        refused: what of it was refused, as sentences.
    """

    policies: Mapping[str, TablePolicy] = field(default_factory=deployed_policies)
    asked: list[Asked] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    _running: list[str] = field(default_factory=list)

    @contextmanager
    def running(self, function: str) -> Iterator[None]:
        """Judge all calls in here, from any thread, as those of a function. Outside of it all is allowed."""
        self._running.append(function)
        try:
            yield
        finally:
            self._running.pop()

    def stand_before(self, session: Any) -> None:
        """Judge what clients send that this session of boto3 makes from now on."""
        session.events.register("before-call.dynamodb", self._judge)

    def _judge(
        self, model: Any, params: Mapping[str, Any], **_more: Any
    ) -> tuple[Any, dict[str, Any]] | None:
        if not self._running:
            return None
        function, request = self._running[-1], json.loads(params["body"])
        self.asked.append((function, model.name, request))
        found = self.policies[function].refused(model.name, request)
        if not found:
            return None
        self.refused += [f"{function}: {each}" for each in found]
        error = {"Code": "AccessDeniedException", "Message": f"{function} is not authorized: {found}"}
        return _Answer(), {"Error": error, "ResponseMetadata": {"HTTPStatusCode": _Answer.status_code}}


class _Answer:
    """What botocore looks at of an answer's HTTP."""

    status_code = 400


def _statement(statement: Mapping[str, Any], workspace: str) -> Statement:
    assert statement["Effect"] == "Allow", statement
    conditions = statement.get("Condition")
    if conditions is None:
        return Statement(frozenset(statement["Action"]), None)
    # Only what stands in the template is understood.
    [(operator, keys)] = conditions.items()
    assert operator == "ForAllValues:StringLike", operator
    [(key, patterns)] = keys.items()
    assert key == "dynamodb:LeadingKeys", key
    written = [patterns] if isinstance(patterns, dict) else patterns
    likes = (each["Fn::Sub"].replace("${Workspace}", workspace) for each in written)
    return Statement(frozenset(statement["Action"]), tuple(likes))


@cache
def _like(pattern: str) -> re.Pattern[str]:
    """Return StringLike's pattern, in which ``*`` is any text and ``?`` any character."""
    wild = {"*": ".*", "?": "."}
    return re.compile("".join(wild.get(each) or re.escape(each) for each in pattern), re.DOTALL)


def _asked(operation: str, request: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the actions of a request with the partition of each."""
    match operation:
        case "TransactWriteItems":
            for part in request["TransactItems"]:
                [(verb, body)] = part.items()
                yield PARTS[verb], _pk(body)
        case "BatchGetItem":
            for wanted in request["RequestItems"].values():
                for key in wanted["Keys"]:
                    yield operation, key["pk"]["S"]
        case "Query":
            [name] = re.findall(r"\bpk = (:\w+)", request["KeyConditionExpression"])
            yield operation, request["ExpressionAttributeValues"][name]["S"]
        case _:
            # A Scan has no key, and fails here: no function may do one.
            yield operation, _pk(request)


def _pk(body: Mapping[str, Any]) -> str:
    key = body["Key"] if "Key" in body else body["Item"]
    return str(key["pk"]["S"])
