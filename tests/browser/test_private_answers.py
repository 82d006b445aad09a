"""Answers that one person alone sees, and the buttons of answers and posts."""

import pytest
from page_scene import ADA, BOT, NEWS, POLICY, mrkdwn

from infra.laptop.slack.content import Content, from_args
from infra.laptop.slack.records import User

pytestmark = pytest.mark.browser

BOB = "U0BOB"


def button(label, action_id, **more):
    text = {"type": "plain_text", "text": label}
    return {"type": "button", "action_id": action_id, "text": text, "value": f"{action_id} 7", **more}


def whisper(workspace, *buttons, only_for=ADA, text="Watching *lithium*"):
    buttons = buttons or (button("Undo", "undo"),)
    actions = {"type": "actions", "block_id": "b1", "elements": list(buttons)}
    content = from_args({"text": "fallback", "blocks": [mrkdwn(text), actions]})
    return workspace.post(POLICY, BOT, content, only_for=only_for)


def item(page, message):
    found = page.locator(f'li[data-ts="{message.ts}"]')
    found.wait_for()
    return found


def test_a_private_answer_looks_private_and_can_be_dismissed(live, workspace):
    message = whisper(workspace)
    private = item(live, message)
    post = item(live, workspace.post(POLICY, BOT, Content("for all")))

    assert "Only visible to you" in private.inner_text()
    ground = "node => getComputedStyle(node.querySelector('article')).backgroundColor"
    assert private.evaluate(ground) != post.evaluate(ground)
    assert post.get_by_role("button", name="Dismiss message").count() == 0
    private.get_by_role("button", name="Dismiss message").click()
    private.wait_for(state="detached")
    assert workspace.changes(0).gone == ((POLICY, message.ts),)
    assert live.locator("#line").evaluate("node => node === document.activeElement")


def test_another_persons_answer_is_shown_as_hers_with_nothing_to_press(live, workspace):
    workspace.add_user(User(BOB, "bob", "Bob"))
    private = item(live, whisper(workspace, only_for=BOB))

    assert "Only visible to Bob" in private.inner_text()
    assert private.get_by_role("button", name="Dismiss message").count() == 0
    assert private.get_by_role("button", name="Undo").is_disabled()


def test_a_button_is_sent_and_busy_until_the_app_has_taken_it(live, workspace, app):
    undo = item(live, whisper(workspace)).get_by_role("button", name="Undo")
    app.go_on.clear()
    undo.click()
    live.wait_for_selector("button[aria-busy=true]")
    undo.click()
    app.go_on.set()
    live.wait_for_selector("button[aria-busy=true]", state="detached")

    assert undo.get_attribute("type") == "button"
    assert [app.payload(n)["actions"][0]["value"] for n in range(len(app.received))] == ["undo 7"]
    assert live.locator(".problem").count() == 0


def test_a_button_works_by_keyboard(live, workspace, app):
    undo = item(live, whisper(workspace)).get_by_role("button", name="Undo")
    undo.focus()
    with live.expect_response("**/page/press"):
        undo.press("Enter")
    with live.expect_response("**/page/press"):
        undo.press("Space")

    assert len(app.received) == 2


def test_a_press_that_failed_is_marked_until_it_succeeds(live, workspace, app):
    private = item(live, whisper(workspace))
    undo = private.get_by_role("button", name="Undo")
    app.answers("", status=500)
    undo.click()
    mark = private.get_by_role("alert")
    mark.wait_for()
    assert mark.inner_text() == "⚠ The app failed."
    assert undo.is_enabled()
    app.answers("")
    undo.click()
    mark.wait_for(state="detached")


def test_what_the_button_carries_comes_from_the_message_and_not_from_the_browser(live, workspace, app):
    undo = item(live, whisper(workspace)).get_by_role("button", name="Undo")
    undo.evaluate("node => { node.value = 'remove everything'; node.textContent = 'Remove' }")
    with live.expect_response("**/page/press"):
        live.get_by_role("button", name="Remove").click()

    assert app.payload()["actions"][0]["value"] == "undo 7"
    assert app.payload()["actions"][0]["text"]["text"] == "Undo"


def test_an_answer_takes_the_place_of_its_message_or_takes_it_away(live, workspace, server, app):
    message = whisper(workspace)
    private = item(live, message)
    with live.expect_response("**/page/press"):
        private.get_by_role("button", name="Undo").click()
    secret = app.payload()["response_url"].rsplit("/", 1)[1]
    server.response_urls.answer(secret, {"text": "Undone.", "replace_original": True})
    private.get_by_text("Undone.").wait_for()

    assert live.locator("#messages > li").count() == 1
    assert private.get_by_role("button", name="Undo").count() == 0
    assert "Only visible to you" in private.inner_text()
    server.response_urls.answer(secret, {"delete_original": True})
    private.wait_for(state="detached")


def test_buttons_have_their_colours_and_posts_have_buttons_too(live, workspace, app):
    buttons = [
        button("Post", "post", style="primary"),
        button("Remove", "rm", style="danger"),
        button("Edit", "e"),
    ]
    post = item(live, whisper(workspace, *buttons, only_for=""))
    grounds = [
        post.get_by_role("button", name=name).evaluate("node => getComputedStyle(node).backgroundColor")
        for name in ("Post", "Remove", "Edit")
    ]

    assert len(set(grounds)) == 3
    with live.expect_response("**/page/press"):
        post.get_by_role("button", name="Remove").click()
    assert app.payload()["container"]["is_ephemeral"] is False


def test_a_button_that_leads_elsewhere_tells_the_app_too(live, workspace, app):
    link = button("Open", "open", url=live.url.split("#")[0] + f"#{NEWS}")
    post = item(live, whisper(workspace, link, only_for=""))
    with live.expect_response("**/page/press"), live.context.expect_page():
        post.get_by_role("link", name="Open").click()

    assert app.payload()["actions"][0]["action_id"] == "open"


def test_where_one_is_no_member_nothing_can_be_pressed(live, workspace):
    post = whisper(workspace, only_for="")
    workspace.leave(POLICY, ADA)
    live.wait_for_selector(f'li[data-ts="{post.ts}"] .button:disabled')


def test_a_persons_message_is_shown_with_its_initial(live, workspace):
    message = item(live, workspace.post(POLICY, ADA, Content("/watch list")))

    assert message.locator(".author").inner_text() == "Ada Lovelace"
    assert message.locator(".initial").inner_text() == "A"
    assert message.locator(".app").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_private_answer_can_be_read(live, workspace, scheme):
    live.emulate_media(color_scheme=scheme)
    private = item(live, whisper(workspace))

    def light(selector, what):
        colour = private.locator(selector).first.evaluate(f"node => getComputedStyle(node).{what}")
        return sum(int(part) for part in colour.removeprefix("rgb(").removesuffix(")").split(","))

    ground = light("article", "backgroundColor")
    assert abs(light(".text", "color") - ground) > 450
    assert abs(light(".only-for", "color") - ground) > 250
