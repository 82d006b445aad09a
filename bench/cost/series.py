"""The sampled hours minute by minute, for a picture of the dashboard."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from day.news import BEGINS

from bench.cost.sample import Sampled

MINUTES = 60


def series(hours: Sequence[Sampled]) -> dict[str, Any]:  # noqa: C901 - three kinds, one after the other
    """Return what CloudWatch would show: metrics, queues and functions, the hours one after the other."""
    count = MINUTES * len(hours)
    metrics: defaultdict[str, list[list[float]]] = defaultdict(list)
    queues: dict[str, dict[str, list[float]]] = {}
    functions: dict[str, dict[str, list[float]]] = {}
    for n, one in enumerate(hours):

        def place(at: Any, n: int = n, hour: int = one.hour) -> int | None:
            minute = int((at - BEGINS).total_seconds() // 60) - 60 * hour
            return n * MINUTES + minute if 0 <= minute < MINUTES else None

        for at, name, value in one.log.metrics:
            if (minute := place(at)) is not None:
                metrics[name].append([minute, value])
        for name, times in one.log.sent.items():
            queue = queues.setdefault(name, {"sent": [0.0] * count, "age_s": [0.0] * count})
            for at in times:
                if (minute := place(at)) is not None:
                    queue["sent"][minute] += 1
        for at, name, age_s in one.log.waited:
            if (minute := place(at)) is not None:
                ages = queues[name]["age_s"]
                ages[minute] = max(ages[minute], round(age_s, 2))
        for each in one.log.invoked:
            if (minute := place(each.at)) is not None:
                names = ("invocations", "duration_ms", "errors")
                function = functions.setdefault(each.function, {name: [0.0] * count for name in names})
                done = function["invocations"][minute]
                function["duration_ms"][minute] = (function["duration_ms"][minute] * done + each.ms) / (
                    done + 1
                )
                function["invocations"][minute] += 1
                function["errors"][minute] += each.failed
    return {
        "minutes": count, "hours": [one.hour for one in hours], "metrics": dict(metrics), "queues": queues,
        "functions": functions,
    }  # fmt: skip
