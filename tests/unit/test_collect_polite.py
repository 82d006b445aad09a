"""Collect, seen by those whose feeds are read: how often, from where, and when no more."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import ALICE, source
from fakes import T0, FixedDeadline
from test_collect import House, feed

from newswatch.errors import FetchError
from newswatch.model import SourceGroup, State, Subscription, Told
from newswatch.ports import Fetched, NotModified, SecretHeader
from newswatch.usecases.collect import collect

URL = "https://news1.example/feed"
HOUR = timedelta(hours=1)
DATED = (
    "<item><guid>g{n}</guid><title>Title {n}</title><link>https://news1.example/{n}</link>"
    "<pubDate>{date:%a, %d %b %Y %H:%M:%S} GMT</pubDate></item>"
)


def dated(every, count, now=T0, more=""):
    items = "".join(DATED.format(n=n, date=now - every * (n + 0.5)) for n in range(count))
    return f'<rss version="2.0"><channel><title>News</title>{more}{items}</channel></rss>'.encode()


def interval(house, number=0):
    entries = {entry.source_id: entry for entry in house.store.roster()}
    return entries[house.sources[number].id].interval_s


def next_poll(house):
    return house.store.roster()[0].not_before


def poll_due(house, late=timedelta(), **more):
    """Poll all sources, which were due that long ago."""
    ids = tuple(one.id for one in house.sources)
    group = SourceGroup(ids, (house.clock.now() - late,) * len(ids), **more)
    collect(house.collector, group, FixedDeadline())


def settle(house, answer=None):
    """Have the baseline behind us."""
    house.serve(answer or feed(1))
    house.poll()
    house.new()


# --- How often -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("every", "count", "seconds"),
    [
        (timedelta(minutes=5), 60, 600),
        (timedelta(hours=3), 30, 3780),
        (timedelta(days=1), 10, 10_800),
        (timedelta(days=40), 10, 86_400),
    ],
)
def test_interval_follows_from_the_dates_of_the_first_feed(every, count, seconds):
    house = House()
    house.serve(dated(every, count))
    house.poll()
    assert interval(house) == pytest.approx(seconds, rel=0.1)
    assert house.memory().interval_s == interval(house)


def test_interval_follows_when_the_pace_changes():
    house = House()
    settle(house, dated(timedelta(hours=6), 30))
    for n in range(1, 30):
        house.clock.advance(minutes=10)
        house.serve(feed(*range(1000, 1000 + 3 * n)))
        house.poll()
    assert interval(house) == 600
    assert next_poll(house) - house.clock.now() <= timedelta(seconds=600)


@pytest.mark.parametrize(
    ("headers", "more"),
    [
        ({"cache-control": "max-age=43200"}, ""),
        ({"expires": "Mon, 02 Mar 2026 21:00:00 GMT", "date": "Mon, 02 Mar 2026 09:00:00 GMT"}, ""),
        ({}, "<ttl>720</ttl>"),
        ({"cache-control": "max-age=60"}, "<ttl>720</ttl>"),
    ],
    ids=["max-age", "Expires", "ttl", "the longer one"],
)
def test_what_the_server_asks_for_is_a_floor(headers, more):
    house = House()
    house.serve(Fetched(URL, headers, dated(timedelta(minutes=5), 60, more=more)))
    house.poll()
    assert 43_200 <= interval(house) <= 46_000
    assert next_poll(house) >= T0 + timedelta(hours=12)


def test_304_may_ask_for_a_longer_pause():
    house = House()
    settle(house)
    house.serve(NotModified(headers={"cache-control": "max-age=43200"}))
    house.poll()
    assert 43_200 <= interval(house) <= 46_000
    assert next_poll(house) == T0 + timedelta(seconds=interval(house))


def test_304_brings_new_validators():
    house = House()
    settle(house, Fetched(URL, {"etag": '"1"'}, feed(1)))
    house.serve(NotModified(headers={"etag": '"2"'}))
    house.poll()
    assert (house.memory().validators.etag, bool(house.memory().validators.content_hash)) == ('"2"', True)


def test_hours_that_a_publisher_wants_no_polls_in_are_passed_over():
    house = House()
    settle(house, dated(HOUR, 3, more="<skipHours><hour>9</hour><hour>10</hour></skipHours>"))
    asked = len(house.fetcher.asked)
    poll_due(house)
    assert (len(house.fetcher.asked), next_poll(house)) == (asked, T0.replace(hour=11))
    house.clock.advance(hours=2)
    poll_due(house)
    assert len(house.fetcher.asked) == asked + 1


def test_poll_out_of_turn_heeds_no_hours():
    """A hub has told of news: it is the publisher's own wish."""
    house = House()
    settle(house, dated(HOUR, 3, more="<skipHours><hour>9</hour></skipHours>"))
    collect(house.collector, SourceGroup((house.sources[0].id,)), FixedDeadline())
    assert len(house.fetcher.asked) == 2


