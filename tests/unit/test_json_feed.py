"""JSON Feed, as it should be and as it comes."""

import json
from datetime import UTC, datetime

import pytest

from newswatch.errors import FeedError
from newswatch.sources import feed, feed_dates

BASE = "https://news.example/feed.json?key=s3cret"
V1_1 = "https://jsonfeed.org/version/1.1"


def parse(document, content_type="application/feed+json"):
    data = document if isinstance(document, bytes) else json.dumps(document).encode()
    return feed.parse(data, {"content-type": content_type}, BASE)


def item(**fields):
    (only,) = parse({"version": V1_1, "items": [fields]}).entries
    return only


def test_feed_says_what_it_is():
    got = parse(
        {
            "version": V1_1,
            "title": "News",
            "home_page_url": "https://news.example/",
            "feed_url": "/feed.json",
            "language": "en_GB",
            "next_url": "https://news.example/feed.json?page=2",
            "hubs": [
                {"type": "rssCloud", "url": "https://no.example/"},
                {"type": "WebSub", "url": "https://hub.example/"},
            ],
            "items": [],
        }
    )
    assert (got.title, got.link, got.self_url) == (
        "News", "https://news.example/", "https://news.example/feed.json",
    )  # fmt: skip
    assert (got.form, got.language, got.hub, got.entries) == (
        "JSON Feed 1.1",
        "en-gb",
        "https://hub.example/",
        (),
    )


@pytest.mark.parametrize(
    "content_type", ["", "text/html", "application/json; charset=utf-8", "application/xml"]
)
def test_it_is_told_by_its_content(content_type):
    assert (
        parse({"version": "https://jsonfeed.org/version/1", "items": []}, content_type).form
        == "JSON Feed 1.0"
    )


def test_item_is_read():
    got = item(
        id="1",
        url="/a",
        title="A  title",
        summary="Short.",
        content_html="<p>All of the <b>text</b>, and long.</p>",
        image="/i.jpg",
        banner_image="/b.jpg",
        date_published="2026-11-23T13:00:00+01:00",
        date_modified="2026-11-24T13:00:00+01:00",
        authors=[{"name": "Ann"}, {"name": "Bob"}, {"name": "Ann"}],
        language="fr",
    )
    assert (got.id, got.url, got.title) == ("1", "https://news.example/a", "A title")
    assert (got.summary, got.content_html) == ("Short.", "<p>All of the <b>text</b>, and long.</p>")
    assert (got.authors, got.language, got.image_url) == (("Ann", "Bob"), "fr", "https://news.example/i.jpg")
    assert got.published == datetime(2026, 11, 23, 12, tzinfo=UTC)
    assert got.updated == datetime(2026, 11, 24, 12, tzinfo=UTC)
    assert got.assumed == ""


def test_plain_text_is_no_markup():
    got = item(id="1", title="a < b & c", summary="if a<b then", content_text="One <p>.\n\nTwo & three.")
    assert (got.title, got.summary) == ("a < b & c", "if a<b then")
    assert got.content_html == "<p>One &lt;p>.</p><p>Two &amp; three.</p>"
    alone = item(id="1", content_text="Only\nthis")
    assert (alone.summary, alone.content_html) == ("Only this", "<p>Only\nthis</p>")


@pytest.mark.parametrize(
    ("fields", "url"),
    [
        ({"url": "https://a.example/1", "external_url": "https://b.example/"}, "https://a.example/1"),
        ({"external_url": "https://b.example/"}, "https://b.example/"),
        ({"id": "https://a.example/1"}, "https://a.example/1"),
        ({"id": "not-an-address"}, ""),
        ({"url": "javascript:alert(1)", "id": "1"}, ""),
        ({"id": "1", "attachments": [{"url": "https://a.example/1.mp3", "mime_type": "audio/mpeg"}]}, "https://a.example/1.mp3"),
    ],
)  # fmt: skip
def test_link_is_the_articles(fields, url):
    assert item(**fields).url == url


