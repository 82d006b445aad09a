"""Of any address what can be watched there, asking only for what somebody has named."""

from dataclasses import dataclass, field

import pytest
from fakes import DirectParser, FakeFetcher, FakeRobots, FrozenClock
from listing_pages import HEADLINES, PAGES

from newswatch.errors import AddressRefused, FeedError, FetchError
from newswatch.model import Feed, Kind
from newswatch.ports import Fetched, Found, SecretHeader
from newswatch.usecases.finding import HttpFinder

SITE = "https://www.herald.example"
HOME = f"{SITE}/"
STORY = f"{SITE}/2026/03/storm-hits-the-north"
GONE = FetchError("", "It is gone.", status=404, transient=False)


def rss(title="Herald", *slugs):
    items = "".join(
        f"<item><title>{s}</title><link>{SITE}/news/{s}</link></item>" for s in slugs or ("one", "two")
    )
    return f'<rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>'.encode()


def page(*feeds, body="", head=""):
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" href="{f}" title="T {f}">' for f in feeds
    )
    return f"<!doctype html><head><title>Herald</title>{links}{head}</head><body>{body}</body>".encode()


TEXT = (
    "<p>The storm has left thousands without power, and more rain is to come until the weekend ends.</p>" * 20
)
ARTICLE = '<meta property="og:type" content="article">'
LIST = "".join(f'<li><h3><a href="/news/{slug}">{title}</a></h3></li>' for slug, title in HEADLINES)


@dataclass
class House:
    pages: dict = field(default_factory=dict)
    robots: FakeRobots = field(default_factory=FakeRobots)
    clock: FrozenClock = field(default_factory=FrozenClock)
    parser: DirectParser = field(default_factory=DirectParser)

    def __post_init__(self):
        self.fetcher = FakeFetcher(self.pages)
        self.finder = HttpFinder(self.fetcher, self.parser, self.robots, self.clock)

    def find(self, address=HOME, **more):
        return self.finder.find(address, **more)

    @property
    def asked(self):
        return [url for url, _ in self.fetcher.asked]


# --- What is named itself -----------------------------------------------------------------------------


def test_a_feed_is_found_as_it_is_and_nothing_else_is_asked():
    url = f"{SITE}/rss"
    house = House({url: rss()})
    found = house.find(f" {url}#top ")
    assert (found.url, found.kind, found.feed.title, len(found.feed.entries)) == (url, Kind.FEED, "Herald", 2)
    assert found.fetched.body == rss()
    assert (house.asked, house.robots.checked) == ([url], [])


def test_robots_txt_has_no_say_in_what_a_person_names():
    url = f"{SITE}/rss"
    assert isinstance(House({url: rss()}, FakeRobots(disallowed={url})).find(url), Found)


@pytest.mark.parametrize(
    ("moved", "url"), [("https://new.example/rss", "https://new.example/rss"), ("", f"{SITE}/rss")]
)
def test_the_address_is_where_permanent_redirects_led(moved, url):
    answer = Fetched("https://cdn.example/for-now", {}, rss(), moved)
    assert House({f"{SITE}/rss": answer}).find(f"{SITE}/rss").url == url


@pytest.mark.parametrize(
    "error",
    [
        FetchError(HOME, "It answered 500.", status=500),
        AddressRefused(HOME, "It is not a public address."),
        GONE,
    ],
)
def test_what_cannot_be_had_is_told_as_such(error):
    with pytest.raises(type(error)) as caught:
        House({HOME: error}).find()
    assert caught.value is error


@pytest.mark.parametrize(
    "address", ["", "bloomberg", "mailto:a@b.example", "file:///etc/passwd", "https://[x/"]
)
def test_what_is_no_address_is_refused_and_not_asked(address):
    house = House()
    with pytest.raises(AddressRefused):
        house.find(address)
    assert house.asked == []


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"{}", b"<opml version='2.0'></opml>"])
def test_what_is_neither_feed_nor_page_is_told_as_the_reader_of_feeds_does(data):
    with pytest.raises(FeedError) as told:
        DirectParser().feed(Fetched(HOME, {}, data))
    with pytest.raises(FeedError) as caught:
        House({HOME: data}).find()
    assert str(caught.value) == str(told.value)


