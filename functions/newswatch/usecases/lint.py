"""Lint: what whoever sets a query may want to know, by what it would have brought and by what else there is.

It keeps nobody from anything, and nothing from being told: what goes wrong here is logged and left out.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar, cast

from newswatch.errors import QueryError
from newswatch.model import Article, SourceFilter, Topic
from newswatch.observe import logger
from newswatch.ports import Deadline, Store
from newswatch.query import Query, parse
from newswatch.query.implication import key
from newswatch.query.lint import (
    Finding,
    Mend,
    Rank,
    Sought,
    findings,
    inflectable,
    inflecting,
    respelled,
    sought,
)
from newswatch.query.origin import Origin
from newswatch.query.syntax import Attribute, Filter, Leaf, Node, Stem, Word, sets_of, walk
from newswatch.query.vocabulary import Vocabulary, beginning_of, inflections, nearest
from newswatch.text import inflected, words
from newswatch.usecases.backtest import Wanted, backtest, compare
from newswatch.usecases.findings import Backtest, Comparison
from newswatch.usecases.month import DAYS, Month
from newswatch.usecases.queries import parsed_sets
from newswatch.usecases.sight import Sight

SHOWN = 3
"""More than these nobody reads, who only wanted to watch for something."""
INFLECTED = 5
"""Words whose inflections are tried: each is one more query on all articles."""
GAINED_STORIES = 3
GAINED_SHARE = 0.05
"""Of the stories; what inflections have to bring to be worth a word."""
EVERYTHING_SHARE = 0.3
EVERYTHING_READ = 50
"""Articles; a share of fewer says little."""
SEEN_DAYS = 3
"""Days with articles; after fewer of them most words were never seen."""
NAMED = 3
"""Words that are told by name, and for which similar ones are looked for."""
NEAR_DAYS = 10
"""Days among whose words similar ones are looked for: 0.2 s a word."""
WEEK_DAYS = 8
"""Calendar days that the 7 days of a backtest touch."""

T = TypeVar("T")


def examine(
    store: Store,
    query: Query,
    now: datetime,
    deadline: Deadline,
    *,
    sources: SourceFilter,
    sight: Sight,
    topic: Topic | None = None,
    old: Wanted | None = None,
) -> tuple[Backtest | Comparison, tuple[Finding, ...]]:
    """Return what a query would have brought, and what whoever sets it may want to know.

    Args:
        store: the store.
        query: the query.
        now: the time.
        deadline: how long it may take.
        sources: which sources count.
        sight: of whom it is told.
        topic: the one whose query it is; None where it is only tried.
        old: what was asked for so far, where that is to be compared with it.

    Returns:
        The backtest, or with ``old`` the comparison, and at most 3 findings, the most useful first.
    """
    month = Month(store, now, deadline)
    mends = _unless_broken(lambda: _inflecting(query))
    others = [Query(mend.query, mend.root, mend.query) for _, mend in mends]
    reading = cast("Store", _Noting(store, month))
    comparison = None
    if old:
        comparison, varied = compare(reading, old, Wanted(query, sources), now, deadline, beside=others)
        found = comparison.new
    else:
        found, *varied = backtest(reading, [query, *others], now, deadline, sources)
    tried = [(word, mend, each) for (word, mend), each in zip(mends, varied, strict=True)]
    told: list[Finding] = []
    looks: Sequence[Callable[[], Iterable[Finding]]] = (
        lambda: findings(query.root),
        lambda: _everything(found),
        lambda: _missed(query, found, tried, month),
        lambda: _unseen(query, month),
        lambda: _same(query, _others(store, now, sources, topic), store, sight, topic),
    )
    for look in looks:
        told += _unless_broken(look)
    return comparison or found, tuple(sorted(told, key=lambda each: each.rank)[:SHOWN])


class _Noting:
    """A store that has the words of each day noted whose articles are read."""

    def __init__(self, store: Store, month: Month) -> None:
        self._store, self._month = store, month

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def articles_of(self, day: datetime) -> Sequence[Article]:
        """Implement ``Store``."""
        articles = self._store.articles_of(day)
        _unless_broken(lambda: self._month.noted(day, articles))
        return articles


def _unless_broken(look: Callable[[], Iterable[T]]) -> list[T]:
    """Return what is found; nothing if anything goes wrong."""
    try:
        return list(look())
    except Exception:  # noqa: BLE001 - a preview without advice is better than none
        left_out()
        return []


def left_out() -> None:
    """Record the error that is being handled. In tests it is raised."""
    logger.exception("lint left out")


# --- By what it would have brought --------------------------------------------------


def _everything(found: Backtest) -> Iterator[Finding]:
    if found.read >= EVERYTHING_READ and found.articles > EVERYTHING_SHARE * found.read:
        share = round(100 * found.articles / found.read)
        yield Finding(Rank.EVERYTHING, f"It matches {share} % of all that was read.")


def _inflecting(query: Query) -> Iterator[tuple[Word, Mend]]:
    for word in inflectable(query.root)[:INFLECTED]:
        if mend := inflecting(query.root, word):
            yield word, mend


def _missed(
    query: Query, found: Backtest, tried: Sequence[tuple[Word, Mend, Backtest]], month: Month
) -> Iterator[Finding]:
    asked_for = {needle for node in walk(query.root) if isinstance(node, Leaf) for needle in node.needles}
    spoken = _languages(query.root)
    for word, mend, varied in tried:
        gained = varied.stories - found.stories
        if gained < max(GAINED_STORIES, GAINED_SHARE * found.stories):
            continue
        [bare] = inflected(word.text)
        languages = spoken or {Origin(caught.article).language for caught in varied.newest}
        forms = inflections(bare, languages, islice(month.known(), WEEK_DAYS))
        missed = max(forms.keys() - asked_for, key=lambda form: (forms[form], form), default="")
        says = f"{{}} misses {'{}' if missed else 'its inflections'}: +{gained:,} in 7 days."
        yield Finding(Rank.MISSED, says, tuple(filter(None, (word.text, missed))), mend)


def _languages(root: Node) -> set[str]:
    """Return the languages that a query names."""
    filters = (node for node in walk(root) if isinstance(node, Filter))
    return {each.value for each in filters if each.attribute is Attribute.LANG}


# --- By what was read ---------------------------------------------------------------


def _unseen(query: Query, month: Month) -> Iterator[Finding]:
    """Yield which words no article had: one finding for each with a similar one, and one for the others."""
    waiting = {
        (word.term, word.is_beginning, isinstance(word.leaf, Stem)): word for word in sought(query.root)
    }
    unseen = list(waiting.values())
    days: list[Vocabulary] = []
    for day in month.vocabularies() if unseen else ():
        days.append(day)
        unseen = _not_in(day, unseen)
        if not unseen:
            return
    if not unseen or len(days) < SEEN_DAYS:
        return
    where = (
        f"of the last {DAYS} days" if len(days) == DAYS else f"of the {len(days)} days that were looked at"
    )
    known = {word.term for word in waiting.values()}
    others: list[Sought] = []
    for n, word in enumerate(unseen):
        near = nearest(word.term, days[:NEAR_DAYS]) if n < NAMED and not word.is_beginning else None
        if near and near not in known:
            says = f"{{}} is in no article {where}, {{}} is."
            yield Finding(Rank.MISSPELLED, says, (word.shown, near), respelled(query.root, word, near))
        else:
            others.append(word)
    if others:
        yield _nowhere(others, where)


def _not_in(day: Vocabulary, wanted: Sequence[Sought]) -> list[Sought]:
    plain = day.without(
        word.term for word in wanted if not word.is_beginning and not isinstance(word.leaf, Stem)
    )

    def is_missing(word: Sought) -> bool:
        if isinstance(word.leaf, Stem):
            return not day.begins(beginning_of(word.term))
        return not day.begins(word.term) if word.is_beginning else word.term in plain

    return [word for word in wanted if is_missing(word)]


def _nowhere(unseen: Sequence[Sought], where: str) -> Finding:
    named = tuple(word.shown for word in unseen[:NAMED])
    more = [f"{len(unseen) - len(named)} more"] if len(unseen) > len(named) else []
    *first, last = ["{}"] * len(named) + more
    subject = f"{', '.join(first)} and {last}" if first else last
    return Finding(Rank.UNSEEN, f"{subject} {'are' if first else 'is'} in no article {where}.", named)


# --- By what else is watched for ------------------------------------------------------


def _others(store: Store, now: datetime, sources: SourceFilter, topic: Topic | None) -> Iterator[Topic]:
    """Yield the topics that match, beside this one, and listen to the same sources."""
    for other in store.topics():
        if not (topic and other.id == topic.id) and other.is_active(now) and other.sources == sources:
            yield other


def _same(
    query: Query, others: Iterable[Topic], store: Store, sight: Sight, topic: Topic | None
) -> Iterator[Finding]:
    """Yield a topic that watches for the same, one in the same channel first."""
    here = topic.destinations if topic else (sight.where,)
    same = sorted(
        _asking(store, query, others),
        key=lambda other: (set(here).isdisjoint(other.destinations), other.handle),
    )
    # Sight comes last: it may have to ask Slack.
    if seen := next(filter(sight.sees, same), None):
        yield Finding(Rank.SAME, "{} watches for the same.", (sight.shown(seen),))


def _asking(store: Store, query: Query, topics: Iterable[Topic]) -> Iterator[Topic]:
    """Yield the topics that ask for the same."""
    wanted, spelled, uses_sets = key(query.root), set(words(query.canonical)), bool(sets_of(query.root))
    sets = None
    for topic in topics:
        may_use_sets = "set:" in topic.query
        # Most have other words, which is found much faster than what they ask for.
        if not uses_sets and not may_use_sets and set(words(topic.query)) != spelled:
            continue
        if may_use_sets and sets is None:
            sets = parsed_sets(store.sets())
        try:
            other = parse(topic.query, sets)
        except QueryError:
            continue
        if key(other.root) == wanted:
            yield topic