@pytest.mark.parametrize(
    ("fields", "identity"),
    [
        ({"id": 17}, "17"),
        ({"id": 3.1415}, "3.1415"),
        ({"id": None, "url": "https://a.example/1"}, "https://a.example/1"),
        (
            {"id": ["x"], "title": "T", "date_published": "2026-11-23T13:00:00Z"},
            "T 2026-11-23T13:00:00+00:00",
        ),
        ({"content_text": "Only this"}, "Only this"),
        ({"id": "x" * 5_000}, "x" * 1_000),
    ],
)
def test_identity_is_the_id_else_what_there_is(fields, identity):
    assert item(**fields).id == identity


@pytest.mark.parametrize(
    ("holder", "names"),
    [
        ({"author": {"name": "Ann"}}, ("Ann",)),
        ({"authors": {"name": "Ann"}}, ("Ann",)),
        ({"authors": [], "author": {"name": "Ann"}}, ("Ann",)),
        ({"authors": [{"name": []}, "Bob", {"url": "x"}, {"name": "Ann"}]}, ("Ann",)),
        ({"authors": "Ann"}, ()),
    ],
)
def test_authors_of_both_versions_are_read(holder, names):
    assert item(id="1", **holder).authors == names
    (only,) = parse({"version": V1_1, "items": [{"id": "1"}], **holder}).entries
    assert only.authors == names


def test_wrong_types_cost_their_field_alone():
    wrong = {
        "id": "1",
        "title": 1000,
        "url": 1.2,
        "summary": True,
        "content_html": {},
        "content_text": [],
        "image": 7,
        "date_published": "not a date",
        "date_modified": {},
        "authors": 3,
        "language": True,
        "attachments": "x",
    }
    document = {
        "version": V1_1,
        "title": [1],
        "hubs": {"type": 1},
        "home_page_url": {},
        "items": [wrong, "x", None, 5],
    }
    got = parse(document)
    assert (got.title, got.hub, got.link) == ("", "", "")
    (only,) = got.entries
    assert (only.id, only.title, only.url, only.summary, only.authors) == ("1", "", "", "", ())
    assert (only.published, only.assumed) == (None, feed_dates.UNREADABLE)


def test_feed_without_a_version_is_told_by_its_items():
    assert [one.id for one in parse({"items": [{"id": "1", "content_text": "x"}]}).entries] == ["1"]
    assert parse({"version": V1_1, "items": {"not": "a list"}}).entries == ()


def test_duplicates_and_odd_numbers_are_read():
    data = b'{"version": "%s", "items": [{"id": NaN}, {"id": 1e999, "id": 2}, {"id": -Infinity}, {"id": %s}]}'
    got = parse(data % (V1_1.encode(), b"9" * 10_000))
    assert [one.id for one in got.entries] == ["NaN", "2", "-Infinity", "9" * 1_000]


def test_half_a_surrogate_pair_can_be_written_again():
    got = item(id="a\ud83d", title="b\ud83d", url="https://a.example/\ud83d", content_html="<p>\ud83d</p>")
    assert str(got).encode()
    assert got.title == "b?"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b'{"error": "no such feed"}', "though it is JSON"),
        (b'{"items": [{"name": "a list of something else"}]}', "though it is JSON"),
        (b"[]", "not a feed"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": [', "malformed"),
        (b'{"items":' + b"[" * 100_000, "malformed"),
        (b'{"a":' * 100_000, "malformed"),
    ],
)
def test_what_is_no_feed_is_said_to_be_none(data, words):
    with pytest.raises(FeedError, match=words):
        parse(data)


def test_sizes_are_cut():
    got = parse({"version": V1_1, "items": [{"id": str(n), "title": "t" * 9_000} for n in range(3_000)]})
    assert len(got.entries) == feed.MAX_ENTRIES
    assert len(got.entries[0].title) == 500
