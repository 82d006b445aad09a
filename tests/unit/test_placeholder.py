"""What is not an article is told from what is, by signs that are each believed of little text only."""

import gzip
import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from unit.placeholder_pages import ARTICLES, PLACEHOLDERS, TEASERS, URL, page

from newswatch.errors import PageError
from newswatch.model import Page
from newswatch.sources import article, encoding, markup, metadata, placeholder
from newswatch.sources.metadata import Metadata
from newswatch.sources.placeholder_phrases import PASSING, Kind

SENTENCE = "The harbour board said on Monday that the quay would be opened in the spring of next year. "


def refused(html, url=URL):
    try:
        return None if isinstance(article.read(html, url), Page) else "no page"
    except PageError as e:
        return e


@pytest.mark.parametrize("name", PLACEHOLDERS)
def test_placeholder_is_called_what_it_is(name):
    said, url, html = PLACEHOLDERS[name]
    error = refused(html, url)
    assert error is not None
    assert str(error).startswith(said)


@pytest.mark.parametrize("name", ARTICLES)
def test_article_is_an_article(name):
    url, html = ARTICLES[name]
    assert refused(html, url) is None


@pytest.mark.parametrize("kind", Kind)
def test_sentence_for_each_kind_is_short(kind):
    assert kind.endswith(".")
    assert len(kind) <= 80
    assert isinstance(kind in PASSING, bool)


@pytest.mark.parametrize(
    ("name", "transient"),
    [
        *(("error en", True), ("cloudflare", True), ("script root", True), ("stub", True), ("nothing", True)),
        *(("rate limit", True), ("nginx", True), ("error of JSON", True), ("error address", True)),
        *(("login", False), ("paywall", False), ("consent", False), ("video", False), ("front page", False)),
        *(("section", False), ("region", False), ("age", False), ("parked", False), ("pdf viewer", False)),
    ],
)
def test_error_says_whether_a_later_read_can_help(name, transient):
    _, url, html = PLACEHOLDERS[name]
    assert refused(html, url).transient is transient


def test_title_in_a_message_is_cut():
    title = "Page not found " + "| The Daily " * 20
    html = page(title, "<h1>Page not found</h1><p>Sorry.</p>")
    assert len(str(refused(html))) <= len("The page is an error page: it is titled “”.") + 80
    assert str(refused(html)).endswith("”.")


def test_error_page_with_other_articles_is_told_by_its_title():
    html = page("Page not found | The Daily", f"<h1>Page not found</h1>{TEASERS * 3}")
    assert str(refused(html)).startswith("The page is an error page")


SURE = {"published": datetime(2026, 11, 20, tzinfo=UTC), "authors": ("Ann Lee",), "is_article": True}


@pytest.mark.parametrize(
    ("title", "sentences", "said", "is_refused"),
    [
        ("Page not found", 20, {}, True),
        ("Page not found", 9, {"is_article": True}, True),
        ("Page not found", 2, SURE, True),
        ("Page not found", 20, {"is_article": True}, False),
        ("Page not found", 9, SURE, False),
        ("Access denied", 9, {}, True),
        ("Access denied", 9, {"is_article": True}, False),
        ("Access denied", 20, {}, False),
        ("Log in", 9, {}, True),
        ("Log in", 9, {"is_article": True}, False),
        ("Just a moment...", 2, {"is_article": True}, True),
        ("Cookies", 9, {}, False),
        ("Loading", 9, {}, False),
    ],
)
def test_the_more_there_is_of_an_article_the_less_a_title_is_believed(title, sentences, said, is_refused):
    signs = placeholder.Signs(titles=(title,))
    got = placeholder.refusal(signs, URL, Metadata(title=title, **said), SENTENCE * sentences)
    assert (got is not None) is is_refused


@pytest.mark.parametrize(
    ("path", "words_said", "is_refused"),
    [
        ("/login", "The page asks readers to log in.", True),
        ("/account/signin", "The page asks readers to log in.", True),
        ("/error", "The link leads to an error page.", True),
        ("/", "The link leads to the site’s front page.", True),
        ("/index.html", "The link leads to the site’s front page.", True),
        ("/?p=12", "", False),
        ("/2026/11/login-trouble", "", False),
        ("/abo/2026/11/harbour", "", False),
    ],
)
def test_where_a_link_has_led_says_much(path, words_said, is_refused):
    got = placeholder.refusal(
        placeholder.Signs(), "https://www.news.example" + path, Metadata(), SENTENCE * 6
    )
    assert (got is not None) is is_refused
    assert str(got or "") == words_said


def test_claims_of_an_article_outweigh_the_address():
    said = Metadata(title="Harbour", **SURE)
    for path in ("/login", "/error", "/", "/search"):
        url = "https://www.news.example" + path
        assert placeholder.refusal(placeholder.Signs(), url, said, SENTENCE * 15) is None


