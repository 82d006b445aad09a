"""The command function, from what slack handed on to what people see."""

from contextlib import suppress

import pytest
from aws_lambda_powertools.utilities.batch.exceptions import BatchProcessingError
from deployment import ADA, CHANNEL, SECRET, TOKEN, context, deployment, pressed, record, typed

from newswatch import wiring
from newswatch.lambdas import command, slack


@pytest.fixture
def deployed(monkeypatch):
    with deployment(monkeypatch) as running:
        yield running


def carry_out(deployed) -> dict:
    """Hand command all that waits for it."""
    return command.handler({"Records": deployed.messages("COMMAND_QUEUE_URL")}, context())


def private(deployed) -> list[str]:
    """Return what Ada alone sees in the channel."""
    rooms = deployed.workspace.changes(0).messages
    return [m.text for channel, m in rooms if channel == CHANNEL and m.only_for == ADA]


def test_a_status_comes_by_way_of_the_queue_to_who_asked(deployed):
    url = deployed.slack.response_url(CHANNEL, ADA)
    slack.handler(typed("status", url), context())

    assert carry_out(deployed) == {"batchItemFailures": []}
    [told] = private(deployed)
    assert "source" in told


def test_a_saved_set_comes_by_way_of_the_queue_and_topics_may_use_it_at_once(deployed):
    for text in ("sets evs = tesla OR byd", "add Recalls = set:evs AND recall", "sets evs"):
        slack.handler(typed(text, deployed.slack.response_url(CHANNEL, ADA)), context())
        carry_out(deployed)

    saved, shown = (text for text in private(deployed) if "The set `evs`" in text)
    assert "is saved: `tesla OR byd`" in saved
    assert "Topics that use it: `recalls`." in shown
    assert wiring.store().topic_by_handle("recalls").query == "set:evs AND recall"


def test_a_button_is_carried_out_in_the_place_of_its_message(deployed):
    slack.handler(typed("status", deployed.slack.response_url(CHANNEL, ADA)), context())
    carry_out(deployed)
    [(_, shown)] = deployed.workspace.changes(0).messages
    url = deployed.slack.response_url(CHANNEL, ADA, shown.ts)
    slack.handler(pressed("status", url, message_ts=shown.ts), context())
    assert private(deployed) == ["One moment …"]
    carry_out(deployed)

    [told] = private(deployed)
    assert "source" in told


def test_a_button_of_what_is_quick_is_answered_there_at_once(deployed):
    slack.handler(typed("status", deployed.slack.response_url(CHANNEL, ADA)), context())
    carry_out(deployed)
    [(_, shown)] = deployed.workspace.changes(0).messages
    url = deployed.slack.response_url(CHANNEL, ADA, shown.ts)
    slack.handler(pressed("help", url, message_ts=shown.ts), context())

    [told] = private(deployed)
    assert "/watch" in told
    assert deployed.messages("COMMAND_QUEUE_URL") == []


def test_an_answer_goes_to_slack_alone(deployed):
    # The same server by another name: it would take the answer.
    url = deployed.slack.response_url(CHANNEL, ADA).replace("127.0.0.1", "localhost")
    slack.handler(typed("status", url), context())
    with suppress(BatchProcessingError):  # whether it is tried again or not: nobody sees it
        carry_out(deployed)
    assert private(deployed) == []


def test_no_secret_reaches_the_log(deployed):
    url = deployed.slack.response_url(CHANNEL, ADA)
    slack.handler(typed("status", url + "x"), context())
    said = ""
    try:
        carry_out(deployed)
        command.handler({"Records": [record("not a command")]}, context())
    except BatchProcessingError as e:
        said = f"{e} {e!r}"

    said += deployed.log.getvalue()
    for secret in (SECRET, TOKEN, url.rpartition("/")[2]):
        assert secret not in said
