"""Collect: what is new goes on once, and is remembered only after it was handed over."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import ALICE, source
from fakes import (
    T0,
    CountingEntropy,
    DirectParser,
    FakeFetcher,
    FakeQueues,
    FakeRobots,
    FakeStore,
    FixedDeadline,
    FrozenClock,
)

from newswatch.errors import FetchError, QueueError, StorageError
from newswatch.model import SourceGroup, State, Validators
from newswatch.ports import Fetched, NotModified
from newswatch.secret_headers import SsmHeaders
from newswatch.usecases.collect import collect
from newswatch.usecases.polls import Collector

ITEM = "<item><guid>g{n}</guid><title>{title} {n}</title><link>https://news1.example/{n}</link></item>"


def feed(*numbers: int, **titles: str) -> bytes:
    """Return a feed with these entries; ``g1="Other"`` gives the first another title."""
    items = "".join(ITEM.format(n=n, title=titles.get(f"g{n}", "Title")) for n in numbers)
    return f'<rss version="2.0"><channel><title>News</title>{items}</channel></rss>'.encode()


class House:
    """A collector with one source, and what goes in and out of it."""

    def __init__(self, *numbers: int) -> None:
        self.store, self.queues, self.fetcher, self.clock = (
            FakeStore(),
            FakeQueues(),
            FakeFetcher(),
            FrozenClock(),
        )
        self.robots, self.entropy = FakeRobots(), CountingEntropy()
        self.waited: list[float] = []
        self.collector = Collector(
            store=self.store,
            queues=self.queues,
            fetcher=self.fetcher,
            parser=DirectParser(),
            robots=self.robots,
            secrets=SsmHeaders({"/sources/1": "s3cret"}.get, "/sources/"),
            clock=self.clock,
            entropy=self.entropy,
            wait=self.waited.append,
        )
        self.sources = [
            self.store.save_source(source(number), ALICE, T0, "add").snapshot for number in numbers or (1,)
        ]

    def poll(self, *, deadline=600.0, received=1, ids=None):
        ids = tuple(ids or [one.id for one in self.sources])
        group = SourceGroup(ids, (self.clock.now(),) * len(ids))
        collect(self.collector, group, FixedDeadline(deadline), received=received)

    def serve(self, body, number=1):
        self.fetcher.pages[f"https://news{number}.example/feed"] = body

    def memory(self, number=0):
        return self.store.fetch_memories([self.sources[number].id])[self.sources[number].id]

    def new(self):
        ids = [(group.baseline, entry.id) for group in self.queues.entries for entry in group.entries]
        self.queues.entries.clear()
        return ids

    def changed(self):
        """Return the titles that are told to have changed, and forget all that was sent."""
        groups, self.queues.entries[:] = list(self.queues.entries), []
        assert all(group.entries for group in groups)
        return [entry.title for group in groups if group.changed_at for entry in group.entries]


def test_first_fetch_is_a_baseline_and_later_ones_bring_what_is_new():
    house = House()
    house.serve(feed(1, 2))
    house.poll()
    assert house.new() == [(True, "g1"), (True, "g2")]
    house.serve(feed(3, 1, 2))
    house.poll()
    assert house.new() == [(False, "g3")]
    house.poll()
    assert house.new() == []


def test_what_one_tick_brings_is_matched_over_most_of_a_minute_each_source_at_its_own_moment():
    house = House(*range(1, 41))
    for n in range(1, 41):
        house.serve(feed(n), n)
    house.poll()
    assert set(house.queues.entry_delays) == {0}, "who has just added a source waits for what it has"
    rounds = []
    for again in (100, 200):
        house.queues.entry_delays.clear()
        for n in range(1, 41):
            house.serve(feed(n + again, n), n)
        house.poll()
        rounds.append(sorted(house.queues.entry_delays))
    assert rounds[0] == rounds[1]
    assert (min(rounds[0]), max(rounds[0])) == (pytest.approx(1, abs=5), pytest.approx(44, abs=5))


@pytest.mark.parametrize("kind", [{"urgent": True}, {"least_s": 1, "most_s": 1}])
def test_what_is_wanted_at_once_is_matched_at_once(kind):
    house = House()
    house.store.save_source(replace(house.sources[0], version=2, **kind), ALICE, T0, "set")
    house.serve(feed(1))
    house.poll()
    house.serve(feed(2, 1))
    house.poll()
    assert house.queues.entry_delays == [0, 0]


def test_what_a_hub_tells_is_matched_at_once():
    house = House()
    house.serve(feed(1))
    house.poll()
    house.serve(feed(2, 1))
    collect(house.collector, SourceGroup((house.sources[0].id,)), FixedDeadline(600))
    assert house.queues.entry_delays == [0, 0]


def test_baseline_reads_the_newest_twenty_and_counts_all_as_seen():
    house = House()
    house.serve(feed(*range(50)))
    house.poll()
    assert len(house.new()) == 20
    house.serve(feed(50, *range(50)) + b" ")
    house.poll()
    assert house.new() == [(False, "g50")]


def test_empty_first_feed_is_a_baseline_too():
    house = House()
    house.serve(feed())
    house.poll()
    house.serve(feed(1))
    house.poll()
    assert house.new() == [(False, "g1")]


def test_second_poll_comes_an_interval_after_the_baseline_at_the_earliest():
    house = House()
    house.serve(feed(1))
    house.poll()
    (entry,) = house.store.roster()
    wait = (entry.not_before - T0).total_seconds()
    assert 3780 <= wait < 2 * 3780


def test_validators_go_back_as_they_came():
    house = House()
    headers = {"etag": 'W/"x"', "last-modified": "Mon, 02 Mar 2026 08:00:00 GMT"}
    house.serve(Fetched("https://news1.example/feed", headers, feed(1)))
    house.poll()
    house.poll()
    asked = house.fetcher.asked[1][1]
    assert (asked.etag, asked.last_modified) == ('W/"x"', "Mon, 02 Mar 2026 08:00:00 GMT")


@pytest.mark.parametrize("answer", [NotModified(), feed(1)], ids=["304", "200 as before"])
def test_nothing_new_writes_nothing(answer):
    house = House()
    house.serve(feed(1))
    house.poll()
    house.new()
    writes = []
    for name in ("remember_fetch", "remember_seen", "postpone", "save_source"):
        setattr(house.store, name, lambda *args, name=name: writes.append(name))
    house.serve(answer)
    house.poll()
    assert writes == []
    assert house.new() == []


def test_entries_are_handed_over_before_anything_is_remembered():
    """Invariant I4: validators never run ahead of entries."""

    class Full(FakeQueues):
        def send_entries(self, groups, delay_s=0):
            raise QueueError("SQS did not take 1 of 1 messages.")

    house = House()
    house.serve(feed(1))
    collector = replace(house.collector, queues=Full())
    with pytest.raises(QueueError):
        collect(collector, SourceGroup((house.sources[0].id,)), FixedDeadline())
    assert house.store.fetch_memories([house.sources[0].id]) == {}
    assert frozenset() == house.store.seen(house.sources[0].id)
    house.poll()
    assert house.new() == [(True, "g1")]


def test_crash_between_handing_over_and_remembering_brings_the_entries_again():
    house = House()
    house.serve(feed(1))
    house.poll()
    house.new()
    house.serve(feed(2, 1))

    def broken(*_):
        raise StorageError("DynamoDB: InternalServerError")

    kept, house.store.remember_seen = house.store.remember_seen, broken
    with pytest.raises(StorageError):
        house.poll()
    assert house.new() == [(False, "g2")]
    house.store.remember_seen = kept
    house.poll()
    assert house.new() == [(False, "g2")]


BAD = {
    "404": (FetchError("u", "answered 404 Not Found.", status=404, transient=False), "404"),
    "timeout": (FetchError("u", "did not answer within 10 seconds."), "10 seconds"),
    "HTML": (b"<!doctype html><html><body><p>Welcome</p></body></html>", "web page"),
    "broken": (b"\x00\x01\x02 nothing", "feed"),
    "empty": (b"", "empty"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_source_is_told_in_words_and_the_others_go_on(case):
    answer, words = BAD[case]
    house = House(1, 2)
    house.serve(answer, 1)
    house.serve(feed(1), 2)
    house.poll()
    assert words in house.memory(0).error
    assert (house.memory(0).failures, house.memory(0).failing_since) == (1, T0)
    assert house.new() == [(True, "g1")]
    assert house.memory(1).error == ""


def test_failing_source_is_left_alone_for_longer_and_longer_and_recovers():
    house = House()
    house.serve(FetchError("u", "answered 503."))
    house.entropy.token = lambda: "f" * 16
    waits = []
    for _ in range(8):
        house.poll()
        waits.append(house.store.roster()[0].not_before - T0)
    assert sorted(waits) == waits
    assert (waits[0], waits[-1]) == (timedelta(minutes=63), timedelta(hours=24))
    house.serve(feed(1))
    house.poll()
    assert (house.memory().failures, house.memory().failing_since, house.memory().error) == (0, None, "")
    assert house.new() == [(True, "g1")]


def test_retry_after_is_waited_out():
    house = House()
    later = T0 + timedelta(days=2)
    house.serve(FetchError("u", "answered 429.", status=429, retry_after=later))
    house.poll()
    assert later == house.store.roster()[0].not_before


def test_failure_keeps_validators_and_what_was_seen():
    house = House()
    house.serve(Fetched("https://news1.example/feed", {"etag": '"1"'}, feed(1)))
    house.poll()
    house.new()
    house.serve(FetchError("u", "answered 503."))
    house.poll()
    house.serve(feed(2, 1))
    house.poll()
    assert house.fetcher.asked[-1][1].etag == '"1"'
    assert house.new() == [(False, "g2")]


def test_group_that_was_received_before_is_split_into_singles():
    """Invariant I5: a poison item stops only itself."""
    house = House(1, 2, 3)
    house.poll(received=2)
    assert [(one.id,) for one in house.sources] == [group.source_ids for group in house.queues.sources]
    assert house.fetcher.asked == []


def test_source_that_breaks_us_comes_again_alone_and_then_fails_for_good():
    house = House(1, 2)
    house.serve(RuntimeError("a bug"), 1)
    house.serve(feed(1), 2)
    house.poll()
    assert [(house.sources[0].id,)] == [group.source_ids for group in house.queues.sources]
    assert house.new() == [(True, "g1")]
    with pytest.raises(RuntimeError, match="a bug"):
        house.poll(ids=[house.sources[0].id])


def test_sources_without_time_left_are_put_back():
    house = House(1, 2)
    house.serve(feed(1), 1)
    house.poll(deadline=1.0)
    assert {one.id for one in house.sources} == {i for g in house.queues.sources for i in g.source_ids}
    assert house.fetcher.asked == []


@pytest.mark.parametrize("state", [State.PAUSED, State.REMOVED])
def test_paused_and_removed_sources_are_not_polled(state):
    house = House()
    house.store.save_source(source(1, version=2, state=state), ALICE, T0, "pause")
    house.poll()
    assert house.fetcher.asked == []


def test_unknown_source_is_passed_over():
    house = House()
    house.poll(ids=["0" * 16])
    assert house.fetcher.asked == []


def test_changed_validators_of_an_unchanged_feed_are_kept():
    house = House()
    house.serve(Fetched("u", {"etag": '"1"'}, feed(1)))
    house.poll()
    house.serve(Fetched("u", {"etag": '"2"'}, feed(1)))
    house.poll()
    assert Validators('"2"', "", house.memory().validators.content_hash) == house.memory().validators


# --- Titles ------------------------------------------------------------------------------------------


def test_changed_title_goes_on_once_beside_what_is_new_and_says_when():
    house = House()
    house.serve(feed(1, 2))
    house.poll()
    house.new()
    house.clock.advance(hours=1)
    house.serve(feed(3, 1, 2, g1="Other"))
    house.poll()
    new, changed = house.queues.entries
    assert ([e.id for e in new.entries], new.changed_at, new.baseline) == (["g3"], None, False)
    assert ([e.title for e in changed.entries], changed.changed_at) == (["Other 1"], T0 + timedelta(hours=1))
    house.changed()
    house.serve(feed(3, 1, 2, g1="Other") + b" ")
    house.poll()
    assert house.queues.entries == []


def test_changed_title_alone_goes_on_too():
    house = House()
    house.serve(feed(1, 2))
    house.poll()
    house.new()
    for title in ("Other", "Title"):
        house.serve(feed(1, 2, g2=title))
        house.poll()
        assert house.changed() == [f"{title} 2"]


def test_baseline_has_no_changed_titles():
    house = House()
    house.serve(feed(1, 2))
    house.poll()
    assert [group.changed_at for group in house.queues.entries] == [None]


def test_feed_that_changes_all_its_titles_hands_on_ten_at_a_time_and_is_through_at_last():
    house = House()
    house.serve(feed(*range(75)))
    house.poll()
    house.new()
    house.queues.entry_delays.clear()
    others = {f"g{n}": "Other" for n in range(75)}
    told, delays = [], []
    for poll in range(3):
        house.serve(feed(*range(75), **others) + b" " * poll)
        house.poll()
        assert all(len(group.entries) <= 10 for group in house.queues.entries)
        told.append(house.changed())
        delays.append(list(house.queues.entry_delays))
        house.queues.entry_delays.clear()
    assert [len(titles) for titles in told] == [50, 25, 0]
    assert len({title for titles in told for title in titles}) == 75
    assert delays == [[0, 180, 360, 540, 720], [0, 180, 360], []]


def test_memory_from_before_titles_were_kept_changes_nothing_and_learns_them():
    house = House()
    house.serve(feed(1, 2))
    house.poll()
    house.new()
    source_id = house.sources[0].id
    hashes = {h for h in house.store.seen(source_id) if h >> 24 != 0xFFFFFF}
    house.store.remember_seen(source_id, hashes)
    house.serve(feed(1, 2, g1="Other"))
    house.poll()
    assert house.queues.entries == []
    house.serve(feed(1, 2, g1="Third"))
    house.poll()
    assert house.changed() == ["Third 1"]


def test_304_changes_no_titles():
    house = House()
    house.serve(feed(1))
    house.poll()
    house.new()
    house.serve(NotModified())
    house.poll()
    assert house.queues.entries == []


def test_changed_title_is_handed_over_before_it_is_remembered():
    """Invariant I4, for headlines."""
    house = House()
    house.serve(feed(1, 2))
    house.poll()
    house.new()
    house.serve(feed(1, 2, g1="Other"))

    def full(_groups, _delay_s):
        raise QueueError("SQS did not take 1 of 1 messages.")

    before = house.store.seen(house.sources[0].id), house.memory()
    house.queues.send_entries = full
    with pytest.raises(QueueError):
        house.poll()
    assert before == (house.store.seen(house.sources[0].id), house.memory())
    del house.queues.send_entries
    house.poll()
    assert house.changed() == ["Other 1"]
