"""What the slack function does at once with what people press, on fakes; what takes long comes after it."""

from dataclasses import replace

import pytest
from desk import ADA, BOARD, BOB, EVE, POLICY, Desk, said
from fakes import T0

from newswatch.errors import QueueError, SlackNotSent
from newswatch.model import State
from newswatch.posts import PostState
from newswatch.slack.front import reply_to
from newswatch.slack.requests import Event, Press
from newswatch.usecases.alerts import alert_of

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

    reply_to(replace(desk.front, respond=lost), press("pause talks"))
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
    assert len(desk.store.topics()) == 2
    assert "last 7 days" in said(desk.modal())
    assert len(desk.views.shown) == 1


def test_a_stranger_s_press_does_no_more_than_their_typing(desk):
    desk.types("add Secret = lithium", where=BOARD)
    begun = len(desk.shown)
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
    seen = "\n".join(
        [*(shown["text"] for shown in desk.shown[begun:]), *map(said, desk.views.shown.values())]
    )
    assert "lithium" not in seen
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


# --- What stays on the screen for long --------------------------------------------------------------------


def test_a_button_of_a_message_that_stays_is_meant_anew_each_time(desk):
    reply_to(desk.front, press("run pause talks for 1d", action="more", trigger="t1"))
    desk.clock.advance(days=2)
    reply_to(desk.front, press("run pause talks for 1d", action="more", trigger="t2"))
    assert desk.topic("talks").paused_until > desk.clock.now()


def test_an_event_that_slack_tells_of_again_is_one(desk):
    said_once = Event("app_home_opened", "T1", "A1", "Ev7", {"user": ADA, "tab": "home"}, {})
    reply_to(desk.front, said_once)
    reply_to(desk.front, said_once)
    assert len(desk.queues.commands) == 1


def test_of_two_tabs_that_are_pressed_the_later_one_is_shown(desk):
    reply_to(desk.front, Event("app_home_opened", "T1", "A1", "Ev8", {"user": ADA, "tab": "home"}, {}))
    desk.works()
    home = desk._view(home=True, who=ADA)
    for value in ("sources", "settings"):
        desk.presses_in(home, "home_tab.0", value)
    assert "One moment" in said(desk.views.home[ADA]), "at once"
    first, second = desk.queues.commands
    desk.queues.commands.clear()
    for body in (second, first):
        desk.carries_out(body)
    assert "Time zone" in said(desk.views.home[ADA])


def test_where_the_queue_is_away_what_was_done_is_answered_all_the_same(desk, monkeypatch):
    reply_to(desk.front, Event("app_home_opened", "T1", "A1", "Ev9", {"user": ADA, "tab": "home"}, {}))
    desk.works()

    def refuse(_body):
        raise QueueError("away")

    monkeypatch.setattr(desk.queues, "send_command", refuse)
    desk.presses_in(desk._view(home=True, who=ADA), "more.0", "run pause talks for 1d")
    assert "is paused" in said(desk.modal())


# --- What many found not relevant -------------------------------------------------------------------------


@pytest.fixture
def told(desk):
    """Stories that were posted, three of which are about something else."""
    desk.types("add Mines = mine")
    stories = []
    for n, title in enumerate(
        ("Coal mine", "Gold mine", "Data mine one", "Data mine two", "Data mine three")
    ):
        desk.reads(f"{title} {n}")
        stories.append(desk.store.articles_of(desk.clock.now())[-1])
    topic = desk.topic("mines")
    for article in stories:
        desk.store.claim([alert_of(topic, article, article.source_id, (), desk.clock.now())])
        post = desk.store.post(POLICY, article.story)
        desk.store.save_post(replace(post, state=PostState.SENT, ts=f"{len(article.title)}.1"), post)
    return stories


def test_after_three_stories_an_edit_is_proposed_once(desk, told):
    begun = len(desk.shown)
    for n, article in enumerate(told[2:]):
        reply_to(desk.front, press(article.story, action="irrelevant", trigger=f"v{n}", ts=f"{n}.2"))
        desk.works()
    proposed = [shown for shown in desk.shown[begun:] if "An edit for" in shown["text"]]
    assert len(proposed) == 1
    assert "data" in proposed[0]["text"].casefold()

    reply_to(desk.front, press(told[4].story, action="irrelevant", trigger="v9", ts="9.2"))
    desk.works()
    assert len([shown for shown in desk.shown[begun:] if "An edit for" in shown["text"]]) == 1
