"""Sitemaps, news sitemaps, and indexes of them."""

import gzip
from datetime import UTC, datetime

import pytest

from newswatch.errors import FeedError
from newswatch.sources import feed, feed_dates

BASE = "https://news.example/sitemap.xml"
NAMESPACES = (
    "xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'"
    " xmlns:image='http://www.google.com/schemas/sitemap-image/1.1'"
)
HEAD = "<?xml version='1.0' encoding='UTF-8'?>"


def parse(data):
    return feed.parse(data if isinstance(data, bytes) else data.encode(), {}, BASE)


def urlset(*pages, head=HEAD):
    return f"{head}<urlset {NAMESPACES}>{''.join(f'<url>{page}</url>' for page in pages)}</urlset>"


def index(*parts):
    listed = "".join(f"<sitemap>{part}</sitemap>" for part in parts)
    return f"<sitemapindex {NAMESPACES}>{listed}</sitemapindex>"


NEWS = """
    <loc>https://news.example/2026/mine-1?a=1&amp;b=2</loc>
    <image:image><image:loc>/m.jpg</image:loc><image:title>A picture</image:title></image:image>
    <news:news>
    <news:publication><news:name>The News</news:name><news:language>en</news:language></news:publication>
    <news:publication_date>2026-11-23T13:00:00+01:00</news:publication_date>
    <news:title><![CDATA[Mine & yours]]></news:title></news:news>
    <lastmod>2026-11-24</lastmod>"""


def test_news_sitemap_is_read():
    got = parse(urlset(NEWS))
    assert (got.form, got.title, got.language, got.parts) == ("news sitemap", "The News", "en", ())
    (only,) = got.entries
    assert only.id == only.url == "https://news.example/2026/mine-1?a=1&b=2"
    assert (only.title, only.language, only.image_url) == ("Mine & yours", "en", "https://news.example/m.jpg")
    assert only.published == datetime(2026, 11, 23, 12, tzinfo=UTC)
    assert only.updated == datetime(2026, 11, 24, tzinfo=UTC)
    assert only.assumed == ""


def test_plain_sitemap_is_read():
    got = parse(
        urlset("<loc> https://news.example/a </loc><lastmod>2026-11-24T10:00:00Z</lastmod>", "<loc>/b</loc>")
    )
    assert got.form == "sitemap"
    first, second = got.entries
    assert (first.url, first.assumed) == ("https://news.example/a", feed_dates.CHANGE_ONLY)
    assert first.published == first.updated == datetime(2026, 11, 24, 10, tzinfo=UTC)
    assert (second.url, second.published, second.assumed) == (
        "https://news.example/b",
        None,
        feed_dates.NO_DATE,
    )


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/2026/03/mine-opens-in-chile-1234567.html", "Mine opens in chile"),
        ("/news/Mine_opens/", "Mine opens"),
        ("/a/mine-opens-a1b2c3d4", "Mine opens"),
        ("/mine-opens/12345", "Mine opens"),
        ("/wiki/%D0%9C%D0%B8%D1%80-%D0%B8-%D1%82%D1%80%D1%83%D0%B4", "Мир и труд"),
        ("/12345", ""),
        ("/", ""),
    ],
)
def test_page_without_a_title_has_the_words_of_its_address(path, title):
    (only,) = parse(urlset(f"<loc>https://news.example{path}</loc>")).entries
    assert only.title == title


def test_page_without_a_web_address_is_none():
    assert parse(urlset("<loc>javascript:x</loc>", "<lastmod>2026-11-24</lastmod>", "")).entries == ()


def test_of_many_pages_the_newest_are_taken_in_their_own_order():
    pages = [f"<loc>/p-{n}</loc><lastmod>{2000 + n % 26}-01-01</lastmod>" for n in range(2_600)]
    got = parse(urlset(*pages)).entries
    assert len(got) == feed.MAX_ENTRIES
    assert min(one.published.year for one in got) == 2006
    numbers = [int(one.url.rpartition("-")[2]) for one in got]
    assert numbers == sorted(numbers)


