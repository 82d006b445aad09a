import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswatch.sources import urls


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("https://example.com", "https://example.com/"),
        ("HTTPS://Example.COM:443/A?b=C#d", "https://example.com/A?b=C"),
        ("http://example.com:80/", "http://example.com/"),
        ("http://example.com:8080/", "http://example.com:8080/"),
        ("https://example.com:80/", "https://example.com:80/"),
        ("https://example.com./a", "https://example.com/a"),
        (" https://example.com/a\n", "https://example.com/a"),
        ("https://ann:secret@example.com/a", "https://example.com/a"),
        ("https://example.com/a/./b/../c", "https://example.com/a/c"),
        ("https://example.com/../../a/..", "https://example.com/"),
        ("https://example.com/a/", "https://example.com/a/"),
        ("https://example.com//a", "https://example.com//a"),
        ("https://example.com/%7eann/%c3%a9?q=%2f", "https://example.com/~ann/%C3%A9?q=%2F"),
        ("https://example.com/é b", "https://example.com/%C3%A9%20b"),
        ("https://München.example/", "https://xn--mnchen-3ya.example/"),
        ("https://example.com/?utm_source=rss&id=7&UTM_Medium=x&fbclid=z", "https://example.com/?id=7"),
        ("https://example.com/?gclid=1", "https://example.com/"),
        ("https://example.com/?b=2&a=1&b=2", "https://example.com/?b=2&a=1&b=2"),
        ("https://example.com/?utmost=1&ref=2&source=3", "https://example.com/?utmost=1&ref=2&source=3"),
        ("https://[2001:DB8::1]:443/a", "https://[2001:db8::1]/a"),
    ],
)
def test_spellings_of_one_address_become_one(url, canonical):
    assert urls.canonical(url) == canonical


@pytest.mark.parametrize(
    "url",
    ["", "example.com", "/a", "ftp://example.com/", "mailto:a@b.c", "http://", "http:///a", "http://[::1",
     "http://example.com:x/", "http://example.com:99999/", "https://./", "javascript:alert(1)",
     "https://\u2028.example/"],
)  # fmt: skip
def test_what_is_no_address_is_refused(url):
    for function in (urls.canonical, urls.host, urls.source_id, urls.without_userinfo):
        with pytest.raises(ValueError):  # noqa: PT011 - the type is the contract
            function(url)


@given(st.one_of(st.text(), st.from_regex(r"https?://[a-zé.%@:\[\]]{1,12}/[^#]{0,20}(\?[^#]{0,20})?")))
def test_canonical_is_settled_or_refused(url):
    try:
        once = urls.canonical(url)
    except ValueError:
        return
    assert urls.canonical(once) == once
    assert urls.host(once) == urls.host(url)


@pytest.mark.parametrize(
    ("base", "link", "resolved"),
    [
        ("https://a.example/feed?key=s3cret", "b", "https://a.example/b"),
        ("https://a.example/feed?key=s3cret", "", ""),
        ("https://a.example/feed?key=s3cret", "#top", ""),
        ("https://a.example/feed?key=s3cret", "?page=2", "https://a.example/feed?page=2"),
        ("https://ann:pw@a.example/x/feed", "b", "https://a.example/x/b"),
        ("https://a.example/", "//b.example/c", "https://b.example/c"),
        ("https://a.example/", "https://ann:pw@b.example/c", "https://b.example/c"),
        ("https://a.example/", "java\nscript:alert(1)", ""),
        ("https://a.example/", "data:text/html,x", ""),
        ("https://a.example/", "http://[::1", ""),
        ("nonsense", "/c", ""),
        ("nonsense", "https://a.example/c", "https://a.example/c"),
    ],
)
def test_link_is_resolved_to_the_web_or_nothing(base, link, resolved):
    assert urls.resolve(base, link) == resolved


@given(st.text(), st.text())
def test_resolving_never_raises(base, link):
    assert isinstance(urls.resolve(base, link), str)
    assert isinstance(urls.without_secrets(base), str)
    assert isinstance(urls.same_site(base, link), bool)


def test_what_is_shown_of_an_address_has_no_secrets():
    assert urls.without_secrets("https://ann:pw@a.example:8443/f?key=1#x") == "https://a.example:8443/f"
    assert urls.without_secrets("mailto:ann@a.example") == "(not a web address)"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://www.a.example/1", "https://amp.a.example/2", True),
        ("https://a.example/", "https://b.example/", False),
        ("https://news.bbc.co.uk/", "https://www.bbc.co.uk/", True),
        ("https://bbc.co.uk/", "https://itv.co.uk/", False),
        ("http://10.0.0.1/", "http://11.0.0.1/", False),
        ("http://127.0.0.1:1/", "http://127.0.0.1:2/", True),
        ("nonsense", "https://a.example/", False),
    ],
)
def test_sites_are_told_apart_by_their_hosts(one, other, same):
    assert urls.same_site(one, other) is same


def test_ids_are_16_hex_digits_and_follow_the_canonical_address():
    one = urls.source_id("HTTPS://a.example/feed?utm_source=x")
    assert urls.source_id("https://a.example/feed") == one
    assert urls.source_id("https://a.example/feeds") != one
    assert len(one) == 16
    assert int(one, 16)
    assert urls.article_id("https://a.example/feed") == one


def test_feeds_of_two_readers_of_one_address_are_two_sources():
    assert urls.source_id("https://ann:1@a.example/f") != urls.source_id("https://bob:2@a.example/f")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://amp.news.example/a", "https://www.news.example/a", True),
        ("https://m.news.example/a", "https://news.example/b", True),
        ("https://edition.news.example/", "https://www.news.example/", True),
        ("https://ann.substack.com/", "https://bob.substack.com/", False),
        ("https://m.substack.com/", "https://bob.substack.com/", False),
        ("https://bob.substack.com/a", "https://bob.substack.com/b", True),
        ("https://news.example/", "https://evilnews.example/", False),
        ("https://news.example/", "https://other.example/", False),
        ("javascript:x", "https://news.example/", False),
    ],
)
def test_publisher_is_the_same_where_the_host_leaves_no_doubt(one, other, same):
    assert urls.same_publisher(one, other) == same
    assert urls.same_publisher(other, one) == same
