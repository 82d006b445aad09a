"""A simulated day (``make cost``) as CloudWatch would have it."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from infra.dashboard.points import Metric, Points
from infra.dashboard.stack import STACK
from newswatch.observe import NAMESPACE

Numbers = Sequence[float | None]


def read(path: Path) -> Points:
    """Read a day from its file.

    It has ``metrics`` as pairs of a minute and a value. Minute by minute, by logical ids of
    template.yaml, it has ``queues`` (``age_s`` and ``visible``) and ``functions`` (``invocations``,
    ``errors``, ``throttles``, the mean ``duration_ms`` and ``duration_max_ms``); where they are known,
    the ``table``'s ``reads`` and ``writes`` and ``log_bytes`` by function. Of a sample, ``hours`` says
    which hours of the day follow each other.

    Raises:
        OSError, ValueError, KeyError: it cannot be read, or is no such file.
    """
    day = json.loads(path.read_text(encoding="utf-8"))
    values: dict[Metric, list[tuple[float, float]]] = defaultdict(list)
    for name, pairs in day["metrics"].items():
        values[Metric(NAMESPACE, name, f"service={STACK}")].extend((at, value) for at, value in pairs)
    for queue, found in day["queues"].items():
        for key, name in (
            ("age_s", "ApproximateAgeOfOldestMessage"),
            ("visible", "ApproximateNumberOfMessagesVisible"),
        ):
            values[Metric("AWS/SQS", name, f"QueueName={queue}")].extend(_each(found.get(key, ())))
    for function, found in day["functions"].items():
        for name, samples in _of_function(found).items():
            values[Metric("AWS/Lambda", name, f"FunctionName={function}")].extend(samples)
    for key, name in (("reads", "ConsumedReadCapacityUnits"), ("writes", "ConsumedWriteCapacityUnits")):
        values[Metric("AWS/DynamoDB", name, "TableName=Table")].extend(
            _each(day.get("table", {}).get(key, ()))
        )
    for function, found in day.get("log_bytes", {}).items():
        group = f"LogGroupName=/{STACK}/{function.removesuffix('Function').lower()}"
        values[Metric("AWS/Logs", "IncomingBytes", group)].extend(_each(found))
    return Points(int(day["minutes"]), dict(values), day.get("hours", ()))


def _each(found: Numbers) -> Iterator[tuple[float, float]]:
    return ((float(minute), value) for minute, value in enumerate(found) if value is not None)


def _of_function(found: Mapping[str, Any]) -> dict[str, list[tuple[float, float]]]:
    """Return what Lambda reports of a function: a sample an invocation, as statistics ask for them."""
    samples: dict[str, list[tuple[float, float]]] = defaultdict(list)
    errors, throttles = dict(_each(found.get("errors", ()))), dict(_each(found.get("throttles", ())))
    mean, longest = dict(_each(found["duration_ms"])), dict(_each(found.get("duration_max_ms", ())))
    for minute, number in _each(found["invocations"]):
        if not number:
            continue
        samples["Invocations"].append((minute, number))
        failed = int(errors.get(minute, 0))
        samples["Errors"] += [(minute, 1.0)] * failed + [(minute, 0.0)] * (int(number) - failed)
        usual = mean.get(minute, 0.0)
        most = longest.get(minute, usual)
        others = int(number) - 1
        samples["Duration"].append((minute, most))
        samples["Duration"] += [(minute, (usual * number - most) / max(1, others))] * others
    samples["Throttles"] += list(throttles.items())
    return samples
