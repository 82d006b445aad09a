"""Answers to commands. They read well as plain text too, and only who asked sees them."""

from collections.abc import Sequence
from typing import Any

from newswatch.errors import QueryError
from newswatch.model import ChannelId, State, Topic
from newswatch.query import caret
from newswatch.slack.views.mrkdwn import escape, line
from newswatch.usecases.status import Status

Answer = dict[str, Any]
TEXT_CHARS = 2_900
"""Below the 3,000 of a section's text."""
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
        f"✅ Watching *{_text(topic.name)}* (`{_code(topic.handle)}`) in {where}. New ones from now on."
    )


def refused(error: QueryError) -> Answer:
    """Return a query's refusal: the query, a caret under what is wrong, and what would work."""
    shown = _code(caret(error))
    readings = [f"• `{_code(line(reading, 300))}`" for reading in error.readings[:SHOWN]]
    return _answer("\n".join([f"```{shown}```", *(["What would work:", *readings] if readings else [])]))


def topics(found: Sequence[Topic]) -> Answer:
    """Return the list of topics, by channel."""
    shown = [topic for topic in found if topic.state is not State.REMOVED]
    if not shown:
        return _answer("Nothing is watched yet. Try `/watch venezuela`.")
    lines: list[str] = []
    for topic in sorted(shown, key=lambda topic: (topic.destinations, topic.handle))[:LISTED]:
        mark = "●" if topic.state is State.ACTIVE else "⏸"
        where = ", ".join(map(_place, topic.destinations))
        lines.append(f"{mark} `{_code(topic.handle)}` {where}: {_text(topic.query)}")
    if len(shown) > LISTED:
        lines.append(f"… and {len(shown) - LISTED} more")
    return _answer("\n".join(lines))


def status(found: Status) -> Answer:
    """Return how Newswatch is, in words."""
    failing = len(found.failing)
    lines = [f"{found.sources:,} sources: {found.sources - failing:,} fine, {failing:,} failing."]
    lines += [f"⚠ {_text(name)}: {_text(error)}" for name, error in found.failing[:SHOWN]]
    lines.append(f"{found.topics:,} topics. {len(found.parked):,} posts parked.")
    lines += [f"⚠ {_place(channel)}: {_text(reason)}" for channel, reason in found.parked[:SHOWN]]
    lines.append("Waiting: " + ", ".join(f"{count:,} {name}" for name, count in found.waiting.items()) + ".")
    return _answer("\n".join(lines))


def usage() -> Answer:
    """Return what can be typed."""
    return _answer(HELP)


def note(text: str) -> Answer:
    """Return a sentence of ours."""
    return _answer(_text(text))


def _answer(text: str) -> Answer:
    text = text if len(text) <= TEXT_CHARS else text[: TEXT_CHARS - 1] + "…"
    section = {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}
    return {"response_type": "ephemeral", "text": text, "blocks": [section]}


def _place(channel: ChannelId) -> str:
    return f"<#{channel}>" if channel.startswith(("C", "G")) else "a direct message"


def _text(text: str) -> str:
    return escape(line(text, 300))


def _code(text: str) -> str:
    """Return text for inside backticks: nothing formats there, but a backtick ends it."""
    return text.replace("`", "ˋ").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
