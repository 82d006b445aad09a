"""Removed topics: they have a history, and ways back, as removed sources and sets have."""

import pytest
from desk import ADA, BOARD, BOB, ENERGY, EVE, POLICY, Desk, buttons

from newswatch.errors import UnknownTopic
from newswatch.model import Channel, State


@pytest.fixture
def desk():
    """A topic that was added, edited and, long ago, removed by changes 1 to 3."""
    desk = Desk()
    desk.types("add Grid = outage")
    desk.types("edit grid outage AND spain")
    desk.types("remove grid")
    desk.clock.advance(days=3)
    return desk


def values(desk):
    return [b["value"] for b in buttons(desk.shown[-1])]


def test_a_removed_topic_has_its_history_with_the_ways_back(desk):
    said = desk.types("history grid", who=BOB)
    assert "removed" in said.split("\n")[0]
    assert f"<@{ADA}>: remove" in said
    assert values(desk) == ["revert grid:3 2", "revert grid:3 1", "undo 3"]


@pytest.mark.parametrize(
    ("label", "query"), [("Back to this", "outage AND spain"), ("Undo 3", "outage AND spain")]
)
def test_it_comes_back_by_what_its_history_offers(desk, label, query):
    desk.types("history grid")
    desk.presses(label, who=BOB)
    now = desk.topic("grid")
    assert (now.state, now.query, now.owner) == (State.ACTIVE, query, ADA)
    assert desk.notices()[-1] == POLICY


def test_it_comes_back_as_an_older_change_left_it_by_its_number(desk):
    assert "is again as it was, watching" in desk.types("revert grid 1", who=BOB)
    assert desk.topic("grid").query == "outage"
    desk.types("undo", who=BOB)
    with pytest.raises(UnknownTopic):
        desk.topic("grid")


def test_nobody_goes_back_to_the_removal(desk):
    assert "The change number 3 removed Grid" in desk.types("revert grid 3")


def test_the_same_request_brings_it_back_once(desk):
    for _ in range(2):
        said = desk.types("revert grid 2", request="d" * 32)
        assert "is again as it was" in said
    assert desk.store.catalog_version() == 4


def test_other_commands_do_not_mean_it(desk):
    for text in ("show grid", "pause grid", "edit grid oil", "remove grid"):
        assert "There is no topic called" in desk.types(text), text
    assert desk.store.catalog_version() == 3


def test_it_does_not_exist_for_who_could_not_see_it(desk):
    desk.people.rooms[2] = Channel(BOARD, "board", private=True, joined=True)
    desk.types("add Merger = hush", where=BOARD)
    desk.types("remove merger", where=BOARD)
    for text in ("history merger", "revert merger 4"):
        assert "There is no topic called" in desk.types(text, who=BOB), text
    assert "hush" in desk.types("history merger", where=BOARD)


def test_who_may_see_and_not_change_it_may_not_bring_it_back(desk):
    assert "outage" in desk.types("history grid", who=EVE, where=ENERGY)
    assert "Only its owner, members" in desk.types("revert grid 1", who=EVE, where=ENERGY)
    assert desk.store.catalog_version() == 3


def test_the_topic_that_has_its_handle_by_now_is_meant_and_the_other_one_s_changes_are_told_to_be_so(desk):
    desk.types("history grid")
    shown = desk.shown[-1]
    desk.types("add Grid = tennis")
    assert "outage" not in desk.types("history grid")
    desk.shown.append(shown)
    said = desk.presses("Back to this")
    assert "is of a topic that was removed. Another one is called grid by now" in said
    assert "Another topic is called grid by now" in desk.types("undo 3")
    assert (desk.topic("grid").query, desk.store.catalog_version()) == ("tennis", 4)


def test_nobody_learns_that_a_topic_was_called_so_that_they_could_not_see(desk):
    desk.people.rooms[2] = Channel(BOARD, "board", private=True, joined=True)
    desk.types("add Merger = hush", where=BOARD)
    desk.types("remove merger", where=BOARD)
    desk.types("add Merger = football", who=BOB)
    assert "has no change number 4 to which" in desk.types("revert merger 4", who=BOB)


def test_of_several_the_last_that_was_there_is_meant(desk):
    desk.types("add Grid = tennis")
    desk.types("remove grid")
    desk.types("history grid")
    assert values(desk) == ["revert grid:2 4", "undo 5"]
    # The first one comes back by its number, which makes it the last.
    desk.types("undo 3")
    desk.types("remove grid")
    desk.types("revert grid 1")
    assert desk.topic("grid").query == "outage"


def test_a_topic_whose_handle_begins_so_is_not_mistaken_for_it(desk):
    desk.types("add Grid Power = solar")
    assert "outage" in desk.types("history grid")
    desk.types("revert grid 1")
    assert desk.topic("grid").query == "outage"
    assert desk.topic("grid-power").query == "solar"


def test_back_to_this_of_before_it_was_removed_by_somebody_else_does_not_bring_it_back(desk):
    desk.types("undo 3")
    desk.types("history grid")
    shown = desk.shown[-1]
    desk.types("remove grid", who=BOB)
    desk.shown.append(shown)
    assert "was changed in between" in desk.presses("Back to this")
    assert desk.store.catalog_version() == 5
    with pytest.raises(UnknownTopic):
        desk.topic("grid")


def test_it_comes_back_with_nothing_that_would_be_refused_today(desk):
    desk.types("sets evs = tesla")
    desk.types("add Cars = set:evs")
    desk.types("remove cars")
    desk.types("sets remove evs")
    assert "would be refused by now" in desk.types("revert cars 5")
    with pytest.raises(UnknownTopic):
        desk.topic("cars")
