"""Blocks of modals and of App Home are judged as Slack judges them."""

import pytest
from slack_room import ADA
from view_scene import actions, asks, button, menu, modal, option, plain, section, text_input

from infra.laptop.slack.validate import check_blocks, check_view_blocks

IMAGE = {"type": "image", "image_url": "https://x.example/y.png", "alt_text": "y"}
CONFIRM = {
    "title": plain("Sure?"),
    "text": plain("It is gone then."),
    "confirm": plain("Do"),
    "deny": plain("No"),
}
GROUPS = [
    {"label": plain("Colours"), "options": [option("red")]},
    {"label": plain("x"), "options": [option("b")]},
]
MANY = [option(str(n)) for n in range(101)]


def boxes(**more):
    return {"type": "checkboxes", "action_id": "it", "options": [option("red")], **more}


def number(**more):
    return {"type": "number_input", "action_id": "it", "is_decimal_allowed": False, **more}


def without(element, name):
    return {key: value for key, value in element.items() if key != name}


def grouped(**more):
    return without(menu(option_groups=GROUPS), "options") | more


GOOD = {
    "what messages have too": section(accessory=IMAGE),
    "rich text": {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "a"}]}],
    },
    "text": asks(text_input(multiline=True, min_length=1, max_length=3000, initial_value="x")),
    "long label and hint": asks(text_input(), label=plain("x" * 2000), hint=plain("x" * 2000), optional=True),
    "long placeholder": asks(text_input(placeholder=plain("x" * 150), focus_on_load=True)),
    "dispatched": asks(
        text_input(
            dispatch_action_config={"trigger_actions_on": ["on_character_entered", "on_enter_pressed"]}
        ),
        dispatch_action=True,
    ),
    "without a name": asks({"type": "plain_text_input"}),
    "number": asks(number(min_value="1", max_value="2.5", initial_value="2")),
    "email": asks({"type": "email_text_input", "action_id": "it"}),
    "url": asks({"type": "url_text_input", "action_id": "it"}),
    "rich text input": asks({"type": "rich_text_input", "action_id": "it"}),
    "file": asks({"type": "file_input", "action_id": "it", "filetypes": ["opml"], "max_files": 10}),
    "a hundred options": asks(menu(options=MANY[:100])),
    "longest option": asks(
        menu(options=[option("x" * 75, description=plain("x" * 75)), option("y") | {"value": "v" * 150}])
    ),
    "groups": asks(grouped(initial_option=option("b"))),
    "menu": actions(menu(placeholder=plain("Pick"), initial_option=option("red"), confirm=CONFIRM)),
    "menus": asks(menu("multi_static_select", initial_options=[option("red")], max_selected_items=1)),
    "external": asks(menu("external_select", initial_option=option("any"), min_query_length=0)),
    "externals": asks(menu("multi_external_select", initial_options=[option("any")], max_selected_items=3)),
    "users": section(accessory=menu("users_select", initial_user=ADA)),
    "conversations": asks(
        menu(
            "conversations_select",
            default_to_current_conversation=True,
            response_url_enabled=True,
            filter={"include": ["public", "private"], "exclude_bot_users": True},
        )
    ),
    "multi": asks(menu("multi_conversations_select", initial_conversations=["C1"])),
    "channels": asks(menu("multi_channels_select", initial_channels=["C1"])),
    "boxes": asks(boxes(options=MANY[:10], initial_options=MANY[:2])),
    "box in mrkdwn": asks(boxes(options=[{"text": {"type": "mrkdwn", "text": "*a*"}, "value": "1"}])),
    "radio": asks(boxes(type="radio_buttons", initial_option=option("red"))),
    "date": asks(menu("datepicker", initial_date="2019-05-06")),
    "time": asks(menu("timepicker", initial_time="23:59")),
    "date and time": asks({"type": "datetimepicker", "action_id": "it", "initial_date_time": 1557158400}),
    "overflow": section(accessory={"type": "overflow", "options": [option("a", url="https://a.example")]}),
    "button that asks": actions(button(confirm=CONFIRM | {"style": "danger"})),
}


