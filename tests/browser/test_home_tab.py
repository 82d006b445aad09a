"""App Home: the tab beside the messages with the app."""

import pytest
from conftest import opened
from page_scene import ADA, actions, asks, button, home, mrkdwn, option, plain, sent_values
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

TOPICS = home(
    {"type": "header", "text": plain("Topics")},
    {**mrkdwn("*tariffs* is paused"), "accessory": button("Resume", value="resume tariffs")},
    actions(button("New topic")),
)


@pytest.fixture
def at_home(browser, server, app):
    """The page of Ada at the tab Home; the app hears of it."""
    app.events = frozenset({"app_home_opened", "message.im"})
    server.install(app.installed, ADA, patience_s=2)
    with opened(browser, server, "D0ADA/home") as page:
        yield page


def panel(page):
    return page.get_by_role("tabpanel", name="Home")


def until_told(page, app, kind):
    """Wait until the app has got an event of a kind, and return it."""
    for _ in range(100):
        for place, (path, _, _) in enumerate(app.received):
            if path.endswith("/events") and app.event(place)["event"]["type"] == kind:
                return app.event(place)["event"]
        page.wait_for_timeout(30)
    raise AssertionError(f"the app was not told {kind}")


def test_the_app_hears_of_it_and_what_it_publishes_appears(at_home, workspace, app):
    expect(panel(at_home).get_by_text("The app shows nothing here yet.")).to_be_visible()
    told = until_told(at_home, app, "app_home_opened")
    assert (told["user"], told["tab"]) == (ADA, "home")
    workspace.modals.publish(ADA, TOPICS)

    expect(panel(at_home).get_by_role("heading", name="Topics")).to_be_visible()
    expect(panel(at_home).get_by_text("shows nothing")).to_be_hidden()
    expect(at_home.locator("#composer")).to_be_hidden()


def test_one_goes_between_home_and_messages(live, workspace):
    workspace.modals.publish(ADA, TOPICS)
    live.get_by_role("link", name="Newswatch").click()
    messages, tab = live.get_by_role("tab", name="Messages"), live.get_by_role("tab", name="Home")
    expect(messages).to_have_attribute("aria-selected", "true")
    expect(live.get_by_role("textbox", name="Command in Newswatch")).to_be_visible()
    tab.click()
    expect(panel(live).get_by_role("heading", name="Topics")).to_be_visible()
    expect(tab).to_have_attribute("aria-selected", "true")
    tab.press("ArrowRight")
    expect(messages).to_be_focused()
    expect(panel(live)).to_be_hidden()
    live.go_back()
    expect(panel(live)).to_be_visible()


def test_other_conversations_have_no_tabs(live):
    expect(live.get_by_role("tablist")).to_have_count(0)
    assert live.locator("#scroller").get_attribute("role") == "region"


def test_a_button_of_home_is_pressed_and_opens_a_window(at_home, workspace, app):
    workspace.modals.publish(ADA, TOPICS)
    with at_home.expect_response("**/page/act"):
        panel(at_home).get_by_role("button", name="Resume").click()
    told = app.payload()
    assert (told["type"], told["view"]["type"]) == ("block_actions", "home")
    assert told["actions"][0]["value"] == "resume tariffs"

    with at_home.expect_response("**/page/act"):
        panel(at_home).get_by_role("button", name="New topic").click()
    modal = {"type": "modal", "title": plain("New topic"), "blocks": [mrkdwn("x")]}
    workspace.modals.open(app.payload()["trigger_id"], modal)
    expect(at_home.get_by_role("dialog", name="New topic")).to_be_visible()
    at_home.keyboard.press("Escape")
    expect(panel(at_home).get_by_role("button", name="New topic")).to_be_focused()


def test_a_press_that_failed_is_marked(at_home, workspace, app):
    workspace.modals.publish(ADA, TOPICS)
    app.answers("", status=500)
    panel(at_home).get_by_role("button", name="Resume").click()
    expect(panel(at_home).get_by_role("alert")).to_have_text("⚠ The app failed.")


def test_what_is_typed_stays_when_the_app_publishes_anew(at_home, workspace, app):
    zones = [option("Europe/Madrid"), option("UTC")]
    find = asks("Find", dispatch_action=True)
    zone = {"type": "static_select", "action_id": "tz", "options": zones, "initial_option": zones[0]}
    zoned = {**mrkdwn("Time zone"), "block_id": "zone", "accessory": zone}
    workspace.modals.publish(ADA, home(find, zoned))
    panel(at_home).get_by_label("Find").fill("tar")
    panel(at_home).get_by_role("combobox", name="Time zone").click()
    with at_home.expect_response("**/page/act"):
        panel(at_home).get_by_role("option", name="UTC").click()
    held = sent_values(app)
    assert (held["find"], held["zone"]["value"]) == ("tar", "utc")

    panel(at_home).get_by_label("Find").press("End")
    workspace.modals.publish(ADA, home(mrkdwn("2 topics"), find, zoned))
    expect(panel(at_home).get_by_text("2 topics").first).to_be_visible()
    expect(panel(at_home).get_by_label("Find")).to_be_focused()
    at_home.keyboard.type("iffs")
    with at_home.expect_response("**/page/act"):
        at_home.keyboard.press("Enter")
    assert app.payload()["actions"][0]["value"] == "tariffs"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_home_fits_a_phone(at_home, workspace, scheme):
    at_home.set_viewport_size({"width": 375, "height": 640})
    at_home.emulate_media(color_scheme=scheme)
    rows = [
        {**mrkdwn(f"*topic-{n}* " + "word " * 20), "accessory": button("Edit", f"edit{n}")} for n in range(30)
    ]
    workspace.modals.publish(ADA, home(*rows, mrkdwn("x" * 400)))
    panel(at_home).get_by_role("button", name="Edit").last.scroll_into_view_if_needed()

    assert at_home.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert at_home.locator("#home").evaluate("node => node.scrollWidth <= node.clientWidth")
    assert at_home.locator("nav").bounding_box()["y"] == 0, "only the panel scrolls"


def test_one_writes_to_the_app_without_a_slash(browser, server, app):
    app.events = frozenset({"message.im"})
    server.install(app.installed, ADA, patience_s=2)
    with opened(browser, server, "D0ADA") as page:
        box = page.get_by_role("textbox", name="or a message")
        box.fill("https://news.example/1")
        box.press("Enter")
        article = page.get_by_role("article").filter(has_text="https://news.example/1")
        article.wait_for()

        assert article.locator(".author").inner_text() == "Ada Lovelace"
        assert until_told(page, app, "message")["text"] == "<https://news.example/1>"
