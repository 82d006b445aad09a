"""Sources: added once, found by what people remember of them, paused and brought back."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import ALICE, source, topic
from fakes import T0, FakeQueues, FakeStore, FrozenClock

from newswatch.errors import AddressRefused, Conflict, UnknownSource
from newswatch.model import FetchMemory, State, Subscription, UserId
from newswatch.usecases.sources import (
    FIRST_TRY,
    NAME_CHARS,
    add_source,
    change_source,
    find_source,
    known_source,
    list_sources,
    repeated_source,
    replan,
    show_source,
)

BOB = UserId("U2")
URL = "https://www.reuters.example/world/feed"


class House:
    def __init__(self):
        self.store, self.queues, self.clock = FakeStore(), FakeQueues(), FrozenClock()

    def add(self, url=URL, who=ALICE, **more):
        return add_source(self.store, self.queues, self.clock, who=who, url=url, **more)

    def change(self, one, verb, who=BOB, **more):
        return change_source(self.store, self.queues, self.clock, one, verb, who=who, **more)

    def now(self, one):
        return self.store.sources_by_id([one.id])[one.id]


@pytest.fixture
def house():
    return House()


def polled_at_once(house):
    return [group.source_ids for group in house.queues.sources]


# --- Adding ---------------------------------------------------------------------------------------


def test_new_source_is_polled_at_once_and_by_the_roster_should_that_get_lost(house):
    added = house.add(tags=["Wires", "wires"], request="abc")
    assert (added.what, added.seq, added.before) == ("add", 1, None)
    assert (added.source.name, added.source.tags) == ("www.reuters.example", ("wires",))
    assert added.source == house.now(added.source)
    assert polled_at_once(house) == [(added.source.id,)]
    assert house.store.roster()[0].not_before == T0 + FIRST_TRY
    assert house.store.change(1).request == "abc"


@pytest.mark.parametrize(
    ("name", "title", "expected"),
    [
        ("", "Reuters  World", "Reuters World"),
        ("My wires", "Reuters World", "My wires"),
        ("", "", "www.reuters.example"),
        ("x" * 200, "", "x" * NAME_CHARS),
    ],
)
def test_source_is_called_as_one_says_or_as_it_calls_itself(house, name, title, expected):
    assert house.add(name=name, title=title).source.name == expected


def test_paused_source_is_only_stored(house):
    added = house.add(state=State.PAUSED)
    assert (added.source.state, house.queues.sources, house.store.roster()) == (State.PAUSED, [], [])


@pytest.mark.parametrize("url", ["reuters", "ftp://reuters.example/feed", "https://", ""])
def test_what_is_no_web_address_is_refused(house, url):
    with pytest.raises(AddressRefused):
        house.add(url)


def test_source_that_is_watched_stays_as_it_is(house):
    first = house.add(name="Reuters", tags=["wires"])
    again = house.add("https://WWW.reuters.example/world/feed#top", BOB, name="Mine", tags=["Wires"])
    assert (again.source, again.seq) == (first.source, 0)
    assert len(house.queues.sources) == 1


def test_source_that_is_watched_gets_the_tags_that_it_lacks(house):
    first = house.add(tags=["wires"])
    again = house.add(who=BOB, tags=["en", "wires"])
    assert (again.source.tags, again.what, again.before) == (("wires", "en"), "set", first.source)
    assert len(house.queues.sources) == 1


@pytest.mark.parametrize("verb", ["pause", "remove"])
def test_source_that_was_paused_or_removed_comes_back(house, verb):
    first = house.add(name="Reuters", tags=["wires"]).source
    house.change(first, verb)
    back = house.add(who=BOB, tags=["en"], title="Reuters World")
    assert (back.what, back.source.state, back.source.tags, back.source.name) == (
        "add", State.ACTIVE, ("wires", "en"), "Reuters",
    )  # fmt: skip
    assert back.source.owner == (BOB if verb == "remove" else ALICE)
    assert len(house.queues.sources) == 2
    assert len(house.store.roster()) == 1


def test_active_source_is_not_paused_by_a_starter_that_would_be(house):
    house.add()
    assert house.add(state=State.PAUSED).source.state is State.ACTIVE


def test_same_request_adds_once_and_is_polled_again_should_the_first_have_been_lost(house):
    first = house.add(request="abc")
    assert first == house.add(request="abc")
    assert house.store.catalog_version() == 1
    assert len(house.queues.sources) == 2


def test_two_who_add_the_same_at_once_add_one(house):
    kept = house.store.save_source

    def other_was_faster(*args, **more):
        house.store.save_source = kept
        house.add(who=BOB, tags=["en"])
        return kept(*args, **more)

    house.store.save_source = other_was_faster
    added = house.add(tags=["wires"])
    assert (added.source.tags, added.source.owner) == (("en", "wires"), BOB)


# --- Changing -------------------------------------------------------------------------------------


def test_source_is_paused_resumed_and_removed(house):
    one = house.add().source
    paused = house.change(one, "pause", request="abc")
    assert (paused.what, paused.before, paused.source) == ("pause", one, house.now(one))
    assert house.store.roster() == []
    resumed = house.change(one, "resume")
    assert (resumed.source.state, resumed.seq) == (State.ACTIVE, 3)
    assert polled_at_once(house) == [(one.id,)] * 2
    assert house.change(one, "remove").source.state is State.REMOVED
    assert [change.what for change in house.store.history(one.id)] == ["remove", "resume", "pause", "add"]


@pytest.mark.parametrize(("state", "verb"), [(State.ACTIVE, "resume"), (State.PAUSED, "pause")])
def test_source_that_is_so_already_stays(house, state, verb):
    one = house.add(state=state).source
    done = house.change(one, verb)
    assert (done.source, done.seq) == (one, 0)


def test_same_request_changes_a_source_once(house):
    one = house.add().source
    first = house.change(one, "pause", request="abc")
    house.change(one, "resume")
    assert first == house.change(one, "pause", request="abc")
    assert house.now(one).state is State.ACTIVE


@pytest.mark.parametrize("verb", ["pause", "resume", "remove"])
def test_removed_source_cannot_be_changed(house, verb):
    one = house.add().source
    house.change(one, "remove")
    with pytest.raises(UnknownSource):
        house.change(one, verb)


def test_change_decides_again_when_somebody_else_was_faster(house):
    one = house.add().source
    kept = house.store.save_source

    def other_was_faster(*args, **more):
        house.store.save_source = kept
        house.add(who=ALICE, tags=["new"])
        return kept(*args, **more)

    house.store.save_source = other_was_faster
    done = house.change(one, "pause")
    assert (done.source.state, done.source.tags) == (State.PAUSED, ("new",))


def test_change_is_given_up_when_others_are_always_faster(house):
    one = house.add().source

    def conflict(*_, **__):
        raise Conflict("version")

    house.store.save_source = conflict
    for deed in (lambda: house.change(one, "pause"), lambda: house.add(tags=["x"])):
        with pytest.raises(Conflict):
            deed()


# --- Finding --------------------------------------------------------------------------------------

SOURCES = [
    source(1, url="https://www.reuters.example/world", name="Reuters World"),
    source(2, url="https://reuters.example/markets", name="Reuters Markets"),
    source(3, url="https://www.bbc.example/news", name="BBC"),
    source(4, url="https://bbc-sport.example/", name="BBC Sport"),
    source(5, url="https://gone.example/", name="Gone", state=State.REMOVED),
    source(6, url="https://www.elpais.example/rss", name="El País"),
]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("https://www.reuters.example/world", 1),
        ("<https://WWW.Reuters.example/world#x>", 1),
        ("Reuters World", 1),
        ("reuters-w", 1),
        ("REUTERS m", 2),
        ("bbc", 3),
        ("bbc.example", 3),
        ("bbc-s", 4),
        ("`elpais`", 6),
        (SOURCES[3].id[:6], 4),
        (SOURCES[3].id, 4),
    ],
)
def test_source_is_found_by_address_id_name_or_host(typed, found):
    assert find_source(SOURCES, typed).name == SOURCES[found - 1].name


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [
        ("reuters", ("Reuters Markets", "Reuters World")),
        ("Reutres World", ("Reuters World",)),
        ("gone", ()),
        ("https://gone.example/", ()),
        ("https://nobody.example/", ()),
        ("", ()),
    ],
)
def test_source_that_is_not_found_or_not_the_only_one_is_told_with_the_nearest(typed, nearest):
    with pytest.raises(UnknownSource) as e:
        find_source(SOURCES, typed)
    assert e.value.nearest[: len(nearest) or None] == nearest


# --- Listing --------------------------------------------------------------------------------------


@pytest.fixture
def listed(house):
    one, two, three = (
        house.store.save_source(
            source(n, name=name, tags=tags, state=state), ALICE, T0, "add"
        ).snapshot
        for n, name, tags, state in (
            (1, "zeta", ("wires",), State.ACTIVE),
            (2, "Beta", ("wires", "en"), State.PAUSED),
            (3, "Alpha", (), State.ACTIVE),
        )
    )  # fmt: skip
    house.store.remember_fetch(one.id, FetchMemory(error="answered 500.", failures=2))
    house.store.remember_fetch(two.id, FetchMemory(error="answered 500.", failures=2))
    house.store.remember_fetch(three.id, FetchMemory(baseline_at=T0))
    gone = replace(source(4, name="Gone"), state=State.REMOVED)
    house.store.save_source(gone, ALICE, T0, "add")
    return house.store


@pytest.mark.parametrize(
    ("scope", "names"),
    [
        ("", ["zeta", "Alpha", "Beta"]),
        ("failing", ["zeta"]),
        ("paused", ["Beta"]),
        ("tag:wires", ["zeta", "Beta"]),
        ("tag:EN", ["Beta"]),
        ("alph", ["Alpha"]),
        ("news3.example", ["Alpha"]),
        ("nothing", []),
    ],
)
def test_lists_show_trouble_first_and_then_names(listed, scope, names):
    found = list_sources(listed, scope)
    assert ([line.source.name for line in found.lines], found.scope) == (names, scope)


def test_source_is_shown_with_its_health(listed):
    (line,) = list_sources(listed, "failing").lines
    assert line.memory.failures == 2
    assert line == show_source(listed, line.source)
    assert show_source(listed, source(9)).memory is None


def test_source_that_newswatch_has_stopped_reading_is_gone_not_paused_and_listed_after_what_fails(listed):
    lost = source(5, name="Aardvark", state=State.PAUSED, trouble="It is gone.")
    listed.save_source(lost, ALICE, T0, "add")
    expected = {"": ["zeta", "Aardvark", "Alpha", "Beta"], "gone": ["Aardvark"], "paused": ["Beta"]}
    for scope, names in expected.items():
        assert [line.source.name for line in list_sources(listed, scope).lines] == names


def test_source_is_shown_with_how_long_its_hub_tells_of_what_is_new(listed):
    (line,) = list_sources(listed, "alpha").lines
    subscription = Subscription(line.source.id, "https://hub.example", "", "t", "s", T0, T0 + FIRST_TRY)
    listed.save_subscription(subscription, None)
    assert show_source(listed, line.source).pushed_until is None
    listed.remember_fetch(line.source.id, replace(line.memory, hub="https://hub.example"))
    assert show_source(listed, line.source).pushed_until == T0 + FIRST_TRY


def test_source_that_has_moved_is_found_by_both_addresses(house):
    one = house.add().source
    moved = replace(one, url="https://new.example/feed", version=2)
    house.store.save_source(moved, ALICE, T0, "moved")
    for address in (URL, moved.url):
        assert find_source(house.store.sources(), address) == moved
        assert [line.source for line in list_sources(house.store, address).lines] == [moved]


SECRETIVE = "https://ada:pass@feeds.example/world?key=hush#tail"


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("hush", False), ("ada", False), ("pass", False), ("key", False), ("tail", False),
        ("world", True), ("feeds.ex", True), ("wires", True), (SECRETIVE, True),
    ],
)  # fmt: skip
def test_words_are_not_looked_for_in_what_may_be_secret(house, word, found):
    one = house.add(SECRETIVE, name="Wires").source
    assert [line.source for line in list_sources(house.store, word).lines] == [one] * found


def test_address_in_full_is_found_by_whoever_knows_it():
    one = source(1, url=SECRETIVE, name="Wires")
    assert find_source([one], SECRETIVE) == one
    for word in ("hush", "ada", "pass"):
        with pytest.raises(UnknownSource):
            find_source([one], word)


# --- Delivered again --------------------------------------------------------------------------------


def test_request_that_was_carried_out_is_known_by_what_it_did(house):
    assert repeated_source(house.store, "abc") is None
    added = house.add(request="abc")
    removed = house.change(added.source, "remove", request="def")
    assert repeated_source(house.store, "abc") == replace(added, next_at=None)
    assert repeated_source(house.store, "def") == removed
    assert repeated_source(house.store, "") is None


def test_change_of_a_topic_is_no_change_of_a_source(house):
    house.store.save_topic(topic(), ALICE, T0, "add", request="abc")
    assert repeated_source(house.store, "abc") is None


# --- When, after a change ---------------------------------------------------------------------------------


def polled(house, one, **more):
    """Have a source been polled."""
    memory = FetchMemory(baseline_at=T0, interval_s=3780, **more)
    house.store.remember_fetch(one.id, memory)
    house.queues.sources.clear()


def test_source_that_is_resumed_at_once_is_not_asked_more_often_for_that(house):
    one = house.add().source
    polled(house, one)
    house.change(one, "pause")
    house.clock.advance(minutes=10)
    house.change(house.now(one), "resume")
    assert house.queues.sources == []
    assert house.store.roster()[0].not_before == T0 + timedelta(minutes=63)


def test_source_that_is_resumed_after_a_long_time_is_polled_at_once(house):
    one = house.add().source
    polled(house, one)
    house.change(one, "remove")
    house.clock.advance(hours=2)
    house.add()
    assert polled_at_once(house) == [(one.id,)]


def test_source_that_is_resumed_begins_anew_with_its_troubles(house):
    one = house.add().source
    polled(house, one, failures=9, failing_since=T0 - timedelta(days=40), told=True, error="gone")
    house.store.save_source(
        replace(one, state=State.PAUSED, trouble="It is gone.", version=2), ALICE, T0, "gone"
    )
    resumed = house.change(house.now(one), "resume").source
    memory = house.store.fetch_memories([one.id])[one.id]
    assert (resumed.trouble, memory.failures, memory.failing_since, memory.told) == ("", 0, None, False)


def test_change_of_tags_leaves_the_times_in_the_roster_alone(house):
    one = house.add().source
    house.store.postpone(one, T0 + timedelta(days=3), 600)
    before = house.store.roster()
    house.add(tags=["wires"])
    assert house.store.roster() == before


def test_source_that_has_moved_is_known_by_both_its_addresses(house):
    one = house.add().source
    moved = replace(one, url="https://new.example/feed", version=2)
    house.store.save_source(moved, ALICE, T0, "moved")
    assert known_source(house.store, URL).id == one.id
    assert known_source(house.store, "https://NEW.example/feed").id == one.id
    again = house.add("https://new.example/feed", tags=["wires"])
    assert (again.source.id, again.source.url) == (one.id, "https://new.example/feed")
    assert len(house.store.sources()) == 1


def test_new_interval_takes_effect_an_interval_from_now(house):
    one = house.add().source
    polled(house, one)
    wanted = replace(one, least_s=7200, version=2)
    house.store.save_source(wanted, ALICE, T0, "set")
    replan(house.store, house.clock, wanted)
    [entry] = house.store.roster()
    assert (entry.interval_s, entry.not_before) == (7200, T0 + timedelta(hours=2))
    assert house.store.fetch_memories([one.id])[one.id].interval_s == 7200


def test_source_is_found_by_a_word_of_its_name_where_none_begins_so(house):
    one = house.add(name="The Demo Courier").source
    two = house.add("https://b.example/feed", name="The Demo Herald").source
    sources = house.store.sources()
    assert find_source(sources, "courier").id == one.id
    assert find_source(sources, "demo herald").id == two.id
    with pytest.raises(UnknownSource) as told:
        find_source(sources, "demo")
    assert told.value.nearest == ("The Demo Courier", "The Demo Herald")
    with pytest.raises(UnknownSource):
        find_source(sources, "ourier")


def test_source_that_was_asked_to_wait_waits_though_it_is_resumed(house):
    one = house.add().source
    polled(house, one, failures=1, not_before=T0 + timedelta(hours=24), error="429")
    house.change(one, "pause")
    house.clock.advance(hours=2)
    resumed = house.change(house.now(one), "resume")
    assert (house.queues.sources, resumed.next_at) == ([], T0 + timedelta(hours=24))
    assert house.store.roster()[0].not_before == T0 + timedelta(hours=24)
