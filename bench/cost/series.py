"""The sampled hours minute by minute, for a picture of the dashboard."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from day.news import BEGINS

from bench.cost.sample import Sampled

MINUTES = 60
OF_FUNCTIONS = ("invocations", "duration_ms", "duration_max_ms", "errors")


def series(hours: Sequence[Sampled]) -> dict[str, Any]:  # noqa: C901 - three kinds, one after the other
    """Return what CloudWatch would show: metrics, queues and functions, the hours one after the other."""
    count = MINUTES * len(hours)
    metrics: defaultdict[str, list[list[float]]] = defaultdict(list)
    queues: dict[str, dict[str, list[float]]] = {}
    functions: dict[str, dict[str, list[float]]] = {}
    table = {"reads": [0.0] * count, "writes": [0.0] * count}
    log_bytes: dict[str, list[float]] = {}
    for n, one in enumerate(hours):

        def place(at: Any, n: int = n, hour: int = one.hour) -> int | None:
            minute = int((at - BEGINS).total_seconds() // 60) - 60 * hour
            return n * MINUTES + minute if 0 <= minute < MINUTES else None

        for at, name, value in one.log.metrics:
            if (minute := place(at)) is not None:
                metrics[name].append([minute, value])
        for name, times in one.log.sent.items():
            names = ("sent", "age_s", "visible")
            queue = queues.setdefault(name, {name: [0.0] * count for name in names})
            for at in times:
                if (minute := place(at)) is not None:
                    queue["sent"][minute] += 1
            waits = _waiting(times, [at for at, taken, _ in one.log.waited if taken == name], one.hour)
            queue["visible"][n * MINUTES : (n + 1) * MINUTES] = waits
        for at, name, age_s in one.log.waited:
            if (minute := place(at)) is not None:
                ages = queues[name]["age_s"]
                ages[minute] = max(ages[minute], round(age_s, 2))
        for each in one.log.invoked:
            if (minute := place(each.at)) is not None:
                function = functions.setdefault(each.function, {name: [0.0] * count for name in OF_FUNCTIONS})
                done = function["invocations"][minute]
                function["duration_ms"][minute] = (function["duration_ms"][minute] * done + each.ms) / (
                    done + 1
                )
                function["invocations"][minute] += 1
                function["errors"][minute] += each.failed
                function["duration_max_ms"][minute] = max(function["duration_max_ms"][minute], each.ms)
                table["reads"][minute] += each.used["reads"]
                table["writes"][minute] += each.used["writes"]
                log_bytes.setdefault(each.function, [0.0] * count)[minute] += each.used["log_bytes"]
    return {
        "minutes": count, "hours": [one.hour for one in hours], "metrics": dict(metrics), "queues": queues,
        "functions": functions, "table": table, "log_bytes": log_bytes,
    }  # fmt: skip


def _waiting(came: Sequence[datetime], taken: Sequence[datetime], hour: int) -> list[float]:
    """Return how many messages wait at the end of each minute of an hour."""
    ends = [BEGINS + timedelta(minutes=60 * hour + minute + 1) for minute in range(MINUTES)]
    return [float(sum(at <= end for at in came) - sum(at <= end for at in taken)) for end in ends]
