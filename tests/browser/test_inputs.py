"""What can be given in a window: each kind of input, and what the app is told of it."""

import pytest
from page_scene import ADA, NEWS, POLICY, asks, open_modal, option, plain, sent_values
from playwright.sync_api import expect

from infra.laptop.slack.records import User

pytestmark = pytest.mark.browser

COLOURS = [option("Red"), option("Green", description=plain("as grass")), option("Blue")]


@pytest.fixture
def ask(live, workspace):
    """Open a modal with these inputs and return its dialog."""
    return lambda *blocks, **more: open_modal(live, workspace, *blocks, **more)[1]


def select(dialog, label):
    return dialog.get_by_role("combobox", name=label, exact=True)


def choose(dialog, label, *texts):
    select(dialog, label).click()
    for text in texts:
        dialog.get_by_role("option", name=text).click()
    dialog.get_by_role("heading").first.click()
    expect(dialog.get_by_role("listbox")).to_have_count(0)


def offered(dialog):
    dialog.get_by_role("option").first.wait_for()
    return [text.split("\n")[0] for text in dialog.get_by_role("option").all_inner_texts()]


def send(dialog):
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_have_count(0)


def test_texts_numbers_and_moments_are_sent_as_they_are_given(ask, app):
    dialog = ask(
        asks("Name", hint=plain("As it is shown.")),
        asks("Query", multiline=True, initial_value="mine"),
        asks("Cap", "number_input", is_decimal_allowed=False),
        asks("At", "timepicker", initial_time="08:00"),
        asks("From", "datepicker"),
        asks("Until", "datepicker", optional=True),
    )
    dialog.get_by_label("Name").fill("Talks")
    dialog.get_by_label("Query").fill("one\ntwo")
    dialog.get_by_label("Cap").fill("20")
    dialog.get_by_label("From").fill("2019-05-06")
    expect(dialog.get_by_label("Name")).to_have_accessible_description("As it is shown.")
    send(dialog)

    assert sent_values(app) == {
        "name": "Talks", "query": "one\ntwo", "cap": "20", "at": "08:00", "from": "2019-05-06", "until": None,
    }  # fmt: skip


def test_what_is_chosen_is_sent(ask, app):
    dialog = ask(
        asks("Colour", "static_select", options=COLOURS, initial_option=COLOURS[0]),
        asks("Colours", "multi_static_select", options=COLOURS, name="many"),
        asks("One of", "radio_buttons", options=COLOURS, initial_option=COLOURS[0], name="radio"),
        asks("Some of", "checkboxes", options=COLOURS, initial_options=COLOURS[:1], name="boxes"),
    )
    expect(select(dialog, "Colour")).to_have_value("Red")
    choose(dialog, "Colour", "Green")
    choose(dialog, "Colours", "Blue", "Red")
    dialog.get_by_role("radiogroup", name="One of").get_by_label("Blue").check()
    boxes = dialog.get_by_role("group", name="Some of")
    boxes.get_by_label("Red").uncheck()
    boxes.get_by_label("Green").check()
    send(dialog)

    def texts(held):
        return [each["text"]["text"] for each in held] if isinstance(held, list) else held["text"]["text"]

    assert {name: texts(held) for name, held in sent_values(app).items()} == {
        "colour": "Green", "many": ["Blue", "Red"], "radio": "Blue", "boxes": ["Green"],
    }  # fmt: skip


def test_a_select_is_used_by_keyboard_and_narrowed_by_typing(ask, live, app):
    groups = [
        {"label": plain("Warm"), "options": [option("Red"), option("Orange")]},
        {"label": plain("Cold"), "options": [option("Green", description=plain("as grass")), option("Blue")]},
    ]
    dialog = ask(asks("Colour", "static_select", option_groups=groups))
    field = select(dialog, "Colour")
    field.press("ArrowDown")
    assert offered(dialog) == ["Red", "Orange", "Green", "Blue"]
    assert dialog.get_by_role("group", name="Cold").get_by_role("option").count() == 2
    live.keyboard.type("GRASS")
    expect(dialog.get_by_role("option")).to_have_count(1)
    live.keyboard.press("Enter")
    expect(field).to_have_value("Green")
    expect(field).to_have_attribute("aria-expanded", "false")

    live.keyboard.type("no such colour")
    expect(dialog.get_by_text("Nothing found")).to_be_visible()
    live.keyboard.press("Escape")
    expect(dialog.get_by_text("Nothing found")).to_be_hidden()
    expect(field).to_have_value("Green")

    live.keyboard.press("ArrowDown")
    live.keyboard.press("ArrowUp")
    expect(dialog.get_by_role("option", name="Orange")).to_have_class("option active")
    live.keyboard.press("Enter")
    send(dialog)
    assert sent_values(app)["colour"]["value"] == "orange"


