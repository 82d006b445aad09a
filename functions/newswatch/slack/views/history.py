"""Who changed what and when: of topics, sources, saved sets, and how places are told."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from newswatch.model import Change, ChannelId, ChannelSettings, SavedSet, Source, State, Subject, Topic
from newswatch.slack.views import mrkdwn, settings, sources
from newswatch.slack.views.blocks import Answer, Beside, Block, Row, answer, run_button
from newswatch.slack.views.phrases import (
    ERROR_CHARS,
    HANDLE_CHARS,
    asks,
    called,
    differences,
    on,
    person,
    state,
)
from newswatch.usecases.findings import TopicStory

CHANGES = 20
"""With a button beside each they stay below ``blocks.BUTTONS``."""
OLDER = "Its changes are older than what is kept."
LEFT = "left"
"""What Newswatch notes itself: nobody takes it back."""
SAID = frozenset({"pause", "resume", "remove"})
"""Verbs that say by themselves what is different."""
Told = Callable[[Subject | None, Change], Iterable[str]]
"""Tells what a change made different, by what was there before it."""


def of_topic(found: TopicStory, now: datetime) -> Answer:
    """Return the changes of a topic, newest first, with a way back to each."""
    topic, changes = found.line.topic, found.changes
    rows: list[Row] = [
        Beside(f"• {topic_change(changes, at)}", _back(topic, changes[at]))
        for at in range(min(CHANGES, len(changes)))
    ]
    command = mrkdwn.code(f"/watch revert {topic.handle} <number>", HANDLE_CHARS + 40)
    can_go_back = any(isinstance(row, Beside) and row.button for row in rows)
    how = [f"To have it as a change left it: {command}"] if can_go_back else []
    return answer(
        f"{called(topic)} · {state(topic, now)}",
        *(rows or [OLDER]),
        *_more(changes),
        *how,
        [run_button("Show", f"show {topic.handle}"), _undo(changes)],
    )


def topic_change(changes: Sequence[Change], at: int) -> str:
    """Return one change of a topic's history, which is newest first."""
    return _line(changes, at, _of_topic)


def of_source(source: Source, changes: Sequence[Change]) -> Answer:
    """Return the changes of a source, newest first."""
    head = f"{sources.called(source)} · {sources.state(source)}"
    return _answer(head, changes, _of_source, sources.show_button(source))


def of_set(name: str, changes: Sequence[Change]) -> Answer:
    """Return the changes of a saved set, newest first."""
    return _answer(
        f"The set {mrkdwn.code(name, HANDLE_CHARS)}", changes, _of_set, run_button("All sets", "sets")
    )


def of_place(where: ChannelId, changes: Sequence[Change]) -> Answer:
    """Return the changes of how a place is told, newest first."""
    return _answer(
        settings.head(where), changes, _of_settings, run_button("Show", f"set {settings.spelled(where)}")
    )


def _answer(
    head: str,
    changes: Sequence[Change],
    told: Told,
    show: Block | None,
) -> Answer:
    rows = [f"• {_line(changes, at, told)}" for at in range(min(CHANGES, len(changes)))]
    return answer(head, *(rows or ["Nothing was changed yet."]), *_more(changes), [show, _undo(changes)])


def _line(changes: Sequence[Change], at: int, told: Told) -> str:
    change, older = changes[at], changes[at + 1 :]
    what = f"undo of {change.undoes}" if change.undoes else mrkdwn.shown(change.what, ERROR_CHARS)
    begun = f"{change.seq}, {on(change.when)}, {person(change.who)}: {what}"
    if change.snapshot is None:
        return f"{begun} (by a newer version, which this one cannot read)"
    said = "; ".join(told(older[0].snapshot if older else None, change))
    return f"{begun} {said}".rstrip()


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
        yield f"{asks(before.query)} → {asks(after.query)}"
    else:
        yield asks(after.query)


def _of_settings(before: Subject | None, change: Change) -> Iterator[str]:
    after = change.snapshot
    assert isinstance(after, ChannelSettings)
    yield from settings.all_differences(before if isinstance(before, ChannelSettings) else None, after)


def _more(changes: Sequence[Change]) -> list[str]:
    more = len(changes) - CHANGES
    return [f"… and {more} more"] if more > 0 else []


def _undo(changes: Sequence[Change]) -> Block | None:
    newest = changes[0] if changes else None
    if newest is None or newest.what == LEFT:
        return None
    return run_button(f"Undo {newest.seq}", f"undo {newest.seq}")


def _back(topic: Topic, change: Change) -> Block | None:
    """Return the button that has a topic as a change left it; None where it is so, or cannot be."""
    was = change.snapshot
    if not isinstance(was, Topic) or State.REMOVED in {was.state, topic.state}:
        return None
    if replace(was, handle=topic.handle, owner=topic.owner, version=topic.version) == topic:
        return None
    return run_button("Back to this", f"revert {topic.handle}:{topic.version} {change.seq}")
