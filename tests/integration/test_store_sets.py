"""The store's contract: saved sets, in one log with topics and sources."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import ALICE, saved_set, source, topic
from fakes import T0

from newswatch.errors import Conflict, UnknownSet
from newswatch.model import State, TopicId, UserId

BOB = UserId("U2")
NAMES = ("elektroautos-größe", "電気自動車", "ev_makers-2")


@pytest.mark.parametrize("name", NAMES)
def test_set_comes_back_as_it_was_saved(store, name):
    full = saved_set(
        name,
        query='"AT&T" OR set:evs',
        query_typed="“AT&amp;T” or @evs",
        owner=BOB,
        created_at=T0 - timedelta(microseconds=1),
    )
    store.save_set(full, ALICE, T0, "add")
    assert full == store.set_by_name(name)
    assert [full] == list(store.sets())


def test_sets_come_in_the_order_of_their_names(store):
    for name in ("evs", "chips", "_a"):
        store.save_set(saved_set(name), ALICE, T0, "add")
    assert [saved.name for saved in store.sets()] == ["_a", "chips", "evs"]


def test_set_that_is_not_there_is_an_error(store):
    assert list(store.sets()) == []
    assert list(store.set_history("evs")) == []
    with pytest.raises(UnknownSet):
        store.set_by_name("evs")


def test_changes_of_sets_stand_in_the_log_with_all_others(store):
    first = store.save_topic(topic(1), ALICE, T0, "add")
    second = store.save_set(saved_set(), ALICE, T0, "add", request="abc")
    third = store.save_source(source(1), ALICE, T0, "add")
    fourth = store.save_set(
        saved_set(version=2, query="byd"), BOB, T0, "undo", request="def", undoes=second.seq
    )
    assert [change.seq for change in (first, second, third, fourth)] == [1, 2, 3, 4]
    assert [first, second, third, fourth] == list(store.changes(0))
    assert (fourth.who, fourth.what, fourth.request, fourth.undoes) == (BOB, "undo", "def", 2)
    assert second == store.change(2)
    assert [fourth, third] == list(store.recent_changes(2))


def test_history_of_a_set_is_newest_first_and_its_own(store):
    store.save_set(saved_set("evs"), ALICE, T0, "add")
    store.save_set(saved_set("chips"), ALICE, T0, "add")
    store.save_set(saved_set("evs", version=2, query="byd"), ALICE, T0, "edit")
    history = store.set_history("evs")
    assert [change.what for change in history] == ["edit", "add"]
    assert [change.snapshot.query for change in history] == ["byd", "tesla OR byd"]


def test_set_that_is_called_like_a_topic_s_id_is_no_part_of_its_history(store):
    one = store.save_topic(topic(1), ALICE, T0, "add")
    other = store.save_set(saved_set(str(topic(1).id)), ALICE, T0, "add")
    assert [one] == list(store.history(topic(1).id))
    assert [other] == list(store.set_history(str(topic(1).id)))
    assert list(store.history(TopicId("evs"))) == []


def test_removed_set_is_a_tombstone_that_comes_back_with_its_history(store):
    store.save_set(saved_set(), ALICE, T0, "add")
    gone = saved_set(version=2, state=State.REMOVED)
    store.save_set(gone, ALICE, T0, "remove")
    assert gone == store.set_by_name("evs")
    assert [gone] == list(store.sets())
    store.save_set(replace(gone, version=3, state=State.ACTIVE), ALICE, T0, "undo", undoes=2)
    assert [change.what for change in store.set_history("evs")] == ["undo", "remove", "add"]


@pytest.mark.parametrize("version", [1, 3])
def test_version_of_a_set_conflicts_like_a_topic_s(store, version):
    store.save_set(saved_set(), ALICE, T0, "add")
    with pytest.raises(Conflict):
        store.save_set(saved_set(version=version, query="byd"), ALICE, T0, "edit")
    assert (store.set_by_name("evs").query, store.catalog_version()) == ("tesla OR byd", 1)


def test_set_is_not_saved_when_anything_was_changed_since_what_uses_it_was_looked_up(store):
    store.save_set(saved_set(), ALICE, T0, "add", after=0)
    store.save_topic(topic(1), BOB, T0, "add")
    gone = saved_set(version=2, state=State.REMOVED)
    with pytest.raises(Conflict):
        store.save_set(gone, ALICE, T0, "remove", after=1)
    assert store.set_by_name("evs").state is State.ACTIVE
    assert store.save_set(gone, ALICE, T0, "remove", after=2).seq == 3


def test_topic_is_not_saved_when_anything_was_changed_since_its_sets_were_looked_up(store):
    store.save_set(saved_set(), ALICE, T0, "add")
    store.save_set(saved_set(version=2, state=State.REMOVED), BOB, T0, "remove")
    with pytest.raises(Conflict):
        store.save_topic(topic(1, query="set:evs"), ALICE, T0, "add", after=1)
    assert list(store.topics()) == []
    assert store.save_topic(topic(1, query="set:evs"), ALICE, T0, "add", after=2).seq == 3


def test_change_of_a_set_waits_for_no_announcement(store):
    store.save_set(saved_set(), ALICE, T0, "add", request="a" * 32)
    assert list(store.unannounced(T0)) == []


def test_topics_can_be_read_as_they_are_after_every_change(store):
    store.save_topic(topic(1), ALICE, T0, "add")
    assert [topic(1)] == list(store.topics(consistent=True))
