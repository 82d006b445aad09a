"""Menus in messages: overflow menus and selects, what is asked before a thing is done, and shortcuts."""

import pytest
from page_scene import ADA, BOT, POLICY, actions, button, mrkdwn, option, plain, say
from playwright.sync_api import expect

from infra.laptop.slack.content import from_args

pytestmark = pytest.mark.browser

SURE = {
    "title": plain("Mute VOA?"),
    "text": {"type": "mrkdwn", "text": "Its stories are *not* posted here."},
    "confirm": plain("Mute"),
    "deny": plain("Keep"),
}
OPTIONS = [option("Why", "run why 7"), option("Split", "run split 7", description=plain("Two stories"))]


def overflow(*options, **more):
    return {"type": "overflow", "action_id": "more", "options": list(options) or OPTIONS, **more}


@pytest.fixture
def post(live, workspace):
    """Post blocks and return the article that shows them."""

    def posted(*blocks):
        message = say(workspace, text="fallback", blocks=list(blocks))
        article = live.locator(f'li[data-ts="{message.ts}"]').get_by_role("article")
        article.wait_for()
        return article

    return posted


def test_what_is_chosen_in_an_overflow_menu_is_sent(post, live, app):
    article = post({**mrkdwn("A story"), "accessory": overflow()})
    opener = article.get_by_role("button", name="More options")
    opener.click()
    expect(opener).to_have_attribute("aria-expanded", "true")
    assert article.get_by_role("menuitem").all_inner_texts() == ["Why", "Split\nTwo stories"]
    with live.expect_response("**/page/press"):
        article.get_by_role("menuitem", name="Split").click()

    assert app.payload()["actions"][0]["selected_option"]["value"] == "run split 7"
    expect(article.get_by_role("menu")).to_be_hidden()
    expect(opener).to_be_focused()


def test_a_menu_is_used_by_keyboard(post, live, app):
    article = post(actions(button("Relevant"), overflow()))
    opener = article.get_by_role("button", name="More options")
    item = article.get_by_role("menuitem")
    opener.press("Enter")
    expect(item.first).to_be_focused()
    live.keyboard.press("ArrowUp")
    expect(item.last).to_be_focused()
    live.keyboard.press("w")
    expect(item.first).to_be_focused()
    live.keyboard.press("Escape")
    expect(opener).to_be_focused()
    expect(article.get_by_role("menu")).to_be_hidden()
    opener.press("ArrowDown")
    with live.expect_response("**/page/press"):
        live.keyboard.press("Enter")

    assert app.payload()["actions"][0]["selected_option"]["value"] == "run why 7"


def test_a_menu_closes_where_one_looks_elsewhere(post, live, app):
    article = post(actions(overflow()))
    article.get_by_role("button", name="More options").click()
    live.locator("#title").click()
    expect(article.get_by_role("menu")).to_be_hidden()
    assert app.received == []


def test_an_option_may_lead_elsewhere(post):
    article = post(actions(overflow(option("Open", "open", url="https://news.example/1"))))
    article.get_by_role("button", name="More options").click()

    item = article.get_by_role("menuitem", name="Open")
    assert (item.get_attribute("href"), item.get_attribute("rel")) == (
        "https://news.example/1",
        "noopener noreferrer",
    )


@pytest.mark.parametrize("kind", ["button", "overflow", "select"])
def test_the_app_is_told_only_when_one_is_sure(post, live, app, kind):
    element = {
        "button": button("Mute VOA here", confirm=SURE),
        "overflow": overflow(confirm=SURE),
        "select": {
            "type": "static_select", "action_id": "s",
            "placeholder": plain("Mute"), "options": OPTIONS, "confirm": SURE,
        },
    }[kind]  # fmt: skip
    article = post(actions(element))

    def use():
        if kind == "button":
            article.get_by_role("button", name="Mute VOA here").click()
        elif kind == "overflow":
            article.get_by_role("button", name="More options").click()
            article.get_by_role("menuitem", name="Why").click()
        else:
            article.get_by_role("combobox", name="Mute").click()
            article.get_by_role("option", name="Why").click()

    question = live.get_by_role("alertdialog", name="Mute VOA?")
    use()
    expect(question).to_have_accessible_description("Its stories are not posted here.")
    question.get_by_role("button", name="Keep").click()
    expect(question).to_have_count(0)
    use()
    live.keyboard.press("Escape")
    expect(question).to_have_count(0)
    assert app.received == []
    if kind == "select":
        expect(article.get_by_role("combobox", name="Mute")).to_have_value("")

    use()
    with live.expect_response("**/page/press"):
        question.get_by_role("button", name="Mute").click()
    assert len(app.received) == 1


