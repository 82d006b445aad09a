"""Lists of sources through both functions of Slack's: typed, given in the modal, sent as a file."""

import json
from urllib.parse import urlencode

import pytest
from deployment import ADA, CHANNEL, context, deployment, pressed, request, typed

from infra.laptop.slack import payloads
from infra.laptop.slack.uploads import file_shape
from newswatch import wiring
from newswatch.lambdas import command, slack
from newswatch.slack.views.ids import IMPORT, IMPORT_FILE, IMPORT_URL
from newswatch.sources import opml

LIST = b"""<opml><body><outline text="World"><outline text="A" xmlUrl="https://a.example/feed"/></outline>
<outline text="B" xmlUrl="http://127.0.0.1/feed"/></body></opml>"""
DIRECT = "D0ADA"


@pytest.fixture
def deployed(monkeypatch):
    with deployment(monkeypatch) as running:
        yield running


def carry_out(deployed):
    return command.handler({"Records": deployed.messages("COMMAND_QUEUE_URL")}, context())


def answered(event):
    answer = slack.handler(event, context())
    assert answer["statusCode"] == 200
    return json.loads(answer["body"]) if answer["body"] else None


def direct(deployed):
    deployed.workspace.open_direct(ADA)
    return deployed.workspace.messages(DIRECT)


def trigger(deployed):
    return {"trigger_id": deployed.workspace.modals.trigger(ADA)}


def sent(deployed, modal, files=(), url=None):
    """Return the request of a modal that is sent."""
    shapes = [file_shape(file, deployed.slack.page_url) for file in files]
    values = {
        IMPORT_FILE: {IMPORT_FILE: {"type": "file_input", "files": shapes}},
        IMPORT_URL: {IMPORT_URL: {"type": "plain_text_input", "value": url}},
    }
    payload = payloads.submission_payload(deployed.workspace, modal=modal, values=values)
    return request(urlencode({"payload": json.dumps(payload)}))


def test_the_command_alone_opens_the_modal_and_says_nothing(deployed):
    assert answered(typed("import", changes=trigger(deployed))) is None
    assert deployed.workspace.modals.of(ADA).view["callback_id"] == IMPORT
    assert deployed.messages("COMMAND_QUEUE_URL") == []


def test_a_button_opens_the_modal_too(deployed):
    answered(pressed("import", deployed.slack.response_url(CHANNEL, ADA), **trigger(deployed)))
    assert deployed.workspace.modals.of(ADA)
    assert deployed.messages("COMMAND_QUEUE_URL") == []


def test_where_no_modal_can_be_opened_it_is_said_how_else(deployed):
    assert "give its address" in answered(typed("import"))["text"]
    answered(pressed("import", deployed.slack.response_url(CHANNEL, ADA)))
    [told] = [m.text for _, m in deployed.workspace.changes(0).messages if m.only_for == ADA]
    assert "give its address" in told
    assert deployed.messages("COMMAND_QUEUE_URL") == []


def test_a_file_in_the_modal_becomes_sources_and_a_direct_message(deployed):
    answered(typed("import", changes=trigger(deployed)))
    file = deployed.workspace.uploads.add(ADA, "feeds.opml", LIST)
    assert answered(sent(deployed, deployed.workspace.modals.of(ADA), [file])) is None

    assert carry_out(deployed) == {"batchItemFailures": []}
    (message,) = direct(deployed)
    assert "✅ 1 source added." in message.text
    assert "line 2: `http://127.0.0.1/feed` It may not be read" in message.text
    [source] = wiring.store().sources()
    assert (source.url, source.tags, source.owner) == ("https://a.example/feed", ("world",), ADA)
    # Nothing is polled at once.
    assert deployed.messages("SOURCE_QUEUE_URL") == []


def test_what_is_wrong_is_said_in_the_modal(deployed):
    answered(typed("import", changes=trigger(deployed)))
    modal = deployed.workspace.modals.of(ADA)
    told = answered(sent(deployed, modal, url="no address"))
    assert told == {"response_action": "errors", "errors": {IMPORT_URL: "That is no address on the web."}}
    assert deployed.messages("COMMAND_QUEUE_URL") == []


def test_what_is_no_list_is_told_by_direct_message(deployed):
    answered(typed("import", changes=trigger(deployed)))
    file = deployed.workspace.uploads.add(ADA, "feeds.xml", b"<rss version='2.0'/>")
    answered(sent(deployed, deployed.workspace.modals.of(ADA), [file]))
    carry_out(deployed)
    (message,) = direct(deployed)
    assert "This is a feed, not a list of feeds." in message.text


def test_all_sources_come_as_a_file(deployed):
    answered(typed("import", changes=trigger(deployed)))
    file = deployed.workspace.uploads.add(ADA, "feeds.opml", LIST)
    answered(sent(deployed, deployed.workspace.modals.of(ADA), [file]))
    carry_out(deployed)
    answered(typed("export", deployed.slack.response_url(CHANNEL, ADA)))
    carry_out(deployed)

    message = direct(deployed)[-1]
    assert message.text == "1 source of Newswatch, as OPML for any feed reader."
    (line,) = opml.parse(deployed.workspace.uploads.get(message.files[0]["id"]).data).lines
    assert (line.url, line.title, line.tags) == ("https://a.example/feed", "A", ("world",))
