"""What does not go back with the rest: managers, where a source has moved, what a removed set stood for."""

from dataclasses import replace

import pytest
from builders import channel_settings, source
from desk import ADA, BOB, POLICY, Desk, buttons
from fakes import T0

from newswatch.model import WORKSPACE, FetchMemory, Quiet, State, Validators
from newswatch.sources import urls
from newswatch.usecases.source_news import NEWSWATCH

NEWS = source(1, name="News")
MOVED = "https://moved.example/feed"


@pytest.fixture
def desk():
    return Desk()


def one(desk):
    return desk.store.sources_by_id([NEWS.id])[NEWS.id]


def back(desk):
    return [b["value"] for b in buttons(desk.shown[-1]) if b["text"]["text"] == "Back to this"]


def workspace(desk):
    return desk.store.settings([WORKSPACE])[WORKSPACE]


# --- Managers ---------------------------------------------------------------------------------------------


@pytest.fixture
def managed(desk):
    """A workspace with managers since change 2, which was told otherwise before and since."""
    desk.types("set workspace cap 9/h")
    desk.types(f"set workspace managers me <@{BOB}>")
    desk.types("set workspace cap 5/h")
    return desk


def test_managers_stay_where_the_workspace_goes_back_to_before_there_were_any(managed):
    managed.types("history workspace")
    managed.types("revert workspace 1")
    assert (workspace(managed).cap, workspace(managed).managers) == (9, {ADA, BOB})
    # Of its managers alone nothing leads back.
    managed.types("history workspace")
    assert back(managed) == ["revert workspace:4 3"]


def test_managers_stay_where_the_workspace_goes_back_to_the_beginning(desk):
    desk.types("set workspace cap 9/h")
    desk.types("set workspace cap default")
    desk.types("set workspace managers me")
    desk.types("set workspace cap 5/h")
    desk.types("revert workspace 2")
    now = workspace(desk)
    assert (now.state, now.cap, now.managers) == (State.ACTIVE, None, {ADA})


def test_managers_who_were_let_go_do_not_come_back(managed):
    managed.types("set workspace managers off")
    managed.types("revert workspace 2", who=BOB)
    assert (workspace(managed).cap, workspace(managed).managers) == (9, frozenset())


def test_what_was_set_was_nothing_but_managers_is_as_in_the_beginning(desk):
    desk.types("set workspace managers me")
    desk.types("set workspace managers off")
    assert "was so already" in desk.types("revert workspace 1")
    assert workspace(desk).state is State.REMOVED


def test_managers_of_an_addition_that_was_taken_back_are_none(desk):
    desk.types("set workspace managers me")
    desk.types("undo")
    assert "was so already" in desk.types("revert workspace 1")
    assert workspace(desk).state is State.REMOVED


# --- The address of a source ------------------------------------------------------------------------------


@pytest.fixture
def moved(desk):
    """A source that was renamed by change 2, has moved by 3, and has a rank since 4."""
    desk.store.save_source(NEWS, ADA, T0, "add")
    desk.types("source set news name World")
    desk.store.save_source(replace(one(desk), url=MOVED, version=3), NEWSWATCH, T0, "moved")
    desk.types("source set world rank 2")
    return desk


def test_a_source_stays_where_it_has_moved_unless_the_change_was_of_its_address(moved):
    moved.types("source revert world 2")
    assert (one(moved).url, one(moved).rank) == (MOVED, 0)
    moved.types("source revert world 1")
    assert (one(moved).url, one(moved).name) == (NEWS.url, "News")
    # By now a change of the address, which is followed there as well.
    moved.types("source revert news 3")
    assert (one(moved).url, one(moved).name) == (MOVED, "World")
    moved.types("source revert world 6")
    assert one(moved).url == NEWS.url


def test_an_address_that_alone_is_otherwise_leads_nowhere(moved):
    moved.types("source set world rank off")
    moved.types(f"source history {NEWS.id}")
    # The second left all but the address as it is.
    assert back(moved) == [f"source revert {NEWS.id}:5 4", f"source revert {NEWS.id}:5 1"]


def test_back_to_its_removal_a_source_keeps_what_it_has(moved):
    moved.types("source remove world")
    moved.types("source revert world 4")
    moved.types("source set world name Globe")
    moved.types("source revert globe 5")
    assert one(moved) == replace(one(moved), name="Globe", url=MOVED, state=State.REMOVED)


