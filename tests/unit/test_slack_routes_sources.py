"""Sources by command: what is found at an address, what is set, and commands that are delivered again."""

from dataclasses import replace
from datetime import timedelta

import pytest
from desk import ADA, BOB, FEED, POLICY, Desk, labels
from fakes import T0

from newswatch.errors import FeedError, FetchError, StorageError
from newswatch.model import Entry, Feed, Kind, State, UserId
from newswatch.ports import Choice, Fetched, Found
from newswatch.slack.asked import Asked, encode
from newswatch.slack.views.ids import RUN

HOME = "https://news.example"
NEWS = Feed(
    "News",
    tuple(
        Entry(f"{n}", f"{HOME}/{n}", f"Headline {n}", published=T0 - timedelta(hours=2 * n))
        for n in range(1, 13)
    ),
    form="RSS 2.0",
)


@pytest.fixture
def desk():
    desk = Desk()
    desk.finder.found[FEED] = NEWS
    return desk


def carried_out(desk, text, request="f" * 32, who=ADA):
    asked = Asked(text, who, POLICY, "https://hooks.slack.com/1", request)
    desk.carries_out(encode(asked))
    return desk.shown[-1]["text"]


def one(desk):
    [source] = desk.store.sources()
    return source


# --- Added ------------------------------------------------------------------------------------------------


def test_source_that_is_added_is_told_with_what_was_found_and_when_it_is_read(desk):
    said = desk.types(f"source add <{FEED}> tag:wires")
    assert "✅ Reading *News*: RSS 2.0, 12 entries." in said
    assert [f"Headline {n}" in said for n in range(1, 5)] == [True, True, True, False]
    assert "It publishes about 12 a day." in said
    assert "Read next: " in said
    assert labels(desk.shown[-1]) == ["Show", "Undo"]
    assert (one(desk).tags, one(desk).kind, one(desk).owner) == (("wires",), Kind.FEED, ADA)
    desk.presses("Undo")
    assert one(desk).state is State.REMOVED


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("news:“climate tax”", 'news:"climate tax"'),
        ("r/news", "https://www.reddit.com/r/news"),
        ("<@U1|ada>@social.example", "https://social.example/@ada"),
        ("<http://news.example|news.example>", HOME),
    ],
)
def test_what_stands_for_an_address_is_looked_for(desk, typed, asked):
    desk.finder.found[asked] = Found(FEED, Kind.FEED, NEWS, Fetched(FEED, {}, b""))
    assert "✅ Reading *News*" in desk.types(f"source add {typed}")
    assert one(desk).url == FEED


def test_page_is_watched_by_the_links_that_somebody_selects(desk):
    desk.finder.found[HOME] = replace(NEWS, form="page")
    said = desk.types("source add news.example selector main h2 &gt; a[href^=“/news”]")
    assert "a page that lists 12 articles" in said
    assert desk.finder.asked == [(HOME, 'main h2 > a[href^="/news"]', None)]
    assert (one(desk).kind, one(desk).selector) == (Kind.PAGE, 'main h2 > a[href^="/news"]')


def test_address_that_can_mean_several_feeds_is_asked_about_and_one_is_taken(desk):
    sport = f"{HOME}/sport?key=hush"
    desk.finder.found[HOME] = [Choice(FEED, Kind.FEED, NEWS), Choice(sport, Kind.FEED, Feed("Sport", ()))]
    desk.finder.found[sport] = Feed("Sport", ())
    said = desk.types(f"source add {HOME} tag:wires")
    assert said.startswith("One moment …\nSeveral feeds are there. Which one?")
    assert "Headline 1" in said
    assert labels(desk.shown[-1]) == ["1. News", "2. Sport"]
    assert desk.store.sources() == []

    desk.presses("2. Sport")
    assert (one(desk).url, one(desk).tags) == (sport, ("wires",))


def test_source_that_is_read_already_is_told_and_gets_the_tags_that_it_lacks(desk):
    desk.types(f"source add {FEED} tag:wires")
    assert "is read already. Nothing was changed." in desk.types(f"source add {FEED}", who=BOB)
    said = desk.types(f"source add {FEED} tag:eu tag:wires", who=BOB)
    assert "*News* is read already, and has `tag:eu` now." in said
    desk.presses("Undo", who=BOB)
    assert one(desk).tags == ("wires",)


@pytest.mark.parametrize(
    "error", [FetchError(FEED, "The site answered 404."), FeedError("Nothing to watch was found.")]
)
def test_what_cannot_be_found_is_said_and_nothing_is_added(desk, error):
    desk.finder.found[FEED] = error
    assert str(error) in desk.types(f"source add {FEED}")
    assert desk.store.sources() == []


