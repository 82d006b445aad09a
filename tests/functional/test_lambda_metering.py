"""What functions use is counted in the table, whatever becomes of the counting."""

import json

import pytest
from builders import source, topic
from deployment import ADA, CHANNEL, context, deployment, record, typed

from newswatch import wiring
from newswatch.errors import StorageError
from newswatch.lambdas import collect, command, dispatch, frame, hook, notify, slack
from newswatch.lambdas.metering import LATE_MS, note_usage
from newswatch.meter import TOLD_EVERY
from newswatch.model import ChannelId, SourceGroup, Usage, UserId
from newswatch.queues import Wake, decode_wake, encode_sources, encode_wake
from newswatch.storage.store import DynamoStore
from newswatch.system import SystemClock
from newswatch.usecases.spending import month_of


@pytest.fixture
def deployed(monkeypatch):
    with deployment(monkeypatch) as running:
        monkeypatch.setenv("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512")
        yield running


def counted() -> Usage:
    """Return what stands in the table."""
    found = wiring.store().spending(month_of(SystemClock().now()))
    return found.usage if found else Usage()


def test_the_first_invocation_of_a_process_is_written_down_and_later_ones_wait(deployed):
    dispatch.handler({}, context())
    first = counted()
    assert (first.invocations, first.ticks) == (1, 1)
    # The engine of this machine tells few of them; that those it tells are counted, the contract holds.
    assert first.reads > 0
    assert first.arm64_mb_ms + first.x86_64_mb_ms >= 512
    dispatch.handler({}, context())
    assert counted() == first
    waiting = wiring.meter().take(SystemClock().now())
    assert (waiting.invocations, waiting.ticks) == (1, 1)
    # Those of the write itself, which came after it.
    assert waiting.writes >= 1


def test_sources_that_are_sent_to_be_polled_are_counted(deployed):
    for number in (1, 2, 3):
        wiring.store().save_source(source(number), UserId(ADA), SystemClock().now(), "add")
    assert dispatch.handler({}, context())["sources"] == 3
    assert counted().polls == 3


def test_the_initialisation_is_billed_once(deployed, monkeypatch):
    monkeypatch.setattr(frame, "_is_first", iter([True, False]))
    monkeypatch.setattr(frame, "started_ms_ago", lambda: 1_000_000)
    dispatch.handler({}, context())
    dispatch.handler({}, context())
    used = counted() + wiring.meter().take(SystemClock().now())
    assert 512 * 1_000_000 < used.arm64_mb_ms + used.x86_64_mb_ms < 2 * 512 * 1_000_000


def test_what_waits_is_written_down_after_five_minutes(deployed):
    dispatch.handler({}, context())
    wiring.meter()._told_at -= TOLD_EVERY
    dispatch.handler({}, context())
    assert counted().invocations == 2


def test_a_message_is_received_and_deleted_and_what_is_sent_is_counted(deployed):
    notify.handler({"Records": [record(encode_wake(Wake(ChannelId("C1"))))]}, context())
    before = counted().queue_requests
    assert before >= 2
    body = encode_sources(SourceGroup((source(1).id, source(2).id)))
    collect.handler({"Records": [record(body, received=2)]}, context())
    waiting = wiring.meter().take(SystemClock().now())
    # Received, deleted, and two that it was divided into sent in one request.
    assert waiting.queue_requests == 3


def test_who_comes_through_an_api_is_billed_for_it(deployed):
    assert slack.handler(typed("list"), context())["statusCode"] == 200
    assert (counted().invocations, counted().http_requests, counted().ticks) == (1, 1, 0)
    # A token and a signing secret were decrypted.
    assert counted().key_requests >= 1


@pytest.mark.parametrize("event", [{"requestContext": {"http": {"method": "PUT"}}}])
def test_an_invocation_that_needed_no_table_opens_none_for_the_counter(deployed, event):
    assert hook.handler(event, context())["statusCode"] == 405
    assert not wiring.store.cache_info().currsize
    assert wiring.meter().take(SystemClock().now()).http_requests == 1


def test_a_counter_that_cannot_be_written_costs_nobody_an_answer(deployed, monkeypatch):
    def refuse(_self, _usage, _now):
        raise StorageError("DynamoDB: ProvisionedThroughputExceededException")

    monkeypatch.setattr(DynamoStore, "add_usage", refuse)
    assert dispatch.handler({}, context())["sources"] == 0
    assert "usage not counted" in deployed.log.getvalue()
    # It is tried again with what comes later.
    assert wiring.meter().take(SystemClock().now()).invocations == 1


def test_who_has_let_people_wait_leaves_the_writing_to_a_later_invocation(deployed):
    wiring.store().spending("2026-03")
    note_usage({"requestContext": {}}, LATE_MS)
    assert counted() == Usage()
    note_usage({"requestContext": {}}, LATE_MS - 1)
    assert counted().http_requests == 2


def test_an_invocation_that_fails_is_billed_all_the_same(deployed):
    with pytest.raises(Exception, match="All records failed"):
        command.handler({"Records": [record("poison")]}, context())
    assert wiring.meter().take(SystemClock().now()).invocations + counted().invocations == 1


def test_at_the_limit_nothing_is_polled_and_who_owns_topics_is_told_by_message(deployed, monkeypatch):
    monkeypatch.setenv("MONTHLY_LIMIT", "5")
    now, store = SystemClock().now(), wiring.store()
    store.save_topic(topic(owner=UserId(ADA), destinations=(CHANNEL,)), UserId(ADA), now, "add")
    store.save_source(source(), UserId(ADA), now, "add")
    store.add_usage(Usage(writes=9e6), now)

    assert dispatch.handler({}, context())["stopped"]
    assert deployed.messages("SOURCE_QUEUE_URL") == []
    [asked] = deployed.messages("COMMAND_QUEUE_URL")
    assert json.loads(asked["body"])["spending"]["percent"] == 100
    for _ in range(2):
        command.handler({"Records": [asked]}, context())
    wakes = deployed.messages("CHANNEL_QUEUE_URL")
    assert {decode_wake(each["body"]).channel for each in wakes} == {ADA}
    notify.handler({"Records": wakes[:1]}, context())
    rooms = [room for room in deployed.workspace.conversations() if room.id != CHANNEL]
    [told] = [message for room in rooms for message in deployed.workspace.messages(room.id)]
    assert told.text.startswith("⛔ Newswatch has spent the US$ 5 of ")
