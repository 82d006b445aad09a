"""Whatever a page contains, it says something or nothing, and no error is raised."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from metadata_case import URL, ld

from newswatch.sources import markup, metadata
from newswatch.sources.claims import loose_json

MANY = 100_000
SOME = 14_000  # of elements; twice as many are still a page
DEEP = "{" + '"mainEntity": {' * 5_000 + "}" * 5_001

PAGES = {
    "JSON-LD that is all brackets": ld("[" * MANY, "{" * MANY, '{"a":' * MANY),
    "JSON-LD that nests deeply and ends": ld(DEEP, "[" * 500 + "]" * 500),
    "JSON-LD of many objects": ld("[" + '{"@type": "NewsArticle"},' * MANY + "{}]"),
    "JSON-LD of many roots": ld("{}" * MANY),
    "JSON-LD of one object with many names": ld("{" + ",".join(f'"k{n}": {n}' for n in range(MANY)) + "}"),
    "JSON-LD of many authors": ld(
        '{"@type": "NewsArticle", "author": [' + '"Ann Lee and Bob Ray",' * MANY + '"x"]}'
    ),
    "JSON-LD that nearly ends": ld('{"a": "' + '\\"' * MANY),
    "JSON-LD of quotes": ld('{"a": "' + '"' * MANY),
    "JSON-LD of commas": ld("[" + "," * MANY + "]", "[" + ", " * MANY),
    "JSON-LD of comments": ld("[/*" + "*" * MANY, "/*/" * MANY, "//" * MANY),
    "JSON-LD of a long number": ld("[" + "9" * MANY + "]", '{"datePublished": -' + "9" * MANY + "}"),
    "references in a circle": ld(
        '[{"@id": "#a", "@type": "NewsArticle", "author": {"@id": "#a"}, "image": {"@id": "#a"},'
        ' "publisher": {"@id": "#a"}, "mainEntityOfPage": {"@id": "#a"}}]'
    ),
    "many meta elements": "<meta property=og:image content=a>" * SOME,
    "a meta element of a megabyte": f"<meta name=author content='{'a, ' * MANY * 3}'>",
    "a title of separators": f"<title>{'- | ' * MANY}</title>",
    "many items": "<div itemscope itemtype=https://schema.org/NewsArticle itemprop=a>" * SOME,
    "many time elements and bylines": "<time datetime=2026-11-23></time>" * SOME
    + "<b class=author>By A B</b>" * SOME,
    "addresses that are none": "<base href='http://['><link rel=canonical href='http://[::1'>"
    "<meta property=og:url content='//'>",
}


def read(html, headers=None):
    try:
        tree = markup.tree(html.encode("utf-8", "replace"))
    except markup.MarkupError:
        return None
    return metadata.read(tree, URL, headers)


@pytest.mark.parametrize("name", PAGES)
def test_hostile_page_is_read(name):
    assert isinstance(read(PAGES[name]), metadata.Metadata | None)


@pytest.mark.parametrize("name", ["date", "last-modified", "link", "content-language"])
@pytest.mark.parametrize("value", ["", "x" * MANY, "<" * MANY, "\0", "9" * 30, "Mon, 99 Foo 2026"])
def test_headers_may_hold_anything(name, value):
    assert read("<title>Mine opens</title>", {name: value}).title == "Mine opens"


SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**63), 2**63), st.floats(), st.text(max_size=5),
    st.sampled_from(["#a", "2026-11-23T12:00Z", "Ann Lee", "/a.jpg", "NewsArticle", "http://[", "\ud800"]),
)  # fmt: skip
NAMES = st.sampled_from([
    "@type", "@id", "@graph", "@value", "@list", "headline", "author", "name", "image", "url", "publisher",
    "mainEntity",
    "datePublished", "dateModified", "inLanguage", "articleSection", "itemListElement", "item", "hasPart",
    "width",
    "mainEntityOfPage", "isAccessibleForFree", "liveBlogUpdate", "articleBody", "logo",
])  # fmt: skip
TYPES = st.sampled_from(
    ["NewsArticle", "LiveBlogPosting", "WebPage", "BreadcrumbList", "VideoObject", "Person", "ListItem"]
)
NODES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(NAMES, inner, max_size=5),
        st.builds(
            lambda kind, said: {"@type": kind, **said}, TYPES, st.dictionaries(NAMES, inner, max_size=5)
        ),
    ),
    max_leaves=25,
)


@settings(max_examples=200)
@given(NODES)
def test_any_structured_data_says_something_or_nothing(said):
    assert isinstance(read(ld(json.dumps(said).replace("</", "<\\/"))), metadata.Metadata)


@given(NODES)
def test_what_is_json_is_read_as_it_is(said):
    plain = json.loads(json.dumps(said), parse_constant=lambda _: None)
    assert loose_json.documents(json.dumps(said)) == [plain]


@given(st.text(alphabet='{}[]",:\\/*<!-a1 \n', max_size=60))
def test_what_is_nearly_json_is_read_or_passed_over(text):
    assert isinstance(loose_json.documents(text), list)
