"""Pages that are made to be expensive end quickly, as a page or as an error."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newswatch.errors import PageError
from newswatch.model import Page
from newswatch.sources import article

URL = "https://news.example/a"
MANY = 100_000
PARAGRAPH = "<p>" + "words of the article " * 40 + "</p>"

PAGES = {
    "nested tags": "<div>" * MANY + PARAGRAPH,
    "nested inline tags": "<b>" * MANY + PARAGRAPH,
    "nested tables": "<table><tr><td>" * MANY + PARAGRAPH,
    "unclosed paragraphs": "<p>" * MANY + PARAGRAPH,
    "attributes": "<body><div " + " ".join(f"a{n}=1" for n in range(MANY)) + ">" + PARAGRAPH,
    "paragraphs": "<p>x y z</p>" * MANY,
    "links": "<a href=x>y</a>" * MANY + PARAGRAPH,
    "metas": "<head>" + "<meta name=a content=b>" * MANY + "</head>" + PARAGRAPH,
    "nested JSON-LD": '<script type="application/ld+json">' + "[" * MANY + "</script>" + PARAGRAPH,
    "wide JSON-LD": '<script type="application/ld+json">[' + "{}," * MANY + "{}]</script>" + PARAGRAPH,
    "separators in the title": "<title>" + "| - " * MANY + "</title>" + PARAGRAPH,
    "angle brackets": "<" * 1_000_000,
    "ampersands": "&" * 1_000_000 + PARAGRAPH,
    "comments": "<!--" * MANY + PARAGRAPH,
    "NULs": "\0" * MANY + PARAGRAPH,
    "2.5 MB of text": PARAGRAPH * 3000,
}


def read(html):
    try:
        return article.read(html, URL)
    except PageError as e:
        return str(e)


@pytest.mark.parametrize("name", PAGES)
def test_expensive_page_ends_quickly(name):
    read(PARAGRAPH)  # what is loaded on first use is not the page's cost
    started = time.process_time()
    assert isinstance(read(PAGES[name]), Page | str)
    assert time.process_time() - started < 4


def test_nothing_but_our_error_is_raised_for_recursion(monkeypatch):
    def too_deep(*_args, **_kwargs):
        raise RecursionError

    monkeypatch.setattr("trafilatura.extract", too_deep)
    with pytest.raises(PageError, match="nested too deeply"):
        article.read(PARAGRAPH, URL)


PIECES = [
    *("<p>", "</p>", "<div", ">", "<", "&", "&amp;", "&#0;", "&#x110000;", "\0", "\ufffe", "<!--", "-->"),
    *("<![CDATA[", "<script type='application/ld+json'>", '{"@type":"NewsArticle","author":', "[", "}"),
    *("</script>", "<meta ", "content=", "property=og:title ", "datetime=", "<time ", "http://[", "'", '"'),
    *("<link rel=canonical href=", "<svg>", "<math>", "<template>", "<frameset>", "<title>", "word "),
    *("9999-99-99", "\ud800"),
]


@settings(max_examples=150)
@given(st.lists(st.sampled_from(PIECES), max_size=40), st.booleans())
def test_mutilated_page_is_read_or_refused(pieces, long):
    html = "".join(pieces) + (PARAGRAPH if long else "")
    assert isinstance(read(html), Page | str)
    assert isinstance(read(html.encode("utf-8", "surrogatepass")), Page | str)
    assert isinstance(article.from_feed(html, URL), str)


@settings(max_examples=100)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data):
    assert isinstance(read(data), Page | str)
