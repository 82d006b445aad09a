"""The demo news sites over real HTTP: editions, conditional requests, and pages that are like real ones."""

import json
import socket
import struct
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import html

from infra.laptop.demo_site import MAIN, OTHER, DemoSite
from infra.laptop.seeds import demo_site
from newswatch.errors import AddressRefused
from newswatch.sources import article as articles
from newswatch.sources import feed as feeds
from newswatch.sources import urls
from newswatch.sources.fetch import Fetcher

FOLDER = Path(__file__).parents[2] / "seeds" / "demo"
SITES = [demo_site(FOLDER / name) for name in (MAIN, OTHER)]
SITE = SITES[0]
NOON = datetime(2026, 5, 6, 12, tzinfo=UTC)
MEETING = "/world/rovaniemi-meeting"


class Clock:
    def __init__(self):
        self.at = NOON

    def __call__(self):
        return self.at


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def site(clock):
    running = DemoSite(0, FOLDER, clock)
    yield running
    running.close()


@pytest.fixture
def full(site, clock):
    """The site with all editions, the first an hour before the others."""
    site.publish(1)
    clock.at += timedelta(hours=1)
    site.publish(2)
    site.publish(3)
    return site


def fetch(site, path, method="GET", *, outlet=0, **headers):
    connection = HTTPConnection("127.0.0.1", urlsplit(site.url).port, timeout=5)
    try:
        named = {"Host": site.outlets[outlet].host}
        named |= {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, headers=named)
        response = connection.getresponse()
        return response.status, response.headers, response.read()
    finally:
        connection.close()


def entries(site, path, outlet=0):
    status, headers, data = fetch(site, path, outlet=outlet)
    assert status == 200
    return feeds.parse(data, headers, f"{site.outlets[outlet].url}{path}").entries


def slugs(site, path="/feed.xml", outlet=0):
    return [urlsplit(entry.url).path.rsplit("/", 1)[1] for entry in entries(site, path, outlet)]


def of_edition(*numbers, outlet=0):
    return {article.slug for article in SITES[outlet].articles if article.edition in numbers}


@pytest.mark.parametrize("path", ["/feed.xml", "/atom.xml"])
@pytest.mark.parametrize("outlet", [0, 1])
def test_feeds_carry_what_has_been_published(site, path, outlet):
    assert slugs(site, path, outlet) == []
    out = []
    for edition in site.editions:
        site.publish(edition)
        out.append(edition)
        assert set(slugs(site, path, outlet)) == of_edition(*out, outlet=outlet)


@pytest.mark.parametrize("path", ["/feed.xml", "/atom.xml"])
def test_feeds_have_the_newest_first(full, path):
    dates = [entry.published for entry in entries(full, path)]
    assert dates == sorted(dates, reverse=True)
    assert dates[0] == NOON + timedelta(hours=1, minutes=-6)


def test_an_entry_of_the_feed_says_what_its_article_is(full):
    entry = next(entry for entry in entries(full, "/feed.xml") if entry.url.endswith("cafe-muller-bun"))
    assert entry.title == "“Sugar < 1 %”: how Café Müller & Søn’s plain bun won over Østervang"
    assert (
        entry.summary
        == "It has no icing, no filling and a queue around the corner. Its baker says that’s the point."
    )
    assert entry.authors == ("Odile Marchetti",)
    assert entry.image_url == f"{full.url}/images/cafe-muller-bun.png"
    assert entry.content_html == ""


def test_ids_of_entries_outlive_a_change_of_port(full, clock):
    again = DemoSite(0, FOLDER, clock, full.published)
    try:
        assert again.url != full.url
        assert [entry.id for entry in entries(again, "/feed.xml")] == [
            entry.id for entry in entries(full, "/feed.xml")
        ]
    finally:
        again.close()


def test_links_of_the_atom_feed_carry_a_campaign_and_their_pages_are_canonical_without_it(full):
    entry = entries(full, "/atom.xml")[0]
    assert "?utm_source=atom" in entry.url
    parts = urlsplit(entry.url)
    _status, _headers, body = fetch(full, f"{parts.path}?{parts.query}")
    assert html.fromstring(body).xpath("string(//link[@rel='canonical']/@href)") == f"{full.url}{MEETING}"