@pytest.mark.parametrize("state", [State.ACTIVE, State.PAUSED])
def test_what_one_address_says_of_what_has_changed_is_not_said_to_another_whether_it_is_read_or_not(
    desk, state
):
    desk.store.save_source(replace(NEWS, state=state), ADA, T0, "add")
    desk.store.save_source(replace(NEWS, url=MOVED, version=2), NEWSWATCH, T0, "moved")
    desk.store.remember_fetch(NEWS.id, FetchMemory(Validators("etag"), baseline_at=T0))
    desk.types("source revert news 1")
    assert (one(desk).url, one(desk).state) == (NEWS.url, state)
    assert desk.store.fetch_memories([NEWS.id])[NEWS.id] == FetchMemory(baseline_at=T0)


def at_another_s_first_address(desk):
    """Have the source read, by changes 2 and 3, where another was that has moved since, and back."""
    there = "https://wire.example/feed"
    wire = replace(source(2, name="Wire", url=there), url="https://wire.example/new")
    desk.store.save_source(NEWS, ADA, T0, "add")
    desk.store.save_source(replace(NEWS, url=there, version=2), NEWSWATCH, T0, "moved")
    desk.store.save_source(replace(NEWS, version=3), NEWSWATCH, T0, "moved")
    desk.store.save_source(wire, BOB, T0, "add")
    return wire


def test_a_source_does_not_go_back_to_the_first_address_of_another(desk):
    wire = at_another_s_first_address(desk)
    assert wire.id == urls.source_id("https://wire.example/feed")
    assert "is that of Wire by now" in desk.types("source revert news 2")
    assert one(desk).url == NEWS.url


def test_to_that_of_one_that_was_removed_it_does(desk):
    wire = at_another_s_first_address(desk)
    desk.store.save_source(replace(wire, state=State.REMOVED, version=2), BOB, T0, "remove")
    desk.types("source revert news 2")
    assert one(desk).url == "https://wire.example/feed"


def test_what_is_less_polite_than_it_may_be_today_and_stays_so_is_no_reason_to_stop(desk):
    often = replace(NEWS, least_s=60, most_s=60)
    desk.store.save_source(often, ADA, T0, "add")
    desk.store.save_source(replace(often, name="World", version=2), ADA, T0, "set")
    desk.types("source revert world 1")
    assert (one(desk).name, one(desk).least_s) == ("News", 60)


def test_what_was_more_often_than_is_polite_today_is_not_offered(desk):
    desk.store.save_source(replace(NEWS, least_s=60, most_s=60), ADA, T0, "add")
    desk.store.save_source(replace(NEWS, version=2), ADA, T0, "set")
    desk.types("source history news")
    assert back(desk) == []


def test_before_a_snooze_that_is_over_all_was_as_it_is(desk):
    desk.types("set here cap 5/h")
    desk.types("set here snooze 3h")
    desk.clock.advance(hours=4)
    desk.types("history here")
    assert back(desk) == []


def test_a_channel_that_is_quiet_always_and_stays_so_goes_back_in_what_else_was_set(desk):
    always = channel_settings(POLICY, owner=ADA, quiet=Quiet(days=frozenset(range(7))), cap=9)
    desk.store.save_settings(always, ADA, T0, "add")
    desk.store.save_settings(replace(always, cap=5, version=2), ADA, T0, "set")
    desk.types("revert here 1")
    assert desk.store.settings([POLICY])[POLICY].cap == 9


# --- Saved sets -------------------------------------------------------------------------------------------


def test_back_to_its_removal_a_set_is_told_with_what_it_stood_for_until_now(desk):
    for text in ("sets evs = tesla", "sets remove evs", "sets evs = byd"):
        desk.types(text)
    said = desk.types("sets revert evs 2")
    assert "It stood for `byd`" in said
    saved = desk.store.set_by_name("evs")
    assert (saved.state, saved.query) == (State.REMOVED, "byd")


def test_a_set_that_is_spelled_otherwise_and_of_another_day_stands_for_the_same(desk):
    desk.types("sets evs = (tesla OR byd)")
    desk.types("sets remove evs")
    desk.clock.advance(days=1)
    desk.types("sets evs = tesla OR byd")
    there = desk.store.set_by_name("evs")
    assert "was so already" in desk.types("sets revert evs 1")
    assert desk.store.set_by_name("evs") == there
    desk.types("sets history evs")
    assert back(desk) == []


# --- Topics -----------------------------------------------------------------------------------------------


def test_what_one_has_set_oneself_since_is_no_reason_to_stop(desk):
    desk.types("add Talks = venezuela")
    desk.types("edit talks oil")
    desk.types("history talks")
    shown = desk.shown[-1]
    desk.types("edit talks gas")
    desk.shown.append(shown)
    assert "is again as it was" in desk.presses("Back to this")
    assert desk.topic("talks").query == "venezuela"
