"""How is delivered in a channel, to a person, in the workspace: set upon what holds, each once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from builders import ALICE, POLICY, channel_settings, topic
from fakes import T0, FakePeople, FakeStore, FrozenClock

from newswatch.errors import ChangedMeanwhile, Conflict, NotAllowed, NothingToUndo
from newswatch.model import (
    WORKSPACE,
    Cadence,
    Channel,
    ChannelId,
    ChannelSettings,
    Delivery,
    Quiet,
    State,
    UserId,
)
from newswatch.usecases.changes import deliver_topic
from newswatch.usecases.findings import SettingsChanged
from newswatch.usecases.settings import change_settings, day_ends, how_told, zone_to_add
from newswatch.usecases.sight import Sight
from newswatch.usecases.undoing import undo

BOB, EVE = UserId("U2"), UserId("U3")
ENERGY, SECRET = ChannelId("C2"), ChannelId("C3")
DAILY, NIGHT = Delivery(Cadence.DAILY, "08:00"), Quiet("22:00", "07:00")
MADRID = "Europe/Madrid"


class House:
    def __init__(self):
        self.store, self.clock = FakeStore(), FrozenClock()
        rooms = [Channel(POLICY, "policy"), Channel(SECRET, "secret", private=True, joined=True)]
        self.people = FakePeople(rooms, {POLICY: {ALICE, BOB}, SECRET: {ALICE}}, zones={ALICE: MADRID})

    def sight(self, who):
        return Sight(self.people, who, ChannelId("D9"))

    def set(self, place=POLICY, who=ALICE, *, along="", request="", **fields):
        self.clock.advance(seconds=1)
        return change_settings(
            self.store,
            self.clock,
            self.sight(who),
            place,
            who=who,
            fields=fields,
            zone=along,
            request=request,
        )

    def undo(self, who=ALICE, **more):
        self.clock.advance(seconds=1)
        return undo(self.store, self.clock, self.sight(who), who=who, **more)

    def now(self, place=POLICY):
        return self.store.settings([place]).get(place)


@pytest.fixture
def house():
    return House()


def test_first_settings_are_added_and_the_next_are_set_upon_them(house):
    first = house.set(delivery=DAILY)
    assert (first.what, first.seq, first.before) == ("add", 1, None)
    then = house.set(who=BOB, quiet=NIGHT)
    assert (then.what, then.seq, then.before) == ("set", 2, first.settings)
    assert house.now() == ChannelSettings(POLICY, BOB, delivery=DAILY, quiet=NIGHT, version=2)


def test_what_is_so_already_is_not_written(house):
    assert house.set(delivery=None).seq == 0
    assert house.now() is None
    house.set(cap=5)
    again = house.set(who=BOB, cap=5)
    assert (again.seq, again.settings.owner, house.store.catalog_version()) == (0, ALICE, 1)


def test_same_request_sets_once(house):
    first = house.set(cap=5, request="a")
    house.set(cap=6)
    assert house.set(cap=5, request="a") == first
    assert house.now().cap == 6


def test_change_that_is_lost_to_another_is_made_upon_it(house, monkeypatch):
    save = house.store.save_settings
    lost = iter([True])

    def contested(settings, *args, **more):
        if next(lost, False):
            save(channel_settings(cap=7), BOB, T0, "add")
        return save(settings, *args, **more)

    monkeypatch.setattr(house.store, "save_settings", contested)
    done = house.set(quiet=NIGHT)
    assert (done.settings.cap, done.settings.quiet, done.settings.version) == (7, NIGHT, 2)


def test_who_loses_always_is_told(house, monkeypatch):
    def contested(*_, **__):
        raise Conflict("version")

    monkeypatch.setattr(house.store, "save_settings", contested)
    with pytest.raises(Conflict):
        house.set(quiet=NIGHT)


def test_settings_that_are_all_as_in_the_beginning_are_removed(house):
    house.set(cap=5)
    done = house.set(cap=None)
    assert (done.what, done.settings.state, done.settings.version) == ("set", State.REMOVED, 2)
    assert how_told(house.store, house.sight(ALICE), POLICY).own is None
    anew = house.set(quiet=NIGHT)
    assert (anew.what, anew.settings.state, anew.settings.version) == ("set", State.ACTIVE, 3)


def test_a_zone_is_set_with_a_time_that_has_none(house):
    assert house.set(delivery=DAILY, along=MADRID).settings.zone == MADRID
    assert house.set(quiet=NIGHT, along="UTC").settings.zone == MADRID


def test_snooze_that_has_ended_need_not_be_ended(house):
    house.set(snoozed_until=T0 + timedelta(hours=1))
    house.clock.advance(hours=2)
    assert house.set(snoozed_until=None).seq == 0


def test_snooze_is_ended(house):
    house.set(snoozed_until=T0 + timedelta(hours=1))
    assert house.set(snoozed_until=None).settings.snoozed_until is None


def test_other_fields_are_nobodys_to_set(house):
    with pytest.raises(ValueError, match="nobody sets"):
        house.set(owner=EVE)
    with pytest.raises(ValueError, match="nothing to do"):
        deliver_topic(house.store, house.clock, topic(), who=ALICE, fields={"owner": EVE})


@pytest.mark.parametrize("place", [SECRET, ENERGY, ChannelId(ALICE)])
def test_who_is_not_there_sets_nothing(house, place):
    with pytest.raises(NotAllowed):
        house.set(place, BOB, cap=5)
    assert house.now(place) is None


@pytest.mark.parametrize(("place", "who"), [(WORKSPACE, EVE), (ChannelId(EVE), EVE), (SECRET, ALICE)])
def test_everybody_sets_the_workspace_their_own_and_their_channels(house, place, who):
    assert house.set(place, who, cap=5).seq == 1


def test_what_holds_is_told_of_channels_that_one_may_see(house):
    house.set(WORKSPACE, cap=9)
    house.set(quiet=NIGHT)
    found = how_told(house.store, house.sight(EVE), POLICY)
    assert (found.own.quiet, found.workspace.cap, found.usual_cap) == (NIGHT, 9, 20)
    workspace = how_told(house.store, house.sight(EVE), WORKSPACE)
    assert (workspace.own.cap, workspace.workspace) == (9, None)
    with pytest.raises(NotAllowed):
        how_told(house.store, house.sight(BOB), SECRET)


def test_persons_zone_is_needed_where_one_of_the_places_has_none(house):
    def needed(*places, own=""):
        return zone_to_add(house.store, house.people, ALICE, places, own)

    assert (needed(POLICY), needed(POLICY, own="UTC")) == (MADRID, "")
    house.set(zone="America/New_York")
    assert (needed(POLICY), needed(POLICY, ENERGY)) == ("", MADRID)
    house.set(WORKSPACE, zone="UTC")
    assert needed(POLICY, ENERGY) == ""
    house.set(WORKSPACE, zone="", cap=None)
    assert needed(ENERGY) == MADRID


def test_a_day_ends_by_the_clock_of_a_topics_first_channel(house):
    one = topic(destinations=(POLICY, ENERGY))
    assert day_ends(house.store, one, T0) == datetime(2026, 3, 3, tzinfo=UTC)
    house.set(WORKSPACE, zone="America/New_York")
    assert day_ends(house.store, one, T0) == datetime(2026, 3, 3, 5, tzinfo=UTC)
    house.set(zone=MADRID)
    assert day_ends(house.store, one, T0) == datetime(2026, 3, 2, 23, tzinfo=UTC)


# Undo


def test_undone_settings_are_as_before(house):
    first = house.set(cap=5).settings
    house.set(cap=6, quiet=NIGHT)
    done = house.undo(request="u")
    assert isinstance(done, SettingsChanged)
    assert done.settings == house.now() == replace(first, version=3)
    assert house.store.change(3).undoes == 2
    assert house.undo(request="u") == done
    again = house.undo(seq=3)
    assert (again.settings.cap, again.settings.quiet) == (6, NIGHT)


def test_undone_first_settings_are_removed_and_what_is_set_then_begins_anew(house):
    house.set(cap=5)
    assert house.undo().settings.state is State.REMOVED
    assert house.set(quiet=NIGHT).settings.cap is None


def test_undo_needs_what_setting_needs(house):
    for place in (SECRET, ChannelId(ALICE)):
        with pytest.raises(NothingToUndo, match="no change number"):
            house.undo(BOB, seq=house.set(place, cap=5).seq)
    with pytest.raises(NotAllowed):
        house.undo(EVE, seq=house.set(POLICY, cap=5).seq)
    assert house.undo(EVE, seq=house.set(WORKSPACE, cap=5).seq).what == "undo"


def test_what_was_changed_since_is_not_undone(house):
    seq = house.set(cap=5).seq
    house.set(who=BOB, cap=6)
    with pytest.raises(ChangedMeanwhile, match="How the channel is told was changed since"):
        house.undo(seq=seq)
    house.undo(BOB)
    house.undo(seq=seq)
    with pytest.raises(NothingToUndo, match="already"):
        house.undo(seq=seq)


# Of a topic


def deliver(house, who=ALICE, **more):
    one = house.store.topics()[0] if house.store.topics() else topic()
    return deliver_topic(house.store, house.clock, one, who=who, **more)


def test_a_topic_gets_a_zone_with_its_time_once(house):
    house.store.save_topic(topic(), ALICE, T0, "add")
    assert deliver(house, fields={"delivery": DAILY}, zone=MADRID).topic.zone == MADRID
    done = deliver(house, fields={"quiet": NIGHT}, zone="UTC")
    assert (done.topic.delivery, done.topic.quiet, done.topic.zone) == (DAILY, NIGHT, MADRID)


def test_a_topic_is_let_through_and_awake_again_without_being_told(house):
    house.store.save_topic(topic(let_until=T0 - timedelta(hours=1), snoozed_until=T0), ALICE, T0, "add")
    assert deliver(house, fields={"cap_per_day": None, "let_until": None}).seq == 0
    assert deliver(house, fields={"snoozed_until": None}).seq == 0


def test_same_request_sets_a_topic_once(house):
    house.store.save_topic(topic(), ALICE, T0, "add")
    first = deliver(house, fields={"urgent": True}, request="a")
    deliver(house, fields={"urgent": False})
    assert deliver(house, fields={"urgent": True}, request="a") == first
    assert not house.store.topics()[0].urgent


def test_what_another_has_just_set_of_a_topic_stays(house):
    house.store.save_topic(topic(), ALICE, T0, "add")
    seen = house.store.topics()[0]
    deliver(house, BOB, fields={"cap_per_day": 5})
    with pytest.raises(ChangedMeanwhile):
        deliver_topic(house.store, house.clock, seen, who=ALICE, fields={"cap_per_day": 9})
    done = deliver_topic(house.store, house.clock, seen, who=ALICE, fields={"urgent": True})
    assert (done.topic.cap_per_day, done.topic.urgent) == (5, True)
