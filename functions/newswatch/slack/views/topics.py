"""Answers about a topic."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from newswatch.model import Change, State, Subject, Topic
from newswatch.query.lint import Finding
from newswatch.slack.views import lint, mrkdwn
from newswatch.slack.views.backtest import NOTHING_READ, doubts, sparkline
from newswatch.slack.views.blocks import Answer, Block, Code, answer, latest_button, run_button
from newswatch.slack.views.holds import BECAUSE
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
from newswatch.usecases.findings import Backtest, Changed, Posted, TopicStory

__all__ = ["added", "changed", "edit_form", "history", "latest", "listing", "preview", "shown"]

LATEST = 3
DAYS = 7
CHANGES = 30
_SPEAKABLE = re.compile(r"[^\"“”„‟«»「」『』〝〞〟()（）＂=]+")
"""A name that can stand before `` = `` in a command."""


def added(found: Changed, now: datetime) -> Answer:
    """Return the answer to a new topic; asked for again it may be older, and gone since."""
    topic = found.topic
    where = places(topic.destinations)
    if topic.state is State.REMOVED:
        return answer(f"{called(topic)} was added, and removed since.")
    if not topic.is_active(now):
        return answer(f"{called(topic)} was added in {where}; it is {state(topic, now)}.", [_resume(topic)])
    if not found.seq:
        return answer(f"{called(topic)} is watched already in {where}.", [_edit(topic), _history(topic)])
    return answer(
        f"✅ Watching {called(topic)} in {where}. New ones from now on.", [_edit(topic), _undo(found.seq)]
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
        rows.append(f"Last change: {_change(found.changes, 0)}")
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


def history(found: TopicStory, now: datetime) -> Answer:
    """Return the changes of a topic, newest first."""
    topic = found.line.topic
    rows = [f"• {_change(found.changes, at)}" for at in range(min(CHANGES, len(found.changes)))]
    if len(found.changes) > CHANGES:
        rows.append(f"… and {len(found.changes) - CHANGES} more")
    undo = (
        run_button(f"Undo {found.changes[0].seq}", f"undo {found.changes[0].seq}") if found.changes else None
    )
    return answer(
        f"{called(topic)} · {state(topic, now)}",
        *(rows or ["Its changes are older than what is kept."]),
        [_show(topic), undo],
    )


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
    found: Backtest, topic: Topic, problems: Sequence[str], findings: Sequence[Finding] = ()
) -> Answer:
    """Return what a new topic would have brought, what keeps it from that, and what is odd about it."""
    rows = [f"⚠ {mrkdwn.shown(problem, ERROR_CHARS)}" for problem in problems]
    odd, mends = lint.lines(findings), lint.buttons(findings, lambda query: f"edit {_seen(topic)} {query}")
    if not found.read:
        return answer(*rows, f"{called(topic)}: {NOTHING_READ}", *odd, [_edit(topic), *mends])
    rows.append(f"{called(topic)}, last 7 days: {_pace(found)}  {sparkline(found.days)}")
    post = latest_button(topic.id, min(LATEST, found.stories)) if found.stories else None
    return answer(*rows, *doubts(found), *odd, [post, _edit(topic), *mends])


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


def _change(changes: Sequence[Change], at: int) -> str:
    """Return one change of a history, which is newest first."""
    change, older = changes[at], changes[at + 1 :]
    before, after = older[0].snapshot if older else None, change.snapshot
    what = f"undo of {change.undoes}" if change.undoes else mrkdwn.shown(change.what, ERROR_CHARS)
    return f"{change.seq}, {on(change.when)}, {person(change.who)}: {what}{_told(before, after)}"


def _told(before: Subject | None, after: Subject | None) -> str:
    if not isinstance(after, Topic):
        return " (by a newer version, which this one cannot read)" if after is None else ""
    # Of what lies between two versions nobody knows whose it is.
    if not isinstance(before, Topic) or after.version > before.version + 1:
        return f" {asks(after.query)}"
    return "".join(f" {each}" for each in _joined(differences(before, after)))


def _joined(told: Iterator[str]) -> Iterator[str]:
    if text := "; ".join(told):
        yield text


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
    return run_button("History", f"history {topic.handle}")


def _undo(seq: int) -> Block | None:
    return run_button("Undo", f"undo {seq}")
