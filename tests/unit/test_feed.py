import gzip
from datetime import UTC, datetime

import pytest

from newswatch.errors import FeedError
from newswatch.model import Hints
from newswatch.sources import feed, feed_dates

BASE = "https://news.example/feed.xml?key=s3cret"
RSS = "<?xml version='1.0'?><rss version='2.0' {ns}><channel><title>News</title>{body}</channel></rss>"
ATOM = "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><title>News</title>{body}</feed>"
RDF = (
    "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'>"
    "{body}</rdf:RDF>"
)
NAMESPACES = (
    "xmlns:content='http://purl.org/rss/1.0/modules/content/' xmlns:media='http://search.yahoo.com/mrss/'"
    " xmlns:dc='http://purl.org/dc/elements/1.1/'"
)


def parse(text, content_type="application/xml"):
    data = text.encode() if isinstance(text, str) else text
    return feed.parse(data, {"content-type": content_type}, BASE)


def item(body, template=RSS, tag="item"):
    (only,) = parse(template.format(ns=NAMESPACES, body=f"<{tag}>{body}</{tag}>")).entries
    return only


def entry(body):
    return item(body, ATOM, "entry")


def test_rss_is_read():
    got = item("""
        <guid isPermaLink="false">g-1</guid><link>https://news.example/1?utm_source=rss</link>
        <title>Mine &amp;amp; yours: &lt;b&gt;lithium&lt;/b&gt;</title>
        <description>&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two&amp;nbsp;three.&lt;/p&gt;</description>
        <dc:creator>Ann Lee</dc:creator><pubDate>Mon, 23 Nov 2026 13:00:00 +0100</pubDate>
        <media:thumbnail url="/t.jpg"/>""")
    assert got.id == "g-1"
    assert got.url == "https://news.example/1?utm_source=rss"
    assert got.title == "Mine & yours: lithium"
    assert got.summary == "One. Two three."
    assert got.content_html == ""
    assert got.authors == ("Ann Lee",)
    assert got.published == datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    assert got.image_url == "https://news.example/t.jpg"


def test_atom_is_read():
    got = entry("""
        <id>tag:news.example,2026:1</id><link rel="alternate" href="/a/1"/>
        <title type="html">A &lt;i&gt;title&lt;/i&gt;</title><summary>Short.</summary>
        <content type="html">&lt;p&gt;Long and whole text.&lt;/p&gt;</content>
        <author><name>Ann</name></author><author><name>Bob</name></author>
        <updated>2026-11-23T12:00:00Z</updated>""")
    assert got.id == "tag:news.example,2026:1"
    assert got.url == "https://news.example/a/1"
    assert got.title == "A title"
    assert (got.summary, got.content_html) == ("Short.", "<p>Long and whole text.</p>")
    assert got.authors == ("Ann", "Bob")
    assert got.published == datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def test_feed_says_what_it_is():
    got = parse(RSS.format(ns="", body="<language>en_GB</language><link>/home</link>"))
    assert (got.title, got.language, got.link) == ("News", "en-gb", "https://news.example/home")
    assert got.entries == ()


def test_entries_keep_the_order_of_the_feed():
    items = "".join(f"<item><guid>{n}</guid></item>" for n in (3, 1, 2))
    assert [e.id for e in parse(RSS.format(ns="", body=items)).entries] == ["3", "1", "2"]


@pytest.mark.parametrize(
    ("body", "identity"),
    [
        ("<guid>g</guid><link>https://a.example/1</link>", "g"),
        ("<link>/1</link><title>T</title>", "https://news.example/1"),
        ("<title>T</title><pubDate>Mon, 23 Nov 2026 13:00:00 GMT</pubDate>", "T 2026-11-23T13:00:00+00:00"),
        ("<title>T</title>", "T"),
        ("<description>Only &lt;b&gt;this&lt;/b&gt;</description>", "Only this"),
        ("", ""),
        ("<guid>/relative</guid>", "https://news.example/relative"),
        ("<guid>relative</guid>", "relative"),
        (f"<guid>{'x' * 5000}</guid>", "x" * 1000),
    ],
)
def test_identity_is_guid_else_link_else_title_and_date(body, identity):
    assert item(body).id == identity


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "http://[::1", "http://./", ""]
)
def test_link_that_is_not_of_the_web_is_none(link):
    assert item(f"<guid isPermaLink='false'>g</guid><link>{link}</link>").url == ""


