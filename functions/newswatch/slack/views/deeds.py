"""The buttons of an alert: whether it is relevant, that its outlet is not wanted, and what else there is."""

import re
from collections.abc import Iterator

from newswatch.model import is_channel
from newswatch.posts import Message
from newswatch.slack.views.ids import IRRELEVANT, MUTE, RELEVANT, RUN, SPLIT, WHY
from newswatch.slack.views.kit import Block, button, fits, menu, row
from newswatch.slack.views.mrkdwn import line

OUTLET_CHARS = 24
"""On a button: with two others it fits beside them on a wide screen, and in a line on a phone."""
TOPIC_CHARS = 45
"""In a menu."""
SITE = re.compile(r"[\w.-]{1,253}")
"""A host, in any script: what is anything else cannot be muted."""


def deeds(message: Message) -> list[Block]:
    """Return the row of buttons below an alert; none where the story is not known any more.

    Each names what it is about, and counts stand on the buttons, for those who hear them one by one.
    """
    if not fits(message.story_id or ""):
        return []
    return row(
        [
            _vote(RELEVANT, "👍 Relevant", "Relevant", message.relevant, message),
            _vote(IRRELEVANT, "👎 Not relevant", "Not relevant", message.irrelevant, message),
            _mute(message),
            menu(dict(_further(message))),
        ]
    )


def _vote(action: str, label: str, said: str, count: int, message: Message) -> Block | None:
    people = "person says" if count == 1 else "people say"
    return button(
        action,
        f"{label} · {count:,}" if count else label,
        message.story_id or "",
        aloud=f"{said}: {count:,} {people} so" if count else said,
    )


def _mute(message: Message) -> Block | None:
    if not SITE.fullmatch(message.outlet):
        return None
    name = line(message.source, OUTLET_CHARS) or line(message.outlet, OUTLET_CHARS) or "this outlet"
    in_channel = is_channel(message.channel)
    return button(
        MUTE,
        f"Mute {name} here" if in_channel else f"Mute {name}",
        message.outlet,
        aloud=f"Mute {name} {'in this channel' if in_channel else 'in direct messages'}",
    )


def _further(message: Message) -> Iterator[tuple[str, str]]:
    """Yield what else can be done, each as the value of an option and its label."""
    story = f"{message.story_id} {message.article_id}"
    yield f"{WHY} {story}", "Why this?"
    if message.articles > 1:
        yield f"{SPLIT} {story}", "Not the same story"
    if message.handle:
        name = line(message.topics[0] if message.topics else "", TOPIC_CHARS) or line(
            message.handle, TOPIC_CHARS
        )
        yield f"{RUN} pause {message.handle} for 1d", f"Pause {name} for a day"
        yield f"{RUN} edit {message.handle}", f"Edit {name}"
