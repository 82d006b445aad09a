"""Block Kit's rules (docs.slack.dev/reference/block-kit), for the blocks of messages, modals and App Home.

Two judges: the table of ``block_schema``, with Slack's limits and what an element's parts have to do with
each other, and slack_sdk's models, which know some rules more. Complaints read as Slack's do.
"""

import logging
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from slack_sdk.errors import SlackClientError
from slack_sdk.models.blocks import Block

from infra.laptop.slack.block_schema import (
    BLOCKS_LIMIT,
    IN_MESSAGES,
    IN_VIEWS,
    ONE_OF,
    SCHEMA,
    UNTYPED,
    Many,
    Obj,
    One,
    Rule,
    Text,
    Whole,
)
from infra.laptop.slack.elements import complaints_about, elements_of

VIEW_BLOCKS_LIMIT = 100
"""docs.slack.dev, "Modal view" and "Home tab view"."""

# The models say on their loggers what they skip; the complaint already says it.
for _name in ("blocks", "block_elements", "basic_components"):
    logging.getLogger(f"slack_sdk.models.blocks.{_name}").setLevel(logging.CRITICAL)


def check_blocks(blocks: list[Any]) -> list[str]:
    """Return Slack's complaints about a message's blocks; none when it would take them."""
    return _checked(blocks, IN_MESSAGES, BLOCKS_LIMIT, "")


def check_view_blocks(blocks: list[Any]) -> list[str]:
    """Return Slack's complaints about the blocks of a modal or of App Home."""
    return _checked(blocks, IN_VIEWS, VIEW_BLOCKS_LIMIT, "/view")


def check_choices(choices: dict[str, Any]) -> list[str]:
    """Return what is wrong with ``options`` or ``option_groups`` that an app answers with."""
    rules: dict[str, Rule] = {
        "options": Many(Obj(("plain_option",)), 100, 0),
        "option_groups": Many(Obj(("option_group",)), 100, 0),
    }
    return list(_properties(choices, rules, ""))


def _checked(blocks: list[Any], allowed: tuple[str, ...], most: int, where: str) -> list[str]:
    if len(blocks) > most:
        return [f"[ERROR] no more than {most} items allowed [json-pointer:{where}/blocks]"]
    complaints: list[str] = []
    for place, block in enumerate(blocks):
        at = f"{where}/blocks/{place}"
        found = list(_object(block, Obj(allowed), at, top=True)) or [
            *_together(block, at),
            *_models(block, at),
        ]
        complaints += [f"[ERROR] {what}" for what in found]
    return complaints or [f"[ERROR] {what}" for what in _repeated(blocks, where)]


def _together(block: dict[str, Any], at: str) -> Iterator[str]:
    for element in elements_of(block):
        for what in complaints_about(element):
            yield f"{what} [json-pointer:{at}]"


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
    untyped = rule.types[0] in UNTYPED
    kind = rule.types[0] if untyped else value.get("type")
    if kind not in rule.types:
        yield f"unsupported type: {kind} [json-pointer:{at}/type]"
        return
    if kind not in SCHEMA:
        return
    must, may = SCHEMA[kind]
    for key in must:
        if value.get(key) is None:
            yield f"missing required field: {key} [json-pointer:{at}]"
    for keys in ONE_OF.get(kind, ()):
        if not any(value.get(key) for key in keys):
            yield f"missing required field: {' or '.join(keys)} [json-pointer:{at}]"
    rules = {**must, **may, **({"block_id": Text(255)} if top else {})}
    if not untyped:
        rules["type"] = One((str,))
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
        case Whole():
            if type(value) is not int or not rule.least <= value <= rule.most:
                yield f"must be a whole number from {rule.least} to {rule.most} [json-pointer:{at}]"
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
            yield from _value(item, rule.of, f"{at}/{place}")


def _string(value: Any, rule: Text, at: str) -> Iterator[str]:
    if not isinstance(value, str):
        yield f"must be a string [json-pointer:{at}]"
    elif len(value) > rule.most:
        yield f"must be less than {rule.most + 1} characters [json-pointer:{at}]"
    elif len(value) < rule.least:
        yield f"must be more than {rule.least - 1} characters [json-pointer:{at}]"
    elif rule.url and not is_url(value):
        yield f"invalid url [json-pointer:{at}]"
    elif rule.pattern and not re.fullmatch(rule.pattern, value):
        yield f"failed to match pattern [json-pointer:{at}]"


def is_url(text: str) -> bool:
    """Return whether Slack takes a text for an address."""
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


def _repeated(blocks: list[Any], where: str) -> Iterator[str]:
    """Ids must be unique, blocks' among them all, actions' in their block; and one element has the focus."""
    blocks_seen: set[str] = set()
    focused = 0
    for place, block in enumerate(blocks):
        at = f"{where}/blocks/{place}"
        name = block.get("block_id")
        if name in blocks_seen and name is not None:
            yield f"block_id `{name}` already exists [json-pointer:{at}/block_id]"
        blocks_seen.add(name)
        elements = list(elements_of(block))
        actions = [element["action_id"] for element in elements if element.get("action_id")]
        for action in sorted({a for a in actions if actions.count(a) > 1}):
            yield f"action_id `{action}` already exists [json-pointer:{at}]"
        focused += sum(bool(element.get("focus_on_load")) for element in elements)
    if focused > 1:
        yield f"only one element can be focused on load [json-pointer:{where}/blocks]"
