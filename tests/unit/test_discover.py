"""What could be watched by way of a page: declared feeds, links that look like some, what it lists."""

import pytest
from listing_pages import HEADLINES, PAGES, SITE

from newswatch.errors import FeedError
from newswatch.sources.discover import links

RSS, ATOM = "application/rss+xml", "application/atom+xml"


def page(head="", body="", url=f"{SITE}/news", **headers):
    html = f"<!doctype html><html><head><title>The Herald</title>{head}</head><body>{body}</body></html>"
    return links(html.encode(), headers, url)


def found(page):
    return [(link.url, link.title, link.declared) for link in page.feeds]


def alternate(href, kind=RSS, title="", rel="alternate"):
    return f'<link rel="{rel}" type="{kind}" title="{title}" href="{href}">'


# --- Declared -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "kind",
    [
        RSS,
        ATOM,
        "application/feed+json",
        "application/json",
        "APPLICATION/RSS+XML",
        "text/rss",
        f"{RSS}; charset=utf-8",
    ],
)
def test_declared_feeds_of_all_kinds_are_found(kind):
    assert found(page(alternate("/feed", kind, "All news"))) == [(f"{SITE}/feed", "All news", True)]


@pytest.mark.parametrize(
    "link",
    [
        alternate("/de/", "text/html"),
        '<link rel="alternate" hreflang="de" href="/de/">',
        alternate("/wp-json/wp/v2/pages/2", "application/json"),
        alternate("/oembed?url=x", "application/json+oembed"),
        alternate("/oembed?url=x", "text/xml+oembed"),
        alternate("/app", RSS, rel="stylesheet"),
        alternate("javascript:alert(1)"),
        alternate(""),
        alternate("http://[broken/"),
        alternate("ftp://a.example/feed"),
    ],
)
def test_other_links_are_no_feeds(link):
    assert found(page(link)) == []


def test_feeds_are_found_wherever_they_are_declared_and_may_be_anywhere():
    head = alternate("https://feeds.example/herald") + alternate("feed:https://a.example/f")
    assert [url for url, *_ in found(page(head, alternate("/late")))] == [
        "https://feeds.example/herald",
        "https://a.example/f",
        f"{SITE}/late",
    ]


def test_a_base_element_says_where_declared_addresses_start_from():
    assert found(page(f'<base href="{SITE}/blog/">{alternate("feed.xml")}'))[0][0] == f"{SITE}/blog/feed.xml"


def test_feeds_of_comments_come_last():
    head = alternate("/comments/feed/", title="Herald » Comments Feed") + alternate(
        "/feed/", title="Herald » Feed"
    )
    assert [title for _, title, _ in found(page(head))] == ["Herald » Feed", "Herald » Comments Feed"]


def test_the_headers_of_the_answer_declare_feeds_too():
    header = f'</feed>; rel="alternate"; type="{RSS}"; title="From above", </de/>; rel=alternate; hreflang=de'
    assert found(page(link=header)) == [(f"{SITE}/feed", "From above", True)]


def test_a_feed_is_named_once_and_at_most_ten_are():
    head = alternate("/feed") + alternate("/feed/") + alternate("http://www.herald.example/feed")
    body = '<a href="/feed">RSS</a>'
    assert found(page(head, body)) == [(f"{SITE}/feed", "", True)]
    assert len(page("".join(alternate(f"/feed/{n}") for n in range(40))).feeds) == 10


# --- Links that look like feeds ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("href", "text"),
    [
        ("/feed", "Follow us"),
        ("/feed/", ""),
        ("/rss", "x"),
        ("/news.rss", "x"),
        ("/index.xml", "x"),
        ("/atom.xml", "x"),
        ("/feeds/world.xml", "x"),
        ("/?feed=rss2", "x"),
        ("/news?format=rss", "x"),
        ("/export/news.xml", "RSS"),
        ("/newsfeed.php", "Subscribe to our feed"),
        ("https://herald.example/rss/all", "x"),
        ("https://feeds.herald.example/all", "RSS feeds"),
        ("https://feeds.feedburner.com/herald", "x"),
    ],
)
def test_links_that_look_like_feeds_are_found(href, text):
    [link] = page(body=f'<a href="{href}">{text}</a>').feeds
    assert not link.declared


@pytest.mark.parametrize(
    ("href", "text"),
    [
        ("/feedback", "Feedback"),
        ("/news/how-to-feed-a-cat", "How to feed a cat"),
        ("/subscribe", "Subscribe"),
        ("/sitemap.xml", "Sitemap"),
        ("https://elsewhere.example/feed", "RSS"),
        ("https://feedly.com/i/subscription/feed/x", "Follow on Feedly"),
        ("/wp-json/feed", "x"),
        ("mailto:rss@herald.example", "RSS"),
        ("#rss", "RSS"),
    ],
)
def test_other_links_do_not_look_like_feeds(href, text):
    assert found(page(body=f'<a href="{href}">{text}</a>')) == []


def test_declared_feeds_come_before_those_that_only_look_like_some():
    told = found(page("", f'<a href="/rss">RSS</a>{alternate("/declared")}'))
    assert [(url, declared) for url, _, declared in told] == [
        (f"{SITE}/declared", True),
        (f"{SITE}/rss", False),
    ]


# --- Lists and articles ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAGES)
def test_a_page_that_lists_articles_is_no_article(name):
    made = PAGES[name]()
    told = links(made.html.encode(), {}, made.url)
    assert not told.is_article
    assert [entry.url for entry in told.listed.entries] == made.urls
    assert told.title == "News - The Herald"


TEXT = (
    "<p>The bridge had been closed for two years while its cables were replaced, one after the other.</p>" * 8
)
OG_ARTICLE = '<meta property="og:type" content="article">'
RELATED = '<section class="more"><h2>More</h2><ul>{}</ul></section>'.format(
    "".join(f'<li><h3><a href="/news/{slug}">{title}</a></h3></li>' for slug, title in HEADLINES[:6])
)
HERE = f"{SITE}/news/bridge-over-the-leith-opens-again"


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (OG_ARTICLE, TEXT),
        (OG_ARTICLE, TEXT + RELATED),
        ("", f"<article>{TEXT * 3}</article>{RELATED}"),
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","headline":"The Herald"}</script>',
            TEXT + RELATED,
        ),
    ],
)
def test_an_article_is_one_though_others_are_listed_below_it(head, body):
    assert page(head, body, HERE).is_article


def test_a_front_page_that_calls_itself_an_article_is_none():
    made = PAGES["wordpress"]()
    html = made.html.replace("<head>", f"<head>{OG_ARTICLE}")
    assert not links(html.encode(), {}, f"{SITE}/").is_article
    assert not links(html.encode(), {}, f"{SITE}/news").is_article


def test_an_empty_page_has_nothing():
    told = page()
    assert (told.feeds, told.listed.entries, told.is_article) == ((), (), False)


@pytest.mark.parametrize("data", [b"", b"<rss version='2.0'></rss>", b"{}", b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_page_is_refused(data):
    with pytest.raises(FeedError, match="not a web page"):
        links(data, {}, SITE)


def test_a_page_with_far_too_many_links_is_read():
    told = page("".join(alternate(f"/f{n}") for n in range(2_000)), "<a href='/feed/x'>RSS</a>" * 3_000)
    assert len(told.feeds) == 10