def test_relative_link_never_carries_the_feeds_secrets():
    assert (
        item("<guid isPermaLink='false'>g</guid><link>?p=1</link>").url == "https://news.example/feed.xml?p=1"
    )


@pytest.mark.parametrize(
    ("dates", "published"),
    [
        ("<pubDate>Mon, 23 Nov 2026 13:00:60 GMT</pubDate>", "2026-11-23T13:00"),
        ("<pubDate>2026-11-23 13:00</pubDate>", "2026-11-23T13:00"),
        ("<dc:date>2026-11-23T13:00:00-05:00</dc:date>", "2026-11-23T18:00"),
        ("<pubDate>Mon, 99 Nov 2026 25:61:00 GMT</pubDate>", None),
        ("<pubDate>yesterday</pubDate>", None),
        ("<pubDate>0000-00-00</pubDate>", None),
        ("", None),
    ],
)
def test_date_is_utc_or_none(dates, published):
    got = item(dates + "<guid>g</guid>").published
    assert (got and got.isoformat()[:16]) == published


def test_published_is_preferred_to_updated():
    got = entry(
        "<id>1</id><updated>2026-11-23T12:00:00Z</updated><published>2026-11-22T12:00:00Z</published>"
    )
    assert got.published.day == 22


LONG = "<p>" + "All of the article. " * 30 + "</p>"


@pytest.mark.parametrize(
    ("description", "content", "kept"),
    [
        ("A teaser.", LONG, True),
        ("All of the article.", LONG, True),
        ("", LONG, True),
        (LONG, LONG, True),
        (LONG, "<p>Less.</p>", False),
        (LONG, "", False),
    ],
)
def test_content_is_kept_where_it_says_more_than_the_summary(description, content, kept):
    got = item(
        f"<guid>g</guid><description><![CDATA[{description}]]></description>"
        + (f"<content:encoded><![CDATA[{content}]]></content:encoded>" if content else "")
    )
    assert got.content_html == (content if kept else "")
    assert "<" not in got.summary


def test_scripts_and_tags_never_reach_the_text():
    got = item(
        "<title>&lt;b&gt;News&lt;/b&gt;</title><description><![CDATA[<style>p{}</style>"
        "<img src=x onerror=alert(1)>Text<script>alert(2)</script>]]></description>"
    )
    assert (got.title, got.summary) == ("News", "Text")


def test_text_that_only_looks_like_markup_is_kept():
    assert item("<title>5 &lt; 6 and 7 &gt; 6</title>").title == "5 < 6 and 7 > 6"


@pytest.mark.parametrize(
    ("body", "image"),
    [
        ("<media:content url='/a.jpg' medium='image'/>", "https://news.example/a.jpg"),
        ("<enclosure url='/a.jpg' type='image/jpeg' length='1'/>", "https://news.example/a.jpg"),
        ("<enclosure url='/a.mp3' type='audio/mpeg' length='1'/>", ""),
        ("<media:content url='javascript:x' medium='image'/>", ""),
    ],
)
def test_image_is_one_and_of_the_web(body, image):
    assert item(f"<guid>g</guid>{body}").image_url == image


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "The answer is empty: there is no feed in it."),
        (b" \n\t", "The answer is empty: there is no feed in it."),
        (b"<!DOCTYPE html><html><body><h1>News</h1></body></html>", "This is a web page, not a feed."),
        (b"\n<!-- x --><HTML lang=en><head><title>x</title>", "This is a web page, not a feed."),
        (b'{"error": "no such feed"}', "This is not a feed, though it is JSON."),
        (b"\x1f\x8b\xff rubbish", "This file is compressed, and broken."),
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "This is not a feed."),
        (b"/etc/passwd", "This is not a feed."),
        (
            b"<rss version='2.0'><channel><title>x</title>\n<ite",
            "This feed is malformed (line 2), and nothing",
        ),
        (b"<opml version='2.0'><body/></opml>", "This is not a feed."),
    ],
)
def test_what_is_no_feed_is_said_to_be_what_it_is(data, words):
    with pytest.raises(FeedError) as caught:
        parse(data)
    assert str(caught.value).startswith(words)


