"""Answers about a topic."""

import re
from collections.abc import Sequence
from datetime import datetime

from newswatch.model import State, Topic, told_apart
from newswatch.query.lint import Finding
from newswatch.slack.views import lint, mrkdwn
from newswatch.slack.views.backtest import NOTHING_READ, comparison_lines, doubts, sparkline
from newswatch.slack.views.blocks import Answer, Code, answer, latest_button, run_button
from newswatch.slack.views.history import topic_change
from newswatch.slack.views.holds import BECAUSE
from newswatch.slack.views.kit import Block
from newswatch.slack.views.listing import listing
from newswatch.slack.views.phrases import (
    ERROR_CHARS,
    NAME_CHARS,
    activity,
    asks,
    called,
    counted,
    delivered_otherwise,
    differences,
    listens,
    named,
    on,
    person,
    places,
    plain_query,
    state,
    telling,
)
from newswatch.usecases.findings import Backtest, Changed, Comparison, Posted, TopicStory

__all__ = ["added", "changed", "edit_form", "latest", "listing", "preview", "shown"]

LATEST = 3
DAYS = 7
CHANGES = 30
_SPEAKABLE = re.compile(r"[^\"“”„‟«»「」『』〝〞〟()（）＂=]+")
"""A name that can stand before `` = `` in a command."""


def added(found: Changed, now: datetime, *, latest: bool = False) -> Answer:
    """Return the answer to a new topic; asked for again it may be older, and gone since.

    With ``latest``, its newest stories can be posted at once: no preview follows that offers that.
    """
    topic = found.topic
    where = places(topic.destinations)
    if topic.state is State.REMOVED:
        return answer(f"{called(topic)} was added, and removed since.")
    if not topic.is_active(now):
        return answer(f"{called(topic)} was added in {where}; it is {state(topic, now)}.", [_resume(topic)])
    if not found.seq:
        return answer(f"{called(topic)} is watched already in {where}.", [_edit(topic), _history(topic)])
    return answer(
        f"✅ Watching {called(topic)} in {where}. New ones from now on.",
        [latest_button(topic.id, LATEST) if latest else None, _edit(topic), _undo(found.seq)],
    )


def changed(found: Changed, now: datetime) -> Answer:
    """Return the answer to a change of a topic: what is different now."""
    topic = found.topic
    if not found.seq:
        return answer(f"{called(topic)} {_already(found, now)}.", [_history(topic)])
    where, ask = places(topic.destinations), asks(topic.query)
    until = f"until {on(topic.paused_until)}" if topic.paused_until else "until it is resumed"
    said = {
        "pause": f"⏸ {called(topic)} is paused {until}. What comes in until then is not posted.",
        "resume": f"● {called(topic)} is watched again in {where}. New ones from now on.",
        "remove": f"{called(topic)} is removed from {where}. It watched for {ask}",
        "own": f"{called(topic)} is yours now.",
        "revert": f"{called(topic)} is again as it was, {state(topic, now)}.",
        "undo": f"Taken back: {called(topic)} is as it was before, {state(topic, now)}.",
    }.get(found.what, f"{called(topic)} is changed. {_holds_for(found)}")
    # These say by themselves what is different.
    plain = found.what in {"pause", "resume", "remove"}
    different = [] if plain or not found.before else differences(found.before, topic)
    is_asleep = topic.snoozed_until and topic.snoozed_until > now
    buttons = [
        _resume(topic) if found.what == "pause" else None,
        run_button("Wake up", f"set {_seen(topic)} snooze off") if is_asleep else None,
        _edit(topic) if found.what == "edit" else None,
        _undo(found.seq),
    ]
    return answer(said, *(f"• {each}" for each in different), buttons)


def _holds_for(found: Changed) -> str:
    """Return from when on a change holds."""
    is_delivery = found.before is not None and any(delivered_otherwise(found.before, found.topic))
    return "What waits already is delivered so, too." if is_delivery else "New ones from now on."


