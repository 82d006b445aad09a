"""What can be pressed and chosen in App Home, within Slack's limits."""

import zlib
from collections.abc import Iterable, Mapping
from typing import Any

from newswatch.slack.views.ids import MORE, RUN
from newswatch.slack.views.mrkdwn import clean, line

Block = dict[str, Any]

LABEL_CHARS = 75
OPTION_CHARS = 150
"""docs.slack.dev, "Option object": of a value."""
OPTIONS = 100
"""docs.slack.dev, "Select menu element"."""
MENU = 5
"""docs.slack.dev, "Overflow menu element": options."""
SECTION_CHARS = 3_000


def section(text: str, accessory: Block | None = None, block_id: str = "") -> Block:
    """Return a paragraph (mrkdwn), with something at its side."""
    assert len(text) <= SECTION_CHARS, "what strangers say is cut before"
    return {
        "type": "section",
        "text": {"type": "mrkdwn", "text": text, "verbatim": True},
        **({"accessory": accessory} if accessory else {}),
        **({"block_id": block_id} if block_id else {}),
    }


def context(text: str) -> Block:
    """Return a remark (mrkdwn)."""
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": text, "verbatim": True}]}


def divider() -> Block:
    """Return a line."""
    return {"type": "divider"}


def actions(elements: Iterable[Block | None]) -> list[Block]:
    """Return a row of elements, each told apart from the others; nothing where there is none."""
    there = [element for element in elements if element]
    numbered = [{**each, "action_id": f"{each['action_id']}.{n}"} for n, each in enumerate(there)]
    return [{"type": "actions", "elements": numbered}] if numbered else []


def button(action: str, label: str, value: str = "", *, style: str = "", aloud: str = "") -> Block:
    """Return a button.

    Args:
        action: what it does, as in ``ids``.
        label: plain text.
        value: what comes with a press.
        style: ``primary``, ``danger`` or empty.
        aloud: what a screen reader says in place of the label; empty for the label.
    """
    return {
        "type": "button",
        "action_id": action,
        "text": plain(label),
        **({"value": value} if value else {}),
        **({"style": style} if style else {}),
        **({"accessibility_label": aloud[:LABEL_CHARS]} if aloud else {}),
    }


def select(action: str, placeholder: str, options: Mapping[str, str], chosen: str) -> Block | None:
    """Return a menu; None where there is nothing to choose.

    Args:
        action: what a choice does, as in ``ids``.
        placeholder: what stands there while nothing is chosen, plain text.
        options: label by value; those that would not fit are left out.
        chosen: the value that is chosen; one that is not among them for none.
    """
    made = dict(list(_options(options))[:OPTIONS])
    if not made:
        return None
    return {
        "type": "static_select",
        "action_id": action,
        "placeholder": plain(placeholder),
        "options": list(made.values()),
        **({"initial_option": made[chosen]} if chosen in made else {}),
    }


def grouped(action: str, placeholder: str, groups: Mapping[str, Mapping[str, str]]) -> Block:
    """Return a menu with nothing chosen, its options by group as with ``select``."""
    made = {label: list(dict(_options(options)).values()) for label, options in groups.items()}
    return {
        "type": "static_select",
        "action_id": action,
        "placeholder": plain(placeholder),
        "option_groups": [
            {"label": plain(label), "options": options} for label, options in made.items() if options
        ],
    }


def menu(commands: Iterable[tuple[str, str]]) -> Block | None:
    """Return a menu of commands, each with its label; None where none fits."""
    values = {f"{RUN} {command}": label for label, command in commands}
    options = list(dict(_options(values)).values())[:MENU]
    return {"type": "overflow", "action_id": MORE, "options": options} if options else None


def search(action: str, label: str, example: str, word: str, most: int) -> Block:
    """Return a line to type what is looked for; Enter sends it.

    Slack keeps what stands in an input that stays the same: with another word it is another one.
    """
    word = line(word, most)
    return {
        "type": "input",
        "block_id": f"{action}.{zlib.crc32(word.encode()):08x}",
        "dispatch_action": True,
        "optional": True,
        "label": plain(label),
        "element": {
            "type": "plain_text_input",
            "action_id": action,
            "max_length": most,
            "placeholder": plain(example),
            "dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed"]},
            **({"initial_value": word} if word else {}),
        },
    }


def plain(text: str) -> Block:
    """Return a label."""
    return {"type": "plain_text", "text": line(text, LABEL_CHARS) or "…", "emoji": False}


def _options(options: Mapping[str, str]) -> Iterable[tuple[str, Block]]:
    for value, label in options.items():
        # What would be another value when it comes back is none to offer.
        if 0 < len(value) <= OPTION_CHARS and clean(value) == value:
            yield value, {"text": plain(label), "value": value}
