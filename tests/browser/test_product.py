"""The product as a person meets it in Slack: on the page, with the functions at work behind it.

With SHOTS set to a folder, pictures of it are left there: those in docs/images.
"""

import os
from pathlib import Path

import pytest
from conftest import opened
from laptop_room import laptop_in, working
from playwright.sync_api import expect

from newswatch import wiring

pytestmark = pytest.mark.browser

SHOTS = os.environ.get("SHOTS", "")
QUERY = "lithium OR batteries OR substation"
STORY = "Ransomware locks Tarn Valley"
"""Of the demo's second edition; another newsroom tells it, too."""
BACKGROUND_MS = 20_000
"""For what the functions do in the background."""


@pytest.fixture(scope="module")
def laptop(tmp_path_factory):
    """A laptop on which two editions have been read and alerts are posted, working in the background."""
    with laptop_in(tmp_path_factory.mktemp("product") / "state") as laptop:
        laptop.load_topics()
        laptop.load_sources(live=False)
        laptop.publish(1)
        assert laptop.settle(within_s=60)
        with working(laptop):
            yield laptop


@pytest.fixture
def page(browser, laptop):
    with opened(browser, laptop.slack, laptop.channel("#energy")) as page:
        page.set_default_timeout(BACKGROUND_MS)
        expect.set_options(timeout=BACKGROUND_MS)
        yield page
        expect.set_options(timeout=5_000)


def shot(page, name, node=None):
    """Leave a picture for the docs."""
    if SHOTS:
        Path(SHOTS).mkdir(parents=True, exist_ok=True)
        (node or page).screenshot(path=f"{SHOTS}/{name}.png", animations="disabled")


def types(page, text):
    line = page.locator("#line")
    line.fill(text)
    with page.expect_response("**/page/type"):
        line.press("Enter")


def dialog(page, name):
    return page.get_by_role("dialog", name=name)


def article(page, text):
    return page.get_by_role("article").filter(has_text=text)


def close(page):
    window = page.get_by_role("dialog")
    window.get_by_role("button", name="Close", exact=True).last.click()
    expect(window).to_have_count(0)


def chooses(page, message, menu, option):
    """Choose from a menu of a message."""
    message.hover()
    message.get_by_role("button", name=menu).click()
    page.get_by_role("menuitem").filter(has_text=option).click()


def test_a_topic_is_made_in_the_modal_with_its_preview_and_told(page, laptop):
    types(page, f"/watch {QUERY}")
    form = dialog(page, "New topic")
    form.get_by_text("Last 7 days", exact=True).wait_for()
    expect(form.get_by_label("What to watch for")).to_have_value(QUERY)
    shot(page, "topic", form)

    form.get_by_label("Name", exact=False).first.fill("Batteries")
    form.get_by_role("button", name="Watch", exact=True).click()
    page.get_by_role("dialog").get_by_text("Batteries").first.wait_for()
    expect(page.get_by_role("dialog").get_by_role("button", name="Edit")).to_be_visible()
    close(page)
    article(page, "watches Batteries here").wait_for()
    assert wiring.store().topic_by_handle("batteries").query == QUERY

    laptop.publish(2)
    told = article(page, STORY)
    told.wait_for(timeout=90_000)
    # Were both there at once, either could come first, and the message begin with it.
    laptop.publish(3)
    expect(told.get_by_text("Also in: The Evening Lantern")).to_be_visible(timeout=90_000)
    expect(told.get_by_text("Topics: Batteries")).to_be_visible()


def test_what_is_wrong_with_a_query_is_said_in_the_form_and_nothing_is_lost(page, laptop):
    types(page, "/watch lithium OR grid sea")
    form = dialog(page, "New topic")
    form.get_by_text("What would work").wait_for()
    form.get_by_label("Name", exact=False).first.fill("Kept")
    form.get_by_role("button", name="lithium OR (grid AND sea)").click()
    expect(form.get_by_label("What to watch for")).to_have_value("lithium OR (grid AND sea)")
    form.get_by_text("Last 7 days", exact=True).wait_for()
    expect(form.get_by_label("Name", exact=False).first).to_have_value("Kept")

    form.get_by_label("What to watch for").fill('"no end')
    form.get_by_role("button", name="Watch", exact=True).click()
    expect(form.get_by_role("alert").filter(visible=True).or_(form.get_by_text("⚠")).first).to_be_visible()
    assert not [topic for topic in wiring.store().topics() if topic.name == "Kept"]
    page.keyboard.press("Escape")


