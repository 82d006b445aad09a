"""What each Block Kit object must and may hold, with Slack's limits (docs.slack.dev/reference/block-kit)."""

from dataclasses import dataclass
from typing import Any

BLOCKS_LIMIT = 50


@dataclass(frozen=True, slots=True)
class Text:
    """A string, by its length, and by what it looks like."""

    most: int
    least: int = 1
    url: bool = False
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class Obj:
    """An object of one of these types."""

    types: tuple[str, ...]
    most: int | None = None
    """For text objects: the length of their text."""


@dataclass(frozen=True, slots=True)
class Many:
    """A list."""

    of: "Obj | Text | One"
    most: int
    least: int = 1


@dataclass(frozen=True, slots=True)
class One:
    """Any JSON value of these Python types, or one of these values."""

    of: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number."""

    least: int
    most: int


Rule = Text | Obj | Many | One | Whole
_FLAG, _INT = One((True, False)), One((int,))
_PLAIN, _ANY_TEXT = ("plain_text",), ("plain_text", "mrkdwn")
_URL = Text(3000, url=True)
_STYLE = One((dict,))
_INLINE = ("text", "link", "emoji", "user", "channel", "usergroup", "broadcast", "date", "color", "team")
_RICH = ("rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted")
_MOST_INLINE = 10_000  # no figure is documented; the sum of all text binds long before

_SELECTS = tuple(f"{n}_select" for n in ("static", "external", "users", "conversations", "channels"))
_CHOICES = (*_SELECTS, *(f"multi_{name}" for name in _SELECTS), "checkboxes", "radio_buttons")
_PICKERS = ("datepicker", "timepicker", "datetimepicker")
_FIELDS = ("plain_text_input", "number_input", "email_text_input", "url_text_input", "rich_text_input")
_ELEMENTS = ("button", "overflow", *_CHOICES, *_PICKERS, "workflow_button")
_INPUTS = (*_FIELDS, "file_input", *_CHOICES, *_PICKERS)

_NAMED: dict[str, Rule] = {"action_id": Text(255)}
_ACTS: dict[str, Rule] = {**_NAMED, "confirm": Obj(("confirm",))}
_FOCUS: dict[str, Rule] = {"focus_on_load": _FLAG}
_ASKS: dict[str, Rule] = {**_FOCUS, "placeholder": Obj(_PLAIN, 150)}
_MENU: dict[str, Rule] = {**_ACTS, **_ASKS}
_TYPED: dict[str, Rule] = {
    **_NAMED,
    **_ASKS,
    "initial_value": Text(3000, 0),
    "dispatch_action_config": Obj(("dispatch_action_config",)),
}
_SELECTED: dict[str, Rule] = {"max_selected_items": Whole(1, 100)}
_OPTIONS: dict[str, Rule] = {
    "options": Many(Obj(("plain_option",)), 100),
    "option_groups": Many(Obj(("option_group",)), 100),
}
_IDS = Many(Text(255), 1000, 0)
_BOXES = Many(Obj(("option",)), 10)
_CONVERSATIONS: dict[str, Rule] = {
    "default_to_current_conversation": _FLAG,
    "filter": Obj(("filter",)),
}

UNTYPED = {
    "option",
    "plain_option",
    "link_option",
    "option_group",
    "confirm",
    "dispatch_action_config",
    "filter",
}
"""Objects that say nothing of their type: it follows from where they stand."""

# type: (must, may). A type that is absent here is left to slack_sdk's models.
SCHEMA: dict[str, tuple[dict[str, Rule], dict[str, Rule]]] = {
    "section": (
        {},
        {
            "text": Obj(_ANY_TEXT, 3000),
            "fields": Many(Obj(_ANY_TEXT, 2000), 10),
            "accessory": Obj(("image", *_ELEMENTS)),
            "expand": _FLAG,
        },
    ),
    "header": ({"text": Obj(_PLAIN, 150)}, {}),
    "divider": ({}, {}),
    "context": ({"elements": Many(Obj((*_ANY_TEXT, "image")), 10)}, {}),
    "actions": ({"elements": Many(Obj(_ELEMENTS), 25)}, {}),
    "image": (
        {"alt_text": Text(2000)},
        {"image_url": _URL, "slack_file": One((dict,)), "title": Obj(_PLAIN, 2000)},
    ),
    "rich_text": ({"elements": Many(Obj(_RICH), _MOST_INLINE)}, {}),
    "input": (
        {"label": Obj(_PLAIN, 2000), "element": Obj(_INPUTS)},
        {"hint": Obj(_PLAIN, 2000), "optional": _FLAG, "dispatch_action": _FLAG},
    ),
    # --- Composition objects
    "plain_text": ({"text": Text(3000)}, {"emoji": _FLAG}),
    "mrkdwn": ({"text": Text(3000)}, {"verbatim": _FLAG}),
    # Radio buttons and checkboxes may say it in mrkdwn, menus may not; only an overflow has links.
    "option": (
        {"text": Obj(_ANY_TEXT, 75), "value": Text(150)},
        {"description": Obj(_ANY_TEXT, 75)},
    ),
    "plain_option": (
        {"text": Obj(_PLAIN, 75), "value": Text(150)},
        {"description": Obj(_PLAIN, 75)},
    ),
    "link_option": (
        {"text": Obj(_PLAIN, 75), "value": Text(150)},
        {"description": Obj(_PLAIN, 75), "url": _URL},
    ),
    "option_group": ({"label": Obj(_PLAIN, 75), "options": Many(Obj(("plain_option",)), 100)}, {}),
    "confirm": (
        {"title": Obj(_PLAIN, 100), "text": Obj(_ANY_TEXT, 300)},
        {"confirm": Obj(_PLAIN, 30), "deny": Obj(_PLAIN, 30), "style": One(("primary", "danger"))},
    ),
    "dispatch_action_config": (
        {},
        {"trigger_actions_on": Many(One(("on_enter_pressed", "on_character_entered")), 2)},
    ),
    "filter": (
        {},
        {
            "include": Many(One(("im", "mpim", "private", "public")), 4),
            "exclude_external_shared_channels": _FLAG,
            "exclude_bot_users": _FLAG,
        },
    ),
    # --- Elements
    "button": (
        {"text": Obj(_PLAIN, 75)},
        {
            **_ACTS,
            "url": _URL,
            "value": Text(2000),
            "style": One(("primary", "danger")),
            "accessibility_label": Text(75),
        },
    ),
    "overflow": ({"options": Many(Obj(("link_option",)), 5)}, _ACTS),
    "static_select": ({}, {**_MENU, **_OPTIONS, "initial_option": Obj(("plain_option",))}),
    "multi_static_select": (
        {},
        {**_MENU, **_OPTIONS, **_SELECTED, "initial_options": Many(Obj(("plain_option",)), 100)},
    ),
    "external_select": (
        {},
        {**_MENU, "initial_option": Obj(("plain_option",)), "min_query_length": Whole(0, 1000)},
    ),
    "multi_external_select": (
        {},
        {
            **_MENU,
            **_SELECTED,
            "initial_options": Many(Obj(("plain_option",)), 100),
            "min_query_length": Whole(0, 1000),
        },
    ),
    "users_select": ({}, {**_MENU, "initial_user": Text(255)}),
    "multi_users_select": ({}, {**_MENU, **_SELECTED, "initial_users": _IDS}),
    "conversations_select": (
        {},
        {**_MENU, **_CONVERSATIONS, "initial_conversation": Text(255), "response_url_enabled": _FLAG},
    ),
    "multi_conversations_select": (
        {},
        {**_MENU, **_CONVERSATIONS, **_SELECTED, "initial_conversations": _IDS},
    ),
    "channels_select": ({}, {**_MENU, "initial_channel": Text(255), "response_url_enabled": _FLAG}),
    "multi_channels_select": ({}, {**_MENU, **_SELECTED, "initial_channels": _IDS}),
    "checkboxes": ({"options": _BOXES}, {**_ACTS, **_FOCUS, "initial_options": _BOXES}),
    "radio_buttons": ({"options": _BOXES}, {**_ACTS, **_FOCUS, "initial_option": Obj(("option",))}),
    "datepicker": ({}, {**_MENU, "initial_date": Text(10, pattern=r"\d{4}-\d\d-\d\d")}),
    "timepicker": (
        {},
        {**_MENU, "initial_time": Text(5, pattern=r"([01]\d|2[0-3]):[0-5]\d"), "timezone": Text(255)},
    ),
    "datetimepicker": ({}, {**_ACTS, **_FOCUS, "initial_date_time": Whole(10**9, 10**10 - 1)}),
    "plain_text_input": (
        {},
        {**_TYPED, "multiline": _FLAG, "min_length": Whole(0, 3000), "max_length": Whole(1, 3000)},
    ),
    "number_input": (
        {"is_decimal_allowed": _FLAG},
        {**_TYPED, "min_value": Text(255), "max_value": Text(255)},
    ),
    "email_text_input": ({}, _TYPED),
    "url_text_input": ({}, _TYPED),
    "rich_text_input": ({}, {**_TYPED, "initial_value": Obj(("rich_text",))}),
    "file_input": ({}, {**_NAMED, "filetypes": Many(Text(255), 100), "max_files": Whole(1, 10)}),
    # --- What rich text is made of
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

ONE_OF = {
    "section": (("text", "fields"),),
    "image": (("image_url", "slack_file"),),
    "static_select": (("options", "option_groups"),),
    "multi_static_select": (("options", "option_groups"),),
}
"""Of each group of properties, one at least."""

_EVERYWHERE = ("section", "header", "divider", "context", "actions", "image", "rich_text", "video")
IN_MESSAGES = (*_EVERYWHERE, "markdown", "file", "table", "context_actions")
IN_VIEWS = (*_EVERYWHERE, "input")
