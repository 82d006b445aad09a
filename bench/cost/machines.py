"""Execution environments: each keeps what its function built, lives for a while, and begins cold."""

import io
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any, NamedTuple
from unittest.mock import patch
from uuid import UUID

from bench.cost.lap import Lap
from newswatch import wiring
from newswatch.config import Settings

IDLE = timedelta(minutes=10)
"""After so long without an invocation it is gone. AWS promises nothing; 5 to 15 minutes are usual."""
LIFE = timedelta(hours=2)
"""After so long it is replaced in any case."""
COLD_CPU_S: Mapping[str, float] = {
    "DispatchFunction": 0.31, "CollectFunction": 0.41, "MatchFunction": 0.71, "NotifyFunction": 0.50,
    "SlackFunction": 0.58, "HookFunction": 0.31, "CommandFunction": 0.89,
}  # fmt: skip
"""Of initialisation and what a first invocation imports, with the artifact's bytecode (``make test-rie``)."""


class Kept(NamedTuple):
    """What ``functools.cache`` tells of itself, as far as ``wiring`` asks."""

    currsize: int


@dataclass
class Environment:
    """One execution environment."""

    function: str
    variables: Mapping[str, str]
    born: datetime
    free_at: datetime
    made: dict[Any, Any] = field(default_factory=dict)
    is_new: bool = True

    def keep(self, key: Any, make: Callable[[], Any]) -> Any:
        """Return what is kept under a key, made when it is first asked for."""
        if key not in self.made:
            self.made[key] = make()
        return self.made[key]


class Fleet:
    """The environments of all functions; one of them works at a time."""

    def __init__(self, lap: Lap, variables: Mapping[str, Mapping[str, str]], seed: int) -> None:
        self._lap, self._variables = lap, variables
        self._rng = Random(f"{seed} fleet")
        self._begins = lap.at
        self._warm: dict[str, list[Environment]] = {}
        self.now: Environment | None = None

    def take(self, function: str) -> Environment:
        """Return an environment that is free: the one that was used last, or a new one."""
        at = self._lap.at
        alive = [
            each
            for each in self._warm.setdefault(function, [])
            if at - each.free_at < IDLE and at - each.born < LIFE
        ]
        self._warm[function] = alive
        free = [each for each in alive if each.free_at <= at]
        if free:
            return max(free, key=lambda each: each.free_at)
        # Who is there in the first minutes has been there before.
        age = LIFE * self._rng.random() if at - self._begins < IDLE else timedelta(0)
        made = Environment(function, self._variables[function], at - age, at)
        alive.append(made)
        return made

    def width(self, function: str) -> int:
        """Return how many there are."""
        return len(self._warm.get(function, ()))


@dataclass
class Context:
    """What Lambda hands to a handler beside the event."""

    function_name: str
    lap: Lap
    ends_at: datetime
    number: int

    @property
    def aws_request_id(self) -> str:
        """Return the id of the invocation."""
        return str(UUID(int=self.number))

    def get_remaining_time_in_millis(self) -> int:
        """Return the milliseconds until the invocation would be stopped."""
        return max(0, int((self.ends_at - self.lap.at).total_seconds() * 1000))


@contextmanager
def environments(fleet: Fleet, builders: Mapping[str, Callable[[Environment], Any]]) -> Iterator[None]:
    """Have ``wiring`` keep what it builds in the environment that works, and build these things so."""

    def kept(name: str, build: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any) -> Any:
            assert fleet.now
            return fleet.now.keep((name, args), lambda: build(*args))

        told: Any = call
        told.cache_info = lambda: Kept(int(bool(fleet.now and (name, ()) in fleet.now.made)))
        return call

    def given(make: Callable[[Environment], Any]) -> Callable[..., Any]:
        def call() -> Any:
            assert fleet.now
            return make(fleet.now)

        return call

    def settings(environment: Environment) -> Settings:
        return Settings(environment.variables)

    before = {name: built for name, built in vars(wiring).items() if hasattr(built, "cache_clear")}
    changed = {name: kept(name, built.__wrapped__) for name, built in before.items()}
    changed |= {name: kept(name, given(make)) for name, make in {"settings": settings, **builders}.items()}
    with patch.multiple(wiring, **changed):
        yield


@contextmanager
def printed() -> Iterator[io.StringIO]:
    """Catch what is printed and logged meanwhile."""
    from newswatch.observe import logger  # noqa: PLC0415 - it takes the standard output as it is then

    caught, handlers = io.StringIO(), logger.handlers
    streams = [getattr(handler, "stream", None) for handler in handlers]
    out, sys.stdout = sys.stdout, caught
    for handler in handlers:
        if hasattr(handler, "setStream"):
            handler.setStream(caught)
    try:
        yield caught
    finally:
        sys.stdout = out
        for handler, stream in zip(handlers, streams, strict=True):
            if stream is not None and hasattr(handler, "setStream"):
                handler.setStream(stream)
