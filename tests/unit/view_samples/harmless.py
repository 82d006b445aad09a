"""What is shown is as Slack takes it, and no markup in it is a stranger's."""

import json
import re

from infra.laptop.slack.validate import check_blocks, texts_length
from infra.laptop.slack.view_check import checked

OURS = re.compile(
    r"<#C0[A-Z]+>|<#C\d+>(?=[*, ])|<@U0ADA>|<@U1>(?=\.| → |\n|\Z)|<!subteam\^S0EDITORS>"
    r"|<!date\^-?\d+\^[^|<>]*\|\d{4}-\d\d-\d\d \d\d:\d\d UTC>"
    r"|<https?://[^<>|\s]+\|[^<>|]*>"
)
UNSEEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def texts(value):
    """Yield type and text of each text object, and of each piece of rich text."""
    if isinstance(value, dict):
        if isinstance(value.get("text"), str):
            yield value["type"], value["text"]
        for item in value.values():
            yield from texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)


def assert_harmless(text):
    """Nothing in a text that Slack reads as markup is anybody's but ours."""
    assert not UNSEEN.search(text), ascii(text)
    assert not re.search(r"[<>]", OURS.sub("", text)), text
    assert not re.search(r"&(?!amp;|lt;|gt;)", text)
    assert text.count("`") % 2 == 0, "each fence that opens is closed"
    rest = OURS.sub("", re.sub(r"`[^`\n]+`", "", re.sub(r"```\n[^`]+\n```", "", text)))
    assert not re.search(r"[`~_]", rest), rest
    for row in rest.split("\n"):
        assert row.count("*") % 2 == 0, row


ALERTS = "relevant|irrelevant|mute|more"
"""What can be pressed below an alert, once each."""


def assert_sendable(sent):
    """Slack takes the blocks as they are, and reads no stranger's markup in them."""
    assert sent
    assert check_blocks(sent) == []
    assert len(sent) <= 50
    assert texts_length(sent) < 13_000
    assert all(isinstance(text, str) and len(text) > 0 for _, text in texts(sent)), (
        "Slack takes nothing empty"
    )
    json.dumps(sent, ensure_ascii=False).encode()
    for kind, text in texts(sent):
        assert not UNSEEN.search(text), ascii(text)
        if kind == "mrkdwn":
            assert len(text) <= 3_000
            assert_harmless(text)
    buttons = [e for block in sent if block["type"] == "actions" for e in block["elements"]]
    buttons += [beside for block in sent if (beside := block.get("accessory", {})).get("type") == "button"]
    assert len({button["action_id"] for button in buttons}) == len(buttons) <= 25
    for button in buttons:
        assert re.fullmatch(r"(run|latest|split|take_back|reading)\.\d+|" + ALERTS, button["action_id"])
        for label in (button, *button["options"]) if button["type"] == "overflow" else (button,):
            if "text" in label:
                assert label["text"]["emoji"] is False
                assert len(label["text"]["text"]) <= 75
    assert all(len(block["elements"]) <= 5 for block in sent if block["type"] == "actions")


def assert_right_view(made):
    """Slack takes App Home or a modal as it is, and reads no stranger's markup in it."""
    assert checked(made, made["type"], frozenset())
    json.dumps(made, ensure_ascii=False).encode()
    for kind, text in texts(made["blocks"]):
        assert text, "Slack takes nothing empty"
        assert not UNSEEN.search(text), ascii(text)
        if kind == "mrkdwn":
            assert_harmless(text)


def assert_right(made):
    if isinstance(made, dict) and made.get("type") in {"home", "modal"}:
        assert_right_view(made)
        return
    if isinstance(made, list):
        assert_sendable(made)
        return
    assert set(made) == {"response_type", "text", "blocks"}
    assert made["response_type"] == "ephemeral", "only who asked sees it"
    assert_sendable(made["blocks"])
    assert 0 < len(made["text"]) <= 4_000, "what replaces a message may have no more"
    assert_harmless(made["text"])
