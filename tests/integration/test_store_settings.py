"""The store's contract: how channels are told, in one log with everything else that people set."""

from dataclasses import fields, replace
from datetime import timedelta

import pytest
from builders import ALICE, POLICY, channel_settings, source, topic
from fakes import T0

from newswatch.errors import Conflict
from newswatch.model import (
    WORKSPACE,
    Cadence,
    ChannelId,
    ChannelSettings,
    Delivery,
    Quiet,
    State,
    TopicId,
    UserId,
)

BOB = UserId("U2")
ENERGY = ChannelId("C10")
FULL = channel_settings(
    owner=BOB,
    delivery=Delivery(Cadence.DAILY, "08:00"),
    quiet=Quiet("22:00", "07:00", frozenset({6, 5})),
    cap=7,
    zone="Europe/Berlin",
    snoozed_until=T0 + timedelta(hours=1, microseconds=1),
    muted=frozenset({"voanews.com", "bbc.co.uk"}),
    managers=frozenset({ALICE, BOB}),
)


def test_settings_come_back_as_they_were_saved(store):
    plain = channel_settings()
    given = {field.name for field in fields(plain)} - {"channel", "version", "state"}
    assert [name for name in given if getattr(FULL, name) == getattr(plain, name)] == []
    store.save_settings(FULL, ALICE, T0, "set")
    assert store.settings([POLICY, ENERGY]) == {POLICY: FULL}


@pytest.mark.parametrize(
    "settings",
    [
        channel_settings(),
        channel_settings(delivery=Delivery(), quiet=Quiet(), cap=0),
    ],
)
def test_what_is_set_differs_from_what_is_inherited(store, settings):
    store.save_settings(settings, ALICE, T0, "set")
    assert store.settings([POLICY]) == {POLICY: settings}


def test_settings_of_many_are_read_at_once(store):
    channels = [WORKSPACE, ChannelId("U1"), *(ChannelId(f"C{number}") for number in range(120))]
    for channel in channels[:5]:
        store.save_settings(channel_settings(channel), ALICE, T0, "set")
    assert store.settings(channels) == {channel: channel_settings(channel) for channel in channels[:5]}
    assert store.settings([]) == {}
    assert [settings.channel for settings in store.all_settings()] == sorted(channels[:5])


def test_changes_of_settings_stand_in_the_log_with_all_others(store):
    first = store.save_topic(topic(1), ALICE, T0, "add")
    second = store.save_settings(FULL, ALICE, T0, "set", request="abc")
    third = store.save_source(source(1), ALICE, T0, "add")
    fourth = store.save_settings(
        channel_settings(version=2), BOB, T0, "undo", request="def", undoes=second.seq
    )
    assert [change.seq for change in (first, second, third, fourth)] == [1, 2, 3, 4]
    assert [first, second, third, fourth] == list(store.changes(0))
    assert (second.snapshot, fourth.snapshot) == (FULL, channel_settings(version=2))
    assert (fourth.who, fourth.what, fourth.request, fourth.undoes) == (BOB, "undo", "def", 2)
    assert second == store.change(2)


def test_history_of_settings_is_newest_first_and_their_channel_s(store):
    store.save_settings(channel_settings(), ALICE, T0, "set")
    store.save_settings(channel_settings(ENERGY), ALICE, T0, "set")
    store.save_topic(topic(1), ALICE, T0, "add")
    store.save_settings(replace(FULL, version=2), ALICE, T0, "quiet")
    assert [change.what for change in store.history(POLICY)] == ["quiet", "set"]
    assert [change.snapshot.channel for change in store.history(ENERGY)] == [ENERGY]
    assert list(store.history(WORKSPACE)) == []
    assert [change.what for change in store.history(TopicId(topic(1).id))] == ["add"]


@pytest.mark.parametrize("version", [1, 3])
def test_version_of_settings_conflicts_like_a_topic_s(store, version):
    store.save_settings(channel_settings(), ALICE, T0, "set")
    with pytest.raises(Conflict):
        store.save_settings(channel_settings(version=version, cap=5), ALICE, T0, "set")
    assert store.settings([POLICY]) == {POLICY: channel_settings()}
    assert store.catalog_version() == 1


def test_settings_that_are_removed_keep_their_version_and_history(store):
    store.save_settings(FULL, ALICE, T0, "set")
    gone = ChannelSettings(POLICY, ALICE, state=State.REMOVED, version=2)
    store.save_settings(gone, ALICE, T0, "reset")
    assert store.settings([POLICY]) == {POLICY: gone}
    store.save_settings(replace(FULL, version=3), ALICE, T0, "undo", undoes=2)
    assert [change.what for change in store.history(POLICY)] == ["undo", "reset", "set"]


def test_change_of_settings_that_a_request_made_waits_to_be_announced(store):
    store.save_settings(channel_settings(), ALICE, T0, "set")
    asked = store.save_settings(channel_settings(version=2), ALICE, T0, "set", request="a" * 32)
    assert list(store.unannounced(T0)) == [asked.seq]
    store.announced(asked.seq)
    assert list(store.unannounced(T0)) == []
