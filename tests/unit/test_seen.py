from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswatch.model import Entry
from newswatch.sources import seen


def entry(identity, published=None, title="T"):
    return Entry(id=str(identity), url=f"https://a.example/{identity}", title=title, published=published)


def ids(entries):
    return [e.id for e in entries]


def day(number):
    return datetime(2026, 11, number, tzinfo=UTC)


entry_lists = st.lists(st.integers(0, 300).map(entry), max_size=60)
titled_lists = st.lists(
    st.builds(entry, st.integers(0, 30), title=st.sampled_from(["", "T", "t ", "U", "\ud83d"])), max_size=60
)
# Of identities, as they were kept before there were titles.
hashes = st.frozensets(st.integers(0, 2**47 - 1), max_size=80)


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
    titles = merged - current - known
    assert current <= merged
    assert len(titles) == len(current)
    assert len(merged - titles) == min(len(current | known), max(limit, len(current)))


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


# --- Titles ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        ("Ministers meet", "Ministers part", True),
        ("Ministers meet", "Ministers meet.", True),
        ("", "Ministers meet", True),
        ("Ministers meet", "Ministers meet", False),
        ("Ministers meet", "  Ministers\n\tmeet ", False),
        ("Ministers meet", "MINISTERS\u00a0MEET", False),
        ("Ministers meet", "", False),
        ("Ministers meet", " ", False),
        ("Straße", "STRASSE", False),
    ],
)
def test_title_has_changed_when_a_reader_would_see_another_one(before, after, changed):
    known = seen.merge((), [entry(1, title=before), entry(2)])
    assert bool(seen.changed_entries([entry(1, title=after), entry(2)], known)) is changed


def test_entry_is_new_or_changed_and_never_both():
    known = seen.merge((), [entry(1)])
    feed = [entry(2, title="U"), entry(1, title="U"), entry("", title="U")]
    assert ids(seen.new_entries(feed, known)) == ["2"]
    assert ids(seen.changed_entries(feed, known)) == ["1"]


def test_memory_without_titles_takes_nothing_for_changed_and_learns_them_with_the_next_merge():
    old = frozenset({seen.entry_hash(entry(1)), seen.entry_hash(entry(2))})
    feed = [entry(1, title="U"), entry(2)]
    assert seen.changed_entries(feed, old) == ()
    known = seen.merge(old, feed)
    assert seen.changed_entries(feed, known) == ()
    assert ids(seen.changed_entries([entry(1), entry(2)], known)) == ["1"]


def test_title_that_comes_back_has_changed_again():
    known = frozenset()
    for title, changed in (("A", []), ("B", ["1"]), ("A", ["1"]), ("A", [])):
        feed = [entry(1, title=title), entry(2)]
        assert changed == ids(seen.changed_entries(feed, known))
        known = seen.merge(known, feed)


def test_what_is_put_off_has_changed_the_next_time_too():
    feed = [entry(1, title="U"), entry(2, title="U"), entry(3)]
    known = seen.merge((), [entry(1), entry(2), entry(3)])
    _, *rest = seen.changed_entries(feed, known)
    known = seen.merge(known, feed, put_off=rest)
    assert rest == list(seen.changed_entries(feed, known))
    known = seen.merge(known, feed)
    assert seen.changed_entries(feed, known) == ()


def test_changed_are_the_newest_first():
    known = seen.merge((), [entry(n) for n in "1234"])
    feed = [entry(1, title="U"), entry(2, day(1), "U"), entry(3, day(3), "U"), entry(4, day(2), "U")]
    assert ids(seen.changed_entries(feed, known)) == ["3", "4", "2", "1"]


@given(titled_lists, hashes)
def test_nothing_has_changed_once_it_is_merged(entries, known):
    merged = seen.merge(known, entries, limit=5)
    assert seen.changed_entries(entries, merged) == ()
    assert all(0 <= h < 2**48 for h in merged)


def test_titles_of_what_has_left_the_feed_take_no_room():
    known = seen.merge((), [entry(n) for n in range(50)])
    known = seen.merge(known, [entry(50)])
    assert len(known) == 51 + 1
