"""chat.*: what is posted is there once, and what Slack would refuse is refused."""

import pytest
from slack_room import ADA, BOARD, ELSEWHERE, OLD, POLICY, SECRET, alert

from infra.laptop.slack.content import Content


def test_posted_message_is_in_the_history_once(slack):
    answer = slack.post(blocks=alert())

    assert (answer["channel"], answer["ts"]) == (POLICY, "1700000000.000100")
    assert slack.posted() == 1
    history = slack.client.conversations_history(channel=POLICY, include_all_metadata=True)
    [message] = history["messages"]
    assert message["metadata"]["event_payload"] == {"post_id": "p1"}
    assert message["bot_id"] == slack.workspace.bot.bot_id
    assert [block["type"] for block in message["blocks"]] == ["section", "rich_text", "context"]


def test_each_message_of_a_channel_has_a_later_ts_though_the_clock_stands_still(slack):
    stamps = [slack.post(str(n))["ts"] for n in range(3)]

    assert stamps == ["1700000000.000100", "1700000000.000200", "1700000000.000300"]


def test_a_clock_that_goes_back_does_not_take_ts_back(slack):
    first = slack.post()["ts"]
    slack.clock.forward(-60)

    assert slack.post()["ts"] > first


@pytest.mark.parametrize("name", [POLICY, "policy", "#policy"])
def test_a_channel_is_addressed_by_id_or_name(slack, name):
    assert slack.post(channel=name)["channel"] == POLICY


@pytest.mark.parametrize(
    ("channel", "error"),
    [
        ("C0NOWHERE", "channel_not_found"),
        ("U0NOBODY", "channel_not_found"),
        ("", "channel_not_found"),
        (ELSEWHERE, "not_in_channel"),
        (SECRET, "channel_not_found"),
        (OLD, "is_archived"),
    ],
)
def test_posting_where_the_bot_cannot_is_refused(slack, channel, error):
    assert slack.refusal("chat.postMessage", channel=channel, text="x")["error"] == error


def test_a_bot_that_is_removed_can_post_no_more_until_it_is_invited(slack):
    slack.workspace.leave(POLICY, slack.workspace.bot.user_id)
    assert slack.refusal("chat.postMessage", channel=POLICY, text="x")["error"] == "not_in_channel"

    slack.workspace.join(POLICY, slack.workspace.bot.user_id)
    assert slack.post()["ok"]


def test_posting_to_a_person_uses_their_one_direct_conversation(slack):
    first, second = slack.post(channel=ADA), slack.post("p2", channel=ADA)

    assert first["channel"] == second["channel"]
    assert first["channel"].startswith("D")
    assert slack.client.conversations_open(users=ADA)["channel"]["id"] == first["channel"]
    assert len(slack.client.conversations_history(channel=first["channel"])["messages"]) == 2


@pytest.mark.parametrize("text", ["", "   ", None])
def test_a_message_that_says_nothing_is_refused(slack, text):
    assert slack.refusal("chat.postMessage", channel=POLICY, text=text, blocks=[])["error"] == "no_text"


def test_text_of_more_than_40000_characters_is_cut_with_a_warning(slack):
    answer = slack.client.chat_postMessage(channel=POLICY, text="x" * 40_001)

    assert len(answer["message"]["text"]) == 40_000
    assert answer["response_metadata"]["warnings"] == ["message_truncated"]


@pytest.mark.parametrize(
    ("metadata", "error"),
    [
        ("{", "invalid_metadata_format"),
        ([1], "invalid_metadata_format"),
        ({"event_type": "x"}, "invalid_metadata_schema"),
        ({"event_type": "", "event_payload": {}}, "invalid_metadata_schema"),
        ({"event_type": "x", "event_payload": []}, "invalid_metadata_schema"),
        ({"event_type": "x", "event_payload": {"a": "b" * 16_001}}, "metadata_too_large"),
    ],
)
def test_bad_metadata_is_refused(slack, metadata, error):
    answer = slack.refusal("chat.postMessage", channel=POLICY, text="x", metadata=metadata)

    assert answer["error"] == error
    assert slack.workspace.messages(POLICY) == []


def test_update_replaces_the_blocks_and_keeps_what_is_not_given(slack):
    ts = slack.post(blocks=alert())["ts"]
    slack.client.chat_update(channel=POLICY, ts=ts, text="n", blocks=alert("Changed"))

    [message] = slack.workspace.messages(POLICY)
    assert "Changed" in message.blocks[0]["text"]["text"]
    assert message.metadata["event_payload"] == {"post_id": "p1"}
    assert message.edited_ts == ""


