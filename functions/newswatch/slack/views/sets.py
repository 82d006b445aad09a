"""Answers about saved sets."""

from collections.abc import Sequence

from newswatch.model import SavedSet, State
from newswatch.slack.views import mrkdwn
from newswatch.slack.views.blocks import Answer, Code, answer, run_button
from newswatch.slack.views.kit import Block
from newswatch.slack.views.phrases import (
    HANDLE_CHARS,
    asks,
    asks_otherwise,
    counted,
    listed,
    on,
    person,
    plain_query,
)
from newswatch.usecases.findings import SetChanged, SetLine, SetStory

ROWS = 60
QUERY_CHARS = 80
"""Of a query in the list: a line on a laptop's screen."""
NAME_CHARS = 60
WHAT_CHARS = 20
BUTTONS = 5


def changed(found: SetChanged) -> Answer:
    """Return the answer to a change of a saved set: what is different now, and for how many topics."""
    saved, was, ask = found.saved, found.before, asks(found.saved.query)
    if not found.seq:
        return answer(f"The set {_code(saved.name)} was so already: {ask}", [_show(saved)])
    undone, reverted = found.what == "undo", found.what == "revert"
    name = f"{'Taken back: the' if undone else 'The'} set {_code(saved.name)}"
    if saved.state is State.REMOVED:
        return answer(f"{name} is removed. It stood for {ask}", [_all(), _undo(found.seq)])
    buttons = [_show(saved), _undo(found.seq)]
    if was is None or was.state is State.REMOVED:
        said = f"{name} is there again: {ask}" if undone or reverted else f"✅ {name} is saved: {ask}"
        return answer(said, _used_by(found), buttons)
    now_is = "as it was before" if undone else "again as it was" if reverted else "changed"
    return answer(
        f"{name} is {now_is}.",
        f"• {asks_otherwise(was.query, saved.query)}",
        _used_by(found),
        buttons,
    )


def listing(lines: Sequence[SetLine]) -> Answer:
    """Return all saved sets."""
    example = "To save a query that topics use by its name: `/watch sets competitors = tesla OR byd`"
    if not lines:
        return answer("There are no saved sets yet.", example, [run_button("More about sets", "help sets")])
    rows = [_line(line) for line in lines[:ROWS]]
    if len(lines) > ROWS:
        rows.append(f"… and {len(lines) - ROWS:,} more")
    buttons = [_show(line.saved, line.saved.name) for line in lines[:BUTTONS]]
    return answer(f"{counted(len(lines), 'saved set')}:", *rows, buttons)


def shown(found: SetStory) -> Answer:
    """Return everything about a saved set, and what to copy to change it."""
    saved = found.saved
    sets = [_code(name) for name in found.sets]
    rows = [
        f"In a query it is written {_code(f'set:{saved.name}')}. Topics that use it: {_topics(found)}.",
        *([f"Sets that use it: {listed(sets)}."] if sets else []),
        f"Owner: {person(saved.owner)}.",
    ]
    if found.last:
        what = mrkdwn.shown(found.last.what, WHAT_CHARS)
        rows.append(f"Last change: {found.last.seq}, {on(found.last.when)}, {person(found.last.who)}: {what}")
    return answer(
        f"The set {_code(saved.name)} stands for:",
        Code(plain_query(saved.query)),
        *rows,
        "To change it, copy this, change it and send it:",
        Code(f"/watch sets {saved.name}:{saved.version} = {plain_query(saved.query)}"),
        [
            run_button("Remove", f"sets remove {saved.name}", "danger"),
            _undo(found.last.seq) if found.last else None,
            _all(),
        ],
    )


def _topics(found: SetStory) -> str:
    seen = listed([mrkdwn.code(topic.handle, HANDLE_CHARS) for topic in found.topics])
    unseen = f"{counted(found.unseen, 'topic')} that you cannot see" if found.unseen else ""
    return "; ".join(filter(None, (seen, unseen))) or "none"


def _line(line: SetLine) -> str:
    query = mrkdwn.code(plain_query(line.saved.query), QUERY_CHARS)
    used = counted(line.topics, "topic") if line.topics else "no topic"
    return f"• {_code(line.saved.name)}  {query}  {used}"


def _used_by(found: SetChanged) -> str:
    if not found.topics:
        return f"No topic uses it yet: in a query it is written {_code(f'set:{found.saved.name}')}."
    return f"{counted(found.topics, 'topic uses', 'topics use')} it, and what it stands for from now on."


def _code(name: str) -> str:
    return mrkdwn.code(name, NAME_CHARS)


def _show(saved: SavedSet, label: str = "Show") -> Block | None:
    return run_button(label, f"sets show {saved.name}")


def _all() -> Block | None:
    return run_button("All sets", "sets")


def _undo(seq: int) -> Block | None:
    return run_button("Undo", f"undo {seq}")
