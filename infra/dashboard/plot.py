"""One graph: axes, grid, lines, legend. Pixels, from the upper left corner of its widget."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from math import floor, log10
from typing import Any

from infra.dashboard.metric_math import Series
from infra.dashboard.points import Points
from infra.dashboard.widgets import Line

INK, SOFT, PALE = "#16191f", "#687078", "#f2f3f3"
COLORS = ("#1f77b4", "#ff7f0e", "#2ca02c", "#d62728", "#9467bd", "#8c564b", "#e377c2", "#7f7f7f")
"""CloudWatch's own, in its order."""
WIDTHS = {"": 6.35, "bold": 6.9, "code": 7.4}
"""About how wide a character is, of what is 13 pixels high."""
HEIGHTS = 19.0
_LEFT, _RIGHT, _TOP, _AXIS = 52, 14, 48, 18
_LEGEND = 17
"""Pixels of a row of the legend."""
_WIDE = 500
"""Pixels in which there is room for an hour's name every three hours."""


def plotted(
    properties: Mapping[str, Any], shown: Sequence[Line], points: Points, wide: float, high: float
) -> Iterator[str]:
    """Draw the graph of a widget.

    Args:
        properties: of the widget.
        shown: its series.
        points: what was measured, for the time that is shown.
        wide: pixels of the widget.
        high: pixels of the widget.
    """
    rows = list(_legend_rows([line.label for line in shown], wide))
    bottom = high - _AXIS - len(rows) * _LEGEND - 6
    levels = properties.get("annotations", {}).get("horizontal", [])
    most = max(
        [value for line in shown for value in line.series if value is not None]
        + [level["value"] for level in levels]
        + [0.0]
    )
    ticks = ticks_to(most)
    frame = _Frame(_LEFT, _TOP, wide - _RIGHT, bottom, ticks[-1], points.minutes)
    axis = properties.get("yAxis", {}).get("left", {})
    if unit := axis.get("label"):
        yield text(12, 40, unit, color=SOFT, size=11)
    yield from _grid(frame, ticks, points.hours)
    for place, line in enumerate(shown):
        color = COLORS[place % len(COLORS)]
        yield from _curve(frame, line.series, properties["period"] / 60, color, parted=bool(points.hours))
    for level in levels:
        at = frame.y(level["value"])
        color = level["color"]
        yield f'<path d="M{frame.left} {at:.1f}H{frame.right:.1f}" stroke="{color}" stroke-dasharray="6 3"/>'
        yield text(frame.right - 4, at - 4, level["label"], color=color, size=11, anchor="end")
    for down, row in enumerate(rows):
        for left, place in row:
            base = bottom + _AXIS + 16 + down * _LEGEND
            color = COLORS[place % len(COLORS)]
            yield f'<rect x="{left:.0f}" y="{base - 9:.0f}" width="10" height="10" fill="{color}"/>'
            yield text(left + 15, base, shown[place].label, color=INK, size=11.5)


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where values and minutes are."""

    left: float
    top: float
    right: float
    bottom: float
    most: float
    minutes: int

    def x(self, minute: float) -> float:
        return self.left + (self.right - self.left) * minute / self.minutes

    def y(self, value: float) -> float:
        return self.bottom - (self.bottom - self.top) * value / self.most


def _grid(frame: _Frame, ticks: Sequence[float], hours: Sequence[int]) -> Iterator[str]:
    for tick in ticks:
        at = frame.y(tick)
        yield f'<path d="M{frame.left} {at:.1f}H{frame.right:.1f}" stroke="#eaeded"/>'
        yield text(frame.left - 6, at + 4, spelled(tick), color=SOFT, size=11, anchor="end")
    every = 60 if hours else 180 if frame.right - frame.left > _WIDE else 360
    for minute in range(0, frame.minutes + (0 if hours else 1), every):
        at = frame.x(minute)
        # Where hours of a sample meet, a line parts them.
        up = frame.top - frame.bottom if hours and minute else 0
        yield f'<path d="M{at:.1f} {frame.bottom + 4:.1f}V{frame.bottom + up:.1f}" stroke="#aab7b8"/>'
        hour = f"{hours[minute // 60] if hours else minute // 60 % 24:02}:00"
        side = "start" if hours else "middle"
        yield text(at, frame.bottom + 16, hour, color=SOFT, size=11, anchor=side)
    yield f'<path d="M{frame.left} {frame.bottom:.1f}H{frame.right:.1f}" stroke="#aab7b8"/>'


def _curve(frame: _Frame, series: Series, period: float, color: str, *, parted: bool) -> Iterator[str]:
    """Draw a line through neighbouring points, and a dot where a point has no neighbours.

    Periods are minutes. Hours of a sample are no neighbours.
    """
    runs: list[list[str]] = [[]]
    for place, value in enumerate(series):
        if value is None or (parted and place * period % 60 == 0):
            runs.append([])
        if value is not None:
            # CloudWatch shows a period at its beginning.
            runs[-1].append(f"{frame.x(place * period):.1f} {frame.y(value):.1f}")
    for run in runs:
        if len(run) == 1:
            x, y = run[0].split()
            yield f'<circle cx="{x}" cy="{y}" r="2.2" fill="{color}"/>'
        elif run:
            yield f'<path d="M{"L".join(run)}" fill="none" stroke="{color}" stroke-width="1.6"/>'


def _legend_rows(labels: Sequence[str], wide: float) -> Iterator[list[tuple[float, int]]]:
    """Yield rows of where each label begins, and which it is."""
    row: list[tuple[float, int]] = []
    left = 14.0
    for place, label in enumerate(labels):
        width = 15 + len(label) * 5.9 + 16
        if row and left + width > wide - 6:
            yield row
            row, left = [], 14.0
        row.append((left, place))
        left += width
    yield row


def ticks_to(most: float) -> list[float]:
    """Return from 4 to 6 round values from 0 on, the last of them not below the largest that is shown."""
    if most <= 0:
        return [0.0, 1.0]
    step = 10 ** floor(log10(most / 4))
    for factor in (1, 2, 2.5, 5, 10):
        if step * factor * 5 >= most:
            step *= factor
            break
    ticks = [0.0]
    while ticks[-1] < most:
        ticks.append(round(ticks[-1] + step, 10))
    return ticks


def spelled(value: float) -> str:
    """Return a number as CloudWatch writes it: 1.2k, 3.4M."""
    for size, letter in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if abs(value) >= size:
            return f"{value / size:.3g}{letter}"
    return f"{value:.3g}"


def text(
    x: float,
    y: float,
    words: str,
    *,
    color: str = INK,
    size: float = 12,
    bold: bool = False,
    anchor: str = "",
) -> str:
    """Return words at a place, on their base line."""
    weight = ' font-weight="bold"' if bold else ""
    side = f' text-anchor="{anchor}"' if anchor else ""
    looks = f'fill="{color}" font-size="{size:g}"{weight}{side}'
    return f'<text x="{x:.1f}" y="{y:.1f}" {looks}>{escape(words)}</text>'
