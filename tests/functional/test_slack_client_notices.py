"""Notices: a change of a topic, announced in its channel by the name of who made it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from builders import source, topic
from slack_news import POST
from slack_room import ADA, POLICY

from infra.laptop.slack.faults import Fault
from infra.laptop.slack.records import User
from newswatch.errors import SlackUnshowable
from newswatch.model import Change, ChannelId, PostId, State, UserId
from newswatch.posts import Notice, Sent, SourceNotice

WHEN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TOPIC = topic(name="Venezuela talks", destinations=(ChannelId(POLICY),))
NOTICE = Notice(PostId("p1"), ChannelId(POLICY), Change(1, UserId(ADA), WHEN, "add", TOPIC), TOPIC)


def by(user: str) -> Notice:
    return replace(NOTICE, change=replace(NOTICE.change, who=UserId(user)))


def test_a_notice_is_posted_with_its_id_and_by_whom_in_words(slack, messenger):
    sent = messenger.post(NOTICE)

    [message] = slack.workspace.messages(POLICY)
    assert sent == Sent(message.ts, ChannelId(POLICY))
    assert message.blocks
    assert "Ada Lovelace" in message.text
    assert "Venezuela talks" in message.text
    assert f"<@{ADA}" not in str(message)
    assert slack.posted("p1") == 1


def test_a_plain_notice_is_text_alone(slack, messenger):
    messenger.post(replace(NOTICE, plain=True))

    [message] = slack.workspace.messages(POLICY)
    assert not message.blocks
    assert "Ada Lovelace" in message.text


def test_a_notice_can_be_updated(slack, messenger):
    sent = messenger.post(NOTICE)
    messenger.update(sent, replace(NOTICE, topic=replace(TOPIC, name="Talks"), plain=True))

    [message] = slack.workspace.messages(POLICY)
    assert "Talks" in message.text


def test_an_owner_gets_a_notice_of_a_source_as_a_direct_message_with_buttons(slack, messenger):
    gone = source(owner=UserId(ADA), state=State.PAUSED, trouble="It is gone. It is not read any more.")
    change = Change(2, UserId("newswatch"), WHEN, "gone", gone)
    notice = SourceNotice(PostId("p2"), ChannelId(ADA), change, gone)
    sent = messenger.post(notice)

    [message] = slack.workspace.messages(sent.conversation)
    assert "is gone" in message.text
    assert [button["value"] for button in message.blocks[1]["elements"]] == [
        f"source {verb} {gone.id}" for verb in ("show", "resume", "remove")
    ]
    messenger.update(sent, replace(notice, plain=True))
    assert not slack.workspace.messages(sent.conversation)[0].blocks


def test_a_name_is_asked_for_once(slack, messenger):
    for _ in range(3):
        messenger.post(NOTICE)
    assert len(slack.workspace.calls.all("users.info")) == 1


@pytest.mark.parametrize("fault", [Fault.error("missing_scope"), Fault.http(500), Fault.rate_limited(30)])
def test_a_name_that_slack_does_not_say_holds_up_nothing_and_is_asked_for_again(slack, messenger, fault):
    slack.workspace.faults.add("users.info", fault)
    messenger.post(NOTICE)
    messenger.post(NOTICE)

    first, second = slack.workspace.messages(POLICY)
    assert "Somebody" in first.text
    assert "Ada Lovelace" in second.text


def test_who_is_unknown_to_slack_is_somebody(slack, messenger):
    messenger.post(by("U0NOBODY"))
    assert "Somebody" in slack.workspace.messages(POLICY)[0].text


def test_a_name_is_no_markup(slack, messenger):
    slack.workspace.add_user(User("U0EVE", "eve", "<!channel> *Eve*"))
    messenger.post(by("U0EVE"))

    [message] = slack.workspace.messages(POLICY)
    assert "<!channel>" not in str(message)


def test_a_notice_that_slack_does_not_take_says_so(slack, messenger):
    slack.workspace.faults.add(POST, Fault.error("invalid_blocks"))
    with pytest.raises(SlackUnshowable):
        messenger.post(NOTICE)
