"""Sources in App Home: each with its health, and what can be done with it."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from newswatch.model import Source, State
from newswatch.slack.views import sources
from newswatch.slack.views.blocks import run_button, run_menu
from newswatch.slack.views.home_pages import all_again, nothing, paged, searched
from newswatch.slack.views.ids import HOME_ANY, HOME_FILTER
from newswatch.slack.views.kit import Block, actions, context, divider, section, select
from newswatch.slack.views.phrases import ago
from newswatch.usecases.findings import HomeSources, SourceLine

FILTERS = {HOME_ANY: "All sources", "failing": "Failing", "gone": "Gone", "paused": "Paused"}
NOTHING = {
    "failing": "No source is failing.",
    "gone": "No source is gone.",
    "paused": "No source is paused.",
}
HOW = "To add one, type in any channel: `/watch source add www.theguardian.com`"
MANAGED = "Sources are added and changed by the managers of this workspace."
TAGS = 90
"""With the filters above as many as a menu may have."""


def blocks(found: HomeSources, now: datetime) -> Iterator[Block]:
    """Yield what stands below the tabs."""
    yield section(f"*{sources.health(found.total, found.failing, found.gone, found.paused)}*")
    yield from actions(
        [
            run_button("Import a list", "import") if found.may_change else None,
            select(HOME_FILTER, "Which sources", _filters(found), found.only or HOME_ANY),
            run_button("Export", "export") if found.total else None,
            run_button("Status", "status"),
        ]
    )
    yield context(HOW if found.may_change else MANAGED)
    if found.total:
        yield from searched("Search sources", "A word of a name or address", found.word)
    yield divider()
    for line in found.lines:
        yield section(_told(line, now), run_menu(_deeds(line.source, may_change=found.may_change)))
    if not found.lines:
        yield section(_nothing(found))
        yield from actions([all_again("All sources")] if found.only else [])
    yield from paged(found.pages)


def _filters(found: HomeSources) -> Mapping[str, str]:
    return {**FILTERS, **{f"tag:{tag}": f"tag:{tag}" for tag in found.tags[:TAGS]}}


def _told(line: SourceLine, now: datetime) -> str:
    """Return a source in two lines: how it is, and what it brings."""
    memory, source = line.memory, line.source
    rest = []
    if memory and memory.times:
        rest.append(f"newest entry {ago(min(sources.EPOCH + timedelta(minutes=memory.times[0]), now))}")
    elif source.state is State.ACTIVE and (memory is None or memory.baseline_at is None):
        rest.append("not read yet")
    if source.tags:
        rest.append(sources.tags(source))
    return "\n".join([sources.told(line, now), *([" · ".join(rest)] if rest else [])])


def _deeds(source: Source, *, may_change: bool) -> Iterator[tuple[str, str]]:
    """Yield what can be done with a source, and its command: by its id, as an address can hold a key."""
    yield "Show", f"source show {source.id}"
    if may_change and source.state is State.ACTIVE:
        yield "Pause", f"source pause {source.id}"
    elif may_change:
        yield "Try again" if source.is_gone else "Resume", f"source resume {source.id}"
    yield "History", f"source history {source.id}"
    if may_change:
        yield "Remove", f"source remove {source.id}"


def _nothing(found: HomeSources) -> str:
    if found.word:
        return nothing("source", found.word)
    return NOTHING.get(found.only, "No source has this tag." if found.total else "Nothing is read yet.")