def test_a_select_in_a_message_is_sent_and_marked_where_that_failed(post, live, app):
    element = {"type": "static_select", "action_id": "when", "placeholder": plain("When"), "options": OPTIONS}
    article = post({**mrkdwn("How often?"), "accessory": element})
    app.answers("", status=500)
    field = article.get_by_role("combobox", name="How often?")
    field.click()
    article.get_by_role("option", name="Why").click()
    expect(article.get_by_role("alert")).to_have_text("⚠ The app failed.")
    app.answers("")
    field.click()
    with live.expect_response("**/page/press"):
        article.get_by_role("option", name="Split").click()

    assert app.payload()["actions"][0]["selected_option"]["value"] == "run split 7"
    expect(article.get_by_role("alert")).to_have_count(0)


def test_the_focus_stays_on_a_button_whose_message_is_changed(post, live, workspace):
    article = post(actions(button("Relevant")))
    ts = article.locator("..").get_attribute("data-ts")
    article.get_by_role("button", name="Relevant").focus()
    blocks = [mrkdwn("Thank you."), actions(button("Relevant"), button("Undo"))]
    workspace.update(POLICY, ts, BOT, from_args({"text": "changed", "blocks": blocks}))
    article.get_by_text("Thank you.").wait_for()

    expect(article.get_by_role("button", name="Relevant")).to_be_focused()


# --- Shortcuts -------------------------------------------------------------------------------------


def test_a_shortcut_is_in_the_menu_of_each_message(live, workspace, app):
    posted = workspace.post(POLICY, ADA, from_args({"text": "Look at https://news.example/1"}))
    article = live.locator(f'li[data-ts="{posted.ts}"]').get_by_role("article")
    article.hover()
    article.get_by_role("button", name="More actions").click()
    with live.expect_response("**/page/shortcut"):
        article.get_by_role("menuitem", name="Watch for stories like this").click()

    told = app.payload()
    assert (told["type"], told["callback_id"], told["message"]["ts"]) == (
        "message_action",
        "like_this",
        posted.ts,
    )


def test_the_menu_of_a_message_is_seen_when_it_is_wanted(live, post):
    toolbar = post(mrkdwn("A story")).locator(".toolbar")
    assert toolbar.evaluate("node => getComputedStyle(node).opacity") == "0"
    toolbar.get_by_role("button").focus()
    assert toolbar.evaluate("node => getComputedStyle(node).opacity") == "1"


def test_a_shortcut_that_failed_says_so(live, post, app):
    app.answers("", status=500)
    article = post(mrkdwn("A story"))
    article.get_by_role("button", name="More actions").click()
    article.get_by_role("menuitem").click()

    expect(article.get_by_role("alert")).to_have_text("⚠ The app failed.")


def test_there_are_no_shortcuts_on_what_only_one_person_sees(live, workspace):
    whisper = workspace.post(POLICY, BOT, from_args({"text": "psst"}), only_for=ADA)
    article = live.locator(f'li[data-ts="{whisper.ts}"]').get_by_role("article")
    article.wait_for()

    assert article.get_by_role("button", name="More actions").count() == 0


def test_where_nobody_can_do_anything_the_menus_are_shut(page, workspace):
    message = say(workspace, text="x", blocks=[actions(overflow())])
    article = page.locator(f'li[data-ts="{message.ts}"]').get_by_role("article")
    article.wait_for()

    assert article.get_by_role("button", name="More options").is_disabled()
    assert article.get_by_role("button", name="More actions").count() == 0


def test_a_menu_lies_within_a_phones_screen(live, post):
    live.set_viewport_size({"width": 375, "height": 640})
    article = post(actions(overflow(option("x" * 70), option("y"))))
    article.get_by_role("button", name="More options").click()
    box = article.get_by_role("menu").bounding_box()

    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 375
    assert live.evaluate("document.documentElement.scrollWidth <= innerWidth")