def test_a_secret_goes_along():
    secret = SecretHeader("X-Key", "s3cret", SITE)
    house = House({HOME: page("/rss"), f"{SITE}/rss": rss()})
    house.find(secret=secret)
    assert house.fetcher.secrets == [(HOME, secret), (f"{SITE}/rss", secret)]


# --- Known services -----------------------------------------------------------------------------------


def test_a_known_service_is_asked_for_its_feed_at_once():
    feed = "https://github.com/acme/rocket/releases.atom"
    house = House({feed: rss("Releases")}, FakeRobots(disallowed={feed}))
    found = house.find("https://github.com/acme/rocket")
    assert (found.url, found.feed.title, house.asked) == (feed, "Releases", [feed])


def test_a_search_of_news_is_a_feed():
    house = House()
    with pytest.raises(FetchError):
        house.find('news:"climate tax"')
    [asked] = house.asked
    house.fetcher.pages[asked] = rss("climate tax - Google News")
    assert house.find('news:"climate tax"').url == asked


def test_what_only_looks_like_a_service_is_looked_at_itself():
    here = "https://shop.example/@ada"
    house = House({here: page("/rss"), "https://shop.example/rss": rss()})
    assert house.find(here).url == "https://shop.example/rss"
    assert house.asked == [f"{here}.rss", here, "https://shop.example/rss"]


def test_a_service_that_is_down_is_told_as_such():
    feed = "https://social.example/@ada.rss"
    house = House({feed: FetchError(feed, "It answered 503.", status=503)})
    with pytest.raises(FetchError, match="503"):
        house.find("https://social.example/@ada")
    assert house.asked == [feed]


# --- Declared feeds -----------------------------------------------------------------------------------


def test_the_one_feed_of_a_page_is_found_as_its_site_allows():
    house = House({HOME: page("/rss"), f"{SITE}/rss": rss()})
    found = house.find()
    assert (found.url, found.kind, found.feed.title) == (f"{SITE}/rss", Kind.FEED, "Herald")
    assert house.robots.checked == [f"{SITE}/rss"]


def test_feeds_of_comments_do_not_count():
    house = House({HOME: page("/comments/feed/", "/feed/"), f"{SITE}/feed/": rss()})
    assert house.find().url == f"{SITE}/feed/"
    assert f"{SITE}/comments/feed/" not in house.asked


def test_several_feeds_are_choices_with_what_is_in_them():
    house = House({
        HOME: page("/world.rss", "/sport.rss"),
        f"{SITE}/world.rss": rss("World", "a", "b"),
        f"{SITE}/sport.rss": rss("Sport", "c"),
    })  # fmt: skip
    choices = house.find()
    assert [(c.url, c.kind, c.feed.title, [e.title for e in c.feed.entries]) for c in choices] == [
        (f"{SITE}/world.rss", Kind.FEED, "World", ["a", "b"]),
        (f"{SITE}/sport.rss", Kind.FEED, "Sport", ["c"]),
    ]


def test_one_feed_in_two_formats_is_no_choice():
    house = House({HOME: page("/rss", "/atom"), f"{SITE}/rss": rss(), f"{SITE}/atom": rss("Herald (Atom)")})
    assert house.find().url == f"{SITE}/rss"


def test_one_feed_in_two_formats_that_tell_their_readers_apart_is_no_choice():
    tracked = rss("Herald", "storm", "calm").replace(b"</link>", b"?utm_source=atom</link>")
    house = House(
        {HOME: page("/rss", "/atom"), f"{SITE}/rss": rss("Herald", "storm", "calm"), f"{SITE}/atom": tracked}
    )
    assert house.find().url == f"{SITE}/rss"


def test_feed_of_a_part_of_the_site_is_another_feed():
    feeds = {f"{SITE}/all": rss("Herald", "storm", "calm"), f"{SITE}/weather": rss("Herald Weather", "storm")}
    house = House({HOME: page("/all", "/weather"), **feeds})
    assert len(house.find()) == 2