WALL = "Log in to continue reading. Create a free account to read this story. Already have an account? "
BAR = "Please verify you are human. Your request has been blocked. Checking your browser before you enter. "
LOST = "Sorry, the page you requested could not be found. It may have been moved or deleted. "
QUOTING = (
    "Visitors were told by the guard that they had to log in to continue and would not be let in otherwise. "
)


@pytest.mark.parametrize(
    ("text", "said", "kind"),
    [
        (SENTENCE * 2 + WALL * 2, {}, Kind.LOGIN),
        (SENTENCE * 2 + BAR * 2, {}, Kind.CHALLENGE),
        (SENTENCE + LOST * 3, {}, Kind.ERROR),
        (SENTENCE + WALL, {"is_article": True}, Kind.LOGIN),
        (SENTENCE + LOST * 2, {"is_article": True}, Kind.ERROR),
        (SENTENCE + WALL, SURE, Kind.LOGIN),
        (SENTENCE * 3 + WALL, {}, None),
        (SENTENCE * 2 + WALL, {"is_article": True}, None),
        (SENTENCE + LOST, {"is_article": True}, None),
        (SENTENCE + "“" + LOST * 4 + "”, the sign says. " + SENTENCE, {"is_article": True}, None),
        (SENTENCE * 2 + QUOTING * 2, {}, None),
    ],
)
def test_what_is_left_without_a_placeholders_sentences_decides(text, said, kind):
    got = placeholder.refusal(placeholder.Signs(), URL, Metadata(title="Harbour", **said), text)
    assert (got and str(got)) == kind


@pytest.mark.parametrize("sentences", [0, 2, 30])
def test_transcript_of_a_video_is_an_article(sentences):
    got = placeholder.refusal(
        placeholder.Signs(players=1, og_type="video.other"),
        "https://www.news.example/video/a",
        Metadata(title="Harbour", is_video=True),
        SENTENCE * sentences,
    )
    assert str(got or "") == ("The page is a video." if sentences < 4 else "")


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("one two, three", 3), ("外務省は月曜日", 3), ("東京 is a city", 4), ("ไม่พบหน้า", 4)],
)
def test_words_are_counted_in_all_scripts(text, count):
    assert placeholder.words(text) == count


def test_no_real_article_is_refused(corpus):
    truth = json.loads((corpus / "articles" / "ground-truth.json").read_text("utf-8"))
    for name, true in truth.items():
        html = gzip.decompress((corpus / "articles" / "html" / f"{name}.html.gz").read_bytes())
        tree = markup.tree(encoding.decode(html, "").encode("utf-8", "replace"))
        said = metadata.read(tree, true["url"])
        signs = placeholder.look(tree)
        first = placeholder.refusal(signs, true["url"], said, true["articleBody"])
        assert first is None, (true["url"], str(first))
        # Nor one that says less of itself, or of which only the beginning was found.
        plain = replace(said, is_article=False, authors=(), published=None)
        assert placeholder.refusal(signs, true["url"], plain, true["articleBody"]) is None
        beginning = " ".join(true["articleBody"].split()[:40])
        assert placeholder.refusal(signs, true["url"], replace(said, is_article=True), beginning) is None


PIECES = [
    *("<p>", "</p>", "<div id=root>", "<div id=", ">", "<", "&#0;", "\0", "<!--", "-->", "<h1>", "</h1>"),
    *("<title>", "</title>", "<noscript>", "</noscript>", "<script>", "</script>", "<svg>", "<template>"),
    *("<meta http-equiv=refresh content=", "<meta property=og:type content=video>", "<input type=password>"),
    *(
        "page not found ",
        "404 ",
        "we use cookies ",
        "log in to continue ",
        "ページが見つかりません",
        "<frameset>",
    ),
    *(
        "words of a text. ",
        "“",
        "”",
        "|",
        " - ",
        "<a href=/>",
        "<h2>",
        "<iframe src=//youtube.com/embed/>",
        "<?p",
    ),
]


@settings(max_examples=200)
@given(
    st.lists(st.sampled_from(PIECES), max_size=30),
    st.text(max_size=60),
    st.sampled_from([URL, "https://a.example/", "http://[", "", "x:y", "https://login.a.example/404"]),
    st.booleans(),
)
def test_mutilated_page_is_judged(pieces, text, url, is_article):
    try:
        tree = markup.tree(("<html>" + "".join(pieces)).encode())
    except markup.MarkupError:
        return
    signs = placeholder.look(tree)
    said = Metadata(title=text, is_article=is_article)
    for found in (text, "\n\n".join(markup.paragraphs_of(tree))):
        assert isinstance(placeholder.refusal(signs, url, said, found), PageError | None)
