"""The messenger with Slack's real SDK, against the stand-in: each mishap and what may be done about it."""

import json
import socket
import threading
from contextlib import contextmanager
from dataclasses import replace

import pytest
from slack_news import LONG_AGO, NEWS, POST, UPDATE, outcome, to
from slack_room import ADA, ELSEWHERE, OLD, POLICY, SECRET

from infra.laptop.slack.faults import Fault
from newswatch.errors import (
    SlackAmbiguous,
    SlackMessageGone,
    SlackNotSent,
    SlackParked,
    SlackRateLimited,
    SlackRejected,
    SlackUnshowable,
    SlackUnusable,
)
from newswatch.model import ChannelId
from newswatch.posts import Addition, Line, Outlet, Reply, Sent
from newswatch.slack.calls import web_client
from newswatch.slack.client import SlackMessenger

FURTHER = (Line("Ministers met", "https://reuters.example/b", "Reuters", ("Diplomacy",), LONG_AGO),)


def under(sent: Sent, *lines: Line) -> Reply:
    return Reply(NEWS.post_id, sent.conversation, sent.ts, lines or FURTHER)


# --- What is sent -------------------------------------------------------------------


def test_a_post_carries_blocks_fallback_and_its_id_and_unfurls_nothing(slack, messenger):
    sent = messenger.post(NEWS)

    [call] = slack.workspace.calls.all()
    assert (call.method, call.answer, call.args["channel"]) == (POST, "ok", POLICY)
    assert call.args["metadata"] == {"event_type": "newswatch_post", "event_payload": {"post_id": "p1"}}
    assert (call.args["unfurl_links"], call.args["unfurl_media"]) == (False, False)
    assert [block["type"] for block in call.args["blocks"]] == ["section", "rich_text", "context"]
    assert call.args["text"] == "Ministers meet (News). Topic: Diplomacy"
    assert not {"parse", "link_names", "as_user"} & call.args.keys()
    [message] = slack.workspace.messages(POLICY)
    assert sent == Sent(message.ts, ChannelId(POLICY))


def test_a_plain_post_has_text_alone(slack, messenger):
    messenger.post(replace(NEWS, plain=True))

    [message] = slack.workspace.messages(POLICY)
    assert not message.blocks
    assert "Lavrov met his counterpart." in message.text
    assert slack.posted("p1") == 1


def test_a_person_is_written_to_in_the_conversation_that_slack_opens(slack, messenger):
    sent = messenger.post(to(ADA))

    direct = slack.workspace.open_direct(ADA)
    assert sent.conversation == direct.id != ADA
    assert [message.ts for message in slack.workspace.messages(direct.id)] == [sent.ts]


def test_an_update_changes_that_message_and_keeps_its_id(slack, messenger):
    sent = messenger.post(NEWS)
    messenger.update(sent, replace(NEWS, topics=("Diplomacy", "Russia")))

    [message] = slack.workspace.messages(POLICY)
    assert message.ts == sent.ts
    assert "Topics: Diplomacy · Russia" in json.dumps(message.blocks, ensure_ascii=False)
    [call] = slack.workspace.calls.all(UPDATE)
    assert call.args["metadata"] == {"event_type": "newswatch_post", "event_payload": {"post_id": "p1"}}
    assert slack.posted("p1") == 1


def test_a_plain_update_takes_the_blocks_away(slack, messenger):
    sent = messenger.post(NEWS)
    messenger.update(sent, replace(NEWS, plain=True))

    [message] = slack.workspace.messages(POLICY)
    assert not message.blocks
    assert "Ministers meet" in message.text


def test_further_coverage_is_edited_into_the_message(slack, messenger):
    sent = messenger.post(NEWS)
    outlets = tuple(Outlet(f"Paper {n}", f"https://paper{n}.example/" + "a" * 300) for n in range(300))
    adds = tuple(Addition(outlet, "Russia", ("lavrov",)) for outlet in outlets)
    messenger.update(sent, replace(NEWS, also=outlets, adds=adds))

    [message] = slack.workspace.messages(POLICY)
    assert "+297" in json.dumps(message.blocks)
    assert "Also in: Paper 0, Paper 1, Paper 2, +297" in message.text
    assert "New in Paper 299: lavrov" in message.text


