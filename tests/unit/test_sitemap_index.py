"""Indexes of sitemaps: their latest part is asked at each poll, and one bad part stops nothing."""

from datetime import timedelta

import pytest
from builders import ALICE
from fakes import T0
from test_collect import House, feed
from test_collect_polite import URL

from newswatch.errors import AddressRefused, FetchError
from newswatch.model import Told
from newswatch.ports import Fetched, NotModified
from newswatch.usecases.adding import add_address
from newswatch.usecases.finding import HttpFinder
from newswatch.usecases.polls import GAP_S, PARTS_PATIENCE

SITE = "https://news1.example"
OLD, NEW = f"{SITE}/2026-02.xml", f"{SITE}/2026-03.xml"
UNREADABLE = "This index of sitemaps names no part that can be read: "


def index(*parts):
    listed = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in parts)
    return (
        f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{listed}</sitemapindex>'.encode()
    )


def sitemap(*numbers, dated=True):
    date = f"<lastmod>{T0:%Y-%m-%d}</lastmod>" if dated else ""
    pages = "".join(f"<url><loc>{SITE}/{n}-is-a-story</loc>{date}</url>" for n in numbers)
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{pages}</urlset>'.encode()


def answer(url, tag, body):
    return Fetched(url, {"etag": f'"{tag}"'}, body)


def failing(url, status, **more):
    return FetchError(url, f"It answered {status}.", status=status, transient=status >= 429, **more)


class Newsroom(House):
    """A collector with one source, an index that has had its baseline from ``OLD``."""

    def __init__(self, *parts):
        super().__init__()
        self.serve(answer(URL, "i", index(*(parts or (OLD,)))))
        self.put(OLD, "o1", 1, 2)
        self.poll()
        self.news()

    def put(self, url, tag, *numbers, **more):
        self.fetcher.pages[url] = answer(url, tag, sitemap(*numbers, **more))

    def poll(self, **more):
        self.fetcher.asked.clear()
        self.waited.clear()
        super().poll(**more)

    def news(self):
        """Return the numbers of new entries, and forget them."""
        return [int(url.rpartition("/")[2].split("-")[0]) for baseline, url in self.new() if not baseline]

    @property
    def asked(self):
        return [(url, validators.etag) for url, validators in self.fetcher.asked]


# --- An index that never changes -----------------------------------------------------------------------


@pytest.mark.parametrize("says", ["304", "the same"])
def test_part_is_asked_conditionally_whatever_the_index_answers(says):
    house = Newsroom()
    if says == "304":
        house.serve(NotModified(URL))
    house.put(OLD, "o2", 1, 2, 3)
    house.poll()
    assert house.asked == [(URL, '"i"'), (OLD, '"o1"')]
    assert house.news() == [3]
    house.put(OLD, "o3", 1, 2, 3, 4)
    house.poll()
    assert house.asked == [(URL, '"i"'), (OLD, '"o2"')]
    assert house.news() == [4]


@pytest.mark.parametrize("says", ["304", "the same"])
def test_part_that_has_not_changed_brings_and_writes_nothing(says):
    house = Newsroom()
    before, seen = house.memory(), house.store.seen(house.sources[0].id)
    if says == "304":
        house.serve(NotModified(URL))
        house.fetcher.pages[OLD] = NotModified(OLD)
    house.poll()
    assert house.news() == []
    assert (house.memory(), house.store.seen(house.sources[0].id)) == (before, seen)


def test_part_with_many_entries_is_not_forgotten_while_it_does_not_change():
    house = Newsroom()
    house.put(OLD, "o2", *range(1, 1_200))
    house.poll()
    house.news()
    house.serve(answer(URL, "i2", index(OLD) + b" "))
    house.fetcher.pages[OLD] = NotModified(OLD)
    house.poll()
    house.put(OLD, "o3", *range(1, 1_201))
    house.poll()
    assert house.news() == [1_200]


def test_index_that_becomes_a_feed_has_no_parts_any_more():
    house = Newsroom()
    house.serve(feed(1))
    house.poll()
    assert (house.new(), house.memory().part_url) == ([(False, "g1")], "")
    house.poll()
    assert [url for url, _ in house.asked] == [URL]


