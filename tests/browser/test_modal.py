"""The window that an app opens, and a list of sources on its way in and out by it."""

import pytest
from conftest import opened
from laptop_room import laptop_in, working
from page_scene import ADA, actions, asks, button, modal, mrkdwn, open_modal, plain, sent_values
from playwright.sync_api import expect

from newswatch.slack.views.imports import MODAL
from newswatch.sources import opml

pytestmark = pytest.mark.browser

LIST = """<opml version="2.0"><body><outline text="World">
<outline text="Saltmere Gazette" xmlUrl="https://gazette.example/feed"/></outline>
<outline text="Nothing"/></body></opml>"""


@pytest.fixture
def window(live, workspace):
    """The modal of the import, which the app has just opened."""
    workspace.modals.open(workspace.modals.trigger(ADA), MODAL)
    dialog = live.get_by_role("dialog", name="Import sources")
    dialog.wait_for()
    return dialog


def test_what_is_wrong_stands_at_its_field_and_the_window_stays(window, app, live):
    app.answers({"response_action": "errors", "errors": {"import_url": "That is no address."}})
    window.get_by_label("Or its address").fill("nothing")
    window.get_by_role("button", name="Import").click()
    expect(window.get_by_role("alert").filter(has_text="That is no address.")).to_be_visible()
    assert app.payload()["view"]["state"]["values"]["import_url"]["import_url"]["value"] == "nothing"

    app.answers("", status=500)
    window.get_by_role("button", name="Import").click()
    expect(window.get_by_role("alert").filter(has_text="The app failed.")).to_be_visible()
    expect(window.get_by_label("Or its address")).to_have_value("nothing")

    app.answers("")
    window.get_by_role("button", name="Import").click()
    expect(window).to_have_count(0)
    assert live.locator("#line").evaluate("node => node === document.activeElement")


@pytest.mark.parametrize("leave", ["Cancel", "Escape"])
def test_the_window_can_be_left(window, app, live, workspace, leave):
    if leave == "Escape":
        live.keyboard.press("Escape")
    else:
        window.get_by_role("button", name="Cancel").click()
    expect(window).to_have_count(0)
    assert workspace.modals.of(ADA) is None
    assert app.received == []


def test_a_window_of_somebody_else_is_not_shown(live, workspace):
    workspace.modals.open(workspace.modals.trigger("U0BOB"), MODAL)
    with live.expect_response("**/api/state?*"):
        pass
    expect(live.get_by_role("dialog")).to_have_count(0)


def test_a_window_that_takes_nothing_can_only_be_closed(live, workspace):
    header = {"type": "header", "text": plain("Why")}
    dialog = open_modal(live, workspace, header, {"type": "divider"}, mrkdwn("Because."), submit="")[1]
    expect(dialog.get_by_role("heading", name="Why")).to_be_visible()

    assert dialog.get_by_role("button").all_inner_texts() == ["Close"]
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_have_count(0)


def test_an_update_keeps_what_is_typed_and_where(live, workspace):
    name, query = asks("Name"), asks("Query", initial_value="one")
    shown, dialog = open_modal(live, workspace, mrkdwn("Loading …"), name, query)
    field = dialog.get_by_label("Name")
    field.fill("Talks")
    field.press("Home")
    dialog.get_by_label("Query").fill("two")
    field.focus()
    field.evaluate("node => { node.marked = true; node.setSelectionRange(2, 2) }")
    again = modal(
        mrkdwn("12 stories"),
        mrkdwn("and more"),
        name,
        {**query, "hint": plain("Try OR.")},
        asks("Cap", initial_value="20"),
        title="Preview",
    )
    workspace.modals.update(again, view_id=shown.id)
    dialog = live.get_by_role("dialog", name="Preview")
    expect(dialog.get_by_text("12 stories").first).to_be_visible()

    assert [dialog.get_by_label(label).input_value() for label in ("Name", "Query", "Cap")] == [
        "Talks",
        "two",
        "20",
    ]
    assert dialog.get_by_text("Loading").count() == 0
    field = dialog.get_by_label("Name")
    live.keyboard.type("x")
    assert field.input_value() == "Taxlks"
    assert field.evaluate("node => node.marked"), "what did not change is not drawn anew"
    expect(dialog.get_by_role("status").filter(has_text="12 stories")).to_have_count(1)


def test_a_field_with_another_id_begins_anew(live, workspace):
    shown, dialog = open_modal(live, workspace, asks("Query", name="q1"))
    dialog.get_by_label("Query").fill("typed")
    workspace.modals.update(modal(asks("Query", name="q2", initial_value="fixed")), view_id=shown.id)

    expect(dialog.get_by_label("Query")).to_have_value("fixed")


def test_the_focus_stays_in_a_field_that_is_drawn_anew(live, workspace):
    query = asks("Query")
    shown, dialog = open_modal(live, workspace, query)
    dialog.get_by_label("Query").fill("lavrov")
    workspace.modals.update(modal({**query, "label": plain("Words")}), view_id=shown.id)
    field = dialog.get_by_label("Words")
    field.wait_for()
    live.keyboard.type("!")

    assert field.input_value() == "lavrov!"


def test_a_button_is_busy_until_the_app_has_taken_it(live, workspace, app):
    dialog = open_modal(live, workspace, asks("Query"), actions(button("Preview")))[1]
    dialog.get_by_label("Query").fill("lavrov")
    preview = dialog.get_by_role("button", name="Preview")
    app.go_on.clear()
    preview.click()
    expect(preview).to_have_attribute("aria-busy", "true")
    preview.click()
    app.go_on.set()
    expect(preview).not_to_have_attribute("aria-busy", "true")
    assert len(app.received) == 1
    assert (app.payload()["actions"][0]["action_id"], sent_values(app)) == ("preview", {"query": "lavrov"})

    app.answers("", status=500)
    preview.click()
    expect(dialog.get_by_role("alert")).to_have_text("⚠ The app failed.")
    expect(dialog.get_by_label("Query")).to_have_value("lavrov")


def test_a_window_on_top_gives_way_to_the_one_below_as_it_was(live, workspace, app):
    dialog = open_modal(live, workspace, asks("Query"), actions(button("Sources")))[1]
    dialog.get_by_label("Query").fill("lavrov")
    with live.expect_response("**/page/act"):
        dialog.get_by_role("button", name="Sources").click()
    workspace.modals.push(
        app.payload()["trigger_id"], modal(asks("Tag"), title="Sources", close=plain("Back"))
    )
    upper = live.get_by_role("dialog", name="Sources")
    upper.get_by_label("Tag").fill("wires")
    upper.get_by_role("button", name="Back").click()

    expect(upper).to_have_count(0)
    expect(dialog.get_by_label("Query")).to_have_value("lavrov")
    expect(dialog.get_by_role("button", name="Sources")).to_be_focused()
    live.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


@pytest.mark.parametrize("action", ["update", "push"])
def test_an_answer_to_a_window_may_be_another(live, workspace, app, action):
    dialog = open_modal(live, workspace, asks("Query", initial_value="x"))[1]
    done = modal(mrkdwn("Watching."), title="Done", submit="")
    app.answers({"response_action": action, "view": done})
    dialog.get_by_role("button", name="Save").click()
    after = live.get_by_role("dialog", name="Done")
    expect(after.get_by_text("Watching.").first).to_be_visible()
    after.get_by_role("button", name="Close").click()

    expect(live.get_by_role("dialog")).to_have_count(1 if action == "push" else 0)


def test_the_answer_may_clear_all_windows(live, workspace, app):
    shown, _ = open_modal(live, workspace, asks("Query", initial_value="x"))
    workspace.modals.push(workspace.modals.trigger(ADA, view=shown.id), modal(mrkdwn("Sure?"), title="Upper"))
    app.answers({"response_action": "clear"})
    live.get_by_role("dialog", name="Upper").get_by_role("button", name="Save").click()

    expect(live.get_by_role("dialog")).to_have_count(0)
    assert workspace.modals.of(ADA) is None


def test_a_question_over_a_window_leaves_the_window(live, workspace, app):
    sure = {"title": plain("Sure?"), "text": plain("It goes."), "confirm": plain("Yes"), "deny": plain("No")}
    dialog = open_modal(live, workspace, actions(button("Remove", confirm=sure)), submit="")[1]
    dialog.get_by_role("button", name="Remove").click()
    live.get_by_role("alertdialog", name="Sure?").wait_for()
    live.keyboard.press("Escape")
    expect(live.get_by_role("alertdialog")).to_have_count(0)
    expect(dialog).to_be_visible()
    assert app.received == []


def test_the_focus_begins_where_the_app_wants_it(live, workspace):
    dialog = open_modal(live, workspace, asks("Name"), asks("Query", focus_on_load=True))[1]
    expect(dialog.get_by_label("Query")).to_be_focused()


def test_hostile_text_in_a_window_stays_text(live, workspace):
    evil = "<img src=x onerror=alert(1)><!channel>"
    dialog = open_modal(
        live,
        workspace,
        asks("Name", hint=plain(evil), initial_value=evil),
        title="<b>x</b>",
        submit="<i>y</i>",
    )[1]

    expect(dialog.get_by_role("heading", name="<b>x</b>")).to_be_visible()
    assert dialog.locator(".hint").inner_text() == evil
    assert dialog.locator(".middle img, .mention, b, i").count() == 0


@pytest.mark.parametrize("size", [(375, 640), (320, 480), (1280, 600)])
def test_a_long_window_scrolls_between_its_title_and_its_buttons(live, workspace, size):
    live.set_viewport_size({"width": size[0], "height": size[1]})
    dialog = open_modal(
        live, workspace, *[asks(f"Field {n}", name=f"f{n}") for n in range(20)], mrkdwn("x" * 500)
    )[1]
    dialog.get_by_label("Field 19").scroll_into_view_if_needed()
    save, head = dialog.get_by_role("button", name="Save").bounding_box(), dialog.locator("h2").bounding_box()

    assert head["y"] >= 0
    assert save["y"] + save["height"] <= size[1]
    assert dialog.evaluate("node => node.scrollWidth <= node.clientWidth")
    assert dialog.locator(".middle").evaluate("node => node.scrollWidth <= node.clientWidth")


def test_a_list_goes_in_by_the_window_and_comes_out_as_a_file(browser, tmp_path):
    path = tmp_path / "feeds.opml"
    path.write_text(LIST)
    with laptop_in(tmp_path / "state") as laptop, working(laptop):
        policy = laptop.channel("#policy")
        with opened(browser, laptop.slack, policy) as page:
            page.get_by_role("textbox", name="Command in #policy").fill("/watch import")
            page.keyboard.press("Enter")
            dialog = page.get_by_role("dialog", name="Import sources")
            dialog.get_by_label("File").set_input_files(path)
            dialog.get_by_role("button", name="Import").click()
            expect(dialog).to_have_count(0)

            page.get_by_role("link", name="Newswatch").click()
            told = page.get_by_role("article").filter(has_text="1 source added")
            told.wait_for(timeout=30_000)
            assert "line 3: Nothing" in told.inner_text()

            page.get_by_role("textbox", name="Command in Newswatch").fill("/watch export")
            page.keyboard.press("Enter")
            with page.expect_download(timeout=30_000) as download:
                page.get_by_role("link", name="newswatch-").click(timeout=30_000)
            lines = opml.parse(download.value.path().read_bytes()).lines
            assert ("https://gazette.example/feed", ("world",)) in [(line.url, line.tags) for line in lines]
