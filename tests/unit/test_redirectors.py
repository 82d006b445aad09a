"""Links that carry another address are taken for that address; others stay as they are."""

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswatch.sources import redirectors

STORY = "https://news.example/2026/story?id=7"
CARRIED = "https%3A%2F%2Fnews.example%2F2026%2Fstory%3Fid%3D7"


@pytest.mark.parametrize(
    "link",
    [
        f"https://www.google.com/url?rct=j&sa=t&url={CARRIED}&ct=ga&usg=AOv",
        f"https://google.co.uk/url?q={CARRIED}",
        f"http://www.google.de/url?url={CARRIED}",
        f"http://www.bing.com/news/apiclick.aspx?ref=FexRss&aid=&tid=1&url={CARRIED}&c=2",
        f"https://l.facebook.com/l.php?u={CARRIED}&h=AT0",
        f"https://lm.facebook.com/l.php?u={CARRIED}",
        f"https://l.instagram.com/?u={CARRIED}&e=AT",
        f"https://out.reddit.com/out?url={CARRIED}",
        f"https://www.youtube.com/redirect?event=x&q={CARRIED}",
        f"https://duckduckgo.com/l/?uddg={CARRIED}",
        f"https://eur01.safelinks.protection.outlook.com/?url={CARRIED}&data=05",
        f"https://href.li/?{STORY}",
        "https://news-example.cdn.ampproject.org/c/s/news.example/2026/story?id=7",
        "https://news-example.cdn.ampproject.org/v/s/news.example/2026/story?id=7",
        "https://www.google.com/amp/s/news.example/2026/story?id=7",
        f"https://l.facebook.com/l.php?u={quote('https://www.google.com/url?url=' + CARRIED, safe='')}",
    ],
)
def test_link_that_carries_an_address_leads_there(link):
    assert redirectors.target(link) == STORY


def test_copy_of_a_page_without_tls_is_taken_for_that():
    link = "https://news-example.cdn.ampproject.org/c/news.example/2026/story"
    assert redirectors.target(link) == "http://news.example/2026/story"


@pytest.mark.parametrize(
    "link",
    [
        STORY,
        f"https://news.example/share?url={CARRIED}",
        f"https://google.evil.example/url?url={CARRIED}",
        f"https://notgoogle.com/url?url={CARRIED}",
        f"https://www.google.com/search?q={CARRIED}",
        "https://www.google.com/url?sa=t",
        "https://www.google.com/url?url=javascript%3Aalert(1)",
        "https://www.google.com/url?url=%2F%2Fnews.example",
        "https://www.google.com/amp/",
        "https://news.google.com/rss/articles/CBMiABC?oc=5",
        "https://t.co/abc",
        "ftp://www.google.com/url?url=" + CARRIED,
        "http://[::1",
        "",
    ],
)
def test_other_links_stay_as_they_are(link):
    assert redirectors.target(link) == link


def test_a_chain_without_end_ends():
    link = STORY
    for _ in range(10):
        link = "https://www.google.com/url?url=" + quote(link, safe="")
    assert redirectors.target(link).startswith("https://www.google.com/url")


def test_services_that_tell_only_browsers_are_known():
    assert redirectors.hides_target("https://news.google.com/rss/articles/CBMi") == "news.google.com"
    assert redirectors.hides_target(STORY) == ""
    assert redirectors.hides_target("http://[") == ""


@given(st.text(max_size=200))
def test_nothing_is_ever_raised(text):
    for link in (text, f"https://www.google.com/url?url={text}", f"https://x.cdn.ampproject.org/{text}"):
        assert isinstance(redirectors.target(link), str)
        assert isinstance(redirectors.hides_target(link), str)
