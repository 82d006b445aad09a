"""Adding what was found: it is the baseline, and nobody is asked a second time."""

from datetime import timedelta

import pytest
from builders import ALICE
from fakes import T0, FakeFinder
from test_collect import House, feed
from test_collect_polite import URL, dated

from newswatch.errors import FeedError
from newswatch.model import Kind, State
from newswatch.ports import Choice, Fetched, Found
from newswatch.sources.feed import parse
from newswatch.sources.listing import articles
from newswatch.usecases.adding import add_address, add_found, select
from newswatch.usecases.source_settings import set_source
from newswatch.usecases.sources import change_source, store_source


def found(body, url=URL, headers=None, **more):
    return Found(url, Kind.FEED, parse(body, {}, url), Fetched(url, headers or {}, body), **more)


@pytest.fixture
def house():
    made = House()
    made.store.__init__()
    return made


def add(house, what, **more):
    return add_found(house.collector, what, who=ALICE, **more)


def test_what_was_fetched_to_find_it_is_the_baseline(house):
    done = add(house, found(dated(timedelta(hours=4), 30), headers={"etag": '"1"'}), tags=["wires"])
    assert (done.what, done.source.name, done.source.tags, len(done.feed.entries)) == (
        "add",
        "News",
        ("wires",),
        30,
    )
    assert {group.baseline for group in house.queues.entries} == {True}
    assert sum(len(group.entries) for group in house.queues.entries) == 20
    assert (house.fetcher.asked, house.queues.sources) == ([], [])
    memory = house.store.fetch_memories([done.source.id])[done.source.id]
    assert (memory.validators.etag, memory.baseline_at) == ('"1"', T0)
    assert done.every_s == 3780
    assert T0 + timedelta(minutes=63) <= done.next_at <= T0 + timedelta(minutes=79)
    assert house.store.roster()[0].not_before == done.next_at


def test_first_poll_after_that_is_conditional_and_brings_only_what_is_new(house):
    source = add(house, found(feed(1, 2), headers={"etag": '"1"'})).source
    house.new()
    house.sources = [source]
    house.serve(feed(3, 1, 2))
    house.poll()
    assert house.fetcher.asked[0][1].etag == '"1"'
    assert house.new() == [(False, "g3")]


def test_crash_before_the_baseline_leaves_it_to_the_first_poll(house):
    send, house.queues.send_entries = house.queues.send_entries, None
    with pytest.raises(TypeError):
        add(house, found(feed(1)), request="abc")
    [entry] = house.store.roster()
    assert entry.not_before == T0 + timedelta(minutes=15)
    house.queues.send_entries = send
    house.serve(feed(1))
    house.poll(ids=[entry.source_id])
    assert house.new() == [(True, "g1")]


def test_same_request_again_makes_no_second_source(house):
    first = add(house, found(feed(1)), request="abc")
    again = add(house, found(feed(1)), request="abc")
    assert (again.seq, again.source) == (first.seq, first.source)
    assert house.store.catalog_version() == 1


def test_known_source_gets_tags_and_no_second_baseline(house):
    first = add(house, found(feed(1))).source
    house.new()
    again = add(house, found(feed(1, 2)), tags=["wires"])
    assert (again.source.id, again.source.tags, again.what) == (first.id, ("wires",), "set")
    assert house.new() == []


def test_source_that_comes_back_after_a_while_brings_what_it_missed(house):
    first = add(house, found(feed(1))).source
    change_source(house.store, house.queues, house.clock, first, "remove", who=ALICE)
    house.new()
    house.clock.advance(days=1)
    back = add(house, found(feed(2, 1)))
    assert (back.source.state, house.queues.sources, house.fetcher.asked) == (State.ACTIVE, [], [])
    assert house.new() == [(False, "g2")]
    assert house.store.roster()[0].not_before >= house.clock.now() + timedelta(minutes=63)


