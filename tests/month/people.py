"""What people do about sources in a month, by the use cases behind the commands that they type."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from month.hub import HOOK
from month.scripts import Script
from newswatch.errors import FeedError, FetchError
from newswatch.model import Source, SourceNews, UserId
from newswatch.usecases.adding import add_address
from newswatch.usecases.finding import HttpFinder
from newswatch.usecases.findings import SourceChanged
from newswatch.usecases.polls import Collector
from newswatch.usecases.robots import CachedRobots
from newswatch.usecases.source_news import hear
from newswatch.usecases.source_settings import set_source
from newswatch.usecases.sources import change_source, known_source

if TYPE_CHECKING:
    from month.house import House
    from newswatch.ports import Fetcher

ANN = UserId("U1")
LATER = timedelta(hours=2)
"""After which somebody tries again to add what could not be read."""


class NoSecrets:
    """``ports.SecretHeaders``: no source has one."""

    def of(self, source: Source) -> Any:
        """Implement ``SecretHeaders``."""
        raise AssertionError(source)


class People:
    """Everybody."""

    def __init__(self, house: "House") -> None:
        self._house = house

    def collector(self, fetcher: "Fetcher") -> Collector:
        """Return what collect works with."""
        h = self._house
        return Collector(
            store=h.store,
            queues=h.queues,
            fetcher=fetcher,
            parser=h.parser,
            robots=CachedRobots(fetcher, h.store, h.clock),
            secrets=NoSecrets(),
            clock=h.clock,
            entropy=h.entropy,
            wait=h.clock.advance,
            hook_url=HOOK,
        )

    def do(self, script: Script, verb: str) -> None:
        """Carry out what somebody wants of a source."""
        h = self._house
        source = known_source(h.store, script.url)
        if verb == "add":
            self._add(script)
        elif source and verb == "urgent":
            set_source(h.store, h.clock, source, who=ANN, urgent=True)
        elif source:
            change_source(h.store, h.queues, h.clock, source, verb, who=ANN)

    def told(self, news: SourceNews) -> None:
        """Have the command function hear the news, seconds later and now and then twice."""
        h = self._house
        for seconds in (2, *((40,) if h.chance(0.1) else ())):
            h.at(h.clock.now() + timedelta(seconds=seconds), lambda: hear(h.store, h.queues, h.clock, news))

    def _add(self, script: Script) -> None:
        h = self._house
        c = h.collector
        try:
            finder = HttpFinder(c.fetcher, c.parser, c.robots, c.clock)
            found = add_address(c, finder, script.url, who=ANN)
        except (FetchError, FeedError):
            h.at(h.clock.now() + LATER, lambda: h.person(script, "add"))
            return
        assert isinstance(found, SourceChanged)
