"""The store's contract: what a month has used, added up by many."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from builders import ALICE, alert, article, source, topic
from fakes import T0
from simulation.aws.dynamodb import MemoryDynamo
from stores import create_table

from newswatch.errors import Conflict
from newswatch.model import FetchMemory, Spending, Threshold, Usage
from newswatch.storage.keys import Key
from newswatch.storage.store import DynamoStore
from newswatch.storage.table import Table, put
from newswatch.usecases.sources import list_sources
from newswatch.usecases.spending import month_of

MONTH = month_of(T0)
USED = Usage(arm64_mb_ms=1536.0, invocations=2, reads=0.5, writes=3, queue_requests=4)
WARNED = Threshold(MONTH, 20, 80)


def test_nothing_is_used_at_first(store):
    assert store.spending(MONTH) is None


def test_what_is_used_adds_up_from_the_first_time_on(store):
    store.add_usage(USED, T0)
    store.add_usage(Usage(reads=1.5, polls=40), T0 + timedelta(minutes=5))
    assert store.spending(MONTH) == Spending(
        MONTH,
        T0,
        Usage(arm64_mb_ms=1536.0, invocations=2, reads=2.0, writes=3, queue_requests=4, polls=40),
    )


def test_who_adds_at_once_adds_all_of_it(store):
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: store.add_usage(USED, T0), range(40)))
    found = store.spending(MONTH)
    assert (found.usage.invocations, found.usage.reads) == (80, 20)


def test_a_month_is_counted_by_itself_in_utc(store):
    store.add_usage(USED, datetime(2026, 3, 31, 23, 59, 59, tzinfo=UTC))
    store.add_usage(Usage(ticks=1), datetime(2026, 4, 1, tzinfo=UTC))
    assert store.spending("2026-03").usage == USED
    assert store.spending("2026-04").usage == Usage(ticks=1)


def test_a_process_that_has_used_nothing_begins_the_month_all_the_same(store):
    store.add_usage(Usage(), T0)
    assert store.spending(MONTH) == Spending(MONTH, T0)


def test_it_is_known_who_is_told_and_has_been(store):
    store.add_usage(USED, T0)
    store.note_asked(WARNED, T0)
    found = store.spending(MONTH)
    assert (found.asked, found.asked_at, found.told) == ("20-80", T0, "")
    store.note_told(WARNED)
    store.add_usage(USED, T0)
    found = store.spending(MONTH)
    assert (found.asked, found.told, found.usage.invocations) == ("20-80", "20-80", 4)


# --- What calls take ---------------------------------------------------------------------------------------


def test_the_units_that_are_counted_are_those_that_the_table_bills():
    dynamo, counted = MemoryDynamo(lambda: T0), []
    create_table(dynamo, "contract")
    store = DynamoStore(
        "contract", "main", retrying=dynamo, once=dynamo, article_retention_days=30,
        spent=lambda reads, writes: counted.append((reads, writes)),
    )  # fmt: skip
    store.save_topic(topic(1), ALICE, T0, "add")
    for number in range(1, 60):
        store.save_source(source(number), ALICE, T0, "add")
    store.save_article(article(text="x" * 9_000), ["https://news.example/other"])
    store.claim([alert(1), alert(2)])
    store.roster(), store.topics(), store.sources(), store.change(1), store.ticks_done()
    store.fetch_memories([source(number).id for number in range(1, 60)])
    store.article(article().id)
    told = [sum(kind) for kind in zip(*counted, strict=True)]
    assert told == [dynamo.consumed.read, dynamo.consumed.write]
    assert min(told) > 10


def test_a_list_reads_what_is_remembered_of_sources_for_half_the_price():
    dynamo = MemoryDynamo(lambda: T0)
    create_table(dynamo, "contract")
    store = DynamoStore("contract", "main", retrying=dynamo, once=dynamo, article_retention_days=30)
    for number in range(40):
        store.save_source(source(number), ALICE, T0, "add")
        store.remember_fetch(source(number).id, FetchMemory())
    took = []
    for read in (
        store.sources,
        lambda: store.fetch_memories([source(number).id for number in range(40)]),
        lambda: list_sources(store, ""),
    ):
        before = dynamo.consumed.read
        read()
        took.append(dynamo.consumed.read - before)
    sources, polls, listed = took
    assert (polls, listed - sources) == (40, 20)


def test_a_write_that_is_refused_is_counted_as_the_least_that_it_costs(memory):
    counted = []
    table = Table("contract", memory, memory, spent=lambda *units: counted.append(units))
    key = Key("refused", "a")
    table.put(key, {})
    with pytest.raises(Conflict):
        table.put(key, {}, "attribute_not_exists(pk)")
    with pytest.raises(Conflict):
        table.transact([put(key, {}, "attribute_not_exists(pk)"), put(Key("refused", "b"), {})])
    assert counted == [(0, 1), (0, 1), (0, 4)]
