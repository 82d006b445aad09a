import json
from datetime import UTC, datetime

import pytest

from newswatch.errors import PageError, PageMoved
from newswatch.sources import article

URL = "https://www.news.example/2026/11/lithium-mine?utm_source=rss"
SENTENCE = "The ministry said on Monday that the mine in the north would open next year as planned. "
TEXT = "".join(f"<p>Part {n}. {SENTENCE * 3}</p>" for n in range(6))


def page(head="", body=TEXT, lang="en", around=""):
    head = f"<!doctype html><html lang='{lang}'><head>{head}</head>"
    return f"{head}<body>{around}<article>{body}</article></body></html>"


def ld(**said):
    return f'<script type="application/ld+json">{json.dumps(said)}</script>'


def test_text_is_the_articles_in_paragraphs():
    around = (
        "<nav><a href=/>Home</a><a href=/sport>Sport</a></nav>"
        "<div class='cookie-banner'>We use cookies to improve your experience. <button>Accept</button></div>"
    )
    got = article.read(page("<title>T</title>", around=around), URL)
    assert got.text.split("\n\n") == [f"Part {n}. {(SENTENCE * 3).strip()}" for n in range(6)]


@pytest.mark.parametrize("shown", ["Mine opens next year", "MINE OPENS – NEXT YEAR"])
def test_headline_is_not_repeated_as_text(shown):
    html = page("<title>Mine opens next year</title>", body=f"<h1>{shown}</h1>{TEXT}")
    assert article.read(html, URL).text.startswith("Part 0.")


def test_first_paragraph_that_says_more_than_the_title_stays():
    html = page("<title>Mine opens next year</title>", body=f"<p>Mine opens next year, says Oslo.</p>{TEXT}")
    assert article.read(html, URL).text.startswith("Mine opens next year, says Oslo.")


def test_json_ld_is_believed_first():
    head = ld(
        **{"@context": "https://schema.org", "@type": "NewsArticle"},
        headline="Mine &amp; ministry",
        author=[
            {"@type": "Person", "name": "Ann Lee"},
            {"@type": "Person", "name": "By Bob Ray"},
            {"name": "Ann Lee"},
        ],
        datePublished="2026-11-23T13:00:00+01:00",
        articleSection=["Business", "World"],
        image={"@type": "ImageObject", "url": "/mine.jpg"},
        publisher={"@type": "Organization", "name": "The News"},
        inLanguage="en_GB",
    )
    head += (
        "<meta property=og:title content='Other'><meta property=article:published_time content=2020-01-01>"
    )
    got = article.read(page(head, lang=""), URL)
    assert got.title == "Mine & ministry"
    assert got.authors == ("Ann Lee", "Bob Ray")
    assert got.published == datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    assert got.section == "Business"
    assert got.image_url == "https://www.news.example/mine.jpg"
    assert got.site_name == "The News"
    assert got.language == "en-gb"


ARTICLE = {"@type": ["Thing", "ReportageNewsArticle"], "headline": "Found"}


@pytest.mark.parametrize(
    "said",
    [
        ARTICLE,
        [{"@type": "WebSite"}, ARTICLE],
        {"@graph": [{"@type": "Organization", "name": "x"}, ARTICLE]},
        {"@type": "WebPage", "mainEntity": {"@type": "ItemPage", "about": [ARTICLE]}},
        [[ARTICLE]],
    ],
)
def test_json_ld_is_found_however_it_is_nested(said):
    head = f'<script type="application/ld+json">{json.dumps(said)}</script>'
    assert article.read(page(head), URL).title == "Found"


@pytest.mark.parametrize(
    "broken",
    [
        *("{", "", "null", "3", '"x"', "[" * 100_000, '{"@type": {"a": []}}'),
        '{"@type": "NewsArticle", "headline": ["a"',
        '{"@type": "NewsArticle", "author": 7, "image": [], "datePublished": {}, "publisher": [null]}',
    ],
)
def test_broken_json_ld_is_passed_over(broken):
    head = f'<script type="application/ld+json">{broken}</script><meta property="og:title" content="Title">'
    assert article.read(page(head), URL).title == "Title"


def test_json_ld_with_line_breaks_in_its_strings_is_read():
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Two\nlines"};</script>'
    assert article.read(page(head), URL).title == "Two lines"