def test_editions_come_out_in_turn(site, clock):
    with pytest.raises(ValueError, match="before the one before it"):
        site.publish(2)
    with pytest.raises(ValueError, match="no edition 4"):
        site.publish(4)
    site.publish(1)
    clock.at += timedelta(hours=1)
    site.publish(1)
    assert site.published == {1: NOON}
    assert site.editions == (1, 2, 3)


def test_a_restart_on_the_same_port_changes_nothing(full, clock):
    before = {path: fetch(full, path)[1:] for path in ("/", "/feed.xml", "/culture", MEETING, "/about")}
    full.close()
    clock.at += timedelta(days=1)
    again = DemoSite(urlsplit(full.url).port, FOLDER, clock, full.published)
    try:
        for path, (headers, body) in before.items():
            status, headers_again, body_again = fetch(again, path)
            assert (status, body_again) == (200, body)
            assert headers_again["ETag"] == headers["ETag"]
            assert headers_again["Last-Modified"] == headers["Last-Modified"]
    finally:
        again.close()


# Conditional requests

UNCHANGED_BY_THE_SECOND = ["/about", "/style.css", "/technology", "/technology/harborline-gateway"]


@pytest.mark.parametrize(
    "path", ["/", "/feed.xml", "/atom.xml", "/culture", MEETING, "/images/harbour-choir.png"]
)
def test_what_has_not_changed_is_not_sent_again(full, path):
    _status, headers, body = fetch(full, path)
    assert body
    for condition in (
        {"If_None_Match": headers["ETag"]},
        {"If_None_Match": f'"other", W/{headers["ETag"]}'},
        {"If_None_Match": "*"},
        {"If_Modified_Since": headers["Last-Modified"]},
        {"If_None_Match": headers["ETag"], "If_Modified_Since": "Thu, 01 Jan 1970 00:00:00 GMT"},
    ):
        status, headers_again, body_again = fetch(full, path, **condition)
        assert (status, body_again) == (304, b"")
        assert headers_again["ETag"] == headers["ETag"]
        assert headers_again["Last-Modified"] == headers["Last-Modified"]
        assert headers_again["Cache-Control"] == "max-age=1"


@pytest.mark.parametrize(
    "condition",
    [
        {},
        {"If_None_Match": '"other"'},
        {"If_Modified_Since": "Thu, 01 Jan 1970 00:00:00 GMT"},
        {"If_Modified_Since": "yesterday"},
        {"If_Modified_Since": "Wed, 06 May 2099 12:00:00 -0000"},
        {"If_None_Match": '"other"', "If_Modified_Since": "Wed, 06 May 2099 12:00:00 GMT"},
    ],
)
def test_what_the_client_does_not_hold_is_sent(full, condition):
    status, headers, body = fetch(full, "/feed.xml", **condition)
    assert status == 200
    assert len(body) == int(headers["Content-Length"])


@pytest.mark.parametrize("path", ["/", "/feed.xml", "/atom.xml", "/culture"])
def test_a_new_edition_changes_the_validators(site, clock, path):
    site.publish(1)
    before = fetch(site, path)[1]
    site.publish(2)  # within the same second
    status, after, _body = fetch(site, path, If_Modified_Since=before["Last-Modified"])
    assert status == 200
    assert after["ETag"] != before["ETag"]


@pytest.mark.parametrize("path", UNCHANGED_BY_THE_SECOND)
def test_a_new_edition_leaves_alone_what_it_does_not_touch(site, clock, path):
    site.publish(1)
    before = fetch(site, path)[1]
    clock.at += timedelta(hours=1)
    site.publish(2)
    assert fetch(site, path, If_None_Match=before["ETag"])[0] == 304
    assert fetch(site, path, If_Modified_Since=before["Last-Modified"])[0] == 304


