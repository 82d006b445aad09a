"""The parts of Block Kit within Slack's limits: texts, buttons, menus, blocks. Nothing else spells them.

What has to be whole to be right, as the value of a button, is left out where it is too long; labels are
cut. Inputs of forms are in ``fields``.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from newswatch.slack.views.ids import MORE
from newswatch.slack.views.mrkdwn import clean, line

Block = dict[str, Any]
"""A block, an element of one, or a text object."""

LABEL_CHARS = 75
"""docs.slack.dev, "Button element", "Option object": of what stands there, and of what is said aloud."""
VALUE_CHARS = 2_000
"""docs.slack.dev, "Button element": of a value."""
OPTION_CHARS = 150
"""docs.slack.dev, "Option object": of a value."""
OPTIONS = 100
"""docs.slack.dev, "Select menu element", "Option group object"."""
MENU = 5
"""docs.slack.dev, "Overflow menu element": options."""
SECTION_CHARS = 3_000
"""docs.slack.dev, "Text object"."""
ALT_CHARS = 2_000
"""docs.slack.dev, "Image element": of what is read in place of a picture."""
TITLE_CHARS = 24
"""docs.slack.dev, "Views": of a modal's title and the labels of its buttons."""
BLOCK_ID_CHARS = 255
ROW = 5
"""More buttons in a row wrap on a phone."""
BUTTONS = 25
"""docs.slack.dev, "Actions block"; for all rows of a message."""
REMARKS = 10
"""docs.slack.dev, "Context block"."""
BLOCKS = 100
"""docs.slack.dev, "Views"."""
CARRIED_CHARS = 3_000
"""docs.slack.dev, "Views": of ``private_metadata``."""
LEFT_OUT = "…"


def plain(text: str, most: int = LABEL_CHARS) -> Block:
    """Return a text that formats nothing, on one line, cut at so many characters."""
    return {"type": "plain_text", "text": line(text, most) or LEFT_OUT, "emoji": False}


def markup(text: str) -> Block:
    """Return a text in mrkdwn, what strangers said in it escaped and cut already.

    One that is too long loses whole lines at its end: half a line may be half a link. Where the first one
    alone is too long, it keeps its beginning.
    """
    if len(text) > SECTION_CHARS:
        head, _, _ = text[: SECTION_CHARS - len(LEFT_OUT)].rpartition("\n")
        text = f"{head}\n{LEFT_OUT}" if head.strip() else _beginning(text)
    return {"type": "mrkdwn", "text": text or LEFT_OUT, "verbatim": True}


def _beginning(text: str) -> str:
    """Return as much of a line as fits, without half a link, half an entity, or code without its end."""
    head = text[: SECTION_CHARS - len(f"`{LEFT_OUT}")]
    if head.rfind("<") > head.rfind(">"):
        head = head[: head.rfind("<")]
    head = re.sub(r"&[a-z]*\Z", "", head)
    return f"{head}{'`' if head.count('`') % 2 else ''}{LEFT_OUT}"


def section(
    text: str | Block, accessory: Block | None = None, block_id: str = "", *, expand: bool = False
) -> Block:
    """Return a paragraph, with something at its side.

    Args:
        text: mrkdwn, or a text object.
        accessory: what stands there.
        block_id: a name that no other block has; empty for one that Slack gives.
        expand: whether Slack shows all of a long one, and not "see more" after its beginning.
    """
    return {
        "type": "section",
        "text": markup(text) if isinstance(text, str) else text,
        **({"accessory": accessory} if accessory else {}),
        **_named(block_id),
        **({"expand": True} if expand else {}),
    }


def context(*remarks: str | Block) -> Block:
    """Return remarks in one line, at most 10 of them: mrkdwn, or text objects."""
    shown = [markup(remark) if isinstance(remark, str) else remark for remark in remarks[:REMARKS]]
    return {"type": "context", "elements": shown}


def divider() -> Block:
    """Return a line."""
    return {"type": "divider"}


def image(url: str, alt: str) -> Block:
    """Return a picture, and what is read in its place, plain text."""
    return {"type": "image", "image_url": url, "alt_text": line(alt, ALT_CHARS) or LEFT_OUT}


def piece(text: str, *, bold: bool = False) -> Block:
    """Return a piece of a rich text, which Slack takes literally: nothing to escape."""
    return {"type": "text", "text": text, **({"style": {"bold": True}} if bold else {})}


def quote(pieces: Iterable[Block]) -> Block:
    """Return a quotation."""
    return _rich("rich_text_quote", pieces)


def preformatted(text: str) -> Block:
    """Return lines letter by letter."""
    return _rich("rich_text_preformatted", [piece(text)])


def row(elements: Iterable[Block | None], block_id: str = "") -> list[Block]:
    """Return a row of at most 25 elements whose ids are different already; nothing where there is none."""
    there = [element for element in elements if element][:BUTTONS]
    return [{"type": "actions", **_named(block_id), "elements": there}] if there else []


def actions(elements: Iterable[Block | None]) -> list[Block]:
    """Return elements in rows, at most 25 of them, each told apart from the others."""
    return rows(apart(elements))


