"""No function touches a partition of the table that its role does not name, and none is named in vain."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from aws_lambda_powertools.utilities.batch.exceptions import BatchProcessingError
from builders import ALICE, entry, source
from deployment import context, deployment, record
from simulation import explore
from simulation.scenarios import SCENARIOS
from simulation.world import World
from table_policy import TEMPLATE, Asked, TablePolicy, deployed_policies, function_of, policies

from infra.laptop.template import Template
from newswatch import wiring
from newswatch.lambdas import collect, dispatch, hook, match
from newswatch.model import ArticleId, EntryGroup, Reread, SourceId
from newswatch.queues import encode_entries
from newswatch.system import SystemClock

SEEDS = range(1, 9)
"""Of generated runs, in which scenarios meet."""
NOBODY = "127.0.0.1:1"
"""Where no page is served."""


@pytest.fixture(scope="module")
def asked() -> list[Asked]:
    """What functions ask of the table: in the simulation's scenarios, and when Lambda calls them."""
    found: dict[tuple[str, str], Asked] = {}

    def note(function: str, operation: str, request: Mapping[str, Any]) -> None:
        likeness = re.sub(r"[0-9a-f]{8,}|\d+", "", f"{operation} {request}")
        found.setdefault((function, likeness), (function, operation, dict(request)))

    apply = World.apply

    def noting(self: World, process: Any, service: str, operation: str, *more: Any) -> Any:
        if service == "dynamodb":
            note(function_of(process.stage), operation.title().replace("_", ""), more[0])
        return apply(self, process, service, operation, *more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(World, "apply", noting)
        for name in [*SCENARIOS, *(f"seed:{seed}" for seed in SEEDS)]:
            explore.run(name)
        for each in called(patch):
            note(*each)
    return list(found.values())


def called(patch: pytest.MonkeyPatch) -> Iterator[Asked]:
    """Call handlers for what the simulation leaves out: last tries, pages that cannot be read, pings."""
    with deployment(patch) as deployed:
        patch.setenv("PRIVATE_HOSTS", NOBODY)
        now, watched = SystemClock().now(), source()
        wiring.store().save_source(watched, ALICE, now, "add")
        group = EntryGroup(watched.id, (entry(url=f"http://{NOBODY}/page", summary="Talks go on."),))
        first(match, {"Records": [record(encode_entries(group))]})
        due = Reread(ArticleId("a" * 16), watched.id, "https://news.example/1", now - timedelta(minutes=1))
        wiring.store().read_again(due)
        first(dispatch, {})
        for module in (collect, match):
            with pytest.raises(BatchProcessingError):
                first(module, {"Records": [record("x", received=5)]})
        path = {"source": SourceId("1" * 16), "token": "2" * 32}
        called = {"requestContext": {"http": {"method": "POST"}}, "pathParameters": path, "body": ""}
        assert first(hook, called)["statusCode"] == 410
        yield from deployed.guard.asked


def first(module: Any, event: dict) -> dict:
    """Call a handler as the first one of its process, which tells what it has used."""
    wiring.meter.cache_clear()
    return module.handler(event, context())


def refused(asked: list[Asked], by: Mapping[str, TablePolicy]) -> set[str]:
    return {
        f"{function}: {each}"
        for function, operation, request in asked
        for each in by[function].refused(operation, request)
    }


def named() -> list[tuple[str, str]]:
    """Every partition that a role names; whole workspaces left out."""
    return [
        (function, pattern)
        for function, policy in deployed_policies().items()
        for statement in policy.statements
        for pattern in statement.patterns or ()
        if pattern != "main#*"
    ]


def test_every_function_may_do_what_it_does(asked):
    assert {function for function, _, _ in asked} == deployed_policies().keys() - {"SlackFunction"}
    assert refused(asked, deployed_policies()) == set()


@pytest.mark.parametrize(("function", "pattern"), named())
def test_no_partition_is_named_in_vain(asked, function, pattern):
    statements = tuple(
        replace(each, patterns=tuple(other for other in each.patterns or () if other != pattern))
        for each in deployed_policies()[function].statements
    )
    less = deployed_policies() | {function: TablePolicy(statements)}
    assert refused(asked, less), f"{function} never needs {pattern}"


def request(pk: str, *others: str) -> tuple[str, dict[str, Any]]:
    keys = [{"pk": {"S": each}, "sk": {"S": "x"}} for each in (pk, *others)]
    return "BatchGetItem", {"RequestItems": {"t": {"Keys": keys}}}


@pytest.mark.parametrize("pk", ["main#TOPICS", "main#IDENTITY#1", "other#SOURCES", "main#SOURCES2", "main"])
def test_the_hook_sees_sources_and_nothing_else(pk):
    hook = deployed_policies()["HookFunction"]
    assert hook.refused(*request("main#SOURCES", "main#SRC#1")) == []
    assert hook.refused(*request(pk)) != []
    assert hook.refused(*request("main#SOURCES", pk)) != [], "one key too many refuses all"


@pytest.mark.parametrize("function", sorted(deployed_policies()))
def test_no_function_sees_another_workspace(function):
    policy = deployed_policies()[function]
    for pk in ("other#SOURCES", "mainland#SOURCES", "main", "SOURCES"):
        assert policy.refused(*request(pk)) != []
    write = {"Put": {"Item": {"pk": {"S": "other#OUT"}, "sk": {"S": "x"}}}}
    assert policy.refused("TransactWriteItems", {"TransactItems": [write]}) != []
    query = {
        "KeyConditionExpression": "pk = :pk",
        "ExpressionAttributeValues": {":pk": {"S": "other#TOPICS"}},
    }
    assert policy.refused("Query", query) != []


@pytest.mark.parametrize("action", ["GetItem", "BatchGetItem", "PutItem"])
def test_an_action_that_the_template_does_not_allow_is_refused(asked, tmp_path, action):
    less = tmp_path / "template.yaml"
    less.write_text(TEMPLATE.read_text().replace(f"                  - dynamodb:{action}\n", ""))
    found = refused(asked, policies(Template.load(less), "main"))
    assert f"dynamodb:{action}" in str(found)
    assert all(f"dynamodb:{action} " in each for each in found)


def test_who_has_a_condition_of_another_kind_is_not_taken_for_safe(tmp_path):
    other = tmp_path / "template.yaml"
    other.write_text(TEMPLATE.read_text().replace("ForAllValues:StringLike", "ForAnyValue:StringLike"))
    with pytest.raises(AssertionError):
        policies(Template.load(other), "main")
