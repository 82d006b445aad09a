"""``make slack-command``: a script that types for somebody."""

import json
from datetime import UTC, datetime

import pytest
from slack_room import ADA

from infra.laptop import slack_command
from infra.laptop.slack.signing import SIGNING_SECRET
from newswatch.slack.requests import verify


@pytest.fixture
def type_here(slack, app, tmp_path, capsys):
    """Return what types: the exit status, and what was printed to either stream."""
    slack.server.install(app.installed, ADA)
    kept = {"CommandFunction": {"SLACK_HOOKS_URL": slack.server.page_url}}
    (tmp_path / "sam-local.json").write_text(json.dumps(kept))

    def run(*arguments):
        status = slack_command.main([*arguments, "--data", str(tmp_path)])
        told = capsys.readouterr()
        return status, told.out + told.err

    return run


def test_the_answer_is_printed_as_text(app, type_here):
    text = {"type": "mrkdwn", "text": "*3 topics* in <#C0POLICY>"}
    app.answers({"text": "fallback", "blocks": [{"type": "section", "text": text}]})
    status, told = type_here("--text", "list #policy")
    path, headers, body = app.received[0]

    assert (status, told) == (0, "3 topics in #policy\n")
    assert path == "/slack/commands"
    assert app.form()["text"] == "list <#C0POLICY|policy>"
    assert (app.form()["user_id"], app.form()["channel_id"]) == (ADA, "C0POLICY")
    assert headers["x-slack-signature"].startswith("v0=")
    assert SIGNING_SECRET not in body.decode()


def test_it_is_signed_now(app, type_here):
    type_here("--text", "list")
    _, headers, body = app.received[0]
    at = datetime.fromtimestamp(int(headers["x-slack-request-timestamp"]), UTC)

    assert verify(headers, body, SIGNING_SECRET, at)
    assert not verify(headers, body, "another", at)


def test_the_answer_that_comes_later_goes_to_slack(app, type_here, slack):
    type_here("--text", "status")
    secret = app.form()["response_url"].rsplit("/", 1)[1]
    slack.server.response_urls.answer(secret, {"text": "later"})

    ((channel, message),) = slack.workspace.changes(0).messages
    assert (channel, message.text, message.only_for) == ("C0POLICY", "later", ADA)


def test_channel_and_person_can_be_named(app, type_here):
    assert type_here("--text", "list", "--channel", "#board", "--person", "@ada")[0] == 0
    assert app.form()["channel_id"] == "C0BOARD"


def test_an_acknowledgement_alone_is_told(type_here):
    assert type_here("--text", "list") == (0, "Taken, with nothing to show yet.\n")


def test_another_front_has_the_same_paths(app, type_here):
    assert type_here("--text", "list", "--url", app.url + "/")[0] == 0
    assert app.received[0][0] == "/slack/commands"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--channel", "#nowhere"], "Slack does not take that: There is no such conversation."),
        (["--person", "eve"], "Slack does not take that: There is no such person."),
        (["--channel", "#old"], "Slack does not take that: This channel is archived."),
        (["--url", "http://127.0.0.1:1"], "Nobody listens at http://127.0.0.1:1/slack/commands."),
    ],
)
def test_what_cannot_be_sent_is_told_in_a_sentence(app, type_here, arguments, sentence):
    assert type_here("--text", "list", *arguments) == (1, sentence + "\n")
    assert app.received == []


def test_a_refusal_of_the_app_is_told(app, type_here):
    app.answers("This request is not signed\x1b by Slack.", status=401, content_type="text/plain")
    status, told = type_here("--text", "list")

    assert status == 1
    assert told.endswith(
        "answered with status 401: This request is not signed\N{REPLACEMENT CHARACTER} by Slack.\n"
    )


def test_an_answer_that_slack_would_refuse_is_told(app, type_here):
    app.answers({"text": "x", "blocks": [{"type": "nope"}]})
    status, told = type_here("--text", "list")

    assert status == 1
    assert "invalid_blocks" in told


def test_without_a_run_it_says_what_to_start(type_here, slack):
    slack.server.close()
    status, told = type_here("--text", "list")

    assert status == 1
    assert "make run" in told
    assert "Traceback" not in told


def test_something_else_in_its_place_is_told(type_here, app, tmp_path):
    (tmp_path / "sam-local.json").write_text(
        json.dumps({"CommandFunction": {"SLACK_HOOKS_URL": app.url + "/"}})
    )
    app.answers("no", status=404)
    status, told = type_here("--text", "list")

    assert status == 1
    assert "is not Newswatch on this laptop (Not Found)" in told