def rows(elements: Sequence[Block]) -> list[Block]:
    """Return elements in rows, whose ids are different already."""
    return [block for at in range(0, len(elements), ROW) for block in row(elements[at : at + ROW])]


def apart(elements: Iterable[Block | None], first: int = 0) -> list[Block]:
    """Return elements, at most 25 of them, whose ids end with numbers from ``first``.

    The id tells what a press does; the number keeps it unique, which Slack asks for.
    """
    there = [element for element in elements if element][:BUTTONS]
    return [{**each, "action_id": f"{each['action_id']}.{n}"} for n, each in enumerate(there, first)]


def button(
    action: str, label: str, value: str | None = None, *, style: str = "", aloud: str = ""
) -> Block | None:
    """Return a button; None where the value does not fit into one.

    Args:
        action: what it does, as in ``ids``.
        label: plain text.
        value: what comes with a press; None for nothing.
        style: ``primary``, ``danger`` or empty.
        aloud: what a screen reader says in place of the label; empty for the label.
    """
    if value is not None and not fits(value):
        return None
    return {
        "type": "button",
        "action_id": action,
        "text": plain(label),
        **({} if value is None else {"value": value}),
        **({"style": style} if style else {}),
        **({"accessibility_label": said} if (said := line(aloud, LABEL_CHARS)) else {}),
    }


def select(action: str, placeholder: str, options: Mapping[str, str], chosen: str) -> Block | None:
    """Return a menu; None where there is nothing to choose.

    Args:
        action: what a choice does, as in ``ids``.
        placeholder: what stands there while nothing is chosen, plain text; empty where something always is.
        options: label by value; those that would not fit are left out.
        chosen: the value that is chosen; one that is not among them for none.
    """
    made = dict(list(_options(options))[:OPTIONS])
    if not made:
        return None
    return {
        "type": "static_select",
        "action_id": action,
        **({"placeholder": plain(placeholder)} if placeholder else {}),
        "options": list(made.values()),
        **({"initial_option": made[chosen]} if chosen in made else {}),
    }


def grouped(action: str, placeholder: str, groups: Mapping[str, Mapping[str, str]]) -> Block | None:
    """Return a menu with nothing chosen, its options by group as with ``select``."""
    made = {label: [each for _, each in _options(options)][:OPTIONS] for label, options in groups.items()}
    there = [{"label": plain(label), "options": options} for label, options in made.items() if options]
    if not there:
        return None
    return {
        "type": "static_select",
        "action_id": action,
        "placeholder": plain(placeholder),
        "option_groups": there,
    }


def menu(choices: Mapping[str, str]) -> Block | None:
    """Return a small menu of labels by value; None where none fits."""
    options = [each for _, each in _options(choices)][:MENU]
    return {"type": "overflow", "action_id": MORE, "options": options} if options else None


def option(value: str, label: str) -> Block:
    """Return something that can be chosen: a value that fits, as ``can_choose`` says, and plain text."""
    return {"text": plain(label), "value": value}


def can_choose(value: str) -> bool:
    """Return whether an option can have a value. What would be another one when it comes back cannot."""
    return fits(value, OPTION_CHARS) and clean(value) == value


def fits(value: str, most: int = VALUE_CHARS) -> bool:
    """Return whether a button can have a value.

    Half a surrogate pair has no bytes in UTF-8: it cannot be sent and come back.
    """
    return 0 < len(value) <= most and not any("\ud800" <= char <= "\udfff" for char in value)


def modal(
    callback: str, title: str, blocks: Sequence[Block], *, submit: str = "", close: str, carried: str = ""
) -> Block:
    """Return a modal.

    Args:
        callback: what it is, as in ``ids``.
        title: plain text, as all labels.
        blocks: what stands in it, of which the first 100 are shown.
        submit: the label of the button that sends it; empty where it can only be closed.
        close: the label of the button that does not.
        carried: what comes with each press in it; as with buttons, nothing where it is too long.
    """
    return {
        "type": "modal",
        "callback_id": callback,
        "title": plain(title, TITLE_CHARS),
        **({"submit": plain(submit, TITLE_CHARS)} if submit else {}),
        "close": plain(close, TITLE_CHARS),
        "private_metadata": _carried(carried),
        "blocks": list(blocks)[:BLOCKS],
    }


def home(blocks: Iterable[Block], carried: str) -> Block:
    """Return App Home, with what comes with each press in it. See ``modal``."""
    return {"type": "home", "private_metadata": _carried(carried), "blocks": list(blocks)[:BLOCKS]}


def _carried(text: str) -> str:
    return text if fits(text, CARRIED_CHARS) else ""


def _options(options: Mapping[str, str]) -> Iterable[tuple[str, Block]]:
    return ((value, option(value, label)) for value, label in options.items() if can_choose(value))


def _rich(kind: str, pieces: Iterable[Block]) -> Block:
    return {"type": "rich_text", "elements": [{"type": kind, "elements": list(pieces)}]}


def _named(block_id: str) -> Block:
    return {"block_id": block_id[:BLOCK_ID_CHARS]} if block_id else {}
