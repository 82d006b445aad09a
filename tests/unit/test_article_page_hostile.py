"""Whatever a page consists of, it is read or refused. What that may cost at most: ``make fuzz``."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newswatch.errors import PageError
from newswatch.model import Page
from newswatch.sources import article

URL = "https://news.example/a"
PARAGRAPH = "<p>" + "words of the article " * 40 + "</p>"


def read(html):
    try:
        return article.read(html, URL)
    except PageError as e:
        return str(e)


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
    assert isinstance(article.from_feed(html, URL), article.Carried)


@settings(max_examples=100)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data):
    assert isinstance(read(data), Page | str)
