"""Ways back: where a topic is offered to go back, it can; to others' direct messages it never does."""

from dataclasses import replace

import pytest
from desk import ADA, BOARD, BOB, ENERGY, POLICY, Desk, buttons, labels
from fakes import T0

from newswatch.model import Channel, ChannelId, Person, State

TO_ADA, TO_BOB = ChannelId(ADA), ChannelId(BOB)


@pytest.fixture
def desk():
    """Changes 1 to 3: added, told to its owner as well, edited."""
    desk = Desk()
    desk.types("add Mixed = lithium")
    desk.types("set mixed channel here me")
    desk.types("edit mixed cobalt")
    return desk


@pytest.fixture
def owned(desk):
    """The topic after its owner has left, and Bob has taken it over by change 4."""
    desk.people.persons[ADA] = Person(ADA, has_left=True)
    desk.types("own mixed", who=BOB)
    assert desk.topic("mixed").destinations == (POLICY,)
    return desk


def back(desk):
    return [b["value"] for b in buttons(desk.shown[-1]) if b["text"]["text"] == "Back to this"]


def test_who_has_taken_a_topic_over_has_it_as_it_was_but_for_the_leaver_s_direct_messages(owned):
    for seq in (2, 1):
        owned.types(f"revert mixed {seq}", who=BOB)
        now = owned.topic("mixed")
        assert (now.query, now.destinations, now.owner) == ("lithium", (POLICY,), BOB)


def test_taking_over_can_be_taken_back_without_them(owned):
    assert "Taken back" in owned.presses("Undo", who=BOB)
    now = owned.topic("mixed")
    assert (now.owner, now.destinations, now.adopted) == (ADA, (POLICY,), False)


def test_a_change_that_left_nothing_else_otherwise_has_no_button(owned):
    owned.types("history mixed", who=BOB)
    # The third was of the query, which is as it left it.
    assert back(owned) == ["revert mixed:4 2", "revert mixed:4 1"]
    assert "was so already" in owned.types("revert mixed 3", who=BOB)


def test_somebody_else_is_told_directly_as_now_whatever_a_change_left(desk):
    desk.types("revert mixed 1", who=BOB)
    assert desk.topic("mixed").destinations == (POLICY, TO_ADA)
    desk.types("set mixed channel here")
    desk.types("revert mixed 3", who=BOB)
    assert desk.topic("mixed").destinations == (POLICY,)
    # It is for themselves to say.
    desk.types("revert mixed 3")
    assert desk.topic("mixed").destinations == (POLICY, TO_ADA)


def test_who_is_told_directly_now_and_was_then_goes_on_to_be(desk):
    desk.types("set mixed channel here me", who=BOB)
    desk.types("edit mixed nickel")
    desk.types("revert mixed 4")
    assert desk.topic("mixed").destinations == (POLICY, TO_BOB, TO_ADA)
    assert desk.topic("mixed").query == "cobalt"


def test_where_it_posted_to_somebody_else_alone_it_posts_as_now(desk):
    desk.types("add Chips = silicon")
    desk.store.save_topic(replace(desk.topic("chips"), destinations=(TO_BOB,), version=2), BOB, T0, "set")
    desk.store.save_topic(replace(desk.topic("chips"), destinations=(POLICY,), version=3), BOB, T0, "set")
    assert "was so already" in desk.types("revert chips 5")
    assert desk.topic("chips").destinations == (POLICY,)


def test_that_its_owner_has_left_is_nothing_to_be_undone(desk):
    # One that only its owner got is paused by it.
    desk.store.save_topic(replace(desk.topic("mixed"), state=State.PAUSED, version=4), ADA, T0, "left")
    desk.types("history mixed", who=BOB)
    assert "Undo 4" not in labels(desk.shown[-1])


def test_undo_of_another_change_of_several_leaves_out_what_is_said_by_somebody_else(desk):
    desk.types("set mixed channel here")
    assert "only where you cannot see it" in desk.types("undo 4", who=BOB)
    desk.types("history mixed", who=BOB)
    assert "Undo 4" not in labels(desk.shown[-1])
    desk.types("history mixed")
    assert "Undo 4" in labels(desk.shown[-1])
    desk.presses("Undo 4")
    assert desk.topic("mixed").destinations == (POLICY, TO_ADA)


def test_no_button_leads_to_channels_that_one_is_not_in(desk):
    desk.types(f"set mixed channel <#{ENERGY}> <#{POLICY}>")
    desk.types("set mixed channel here")
    desk.types("history mixed")
    assert "revert mixed:5 4" in back(desk)
    desk.types("history mixed", who=BOB)
    # The third was the same but for what she is told directly.
    assert back(desk) == ["revert mixed:5 2", "revert mixed:5 1"]
    assert "Undo 5" not in labels(desk.shown[-1])
    assert "You are not in every channel" in desk.types("revert mixed 4", who=BOB)
    assert "is again as it was" in desk.types("revert mixed 2", who=BOB)


def test_no_button_takes_back_a_move_from_where_one_could_not_see_it(desk):
    desk.people.rooms[2] = Channel(BOARD, "board", private=True, joined=True)
    desk.types(f"set mixed channel <#{BOARD}>")
    desk.types(f"set mixed channel <#{POLICY}>", where=BOARD)
    desk.types("history mixed", who=BOB)
    assert "Undo 5" not in labels(desk.shown[-1])
    assert "revert mixed:5 4" not in back(desk)
    desk.types("history mixed", where=BOARD)
    assert {"revert mixed:5 4"} <= set(back(desk))
    assert "Undo 5" in labels(desk.shown[-1])


def test_every_button_of_a_history_does_what_it_says(desk):
    desk.types(f"set mixed channel <#{ENERGY}> <#{POLICY}>")
    desk.types(f"set mixed channel <#{POLICY}>")
    desk.types("pause mixed", who=BOB)
    desk.types("set mixed quiet 07:00-22:00", who=BOB)
    for who in (ADA, BOB):
        desk.types("history mixed", who=who)
        # What each does is taken back, so that all lead somewhere.
        for value in back(desk):
            seq = desk.store.catalog_version()
            assert "again as it was" in desk.types(value, who=who), value
            assert desk.store.catalog_version() == seq + 1
            desk.types("undo", who=who)
