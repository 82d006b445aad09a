"""Interactive elements of blocks: where they stand, and what their parts have to do with each other."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from infra.laptop.slack.records import Json


def elements_of(block: Json) -> Iterator[dict[str, Any]]:
    """Yield the elements of a block: of actions and contexts, beside a section, in an input."""
    if block.get("type") != "rich_text":
        yield from (element for element in block.get("elements") or () if isinstance(element, dict))
    for place in ("accessory", "element"):
        if isinstance(element := block.get(place), dict):
            yield element


def find(blocks: list[Json], block_id: str, action_id: str) -> tuple[Json, Json] | None:
    """Return the block and the element of these ids, if they are there."""
    for block in blocks:
        if block.get("block_id") == block_id:
            for element in elements_of(block):
                if element.get("action_id") == action_id:
                    return block, element
    return None


def options_of(element: Json) -> list[Json]:
    """Return what can be chosen of a menu, boxes or buttons that hold their options themselves."""
    grouped = [option for group in element.get("option_groups") or () for option in group["options"]]
    return [*(element.get("options") or ()), *grouped]


def complaints_about(element: Json) -> Iterator[str]:
    """Yield what is wrong between the parts of an element, each of which is well made."""
    if element.get("options") and element.get("option_groups"):
        yield "options and option_groups cannot both be given"
    options = options_of(element)
    initial = [*(element.get("initial_options") or ()), element.get("initial_option")]
    chosen = [option for option in initial if option]
    # Of an external menu nobody knows what it offers.
    if options and any(_gist(option) not in map(_gist, options) for option in chosen):
        yield "initial options must be among the options"
    least, most = element.get("min_length"), element.get("max_length")
    if least is not None and most is not None and least > most:
        yield "min_length is above max_length"
    if element["type"] == "number_input":
        yield from _numbers(element)


def _gist(option: Json) -> tuple[str, str]:
    return option["text"]["text"], option["value"]


def _numbers(element: Json) -> Iterator[str]:
    names = ("min_value", "max_value", "initial_value")
    given = {name: number(element[name]) for name in names if element.get(name)}
    if None in given.values():
        yield "must be numbers: " + ", ".join(name for name, value in given.items() if value is None)
        return
    least, most = given.get("min_value"), given.get("max_value")
    if least is not None and most is not None and least > most:
        yield "min_value is above max_value"


def number(text: str) -> Decimal | None:
    """Read a number as it is typed; None for what is none."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None