def test_of_several_no_more_are_taken_than_the_app_wants(ask, live, app):
    more = {"initial_options": COLOURS[:1], "max_selected_items": 2}
    dialog = ask(asks("Colours", "multi_static_select", options=COLOURS, **more))
    select(dialog, "Colours").click()
    dialog.get_by_role("option", name="Green").click()
    dialog.get_by_role("option", name="Blue").click()
    expect(dialog.get_by_text("No more than 2 can be chosen")).to_be_visible()
    dialog.get_by_role("button", name="Remove Red").click()
    live.keyboard.press("Backspace")
    expect(dialog.get_by_role("button", name="Remove")).to_have_count(0)
    choose(dialog, "Colours", "Blue")
    send(dialog)

    assert [each["value"] for each in sent_values(app)["colours"]] == ["blue"]


def test_what_is_optional_can_be_cleared(ask, app):
    more = {"options": COLOURS, "initial_option": COLOURS[0]}
    dialog = ask(
        asks("Colour", "static_select", optional=True, **more), asks("Other", "static_select", **more)
    )
    dialog.get_by_role("button", name="Clear").click()
    expect(dialog.get_by_role("button", name="Clear")).to_have_count(0)
    send(dialog)

    assert sent_values(app) == {
        "colour": None,
        "other": {**COLOURS[0], "text": plain("Red") | {"emoji": True}},
    }


def test_conversations_are_those_that_a_person_sees(ask, live, workspace, app):
    workspace.add_user(User("U0BOB", "bob", "Bob"))
    workspace.add_channel("G0OURS", "ours", private=True, members=[ADA])
    workspace.add_channel("G0THEIRS", "theirs", private=True, members=["U0BOB"])
    live.get_by_role("link", name="theirs").wait_for()
    dialog = ask(
        asks("Where", "conversations_select", default_to_current_conversation=True),
        asks("Also", "multi_conversations_select", filter={"include": ["private"]}),
        asks("Channel", "channels_select", initial_channel=NEWS),
        asks("Who", "users_select"),
    )
    expect(select(dialog, "Where")).to_have_value("#policy")
    select(dialog, "Where").click()
    assert offered(dialog) == ["#news", "#ours", "#policy", "#quiet", "Newswatch"]
    select(dialog, "Where").press("Escape")
    choose(dialog, "Also", "#ours")
    choose(dialog, "Who", "Bob")
    send(dialog)

    assert sent_values(app) == {"where": POLICY, "also": ["G0OURS"], "channel": NEWS, "who": "U0BOB"}


def test_an_external_select_asks_the_app_for_what_is_typed(ask, live, app):
    app.answers({"options": [option("Reuters"), option("Reuters Africa")]})
    dialog = ask(
        asks("Outlet", "external_select", min_query_length=2, placeholder=plain("Search")),
        asks("Outlets", "multi_external_select", min_query_length=0),
    )
    field = select(dialog, "Outlet")
    field.click()
    expect(dialog.get_by_text("Type 2 more characters")).to_be_visible()
    live.keyboard.type("reu")
    dialog.get_by_role("option", name="Reuters Africa").click()
    expect(field).to_have_value("Reuters Africa")
    asked = app.payload()
    assert (asked["type"], asked["block_id"], asked["value"]) == ("block_suggestion", "outlet", "reu")

    app.answers({"option_groups": [{"label": plain("Wires"), "options": [option("AFP")]}]})
    select(dialog, "Outlets").click()
    dialog.get_by_role("group", name="Wires").get_by_role("option", name="AFP").click()
    app.answers("", status=500)
    live.keyboard.type("x")
    expect(dialog.get_by_text("⚠ The app failed.")).to_be_visible()
    live.keyboard.press("Escape")
    app.answers("")
    send(dialog)
    held = sent_values(app)
    assert (held["outlet"]["value"], [each["value"] for each in held["outlets"]]) == (
        "reuters africa",
        ["afp"],
    )


