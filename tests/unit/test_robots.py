"""robots.txt (RFC 9309): what it says, how long it counts, and what its absence means."""

from datetime import timedelta

import pytest
from fakes import T0, FakeFetcher, FakeStore, FrozenClock

from newswatch.errors import AddressRefused, FetchError
from newswatch.ports import Fetched
from newswatch.sources import robots
from newswatch.usecases.robots import CachedRobots

SITE = "https://news.example"
ROBOTS = f"{SITE}/robots.txt"
PAGE = f"{SITE}/2026/storm"


class House:
    """A site's robots.txt, and those who want to know: each new ``robots`` has forgotten what it knew."""

    def __init__(self, answer):
        self.fetcher, self.store, self.clock = FakeFetcher({ROBOTS: answer}), FakeStore(), FrozenClock()
        self.robots = self.another()

    def another(self):
        return CachedRobots(self.fetcher, self.store, self.clock)

    @property
    def asked(self):
        return len(self.fetcher.asked)


def says(text):
    return robots.read(text)


# --- What it says --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /private", "/private/a", False),
        ("User-agent: *\nDisallow: /private", "/public", True),
        # §2.2.2: the longest match counts, and of two as long Allow.
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("User-agent: *\nAllow: /a\nDisallow: /a", "/a", True),
        # §2.2.3: * and $.
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf?z", True),
        # §2.2.1: a group of ours replaces everybody's; names are compared without case.
        ("User-agent: *\nDisallow: /\n\nUser-agent: NEWSWATCH\nAllow: /", "/a", True),
        ("User-agent: newswatch/1.0\nDisallow: /\n\nUser-agent: *\nDisallow:", "/a", False),
        ("User-agent: Newswatch\nDisallow: /a\nUser-agent: newswatch\nDisallow: /b", "/b", False),
        ("User-agent: GPTBot\nUser-agent: Newswatch\nDisallow: /", "/a", False),
        ("User-agent: GPTBot\nDisallow: /\n\nUser-agent: *\nDisallow: /x", "/a", True),
        # The beginning of our name is not our name, nor is a pattern of names everybody.
        ("User-agent: news\nDisallow: /", "/a", True),
        ("User-agent: newswatcher\nDisallow: /", "/a", True),
        ("User-agent: *bot\nDisallow: /", "/a", True),
        # Comments, blanks, case, line ends, a byte order mark.
        ("\ufeffUSER-AGENT : * # all\r\n  disallow :/a # not this\r\n", "/a", False),
        ("User-agent: *\rDisallow: /a", "/a", False),
        # Malformed lines say nothing.
        ("<html><body>Not found</body></html>", "/a", True),
        ("Disallow: /\nUser-agent: *\nnonsense\n: /\nDisallow", "/a", True),
        ("User-agent: *\nDisallow: /caf%C3%A9", "/café", False),
        ("User-agent: *\nDisallow: /", "/robots.txt", True),
    ],
)
def test_rules_are_read_as_the_rfc_says(text, path, allowed):
    rules = robots.read(robots.decode(text.encode()))
    assert rules.allows(SITE + path) is allowed
    # What is kept of it says the same.
    assert robots.read(robots.relevant(text.removeprefix("\ufeff"))).allows(SITE + path) is allowed


@pytest.mark.parametrize(
    ("text", "delay_s"),
    [
        ("User-agent: *\nCrawl-delay: 10", 10),
        ("User-agent: *\nCrawl-delay: 2.5", 2.5),
        ("User-agent: *\nCrawl-delay: 86400", 300),
        ("User-agent: *\nCrawl-delay: soon", 0),
        ("User-agent: *\nCrawl-delay: -1", 0),
        ("User-agent: *\nCrawl-delay: nan", 0),
        ("User-agent: GPTBot\nCrawl-delay: 10", 0),
        ("User-agent: *\nCrawl-delay: 10\n\nUser-agent: newswatch\nCrawl-delay: 1", 1),
        ("", 0),
    ],
)
def test_crawl_delay_is_read_and_capped(text, delay_s):
    assert says(text).delay_s == delay_s


def test_sitemaps_are_named_outside_of_groups():
    text = f"Sitemap: {SITE}/a.xml\nUser-agent: GPTBot\nDisallow: /\nsitemap: {SITE}/news.xml # daily"
    assert says(text).sitemaps == (f"{SITE}/a.xml", f"{SITE}/news.xml")
    assert len(says("Sitemap: /x.xml\n" * 500).sitemaps) == 50


def test_what_comes_after_500_kib_is_cut_off_at_a_whole_line():
    start, rule = b"User-agent: *\nDisallow: /x\n", b"Disallow: /ab"
    filler = b"#" * (500 * 1024 - len(start) - len(rule) - 1) + b"\n"
    rules = robots.read(robots.decode(start + filler + rule + b"cd\n"))
    assert not rules.allows(f"{SITE}/x")
    assert rules.allows(f"{SITE}/ab")
    assert rules.allows(f"{SITE}/abcd")


