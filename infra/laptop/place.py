"""The workspace that a command works on: that of ``make run``, whether it runs or not, or a deployed stack's.

A stack is found by its name as ``sam deploy`` does: by AWS's usual credentials and region.
"""

import fcntl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from infra.laptop import engine, running, samconfig, stack
from infra.laptop.laptop import PERSON, REPOSITORY
from infra.laptop.template import Template
from newswatch.errors import ConfigError
from newswatch.storage.store import DynamoStore

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
def open_place(data: Path, name: str) -> Iterator[Place]:
    """Open a workspace.

    Args:
        data: the folder of ``make run``'s state.
        name: that of a deployed stack; empty for the workspace of ``make run``.

    Raises:
        ConfigError: it cannot be found.
    """
    if name:
        yield of_stack(name, samconfig.client_of(name))
        return
    variables = running.environments(data).get("MatchFunction", {})
    private = frozenset(variables.get("PRIVATE_HOSTS", "").split())
    engine.isolate()
    with _environment(data) as known:
        client = engine.client_of(known["AWS_ENDPOINT_URL_DYNAMODB"])
        store = _store(known["TABLE_NAME"], known["WORKSPACE"], client)
        queues = {name: known[f"{begins.upper()}_QUEUE_URL"] for name, begins in QUEUES.items()}
        prefix = stack.secrets_prefix(stack.NAME)
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


def of_stack(name: str, client: stack.Client) -> Place:
    """Return the workspace of a deployed stack.

    Args:
        name: the stack's.
        client: makes clients of AWS's services.

    Raises:
        ConfigError: it cannot be found.
    """
    try:
        found = stack.describe(client("cloudformation"), name)
    except BotoCoreError as e:
        raise ConfigError(stack.sentence(e)) from e
    if "TableName" not in found.outputs:
        raise ConfigError(f"The stack {name} has no output TableName: is it Newswatch's, and deployed?")
    store = _store(found.outputs["TableName"], found.parameters.get("Workspace", "main"), client)
    queues = {queue: found.outputs.get(f"{begins}QueueUrl", "") for queue, begins in QUEUES.items()}
    return Place(store, client("ssm"), stack.secrets_prefix(name), sqs=client("sqs"), queues=queues)


@contextmanager
def open_table(name: str, client: stack.Client) -> Iterator[Place]:
    """Open the workspace of a table that no stack has: one that a stack left, or that was restored.

    Raises:
        ConfigError: it cannot be found, or is not Newswatch's.
    """
    try:
        first = client("dynamodb").scan(TableName=name, Limit=1)["Items"]
    except (BotoCoreError, ClientError) as e:
        if isinstance(e, ClientError) and stack.code_of(e) == "ResourceNotFoundException":
            raise ConfigError(f"There is no table {name} in this account and region.") from e
        raise ConfigError(stack.sentence(e)) from e
    # Every partition key begins with the workspace.
    workspace = first[0].get("pk", {}).get("S", "").partition("#")[0] if first else ""
    if not workspace:
        raise ConfigError(f"The table {name} has nothing of Newswatch.")
    yield Place(_store(name, workspace, client), client("ssm"), "")


def _store(table: str, workspace: str, client: Any) -> DynamoStore:
    # No article is stored here, so that how long they are kept does not matter.
    return DynamoStore(
        table,
        workspace,
        retrying=client("dynamodb"),
        once=client("dynamodb", config=Config(retries={"total_max_attempts": 1})),
        article_retention_days=1,
    )
