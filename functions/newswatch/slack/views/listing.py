"""The list of topics, by channel."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from newswatch.model import ChannelId
from newswatch.slack.views import terms
from newswatch.slack.views.blocks import Answer, answer, run_button
from newswatch.slack.views.kit import Block
from newswatch.slack.views.mrkdwn import code, shown
from newswatch.slack.views.phrases import HANDLE_CHARS, ago, counted, on, places, state
from newswatch.usecases.findings import Listing, TopicLine

ROWS = 80
TROUBLE_CHARS = 150
FIXES = 3
CHARS = 8_000
"""Below what all lines of an answer may have."""


def listing(found: Listing, now: datetime) -> Answer:
    """Return topics by where they post, each with what it brought this week."""
    buttons = [*_fixes(found.lines), *_others(found.scope)]
    if not found.lines:
        return answer(_nothing(found.scope), "To begin, send for example `/watch venezuela`", buttons)
    rows: list[str] = []
    told = 0
    for destinations, group in groupby(found.lines, key=lambda line: line.topic.destinations):
        lines = list(group)
        alerts = sum(line.activity.alerts for line in lines)
        counts = f"{counted(len(lines), 'topic')} · {counted(alerts, 'alert')} this week"
        head = f"*{places(destinations)}* · {counts}"
        for text in [_line(line, now) for line in lines]:
            new = [head, text] if head else [text]
            if told >= ROWS or sum(map(len, (*rows, *new))) + len(rows) > CHARS:
                return answer(*rows, f"… and {len(found.lines) - told} more", buttons)
            rows += new
            head = ""
            told += 1
    return answer(*rows, buttons)


def _line(line: TopicLine, now: datetime) -> str:
    handle = code(line.topic.handle, HANDLE_CHARS)
    if line.trouble:
        return f"⚠ {handle}  {shown(line.trouble, TROUBLE_CHARS)}"
    if not line.topic.is_active(now):
        return f"⏸ {handle}  {state(line.topic, now)}"
    if line.topic.snoozed_until and line.topic.snoozed_until > now:
        return f"💤 {handle}  snoozed until {on(line.topic.snoozed_until)}"
    when = f" · {terms.when(line.topic.delivery)}" if line.topic.delivery else ""
    if not line.activity.alerts:
        return f"● {handle}  nothing this week{when}"
    last = f" · last {ago(line.activity.last)}" if line.activity.last else ""
    return f"● {handle}  {line.activity.alerts:,}{last}{when}"


def _nothing(scope: str) -> str:
    match scope:
        case "" | "here":
            return "Nothing is watched here yet."
        case "mine":
            return "You watch for nothing yet."
        case "all":
            return "Nothing is watched yet."
        case "paused":
            return "No topic is paused."
        case "broken":
            return "No topic is in trouble."
    where = places([ChannelId(scope)])
    return (
        f"Nothing is watched in {where} yet."
        if where.startswith("<#")
        else f"No topic has “{shown(scope, TROUBLE_CHARS)}”."
    )


def _fixes(lines: Sequence[TopicLine]) -> Sequence[Block | None]:
    """Return what leads to the first topics in trouble."""
    handles = [line.topic.handle for line in lines if line.trouble]
    return [run_button(f"Fix {handle}", f"show {handle}") for handle in handles[:FIXES]]


def _others(scope: str) -> Sequence[Block | None]:
    """Return what else can be listed."""
    offers = {"all": "All topics", "mine": "Mine", "broken": "In trouble"}
    return [run_button(label, f"list {other}") for other, label in offers.items() if other != scope]
