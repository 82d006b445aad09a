"""What was measured, and CloudWatch's statistics of it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil, floor

from infra.dashboard.metric_math import Series


@dataclass(frozen=True, slots=True)
class Metric:
    """What CloudWatch tells metrics apart by."""

    namespace: str
    name: str
    dimension: str
    """``Name=value``: everything that is looked at here has exactly one."""

    def __str__(self) -> str:
        return f"{self.namespace} {self.name} ({self.dimension})"


@dataclass(frozen=True, slots=True)
class Points:
    """Values that were measured, by metric, and when, in minutes since the beginning."""

    minutes: int
    values: Mapping[Metric, Sequence[tuple[float, float]]] = field(default_factory=dict)
    hours: Sequence[int] = ()
    """The hours of the day that follow each other here, of a sample; empty for a whole day."""

    def series(self, metric: Metric, stat: str, period_s: int, ends: Iterable[float]) -> Series:
        """Return a statistic of the periods that end at these minutes; None where nothing was measured.

        Raises:
            ValueError: the statistic is not known here.
        """
        found = self.values.get(metric, ())
        long = period_s / 60
        return tuple(
            _statistic(stat, [value for at, value in found if end - long <= at < end]) for end in ends
        )


_STATISTICS: Mapping[str, Callable[[Sequence[float]], float]] = {
    "Sum": sum,
    "SampleCount": len,
    "Maximum": max,
    "Minimum": min,
    "p50": lambda values: _percentile(sorted(values), 0.5),
    "p90": lambda values: _percentile(sorted(values), 0.9),
}


def _statistic(stat: str, values: Sequence[float]) -> float | None:
    if stat not in _STATISTICS:
        raise ValueError(f"the statistic {stat} is not known here")
    return float(_STATISTICS[stat](values)) if values else None


def _percentile(ordered: Sequence[float], share: float) -> float:
    place = share * (len(ordered) - 1)
    low, high = ordered[floor(place)], ordered[ceil(place)]
    return low + (high - low) * (place - floor(place))
