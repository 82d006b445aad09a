"""ministack, an AWS in one process, and the real `sam deploy` against it."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import boto3
import requests

from tests.integration.artifact import ARCHITECTURE, BUILD, ROOT, SAM, Route
from tests.integration.emulated import emulated
from tests.integration.role_policies import Decision

MINISTACK = ROOT / ".venv-mini"
REGION = "eu-west-1"
STACK = "newswatch"
START_S = 60
DEPLOY_S = 300
CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_DEFAULT_REGION": REGION,
    "AWS_EC2_METADATA_DISABLED": "true",
}


class Ministack:
    """A running ministack. It enforces IAM: a missing permission fails here as it would in AWS."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        self._host = f"localhost:{port}"
        self._folder = folder
        self._log = folder / "ministack.log"
        self._decisions = folder / "decisions.jsonl"
        self._decisions.touch()
        # The functions' code is unpacked there, 50 MB each time that one starts.
        self._unpacked = folder / "unpacked"
        self._unpacked.mkdir()
        with self._log.open("wb") as out:
            self._process = subprocess.Popen(
                # Safe path: what is imported there as ministack must not be this module.
                [MINISTACK / "bin" / "python", "-P", Path(__file__).with_name("ministack_iam.py")],
                cwd=folder,
                env={
                    **CREDENTIALS,
                    "PATH": os.environ["PATH"],
                    "HOME": str(folder),
                    "TMPDIR": str(self._unpacked),
                    "AUTH": "true",
                    "DECISIONS": str(self._decisions),
                    "GATEWAY_PORT": str(port),
                    "BIND_HOST": "127.0.0.1",
                    "MINISTACK_REGION": REGION,
                    "LAMBDA_EXECUTOR": "local",
                    "STATE_DIR": str(folder / "state"),
                    "S3_DATA_DIR": str(folder / "s3"),
                    "PERSIST_STATE": "0",
                    "SFTP_ENABLED": "0",
                    "IOT_MTLS_ENABLED": "0",
                },
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        deadline = time.monotonic() + START_S
        while "Ready" not in self.log:
            assert self._process.poll() is None, self.log
            assert time.monotonic() < deadline, self.log
            time.sleep(0.1)

    @property
    def log(self) -> str:
        """What ministack and the functions in it have written so far."""
        return self._log.read_text(errors="replace")

    def decided(self) -> int:
        """Return a mark: what roles are told from now on comes after it."""
        return self._decisions.stat().st_size

    def decisions(self, since: int = 0) -> list[Decision]:
        """Return what roles were told when they asked whether they may, after a mark, oldest first."""
        with self._decisions.open() as written:
            written.seek(since)
            return [Decision.read(line) for line in written]

    def client(self, service: str) -> Any:
        """Return a boto3 client of the account's root."""
        return boto3.client(
            service,
            endpoint_url=self.url,
            region_name=REGION,
            aws_access_key_id=CREDENTIALS["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=CREDENTIALS["AWS_SECRET_ACCESS_KEY"],
        )

    def deploy(self, parameters: dict[str, str]) -> str:
        """Deploy what was built, by SAM CLI as it is; return what it said. Again, it updates the stack.

        What is not given has its default, also where another value was given before.
        """
        with suppress(self.client("s3").exceptions.BucketAlreadyOwnedByYou):
            self.client("s3").create_bucket(
                Bucket="artifacts", CreateBucketConfiguration={"LocationConstraint": REGION}
            )
        given = {"Architecture": ARCHITECTURE, "TableDeletionProtection": "false", **parameters}
        done = subprocess.run(
            [
                *(SAM / "bin" / "sam", "deploy", "--template-file", emulated(BUILD, self._folder)),
                *("--stack-name", STACK, "--s3-bucket", "artifacts", "--capabilities", "CAPABILITY_IAM"),
                *("--no-confirm-changeset", "--no-progressbar"),
                *("--parameter-overrides", *(f"{name}={value}" for name, value in given.items())),
            ],
            cwd=BUILD,
            env={
                **CREDENTIALS,
                "AWS_ENDPOINT_URL": self.url,
                "SAM_CLI_TELEMETRY": "0",
                "PATH": os.environ["PATH"],
                "HOME": str(self._folder),
            },
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=DEPLOY_S,
            check=False,
        )
        assert done.returncode == 0, f"{done.stdout}\n{self.log[-3000:]}"
        return done.stdout

    def delete(self) -> None:
        """Delete the stack. Not by SAM CLI: it finds no nested template at the emulator's address."""
        cloudformation = self.client("cloudformation")
        cloudformation.delete_stack(StackName=STACK)
        waiter = cloudformation.get_waiter("stack_delete_complete")
        waiter.wait(StackName=STACK, WaiterConfig={"Delay": 1, "MaxAttempts": DEPLOY_S})

    def outputs(self) -> dict[str, str]:
        """Return the outputs of the deployed stack."""
        (stack,) = self.client("cloudformation").describe_stacks(StackName=STACK)["Stacks"]
        return {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}

    def resources(self) -> dict[str, str]:
        """Return the physical id of each resource of the deployed stack."""
        found = self.client("cloudformation").describe_stack_resources(StackName=STACK)["StackResources"]
        return {resource["LogicalResourceId"]: resource["PhysicalResourceId"] for resource in found}

    def make_up_for_what_it_lacks(self, routes: Sequence[Route]) -> None:
        """Do what AWS would have done by itself: ministack does not read the OpenAPI body in which SAM puts
        an HTTP API's routes.
        """
        physical, api = self.resources(), self.client("apigatewayv2")
        for route in routes:
            function = self.client("lambda").get_function(FunctionName=physical[route.function])
            integration = api.create_integration(
                ApiId=physical[route.api],
                IntegrationType="AWS_PROXY",
                IntegrationUri=function["Configuration"]["FunctionArn"],
                PayloadFormatVersion="2.0",
            )
            target = f"integrations/{integration['IntegrationId']}"
            key = f"{route.method} {route.path}"
            api.create_route(ApiId=physical[route.api], RouteKey=key, Target=target)

    def get(self, api_id: str, target: str) -> requests.Response:
        """Ask a deployed HTTP API for a path with its query."""
        host = {"Host": f"{api_id}.execute-api.{self._host}"}
        return requests.get(f"{self.url}{target}", headers=host, timeout=30)

    def post(self, api_id: str, path: str, headers: dict[str, str], body: str) -> requests.Response:
        """Send a request to a deployed HTTP API."""
        host = {"Host": f"{api_id}.execute-api.{self._host}"}
        return requests.post(f"{self.url}{path}", data=body, headers={**headers, **host}, timeout=30)

    def stop(self) -> None:
        """End it and the functions that it runs."""
        os.killpg(self._process.pid, signal.SIGTERM)
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        shutil.rmtree(self._unpacked, ignore_errors=True)
