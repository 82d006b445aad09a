"""Unread: what nobody has brought is read now, and what topics would make of it. Nothing of it is kept."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from newswatch.errors import FetchError, HostBusy, PageError
from newswatch.model import Article, Entry, Source, SourceId, State, TextFrom, Topic, UserId
from newswatch.ports import Clock, Deadline, Fetcher, Robots, Store
from newswatch.sources import urls
from newswatch.usecases.catalog import Catalog
from newswatch.usecases.clauses import counted_words, reason, tongue_of
from newswatch.usecases.findings import Fate, Glance, Judgement, Tongue, Unseen, Why
from newswatch.usecases.sight import Sight
from newswatch.usecases.standing import standings
from newswatch.usecases.why import SITES_SOURCES, TOPICS, explain, sources_of_site

SOURCES = 10
"""Of a site, through which a topic could have heard of it: a newspaper's sections, say."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads pages that somebody names, as politely as those that feeds name."""

    store: Store
    fetcher: Fetcher
    robots: Robots
    clock: Clock
    wait: Callable[[float], None]
    deadline: Deadline

    def read(self, url: str) -> Article:
        """Return the article at an address, as it would be stored if a source of nobody had brought it now.

        Where its page turns out to be known by its real address, that is the article as it is stored.

        Raises:
            FetchError: it cannot be had; AddressRefused when it may not be asked for.
            PageError: it is no article; Disallowed when its site does not want programs to read it.
            HostBusy: its site wants a pause that is too long to be waited for here.
            ValueError: it is no web address.
        """
        # What reads pages takes a second to be loaded: only who needs it waits for it.
        from newswatch.usecases import versions  # noqa: PLC0415
        from newswatch.usecases.reading import Reading, read_page  # noqa: PLC0415
        from newswatch.usecases.visits import Visitor  # noqa: PLC0415

        visitor = Visitor(self.fetcher, self.robots, self.store, self.clock, self.deadline, self.wait)
        page, landed = read_page(visitor, url, "")
        if known := self.store.article_at([page.url, landed]):
            return known
        now = self.clock.now()
        entry = Entry(id=url, url=url, title=page.title)
        reading = Reading(page, (page.url, landed), TextFrom.PAGE)
        return versions.first(nobody(page.url), entry, reading, now, now=now)


def nobody(url: str) -> Source:
    """Return a source that there is not, of the site of an address."""
    return Source(SourceId(""), urls.origin(url), urls.outlet(url), UserId(""), 0)


def read_now(reader: Reader, sight: Sight, unseen: Unseen, topic: Topic | None = None) -> Why | Unseen:
    """Read what nobody has brought, and say what would happen; or why it cannot be read.

    What the person may not see does not exist for them, neither by name nor by number.

    Args:
        reader: what reads.
        sight: what the person may see.
        unseen: what is known of its address.
        topic: one that the person may see; None for those that would match.

    Returns:
        What was found out; where the address leads to an article that somebody has brought, what became of
        that.

    Raises:
        NeedsTime, SlackError: as with ``Sight``.
    """
    if unseen.hidden_by or not urls.is_web_address(unseen.url):
        return unseen
    try:
        article = reader.read(unseen.url)
    except (FetchError, PageError, HostBusy) as e:
        return replace(unseen, refusal=str(e), transient=e.transient)
    if article.source_id:
        return explain(reader.store, sight, reader.clock, article, topic)
    store, now, tongue = reader.store, reader.clock.now(), tongue_of(article)
    watched = sources_of_site(store, article.url)
    read = [source for source in watched if source.state is State.ACTIVE]
    bringing = read[:SOURCES] or [nobody(article.url)]
    having = [topic] if topic else _matching(store, sight, reader.clock, article, bringing)
    prophet = _Prophet(store, sight, article, tongue, now, bringing)
    judged = tuple(map(prophet.judgement, having[:TOPICS]))
    glance = Glance(article, bringing[0], counted_words(article), tongue, judged, len(having[TOPICS:]))
    return replace(unseen, glance=glance, sources=tuple(watched[:SITES_SOURCES]))


def _matching(
    store: Store, sight: Sight, clock: Clock, article: Article, sources: Sequence[Source]
) -> list[Topic]:
    """Return the topics that the person may see and that would match, by handle."""
    catalog, now = Catalog(store, clock), clock.now()
    catalog.refresh()
    found = {topic.id: topic for source in sources for topic, _ in catalog.matches(article, source, now)}
    return sorted(filter(sight.sees, found.values()), key=lambda topic: topic.handle)


@dataclass(frozen=True, slots=True)
class _Prophet:
    """Says of topics what would become of an article, had a source of its site brought it now."""

    store: Store
    sight: Sight
    article: Article
    tongue: Tongue
    now: datetime
    sources: Sequence[Source]
    """What could have brought it."""

    def judgement(self, topic: Topic) -> Judgement:
        """Return a topic's word on the article."""
        heard = [source for source in self.sources if topic.sources.admits(source)]
        best = reason(self.store, topic, self.article, heard or self.sources, self.tongue)
        places = tuple(place for place in topic.destinations if self.sight.sees_channel(place))
        fate = Fate.DUE
        if best is None or not best.holds:
            fate = Fate.OTHERWISE
        elif not topic.is_active(self.now):
            fate = Fate.RESTS
        elif not heard:
            fate = Fate.UNHEARD
        elif topic.outlets > 1:
            fate = Fate.WAITS
        met = standings(self.store, topic, places, self.article, self.now)
        return Judgement(topic, fate, best, places, standings=met)