def test_votes_are_counted_on_the_button_and_can_be_taken_back(page, laptop):
    told = article(page, STORY)
    told.get_by_role("button").filter(has_text="👍 Relevant").click()
    article(page, "Noted as relevant for").wait_for()
    expect(told.get_by_text("Relevant · 1")).to_be_visible()
    shot(page, "alert")
    article(page, "Noted as relevant for").get_by_role("button", name="Take back").click()
    expect(told.get_by_text("Relevant · 1")).to_have_count(0)


def test_why_tells_the_whole_way_and_a_story_is_split_there(page, laptop):
    told = article(page, STORY)
    chooses(page, told, "More options", "Why")
    why = page.get_by_role("dialog")
    why.get_by_text("Story: 2 articles by 2 outlets").first.wait_for()
    expect(why.get_by_text("quiet hours: no").first).to_be_visible()
    shot(page, "why", why)

    why.get_by_role("button", name="Not the same story").last.click()
    why.get_by_text("is a story of its own now").first.wait_for()
    close(page)
    expect(told.get_by_text("Also in")).to_have_count(0)


def test_more_like_a_message_is_one_choice_away(page, laptop):
    chooses(page, article(page, STORY), "More actions", "Watch")
    form = dialog(page, "New topic")
    form.get_by_text("Last 7 days", exact=True).wait_for()
    assert "Tarn" in form.get_by_label("What to watch for").input_value()
    page.keyboard.press("Escape")
    expect(form).to_have_count(0)


def test_an_outlet_is_muted_and_unmuted(page, laptop):
    told = article(page, "embalse")
    told.get_by_role("button", name="Mute The Demo Courier").click()
    note = article(page, "is muted here")
    note.first.wait_for()
    note.get_by_role("button", name="Unmute").first.click()
    expect(article(page, "unmute").or_(article(page, "not muted")).first).to_be_visible()


def test_what_waited_comes_as_one_digest(page, laptop):
    page.get_by_role("link", name="policy").click()
    # What was typed before the page has followed the link would be the other channel's draft.
    page.get_by_label("Command in #policy").wait_for()
    types(page, "/watch set here snooze 1d")
    article(page, "snooze").last.wait_for()
    types(page, "/watch add Odds and ends = harbour OR bun OR choir OR sheds OR algorithm")
    preview = article(page, "last 7 days")
    preview.get_by_role("button", name="Post latest 3").click()
    article(page, "3 stories of Odds and ends held for").first.wait_for()
    types(page, "/watch set here snooze off")
    digest = article(page, "Odds and ends").filter(has_text="stories since")
    digest.last.wait_for(timeout=60_000)
    shot(page, "digest")


def test_app_home_shows_what_is_watched_and_changes_it(page, laptop):
    page.get_by_role("link", name="Newswatch").click()
    page.get_by_role("tab", name="Home").click()
    page.get_by_text("alerts this week").first.wait_for()
    shot(page, "home")
    page.get_by_role("button", name="New topic").click()
    dialog(page, "New topic").wait_for()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)

    page.get_by_label("Search topics").fill("ransom")
    page.get_by_label("Search topics").press("Enter")
    expect(page.get_by_text("AI rules")).to_have_count(0)
    expect(page.get_by_text("Ransomware").first).to_be_visible()
    page.get_by_role("button", name="Sources").click()
    page.get_by_text("The Demo Courier").first.wait_for()
    page.get_by_role("button", name="Settings").click()
    page.get_by_text("Time zone", exact=False).first.wait_for()


def test_a_link_that_is_sent_to_the_bot_is_answered_with_a_query(page, laptop):
    page.get_by_role("link", name="Newswatch").click()
    page.get_by_role("tab", name="Messages").click()
    courier = laptop.site.outlets[0]
    found = [each for each in wiring.store().articles_of(wiring.clock().now()) if courier.host in each.url]
    types(page, next(each.url for each in found if "tarn-valley-power" in each.url))
    answer = article(page, "Stories like")
    answer.wait_for()
    answer.get_by_role("button", name="Look at it").click()
    dialog(page, "New topic").get_by_text("Last 7 days", exact=True).wait_for()
    page.keyboard.press("Escape")
