"""Pages that list articles: the list is found by itself, whatever builds the page, or by a CSS selector."""

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from listing_pages import AROUND_BOTTOM, AROUND_TOP, HEADLINES, MOST_READ, PAGES, SITE, whole

from newswatch.errors import FeedError
from newswatch.sources import listing, signs
from newswatch.sources.selectors import refusal


def read(html, url=f"{SITE}/news", selector="", **headers):
    return listing.articles(html.encode(), headers, url, selector)


def items(number=4, before="", after=""):
    return "".join(
        f'<li>{before}<a href="/news/{slug}">{title}</a>{after}</li>' for slug, title in HEADLINES[:number]
    )


# --- Found by itself -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAGES)
def test_the_articles_are_found_in_their_order_and_nothing_else_is(name):
    page = PAGES[name]()
    feed = read(page.html, page.url)
    assert [entry.url for entry in feed.entries] == page.urls
    assert [entry.title for entry in feed.entries] == page.titles


def test_a_list_is_a_feed_with_the_pages_own_particulars():
    page = PAGES["cards"]()
    feed = read(page.html, page.url)
    assert (feed.title, feed.language, feed.link, feed.form) == ("News - The Herald", "en", page.url, "page")


def test_an_entry_has_what_stands_around_its_link():
    page = PAGES["cards"]()
    entry = read(page.html, page.url).entries[2]
    assert entry.id == entry.url == page.urls[2]
    assert entry.published == datetime(2026, 3, 3, 7, 30, tzinfo=UTC)
    assert entry.assumed == ""
    assert entry.summary.startswith("What it means for those who live nearby")
    assert entry.image_url == f"{SITE}/img/2.jpg"


@pytest.mark.parametrize(
    ("name", "assumed"),
    [
        ("table", "only the day is given"),
        ("definition_list", "only the day is given"),
        ("headings_and_paragraphs", "only the day is given"),
        ("japanese", "only the day is given"),
        ("plain_list", "only the day is known, from the address"),
    ],
)
def test_a_day_is_found_beside_the_link_or_in_its_address(name, assumed):
    page = PAGES[name]()
    entries = read(page.html, page.url).entries
    assert [entry.published for entry in entries] == [
        datetime(2026, 3, n, tzinfo=UTC) for n in range(1, len(entries) + 1)
    ]
    assert {entry.assumed for entry in entries} == {assumed}


def test_without_a_date_nothing_is_assumed():
    page = PAGES["read_more"]()
    entries = read(page.html, page.url).entries
    assert {(entry.published, entry.assumed) for entry in entries} == {(None, "")}


def test_two_links_to_one_article_are_one_entry_with_the_better_text():
    links = "".join(
        f'<div class="x"><a href="/news/{slug}#top"><img src="/i.png" alt="A picture of it"></a>'
        f'<h3><a href="/news/{slug}?utm_medium=front">{title}</a></h3></div>'
        for slug, title in HEADLINES[:4]
    )
    entries = read(whole(links)).entries
    assert [(entry.url, entry.title) for entry in entries] == [
        (f"{SITE}/news/{slug}", title) for slug, title in HEADLINES[:4]
    ]


def test_links_to_other_sites_are_no_articles_of_this_one():
    elsewhere = items().replace('href="/', 'href="https://elsewhere.example/')
    with pytest.raises(FeedError, match="No list of articles"):
        read(f"<html><body><ul>{elsewhere}</ul></body></html>")


def test_where_only_a_box_beside_lists_articles_it_is_taken():
    feed = read(f"<html><body>{MOST_READ}</body></html>")
    assert [entry.title.split()[0] for entry in feed.entries] == ["Recipe", "How", "Ten"]


def test_a_base_element_says_where_links_start_from():
    html = f'<html><head><base href="{SITE}/archive/"></head><body><ul>{items()}</ul></body></html>'
    html = html.replace('href="/news', 'href="news')
    assert read(html).entries[0].url == f"{SITE}/archive/news/{HEADLINES[0][0]}"


def test_at_most_200_entries_are_read():
    links = "".join(
        f'<li><a href="/news/a-story-of-number-{n}">The story of number {n}</a></li>' for n in range(300)
    )
    assert len(read(whole(f"<ul>{links}</ul>")).entries) == 200


