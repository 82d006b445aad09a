"""Settings of a source: set once, within what is polite, and taken back like any change."""

from dataclasses import replace

import pytest
from builders import ALICE, source
from fakes import T0, FakePeople, FakeQueues, FakeStore, FrozenClock

from newswatch.errors import SettingRefused, UnknownSource
from newswatch.model import ChannelId, FetchMemory, Kind, State, UserId
from newswatch.usecases.sight import Sight
from newswatch.usecases.source_settings import reschedule, set_source
from newswatch.usecases.undoing import undo

BOB = UserId("U2")
TIMES = tuple(int(T0.timestamp() // 60) - 600 * n for n in range(20))
"""An entry every ten hours."""


class House:
    def __init__(self, **more):
        self.store, self.queues, self.clock = FakeStore(), FakeQueues(), FrozenClock()
        self.source = self.store.save_source(source(1, tags=("wires",), **more), ALICE, T0, "add").snapshot

    def set(self, who=BOB, **settings):
        return set_source(self.store, self.clock, self.source, who=who, **settings)

    def now(self):
        return self.store.sources_by_id([self.source.id])[self.source.id]


@pytest.fixture
def house():
    return House()


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({"name": "  BBC   World "}, {"name": "BBC World"}),
        ({"name": "x" * 200}, {"name": "x" * 80}),
        ({"tags": ("EU", "eu", "local")}, {"tags": ("eu", "local")}),
        ({"tags": ()}, {"tags": ()}),
        ({"every": (1800, 21_600)}, {"least_s": 1800, "most_s": 21_600}),
        ({"urgent": True}, {"urgent": True}),
        ({"full_text": False}, {"full_text": False}),
        ({"rank": 2}, {"rank": 2}),
    ],
)
def test_setting_is_stored_and_logged_and_the_others_stay(house, given, fields):
    done = house.set(**given, request="abc")
    assert done.source == house.now() == replace(house.source, **fields, version=2)
    assert (done.what, done.seq, done.before) == ("set", 2, house.source)
    assert house.store.change(2).who == BOB


@pytest.mark.parametrize(
    "given", [{"name": "News 1"}, {"tags": ["Wires"]}, {"every": (0, 0)}, {"urgent": False}, {"rank": 0}]
)
def test_what_is_so_already_writes_nothing(house, given):
    done = house.set(**given)
    assert (done.source, done.seq) == (house.source, 0)
    assert house.store.catalog_version() == 1


def test_same_request_sets_once(house):
    first = house.set(name="A", request="abc")
    house.set(name="B")
    assert first == house.set(name="A", request="abc")
    assert house.now().name == "B"


def test_setting_of_somebody_who_was_faster_stays(house):
    kept = house.store.save_source

    def other_was_faster(*args, **more):
        house.store.save_source = kept
        house.set(ALICE, urgent=True)
        return kept(*args, **more)

    house.store.save_source = other_was_faster
    house.set(name="A")
    assert (house.now().name, house.now().urgent) == ("A", True)


def test_source_that_was_removed_has_no_settings(house):
    house.store.save_source(replace(house.source, state=State.REMOVED, version=2), ALICE, T0, "remove")
    with pytest.raises(UnknownSource):
        house.set(name="A")


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"every": (300, 300)}, "every 10 minutes at most; every 5 once it is set to urgent"),
        ({"every": (599, 3600)}, "every 10 minutes at most"),
        ({"every": (3600, 86_401)}, "once a day at least"),
        ({"every": (240, 240), "urgent": True}, "every 5 minutes at most."),
        ({"selector": "h2 a"}, "News 1 is a feed"),
        ({"name": " "}, "needs a name"),
    ],
)
def test_what_cannot_be_set_is_refused_with_the_reason_and_changes_nothing(house, given, says):
    with pytest.raises(SettingRefused, match=says):
        house.set(**given)
    assert house.now() == house.source


@pytest.mark.parametrize("every", [(600, 600), (600, 86_400), (86_400, 86_400)])
def test_bounds_reach_from_ten_minutes_to_a_day(house, every):
    assert house.set(every=every).source.most_s == every[1]


def test_bounds_of_an_urgent_source_are_shorter_only_as_long_as_it_is_urgent(house):
    house.set(urgent=True)
    assert house.set(every=(300, 3600)).source.least_s == 300
    calm = house.set(urgent=False).source
    assert (calm.least_s, calm.most_s) == (600, 3600)


def test_selector_is_for_pages_and_can_be_taken_away():
    house = House(kind=Kind.PAGE)
    assert house.set(selector="h2 a").source.selector == "h2 a"
    assert house.set(selector="").source.selector == ""


def read_twice_a_day(house):
    house.store.remember_fetch(house.source.id, FetchMemory(baseline_at=T0, interval_s=43_200, times=TIMES))
    house.store.postpone(house.source, T0, 43_200)


def rhythm(house):
    (entry,) = house.store.roster()
    return entry.interval_s


def test_source_is_read_in_another_rhythm_from_now_on_and_again_after_an_undo(house):
    read_twice_a_day(house)
    house.set(every=(1800, 3600))
    assert rhythm(house) == 3600
    assert house.store.roster()[0].not_before > T0

    people = FakePeople()
    done = undo(house.store, house.clock, Sight(people, BOB, ChannelId("D1")), who=BOB)
    reschedule(house.store, house.clock, done)
    assert house.now().most_s == 0
    assert rhythm(house) > 3600


def test_new_rhythm_that_was_lost_comes_with_the_request_when_it_is_delivered_again(house):
    read_twice_a_day(house)
    done = house.set(urgent=True, request="abc")
    house.store.remember_fetch(house.source.id, FetchMemory(baseline_at=T0, interval_s=43_200, times=TIMES))
    assert house.set(urgent=True, request="abc") == done
    assert rhythm(house) == 300


@pytest.mark.parametrize("given", [{"name": "A"}, {"full_text": False}, {"tags": ()}, {"rank": 1}])
def test_other_settings_leave_the_rhythm(house, given):
    read_twice_a_day(house)
    before = house.store.roster()
    house.set(**given)
    assert house.store.roster() == before
