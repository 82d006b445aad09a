"""Restoring a setup: it merges, tells nobody, polls nothing at once, and goes on where it was interrupted."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from backup_room import (
    BOB,
    FULL,
    FULL_TOPIC,
    LATER,
    NOW,
    planned,
    restored,
    stored,
    text_of,
)
from builders import ALICE, POLICY, channel_settings, saved_set, source, topic
from fake_store import FakeStore
from fakes import T0, FrozenClock

from infra.laptop.backup_read import read
from newswatch.errors import Conflict, StorageError
from newswatch.model import (
    ChannelId,
    FetchMemory,
    Kind,
    Quiet,
    SourceFilter,
    State,
    TopicId,
    UserId,
    Validators,
)
from newswatch.sources.urls import source_id
from newswatch.usecases.importing import MAX_SOURCES
from newswatch.usecases.restore_plan import Fate
from newswatch.usecases.restoring import restore
from newswatch.usecases.setup import Setup, as_kept, read_setup


def fates(plan):
    return [(step.fate, step.wanted.name) for step in plan.steps]


def why(plan):
    return [problem.why for problem in plan.problems]


def test_an_empty_table_gets_all_of_it_with_ids_owners_and_who_brought_it():
    store = FakeStore()
    done = restored(store, text_of(stored(FULL)))
    assert Counter(step.fate for step in done.done) == {Fate.NEW: 8}
    assert {t.id: t.owner for t in store.topics()} == {t.id: t.owner for t in FULL.topics}
    assert {change.who for change in store.changes(0)} == {BOB}
    assert {change.what for change in store.changes(0)} == {"add"}
    # Nothing is polled, or told: a thousand of them would be asked, and two hundred channels told, at once.
    assert store.unannounced(NOW + timedelta(days=9)) == []
    assert store.channels_with_outbox(NOW + timedelta(days=9)) == []


def test_new_sources_are_spread_over_an_interval_and_begin_with_a_baseline():
    store = FakeStore()
    restored(store, text_of(stored(Setup(sources=tuple(map(source, range(200)))))))
    phases = [entry.phase_s for entry in store.roster()]
    assert len(phases) == 200
    assert max(Counter(phase // 60 for phase in phases).values()) < 20
    assert all(entry.not_before is None for entry in store.roster())
    assert store.fetch_memories([each.id for each in store.sources()]) == {}


def test_again_is_nothing():
    store = FakeStore()
    text = text_of(stored(FULL))
    restored(store, text)
    before = store.catalog_version()
    plan = planned(store, read(text, "b.toml", NOW))
    assert (plan.steps, plan.same, plan.problems) == ((), 8, ())
    assert restored(store, text, replacing=True).done == ()
    assert store.catalog_version() == before


class Interrupted(FakeStore):
    """A store that is gone after so many changes."""

    def __init__(self, after: int) -> None:
        super().__init__()
        self.left = after

    def _append(self, change):
        if not self.left:
            raise StorageError("gone")
        self.left -= 1
        return super()._append(change)


@pytest.mark.parametrize("after", range(8))
def test_what_was_interrupted_is_completed_by_the_same_command(after):
    store = Interrupted(after)
    text = text_of(stored(FULL))
    with pytest.raises(StorageError):
        restored(store, text)
    store.left = 100
    restored(store, text)
    assert text_of(store) == text


def test_what_is_there_and_not_in_the_file_stays():
    store = stored(Setup(topics=(topic(7),), sources=(source(7),)))
    restored(store, text_of(stored(FULL)), replacing=True)
    assert {TopicId(f"{7:016x}"), FULL_TOPIC.id} <= {each.id for each in store.topics()}
    assert source(7).id in {each.id for each in store.sources()}


# --- What differs -------------------------------------------------------------------------


def test_what_differs_is_left_until_it_is_to_be_replaced():
    store = stored(Setup(topics=(topic(1, cap_per_day=5, name="Mine"),)))
    text = text_of(stored(Setup(topics=(topic(1, cap_per_day=9, zone="Asia/Tokyo"),))))
    [step] = planned(store, read(text, "b.toml", NOW)).steps
    assert (step.fate, step.was.cap_per_day, step.becomes.cap_per_day) == (Fate.DIFFERENT, 5, 9)
    assert restored(store, text).done == ()
    assert store.topic(topic(1).id).cap_per_day == 5

    restored(store, text, replacing=True)
    assert store.topic(topic(1).id) == topic(1, cap_per_day=9, zone="Asia/Tokyo", version=2)
    [change, _] = store.history(topic(1).id)
    assert (change.who, change.what) == (BOB, "set")
    assert store.unannounced(NOW + timedelta(days=9)) == []


def test_a_query_that_is_spelled_otherwise_is_the_same():
    store = stored(Setup(topics=(topic(1, query_typed="(lavrov)"),), sets=(saved_set("evs"),)))
    setup = Setup(topics=(topic(1, query_typed="Lavrov", query="lavrov"),), sets=(saved_set("evs"),))
    assert planned(store, setup).same == 2


def test_times_that_have_passed_make_no_difference():
    past = NOW - timedelta(hours=1)
    store = stored(Setup(topics=(topic(1, snoozed_until=past),), settings=(channel_settings(cap=1),)))
    setup = Setup(
        topics=(topic(1, state=State.PAUSED, paused_until=past),),
        settings=(channel_settings(cap=1, snoozed_until=past),),
    )
    assert planned(store, setup).same == 2


def test_where_no_owner_is_said_the_one_there_stays_and_a_new_thing_is_of_who_brings_it():
    store = stored(Setup(topics=(topic(1),)))
    text = """
