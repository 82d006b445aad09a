"""Feeds: looking at one before it is watched. Loads the parser, so ``slack`` does not import it."""

from newswatch.model import Feed
from newswatch.ports import Fetcher, NotModified
from newswatch.sources.feed import ACCEPT, parse


class HttpFeeds:
    """``ports.FeedReader`` over HTTP."""

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher

    def read(self, url: str) -> Feed:
        """Implement ``FeedReader``."""
        fetched = self._fetcher.get(url, accept=ACCEPT)
        # Nothing was asked conditionally, so the fetcher refuses a 304 by itself.
        assert not isinstance(fetched, NotModified)
        return parse(fetched.body, fetched.headers, fetched.url)
