"""SAM CLI with a Docker engine, as the Makefile runs it: what is needed for it, and its servers.

As a program: what is in the way of that, if anything is.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from tests.integration.artifact import ARCHITECTURE, ROOT

STAND_IN = "newswatch-python:3.13"
"""What ``make sam-image`` makes, and the other targets use where it is."""
RUNTIME_IMAGE = f"public.ecr.aws/lambda/python:3.13-{ARCHITECTURE}"
"""What SAM CLI pulls where no stand-in is."""
PULL_S, START_S, RUN_S = 240, 120, 240
OUTSIDE = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
"""This process's environment before a laptop in it changed that, without what an outer make told us."""


@cache
def in_the_way() -> str:
    """Return why no function can run in a container here; empty when it can.

    An image of the runtime is pulled or made where there is none.
    """
    if not shutil.which("docker"):
        return "there is no Docker here: functions in containers are not tested"
    if not _does("docker", "version", "--format", "{{.Server.Version}}"):
        return "no Docker engine answers here: functions in containers are not tested"
    if any(_does("docker", "image", "inspect", image) for image in (STAND_IN, RUNTIME_IMAGE)):
        return ""
    if _does("docker", "pull", "--quiet", RUNTIME_IMAGE, within_s=PULL_S):
        return ""
    made = _make("sam-image")
    # The last line is make's own.
    said = [line for line in made.stderr.splitlines() if not line.startswith("make")]
    reason = said[-1] if said else "it was not said why"
    return (
        "" if made.returncode == 0 else f"no image of Lambda's runtime can be pulled or made here: {reason}"
    )


def invoke(function: str, state: Path) -> Any:
    """Return a function's answer to its ready event, by ``make sam-invoke`` beside a laptop."""
    ran = _make("sam-invoke", f"FUNCTION={function}", f"STATE={state}")
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout.splitlines()[-1])


@contextmanager
def serving(target: str, state: Path, log: Path, port: int) -> Iterator[str]:
    """Have SAM CLI serve by one of the Makefile's targets; the address."""
    command = ["make", "-s", "-o", "build-here", target, f"STATE={state}", f"SAM_ARGS=--port {port}"]
    with started(command, log) as process:
        await_true(lambda: _listens(port), process, log)
        yield f"http://127.0.0.1:{port}"


@contextmanager
def started(command: list[str], log: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a program beside us, and end it as Ctrl-C does: SAM CLI then takes its containers away."""
    with log.open("wb") as out:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=OUTSIDE,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGINT)
        process.wait(START_S)


def await_true(is_so: Callable[[], bool], process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Wait for something that a program does. Fails when it ends before, or takes too long."""
    deadline = time.monotonic() + START_S
    while not is_so():
        running = process.poll() is None and time.monotonic() < deadline
        assert running, log.read_text(errors="replace")
        time.sleep(0.1)


def free_ports(host: str, count: int) -> int:
    """Return the first of some free ports in a row."""
    while True:
        with socket.socket() as probe:
            probe.bind((host, 0))
            first: int = probe.getsockname()[1]
        try:
            for port in range(first, first + count):
                with socket.socket() as probe:
                    probe.bind((host, port))
        except (OSError, OverflowError):
            continue
        return first


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def _does(*command: str, within_s: int = 20) -> bool:
    try:
        return subprocess.run(command, capture_output=True, timeout=within_s, check=False).returncode == 0
    except subprocess.TimeoutExpired:
        return False


def _make(*arguments: str) -> "subprocess.CompletedProcess[str]":
    # What was built for the tests is not built again for each of them.
    command = ["make", "-s", "-o", "build-here", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=OUTSIDE, capture_output=True, text=True, timeout=RUN_S, check=False
    )


if __name__ == "__main__":
    # For `make test-sam-local`, before it builds anything.
    sys.stdout.write(in_the_way())
