"""What stands in an answer, for tests of what answers say."""

from typing import Any


def said(made: dict[str, Any]) -> list[str]:
    """Return the lines of an answer's blocks."""
    rows = []
    for block in made["blocks"]:
        if block["type"] == "section":
            rows += block["text"]["text"].split("\n")
        if block["type"] == "rich_text":
            rows.append(block["elements"][0]["elements"][0]["text"])
    return rows


def buttons(made: dict[str, Any]) -> dict[str, str]:
    """Return the labels and values of an answer's buttons."""
    rows = [block["elements"] for block in made["blocks"] if block["type"] == "actions"]
    return {button["text"]["text"]: button["value"] for row in rows for button in row}
