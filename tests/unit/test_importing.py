"""Lists of sources: each source once, however often and in how many pieces its list comes."""

from dataclasses import replace

import pytest
from builders import ALICE, source
from fakes import T0, FakeStore, FrozenClock

from newswatch.errors import Conflict
from newswatch.model import Kind, State, UserId
from newswatch.sources import opml
from newswatch.sources.outline import BadLine, Line, Outline
from newswatch.usecases import importing
from newswatch.usecases.exporting import export_sources
from newswatch.usecases.importing import RESERVE_S, import_sources

BOB = UserId("U2")


class Countdown:
    """A deadline that comes nearer by a second each time it is asked."""

    def __init__(self, left_s):
        self.left_s = left_s

    def remaining_s(self):
        self.left_s -= 1
        return self.left_s


class House:
    def __init__(self):
        self.store, self.clock = FakeStore(), FrozenClock()

    def takes(self, *lines, request="abc", bad=(), repeated=0, beyond=0, **more):
        outline = Outline(tuple(lines), tuple(bad), repeated, beyond)
        return import_sources(self.store, self.clock, outline, who=ALICE, request=request, **more)

    def has(self, one, **changes):
        """Store a source, or change it."""
        known = self.store.sources_by_id([one.id]).get(one.id)
        version = known.version + 1 if known else 1
        self.store.save_source(replace(one, version=version, **changes), ALICE, T0, "add")

    def urls(self):
        return {each.url for each in self.store.sources() if each.state is State.ACTIVE}


@pytest.fixture
def house():
    return House()


def line(number, *tags, **more):
    return Line(f"https://news{number}.example/feed", f"News {number}", tuple(tags), line=number, **more)


def test_each_source_of_a_list_is_stored_with_its_name_and_tags_and_waits_for_its_turn(house):
    got = house.takes(line(1, "wires"), line(2), bad=[BadLine(7, "x", "Why.")], repeated=1)
    assert (got.added, got.known, got.tagged, got.left_out, got.remaining) == (2, 0, 0, 0, 0)
    assert (got.bad, got.repeated) == ((BadLine(7, "x", "Why."),), 1)
    first, second = sorted(house.store.sources(), key=lambda each: each.url)
    assert (first.name, first.tags, first.owner, first.state) == ("News 1", ("wires",), ALICE, State.ACTIVE)
    # In the roster at its own phase, and not before or after it: a thousand at once would be a burst.
    entries = house.store.roster()
    assert {entry.source_id for entry in entries} == {first.id, second.id}
    assert {entry.not_before for entry in entries} == {None}
    assert len({entry.phase_s for entry in entries}) == 2


def test_a_page_of_a_list_is_a_page(house):
    house.takes(line(1, kind=Kind.PAGE, selector="h2 a"))
    (page,) = house.store.sources()
    assert (page.kind, page.selector) == (Kind.PAGE, "h2 a")


def test_the_same_list_again_adds_nothing(house):
    lines = [line(1, "wires"), line(2)]
    house.takes(*lines)
    version = house.store.catalog_version()
    got = house.takes(*lines, request="another")
    assert (got.added, got.known, got.tagged) == (0, 2, 0)
    assert house.store.catalog_version() == version


def test_another_spelling_of_an_address_is_the_same_source(house):
    house.takes(line(1))
    got = house.takes(Line("HTTPS://News1.example:443/feed?utm_source=x"), request="another")
    assert (got.added, got.known) == (0, 1)


def test_known_sources_get_the_tags_that_they_lack_and_nothing_else(house):
    house.has(source(1, name="Ours", tags=("wires",)))
    house.has(source(2, tags=("x",)), state=State.PAUSED)
    got = house.takes(line(1, "Wires", "world"), line(2, "y"), line(3))
    assert (got.added, got.known, got.tagged) == (1, 2, 2)
    found = {each.url: each for each in house.store.sources()}
    ours, paused = found["https://news1.example/feed"], found["https://news2.example/feed"]
    assert (ours.name, ours.tags, ours.version) == ("Ours", ("wires", "world"), 2)
    assert (paused.tags, paused.state) == (("x", "y"), State.PAUSED)


