from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from newswatch.model import Entry
from newswatch.sources import seen


def entry(identity, published=None):
    return Entry(id=str(identity), url=f"https://a.example/{identity}", title="T", published=published)


def day(number):
    return datetime(2026, 11, number, tzinfo=UTC)


entry_lists = st.lists(st.integers(0, 300).map(entry), max_size=60)
hashes = st.frozensets(st.integers(0, 2**48 - 1), max_size=80)


def test_hash_is_of_the_identity_alone_and_fits_48_bits():
    changed = Entry(id="1", url="https://b.example/", title="other", published=day(1))
    assert seen.entry_hash(entry(1)) == seen.entry_hash(changed)
    assert len({seen.entry_hash(entry(n)) for n in range(1000)}) == 1000
    assert all(0 <= seen.entry_hash(entry(n)) < 2**48 for n in range(1000))


def test_new_are_those_not_seen_in_feed_order_each_once():
    feed = [entry(3), entry(1), entry(2), entry(3)]
    known = {seen.entry_hash(entry(1))}
    assert [e.id for e in seen.new_entries(feed, known)] == ["3", "2"]


def test_entry_that_says_nothing_is_never_new():
    assert seen.new_entries([entry("")], ()) == ()
    assert seen.baseline([entry(""), entry(1)]) == (entry(1),)


@given(entry_lists, hashes)
def test_nothing_is_new_once_it_is_merged(entries, known):
    assert seen.new_entries(entries, seen.merge(known, entries, limit=5)) == ()


@given(entry_lists, hashes, st.integers(0, 100))
def test_merging_is_bounded_keeps_the_feed_and_invents_nothing(entries, known, limit):
    current = {seen.entry_hash(e) for e in entries}
    merged = seen.merge(known, entries, limit)
    assert current <= merged <= current | known
    assert len(merged) == min(len(current | known), max(limit, len(current)))


def test_what_left_the_feed_recently_outlives_what_left_long_ago():
    known = frozenset()
    for n in range(400):
        known = seen.merge(known, [entry(i) for i in range(n, n + 20)], limit=60)
    kept = [n for n in range(419) if seen.entry_hash(entry(n)) in known]
    assert sum(n >= 350 for n in kept if n < 400) > sum(n < 100 for n in kept)


def test_baseline_is_the_newest_by_date_then_undated_in_feed_order():
    feed = [entry("u1"), entry("d1", day(1)), entry("d3", day(3)), entry("u2"), entry("d2", day(2))]
    assert [e.id for e in seen.baseline(feed)] == ["d3", "d2", "d1", "u1", "u2"]
    assert [e.id for e in seen.baseline(feed, size=2)] == ["d3", "d2"]
    assert len(seen.baseline([entry(n) for n in range(50)])) == 20


def test_baseline_holds_each_entry_once():
    assert len(seen.baseline([entry(1), entry(1, day(2))])) == 1