@pytest.mark.parametrize("block", GOOD.values(), ids=GOOD.keys())
def test_a_proper_block_is_taken(block):
    assert check_view_blocks([block]) == []


def test_what_slack_takes_opens(slack):
    blocks = [block | {"block_id": name} for name, block in GOOD.items()]
    trigger = slack.workspace.modals.trigger(ADA)
    shown = slack.client.views_open(trigger_id=trigger, view=modal(*blocks))["view"]["blocks"]
    assert [block["block_id"] for block in shown] == list(GOOD)
    unnamed = shown[list(GOOD).index("without a name")]["element"]
    assert unnamed["action_id"], "Slack names what the app has not named"


BAD = {
    "text alone": "hello",
    "a block for messages": {"type": "markdown", "text": "x"},
    "input without label": without(asks(text_input()), "label"),
    "input without element": without(asks(text_input()), "element"),
    "label in mrkdwn": asks(text_input(), label={"type": "mrkdwn", "text": "x"}),
    "long label": asks(text_input(), label=plain("x" * 2001)),
    "long hint": asks(text_input(), hint=plain("x" * 2001)),
    "optional that is a string": asks(text_input(), optional="true"),
    "odd property of an input": asks(text_input(), odd=1),
    "button in an input": asks(button()),
    "overflow in an input": asks({"type": "overflow", "action_id": "o", "options": [option("a")]}),
    "text input in actions": actions(text_input()),
    "file input beside a section": section(accessory={"type": "file_input", "action_id": "f"}),
    "unknown element": asks({"type": "slider", "action_id": "s"}),
    "odd property of an element": asks(text_input(odd=1)),
    "confirm of a text input": asks(text_input(confirm=CONFIRM)),
    "long placeholder": asks(text_input(placeholder=plain("x" * 151))),
    "long initial value": asks(text_input(initial_value="x" * 3001)),
    "min above max": asks(text_input(min_length=3, max_length=2)),
    "min that is large": asks(text_input(min_length=3001)),
    "max that is nothing": asks(text_input(max_length=0)),
    "max that is a string": asks(text_input(max_length="5")),
    "long action id": asks(text_input("x" * 256), block_id="b"),
    "long block id": asks(text_input(), block_id="x" * 256),
    "dispatched by magic": asks(text_input(dispatch_action_config={"trigger_actions_on": ["magic"]})),
    "number without kind": asks(without(number(), "is_decimal_allowed")),
    "number in words": asks(number(min_value="one")),
    "number in numbers": asks(number(min_value=1)),
    "least above most": asks(number(min_value="2", max_value="1")),
    "eleven files": asks({"type": "file_input", "action_id": "f", "max_files": 11}),
    "no options": asks(menu(options=[])),
    "neither options nor groups": asks(without(menu(), "options")),
    "options and groups": asks(menu(option_groups=GROUPS)),
    "101 options": asks(menu(options=MANY)),
    "101 options in a group": asks(grouped(option_groups=[{"label": plain("x"), "options": MANY}])),
    "a group without label": asks(grouped(option_groups=[{"options": [option("a")]}])),
    "long group label": asks(grouped(option_groups=[{"label": plain("x" * 76), "options": [option("a")]}])),
    "long option": asks(menu(options=[option("x" * 76)])),
    "long option value": asks(menu(options=[option("x") | {"value": "x" * 151}])),
    "option without value": asks(menu(options=[{"text": plain("x")}])),
    "option with a type": asks(menu(options=[option("x", type="option")])),
    "option in mrkdwn": asks(menu(options=[{"text": {"type": "mrkdwn", "text": "x"}, "value": "x"}])),
    "option with a link": asks(menu(options=[option("x", url="https://a.example")])),
    "initial option of another menu": asks(menu(initial_option=option("blue"))),
    "initial option with another text": asks(menu(initial_option=option("red", text=plain("Rot")))),
    "initial option of no group": asks(grouped(initial_option=option("blue"))),
    "initial options of another menu": asks(menu("multi_static_select", initial_options=[option("blue")])),
    "initial box of others": asks(boxes(initial_options=[option("blue")])),
    "initial radio of others": asks(boxes(type="radio_buttons", initial_option=option("blue"))),
    "initial options of one": asks(menu(initial_options=[option("red")])),
    "eleven boxes": asks(boxes(options=MANY[:11])),
    "no boxes": asks(boxes(options=[])),
    "nothing to select": asks(menu("multi_users_select", max_selected_items=0)),
    "users that are no list": asks(menu("multi_users_select", initial_users="U1")),
    "odd filter": asks(menu("conversations_select", filter={"include": ["secret"]})),
    "empty filter": asks(menu("conversations_select", filter={"include": []})),
    "date": asks(menu("datepicker", initial_date="6 May")),
    "time": asks(menu("timepicker", initial_time="24:00")),
    "date and time": asks({"type": "datetimepicker", "action_id": "d", "initial_date_time": 1}),
    "six in an overflow": actions({"type": "overflow", "action_id": "o", "options": MANY[:6]}),
    "confirm without text": actions(button(confirm=without(CONFIRM, "text"))),
    "long confirm title": actions(button(confirm=CONFIRM | {"title": plain("x" * 101)})),
    "long confirm text": actions(button(confirm=CONFIRM | {"text": plain("x" * 301)})),
    "long confirm button": actions(button(confirm=CONFIRM | {"confirm": plain("x" * 31)})),
    "odd confirm": actions(button(confirm=CONFIRM | {"odd": 1})),
    "same action twice": actions(button(), menu(action_id="go")),
}


