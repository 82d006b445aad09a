"""Whatever a post says, its message carries its id, when it is posted and when it is changed."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from builders import topic
from slack_news import NEWS, POST, UPDATE, outcome
from slack_room import ADA, POLICY

from infra.laptop.slack.faults import Fault
from infra.laptop.slack.plain import as_text
from newswatch.errors import SlackAmbiguous, SlackMessageGone
from newswatch.model import Change, ChannelId, ChannelSettings, PostId, UserId
from newswatch.posts import (
    Digest,
    HeldBack,
    HeldNotice,
    Hold,
    Line,
    Notice,
    RateNotice,
    SettingsNotice,
    SpendingNews,
    SpendingNotice,
    Spike,
    Trouble,
)

WHEN = datetime(2023, 11, 14, 20, 0, tzinfo=UTC)
HERE = ChannelId(POLICY)
SPENT = SpendingNews(date(2026, 3, 1), 100, 20, 20.1)
TOPIC = topic(name="Venezuela talks", destinations=(HERE,))
LINES = (
    Line("Ministers meet", "https://news.example/a", "News", ("Diplomacy",), WHEN),
    Line("A mine opens", "https://news.example/b", "News", ("Lithium",), WHEN),
)
DIGEST = Digest(PostId("p1"), HERE, LINES, WHEN)
TROUBLE = Trouble(
    PostId("p1"), ChannelId(ADA), HERE, ("Diplomacy",), "The channel is archived: unarchive it."
)
SETTINGS = ChannelSettings(HERE, UserId(ADA), cap=5)
# Each kind of content, and a word of what it says.
CONTENTS = {
    "message": (NEWS, "Ministers meet"),
    "notice": (
        Notice(PostId("p1"), HERE, Change(1, UserId(ADA), WHEN, "add", TOPIC), TOPIC),
        "Venezuela talks",
    ),
    "digest": (DIGEST, "A mine opens"),
    "trouble": (TROUBLE, "unarchive it"),
    "settings": (
        SettingsNotice(PostId("p1"), HERE, Change(1, UserId(ADA), WHEN, "set", SETTINGS), SETTINGS),
        "how this channel is told",
    ),
    "rate": (RateNotice(PostId("p1"), HERE, TOPIC, Spike(31, 4.0)), "31 stories"),
    "held": (HeldNotice(PostId("p1"), HERE, TOPIC, HeldBack(HERE, Hold.DAY, WHEN), 34), "34 stories wait"),
    "spending": (SpendingNotice(PostId("p1"), HERE, SPENT), "reads no sources"),
}
each_content = pytest.mark.parametrize(("content", "word"), CONTENTS.values(), ids=CONTENTS)
METADATA = {"event_type": "newswatch_post", "event_payload": {"post_id": "p1"}}


@each_content
@pytest.mark.parametrize("plain", [False, True], ids=["blocks", "plain"])
def test_every_post_and_every_change_carries_the_id(slack, messenger, content, word, plain):
    sent = messenger.post(replace(content, plain=plain))
    messenger.update(sent, replace(content, plain=plain))

    posted, changed = (slack.workspace.calls.all(method) for method in (POST, UPDATE))
    assert [call.args["metadata"] for call in (*posted, *changed)] == [METADATA, METADATA]
    assert [(call.args["unfurl_links"], call.args["unfurl_media"]) for call in posted] == [(False, False)]
    [message] = slack.workspace.messages(sent.conversation)
    assert bool(message.blocks) is not plain
    assert word in message.text
    assert messenger.find(sent.conversation, PostId("p1"), WHEN - timedelta(days=1)) == sent


@each_content
def test_what_becomes_plain_loses_its_blocks_and_can_be_found_all_the_same(slack, messenger, content, word):
    sent = messenger.post(content)
    messenger.update(sent, replace(content, plain=True))

    [message] = slack.workspace.messages(sent.conversation)
    assert not message.blocks
    assert word in message.text
    assert slack.posted("p1") == 1


def test_a_warning_goes_to_a_person(slack, messenger):
    sent = messenger.post(TROUBLE)
    assert sent.conversation == slack.workspace.open_direct(ADA).id


def test_a_digest_of_the_longest_stories_is_taken_with_blocks_and_without(slack, messenger):
    lines = tuple(
        Line("漢&" * 5_000, f"https://news.example/{n}".ljust(200, "a"), "<" * 900, ("T" * 900,) * 9, WHEN)
        for n in range(40)
    )
    sent = messenger.post(replace(DIGEST, lines=lines))
    messenger.update(sent, replace(DIGEST, lines=lines))
    messenger.update(sent, replace(DIGEST, lines=lines, plain=True))

    assert [call.answer for call in slack.workspace.calls.all()] == ["ok"] * 3


def test_a_digest_reads_well_in_a_terminal(slack, messenger):
    messenger.post(DIGEST)
    [message] = slack.workspace.messages(POLICY)
    assert as_text(message, now=slack.clock.now()).split("\n") == [
        "While Newswatch could not post here: 2 stories since 14 Nov 2023 20:00",
        "Diplomacy",
        "• Ministers meet  News · 2 h ago",
        "Lithium",
        "• A mine opens  News · 2 h ago",
        "→ https://news.example/a",
        "→ https://news.example/b",
    ]


def test_a_part_of_a_digest_is_in_its_thread_alone(slack, messenger):
    sent = messenger.post(DIGEST)
    part = messenger.post(replace(DIGEST, post_id=PostId("p2"), part=1, parts=1, thread=sent.ts))

    call = slack.workspace.calls.all(POST)[-1]
    assert (call.args["thread_ts"], call.args["reply_broadcast"]) == (sent.ts, False)
    assert call.args["metadata"]["event_payload"] == {"post_id": "p2"}
    assert "thread_ts" not in slack.workspace.calls.all(POST)[0].args
    assert part.conversation == POLICY
    assert [(m.ts, m.thread_ts) for m in slack.workspace.messages(POLICY)] == [
        (sent.ts, ""), (part.ts, sent.ts),
    ]  # fmt: skip


def test_a_part_of_a_digest_to_a_person_is_where_the_digest_is(slack, messenger):
    to_ada = replace(DIGEST, channel=ChannelId(ADA))
    sent = messenger.post(to_ada)
    part = messenger.post(replace(to_ada, post_id=PostId("p2"), part=1, parts=1, thread=sent.ts))
    assert part.conversation == sent.conversation
    assert [m.is_reply for m in slack.workspace.messages(sent.conversation)] == [False, True]


def gone_from_under(slack, messenger) -> Digest:
    """Return a part of a digest whose message somebody has deleted."""
    sent = messenger.post(DIGEST)
    slack.workspace.delete(POLICY, sent.ts, slack.workspace.bot.user_id)
    return replace(DIGEST, post_id=PostId("p2"), part=1, parts=1, thread=sent.ts)


def test_a_part_of_a_digest_that_was_deleted_is_not_left_in_the_channel(slack, messenger):
    part = gone_from_under(slack, messenger)
    assert type(outcome(lambda: messenger.post(part))) is SlackMessageGone
    assert slack.workspace.messages(POLICY) == []


def test_a_part_that_cannot_be_taken_back_is_gone_all_the_same(slack, messenger):
    part = gone_from_under(slack, messenger)
    slack.workspace.faults.add("chat.delete", Fault.error("cant_delete_message"))
    assert type(outcome(lambda: messenger.post(part))) is SlackMessageGone
    assert slack.posted("p2") == 1


@pytest.mark.parametrize("key", ["message", "ts", "channel"])
def test_an_answer_that_does_not_tell_where_a_part_is_takes_nothing_back(slack, messenger, key):
    sent = messenger.post(DIGEST)
    slack.workspace.faults.add(POST, Fault.answer_without(key))
    part = replace(DIGEST, post_id=PostId("p2"), part=1, parts=1, thread=sent.ts)
    if key == "message":
        messenger.post(part)
    else:
        assert type(outcome(lambda: messenger.post(part))) is SlackAmbiguous
    assert slack.posted("p2") == 1


def test_a_part_goes_on_below_others_where_the_message_itself_was_deleted(slack, messenger):
    sent = messenger.post(DIGEST)
    parts = [
        replace(DIGEST, post_id=PostId(f"part {n}"), part=n, parts=2, thread=sent.ts) for n in (1, 2)
    ]  # fmt: skip
    messenger.post(parts[0])
    slack.workspace.delete(POLICY, sent.ts, slack.workspace.bot.user_id)
    messenger.post(parts[1])
    assert [m.thread_ts for m in slack.workspace.messages(POLICY)] == [sent.ts, sent.ts]
