"""AWS on a laptop: roto-server (PyPI: roto-aws), with the table and queues of the template."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import boto3
from botocore.exceptions import ClientError

from infra.laptop.template import Template
from newswatch.errors import ConfigError

REGION = "eu-west-1"
PID_FILE = "roto.pid"
START_S = 20
"""How long the engine may take to answer; it takes some 10 ms."""


@dataclass(frozen=True, slots=True)
class Engine:
    """A running roto-server."""

    process: "subprocess.Popen[bytes]"
    url: str

    def client(self, service: str) -> Any:
        """Return a boto3 client that talks to it."""
        return client_of(self.url)(service)

    def stop(self) -> None:
        """Stop it; what it holds is on disk, unless it was started without a folder."""
        self.process.terminate()
        self.process.wait()


def client_of(url: str) -> Callable[..., Any]:
    """Return what makes boto3 clients that talk to the engine at an address."""
    return partial(
        boto3.client,
        endpoint_url=url,
        region_name=REGION,
        aws_access_key_id="laptop",
        aws_secret_access_key="laptop",  # noqa: S106 - opens nothing
    )


def start(data: Path | None, host: str = "127.0.0.1") -> Engine:
    """Start an engine that keeps its state in a folder, or in memory where there is none.

    Args:
        data: the folder.
        host: the address of this machine to listen on; whoever reaches it may do anything.

    Raises:
        ConfigError: it is not installed or does not come up.
    """
    beside = Path(sys.executable).with_name("roto-server")
    program = str(beside) if beside.exists() else shutil.which("roto-server")
    if not program:
        raise ConfigError("roto-server is not installed: use the Makefile, which sets everything up.")
    if data:
        try:
            data.mkdir(parents=True, exist_ok=True)
        except OSError as e:
            raise ConfigError(f"The folder {data} cannot be used: {e.strerror}.") from e
        _stop_left_behind(data / PID_FILE)
    port = _free_port(host)
    where = ["--data-dir", str(data)] if data else ["--ephemeral"]
    # A session of its own: Ctrl-C in the terminal must not end it before the functions that use it.
    process = subprocess.Popen(
        [program, "--host", host, "--port", str(port), *where],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    if data:
        (data / PID_FILE).write_text(str(process.pid))
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection((host, port), timeout=1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return Engine(process, f"http://{host}:{port}")
    process.kill()
    raise ConfigError(f"The embedded engine ({program}) does not start. Is its folder {data} writable?")


def set_up(
    engine: Engine, template: Template, secrets: Mapping[str, str], *, table: str = "newswatch"
) -> dict[str, str]:
    """Create what the template describes, where it is not there yet.

    Returns:
        Environment variables for the functions: the endpoints, the table, the queues, their tries.
    """
    dynamodb, sqs, ssm = engine.client("dynamodb"), engine.client("sqs"), engine.client("ssm")
    try:
        dynamodb.create_table(TableName=table, **template.table())
        dynamodb.update_time_to_live(
            TableName=table,
            TimeToLiveSpecification={"AttributeName": template.ttl_attribute(), "Enabled": True},
        )
    except ClientError as e:
        if e.response["Error"]["Code"] != "ResourceInUseException":
            raise
    urls: dict[str, str] = {}
    receives: dict[str, str] = {}
    for name, attributes in template.queues().items():
        redrive = attributes.pop("RedrivePolicy", "")
        if redrive:
            target, count = redrive.split()
            asked = sqs.get_queue_attributes(QueueUrl=urls[target], AttributeNames=["QueueArn"])
            policy = {"deadLetterTargetArn": asked["Attributes"]["QueueArn"], "maxReceiveCount": int(count)}
            attributes["RedrivePolicy"] = json.dumps(policy)
            receives[f"{name.removesuffix('Queue').upper()}_MAX_RECEIVES"] = count
        urls[name] = _queue(sqs, name, attributes)
    for parameter, value in secrets.items():
        ssm.put_parameter(Name=parameter, Value=value, Type="SecureString", Overwrite=True)
    return {
        "AWS_ENDPOINT_URL_DYNAMODB": engine.url,
        "AWS_ENDPOINT_URL_SQS": engine.url,
        "AWS_ENDPOINT_URL_SSM": engine.url,
        "AWS_ACCESS_KEY_ID": "laptop",
        "AWS_SECRET_ACCESS_KEY": "laptop",
        "AWS_DEFAULT_REGION": REGION,
        "AWS_EC2_METADATA_DISABLED": "true",
        "TABLE_NAME": table,
        "WORKSPACE": "main",
        "SOURCE_QUEUE_URL": urls["SourceQueue"],
        "ARTICLE_QUEUE_URL": urls["ArticleQueue"],
        "CHANNEL_QUEUE_URL": urls["ChannelQueue"],
        "COMMAND_QUEUE_URL": urls["CommandQueue"],
        "SOURCE_DEAD_LETTER_QUEUE_URL": urls["SourceDeadLetterQueue"],
        "ARTICLE_DEAD_LETTER_QUEUE_URL": urls["ArticleDeadLetterQueue"],
        "CHANNEL_DEAD_LETTER_QUEUE_URL": urls["ChannelDeadLetterQueue"],
        "COMMAND_DEAD_LETTER_QUEUE_URL": urls["CommandDeadLetterQueue"],
        **receives,
    }


def isolate() -> None:
    """Take out of this process's environment what would lead away from this machine.

    A person's own account must not be reached by accident, nor the engine through a
    proxy; what fetches feeds uses no proxy in any case.
    """
    aws = ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")
    proxies = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
    for name in (*aws, *proxies, *map(str.lower, proxies)):
        os.environ.pop(name, None)


def apply(environment: Mapping[str, str]) -> None:
    """Make it this process's environment, as Lambda does for a function."""
    os.environ.update(environment)


def _queue(sqs: Any, name: str, attributes: Mapping[str, str]) -> str:
    """Return the URL of a queue; made if it is not there, brought up to date if an older template made it."""
    try:
        return str(sqs.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"])
    except ClientError as e:
        if e.response["Error"]["Code"] not in {"QueueAlreadyExists", "QueueNameExists"}:
            raise
    url = str(sqs.get_queue_url(QueueName=name)["QueueUrl"])
    sqs.set_queue_attributes(QueueUrl=url, Attributes=attributes)
    return url


def _stop_left_behind(pid_file: Path) -> None:
    """Stop the engine of a run that was killed: it would go on for ever, on the same files as ours."""
    pid = pid_file.read_text() if pid_file.exists() else ""
    if not pid.isdecimal():
        return
    # In full width: where COLUMNS is set, the folder at its end would be cut off.
    asked = ["ps", "-ww", "-p", pid, "-o", "command="]
    command = subprocess.run(asked, capture_output=True, text=True, check=False)
    if "roto-server" in command.stdout and str(pid_file.parent) in command.stdout:
        os.kill(int(pid), signal.SIGTERM)


def _free_port(host: str) -> int:
    with socket.socket() as probe:
        probe.bind((host, 0))
        port: int = probe.getsockname()[1]
        return port