@pytest.mark.parametrize("block", BAD.values(), ids=BAD.keys())
def test_an_improper_block_is_refused(block):
    [complaint] = check_view_blocks([block])[:1]
    assert "[json-pointer:/view/blocks/0" in complaint


def test_blocks_that_do_not_go_together_are_refused():
    assert check_view_blocks([asks(text_input()), asks(text_input())]), "two of the same block_id"
    focused = text_input("a", focus_on_load=True), text_input("b", focus_on_load=True)
    assert check_view_blocks([asks(each) for each in focused])
    assert check_view_blocks([section()] * 101) == [
        "[ERROR] no more than 100 items allowed [json-pointer:/view/blocks]"
    ]
    assert check_view_blocks([section()] * 100) == []


@pytest.mark.parametrize("block", [GOOD["menu"], GOOD["users"], GOOD["overflow"], GOOD["button that asks"]])
def test_menus_may_be_in_messages_too(block):
    assert check_blocks([block]) == []


@pytest.mark.parametrize("name", ["initial option of another menu", "101 options", "odd confirm"])
def test_menus_in_messages_have_the_same_rules(name):
    element = BAD[name].get("element") or BAD[name]["elements"][0]
    assert check_blocks([actions(element)])


@pytest.mark.parametrize(
    "frame",
    [
        {"title": None},
        {"title": plain("")},
        {"title": plain("x" * 25)},
        {"submit": plain("x" * 25)},
        {"close": {"type": "mrkdwn", "text": "x"}},
        {"callback_id": "x" * 256},
        {"callback_id": 7},
        {"external_id": "x" * 256},
        {"private_metadata": "x" * 3_001},
        {"notify_on_close": "yes"},
        {"clear_on_close": 1},
        {"odd": 1},
        {"blocks": []},
        {"blocks": None},
        {"blocks": [asks(text_input())], "submit": None},
    ],
    ids=str,
)
def test_the_frame_of_a_modal_has_its_limits(slack, frame):
    trigger = slack.workspace.modals.trigger(ADA)
    told = slack.refusal("views.open", trigger_id=trigger, view=modal() | frame)
    assert told["error"] == "invalid_arguments"
    longest = {"title": plain("x" * 24), "callback_id": "x" * 255, "private_metadata": "x" * 3_000}
    assert slack.client.views_open(trigger_id=trigger, view=modal() | longest)["ok"], "it is not used up"
