"""The topics and sources as a warm invocation knows them: read once, then only what changed."""

from datetime import datetime

from newswatch.errors import QueryError, UnknownSource
from newswatch.model import Article, Change, Match, Source, SourceId, State, Topic, TopicId
from newswatch.observe import logger
from newswatch.ports import Store
from newswatch.query import TopicIndex, parse


class Catalog:
    """All topics that are active or will be by themselves, indexed; all sources.

    Lives as long as its execution environment.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._seq: int | None = None
        self._index = TopicIndex()
        self._topics: dict[TopicId, Topic] = {}
        self._sources: dict[SourceId, Source] = {}

    def refresh(self) -> None:
        """Take in what has changed; on first use, everything."""
        if self._seq is None:
            # The position first: what changes while we read is then read twice, not missed.
            seq = self._store.catalog_version()
            for topic in self._store.topics():
                self._put_topic(topic)
            self._sources = {source.id: source for source in self._store.sources()}
            self._seq = seq
            return
        for change in self._store.changes(self._seq):
            if change.seq != self._seq + 1:
                # The read was not consistent: what is missing is there the next time.
                break
            self._apply(change)
            self._seq = change.seq

    def source(self, source_id: SourceId) -> Source:
        """Return a source, removed ones included. Raises UnknownSource."""
        if source_id not in self._sources:
            self._sources.update(self._store.sources_by_id([source_id]))
        if source_id not in self._sources:
            raise UnknownSource(source_id)
        return self._sources[source_id]

    def matches(self, article: Article, source: Source, now: datetime) -> list[tuple[Topic, Match]]:
        """Return the active topics that hold for an article of a source, in the order of their handles."""
        found = [(self._topics[match.topic_id], match) for match in self._index.match(article)]
        admitted = [
            (topic, match) for topic, match in found if topic.sources.admits(source) and topic.is_active(now)
        ]
        return sorted(admitted, key=lambda pair: pair[0].handle)

    def _apply(self, change: Change) -> None:
        match change.snapshot:
            case Topic():
                self._put_topic(change.snapshot)
            case Source():
                self._sources[change.snapshot.id] = change.snapshot

    def _put_topic(self, topic: Topic) -> None:
        known = self._topics.get(topic.id)
        if known and known.version > topic.version:
            return
        self._topics[topic.id] = topic
        if topic.state is not State.ACTIVE and not (topic.state is State.PAUSED and topic.paused_until):
            self._index.remove(topic.id)
            return
        try:
            self._index.put(topic.id, parse(topic.query))
        except QueryError as e:
            # Stored by a newer version, or by hand: the other topics must go on.
            self._index.remove(topic.id)
            logger.error("stored query does not parse", topic_id=topic.id, error=e.message)
