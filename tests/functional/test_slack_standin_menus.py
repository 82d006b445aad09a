"""Menus of messages in the stand-in, and the shortcuts of a message's own menu."""

import pytest
from slack_room import ADA, BOARD, ELSEWHERE, OLD, POLICY
from test_slack_standin_page_actions import post, state
from test_slack_standin_view_actions import bare
from view_scene import actions, menu, modal, option

from infra.laptop.slack.content import Content

OVERFLOW = {"type": "overflow", "action_id": "more", "options": [option("why 7"), option("mute voa")]}


@pytest.fixture
def server(slack, app):
    slack.server.install(app.installed, ADA, patience_s=2)
    return slack.server


def say(slack, *elements, channel=POLICY):
    return slack.client.chat_postMessage(channel=channel, text="news", blocks=[actions(*elements)])["ts"]


def press(server, ts, action_id="more", **more):
    said = {"channel": POLICY, "ts": ts, "block_id": "acts", "action_id": action_id}
    return post(server, "/page/press", said | more)[1]


def test_a_choice_of_an_overflow_comes_with_its_value_and_text(slack, server, app):
    ts = say(slack, OVERFLOW)
    assert press(server, ts, given="mute voa") == {"ok": True}
    payload = app.payload()
    [action] = payload["actions"]
    assert (action["type"], action["action_id"], action["block_id"]) == ("overflow", "more", "acts")
    assert bare(action["selected_option"]) == option("mute voa")
    assert payload["container"]["message_ts"] == payload["message"]["ts"] == ts
    assert payload["state"] == {"values": {}}


def test_what_is_chosen_in_a_message_stays_as_long_as_it_says_the_same(slack, server, app):
    ts = say(slack, menu(action_id="one", initial_option=option("red")), menu(action_id="two"), OVERFLOW)

    def held():
        values = app.payload()["state"]["values"]["acts"]
        return {name: (told["selected_option"] or {}).get("value") for name, told in values.items()}

    press(server, ts, "two", given="green")
    assert held() == {"one": "red", "two": "green"}
    press(server, ts, "one", given="green")
    press(server, ts, given="why 7")
    assert held() == {"one": "green", "two": "green"}
    slack.client.chat_update(
        channel=POLICY, ts=ts, text="x", blocks=[actions(menu(action_id="two"), OVERFLOW)]
    )
    press(server, ts, given="why 7")
    assert held() == {"two": None}


@pytest.mark.parametrize("given", ["gone", ["why 7"], 7])
def test_what_is_not_offered_cannot_be_chosen(slack, server, app, given):
    assert press(server, say(slack, OVERFLOW), given=given)["error"] == "invalid_arguments"
    assert app.received == []


def test_a_menu_is_not_pressed_as_a_button_is(slack, server, app):
    assert press(server, say(slack, OVERFLOW))["error"] == "action_not_found"
    assert app.received == []


def test_an_external_menu_of_a_message_asks_the_app(slack, server, app):
    ts = say(slack, menu("external_select", "pick"))
    app.answers({"options": [option("red")]})
    said = {"channel": POLICY, "ts": ts, "block_id": "acts", "action_id": "pick", "text": "red"}
    assert post(server, "/page/suggest", said)[1] == {"ok": True, "options": [option("red")]}
    payload = app.payload()
    assert (payload["type"], payload["value"]) == ("block_suggestion", "red")
    assert (payload["message"]["ts"], payload["channel"]["id"]) == (ts, POLICY)
    assert press(server, ts, "pick", given="red")["ok"]
    assert bare(app.payload()["actions"][0]["selected_option"]) == option("red")
    assert post(server, "/page/suggest", said | {"text": "re"})[1]["options"] == [], (
        "three letters, by default"
    )


# --- Shortcuts --------------------------------------------------------------------------------------


def shortcut(server, ts, callback_id="like_this", channel=POLICY):
    said = {"channel": channel, "ts": ts, "callback_id": callback_id}
    return post(server, "/page/shortcut", said)[1]


def test_the_page_knows_the_shortcuts_and_the_people(server):
    told = state(server)
    assert told["shortcuts"] == [{"callback_id": "like_this", "name": "Watch for stories like this"}]
    assert told["people"] == [{"id": ADA, "name": "Ada Lovelace"}]


def test_without_an_app_there_are_none(slack):
    assert state(slack.server)["shortcuts"] == []


def test_a_shortcut_comes_with_the_message(slack, server, app):
    message = slack.workspace.post(POLICY, ADA, Content("See https://a.example/1"))
    assert shortcut(server, message.ts) == {"ok": True}
    path, _, _ = app.received[0]
    payload = app.payload()
    assert path == "/slack/interactivity"
    told = payload.pop("message")
    assert (told["ts"], told["user"], told["text"]) == (message.ts, ADA, "See https://a.example/1")
    url = payload.pop("response_url")
    trigger = payload.pop("trigger_id")
    assert payload.pop("action_ts")
    assert payload == {
        "type": "message_action",
        "callback_id": "like_this",
        "message_ts": message.ts,
        "channel": {"id": POLICY, "name": "policy"},
        "user": {"id": ADA, "username": "ada", "name": "ada", "team_id": "T0LAPTOP"},
        "team": {"id": "T0LAPTOP", "domain": "laptop"},
        "api_app_id": "A0NEWSWATCH",
        "token": "laptop-verification-token",
        "enterprise": None,
        "is_enterprise_install": False,
    }
    slack.client.views_open(trigger_id=trigger, view=modal())
    assert slack.workspace.modals.of(ADA).channel == POLICY
    slack.server.response_urls.answer(url.rsplit("/", 1)[1], {"text": "only for you"})
    assert slack.workspace.changes(0).messages[-1][1].only_for == ADA


def test_a_shortcut_works_where_the_app_is_no_member(slack, server, app):
    message = slack.workspace.post(ELSEWHERE, ADA, Content("x"))
    assert shortcut(server, message.ts, channel=ELSEWHERE)["ok"]
    assert app.payload()["channel"]["name"] == "elsewhere"


def test_there_is_no_shortcut_for_what_one_does_not_see(slack, server, app):
    private = slack.client.chat_postEphemeral(channel=POLICY, user=ADA, text="x")["message_ts"]
    public = slack.client.chat_postMessage(channel=POLICY, text="x")["ts"]
    board = slack.client.chat_postMessage(channel=BOARD, text="x")["ts"]
    slack.workspace.leave(BOARD, ADA)
    assert shortcut(server, private)["error"] == "message_not_found"
    assert shortcut(server, "1.0")["error"] == "message_not_found"
    assert shortcut(server, public, "other")["error"] == "shortcut_not_found"
    assert shortcut(server, board, channel=BOARD)["error"] == "channel_not_found"
    assert shortcut(server, public, channel=OLD)["error"] == "is_archived"
    assert app.received == []


def test_an_app_that_fails_is_told_to_the_one_who_took_it(slack, server, app):
    ts = slack.client.chat_postMessage(channel=POLICY, text="x")["ts"]
    app.answers("", status=500)
    assert shortcut(server, ts)["error"] == "http_service_error"