def test_names_of_others_are_not_kept_and_cost_nothing():
    names = "".join(f"User-agent: bot{n}\n" for n in range(20_000))
    text = f"{names}Disallow: /x\n{names}User-agent: *\n" + "Disallow: /y*z\n" * 10_000
    kept = robots.relevant(text)
    assert len(kept) <= 100_000
    assert "bot" not in kept
    assert robots.relevant(kept) == kept
    assert not robots.read(kept).allows(f"{SITE}/yaz")


@pytest.mark.parametrize(
    "text", ["user-agent" + " " * 100_000, "\n" * 400_000, "disallow:" * 50_000, "\0\u2028" * 9_999]
)
def test_hostile_files_are_read(text):
    assert says(text).allows(PAGE)


# --- Asking for it ---------------------------------------------------------------------------------------


def test_it_is_asked_for_once_per_site():
    house = House(b"User-agent: *\nDisallow: /private")
    assert house.robots.allows(PAGE)
    assert not house.robots.allows(f"{SITE}/private/x")
    assert house.robots.delay_s(PAGE) == 0
    assert house.fetcher.asked == [(ROBOTS, None)]


def test_each_scheme_host_and_port_has_its_own():
    house = House(b"")
    for url in (
        "https://news.example/a",
        "https://NEWS.example:443/b",
        "http://news.example/a",
        "https://a.news.example/",
    ):
        house.robots.allows(url)
    asked = [url for url, _ in house.fetcher.asked]
    assert asked == [ROBOTS, "http://news.example/robots.txt", "https://a.news.example/robots.txt"]


def test_all_of_us_ask_once_a_day():
    house = House(b"User-agent: *\nDisallow: /2026")
    assert not house.robots.allows(PAGE)
    house.clock.advance(hours=23)
    assert not house.another().allows(PAGE)
    assert house.asked == 1
    house.fetcher.pages[ROBOTS] = b""
    house.clock.advance(hours=1)
    assert house.another().allows(PAGE)
    assert house.asked == 2


def test_who_goes_on_for_days_learns_of_changes():
    house = House(b"")
    assert house.robots.allows(PAGE)
    house.fetcher.pages[ROBOTS] = b"User-agent: *\nDisallow: /"
    house.clock.advance(hours=25)
    assert not house.robots.allows(PAGE)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_where_there_is_none_everything_is_allowed_for_a_day(status):
    house = House(FetchError(ROBOTS, "no", status=status, transient=False))
    assert house.robots.allows(PAGE)
    house.clock.advance(hours=23)
    assert house.another().allows(PAGE)
    assert house.asked == 1


@pytest.mark.parametrize("status", [500, 503, 429, None])
def test_where_it_cannot_be_had_nothing_is_allowed_for_an_hour(status):
    house = House(FetchError(ROBOTS, "no", status=status))
    for robots_ in (house.robots, house.another()):
        with pytest.raises(FetchError, match=r"robots\.txt"):
            robots_.allows(PAGE)
    assert house.robots.delay_s(PAGE) == 0
    assert house.robots.sitemaps(PAGE) == ()
    assert house.asked == 1
    house.fetcher.pages[ROBOTS] = b""
    house.clock.advance(hours=1)
    assert house.robots.allows(PAGE)


def test_the_error_says_nothing_secret():
    house = House(FetchError(ROBOTS, "no", status=500))
    with pytest.raises(FetchError) as caught:
        house.robots.allows(f"{PAGE}?key=secret")
    assert (caught.value.transient, caught.value.url) == (True, PAGE)


def test_an_address_that_must_not_be_asked_says_so():
    house = House(AddressRefused(ROBOTS, "It is not a public address."))
    with pytest.raises(AddressRefused):
        house.robots.allows(PAGE)
    assert house.robots.delay_s(PAGE) == 0
    assert house.store.robots(SITE, T0) is None


@pytest.mark.parametrize("url", ["", "mailto:a@b.example", "https://[x/", "ftp://news.example/a"])
def test_what_is_no_web_address_is_not_allowed_and_nobody_is_asked(url):
    house = House(b"")
    assert not house.robots.allows(url)
    assert (house.robots.delay_s(url), house.robots.sitemaps(url), house.asked) == (0, (), 0)


def test_sitemaps_are_whole_addresses_each_once():
    house = House(
        b"Sitemap: /news.xml\nSitemap: https://news.example/news.xml\n"
        b"Sitemap: mailto:x\nSitemap: //cdn.example/a"
    )
    assert house.robots.sitemaps(PAGE) == ("https://news.example/news.xml", "https://cdn.example/a")


def test_only_what_concerns_us_is_kept_in_the_table():
    house = House(b"# hello\nUser-agent: GPTBot\nDisallow: /\n\nUser-agent: *\nDisallow: /x\n")
    house.robots.allows(PAGE)
    assert (
        house.store.robots(SITE, T0 + timedelta(hours=1)) == "User-agent: others\nUser-agent: *\nDisallow: /x"
    )


def test_it_follows_where_robots_txt_is_redirected_to():
    house = House(Fetched("https://www.news.example/robots.txt", {}, b"User-agent: *\nDisallow: /"))
    assert not house.robots.allows(PAGE)


def test_memory_is_bounded():
    house = House(b"")
    for n in range(600):
        house.robots.allows(f"https://site{n}.example/")
    house.robots.allows("https://site599.example/x")
    assert house.asked == 600
    assert len(house.robots._known) <= 500
