"""The inputs of forms within Slack's limits: what can be written and chosen there."""

import re
from collections.abc import Sequence

from newswatch.slack.views.kit import Block, option, plain

LABEL_CHARS = 2_000
"""docs.slack.dev, "Input block": of a label and of a hint."""
EXAMPLE_CHARS = 150
"""docs.slack.dev: of a placeholder."""
TEXT_CHARS = 3_000
"""docs.slack.dev, "Plain-text input element"."""
CHOSEN = 100
"""As many as may be chosen in Slack: what a topic has and a form does not would be lost with saving it."""
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


def field(
    block_id: str,
    label: str,
    element: Block,
    *,
    optional: bool = True,
    hint: str = "",
    at_once: bool = False,
) -> Block:
    """Return an input with its label.

    Args:
        block_id: a name that no other block has. Slack keeps what stands in an input whose name stays the
            same: with another one it is another input.
        label: plain text.
        element: what is written or chosen in.
        optional: whether it may be left empty.
        hint: what stands below, plain text.
        at_once: whether what is written or chosen is sent at once, and not with the form.
    """
    return {
        "type": "input",
        "block_id": block_id,
        **({"dispatch_action": True} if at_once else {}),
        "optional": optional,
        "label": plain(label, LABEL_CHARS),
        **({"hint": plain(hint, LABEL_CHARS)} if hint else {}),
        "element": element,
    }


def text(
    action: str, most: int, example: str, value: str = "", *, is_long: bool = False, on_enter: bool = False
) -> Block:
    """Return what a text is written in.

    Args:
        action: its name.
        most: how many characters it takes, up to 3,000.
        example: what stands there while it is empty, plain text.
        value: what stands there at first, cut at ``most``.
        is_long: whether it has several lines.
        on_enter: whether Enter sends it.
    """
    # Halves of surrogate pairs have no bytes in UTF-8.
    kept = value.encode("utf-8", "ignore").decode()[:most]
    return {
        "type": "plain_text_input",
        "action_id": action,
        "max_length": most,
        "placeholder": plain(example, EXAMPLE_CHARS),
        **({"multiline": True} if is_long else {}),
        **({"dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed"]}} if on_enter else {}),
        **({"initial_value": kept} if kept else {}),
    }


def channels(action: str, example: str, chosen: Sequence[str]) -> Block:
    """Return a menu of the channels that somebody is in, any number of them; ``chosen`` are their ids."""
    return {
        "type": "multi_conversations_select",
        "action_id": action,
        "placeholder": plain(example, EXAMPLE_CHARS),
        "max_selected_items": CHOSEN,
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
        **({"initial_conversations": list(chosen[:CHOSEN])} if chosen else {}),
    }


def asked_for(action: str, example: str, chosen: Sequence[Block]) -> Block:
    """Return a menu whose options Slack asks us for while somebody types; ``chosen`` are options."""
    return {
        "type": "multi_external_select",
        "action_id": action,
        "min_query_length": 0,
        "placeholder": plain(example, EXAMPLE_CHARS),
        **({"initial_options": list(chosen[:CHOSEN])} if chosen else {}),
    }


def checkbox(action: str, value: str, label: str, *, checked: bool) -> Block:
    """Return one box to tick."""
    box = option(value, label)
    return {
        "type": "checkboxes",
        "action_id": action,
        "options": [box],
        **({"initial_options": [box]} if checked else {}),
    }


def time(action: str, at: str, usual: str) -> Block:
    """Return a clock that shows a time, ``08:00``; ``usual`` where it is none."""
    return {"type": "timepicker", "action_id": action, "initial_time": at if _TIME.fullmatch(at) else usual}


def file(action: str, types: Sequence[str]) -> Block:
    """Return where one file is given, of these types: ``opml``."""
    return {"type": "file_input", "action_id": action, "filetypes": list(types), "max_files": 1}