def test_head_answers_like_get_without_the_body(full):
    _status, get, body = fetch(full, "/feed.xml")
    status, head, nothing = fetch(full, "/feed.xml", method="HEAD")
    assert (status, nothing) == (200, b"")
    assert head["Content-Length"] == str(len(body))
    assert head["ETag"] == get["ETag"]
    assert fetch(full, "/feed.xml", method="HEAD", If_None_Match=get["ETag"])[0] == 304


def test_a_connection_can_be_used_again_after_each_kind_of_answer(full):
    # A body where none belongs would be read as the beginning of the next answer.
    etag = fetch(full, "/feed.xml")[1]["ETag"]
    connection = HTTPConnection("127.0.0.1", urlsplit(full.url).port, timeout=5)
    try:
        seen = []
        for method, path, headers in (
            ("HEAD", "/feed.xml", {}),
            ("GET", "/feed.xml", {"If-None-Match": etag}),
            ("HEAD", "/nowhere", {}),
            ("GET", "/nowhere", {}),
            ("GET", "/feed.xml", {}),
        ):
            connection.request(method, path, headers=headers)
            response = connection.getresponse()
            response.read()
            seen.append(response.status)
    finally:
        connection.close()
    assert seen == [200, 304, 404, 404, 200]


@pytest.mark.parametrize(
    "path", ["/nowhere", "/world/nowhere", "/images/nowhere.png", "/culture/rovaniemi-meeting"]
)
def test_what_is_not_there_is_a_page_that_says_so(full, path):
    status, headers, body = fetch(full, path)
    assert status == 404
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert "ETag" not in headers
    assert b"Page not found" in body
    assert fetch(full, path, If_None_Match="*")[0] == 404


def test_an_article_is_not_there_before_its_edition(site):
    site.publish(1)
    assert fetch(site, MEETING)[0] == 404
    site.publish(2)
    assert fetch(site, MEETING)[0] == 200


# Pages

BY_SLUG = [
    pytest.param(outlet, article, id=article.slug)
    for outlet, site in enumerate(SITES)
    for article in site.articles
]


def page(site, outlet, article):
    status, headers, body = fetch(site, f"/{article.section}/{article.slug}", outlet=outlet)
    assert status == 200
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    return html.fromstring(body.decode())


@pytest.mark.parametrize(("outlet", "article"), BY_SLUG)
def test_a_page_has_its_text_and_says_what_it_is(full, outlet, article):
    tree = page(full, outlet, article)
    assert tree.xpath("string(//article//h1)") == article.title
    paragraphs = tree.xpath("//div[@class='body']/*[self::p or self::h2]")
    assert [paragraph.text_content() for paragraph in paragraphs] == [
        paragraph.removeprefix("## ") for paragraph in article.paragraphs
    ]
    base = full.outlets[outlet].url
    url, picture = f"{base}/{article.section}/{article.slug}", f"{base}/images/{article.slug}.png"
    data = json.loads(tree.xpath("string(//script[@type='application/ld+json'])"))
    assert data["@type"] == "NewsArticle"
    assert data["headline"] == article.title
    assert data["mainEntityOfPage"]["@id"] == url
    assert data["image"][0]["url"] == picture
    assert tree.xpath("//meta[@property='og:title']/@content") == [article.title]
    assert tree.xpath("//meta[@property='og:url']/@content") == [url]
    assert tree.xpath("//meta[@property='og:image']/@content") == [picture]
    assert tree.xpath("//link[@rel='canonical']/@href") == [url]
    assert tree.xpath("//html/@lang") == [article.language]


@pytest.mark.parametrize(("outlet", "article"), BY_SLUG)
def test_everything_a_page_links_to_is_there(full, outlet, article):
    tree = page(full, outlet, article)
    paths = {path for path in tree.xpath("//@href | //@src") if path.startswith("/")}
    assert len(paths) > 10
    assert [p for p in sorted(paths) if fetch(full, p, method="HEAD", outlet=outlet)[0] != 200] == []