def test_source_is_added_once_though_its_feed_does_not_answer_the_second_time(desk):
    first = carried_out(desk, f"source add {FEED}")
    desk.finder.found[FEED] = FetchError(FEED, "The site answered 500.")
    again = carried_out(desk, f"source add {FEED}")
    assert again.startswith("✅ Reading *News*.")
    assert first.startswith("✅ Reading *News*:")
    assert desk.store.catalog_version() == 1
    assert len(desk.queues.entries) == 1


def test_baseline_that_was_lost_is_made_by_the_request_when_it_is_delivered_again(desk):
    kept = desk.store.remember_fetch

    def fail(*_):
        raise StorageError("The table cannot be reached.")

    desk.store.remember_fetch = fail
    carried_out(desk, f"source add {FEED}")
    desk.store.remember_fetch = kept
    assert "Read next: " in carried_out(desk, f"source add {FEED}")
    assert desk.store.fetch_memories([one(desk).id])[one(desk).id].baseline_at == T0
    assert desk.store.catalog_version() == 1


# --- Set ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("setting", "says", "field", "value"),
    [
        ("name The News", "called *The News*", "name", "The News"),
        ("tags tag:eu", "Tags: `tag:eu`.", "tags", ("eu",)),
        ("every 2h", "it is set to every 2 hours", "least_s", 7200),
        ("every 30m to 6h", "at most every 30 minutes and at least every 6 hours", "most_s", 21_600),
        ("urgent on", "it is urgent", "urgent", True),
        ("text off", "are not read", "full_text", False),
        ("rank 3", "at rank 3", "rank", 3),
    ],
)
def test_setting_is_set_told_and_taken_back(desk, setting, says, field, value):
    desk.types(f"source add {FEED}")
    before = one(desk)
    assert says in desk.types(f"source set news {setting}")
    assert getattr(one(desk), field) == value
    assert "it is so already" in desk.types(f"source set {before.id} {setting}")
    desk.presses("Undo")
    assert replace(one(desk), version=1) == before


@pytest.mark.parametrize(
    ("setting", "says"),
    [
        ("rank 100", "from 1, the best, to 99"),
        ("every 5m", "every 5 once it is set to urgent"),
        ("selector h2 a", "News is a feed"),
        ("header X-Key: hush", "on the command line only"),
        ("colour red", "What can be set"),
    ],
)
def test_what_cannot_be_set_is_said(desk, setting, says):
    desk.types(f"source add {FEED}")
    before = one(desk)
    said = desk.types(f"source set news {setting}")
    assert says in said
    assert "hush" not in said
    assert one(desk) == before


def test_missing_setting_and_unknown_source_have_buttons_that_work(desk):
    desk.types(f"source add {FEED}")
    desk.types("source set news")
    assert "source set news urgent on" in labels(desk.shown[-1])
    desk.types("source set newz text off")
    desk.presses("source set News text off")
    assert one(desk).full_text is False


# --- Gone ---------------------------------------------------------------------------------------------------


def test_source_that_is_gone_is_listed_shown_and_tried_again(desk):
    desk.types(f"source add {FEED}")
    gone = replace(one(desk), state=State.PAUSED, trouble="The site says that it is gone.", version=2)
    desk.store.save_source(gone, UserId("newswatch"), T0, "gone")
    assert "1 source: 0 fine, 0 failing, 1 gone." in desk.types("source list")
    assert "The site says that it is gone." in desk.types("source list gone")
    assert "No source is “paused”" in desk.types("source list paused")
    assert "1 source: 0 fine, 0 failing, 1 gone." in desk.types("status")
    desk.presses("Gone sources")
    desk.types("source show news")
    desk.presses("Try again")
    assert (one(desk).state, one(desk).trouble) == (State.ACTIVE, "")


def test_buttons_of_a_list_run_commands(desk):
    desk.types("source list failing")
    buttons = [b for block in desk.shown[-1]["blocks"] for b in block.get("elements", ())]
    assert {b["action_id"].partition(".")[0] for b in buttons} == {RUN}


# --- Delivered again --------------------------------------------------------------------------------


def test_source_that_this_request_removed_is_not_unknown_when_it_comes_again(desk):
    carried_out(desk, f"source add {FEED}", "a" * 32)
    first = carried_out(desk, f"source remove {FEED}", "b" * 32)
    assert carried_out(desk, f"source remove {FEED}", "b" * 32) == first
    assert "removed" not in carried_out(desk, f"source remove {FEED}", "c" * 32, BOB)
    assert [source.state for source in desk.store.sources()] == [State.REMOVED]
