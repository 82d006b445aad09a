"""What a person reads at the end of a month: how often each class was asked, how soon its news came."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from itertools import pairwise

from month.checks import Verdict
from month.keeping import delays_of, kinds, written_by
from month.log import Month
from month.ports import OF_HOSTS
from month.scripts import DAY, Script

KINDS = ("304", "200 unchanged", "200 changed", "failed", "first")
QUANTILES = (("p50", 0.5), ("p90", 0.9), ("p99", 0.99), ("max", 1.0))


def by_kind(month: Month) -> Mapping[str, list[Script]]:
    """Return the scripts by class, in the order of their making."""
    found: defaultdict[str, list[Script]] = defaultdict(list)
    for script in month.scripts.values():
        found[script.kind].append(script)
    return found


def requests(month: Month) -> str:
    """Return a table of requests by class."""
    rows = [("class", "sources", "a day", "max", "304", "same", "changed", "failed", "smallest gap")]
    for kind, scripts in by_kind(month).items():
        rows.append((kind, str(len(scripts)), *_asked(month, scripts)))
    rows.append(("all", str(len(month.scripts)), *_asked(month, list(month.scripts.values()))))
    return _table("Polls a source and day, what they were answered, and the smallest gap between two", rows)


def _asked(month: Month, scripts: Sequence[Script]) -> tuple[str, ...]:
    rates, gaps = [], []
    found: Counter[str] = Counter()
    for script in scripts:
        polls = month.polls.get(script.name, ())
        if polls:
            days = max((month.ends - polls[0].at) / DAY, 0.01)
            rates.append(len(polls) / days)
        own = [poll for poll in polls if not poll.hops[0].by_person]
        gaps += [b.at - a.at for a, b in pairwise(own) if not month.had(script.name, a.at, b.at, "late")]
        found.update(kind for _, kind in kinds(month, script.name))
    total = max(found.total(), 1)
    shares = [f"{100 * found[kind] / total:.0f} %" for kind in KINDS[:4]]
    mean = sum(rates) / len(rates) if rates else 0.0
    return f"{mean:.1f}", f"{max(rates, default=0):.1f}", *shares, _span(min(gaps, default=timedelta(0)))


def delays(month: Month) -> str:
    """Return a table of the time from publication to collection, by class."""
    rows = [("class", "entries", *(name for name, _ in QUANTILES))]
    everything: list[timedelta] = []
    for kind, scripts in by_kind(month).items():
        found = [delay for script in scripts for _, delay in delays_of(month, script.name)]
        everything += found
        rows.append((kind, f"{len(found):,}", *_quantiles(found)))
    rows.append(("all", f"{len(everything):,}", *_quantiles(everything)))
    return _table("From publication to collection", rows)


def _quantiles(found: Iterable[timedelta]) -> list[str]:
    ordered = sorted(found)
    if not ordered:
        return ["–"] * len(QUANTILES)
    return [_span(ordered[min(int(len(ordered) * share), len(ordered) - 1)]) for _, share in QUANTILES]


def writes(month: Month) -> str:
    """Return a table of what polls wrote about their sources."""
    count: Counter[str] = Counter()
    wrote: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for feed in month.polls:
        for _, kind, found in written_by(month, feed):
            count[kind] += 1
            wrote[kind] += found
    methods = sorted({method for found in wrote.values() for method in found})
    rows = [("poll", "polls", *methods, "in all")]
    for kind in KINDS:
        if count[kind]:
            each = [f"{wrote[kind][method] / count[kind]:.3f}" for method in methods]
            rows.append((kind, f"{count[kind]:,}", *each, f"{wrote[kind].total() / count[kind]:.3f}"))
    hosts = sum(row.method in OF_HOSTS for row in month.writes)
    total = max(sum(count.values()), 1)
    note = f"\nand {hosts / total:.3f} writes a poll for having hosts that several sources share to oneself"
    return _table("Writes to the table, a poll", rows) + note


def verdicts(found: Sequence[Verdict]) -> str:
    """Return each check with what came of it, the first offence if there are some."""
    lines = ["", "Checks (excused: after a message that came twice, or an invocation that died)"]
    for verdict in found:
        check = verdict.check
        word = "info" if check.info else "kept" if verdict.is_kept else "BROKEN"
        count = f", {len(verdict.offences)} times" if verdict.offences else ""
        excused = f", {verdict.excused} excused" if verdict.excused else ""
        lines.append(f"  {check.id:4} {word:6} {check.rule} ({check.source}){count}{excused}")
        if verdict.offences:
            lines.append(f"              {verdict.offences[0]}")
    kept = sum(verdict.is_kept for verdict in found)
    lines.append(f"{kept} of {len(found)} kept")
    return "\n".join(lines)


def mishaps(month: Month) -> str:
    """Return what the machinery did, and what came twice because of it."""
    struck = Counter(kind for _, kind in {(mishap.at, mishap.kind) for mishap in month.mishaps})
    told = Counter(row.news.what.value for row in month.told)
    twice = month.excused.get("S3", 0)
    return (
        f"\n{len(month.asked):,} requests; {struck['crash']} invocations died, {struck['twice']} messages "
        f"came twice, {month.dead} dead letters; {twice} entries were handed on twice because of it.\n"
        f"People were told: {', '.join(f'{what} {n}' for what, n in sorted(told.items())) or 'nothing'}."
    )


def _span(span: timedelta) -> str:
    seconds = span.total_seconds()
    if abs(seconds) < 120:
        return f"{seconds:.0f} s"
    if abs(seconds) < 2 * 3600:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h" if abs(seconds) < 2 * 86_400 else f"{seconds / 86_400:.1f} d"


def _table(title: str, rows: Sequence[tuple[str, ...]]) -> str:
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    lines = ["", title]
    for row in rows:
        cells = [
            row[0].ljust(widths[0]),
            *(cell.rjust(w) for cell, w in zip(row[1:], widths[1:], strict=True)),
        ]
        lines.append("  " + "  ".join(cells))
    return "\n".join(lines)


def everything(month: Month, found: Sequence[Verdict]) -> str:
    """Return all of it."""
    return "\n".join([requests(month), delays(month), writes(month), mishaps(month), verdicts(found)])
