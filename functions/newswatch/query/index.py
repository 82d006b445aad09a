"""Many queries at once: all topics that hold for an article, without trying each.

Each query is filed (``filing``) under features of which the article must have one, the
rarest that will do: its anchors. Where it needs one of others as well, these are its
guards, and it comes up only where an article has both. An article's features,
intersected with all that are asked for, so leave few candidates; most of them are
decided by a few more features, and only of the others is the tree looked at (``compiled``).
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from newswatch.model import Evidence, Source, TopicId
from newswatch.query import codec
from newswatch.query.alternatives import alternatives
from newswatch.query.compiled import Test, compiled
from newswatch.query.evaluation import Readable, evidence, holding
from newswatch.query.expansion import PAIR, Expansion
from newswatch.query.filing import Clause, Feature, Filing, file
from newswatch.query.origin import WORDS_OF
from newswatch.query.read import Read
from newswatch.query.syntax import Node, Query

FORM = "2"
"""Of ``TopicIndex.dump``: raised whenever the same query would be filed otherwise, be it for other words."""
_COMPILED = 20_000
"""Trees that are kept ready to be looked at, about 1 kB each."""
_GUARDED = 64
"""Pairs of an anchor and a guard that a query is filed under at the most.

Hardly a query that somebody writes has more; each takes about 100 bytes, and one of 110
words on either side of an AND would have 3,000.
"""


class _Filed:
    """A topic in the index."""

    __slots__ = ("clauses", "excluded", "is_exact", "topic_id", "tree")

    def __init__(self, topic_id: TopicId, tree: str) -> None:
        self.topic_id, self.tree = topic_id, tree
        self.clauses: tuple[frozenset[Posting], ...] = ()
        """Where an article must have one of each, beside what the topic is filed under."""
        self.excluded: frozenset[Posting] = _NONE
        self.is_exact = True
        """Whether nothing else is to be looked at."""


class Match:
    """A topic's query holding for an article."""

    __slots__ = ("_filed", "_read")

    def __init__(self, filed: _Filed, read: "Read[Posting]") -> None:
        self._filed, self._read = filed, read

    @property
    def topic_id(self) -> TopicId:
        """Return whose query it is."""
        return self._filed.topic_id

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Return the places that make it hold, in reading order; looked for each time it is asked for.

        Of a word or phrase that stands in a field more than a thousand times, the first thousand are
        told if these make it hold.
        """
        root = _tree(self._filed.tree)
        found = evidence(root, self._read.first_words)
        if found is None:
            found = evidence(root, self._read.words)
        assert found is not None  # index and reference agree
        return found

    @property
    def alternatives(self) -> tuple[str, ...]:
        """Return those of its alternatives that hold, as they are printed, in the order of writing.

        As with the evidence, among the first places of each word.
        """
        parts = alternatives(_tree(self._filed.tree))
        words = self._read.first_words
        return tuple(text for text, part in parts.items() if holding(part, words, frozenset()) is not None)


_Many = set[_Filed] | tuple[_Filed, ...]
_SHORT = 32
"""Topics of a feature up to which they stand in a tuple: most have one, and a set is larger."""


class Posting:
    """A feature that is asked for, and what is filed under it.

    Articles have postings as their features: whatever is looked up is looked up once.
    """

    __slots__ = ("feature", "guarded", "maybe", "sure", "uses")

    def __init__(self, feature: Feature) -> None:
        self.feature = feature
        self.uses = 0
        """By how many topics, and by longer phrases, it is asked for."""
        self.sure: _Many = ()
        """Topics that hold wherever it is."""
        self.maybe: _Many = ()
        """Topics that are to be tried where it is."""
        self.guarded: dict[Posting, _Many] | None = None
        """Topics that are to be tried where another feature is as well."""


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
        self._topics: dict[TopicId, _Filed] = {}
        self._always: set[_Filed] = set()
        self._tests: dict[_Filed, Test[Posting]] = {}
        self._marks: Counter[str] = Counter()
        self._expansion: Expansion[Posting] = Expansion()

    def __len__(self) -> int:
        return len(self._topics)

    def put(self, topic_id: TopicId, query: Query) -> None:
        """File a topic's query, its saved sets resolved, in place of the one that it had."""
        self.remove(topic_id)
        self._enter(topic_id, json.dumps(codec.plain(query.root), ensure_ascii=False), file(query.root))

    def remove(self, topic_id: TopicId) -> None:
        """Forget a topic; does nothing when it is not there."""
        filed = self._topics.pop(topic_id, None)
        if filed is None:
            return
        filing = file(_tree(filed.tree))
        for feature in filing.anchors or ():
            posting = self._postings[feature]
            posting.sure, posting.maybe = _less(posting.sure, filed), _less(posting.maybe, filed)
            for guard in _guards(filing):
                self._discard_guarded(posting, self._postings[guard], filed)
        for feature in _features(filing):
            self._release(feature)
        self._always.discard(filed)
        self._tests.pop(filed, None)

    def match(self, article: Readable, source: Source | None = None) -> list[Match]:
        """Return a match per topic whose query holds, in no order.

        Args:
            article: see ``evaluation.Readable``.
            source: what brought it.
        """
        read: Read[Posting] = Read(article, source)
        features = self._features(read)
        holding = set[_Filed]().union(*[posting.sure for posting in features if posting.sure])
        maybe = self._always.union(*[posting.maybe for posting in features if posting.maybe])
        for guarded in [posting.guarded for posting in features if posting.guarded]:
            for guard in guarded.keys() & features:
                maybe.update(guarded[guard])
        maybe -= holding
        holding.update(self._passing(maybe, read))
        return [Match(filed, read) for filed in holding]

    def dump(self) -> Iterator[list[Any]]:
        """Yield plain data of each topic, from which ``load`` makes the index faster than from queries."""
        for topic_id, filed in self._topics.items():
            filing = file(_tree(filed.tree))
            yield [
                topic_id,
                filed.tree,
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
        filed = self._topics[topic_id] = _Filed(topic_id, tree)
        taken = {feature: self._take(feature) for feature in _features(filing)}
        guards = _guards(filing)
        clauses = filing.clauses[1:] if guards else filing.clauses
        if clauses:
            filed.clauses = tuple(frozenset(map(taken.__getitem__, clause)) for clause in clauses)
        if filing.excluded:
            filed.excluded = frozenset(map(taken.__getitem__, filing.excluded))
        filed.is_exact = filing.is_exact
        if filing.anchors is None:
            self._always.add(filed)
        for feature in filing.anchors or ():
            posting = taken[feature]
            if guards:
                posting.guarded = {} if posting.guarded is None else posting.guarded
                for guard in map(taken.__getitem__, guards):
                    posting.guarded[guard] = _more(posting.guarded.get(guard, ()), filed)
            elif filed.is_exact and not clauses and not filed.excluded:
                posting.sure = _more(posting.sure, filed)
            else:
                posting.maybe = _more(posting.maybe, filed)

    def _discard_guarded(self, posting: Posting, guard: Posting, filed: _Filed) -> None:
        assert posting.guarded is not None  # it was entered so
        if left := _less(posting.guarded[guard], filed):
            posting.guarded[guard] = left
        else:
            del posting.guarded[guard]
            posting.guarded = posting.guarded or None

    def _take(self, feature: Feature) -> Posting:
        """Note that a topic asks for a feature."""
        posting = self._postings.get(feature)
        if posting is None:
            posting = self._postings[feature] = Posting(feature)
            if isinstance(feature, tuple) and len(feature) > PAIR:
                for pair in pairwise(feature):
                    self._take(pair)
            if mark := _mark(feature):
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
        if isinstance(feature, tuple) and len(feature) > PAIR:
            for pair in pairwise(feature):
                self._release(pair)
        if mark := _mark(feature):
            self._marks[mark] -= 1
        else:
            self._expansion.discard(feature)

    def _features(self, read: Read[Posting]) -> set[Posting]:
        """Find those features of an article that are asked for."""
        if self._expansion.has_inflections():
            features = self._expansion.of_inflected(read.found, read.inflected, read.origin.language)
        else:
            features = self._expansion.of(read.found)
        read.features = features
        if any(self._marks.values()):
            features.update(filter(None, map(self._postings.get, self._marked(read))))
        return features

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

    def _passing(self, candidates: Iterable[_Filed], read: Read[Posting]) -> Iterator[_Filed]:
        """Yield the candidates that hold."""
        has_none = read.features.isdisjoint
        for filed in candidates:
            for clause in filed.clauses:
                if has_none(clause):
                    break
            else:
                if has_none(filed.excluded) and (filed.is_exact or self._test(filed)(read)):
                    yield filed

    def _test(self, filed: _Filed) -> Test[Posting]:
        test = self._tests.get(filed)
        if test is None:
            if len(self._tests) >= _COMPILED:
                del self._tests[next(iter(self._tests))]
            test = self._tests[filed] = compiled(_tree(filed.tree), self._postings)
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


def _guards(filing: Filing) -> Clause:
    """Return the clause of which an article must have one for the query to be tried at its anchors at all."""
    if not filing.anchors or not filing.clauses:
        return ()
    guards = filing.clauses[0]
    return guards if len(guards) * len(filing.anchors) <= _GUARDED else ()


def _mark(feature: Feature) -> str:
    """Return what a feature is about, where that is not the text: ``site`` of ``site:reuters.com``."""
    return feature.partition(":")[0] if isinstance(feature, str) and ":" in feature else ""


def _more(many: _Many, filed: _Filed) -> _Many:
    if isinstance(many, set):
        many.add(filed)
        return many
    return (*many, filed) if len(many) < _SHORT else {*many, filed}


def _less(many: _Many, filed: _Filed) -> _Many:
    if isinstance(many, set):
        many.discard(filed)
        return many
    return tuple(other for other in many if other is not filed)


def _spelled(features: Iterable[Feature]) -> list[str]:
    """Return features as strings: no word has a blank in it, or a colon as what is not of the text."""
    return [feature if isinstance(feature, str) else " ".join(feature) for feature in features]


def _meant(features: Iterable[str]) -> Clause:
    return tuple(tuple(f.split(" ")) if " " in f and ":" not in f else f for f in features)
