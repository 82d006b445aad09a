"""Sources by command, delivered again: what was done is told, whatever the feed says by now."""

import pytest
from desk import ADA, BOB, FEED, POLICY, Desk

from newswatch.errors import FetchError
from newswatch.model import Feed, State
from newswatch.slack.asked import Asked, encode


@pytest.fixture
def desk():
    desk = Desk()
    desk.feeds.feeds[FEED] = Feed("News", entries=())
    return desk


def carried_out(desk, text, request="f" * 32, who=ADA):
    asked = Asked(text, who, POLICY, "https://hooks.slack.com/1", request)
    desk.carries_out(encode(asked))
    return desk.shown[-1]["text"]


def test_source_is_added_once_though_its_feed_does_not_answer_the_second_time(desk):
    first = carried_out(desk, f"source add {FEED}")
    desk.feeds.feeds[FEED] = FetchError(FEED, "The site answered 500.")
    assert carried_out(desk, f"source add {FEED}") == first
    assert first.startswith("✅ Reading *News*")
    assert desk.store.catalog_version() == 1


def test_source_that_this_request_removed_is_not_unknown_when_it_comes_again(desk):
    carried_out(desk, f"source add {FEED}", "a" * 32)
    first = carried_out(desk, f"source remove {FEED}", "b" * 32)
    assert carried_out(desk, f"source remove {FEED}", "b" * 32) == first
    assert "removed" not in carried_out(desk, f"source remove {FEED}", "c" * 32, BOB)
    assert [source.state for source in desk.store.sources()] == [State.REMOVED]