format = 1
[[topic]]
handle = "topic-1"
name = "Topic 1"
query = "lavrov"
channels = ["C1"]
[[topic]]
handle = "by-hand"
name = "By hand"
query = "oil"
channels = ["C1"]
"""
    done = restored(store, text)
    assert [step.wanted.handle for step in done.done] == ["by-hand"]
    assert store.topic_by_handle("by-hand").owner == BOB
    assert store.topic_by_handle("by-hand").created_at == NOW
    # A file by hand has no ids: once there, they are known by their handles.
    assert restored(store, text, replacing=True).done == ()
    assert store.topic_by_handle("topic-1").owner == ALICE


def test_a_topic_is_known_by_its_id_else_by_its_handle():
    store = stored(Setup(topics=(topic(1, handle="new-name"), topic(2))))
    setup = Setup(topics=(topic(1, handle="old-name"), topic(9, handle="topic-2", name="Topic 2")))
    plan = planned(store, setup)
    assert (fates(plan), plan.same) == ([(Fate.DIFFERENT, "Topic 1")], 1)
    restored(store, text_of(stored(setup)), replacing=True)
    assert {each.handle for each in store.topics()} == {"old-name", "topic-2"}


def test_a_source_that_has_moved_is_known_by_its_id_and_by_its_new_address():
    moved = replace(source(1), url="https://new.example/feed")
    setup = Setup(sources=(moved,), topics=(topic(1, sources=SourceFilter(frozenset({moved.id}))),))
    assert planned(stored(Setup(sources=(moved,))), setup).same == 1
    # There it was added by the address that it has now: what topics listen to follows.
    again = source(5, url="https://new.example/feed", name="News 1")
    store = stored(Setup(sources=(again,)))
    restored(store, text_of(stored(setup)))
    assert [each.id for each in store.sources()] == [again.id]
    assert store.topic(topic(1).id).sources.ids == {again.id}


def test_changed_bounds_are_seen_to_as_if_somebody_had_set_them():
    page = source(1, kind=Kind.PAGE, selector="a.old")
    store = stored(Setup(sources=(page,)))
    memory = FetchMemory(Validators("e"), baseline_at=T0, interval_s=3780)
    store.remember_fetch(page.id, memory)
    restored(
        store, text_of(stored(Setup(sources=(replace(page, selector="a.new", most_s=600),)))), replacing=True
    )
    found = store.fetch_memories([page.id])[page.id]
    # Other links are no news.
    assert (found.baseline_at, found.validators) == (None, Validators())
    assert found.interval_s <= 600


# --- What was removed ---------------------------------------------------------------------


def test_what_was_removed_comes_back_as_itself():
    removed = Setup(
        sources=tuple(replace(each, state=State.REMOVED) for each in FULL.sources),
        sets=tuple(replace(each, state=State.REMOVED) for each in FULL.sets),
        topics=tuple(replace(each, state=State.REMOVED) for each in FULL.topics),
        settings=tuple(channel_settings(each.channel, state=State.REMOVED) for each in FULL.settings),
    )
    store, text = stored(removed), text_of(stored(FULL))
    done = restored(store, text)
    assert {step.fate for step in done.done} == {Fate.BACK}
    assert text_of(store) == text
    assert {each.version for each in store.topics()} == {2}
    # Undo takes that back, as it would an undo.
    assert [change.what for change in store.history(FULL_TOPIC.id)] == ["add", "add"]


def test_a_source_that_comes_back_is_read_in_its_turn_and_tried_anew():
    gone = source(1, state=State.REMOVED)
    store = stored(Setup(sources=(gone,)))
    store.remember_fetch(gone.id, FetchMemory(baseline_at=T0, failures=9, failing_since=T0, told=True))
    restored(store, text_of(stored(Setup(sources=(source(1),)))))
    memory = store.fetch_memories([gone.id])[gone.id]
    assert (memory.failures, memory.failing_since, memory.told, memory.baseline_at) == (0, None, False, T0)
    [entry] = store.roster()
    assert entry.not_before is None


def test_a_source_that_comes_back_waits_as_long_as_its_server_asked():
    store = stored(Setup(sources=(source(1, state=State.REMOVED),)))
    store.remember_fetch(source(1).id, FetchMemory(baseline_at=T0, not_before=LATER))
    restored(store, text_of(stored(Setup(sources=(source(1),)))))
    [entry] = store.roster()
    assert entry.not_before >= LATER


def test_a_tombstone_does_not_come_back_over_what_has_its_handle_now():
    store = stored(Setup(topics=(topic(1, state=State.REMOVED),)))
    store.save_topic(topic(2, handle="topic-1", name="Topic 1"), ALICE, T0, "add")
    plan = planned(store, Setup(topics=(topic(1),)))
    assert (plan.steps, plan.same) == ((), 1)


# --- Refusals: nothing is written where there is one --------------------------------------------


def test_queries_are_read_with_the_sets_as_they_are_to_be():
    using = topic(1, query_typed="set:evs", query="set:evs")
    assert why(planned(FakeStore(), Setup(topics=(using,)))) == [
        "Its query is refused: There is no saved set called evs."
    ]
    assert why(planned(FakeStore(), Setup(topics=(using,), sets=(saved_set("evs"),)))) == []
    assert why(planned(stored(Setup(sets=(saved_set("evs"),))), Setup(topics=(using,)))) == []
    gone = stored(Setup(sets=(saved_set("evs", state=State.REMOVED),)))
    assert len(why(planned(gone, Setup(topics=(using,))))) == 1


def test_sets_that_would_use_each_other_are_refused():
    there = Setup(sets=(saved_set("a", query="set:b", query_typed="set:b"), saved_set("b")))
    wanted = Setup(sets=(saved_set("b", query="set:a", query_typed="set:a"),))
    assert why(planned(stored(there), wanted)) == []
    assert len(why(planned(stored(there), wanted, replacing=True))) == 1


def test_two_topics_of_the_file_are_not_one_there():
    store = stored(Setup(topics=(topic(1, handle="y"),)))
    setup = Setup(topics=(topic(1, handle="x"), topic(2, handle="y")))
    assert why(planned(store, setup)) == [
        "It is the same topic as x, which has its id. Take the id out of one of them."
    ]


def test_a_handle_that_is_another_topic_s_is_refused():
    store = stored(Setup(topics=(topic(1), topic(2))))
    setup = Setup(topics=(topic(1, handle="topic-2"),))
    assert why(planned(store, setup, replacing=True)) == [
        "The handle topic-2 is that of another topic there."
    ]


def test_an_address_that_another_source_has_is_refused():
    store = stored(Setup(sources=(source(1), source(2))))
    setup = Setup(sources=(replace(source(1), url=source(2).url),))
    [said] = why(planned(store, setup, replacing=True))
    assert said == "Its address is that of News 2 there, and no address is read twice."


def test_too_many_sources_are_refused():
    store = stored(Setup(sources=tuple(map(source, range(3)))))
    setup = Setup(sources=tuple(map(source, range(2, MAX_SOURCES + 1))))
    [said] = why(planned(store, setup))
    assert said.startswith("Sources would be 2,001; a workspace has at most 2,000.")


def test_what_somebody_changes_meanwhile_is_not_overwritten():
    store = stored(Setup(topics=(topic(1), topic(2))))
    setup = Setup(topics=(topic(1, cap_per_day=3), topic(2, cap_per_day=3)))
    steps = planned(store, setup, replacing=True).steps
    store.save_topic(topic(1, name="Changed", version=2), UserId("U9"), NOW, "set")
    done = restore(store, FrozenClock(NOW), steps, who=BOB)
    assert [problem.subject.handle for problem in done.failed] == ["topic-1"]
    assert store.topic(topic(1).id).name == "Changed"
    assert store.topic(topic(2).id).cap_per_day == 3


class Busy(FakeStore):
    """A store whose log others write to, between any look at the sets and the change that rests on it."""

    busy = 2

    def save_topic(self, *args, after=None, **more):
        if after is not None and self.busy:
            self.busy -= 1
            raise Conflict("the catalog has changed")
        return super().save_topic(*args, after=after, **more)


def test_a_topic_that_uses_a_set_is_tried_again_while_others_change_things():
    store = Busy()
    restored(store, text_of(stored(FULL)))
    assert len(store.topics()) == 2
    assert store.busy == 0


# --- Secrets in addresses -------------------------------------------------------------------

PRIVATE = source(1, url="https://ann:pass@news.example/feed?token=abc")


def test_a_source_whose_address_was_bared_is_itself_where_it_is_and_left_out_where_not():
    text = text_of(stored(Setup(sources=(PRIVATE, source(2)))))
    there = stored(Setup(sources=(PRIVATE,)))
    plan = planned(there, read(text, "b.toml", NOW))
    assert (fates(plan), plan.same, plan.left_out) == ([(Fate.NEW, "News 2")], 1, ())

    plan = planned(FakeStore(), read(text, "b.toml", NOW))
    assert (fates(plan), [each.id for each in plan.left_out]) == ([(Fate.NEW, "News 2")], [PRIVATE.id])

    removed = stored(Setup(sources=(replace(PRIVATE, state=State.REMOVED),)))
    restored(removed, text)
    [found] = [each for each in removed.sources() if each.id == PRIVATE.id]
    assert (found.url, found.state) == (PRIVATE.url, State.ACTIVE)


def test_with_secrets_it_is_whole():
    text = text_of(stored(Setup(sources=(PRIVATE,))), with_secrets=True)
    store = FakeStore()
    restored(store, text)
    assert [each.url for each in store.sources()] == [PRIVATE.url]


def test_ids_are_made_where_none_are_given():
    setup = Setup(topics=(topic(0, id=TopicId("")), topic(2, id=TopicId(""))))
    assert [step.becomes.id for step in planned(FakeStore(), setup).steps] == [
        f"{n:016x}" for n in (101, 102)
    ]


def test_quiet_hours_and_settings_of_nobody_are_those_of_who_restores():
    store = FakeStore()
    restored(store, text_of(stored(Setup(settings=(channel_settings(POLICY, quiet=Quiet()),)))))
    [found] = store.all_settings()
    assert (found.channel, found.quiet, found.owner, found.version) == (ChannelId("C1"), Quiet(), BOB, 1)


def test_an_id_stands_in_the_file_only_where_it_does_not_follow_from_the_address():
    moved = replace(source(1), url="https://new.example/feed")
    assert source_id(moved.url) != moved.id
    assert f'id = "{moved.id}"' in text_of(stored(Setup(sources=(moved,))))
    assert "id = " not in text_of(stored(Setup(sources=(source(1),))))
    assert as_kept(read_setup(FakeStore()), NOW) == Setup()