@pytest.mark.parametrize("broken", [b"<html><body>Log in</body></html>", GONE, AddressRefused("", "No.")])
def test_of_several_the_only_one_that_works_is_found(broken):
    house = House({HOME: page("/a", "/b", "/c"), f"{SITE}/a": broken, f"{SITE}/b": rss(), f"{SITE}/c": GONE})
    assert house.find().url == f"{SITE}/b"


def test_at_most_four_are_choices():
    urls = [f"{SITE}/{n}.rss" for n in range(9)]
    house = House({HOME: page(*urls), **{url: rss("T", f"only-{n}") for n, url in enumerate(urls)}})
    assert [choice.url for choice in house.find()] == urls[:4]
    assert house.asked == [HOME, *urls[:4]]


def test_at_most_eight_are_tried():
    urls = [f"{SITE}/{n}.rss" for n in range(20)]
    house = House({HOME: page(*urls)})
    with pytest.raises(FeedError, match="could not be read: answered 404"):
        house.find()
    assert house.asked == [HOME, *urls[:8]]


def test_nothing_more_is_begun_after_25_seconds():
    urls = [f"{SITE}/{n}.rss" for n in range(4)]
    house = House({HOME: page(*urls), **{url: rss("T", f"only-{n}") for n, url in enumerate(urls)}})

    def slowly(url, *rest, get=house.fetcher.get, **more):
        house.clock.advance(seconds=9)
        return get(url, *rest, **more)

    house.fetcher.get = slowly
    assert [choice.url for choice in house.find()] == urls[:2]


def test_a_feed_without_a_title_has_the_one_that_the_page_gives_it():
    untitled = rss().replace(b"<title>Herald</title>", b"")
    assert House({HOME: page("/rss"), f"{SITE}/rss": untitled}).find().feed.title == "T /rss"


def test_a_feed_that_the_site_does_not_let_programs_read_is_not_asked_for_and_can_be_named():
    feed = f"{SITE}/rss"
    house = House({HOME: page("/rss?key=secret")}, FakeRobots(disallowed={f"{feed}?key=secret"}))
    with pytest.raises(FeedError, match=rf"robots\.txt.*{feed}$"):
        house.find()
    assert house.asked == [HOME]


def test_a_feed_that_is_where_programs_may_not_read_can_be_named():
    feed, to = f"{SITE}/rss", "https://other.example/rss"
    house = House({HOME: page("/rss"), feed: Fetched(to, {}, rss())}, FakeRobots(disallowed={to}))
    with pytest.raises(FeedError, match=rf"robots\.txt.*{feed}$"):
        house.find()
    assert house.robots.checked == [feed, to]
    assert house.find(feed).feed.title == "Herald"


def test_where_robots_txt_cannot_be_had_nothing_more_is_asked():
    feed = f"{SITE}/rss"
    house = House({HOME: page("/rss")}, FakeRobots(unreachable={feed: FetchError(feed, "No robots.txt.")}))
    with pytest.raises(FeedError, match=r"No robots\.txt\."):
        house.find()
    assert house.asked == [HOME]


# --- Links that look like feeds, and the front page -------------------------------------------------


def test_a_link_that_looks_like_a_feed_is_tried_where_none_is_declared():
    house = House({HOME: page(body='<a href="/rss.xml">RSS</a>'), f"{SITE}/rss.xml": rss()})
    assert house.find().url == f"{SITE}/rss.xml"
    assert house.robots.checked == [f"{SITE}/rss.xml"]


def test_a_link_that_looks_like_a_feed_is_not_tried_where_one_is_declared():
    house = House({HOME: page("/feed", body='<a href="/rss.xml">RSS</a>'), f"{SITE}/feed": rss()})
    house.find()
    assert house.asked == [HOME, f"{SITE}/feed"]


def test_an_article_leads_to_the_feed_of_its_sites_front_page():
    house = House({STORY: page(head=ARTICLE, body=TEXT), HOME: page("/rss"), f"{SITE}/rss": rss()})
    assert house.find(STORY).url == f"{SITE}/rss"
    assert house.robots.checked == [HOME, f"{SITE}/rss"]