def test_what_is_missing_or_wrong_is_told_before_it_is_sent(ask, app):
    dialog = ask(
        asks("Name"),
        asks("Colour", "static_select", options=COLOURS),
        asks("Some of", "checkboxes", options=COLOURS, name="boxes"),
        asks("Cap", "number_input", is_decimal_allowed=False, min_value="1", max_value="50", optional=True),
    )
    save = dialog.get_by_role("button", name="Save")
    dialog.get_by_label("Cap").fill("1.5")
    save.click()
    wrong = dialog.get_by_role("alert")
    assert wrong.all_inner_texts() == [*["Please complete this required field."] * 3, "Enter a whole number."]
    expect(dialog.get_by_label("Name")).to_be_focused()
    expect(dialog.get_by_label("Name")).to_have_attribute("aria-invalid", "true")
    expect(dialog.get_by_label("Name")).to_have_accessible_description("Please complete this required field.")

    dialog.get_by_label("Name").fill("Talks")
    expect(wrong).to_have_count(3)
    choose(dialog, "Colour", "Red")
    dialog.get_by_label("Green").check()
    dialog.get_by_label("Cap").fill("51")
    save.click()
    assert wrong.all_inner_texts() == ["Enter 50 or less."]
    assert app.received == []
    dialog.get_by_label("Cap").fill("50")
    send(dialog)


@pytest.mark.parametrize(
    ("more", "keys"),
    [
        ({}, ["a", "Enter"]),
        ({"dispatch_action_config": {"trigger_actions_on": ["on_character_entered"]}}, ["a"]),
    ],
    ids=["enter", "each character"],
)
def test_a_text_is_told_to_the_app_when_it_wants_to_know(ask, live, app, more, keys):
    dialog = ask(asks("Query", dispatch_action=True, **more), asks("Other", initial_value="x"))
    dialog.get_by_label("Query").focus()
    with live.expect_response("**/page/act"):
        for key in keys:
            live.keyboard.press(key)
    told = app.payload()

    assert (told["type"], told["actions"][0]["value"]) == ("block_actions", "a")
    assert sent_values(app) == {"query": "a", "other": "x"}
    expect(dialog).to_be_visible()


def test_a_choice_is_told_to_the_app_when_it_wants_to_know(ask, live, app):
    dialog = ask(
        asks("Colour", "static_select", options=COLOURS, dispatch_action=True),
        asks("Silent", "static_select", options=COLOURS),
    )
    choose(dialog, "Silent", "Red")
    with live.expect_response("**/page/act"):
        choose(dialog, "Colour", "Blue")

    assert len(app.received) == 1
    assert app.payload()["actions"][0]["selected_option"]["value"] == "blue"
    expect(select(dialog, "Colour")).to_have_value("Blue")


def test_a_file_stays_chosen_when_the_window_is_updated(live, workspace, app, tmp_path):
    path = tmp_path / "feeds.opml"
    path.write_text("<opml/>")
    file = asks("File", "file_input", filetypes=["opml"])
    shown, dialog = open_modal(live, workspace, file)
    dialog.get_by_label("File").set_input_files(path)
    workspace.modals.update(
        {**shown.view, "blocks": [{**file, "hint": plain("One more thing.")}]}, view_id=shown.id
    )
    expect(dialog.get_by_text("One more thing.")).to_be_visible()
    send(dialog)

    assert [each["name"] for each in sent_values(app)["file"]] == ["feeds.opml"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_options_lie_within_a_phones_screen(live, workspace, scheme):
    live.set_viewport_size({"width": 375, "height": 640})
    live.emulate_media(color_scheme=scheme)
    many = [option(f"Option {n} with a name that is quite long") for n in range(60)]
    fields = [asks(f"Field {n}", name=f"f{n}") for n in range(6)]
    dialog = open_modal(live, workspace, *fields, asks("Last", "static_select", options=many))[1]
    select(dialog, "Last").click()
    dialog.get_by_role("option").first.wait_for()
    box = dialog.get_by_role("listbox").locator("..").bounding_box()

    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 375
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= 640
    assert live.evaluate("document.documentElement.scrollWidth <= innerWidth")
    last = dialog.get_by_role("option").last
    last.scroll_into_view_if_needed()
    last.click()
    expect(select(dialog, "Last")).to_have_value("Option 59 with a name that is quite long")
