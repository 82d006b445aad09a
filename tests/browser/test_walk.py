"""The walk that a newcomer takes: watch by typing, see the alert, pause, undo, all on the page."""

import shutil
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import opened
from laptop_room import laptop_in, working

from infra.laptop.demo_site import MAIN
from infra.laptop.laptop import REPOSITORY
from newswatch import wiring

pytestmark = pytest.mark.browser

ARTICLE = """+++
title = "{title}"
summary = "More about it below."
section = "culture"
author = "Odile Marchetti"
minutes = 3
tags = ["Bells"]
image_alt = "A tower"
related = []
advertisement = "Brightwater Cloud: your files, our weather."
comment = "We heard it from the ferry."
+++
{text}
"""
EDITIONS = {
    3: (
        "tower-by-the-sea",
        "Sailors are to hear their tower again",
        """Eleven bells are to be cast for the carillon. The founder Ansgar Pell has the moulds ready, and the
keeper who left in spring with the key has sent it back by post.""",
    ),
    4: (
        "attic-of-the-museum",
        "Museum finds a crate that nobody had unpacked since the move",
        """In it were a small carillon with nine bells, a stuffed heron and the visitor book of a circus. The
director means to show all three, in this order.""",
    ),
    5: (
        "chimney-with-a-tune",
        "Brewer's chimney plays at noon, to the grief of one neighbour",
        """The brewery has put a carillon on top: five bells and a weathercock. It knows two melodies. The
neighbour, a piano tuner, knows what is wrong with both.""",
    ),
}
"""File name, headline and text of an article in each: different news, which all have the topic's words."""


@pytest.fixture
def texts(tmp_path):
    """The demo's articles, and those of the main outlet in three editions that follow its second."""
    folder = Path(shutil.copytree(REPOSITORY / "seeds" / "demo", tmp_path / "texts"))
    courier = folder / MAIN
    for number, (slug, title, text) in EDITIONS.items():
        (courier / f"edition-{number}").mkdir()
        (courier / f"edition-{number}" / f"{slug}.txt").write_text(ARTICLE.format(title=title, text=text))
    return folder


@pytest.fixture
def laptop(tmp_path, texts):
    """A laptop on which edition 1 is out, working in the background as ``make run`` does."""
    with laptop_in(tmp_path / "state", texts=texts) as laptop:
        laptop.load_topics()
        laptop.load_sources(live=False)
        laptop.publish(1)
        assert laptop.settle(within_s=60)
        with working(laptop):
            yield laptop


def until(holds):
    """Wait for something that the functions do in the background; a minute is an age."""
    deadline = time.monotonic() + 60
    pause = threading.Event()
    while not holds():
        assert time.monotonic() < deadline
        pause.wait(0.2)


def is_read(slug):
    """Return whether an article has been read, stored, and compared with every topic."""
    found = [a for a in wiring.store().articles_of(datetime.now(UTC)) if a.url.endswith(f"/{slug}")]
    return bool(found) and not sum(wiring.queues().waiting().values())


def enter(page, text):
    line = page.get_by_role("textbox", name="Command in #policy")
    line.fill(text)
    with page.expect_response("**/page/type"):
        line.press("Enter")


def alert(page, edition):
    return page.get_by_role("article").filter(has=page.get_by_role("link", name=EDITIONS[edition][1]))


def test_add_alert_pause_nothing_undo_alert(browser, laptop):
    with opened(browser, laptop.slack, laptop.channel("#policy")) as page:
        page.set_default_timeout(30_000)
        enter(page, "/watch add Carillon = carillon AND (bell OR bells)")
        page.get_by_text("✅ Watching Carillon (carillon) in #policy").wait_for()
        page.get_by_role("article").filter(has_text="Robin watches Carillon here").wait_for()

        laptop.publish(2)
        laptop.publish(3)
        alert(page, 3).wait_for()
        assert "Topic: Carillon" in alert(page, 3).inner_text()
        assert alert(page, 3).locator(".only-for").count() == 0, "everybody sees it"

        enter(page, "/watch pause carillon")
        paused = page.get_by_role("article").filter(has_text="is paused until it is resumed")
        paused.wait_for()
        laptop.publish(4)
        until(lambda: is_read(EDITIONS[4][0]))

        paused.get_by_role("button", name="Undo").click()
        page.get_by_text("Taken back").wait_for()
        assert page.get_by_text("is paused until it is resumed").count() == 0, "the answer took its place"
        laptop.publish(5)
        alert(page, 5).wait_for()
        assert alert(page, 4).count() == 0, "what came in during the pause is not posted"
        assert alert(page, 3).count() == alert(page, 5).count() == 1
