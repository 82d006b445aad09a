"""Typing a command in the stand-in: what the app is sent, and what the person sees of its answer."""

import pytest
from slack_room import ADA, BOARD, ELSEWHERE, OLD, POLICY, SECRET
from tiny_app import SECRET as SIGNING_SECRET

from infra.laptop.slack.client_side import SLACKBOT
from infra.laptop.slack.refusal import Refusal
from newswatch.slack.requests import verify

BOT = "U0NEWSWATCH"


@pytest.fixture
def clients(slack, app):
    return slack.server.install(app.installed, ADA, patience_s=2)


def shown(slack, channel=POLICY):
    """Author, text and reader of all that stands in a channel."""
    return [(m.user, m.text, m.only_for) for c, m in slack.workspace.changes(0).messages if c == channel]


def test_the_app_is_sent_a_signed_form_with_all_that_slack_puts_into_it(slack, app, clients):
    clients.type_command(ADA, POLICY, "/watch  add lithium ")
    path, headers, body = app.received[0]
    form = app.form()

    assert path == "/slack/commands"
    assert verify(headers, body, SIGNING_SECRET, slack.clock.now())
    assert not verify(headers, body + b"&x=1", SIGNING_SECRET, slack.clock.now())
    assert headers["content-type"] == "application/x-www-form-urlencoded"
    assert form.pop("response_url").startswith(slack.server.page_url + "response/")
    assert len(form.pop("trigger_id").split(".")) == 3
    assert form == {
        "token": "laptop-verification-token",
        "team_id": "T0LAPTOP",
        "team_domain": "laptop",
        "channel_id": POLICY,
        "channel_name": "policy",
        "user_id": ADA,
        "user_name": "ada",
        "command": "/watch",
        "text": "add lithium",
        "api_app_id": "A0NEWSWATCH",
        "is_enterprise_install": "false",
    }


def test_each_command_has_a_trigger_of_its_own(app, clients):
    for _ in range(2):
        clients.type_command(ADA, POLICY, "/watch list")

    assert app.form(0)["trigger_id"] != app.form(1)["trigger_id"]
    assert app.form(0)["response_url"] != app.form(1)["response_url"]


def test_a_command_may_have_no_text(app, clients):
    clients.type_command(ADA, POLICY, "/watch")
    assert app.form()["text"] == ""


@pytest.mark.parametrize(("channel", "name"), [(BOARD, "privategroup"), ("D0ADA", "directmessage")])
def test_places_that_are_not_public_have_slacks_names(slack, app, clients, channel, name):
    slack.workspace.open_direct(ADA)
    clients.type_command(ADA, channel, "/watch list")

    assert (app.form()["channel_id"], app.form()["channel_name"]) == (channel, name)


@pytest.mark.parametrize("answer", ["", {}, "  \n"])
def test_an_acknowledgement_shows_nothing(slack, app, clients, answer):
    app.answers(answer)
    clients.type_command(ADA, POLICY, "/watch list")

    assert shown(slack) == []


@pytest.mark.parametrize("answer", [{"text": "psst"}, {"text": "psst", "response_type": "ephemeral"}])
def test_an_answer_is_for_the_one_who_typed(slack, app, clients, answer):
    app.answers(answer)
    clients.type_command(ADA, POLICY, "/watch list")

    assert shown(slack) == [(BOT, "psst", ADA)]
    assert slack.workspace.messages(POLICY) == []


def test_an_answer_may_be_plain_text(slack, app, clients):
    app.answers("just text", content_type="text/plain")
    clients.type_command(ADA, POLICY, "/watch list")

    assert shown(slack) == [(BOT, "just text", ADA)]


def test_an_answer_for_the_channel_shows_the_command_too(slack, app, clients):
    app.answers({"text": "all", "response_type": "in_channel"})
    clients.type_command(ADA, POLICY, "/watch list <b>")

    assert shown(slack) == [(ADA, "/watch list &lt;b&gt;", ""), (BOT, "all", "")]


def test_an_answer_is_shown_where_the_bot_is_no_member(slack, app, clients):
    app.answers({"text": "psst"})
    clients.type_command(ADA, SECRET, "/watch list")

    assert shown(slack, SECRET) == [(BOT, "psst", ADA)]


@pytest.mark.parametrize(
    "answer",
    [
        {"text": ""},
        {"blocks": [{"type": "nope"}]},
        {"text": "x", "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "y" * 3001}}]},
        {"text": "x", "ephemeral": True},
        {"text": "x", "response_type": "private"},
        {"text": "x", "replace_original": "true"},
        ["x"],
        "{",
    ],
)
def test_an_answer_that_slack_refuses_is_an_error_for_the_person(slack, app, clients, answer):
    app.answers(answer)
    clients.type_command(ADA, POLICY, "/watch list")

    text = "/watch failed with the error `invalid_command_response`"
    assert shown(slack) == [(SLACKBOT.id, text, ADA)]


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (400, "http_client_error"),
        (401, "http_client_error"),
        (302, "http_client_error"),
        (500, "http_service_error"),
    ],
)
def test_an_app_that_fails_is_an_error_for_the_person(slack, app, clients, status, error):
    app.answers({"text": "x"}, status=status)
    clients.type_command(ADA, POLICY, "/watch list")

    assert shown(slack) == [(SLACKBOT.id, f"/watch failed with the error `{error}`", ADA)]


def test_an_app_that_is_not_there_is_an_error_for_the_person(slack, app, clients):
    app.close()
    clients.type_command(ADA, POLICY, "/watch list")

    assert shown(slack) == [(SLACKBOT.id, "/watch failed with the error `dispatch_failed`", ADA)]


def test_an_app_that_takes_too_long_is_an_error_for_the_person(slack, app):
    clients = slack.server.install(app.installed, ADA, patience_s=0.1)
    app.go_on.clear()
    clients.type_command(ADA, POLICY, "/watch list")

    text = "/watch failed because the app did not respond (`operation_timeout`)."
    assert shown(slack) == [(SLACKBOT.id, text, ADA)]


def test_another_command_is_not_sent_to_the_app(slack, app, clients):
    clients.type_command(ADA, POLICY, "/wa<tch list")

    assert app.received == []
    assert shown(slack) == [(SLACKBOT.id, "`/wa&lt;tch` is not a valid command.", ADA)]


@pytest.mark.parametrize(
    ("channel", "line", "error"),
    [
        (POLICY, "hello", "not_a_command"),
        (POLICY, "", "not_a_command"),
        (OLD, "/watch list", "is_archived"),
        ("C0NOWHERE", "/watch list", "channel_not_found"),
    ],
)
def test_where_one_cannot_type_nothing_is_sent(app, clients, channel, line, error):
    with pytest.raises(Refusal, match=error):
        clients.type_command(ADA, channel, line)
    assert app.received == []


@pytest.mark.parametrize(("channel", "error"), [(ELSEWHERE, "not_in_channel"), (BOARD, "channel_not_found")])
def test_only_members_type(slack, app, clients, channel, error):
    slack.workspace.leave(channel, ADA)
    with pytest.raises(Refusal, match=error):
        clients.type_command(ADA, channel, "/watch list")
    assert app.received == []


def test_the_app_may_answer_later(slack, app, clients):
    clients.type_command(ADA, POLICY, "/watch list")
    secret = app.form()["response_url"].rsplit("/", 1)[1]
    slack.server.response_urls.answer(secret, {"text": "later"})

    assert shown(slack) == [(BOT, "later", ADA)]
