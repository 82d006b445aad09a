"""What Slack's history says of a post whose outcome is not known, read by the messenger from the stand-in."""

from dataclasses import replace
from datetime import timedelta

import pytest
from slack_news import HISTORY, LONG_AGO, NEWS, POST, outcome, to
from slack_room import ADA, BOARD, POLICY, START

from infra.laptop.slack.faults import Fault
from newswatch.errors import (
    SlackAmbiguous,
    SlackMessageGone,
    SlackParked,
    SlackRateLimited,
    SlackUnusable,
)
from newswatch.model import ChannelId, PostId
from newswatch.posts import Digest, Line, Sent

REPLIES = "conversations.replies"


def find(messenger, channel=POLICY, post_id="p1", since=LONG_AGO, thread=""):
    return messenger.find(ChannelId(channel), PostId(post_id), since, thread)


def part(thread: str, post_id: str = "part", channel: str = POLICY) -> Digest:
    line = Line("Ministers meet", "https://news.example/a", "News", ("Talks",))
    return Digest(PostId(post_id), ChannelId(channel), (line,), START, part=1, parts=1, thread=thread)


@pytest.mark.parametrize("behind", [0, 199, 200, 450])
def test_a_post_is_found_on_any_page_of_the_history(slack, messenger, behind):
    sent = messenger.post(NEWS)
    for n in range(behind):
        slack.post(f"other-{n}")
    slack.workspace.calls.clear()

    assert find(messenger) == sent
    calls = slack.workspace.calls.all(HISTORY)
    assert all(call.args["include_all_metadata"] in {True, "True", "true", "1"} for call in calls)


def test_the_whole_history_is_read_before_a_post_counts_as_absent(slack, messenger):
    for n in range(450):
        slack.post(f"other-{n}")
    slack.workspace.calls.clear()

    assert find(messenger) is None
    assert len(slack.workspace.calls.all(HISTORY)) == 3


def test_a_message_without_metadata_or_with_that_of_another_app_is_passed_over(slack, messenger):
    slack.client.chat_postMessage(channel=POLICY, text="p1")
    other = {"event_type": "other", "event_payload": {"title": "p1"}}
    slack.client.chat_postMessage(channel=POLICY, text="p1", metadata=other)

    assert find(messenger) is None


def test_a_post_from_before_the_claim_is_not_looked_for(slack, messenger):
    messenger.post(NEWS)
    slack.clock.forward(3600)

    assert find(messenger, since=slack.clock.now()) is None
    assert find(messenger, since=START - timedelta(seconds=1)) is not None


def test_a_post_whose_reply_was_lost_is_found(slack, messenger):
    slack.workspace.faults.add(POST, Fault.lost_reply())
    outcome(lambda: messenger.post(NEWS))

    [message] = slack.workspace.messages(POLICY)
    assert find(messenger) == Sent(message.ts, ChannelId(POLICY))


def test_a_history_that_lags_shows_the_post_later(slack, messenger):
    sent = messenger.post(NEWS)
    slack.workspace.faults.history_lag_s = 20

    assert find(messenger) is None
    slack.clock.forward(30)
    assert find(messenger) == sent


def test_a_post_to_a_person_is_found_in_their_conversation(messenger):
    sent = messenger.post(to(ADA))

    assert find(messenger, channel=ADA) == sent
    assert find(messenger, channel=sent.conversation) == sent
    assert find(messenger, channel=ADA, post_id="p2") is None


def test_a_post_in_a_private_channel_is_found(messenger):
    sent = messenger.post(to(BOARD))

    assert find(messenger, channel=BOARD) == sent


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Fault.rate_limited(9), SlackRateLimited),
        (Fault.error("missing_scope"), SlackUnusable),
        (Fault.error("channel_not_found"), SlackParked),
        (Fault.http(503), SlackAmbiguous),
        (Fault.lost_reply(), SlackAmbiguous),
        (Fault.answer_without("messages"), SlackAmbiguous),
        (replace(Fault.html(), body=b'{"ok":true,"messages":[7]}'), SlackAmbiguous),
    ],
    ids=lambda value: getattr(value, "name", ""),
)
@pytest.mark.parametrize("nth", [1, 2])
def test_a_history_that_cannot_be_read_never_counts_as_absence(slack, messenger, fault, kind, nth):
    for n in range(250):
        slack.post(f"other-{n}")
    slack.workspace.faults.add(HISTORY, fault, nth=nth)
    slack.workspace.calls.clear()

    assert type(outcome(lambda: find(messenger))) is kind
    assert len(slack.workspace.calls.all(HISTORY)) == nth


