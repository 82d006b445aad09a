"""What somebody saw and acts on, when somebody else was there in between; and what follows in any case."""

import re
from datetime import timedelta

import pytest
from desk import ADA, BOARD, BOB, ENERGY, POLICY, Desk, labels
from fakes import CountingEntropy

from newswatch.errors import QueueError, SlackNotSent
from newswatch.model import State
from newswatch.queues import encode_follow_up
from newswatch.slack.asked import Action, decode
from newswatch.usecases.dispatch import dispatch


@pytest.fixture
def desk():
    desk = Desk()
    desk.types("add Talks = venezuela")
    return desk


def form(desk, who=ADA):
    """Return the text that a person is given to edit the topic."""
    return re.search(r"/watch (edit .*)", desk.types("edit talks", who=who))[1]


def test_a_form_filled_in_after_somebody_else_s_edit_overwrites_nothing(desk):
    given = form(desk)
    desk.types("edit talks venezuela AND russia", who=BOB)

    said = desk.types(given.replace("venezuela", "venezuela AND china"))
    assert "was changed in between" in said
    assert labels(desk.shown[-1]) == ["show talks", "edit talks"]
    assert desk.topic("talks").query == "venezuela AND russia"


def test_a_form_sets_only_what_was_changed_in_it(desk):
    given = form(desk)
    desk.types("set talks name Negotiations", who=BOB)
    desk.types(given.replace("= venezuela", "= venezuela AND china"))

    changed = desk.topic("talks")
    assert (changed.name, changed.query) == ("Negotiations", "venezuela AND china")


def test_a_button_pressed_after_somebody_else_s_pause_does_not_lengthen_it(desk):
    desk.types("show talks")
    shown = desk.shown[-1]
    desk.types("pause talks for 3d", who=BOB)
    until = desk.topic("talks").paused_until
    desk.shown.append(shown)

    assert "was changed in between" in desk.presses("Pause")
    assert desk.topic("talks").paused_until == until


def test_one_s_own_change_in_between_is_no_surprise(desk):
    given = form(desk)
    desk.types("edit talks venezuela AND russia")
    desk.types(given.replace("= venezuela", "= venezuela AND china"))

    assert desk.topic("talks").query == "venezuela AND china"


def test_a_version_that_never_was_means_the_topic_as_it_is(desk):
    desk.types("pause talks:99")
    assert desk.topic("talks").state is State.PAUSED


# --- What follows, whatever is away -----------------------------------------------------------


def tick(desk):
    """Let two minutes go by, dispatch look, and ``command`` work."""
    desk.clock.advance(minutes=2, seconds=1)
    dispatch(desk.store, desk.queues, desk.clock, CountingEntropy())
    desk.works()


def test_a_change_whose_message_was_lost_is_announced_by_dispatch(desk, monkeypatch):
    def refuse(_body):
        raise QueueError("SQS: away")

    with monkeypatch.context() as away:
        away.setattr(desk.queues, "send_command", refuse)
        desk.types("add <#C0ENERGY> Grid = blackout", where=ENERGY)
    assert desk.notices() == [POLICY]

    tick(desk)
    assert desk.people.channel(ENERGY).joined
    assert desk.notices() == [POLICY, ENERGY]
    tick(desk)
    assert desk.notices() == [POLICY, ENERGY]
    assert desk.queues.commands == []


def test_a_change_made_while_slack_is_away_is_announced_when_it_is_back(desk):
    desk.people.refuses["channel"] = SlackNotSent("service_unavailable", "Slack is not available.")
    desk.types("grid", where=ENERGY)
    tick(desk)
    assert desk.notices() == [POLICY]

    desk.people.refuses.clear()
    tick(desk)
    assert desk.notices() == [POLICY, ENERGY]


def test_what_was_announced_is_not_looked_for_again(desk):
    assert desk.store.unannounced(desk.clock.now() + timedelta(days=1)) == []


def test_the_message_that_dispatch_sends_is_read_by_command():
    asked = decode(encode_follow_up(41))
    assert (asked.action, asked.text, asked.response_url) == (Action.CHANGED, "41", "")


# --- What is unclear ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "button"),
    [
        ("add", "help add"),
        ("add <#C0POLICY|policy>", "help add"),
        ("test", "test talks"),
        ("source add", "help source"),
        ("source show", "source list"),
        ("source pause", "source list"),
        ("set talks", "set talks channel here"),
        ("add <#C0NOPE|nope> x", "Post here instead"),
        ("add <#C0BOARD|board> x", "Try again"),
        ("set talks channel <#C0NOPE|nope>", "Post here instead"),
    ],
)
def test_what_is_missing_or_cannot_be_seen_has_a_button(desk, text, button):
    desk.types(text)
    assert button in labels(desk.shown[-1])


def test_a_private_channel_asks_for_an_invitation_and_then_works(desk):
    assert "/invite @Newswatch" in desk.types("add <#C0BOARD|board> Deal = merger")
    n = next(n for n, room in enumerate(desk.people.rooms) if room.id == BOARD)
    desk.people.rooms[n] = type(desk.people.rooms[n])(BOARD, "board", private=True, joined=True)

    desk.presses("Try again")
    assert desk.topic("deal").destinations == (BOARD,)
