"""The bill as a table for a terminal and for docs/cost.md."""

from collections.abc import Sequence

from bench.cost.bill import Day, Item, total
from bench.cost.sample import Sampled

CENT = 0.005


def table(items: Sequence[Item]) -> str:
    """Return the bill: items by their costs, the pipeline's first."""
    lines = [f"| {'item':<22} | US$ a month | after the free tier |", "|---|---:|---:|"]
    for watching, name in ((False, "pipeline"), (True, "observability")):
        own = sorted((item for item in items if item.watching is watching), key=lambda item: -item.usd)
        lines += [_line(item.name, item.usd, item.usd - item.free_usd) for item in own if item.usd >= CENT]
        rest = [item for item in own if item.usd < CENT]
        if rest:
            names = "less than a cent: " + ", ".join(item.name for item in rest)
            lines.append(_line(names, sum(i.usd for i in rest), sum(i.usd - i.free_usd for i in rest)))
        usd = (total(items, watching=watching, free=free) for free in (False, True))
        lines.append(_line(f"**{name}**", *usd))
    return "\n".join(lines)


def _line(name: str, usd: float, after: float) -> str:
    # What the free tier takes whole is shared out, and can come out a hair below nothing.
    return f"| {name:<22} | {usd:11.2f} | {max(after, 0):19.2f} |"


def functions(day: Day, hours: Sequence[Sampled]) -> str:
    """Return what functions did in a day, and what one invocation took."""
    lines = [
        "| function | invocations a day | cold | CPU | billed | GB-s a day | R | W | log kB |",
        "|---" * 9 + "|",
    ]
    for name, used in day.functions.items():
        key = f"{name.capitalize()}Function"
        of = [one.accounts.get(key, {}) for one in hours]
        weights = [one.weight(key) for one in hours]

        def each(what: str, of: list = of, weights: list = weights) -> float:  # type: ignore[type-arg]
            return sum(w * account.get(what, 0) for w, account in zip(weights, of, strict=True))

        n = max(1.0, used.invocations)
        cells = (
            f"{used.invocations:,.0f}", f"{each('cold'):,.0f}", f"{each('cpu_ms') / n:,.0f} ms",
            f"{each('billed_ms') / n:,.0f} ms", f"{used.gb_s:,.0f}",
            f"{used.reads:,.0f}", f"{used.writes:,.0f}",
            f"{used.log_bytes / 1000:,.0f}",
        )  # fmt: skip
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)