def test_late_poll_puts_off_the_next_one():
    house = House()
    settle(house)
    house.serve(NotModified())
    before = house.store.roster()
    poll_due(house, late=timedelta(minutes=3))
    assert house.store.roster() == before
    house.clock.advance(seconds=2)
    poll_due(house, late=timedelta(minutes=10))
    assert next_poll(house) == T0 + timedelta(minutes=63, seconds=2)


def test_poll_that_the_next_one_has_overtaken_is_left_out_but_never_twice_in_a_row():
    house = House()
    settle(house)
    asked = []
    for _ in range(4):
        house.clock.advance(minutes=63)
        before = len(house.fetcher.asked)
        poll_due(house, late=timedelta(minutes=64))
        asked.append(len(house.fetcher.asked) - before)
    assert asked in ([0, 1, 0, 1], [1, 0, 1, 0])
    house.clock.advance(minutes=63)
    poll_due(house, late=timedelta(minutes=62))
    assert len(house.fetcher.asked) == 4


def test_late_poll_never_meets_the_next_one():
    house = House()
    settle(house)
    house.store.reserve_host("news1.example", T0 + timedelta(seconds=40), T0)
    poll_due(house, late=timedelta(minutes=2))
    assert (len(house.fetcher.asked), len(house.queues.sources)) == (1, 1)


def test_hub_is_not_heeded_while_the_server_wants_a_pause():
    house = House()
    settle(house)
    house.serve(FetchError("u", "answered 429.", status=429, retry_after=T0 + timedelta(hours=9)))
    house.poll()
    asked = len(house.fetcher.asked)
    house.clock.advance(hours=2)
    ping = SourceGroup((house.sources[0].id,))
    collect(house.collector, ping, FixedDeadline())
    assert len(house.fetcher.asked) == asked
    house.clock.advance(hours=7)
    house.serve(feed(1, 2))
    collect(house.collector, ping, FixedDeadline())
    assert (house.new(), house.memory().not_before) == ([(False, "g2")], None)


# --- Addresses -----------------------------------------------------------------------------------------


def test_address_that_permanent_redirects_led_to_twice_is_told():
    house = House()
    for n in (1, 2):
        house.serve(Fetched("https://new.example/feed", {}, feed(n), moved="https://new.example/feed"))
        house.poll()
        assert [news.what for news in house.queues.told] == [Told.MOVED] * (n - 1)
    assert house.queues.told[0].detail == "https://new.example/feed"


def test_redirect_that_a_304_does_not_confirm_is_forgotten():
    house = House()
    for n, answer in enumerate(("moved", NotModified(), "moved")):
        house.serve(
            Fetched("https://new.example/feed", {}, feed(n), moved="https://new.example/feed")
            if answer == "moved"
            else answer
        )
        house.poll()
    assert house.queues.told == []
    house.serve(NotModified(moved="https://new.example/feed"))
    house.poll()
    assert (house.queues.told, house.memory().moved_to) == ([], "https://new.example/feed")


def test_redirect_that_does_not_hold_is_forgotten():
    house = House()
    for n, moved in enumerate(("https://new.example/feed", "", "https://new.example/feed")):
        house.serve(Fetched(URL, {}, feed(n), moved=moved))
        house.poll()
    assert house.queues.told == []


def test_redirect_to_what_is_no_feed_is_not_followed_for_good():
    house = House()
    settle(house)
    for _ in range(3):
        page = b"<!doctype html><html><title>Parked</title>"
        house.serve(Fetched("https://parked.example/", {}, page, moved="https://parked.example/"))
        house.poll()
    assert house.queues.told == []


