"""The table's clock: a machine whose clock is off learns the time from what the table answers."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from types import SimpleNamespace

import pytest
from botocore.exceptions import ClientError, ConnectTimeoutError
from fakes import T0, FrozenClock

from newswatch.errors import Conflict, StorageError
from newswatch.storage.clock import ServerClock
from newswatch.storage.keys import Key
from newswatch.storage.table import Table, TransactionRefused, delete

KEY = Key("p", "s")


def answer(date):
    """Return botocore's ResponseMetadata of an answer with this Date header."""
    return {"HTTPStatusCode": 200, "HTTPHeaders": {"date": date}}


def told(moment):
    return answer(format_datetime(moment.replace(microsecond=0), usegmt=True))


def clocks(**off):
    """Return a local clock that is off by this, and the corrected one over it."""
    local = FrozenClock(T0 + timedelta(**off))
    return local, ServerClock(local)


@pytest.mark.parametrize(
    ("date", "offset_s"),
    [
        ("Mon, 02 Mar 2026 09:10:00 GMT", 600),
        ("Mon, 02 Mar 2026 08:50:00 GMT", -600),
        ("Mon, 02 Mar 2026 09:00:02 GMT", 2),
        ("Mon, 02 Mar 2026 09:00:01 GMT", 0),
        ("Mon, 02 Mar 2026 08:59:59 GMT", 0),
        ("Monday, 02-Mar-26 09:10:00 GMT", 600),
        ("Mon Mar  2 09:10:00 2026", 600),
        ("Mon, 02 Mar 2026 09:10:00 -0000", 600),
        ("Mon, 02 Mar 2026 11:10:00 +0200", 600),
        ("Mon, 32 Mar 2026 09:10:00 GMT", 0),
        ("soon", 0),
        ("", 0),
        (None, 0),
        (1_772_442_600, 0),
    ],
)
def test_date_of_an_answer_corrects_the_clock(date, offset_s):
    _, clock = clocks()
    clock.heard(answer(date))
    assert T0 + timedelta(seconds=offset_s) == clock.now()
    assert clock.now().utcoffset() == timedelta()


@pytest.mark.parametrize("metadata", [{}, {"HTTPHeaders": {}}, {"HTTPHeaders": None}])
def test_answer_without_a_date_changes_nothing(metadata):
    _, clock = clocks(minutes=10)
    clock.heard(told(T0))
    clock.heard(metadata)
    assert clock.now() == T0


def test_clock_is_the_local_one_until_it_has_heard_an_answer():
    local, clock = clocks(minutes=10)
    assert local.now() == clock.now()


def test_clocks_ten_minutes_off_to_either_side_agree_after_one_answer_each():
    answered = T0 + timedelta(milliseconds=900)
    found = []
    for minutes in (-10, 10):
        local, clock = clocks(minutes=minutes)
        clock.heard(told(T0))
        local.advance(milliseconds=900)
        clock.heard(told(answered))
        found.append(clock.now())
    assert all(abs(now - answered) < timedelta(seconds=2) for now in found)
    assert abs(found[0] - found[1]) < timedelta(seconds=2)


def test_time_does_not_run_backwards_because_the_header_has_whole_seconds():
    local, clock = clocks(minutes=-10)
    last = clock.now()
    for step in range(40):
        clock.heard(told(T0 + timedelta(milliseconds=300 * step)))
        for _ in range(2):
            assert clock.now() >= last
            last = clock.now()
            local.advance(milliseconds=150)


def test_local_clock_that_jumps_and_is_set_right_is_followed():
    local, clock = clocks()
    for off in (timedelta(hours=1), timedelta(hours=-1), timedelta(minutes=-10)):
        local.at = T0 + off
        clock.heard(told(T0))
        assert clock.now() == T0
    local.at = T0 + timedelta(milliseconds=900)
    clock.heard(told(local.now()))
    assert local.now() == clock.now()


def test_clock_that_is_off_is_told_of_once(caplog):
    local, clock = clocks(seconds=-59)
    clock.heard(told(T0))
    assert caplog.messages == []
    for minutes in (-10, 10):
        local.at = T0 + timedelta(minutes=minutes)
        clock.heard(told(T0))
    assert caplog.messages == ["clock is off"]
    assert caplog.records[0].offset_s == 600


# --- What the table tells it ---------------------------------------------------------------------------

LATER = T0 + timedelta(minutes=10)


def table(clock, does):
    """Return a table on a client each call of which does this."""
    names = ["get_item", "batch_get_item", "query", "put_item", "update_item", "delete_item"]
    client = SimpleNamespace(**dict.fromkeys([*names, "transact_write_items"], does))
    return Table("t", client, client, heard=clock.heard)


def refused(code, **more):
    def call(**_):
        response = {"Error": {"Code": code}, "ResponseMetadata": told(LATER), **more}
        raise ClientError(response, "AnyOperation")

    return call


CALLS = {
    "get": lambda t: t.get(KEY),
    "batch_get": lambda t: t.batch_get([KEY]),
    "query": lambda t: list(t.query("p")),
    "put": lambda t: t.put(KEY, {}),
    "put if": lambda t: t.put(KEY, {}, "attribute_exists(pk)"),
    "update": lambda t: t.update(KEY, "SET #a = :a", a=1),
    "delete": lambda t: t.delete(KEY),
    "transact": lambda t: t.transact([delete(KEY)]),
}


@pytest.mark.parametrize("call", CALLS)
def test_every_answer_teaches(call):
    _, clock = clocks()
    CALLS[call](table(clock, lambda **_: {"Items": [], "Responses": {}, "ResponseMetadata": told(LATER)}))
    assert clock.now() == LATER


@pytest.mark.parametrize("call", CALLS)
def test_every_refusal_teaches(call):
    _, clock = clocks()
    with pytest.raises(StorageError):
        CALLS[call](table(clock, refused("ProvisionedThroughputExceededException")))
    assert clock.now() == LATER


def test_condition_that_does_not_hold_teaches():
    _, clock = clocks()
    with pytest.raises(Conflict):
        table(clock, refused("ConditionalCheckFailedException")).put(KEY, {}, "attribute_exists(pk)")
    assert clock.now() == LATER
    does = refused("TransactionCanceledException", CancellationReasons=[{"Code": "ConditionalCheckFailed"}])
    _, clock = clocks()
    with pytest.raises(TransactionRefused):
        table(clock, does).transact([delete(KEY)])
    assert clock.now() == LATER


def test_call_without_an_answer_teaches_nothing():
    def call(**_):
        raise ConnectTimeoutError(endpoint_url="https://dynamodb.example")

    local, clock = clocks()
    with pytest.raises(StorageError):
        table(clock, call).get(KEY)
    assert local.now() == clock.now() == datetime(2026, 3, 2, 9, tzinfo=UTC)
