"""AWS's Runtime Interface Emulator around a built artifact, without containers.

The emulator comes with SAM CLI; the interpreter and boto3 are those of ``.venv-runtime``,
which holds what AWS's runtime brings and nothing else.
"""

import json
import os
import re
import signal
import socket
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import requests

from tests.integration.artifact import ARCHITECTURE, ROOT, SAM, code, properties

RUNTIME = ROOT / ".venv-runtime"
START_S = 20
FULL_CPU_MB = 1769
"""The memory at which Lambda gives a whole virtual processor."""
BOOT = "import sys; from awslambdaric.__main__ import main; main(['awslambdaric', sys.argv[1]])"


class FunctionError(Exception):
    """The handler raised, or ran into its timeout."""


class EmulatedFunction:
    """One function of the template, started at its first invocation as Lambda does."""

    def __init__(self, function: str, environment: dict[str, str], log: Path) -> None:
        self.function, self._log = function, log
        self.cold_cpu_ms: int | None = None
        """Processor time of start and first invocation: unlike the time, the same on a busy machine."""
        settings = properties(function)
        self._timeout_s = int(settings["Timeout"])
        self.memory_mb = int(settings["MemorySize"])
        folder = code(function)
        emulator = next(
            SAM.glob(f"lib/python3.*/site-packages/samcli/local/rapid/aws-lambda-rie-{ARCHITECTURE}")
        )
        runtime = next(RUNTIME.glob("lib/python3.13/site-packages"))
        port, inner = _free_ports(2)
        self._url = f"http://127.0.0.1:{port}/2015-03-31/functions/function/invocations"
        with log.open("wb") as out:
            self._process = subprocess.Popen(
                [
                    emulator,
                    *("--runtime-interface-emulator-address", f"127.0.0.1:{port}"),
                    *("--runtime-api-address", f"127.0.0.1:{inner}"),
                    # -S: of what is installed here, only what stands on PYTHONPATH is visible.
                    *(RUNTIME / "bin" / "python", "-S", "-c", BOOT, settings["Handler"]),
                ],
                cwd=folder,
                env={
                    **environment,
                    "PYTHONPATH": f"{folder}{os.pathsep}{runtime}",
                    "PYTHONDONTWRITEBYTECODE": "1",  # the artifact is read-only in Lambda
                    "LAMBDA_TASK_ROOT": str(folder),
                    "AWS_LAMBDA_FUNCTION_NAME": function,
                    "AWS_LAMBDA_FUNCTION_TIMEOUT": str(self._timeout_s),
                    "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(self.memory_mb),
                    "AWS_EXECUTION_ENV": "AWS_Lambda_python3.13",
                    "LANG": "en_US.UTF-8",
                    "TZ": ":UTC",
                },
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._wait_for(port)

    def __call__(self, event: dict[str, Any], _context: object = None) -> Any:
        """Invoke it. Raises FunctionError."""
        text = requests.post(self._url, json=event, timeout=self._timeout_s + START_S).text
        if self.cold_cpu_ms is None:
            self.cold_cpu_ms = _cpu_ms(self._process.pid)
        try:
            answer = json.loads(text or "null")
        except ValueError:
            # A timeout comes back as a sentence with status 200.
            raise FunctionError(f"{self.function}: {text}") from None
        if isinstance(answer, dict) and "errorMessage" in answer:
            raise FunctionError(f"{self.function}: {answer}")
        return answer

    @property
    def cold_start_ms(self) -> int:
        """What that would take at the processor share that Lambda gives for the function's memory."""
        assert self.cold_cpu_ms is not None, f"{self.function} was not invoked"
        return round(self.cold_cpu_ms * max(1.0, FULL_CPU_MB / self.memory_mb))

    @property
    def init_ms(self) -> float:
        """How long the interpreter and the handler's module took to load, as the emulator reports it."""
        found = re.search(r"INIT REPORT\(durationMs: ([\d.]+)", self.log)
        assert found, self.log
        return float(found[1])

    @property
    def log(self) -> str:
        """What emulator and handler have written so far."""
        return self._log.read_text(errors="replace")

    def stop(self) -> None:
        """End the emulator and the interpreter under it."""
        os.killpg(self._process.pid, signal.SIGTERM)
        self._process.wait()

    def _wait_for(self, port: int) -> None:
        deadline = time.monotonic() + START_S
        while time.monotonic() < deadline and self._process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
            except OSError:
                time.sleep(0.02)
            else:
                return
        raise FunctionError(f"{self.function}: the emulator does not start: {self.log}")


def _free_ports(count: int) -> list[int]:
    probes = [socket.socket() for _ in range(count)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports


def _cpu_ms(session: int) -> int:
    """Return the processor time of the processes of a session (proc(5), /proc/pid/stat)."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            # What stands before the last bracket is the program's name, which may hold blanks.
            fields = stat.read_text().rpartition(")")[2].split()
            if int(fields[3]) == session:
                ticks += sum(map(int, fields[11:13]))
    return ticks * 1000 // os.sysconf("SC_CLK_TCK")