def test_the_encoding_is_told_as_for_articles():
    html = whole(f"<ul>{items()}</ul>").replace("Minister", "Ministär")
    feed = listing.articles(
        html.encode("iso-8859-1"), {"content-type": "text/html; charset=iso-8859-1"}, SITE
    )
    assert feed.entries[0].title.startswith("Ministär")


@pytest.mark.parametrize(
    "main",
    [
        "",
        "<p>Some text of no consequence.</p>",
        f"<ul>{items(2)}</ul>",
        '<ul><li><a href="/contact">Contact us by mail or phone</a></li></ul>' * 5,
    ],
)
def test_a_page_without_a_list_is_refused_with_what_helps(main):
    with pytest.raises(FeedError, match="CSS selector"):
        read(f"<!doctype html><html><body>{AROUND_TOP}<main>{main}</main></body></html>")


def test_navigation_and_footer_alone_are_no_list():
    bottom = AROUND_BOTTOM.replace(MOST_READ, "")
    with pytest.raises(FeedError):
        read(f"<!doctype html><html><body>{AROUND_TOP}<main></main>{bottom}</body></html>")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"   ",
        b'{"version": "https://jsonfeed.org/version/1.1"}',
        b"<?xml version='1.0'?><rss version='2.0'><channel></channel></rss>",
        b"<?xml version='1.0'?><!-- made by hand --><feed xmlns='http://www.w3.org/2005/Atom'></feed>",
        b"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'></urlset>",
        b"%PDF-1.7 ...",
        b"just some words",
    ],
)
def test_what_is_no_page_is_not_searched(data):
    with pytest.raises(FeedError, match="not a web page"):
        listing.articles(data, {}, SITE)


# --- What JSON-LD adds -----------------------------------------------------------------------------------


LISTED = ",".join(
    f'{{"@type":"ListItem","position":{n},"item":{{"@type":"NewsArticle","url":"/news/{slug}","headline":"{title}",'
    f'"datePublished":"2026-03-0{n}T06:00:00Z","description":"In short, number {n}.",'
    f'"image":"/ld/{n}.jpg"}}}}'
    for n, (slug, title) in enumerate(HEADLINES[:4], 1)
)
JSON_LD = f'<script type="application/ld+json">{{"@type":"ItemList","itemListElement":[{LISTED}]}}</script>'


def test_json_ld_tells_what_the_page_does_not_show():
    entry = read(whole(f"{JSON_LD}<ul>{items()}</ul>")).entries[1]
    assert entry.published == datetime(2026, 3, 2, 6, tzinfo=UTC)
    assert (entry.summary, entry.image_url) == ("In short, number 2.", f"{SITE}/ld/2.jpg")


def test_a_list_in_json_ld_alone_is_one():
    page = read(whole(f'{JSON_LD}<div id="app">Loading</div>'))
    assert [entry.title for entry in page.entries] == [title for _, title in HEADLINES[:4]]


def test_breadcrumbs_are_no_list():
    crumbs = JSON_LD.replace("ItemList", "BreadcrumbList").replace("NewsArticle", "Thing")
    with pytest.raises(FeedError):
        read(f"<html><body>{crumbs}</body></html>")


# --- By a selector -----------------------------------------------------------------------------------------


PICKED = (
    '<div class="a"><h2><a href="/x/1">One</a></h2></div><div class="a"><h2><a href="/y">Two</a></h2></div>'
    '<div class="b"><a href="/z"><span class="t">Three</span></a></div><a href="mailto:a@b.example">Mail</a>'
)


@pytest.mark.parametrize(
    ("selector", "titles"),
    [
        ("h2 a", ["One", "Two"]),
        (".a", ["One", "Two"]),
        ("main div:not(.b) a", ["One", "Two"]),
        ("a[href^='/z']", ["Three"]),
        (".t", ["Three"]),
        ("div:nth-child(2) a, .b", ["Two", "Three"]),
    ],
)
def test_a_selector_picks_links_or_what_contains_or_surrounds_them(selector, titles):
    assert [entry.title for entry in read(whole(PICKED), selector=selector).entries] == titles


