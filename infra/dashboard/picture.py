"""The dashboard of ``infra/observability.yaml`` as a picture, as CloudWatch would lay it out (SVG)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

from infra.dashboard import alarms
from infra.dashboard.alarms import State
from infra.dashboard.plot import HEIGHTS, INK, PALE, SOFT, WIDTHS, plotted, spelled, text
from infra.dashboard.points import Points
from infra.dashboard.stack import Observed
from infra.dashboard.widgets import lines

SVG = "http://www.w3.org/2000/svg"
COLUMNS = 24
CELL, ROW, GAP, EDGE = 59, 48, 10, 12
"""Pixels of a cell of the grid, and between widgets: what a laptop's window shows of CloudWatch."""
_STATES = {State.OK: "#1d8102", State.ALARM: "#d13212", State.UNKNOWN: "#687078"}
_MARK = re.compile(r"\*\*(?P<bold>.+?)\*\*|\*(?P<slanted>.+?)\*|`(?P<code>.+?)`|\[(?P<link>.+?)\]\(.+?\)")


def drawn(stack: Observed, points: Points) -> str:
    """Return the dashboard over a day.

    Args:
        stack: the nested stack, with the dashboard switched on.
        points: what was measured.

    Raises:
        ValueError: a widget refers to a metric that nobody emits, or is of a kind that is not known here.
    """
    widgets = stack.body()["widgets"]
    high = max(one["y"] + one["height"] for one in widgets) * ROW + 2 * EDGE
    wide = COLUMNS * CELL + 2 * EDGE
    parts = [
        f'<svg xmlns="{SVG}" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}">',
        '<g font-family="Helvetica, Arial, sans-serif" font-size="12">',
        f'<rect width="{wide}" height="{high}" fill="{PALE}"/>',
    ]
    for one in widgets:
        parts += _widget(one, stack, points)
    return "\n".join([*parts, "</g>", "</svg>", ""])


def _widget(widget: Mapping[str, Any], stack: Observed, points: Points) -> Iterator[str]:
    x, y = EDGE + widget["x"] * CELL, EDGE + widget["y"] * ROW
    wide, high = widget["width"] * CELL - GAP, widget["height"] * ROW - GAP
    properties = widget["properties"]
    yield f'<g transform="translate({x + GAP / 2:g} {y + GAP / 2:g})">'
    yield f'<rect width="{wide}" height="{high}" rx="3" fill="#fff" stroke="#d5dbdb"/>'
    if title := properties.get("title"):
        yield text(12, 22, title, size=13.5, bold=True)
    match widget["type"], properties.get("view"):
        case "alarm", None:
            yield from _alarms(stack, properties["alarms"], points, wide)
        case "text", None:
            yield from _markdown(properties["markdown"], wide)
        case "metric", "timeSeries":
            yield from plotted(properties, lines(properties, points), points, wide, high)
        case "metric", "singleValue":
            yield from _numbers(
                [(one.label, one.series[-1]) for one in lines(properties, points)], wide, high
            )
        case kind, view:
            raise ValueError(f"a widget that is not known here: {kind} {view}")
    yield "</g>"


def _alarms(stack: Observed, names: Sequence[str], points: Points, wide: float) -> Iterator[str]:
    each = (wide - 24) / len(names)
    for place, name in enumerate(names):
        said = alarms.state(stack.alarms()[name], points, points.minutes)
        left = 12 + place * each
        yield f'<rect x="{left:g}" y="36" width="{each - 8:g}" height="34" rx="2" fill="{_STATES[said]}"/>'
        yield text(left + 10, 57, stack.alarms()[name]["AlarmName"], color="#fff", bold=True)
        yield text(left + each - 18, 57, said.value, color="#fff", anchor="end")


def _numbers(numbers: Sequence[tuple[str, float | None]], wide: float, high: float) -> Iterator[str]:
    each = wide / len(numbers)
    for place, (label, value) in enumerate(numbers):
        middle = (place + 0.5) * each
        yield text(middle, high / 2 + 20, "–" if value is None else spelled(value), size=30, anchor="middle")
        yield text(middle, high / 2 + 44, label, color=SOFT, anchor="middle")


def _markdown(markdown: str, wide: float) -> Iterator[str]:
    """Draw paragraphs of bold, slanted and code words and links: no more is in ours."""
    down = 26.0
    for paragraph in markdown.split("\n\n"):
        left = 14.0
        pieces: list[str] = []
        for word, style in _words(paragraph):
            width = len(word) * WIDTHS.get(style, WIDTHS[""])
            if left + width > wide - 14:
                yield _row(down, pieces)
                pieces, left, down = [], 14.0, down + HEIGHTS
            pieces.append(_span(word, style))
            left += width
        yield _row(down, pieces)
        down += HEIGHTS * 1.5


def _words(paragraph: str) -> Iterator[tuple[str, str]]:
    at = 0
    for found in [*_MARK.finditer(paragraph), None]:
        plain = paragraph[at : found.start() if found else None]
        yield from ((word, "") for word in re.findall(r"\S*\s*", plain) if word)
        if found:
            style = str(found.lastgroup)
            yield from ((word, style) for word in re.findall(r"\S+\s*", found[style]))
            at = found.end()


def _span(word: str, style: str) -> str:
    looks = {
        "bold": ' font-weight="bold"',
        "slanted": ' font-style="italic"',
        "code": ' font-family="Menlo, DejaVu Sans Mono, monospace" font-size="12"',
        "link": ' fill="#0073bb"',
    }
    return f"<tspan{looks.get(style, '')}>{escape(word)}</tspan>"


def _row(down: float, pieces: Sequence[str]) -> str:
    return (
        f'<text x="14" y="{down:g}" fill="{INK}" font-size="13" xml:space="preserve">{"".join(pieces)}</text>'
    )