def test_broken_feed_gives_what_can_be_read():
    body = "<item><guid>1</guid><title>A & B</title></item><item><guid>2</guid>"
    broken = RSS.format(ns="", body=body).removesuffix("</channel></rss>")
    assert [e.id for e in parse(broken).entries] == ["1", "2"]


def test_bytes_that_name_a_local_file_are_not_opened(tmp_path):
    path = tmp_path / "feed.xml"
    path.write_text(RSS.format(ns="", body="<item><guid>leak</guid></item>"))
    with pytest.raises(FeedError, match="not a feed"):
        parse(str(path).encode())


def test_entities_are_neither_fetched_nor_expanded(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("s3cret")
    doctype = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{secret}"><!ENTITY a "ha">'
    doctype += "".join(f'<!ENTITY {b} "{f"&{a};" * 50}">' for a, b in ("ab", "bc", "cd", "de", "ef")) + "]>"
    data = doctype + RSS.split("?>")[1].format(
        ns="", body="<item><guid>1</guid><title>&x;</title><description>&f;</description></item>"
    )
    try:
        got = parse(data)
    except FeedError:
        return
    assert "s3cret" not in str(got)
    assert len(str(got)) < 10_000


def test_encoding_is_taken_from_the_header_then_from_the_document():
    declared = "<?xml version='1.0' encoding='iso-8859-2'?>" + RSS.split("?>")[1].format(
        ns="", body="<item><title>Łódź</title></item>"
    )
    (one,) = parse(declared.encode("iso-8859-2")).entries
    assert one.title == "Łódź"
    (other,) = parse(
        RSS.format(ns="", body="<item><title>Київ</title></item>").encode("cp1251"),
        "text/xml; charset=windows-1251",
    ).entries
    assert other.title == "Київ"


def test_hostile_sizes_are_cut():
    items = (
        "<item><title>" + "t" * 9_000 + "</title><description>" + "word " * 9_000 + "</description></item>"
    )
    got = parse(RSS.format(ns="", body=items + "<item/>" * 3_000))
    assert len(got.entries) == feed.MAX_ENTRIES
    assert len(got.entries[0].title) == 500
    assert len(got.entries[0].summary) == 5_000


@pytest.mark.parametrize("half", ["&#xD83D;", "&#55357;", "&#xdc00;", "&#57343;", "&#0055296;"])
def test_half_a_surrogate_pair_costs_one_character_and_no_entry(half):
    item = "<item><guid>{n}</guid><title>{title}</title></item>"
    items = item.format(n=1, title=f"Broken {half} emoji") + item.format(n=2, title="Fine &#9731;")
    data = f'<rss version="2.0"><channel><title>T</title>{items}</channel></rss>'.encode()
    found = feed.parse(data, {}, "https://news.example/feed")
    assert [entry.title.split()[0] for entry in found.entries] == ["Broken", "Fine"]
    assert found.entries[1].title == "Fine ☃"


# --- What it is, and what it asks for ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "form"),
    [
        ("<rss version='2.0'><channel><title>x</title></channel></rss>", "RSS 2.0"),
        ("<rss version='0.91'><channel><title>x</title></channel></rss>", "RSS 0.91"),
        ("<rss><channel><title>x</title></channel></rss>", "RSS"),
        (RDF.format(body="<channel><title>x</title></channel>"), "RSS 1.0"),
        ("<feed xmlns='http://www.w3.org/2005/Atom'><title>x</title></feed>", "Atom 1.0"),
        ("<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:title>x</a:title></a:feed>", "Atom 1.0"),
        ("<feed version='0.3' xmlns='http://purl.org/atom/ns#'><title>x</title></feed>", "Atom 0.3"),
        ("<channel><title>x</title></channel>", "CDF"),
    ],
)
def test_feed_is_named_for_what_it_is_and_may_be_empty(data, form):
    got = parse(data)
    assert (got.form, got.title, got.entries) == (form, "x", ())


