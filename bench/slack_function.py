"""How long a person waits for the slack function: the built artifact under AWS's Lambda emulator.

``make bench-slack`` runs it. The function has a whole virtual processor at its
memory, so the emulator's times are used as they are; the table and SSM answer
from the embedded engine, Slack is the stand-in, all on the same machine. What
is opened has to be on the screen: a modal that does not open ends the run.
"""

import json
import statistics
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from bench.slack_scene import (
    ALERTS,
    QUERY,
    SOURCES,
    TOPICS,
    Stage,
    Taken,
    article,
    named,
    set_up,
    stop,
    story,
)
from newswatch.slack.views import ids
from newswatch.slack.views.modal import WAITING
from tests.integration.demo import ANN, CHANNEL

COLD_STARTS = 10
WARM = ALERTS
"""Of each kind; 👍 each time of another alert."""
COMMANDS = (
    "list",
    "show policy-{n}",
    "pause policy-{n} for 3d",
    "resume policy-{n}",
    "add New {n} = (pompeo OR lavrov) AND venezuela",
    "history policy-{n}",
    "undo",
    "help",
    "test lithium AND (mine OR mining)",
)

Act = Callable[[Stage, int], None]


def types(text: str, stage: Stage, n: int) -> None:
    """Type a command that is answered in words."""
    stage.types(text.format(n=n))
    if not json.loads(stage.gauge.taken[-1].said).get("text"):
        stop(f"/watch {text}: {stage.gauge.taken[-1]}")


def begins(stage: Stage, n: int) -> None:
    """Type a query."""
    _opens(stage, partial(stage.types, f"{QUERY} AND talks{n}"), ids.TOPIC)


def edits(stage: Stage, n: int) -> None:
    """Type which topic is to be changed."""
    _opens(stage, partial(stage.types, f"edit policy-{n}"), ids.TOPIC)


def votes(stage: Stage, n: int) -> None:
    """Press 👍 of an alert."""
    stage.presses(stage.alerts[n], ids.RELEVANT)
    if stage.gauge.taken[-1].calls != 1:
        stop("nobody was told that 👍 was heard")


def wonders(stage: Stage, n: int) -> None:
    """Choose why an alert was told, which is looked up later."""
    why = f"{ids.WHY} {story(n)} {article(n)}"
    _opens(stage, partial(stage.presses, stage.alerts[n], ids.MORE, given=why), ids.ANSWER)


def previews(stage: Stage, _n: int) -> None:
    """Press the button that tries the query."""
    was = stage.modal()
    stage.clients.views.act(ANN, was.id, *named(was.view["blocks"], ids.PREVIEW), values={})
    if stage.modal().hash == was.hash:
        stop("the form stayed as it was")


def looks_up(stage: Stage, n: int) -> None:
    """Type into the menu of sources."""
    shown = stage.modal()
    names = [f"{ids.SOURCES}.0", ids.SOURCES]
    if not stage.clients.views.suggest(ANN, shown.id, *names, text=f"gazette {n}")["options"]:
        stop("no source was offered")


def sends(stage: Stage, _n: int) -> None:
    """Send the form."""
    shown = stage.modal()
    if errors := stage.clients.views.submit(ANN, shown.id, {}):
        stop(f"the form was not taken: {errors}")
    if WAITING not in str(stage.modal().view["blocks"]):
        stop("the form stayed as it was")


def comes_home(stage: Stage, _n: int) -> None:
    """Open App Home."""
    stage.clients.open_home(ANN)
    stage.clients.events.settle()


def turns(stage: Stage, _n: int) -> None:
    """Press a tab in App Home."""
    shown = stage.workspace.modals.publish(ANN, stage.home)
    tab = named(shown.view["blocks"], f"{ids.HOME_TAB}.1")
    stage.clients.views.act(ANN, shown.id, *tab, values={})
    now = stage.workspace.modals.home(ANN)
    if now is None or WAITING not in str(now.view["blocks"]):
        stop("App Home stayed as it was")


def likes(stage: Stage, _n: int) -> None:
    """Choose the shortcut in the menu of a message."""
    _opens(stage, partial(stage.clients.take_shortcut, ANN, CHANNEL, stage.linked, ids.LIKE_THIS), ids.ANSWER)


KINDS: dict[str, Act] = {
    **{f"`/watch {text}`": partial(types, text) for text in COMMANDS},
    "a query: the modal": begins,
    "Preview again": previews,
    "typing into the sources menu": looks_up,
    "sending the form": sends,
    "`/watch edit policy-{n}`: the modal": edits,
    "👍 of an alert": votes,
    "⋯ of an alert, Why this?": wonders,
    "App Home opened": comes_home,
    "a tab of App Home": turns,
    "the shortcut of a message": likes,
}
"""Done in this order; the three after the query in its modal."""
FIRST = ("`/watch list`", "a query: the modal")
"""With what a person may begin."""


def _opens(stage: Stage, act: Callable[[], None], callback: str) -> None:
    was = stage.workspace.modals.of(ANN)
    act()
    shown = stage.modal()
    if (was and was.id == shown.id) or shown.view["callback_id"] != callback:
        stop(f"no modal was opened: {stage.gauge.taken[-1]}")


def once(stage: Stage, kind: str, n: int) -> Taken:
    """Do something once; return the one request that it makes."""
    stage.gauge.taken.clear()
    KINDS[kind](stage, n)
    if [taken.status for taken in stage.gauge.taken] != [200]:
        stop(f"{kind}: {stage.gauge.taken}")
    return stage.gauge.taken[0]


def main() -> None:
    """Measure, and print the tables for docs/performance.md."""
    with tempfile.TemporaryDirectory() as logs, set_up() as scene:
        print(f"slack, {TOPICS} topics, {SOURCES:,} sources, {ALERTS} alerts\n")
        print(f"| cold, {COLD_STARTS} starts | median | worst | of it init, median |\n|---|---|---|---|")
        for number, kind in enumerate(FIRST):
            cold = []
            for n in range(COLD_STARTS):
                function = scene.start(Path(logs) / f"{number}.{n}.log")
                cold.append((once(scene, kind, n).ms, function.init_ms))
            waits, inits = [took for took, _ in cold], [init for _, init in cold]
            print(f"| {kind} | {_ms(statistics.median(waits), max(waits), statistics.median(inits))} |")
        warm: dict[str, list[Taken]] = {kind: [] for kind in KINDS}
        for n in range(WARM):
            for kind, took in warm.items():
                took.append(once(scene, kind, n))
    print(f"\n| warm, {WARM} of each | median | p95 | worst | calls to Slack |\n|---|---|---|---|---|")
    for kind, took in warm.items():
        calls = sorted({taken.calls for taken in took})
        print(f"| {kind} | {_spread(took)} | {' or '.join(map(str, calls))} |")
    print(f"| all | {_spread([taken for took in warm.values() for taken in took])} | |")


def _spread(took: Sequence[Taken]) -> str:
    times = [taken.ms for taken in took]
    return _ms(statistics.median(times), statistics.quantiles(times, n=100)[94], max(times))


def _ms(*times: float) -> str:
    return " | ".join(f"{each:,.0f} ms" for each in times)


if __name__ == "__main__":
    main()