def test_page_keeps_its_selector(house):
    page = b"<html><ul class=n><li><a href=/2026/a-long-headline>A long headline here</a></ul></html>"
    listed = articles(page, {}, "https://news1.example/news", "ul.n a")
    what = Found(
        "https://news1.example/news", Kind.PAGE, listed, Fetched("https://news1.example/news", {}, page)
    )
    source = add(house, what, selector="ul.n a").source
    assert (source.kind, source.selector) == (Kind.PAGE, "ul.n a")
    assert house.new() == [(True, "https://news1.example/2026/a-long-headline")]


# --- By an address ------------------------------------------------------------------------------------


def test_address_of_a_source_that_is_known_is_not_looked_at_again(house):
    first = add(house, found(feed(1))).source
    finder = FakeFinder()
    again = add_address(house.collector, finder, URL, who=ALICE, tags=["wires"])
    assert (again.source.id, again.source.tags, again.what) == (first.id, ("wires",), "set")
    assert (finder.asked, house.fetcher.asked) == ([], [])


def test_address_of_a_source_without_a_baseline_is_looked_at(house):
    store_source(house.store, house.clock, who=ALICE, url=URL)
    done = add_address(house.collector, FakeFinder({URL: found(feed(1))}), URL, who=ALICE)
    assert house.store.fetch_memories([done.source.id])[done.source.id].baseline_at == T0


def test_address_that_means_several_things_adds_nothing(house):
    choices = [Choice(f"{URL}/{n}", Kind.FEED, parse(feed(n), {}, URL)) for n in (1, 2)]
    assert add_address(house.collector, FakeFinder({URL: choices}), URL, who=ALICE) == choices
    assert house.store.sources() == []


# --- Selectors --------------------------------------------------------------------------------------


LISTS = (
    "<html><ul class=a>"
    + "".join(f"<li><a href=/2026/first-{n}>First headline number {n}</a></li>" for n in range(4))
    + "</ul><ul class=b>"
    + "".join(f"<li><a href=/2026/other-{n}>Other headline number {n}</a></li>" for n in range(60))
    + "</ul></html>"
).encode()
PAGE = "https://news1.example/news"


def watched_page(house):
    listed = articles(LISTS, {}, PAGE, ".a a")
    page = Found(PAGE, Kind.PAGE, listed, Fetched(PAGE, {}, LISTS))
    house.fetcher.pages[PAGE] = LISTS
    source = add(house, page, selector=".a a").source
    house.new()
    return source


def test_other_links_of_a_page_are_a_new_baseline(house):
    source = watched_page(house)
    done = select(house.collector, source, ".b a", who=ALICE)
    assert (done.source.selector, len(done.feed.entries)) == (".b a", 60)
    assert {baseline for baseline, _ in house.new()} == {True}
    house.fetcher.pages[PAGE] = LISTS.replace(b"other-59", b"brand-new-59")
    house.poll(ids=[source.id])
    assert house.new() == [(False, "https://news1.example/2026/brand-new-59")]


@pytest.mark.parametrize("selector", [":::x", ".nothing a"])
def test_selector_that_means_nothing_changes_nothing(house, selector):
    source = watched_page(house)
    with pytest.raises(FeedError):
        select(house.collector, source, selector, who=ALICE)
    with pytest.raises(FeedError):
        add_address(house.collector, FakeFinder(), PAGE, who=ALICE, selector=selector)
    assert house.store.sources_by_id([source.id])[source.id] == source


def test_address_that_is_known_with_another_selector_gets_that(house):
    source = watched_page(house)
    done = add_address(house.collector, FakeFinder(), PAGE, who=ALICE, selector=".b a")
    assert (done.source.id, done.source.selector) == (source.id, ".b a")


def test_selector_that_is_taken_back_is_a_baseline_too(house):
    source = watched_page(house)
    done = set_source(house.store, house.clock, source, who=ALICE, selector=".b a")
    assert house.store.fetch_memories([source.id])[source.id].baseline_at is None
    house.poll(ids=[done.source.id])
    assert {baseline for baseline, _ in house.new()} == {True}
