"""What is measured, each in a process of its own: ``python -m bench.scaling.doing WHAT``."""
# ruff: noqa: PLC0415 - a process loads what its function does, and no more

import json
import logging
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from builders import ALICE, POLICY
from fakes import FakePeople

from bench.scaling.world import TABLE, World, now
from bench.stories.beginning import memory_mb
from bench.table_server import served
from newswatch.model import UserId
from newswatch.observe import logger

ROUNDS = 2
ENOUGH_S = 30
"""Of processor time: what takes so long is not done again."""
VCPU_MB = 1_769
"""Lambda's guide, "Configure Lambda function memory": a function has one vCPU at this memory."""
ANSWER_S = 0.005
"""Assumed of each call, as in ``bench.stories``: what a small one takes within a region."""


@dataclass(frozen=True, slots=True)
class Done:
    """What doing something once took, in a process that is warm."""

    cpu_s: float
    bare_mb: float
    """Memory before, with everything loaded."""
    most_mb: float
    calls: dict[str, int]
    """By operation, of one time."""
    result: dict[str, Any]

    def at(self, memory_mb: int) -> float:
        """Return how long it takes at a function's memory: its share of a vCPU, and the assumed answers."""
        return self.cpu_s * max(1.0, VCPU_MB / memory_mb) + sum(self.calls.values()) * ANSWER_S


def _tick() -> Callable[[], Any]:
    from newswatch.lambdas.dispatch import handler

    context: Any = _Context()
    return lambda: handler({}, context)


def _source_list() -> Callable[[], Any]:
    from newswatch import wiring
    from newswatch.slack.views import sources as source_views
    from newswatch.usecases.sources import list_sources

    def listed() -> dict[str, int]:
        listing = list_sources(wiring.store(), "")
        source_views.listing(listing, now())
        return {"lines": len(listing.lines)}

    return listed


def _menu(*, warm: bool) -> Callable[[], Any]:
    from newswatch import wiring
    from newswatch.slack.requests import Suggestion
    from newswatch.slack.suggestions import Menu
    from newswatch.slack.views import ids

    asked = Suggestion(UserId("U1"), "T1", "A1", f"{ids.SOURCES}.1", "courier")
    kept = Menu(wiring.store(), wiring.clock())

    def typed() -> dict[str, int]:
        menu = kept if warm else Menu(wiring.store(), wiring.clock())
        return {"options": len(menu.options(asked)["options"])}

    if warm:
        typed()
    return typed


def _status() -> Callable[[], Any]:
    from newswatch import wiring
    from newswatch.usecases.status import status

    def told() -> dict[str, int]:
        found = status(
            wiring.store(),
            wiring.queues(),
            FakePeople(),
            now(),
            required_scopes=frozenset(),
            token_parameter="",
        )
        return {"sources": found.sources}

    return told


def _topic_list() -> Callable[[], Any]:
    from newswatch import wiring
    from newswatch.usecases.listing import list_topics
    from newswatch.usecases.sight import Sight

    sight = Sight(FakePeople(), ALICE, POLICY)
    return lambda: {"lines": len(list_topics(wiring.store(), sight, now(), "all", POLICY).lines)}


WORKS: Mapping[str, Callable[[], Callable[[], Any]]] = {
    "tick": _tick,
    "source list": _source_list,
    "menu": lambda: _menu(warm=False),
    "menu, next letter": lambda: _menu(warm=True),
    "status": _status,
    "topic list": _topic_list,
}


class _Context:
    aws_request_id, function_name, memory_limit_in_mb = "bench", "dispatch", "512"
    invoked_function_arn = "arn:aws:lambda:us-east-1:123456789012:function:dispatch"

    def get_remaining_time_in_millis(self) -> int:
        """Return what a real one would at the beginning."""
        return 60_000


def child(what: str) -> None:
    """Do it some times; print what one took as JSON."""
    from newswatch import wiring

    calls: Counter[str] = Counter()
    events = wiring._session().events  # noqa: SLF001 - nobody else asks
    events.register("before-call", lambda model, **_: calls.update([model.name]))
    work = WORKS[what]()
    bare, took, result = memory_mb("VmRSS"), list[float](), {}
    while len(took) < ROUNDS and sum(took) < ENOUGH_S:
        calls.clear()
        begun = time.process_time()
        result = work()
        took.append(time.process_time() - begun)
    told = {
        "cpu_s": min(took),
        "bare_mb": bare,
        "most_mb": memory_mb("VmHWM"),
        "calls": calls,
        "result": result,
    }
    print(json.dumps(told))


def measured(what: str, world: World) -> Done:
    """Have a process of its own do it, with a world of its own."""
    with served(world) as endpoint:
        queues = {f"{name}_QUEUE_URL": f"{endpoint}/1/{name}" for name in QUEUES}
        environment = {
            "AWS_ENDPOINT_URL_DYNAMODB": endpoint, "AWS_ENDPOINT_URL_SQS": endpoint, "WORKSPACE": "main",
            "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "us-east-1",
            "TABLE_NAME": TABLE, "ARTICLE_RETENTION_DAYS": "30", "MONTHLY_LIMIT": "0", **queues,
        }  # fmt: skip
        command = [sys.executable, "-m", "bench.scaling.doing", what]
        run = subprocess.run(command, check=True, stdout=subprocess.PIPE, env={**os.environ, **environment})
    return Done(**json.loads(run.stdout.splitlines()[-1]))


QUEUES = (
    "SOURCE", "ARTICLE", "CHANNEL", "COMMAND",
    "SOURCE_DEAD_LETTER", "ARTICLE_DEAD_LETTER", "CHANNEL_DEAD_LETTER", "COMMAND_DEAD_LETTER",
)  # fmt: skip


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    logger.setLevel(logging.CRITICAL)
    child(sys.argv[1])
