"""What a widget of the dashboard shows, before it is drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from infra.dashboard.emitted import emitted
from infra.dashboard.metric_math import Series, evaluate
from infra.dashboard.points import Metric, Points


@dataclass(frozen=True, slots=True)
class Line:
    """A series that a widget shows."""

    label: str
    series: Series


def metrics_of(properties: Mapping[str, Any]) -> list[tuple[Metric, Mapping[str, Any]]]:
    """Return a widget's metrics with their options.

    Raises:
        ValueError: nobody emits one of them.
    """
    known, found = emitted(), []
    for row in properties["metrics"]:
        if isinstance(row[0], str):
            namespace, name, key, value, options = row
            metric = Metric(namespace, name, f"{key}={value}")
            if metric not in known:
                raise ValueError(f"nobody emits {metric}")
            found.append((metric, options))
    return found


def lines(properties: Mapping[str, Any], points: Points) -> Sequence[Line]:
    """Return what a widget shows of a day, in its order, from the first period on.

    Raises:
        ValueError: a metric or an expression is none that there is.
    """
    period_s = properties["period"]
    if properties.get("setPeriodToTimeRange"):
        period_s = points.minutes * 60
    ends = range(period_s // 60, points.minutes + 1, period_s // 60)
    made = [
        (metric, options, points.series(metric, options["stat"], period_s, ends))
        for metric, options in metrics_of(properties)
    ]
    by_id = {options.get("id", f"unnamed{place}"): series for place, (_, options, series) in enumerate(made)}
    shown = iter(made)
    found = []
    for row in properties["metrics"]:
        if isinstance(row[0], str):
            metric, options, series = next(shown)
            if options.get("visible", True):
                found.append(Line(options.get("label", metric.name), series))
        else:
            (math,) = row
            # One number for all that is shown: nothing measured is no zero.
            fills_empty = properties["view"] != "singleValue"
            found.append(Line(math["label"], evaluate(math["expression"], by_id, fills_empty=fills_empty)))
    return found
