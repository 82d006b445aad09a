"""The buttons of an alert: whether it is relevant, that its outlet is not wanted, and what else there is."""

import re
from collections.abc import Iterator
from typing import Any

from newswatch.model import is_channel
from newswatch.posts import Message
from newswatch.slack.views.blocks import OPTION_CHARS, fits
from newswatch.slack.views.ids import IRRELEVANT, MORE, MUTE, RELEVANT, RUN, SPLIT, WHY
from newswatch.slack.views.mrkdwn import line

Block = dict[str, Any]

LABEL_CHARS = 75
"""Of what stands on a button or in a menu, and of what a screen reader says."""
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
    buttons = [
        _vote(RELEVANT, "👍 Relevant", "Relevant", message.relevant, message),
        _vote(IRRELEVANT, "👎 Not relevant", "Not relevant", message.irrelevant, message),
        *_mute(message),
    ]
    if options := list(_options(message)):
        buttons.append({"type": "overflow", "action_id": MORE, "options": options})
    return [{"type": "actions", "elements": buttons}]


def _vote(action: str, label: str, said: str, count: int, message: Message) -> Block:
    people = "person says" if count == 1 else "people say"
    return {
        "type": "button",
        "action_id": action,
        "text": _plain(f"{label} · {count:,}" if count else label),
        "value": message.story_id,
        "accessibility_label": f"{said}: {count:,} {people} so" if count else said,
    }


def _mute(message: Message) -> Iterator[Block]:
    if not SITE.fullmatch(message.outlet):
        return
    name = line(message.source, OUTLET_CHARS) or line(message.outlet, OUTLET_CHARS) or "this outlet"
    in_channel = is_channel(message.channel)
    yield {
        "type": "button",
        "action_id": MUTE,
        "text": _plain(f"Mute {name} here" if in_channel else f"Mute {name}"),
        "value": message.outlet,
        "accessibility_label": f"Mute {name} {'in this channel' if in_channel else 'in direct messages'}",
    }


def _options(message: Message) -> Iterator[Block]:
    """Yield what else can be done; what would not fit is left out."""
    story = f"{message.story_id} {message.article_id}"
    found = [("Why this?", f"{WHY} {story}")]
    if message.articles > 1:
        found.append(("Not the same story", f"{SPLIT} {story}"))
    if message.handle:
        name = line(message.topics[0] if message.topics else "", TOPIC_CHARS) or line(
            message.handle, TOPIC_CHARS
        )
        found.append((f"Pause {name} for a day", f"{RUN} pause {message.handle} for 1d"))
        found.append((f"Edit {name}", f"{RUN} edit {message.handle}"))
    for label, value in found:
        if fits(value, OPTION_CHARS):
            yield {"text": _plain(line(label, LABEL_CHARS)), "value": value}


def _plain(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": False}
