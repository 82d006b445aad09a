"""Every permission of every role, on the deployed stack with IAM enforced: needed, or there for nothing.

To see it fail: take `dynamodb:DeleteItem` from a role in template.yaml, or add `dynamodb:Scan` to one, and
`make test-roles`. The last tests do so to the deployed roles.
"""

import os
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor

import pytest

from newswatch.storage.store import DynamoStore
from tests.integration.artifact import BUILD, SAM, needs
from tests.integration.demo import Demo
from tests.integration.ministack import MINISTACK, Ministack
from tests.integration.role_house import RoleHouse, at_rest
from tests.integration.role_policies import (
    EVENT_ACTIONS,
    LOG_ACTIONS,
    Verdict,
    permissions,
    table,
    with_added,
    without_action,
)
from tests.integration.role_trial import Trial, try_role
from tests.integration.role_uses import USES

pytestmark = [pytest.mark.deploy, needs(BUILD, SAM, MINISTACK, target="test-roles")]

STATIC = "static: AWS alone asks for it, in the function's name; see tests/integration/test_template_roles.py"
TICK_ROLE = "DispatchFunctionTickRole"
"""SAM makes it, for EventBridge Scheduler; what it may do is in tests/integration/test_template_roles.py."""


@pytest.fixture(scope="module")
def house(aws: Ministack, demo: Demo, stack_store: DynamoStore) -> Iterator[RoleHouse]:
    house = RoleHouse(aws, demo, stack_store)
    with at_rest(house):
        yield house


@pytest.fixture(scope="module")
def trials(house: RoleHouse) -> Mapping[str, Trial]:
    def tried(function: str) -> Trial:
        return try_role(house, function, house.policy(function))

    # The one with the most permissions first.
    functions = sorted(USES, key=lambda function: -len(list(permissions(function, house.policy(function)))))
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        return dict(zip(functions, pool.map(tried, functions), strict=True))


def test_every_role_is_tried(house: RoleHouse) -> None:
    assert set(house.functions) == set(USES)
    roles = {name for name in house.physical if name.endswith("Role")}
    assert roles == {f"{function}Role" for function in USES} | {TICK_ROLE}


def test_every_permission_is_needed_and_none_is_lacking(
    house: RoleHouse, trials: Mapping[str, Trial], capsys: pytest.CaptureFixture[str]
) -> None:
    verdicts: list[Verdict] = [verdict for function in USES for verdict in trials[function].verdicts]
    with capsys.disabled():
        print(f"\n{table(verdicts, house.names())}\n{STATIC}")  # noqa: T201 - for whoever reviews the roles
    assert [complaint for trial in trials.values() for complaint in trial.complaints()] == []
    assert {verdict.said for verdict in verdicts} == {"needed", "static"}


def test_what_is_called_static_nobody_was_asked_for(house: RoleHouse, trials: Mapping[str, Trial]) -> None:
    """Else it could be taken away and the use cases replayed, as with all others."""
    asked = {(decision.action, decision.resource) for decision in house.aws.decisions()}
    polled = {each["EventSourceArn"] for function in USES for each in house.mappings(function)}
    assert len(polled) == 4
    assert [action for action, _ in asked if action in LOG_ACTIONS] == []
    assert [pair for pair in asked if pair[0] in EVENT_ACTIONS - {"sqs:GetQueueAttributes"}] == []


@pytest.mark.parametrize(
    ("function", "action"),
    [("DispatchFunction", "dynamodb:DeleteItem"), ("NotifyFunction", "ssm:GetParameter")],
)
def test_a_permission_that_was_removed_is_missed(house: RoleHouse, function: str, action: str) -> None:
    trial = try_role(house, function, without_action(house.policy(function), action), tried=())
    complaints = list(trial.complaints())
    assert complaints
    assert all(complaint.startswith(f"{function} may not {action} on ") for complaint in complaints)


@pytest.mark.parametrize(
    ("function", "action", "resource"),
    [
        ("DispatchFunction", "dynamodb:Scan", "Table"),
        ("NotifyFunction", "sqs:PurgeQueue", "ChannelQueue"),
        ("HookFunction", "sqs:SendMessage", "CommandQueue"),
    ],
)
def test_a_permission_that_nothing_uses_is_noticed(
    house: RoleHouse, function: str, action: str, resource: str
) -> None:
    arn = next(arn for arn, name in house.names().items() if name == resource)
    document = with_added(house.policy(function), action, arn)
    *_, added = permissions(function, document)
    trial = try_role(house, function, document, tried=[added])
    assert list(trial.complaints()) == [f"{function} may {action} on {arn}, and nothing needs it."]
