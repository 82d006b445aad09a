"""How long a person waits for the slack function: the built artifact under AWS's Lambda emulator.

``make bench-slack`` runs it. The function has a whole virtual processor at its
memory, so the emulator's times are used as they are; the table and SSM answer
from the embedded engine on the same machine.
"""

import itertools
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from infra.laptop import engine
from infra.laptop.template import Template
from newswatch.model import UserId
from newswatch.query import parse
from newswatch.storage.store import DynamoStore
from newswatch.system import SystemClock, SystemEntropy
from newswatch.usecases.topics import add_topic
from tests.integration.artifact import environment
from tests.integration.demo import ANN, CHANNEL, ROOT, SIGNING_SECRET, Demo, api_event
from tests.integration.emulator import FULL_CPU_MB, EmulatedFunction

COLD_STARTS = 10
WARM = 1_000
TOPICS = 100
"""Of a busy workspace; each list and each handle is looked for among them."""
COMMANDS = (
    "list",
    "show policy-{n}",
    "pause policy-{n} for 3d",
    "resume policy-{n}",
    "add New {n} = (pompeo OR lavrov) AND venezuela",
    "history policy-{n}",
    "undo",
    "help",
    "pompeo OR lavrov venezuela",
    "test lithium AND (mine OR mining)",
)


@contextmanager
def stage() -> Iterator[tuple[Demo, dict[str, str]]]:
    """Serve Slack, and a table with topics in it; yield them with the function's environment."""
    demo = Demo()
    running = engine.start(None)
    try:
        secrets = {
            "/newswatch/slack/bot-token": demo.workspace.token,
            "/newswatch/slack/signing-secret": SIGNING_SECRET,
        }
        made = engine.set_up(running, Template.load(ROOT / "template.yaml"), secrets)
        dynamodb = running.client("dynamodb")
        store = DynamoStore(
            made["TABLE_NAME"], "main", retrying=dynamodb, once=dynamodb, article_retention_days=30
        )
        query = parse("(pompeo OR lavrov) AND venezuela").canonical
        for n in range(TOPICS):
            add_topic(
                store, SystemClock(), SystemEntropy(),
                who=UserId(ANN), query=query, destinations=[CHANNEL],
                handle=f"policy-{n}", name=f"Policy {n}",
            )  # fmt: skip
        references = {
            **demo.parameters,
            "Table": made["TABLE_NAME"],
            "CommandQueue": made["COMMAND_QUEUE_URL"],
            "ChannelQueue": made["CHANNEL_QUEUE_URL"],
        }
        added = {name: value for name, value in made.items() if name.startswith("AWS_")}
        added["AWS_REGION"] = added["AWS_DEFAULT_REGION"]
        yield demo, {**environment("SlackFunction", references), **added}
    finally:
        running.stop()
        demo.close()


def ask(demo: Demo, function: EmulatedFunction, text: str) -> float:
    """Have a command typed; return the milliseconds until its answer."""
    headers, body = demo.command(text)
    event: dict[str, Any] = api_event("/slack/commands", headers, body)
    begun = time.perf_counter()
    answer = function(event)
    took = (time.perf_counter() - begun) * 1000
    if answer["statusCode"] != 200 or not json.loads(answer["body"]).get("text"):
        sys.exit(f"/watch {text}: {answer}")
    return took


def main() -> None:
    """Measure, and print a line for docs/performance.md."""
    with stage() as (demo, variables), tempfile.TemporaryDirectory() as logs:
        cold = []
        for n in range(COLD_STARTS):
            function = EmulatedFunction("SlackFunction", variables, Path(logs) / f"cold{n}.log")
            cold.append((ask(demo, function, "list"), function.init_ms))
            if n < COLD_STARTS - 1:
                function.stop()
        if function.memory_mb < FULL_CPU_MB:
            sys.exit(f"{function.memory_mb} MB is less than a processor: these times would be too good.")
        texts = list(itertools.islice(itertools.cycle(COMMANDS), WARM))
        warm = [ask(demo, function, text.format(n=n % TOPICS)) for n, text in enumerate(texts)]
        function.stop()
    waits = sorted(took for took, _ in cold)
    points = statistics.quantiles(warm, n=100)
    print(f"slack, {function.memory_mb} MB, {TOPICS} topics")
    print(
        f"cold, {COLD_STARTS} starts: median {statistics.median(waits):,.0f} ms, worst {waits[-1]:,.0f} ms; "
        f"of it init {statistics.median(init for _, init in cold):,.0f} ms"
    )
    for text in COMMANDS:
        took = [one for one, typed in zip(warm, texts, strict=True) if typed == text]
        print(f"  {statistics.median(took):>4,.0f} ms, worst {max(took):>4,.0f} ms  /watch {text}")
    print(
        f"warm, {WARM} commands of {len(COMMANDS)} kinds: median {points[49]:,.0f} ms, "
        f"p95 {points[94]:,.0f} ms, p99 {points[98]:,.0f} ms, worst {max(warm):,.0f} ms"
    )


if __name__ == "__main__":
    main()
