"""Typing commands on the page."""

import pytest
from conftest import opened
from page_scene import ADA, BOT, NEWS, POLICY, QUIET, say
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def line(page):
    return page.get_by_role("textbox", name="Command in #policy")


def enter(page, text):
    line(page).fill(text)
    line(page).press("Enter")


def test_a_command_is_sent_by_enter_and_its_answer_appears(live, app):
    app.answers({"text": "3 topics"})
    enter(live, "/watch list #policy")
    answer = live.get_by_role("article").filter(has_text="3 topics")
    answer.wait_for()

    assert (app.form()["text"], app.form()["user_id"]) == (f"list <#{POLICY}|policy>", ADA)
    assert "Only visible to you" in answer.inner_text()
    assert line(live).input_value() == ""
    assert line(live).evaluate("node => node === document.activeElement")


def test_the_button_sends_too(live, app):
    line(live).fill("/watch")
    with live.expect_response("**/page/type"):
        live.get_by_role("button", name="Send").click()

    assert app.form()["text"] == ""


def test_one_can_type_at_once(live, app):
    live.keyboard.type("/watch list")
    with live.expect_response("**/page/type"):
        live.keyboard.press("Enter")

    assert app.form()["text"] == "list"


def test_the_last_lines_come_back_by_arrow(live):
    for text in ("/watch list", "/watch status", "/watch status"):
        with live.expect_response("**/page/type"):
            enter(live, text)
        expect(line(live)).to_have_value("")
    line(live).fill("/watch help")
    seen = []
    for key in ("ArrowUp", "ArrowUp", "ArrowUp", "ArrowDown", "ArrowDown", "ArrowDown"):
        line(live).press(key)
        seen.append(line(live).input_value())

    assert seen == [
        "/watch status", "/watch list", "/watch list", "/watch status", "/watch help", "/watch help",
    ]  # fmt: skip


def test_what_is_no_command_is_kept_and_told_so_kindly(live, app):
    enter(live, "venezuela")

    assert live.locator("#hint").inner_text() == (
        "Only commands can be typed here. For example: /watch venezuela"
    )
    assert line(live).input_value() == "venezuela"
    assert app.received == []
    line(live).press("Home")
    line(live).type("/watch ")
    assert "help lists what can be typed" in live.locator("#hint").inner_text()


def test_a_blank_line_is_nothing(live, app):
    enter(live, "   ")
    assert app.received == []


def test_the_line_waits_for_the_app_and_is_not_sent_twice(live, app):
    app.go_on.clear()
    enter(live, "/watch list")
    live.wait_for_selector("#line[aria-busy=true]")
    line(live).press("Enter")
    line(live).press("Enter")
    app.go_on.set()
    live.wait_for_selector("#line:not([aria-busy])")

    assert len(app.received) == 1


def test_what_went_wrong_stays_to_be_tried_again(live, server, app):
    server.close()
    enter(live, "/watch list")
    live.get_by_text("This did not reach the server").wait_for()

    assert line(live).input_value() == "/watch list"


def test_a_failing_app_is_told_by_slackbot(live, app):
    app.answers("", status=500)
    enter(live, "/watch list")
    told = live.get_by_role("article").filter(has_text="http_service_error")
    told.wait_for()

    assert told.locator(".author").inner_text() == "Slackbot"
    assert told.locator(".app").count() == 0
    assert "Only visible to you" in told.inner_text()


def test_an_answer_for_all_shows_who_typed_what(live, app):
    app.answers({"text": "for all", "response_type": "in_channel"})
    enter(live, "/watch list")
    live.get_by_role("article").filter(has_text="for all").wait_for()
    typed = live.get_by_role("article").filter(has_text="/watch list")

    assert typed.locator(".author").inner_text() == "Ada Lovelace"
    assert live.locator(".only-for").count() == 0


def test_each_conversation_keeps_its_own_unsent_line(live):
    line(live).fill("/watch half a thou")
    live.get_by_role("link", name="news", exact=True).click()
    other = live.get_by_role("textbox", name="Command in #news")
    assert other.input_value() == ""
    live.get_by_role("link", name="policy").click()

    assert line(live).input_value() == "/watch half a thou"


def test_commands_can_be_typed_to_the_bot_itself(live, app):
    app.answers({"text": "hello"})
    live.get_by_role("link", name="Newswatch").click()
    box = live.get_by_role("textbox", name="Command in Newswatch")
    box.fill("/watch help")
    box.press("Enter")
    live.get_by_role("article").filter(has_text="hello").wait_for()

    assert (app.form()["channel_id"], app.form()["channel_name"]) == ("D0ADA", "directmessage")


@pytest.mark.parametrize(
    ("act", "channel", "why"),
    [
        ("archive", QUIET, "This channel is archived."),
        ("leave", NEWS, "You are not in this channel."),
    ],
)
def test_where_one_cannot_type_it_says_why(live, workspace, act, channel, why):
    workspace.archive(channel) if act == "archive" else workspace.leave(channel, ADA)
    live.goto(live.url.split("#")[0] + f"#{channel}")
    live.get_by_text(why).last.wait_for()

    assert live.locator("#line").is_disabled()
    assert live.get_by_role("button", name="Send").is_disabled()


def test_who_comes_back_can_type_again(live, workspace):
    line(live).fill("/watch half a thou")
    workspace.leave(POLICY, ADA)
    live.get_by_text("You are not in this channel.").wait_for()
    workspace.join(POLICY, ADA)
    live.get_by_text("help lists what can be typed").wait_for()

    assert line(live).is_enabled()
    assert line(live).input_value() == "/watch half a thou"


def test_without_an_app_there_is_no_composer(page):
    assert page.locator("#composer").is_hidden()


def test_the_answer_is_scrolled_to(live, workspace, app):
    for n in range(40):
        say(workspace, text=f"post {n}")
    live.get_by_text("post 39").wait_for()
    live.locator("#scroller").evaluate("node => { node.scrollTop = 0 }")
    app.answers({"text": "the answer"})
    enter(live, "/watch list")
    live.get_by_text("the answer").wait_for()

    answer, composer = live.get_by_text("the answer").bounding_box(), live.locator("#composer").bounding_box()
    assert answer["y"] + answer["height"] <= composer["y"]


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_the_composer_fits_the_screen(live, workspace, width):
    live.set_viewport_size({"width": width, "height": 600})
    for n in range(40):
        say(workspace, text=f"post {n}")
    live.get_by_text("post 39").wait_for()
    line(live).fill("/watch " + "x" * 300)
    line(live).press("End")
    box = live.locator("#composer").bounding_box()

    assert live.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert box["y"] + box["height"] <= 600
    assert live.locator("nav").bounding_box()["y"] == 0, "only the messages scroll"
    assert live.get_by_role("button", name="Send").is_visible()


def test_a_phones_keyboard_is_not_opened_unasked(browser, server, app):
    server.install(app.installed, ADA)
    phone = {"has_touch": True, "is_mobile": True, "viewport": {"width": 390, "height": 780}}
    with opened(browser, server, **phone) as page:
        assert page.evaluate("document.activeElement === document.body")
        assert page.locator("#line").evaluate("node => getComputedStyle(node).fontSize") == "16px"


def test_hostile_text_in_the_last_line_stays_text(live, app):
    app.answers({"text": "&lt;img src=x onerror=alert(1)&gt;", "response_type": "in_channel"})
    enter(live, "/watch <img src=x onerror=alert(1)> <!channel>")
    live.get_by_role("article").last.wait_for()

    assert live.locator("#messages .content img, #messages .mention").count() == 0
    assert BOT not in live.locator("#messages").inner_text()
