"""What newsrooms do to their feeds, and how each deed is noted for the judge."""

from abc import ABC, abstractmethod
from dataclasses import replace
from http import HTTPStatus

from fakes import FrozenClock

from newswatch.sources.urls import article_id
from simulation.facts import Facts, News
from simulation.faults import Plan
from simulation.hub import Hub
from simulation.newsroom import Piece
from simulation.web import Web

ANEW = "-anew"
"""What ids that are made up anew end with."""


class Newsrooms(ABC):
    """Every newsroom."""

    plan: Plan
    clock: FrozenClock
    web: Web
    hub: Hub
    facts: Facts

    def __init__(self) -> None:
        self.poisoned: set[str] = set()
        """Which articles cannot be read."""

    @abstractmethod
    def unread(self) -> list[str]:
        """Return the feeds that have changed since they were read."""

    def publish(self, url: str, *pieces: Piece, baseline: bool = False, pings: int = 1) -> None:
        """Have articles appear in a feed, and its hub tell of it.

        Args:
            url: the feed's first address.
            pieces: the articles, the newest first.
            baseline: whether they are no news, whatever they say.
            pings: how often the hub tells of it.
        """
        known = {(news.source, news.piece.url) for news in self.facts.news}
        read = {page for _, page in known}
        for piece in pieces:
            again = (url, piece.url) in known
            # What another source has brought before is not read again.
            is_fresh = not baseline and piece.url not in read
            if "poison" in self.plan.world and not self.poisoned and is_fresh:
                self.poisoned.add(piece.guid)
            # Another headline makes nothing readable that was not.
            piece.poison = piece.guid in self.poisoned
            piece.oversized = piece.oversized or ("oversized" in self.plan.world and not baseline)
            self.facts.news.append(News(piece, url, self.clock.now(), baseline=baseline, again=again))
        self.web.publish(url, *pieces)
        self._ping(url, pings)

    def renumber(self, url: str) -> None:
        """Have a feed change the ids of all that is in it, as a new publishing system does."""
        site = self.web.sites[url]
        site.pieces = [replace(piece, guid=f"{piece.guid}{ANEW}") for piece in site.pieces]
        self.poisoned |= {piece.guid for piece in site.pieces if piece.poison}
        now = self.clock.now()
        self.facts.news += [News(piece, url, now, again=True, renumbered=True) for piece in site.pieces]
        self._ping(url)

    def relocate(self, url: str) -> None:
        """Have a newsroom move to another host, with new ids and addresses for all that is in its feed."""
        site = self.web.sites[url]
        site.pieces = [
            replace(piece, guid=f"{piece.guid}-there", url=piece.url.replace("https://", "https://new."))
            for piece in site.pieces
        ]
        self.web.pages |= {piece.url: piece for piece in site.pieces}
        self.facts.echoes |= {str(article_id(piece.url)) for piece in site.pieces}
        self._ping(url)

    def correct(self, url: str, guid: str, more: str) -> None:
        """Have a newsroom add a sentence to an article, and its feed say when."""
        site, now = self.web.sites[url], self.clock.now()
        site.pieces = [
            replace(piece, more=piece.more + more, updated=now) if piece.guid == guid else piece
            for piece in site.pieces
        ]
        self.web.pages |= {piece.url: piece for piece in site.pieces if piece.guid == guid}
        self.facts.news += [News(piece, url, now, again=True) for piece in site.pieces if piece.guid == guid]
        self._ping(url)

    def fail(self, url: str, status: int = HTTPStatus.SERVICE_UNAVAILABLE) -> None:
        """Have a feed's server answer nothing but an error."""
        self.web.sites[url].status = status

    def mend(self, url: str) -> None:
        """Have it answer again."""
        self.web.sites[url].status = HTTPStatus.OK

    def retire(self, url: str) -> None:
        """Have a feed be gone for good, once all that it had has been read."""
        assert url not in self.unread()
        self.fail(url, HTTPStatus.GONE)

    def redirect(self, url: str, to: str) -> None:
        """Have a feed move to another address for good."""
        site = self.web.sites[url]
        site.moved_to, site.moved_at = to, self.clock.now()

    def answering(self) -> list[str]:
        """Return the feeds whose servers answer."""
        return [url for url in self.facts.sources if self.web.sites[url].status == HTTPStatus.OK]

    def _ping(self, url: str, times: int = 1) -> None:
        if self.web.sites[url].hub:
            self.hub.ping(self.web.sites[url], times)
