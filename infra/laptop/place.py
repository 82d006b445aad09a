"""The workspace that a command works on: that of ``make run``, whether it runs or not, or a deployed stack's.

A stack is found by its name as ``sam deploy`` does: by AWS's usual credentials and region.
"""

import fcntl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from infra.laptop import engine, running
from infra.laptop.laptop import PERSON, REPOSITORY
from infra.laptop.template import Template
from newswatch.errors import ConfigError
from newswatch.storage.store import DynamoStore

SECRETS = "SourceSecretsPrefix"
"""The template's parameter for what the names of sources' secrets begin with."""
QUEUES = {"sources": "Source", "articles": "Article", "channels": "Channel", "commands": "Command"}
"""By what status calls a queue: what its name in the template begins with."""


@dataclass(frozen=True, slots=True)
class Place:
    """A workspace."""

    store: DynamoStore
    ssm: Any
    secrets_prefix: str
    """What the names of sources' secrets in SSM begin with."""
    owner: str = ""
    """Whose the sources are; empty where nobody is known."""
    private_hosts: frozenset[str] = frozenset()
    sqs: Any = None
    queues: Mapping[str, str] = field(default_factory=dict)
    """URL of each queue, by what status calls it."""


@contextmanager
def open_place(data: Path, stack: str) -> Iterator[Place]:
    """Open a workspace.

    Args:
        data: the folder of ``make run``'s state.
        stack: name of a deployed stack; empty for the workspace of ``make run``.

    Raises:
        ConfigError: it cannot be found.
    """
    if stack:
        yield _of_stack(stack, boto3.client)
        return
    variables = running.environments(data).get("MatchFunction", {})
    private = frozenset(variables.get("PRIVATE_HOSTS", "").split())
    engine.isolate()
    with _environment(data) as known:
        client = engine.client_of(known["AWS_ENDPOINT_URL_DYNAMODB"])
        store = _store(known["TABLE_NAME"], known["WORKSPACE"], client)
        queues = {name: known[f"{begins.upper()}_QUEUE_URL"] for name, begins in QUEUES.items()}
        prefix = str(Template.load(REPOSITORY / "template.yaml").parameters[SECRETS]["Default"])
        yield Place(store, client("ssm"), prefix, PERSON.id, private, client("sqs"), queues)


@contextmanager
def _environment(data: Path) -> Iterator[Mapping[str, str]]:
    """Yield the variables of a function that knows all queues, with the engine running."""
    lock_path = data.with_name(data.name + ".lock")
    lock_path.parent.mkdir(parents=True, exist_ok=True)
    with lock_path.open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            known = running.environments(data).get("CommandFunction", {})
            if not known:
                raise ConfigError("Newswatch is just starting. Try again in a moment.") from None
            yield known
            return
        here = engine.start(data / "engine")
        try:
            yield engine.set_up(here, Template.load(REPOSITORY / "template.yaml"), {})
        finally:
            here.stop()


def _of_stack(name: str, client: Any) -> Place:
    """Return the workspace of a deployed stack. Raises ConfigError."""
    try:
        [stack] = client("cloudformation").describe_stacks(StackName=name)["Stacks"]
    except (ClientError, BotoCoreError) as e:
        raise ConfigError(f"The stack {name} cannot be read: {e}") from e
    outputs = {each["OutputKey"]: each["OutputValue"] for each in stack.get("Outputs", [])}
    parameters = {each["ParameterKey"]: each["ParameterValue"] for each in stack.get("Parameters", [])}
    if "TableName" not in outputs:
        raise ConfigError(f"The stack {name} has no output TableName: is it Newswatch's, and deployed?")
    store = _store(outputs["TableName"], parameters.get("Workspace", "main"), client)
    queues = {name: outputs.get(f"{begins}QueueUrl", "") for name, begins in QUEUES.items()}
    return Place(store, client("ssm"), parameters.get(SECRETS, ""), sqs=client("sqs"), queues=queues)


def _store(table: str, workspace: str, client: Any) -> DynamoStore:
    # No article is stored here, so that how long they are kept does not matter.
    return DynamoStore(
        table,
        workspace,
        retrying=client("dynamodb"),
        once=client("dynamodb", config=Config(retries={"total_max_attempts": 1})),
        article_retention_days=1,
    )
