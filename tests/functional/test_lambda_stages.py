"""The stages of the pipeline, called as Lambda calls them: dispatch, collect, match, notify."""

import time
from datetime import timedelta

import pytest
from aws_lambda_powertools.utilities.batch.exceptions import BatchProcessingError
from builders import alert, article, source, topic
from deployment import ADA, CHANNEL, TOKEN, context, deployment, record

from infra.laptop.pump import Context
from infra.laptop.slack.records import User
from newswatch import wiring
from newswatch.lambdas import collect, command, dispatch, match, notify
from newswatch.model import ChannelId, SourceGroup, StoryId, UserId
from newswatch.queues import (
    Wake,
    decode_sources,
    decode_wake,
    encode_silence,
    encode_sources,
    encode_wake,
)
from newswatch.system import SystemClock
from newswatch.usecases.sources import add_source

NOTHING_DUE = {
    "sources": 0, "groups": 0, "channels": 0, "retries": 0, "changes": 0, "rereads": 0, "stopped": False,
}  # fmt: skip


@pytest.fixture
def deployed(monkeypatch):
    with deployment(monkeypatch) as running:
        yield running


# --- dispatch, collect, match, notify ------------------------------------------------------------------


def test_a_tick_with_nothing_due_sends_nothing(deployed):
    tick = {"time": "2026-03-02T09:00:00Z"}

    assert dispatch.handler(tick, context()) == NOTHING_DUE
    assert deployed.messages("SOURCE_QUEUE_URL") == []


def test_a_tick_sends_what_is_due(deployed):
    added = add_source(
        wiring.store(), wiring.queues(), SystemClock(), who=UserId(ADA), url="https://news.example/feed"
    ).source
    deployed.messages("SOURCE_QUEUE_URL")
    # As if it had been added a while ago.
    wiring.store().postpone(added, SystemClock().now() - timedelta(seconds=5), added.interval_s)

    assert dispatch.handler({}, context()) == NOTHING_DUE | {"sources": 1, "groups": 1}
    [sent] = deployed.messages("SOURCE_QUEUE_URL")
    group = decode_sources(sent["body"])
    assert (group.source_ids, len(group.due)) == ((added.id,), 1)


@pytest.mark.parametrize("handler", [collect.handler, match.handler, notify.handler, command.handler])
def test_a_message_that_cannot_be_read_fails(deployed, handler):
    for body in ("", "x", "{}", "[]", '{"v":99}'):
        with pytest.raises(BatchProcessingError):
            handler({"Records": [record(body)]}, context())


def test_a_poison_message_fails_alone(deployed):
    fine = record(encode_sources(SourceGroup((source().id,))), "fine")
    event = {"Records": [record("poison", "bad"), fine, record("{}", "bad too")]}

    assert collect.handler(event, context()) == {
        "batchItemFailures": [{"itemIdentifier": "bad"}, {"itemIdentifier": "bad too"}]
    }


def test_a_group_that_comes_a_second_time_is_split(deployed):
    group = SourceGroup((source(1).id, source(2).id))

    collect.handler({"Records": [record(encode_sources(group), received=2)]}, context())
    sent = [decode_sources(each["body"]) for each in deployed.messages("SOURCE_QUEUE_URL")]
    assert sorted(sent, key=str) == sorted([SourceGroup((one,)) for one in group.source_ids], key=str)


def claimed(deployed) -> None:
    """Have a post wait in the channel's outbox."""
    now = SystemClock().now()
    kept = wiring.store().save_article(article(read_at=now), [])
    wiring.store().save_topic(topic(destinations=(CHANNEL,)), UserId(ADA), now, "add")
    story = StoryId(kept.id)
    wiring.store().claim([alert(story_id=story, article_id=kept.id, channels=(CHANNEL,), claimed_at=now)])


def test_a_wake_up_posts_what_waits_once(deployed):
    claimed(deployed)
    wake = {"Records": [record(encode_wake(Wake(CHANNEL)))]}

    assert notify.handler(wake, context()) == {"batchItemFailures": []}
    assert notify.handler(wake, context()) == {"batchItemFailures": []}
    [posted] = deployed.workspace.messages(CHANNEL)
    assert "Ministers meet" in posted.text
    assert wiring.store().channels_with_outbox(wiring.clock().now()) == []


def test_a_wake_up_of_a_channel_with_nothing_to_say_does_nothing(deployed):
    assert notify.handler({"Records": [record(encode_wake(Wake("C0NOBODY")))]}, context()) == {
        "batchItemFailures": []
    }
    assert deployed.workspace.calls.all() == []


def test_a_turn_without_time_posts_nothing_and_asks_for_another(deployed):
    claimed(deployed)

    notify.handler(
        {"Records": [record(encode_wake(Wake(CHANNEL)))]}, Context("NotifyFunction", time.monotonic() + 2)
    )
    assert deployed.workspace.messages(CHANNEL) == []
    assert [each["body"] for each in deployed.messages("CHANNEL_QUEUE_URL")] == [encode_wake(Wake(CHANNEL))]


def test_a_token_that_does_not_work_keeps_the_post(deployed):
    claimed(deployed)
    deployed.workspace.token = "xoxb-rotated"

    wake = {"Records": [record(encode_wake(Wake(CHANNEL)))]}
    assert notify.handler(wake, context()) == {"batchItemFailures": []}
    assert deployed.workspace.messages(CHANNEL) == []
    assert wiring.store().channels_with_outbox(wiring.clock().now()) == [CHANNEL]
    assert TOKEN not in deployed.log.getvalue()


def test_a_look_for_silence_tells_the_owner_of_a_topic_that_brings_nothing_any_more(deployed):
    now, store = SystemClock().now(), wiring.store()
    kept = topic(owner=UserId(ADA), destinations=(CHANNEL,), created_at=now - timedelta(days=200))
    store.save_topic(kept, UserId(ADA), kept.created_at, "add")
    store.save_source(source(), UserId(ADA), now, "add")
    store.save_article(article(read_at=now - timedelta(days=1)), [])
    for day in range(16, 30):
        story, at = StoryId(f"{day:016x}"), now - timedelta(days=day)
        store.claim([alert(channels=(), story_id=story, claimed_at=at)])

    for _ in range(2):
        command.handler({"Records": [record(encode_silence(now.date()))]}, context())
    [row] = store.outbox(ChannelId(ADA), 10)
    assert store.post(ChannelId(ADA), row.story_id).rate.days == 15
    assert [decode_wake(each["body"]).channel for each in deployed.messages("CHANNEL_QUEUE_URL")] == [ADA]


def test_a_topic_whose_owner_has_left_is_offered_in_its_channel(deployed):
    deployed.workspace.add_user(User("U0ANN", "ann", "Ann Lee", deleted=True))
    wiring.store().save_topic(
        topic(name="Lithium", handle="lithium", owner=UserId("U0ANN"), destinations=(CHANNEL,)),
        UserId("U0ANN"), SystemClock().now(), "add",
    )  # fmt: skip
    day = encode_silence(SystemClock().now().date())
    for _ in range(2):
        command.handler({"Records": [record(day)]}, Context("Command", time.monotonic() + 120))
        for follow_up in deployed.messages("COMMAND_QUEUE_URL"):
            command.handler({"Records": [follow_up]}, context())
    for wake in deployed.messages("CHANNEL_QUEUE_URL"):
        notify.handler({"Records": [wake]}, context())

    [told] = deployed.workspace.messages(CHANNEL)
    assert told.text.startswith("Ann Lee, who owned *Lithium*, has left.")
