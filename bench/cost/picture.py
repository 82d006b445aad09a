"""The bill as a picture: bars on paper of their own, for light pages and dark ones."""

from collections.abc import Sequence
from html import escape

from bench.cost.bill import Item, total

WIDTH, ROW, EDGE, LEFT, BAR, TOP = 780, 24, 20, 200, 500, 82
PIPELINE, WATCHING = "#2f81f7", "#8957e5"
STYLE = (
    "text{font:13px -apple-system,'Segoe UI',Helvetica,Arial,sans-serif;fill:#1f2328}"
    ".faint{fill:#59636e}.grid{stroke:#d1d9e0}"
)
PAPER = "#ffffff"
"""Its own, as a picture in a page is not told whether that is light or dark."""
LEAST = 0.01


def svg(items: Sequence[Item], about: str) -> str:
    """Return bars of the items that cost a cent at least, the largest first, with both totals."""
    shown = sorted((item for item in items if item.usd >= LEAST), key=lambda item: (item.watching, -item.usd))
    most = max(item.usd for item in shown)
    pipeline, watching = total(items), total(items, watching=True)
    height = TOP + ROW * len(shown) + 40
    sums = f"pipeline {pipeline:.2f}, observability {watching:.2f}"
    size = f'width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}"'
    label = f'role="img" aria-label="{escape(about)}: {sums} US$ a month"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {label}>',
        f"<style>{STYLE}</style>",
        f'<rect width="{WIDTH}" height="{height}" rx="8" fill="{PAPER}"/>',
        f'<text x="{EDGE}" y="32" font-weight="600">US$ a month: {sums}</text>',
        f'<text x="{EDGE}" y="54" class="faint">{escape(about)}</text>',
        f'<line class="grid" x1="{LEFT}" y1="{TOP - 10}" x2="{LEFT}" y2="{height - 40}"/>',
    ]
    for n, item in enumerate(shown):
        y, color = TOP + n * ROW, WATCHING if item.watching else PIPELINE
        long = max(2.0, BAR * item.usd / most)
        bar = f'x="{LEFT}" y="{y - 5}" width="{long:.1f}" height="16" rx="2" fill="{color}"'
        parts += [
            f'<text x="{LEFT - 10}" y="{y + 8}" text-anchor="end">{escape(item.name)}</text>',
            f"<rect {bar}/>",
            f'<text x="{LEFT + long + 8:.1f}" y="{y + 8}" class="faint">{item.usd:.2f}</text>',
        ]
    y = height - 16
    for x, color, name in ((LEFT, PIPELINE, "pipeline"), (LEFT + 110, WATCHING, "observability")):
        parts.append(f'<rect x="{x}" y="{y - 10}" width="12" height="12" rx="2" fill="{color}"/>')
        parts.append(f'<text x="{x + 18}" y="{y}" class="faint">{name}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"
