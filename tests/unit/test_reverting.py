"""Back to what a topic was: one new change, which is checked, told and undone like any other."""

from datetime import timedelta

import pytest
from builders import source
from desk import ADA, BOARD, BOB, ENERGY, EVE, POLICY, Desk, buttons, labels
from fakes import T0

from newswatch.model import Channel, Person, Quiet, State

PICTURED = "talks AND venezuela"


@pytest.fixture
def desk():
    """Changes 1 to 4: added, edited, paused, resumed with a cap."""
    desk = Desk()
    desk.types("add Talks = venezuela")
    desk.types(f"edit talks Big talks = {PICTURED}")
    desk.types("pause talks", who=BOB)
    desk.types("resume talks", who=BOB)
    return desk


def test_a_topic_goes_back_to_what_a_change_left(desk):
    before, first = desk.topic("talks"), desk.store.change(1).snapshot
    said = desk.types("revert talks 1", who=BOB)

    now = desk.topic("talks")
    assert "is again as it was, watching" in said
    assert f"`{PICTURED}` → `venezuela`" in said
    assert (now.query, now.query_typed, now.name) == (first.query, first.query_typed, "Talks")
    assert (now.version, now.owner, now.handle) == (before.version + 1, ADA, "talks")
    change = desk.store.change(5)
    assert (change.what, change.who, change.undoes) == ("revert", BOB, 0)
    assert desk.notices()[-1] == POLICY
    desk.types("undo", who=BOB)
    assert desk.topic("talks").query == PICTURED


def test_every_change_but_the_present_one_has_its_button(desk):
    desk.types("history talks")
    back = [b["value"] for b in buttons(desk.shown[-1]) if b["text"]["text"] == "Back to this"]
    # The second left the topic as it is.
    assert back == ["revert talks:4 3", "revert talks:4 1"]
    assert "`/watch revert talks &lt;number&gt;`" in desk.shown[-1]["text"]
    assert "is again as it was, paused" in desk.presses("Back to this")
    assert desk.topic("talks").state is State.PAUSED


def test_back_to_what_it_is_changes_nothing(desk):
    assert "was so already" in desk.types("revert talks 4")
    assert desk.store.catalog_version() == 4


def test_the_same_request_goes_back_once(desk):
    for _ in range(3):
        desk.types("revert talks 1", request="d" * 32)
    assert desk.store.catalog_version() == 5


def test_what_somebody_else_has_set_since_is_not_overwritten(desk):
    desk.types("history talks")
    shown = desk.shown[-1]
    desk.types("edit talks venezuela AND russia", who=BOB)
    desk.shown.append(shown)
    desk.types("revert talks:4 1")
    assert "was changed in between" in desk.shown[-1]["text"]
    assert desk.topic("talks").query == "venezuela AND russia"


@pytest.mark.parametrize("number", ["7", "99"])
def test_a_change_of_something_else_or_none_is_no_way_back(desk, number):
    desk.types("add Other = b")
    desk.types("edit other c")
    desk.types("edit other d")
    assert f"has no change number {number}" in desk.types(f"revert talks {number}")
    assert desk.topic("talks").query == PICTURED


def test_nobody_goes_back_to_a_removal(desk):
    desk.types("remove talks")
    desk.types("undo")
    assert "The change number 5 removed" in desk.types("revert talks 5")
    desk.types("history talks")
    assert "revert talks:6 5" not in [b["value"] for b in buttons(desk.shown[-1])]


def test_who_may_not_change_it_may_not_send_it_back(desk):
    assert "Only its owner, members" in desk.types("revert talks 1", who=EVE, where=ENERGY)
    assert desk.topic("talks").query == PICTURED


def test_it_goes_back_only_to_channels_that_one_is_in(desk):
    desk.types(f"set talks channel <#{ENERGY}> <#{POLICY}>")
    desk.types("set talks channel here")
    assert "You are not in every channel" in desk.types("revert talks 5", who=BOB)
    assert desk.topic("talks").destinations == (POLICY,)
    desk.types("revert talks 5")
    assert set(desk.topic("talks").destinations) == {ENERGY, POLICY}


