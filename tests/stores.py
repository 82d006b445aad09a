"""DynamoDB stores for tests, on whatever answers at an endpoint."""

from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config

from infra.laptop.template import Template
from newswatch.storage.store import DynamoStore
from newswatch.storage.table import Heard, unheard

REPOSITORY = Path(__file__).resolve().parents[1]


def dynamo_store(endpoint: str, table: str, workspace: str = "main", heard: Heard = unheard) -> DynamoStore:
    """Return a store on an engine."""
    clients = [
        boto3.client(
            "dynamodb",
            endpoint_url=endpoint,
            region_name="eu-west-1",
            aws_access_key_id="test",
            aws_secret_access_key="test",
            config=Config(retries={"total_max_attempts": tries}),
        )
        for tries in (3, 1)
    ]
    return DynamoStore(
        table,
        workspace,
        retrying=clients[0],
        once=clients[1],
        article_retention_days=30,
        heard=heard,
    )


def create_table(client: Any, name: str) -> None:
    """Create the table that template.yaml describes."""
    client.create_table(TableName=name, **Template.load(REPOSITORY / "template.yaml").table())