def test_open_graph_and_meta_are_read_without_json_ld():
    head = """<title>Mine opens | The News</title>
        <meta property="og:title" content="Mine opens"><meta property="og:site_name" content="The News">
        <meta property="og:image" content="https://img.example/m.jpg">
        <meta name="author" content="by Ann Lee">
        <meta property="article:section" content="Business"><meta property="og:type" content="article">
        <meta property="article:author" content="https://facebook.example/ann">
        <meta property="article:published_time" content="2026-11-23T12:00:00Z">"""
    got = article.read(page(head), URL)
    assert (got.title, got.site_name, got.authors) == ("Mine opens", "The News", ("Ann Lee",))
    assert (got.section, got.image_url) == ("Business", "https://img.example/m.jpg")
    assert got.published == datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        (
            "<title>Mine opens | The News</title><meta property=og:site_name content='the news'>",
            "",
            "Mine opens",
        ),
        ("<title>Mine opens - Daily</title>", "<h1>Mine opens</h1>", "Mine opens"),
        ("<title>Mine - a story</title>", "", "Mine - a story"),
        (
            "<title>Covid-19 is back</title><meta property=og:site_name content='19 is back'>",
            "",
            "Covid-19 is back",
        ),
        ("<title>Other</title>", "<h1>Mine <em>opens</em></h1>", "Mine opens"),
        ("<title>Mine opens</title>", "<h1>One</h1><h1>Two</h1>", "Mine opens"),
        ("", "", ""),
    ],
)
def test_title_is_the_articles_without_the_sites_name(head, body, title):
    assert article.read(page(head, body + TEXT), URL).title == title


