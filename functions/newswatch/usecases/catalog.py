"""The topics and sources as a warm invocation knows them: read once, then only what changed."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import datetime, timedelta

from newswatch.errors import BadMessage, NewswatchError, QueryError, UnknownSet, UnknownSource
from newswatch.model import Article, SavedSet, Source, SourceId, State, Topic, TopicId
from newswatch.observe import logger
from newswatch.ports import Clock, Filed, Snapshot, Store
from newswatch.query import Match, Query, TopicIndex, parse
from newswatch.query.index import FORM
from newswatch.query.sets import resolve
from newswatch.query.syntax import sets_of
from newswatch.usecases.queries import parsed_sets

SNAPSHOT_FROM = 2_000
"""Topics from which on reading them one by one, and parsing, takes longer than a second."""
SNAPSHOT_CHANGES = 500
"""Changes since the snapshot at which it is written anew, or a twentieth of the topics: each is parsed."""
SNAPSHOT_AGE = timedelta(days=20)
"""At which it is written anew in any case; it expires later."""


class Catalog:
    """All topics that are active or will be by themselves, indexed; all sources and saved sets.

    Lives as long as its execution environment.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock
        self._seq: int | None = None
        self._index = TopicIndex()
        self._snapshot: Snapshot | None = None
        self._topics: dict[TopicId, Topic] = {}
        """Those that were read by themselves; the others are in the snapshot."""
        self._uses: dict[TopicId, frozenset[str]] = {}
        """The saved sets that topics use by themselves, of topics that use some."""
        self._broken: set[TopicId] = set()
        """Topics whose queries this code can't read, or whose sets are not there."""
        self._filed_anew = 0
        """Topics since the snapshot, or since all were read."""
        self._waiting: set[TopicId] = set()
        """Topics that wait until several outlets carry a story."""
        self._sets: dict[str, Query] = {}
        self._sources: dict[SourceId, Source] = {}

    def refresh(self) -> None:
        """Take in what has changed; on first use, everything."""
        if self._seq is None:
            self._read_all()
            return
        self._catch_up(self._seq)

    def source(self, source_id: SourceId) -> Source:
        """Return a source, removed ones included. Raises UnknownSource."""
        if source_id not in self._sources:
            self._sources.update(self._store.sources_by_id([source_id]))
        if source_id not in self._sources:
            raise UnknownSource(source_id)
        return self._sources[source_id]

    def matches(self, article: Article, source: Source, now: datetime) -> list[tuple[Topic, Match]]:
        """Return the active topics that hold for an article of a source, in the order of their handles."""
        found = [(self._topic(match.topic_id), match) for match in self._index.match(article, source)]
        admitted = [
            (topic, match)
            for topic, match in found
            if topic and topic.sources.admits(source) and topic.is_active(now)
        ]
        return sorted(admitted, key=lambda pair: pair[0].handle)

    def active(self, ids: Iterable[TopicId], now: datetime) -> list[Topic]:
        """Return those of these topics that are active."""
        topics = map(self._topic, ids)
        return [topic for topic in topics if topic and topic.is_active(now)]

    @property
    def is_waiting(self) -> bool:
        """Whether any topic waits until several outlets carry a story."""
        return bool(self._waiting)

    # --- Reading ---------------------------------------------------------------

    def _read_all(self) -> None:
        # The position first: what changes while we read is then read twice, not missed.
        seq = self._store.catalog_version()
        self._sets = dict(parsed_sets(self._store.sets()))
        self._sources = {source.id: source for source in self._store.sources()}
        self._snapshot = self._usable_snapshot()
        if self._snapshot:
            self._index = TopicIndex.load(self._snapshot.rows)
            self._snapshot = replace(self._snapshot, rows=())  # they have done their work
            self._uses = dict(self._snapshot.sets)
            self._waiting = set(self._snapshot.waiting)
            for topic_id in self._snapshot.unfiled:
                self._put_topic(self._snapshot.topics[topic_id])
            self._catch_up(self._snapshot.seq)
            if self._seq is not None and self._seq >= seq:
                self._renew(self._seq)
                return
            # The log has a gap, or was not read to its end: better all of them than one too few.
            self._index, self._snapshot, self._uses = TopicIndex(), None, {}
            self._topics.clear()
            self._broken.clear()
            self._waiting.clear()
        for topic in self._store.topics(consistent=True):
            self._put_topic(topic)
        self._seq, self._filed_anew = seq, 0
        self._renew(seq)

    def _usable_snapshot(self) -> Snapshot | None:
        try:
            return self._store.snapshot(FORM)
        except NewswatchError as e:
            if e.transient:
                raise
            logger.error("snapshot cannot be read", error=str(e))
            return None

    def _catch_up(self, seq: int) -> None:
        sets: set[str] = set()
        for change in self._store.changes(seq):
            if change.seq != seq + 1:
                # The read was not consistent: what is missing is there the next time.
                break
            match change.snapshot:
                case Topic():
                    self._put_topic(change.snapshot)
                case Source():
                    self._sources[change.snapshot.id] = change.snapshot
                case SavedSet():
                    self._sets.pop(change.snapshot.name, None)
                    self._sets |= parsed_sets([change.snapshot])
                    sets.add(change.snapshot.name)
            seq = change.seq
        # Once for all changes: thousands of topics may use a set that is edited again and again.
        self._file_users(sets)
        self._seq = seq

    def _renew(self, seq: int) -> None:
        """Write the snapshot for those that start after us, if there is none that will do."""
        now, old = self._clock.now(), self._snapshot
        if len(self._index) < SNAPSHOT_FROM:
            return
        few = max(SNAPSHOT_CHANGES, len(self._index) // 20)
        changed = max(self._filed_anew, seq - old.seq) if old else 0
        if old and changed < few and now - old.when < SNAPSHOT_AGE:
            return
        try:
            self._store.save_snapshot(seq, FORM, now, self._filed())
        except NewswatchError as e:
            # It is there to save time; without it everything works.
            logger.warning("snapshot not written", error=str(e))

    def _filed(self) -> list[Filed]:
        filed = []
        for row in self._index.dump():
            topic = self._topic(row[0])
            if topic:
                filed.append(Filed(topic, row, self._uses.get(topic.id, frozenset())))
        broken = filter(None, map(self._topic, sorted(self._broken)))
        return [*filed, *(Filed(topic, (), self._uses.get(topic.id, frozenset())) for topic in broken)]

    # --- Changing --------------------------------------------------------------

    def _topic(self, topic_id: TopicId) -> Topic | None:
        if topic_id in self._topics:
            return self._topics[topic_id]
        try:
            return self._snapshot.topics.get(topic_id) if self._snapshot else None
        except BadMessage as e:
            # Stored by a newer version: the other topics must go on.
            logger.error("topic of the snapshot cannot be read", topic_id=topic_id, error=str(e))
            return None

    def _put_topic(self, topic: Topic) -> None:
        known = self._topic(topic.id)
        if known and known.version > topic.version:
            return
        self._topics[topic.id] = topic
        self._filed_anew += 1
        self._uses.pop(topic.id, None)
        self._broken.discard(topic.id)
        self._waiting.discard(topic.id)
        if topic.outlets > 1:
            self._waiting.add(topic.id)
        if topic.state is not State.ACTIVE and not (topic.state is State.PAUSED and topic.paused_until):
            self._index.remove(topic.id)
            return
        try:
            query = parse(topic.query)
            if used := sets_of(query.root):
                self._uses[topic.id] = used
                query = Query(query.typed, resolve(query.root, self._sets), query.canonical)
            self._index.put(topic.id, query)
        except (QueryError, UnknownSet) as e:
            # Stored by a newer version, or by hand: the other topics must go on.
            self._index.remove(topic.id)
            self._broken.add(topic.id)
            logger.error("stored query does not parse", topic_id=topic.id, error=str(e))

    def _file_users(self, sets: AbstractSet[str]) -> None:
        """File those topics anew that use one of these sets."""
        if not sets:
            return
        for topic_id, used in list(self._uses.items()):
            topic = self._topic(topic_id)
            if topic and self._needs(used, sets):
                self._put_topic(topic)

    def _needs(self, used: frozenset[str], sets: AbstractSet[str]) -> bool:
        """Return whether one of the sets that are used is among these, or uses one. None uses itself."""
        return not used.isdisjoint(sets) or any(
            self._needs(sets_of(self._sets[name].root), sets) for name in used if name in self._sets
        )
