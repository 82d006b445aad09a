"""Which feeds known services have for what is named, by the address alone."""

import pytest

from newswatch.sources.services import feeds, is_of_comments

CHANNEL = "UC" + "a1B2c3D4e5" * 2 + "xy"
YOUTUBE = "https://www.youtube.com/feeds/videos.xml"

KNOWN = {
    f"https://www.youtube.com/channel/{CHANNEL}": f"{YOUTUBE}?channel_id={CHANNEL}",
    f"https://m.youtube.com/channel/{CHANNEL}/videos": f"{YOUTUBE}?channel_id={CHANNEL}",
    "https://youtube.com/user/someone": f"{YOUTUBE}?user=someone",
    "https://www.youtube.com/playlist?list=PLabc_123": f"{YOUTUBE}?playlist_id=PLabc_123",
    "https://www.reddit.com/r/news": "https://www.reddit.com/r/news/.rss",
    "https://old.reddit.com/r/news/top/?t=week": "https://www.reddit.com/r/news/.rss",
    "https://reddit.com/r/news/new": "https://www.reddit.com/r/news/new/.rss",
    "https://www.reddit.com/user/someone/submitted": "https://www.reddit.com/user/someone/.rss",
    "https://www.reddit.com/u/someone": "https://www.reddit.com/user/someone/.rss",
    "https://github.com/acme/rocket": "https://github.com/acme/rocket/releases.atom",
    "https://github.com/acme/rocket.git": "https://github.com/acme/rocket/releases.atom",
    "https://github.com/acme/rocket/releases": "https://github.com/acme/rocket/releases.atom",
    "https://github.com/acme/rocket/tags": "https://github.com/acme/rocket/tags.atom",
    "https://github.com/acme/rocket/commits": "https://github.com/acme/rocket/commits.atom",
    "https://github.com/acme/rocket/commits/feature/x": "https://github.com/acme/rocket/commits/feature/x.atom",
    "https://gitlab.com/acme/tools/rocket": "https://gitlab.com/acme/tools/rocket/-/releases.atom",
    "https://gitlab.com/acme/rocket/-/tags": "https://gitlab.com/acme/rocket/-/tags?format=atom",
    "https://gitlab.com/acme/rocket/-/commits/main": "https://gitlab.com/acme/rocket/-/commits/main?format=atom",
    "https://social.example/@ada": "https://social.example/@ada.rss",
    "https://social.example/@ada/": "https://social.example/@ada.rss",
    "https://bsky.app/profile/ada.example": "https://bsky.app/profile/ada.example/rss",
    "https://medium.com/@ada": "https://medium.com/feed/@ada",
    "https://medium.com/tag/energy": "https://medium.com/feed/tag/energy",
    "https://ada.medium.com/": "https://ada.medium.com/feed",
    "https://ada.substack.com": "https://ada.substack.com/feed",
    "https://ada.substack.com/archive": "https://ada.substack.com/feed",
    "https://ada.tumblr.com/": "https://ada.tumblr.com/rss",
    "https://ada.wordpress.com/": "https://ada.wordpress.com/feed/",
    "https://ada.blogspot.com/": "https://ada.blogspot.com/feeds/posts/default",
    "news:merger": "https://news.google.com/rss/search?q=merger&hl=en-US&gl=US&ceid=US:en",
    'news:"climate tax"': "https://news.google.com/rss/search?q=%22climate%20tax%22&hl=en-US&gl=US&ceid=US:en",
    "NEWS: “climate tax”": "https://news.google.com/rss/search?q=%22climate%20tax%22&hl=en-US&gl=US&ceid=US:en",
    'news:"Müller & Co" lang:de': "https://news.google.com/rss/search?"
    "q=%22M%C3%BCller%20%26%20Co%22&hl=de&gl=DE&ceid=DE:de",
    "news:klima lang:de-at": "https://news.google.com/rss/search?q=klima&hl=de&gl=AT&ceid=AT:de",
    "news:税 lang:ja": "https://news.google.com/rss/search?q=%E7%A8%8E&hl=ja&gl=JP&ceid=JP:ja",
}  # fmt: skip


@pytest.mark.parametrize(("address", "feed"), KNOWN.items())
def test_a_known_service_has_a_feed_for_what_is_named(address, feed):
    assert feeds(address) == (feed,)


@pytest.mark.parametrize(
    "address",
    [
        "https://www.youtube.com/@someone",  # its page declares the feed
        "https://www.youtube.com/watch?v=abc",
        "https://www.youtube.com/channel/short",
        "https://www.youtube.com/playlist?list=../../x",
        "https://www.tiktok.com/@someone",
        "https://www.threads.net/@someone",
        "https://social.example/@ada/1234",
        "https://social.example/@ada@other.example",
        "https://social.example/@",
        "https://www.reddit.com/",
        "https://www.reddit.com/r/news/comments/abc/title/",
        "https://github.com/",
        "https://github.com/acme",
        "https://github.com/topics/rust",
        "https://github.com/acme/rocket/issues/1",
        "https://github.com/acme/..%2f..%2fx",
        "https://gitlab.com/acme",
        "https://medium.com/some-publication",
        "https://www.medium.com/",
        "https://ada.substack.com/p/a-post",
        "https://www.tumblr.com/",
        "https://wordpress.com/",
        "https://youtube.com.evil.example/user/someone",
        "https://notgithub.com/acme/rocket",
        "https://news.example/section",
        "news:",
        'news:"',
        "news:two words",
        "not an address",
        "https://[broken/",
        "",
    ],
)
def test_nothing_is_made_up_where_no_rule_tells(address):
    assert feeds(address) == ()


@pytest.mark.parametrize(
    ("url", "title", "expected"),
    [
        ("https://a.example/comments/feed/", "", True),
        ("https://a.example/?feed=comments-rss2", "", True),
        ("https://a.example/2026/post/feed/", "Herald » A post Comments Feed", True),
        ("https://a.example/post/feed/", "Kommentar-Feed", True),
        ("https://a.example/post/feed/", "Flux des commentaires", True),
        ("https://a.example/feed/", "Herald » Feed", False),
        ("https://a.example/kommentare.rss", "Kommentare", False),
        ("https://a.example/opinion.rss", "Comment is free", False),
    ],
)
def test_feeds_of_comments_are_told_from_feeds_of_news(url, title, expected):
    assert is_of_comments(url, title) is expected
