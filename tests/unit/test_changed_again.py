"""A change that is delivered again: it is answered, what follows is seen to, and nothing else happens."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import source
from desk import ADA, BOB, Desk
from fakes import T0

from newswatch.errors import UnknownTopic
from newswatch.model import FetchMemory, Kind, State, Validators
from newswatch.sources import urls

NEWS = source(1, name="Courier", url="https://a.example/feed")
REQUEST = "d" * 32


@pytest.fixture
def desk():
    desk = Desk()
    desk.store.save_source(NEWS, ADA, T0, "add")
    return desk


def one(desk):
    return desk.store.sources_by_id([NEWS.id])[NEWS.id]


def memory(desk):
    return desk.store.fetch_memories([NEWS.id])[NEWS.id]


# --- What was typed means another one, or none, by then ---------------------------------------------------


@pytest.mark.parametrize(
    ("before", "text"),
    [
        (["source set courier name World"], "source revert world 1"),
        ([], "source set courier name World"),
        ([], "source remove courier"),
    ],
)
@pytest.mark.parametrize("is_other_there", [False, True])
def test_a_source_that_is_called_otherwise_by_it_is_not_looked_for_again(desk, before, text, is_other_there):
    for each in before:
        desk.types(each)
    if is_other_there:
        for n, name in ((2, "World of the South"), (3, "Courier of the North")):
            desk.store.save_source(source(n, name=name), BOB, T0, "add")
    said = [desk.types(text, request=REQUEST)]
    left, seq = desk.store.sources(), desk.store.catalog_version()
    said += [desk.types(text, request=REQUEST)]
    assert said[0] == said[1]
    assert (desk.store.sources(), desk.store.catalog_version()) == (left, seq)


def test_a_topic_that_was_removed_by_it_is_not_mistaken_for_another(desk):
    desk.types("add Grid = outage")
    desk.types("add Grid Power = solar")
    for _ in range(2):
        assert "is removed from" in desk.types("remove grid", request=REQUEST)
    assert desk.topic("grid-power").query == "solar"
    with pytest.raises(UnknownTopic):
        desk.topic("grid")


# --- What follows -----------------------------------------------------------------------------------------


def revert_that_dies(desk, text):
    """Have somebody revert a source, and what follows from it not be seen to."""
    kept = desk.store.fetch_memories

    def dies(ids):
        raise TimeoutError

    desk.store.fetch_memories = dies
    with pytest.raises(TimeoutError):
        desk.types(text, request=REQUEST)
    desk.store.fetch_memories = kept
    desk.queues.commands.clear()


def test_a_source_that_came_back_under_another_name_is_polled_though_it_died_before(desk):
    desk.types("source set courier name World")
    desk.types("source pause world")
    desk.clock.advance(hours=2)
    revert_that_dies(desk, "source revert world 1")
    assert (one(desk).state, one(desk).name) == (State.ACTIVE, "Courier")
    assert desk.queues.sources == []
    assert "read, in a moment" in desk.types("source revert world 1", request=REQUEST)
    assert [group.source_ids for group in desk.queues.sources] == [(NEWS.id,)]


def test_one_that_was_paused_since_is_not_polled(desk):
    desk.types("source pause courier")
    desk.clock.advance(hours=2)
    for text, request in (("source resume courier", "a" * 32), ("source revert courier 1", REQUEST)):
        desk.types(text, request=request)
        desk.types("source pause courier", who=BOB)
        desk.queues.sources.clear()
        desk.types(text, request=request)
        assert (one(desk).state, desk.queues.sources) == (State.PAUSED, []), text
        assert desk.store.roster() == []


def test_where_it_has_moved_since_it_stays(desk):
    moved = replace(one(desk), url="https://moved.example/feed", version=2)
    desk.store.save_source(moved, BOB, T0, "moved")
    desk.types("source revert courier 1", request=REQUEST)
    desk.store.save_source(replace(moved, version=4), BOB, T0, "moved")
    desk.store.remember_fetch(NEWS.id, FetchMemory(Validators("etag"), baseline_at=T0))
    desk.store.postpone(one(desk), T0 + timedelta(hours=1), 3600)
    desk.types("source revert courier 1", request=REQUEST)
    [entry] = desk.store.roster()
    assert (entry.host, memory(desk).validators) == (urls.host(moved.url), Validators("etag"))


@pytest.fixture
def page(desk):
    """A page whose links were chosen otherwise by change 2, and are again by the request, change 3."""
    desk.store.save_source(replace(NEWS, kind=Kind.PAGE, selector="h2 a", version=2), ADA, T0, "set")
    desk.store.save_source(replace(NEWS, kind=Kind.PAGE, version=3), ADA, T0, "set")
    desk.store.remember_fetch(NEWS.id, FetchMemory(Validators("etag"), baseline_at=T0))
    desk.clock.advance(hours=1)
    desk.types("source revert courier 2", request=REQUEST)
    assert (one(desk).selector, memory(desk).baseline_at) == ("h2 a", None)
    return desk


def test_what_a_page_has_brought_since_its_new_baseline_is_news(page):
    page.clock.advance(hours=1)
    polled = FetchMemory(Validators("etag-2"), baseline_at=page.clock.now())
    page.store.remember_fetch(NEWS.id, polled)
    page.types("source revert courier 2", request=REQUEST)
    assert memory(page) == polled


def test_other_links_that_were_chosen_since_have_their_own_baseline(page):
    page.store.save_source(replace(one(page), selector="h3 a", version=5), BOB, page.clock.now(), "set")
    polled = FetchMemory(Validators("etag-3"), baseline_at=T0)
    page.store.remember_fetch(NEWS.id, polled)
    page.types("source revert courier 2", request=REQUEST)
    assert memory(page) == polled


def test_a_rhythm_that_was_set_since_stays(desk):
    times = tuple(int(T0.timestamp() // 60) - n * 720 for n in range(20))
    desk.store.remember_fetch(NEWS.id, FetchMemory(baseline_at=T0, interval_s=43_200, times=times))
    desk.types("source set courier every 30m-1h", request=REQUEST)
    desk.types("source set courier urgent on", who=BOB)
    there = memory(desk).interval_s
    desk.types("source set courier every 30m-1h", request=REQUEST)
    assert memory(desk).interval_s == there