def test_an_article_leads_to_its_front_page_where_that_lists_articles():
    house = House({STORY: page(head=ARTICLE, body=TEXT), HOME: page(body=f"<ul>{LIST}</ul>")})
    found = house.find(STORY)
    assert (found.url, found.kind, len(found.feed.entries)) == (HOME, Kind.PAGE, len(HEADLINES))


def test_a_front_page_that_its_site_does_not_let_programs_read_is_not_asked_for():
    house = House({STORY: page(head=ARTICLE, body=TEXT)}, FakeRobots(disallowed={HOME}))
    with pytest.raises(FeedError):
        house.find(STORY)
    assert house.asked == [STORY]


def test_nothing_is_asked_twice():
    house = House({
        STORY: page("/rss", head=ARTICLE, body=f'{TEXT}<a href="/rss">RSS</a><a href="{STORY}/feed">x</a>'),
        HOME: page("/rss", STORY, HOME),
    })  # fmt: skip
    with pytest.raises(FeedError):
        house.find(STORY)
    assert sorted(set(house.asked)) == sorted(house.asked)


@pytest.mark.parametrize(
    "made_up", ["/feed", "/rss", "/feed.xml", "/atom.xml", "/sitemap.xml", "/favicon.ico"]
)
def test_no_address_is_made_up(made_up):
    house = House({HOME: page(body="<p>Hello</p>"), f"{SITE}{made_up}": rss()})
    with pytest.raises(FeedError, match=r"Nothing to watch was found at www\.herald\.example"):
        house.find()
    assert house.asked == [HOME]


# --- Pages --------------------------------------------------------------------------------------------


def test_a_page_that_lists_articles_is_watched_itself_where_it_has_no_feed():
    made = PAGES["cards"]()
    house = House({made.url: made.html.encode()})
    found = house.find(made.url)
    assert (found.url, found.kind, found.feed.form) == (made.url, Kind.PAGE, "page")
    assert [entry.url for entry in found.feed.entries] == made.urls
    assert found.fetched.body == made.html.encode()
    assert house.asked == [made.url]


def test_a_selector_means_the_page_itself_whatever_it_declares():
    made = PAGES["cards"]()
    html = made.html.replace(
        "</head>", '<link rel="alternate" type="application/rss+xml" href="/rss"></head>'
    )
    house = House({made.url: html.encode()})
    found = house.find(made.url, selector="h3 a")
    assert (found.kind, [entry.url for entry in found.feed.entries]) == (Kind.PAGE, made.urls[4:])
    assert house.asked == [made.url]


def test_a_selector_that_selects_nothing_is_told():
    with pytest.raises(FeedError, match="selects no links"):
        House({HOME: page(body="<p>Hello</p>")}).find(selector="h3 a")


def test_a_selector_means_the_page_of_a_service_too():
    here = "https://github.com/acme/rocket"
    house = House({here: page(body='<a class="x" href="/acme/rocket/wiki">Wiki</a>')})
    assert house.find(here, selector=".x").url == here


# --- Sitemaps -----------------------------------------------------------------------------------------


def test_a_news_sitemap_that_robots_txt_names_is_the_last_resort():
    news, others = f"{SITE}/news-sitemap.xml", f"{SITE}/sitemap.xml"
    house = House(
        {HOME: page(body="<p>Hello</p>"), news: rss("News")},
        FakeRobots(named={"www.herald.example": (others, news)}),
    )
    assert house.find().url == news
    assert house.asked == [HOME, news]


def test_a_news_sitemap_is_not_asked_for_where_there_is_a_list():
    made = PAGES["cards"]()
    robots = FakeRobots(named={"www.herald.example": (f"{SITE}/news-sitemap.xml",)})
    assert House({made.url: made.html.encode()}, robots).find(made.url).kind is Kind.PAGE


class IndexParser(DirectParser):
    """Knows an index of sitemaps, as the parser of sitemaps does."""

    parts: tuple[str, ...] = ()

    def feed(self, fetched, kind=Kind.FEED, selector=""):
        if fetched.body == b"index":
            return Feed("", (), form="sitemap index", parts=self.parts)
        return super().feed(fetched, kind, selector)


