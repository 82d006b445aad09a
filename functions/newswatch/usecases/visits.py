"""Visits: asking for articles' pages as their sites want it.

Nobody has named these pages to us; feeds have. So robots.txt is obeyed (RFC 9309), and
where a site wants time between two requests (Crawl-delay), it gets it, whoever else of us
asks it at the same time: the place in the table is the one that polling reserves too.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from newswatch.errors import Disallowed, HostBusy, PageError, PageMoved
from newswatch.model import Page
from newswatch.ports import Clock, Deadline, Fetched, Fetcher, NotModified, Robots, Store
from newswatch.sources import article as pages
from newswatch.sources import redirectors, urls
from newswatch.sources.accepted import PAGES

VISIT_S = 25
"""What one more page may take: fetches of 10 s of robots.txt and of itself, reading, and the writes.

Slow pages that lead on to each other take longer: should time run out, the group comes again, singly.
"""
WAIT_S = 5
"""Nobody waits longer than that in place: it would cost as much as reading a group of pages does."""
LONGEST_S = 900
"""The longest delay of a queue. Who wants hours between two requests gets a quarter of an hour."""
MOVES = 2
"""Pages that only lead to another one, in a row; an archive of short links may add one of its own."""
_TRIES = 3
"""Others may take the place while we wait for it."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Reads pages, for the length of one invocation."""

    fetcher: Fetcher
    robots: Robots
    store: Store
    clock: Clock
    deadline: Deadline
    wait: Callable[[float], None]
    """Lets so many seconds pass."""
    _busy: dict[str, datetime] = field(default_factory=dict)
    """Until when which host is not to be asked, as far as is known."""

    def article(self, url: str) -> tuple[Page, str]:
        """Return the article to which a link leads, over pages that only lead on, and where that was found.

        Raises:
            FetchError: it cannot be had; AddressRefused when it may not be asked for.
            PageError: it is no article; Disallowed when its site does not want programs to read it.
            HostBusy: its site wants a pause that is too long to be waited for here.
        """
        asked: set[str] = set()
        for _ in range(MOVES + 1):
            fetched = self._get(url, asked)
            try:
                return pages.read(fetched.body, fetched.url, fetched.headers), fetched.url
            except PageMoved as e:
                url = redirectors.target(e.url)
            except PageError as e:
                if host := redirectors.hides_target(fetched.url):
                    raise PageError(f"{host} does not say where the article is.", transient=False) from e
                raise
        raise PageError("The link leads from page to page, and to no article.")

    def _get(self, url: str, asked: set[str]) -> Fetched:
        """Fetch a page; no pause is made between those of one host that lead to each other, as in redirects.

        If it were, a link that takes two requests would begin anew after the pause, for ever.
        """
        if urls.is_web_address(url):
            self._ask(url, asked)
        fetched = self.fetcher.get(url, accept=PAGES, admit=self._admit)
        # Nothing was asked conditionally, so the fetcher refuses a 304 by itself.
        assert not isinstance(fetched, NotModified)
        return fetched

    def _ask(self, url: str, asked: set[str]) -> None:
        """Return once a page may be fetched."""
        host = urls.host(url)
        if host not in asked:
            self._refuse_while_busy(host)
        self._admit(url)
        delay_s = min(self.robots.delay_s(url), LONGEST_S)
        if delay_s > 0 and host not in asked:
            self._reserve(host, timedelta(seconds=delay_s))
        asked.add(host)

    def _admit(self, url: str) -> None:
        """Return if a program may read what is there, be it that a redirect leads there."""
        # The fetcher says what is wrong with an address that is none.
        if urls.is_web_address(url) and not self.robots.allows(url):
            raise Disallowed

    def _reserve(self, host: str, gap: timedelta) -> None:
        for _ in range(_TRIES):
            now = self.clock.now()
            free_at = self.store.reserve_host(host, now + gap, now)
            if free_at <= now:
                return
            self._busy[host] = free_at
            self._refuse_while_busy(host)
            self.wait((free_at - now).total_seconds())
        raise HostBusy(host, self._busy[host])

    def _refuse_while_busy(self, host: str) -> None:
        """Raise HostBusy for a host that is not free soon enough to be waited for."""
        now = self.clock.now()
        wait_s = (self._busy.get(host, now) - now).total_seconds()
        if wait_s > 0 and (wait_s > WAIT_S or self.deadline.remaining_s() - wait_s < VISIT_S):
            raise HostBusy(host, self._busy[host])
