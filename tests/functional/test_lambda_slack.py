"""The functions that talk with people, called as Lambda calls them: slack and command."""

import json
from base64 import b64encode

import pytest
from aws_lambda_powertools.utilities.batch.exceptions import BatchProcessingError
from deployment import ADA, CHANNEL, SECRET, TOKEN, context, deployment, forget, request, typed

from newswatch import wiring
from newswatch.lambdas import command, slack


@pytest.fixture
def deployed(monkeypatch):
    with deployment(monkeypatch) as running:
        yield running


def answered(event: dict) -> str:
    """Return the text of the answer to a command, having checked its form."""
    answer = slack.handler(event, context())
    assert (answer["statusCode"], answer["headers"]) == (200, {"content-type": "application/json"})
    body = json.loads(answer["body"])
    assert body["response_type"] == "ephemeral"
    return body["text"]


# --- slack: who may ask -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "event",
    [
        lambda: typed("list", secret="another"),
        lambda: typed("list", secret=""),
        lambda: typed("list", age_s=400),
        lambda: typed("list", age_s=-400),
        lambda: typed("list") | {"body": b64encode(b"text=status").decode()},
        lambda: typed("list") | {"body": ""},
        lambda: {name: value for name, value in typed("list").items() if name != "body"},
        lambda: typed("list") | {"headers": {}},
        lambda: request(b"text=" + b"x" * 300_000),
    ],
    ids=["secret", "no secret", "old", "early", "body", "empty", "no body", "no headers", "oversized"],
)
def test_what_slack_did_not_sign_is_turned_away(deployed, event):
    answer = slack.handler(event(), context())

    assert answer["statusCode"] == 401
    assert wiring.store().topics() == []
    assert deployed.messages("COMMAND_QUEUE_URL") == []


@pytest.mark.parametrize(
    "body", [b"", b"hello", b"\xff\xfe", b"payload=%7B%7D", b'{"type":"something_else"}']
)
def test_a_signed_request_that_is_no_command_is_told_so(deployed, body):
    assert slack.handler(request(body), context())["statusCode"] == 400


@pytest.mark.parametrize("base64", [True, False])
def test_a_body_may_come_in_base64_or_not(deployed, base64):
    assert "Nothing is watched yet" in answered(typed("list", base64=base64))


def test_the_events_url_answers_slacks_handshake(deployed):
    answer = slack.handler(request('{"type":"url_verification","challenge":"3eZbrw1a"}'), context())

    assert (answer["statusCode"], json.loads(answer["body"])) == (200, {"challenge": "3eZbrw1a"})


def test_an_event_is_acknowledged_so_that_slack_does_not_send_it_again(deployed):
    body = '{"type":"event_callback","event":{"type":"app_home_opened","user":"U1"}}'
    assert slack.handler(request(body), context())["statusCode"] == 200


# --- slack: what is answered -----------------------------------------------------------------------


def test_a_topic_is_added_listed_and_kept(deployed):
    assert answered(typed("add Venezuela talks = (pompeo OR lavrov) AND venezuela")) == (
        f"✅ Watching *Venezuela talks* (`venezuela-talks`) in <#{CHANNEL}>. New ones from now on."
    )
    forget()
    assert "`venezuela-talks`" in answered(typed("list"))
    [stored] = wiring.store().topics()
    assert (stored.owner, stored.destinations, stored.query) == (
        ADA, (CHANNEL,), "(pompeo OR lavrov) AND venezuela",
    )  # fmt: skip


def test_a_bare_query_is_watched_in_the_channel_where_it_was_typed(deployed):
    answered(typed("AT&amp;T"))

    [stored] = wiring.store().topics()
    assert (stored.destinations, stored.query_typed) == ((CHANNEL,), "AT&amp;T")


@pytest.mark.parametrize(("where", "destination"), [("<#C9|energy>", "C9"), ("me", ADA)])
def test_a_topic_may_go_elsewhere(deployed, where, destination):
    answered(typed(f"add {where} grid"))

    [stored] = wiring.store().topics()
    assert stored.destinations == (destination,)


def test_a_query_that_is_refused_is_shown_with_a_caret_and_stores_nothing(deployed):
    text = answered(typed("pompeo OR lavrov venezuela"))

    first, second = text.removeprefix("```").split("```")[0].split("\n")
    assert second.index("^") == first.index("venezuela")
    assert "(pompeo OR lavrov) AND venezuela" in text
    assert wiring.store().topics() == []


def test_a_name_that_is_taken_gets_a_handle_of_its_own(deployed):
    answered(typed("add Talks = pompeo"))
    assert "`talks-2`" in answered(typed("add Talks = lavrov"))


def test_what_is_kept_for_later_stores_nothing(deployed):
    assert "is not there yet" in answered(typed("remove venezuela-talks"))
    assert wiring.store().topics() == []


@pytest.mark.parametrize("text", ["", "help", "add"])
def test_who_asks_for_help_gets_it(deployed, text):
    assert "/watch venezuela" in answered(typed(text))


def test_a_table_that_is_away_is_said_in_words(deployed, monkeypatch):
    monkeypatch.setenv("TABLE_NAME", "nowhere")
    forget()

    assert "Nothing was changed" in answered(typed("venezuela"))


# --- command ---------------------------------------------------------------------------------------


def test_a_status_comes_by_way_of_the_queue_to_who_asked(deployed):
    answered(typed("venezuela"))
    url = deployed.slack.response_url(CHANNEL, ADA)
    assert answered(typed("status", url)) == "Having a look …"

    [asked] = deployed.messages("COMMAND_QUEUE_URL")
    assert command.handler({"Records": [asked]}, context()) == {"batchItemFailures": []}
    [told] = [e for e in ephemeral(deployed) if "sources" in e.text]
    assert told.only_for == ADA
    assert "0 sources: 0 fine, 0 failing.\n1 topics. 0 posts parked." in told.text


def ephemeral(deployed):
    rooms = deployed.workspace.changes(0).messages
    return [message for channel, message in rooms if channel == CHANNEL and message.only_for]


def test_an_answer_goes_to_slack_alone(deployed):
    # The same server by another name: it would take the answer.
    answered(typed("status", deployed.slack.response_url(CHANNEL, ADA).replace("127.0.0.1", "localhost")))
    [asked] = deployed.messages("COMMAND_QUEUE_URL")

    with pytest.raises(BatchProcessingError):
        command.handler({"Records": [asked]}, context())
    assert ephemeral(deployed) == []


def test_an_answer_that_slack_does_not_take_comes_again(deployed):
    url = deployed.slack.response_url(CHANNEL, ADA)
    answered(typed("status", url + "x"))
    [asked] = deployed.messages("COMMAND_QUEUE_URL")

    with pytest.raises(BatchProcessingError):
        command.handler({"Records": [asked]}, context())


def test_no_secret_reaches_the_log(deployed):
    url = deployed.slack.response_url(CHANNEL, ADA)
    answered(typed("status", url + "x"))
    slack.handler(typed("list", secret="another"), context())
    slack.handler(request(b"hello"), context())
    records = deployed.messages("COMMAND_QUEUE_URL")
    with pytest.raises(BatchProcessingError) as caught:
        command.handler({"Records": records}, context())

    said = deployed.log.getvalue() + str(caught.value) + repr(caught.value)
    assert "bad request" in said
    for secret in (SECRET, TOKEN, url.rpartition("/")[2], "trigger_id"):
        assert secret not in said