def test_the_latest_part_of_an_index_shows_what_is_in_it():
    parser = IndexParser()
    parser.parts = tuple(f"{SITE}/part{n}.xml" for n in range(4))
    parts = {
        url: Fetched(url, {"etag": f'"{n}"'}, rss(f"Part {n}", f"s{n}")) for n, url in enumerate(parser.parts)
    }
    house = House({HOME: b"index", **parts}, parser=parser)
    found = house.find()
    assert (found.url, found.feed.form, found.feed.title) == (HOME, "sitemap index", "Part 0")
    assert [entry.title for entry in found.feed.entries] == ["s0"]
    assert found.fetched.body == b"index"
    assert (found.part_url, found.part.etag) == (parser.parts[0], '"0"')
    assert house.robots.checked == [parser.parts[0]]


@pytest.mark.parametrize("refused", ["404", "page", "disallowed", "no robots.txt"])
def test_in_place_of_a_part_that_cannot_be_read_stands_the_next_one(refused):
    parser = IndexParser()
    first, second = parser.parts = (f"{SITE}/first.xml", f"{SITE}/second.xml")
    house = House({HOME: b"index", first: rss("First", "f"), second: rss("Second", "s")}, parser=parser)
    if refused == "404":
        house.pages[first] = GONE
    elif refused == "page":
        house.pages[first] = page()
    elif refused == "disallowed":
        house.robots.disallowed.add(first)
    else:
        house.robots.unreachable[first] = FetchError(first, "Its robots.txt cannot be had.")
    found = house.find()
    assert ([entry.title for entry in found.feed.entries], found.part_url) == (["s"], second)


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        ((f"{SITE}/gone.xml", f"{SITE}/gone2.xml"), "answered 404 Not Found."),
        ((f"{SITE}/page.html",), "This is a web page"),
        ((f"{SITE}/private.xml",), "its site asks programs not to read them (robots.txt)."),
        (("https://elsewhere.example/part.xml",), "all are on other sites."),
        ((HOME,), "all are on other sites."),
        ((f"{SITE}/index.xml",), "It has an index in an index"),
        ((), "it names none at all."),
    ],
)
def test_an_index_without_a_part_that_can_be_read_is_refused(parts, why):
    parser = IndexParser()
    parser.parts = parts
    pages = {HOME: b"index", f"{SITE}/page.html": page(), f"{SITE}/index.xml": b"index"}
    house = House(pages, FakeRobots(disallowed={f"{SITE}/private.xml"}), parser=parser)
    with pytest.raises(FetchError) as caught:
        house.find()
    assert str(caught.value).startswith("This index of sitemaps names no part that can be read: ")
    assert why in str(caught.value)
    assert caught.value.status is None


def test_an_index_that_a_page_names_and_that_has_no_readable_part_is_told_as_the_reason():
    parser = IndexParser()
    parser.parts = (f"{SITE}/gone.xml",)
    house = House({HOME: page("/index.xml"), f"{SITE}/index.xml": b"index"}, parser=parser)
    with pytest.raises(FeedError, match=r"names a feed, but .*names no part that can be read"):
        house.find()


def test_the_secret_goes_along_to_a_part():
    parser = IndexParser()
    parser.parts = (f"{SITE}/part.xml",)
    secret = SecretHeader("X-Key", "s3cret", SITE)
    house = House({HOME: b"index", f"{SITE}/part.xml": rss("Part", "s")}, parser=parser)
    house.find(secret=secret)
    assert house.fetcher.secrets == [(HOME, secret), (f"{SITE}/part.xml", secret)]


def test_parts_elsewhere_are_not_asked_for():
    parser = IndexParser()
    parser.parts = ("https://elsewhere.example/part.xml", f"{SITE}/part.xml")
    house = House({HOME: b"index", f"{SITE}/part.xml": rss("Part", "s")}, parser=parser)
    assert [entry.title for entry in house.find().feed.entries] == ["s"]
    assert house.asked == [HOME, f"{SITE}/part.xml"]