def test_secret_goes_to_its_own_origin_and_stays_there():
    house = House()
    one = replace(house.sources[0], header="X-Key", version=2)
    house.sources[0] = house.store.save_source(one, ALICE, T0, "set").snapshot
    house.collector = replace(house.collector, secrets=Secrets())
    for n in (1, 2, 3):
        house.serve(Fetched("https://new.example/feed", {}, feed(n), moved="https://new.example/feed"))
        house.poll()
    assert house.fetcher.secrets == [(URL, Secrets().of(one))] * 3
    assert house.queues.told == []


class Secrets:
    def of(self, source):
        return SecretHeader(source.header, "s3cret", "https://news1.example")


# --- Failures ------------------------------------------------------------------------------------------


def failing(status=503, **more):
    return FetchError("u", f"news1.example answered {status}.", status=status, **more)


def test_source_that_is_gone_is_told_at_once():
    house = House()
    settle(house)
    house.serve(failing(410, transient=False))
    house.poll()
    [news] = house.queues.told
    assert (news.what, news.source_id, news.detail) == (
        Told.GONE,
        house.sources[0].id,
        "news1.example answered 410.",
    )


def test_owner_is_told_once_after_a_day_and_once_when_it_is_well_again():
    house = House()
    settle(house)
    house.serve(failing())
    when = []
    for _ in range(40):
        house.poll()
        when += [(news.what, news.when - T0) for news in house.queues.told]
        house.queues.told.clear()
        house.clock.at = next_poll(house)
        if house.clock.now() > T0 + timedelta(days=4):
            break
    [(what, after)] = when
    assert what is Told.UNREADABLE
    assert timedelta(days=1) <= after <= timedelta(days=1, minutes=126)
    house.serve(feed(1))
    house.poll()
    assert [news.what for news in house.queues.told] == [Told.WELL]
    house.poll()
    assert len(house.queues.told) == 1


def test_short_trouble_is_told_to_nobody():
    house = House()
    settle(house)
    house.serve(failing())
    for _ in range(3):
        house.poll()
        house.clock.advance(hours=3)
    house.serve(feed(1))
    house.poll()
    assert house.queues.told == []


def test_what_cannot_be_read_for_a_month_is_given_up():
    house = House()
    settle(house)
    house.serve(failing(404, transient=False))
    house.poll()
    house.clock.advance(days=30)
    house.poll()
    assert [news.what for news in house.queues.told] == [Told.FORSAKEN]


@pytest.mark.parametrize("status", [429, 503])
def test_server_that_is_asked_too_much_is_asked_half_as_often(status):
    house = House()
    settle(house)
    house.serve(failing(status))
    house.poll()
    assert next_poll(house) >= T0 + timedelta(minutes=126)


def test_sources_that_fell_together_come_back_one_by_one():
    house = House(1, 2, 3)
    house.entropy.token = iter(
        ["ffffffff" + "0" * 8, "c0000000" + "0" * 8, "90000000" + "0" * 8] * 3
    ).__next__
    for number in (1, 2, 3):
        house.serve(failing(500), number)
    for _ in range(3):
        for one in house.sources:
            house.poll(ids=[one.id])
    assert len({entry.not_before for entry in house.store.roster()}) == 3


# --- Hosts ---------------------------------------------------------------------------------------------


def neighbours(count):
    """Return a house with sources on one host."""
    house = House(*range(1, count + 1))
    for n, one in enumerate(house.sources):
        there = replace(one, url=f"https://news1.example/{n}", version=2)
        house.sources[n] = house.store.save_source(there, ALICE, T0, "set").snapshot
        house.fetcher.pages[there.url] = feed(n)
    return house


def test_sources_of_one_host_are_read_one_after_another_with_a_gap():
    house = neighbours(3)
    poll_due(house)
    assert (len(house.fetcher.asked), house.waited) == (3, [1.0, 1.0])


def test_host_that_somebody_else_reads_is_read_later():
    house = neighbours(2)
    house.store.reserve_host("news1.example", T0 + timedelta(seconds=40), T0)
    poll_due(house)
    assert house.fetcher.asked == []
    [group] = house.queues.sources
    assert (set(group.source_ids), len(group.due)) == ({one.id for one in house.sources}, 2)
    assert 40 <= house.queues.delays[0] <= 42


