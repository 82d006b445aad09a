"""What Slack's clients find wrong with a modal before they send it: the words stand at the inputs."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from infra.laptop.slack.elements import number
from infra.laptop.slack.given import Values
from infra.laptop.slack.records import Json
from infra.laptop.slack.validate import is_url

MOST_CHARS = 3_000
"""docs.slack.dev, "Plain-text input element"."""
_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")


def problems(blocks: list[Json], state: Values) -> dict[str, str]:
    """Return what is wrong with what a modal holds, by block; nothing where it can be sent."""
    found = {}
    for block in blocks:
        if block["type"] != "input":
            continue
        element = block["element"]
        held = _held(state[block["block_id"]][element["action_id"]])
        said = next(_wrong(block, element, held), "")
        if said:
            found[block["block_id"]] = said
    return found


def _held(value: Json) -> Any:
    return next(held for name, held in value.items() if name != "type")


def _wrong(block: Json, element: Json, held: Any) -> Iterator[str]:
    if not held:
        if not block.get("optional"):
            yield "This is required."
        return
    most = element.get("max_selected_items")
    if most and len(held) > most:
        yield f"Choose no more than {most}."
    yield from _OF_KIND.get(element["type"], _nothing)(element, held)


def _nothing(_element: Json, _held: Any) -> Iterator[str]:
    return iter(())


def _wrong_text(element: Json, held: str) -> Iterator[str]:
    least, most = element.get("min_length", 0), element.get("max_length", MOST_CHARS)
    if len(held) < least:
        yield f"This must have at least {least} characters."
    if len(held) > most:
        yield f"This must have no more than {most} characters."


def _wrong_mail(_element: Json, held: str) -> Iterator[str]:
    if not _MAIL.fullmatch(held):
        yield "This must be an email address."


def _wrong_url(_element: Json, held: str) -> Iterator[str]:
    if not is_url(held):
        yield "This must be an address on the web."


def _wrong_number(element: Json, held: str) -> Iterator[str]:
    value = number(held)
    if value is None:
        yield "This must be a number."
        return
    if not element["is_decimal_allowed"] and value != value.to_integral_value():
        yield "This must be a whole number."
    least, most = element.get("min_value"), element.get("max_value")
    if least and value < Decimal(least):
        yield f"This must be {least} or more."
    if most and value > Decimal(most):
        yield f"This must be {most} or less."


_OF_KIND: dict[str, Callable[[Json, Any], Iterator[str]]] = {
    "plain_text_input": _wrong_text,
    "number_input": _wrong_number,
    "email_text_input": _wrong_mail,
    "url_text_input": _wrong_url,
}
