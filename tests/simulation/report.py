"""What a person reads at the end: a table, what an alert costs, and how to see a failure again."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from simulation import explore
from simulation.faults import NoRun
from simulation.release import NotHere
from simulation.world import World

SHOWN = 20
STAGES = ("dispatch", "collect", "match", "notify", "command")
MEASURES = ("read units", "write units", "SQS requests", "Slack calls")
MEASURED = "edition"
"""The scenario whose undisturbed run says what an alert costs."""
RUSH = "rush"
"""The one that says whether Slack's limits are kept."""


@dataclass(frozen=True)
class Row:
    """What came of one kind of runs."""

    what: str
    runs: int
    calls: int
    faults: int
    violations: int
    took_s: float

    @classmethod
    def of(cls, what: str, results: Sequence[tuple[str, list[str], int, int]], took_s: float) -> "Row":
        """Sum up results: name, violations, calls, faults."""
        failed = sum(bool(violations) for _, violations, _, _ in results)
        calls, faults = sum(result[2] for result in results), sum(result[3] for result in results)
        return cls(what, len(results), calls, faults, failed, took_s)


def table(rows: Sequence[Row]) -> str:
    """Return all kinds of runs, one a line."""
    lines = [f"\n{'':16}{'runs':>9}{'calls':>12}{'faults':>9}{'violations':>12}{'seconds':>9}{'runs/s':>8}"]
    lines += [
        f"{row.what:16}{row.runs:9,}{row.calls:12,}{row.faults:9,}{row.violations:12,}{row.took_s:9.0f}"
        f"{row.runs / max(row.took_s, 1e-9):8.0f}"
        for row in rows
    ]
    return "\n".join(lines)


def costs() -> str:
    """Return what an alert costs in an undisturbed run, by stage, and how Slack takes a rush of them."""
    world = _undisturbed(MEASURED)
    alerts = sum(row["sk"]["S"].startswith("ALERT#") for row in world.dynamo.items())
    lines = [f"\nAn alert's cost ({MEASURED}, {alerts} alerts, idle ticks and polls included)"]
    lines.append(f"{'':16}" + "".join(f"{measure:>14}" for measure in MEASURES))
    total: Counter[str] = Counter()
    for stage in STAGES:
        found = world.costs.get(stage, Counter())
        total.update(found)
        lines.append(f"{stage:16}" + _row(found, alerts))
    lines.append(f"{'in all':16}" + _row(total, alerts))
    answers = Counter(call.answer for call in _undisturbed(RUSH).workspace.calls.all("chat.postMessage"))
    lines.append(f"{answers['ok']} posts ({RUSH}): Slack asked for a pause {answers['429']} times.")
    return "\n".join(lines)


def _undisturbed(scenario: str) -> World:
    world = explore.run(scenario).world
    assert world
    return world


def _row(found: Counter[str], alerts: int) -> str:
    return "".join(f"{found[measure] / max(alerts, 1):14.2f}" for measure in MEASURES)


def failures(found: Sequence[tuple[str, list[str], int, int]]) -> str:
    """Return the first runs that did not end well, and the command that shows each again."""
    lines = []
    for name, violations, _, _ in sorted(found)[:SHOWN]:
        lines += ["", f"make simulate {replay(name)}", *(f"    {violation}" for violation in violations[:5])]
    if len(found) > SHOWN:
        lines.append(f"\nand {len(found) - SHOWN} more")
    return "\n".join(lines) if found else "\nNothing lost, nothing twice."


def replay(name: str) -> str:
    """Return the argument of ``make simulate`` that runs one run again."""
    return f"SEED={name.removeprefix('seed:')}" if name.startswith("seed:") else f"RUN={name}"


def one(name: str) -> int:
    """Run one run, and print all that happened in it; return the exit code."""
    try:
        outcome = explore.run(name)
    except (NotHere, NoRun) as e:
        print(e)
        return 2
    assert outcome.world
    for moment, *told in outcome.world.trace:
        print(f"{moment:%d %H:%M:%S.%f}"[:-3], *filter(None, map(str, told)))
    print(f"\n{name}: {len(outcome.calls)} calls, {len(outcome.messages)} messages")
    print("Faults:", ", ".join(outcome.struck) or "none")
    if missed := outcome.missed():
        print(f"There is no such place in this run: {missed}")
        return 2
    print("\n".join(outcome.violations) or "Nothing lost, nothing twice.")
    return 1 if outcome.violations else 0