def test_host_is_given_back():
    house = neighbours(2)
    poll_due(house)
    poll_due(house)
    assert len(house.fetcher.asked) == 2
    house.clock.advance(seconds=2)
    poll_due(house)
    assert len(house.fetcher.asked) == 4


def among_others(house, numbers, late=timedelta()):
    """Poll sources of a host by a group that has one of another host, too."""
    elsewhere = source(9, url="https://elsewhere.example/feed")
    if not house.store.sources_by_id([elsewhere.id]):
        house.store.save_source(elsewhere, ALICE, T0, "add")
    ids = [elsewhere.id, *(house.sources[number].id for number in numbers)]
    due = [house.clock.now() - late] * len(ids)
    collect(house.collector, SourceGroup(tuple(ids), tuple(due), ("news1.example",)), FixedDeadline())


def test_host_of_one_source_in_its_turn_is_free_again_by_itself_before_the_next_tick():
    house = neighbours(2)
    among_others(house, [0])
    among_others(house, [1])
    [delayed] = house.queues.sources
    assert delayed.source_ids == (house.sources[1].id,)
    assert 20 < house.queues.delays[0] <= 23
    house.clock.advance(seconds=house.queues.delays[0])
    among_others(house, [1])
    assert len(house.queues.sources) == 1


def test_host_whose_answer_took_as_long_as_it_was_reserved_keeps_its_gap(monkeypatch):
    house = neighbours(2)
    get = house.fetcher.get

    def slow(url, *rest, **more):
        if "news1" in url:
            house.clock.advance(seconds=20.5)
        return get(url, *rest, **more)

    monkeypatch.setattr(house.fetcher, "get", slow)
    among_others(house, [0])
    house.clock.advance(seconds=0.6)
    among_others(house, [1])
    assert [group.source_ids for group in house.queues.sources] == [(house.sources[1].id,)]


def test_host_of_sources_that_come_one_by_one_is_given_back():
    house = neighbours(5)
    for each in house.sources:
        collect(house.collector, SourceGroup((each.id,)), FixedDeadline())
        house.clock.advance(seconds=2)
    assert len(house.fetcher.asked) == 5
    assert house.queues.sources == []


def test_single_source_of_a_host_with_others_reserves_it_too():
    house = House()
    settle(house)
    house.store.reserve_host("news1.example", T0 + timedelta(seconds=40), T0)
    poll_due(house, shared_hosts=("news1.example",))
    assert len(house.fetcher.asked) == 1
    assert len(house.queues.sources) == 1


def test_source_that_is_polled_out_of_turn_waits_for_its_host_too():
    house = House()
    beside = source(9, url="https://news1.example/beside")
    house.store.save_source(beside, ALICE, T0, "add")
    house.store.reserve_host("news1.example", T0 + timedelta(seconds=40), T0)
    collect(house.collector, SourceGroup((beside.id,)), FixedDeadline())
    assert (house.fetcher.asked, len(house.queues.sources)) == ([], 1)


def test_longer_gap_that_a_site_asks_for_parts_its_sources_for_good():
    house = neighbours(3)
    house.robots.delays["news1.example"] = 60
    poll_due(house)
    assert (len(house.fetcher.asked), house.waited, house.queues.sources) == (1, [], [])
    at = {entry.source_id: entry.not_before for entry in house.store.roster()}
    second, third = (at[one.id] for one in house.sources[1:])
    assert (second, third) == (T0 + timedelta(seconds=60), T0 + timedelta(seconds=120))


def test_sources_on_hosts_of_their_own_reserve_nothing():
    house = House(1, 2)
    house.store.reserve_host = None
    house.serve(feed(1), 1)
    house.serve(feed(1), 2)
    poll_due(house)
    assert len(house.fetcher.asked) == 2


# --- What is old, and what was before ------------------------------------------------------------------


def test_entries_dated_long_before_the_baseline_are_stored_and_alert_nobody():
    house = House()
    settle(house)
    house.serve(dated(timedelta(days=30), 5))
    house.poll()
    assert [(group.baseline, len(group.entries)) for group in house.queues.entries] == [(True, 4)]


