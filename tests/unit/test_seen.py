from dataclasses import replace
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


NOW, LONG_AGO = day(28), datetime(2020, 1, 1, tzinfo=UTC)


def sift(entries, known=(), baseline_at=LONG_AGO):
    return seen.sift(entries, known, baseline_at, NOW)


def new_entries(entries, known):
    return sift(entries, known).new


def changed_entries(entries, known):
    return sift(entries, known).changed


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
    assert [e.id for e in new_entries(feed, known)] == ["3", "2"]


def test_entry_that_says_nothing_is_never_new():
    assert new_entries([entry("")], ()) == ()
    assert seen.baseline([entry(""), entry(1)]) == (entry(1),)


@given(entry_lists, hashes)
def test_nothing_is_new_once_it_is_merged(entries, known):
    assert new_entries(entries, seen.merge(known, entries, limit=5)) == ()


@given(entry_lists, hashes, st.integers(0, 100))
def test_merging_is_bounded_keeps_the_feed_and_invents_nothing(entries, known, limit):
    ids = {seen.entry_hash(e) for e in entries}
    current = seen.merge((), entries)
    merged = seen.merge(known, entries, limit)
    assert ids <= current <= merged
    assert len(current) <= 4 * len(ids)
    others = merged - current
    assert others <= known
    assert len(others) <= limit
    # Each has an id and a link, and a title's mark on top; a title that all have names none of them.
    identities = 2 * len(ids) + (len(ids) == 1)
    assert len(others) == min(len(known - current), max(0, limit - identities))


def test_what_left_the_feed_recently_outlives_what_left_long_ago():
    known = frozenset()
    for n in range(400):
        known = seen.merge(known, [entry(i) for i in range(n, n + 20)], limit=120)
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
    assert bool(changed_entries([entry(1, title=after), entry(2)], known)) is changed


def test_entry_is_new_or_changed_and_never_both():
    known = seen.merge((), [entry(1)])
    feed = [entry(2, title="U"), entry(1, title="U"), entry("", title="U")]
    assert ids(new_entries(feed, known)) == ["2"]
    assert ids(changed_entries(feed, known)) == ["1"]


def test_memory_without_titles_takes_nothing_for_changed_and_learns_them_with_the_next_merge():
    old = frozenset({seen.entry_hash(entry(1)), seen.entry_hash(entry(2))})
    feed = [entry(1, title="U"), entry(2)]
    assert changed_entries(feed, old) == ()
    known = seen.merge(old, feed)
    assert changed_entries(feed, known) == ()
    assert ids(changed_entries([entry(1), entry(2)], known)) == ["1"]


def test_title_that_comes_back_has_changed_again():
    known = frozenset()
    for title, changed in (("A", []), ("B", ["1"]), ("A", ["1"]), ("A", [])):
        feed = [entry(1, title=title), entry(2)]
        assert changed == ids(changed_entries(feed, known))
        known = seen.merge(known, feed)


def test_what_is_put_off_has_changed_the_next_time_too():
    feed = [entry(1, title="U"), entry(2, title="U"), entry(3)]
    known = seen.merge((), [entry(1), entry(2), entry(3)])
    _, *rest = changed_entries(feed, known)
    known = seen.merge(known, feed, put_off=rest)
    assert rest == list(changed_entries(feed, known))
    known = seen.merge(known, feed)
    assert changed_entries(feed, known) == ()


def test_changed_are_the_newest_first():
    known = seen.merge((), [entry(n) for n in "1234"])
    feed = [entry(1, title="U"), entry(2, day(1), "U"), entry(3, day(3), "U"), entry(4, day(2), "U")]
    assert ids(changed_entries(feed, known)) == ["3", "4", "2", "1"]


@given(titled_lists, hashes)
def test_nothing_has_changed_once_it_is_merged(entries, known):
    merged = seen.merge(known, entries, limit=5)
    assert changed_entries(entries, merged) == ()
    assert all(0 <= h < 2**48 for h in merged)


def test_titles_of_what_has_left_the_feed_take_no_room():
    known = seen.merge((), [entry(n) for n in range(50)])
    known = seen.merge(known, [entry(50)])
    assert len(known) == 2 * 50 + 4


# --- Identities ----------------------------------------------------------------------------------------


DAY_20 = day(20)


def story(number, published=DAY_20, **more):
    given = {"url": f"https://a.example/story-{number}", "title": f"Story {number}", "published": published}
    return Entry(id=f"guid-{number}", **given | more)


def stories(count, **more):
    return [story(n, **more) for n in range(count)]


def anew(entries, **more):
    """Return entries with ids that nobody has seen."""
    return [replace(e, id=f"other-{e.id}", **more) for e in entries]


