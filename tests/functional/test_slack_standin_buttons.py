"""Pressing a button in the stand-in: what the app is sent, and who may."""

import pytest
from slack_room import ADA, ELSEWHERE, POLICY
from tiny_app import SECRET as SIGNING_SECRET

from infra.laptop.slack.content import Content, from_args
from infra.laptop.slack.records import User
from infra.laptop.slack.refusal import Refusal
from newswatch.slack.requests import verify

BOT, BOB = "U0NEWSWATCH", "U0BOB"


def button(action_id="undo", value="undo 7", **more):
    label = {"type": "plain_text", "text": "Undo"}
    return {"type": "button", "action_id": action_id, "text": label, "value": value, **more}


def actions(*elements, **more):
    return {"type": "actions", "block_id": "b1", "elements": list(elements or [button()]), **more}


@pytest.fixture
def clients(slack, app):
    slack.workspace.add_user(User(BOB, "bob"))
    slack.workspace.join(POLICY, BOB)
    return slack.server.install(app.installed, ADA, patience_s=2)


def say(slack, *blocks, only_for="", channel=POLICY):
    content = from_args({"text": "fallback", "blocks": list(blocks or [actions()])})
    return slack.workspace.post(channel, BOT, content, only_for=only_for, uninvited=True)


def press(clients, message, *, user=ADA, block_id="b1", action_id="undo", channel=POLICY):
    clients.press(user, channel, message.ts, block_id, action_id)


def test_the_app_is_sent_a_signed_payload_with_all_that_slack_puts_into_it(slack, app, clients):
    message = say(slack, actions(button(style="danger")))
    press(clients, message)
    path, headers, body = app.received[0]
    payload = app.payload()
    action = payload["actions"][0]

    assert path == "/slack/interactivity"
    assert verify(headers, body, SIGNING_SECRET, slack.clock.now())
    assert payload.pop("response_url").startswith(slack.server.page_url + "response/")
    assert len(payload.pop("trigger_id").split(".")) == 3
    assert float(action.pop("action_ts")) >= float(message.ts)
    assert payload.pop("message")["ts"] == message.ts
    assert payload == {
        "type": "block_actions",
        "user": {"id": ADA, "username": "ada", "name": "ada", "team_id": "T0LAPTOP"},
        "api_app_id": "A0NEWSWATCH",
        "token": "laptop-verification-token",
        "container": {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": POLICY,
            "is_ephemeral": False,
        },
        "team": {"id": "T0LAPTOP", "domain": "laptop"},
        "enterprise": None,
        "is_enterprise_install": False,
        "channel": {"id": POLICY, "name": "policy"},
        "state": {"values": {}},
        "actions": [
            {
                "type": "button",
                "action_id": "undo",
                "block_id": "b1",
                "text": {"type": "plain_text", "text": "Undo", "emoji": True},
                "value": "undo 7",
                "style": "danger",
            }
        ],
    }


def test_an_ephemeral_message_is_not_in_the_payload(slack, app, clients):
    press(clients, say(slack, only_for=ADA))

    assert app.payload()["container"]["is_ephemeral"] is True
    assert "message" not in app.payload()


def test_the_answer_may_replace_the_message_and_then_take_it_away(slack, app, clients):
    message = say(slack, only_for=ADA)
    press(clients, message)
    secret = app.payload()["response_url"].rsplit("/", 1)[1]
    slack.server.response_urls.answer(secret, {"text": "done", "replace_original": True})
    assert slack.workspace.message(POLICY, message.ts, ephemeral=True).text == "done"

    slack.server.response_urls.answer(secret, {"delete_original": True})
    with pytest.raises(Refusal, match="message_not_found"):
        slack.workspace.message(POLICY, message.ts, ephemeral=True)


def test_a_button_beside_a_text_works_too(slack, app, clients):
    text = {"type": "mrkdwn", "text": "x"}
    section = {"type": "section", "block_id": "b1", "text": text, "accessory": button()}
    press(clients, say(slack, section))

    assert app.payload()["actions"][0]["value"] == "undo 7"


def test_ids_that_the_app_left_out_are_made_up(slack, app, clients):
    unnamed = {"type": "button", "text": {"type": "plain_text", "text": "x"}, "value": "v"}
    message = say(slack, {"type": "actions", "elements": [unnamed, unnamed]})
    block = message.blocks[0]
    ids = [element["action_id"] for element in block["elements"]]
    press(clients, message, block_id=block["block_id"], action_id=ids[1])

    assert len(set(ids)) == 2
    assert app.payload()["actions"][0]["action_id"] == ids[1]


def test_what_the_app_answers_beside_the_status_is_not_shown(slack, app, clients):
    app.answers({"text": "shown to nobody"})
    press(clients, say(slack))

    assert len(slack.workspace.changes(0).messages) == 1


@pytest.mark.parametrize(("status", "error"), [(404, "http_client_error"), (500, "http_service_error")])
def test_an_app_that_fails_is_told_to_the_one_who_pressed(slack, app, clients, status, error):
    app.answers("", status=status)
    with pytest.raises(Refusal, match=error):
        press(clients, say(slack))


def test_an_app_that_takes_too_long_is_told_to_the_one_who_pressed(slack, app):
    clients = slack.server.install(app.installed, ADA, patience_s=0.1)
    app.go_on.clear()
    with pytest.raises(Refusal, match="operation_timeout"):
        press(clients, say(slack))


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"block_id": "b2"}, "action_not_found"),
        ({"action_id": "redo"}, "action_not_found"),
        ({"user": "U0NOBODY"}, "user_not_found"),
        ({"channel": "C0NOWHERE"}, "channel_not_found"),
        ({"channel": ELSEWHERE}, "message_not_found"),
    ],
)
def test_what_is_not_there_cannot_be_pressed(slack, app, clients, wrong, error):
    with pytest.raises(Refusal, match=error):
        press(clients, say(slack), **wrong)
    assert app.received == []


def test_what_is_no_button_cannot_be_pressed(slack, app, clients):
    options = [{"text": {"type": "plain_text", "text": "x"}, "value": "v"}]
    message = say(slack, actions({"type": "overflow", "action_id": "undo", "options": options}))
    with pytest.raises(Refusal, match="action_not_found"):
        press(clients, message)


def test_another_persons_private_message_cannot_be_pressed_or_dismissed(slack, app, clients):
    message = say(slack, only_for=ADA)
    with pytest.raises(Refusal, match="message_not_found"):
        press(clients, message, user=BOB)
    with pytest.raises(Refusal, match="message_not_found"):
        clients.dismiss(BOB, POLICY, message.ts)
    assert app.received == []


def test_who_left_the_channel_cannot_press(slack, app, clients):
    message = say(slack)
    slack.workspace.leave(POLICY, BOB)
    with pytest.raises(Refusal, match="not_in_channel"):
        press(clients, message, user=BOB)
    assert app.received == []


def test_a_private_message_is_dismissed_and_a_post_is_not(slack, clients):
    private, post = say(slack, only_for=ADA), say(slack)
    clients.dismiss(ADA, POLICY, private.ts)

    assert slack.workspace.changes(0).gone == ((POLICY, private.ts),)
    with pytest.raises(Refusal, match="message_not_found"):
        clients.dismiss(ADA, POLICY, post.ts)


def test_a_persons_message_has_no_bot(slack):
    message = slack.workspace.post(POLICY, ADA, Content("hello"))
    assert (message.user, message.bot_id) == (ADA, "")
