"""Dropping: what a topic would bring without the one clause for which it did not match an article."""

from dataclasses import replace
from datetime import datetime
from itertools import islice

from newswatch.errors import QueryError
from newswatch.model import Article, Source, Topic, TopicId
from newswatch.ports import Deadline, Store
from newswatch.query import Query, TopicIndex
from newswatch.query.printing import canonical
from newswatch.query.relaxing import Edit, edits
from newswatch.usecases.backtest import backtest
from newswatch.usecases.findings import Drop, Fate, Judgement
from newswatch.usecases.queries import read_query
from newswatch.usecases.sight import Sight

CLAUSES = 20
"""Of a query, the first ones; see ``misses``."""
OFFERED = 2
"""Of alternatives, each can lack a clause of its own."""


def with_drops(
    store: Store,
    sight: Sight,
    judged: tuple[Judgement, ...],
    *,
    article: Article,
    source: Source | None,
    now: datetime,
    deadline: Deadline,
) -> tuple[Judgement, ...]:
    """Return judgements with what can be dropped of the first topic that lacks one clause.

    Of one topic alone, as all articles of 7 days are read for that; and only for who may change it.

    Args:
        store: the store.
        sight: of who asks.
        judged: what topics say of the article.
        article: the article.
        source: what brought it, or would have.
        now: the end of the 7 days.
        deadline: how long it may take.
    """
    for n, each in enumerate(judged):
        if each.fate is Fate.OTHERWISE and each.reason and sight.may_change(each.topic):
            lacking = _lacking(store, each.topic, article, source)
            if lacking:
                drops = _drops(store, each.topic, lacking, now, deadline)
                return (*judged[:n], replace(each, drops=drops), *judged[n + 1 :])
    return judged


def _lacking(
    store: Store, topic: Topic, article: Article, source: Source | None
) -> tuple[Query, list[Edit]] | None:
    """Return a topic's query, and the clauses without which, each alone, it would hold for an article."""
    try:
        query = read_query(store, topic.query)
    except QueryError:
        # A saved set was removed since the query was explained.
        return None
    index, known = TopicIndex(), list(islice(edits(query.root), CLAUSES))
    for n, edit in enumerate(known):
        index.put(TopicId(f"{n}"), _query(edit))
    holding = {match.topic_id for match in index.match(article, source)}
    lacking = [edit for n, edit in enumerate(known) if f"{n}" in holding]
    return (query, lacking[:OFFERED]) if lacking else None


def _drops(
    store: Store, topic: Topic, lacking: tuple[Query, list[Edit]], now: datetime, deadline: Deadline
) -> tuple[Drop, ...]:
    query, offered = lacking
    relaxed = list(map(_query, offered))
    as_is, *found = backtest(store, [query, *relaxed], now, deadline, topic.sources)
    return tuple(
        Drop(
            clause=canonical(edit.clause),
            query=each.canonical,
            # What holds with a clause holds without it: the stories of the one are among those of the other.
            more=result.stories - as_is.stories,
            dropped=edit.dropped,
            complete=result.complete,
        )
        for edit, each, result in zip(offered, relaxed, found, strict=True)
    )


def _query(edit: Edit) -> Query:
    text = canonical(edit.whole)
    return Query(text, edit.whole, text)