def test_feed_that_makes_up_new_ids_has_nothing_new_and_is_noticed():
    known = seen.merge((), stories(12))
    news = sift(anew(stories(12)), known)
    assert (news.new, news.old, news.changed) == ((), (), ())
    assert news.noticed == "It gave new ids to 12 entries that it had before; none of them alerted anybody."


def test_new_entry_among_those_with_new_ids_is_new():
    known = seen.merge((), stories(12))
    assert ids(sift([story(99), *anew(stories(11))], known).new) == ["guid-99"]


def test_link_is_known_with_other_tracking_parameters():
    known = seen.merge((), [story(1), story(2)])
    tracked = [replace(story(1), id="x", url="https://a.example/story-1?utm_source=rss&fbclid=1"), story(2)]
    assert sift(tracked, known).new == ()


def test_entry_with_a_new_id_and_title_at_a_known_link_has_changed():
    known = seen.merge((), [story(1), story(2)])
    news = sift([replace(story(1), id="guid-1#2", title="Corrected"), story(2)], known)
    assert (ids(news.new), ids(news.changed)) == ([], ["guid-1#2"])


@pytest.mark.parametrize("url", ["https://a.example/", "https://a.example", ""])
def test_link_to_a_home_page_is_no_identity(url):
    known = seen.merge((), [story(1, url=url)])
    assert ids(sift([story(2, url=url)], known).new) == ["guid-2"]


def test_link_that_several_entries_share_is_no_identity():
    known = seen.merge((), [story(1, url="https://a.example/live"), story(2, url="https://a.example/live")])
    feed = [story(n, url="https://a.example/live") for n in (2, 3)]
    assert ids(sift(feed, known).new) == ["guid-3"]


def test_site_that_moved_with_new_ids_and_links_is_known_by_titles_and_dates():
    before = stories(12, published=day(20).replace(hour=7, minute=30))
    moved = [replace(e, id=f"n{n}", url=f"https://new.example/{n}") for n, e in enumerate(before)]
    known = seen.merge((), before)
    assert sift(moved, known).new == ()
    assert sift([moved[0], *before[1:]], known).new == ()


def test_undated_titles_alone_tell_only_when_everything_changed_at_once():
    undated = stories(12, published=None)
    known = seen.merge((), undated)
    moved = [replace(e, id=f"n{n}", url=f"https://new.example/{n}") for n, e in enumerate(undated)]
    assert sift(moved, known).new == ()
    assert ids(sift([moved[0], *undated[1:]], known).new) == ["n0"]


def test_feed_of_one_entry_whose_title_never_changes_has_news():
    known = seen.merge((), [Entry(id="1", url="https://a.example/1", title="Weather")])
    assert ids(sift([Entry(id="2", url="https://a.example/2", title="Weather")], known).new) == ["2"]


# --- Old entries -----------------------------------------------------------------------------------------


def test_entry_dated_long_before_the_baseline_is_old():
    known = seen.merge((), [story(1)])
    feed = [story(1), story(2, day(10)), story(3, day(13)), story(4, None)]
    news = sift(feed, known, baseline_at=day(14))
    assert (ids(news.new), ids(news.old)) == (["guid-3", "guid-4"], ["guid-2"])


def test_crowd_of_entries_dated_long_ago_is_an_archive_and_is_noticed():
    known = seen.merge((), stories(3))
    archive = [story(n, day(1 + n % 9)) for n in range(100, 120)]
    news = sift([story(50, day(27)), *archive], known)
    assert ids(news.new) == ["guid-50"]
    assert len(news.old) == 20
    assert "published 20 entries dated long ago" in news.noticed


def test_few_entries_dated_long_ago_are_news():
    known = seen.merge((), stories(3))
    assert len(sift([story(n, day(1)) for n in range(100, 109)], known).new) == 9


# --- Updates ---------------------------------------------------------------------------------------------


def test_entry_that_says_it_was_updated_has_changed_once():
    first = [story(1, updated=day(20)), story(2)]
    later = [story(1, updated=day(21)), story(2)]
    known = seen.merge((), first)
    assert sift(first, known).changed == ()
    assert ids(sift(later, known).changed) == ["guid-1"]
    assert sift(later, seen.merge(known, later)).changed == ()


def test_time_of_the_last_change_is_learnt_without_a_change():
    """An older version remembered titles alone."""
    known = seen.merge((), [story(1), story(2)])
    feed = [story(1, updated=day(21)), story(2)]
    assert sift(feed, known).changed == ()
    assert ids(sift([story(1, updated=day(22)), story(2)], seen.merge(known, feed)).changed) == ["guid-1"]


def test_same_title_on_the_same_day_is_another_entry():
    """Some feeds give only the day; what had the title before may have left them."""
    known = seen.merge(seen.merge((), [story(1, title="Ruling")]), stories(6)[2:])
    assert ids(sift([story(99, title="Ruling"), *stories(6)[2:]], known).new) == ["guid-99"]
