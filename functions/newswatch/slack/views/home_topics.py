"""Topics in App Home: each with a line of activity, and what can be done with it."""

from collections.abc import Iterator
from datetime import datetime

from newswatch.model import Topic, told_apart
from newswatch.slack.views import home_guide, terms
from newswatch.slack.views.blocks import run_button, run_menu
from newswatch.slack.views.home_pages import all_again, nothing, paged, searched
from newswatch.slack.views.ids import HOME_ANY, HOME_FILTER
from newswatch.slack.views.kit import Block, actions, divider, section, select
from newswatch.slack.views.mrkdwn import code, shown
from newswatch.slack.views.phrases import (
    ERROR_CHARS,
    HANDLE_CHARS,
    activity,
    counted,
    named,
    on,
    places,
    state,
)
from newswatch.usecases.findings import HomeTopics, TopicLine

FILTERS = {
    HOME_ANY: "For me",
    "mine": "Mine",
    "channels": "Of my channels",
    "paused": "Paused",
    "trouble": "In trouble",
    "all": "All topics",
}
"""So short that Slack shows them whole beside the buttons."""
NOTHING = {
    "mine": "You watch for nothing yet.",
    "channels": "Nothing is watched in your channels yet.",
    "paused": "No topic is paused.",
    "trouble": "No topic is in trouble.",
    "all": "Nothing is watched yet.",
}


def blocks(found: HomeTopics, now: datetime) -> Iterator[Block]:
    """Yield what stands below the tabs."""
    if found.steps:
        yield from home_guide.blocks(found.steps, now)
        if not found.lines:
            return
        yield divider()
    yield section(_summary(found))
    yield from actions(
        [
            run_button("New topic", "new"),
            select(HOME_FILTER, "Which topics", FILTERS, found.only or HOME_ANY),
            run_button("Status", "status"),
            run_button("Help", "help"),
        ]
    )
    yield from searched("Search topics", "A word of a name or query", found.word)
    yield divider()
    for line in found.lines:
        yield section(_told(line, now), run_menu(_deeds(line.topic, now)))
    if not found.lines:
        yield section(_nothing(found))
        yield from actions([all_again("Those for me")] if found.only else [])
    yield from paged(found.pages)


def _summary(found: HomeTopics) -> str:
    parts = [f"*{counted(found.pages.total, 'topic')}*", f"{counted(found.alerts, 'alert')} this week"]
    parts += [f"⚠ {found.troubled:,} in trouble"] if found.troubled else []
    parts += [f"⏸ {found.paused:,} paused"] if found.paused else []
    return " · ".join(parts)


def _told(line: TopicLine, now: datetime) -> str:
    """Return a topic in two lines: its sign, and what has come of it."""
    topic = line.topic
    snoozed_until = topic.snoozed_until if topic.snoozed_until and topic.snoozed_until > now else None
    sign, rest = "●", activity(line.activity) if line.activity.alerts else "nothing this week"
    if line.trouble:
        sign, rest = "⚠", f"in trouble: {shown(line.trouble, ERROR_CHARS)}"
    elif not topic.is_active(now):
        sign, rest = "⏸", f"{state(topic, now)} · {rest}"
    elif snoozed_until:
        sign, rest = "💤", f"snoozed until {on(snoozed_until)} · {rest}"
    when = f" · {terms.when(topic.delivery)}" if topic.delivery else ""
    head = f"{sign} {named(topic)}  {code(topic.handle, HANDLE_CHARS)}"
    return f"{head}\n{places(topic.destinations)} · {rest}{when}"


def _deeds(topic: Topic, now: datetime) -> Iterator[tuple[str, str]]:
    """Yield what can be done with a topic, each with its command.

    What others set since it was shown is not overwritten: the version says what was seen.
    """
    seen = f"{topic.handle}:{topic.version}"
    yield "Show", f"show {topic.handle}"
    yield "Edit", f"edit {topic.handle}"
    if not topic.is_active(now):
        yield "Resume", f"resume {seen}"
    elif topic.snoozed_until and topic.snoozed_until > now:
        yield "Wake up", f"set {seen} snooze off"
    else:
        yield "Pause for a day", f"pause {seen} for 1d"
    yield "History", f"history {told_apart(topic.handle)}"
    yield "Remove", f"remove {seen}"


def _nothing(found: HomeTopics) -> str:
    if found.word:
        return nothing("topic", found.word)
    return NOTHING.get(found.only, NOTHING["all"])
