"""What really happened in a run, and what must come of it: computed from the articles' own words.

Nothing here reads the table or asks the product.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache

from newswatch.model import ChannelId, State, Topic, TopicId
from newswatch.sources.urls import article_id, outlet
from simulation.habits import Habits
from simulation.newsroom import Piece


@dataclass(frozen=True)
class Query:
    """A query as people type it, and whether it holds for words."""

    text: str
    holds: Callable[[frozenset[str]], bool]


def word(text: str) -> Query:
    """Return a query for one word."""
    return Query(text, lambda words: text in words)


def both(one: Query, other: Query) -> Query:
    """Return a query for both."""
    return Query(f"({one.text}) AND ({other.text})", lambda words: one.holds(words) and other.holds(words))


def either(one: Query, other: Query) -> Query:
    """Return a query for one or the other."""
    return Query(f"({one.text}) OR ({other.text})", lambda words: one.holds(words) or other.holds(words))


def without(one: Query, other: Query) -> Query:
    """Return a query for the one where the other does not hold."""
    return Query(f"({one.text}) AND NOT ({other.text})", lambda w: one.holds(w) and not other.holds(w))


@dataclass
class Told:
    """A topic from one moment on."""

    since: datetime
    topic: Topic
    query: Query
    by: datetime | None = None
    """When it surely was so, if that is not known to the moment."""


@dataclass
class Outage:
    """A stretch of time in which the bot was out of a channel."""

    channel: ChannelId
    since: datetime
    until: datetime | None = None

    def holds(self, moment: datetime) -> bool:
        """Return whether it was out then, and came back."""
        return self.since <= moment and self.until is not None and moment < self.until

    def length_after(self, moment: datetime) -> timedelta:
        """Return how long it was out after that."""
        return (self.until or moment) - moment


@cache
def _article(url: str) -> str:
    return str(article_id(url))


_outlet = cache(outlet)


@dataclass
class News:
    """An article in a source's feed."""

    piece: Piece
    source: str
    at: datetime
    read_by: datetime | None = None
    """When everything that was to come of it had come; None while it may still be on its way."""
    baseline: bool = False
    again: bool = False
    """Whether this source had it before: then it is no news, though its headline may be."""
    renumbered: bool = False
    """Whether that is because all that is in the feed has got new ids."""

    @property
    def article(self) -> str:
        return _article(self.piece.url)

    @property
    def outlet(self) -> str:
        return _outlet(self.piece.url)


def _meet(one: News, other: News) -> bool:
    """Return whether what has changed in a feed may have been read together."""
    return (
        one.source == other.source
        and (one.read_by is None or other.at <= one.read_by)
        and (other.read_by is None or one.at <= other.read_by)
    )


@dataclass(frozen=True)
class Alarm:
    """An alert that must or may have come."""

    topic: TopicId
    story: str
    channels: frozenset[ChannelId]
    """Where it may be."""
    must: bool
    """Whether it must be in each of them."""
    sure: bool
    """Whether it is in each of them if it is anywhere."""
    at: datetime


def _joined(first: Alarm, second: Alarm) -> Alarm:
    """Return what two sources of one article come to: the first alert of a topic is the only one."""
    if first.must:
        return first
    sure = first.sure and second.sure and first.channels == second.channels
    return replace(first, channels=first.channels | second.channels, must=second.must and sure, sure=sure)


