"""When an alarm rings: CloudWatch's evaluation of missing data, over what was measured."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from infra.dashboard.metric_math import Series, evaluate
from infra.dashboard.points import Metric, Points

MORE = 2
"""So many periods more than an alarm evaluates are fetched, as in the examples of CloudWatch's user guide."""


class State(StrEnum):
    """What an alarm says."""

    OK = "OK"
    ALARM = "ALARM"
    UNKNOWN = "INSUFFICIENT_DATA"


def metric_of(stat: Mapping[str, Any]) -> Metric:
    """Return the metric of a ``MetricStat``."""
    (dimension,) = stat["Metric"]["Dimensions"]
    named = f"{dimension['Name']}={dimension['Value']}"
    return Metric(stat["Metric"]["Namespace"], stat["Metric"]["MetricName"], named)


def watched(
    alarm: Mapping[str, Any], points: Points, ends: Sequence[float], *, fills_empty: bool = True
) -> Series:
    """Return what an alarm watches, for the periods that end at these minutes.

    Args:
        alarm: the properties of an ``AWS::CloudWatch::Alarm``, resolved.
        points: what was measured.
        ends: minutes.
        fills_empty: see ``metric_math.evaluate``.
    """
    metrics = {
        one["Id"]: points.series(
            metric_of(one["MetricStat"]), one["MetricStat"]["Stat"], one["MetricStat"]["Period"], ends
        )
        for one in alarm["Metrics"]
        if "MetricStat" in one
    }
    (watches,) = [one for one in alarm["Metrics"] if one.get("ReturnData", True)]
    return evaluate(watches["Expression"], metrics, fills_empty=fills_empty)


def period_s(alarm: Mapping[str, Any]) -> int:
    """Return the period of an alarm, which is that of all its metrics."""
    (period,) = {one["MetricStat"]["Period"] for one in alarm["Metrics"] if "MetricStat" in one}
    return int(period)


def state(
    alarm: Mapping[str, Any], points: Points, now: float, *, late: float = 0, fills_empty: bool = True
) -> State:
    """Return what an alarm says at a minute.

    Args:
        alarm: the properties of an ``AWS::CloudWatch::Alarm``, resolved.
        points: what was measured.
        now: the minute.
        late: how many minutes a point needs until CloudWatch has it.
        fills_empty: see ``metric_math.evaluate``.
    """
    known = Points(
        points.minutes,
        {metric: [p for p in found if p[0] < now - late] for metric, found in points.values.items()},
    )
    asked = int(alarm["EvaluationPeriods"])
    step = period_s(alarm) / 60
    ends = [now - step * back for back in range(asked + MORE - 1, -1, -1)]
    series = watched(alarm, known, ends, fills_empty=fills_empty)
    return judged(alarm, series)


def judged(alarm: Mapping[str, Any], series: Series) -> State:
    """Return what an alarm says of the newest periods, in order, those included that it fetches beyond.

    What is missing is only made up for where too few real points were fetched (CloudWatch User Guide,
    "How alarm state is evaluated when data is missing").
    """
    asked = int(alarm["EvaluationPeriods"])
    real = [value for value in series if value is not None][-asked:]
    missing = asked - len(real)
    treats = alarm["TreatMissingData"]
    if treats not in {"missing", "breaching", "notBreaching"}:
        raise ValueError(f"{treats} is not known here")
    if not real and treats == "missing":
        return State.UNKNOWN
    threshold = float(alarm["Threshold"])
    match alarm["ComparisonOperator"]:
        case "GreaterThanThreshold":
            breaching = sum(value > threshold for value in real)
        case "GreaterThanOrEqualToThreshold":
            breaching = sum(value >= threshold for value in real)
        case other:
            raise ValueError(f"{other} is not known here")
    breaching += missing if treats == "breaching" else 0
    return State.ALARM if breaching >= int(alarm.get("DatapointsToAlarm", asked)) else State.OK
