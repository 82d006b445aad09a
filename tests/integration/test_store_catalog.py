"""The store's contract: topics, sources and their change log."""

from collections import Counter
from dataclasses import fields, replace
from datetime import timedelta

import pytest
from builders import ALICE, POLICY, source, topic
from fakes import T0

from newswatch.errors import Conflict, HandleTaken, UnknownTopic
from newswatch.model import (
    Cadence,
    ChannelId,
    Delivery,
    Quiet,
    SourceFilter,
    SourceId,
    State,
    ThreadPolicy,
    TopicId,
    UserId,
)
from newswatch.storage.store import DynamoStore


def test_topic_comes_back_as_it_was_saved(store):
    full = topic(
        owner=UserId("U2"),
        created_at=T0 - timedelta(microseconds=1),
        name="Ministers & <talks>",
        query_typed="“Lavrov”",
        query='"lavrov"',
        destinations=(POLICY, ChannelId("U7")),
        delivery=Delivery(Cadence.WEEKLY, "mon 08:00"),
        sources=SourceFilter(frozenset({SourceId("ab")}), frozenset({"wires"})),
        cap_per_day=5,
        mention="S1",
        urgent=True,
        quiet=Quiet("22:00", "07:00", frozenset({5, 6})),
        zone="Asia/Tokyo",
        snoozed_until=T0 + timedelta(hours=1),
        let_until=T0 + timedelta(hours=2),
        thread=ThreadPolicy.REPLY,
        outlets=3,
        prefer=("reuters.com",),
        paused_until=T0,
        adopted=True,
    )
    plain = topic(number=2)
    # A new topic has version 1, and is active.
    given = {field.name for field in fields(full)} - {"version", "state"}
    assert [name for name in given if getattr(full, name) == getattr(plain, name)] == []
    store.save_topic(full, ALICE, T0, "add")
    assert full == store.topic(full.id)
    assert full == store.topic_by_handle(full.handle)
    assert [full] == list(store.topics())
    assert {full.id: full} == store.topics_by_id([full.id, TopicId("f" * 16)])


@pytest.mark.parametrize(
    "said",
    [
        {"delivery": None, "quiet": None, "cap_per_day": None},
        {"delivery": Delivery(), "quiet": Quiet(), "cap_per_day": 0},
    ],
)
def test_what_a_topic_says_itself_differs_from_what_it_inherits(store, said):
    store.save_topic(topic(**said), ALICE, T0, "add")
    assert topic(**said) == store.topic(topic().id)


def test_topic_that_an_earlier_version_wrote_delivers_as_its_channel_does(memory):
    """It wrote into each one that it delivers at once: nobody could set anything else."""
    store = DynamoStore("contract", "earlier", retrying=memory, once=memory, article_retention_days=30)
    store.save_topic(topic(), ALICE, T0, "add")
    memory.update_item(
        TableName="contract",
        Key={"pk": {"S": "earlier#TOPICS"}, "sk": {"S": topic().id}},
        UpdateExpression="SET #every = :every, #at = :at",
        ExpressionAttributeNames={"#every": "every", "#at": "at"},
        ExpressionAttributeValues={":every": {"S": "instant"}, ":at": {"S": ""}},
    )
    assert topic() == store.topic(topic().id)


def test_every_change_is_in_the_log_once_and_in_order(store):
    first = store.save_topic(topic(1), ALICE, T0, "add")
    second = store.save_source(source(1), ALICE, T0, "add")
    third = store.save_topic(topic(1, version=2, state=State.PAUSED), ALICE, T0, "pause")
    assert [change.seq for change in (first, second, third)] == [1, 2, 3]
    assert store.catalog_version() == 3
    assert [first, second, third] == list(store.changes(0))
    assert [third] == list(store.changes(2))
    assert list(store.changes(3)) == []


def test_empty_catalog_has_version_zero_and_no_changes(store):
    assert store.catalog_version() == 0
    assert list(store.changes(0)) == []
    assert list(store.topics()) == []
    assert list(store.sources()) == []