@pytest.mark.parametrize("number", [1, 2])
def test_a_source_that_has_moved_is_known_by_both_addresses(house, number):
    house.has(source(1), url="https://news2.example/feed")
    got = house.takes(line(number, "world"))
    assert (got.added, got.known, got.tagged) == (0, 1, 1)
    (only,) = house.store.sources()
    assert only.tags == ("world",)


def test_a_removed_source_comes_back(house):
    house.has(source(1, tags=("old",)), state=State.REMOVED)
    got = house.takes(line(1, "new"))
    assert (got.added, got.known) == (1, 0)
    (only,) = house.store.sources()
    assert (only.state, only.tags) == (State.ACTIVE, ("old", "new"))


def test_a_redelivery_does_not_bring_back_what_somebody_has_removed_since(house):
    house.takes(line(1), line(2), request="abc")
    (first,) = [each for each in house.store.sources() if "news1" in each.url]
    house.has(first, state=State.REMOVED)
    got = house.takes(line(1), line(2), request="abc")
    assert house.urls() == {"https://news2.example/feed"}
    assert got.remaining == 0


def test_it_stops_in_time_and_goes_on_with_what_is_missing(house):
    lines = [line(number) for number in range(9)]
    first = house.takes(*lines, deadline=Countdown(RESERVE_S + 5))
    assert 0 < first.added < 9
    assert first.added + first.remaining == 9
    second = house.takes(*lines, deadline=Countdown(RESERVE_S + 50))
    assert (second.added, second.known, second.remaining) == (first.remaining, first.added, 0)
    assert len(house.urls()) == 9


def test_a_workspace_has_only_so_many_sources(house, monkeypatch):
    monkeypatch.setattr(importing, "MAX_SOURCES", 3)
    house.has(source(1))
    house.has(source(7), state=State.REMOVED)
    got = house.takes(*[line(number, "x") for number in range(1, 6)], beyond=10)
    assert (got.added, got.known, got.tagged, got.left_out) == (2, 1, 1, 2 + 10)
    assert len(house.urls()) == 3
    assert house.takes(line(9), request="another").left_out == 1


def test_what_too_many_change_at_once_remains(house, monkeypatch):
    save = house.store.save_source

    def refuse(one, *args, **more):
        if "news1" in one.url:
            raise Conflict("busy")
        return save(one, *args, **more)

    monkeypatch.setattr(house.store, "save_source", refuse)
    got = house.takes(line(1), line(2))
    assert (got.added, got.remaining) == (1, 1)


def test_progress_is_told(house):
    house.has(source(1))
    told = []
    house.takes(line(1), line(2), line(3), on_progress=lambda done, of: told.append((done, of)))
    assert told == [(1, 2), (2, 2)]


def test_everything_that_is_watched_goes_out_and_comes_back(house):
    house.has(source(1, tags=("wires", "us")))
    house.has(source(2, url="https://ann:s3cret@b.example/feed"), state=State.PAUSED)
    house.has(source(3, url="https://c.example/feed?token=s3cret"))
    house.has(source(4, header="Authorization"))
    house.has(source(5), state=State.REMOVED)
    house.has(source(6, url="https://f.example/private/s3cret/feed"))
    got = export_sources(house.store, house.clock)
    assert (got.count, got.bared) == (4, 4)
    assert b"s3cret" not in got.data
    assert b"Authorization" not in got.data
    assert got.name == f"newswatch-{T0:%Y-%m-%d}.opml"
    lines = {line.url: (line.title, line.tags) for line in opml.parse(got.data).lines}
    assert lines == {
        "https://news1.example/feed": ("News 1", ("wires", "us")),
        "https://b.example/feed": ("News 2", ()),
        "https://c.example/feed": ("News 3", ()),
        "https://news4.example/feed": ("News 4", ()),
    }


def test_nothing_at_all_goes_out_as_an_empty_list(house):
    assert export_sources(house.store, house.clock).count == 0