def test_feed_that_makes_up_new_ids_hands_on_nothing_and_is_noticed_once():
    house = House()
    settle(house, feed(*range(10)))
    for n in range(3):
        house.serve(feed(*range(10)).replace(b"<guid>g", f"<guid>other-{n}-".encode()))
        house.poll()
        assert house.new() == []
    assert "new ids to 10 entries" in house.memory().noticed


def test_removed_source_that_comes_back_has_kept_what_it_knew():
    house = House()
    settle(house, Fetched(URL, {"etag": '"1"'}, feed(1)))
    for version, state in ((2, State.REMOVED), (3, State.ACTIVE)):
        house.store.save_source(replace(house.sources[0], state=state, version=version), ALICE, T0, "set")
    house.serve(feed(2, 1))
    house.poll()
    assert house.fetcher.asked[-1][1].etag == '"1"'
    assert house.new() == [(False, "g2")]


# --- Sitemaps ------------------------------------------------------------------------------------------


def sitemap(*numbers):
    items = "".join(
        f"<url><loc>https://news1.example/{n}</loc><news:news><news:title>Title {n}</news:title>"
        "<news:publication_date>2026-03-02</news:publication_date></news:news></url>"
        for n in numbers
    )
    return (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{items}</urlset>'
    ).encode()


def index(lastmod):
    return (
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap>'
        f"<loc>https://news1.example/news.xml</loc><lastmod>{lastmod}</lastmod></sitemap></sitemapindex>"
    ).encode()


def test_index_of_sitemaps_is_read_by_way_of_its_latest_part():
    house = House()
    part = "https://news1.example/news.xml"
    house.fetcher.pages[part] = Fetched(part, {"etag": '"p1"'}, sitemap(1, 2))
    settle(house, index("2026-03-02"))
    house.fetcher.pages[part] = Fetched(part, {"etag": '"p2"'}, sitemap(1, 2, 3))
    house.serve(index("2026-03-03"))
    house.poll()
    assert [news for news in house.new() if not news[0]] == [(False, "https://news1.example/3")]
    assert [v and v.etag for url, v in house.fetcher.asked if url == part] == ["", '"p1"']


# --- Hubs ----------------------------------------------------------------------------------------------


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><id>f</id>
<link rel="self" href="https://news1.example/feed"/>{hub}
<entry><id>e{n}</id><title>Title {n}</title><link href="https://news1.example/{n}"/></entry></feed>"""
HUB = '<link rel="hub" href="https://hub.example/"/>'


def hubbed(house):
    house.collector = replace(house.collector, hook_url="https://us.example/hook")
    return house


def test_hub_that_a_feed_names_is_asked_once():
    house = hubbed(House())
    for n in (1, 2):
        house.serve(ATOM.format(hub=HUB, n=n).encode())
        house.poll()
    [(hub, form)] = house.fetcher.posted
    assert (hub, form["hub.topic"]) == ("https://hub.example/", URL)
    assert interval(house) == 3780


def test_source_whose_hub_tells_of_news_is_polled_less_often_until_the_hub_falls_silent():
    house = hubbed(House())
    house.serve(ATOM.format(hub=HUB, n=1).encode())
    house.poll()
    asked = house.store.subscription(house.sources[0].id)
    told = replace(asked, until=T0 + timedelta(days=9), pinged_at=T0 + HOUR)
    house.store.save_subscription(told, asked)
    house.clock.advance(hours=1)
    house.serve(ATOM.format(hub=HUB, n=2).encode())
    house.poll()
    assert interval(house) == 4 * 3600
    house.clock.advance(hours=8)
    house.serve(ATOM.format(hub=HUB, n=3).encode())
    house.poll()
    assert interval(house) == 3780


def test_subscription_ends_with_the_hub():
    house = hubbed(House())
    house.serve(ATOM.format(hub=HUB, n=1).encode())
    house.poll()
    asked = house.store.subscription(house.sources[0].id)
    assert isinstance(asked, Subscription)
    house.store.save_subscription(replace(asked, until=T0 + timedelta(days=9)), asked)
    house.serve(ATOM.format(hub="", n=2).encode())
    house.poll()
    assert (house.memory().hub, house.store.subscription(house.sources[0].id).until) == ("", None)