def test_characters_of_a_title_do_not_become_markup(full):
    body = fetch(full, "/culture/cafe-muller-bun")[2].decode()
    assert "“Sugar < 1 %”: how Café Müller & Søn" not in body
    assert body.count("“Sugar &lt; 1 %”: how Café Müller &amp; Søn’s plain bun won over Østervang") >= 3
    assert "“Sugar \\u003c 1 %”" in body


def test_nothing_that_a_text_contains_becomes_markup(tmp_path, clock):
    hostile = "</script><b>bold</b> & \"quoted\" 'too' <!-- open"
    for original in FOLDER.rglob("*"):
        if original.is_file():
            copied = tmp_path / original.relative_to(FOLDER)
            copied.parent.mkdir(parents=True, exist_ok=True)
            copied.write_text(original.read_text("utf-8"), "utf-8")
    path = tmp_path / MAIN / "edition-1" / "lighthouse-library.txt"
    lines = path.read_text("utf-8").splitlines()
    quoted = json.dumps(hostile)
    for i, line in enumerate(lines):
        key = line.split(" = ")[0]
        if key in {"title", "summary", "image_alt", "advertisement", "comment"}:
            lines[i] = f"{key} = {quoted}"
        if key == "tags":
            lines[i] = f"tags = [{quoted}]"
    lines[-1] = hostile
    path.write_text("\n".join(lines) + "\n", "utf-8")
    running = DemoSite(0, tmp_path, clock)
    try:
        running.publish(1)
        for path in ("/", "/culture", "/culture/lighthouse-library"):
            body = fetch(running, path)[2].decode()
            assert "<b>bold" not in body
            assert "<!-- open" not in body
        tree = html.fromstring(body)
        assert json.loads(tree.xpath("string(//script[@type='application/ld+json'])"))["headline"] == hostile
        assert tree.xpath("//meta[@property='og:title']/@content") == [hostile]
        assert tree.xpath("//div[@class='body']/p")[-1].text_content() == hostile
        for path in ("/feed.xml", "/atom.xml"):
            assert entries(running, path)[0].url.startswith(f"{running.url}/culture/lighthouse-library")
            assert b"<b>bold" not in fetch(running, path)[2]
    finally:
        running.close()


@pytest.mark.parametrize(("outlet", "article"), BY_SLUG)
def test_reading_a_page_gives_its_text_without_what_surrounds_it(full, outlet, article):
    site, base = SITES[outlet], full.outlets[outlet].url
    path = f"/{article.section}/{article.slug}"
    _status, headers, body = fetch(full, f"{path}?utm_source=atom", outlet=outlet)
    read = articles.read(body, f"{base}{path}?utm_source=atom", headers)
    text = " ".join(read.text.split())
    for paragraph in article.paragraphs:
        assert paragraph.removeprefix("## ") in text
    for surroundings in (
        article.advertisement,
        article.comment,
        site.authors[article.author],
        "Read more",
        "Most read",
        "cookies",
        site.newsletter,
        site.disclaimer,
        *(other.title for other in site.articles if other.slug != article.slug),
    ):
        assert surroundings not in text
    assert read.title == article.title
    assert read.url == f"{base}{path}"
    assert read.authors == (article.author,)
    assert read.language == article.language
    assert read.published == full.published[article.edition] - timedelta(minutes=article.minutes)
    assert read.image_url == f"{base}/images/{article.slug}.png"
    assert read.site_name == site.name


def test_the_home_page_leads_with_the_newest_article(full):
    tree = html.fromstring(fetch(full, "/")[2].decode())
    assert tree.xpath("string(//div[@class='lead-story']//h2/a/@href)") == MEETING
    assert len(tree.xpath("//li[@class='card']")) == len(SITE.articles) - 1


def test_a_site_without_an_edition_has_pages_that_say_so(site):
    assert b"The first edition is being printed." in fetch(site, "/")[2]
    assert b"Nothing yet." in fetch(site, "/culture")[2]