def test_update_by_text_alone_drops_the_blocks_and_shows_that_it_was_edited(slack):
    ts = slack.post(blocks=alert())["ts"]
    slack.clock.forward(5)
    answer = slack.client.chat_update(channel=POLICY, ts=ts, text="only text")

    assert "blocks" not in answer["message"]
    assert answer["message"]["edited"] == {"user": slack.workspace.bot.user_id, "ts": "1700000005.000100"}


def test_update_with_empty_metadata_removes_it(slack):
    ts = slack.post()["ts"]
    slack.client.chat_update(channel=POLICY, ts=ts, text="x", metadata={})

    assert slack.posted() == 0


@pytest.mark.parametrize(
    ("args", "error"),
    [
        ({"ts": "1.000001", "text": "x"}, "message_not_found"),
        ({"channel": "policy", "text": "x"}, "channel_not_found"),
        ({"channel": ADA, "text": "x"}, "channel_not_found"),
        ({"channel": ELSEWHERE, "text": "x"}, "not_in_channel"),
        ({"text": "x" * 4001}, "msg_too_long"),
        ({}, "no_text"),
        ({"blocks": [{"type": "nope"}]}, "invalid_blocks"),
    ],
)
def test_an_update_that_slack_would_not_take_is_refused(slack, args, error):
    ts = slack.post()["ts"]

    assert slack.refusal("chat.update", **{"channel": POLICY, "ts": ts, **args})["error"] == error


def test_another_authors_message_can_be_neither_changed_nor_deleted(slack):
    theirs = slack.workspace.post(POLICY, ADA, Content("hello"))

    update = slack.refusal("chat.update", channel=POLICY, ts=theirs.ts, text="x")
    assert update["error"] == "cant_update_message"
    delete = slack.refusal("chat.delete", channel=POLICY, ts=theirs.ts)
    assert delete["error"] == "cant_delete_message"


def test_a_message_in_an_archived_channel_cannot_be_updated(slack):
    ts = slack.post()["ts"]
    slack.workspace.archive(POLICY)

    assert slack.refusal("chat.update", channel=POLICY, ts=ts, text="x")["error"] == "is_archived"


def test_a_deleted_message_is_gone(slack):
    ts = slack.post()["ts"]
    slack.client.chat_delete(channel=POLICY, ts=ts)

    assert slack.posted() == 0
    assert slack.refusal("chat.delete", channel=POLICY, ts=ts)["error"] == "message_not_found"


def test_an_ephemeral_message_is_in_no_history_and_cannot_be_updated(slack):
    ts = slack.client.chat_postEphemeral(channel=POLICY, user=ADA, text="psst")["message_ts"]

    assert slack.client.conversations_history(channel=POLICY)["messages"] == []
    assert slack.refusal("chat.update", channel=POLICY, ts=ts, text="x")["error"] == "message_not_found"
    outsider = slack.refusal("chat.postEphemeral", channel=POLICY, user="U0NOBODY", text="x")
    assert outsider["error"] == "user_not_in_channel"


def test_a_permalink_leads_to_the_page(slack):
    ts = slack.post(channel=BOARD)["ts"]
    link = slack.client.chat_getPermalink(channel=BOARD, message_ts=ts)["permalink"]

    assert link == f"{slack.server.page_url}archives/{BOARD}/p{ts.replace('.', '')}"
    missing = slack.refusal("chat.getPermalink", channel=BOARD, message_ts="1.000001")
    assert missing["error"] == "message_not_found"


def test_listeners_hear_of_each_change_and_cannot_break_it(slack, caplog):
    heard = []

    def broken(_event):
        raise RuntimeError("cannot print")

    slack.workspace.on_message(broken)
    slack.workspace.on_message(lambda event: heard.append((event.what, event.message.text)))
    ts = slack.post()["ts"]
    slack.client.chat_update(channel=POLICY, ts=ts, text="changed")
    slack.client.chat_delete(channel=POLICY, ts=ts)

    assert heard == [("new", "news"), ("edited", "changed"), ("deleted", "changed")]
    assert "cannot print" in caplog.text


def test_a_listener_may_ask_the_workspace(slack):
    counts = []
    slack.workspace.on_message(lambda e: counts.append(len(slack.workspace.messages(e.conversation.id))))
    slack.post()

    assert counts == [1]
