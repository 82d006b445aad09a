"""Which topics and saved sets use which saved sets."""

from collections.abc import Mapping
from dataclasses import dataclass

from newswatch.errors import QueryError
from newswatch.model import SavedSet, State, Topic
from newswatch.ports import Store
from newswatch.query import Query, parse
from newswatch.query.syntax import sets_of
from newswatch.usecases.queries import parsed_sets

MARK = "set:"
"""A canonical query that uses a set has this in it; most have not, and need not be parsed."""


@dataclass(frozen=True, slots=True)
class SetUses:
    """What uses saved sets, as of one position of the log. What is removed uses nothing."""

    seq: int
    saved: Mapping[str, SavedSet]
    """All by name, tombstones included."""
    sets: Mapping[str, Query]
    """What the sets that are there stand for, unresolved, by name."""
    topics: tuple[tuple[Topic, frozenset[str]], ...]
    """Those that use sets, by handle, with what they use by themselves."""

    def topics_of(self, name: str) -> tuple[Topic, ...]:
        """Return the topics that use a set, by themselves or by way of other sets."""
        means = {name, *self._sets_above(name)}
        return tuple(topic for topic, used in self.topics if not used.isdisjoint(means))

    def direct_topics_of(self, name: str) -> tuple[Topic, ...]:
        """Return the topics that use a set by themselves."""
        return tuple(topic for topic, used in self.topics if name in used)

    def direct_sets_of(self, name: str) -> tuple[str, ...]:
        """Return the names of the sets that use a set by themselves."""
        return tuple(sorted(user for user, query in self.sets.items() if name in sets_of(query.root)))

    def _sets_above(self, name: str) -> frozenset[str]:
        found: set[str] = set()
        waiting = [name]
        while waiting:
            new = set(self.direct_sets_of(waiting.pop())) - found
            found |= new
            waiting += new
        return frozenset(found)


def read_uses(store: Store) -> SetUses:
    """Read all sets and topics, and return which use which."""
    # The position first: what changes while we read makes whoever relies on it read again.
    seq = store.catalog_version()
    saved = {one.name: one for one in store.sets()}
    there = [topic for topic in store.topics(consistent=True) if topic.state is not State.REMOVED]
    using = ((topic, _used(topic)) for topic in sorted(there, key=lambda topic: topic.handle))
    return SetUses(
        seq, saved, parsed_sets(saved.values()), tuple((topic, used) for topic, used in using if used)
    )


def _used(topic: Topic) -> frozenset[str]:
    if MARK not in topic.query:
        return frozenset()
    try:
        return sets_of(parse(topic.query).root)
    except QueryError:
        # Stored by a newer version, which knows what it uses.
        return frozenset()