def test_a_reply_is_in_the_thread_alone_and_is_never_taken_for_the_message(slack, messenger):
    sent = messenger.post(NEWS)
    messenger.reply(under(sent))

    call = slack.workspace.calls.all(POST)[-1]
    assert (call.args["thread_ts"], call.args["channel"]) == (sent.ts, POLICY)
    assert not call.args["reply_broadcast"]
    assert (call.args["unfurl_links"], call.args["unfurl_media"]) == (False, False)
    assert "metadata" not in call.args
    parent, reply = slack.client.conversations_replies(channel=POLICY, ts=sent.ts)["messages"]
    assert (parent["ts"], reply["thread_ts"]) == (sent.ts, sent.ts)
    assert "<https://reuters.example/b|Ministers met>  Reuters · <!date" in reply["text"]
    assert [block["type"] for block in reply["blocks"]] == ["section"]
    assert messenger.find(ChannelId(POLICY), NEWS.post_id, LONG_AGO) == sent
    assert slack.posted("p1") == 1


def test_a_reply_to_a_person_is_where_the_message_is(slack, messenger):
    sent = messenger.post(to(ADA))
    messenger.reply(under(sent))
    assert [m.is_reply for m in slack.workspace.messages(sent.conversation)] == [False, True]


def test_a_reply_of_many_long_articles_is_taken(slack, messenger):
    sent = messenger.post(NEWS)
    long = Line("<&>" * 500, "https://reuters.example/" + "b" * 1_900, "漢" * 500, ("x" * 300,), LONG_AGO)
    messenger.reply(under(sent, *[long] * 50))
    assert slack.workspace.messages(POLICY)[-1].text.endswith("+40 more")


def test_a_reply_to_a_message_that_was_deleted_is_not_left_in_the_channel(slack, messenger):
    sent = messenger.post(NEWS)
    slack.workspace.delete(POLICY, sent.ts, slack.workspace.bot.user_id)
    assert type(outcome(lambda: messenger.reply(under(sent)))) is SlackMessageGone
    assert slack.workspace.messages(POLICY) == []


def test_a_message_to_a_person_is_updated_where_it_is(slack, messenger):
    sent = messenger.post(to(ADA))
    messenger.update(sent, replace(to(ADA), title="Ministers have met"))

    [message] = slack.workspace.messages(sent.conversation)
    assert "Ministers have met" in message.text


# --- Slack's error codes ---------------------------------------------------------------

ACTIONS = {
    "retry_after": SlackRateLimited,
    "retry_safe": SlackNotSent,
    "ambiguous": SlackAmbiguous,
    "pause everything": SlackUnusable,
    "park": SlackParked,
    "degrade": SlackUnshowable,
    "bug": SlackRejected,
}

CODES = {
    "ratelimited": SlackRateLimited,
    "service_unavailable": SlackNotSent,
    "fatal_error": SlackAmbiguous,
    "internal_error": SlackAmbiguous,
    "token_revoked": SlackUnusable,
    "missing_scope": SlackUnusable,
    "not_in_channel": SlackParked,
    "user_disabled": SlackParked,
    "invalid_blocks": SlackUnshowable,
    "thread_not_found": SlackMessageGone,
    "invalid_arguments": SlackRejected,
    "an_error_that_slack_invents_next_year": SlackRejected,
}


@pytest.mark.parametrize(("code", "kind"), CODES.items())
def test_each_error_code_has_its_answer(slack, messenger, code, kind):
    slack.workspace.faults.add(POST, Fault.error(code))
    error = outcome(lambda: messenger.post(NEWS))

    assert type(error) is kind
    assert error.code == code
    assert len(slack.workspace.calls.all()) == 1