def test_between_index_and_part_there_is_a_gap():
    house = Newsroom()
    house.poll()
    assert house.waited == [GAP_S]
    elsewhere = "https://maps.news1.example/2026-02.xml"
    house.put(elsewhere, "e", 1)
    house.serve(index(elsewhere))
    house.poll()
    assert [url for url, _ in house.asked] == [URL, OLD, elsewhere]
    assert house.waited == [GAP_S]


# --- Parts that cannot be read -------------------------------------------------------------------------


@pytest.mark.parametrize("status", [404, 410, 500])
def test_part_that_cannot_be_read_is_left_out(status):
    house = Newsroom()
    house.serve(index(NEW, OLD))
    house.fetcher.pages[NEW] = failing(NEW, status)
    house.put(OLD, "o2", 1, 2, 3)
    house.poll()
    assert (house.news(), house.queues.told, house.memory().failures) == ([3], [], 0)
    house.put(NEW, "n1", 4)
    house.poll()
    assert house.news() == [4]
    assert (house.memory().part_url, house.memory().part.etag) == (NEW, '"n1"')


def test_index_is_asked_for_in_full_until_its_latest_part_can_be_read():
    house = Newsroom()
    house.serve(answer(URL, "i2", index(NEW, OLD)))
    house.poll()
    house.poll()
    assert house.asked[0] == (URL, "")
    house.put(NEW, "n1", 4)
    house.poll()
    house.poll()
    assert house.asked == [(URL, '"i2"'), (NEW, '"n1"')]


@pytest.mark.parametrize(
    ("status", "kept"), [(500, OLD), (404, f"{SITE}/2025.xml"), (410, f"{SITE}/2025.xml")]
)
def test_validators_of_a_part_that_fails_stay_unless_it_is_gone(status, kept):
    second = f"{SITE}/2025.xml"
    house = Newsroom(OLD, second)
    house.put(second, "s1", 1)
    house.fetcher.pages[OLD] = failing(OLD, status)
    house.poll()
    memory = house.memory()
    assert (memory.failures, memory.part_url) == (0, kept)
    assert memory.part.etag == ('"o1"' if kept == OLD else '"s1"')


@pytest.mark.parametrize("says", ["304", "the same"])
@pytest.mark.parametrize("status", [404, 410, 500])
def test_index_without_a_readable_part_fails_and_is_not_gone(status, says):
    house = Newsroom()
    part = house.memory().part
    if says == "304":
        house.serve(NotModified(URL))
    house.fetcher.pages[OLD] = failing(OLD, status)
    house.poll()
    memory = house.memory()
    assert (memory.failures, memory.part_url, memory.part) == (1, OLD, part)
    assert memory.error == f"{UNREADABLE}It answered {status}."
    assert house.queues.told == []
    house.clock.advance(hours=25)
    house.poll()
    assert [news.what for news in house.queues.told] == [Told.UNREADABLE]


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        (("https://elsewhere.example/a.xml",), "all are on other sites."),
        ((f"{SITE}/private.xml",), "its site asks programs not to read them (robots.txt)."),
        ((), "it names none at all."),
    ],
)
def test_first_poll_of_an_index_without_a_readable_part_makes_no_baseline(parts, why):
    house = House()
    house.robots.disallowed.add(f"{SITE}/private.xml")
    house.serve(index(*parts))
    house.poll()
    assert (house.memory().error, house.memory().baseline_at) == (UNREADABLE + why, None)
    assert [url for url, _ in house.fetcher.asked] == [URL]


def test_site_that_asks_for_fewer_requests_gets_no_more_of_them():
    house = Newsroom(OLD, f"{SITE}/2025.xml")
    later = T0 + timedelta(hours=5)
    house.fetcher.pages[OLD] = failing(OLD, 429, retry_after=later)
    house.poll()
    assert [url for url, _ in house.asked] == [URL, OLD]
    assert house.memory().failures == 1
    assert house.store.roster()[0].not_before >= later