def test_empty_feed_that_is_untidy_is_a_feed():
    assert parse("<rss version='2.0'><channel><title>A & B</title></channel></rss>").entries == ()


def test_compressed_file_is_unpacked():
    packed = gzip.compress(RSS.format(ns="", body="<item><guid>1</guid></item>").encode())
    assert [one.id for one in parse(packed).entries] == ["1"]


@pytest.mark.parametrize("cut", [1, 8, 40])
def test_compressed_file_that_breaks_off_is_not_read_in_part(cut):
    body = "".join(f"<item><guid>{n}</guid></item>" for n in range(99))
    packed = gzip.compress(RSS.format(ns="", body=body).encode())
    with pytest.raises(FeedError, match=r"^This file is compressed, and breaks off in the middle\.$"):
        parse(packed[:-cut])
    with pytest.raises(FeedError, match="breaks off in the middle"):
        parse(gzip.compress(b"") + packed[:-cut])


def test_all_members_of_a_compressed_file_are_read():
    whole = RSS.format(ns="", body="".join(f"<item><guid>{n}</guid></item>" for n in range(2_000))).encode()
    # Some of the members begin where a part of what is unpacked at once ends.
    for size in (7, 1_000, len(whole) - 1):
        members = [gzip.compress(whole[at : at + size]) for at in range(0, len(whole), size)]
        assert parse(b"".join(members)).entries[-1].id == parse(whole).entries[-1].id
    assert len(parse(gzip.compress(whole) + b"\0" * 99).entries) == len(parse(whole).entries)


