"""A modal that shows an answer: for what was pressed where no message can be answered."""

from typing import Any

from newswatch.slack.views.blocks import Answer
from newswatch.slack.views.ids import ANSWER

WAITING = "One moment …"


def of_answer(answer: Answer, carried: str = "") -> dict[str, Any]:
    """Return the modal that shows an answer.

    Args:
        answer: with at least one block.
        carried: what comes with each press in it.
    """
    return shell("Newswatch", answer["blocks"], carried)


def waiting(carried: str = "", said: str = WAITING) -> dict[str, Any]:
    """Return the modal that is shown until there is an answer."""
    return shell("Newswatch", [{"type": "section", "text": plain(said)}], carried)


def shell(title: str, blocks: list[dict[str, Any]], carried: str) -> dict[str, Any]:
    """Return a modal that can only be closed."""
    return {
        "type": "modal",
        "callback_id": ANSWER,
        "title": plain(title),
        "close": plain("Close"),
        "private_metadata": carried,
        "blocks": blocks,
    }


def plain(text: str) -> dict[str, Any]:
    """Return a text object that formats nothing."""
    return {"type": "plain_text", "text": text, "emoji": False}
