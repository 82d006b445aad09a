"""Answers to commands. They read well as plain text too, and only who asked sees them."""

from collections.abc import Sequence
from typing import Any

from newswatch.errors import QueryError
from newswatch.model import ChannelId, State, Topic
from newswatch.query import caret
from newswatch.slack.views.mrkdwn import clean, line, shown
from newswatch.usecases.status import Status

Answer = dict[str, Any]
TEXT_CHARS = 2_900
"""Below the 3,000 of a section's text."""
CARET_CHARS = 500
"""Of a refusal, which has 150 besides the words that it quotes; escaped it still fits."""
QUERY_CHARS = 150
"""Of a query in the list."""
NAMED_CHARS = 300
"""Of a name, an error or a reason."""
LISTED = 30
SHOWN = 5

HELP = """*Newswatch* posts news to Slack when it matches what you watch for.
`/watch venezuela AND (pompeo OR lavrov)` watches for that in this channel.
`/watch add #policy Venezuela talks = pompeo AND venezuela` names it, and posts to another channel.
`/watch list` shows what is watched. `/watch status` shows how Newswatch is."""


def added(topic: Topic) -> Answer:
    """Return the answer to a new topic."""
    where = ", ".join(map(_place, topic.destinations))
    return _answer(
        [f"✅ Watching *{_text(topic.name)}* (`{_code(topic.handle)}`) in {where}. New ones from now on."]
    )


def refused(error: QueryError) -> Answer:
    """Return a query's refusal: the query, a caret under what is wrong, and what would work."""
    pointed = "\n".join(_code(row) for row in caret(error)[:CARET_CHARS].split("\n"))
    # Uncut, or left out: what is offered is there to be copied.
    readings = [f"• `{_code(reading)}`" for reading in error.readings[:SHOWN]]
    return _answer([f"```{pointed}```", *(["What would work:", *readings] if readings else [])])


def topics(found: Sequence[Topic]) -> Answer:
    """Return the list of topics, by channel."""
    kept = [topic for topic in found if topic.state is not State.REMOVED]
    if not kept:
        return _answer(["Nothing is watched yet. Try `/watch venezuela`."])
    lines: list[str] = []
    for topic in sorted(kept, key=lambda topic: (topic.destinations, topic.handle))[:LISTED]:
        mark = "●" if topic.state is State.ACTIVE else "⏸"
        where = ", ".join(map(_place, topic.destinations))
        query = line(topic.query, QUERY_CHARS)
        lines.append(f"{mark} `{_code(topic.handle)}` {where}: `{_code(query)}`")
    if len(kept) > LISTED:
        lines.append(f"… and {len(kept) - LISTED} more")
    return _answer(lines)


def status(found: Status) -> Answer:
    """Return how Newswatch is, in words."""
    failing = len(found.failing)
    lines = [f"{found.sources:,} sources: {found.sources - failing:,} fine, {failing:,} failing."]
    lines += [f"⚠ {_text(name)}: {_text(error)}" for name, error in found.failing[:SHOWN]]
    lines.append(f"{found.topics:,} topics. {len(found.parked):,} posts parked.")
    stuck = (*found.held_up, *found.parked)
    lines += [f"⚠ {_place(channel)}: {_text(reason)}" for channel, reason in stuck[:SHOWN]]
    lines.append("Waiting: " + ", ".join(f"{count:,} {name}" for name, count in found.waiting.items()) + ".")
    return _answer(lines)


def usage() -> Answer:
    """Return what can be typed."""
    return _answer([HELP])


def unbuilt(verb: str, query: str) -> Answer:
    """Return that a command is not there yet, and how to watch for the words in it."""
    # The verb came through the grammar: it is one of ours.
    return _answer(
        [
            f"`/watch {verb} …` is not there yet; `/watch help` shows what is.",
            f"To watch for these words: `/watch add {_code(line(query, NAMED_CHARS))}`",
        ]
    )


def note(text: str) -> Answer:
    """Return a sentence of ours."""
    return _answer([_text(text)])


def _answer(lines: Sequence[str]) -> Answer:
    """Return an answer of as many whole lines as fit: half a line may be half a link or half a fence."""
    fitting: list[str] = []
    for row in lines:
        if sum(map(len, fitting)) + len(fitting) + len(row) > TEXT_CHARS:
            fitting.append("…")
            break
        fitting.append(row)
    text = "\n".join(fitting)
    section = {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}
    return {"response_type": "ephemeral", "text": text, "blocks": [section]}


def _place(channel: ChannelId) -> str:
    return f"<#{channel}>" if channel.startswith(("C", "G")) else "a direct message"


def _text(text: str) -> str:
    return shown(text, NAMED_CHARS)


def _code(text: str) -> str:
    """Return text for inside backticks: nothing formats there, but a backtick ends it, as does nothing."""
    text = clean(text).replace("`", "ˋ") or " "
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
