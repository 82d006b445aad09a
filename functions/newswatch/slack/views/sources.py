"""Answers about sources. An address is shown without what may be secret in it."""

from datetime import datetime

from newswatch.model import FetchMemory, Source, State
from newswatch.slack.views import mrkdwn
from newswatch.slack.views.blocks import Answer, Block, answer, run_button
from newswatch.slack.views.phrases import ERROR_CHARS, NAME_CHARS, TAG_CHARS, counted, listed, on, person
from newswatch.sources.urls import without_secrets
from newswatch.usecases.findings import SourceChanged, SourceLine, SourceListing

ROWS = 60
URL_CHARS = 300
LISTED_CHARS = 120
MINUTE_S = 60


def added(found: SourceChanged, now: datetime) -> Answer:
    """Return the answer to a new source."""
    source = found.source
    if source.state is not State.ACTIVE:
        return answer(f"{_called(source)} was added, and is {source.state} now.", [_resume(source)])
    if not found.seq:
        return answer(f"{_called(source)} is read already.", [_show(source)])
    count = counted(found.entries, "entry", "entries")
    # Of a request that is delivered again nobody has looked at the feed.
    had = (
        f"Its feed has {count} as of {on(now)}: these are kept for previews and alert nobody."
        if found.entries
        else f"What its feed has as of {on(now)} is kept for previews and alerts nobody."
    )
    return answer(
        f"✅ Reading {_called(source)}. {had}",
        "Whatever comes from now on is compared with all topics.",
        [_show(source), _undo(found.seq)],
    )


def changed(found: SourceChanged, now: datetime) -> Answer:
    """Return the answer to a change of a source."""
    source, name = found.source, _called(found.source)
    if not found.seq:
        return answer(f"{name} is {_state(source)} already.", [_show(source)])
    if found.what == "undo":
        said = f"Taken back: {name} is {_state(source)}."
    else:
        said = {
            State.ACTIVE: f"● {name} is read again, from {on(now)}.",
            State.PAUSED: f"⏸ {name} is paused: what it brings until it is resumed is not read.",
            State.REMOVED: f"{name} is removed: it is not read any more.",
        }[source.state]
    again = _resume(source) if source.state is State.PAUSED else None
    return answer(said, [again, _undo(found.seq)])


def listing(found: SourceListing, now: datetime) -> Answer:
    """Return sources, those in trouble first."""
    buttons = [
        run_button(label, command)
        for label, command, scope in (
            ("All", "source list", ""),
            ("Failing", "source list failing", "failing"),
            ("Paused", "source list paused", "paused"),
        )
        if scope != found.scope
    ]
    if not found.lines:
        scope = mrkdwn.shown(found.scope, NAME_CHARS)
        nothing = f"No source is “{scope}”." if scope else "Nothing is read yet."
        hint = "To add one: `/watch source add https://www.theguardian.com/world/rss`"
        return answer(nothing, hint, buttons if scope else [])
    failing = sum(_fails(line) for line in found.lines)
    paused = sum(line.source.state is State.PAUSED for line in found.lines)
    fine = len(found.lines) - failing - paused
    rows = [_line(line, now) for line in found.lines[:ROWS]]
    if len(found.lines) > ROWS:
        rows.append(f"… and {len(found.lines) - ROWS:,} more")
    head = f"{counted(len(found.lines), 'source')}: {fine:,} fine, {failing:,} failing, {paused:,} paused."
    return answer(head, *rows, buttons)


def shown(line: SourceLine, now: datetime) -> Answer:
    """Return everything about a source."""
    source, memory = line.source, line.memory
    tags = [mrkdwn.code(f"tag:{tag}", TAG_CHARS) for tag in source.tags]
    every = counted(source.interval_s // MINUTE_S, "minute")
    rows = [
        f"{_called(source)} · {_state(source)}",
        mrkdwn.code(without_secrets(source.url), URL_CHARS),
        f"Read about every {every}. Tags: {listed(tags) or 'none'}. Owner: {person(source.owner)}.",
    ]
    if memory is None or memory.baseline_at is None:
        rows.append("It has not been read yet.")
    if memory and memory.error:
        rows.append(f"⚠ {_trouble(memory, now)}")
    active = source.state is State.ACTIVE
    buttons = [
        _button("Pause", "pause", source) if active else _resume(source),
        _button("Remove", "remove", source, "danger") if source.state is not State.REMOVED else None,
        run_button("All sources", "source list"),
    ]
    return answer(*rows, buttons)


def _line(line: SourceLine, now: datetime) -> str:
    name = f"*{_name(line.source)}*"
    if line.source.state is not State.ACTIVE:
        return f"⏸ {name}  {_state(line.source)}"
    if line.memory and line.memory.error:
        return f"⚠ {name}  {_trouble(line.memory, now)}"
    return f"● {name}  {mrkdwn.code(without_secrets(line.source.url), LISTED_CHARS)}"


def _trouble(memory: FetchMemory, now: datetime) -> str:
    error = mrkdwn.shown(memory.error, ERROR_CHARS).rstrip(".")
    since = memory.failing_since
    if since is None or since > now:
        return f"{error}."
    return f"{error}; failing since {on(since)}, {counted(memory.failures, 'time')} in a row."


def _fails(line: SourceLine) -> bool:
    return line.source.state is State.ACTIVE and bool(line.memory and line.memory.error)


def _called(source: Source) -> str:
    return f"*{_name(source)}*"


def _name(source: Source) -> str:
    return mrkdwn.shown(source.name, NAME_CHARS) or "(no name)"


def _state(source: Source) -> str:
    return {State.ACTIVE: "read", State.PAUSED: "paused", State.REMOVED: "removed"}[source.state]


def _button(label: str, verb: str, source: Source, style: str = "") -> Block | None:
    # By its id: an address can hold a key, and a name can be another's beginning.
    return run_button(label, f"source {verb} {source.id}", style)


def _show(source: Source) -> Block | None:
    return _button("Show", "show", source)


def _resume(source: Source) -> Block | None:
    return _button("Resume", "resume", source)


def _undo(seq: int) -> Block | None:
    return run_button("Undo", f"undo {seq}")