def test_history_of_a_topic_is_newest_first_and_its_own(store):
    store.save_topic(topic(1), ALICE, T0, "add")
    store.save_topic(topic(2), ALICE, T0, "add")
    store.save_topic(topic(1, version=2, name="Renamed"), ALICE, T0, "edit")
    history = store.history(topic(1).id)
    assert [change.what for change in history] == ["edit", "add"]
    assert [change.snapshot.name for change in history] == ["Renamed", "Topic 1"]


def test_history_of_a_source_is_newest_first_and_its_own(store):
    saved = store.save_source(source(1), ALICE, T0, "add").snapshot
    store.save_source(source(2), ALICE, T0, "add")
    paused = replace(saved, version=2, state=State.PAUSED)
    store.save_source(paused, ALICE, T0, "pause")
    assert [("pause", paused), ("add", saved)] == [
        (change.what, change.snapshot) for change in store.history(saved.id)
    ]
    assert list(store.history(SourceId("0" * 16))) == []


def test_change_says_what_asked_for_it_and_what_it_undoes(store):
    first = store.save_topic(topic(1), ALICE, T0, "add", request="abc")
    second = store.save_topic(topic(1, version=2, name="B"), ALICE, T0, "undo", request="def", undoes=1)
    third = store.save_source(source(1), ALICE, T0, "add", request="ghi", undoes=2)
    assert [(c.request, c.undoes) for c in (first, second, third)] == [("abc", 0), ("def", 1), ("ghi", 2)]
    assert [second, first] == list(store.history(topic(1).id))
    assert [first, second, third] == list(store.changes(0))


def test_one_change_is_found_by_its_position(store):
    store.save_topic(topic(1), ALICE, T0, "add")
    second = store.save_topic(topic(2), ALICE, T0, "add")
    assert second == store.change(2)
    assert store.change(3) is None
    assert store.change(0) is None


def test_newest_changes_come_first(store):
    made = [store.save_topic(topic(number), ALICE, T0, "add") for number in range(12)]
    assert made[:8:-1] == list(store.recent_changes(3))
    assert made[::-1] == list(store.recent_changes(100))


def test_no_changes_are_no_newest_ones(store):
    assert list(store.recent_changes(5)) == []


def test_two_people_editing_the_same_version_lose_no_update(store):
    store.save_topic(topic(1), ALICE, T0, "add")
    store.save_topic(topic(1, version=2, name="Hers"), ALICE, T0, "edit")
    with pytest.raises(Conflict):
        store.save_topic(topic(1, version=2, name="His"), ALICE, T0, "edit")
    assert store.topic(topic(1).id).name == "Hers"
    assert store.catalog_version() == 2


def test_creating_a_topic_twice_is_a_conflict(store):
    store.save_topic(topic(1), ALICE, T0, "add")
    with pytest.raises(Conflict):
        store.save_topic(topic(1, name="Other"), ALICE, T0, "add")


def test_handle_is_unique(store):
    store.save_topic(topic(1, handle="lithium"), ALICE, T0, "add")
    with pytest.raises(HandleTaken):
        store.save_topic(topic(2, handle="lithium"), ALICE, T0, "add")
    with pytest.raises(UnknownTopic):
        store.topic(topic(2).id)


def test_removed_topic_frees_its_handle_and_can_come_back_under_another(store):
    store.save_topic(topic(1, handle="lithium"), ALICE, T0, "add")
    removed = topic(1, handle="lithium", version=2, state=State.REMOVED)
    store.save_topic(removed, ALICE, T0, "remove")
    with pytest.raises(UnknownTopic):
        store.topic_by_handle("lithium")
    store.save_topic(topic(2, handle="lithium"), ALICE, T0, "add")
    with pytest.raises(HandleTaken):
        store.save_topic(replace(removed, version=3, state=State.ACTIVE), ALICE, T0, "resume")
    back = replace(removed, version=3, state=State.ACTIVE, handle="lithium-2")
    store.save_topic(back, ALICE, T0, "resume")
    assert back == store.topic_by_handle("lithium-2")
    assert topic(2).id == store.topic_by_handle("lithium").id