@pytest.mark.parametrize(
    ("said", "published"),
    [
        ("2026-11-23T13:00:00+01:00", "2026-11-23T12:00:00+00:00"),
        ("2026-11-23T12:00:00.123Z", "2026-11-23T12:00:00.123000+00:00"),
        ("2026-11-23 12:00", "2026-11-23T12:00:00+00:00"),
        ("2026-11-23", "2026-11-23T00:00:00+00:00"),
        ("Mon, 23 Nov 2026 13:00:00 +0100", "2026-11-23T12:00:00+00:00"),
        ("0001-01-01T00:00:00+05:00", None),
        ("1970-01-01", None),
        ("2026-13-45", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_published_is_aware_utc_or_none(said, published):
    got = article.read(page(f"<meta property='article:published_time' content='{said}'>"), URL).published
    assert (got and got.isoformat()) == published


def test_time_element_is_the_last_resort():
    got = article.read(page(body="<time datetime='2026-11-23T12:00Z'>today</time>" + TEXT), URL)
    assert got.published == datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("<link rel=canonical href='/2026/11/mine'>", "https://www.news.example/2026/11/mine"),
        ("<link rel=canonical href='https://news.example/m?utm_medium=x'>", "https://news.example/m"),
        ("<meta property=og:url content='https://news.example/m'>", "https://news.example/m"),
        (
            "<link rel=canonical href='https://evil.example/m'>",
            "https://www.news.example/2026/11/lithium-mine",
        ),
        (
            "<link rel=canonical href='https://www.news.example/'>",
            "https://www.news.example/2026/11/lithium-mine",
        ),
        ("<link rel=canonical href='javascript:x'>", "https://www.news.example/2026/11/lithium-mine"),
        ("<link rel=canonical href=''>", "https://www.news.example/2026/11/lithium-mine"),
        ("", "https://www.news.example/2026/11/lithium-mine"),
    ],
)
def test_canonical_address_is_believed_on_its_own_site_only(link, url):
    assert article.read(page(link), URL).url == url


ENCODED = "<title>Łódź – „Kyiv“</title>"


@pytest.mark.parametrize(
    ("encoding", "content_type", "head"),
    [
        ("utf-8", "", ""),
        ("utf-8", "text/html; charset=iso-8859-1", ""),  # misconfigured: the bytes are valid UTF-8
        ("utf-8-sig", "text/html; charset=iso-8859-1", ""),
        ("utf-16", "text/html", ""),
        ("cp1250", "text/html; charset=windows-1250", ""),
        ("cp1250", "text/html", "<meta charset=windows-1250>"),
        ("cp1250", "text/html", "<meta http-equiv=content-type content='text/html; charset=windows-1250'>"),
        ("cp1250", 'text/html; charset="windows-1250"', "<meta charset=koi8-r>"),
        ("cp1250", "text/html; charset=nonsense", "<meta charset=windows-1250>"),
        ("cp1250", "text/html; charset=rot13", "<meta charset=windows-1250>"),
    ],
)
def test_characters_come_out_right(encoding, content_type, head):
    data = page(head + ENCODED).encode(encoding)
    assert article.read(data, URL, {"content-type": content_type}).title == "Łódź – „Kyiv“"


@pytest.mark.parametrize(
    ("encoding", "label"),
    [("cp1252", "iso-8859-1"), ("gb18030", "gb2312"), ("cp932", "shift_jis"), ("cp949", "euc-kr")],
)
def test_labels_mean_what_they_mean_on_the_web(encoding, label):
    character = {"cp1252": "“€”", "gb18030": "镕㐀", "cp932": "①髙", "cp949": "뢔"}[encoding]
    data = page(f"<title>{character}</title>").encode(encoding)
    assert article.read(data, URL, {"content-type": f"text/html; charset={label}"}).title == character


CONSENT = (
    "<p>Before you continue to News we need your consent. "
    + "We and our partners store cookies. " * 12
    + "</p>"
)


@pytest.mark.parametrize(
    ("html", "content_type", "words"),
    [
        (b"", "text/html", "This page is empty."),
        (b" \n ", "", "This page is empty."),
        (b"%PDF-1.7 ...", "", "This is not a web page but a PDF."),
        (b"....", "application/pdf", "This is not a web page but application/pdf."),
        (b"....", "image/jpeg", "This is not a web page but image/jpeg."),
        (
            page(body="<p>Short.</p>"),
            "text/html",
            "There is too little text on this page for an article: 1 words.",
        ),
        (page(body=""), "text/html", "There is no text on this page that could be an article."),
        (page(body="<div id=app></div><script>go()</script>"), "", "There is no text on this page"),
        (
            page("<title>404 - Page not found</title>", f"<p>{SENTENCE * 8}</p>"),
            "",
            "The page is an error page: it is titled “404",
        ),
        (page("<title>Before you continue</title>", CONSENT), "", "The page asks for consent"),
        (
            page("<title>Just a moment...</title>", f"<p>{SENTENCE * 8}</p>"),
            "",
            "The page checks whether its reader is human.",
        ),
    ],
)
def test_what_is_no_article_is_said_to_be_what_it_is(html, content_type, words):
    with pytest.raises(PageError) as caught:
        article.read(html, URL, {"content-type": content_type})
    assert str(caught.value).startswith(words)


def test_article_about_an_error_is_an_article():
    head = "<title>404 jobs lost at the mine</title>"
    assert article.read(page(head), URL).title == "404 jobs lost at the mine"
    short = article.read(page(head + ld(**{"@type": "NewsArticle"}), f"<p>{SENTENCE * 4}</p>"), URL)
    assert short.title == "404 jobs lost at the mine"


def test_short_text_is_an_article_where_the_page_says_so():
    head = "<meta property=og:type content=article><title>Brief</title>"
    assert article.read(page(head, f"<p>{SENTENCE}</p>"), URL).text == SENTENCE.strip()


def test_text_is_taken_from_json_ld_where_the_page_shows_none():
    body = "One paragraph of it.\n\n" + SENTENCE * 5
    got = article.read(page(ld(**{"@type": "NewsArticle"}, articleBody=body), "<div id=app></div>"), URL)
    assert SENTENCE.strip() in got.text


def test_text_without_spaces_between_words_is_counted_too():
    text = "外務省は月曜日、北部の鉱山が予定どおり来年に開業すると発表した。" * 8
    assert "外務省" in article.read(page(body=f"<p>{text}</p>", lang="ja"), URL).text


def test_soft_hyphens_do_not_divide_words():
    assert (
        "Bundeskanzler" in article.read(page(body="<p>Der Bundes&shy;kanzler sprach.</p>" + TEXT), URL).text
    )


def test_decoded_page_is_read_as_well():
    assert (
        article.read("<?xml version='1.0' encoding='utf-16'?>" + page("<title>T</title>"), URL).title == "T"
    )


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One <b>two</b>.</p><p>Three&nbsp;four.</p>", "One two.\n\nThree four."),
        ("One<br><br>two<br>three", "One\n\ntwo three"),
        ("<ul><li>a</li><li>b</li></ul>", "a\n\nb"),
        ("<p>Text.</p><script>x</script><style>p{}</style><iframe>y</iframe><!-- c -->", "Text."),
        ("plain &amp; simple", "plain & simple"),
        (
            "<p>Text.</p><p>The post <a href='/2026/11/lithium-mine'>Mine</a> appeared first on News.</p>",
            "Text.",
        ),
        ("<p>Text.</p><p><a href='#more'>Read more</a></p>", "Text."),
        ("<p>Text.</p><p><a href='/other'>Related</a></p>", "Text."),
        ("", ""),
        ("<p", ""),
    ],
)
def test_content_of_a_feed_becomes_paragraphs(html, text):
    assert article.from_feed(html, URL).text == text