def test_only_the_first_parts_are_tried():
    house = House()
    house.serve(index(*(f"{SITE}/{n}.xml" for n in range(20))))
    house.poll()
    assert [url for url, _ in house.fetcher.asked] == [URL, *(f"{SITE}/{n}.xml" for n in (19, 18, 17, 16))]


def test_no_part_is_begun_that_there_is_no_time_for():
    house = Newsroom(OLD, f"{SITE}/2025.xml")
    house.fetcher.pages[OLD] = failing(OLD, 500)
    get = house.fetcher.get

    def slow(url, *more, **named):
        house.clock.advance(seconds=PARTS_PATIENCE.total_seconds() + 1 if url == OLD else 0)
        return get(url, *more, **named)

    house.fetcher.get = slow
    house.poll()
    assert [url for url, _ in house.asked] == [URL, OLD]


@pytest.mark.parametrize("error", [None, FetchError(NEW, "Its robots.txt cannot be had.")])
def test_part_that_robots_txt_excludes_is_not_asked_for(error):
    house = Newsroom()
    if error:
        house.robots.unreachable[NEW] = error
    else:
        house.robots.disallowed.add(NEW)
    house.serve(index(OLD, NEW))
    house.put(NEW, "n1", 3)
    house.poll()
    assert [url for url, _ in house.asked] == [URL, OLD]
    assert house.memory().failures == 0


def test_part_does_not_lead_to_what_robots_txt_excludes():
    house = Newsroom()
    house.robots.disallowed.add(f"{SITE}/private.xml")
    house.fetcher.pages[OLD] = Fetched(f"{SITE}/private.xml", {}, sitemap(1, 2, 3))
    house.poll()
    assert (house.news(), house.memory().failures) == ([], 1)


# --- Another part becomes the latest -------------------------------------------------------------------


def test_when_another_part_becomes_the_latest_both_are_read_once():
    house = Newsroom()
    house.serve(answer(URL, "i2", index(OLD, NEW)))
    house.put(OLD, "o2", 1, 2, 3)
    house.put(NEW, "n1", 4)
    house.poll()
    assert house.asked == [(URL, '"i"'), (OLD, '"o1"'), (NEW, "")]
    assert house.waited == [GAP_S, GAP_S]
    assert sorted(house.news()) == [3, 4]
    house.poll()
    assert house.asked == [(URL, '"i2"'), (NEW, '"n1"')]
    assert house.news() == []


@pytest.mark.parametrize("dated", [True, False])
def test_many_undated_pages_of_a_part_that_was_never_read_are_old(dated):
    house = Newsroom()
    house.serve(index(OLD, NEW))
    house.put(NEW, "n1", *range(10, 70), dated=dated)
    house.poll()
    assert len(house.news()) == (60 if dated else 0)
    house.put(NEW, "n2", *range(10, 71), dated=dated)
    house.poll()
    assert house.news() == [70]


# --- Adding one ----------------------------------------------------------------------------------------


@pytest.fixture
def house():
    made = House()
    made.store.__init__()
    return made


def add(house):
    c = house.collector
    finder = HttpFinder(house.fetcher, c.parser, house.robots, house.clock)
    return add_address(c, finder, URL, who=ALICE)


def test_part_that_was_read_to_add_its_index_is_the_baseline(house):
    house.serve(answer(URL, "i", index(OLD)))
    house.fetcher.pages[OLD] = answer(OLD, "o1", sitemap(1, 2))
    house.sources = [add(house).source]
    assert {baseline for baseline, _ in house.new()} == {True}
    house.fetcher.asked.clear()
    house.fetcher.pages[OLD] = answer(OLD, "o2", sitemap(1, 2, 3))
    house.poll()
    assert [(url, v.etag) for url, v in house.fetcher.asked] == [(URL, '"i"'), (OLD, '"o1"')]
    assert house.new() == [(False, f"{SITE}/3-is-a-story")]


def test_index_without_a_readable_part_is_not_added(house):
    house.serve(index(OLD))
    house.fetcher.pages[OLD] = AddressRefused(OLD, "It is not a public address.")
    with pytest.raises(FetchError, match="names no part that can be read: It is not a public"):
        add(house)
    assert house.store.roster() == []
