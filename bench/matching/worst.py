"""The query that takes longest on one article, within the bounds of the language, looked for by chance.

A query begins as parts of one kind, joined by AND or OR, and is changed again and again; a change that
makes it slower is kept. Its cost is the processor time that an index of it alone takes to match the
article, less what an index takes whose query holds nowhere: the best of three, with all that an index
keeps from one article to the next worked out before. So reading the article, which is done once for
all topics, is not counted, but what only this query needs of it is.
"""

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bench.matching.hostile import Clause, Hostile, Vocabulary, articles, kinds
from newswatch.errors import QueryError
from newswatch.model import TopicId
from newswatch.query import Query, TopicIndex, parse
from newswatch.query.parser import MAX_CHARS, MAX_MARKED, MAX_SETS, MAX_TERMS
from newswatch.query.syntax import Prefix, Stem, parts, walk

GOAL_MS = 5.0
SECONDS = 2.0
"""How long slow queries of a kind are looked for on an article."""
_STUCK = 12
"""Changes that made a query no slower, after which another is begun."""
_NOWHERE = "zzyzxnowhere"
ALL = "parts of the slowest"
SETS = f"{MAX_SETS} saved sets"


@dataclass(frozen=True, slots=True)
class Part:
    """Of a query: what stands between its ANDs or ORs."""

    text: str
    terms: int
    marked: int


@dataclass(frozen=True, slots=True)
class Slow:
    """The slowest query of a kind."""

    kind: str
    took_ms: float
    parts: tuple[Part, ...]
    joint: str
    query: Query


class Search:
    """Slow queries for one article."""

    def __init__(self, article: Hostile, seed: int = 1) -> None:
        self.article, self.chance = article, random.Random(seed)
        self.vocabulary = Vocabulary(article, self.chance)
        self._none = Slow("", 0.0, (), "OR", parse(_NOWHERE))
        self._nowhere = _index(self._none.query)
        self.read_ms = min(self._took_ms(self._nowhere) for _ in range(5))

    def all(self) -> Iterator[Slow]:
        """Yield the slowest of each kind."""
        found: list[Slow] = []
        for kind, clause in kinds().items():
            found.append(replace(self.slowest(clause), kind=kind))
            yield found[-1]
        found.sort(key=lambda slow: -slow.took_ms)
        pool = [part.text for slow in found[:10] for part in slow.parts]
        yield replace(self.slowest(lambda has: has.chance.choice(pool)), kind=ALL)
        yield replace(self.with_sets(found[:MAX_SETS]), kind=SETS)

    def slowest(self, clause: Clause) -> Slow:
        """Return the slowest query that was found of parts that are made so."""
        slowest = climbed = self._none
        begun, stuck = time.process_time(), 0
        while time.process_time() - begun < SECONDS:
            if stuck > _STUCK or not climbed.parts:
                climbed, stuck = self._none, 0
                tried = self._filled([], self.chance.choice(("AND", "OR")), clause)
            else:
                tried = self._filled(self._some(climbed.parts), climbed.joint, clause)
            if tried is None:
                continue
            # Of most queries one look says that they are not slower.
            tried = replace(tried, took_ms=self.cost(tried.query, rounds=1))
            if tried.took_ms > climbed.took_ms:
                tried = replace(tried, took_ms=self.cost(tried.query))
            stuck += 1
            if tried.took_ms > climbed.took_ms:
                climbed, stuck = tried, 0
            slowest = max(slowest, climbed, key=lambda slow: slow.took_ms)
        return slowest

    def with_sets(self, slow: Sequence[Slow]) -> Slow:
        """Return the slower of two queries that use these as saved sets."""
        sets = {f"s{number}": one.query for number, one in enumerate(slow)}
        names = [f"set:{name}" for name in sets]
        queries = {joint: parse(f" {joint} ".join(names), sets) for joint in ("AND", "OR")}
        found = [Slow(SETS, self.cost(query), (), joint, query) for joint, query in queries.items()]
        return max(found, key=lambda one: one.took_ms)

    def cost(self, query: Query, rounds: int = 3) -> float:
        """Return how much longer the article takes for a query, in milliseconds."""
        index = _index(query)
        self._took_ms(index)
        # In turns, since the machine is not as fast at all times.
        took = [(self._took_ms(index), self._took_ms(self._nowhere)) for _ in range(rounds)]
        return min(ours for ours, _ in took) - min(nowhere for _, nowhere in took)

    def _took_ms(self, index: TopicIndex) -> float:
        begun = time.process_time()
        index.match(self.article)
        return 1_000 * (time.process_time() - begun)

    def _some(self, kept: Sequence[Part]) -> list[Part]:
        """Return some of these parts, in whatever order."""
        share = self.chance.choice((0.3, 0.7, 0.95))
        return self.chance.sample(kept, k=min(int(share * len(kept)), len(kept) - 1))

    def _filled(self, kept: list[Part], joint: str, clause: Clause) -> Slow | None:
        """Return a query of these parts and of others, as many as there is room for."""
        found, refused = kept, 0
        while refused < 3:
            part = self._part(clause)
            if part and self._fits([*found, part], joint):
                found.append(part)
            else:
                refused += 1
        while found:
            try:
                return Slow("", 0.0, tuple(found), joint, parse(self._text(found, joint)))
            except QueryError:  # as it is printed, it is longer or deeper
                found.pop()
        return None

    def _part(self, clause: Clause) -> Part | None:
        text = clause(self.vocabulary)
        try:
            root = parse(f"{_NOWHERE} AND {text}").root
        except QueryError:
            return None
        leaves = [node for node in walk(root) if not parts(node)]
        marked = sum(isinstance(leaf, Prefix | Stem) for leaf in leaves)
        return Part(text, len(leaves) - 1, marked)

    def _fits(self, found: Sequence[Part], joint: str) -> bool:
        return (
            sum(part.terms for part in found) < MAX_TERMS
            and sum(part.marked for part in found) <= MAX_MARKED
            and len(self._text(found, joint)) <= MAX_CHARS
        )

    def _text(self, found: Sequence[Part], joint: str) -> str:
        """Return a query of these parts; the language wants that something has to occur for it to hold."""
        text = f" {joint} ".join(part.text for part in found)
        asks_for_nothing = any(part.text.startswith(("NOT", "url:")) for part in found)
        return f'"{self.vocabulary.common[0]}" AND ({text})' if asks_for_nothing else text


def _index(query: Query) -> TopicIndex:
    index = TopicIndex()
    index.put(TopicId("slow"), query)
    return index


def main() -> None:
    """Print the slowest queries of each kind."""
    print("\nThe slowest query that was found of each kind, ms beyond reading the article")
    for article in articles():
        search = Search(article)
        print(f"\n{article.name}: {len(article.text):,} characters, read in {search.read_ms:.1f} ms")
        slowest = None
        for slow in search.all():
            print(f"{slow.took_ms:9.1f}  {slow.kind}", flush=True)
            slowest = max(slowest or slow, slow, key=lambda one: one.took_ms)
        assert slowest is not None
        print(f"Slowest, {slowest.took_ms:.1f} ms (goal {GOAL_MS:.0f}): {slowest.query.typed[:300]}")
