"""A deployed stack is changed, and then taken down: what people have set outlives both.

It runs last: afterwards there is no stack.
"""

import pytest
from botocore.exceptions import ClientError
from builders import topic

from newswatch.model import UserId
from newswatch.storage.store import DynamoStore
from newswatch.system import SystemClock
from tests.integration.artifact import BUILD, SAM, needs
from tests.integration.demo import ANN, Demo
from tests.integration.ministack import MINISTACK, STACK, Ministack

pytestmark = [pytest.mark.deploy, needs(BUILD, SAM, MINISTACK, target="test-deploy")]

KEPT = topic(0x1EAF, handle="kept-for-good", owner=UserId(ANN))


@pytest.fixture(scope="module")
def table(aws: Ministack, stack_store: DynamoStore) -> str:
    """The stack's table, with a topic in it."""
    stack_store.save_topic(KEPT, KEPT.owner, SystemClock().now(), "add")
    return aws.resources()["Table"]


@pytest.fixture(scope="module")
def updated(demo: Demo, aws: Ministack, table: str) -> Ministack:
    """The stack, deployed once more with other parameters."""
    aws.deploy({**demo.parameters, "LogLevel": "WARNING", "TableDeletionProtection": "true"})
    return aws


def test_an_update_changes_what_it_is_to_change_and_no_topic(
    updated: Ministack, table: str, stack_store: DynamoStore
) -> None:
    function = updated.client("lambda").get_function_configuration(
        FunctionName=updated.resources()["MatchFunction"]
    )
    assert function["Environment"]["Variables"]["LOG_LEVEL"] == "WARNING"
    assert updated.resources()["Table"] == table
    assert stack_store.topic(KEPT.id) == KEPT


def test_a_protected_table_cannot_be_deleted(
    updated: Ministack, table: str, stack_store: DynamoStore
) -> None:
    with pytest.raises(ClientError, match=r"(?i)protect"):
        updated.client("dynamodb").delete_table(TableName=table)
    assert stack_store.topic(KEPT.id) == KEPT


def test_the_table_outlives_its_stack(updated: Ministack, table: str, stack_store: DynamoStore) -> None:
    updated.delete()
    with pytest.raises(ClientError, match="does not exist"):
        updated.client("cloudformation").describe_stacks(StackName=STACK)
    assert updated.client("lambda").list_functions()["Functions"] == []
    assert updated.client("dynamodb").list_tables()["TableNames"] == [table]
    assert stack_store.topic(KEPT.id) == KEPT
