"""Whatever a post says, its message carries its id, when it is posted and when it is changed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from builders import topic
from slack_news import NEWS, POST, UPDATE
from slack_room import ADA, POLICY

from infra.laptop.slack.plain import as_text
from newswatch.model import Change, ChannelId, PostId, UserId
from newswatch.posts import Digest, Line, Notice, RateNotice, Spike, Trouble

WHEN = datetime(2023, 11, 14, 20, 0, tzinfo=UTC)
HERE = ChannelId(POLICY)
TOPIC = topic(name="Venezuela talks", destinations=(HERE,))
LINES = (
    Line("Ministers meet", "https://news.example/a", "News", ("Diplomacy",), WHEN),
    Line("A mine opens", "https://news.example/b", "News", ("Lithium",), WHEN),
)
DIGEST = Digest(PostId("p1"), HERE, LINES, WHEN)
TROUBLE = Trouble(
    PostId("p1"), ChannelId(ADA), HERE, ("Diplomacy",), "The channel is archived: unarchive it."
)
# Each kind of content, and a word of what it says.
CONTENTS = {
    "message": (NEWS, "Ministers meet"),
    "notice": (
        Notice(PostId("p1"), HERE, Change(1, UserId(ADA), WHEN, "add", TOPIC), TOPIC),
        "Venezuela talks",
    ),
    "digest": (DIGEST, "A mine opens"),
    "trouble": (TROUBLE, "unarchive it"),
    "rate": (RateNotice(PostId("p1"), HERE, TOPIC, Spike(31, 4.0)), "31 stories"),
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
        "• Ministers meet  News · 2 h ago · Diplomacy",
        "• A mine opens  News · 2 h ago · Lithium",
        "→ https://news.example/a",
        "→ https://news.example/b",
    ]
