"""The four stores that must behave alike, and the stack that is deployed once for whoever asks."""

import itertools
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator

import boto3
import pytest
from botocore.config import Config
from fakes import T0, FakeStore
from simulation.aws.dynamodb import MemoryDynamo
from stores import create_table, dynamo_store

from newswatch.ports import Store
from newswatch.storage.store import DynamoStore
from tests.integration.artifact import routes
from tests.integration.demo import Demo
from tests.integration.ministack import Ministack

_workspaces = itertools.count(1)


@pytest.fixture(scope="session")
def engine_table(engine) -> str:
    create_table(engine.client("dynamodb"), "contract")
    return "contract"


@pytest.fixture(scope="session")
def memory() -> MemoryDynamo:
    dynamo = MemoryDynamo(lambda: T0)
    create_table(dynamo, "contract")
    return dynamo


@pytest.fixture(
    params=["fake", "memory", "engine", pytest.param("dynamodb-local", marks=pytest.mark.dynamodb_local)]
)
def store(request) -> Iterator[Store]:
    """Return an empty store: the fake, the simulation's, the embedded engine's, AWS's DynamoDB Local's."""
    match request.param:
        case "fake":
            yield FakeStore()
        case "memory":
            dynamo = request.getfixturevalue("memory")
            workspace = f"w{next(_workspaces)}"
            yield DynamoStore("contract", workspace, retrying=dynamo, once=dynamo, article_retention_days=30)
        case "engine":
            engine = request.getfixturevalue("engine")
            table = request.getfixturevalue("engine_table")
            yield dynamo_store(engine.url, table, f"w{next(_workspaces)}")
        case _:
            endpoint = request.getfixturevalue("dynamodb_local")
            yield dynamo_store(endpoint, "contract", f"w{next(_workspaces)}")


@pytest.fixture(scope="session")
def dynamodb_local() -> Iterator[str]:
    """Return the endpoint of AWS's DynamoDB Local with the table in it, or skip."""
    folder, java = os.environ.get("DYNAMODB_LOCAL", ""), shutil.which("java")
    if not java or not folder:
        pytest.skip("needs Java and DynamoDB Local: make test-dynamodb-local")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    program = [java, "-jar", "DynamoDBLocal.jar", "-inMemory"]
    process = subprocess.Popen(
        [*program, "-port", str(port)],
        cwd=folder,
        # Where Java looks for SQLite's native part.
        env=os.environ | {"LD_LIBRARY_PATH": "DynamoDBLocal_lib"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    endpoint = f"http://127.0.0.1:{port}"
    # botocore's own retries wait for the port to open.
    client = boto3.client(
        "dynamodb",
        endpoint_url=endpoint,
        region_name="eu-west-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
        config=Config(retries={"total_max_attempts": 12, "mode": "standard"}),
    )
    create_table(client, "contract")
    yield endpoint
    process.terminate()
    process.wait()


@pytest.fixture(scope="session")
def demo() -> Iterator[Demo]:
    """Return the demo news and the Slack stand-in that the deployed stack is told of."""
    demo = Demo()
    yield demo
    demo.close()


@pytest.fixture(scope="session")
def aws(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ministack]:
    """Return the emulator with the stack in it, deployed once for all modules that are run.

    Its schedule ticks and its queues are read. Whoever changes the stack puts it back.
    """
    aws = Ministack(tmp_path_factory.mktemp("ministack"))
    try:
        aws.deploy(demo.parameters)
        aws.make_up_for_what_it_lacks(routes())
        yield aws
    finally:
        aws.stop()


@pytest.fixture(scope="session")
def stack_store(aws: Ministack) -> DynamoStore:
    """Return the deployed stack's table, written by the account's root."""
    dynamodb, table = aws.client("dynamodb"), aws.outputs()["TableName"]
    return DynamoStore(table, "main", retrying=dynamodb, once=dynamodb, article_retention_days=30)