def test_renamed_handle_can_be_taken_by_another_topic(store):
    store.save_topic(topic(1, handle="old"), ALICE, T0, "add")
    store.save_topic(topic(1, handle="new", version=2), ALICE, T0, "edit")
    store.save_topic(topic(2, handle="old"), ALICE, T0, "add")
    assert topic(2).id == store.topic_by_handle("old").id
    assert topic(1).id == store.topic_by_handle("new").id


def test_unknown_topic_is_an_error(store):
    with pytest.raises(UnknownTopic):
        store.topic(TopicId("f" * 16))
    with pytest.raises(UnknownTopic):
        store.topic_by_handle("nothing")


def test_a_list_of_sources_fills_one_item_of_the_roster_after_the_other(memory):
    # Two processes: what one has counted, the other has not.
    first, second = (
        DynamoStore("contract", "shards", retrying=memory, once=memory, article_retention_days=30)
        for _ in range(2)
    )
    for number in range(35):
        first.save_source(source(number), ALICE, T0, "add")
    for number in range(35, 65):
        second.save_source(source(number), ALICE, T0, "add")
    later = T0 + timedelta(minutes=1)
    for number in range(65, 70):
        first.save_source(source(number), ALICE, later, "add")
    assert Counter(entry.shard for entry in first.roster()) == {0: 30, 1: 30, 2: 10}


def test_source_comes_back_and_stands_in_the_roster(store):
    change = store.save_source(source(1, tags=("wires", "en")), ALICE, T0, "add")
    saved = change.snapshot
    assert source(1, tags=("wires", "en"), shard=saved.shard) == saved
    assert [saved] == list(store.sources())
    assert {saved.id: saved} == store.sources_by_id([saved.id, SourceId("0" * 16)])
    (entry,) = store.roster()
    assert (saved.id, "news1.example", 3780, None) == (
        entry.source_id,
        entry.host,
        entry.interval_s,
        entry.not_before,
    )
    assert 0 <= entry.phase_s < 3780


def test_paused_and_removed_sources_leave_the_roster_and_come_back(store):
    store.save_source(source(1), ALICE, T0, "add")
    store.save_source(source(2), ALICE, T0, "add")
    store.save_source(source(1, version=2, state=State.PAUSED), ALICE, T0, "pause")
    assert [source(2).id] == [entry.source_id for entry in store.roster()]
    store.save_source(source(1, version=3), ALICE, T0, "resume")
    assert {source(1).id, source(2).id} == {entry.source_id for entry in store.roster()}


def test_roster_holds_many_sources(store):
    for number in range(65):
        store.save_source(source(number), ALICE, T0, "add")
    assert {source(number).id for number in range(65)} == {entry.source_id for entry in store.roster()}
    assert len(store.roster()) == 65


def test_source_version_conflicts_like_a_topic_s(store):
    store.save_source(source(1), ALICE, T0, "add")
    with pytest.raises(Conflict):
        store.save_source(source(1), ALICE, T0, "add")
    with pytest.raises(Conflict):
        store.save_source(source(1, version=3), ALICE, T0, "edit")


def test_a_change_that_a_request_made_waits_to_be_announced(store):
    store.save_topic(topic(1), ALICE, T0, "add")
    asked = store.save_topic(topic(2), ALICE, T0, "add", request="a" * 32)
    later = store.save_topic(topic(3), ALICE, T0 + timedelta(minutes=5), "add", request="b" * 32)

    assert list(store.unannounced(T0)) == [asked.seq]
    assert list(store.unannounced(T0 + timedelta(minutes=5))) == [asked.seq, later.seq]

    for _ in range(2):
        store.announced(asked.seq)
    assert list(store.unannounced(T0 + timedelta(minutes=5))) == [later.seq]