def test_what_it_was_while_one_could_not_see_it_stays_untold(desk):
    desk.people.rooms[2] = Channel(BOARD, "board", private=True, joined=True)
    desk.types(f"set talks channel <#{BOARD}>")
    desk.types("edit talks hush")
    desk.types("edit talks open")
    desk.types(f"set talks channel <#{POLICY}>", where=BOARD)
    assert "has no change number 6" in desk.types("revert talks 6", who=BOB)
    assert "hush" not in desk.types("history talks", who=BOB)
    assert desk.topic("talks").query == "open"


def test_a_query_whose_set_is_gone_is_refused(desk):
    desk.types("sets evs = tesla OR byd")
    desk.types("edit talks set:evs")
    desk.types("edit talks lithium")
    desk.types("sets remove evs")
    assert "would be refused by now" in desk.types("revert talks 6")
    assert desk.topic("talks").query == "lithium"


def test_quiet_hours_that_leave_nothing_are_refused(desk):
    desk.types("set talks quiet 07:00-22:00")
    desk.types("set talks quiet off")
    desk.types("set here quiet 22:00-07:00")
    assert "quiet always" in desk.types("revert talks 5")
    assert desk.topic("talks").quiet is None
    desk.types("set here quiet off")
    desk.types("revert talks 5")
    assert desk.topic("talks").quiet == Quiet("07:00", "22:00")


def test_whose_it_is_stays(desk):
    desk.people.persons[ADA] = Person(ADA, has_left=True)
    desk.types("own talks", who=BOB)
    desk.types("revert talks 1", who=BOB)
    assert (desk.topic("talks").owner, desk.topic("talks").query) == (BOB, "venezuela")


# --- The history of other things ------------------------------------------------------------------------


def test_history_of_a_channel_says_who_set_what_and_takes_back_the_newest():
    desk = Desk()
    desk.types("set here cap 5/h")
    desk.clock.advance(days=3)
    desk.types("set here cap 9/h", who=BOB)
    said = desk.types("history here")
    stamps = [f"<!date^{int((T0 + timedelta(days=n)).timestamp())}^" for n in (3, 0)]
    newest, first = (row for row in said.split("\n") if row.startswith("• "))
    assert f"• 2, {stamps[0]}" in newest
    assert f"<@{BOB}>: set at most 5 messages in any 60 minutes → at most 9" in newest
    assert f"• 1, {stamps[1]}" in first
    assert labels(desk.shown[-1]) == ["Back to this", "Show", "Undo 2"]
    desk.presses("Undo 2")
    assert desk.store.settings([POLICY])[POLICY].cap == 5


def test_history_of_a_channel_is_for_those_who_may_see_it():
    desk = Desk()
    assert "You are not in that channel" in desk.types(f"history <#{BOARD}>", who=EVE)


def test_history_of_the_workspace_tells_managers_and_that_of_me_my_own():
    desk = Desk()
    desk.types(f"set workspace managers me <@{BOB}>")
    assert f"everybody → <@{ADA}>, <@{BOB}>, and admins" in desk.types("history workspace", who=EVE)
    assert "Nothing was changed yet" in desk.types("history me")


def test_history_of_a_set_outlives_it():
    desk = Desk()
    desk.types("sets evs = tesla")
    desk.types("sets evs = tesla OR byd", who=BOB)
    assert f"<@{BOB}>: edit `tesla` → `tesla OR byd`" in desk.types("sets history evs")
    desk.types("sets remove evs")
    assert ": remove removed" not in desk.types("sets history evs")
    assert "Undo 3" in labels(desk.shown[-1])
    assert "There is no saved set" in desk.types("sets history nothing")


def test_history_of_a_source_says_what_was_set():
    desk = Desk()
    desk.store.save_source(source(1, name="BBC"), ADA, T0, "add")
    desk.types("source set bbc urgent on", who=BOB)
    said = desk.types("source history bbc")
    assert f"<@{BOB}>: set How often it is read: it is urgent" in said
    assert "Undo 2" in labels(desk.shown[-1])