def test_index_names_its_parts_the_latest_first():
    got = parse(
        index(
            "<loc>/old.xml</loc><lastmod>2025-01-01</lastmod>",
            "<loc>/undated.xml</loc>",
            "<loc>/new.xml.gz</loc><lastmod>2026-01-01T10:00:00+00:00</lastmod>",
            "<loc>/old.xml</loc>",
            "<loc>ftp://no.example/</loc>",
        )
    )
    assert (got.form, got.entries) == ("sitemap index", ())
    assert got.parts == tuple(
        f"https://news.example/{name}.xml{gz}" for name, gz in (("new", ".gz"), ("old", ""), ("undated", ""))
    )


@pytest.mark.parametrize(
    "listed",
    [
        ("/2026-9.xml", "/2026-10.xml", "/2025-12.xml"),
        ("/posts-9.xml", "/posts-10.xml", "/posts.xml"),
        ("/pages-2026.xml", "/News-1.xml", "/tags-7.xml"),
        ("/map.xml?page=9", "/map.xml?page=10", "/map.xml?page=1"),
        ("/authors.xml", "/posts.xml"),
    ],
)
@pytest.mark.parametrize("date", ["", "<lastmod>2026-03-01</lastmod>"], ids=["undated", "same date"])
def test_of_parts_that_no_date_tells_apart_the_latest_is_known_by_name_or_place(listed, date):
    got = parse(index(*(f"<loc>{path}</loc>{date}" for path in listed)))
    assert got.parts[0] == f"https://news.example{listed[1]}"


def test_date_of_a_part_goes_before_its_name():
    got = parse(
        index(
            "<loc>/news-9.xml</loc><lastmod>2026-03-01</lastmod>",
            "<loc>/a.xml</loc><lastmod>2026-03-02</lastmod>",
        )
    )
    assert got.parts[0] == "https://news.example/a.xml"


def test_index_names_fifty_parts_at_most():
    assert len(parse(index(*(f"<loc>/{n}.xml</loc>" for n in range(200)))).parts) == 50


def test_prefixes_no_namespace_and_compression_make_no_difference():
    plain = "<urlset><url><loc>/mine-opens</loc></url></urlset>"
    prefixed = "<s:urlset xmlns:s='http://www.sitemaps.org/schemas/sitemap/0.9'><s:url><s:loc>/mine-opens</s:loc></s:url></s:urlset>"
    for data in (plain.encode(), prefixed.encode(), gzip.compress(plain.encode()), plain.encode("utf-16")):
        assert [one.url for one in parse(data).entries] == ["https://news.example/mine-opens"]


def test_what_is_cut_off_gives_what_can_be_read():
    whole = urlset("<loc>/one-page</loc>", "<loc>/two-pages</loc>", "<loc>/three-pages</loc>")
    assert [one.url[-9:] for one in parse(whole[: whole.index("three")]).entries][:2] == [
        "/one-page",
        "two-pages",
    ]


def test_empty_sitemap_is_one():
    assert parse("<urlset/>").form == "sitemap"
    assert parse("<sitemapindex></sitemapindex>").parts == ()


def test_entities_are_neither_fetched_nor_expanded(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("s3cret")
    doctype = f'<!DOCTYPE urlset [<!ENTITY x SYSTEM "file://{secret}"><!ENTITY a "ha">'
    doctype += "".join(f'<!ENTITY {b} "{f"&{a};" * 50}">' for a, b in ("ab", "bc", "cd", "de", "ef")) + "]>"
    try:
        got = parse(urlset("<loc>/&x;&f;</loc>", "<loc>/one-page</loc>", head=doctype))
    except FeedError:
        return
    assert "s3cret" not in str(got)
    assert len(str(got)) < 10_000