@dataclass
class Facts:
    """The reference: every change of a topic, every edition of a feed."""

    topics: dict[TopicId, list[Told]] = field(default_factory=dict)
    news: list[News] = field(default_factory=list)
    changes: set[int] = field(default_factory=set)
    """Positions of changes that people made, by requests."""
    broken: set[ChannelId] = field(default_factory=set)
    """Channels where the bot cannot post now."""
    outages: list[Outage] = field(default_factory=list)
    sources: dict[str, str] = field(default_factory=dict)
    """Ids of sources by their addresses."""
    papers: dict[str, str] = field(default_factory=dict)
    """Their names likewise."""
    echoes: set[str] = field(default_factory=set)
    """Articles that are others under another address."""
    parted: dict[str, str] = field(default_factory=dict)
    """Articles that somebody said are no part of their story: the stories that they tell."""
    told_as: dict[str, str] = field(default_factory=dict)
    """Which story goes on under which id since a split."""
    habits: Habits = field(default_factory=Habits)
    votes: dict[tuple[ChannelId, str], dict[str, bool]] = field(default_factory=dict)
    """What people said of a story that they were told in a channel, by story."""

    def told(self, topic: Topic, query: Query, now: datetime, by: datetime | None = None) -> None:
        """Note how a topic is from now on, or surely from a later time on."""
        self.topics.setdefault(topic.id, []).append(Told(now, topic, query, by))

    def split(self, article: str, was: str, begun: str, *, shown: bool) -> None:
        """Note that somebody said that an article is not its story.

        Args:
            article: the article.
            was: the id of the story.
            begun: the id under which another one begins.
            shown: whether messages lead with the article: then it is the others that leave.
        """
        story = next(self.story(news) for news in self.news if news.article == article)
        self.parted[article] = f"{story}, but {article}"
        stays, leaves = (self.parted[article], story) if shown else (story, self.parted[article])
        self.told_as |= {was: stays, begun: leaves}

    def open(self) -> bool:
        """Return whether any news may still be on its way."""
        return any(news.read_by is None for news in self.news)

    def settled(self, now: datetime, unread: Collection[str]) -> None:
        """Note that all has arrived that was on its way, but what stands in feeds that were not read yet."""
        for news in self.news:
            if news.source not in unread:
                news.read_by = news.read_by or now

    def alarms(self) -> dict[tuple[TopicId, str], Alarm]:
        """Return every alert that must or may be, by topic and story."""
        found: dict[tuple[TopicId, str], Alarm] = {}
        for news in self.news:
            if news.baseline or news.again or news.piece.poison:
                continue
            for topic_id in self.topics:
                if alarm := self.alarm(topic_id, news):
                    known = found.get((topic_id, alarm.story))
                    found[topic_id, alarm.story] = _joined(known, alarm) if known else alarm
        return found

    def alarm(self, topic_id: TopicId, news: News) -> Alarm | None:
        """Return what comes of an article for a topic, if anything does."""
        words = frozenset(news.piece.words)
        enough = self._ripening(self.topics[topic_id][-1].topic.outlets, news)
        if enough is None:
            return None
        is_done = enough.read_by is not None and news.read_by is not None
        until = max(enough.read_by, news.read_by) if is_done else None
        versions = list(self._during(topic_id, news.at, until))
        held = [
            told is not None
            and told.query.holds(words)
            and told.topic.state is State.ACTIVE
            and (not told.topic.sources.ids or self.sources[news.source] in told.topic.sources.ids)
            for told in versions
        ]
        if not any(held):
            return None
        where = [
            frozenset(told.topic.destinations) for told, holds in zip(versions, held, strict=True) if holds
        ]
        channels = frozenset[ChannelId]().union(*where)
        sure = len(set(where)) == 1
        at = max(news.at, enough.at)
        return Alarm(topic_id, self.story(news), channels, all(held) and sure, sure, at)

    def _ripening(self, outlets: int, news: News) -> News | None:
        """Return the news by which so many outlets carry a story; None while there are fewer."""
        if outlets == 1:
            return news
        seen: set[str] = set()
        for other in self.carried(self.story(news)):
            seen.add(other.outlet)
            if len(seen) == outlets:
                return other
        return None

    def carried(self, story: str) -> list[News]:
        """Return the news that tells a story and can be read, in the order in which it came."""
        return [news for news in self.news if not news.piece.poison and self.story(news) == story]

    def carriers(self, topic_id: TopicId, story: str, until: datetime) -> frozenset[str]:
        """Return the outlets that carried a story by then, with what a topic wants at some time."""
        return frozenset(
            news.outlet
            for news in self.carried(story)
            if news.at <= until
            and not news.baseline
            and any(told.query.holds(frozenset(news.piece.words)) for told in self.topics[topic_id])
        )

    def story(self, news: News) -> str:
        """Return the story that an article tells."""
        return self.parted.get(news.article, news.piece.story)

    def stories(self) -> dict[str, str]:
        """Return which story is told under which id: that of any of its articles, or of a split."""
        return {news.article: self.story(news) for news in self.news} | self.told_as

    def _during(self, topic_id: TopicId, since: datetime, until: datetime | None) -> Iterator[Told | None]:
        """Yield how a topic was in a stretch of time; None where it was not there yet."""
        history = self.topics[topic_id]
        before = [told for told in history if told.since <= since]
        yield before[-1] if before else None
        yield from (told for told in history if told.since > since and (until is None or told.since <= until))

    def versions(self, topic_id: TopicId, since: datetime, until: datetime) -> list[Topic]:
        """Return how a topic was at any time of a stretch, as far as it was there."""
        history = self.topics[topic_id]
        ends = [later.by or later.since for later in history[1:]]
        return [
            told.topic
            for told, end in zip(history, [*ends, None], strict=True)
            if told.since <= until and (end is None or end >= since)
        ]

    def changed_since(self, topic_id: TopicId, moment: datetime) -> bool:
        """Return whether somebody changed a topic after a moment."""
        return any(told.since > moment for told in self.topics[topic_id])

    def idle_since(self, topic_id: TopicId, moment: datetime) -> bool:
        """Return whether a topic was paused or removed at any time after a moment."""
        later = [told for told in self.topics[topic_id] if told.since > moment]
        return any(told.topic.state is not State.ACTIVE for told in later)

    def has_left(self, topic_id: TopicId, channel: ChannelId, moment: datetime) -> bool:
        """Return whether a topic did not post to a channel at any time after a moment."""
        return any(
            told.since > moment and channel not in told.topic.destinations for told in self.topics[topic_id]
        )

    def everywhere(self) -> frozenset[ChannelId]:
        """Return every place that any topic has ever posted to."""
        return frozenset[ChannelId]().union(*map(self.places, self.topics))

    def places(self, topic_id: TopicId) -> frozenset[ChannelId]:
        """Return every place that a topic has ever posted to."""
        return frozenset(where for told in self.topics[topic_id] for where in told.topic.destinations)

    def names(self, topic_id: TopicId) -> frozenset[str]:
        """Return every name that a topic has had."""
        return frozenset(told.topic.name for told in self.topics[topic_id])

    def headlines(self, article: str) -> tuple[str, ...]:
        """Return the titles with which an article may be shown: the newest, which comes first.

        One that changes while its feed gives new ids to all that it has is not noticed, as titles are
        remembered by them: then the one before stays.
        """
        found: list[str] = []
        for news in reversed([news for news in self.news if news.article == article]):
            found.append(news.piece.title)
            if not any(other.renumbered and _meet(news, other) for other in self.news):
                break
        return tuple(found)

    def titles(self, article: str) -> tuple[str, ...]:
        """Return the titles that an article has had, the newest last."""
        return tuple(news.piece.title for news in self.news if news.article == article)
