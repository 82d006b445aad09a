"""Who changed what and when: of topics, sources, saved sets, and how places are told."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from newswatch.model import Change, ChannelId, ChannelSettings, SavedSet, Source, State, Subject, Topic
from newswatch.slack.views import mrkdwn, settings, sources
from newswatch.slack.views.blocks import Answer, Beside, answer, run_button
from newswatch.slack.views.kit import Block
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
COMMAND_CHARS = HANDLE_CHARS + 40
OLDER = "Its changes are older than what is kept."
LEFT = "left"
"""What Newswatch notes itself: nobody takes it back."""
SAID = frozenset({"pause", "resume", "remove"})
"""Verbs that say by themselves what is different."""
Told = Callable[[Subject | None, Change], Iterable[str]]
"""Tells what a change made different, by what was there before it."""


@dataclass(frozen=True, slots=True)
class Back:
    """How something is had as its changes left it."""

    command: str
    ways: Collection[int]
    """Positions of the changes that lead back to what is otherwise now."""
    version: int
    """Of what it is now: what somebody else sets in between is not overwritten."""
    typed: str = ""
    """What is typed in the place of the command, where that cannot be."""

    def button(self, change: Change) -> Block | None:
        """Return the button beside a change; None where it is so, or cannot be."""
        if change.seq not in self.ways:
            return None
        return run_button("Back to this", f"{self.command}:{self.version} {change.seq}")

    def how(self) -> list[str]:
        """Return what can be typed instead."""
        there = ", there" if self.typed else ""
        command = mrkdwn.code(f"/watch {self.typed or self.command} <number>", COMMAND_CHARS)
        return [f"To have it as a change left it{there}: {command}"]


def of_topic(found: TopicStory, now: datetime) -> Answer:
    """Return the changes of a topic, newest first, with a way back to each."""
    topic, changes = found.line.topic, found.changes
    ways = frozenset(change.seq for change in changes if _leads_back(topic, change))
    back = Back(f"revert {topic.handle}", ways, topic.version)
    head = f"{called(topic)} · {state(topic, now)}"
    show = run_button("Show", f"show {topic.handle}")
    return _answer(head, changes, _of_topic, back, show, OLDER)


def topic_change(changes: Sequence[Change], at: int) -> str:
    """Return one change of a topic's history, which is newest first."""
    return _line(changes, at, _of_topic)


def of_source(source: Source, changes: Sequence[Change], ways: Collection[int]) -> Answer:
    """Return the changes of a source, newest first, with a way back to each of these positions."""
    head = f"{sources.called(source)} · {sources.state(source)}"
    # By its id, as with all of its buttons.
    back = Back(f"source revert {source.id}", ways, source.version)
    show = None if source.state is State.REMOVED else sources.show_button(source)
    return _answer(head, changes, _of_source, back, show)


def of_set(saved: SavedSet, changes: Sequence[Change], ways: Collection[int]) -> Answer:
    """Return the changes of a saved set, newest first, with a way back to each of these positions."""
    head = f"The set {mrkdwn.code(saved.name, HANDLE_CHARS)}"
    back = Back(f"sets revert {saved.name}", ways, saved.version)
    return _answer(head, changes, _of_set, back, run_button("All sets", "sets"))


def of_place(where: ChannelId, changes: Sequence[Change], ways: Collection[int], version: int) -> Answer:
    """Return the changes of how a place is told, newest first, with a way back to each of these positions.

    Args:
        where: the place.
        changes: of its settings.
        ways: positions of changes.
        version: of its settings.
    """
    spelled = settings.spelled(where)
    # A channel that is copied is no channel for Slack.
    typed = "" if spelled in {"me", "workspace"} else "revert here"
    back = Back(f"revert {spelled}", ways, version, typed)
    return _answer(settings.head(where), changes, _of_settings, back, run_button("Show", f"set {spelled}"))


def _answer(  # noqa: PLR0917 - what the answers have of their own
    head: str,
    changes: Sequence[Change],
    told: Told,
    back: Back,
    show: Block | None,
    none: str = "Nothing was changed yet.",
) -> Answer:
    told_of = range(min(CHANGES, len(changes)))
    rows = [Beside(f"• {_line(changes, at, told)}", back.button(changes[at])) for at in told_of]
    how = back.how() if any(row.button for row in rows) else []
    nothing = [] if rows else [none]
    return answer(head, *rows, *nothing, *_more(changes), *how, [show, _undo(changes)])


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


def _leads_back(topic: Topic, change: Change) -> bool:
    """Return whether a change left a topic otherwise than it is, so that it can be so again."""
    was = change.snapshot
    if not isinstance(was, Topic) or State.REMOVED in {was.state, topic.state}:
        return False
    # Whose it is goes back with nothing.
    whose = replace(was, owner=topic.owner, adopted=topic.adopted)
    return replace(whose, handle=topic.handle, version=topic.version) != topic