@pytest.mark.parametrize(
    ("html", "is_cut"),
    [
        ("<p>The whole of it.</p>", False),
        ("<p>Three dots… in the middle.</p>", False),
        ("<p>The beginning …</p>", True),
        ("<p>The beginning [&hellip;]</p>", True),
        ("<p>The beginning ... [+2311 chars]</p>", True),
        ("<p>The beginning.</p><p><a href='#more'>Continue reading</a></p>", True),
        ("<p>The beginning.</p><p><a href='/2026/11/lithium-mine'>Read more »</a></p>", True),
        ("<p>Der Anfang. Weiterlesen</p>", True),
        (
            "<p>All of it.</p><p>The post <a href='/2026/11/lithium-mine'>Mine</a> appeared first here.</p>",
            False,
        ),
        (
            "<p>A part […]</p><p>The post <a href='/2026/11/lithium-mine'>Mine</a> appeared first here.</p>",
            True,
        ),
        ("", False),
    ],
)
def test_feed_that_says_that_the_text_goes_on_is_heard(html, is_cut):
    assert article.from_feed(html, URL).is_cut == is_cut


LEADS = "<link rel=canonical href='https://paper.example/story'>"


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ("<meta http-equiv=refresh content='0;url=/real'>", "https://www.news.example/real"),
        (
            "<meta http-equiv=Refresh content=\"3; URL='https://paper.example/a?b=1'\">",
            "https://paper.example/a?b=1",
        ),
        (
            "<noscript><meta http-equiv=refresh content='0; URL=https://paper.example/a'></noscript>",
            "https://paper.example/a",
        ),
        (LEADS, "https://paper.example/story"),
    ],
)
def test_page_that_only_leads_on_says_where(head, url):
    with pytest.raises(PageMoved) as caught:
        article.read(page(f"<title>Redirecting</title>{head}", "<p>One moment.</p>"), URL)
    assert caught.value.url == url


@pytest.mark.parametrize(
    "head",
    [
        "<meta http-equiv=refresh content='300;url=/real'>",
        "<meta http-equiv=refresh content=0>",
        "<meta http-equiv=refresh content='0;url=/2026/11/lithium-mine'>",
        "<meta http-equiv=refresh content='0;url=javascript:x'>",
        "<link rel=canonical href='https://www.news.example/other'>",
    ],
)
def test_page_that_leads_nowhere_is_refused(head):
    with pytest.raises(PageError) as caught:
        article.read(page(head, "<p>One moment.</p>"), URL)
    assert not isinstance(caught.value, PageMoved)


def test_article_that_reloads_itself_or_is_a_copy_is_read():
    refresh = "<meta http-equiv=refresh content='0;url=/real'>"
    assert article.read(page(refresh + LEADS), URL).text.startswith("Part 0.")


def test_teaser_of_an_article_behind_a_wall_is_read_and_said_to_be_one():
    head = "<title>Mine opens next year</title>" + ld(
        **{"@type": "NewsArticle"}, headline="Mine opens next year", isAccessibleForFree="False"
    )
    got = article.read(page(head, f"<p>{SENTENCE}</p><p>Subscribe to continue reading.</p>"), URL)
    assert got.paywalled
    assert got.text == SENTENCE.strip()