def test_every_error_that_slack_documents_for_posting_has_its_answer(slack, messenger, corpus):
    documented = json.loads((corpus / "slack" / "postmessage_errors.json").read_text())["errors"]
    assert len(documented) > 60
    wrong = []
    for each in documented:
        [kind] = [kind for action, kind in ACTIONS.items() if each["action"].startswith(action)]
        slack.workspace.faults.add(POST, Fault.error(each["error"]))
        error = outcome(lambda: messenger.post(NEWS))
        if type(error) is not kind:
            wrong.append((each["error"], type(error).__name__, kind.__name__))

    assert wrong == []
    assert len(slack.workspace.calls.all()) == len(documented)


@pytest.mark.parametrize(("code", "kind"), CODES.items())
def test_each_error_code_of_a_reply_has_the_same_answer(slack, messenger, code, kind):
    sent = messenger.post(NEWS)
    slack.workspace.faults.add(POST, Fault.error(code))

    assert type(outcome(lambda: messenger.reply(under(sent)))) is kind
    assert len(slack.workspace.messages(POLICY)) == 1


@pytest.mark.parametrize(
    ("code", "kind"),
    {
        "message_not_found": SlackMessageGone,
        "edit_window_closed": SlackMessageGone,
        "cant_update_message": SlackMessageGone,
        "update_failed": SlackAmbiguous,
        "msg_too_long": SlackUnshowable,
        "channel_not_found": SlackParked,
    }.items(),
)
def test_each_error_of_an_update_has_its_answer(slack, messenger, code, kind):
    sent = messenger.post(NEWS)
    slack.workspace.faults.add(UPDATE, Fault.error(code))

    assert type(outcome(lambda: messenger.update(sent, NEWS))) is kind
    assert len(slack.workspace.calls.all(UPDATE)) == 1


def test_an_update_of_a_deleted_message_says_that_it_is_gone(slack, messenger):
    sent = messenger.post(NEWS)
    slack.workspace.delete(POLICY, sent.ts, slack.workspace.bot.user_id)

    assert isinstance(outcome(lambda: messenger.update(sent, NEWS)), SlackMessageGone)


@pytest.mark.parametrize(
    ("channel", "code"),
    [
        (ELSEWHERE, "not_in_channel"),
        (SECRET, "channel_not_found"),
        (OLD, "is_archived"),
        ("C0NOWHERE", "channel_not_found"),
        ("U0NOBODY", "channel_not_found"),
    ],
)
def test_a_place_that_cannot_be_posted_to_parks_the_post_and_says_what_to_do(messenger, channel, code):
    error = outcome(lambda: messenger.post(to(channel)))

    assert isinstance(error, SlackParked)
    assert (error.code, error.channel) == (code, channel)
    assert len(str(error)) > 30, "a reason that its owner can act on"


def test_a_token_that_is_wrong_says_so(slack):
    messenger = SlackMessenger(web_client("xoxb-wrong", slack.server.api_url))

    error = outcome(lambda: messenger.post(NEWS))
    assert isinstance(error, SlackUnusable)
    assert "xoxb" not in f"{error} {error!r} {error.__cause__}"


# --- HTTP and the network -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (30, 30),
        (1, 1),
        (0, 1),
        (3600, 3600),
        (7200, 7200),
        (999_999, 86_400),
        (None, 30),
        ("soon", 30),
        ("-5", 30),
        ("1.5", 1.5),
        ("Mon, 01 Jan 2001 00:00:00 GMT", 1),
        ("Fri, 01 Jan 2100 00:00:00 GMT", 86_400),
        ("9" * 400, 86_400),
    ],
)
def test_a_429_says_for_how_long_and_nothing_was_posted(slack, messenger, header, seconds):
    slack.workspace.faults.add(POST, Fault.rate_limited(header))
    error = outcome(lambda: messenger.post(NEWS))

    assert isinstance(error, SlackRateLimited)
    assert error.retry_after_s == seconds
    assert slack.posted("p1") == 0
    assert len(slack.workspace.calls.all()) == 1


def test_a_429_with_a_page_for_a_body_is_one_too(slack, messenger):
    slack.workspace.faults.add(POST, replace(Fault.http(429), headers={"Retry-After": "7"}))

    assert outcome(lambda: messenger.post(NEWS)).retry_after_s == 7


