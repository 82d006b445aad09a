"""Answers about sources. An address is shown without what may be secret in it."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from newswatch.model import FetchMemory, Kind, Source, State
from newswatch.slack.views import mrkdwn
from newswatch.slack.views.blocks import Answer, answer, run_button
from newswatch.slack.views.kit import Block
from newswatch.slack.views.phrases import (
    ERROR_CHARS,
    NAME_CHARS,
    TAG_CHARS,
    ago,
    counted,
    every,
    frequency,
    listed,
    on,
    person,
    span,
)
from newswatch.sources.pace import mean_gap_s
from newswatch.sources.urls import without_secrets
from newswatch.usecases.findings import SourceChanged, SourceLine, SourceListing

ROWS = 60
URL_CHARS = 300
ENOUGH_TIMES = 3
"""Entries below which nobody can say how often a source publishes."""
LISTED_CHARS = 120
SELECTOR_CHARS = 220
SCOPES = (("All", ""), ("Failing", "failing"), ("Gone", "gone"), ("Paused", "paused"))
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def changed(found: SourceChanged, now: datetime) -> Answer:
    """Return the answer to a change of a source."""
    source, name = found.source, called(found.source)
    if not found.seq:
        already = "it is so already" if found.what in {"set", "revert"} else f"it is {state(source)} already"
        return answer(f"{name}: {already}.", [show_button(source)])
    said = {
        "undo": f"Taken back: {name} is {state(source)}{_from(found, now)}.",
        "revert": f"{name} is again as it was: {state(source)}{_from(found, now)}.",
        "set": f"{name} is changed.",
        "resume": f"● {name} is read again{_from(found, now)}.",
        "pause": f"⏸ {name} is paused: what it brings until it is resumed is not read.",
        "remove": f"{name} is removed: it is not read any more.",
    }.get(found.what, f"{name} is {state(source)}.")
    is_any = found.what in {"set", "undo", "revert"}
    different = differences(found.before, source) if found.before and is_any else ()
    again = resume_button(source) if source.state is State.PAUSED else None
    is_removed = source.state is State.REMOVED
    show = show_button(source) if found.what in {"set", "revert"} and not is_removed else None
    return answer(said, *(f"• {each}" for each in different), [again, show, undo_button(found.seq)])


def _from(found: SourceChanged, now: datetime) -> str:
    """Return from when a source is read; one that was asked until just now waits for its turn."""
    if found.next_at is None:
        return ""
    return f", next: {on(found.next_at)}" if found.next_at > now else ", in a moment"


def differences(before: Source, after: Source) -> Iterator[str]:
    """Yield what is different, each as what it means now."""
    if before.name != after.name:
        yield f"It is called {called(after)}, and was {called(before)}."
    if before.url != after.url:
        yield f"It is read at {mrkdwn.code(without_secrets(after.url), URL_CHARS)}."
    if before.tags != after.tags:
        yield f"Tags: {tags(after)}."
    if (before.least_s, before.most_s, before.urgent) != (after.least_s, after.most_s, after.urgent):
        yield f"How often it is read: {_wanted(after)}."
    if before.full_text != after.full_text:
        yield _text(after)
    if before.rank != after.rank:
        yield _rank(after)
    if before.selector != after.selector:
        yield _links(after)


def listing(found: SourceListing, now: datetime) -> Answer:
    """Return sources, those in trouble first."""
    buttons = [
        run_button(label, f"source list {scope}".strip()) for label, scope in SCOPES if scope != found.scope
    ]
    if not found.lines:
        scope = mrkdwn.shown(found.scope, NAME_CHARS)
        nothing = f"No source is “{scope}”." if scope else "Nothing is read yet."
        hint = "To add one: `/watch source add https://www.theguardian.com`"
        return answer(nothing, hint, buttons if scope else [])
    rows = [told(line, now) for line in found.lines[:ROWS]]
    if len(found.lines) > ROWS:
        rows.append(f"… and {len(found.lines) - ROWS:,} more")
    gone = sum(line.source.is_gone for line in found.lines)
    paused = sum(line.source.state is State.PAUSED for line in found.lines) - gone
    head = health(len(found.lines), sum(each.is_failing for each in found.lines), gone, paused)
    return answer(head, *rows, buttons)


def health(total: int, failing: int, gone: int, paused: int = 0) -> str:
    """Return how many sources there are, and how they are."""
    counts = [(total - failing - gone - paused, "fine"), (failing, "failing")]
    counts += [(count, what) for count, what in ((gone, "gone"), (paused, "paused")) if count]
    return f"{counted(total, 'source')}: {', '.join(f'{count:,} {what}' for count, what in counts)}."


def shown(line: SourceLine, now: datetime) -> Answer:
    """Return everything about a source."""
    source, memory = line.source, line.memory
    rows = [
        f"{called(source)} · {state(source)}",
        mrkdwn.code(without_secrets(source.url), URL_CHARS),
        *_trouble_of(source, memory, now),
        f"Tags: {tags(source)}. Owner: {person(source.owner)}.",
        *_reading(line, now),
        *_particulars(source),
        *_noticed(memory),
    ]
    active = source.state is State.ACTIVE
    buttons = [
        button("Pause", "pause", source) if active else resume_button(source),
        button("Remove", "remove", source, "danger") if source.state is not State.REMOVED else None,
        run_button("All sources", "source list"),
    ]
    return answer(*rows, buttons)


def _reading(line: SourceLine, now: datetime) -> Iterator[str]:
    """Yield how often a source is read, and what has come of it."""
    memory = line.memory
    if line.source.state is State.ACTIVE:
        yield f"Read {_rhythm(line, now)}."
    if memory is None or memory.baseline_at is None:
        yield "It has not been read yet."
    elif memory.times:
        newest = min(EPOCH + timedelta(minutes=memory.times[0]), now)
        newest_is = f"ts newest entry is from {ago(newest)}."
        known = len(memory.times) >= ENOUGH_TIMES
        yield f"It publishes {frequency(_gap_s(memory, now))}; i{newest_is}" if known else f"I{newest_is}"
    if line.pushed_until and _is_pushed(line, now):
        yield f"Its hub tells of what is new at once, for now until {on(line.pushed_until)}."


def _noticed(memory: FetchMemory | None) -> Iterator[str]:
    """Yield what was odd at the last polls."""
    if memory and memory.noticed:
        yield f"Noticed: {mrkdwn.shown(memory.noticed, ERROR_CHARS)}"
    if memory and memory.moved_to:
        address = mrkdwn.code(without_secrets(memory.moved_to), URL_CHARS)
        yield f"Its server says that it has moved to {address}. If it says so again, it is read there."


def _is_pushed(line: SourceLine, now: datetime) -> bool:
    return line.pushed_until is not None and line.pushed_until > now


def _particulars(source: Source) -> Iterator[str]:
    """Yield what is not as it is with most sources."""
    if source.kind is Kind.PAGE:
        yield f"A page that lists articles. {_links(source)}"
    if not source.full_text:
        yield _text(source)
    if source.rank:
        yield _rank(source)
    if source.header:
        yield f"Sends a secret header {mrkdwn.code(source.header, TAG_CHARS)}."


def _rhythm(line: SourceLine, now: datetime) -> str:
    """Return how often a source is read, and why so."""
    source, memory = line.source, line.memory
    interval_s = (memory.interval_s if memory else 0) or source.interval_s
    asked_s = memory.hints.least_s if memory else 0
    if asked_s >= interval_s:
        why = f": its server asks for at least {span(asked_s)} in between"
    elif source.least_s or source.most_s or source.urgent:
        why = f": {_wanted(source)}"
    elif _is_pushed(line, now):
        why = ", in case that its hub fails"
    elif memory and memory.times:
        why = ", by how often it publishes"
    else:
        why = ", until more is known of how often it publishes"
    return f"about {every(interval_s)}{why}"


def _wanted(source: Source) -> str:
    """Return how often people want a source read."""
    if source.least_s or source.most_s:
        return f"it is set to {_bounds(source)}"
    return "it is urgent" if source.urgent else "as often as it publishes"


def _bounds(source: Source) -> str:
    least, most = source.least_s, source.most_s
    if least == most:
        return every(least)
    bounds = (("most", least), ("least", most))
    return " and ".join(f"at {word} {every(bound)}" for word, bound in bounds if bound)


def _text(source: Source) -> str:
    if source.full_text:
        return "The pages of its entries are read, and all their text is matched."
    return "The pages of its entries are not read: what it carries itself is matched."


def _rank(source: Source) -> str:
    if source.rank:
        return f"Messages lead with it at rank {source.rank}, where several outlets carry a story."
    return "It has no rank: messages lead with what is ranked, or came first."


def _links(source: Source) -> str:
    if source.selector:
        return f"Its articles are what {mrkdwn.code(source.selector, SELECTOR_CHARS)} selects."
    return "Its articles are found by themselves."


def _gap_s(memory: FetchMemory, now: datetime) -> float:
    gap_s = mean_gap_s(memory.times, now)
    assert gap_s is not None, "there are times"
    return gap_s


def told(line: SourceLine, now: datetime) -> str:
    """Return a source in a line: its sign, its name, and what is wrong with it or where it is."""
    source = line.source
    name = called(source)
    if source.is_gone:
        return f"✕ {name}  {mrkdwn.shown(source.trouble, ERROR_CHARS)}"
    if source.state is not State.ACTIVE:
        return f"⏸ {name}  {state(source)}"
    if line.memory and line.memory.error:
        return f"⚠ {name}  {_trouble(line.memory, now)}"
    return f"● {name}  {mrkdwn.code(without_secrets(source.url), LISTED_CHARS)}"


def _trouble_of(source: Source, memory: FetchMemory | None, now: datetime) -> Iterator[str]:
    """Yield what is wrong with a source: why it is not read any more, or how reading it failed."""
    if source.is_gone:
        yield f"✕ {mrkdwn.shown(source.trouble, ERROR_CHARS)}"
    elif memory and memory.error:
        yield f"⚠ {_trouble(memory, now)}"


def _trouble(memory: FetchMemory, now: datetime) -> str:
    error = mrkdwn.shown(memory.error, ERROR_CHARS).rstrip(".")
    since = memory.failing_since
    if since is None or since > now:
        return f"{error}."
    return f"{error}; failing since {on(since)}, {counted(memory.failures, 'time')} in a row."


def called(source: Source) -> str:
    """Return a source's name."""
    return f"*{mrkdwn.shown(source.name, NAME_CHARS) or '(no name)'}*"


def state(source: Source) -> str:
    """Return whether a source is read, and if not, why."""
    if source.is_gone:
        return "not read any more"
    return {State.ACTIVE: "read", State.PAUSED: "paused", State.REMOVED: "removed"}[source.state]


def tags(source: Source, only: Sequence[str] = ()) -> str:
    """Return a source's tags, or only these."""
    return listed([mrkdwn.code(f"tag:{tag}", TAG_CHARS) for tag in only or source.tags]) or "none"


def button(label: str, verb: str, source: Source, style: str = "") -> Block | None:
    """Return a button that does something with a source."""
    # By its id: an address can hold a key, and a name can be another's beginning.
    return run_button(label, f"source {verb} {source.id}", style)


def show_button(source: Source) -> Block | None:
    """Return a button that shows a source."""
    return button("Show", "show", source)


def resume_button(source: Source) -> Block | None:
    """Return a button that has a source read again."""
    return button("Try again" if source.is_gone else "Resume", "resume", source)


def undo_button(seq: int) -> Block | None:
    """Return a button that takes a change back."""
    return run_button("Undo", f"undo {seq}")