def test_a_selector_may_pick_a_single_link_to_anywhere():
    feed = read('<html><body><a class="x" href="https://other.example/">Go</a></body></html>', selector=".x")
    assert [(entry.url, entry.title) for entry in feed.entries] == [("https://other.example/", "Go")]


@pytest.mark.parametrize("selector", [".nowhere", "p", "a[href^=mailto]"])
def test_a_selector_that_selects_no_links_is_told(selector):
    with pytest.raises(FeedError, match="selects no links on this page"):
        read(whole(PICKED), selector=selector)


@pytest.mark.parametrize("selector", ["h2 >", "a[", "..x", "a:first-child(", "{}", ">>"])
def test_what_is_no_selector_is_told(selector):
    with pytest.raises(FeedError, match="is not a CSS selector"):
        read(whole(PICKED), selector=selector)


@pytest.mark.parametrize(
    ("selector", "said"),
    [
        ("div:has(a)", ":has"),
        ("a:-soup-contains('x')", ":-soup-contains"),
        ("a:not(:is(b))", "parentheses within parentheses"),
        ("a " * 9, "too many steps"),
        ("a ~ a ~ a", "too many steps"),
        ("a" * 201, "too long"),
    ],
)
def test_a_selector_that_could_cost_much_is_refused(selector, said):
    assert said in refusal(selector)
    with pytest.raises(FeedError, match=said):
        read(whole(PICKED), selector=selector)


@pytest.mark.parametrize(
    "selector", ["main h3 a", "a[title=':has(']", "ul > li:first-child a, h2.title + p a"]
)
def test_ordinary_selectors_are_taken(selector):
    assert refusal(selector) == ""


# --- What an address and a text are worth -------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "/2026/03/02/storm", "/2026/mar/02/storm-hits", "/news/minister-opens-new-bridge",
        "/article.php?id=123",
        "/story/48211", "/politik/minister-eroeffnet-bruecke-4821.html", "/a/%E9%A6%96%E7%9B%B8%E3%81%8C",
        "/press/Release.aspx?id=7",
        "/people/minister-opens-new-bridge",
    ],
)  # fmt: skip
def test_addresses_of_articles_are_worth_much(path):
    assert signs.of_address(SITE + path) >= 0.5


@pytest.mark.parametrize(
    "path",
    ["/", "/politics", "/tag/climate-change-and-energy", "/author/jane-doe-1234", "/2026/03/", "/2026",
     "/page/2", "/search?q=a", "/files/annual-report-for-2026.zip", "/topics/energy-and-climate"],
)  # fmt: skip
def test_addresses_of_lists_and_services_are_worth_little(path):
    assert signs.of_address(SITE + path) < 0.35


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("Minister opens new bridge", 1, 1),
        ("首相が新しい橋の開通式に出席", 1, 1),
        ("นายกรัฐมนตรีเปิดสะพานใหม่ที่เชียงใหม่", 1, 1),
        ("Shares fall in Tokyo", 1, 1),
        ("Mehr Geld für Kitas", 1, 1),
        ("Storm hits north", 0.3, 0.6),
        ("Politics", 0, 0),
        ("Read more about this story", 0, 0),
        ("Continue reading Minister opens new bridge", 0, 0),
        ("12 comments", 0, 0),
        ("Weiterlesen …", 0, 0),
        ("", 0, 0),
    ],
)
def test_headlines_are_told_from_labels(text, least, most):
    assert least <= signs.of_text(text) <= most


# --- Hostile ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "html",
    [
        "<a href='/news/one-two-three-four'>" * 5_000,
        "<div>" * 3_000 + "<a href='/news/one-two-three-four'>One two three four</a>",
        "<html><body>" + "<a href='/n/" + "a-" * 5_000 + "'>One two three four</a>" * 50,
        "<html><body><a href='//[x/'>One two three four</a><a href='http://a:99999/x-y-z-w'>Two three</a>",
        "<html><body>"
        + "".join(f"<p class='{'x ' * 500}'><a href='/a-b-c-d-{n}'>a b c d</a>" for n in range(200)),
    ],
)
def test_hostile_pages_are_read_or_refused(html):
    entries = ()
    with suppress(FeedError):
        entries = read(html).entries
    assert all(entry.url.startswith("http") and entry.title for entry in entries)
