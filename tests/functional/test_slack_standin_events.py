"""The Events API of the stand-in: what the app is told of by itself."""

import pytest
from slack_room import ADA, BOARD, ELSEWHERE, POLICY, SECRET
from test_slack_standin_page_actions import post
from tiny_app import EVENTS
from tiny_app import SECRET as SIGNING_SECRET
from view_scene import home

from infra.laptop.slack.records import User
from newswatch.slack.requests import verify

BOB, BOT, DIRECT = "U0BOB", "U0NEWSWATCH", "D0ADA"


@pytest.fixture
def clients(slack, app):
    app.events = EVENTS
    slack.workspace.add_user(User(BOB, "bob"))
    return slack.server.install(app.installed, ADA, patience_s=2)


@pytest.fixture
def told(clients, app):
    """Return the events that came since it was asked last."""

    def since():
        clients.events.settle()
        events = [app.event(place)["event"] for place in range(len(app.received))]
        app.received.clear()
        return events

    return since


def test_an_event_comes_signed_in_the_envelope_of_slack(slack, clients, app, told):
    clients.open_home(ADA)
    clients.events.settle()
    path, headers, body = app.received[0]
    envelope = app.event()

    assert (path, headers["content-type"]) == ("/slack/events", "application/json")
    assert verify(headers, body, SIGNING_SECRET, slack.clock.now())
    assert "x-slack-retry-num" not in headers
    event = envelope.pop("event")
    assert envelope.pop("event_id").startswith("Ev0")
    assert envelope.pop("event_context")
    assert envelope == {
        "token": "laptop-verification-token",
        "team_id": "T0LAPTOP",
        "context_team_id": "T0LAPTOP",
        "context_enterprise_id": None,
        "api_app_id": "A0NEWSWATCH",
        "type": "event_callback",
        "event_time": int(slack.clock.now().timestamp()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": "T0LAPTOP",
                "user_id": BOT,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
    }
    assert event.pop("event_ts")
    assert event == {"type": "app_home_opened", "user": ADA, "channel": DIRECT, "tab": "home"}


def test_the_page_opens_app_home_and_the_app_fills_it(slack, clients, app, told):
    assert post(slack.server, "/page/home", {}) == (200, {"ok": True})
    [event] = told()
    assert "view" not in event
    published = slack.client.views_publish(user_id=event["user"], view=home())["view"]
    post(slack.server, "/page/home", {})
    [event] = told()
    assert (event["view"]["id"], event["view"]["hash"]) == (published["id"], published["hash"])


def test_what_is_said_to_the_app_comes_as_a_message(slack, clients, app, told):
    said = {"channel": DIRECT, "text": "help <me> in #policy"}
    assert post(slack.server, "/page/type", said) == (200, {"ok": True})
    [event] = told()
    [message] = slack.workspace.messages(DIRECT)
    assert event == {
        "type": "message",
        "user": ADA,
        "text": "help &lt;me&gt; in <#C0POLICY|policy>",
        "ts": message.ts,
        "event_ts": message.ts,
        "team": "T0LAPTOP",
        "channel": DIRECT,
        "channel_type": "im",
    }


@pytest.mark.parametrize(("channel", "text"), [(POLICY, "hello"), (DIRECT, " "), (DIRECT, "")])
def test_nothing_can_be_said_elsewhere_nor_nothing(slack, clients, told, channel, text):
    assert post(slack.server, "/page/type", {"channel": channel, "text": text})[1]["error"] == "not_a_command"
    assert told() == []


def test_the_app_hears_its_own_words_in_direct_messages_and_what_becomes_of_them(slack, told):
    ts = slack.client.chat_postMessage(channel=ADA, text="one")["ts"]
    slack.client.chat_update(channel=DIRECT, ts=ts, text="two")
    slack.client.chat_delete(channel=DIRECT, ts=ts)
    new, edited, deleted = told()
    assert (new["user"], new["bot_id"], "subtype" in new) == (BOT, "B0NEWSWATCH", False)
    assert edited["subtype"] == "message_changed"
    assert (edited["previous_message"]["text"], edited["message"]["text"]) == ("one", "two")
    assert (deleted["subtype"], deleted["deleted_ts"]) == ("message_deleted", ts)
    assert {event["channel"] for event in (new, edited, deleted)} == {DIRECT}


def test_what_is_said_in_channels_or_to_one_person_is_not_told(slack, told):
    slack.post()
    slack.client.chat_postEphemeral(channel=DIRECT, user=ADA, text="x")
    assert told() == []


def test_members_come_and_go(slack, told):
    slack.workspace.join(POLICY, BOB)
    slack.workspace.join(POLICY, BOB)
    slack.workspace.leave(POLICY, BOB)
    slack.workspace.join(ELSEWHERE, BOB)
    slack.client.conversations_join(channel=ELSEWHERE)
    slack.workspace.join(BOARD, BOB)
    joined, left, itself, private = told()
    assert (joined["type"], joined["user"], joined["channel"]) == ("member_joined_channel", BOB, POLICY)
    assert (joined["channel_type"], joined["team"]) == ("C", "T0LAPTOP")
    assert (left["type"], left["user"], left["channel"]) == ("member_left_channel", BOB, POLICY)
    assert (itself["type"], itself["user"], itself["channel"]) == ("member_joined_channel", BOT, ELSEWHERE)
    assert (private["channel"], private["channel_type"]) == (BOARD, "G")


def test_the_bot_is_told_otherwise_that_it_was_removed(slack, told):
    slack.workspace.leave(POLICY, BOT)
    slack.workspace.leave(BOARD, BOT)
    public, private = told()
    assert (public["type"], public["channel"]) == ("channel_left", POLICY)
    assert (private["type"], private["channel"]) == ("group_left", BOARD)


def test_channels_are_renamed_archived_and_brought_back(slack, told):
    slack.workspace.rename(POLICY, "politics")
    slack.workspace.archive(POLICY)
    slack.workspace.archive(POLICY)
    slack.workspace.archive(POLICY, archived=False)
    slack.workspace.rename(BOARD, "board-2")
    slack.workspace.rename(ELSEWHERE, "elsewhere-2")
    slack.workspace.rename(SECRET, "nobody-hears-of-it")
    renamed, archived, back, private, elsewhere = told()
    assert (renamed["type"], renamed["channel"]["name"]) == ("channel_rename", "politics")
    assert (archived["type"], archived["channel"], archived["user"]) == ("channel_archive", POLICY, ADA)
    assert back["type"] == "channel_unarchive"
    assert (private["type"], private["channel"]["id"]) == ("group_rename", BOARD)
    assert elsewhere["channel"]["name"] == "elsewhere-2"


def test_only_what_the_app_subscribes_to_is_told(slack, app):
    app.events = frozenset({"member_joined_channel"})
    clients = slack.server.install(app.installed, ADA, patience_s=2)
    slack.client.chat_postMessage(channel=ADA, text="x")
    slack.workspace.join(POLICY, BOB)
    clients.events.settle()
    assert [app.event(place)["event"]["type"] for place in range(len(app.received))] == [
        "member_joined_channel"
    ]


def test_an_app_that_is_installed_anew_is_told_once(slack, clients, app, told):
    slack.server.install(app.installed, ADA, patience_s=2)
    slack.workspace.join(POLICY, BOB)
    slack.server.clients.events.settle()
    assert len(told()) == 1


# --- Again -------------------------------------------------------------------------------------------


def retries(app):
    return [
        (headers.get("x-slack-retry-num"), headers.get("x-slack-retry-reason"))
        for _, headers, _ in app.received
    ]


def test_what_the_app_does_not_take_comes_again_three_times(slack, clients, app):
    app.answers("", status=500)
    clients.open_home(ADA)
    clients.events.settle()
    assert retries(app) == [(None, None), ("1", "http_error")]
    for forward_s, count in ((59, 2), (1, 3), (299, 3), (1, 4), (10_000, 4)):
        slack.clock.forward(forward_s)
        clients.events.land()
        clients.events.settle()
        assert len(app.received) == count
    assert [retry for retry, _ in retries(app)] == [None, "1", "2", "3"]
    ids = {app.event(place)["event_id"] for place in range(4)}
    assert len(ids) == 1, "it is the same event"


def test_what_the_app_takes_the_second_time_does_not_come_again(slack, clients, app):
    app.answers("", status=500)
    clients.open_home(ADA)
    clients.events.settle()
    app.answers("")
    slack.clock.forward(60)
    clients.events.land()
    slack.clock.forward(1_000)
    clients.events.land()
    clients.events.settle()
    assert [retry for retry, _ in retries(app)] == [None, "1", "2"]


def test_an_app_that_nobody_runs_breaks_nothing(slack, clients, app):
    app.close()
    assert slack.client.chat_postMessage(channel=ADA, text="x")["ok"]
    clients.events.settle()
