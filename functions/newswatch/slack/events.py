"""What follows from what happens in a workspace (Events API)."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from newswatch.model import ChannelId, UserId
from newswatch.slack.asked import Action, Asked
from newswatch.slack.asking import NOTHING, request_id
from newswatch.slack.commands import (
    Add,
    Help,
    History,
    Improve,
    List,
    Misses,
    Order,
    Own,
    Pause,
    Remove,
    Resume,
    Show,
    Test,
    parse_command,
)
from newswatch.slack.requests import Event

_LINK = re.compile(r"<(https?://[^|>\s]{1,2000})(?:\|[^>]*)?>")
"""docs.slack.dev, "Formatting message text": links are wrapped, with a label or without."""
UNARCHIVED = frozenset({"channel_unarchive", "group_unarchive"})
TEXT_CHARS = 3_000
OF_WORDS = (Show, Pause, Resume, Remove, History, Misses, Improve, Own, Test, List, Help)
"""Commands that take words: with a link in it, a message that begins so is a sentence about the link."""


def follows(event: Event) -> Asked | None:
    """Return what is to be done about an event; None for nothing, and for what is not as Slack sends it."""
    what = event.event
    user, channel = UserId(_text(what, "user")), ChannelId(_text(what, "channel"))
    id_ = request_id("event", event.id)
    match event.kind:
        case "app_home_opened" if user and what.get("tab", "home") == "home":
            return Asked(_metadata(what), user, ChannelId(user), "", id_, Action.HOME)
        case "message" if user and channel and what.get("channel_type") == "im" and _is_said(what):
            return _said(Asked(_text(what, "text").strip(), user, channel, "", id_), first_address(what))
        case "member_joined_channel" if user and user == _bot(event.payload):
            return Asked("", user, channel, "", id_, Action.MENDED)
        case kind if kind in UNARCHIVED:
            return Asked("", user, channel, "", id_, Action.MENDED)
    return None


def _said(wanted: Asked, address: str) -> Asked | None:
    """Return what is wanted by who writes to the bot: what the command does, or stories like a link or words.

    Args:
        wanted: with the text as it came.
        address: the first link in it; empty for none.
    """
    command = parse_command(wanted.text)
    if address and (isinstance(command, OF_WORDS) or not isinstance(command, Order)):
        return replace(wanted, text=address, action=Action.LIKE)
    if not wanted.text:
        return replace(wanted, text=address, action=Action.LIKE) if address else None
    if not (isinstance(command, Add) and command.bare):
        return wanted
    return replace(wanted, text=address or wanted.text[:TEXT_CHARS], action=Action.LIKE)


def first_address(message: Mapping[str, Any]) -> str:
    """Return the first link of a message; empty where there is none."""
    texts = [
        _text(message, "text"),
        *(_text(each, "title_link") for each in _objects(message, "attachments")),
    ]
    for text in texts:
        if found := _LINK.search(text) or re.fullmatch(r"(https?://\S{1,2000})", text.strip()):
            return found[1].replace("&amp;", "&")
    return next(_addresses(message.get("blocks"), depth=6), "")


def _addresses(blocks: Any, depth: int) -> Any:
    """Yield the addresses of what a message is made of, in its order."""
    if not depth:
        return
    if isinstance(blocks, list):
        for each in blocks:
            yield from _addresses(each, depth)
    elif isinstance(blocks, dict):
        url = blocks.get("url")
        if isinstance(url, str) and url.startswith(("http://", "https://")):
            yield url[:2_000]
        text = blocks.get("text")
        if isinstance(text, str) and (found := _LINK.search(text)):
            yield found[1].replace("&amp;", "&")
        for name in ("elements", "text", "accessory"):
            if isinstance(blocks.get(name), dict | list):
                yield from _addresses(blocks[name], depth - 1)


def _is_said(what: Mapping[str, Any]) -> bool:
    """Return whether a person has written a message: not we ourselves, and not for the second time."""
    return not (what.get("bot_id") or what.get("subtype") or what.get("app_id"))


def _bot(payload: Mapping[str, Any]) -> str:
    """Return as whom the app is in the workspace."""
    return next((_text(each, "user_id") for each in _objects(payload, "authorizations")), "")


def _metadata(what: Mapping[str, Any]) -> str:
    """Return what App Home showed, to be shown again; what it shows first where it showed nothing."""
    view = what.get("view")
    return (_text(view, "private_metadata") if isinstance(view, dict) else "") or NOTHING


def _text(value: Mapping[str, Any], name: str) -> str:
    found = value.get(name)
    return found if isinstance(found, str) else ""


def _objects(value: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    found = value.get(name)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []
