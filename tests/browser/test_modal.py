"""The window that an app opens, and a list of sources on its way in and out by it."""

import pytest
from conftest import opened
from laptop_room import laptop_in, working
from page_scene import ADA
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