def test_a_person_whose_conversation_does_not_open_is_not_an_absent_post(slack, messenger):
    slack.workspace.faults.add("conversations.open", Fault.answer_without("channel"))

    assert type(outcome(lambda: find(messenger, channel=ADA))) is SlackAmbiguous


@pytest.mark.parametrize("behind", [0, 198, 199, 450])
def test_a_part_is_found_on_any_page_of_its_thread(slack, messenger, behind):
    above = messenger.post(NEWS)
    for n in range(behind):
        slack.post(f"other-{n}", thread_ts=above.ts)
    sent = messenger.post(part(above.ts))
    slack.workspace.calls.clear()

    assert find(messenger, post_id="part", thread=above.ts) == sent
    assert slack.workspace.calls.all(HISTORY) == []
    calls = slack.workspace.calls.all(REPLIES)
    assert len(calls) == (behind + 2 + 199) // 200
    assert all(call.args["include_all_metadata"] in {True, "True", "true", "1"} for call in calls)


def test_a_part_is_found_in_its_own_thread_alone(messenger):
    above, other = messenger.post(NEWS), messenger.post(replace(NEWS, post_id=PostId("p2")))
    messenger.post(part(above.ts))

    assert find(messenger, post_id="part", thread=other.ts) is None
    assert find(messenger, post_id="part") is None, "it is not in the channel"


def test_a_part_to_a_person_is_found_in_their_conversation(messenger):
    above = messenger.post(to(ADA))
    sent = messenger.post(part(above.ts, channel=ADA))
    assert find(messenger, channel=ADA, post_id="part", thread=above.ts) == sent


def test_a_thread_that_lags_shows_the_part_later(slack, messenger):
    above = messenger.post(NEWS)
    slack.clock.forward(60)
    sent = messenger.post(part(above.ts))
    slack.workspace.faults.history_lag_s = 20

    assert find(messenger, post_id="part", thread=above.ts) is None
    slack.clock.forward(30)
    assert find(messenger, post_id="part", thread=above.ts) == sent


def test_what_was_to_be_under_a_message_that_is_gone_is_looked_for_in_the_channel(slack, messenger):
    above = messenger.post(NEWS)
    slack.workspace.delete(POLICY, above.ts, slack.workspace.bot.user_id)
    assert find(messenger, post_id="part", thread=above.ts) is None

    slack.workspace.faults.add(POST, Fault.lost_reply())
    outcome(lambda: messenger.post(part(above.ts)))
    [message] = slack.workspace.messages(POLICY)
    assert find(messenger, post_id="part", thread=above.ts) == Sent(message.ts, ChannelId(POLICY))


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Fault.rate_limited(9), SlackRateLimited),
        (Fault.error("missing_scope"), SlackUnusable),
        (Fault.error("not_in_channel"), SlackParked),
        (Fault.http(503), SlackAmbiguous),
        (Fault.answer_without("messages"), SlackAmbiguous),
    ],
    ids=lambda value: getattr(value, "name", ""),
)
def test_a_thread_that_cannot_be_read_never_counts_as_absence(slack, messenger, fault, kind):
    above = messenger.post(NEWS)
    slack.workspace.faults.add(REPLIES, fault)
    slack.workspace.calls.clear()

    assert type(outcome(lambda: find(messenger, thread=above.ts))) is kind
    assert [call.method for call in slack.workspace.calls.all()] == [REPLIES]


def test_a_channel_that_answers_as_a_thread_does_is_no_absence_either(slack, messenger):
    slack.workspace.faults.add(HISTORY, Fault.error("thread_not_found"))
    assert type(outcome(lambda: find(messenger))) is SlackMessageGone