def shown(found: TopicStory, now: datetime) -> Answer:
    """Return everything about a topic."""
    topic = found.line.topic
    where, sources = places(topic.destinations), listens(topic.sources, found.sources)
    rows = [
        f"In {where}, from {sources}. Owner: {person(topic.owner)}.",
        *telling(topic, now),
        f"{activity(found.line.activity)}.",
    ]
    if found.line.trouble:
        rows.append(f"⚠ {mrkdwn.shown(found.line.trouble, ERROR_CHARS)}")
    if found.changes:
        rows.append(f"Last change: {topic_change(found.changes, 0)}")
    active = topic.is_active(now)
    buttons = [
        _edit(topic),
        run_button("Pause", f"pause {_seen(topic)}") if active else _resume(topic),
        _history(topic),
        run_button("Remove", f"remove {_seen(topic)}", "danger")
        if topic.state is not State.REMOVED
        else None,
    ]
    return answer(f"{called(topic)} · {state(topic, now)}", Code(plain_query(topic.query)), *rows, buttons)


def edit_form(topic: Topic) -> Answer:
    """Return what to type to change a topic, ready to be copied."""
    query = plain_query(topic.query)
    # A name that was made of the query follows it.
    own = _SPEAKABLE.fullmatch(topic.name) and not topic.query.startswith(topic.name)
    name = f"{mrkdwn.line(topic.name, NAME_CHARS)} = " if own else ""
    return answer(
        f"To change {called(topic)}, copy this, change it and send it:",
        Code(f"/watch edit {_seen(topic)} {name}{query}"),
        [_show(topic)],
    )


def preview(
    found: Backtest | Comparison,
    topic: Topic,
    problems: Sequence[str],
    findings: Sequence[Finding] = (),
) -> Answer:
    """Return what a topic would have brought, what an edit changes of that, and what is odd about it."""
    edit, found = (found, found.new) if isinstance(found, Comparison) else (None, found)
    rows = [f"⚠ {mrkdwn.shown(problem, ERROR_CHARS)}" for problem in problems]
    odd, mends = lint.lines(findings), lint.buttons(findings, lambda query: f"edit {_seen(topic)} {query}")
    if not found.read:
        return answer(*rows, f"{called(topic)}: {NOTHING_READ}", *odd, [_edit(topic), *mends])
    rows.append(f"{called(topic)}, last 7 days: {_pace(found)}  {sparkline(found.days)}")
    post = latest_button(topic.id, min(LATEST, found.stories)) if found.stories else None
    changes = comparison_lines(edit, found.until) if edit else ()
    return answer(*rows, *doubts(found), *changes, *odd, [post, _edit(topic), *mends])


def latest(topic: Topic, found: Posted) -> Answer:
    """Return that a topic's newest stories are on their way, or why none is."""
    new, old = (counted(count, "story", "stories") for count in (found.new, found.old))
    if not found.new and not found.old:
        return answer(f"Nothing in the last 7 days for {named(topic)}.")
    if not found.new:
        return answer(f"All posted already: the newest {old} of {named(topic)}.")
    before = f" {found.old} {'was' if found.old == 1 else 'were'} posted already." if found.old else ""
    where = places(topic.destinations)
    if found.until and found.why:
        comes = f"until {on(found.until)}: {BECAUSE[found.why]}"
        return answer(f"{new} of {named(topic)} held for {where} {comes}.{before}")
    return answer(f"On the way to {where}: {new} of {named(topic)}.{before}")


def _pace(found: Backtest) -> str:
    stories = counted(found.stories, "story", "stories")
    if found.stories < DAYS:
        return f"{stories}."
    return f"{stories}, about {round(found.stories / DAYS):,} a day."


def _already(found: Changed, now: datetime) -> str:
    match found.what:
        case "pause":
            return f"is {state(found.topic, now)} already"
        case "resume":
            return "is watched already"
        case "remove":
            return "is removed already"
    return f"was so already, {state(found.topic, now)}"


def _seen(topic: Topic) -> str:
    """Return the handle with the version that is shown: what others set since then is not overwritten."""
    return f"{topic.handle}:{topic.version}"


def _edit(topic: Topic) -> Block | None:
    return run_button("Edit", f"edit {topic.handle}")


def _show(topic: Topic) -> Block | None:
    return run_button("Show", f"show {topic.handle}")


def _resume(topic: Topic) -> Block | None:
    return run_button("Resume", f"resume {_seen(topic)}")


def _history(topic: Topic) -> Block | None:
    return run_button("History", f"history {told_apart(topic.handle)}")


def _undo(seq: int) -> Block | None:
    return run_button("Undo", f"undo {seq}")
