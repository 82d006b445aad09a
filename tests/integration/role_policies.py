"""What the deployed roles may do, permission by permission, and the same with one taken away."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Document = Mapping[str, Any]
LOG_ACTIONS = frozenset({"logs:CreateLogStream", "logs:PutLogEvents"})
"""What Lambda itself does in a function's name. The emulator asks nobody for it."""
EVENT_ACTIONS = frozenset({"sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"})
"""What the poller of an event source does in a function's name. Likewise."""


@dataclass(frozen=True, slots=True)
class Permission:
    """One action on one resource, where it stands."""

    function: str
    """Logical id, as in the template."""
    statement: int
    action: str
    resource: str
    """An ARN, which may end with ``*``."""


@dataclass(frozen=True, slots=True)
class Unasked:
    """What AWS does in a function's name and the emulator asks nobody for: by action and resource."""

    log_group: str
    queue: str = ""
    """Of its event source; empty where it has none."""

    def __contains__(self, permission: Permission) -> bool:
        """Return whether this is a permission that only AWS would miss."""
        if permission.action in LOG_ACTIONS:
            return permission.resource == self.log_group
        return permission.action in EVENT_ACTIONS and permission.resource == self.queue


def permissions(function: str, document: Document) -> Iterator[Permission]:
    """Yield what a policy permits, every action on every resource. Only what is allowed can be stated so."""
    for n, statement in enumerate(document["Statement"]):
        assert statement["Effect"] == "Allow", statement
        for action in _list(statement["Action"]):
            for resource in _list(statement["Resource"]):
                yield Permission(function, n, action, resource)


def without(document: Document, permission: Permission) -> Document:
    """Return a policy that lacks one permission, and nothing else."""
    statements = list(document["Statement"])
    whole = statements.pop(permission.statement)
    actions = [action for action in _list(whole["Action"]) if action != permission.action]
    resources = [resource for resource in _list(whole["Resource"]) if resource != permission.resource]
    if actions:
        statements.append({**whole, "Action": actions})
    if resources:
        statements.append({**whole, "Action": [permission.action], "Resource": resources})
    return {**document, "Statement": statements}


def with_added(document: Document, action: str, resource: str) -> Document:
    """Return a policy that permits one thing more."""
    more = {"Effect": "Allow", "Action": [action], "Resource": resource}
    return {**document, "Statement": [*document["Statement"], more]}


def without_action(document: Document, action: str) -> Document:
    """Return a policy that does not permit an action, on whatever."""
    statements = [
        {**statement, "Action": [each for each in _list(statement["Action"]) if each != action]}
        for statement in document["Statement"]
    ]
    return {**document, "Statement": [statement for statement in statements if statement["Action"]]}


@dataclass(frozen=True, slots=True)
class Decision:
    """What a role was told when it asked."""

    role: str
    action: str
    resource: str
    allowed: bool

    @classmethod
    def read(cls, line: str) -> "Decision":
        """Return a decision as ``ministack_iam`` writes it."""
        return cls(**json.loads(line))

    def concerns(self, permission: Permission) -> bool:
        """Return whether this was decided by a permission."""
        if self.action != permission.action:
            return False
        if permission.resource.endswith("*"):
            return self.resource.startswith(permission.resource.removesuffix("*"))
        return self.resource == permission.resource


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a function's use cases without a permission."""

    permission: Permission
    said: str
    """``needed``, ``excess``, or ``static`` for what the emulator does not ask for."""


def table(verdicts: Sequence[Verdict], names: Mapping[str, str]) -> str:
    """Return verdicts as a table to be read, resources by their logical ids where ``names`` has them."""
    rows = [
        (v.permission.function, v.permission.action, _named(v.permission.resource, names), v.said)
        for v in verdicts
    ]
    rows.insert(0, ("function", "action", "resource", ""))
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    return "\n".join("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows)


def _named(arn: str, names: Mapping[str, str]) -> str:
    return names.get(arn) or arn.split(":", 5)[-1]


def _list(value: str | Sequence[str]) -> list[str]:
    return [value] if isinstance(value, str) else list(value)