def test_every_article_has_its_own_picture(full):
    seen = set()
    for outlet, site in enumerate(SITES):
        for article in site.articles:
            _status, headers, data = fetch(full, f"/images/{article.slug}.png", outlet=outlet)
            assert headers["Content-Type"] == "image/png"
            seen.add(data)
    assert len(seen) == sum(len(site.articles) for site in SITES)


def test_a_reader_who_hangs_up_prints_nothing(full, capfd):
    """As the fetch layer does at a 404, whose page it does not read: the terminal belongs to the alerts."""
    connection = HTTPConnection("127.0.0.1", urlsplit(full.url).port, timeout=5)
    connection.request("GET", "/robots.txt")
    assert connection.getresponse().status == 404
    # What is unread makes of the close a reset (SO_LINGER 0 makes sure of it).
    connection.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.sock.close()
    assert fetch(full, "/")[0] == 200
    full.close()
    assert capfd.readouterr().err == ""


# Outlets: one server, asked under two names


def test_outlets_have_names_addresses_and_a_look_of_their_own(full):
    both = range(len(SITES))
    assert [outlet.name for outlet in full.outlets] == [site.name for site in SITES]
    assert len({urls.outlet(outlet.url) for outlet in full.outlets}) == len(SITES)
    assert len({fetch(full, "/style.css", outlet=n)[2] for n in both}) == len(SITES)
    assert (full.url, full.name) == (full.outlets[0].url, SITE.name)


def test_no_two_articles_share_an_id(full):
    ids = [entry.id for n in range(len(SITES)) for entry in entries(full, "/feed.xml", n)]
    assert len(set(ids)) == len(ids) == sum(len(site.articles) for site in SITES)


@pytest.mark.parametrize("path", ["/feed.xml", "/atom.xml"])
@pytest.mark.parametrize("outlet", [0, 1])
def test_a_feed_leads_to_its_own_outlet_only(full, path, outlet):
    own, other = full.outlets[outlet], full.outlets[1 - outlet]
    body = fetch(full, path, outlet=outlet)[2].decode()
    assert all(entry.url.startswith(f"{own.url}/") for entry in entries(full, path, outlet))
    assert other.url not in body


@pytest.mark.parametrize(("outlet", "article"), BY_SLUG)
def test_an_outlet_has_no_article_of_the_other(full, outlet, article):
    assert fetch(full, f"/{article.section}/{article.slug}", outlet=1 - outlet)[0] == 404


@pytest.mark.parametrize(
    ("host", "expected"),
    [("", 0), ("somewhere.example", 0), ("somewhere.example:443", 0), ("[::1]:8301", 0), ("LOCALHOST", 1)],
)
def test_who_asks_under_no_outlet_s_name_gets_the_main_one(full, host, expected):
    tree = html.fromstring(fetch(full, "/", Host=host)[2])
    assert tree.xpath("//meta[@property='og:site_name']/@content") == [SITES[expected].name]


def test_an_edition_of_one_outlet_leaves_the_other_alone(site):
    site.publish(1)
    site.publish(2)
    before = [fetch(site, "/feed.xml", outlet=n)[1]["ETag"] for n in range(2)]
    site.publish(3)
    after = [fetch(site, "/feed.xml", outlet=n)[1]["ETag"] for n in range(2)]
    assert before[0] == after[0]
    assert before[1] != after[1]


def test_the_other_outlet_is_read_only_where_its_name_is_configured(full):
    own, other = full.outlets
    with pytest.raises(AddressRefused):
        Fetcher(user_agent="test", private_hosts={own.host}).get(other.feed_url)
    fetched = Fetcher(user_agent="test", private_hosts={own.host, other.host}).get(other.feed_url)
    assert fetched.body == fetch(full, "/feed.xml", outlet=1)[2]


def test_on_another_address_there_is_the_main_outlet_alone(clock):
    # A container that comes by this machine's address on Docker's network has a localhost of its own.
    running = DemoSite(0, FOLDER, clock, host="localhost")
    try:
        assert [outlet.name for outlet in running.outlets] == [SITE.name]
        assert running.editions == (1, 2)
    finally:
        running.close()