MISHAPS = {
    "reset before": (Fault.reset_before(), 0),
    "lost reply": (Fault.lost_reply(), 1),
    "500": (Fault.http(500), 0),
    "500 after all": (Fault.http(500, takes_effect=True), 1),
    "502": (Fault.http(502), 0),
    "503": (Fault.http(503), 0),
    "504 after all": (Fault.http(504, takes_effect=True), 1),
    "a page": (Fault.html(takes_effect=True), 1),
    "an empty answer": (replace(Fault.html(takes_effect=True), body=b""), 1),
    "a list": (replace(Fault.html(takes_effect=True), body=b"[1]", content_type="application/json"), 1),
    "a number": (replace(Fault.html(takes_effect=True), body=b"1", content_type="application/json"), 1),
    "null": (replace(Fault.html(takes_effect=True), body=b"null", content_type="application/json"), 1),
    "an empty object": (replace(Fault.html(takes_effect=True), body=b"{}"), 1),
    "no UTF-8": (replace(Fault.html(takes_effect=True), body=b"\xff\xfe"), 1),
    "no ts": (Fault.answer_without("ts"), 1),
    "no channel": (Fault.answer_without("channel"), 1),
    "no ok": (Fault.answer_without("ok"), 1),
}


@pytest.mark.parametrize(("fault", "posted"), MISHAPS.values(), ids=MISHAPS.keys())
def test_whatever_leaves_the_outcome_open_is_ambiguous_and_not_tried_again(slack, messenger, fault, posted):
    slack.workspace.faults.add(POST, fault)
    error = outcome(lambda: messenger.post(NEWS))

    assert type(error) is SlackAmbiguous
    assert slack.posted("p1") == posted
    assert len(slack.workspace.calls.all()) == 1


def test_a_refused_connection_sent_nothing():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        # Bound, but nobody listens.
        messenger = SlackMessenger(web_client("xoxb-1", f"http://127.0.0.1:{taken.getsockname()[1]}/api/"))
        error = outcome(lambda: messenger.post(NEWS))

    assert type(error) is SlackNotSent


@contextmanager
def answering(*chunks: bytes):
    """Serve one connection: read a request, say something raw, hang up."""
    listener = socket.create_server(("127.0.0.1", 0))
    asked = []

    def serve():
        connection, _ = listener.accept()
        with connection:
            asked.append(connection.recv(65_536))
            for chunk in chunks:
                connection.sendall(chunk)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield SlackMessenger(web_client("xoxb-1", f"http://127.0.0.1:{listener.getsockname()[1]}/api/"))
    finally:
        listener.close()
        thread.join()
    assert len(asked) == 1


def test_an_answer_that_never_comes_is_ambiguous():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        # The system takes the connection and the request; nobody ever reads them.
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/api/"
        messenger = SlackMessenger(web_client("xoxb-1", address, timeout_s=0.05))
        assert type(outcome(lambda: messenger.post(NEWS))) is SlackAmbiguous


@pytest.mark.parametrize(
    "chunks",
    [
        (),
        (b"not HTTP at all\r\n\r\n",),
        (b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n", b'{"ok":true,'),
        (b"HTTP/1.1 500 Oops\r\nContent-Length: 100\r\n\r\n", b"<html>"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"zz\r\n"),
    ],
    ids=["hung up", "no HTTP", "half an answer", "half an error", "broken chunks"],
)
def test_an_answer_that_breaks_off_is_ambiguous(chunks):
    with answering(*chunks) as messenger:
        assert type(outcome(lambda: messenger.post(NEWS))) is SlackAmbiguous


def test_something_that_speaks_no_tls_was_sent_nothing():
    with answering(b"HTTP/1.1 400 Bad Request\r\n\r\n") as plain:
        address = plain._client.base_url.replace("http://", "https://")
        assert type(outcome(lambda: SlackMessenger(web_client("x", address)).post(NEWS))) is SlackNotSent


def test_no_retry_handler_is_left_in_the_client():
    assert web_client("xoxb-1", "https://slack.invalid/api/").retry_handlers == []
