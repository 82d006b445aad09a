"""The four stores that must behave alike."""

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
