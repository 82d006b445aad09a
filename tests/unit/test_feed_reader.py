"""Looking at a feed before it is watched."""

import pytest
from fakes import FakeFetcher

from newswatch.errors import AddressRefused, FeedError, FetchError
from newswatch.usecases.feeds import HttpFeeds

URL = "https://news.example/feed"
RSS = (
    b'<rss version="2.0"><channel><title>News</title>'
    b"<item><title>One</title><link>https://news.example/1</link></item></channel></rss>"
)


def test_feed_is_fetched_and_parsed():
    fetcher = FakeFetcher({URL: RSS})
    feed = HttpFeeds(fetcher).read(URL)
    assert (feed.title, [entry.title for entry in feed.entries]) == ("News", ["One"])
    assert fetcher.asked == [(URL, None)]


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (b"<html><body>Please log in</body></html>", FeedError),
        (FetchError(URL, "answered 404.", status=404, transient=False), FetchError),
        (AddressRefused(URL, "That address is not a public one."), AddressRefused),
    ],
)
def test_what_is_no_feed_is_told_as_such(answer, error):
    with pytest.raises(error):
        HttpFeeds(FakeFetcher({URL: answer})).read(URL)
