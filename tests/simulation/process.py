"""An execution environment of one function: its life, its clock, and its clients."""

import hashlib
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectionClosedError,
    EndpointConnectionError,
    ReadTimeoutError,
)

if TYPE_CHECKING:
    from simulation.world import World

LATENCY_S = {"dynamodb": 0.004, "sqs": 0.01, "slack": 0.2, "web": 0.1}
READ_S = 10
"""The read timeout of clients."""
URL = "https://aws.invalid"
RETRIED = frozenset(
    {
        "ProvisionedThroughputExceededException",
        "ThrottlingException",
        "InternalServerError",
        "RequestThrottled",
    }
)
"""Codes of those used here which botocore's standard mode tries again."""


class Crash(BaseException):
    """The process dies here. No ``except Exception`` may hold it up."""


class Draws:
    """Tokens that are spread evenly, as the product's are; the same ones in each run."""

    def __init__(self) -> None:
        self._count = itertools.count(1)

    def token(self) -> str:
        return hashlib.sha256(str(next(self._count)).encode()).hexdigest()[:16]


@dataclass
class SkewedClock:
    """A machine's clock that is off."""

    real: Any
    off: timedelta = timedelta(0)

    def now(self) -> datetime:
        return self.real.now() + self.off


@dataclass
class Process:
    """One execution environment: warm from invocation to invocation, until it dies."""

    world: "World"
    stage: str
    number: int
    timeout_s: int
    clock: SkewedClock
    work: Callable[["Process", str, int], None] | None = None
    """What its function does with a message and the number of times that it was received."""
    dead: bool = False
    ends_at: datetime | None = None
    """Of the invocation that it is in."""
    invocation: int = 0
    gate: Callable[[], None] | None = None
    """Waits for this worker's turn, where two work side by side."""
    made: dict[str, Any] = field(default_factory=dict)
    """What it keeps from invocation to invocation, by name."""
    tokens: int = 0
    crash: ClassVar[type[BaseException]] = Crash

    def keep(self, name: str, make: Callable[[], Any]) -> Any:
        """Return what is kept under a name, made when it is first asked for."""
        if name not in self.made:
            self.made[name] = make()
        return self.made[name]

    def begin(self, invocation: int) -> None:
        """Begin an invocation."""
        self.invocation = invocation
        self.ends_at = self.world.clock.now() + timedelta(seconds=self.timeout_s)

    def remaining_s(self) -> float:
        """Implement ``Deadline``."""
        assert self.ends_at
        return max(0.0, (self.ends_at - self.world.clock.now()).total_seconds())

    def enter(self, service: str, operation: str, note: str = "") -> str:
        """Make a call: wait for the turn, let time pass, and return what befalls it."""
        if self.gate:
            self.gate()
        if self.dead:
            raise Crash
        world = self.world
        world.clock.advance(seconds=LATENCY_S[service])
        if self.ends_at and world.clock.now() >= self.ends_at:
            self.die("timeout")
        kind = world.strike(self, service, operation, note)
        if kind in {"crash-before", "timeout-before"}:
            self.die(kind)
        return kind

    def leave(self, kind: str) -> None:
        """End a call that took effect."""
        if kind in {"crash-after", "timeout-after"}:
            self.die(kind)

    def die(self, kind: str = "crash") -> None:
        """End this process here. Raises Crash."""
        self.dead = True
        if kind.startswith("timeout") and self.ends_at:
            self.world.clock.at = max(self.world.clock.at, self.ends_at)
        raise Crash(kind)


class AwsClient:
    """A boto3 client of one process: tries as botocore does, with whatever goes wrong underneath."""

    def __init__(self, process: Process, service: str, engine: Any, tries: int) -> None:
        self._process, self._service, self._engine, self._tries = process, service, engine, tries

    def __getattr__(self, operation: str) -> Callable[..., Any]:
        def call(**arguments: Any) -> Any:
            return self._call(operation, arguments)

        setattr(self, operation, call)
        return call

    def _call(self, operation: str, arguments: dict[str, Any]) -> Any:
        if operation == "transact_write_items":
            self._process.tokens += 1
            token = f"{self._process.number:08x}-{self._process.tokens:08x}"
            arguments.setdefault("ClientRequestToken", token)
        note = "" if self._tries > 1 else "once"
        if operation in {"get_item", "query"} and not arguments.get("ConsistentRead"):
            note = "stale"
        for _ in range(self._tries - 1):
            try:
                return self._try(operation, note, arguments)
            except ClientError as e:
                if e.response["Error"]["Code"] not in RETRIED:
                    raise
            except BotoCoreError:
                continue
        return self._try(operation, note, arguments)

    def _try(self, operation: str, note: str, arguments: dict[str, Any]) -> Any:
        kind = self._process.enter(self._service, operation, note)
        match kind:
            case "unreachable":
                raise EndpointConnectionError(endpoint_url=URL)
            case "throttled":
                code = "ProvisionedThroughputExceededException"
                raise _error(code if self._service == "dynamodb" else "RequestThrottled", 400, operation)
            case "failed":
                raise _error("InternalServerError", 500, operation)
            case "conflict":
                raise _conflict(operation, arguments)
            case "partial":
                return self._partial(operation, arguments)
            case "lost" | "slow" | "failed-applied":
                self._apply_unheard(operation, arguments)
                if kind == "lost":
                    raise ConnectionClosedError(endpoint_url=URL)
                if kind == "failed-applied":
                    raise _error("InternalServerError", 500, operation)
                self._process.world.clock.advance(seconds=READ_S)
                raise ReadTimeoutError(endpoint_url=URL)
        answer = self._process.world.apply(self._process, self._service, operation, arguments, kind)
        self._process.leave(kind)
        return answer

    def _apply_unheard(self, operation: str, arguments: dict[str, Any]) -> None:
        try:
            self._process.world.apply(self._process, self._service, operation, arguments, "")
        except ClientError:
            return

    def _partial(self, operation: str, arguments: dict[str, Any]) -> Any:
        """Do all of a batch but its last part, and say so."""
        apply = self._process.world.apply
        if operation == "send_message_batch":
            *sent, left = arguments["Entries"]
            answer: dict[str, Any] = {"Successful": []}
            if sent:
                answer = apply(self._process, self._service, operation, {**arguments, "Entries": sent}, "")
            failed = {"Id": left["Id"], "SenderFault": False, "Code": "InternalError"}
            return {**answer, "Failed": [*answer.get("Failed", ()), failed]}
        [(table, request)] = arguments["RequestItems"].items()
        *read, left = request["Keys"]
        answer = {"Responses": {table: []}}
        if read:
            some = {"RequestItems": {table: {**request, "Keys": read}}}
            answer = apply(self._process, self._service, operation, some, "")
        return {**answer, "UnprocessedKeys": {table: {**request, "Keys": [left]}}}


def _error(code: str, status: int, operation: str) -> ClientError:
    metadata = {
        "HTTPStatusCode": status,
        "RequestId": "",
        "HostId": "",
        "HTTPHeaders": {},
        "RetryAttempts": 0,
    }
    return ClientError({"Error": {"Code": code, "Message": code}, "ResponseMetadata": metadata}, operation)


def _conflict(operation: str, arguments: dict[str, Any]) -> ClientError:
    if operation != "transact_write_items":
        return _error("TransactionConflictException", 400, operation)
    error = _error("TransactionCanceledException", 400, operation)
    none = [{"Code": "None"} for _ in arguments["TransactItems"]]
    error.response["CancellationReasons"] = [{"Code": "TransactionConflict"}, *none[1:]]
    return error
