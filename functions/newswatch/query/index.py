"""Many queries at once: all topics that hold for an article, without trying each.

Each query is filed (``filing``) under features of which the article must have one,
the rarest that will do. An article's features, intersected with all that are asked
for, leave few candidates; most of them are decided by a few more features, and only
of the others is the tree looked at (``compiled``).
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress, count, pairwise
from typing import Any

from newswatch.model import Evidence, Source, TopicId
from newswatch.query import codec
from newswatch.query.compiled import Read, Test, compiled
from newswatch.query.evaluation import Readable, evidence
from newswatch.query.expansion import Expansion
from newswatch.query.filing import Clause, Feature, Filing, file
from newswatch.query.origin import WORDS_OF
from newswatch.query.syntax import Node, Query

FORM = "1"
"""Of ``TopicIndex.dump``: raised whenever the same query would be filed otherwise, be it for other words."""
_COMPILED = 20_000
"""Trees that are kept ready to be looked at, about 1 kB each."""
_SHORT = 32
"""Topics of a feature up to which they stand in a tuple: most have one, and a set is larger."""


PAIR = 2
Slots = set[int] | tuple[int, ...]


class Match:
    """A topic's query holding for an article."""

    __slots__ = ("_read", "_tree", "topic_id")

    def __init__(self, topic_id: TopicId, tree: str, read: "Read[Posting]") -> None:
        self.topic_id, self._tree, self._read = topic_id, tree, read

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Return the places that make it hold, in reading order; looked for each time it is asked for.

        Of a word or phrase that stands in a field more than a thousand times, the first thousand are
        told if these make it hold.
        """
        root = _tree(self._tree)
        found = evidence(root, self._read.first_words)
        if found is None:
            found = evidence(root, self._read.words)
        assert found is not None  # index and reference agree
        return found


class Posting:
    """A feature that is asked for, and what is filed under it; topics are known by their slots.

    Articles have postings as their features: whatever is looked up is looked up once.
    """

    __slots__ = ("feature", "maybe", "sure", "uses")

    def __init__(self, feature: Feature) -> None:
        self.feature = feature
        self.uses = 0
        """By how many topics, and by longer phrases, it is asked for."""
        self.sure: Slots = ()
        """Topics that hold wherever it is."""
        self.maybe: Slots = ()
        """Topics that are to be tried where it is."""


_Rest = tuple[tuple[frozenset[Posting], ...], frozenset[Posting], bool]
"""What is left to look at of a candidate: clauses, what is excluded, and whether that is all."""


_NONE: frozenset[Posting] = frozenset()


def holds(query: Query, article: Readable, source: Source | None = None) -> Match | None:
    """Return the match of one query; None where it does not hold. See ``TopicIndex.match``."""
    index = TopicIndex()
    index.put(TopicId(""), query)
    return next(iter(index.match(article, source)), None)


class TopicIndex:
    """Queries by topic; changes take effect at once."""

    def __init__(self) -> None:
        self._postings: dict[Feature, Posting] = {}
        self._side_by_side: dict[Feature, Posting] = {}
        """Those of two words."""
        self._slots: dict[TopicId, int] = {}
        self._ids: list[TopicId] = []
        self._trees: list[str] = []
        self._rests: list[_Rest | None] = []
        self._free: list[int] = []
        self._always: set[int] = set()
        self._tests: dict[int, Test[Posting]] = {}
        self._marks: Counter[str] = Counter()
        self._expansion: Expansion[Posting] = Expansion()

    def __len__(self) -> int:
        return len(self._slots)

    def put(self, topic_id: TopicId, query: Query) -> None:
        """File a topic's query, its saved sets resolved, in place of the one that it had."""
        self.remove(topic_id)
        self._enter(topic_id, json.dumps(codec.plain(query.root), ensure_ascii=False), file(query.root))

    def remove(self, topic_id: TopicId) -> None:
        """Forget a topic; does nothing when it is not there."""
        slot = self._slots.pop(topic_id, None)
        if slot is None:
            return
        filing = file(_tree(self._trees[slot]))
        for feature in filing.anchors or ():
            posting = self._postings[feature]
            posting.sure, posting.maybe = _less(posting.sure, slot), _less(posting.maybe, slot)
        for feature in _features(filing):
            self._release(feature)
        self._trees[slot], self._rests[slot] = "", None
        self._always.discard(slot)
        self._tests.pop(slot, None)
        self._free.append(slot)

    def match(self, article: Readable, source: Source | None = None) -> list[Match]:
        """Return a match per topic whose query holds, in no order.

        Args:
            article: see ``evaluation.Readable``.
            source: what brought it.
        """
        read: Read[Posting] = Read(article, source)
        features = self._features(read)
        holding = set[int]().union(*[posting.sure for posting in features if posting.sure])
        maybe = self._always.union(*[posting.maybe for posting in features if posting.maybe])
        holding.update(self._passing(maybe - holding, read))
        ids, trees = self._ids, self._trees
        return [Match(ids[slot], trees[slot], read) for slot in holding]

    def dump(self) -> Iterator[list[Any]]:
        """Yield plain data of each topic, from which ``load`` makes the index faster than from queries."""
        for topic_id, slot in self._slots.items():
            tree = self._trees[slot]
            filing = file(_tree(tree))
            yield [
                topic_id,
                tree,
                None if filing.anchors is None else _spelled(filing.anchors),
                [_spelled(clause) for clause in filing.clauses],
                _spelled(filing.excluded),
                filing.is_exact,
                _spelled(filing.used),
            ]

    @classmethod
    def load(cls, rows: Iterable[Sequence[Any]]) -> "TopicIndex":
        """Return the index that was dumped."""
        index = cls()
        for topic_id, tree, anchors, clauses, excluded, is_exact, used in rows:
            filing = Filing(
                None if anchors is None else _meant(anchors),
                tuple(map(_meant, clauses)),
                _meant(excluded),
                is_exact,
                frozenset(_meant(used)),
            )
            index._enter(topic_id, tree, filing)
        return index

    def _enter(self, topic_id: TopicId, tree: str, filing: Filing) -> None:
        if self._free:
            slot = self._free.pop()
            self._ids[slot], self._trees[slot] = topic_id, tree
        else:
            slot = len(self._ids)
            self._ids.append(topic_id)
            self._trees.append(tree)
            self._rests.append(None)
        self._slots[topic_id] = slot
        taken = {feature: self._take(feature) for feature in _features(filing)}
        is_sure = filing.is_exact and not filing.clauses and not filing.excluded
        if filing.anchors is None:
            self._always.add(slot)
        for feature in filing.anchors or ():
            posting = taken[feature]
            if is_sure:
                posting.sure = _more(posting.sure, slot)
            else:
                posting.maybe = _more(posting.maybe, slot)
        if not is_sure or filing.anchors is None:
            clauses = tuple(frozenset(map(taken.__getitem__, clause)) for clause in filing.clauses)
            excluded = frozenset(map(taken.__getitem__, filing.excluded)) or _NONE
            self._rests[slot] = clauses, excluded, filing.is_exact

    def _take(self, feature: Feature) -> Posting:
        """Note that a topic asks for a feature."""
        posting = self._postings.get(feature)
        if posting is None:
            posting = self._postings[feature] = Posting(feature)
            if isinstance(feature, tuple):
                if len(feature) == PAIR:
                    self._side_by_side[feature] = posting
                else:
                    for pair in pairwise(feature):
                        self._take(pair)
            elif mark := _mark(feature):
                self._marks[mark] += 1
            else:
                self._expansion.add(feature, posting)
        posting.uses += 1
        return posting

    def _release(self, feature: Feature) -> None:
        posting = self._postings[feature]
        posting.uses -= 1
        if posting.uses:
            return
        del self._postings[feature]
        if isinstance(feature, tuple):
            if len(feature) == PAIR:
                del self._side_by_side[feature]
            else:
                for pair in pairwise(feature):
                    self._release(pair)
        elif mark := _mark(feature):
            self._marks[mark] -= 1
        else:
            self._expansion.discard(feature)

    def _features(self, read: Read[Posting]) -> set[Posting]:
        """Find those features of an article that are asked for."""
        features = read.features
        expansion = self._expansion
        if not expansion.has_inflections():
            features.update(expansion.of(read.found))
        elif read.inflected is read.found:
            features.update(expansion.of_inflected(read.found, read.origin.language))
        else:
            features.update(expansion.of(read.found))
            features.update(expansion.inflections(read.inflected, read.origin.language))
        features.update(self._phrases(read.found))
        if any(self._marks.values()):
            features.update(filter(None, map(self._postings.get, self._marked(read))))
        return features

    def _phrases(self, found: list[str]) -> Iterable[Posting]:
        """Return those of words side by side."""
        pairs = list(map(self._side_by_side.get, zip(found, found[1:], strict=False)))  # noqa: RUF007 - the faster one
        hits = list(compress(count(), pairs))
        known = self._postings.get
        for at, following in pairwise(hits):
            if following == at + 1:
                if longer := known(tuple(found[at : at + 3])):
                    yield longer
                if at + 2 < len(pairs) and pairs[at + 2] and (longest := known(tuple(found[at : at + 4]))):
                    yield longest
        yield from map(pairs.__getitem__, hits)

    def _marked(self, read: Read[Posting]) -> Iterator[str]:
        """Yield the features of the title, and of where an article came from, that may be asked for."""
        if self._marks["title"]:
            yield from (f"title:{word}" for word in read.title)
        if self._marks["site"]:
            yield from (f"site:{site}" for site in read.origin.sites)
        if self._marks["lang"]:
            yield f"lang:{read.origin.language}"
        if self._marks["tag"]:
            yield from (f"tag:{tag}" for tag in read.origin.tags)
        for attribute in WORDS_OF:
            if self._marks[attribute]:
                yield from (f"{attribute}:{word}" for name in read.origin.names[attribute] for word in name)

    def _passing(self, slots: set[int], read: Read[Posting]) -> Iterator[int]:
        """Yield the candidates that hold."""
        has_none = read.features.isdisjoint
        rests = self._rests
        for slot in slots:
            rest = rests[slot]
            assert rest is not None  # what holds for sure is no candidate
            clauses, excluded, is_exact = rest
            for clause in clauses:
                if has_none(clause):
                    break
            else:
                if has_none(excluded) and (is_exact or self._test(slot)(read)):
                    yield slot

    def _test(self, slot: int) -> Test[Posting]:
        test = self._tests.get(slot)
        if test is None:
            if len(self._tests) >= _COMPILED:
                del self._tests[next(iter(self._tests))]
            test = self._tests[slot] = compiled(_tree(self._trees[slot]), self._postings)
        return test


def _tree(text: str) -> Node:
    return codec.tree(json.loads(text))


def _features(filing: Filing) -> set[Feature]:
    """Return all features that a query asks for."""
    return {
        *(filing.anchors or ()),
        *(feature for clause in filing.clauses for feature in clause),
        *filing.excluded,
        *filing.used,
    }


def _mark(feature: str) -> str:
    """Return what a feature is about, where that is not the text: ``site`` of ``site:reuters.com``."""
    return feature.partition(":")[0] if ":" in feature else ""


def _more(slots: Slots, slot: int) -> Slots:
    if isinstance(slots, set):
        slots.add(slot)
        return slots
    return (*slots, slot) if len(slots) < _SHORT else {*slots, slot}


def _less(slots: Slots, slot: int) -> Slots:
    if isinstance(slots, set):
        slots.discard(slot)
        return slots
    return tuple(other for other in slots if other != slot)


def _spelled(features: Iterable[Feature]) -> list[str]:
    """Return features as strings: no word has a blank in it, or a colon as what is not of the text."""
    return [feature if isinstance(feature, str) else " ".join(feature) for feature in features]


def _meant(features: Iterable[str]) -> Clause:
    return tuple(tuple(f.split(" ")) if " " in f and ":" not in f else f for f in features)