def test_compressed_file_is_unpacked_to_a_limit():
    with pytest.raises(FeedError, match="more than 20 MB"):
        parse(gzip.compress(bytes(feed.MAX_UNPACKED + 1)))
    with pytest.raises(FeedError, match="more than 20 MB"):
        parse(gzip.compress(bytes(feed.MAX_UNPACKED // 2)) * 2 + gzip.compress(b"x"))


def test_feed_says_how_often_to_come():
    body = "<ttl>90</ttl><skipHours><hour>0</hour><hour>24</hour><hour>3</hour></skipHours>"
    body += "<skipDays><day>Sunday</day><day>monday</day></skipDays><item><hour>5</hour></item>"
    got = parse(RSS.format(ns="", body=body)).hints
    assert got == Hints(90 * 60, frozenset({0, 3}), frozenset({0, 6}))


def test_syndication_module_says_how_often_to_come():
    ns = "xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'"
    body = "<ttl>60</ttl><sy:updatePeriod> daily </sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>"
    assert parse(RSS.format(ns=ns, body=body)).hints.least_s == 43_200


@pytest.mark.parametrize(
    ("template", "ns", "prefix"),
    [(RSS, "xmlns:atom='http://www.w3.org/2005/Atom'", "atom:"), (ATOM, "", "")],
)
def test_hub_and_own_address_are_found(template, ns, prefix):
    body = (
        f"<{prefix}link rel='hub' href='https://hub.example/'/>"
        f"<{prefix}link rel='self' type='application/rss+xml' href='/feed'/>"
    )
    got = parse(template.format(ns=ns, body=body))
    assert (got.hub, got.self_url) == ("https://hub.example/", "https://news.example/feed")


def test_hub_that_is_not_of_the_web_is_none():
    assert parse(ATOM.format(body="<link rel='hub' href='javascript:x'/>")).hub == ""


# --- Links, ids and dates ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "url"),
    [
        ("<link>\n <![CDATA[ https://a.example/1 ]]>\n</link>", "https://a.example/1"),
        ("<link>https://a.example/?a=1&amp;b=2</link>", "https://a.example/?a=1&b=2"),
        ("<guid>https://a.example/1</guid>", "https://a.example/1"),
        ("<guid isPermaLink='false'>https://a.example/1</guid>", ""),
        ("<guid>https://a.example/1</guid><link>https://a.example/2</link>", "https://a.example/2"),
        (
            "<link>https://feeds.example/~r/1</link><fb:origLink>https://a.example/1</fb:origLink>",
            "https://a.example/1",
        ),
        ("<title>x</title><enclosure url='https://a.example/1.mp3' type='audio/mpeg'/>", "https://a.example/1.mp3"),
        ("<link uri='at://did/app'>https://a.example/1</link>", "https://a.example/1"),
        ("<atom:link rel='self' href='https://a.example/self'/><link>https://a.example/1</link>", "https://a.example/1"),
    ],
)  # fmt: skip
def test_link_is_the_articles(body, url):
    ns = "xmlns:fb='http://rssnamespace.org/feedburner/ext/1.0' xmlns:atom='http://www.w3.org/2005/Atom'"
    (only,) = parse(RSS.format(ns=ns, body=f"<item>{body}</item>")).entries
    assert only.url == url


@pytest.mark.parametrize(
    ("body", "url"),
    [
        ("<link href='/1'/>", "https://news.example/1"),
        ("<link rel='replies' href='/c'/><link rel='alternate' type='text/html' href='/1'/>", "https://news.example/1"),
        ("<link rel='alternate' type='application/pdf' href='/1.pdf'/>", "https://news.example/1.pdf"),
        ("<link rel='edit' href='/1'/>", ""),
        ("<id>tag:a,1</id>", ""),
    ],
)  # fmt: skip
def test_link_of_atom_is_the_alternate(body, url):
    assert entry(body + "<title>x</title>").url == url


def test_relative_links_of_a_feed_that_is_kept_elsewhere_are_its_sites():
    body = "<link>https://site.example/</link><item><link>/1</link></item>"
    (only,) = parse(RSS.format(ns="", body=body)).entries
    assert only.url == "https://site.example/1"


@pytest.mark.parametrize(
    ("body", "identity"),
    [
        ("<guid isPermaLink='false'><b>abc</b></guid>", "abc"),
        ("<dc:identifier>d-1</dc:identifier><link>https://a.example/1</link>", "d-1"),
    ],
)
def test_identity_in_unusual_places(body, identity):
    assert item(body).id == identity


def test_item_of_rdf_is_known_by_its_address():
    body = "<item rdf:about='https://a.example/1'><title>T</title><link>https://a.example/x</link></item>"
    (only,) = parse(RDF.format(body=body)).entries
    assert (only.id, only.url) == ("https://a.example/1", "https://a.example/x")


@pytest.mark.parametrize(
    ("body", "published", "updated", "assumed"),
    [
        ("<pubDate>Mon, 23 Nov 2026 13:00:00 GMT</pubDate>", 13, None, ""),
        ("<dc:date>2026-11-23T14:00Z</dc:date>", 14, None, ""),
        ("<pubDate>yesterday</pubDate><dc:date>2026-11-23T14:00Z</dc:date>", 14, None, ""),
        ("<pubDate>23 Nov 2026 13:00</pubDate>", 13, None, feed_dates.NO_ZONE),
        ("<pubDate>yesterday</pubDate>", None, None, feed_dates.UNREADABLE),
        ("", None, None, feed_dates.NO_DATE),
    ],
)
def test_what_was_assumed_about_a_date_is_kept(body, published, updated, assumed):
    got = item(body + "<guid>g</guid>")
    assert (got.published and got.published.hour, got.updated) == (published, updated)
    assert got.assumed == assumed


def test_time_of_the_last_change_stands_for_that_of_publication():
    got = entry("<id>1</id><updated>2026-11-23T12:00:00Z</updated>")
    assert got.published == got.updated == datetime(2026, 11, 23, 12, tzinfo=UTC)
    assert got.assumed == feed_dates.CHANGE_ONLY


def test_change_is_kept_beside_publication():
    got = entry(
        "<id>1</id><published>2026-11-22T12:00:00Z</published><updated>2026-11-23T12:00:00Z</updated>"
    )
    assert (got.published.day, got.updated.day, got.assumed) == (22, 23, "")


# --- What is broken, and what is hostile -------------------------------------------------------------


def test_harmless_entities_are_read_whether_declared_or_not():
    items = "<item><title>caf&eacute; &name;</title></item>"
    declared = '<!DOCTYPE rss [<!ENTITY name "News &amp; Co"><!ENTITY eacute "&#233;"><!ENTITY name "x">]>'
    (only,) = parse(declared.replace(" &amp; Co", "") + RSS.split("?>")[1].format(ns="", body=items)).entries
    assert only.title == "café News"
    (only,) = parse(RSS.format(ns="", body="<item><title>caf&eacute;</title></item>")).entries
    assert only.title == "café"


def test_entities_that_multiply_are_not_expanded():
    doctype = '<!DOCTYPE rss [<!ENTITY a "' + "x" * 40 + '">]>'
    body = "<item><title>T</title><description>" + "&a;" * 60_000 + "</description></item>"
    got = parse(doctype + RSS.split("?>")[1].format(ns="", body=body))
    assert "xxxx" not in got.entries[0].summary


def test_control_characters_are_left_out():
    assert item("<title>A\x0bB\x00</title>").title == "AB"


def test_reference_beyond_unicode_costs_one_character():
    assert item("<title>A &#x110000; B &#99999999999; C</title>").title == "A \ufffd B \ufffd C"


def test_title_that_is_not_closed_ends_with_its_entry():
    assert entry(
        "<title type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>One</p></div></subtitle>"
    ).title == ("One")


@pytest.mark.parametrize(
    "flood",
    [
        "<category>x</category>" * 10_000,
        "<a " + " ".join(f"a{n}='1'" for n in range(30_000)) + "/>",
        "".join(f"<a xmlns:n{n}='u{n}'/>" for n in range(5_000)),
        "<author>" + "a" * 500_000 + "</author>",
        "&a" * 100_000,
        "<a " + "x" * 1_000_000,
    ],
    ids=["categories", "attributes", "namespaces", "author", "references", "long tag"],
)
def test_flood_costs_no_entry_before_it(flood):
    first = "<item><guid>1</guid><title>T</title></item>"
    got = parse(RSS.format(ns="", body=f"{first}<item><guid>2</guid>{flood}</item>"))
    assert [(one.id, one.title) for one in got.entries][:1] == [("1", "T")]


@pytest.mark.parametrize(
    "flood", ["<a/>" * 80_000, "<" * 600_000, "<a>" * 2_000], ids=["elements", "tags", "depth"]
)
def test_reading_stops_at_a_flood(flood):
    body = f"<item><guid>1</guid>{flood}</item><item><guid>2</guid></item>"
    assert [one.id for one in parse(RSS.format(ns="", body=body)).entries] == ["1"]


def test_element_that_breaks_feedparser_costs_no_entry_before_it():
    # It looks for a text input in the channel that is in the item.
    body = "<item><guid>1</guid></item><item><textinput><name>x</name></textinput></item>"
    assert parse(RSS.format(ns="", body=body)).entries[0].id == "1"
