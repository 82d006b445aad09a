"""Block Kit's rules (docs.slack.dev/reference/block-kit), for the blocks that messages are made of.

Two judges: a table of what each object may and must hold, with Slack's limits, and
slack_sdk's models, which know some rules more. Complaints read as Slack's do.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from slack_sdk.errors import SlackClientError
from slack_sdk.models.blocks import Block

BLOCKS_LIMIT = 50

# The models say on their loggers what they skip; the complaint already says it.
for _name in ("blocks", "block_elements", "basic_components"):
    logging.getLogger(f"slack_sdk.models.blocks.{_name}").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Text:
    """A string, by its length."""

    most: int
    least: int = 1
    url: bool = False


@dataclass(frozen=True, slots=True)
class Obj:
    """An object of one of these types."""

    types: tuple[str, ...]
    most: int | None = None
    """For text objects: the length of their text."""


@dataclass(frozen=True, slots=True)
class Many:
    """A list."""

    of: Obj
    most: int
    least: int = 1


@dataclass(frozen=True, slots=True)
class One:
    """Any JSON value of these Python types, or one of these values."""

    of: tuple[Any, ...]


Rule = Text | Obj | Many | One
_FLAG, _INT = One((True, False)), One((int,))
_PLAIN, _ANY_TEXT = ("plain_text",), ("plain_text", "mrkdwn")
_URL = Text(3000, url=True)
_STYLE = One((dict,))
_INLINE = ("text", "link", "emoji", "user", "channel", "usergroup", "broadcast", "date", "color", "team")
_RICH = ("rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted")
_ID: dict[str, Rule] = {"action_id": Text(255), "confirm": One((dict,))}
_SELECTS = tuple(f"{n}_select" for n in ("static", "external", "users", "conversations", "channels"))
_OTHER_ELEMENTS = (
    *_SELECTS,
    *(f"multi_{name}" for name in _SELECTS),
    "checkboxes",
    "radio_buttons",
    "datepicker",
    "timepicker",
    "datetimepicker",
    "workflow_button",
)
_MOST_INLINE = 10_000  # no figure is documented; the sum of all text binds long before

# type: (must, may). A type that is absent here is left to slack_sdk's models.
_SCHEMA: dict[str, tuple[dict[str, Rule], dict[str, Rule]]] = {
    "section": (
        {},
        {
            "text": Obj(_ANY_TEXT, 3000),
            "fields": Many(Obj(_ANY_TEXT, 2000), 10),
            "accessory": Obj(("image", "button", "overflow", *_OTHER_ELEMENTS)),
            "expand": _FLAG,
        },
    ),
    "header": ({"text": Obj(_PLAIN, 150)}, {}),
    "divider": ({}, {}),
    "context": ({"elements": Many(Obj((*_ANY_TEXT, "image")), 10)}, {}),
    "actions": ({"elements": Many(Obj(("button", "overflow", *_OTHER_ELEMENTS)), 25)}, {}),
    "image": (
        {"alt_text": Text(2000)},
        {"image_url": _URL, "slack_file": One((dict,)), "title": Obj(_PLAIN, 2000)},
    ),
    "rich_text": ({"elements": Many(Obj(_RICH), _MOST_INLINE)}, {}),
    "plain_text": ({"text": Text(3000)}, {"emoji": _FLAG}),
    "mrkdwn": ({"text": Text(3000)}, {"verbatim": _FLAG}),
    "button": (
        {"text": Obj(_PLAIN, 75)},
        {
            **_ID,
            "url": _URL,
            "value": Text(2000),
            "style": One(("primary", "danger")),
            "accessibility_label": Text(75),
        },
    ),
    "overflow": ({"options": Many(Obj(("option",)), 5)}, _ID),
    "option": (
        {"text": Obj(_ANY_TEXT, 75), "value": Text(150)},
        {"description": Obj(_ANY_TEXT, 75), "url": _URL},
    ),
    "rich_text_section": ({"elements": Many(Obj(_INLINE), _MOST_INLINE, 0)}, {}),
    "rich_text_quote": ({"elements": Many(Obj(_INLINE), _MOST_INLINE, 0)}, {"border": One((0, 1))}),
    "rich_text_preformatted": (
        {"elements": Many(Obj(("text", "link")), _MOST_INLINE, 0)},
        {"border": One((0, 1)), "language": Text(100)},
    ),
    "rich_text_list": (
        {"elements": Many(Obj(("rich_text_section",)), _MOST_INLINE), "style": One(("bullet", "ordered"))},
        {"indent": One(tuple(range(9))), "offset": _INT, "border": One((0, 1))},
    ),
    "text": ({"text": Text(BLOCKS_LIMIT * 3000)}, {"style": _STYLE}),
    "link": ({"url": _URL}, {"text": Text(3000, 0), "style": _STYLE, "unsafe": _FLAG}),
    "emoji": ({"name": Text(255)}, {"unicode": Text(255), "style": _STYLE, "skin_tone": _INT}),
    "user": ({"user_id": Text(255)}, {"style": _STYLE}),
    "channel": ({"channel_id": Text(255)}, {"style": _STYLE}),
    "usergroup": ({"usergroup_id": Text(255)}, {"style": _STYLE}),
    "broadcast": ({"range": One(("here", "channel", "everyone"))}, {"style": _STYLE}),
    "date": (
        {"timestamp": _INT, "format": Text(255)},
        {"url": _URL, "fallback": Text(3000), "style": _STYLE},
    ),
}
_BLOCKS = (
    "section", "header", "divider", "context", "actions", "image", "rich_text", "markdown", "video",
    "file", "table", "context_actions",
)  # fmt: skip


# type: of each group of properties, one at least.
_ONE_OF = {"section": (("text", "fields"),), "image": (("image_url", "slack_file"),)}


def check_blocks(blocks: list[Any]) -> list[str]:
    """Return Slack's complaints about a message's blocks; none when it would take them."""
    if len(blocks) > BLOCKS_LIMIT:
        return [f"[ERROR] no more than {BLOCKS_LIMIT} items allowed [json-pointer:/blocks]"]
    complaints: list[str] = []
    for place, block in enumerate(blocks):
        at = f"/blocks/{place}"
        found = list(_object(block, Obj(_BLOCKS), at, top=True)) or _models(block, at)
        complaints += [f"[ERROR] {what}" for what in found]
    return complaints or [f"[ERROR] {what}" for what in _repeated(blocks)]


def texts_length(blocks: list[Any]) -> int:
    """Return how many characters all texts in these blocks have together."""
    return sum(len(text) for text in _texts(blocks))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key == "text" and isinstance(item, str):
                yield item
            else:
                yield from _texts(item)


def _object(value: Any, rule: Obj, at: str, *, top: bool = False) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"must be an object [json-pointer:{at}]"
        return
    # An option has no type of its own.
    kind = "option" if rule.types == ("option",) else value.get("type")
    if kind not in rule.types:
        yield f"unsupported type: {kind} [json-pointer:{at}/type]"
        return
    if kind not in _SCHEMA:
        return
    must, may = _SCHEMA[kind]
    for key in must:
        if value.get(key) is None:
            yield f"missing required field: {key} [json-pointer:{at}]"
    for keys in _ONE_OF.get(kind, ()):
        if not any(value.get(key) for key in keys):
            yield f"missing required field: {' or '.join(keys)} [json-pointer:{at}]"
    rules = {**must, **may, "type": One((str,)), **({"block_id": Text(255)} if top else {})}
    if rule.most:
        rules["text"] = Text(rule.most)
    yield from _properties(value, rules, at)


def _properties(value: dict[str, Any], rules: dict[str, Rule], at: str) -> Iterator[str]:
    for key, item in value.items():
        if key not in rules:
            yield f"no additional properties allowed: {key} [json-pointer:{at}]"
        elif item is not None:
            yield from _value(item, rules[key], f"{at}/{key}")


def _value(value: Any, rule: Rule, at: str) -> Iterator[str]:
    match rule:
        case Obj():
            yield from _object(value, rule, at)
        case Many():
            yield from _list(value, rule, at)
        case Text():
            yield from _string(value, rule, at)
        case One():
            allowed = type(value) in rule.of or (not isinstance(value, dict | list) and value in rule.of)
            if not allowed:
                yield f"must be a valid enum value or type [json-pointer:{at}]"


def _list(value: Any, rule: Many, at: str) -> Iterator[str]:
    if not isinstance(value, list):
        yield f"must be an array [json-pointer:{at}]"
    elif len(value) > rule.most:
        yield f"no more than {rule.most} items allowed [json-pointer:{at}]"
    elif len(value) < rule.least:
        yield f"must have at least {rule.least} items [json-pointer:{at}]"
    else:
        for place, item in enumerate(value):
            yield from _object(item, rule.of, f"{at}/{place}")


def _string(value: Any, rule: Text, at: str) -> Iterator[str]:
    if not isinstance(value, str):
        yield f"must be a string [json-pointer:{at}]"
    elif len(value) > rule.most:
        yield f"must be less than {rule.most + 1} characters [json-pointer:{at}]"
    elif len(value) < rule.least:
        yield f"must be more than {rule.least - 1} characters [json-pointer:{at}]"
    elif rule.url and not _is_url(value):
        yield f"invalid url [json-pointer:{at}]"


def _is_url(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    if parts.scheme == "mailto":
        return True
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and not set(text) & set(" \n\t<>")


def _models(block: dict[str, Any], at: str) -> list[str]:
    """Return what slack_sdk's models find wrong; what they cannot build they reject."""
    try:
        model = Block.parse(block)
        if model is None:
            return [f"unsupported type: {block.get('type')} [json-pointer:{at}/type]"]
        model.validate_json()
    except (SlackClientError, TypeError, ValueError, AttributeError, KeyError) as e:
        return [f"{e} [json-pointer:{at}]"]
    return []


def _repeated(blocks: list[Any]) -> Iterator[str]:
    """Ids must be unique: blocks' in the message, actions' in their block."""
    blocks_seen: set[str] = set()
    for place, block in enumerate(blocks):
        name = block.get("block_id")
        if name in blocks_seen and name is not None:
            yield f"block_id `{name}` already exists [json-pointer:/blocks/{place}/block_id]"
        blocks_seen.add(name)
        elements = [*block.get("elements", ()), block.get("accessory")]
        actions = [e["action_id"] for e in elements if isinstance(e, dict) and e.get("action_id")]
        for action in sorted({a for a in actions if actions.count(a) > 1}):
            yield f"action_id `{action}` already exists [json-pointer:/blocks/{place}]"
