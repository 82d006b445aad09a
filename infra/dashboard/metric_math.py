"""CloudWatch's metric math, as far as ``infra/observability.yaml`` uses it.

The rules are those of "Using math expressions with CloudWatch metrics" (Amazon CloudWatch User Guide). Where
it says nothing, what the largest of some series is where one has no point, an expression is refused: FILL
belongs there.
"""

import operator
import re
from collections.abc import Callable, Mapping, Sequence

Series = tuple[float | None, ...]
"""The values of a metric, one for each period; None where there is none."""
Value = float | Series | list[Series]

_TOKEN = re.compile(r"\s*([-+*/()\[\],]|\"[^\"]*\"|\d+(?:\.\d+)?|[A-Za-z_]\w*)")
_FOLDS: Mapping[str, Callable[[Sequence[float]], float]] = {"SUM": sum, "MAX": max}


class Unclear(ValueError):
    """An expression that CloudWatch refuses, whose meaning it leaves open, or that nobody needs here."""


def evaluate(expression: str, metrics: Mapping[str, Series], *, fills_empty: bool = True) -> Series:
    """Return what an expression is, period by period.

    Args:
        expression: of metric math.
        metrics: each metric of the request, by its id, all as long.
        fills_empty: whether FILL fills a metric that has no point at all in the time that is looked at.
            CloudWatch's documentation does not say.

    Raises:
        Unclear: it is none that can be evaluated.
    """
    found = _Parser(expression, metrics, fills_empty=fills_empty).whole()
    if not isinstance(found, tuple):
        raise Unclear(f"{expression} is not one time series")
    return found


class _Parser:
    """Reads an expression and evaluates it on the way: what binds loosest comes first."""

    def __init__(self, text: str, metrics: Mapping[str, Series], *, fills_empty: bool) -> None:
        self._tokens = _tokens(text)
        self._metrics = metrics
        self._fills_empty = fills_empty

    def whole(self) -> Value:
        value = self._sum()
        if self._tokens:
            raise Unclear(f"not understood from {self._tokens[0]!r} on")
        return value

    def _next(self, *wanted: str) -> str:
        if not self._tokens or (wanted and self._tokens[0] not in wanted):
            raise Unclear(f"{' or '.join(wanted) or 'something'} is missing")
        return self._tokens.pop(0)

    def _is(self, *wanted: str) -> bool:
        return bool(self._tokens) and self._tokens[0] in wanted

    def _sum(self) -> Value:
        left = self._product()
        while self._is("+", "-"):
            apply = operator.add if self._next() == "+" else operator.sub
            left = _pairwise(left, self._product(), apply)
        return left

    def _product(self) -> Value:
        left = self._operand()
        while self._is("*", "/"):
            apply = operator.mul if self._next() == "*" else _divided
            left = _pairwise(left, self._operand(), apply)
        return left

    def _operand(self) -> Value:
        first = self._next()
        if first == "(":
            value = self._sum()
            self._next(")")
            return value
        if first == "[":
            return self._array()
        if first[0].isdigit():
            return float(first)
        if first.isupper():
            return self._function(first)
        if first not in self._metrics:
            raise Unclear(f"no metric has the id {first}")
        return self._metrics[first]

    def _array(self) -> list[Series]:
        items: list[Series] = []
        while True:
            value = self._sum()
            if isinstance(value, float):
                raise Unclear("CloudWatch takes no numbers among the series of an array")
            items.extend([value] if isinstance(value, tuple) else value)
            if self._next(",", "]") == "]":
                return items

    def _function(self, name: str) -> Value:
        self._next("(")
        if name == "METRICS":
            part = "" if self._is(")") else self._next().strip('"')
            self._next(")")
            return [series for key, series in self._metrics.items() if part in key]
        argument = self._sum()
        if name == "FILL":
            self._next(",")
            filler = self._sum()
            self._next(")")
            if not isinstance(filler, float) or isinstance(argument, float):
                raise Unclear("FILL takes series, and here a number")
            if isinstance(argument, tuple):
                return self._filled(argument, filler)
            return [self._filled(series, filler) for series in argument]
        self._next(")")
        if name not in _FOLDS:
            raise Unclear(f"{name} is not known here")
        if not isinstance(argument, list):
            raise Unclear(
                f"{name} of one series is a number, and differs with what an alarm happens to fetch"
            )
        return _folded(name, argument)

    def _filled(self, series: Series, filler: float) -> Series:
        if all(value is None for value in series) and not self._fills_empty:
            return series
        return tuple(filler if value is None else value for value in series)


def _tokens(text: str) -> list[str]:
    tokens, at = [], 0
    while at < len(text.rstrip()):
        found = _TOKEN.match(text, at)
        if found is None:
            raise Unclear(f"not understood: {text[at:]}")
        tokens.append(found[1])
        at = found.end()
    return tokens


def _divided(a: float, b: float) -> float | None:
    """A point whose divisor is 0 is dropped."""
    return a / b if b else None


def _pairwise(left: Value, right: Value, apply: Callable[[float, float], float | None]) -> Value:
    """Apply an operator point by point: what one side lacks counts as 0, what both lack is missing."""
    if isinstance(left, list) or isinstance(right, list):
        raise Unclear("an operator beside an array")
    if isinstance(left, float) and isinstance(right, float):
        value = apply(left, right)
        if value is None:
            raise Unclear("a number divided by 0")
        return value
    if isinstance(left, float):
        return tuple(None if b is None else apply(left, b) for b in _points(right))
    if isinstance(right, float):
        return tuple(None if a is None else apply(a, right) for a in left)
    return tuple(
        None if a is None and b is None else apply(a or 0.0, b or 0.0)
        for a, b in zip(left, right, strict=True)
    )


def _points(value: float | Series) -> Series:
    return value if isinstance(value, tuple) else (value,)


def _folded(name: str, many: Sequence[Series]) -> Series:
    """Make one series of several: one that has no point takes no part, one that has gaps is refused."""
    some = [series for series in many if any(value is not None for value in series)]
    if not some:
        return many[0] if many else ()
    columns = []
    for points in zip(*some, strict=True):
        known = [point for point in points if point is not None]
        if len(known) < len(points):
            raise Unclear(f"{name} of series with gaps: FILL them")
        columns.append(float(_FOLDS[name](known)))
    return tuple(columns)
