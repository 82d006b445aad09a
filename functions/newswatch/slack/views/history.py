"""Who changed what and when: of topics, sources, saved sets, and how places are told."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from newswatch.model import Change, ChannelId, ChannelSettings, SavedSet, Source, State, Subject, Topic
from newswatch.slack.views import mrkdwn, settings, sources
from newswatch.slack.views.blocks import Answer, Beside, answer, run_button
from newswatch.slack.views.kit import Block
from newswatch.slack.views.phrases import (
    ERROR_CHARS,
    HANDLE_CHARS,
    as_many,
    asks,
    asks_otherwise,
    called,
    counted,
    differences,
    on,
    person,
    state,
)
from newswatch.usecases.findings import TopicStory

CHANGES = 20
"""Of a page. With a button beside each they stay below ``blocks.BUTTONS``."""
PAGE_CHARS = 2_800
"""Of the changes of a page. With what stands around them it stays below ``blocks.TEXT_CHARS``."""
DIFFERENT_CHARS = 1_400
"""Of what a change made different: two such changes make a page."""
COMMAND_CHARS = HANDLE_CHARS + 40
OLDER = "Its changes are older than what is kept."
SAID = frozenset({"pause", "resume", "remove"})
"""Verbs that say by themselves what is different."""
Told = Callable[[Subject | None, Change], Iterable[str]]
"""Tells what a change made different, by what was there before it."""


@dataclass(frozen=True, slots=True)
class Ways:
    """The commands of a history."""

    back: Mapping[int, str]
    """Have it as a change left it, by the numbers of those that can be gone back to."""
    older: Mapping[int, str]
    """Show what is older than a change, by the numbers of all."""
    newest: str
    """Show the newest changes."""
    typed: str
    """What is typed before a number, to go back to it."""
    there: bool = False
    """Whether that has to be typed in the place whose history it is."""
    undo: int = 0
    """The number of the newest change; 0 where nobody takes it back."""
    before: int = 0
    """The number of the change before which is looked; 0 for the newest."""


def of_topic(found: TopicStory, ways: Ways, now: datetime) -> Answer:
    """Return the changes of a topic, newest first, with a way back to each."""
    topic = found.line.topic
    show = None if topic.state is State.REMOVED else run_button("Show", f"show {topic.handle}")
    return _answer(f"{called(topic)} · {state(topic, now)}", found.changes, _of_topic, ways, show, OLDER)


def topic_change(changes: Sequence[Change], at: int) -> str:
    """Return one change of a topic's history, which is newest first."""
    return _line(changes, at, _of_topic)


def of_source(source: Source, changes: Sequence[Change], ways: Ways) -> Answer:
    """Return the changes of a source, newest first."""
    show = None if source.state is State.REMOVED else sources.show_button(source)
    return _answer(f"{sources.called(source)} · {sources.state(source)}", changes, _of_source, ways, show)


def of_set(saved: SavedSet, changes: Sequence[Change], ways: Ways) -> Answer:
    """Return the changes of a saved set, newest first."""
    head = f"The set {mrkdwn.code(saved.name, HANDLE_CHARS)}"
    return _answer(head, changes, _of_set, ways, run_button("All sets", "sets"))


def of_place(where: ChannelId, changes: Sequence[Change], ways: Ways) -> Answer:
    """Return the changes of how a place is told, newest first."""
    show = run_button("Show", f"set {settings.spelled(where)}")
    return _answer(settings.head(where), changes, _of_settings, ways, show)


def _answer(  # noqa: PLR0917 - what the answers have of their own
    head: str,
    changes: Sequence[Change],
    told: Told,
    ways: Ways,
    show: Block | None,
    none: str = "Nothing was changed yet.",
) -> Answer:
    first = next((at for at, change in enumerate(changes) if change.seq < ways.before), len(changes))
    begin = first if ways.before else 0
    rows = list(_page(changes, begin, told))
    left = len(changes) - begin - len(rows)
    shown = [Beside(row, _back(changes[at], ways)) for at, row in enumerate(rows, begin)]
    nothing = [] if rows else ["Nothing older is kept." if ways.before else none]
    more = [f"… and {counted(left, 'older change')}"] if left else []
    # It is not cut off by what is above it: a page leaves room for it.
    how = [_how(ways)] if any(row.button for row in shown) else []
    last = changes[begin + len(rows) - 1].seq if left else 0
    older = run_button("Older changes", ways.older.get(last, ""))
    newest = run_button("Newest changes", ways.newest) if ways.before else None
    undo = run_button(f"Undo {ways.undo}", f"undo {ways.undo}") if ways.undo and not ways.before else None
    return answer(head, *shown, *nothing, *more, *how, [older, newest, show, undo])


def _page(changes: Sequence[Change], begin: int, told: Told) -> Iterator[str]:
    """Yield the changes from a position on, as many as a page has; one in any case, if there is one."""
    room = PAGE_CHARS
    for at in range(begin, min(begin + CHANGES, len(changes))):
        row = f"• {_line(changes, at, told)}"
        room -= len(row) + 1
        if room < 0 and at > begin:
            return
        yield row


def _back(change: Change, ways: Ways) -> Block | None:
    """Return the button beside a change; None where it is so, or cannot be. It says aloud which one."""
    command = ways.back.get(change.seq, "")
    return run_button("Back to this", command, aloud=f"Back to change {change.seq}")


def _how(ways: Ways) -> str:
    """Return what can be typed in the place of the buttons."""
    command = mrkdwn.code(f"/watch {ways.typed} <number>", COMMAND_CHARS)
    return f"To have it as a change left it{', there' if ways.there else ''}: {command}"


def _line(changes: Sequence[Change], at: int, told: Told) -> str:
    change, older = changes[at], changes[at + 1 :]
    what = f"undo of {change.undoes}" if change.undoes else mrkdwn.shown(change.what, ERROR_CHARS)
    begun = f"{change.seq}, {on(change.when)}, {person(change.who)}: {what}"
    if change.snapshot is None:
        return f"{begun} (by a newer version, which this one cannot read)"
    different = [*told(older[0].snapshot if older else None, change)]
    return f"{begun} {as_many(different, DIFFERENT_CHARS, '; ')}".rstrip()


def _of_topic(before: Subject | None, change: Change) -> Iterator[str]:
    after = change.snapshot
    assert isinstance(after, Topic)
    # Of what lies between two versions nobody knows whose it is.
    if not isinstance(before, Topic) or after.version > before.version + 1:
        yield asks(after.query)
        return
    yield from differences(before, after)
    if before.owner != after.owner:
        yield f"owner {person(before.owner)} → {person(after.owner)}"


def _of_source(before: Subject | None, change: Change) -> Iterator[str]:
    after = change.snapshot
    assert isinstance(after, Source)
    if isinstance(before, Source):
        yield from (each.rstrip(".") for each in sources.differences(before, after))
        if before.state is not after.state and change.what not in SAID:
            yield sources.state(after)


def _of_set(before: Subject | None, change: Change) -> Iterator[str]:
    after = change.snapshot
    assert isinstance(after, SavedSet)
    if after.state is State.REMOVED:
        yield from [] if change.what in SAID else ["removed"]
    elif isinstance(before, SavedSet) and before.state is not State.REMOVED:
        yield asks_otherwise(before.query, after.query)
    else:
        yield asks(after.query)


def _of_settings(before: Subject | None, change: Change) -> Iterator[str]:
    after = change.snapshot
    assert isinstance(after, ChannelSettings)
    yield from settings.all_differences(before if isinstance(before, ChannelSettings) else None, after)
