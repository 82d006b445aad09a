"""What travels to the bounded parser's process and back; what comes back is from outside."""

import json
from dataclasses import fields
from datetime import UTC, datetime, timedelta, timezone

import pytest

from newswatch.model import Entry, Feed, Hints
from newswatch.parsing import wire
from newswatch.ports import PageLink, PageLinks

NOON = datetime(2026, 11, 23, 12, 0, 30, 5, tzinfo=UTC)
ENTRY = Entry(
    id="one",
    url="https://news.example/1",
    title="Überschwemmung \U0001f30a <b>",
    summary="In short.\n",
    content_html="<p>At length.</p>",
    authors=("Ann", "Bob"),
    published=NOON,
    language="de",
    image_url="https://news.example/1.jpg",
    updated=NOON + timedelta(hours=1),
    assumed="the time zone",
)
FEED = Feed(
    title="News",
    entries=(ENTRY, Entry("two", "", "")),
    language="de",
    link="https://news.example/",
    form="RSS 2.0",
    hints=Hints(3600, frozenset({0, 23}), frozenset({6})),
    hub="https://hub.example/",
    self_url="https://news.example/feed",
    parts=("https://news.example/a.xml",),
)
LINKS = PageLinks(
    "Home", (PageLink("https://news.example/feed", "All", declared=True),), FEED, is_article=True
)


@pytest.mark.parametrize("thing", [FEED, ENTRY, FEED.hints, LINKS, LINKS.feeds[0]])
def test_the_examples_leave_nothing_at_its_default(thing):
    # Whoever adds a field finds out here that it must travel.
    blank = {f.name for f in fields(thing) if getattr(thing, f.name) in ("", (), None, False, 0, frozenset())}
    assert blank == set()


@pytest.mark.parametrize(
    "answer", [FEED, LINKS, Feed("", ()), wire.Failure("No.", "E in x.py:1", spent=True)]
)
def test_answers_come_out_as_they_went_in(answer):
    assert answer == wire.decode_answer(wire.encode_answer(answer))


def test_requests_come_out_as_they_went_in():
    request = wire.Request(wire.PAGE, "https://news.example/?a=1", {"content-type": "ü"}, "main a")
    assert request == wire.decode_request(wire.encode_request(request))


def test_half_a_surrogate_pair_does_not_get_through():
    assert wire.decode_answer(wire.encode_answer(Feed("a\ud800b", ()))).title == "a?b"
    with pytest.raises(wire.JunkError):
        wire.decode_answer(json.dumps(as_json(Feed("a\ud800b", ()))).encode())


def as_json(answer):
    raw = json.loads(wire.encode_answer(Feed("", answer.entries, parts=answer.parts)))
    raw["feed"]["title"] = answer.title
    return raw


def changed(path, value):
    raw = json.loads(wire.encode_answer(FEED))
    *way, last = path
    place = raw
    for step in way:
        place = place[step]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    return json.dumps(raw).encode()


JUNK = [
    (("feed", "title"), 1),
    (("feed", "title"), None),
    (("feed", "title"), ...),
    (("feed", "hub"), ["x"]),
    (("feed", "entries"), {"0": {}}),
    (("feed", "entries"), [1]),
    (("feed", "entries", 0, "id"), ...),
    (("feed", "entries", 0, "authors"), "Ann"),
    (("feed", "entries", 0, "authors"), [1]),
    (("feed", "entries", 0, "published"), 1763899200),
    (("feed", "entries", 0, "published"), "yesterday"),
    (("feed", "entries", 0, "published"), "2026-11-23T12:00:00"),
    (("feed", "entries", 0, "updated"), "0001-01-01T00:00:00+23:00"),
    (("feed", "hints"), []),
    (("feed", "hints", "least_s"), "60"),
    (("feed", "hints", "least_s"), -1),
    (("feed", "hints", "least_s"), True),
    (("feed", "hints", "least_s"), 10**30),
    (("feed", "hints", "least_s"), 1.5),
    (("feed", "hints", "skip_hours"), [None]),
    (("feed", "hints", "skip_hours"), [24]),
    (("feed", "hints", "skip_days"), [7]),
    (("feed", "parts"), ["x"] * 20_001),
]


@pytest.mark.parametrize(("path", "value"), JUNK)
def test_an_answer_of_wrong_types_or_sizes_is_junk(path, value):
    with pytest.raises(wire.JunkError):
        wire.decode_answer(changed(path, value))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff",
        b"null",
        b"{}",
        b"[" * 100_000,
        b'{"failure": 1, "bug": "", "spent": false}',
        b'{"failure": "two\\nlines", "bug": "", "spent": false}',
        b'{"failure": "x", "bug": "", "spent": 0}',
        b'{"links": {"title": "", "feeds": [{"url": "", "title": ""}]}}',
    ],
    ids=lambda data: repr(data[:30]),
)
def test_what_is_no_answer_is_junk(data):
    with pytest.raises(wire.JunkError):
        wire.decode_answer(data)


def test_moments_come_out_in_utc():
    there = Entry("one", "", "", published=NOON.astimezone(timezone(timedelta(hours=9))))
    got = wire.decode_answer(wire.encode_answer(Feed("", (there,)))).entries[0].published
    assert (got, got.tzinfo) == (NOON, UTC)


def test_a_long_failure_is_cut():
    assert len(wire.decode_answer(wire.encode_answer(wire.Failure("x" * 10_000))).message) == 500
