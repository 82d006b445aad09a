"""What the slack function does at once with what people press, on fakes; what takes long comes after it."""

import pytest
from desk import ADA, BOARD, BOB, EVE, POLICY, Desk, said
from fakes import T0

from newswatch.errors import QueueError, SlackNotSent
from newswatch.model import State
from newswatch.slack.front import Front, reply_to
from newswatch.slack.requests import Event, Press

LATE = "https://hooks.slack.com/3"


@pytest.fixture
def desk():
    desk = Desk()
    desk.reads("Venezuela votes")
    desk.types("add Talks = venezuela")
    return desk


def press(value, *, action="run", who=ADA, where=POLICY, ephemeral=False, trigger="t1", ts="1.1"):
    return Press(action, value, who, "T1", "A1", where, ts, ephemeral, LATE, trigger)


def test_what_is_quick_is_answered_within_the_request(desk):
    reply_to(desk.front, press("pause talks"))
    assert "is paused" in desk.shown[-1]["text"], "before command has done anything"
    assert desk.topic("talks").state is State.PAUSED


def test_what_takes_long_is_answered_in_a_modal_that_opens_at_once(desk):
    reply_to(desk.front, press("test venezuela"))
    assert said(desk.modal()) == "One moment …"
    desk.works()
    assert "1 story" in said(desk.modal())


def test_in_a_private_answer_it_takes_its_place(desk):
    before = len(desk.shown)
    reply_to(desk.front, press("test venezuela", ephemeral=True))
    assert desk.shown[before]["text"] == "One moment …"
    desk.works()
    assert "1 story" in desk.shown[-1]["text"]
    assert not desk.views.shown


def test_where_no_modal_can_be_opened_the_answer_comes_by_message(desk):
    desk.views.expired = True
    reply_to(desk.front, press("test venezuela"))
    desk.works()
    assert "1 story" in desk.shown[-1]["text"]


def test_two_people_press_the_same_button_at_once(desk):
    reply_to(desk.front, press("pause talks"))
    reply_to(desk.front, press("pause talks", who=BOB))
    desk.works()
    assert [change.who for change in desk.store.history(desk.topic("talks").id)] == [ADA, ADA]
    assert "is paused" in desk.shown[-1]["text"]
    assert "already" in desk.shown[-1]["text"]


def test_a_press_whose_answer_gets_lost_is_answered_by_command(desk):
    def lost(*_):
        raise SlackNotSent("connection", "Slack did not take the answer.")

    reply_to(Front(desk.quick, desk.views, lost), press("pause talks"))
    assert desk.topic("talks").state is State.PAUSED
    desk.works()
    assert "is paused" in desk.shown[-1]["text"]
    assert desk.topic("talks").version == 2, "carried out again, it changes nothing"


def test_where_the_queue_cannot_be_reached_they_are_told(desk, monkeypatch):
    def refuse(_body):
        raise QueueError("away")

    monkeypatch.setattr(desk.queues, "send_command", refuse)
    reply_to(desk.front, press("test venezuela"))
    assert "did not work" in said(desk.modal())


def test_edit_opens_the_form(desk):
    reply_to(desk.front, press("edit talks"))
    assert desk.modal()["title"]["text"] == "Edit topic"


def test_buttons_in_an_answer_s_modal_are_answered_there(desk):
    reply_to(desk.front, press("test venezuela"))
    desk.works()
    desk.clicks("Watch this")
    assert "Watching" in said(desk.modal()) or "venezuela" in said(desk.modal())
    assert len(desk.store.topics()) == 2
    assert len(desk.views.shown) == 1


def test_a_stranger_s_press_does_no_more_than_their_typing(desk):
    desk.types("add Secret = lithium", where=BOARD)
    for value in (
        "pause secret",
        "show secret",
        "edit secret",
        "history secret",
        "remove secret",
        "test secret",
    ):
        reply_to(desk.front, press(value, who=EVE, trigger="t2"))
        desk.works()
    seen = "\n".join([*(shown["text"] for shown in desk.shown[1:]), *map(said, desk.views.shown.values())])
    assert "lithium" not in seen.replace("Watching *Secret*", "")
    assert desk.topic("secret").version == 1


@pytest.mark.parametrize("action", ["unknown", "", "run_away", "more"])
def test_unknown_buttons_do_nothing(desk, action):
    before = len(desk.shown)
    reply_to(desk.front, press("remove talks", action=action))
    desk.works()
    assert desk.topic("talks").state is State.ACTIVE
    assert len(desk.shown) == before


def test_an_option_of_a_menu_is_a_button_like_another(desk):
    reply_to(desk.front, press("run pause talks for 1d", action="more"))
    assert (desk.topic("talks").paused_until - T0).days == 1


def test_a_channel_that_can_be_posted_to_again_is_tried(desk):
    joined = Event(
        "member_joined_channel", "T1", "A1", "Ev1",
        {"type": "member_joined_channel", "user": "U0BOT", "channel": POLICY},
        {"authorizations": [{"user_id": "U0BOT"}]},
    )  # fmt: skip
    desk.queues.woken.clear()
    reply_to(desk.front, joined)
    desk.works()
    assert [channel for channel, *_ in desk.queues.woken] == [POLICY]


def test_a_message_without_a_link_says_so(desk):
    desk.chooses({"text": "nothing to see"})
    assert "no link" in said(desk.modal())
