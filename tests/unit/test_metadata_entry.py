"""What a page and its feed's entry say together."""

from datetime import datetime

import pytest

from newswatch.model import Entry, Page
from newswatch.sources import metadata
from newswatch.sources.claims import dates

URL = "https://www.harbour-post.example/news/lithium-mine"


def at(text):
    return text and dates.parse(text).when


def both(page=None, entry=None):
    return metadata.with_entry(
        Page(**{"url": URL, "site_name": "The Harbour Post"} | (page or {})),
        Entry(**{"id": "1", "url": URL, "title": ""} | (entry or {})),
    )


def test_the_entrys_title_is_what_the_newsroom_sends_out():
    assert (
        both({"title": "Lithium mine: all you need to know"}, {"title": "Mine opens"}).title == "Mine opens"
    )


def test_the_pages_title_stays_where_the_entry_has_none():
    assert both({"title": "Mine opens"}, {"title": " "}).title == "Mine opens"


def test_what_the_page_leaves_empty_the_entry_fills():
    entry = {
        "authors": ("Ann Lee",),
        "published": at("2026-11-23T12:00:00Z"),
        "language": "de_AT",
        "image_url": "https://img.example/a.jpg",
    }
    got = both({}, entry)
    assert (got.authors, got.published) == (("Ann Lee",), at("2026-11-23T12:00:00Z"))
    assert (got.language, got.image_url) == ("de-at", "https://img.example/a.jpg")


def test_what_the_page_says_the_entry_does_not_change():
    page = {
        "authors": ("Bob Ray",),
        "published": at("2026-11-23T10:00:00Z"),
        "updated": at("2026-11-23T11:00:00Z"),
        "language": "en",
        "image_url": "https://img.example/b.jpg",
        "section": "Business",
        "text": "Text.",
        "paywalled": True,
    }
    entry = {
        "authors": ("Ann Lee",),
        "published": at("2026-11-23T12:00:00Z"),
        "language": "de",
        "image_url": "https://img.example/a.jpg",
    }
    assert both(page, entry) == Page(url=URL, site_name="The Harbour Post", title="", **page)


@pytest.mark.parametrize(
    ("page", "entry", "authors"),
    [
        (("The Harbour Post",), ("Ann Lee",), ("Ann Lee",)),
        (("AFP",), ("Ann Lee", "Bob Ray"), ("Ann Lee", "Bob Ray")),
        (("Harbour Post Newsroom",), ("ann@harbour-post.example (Ann Lee)",), ("Ann Lee",)),
        (("The Harbour Post",), ("The Harbour Post",), ("The Harbour Post",)),
        (("AFP",), ("admin",), ("AFP",)),
        (("AFP",), ("Harbour Post Newsroom",), ("AFP",)),
        (("Bob Ray", "AFP"), ("Ann Lee",), ("Bob Ray", "AFP")),
        ((), ("By Ann Lee and Bob Ray",), ("Ann Lee", "Bob Ray")),
        (("Bob Ray",), (), ("Bob Ray",)),
        ((), ("记者：王小明 编辑：李雷",), ("王小明",)),
        ((), ("编辑：李雷", "记者：王小明"), ("王小明",)),
        ((), ("noreply@harbour-post.example",), ()),
    ],
)
def test_people_come_before_organisations(page, entry, authors):
    assert both({"authors": page}, {"authors": entry}).authors == authors


@pytest.mark.parametrize(
    ("page", "entry", "published"),
    [
        # A mere day, and the same day's time.
        ("2026-11-23", "2026-11-23T12:00:00Z", "entry"),
        ("2026-11-23", "2026-11-24T03:00:00Z", "entry"),
        ("2026-11-23", "2026-11-22T23:00:00Z", "entry"),
        ("2026-11-23", "2026-11-26T12:00:00Z", "page"),
        ("2026-11-23", "2026-11-23", "page"),
        # A time without a zone, and one with.
        ("2026-11-23T13:00:00", "2026-11-23T12:00:00Z", "entry"),
        ("2026-11-23T07:00:00", "2026-11-23T12:00:00Z", "entry"),
        ("2026-11-23T07:00:00", "2026-11-26T12:00:00Z", "page"),
        # A time with a zone.
        ("2026-11-23T13:00:00+01:00", "2026-11-23T13:00:00Z", "page"),
        ("2026-11-23T12:00:00Z", "2026-11-23T15:00:00Z", "page"),
        ("2026-11-21T12:00:00Z", "2026-11-23T12:00:00Z", "page"),
        ("2016-11-21T12:00:00Z", "2026-11-23T12:00:00Z", "page"),
        # A page that was made or changed long after.
        ("2026-11-25T12:00:00Z", "2026-11-23T12:00:00Z", "entry"),
        ("2026-11-24T11:00:00Z", "2026-11-23T12:00:00Z", "page"),
        # A placeholder.
        ("2000-01-01", "2026-11-23T12:00:00Z", "entry"),
        ("2026-01-01", "2026-01-15T12:00:00Z", "page"),
        # Nothing to choose.
        ("", "2026-11-23T12:00:00Z", "entry"),
        ("2026-11-23T12:00:00Z", "", "page"),
    ],
)
def test_the_better_date_is_believed(page, entry, published):
    wanted = {"page": at(page), "entry": at(entry)}[published]
    got = both({"published": at(page) or None}, {"published": at(entry) or None}).published
    assert got == wanted
    assert isinstance(got, datetime)


def test_nobody_says_when():
    assert both().published is None
